/*
 * The outbox: every change that is on its way, in order, each with an opId made offline, so that the portal
 * does it exactly once. Replica only. Pending patches show through the overlay at once.
 * States: HELD until hold_until; WAITING for the line; SENDING may have left (in doubt: it cannot be edited or taken back);
 * SENT kept as a receipt; REFUSED and NEEDS_YOU carry a cause.
 */
#ifndef TWINLINE_RECORDS_OUTBOX_H
#define TWINLINE_RECORDS_OUTBOX_H

#include "twinline/base/json.h"
#include "twinline/records/store.h"

enum outbox_state { OUTBOX_HELD, OUTBOX_WAITING, OUTBOX_SENDING, OUTBOX_SENT, OUTBOX_REFUSED, OUTBOX_NEEDS_YOU, OUTBOX_STATE_COUNT };
enum outbox_kind { OUTBOX_CREATE, OUTBOX_UPDATE, OUTBOX_DESTROY };

struct outbox_entry {
	int64_t local;      /* order of sending */
	char op_id[OP_ID_LENGTH + 1];
	enum outbox_kind kind;
	enum outbox_state state;
	int64_t account;
	const struct record_type *type;
	int64_t record;     /* local of the record that it makes or changes */
	int64_t rev;        /* the rev that the writer saw; 0: none */
	char *body;         /* JSON: the object to create, or the PatchObject */
	int64_t queued_at, hold_until, sent_at; /* seconds; 0: not */
	int64_t size;       /* bytes it costs to send, about */
	struct err cause;   /* why refused, or why it still waits */
	char *receipt;      /* 8 letters and digits to quote, once sent */
	char *base;         /* JSON: the fields that it changes, as the writer saw them; of what was destroyed all of them. NULL: not known */
	bool is_stale;      /* the portal has a newer copy than is here: it is fetched, and the entry merged with it, before it goes */
};
void outbox_entry_release(struct outbox_entry *entry);

/*
 * Queues the creation of a record: makes the local record (id NULL, body object) and its entry, held for hold seconds (0: none).
 * A type with "writtenAt" gets it, where the object lacks it. In a transaction. Returns the entry's local, or -1.
 */
int64_t outbox_create(struct store *s, int64_t account, const struct record_type *type, const struct json *object, int hold, struct err *e);

/*
 * Queues a patch of a record; joined to a patch of the same record that still waits. A patch that moves content names the rev that the
 * writer saw; marks ($seen ...) do not. In a transaction. Returns the entry's local, or -1 (ERR_NOT_FOUND, ERR_INVALID_PATCH).
 */
int64_t outbox_update(struct store *s, int64_t record, const struct json *patch, struct err *e);

/*
 * The same for what is final once it has left, as an answer: an entry of its own, joined to nothing, held for hold seconds so that
 * it can be taken back. In a transaction.
 */
int64_t outbox_update_held(struct store *s, int64_t record, const struct json *patch, int hold, struct err *e);

/*
 * The same for a patch that was long in the writing: saw says what its writer had before them when they began, and what has changed since
 * is merged with it (conflict.h). Then it is joined to nothing unless the record is in conflict. hold may be 0.
 */
struct outbox_saw { int64_t rev; const struct json *fields; };
int64_t outbox_update_seen(struct store *s, int64_t record, const struct json *patch, const struct outbox_saw *saw, int hold, struct err *e);

/*
 * Queues the end of a record, which leaves the lists at once; patches of it that wait are dropped. One whose creation has
 * not left is taken back instead, with nothing to send. In a transaction. Returns the entry's local, 0 for nothing to send, or -1.
 */
int64_t outbox_destroy(struct store *s, int64_t record, struct err *e);

/* The same, held for some seconds. */
int64_t outbox_destroy_held(struct store *s, int64_t record, int hold, struct err *e);

/*
 * Takes an entry back that has not left: HELD, WAITING, REFUSED or NEEDS_YOU. The record that it made goes too, a patch leaves the
 * overlay. In a transaction. Returns 0; -1 with ERR_HAS_LEFT if it is SENDING or SENT.
 */
int outbox_take_back(struct store *s, int64_t local, struct err *e);

/* Holds an entry that waits for some seconds from now; one that has left, or is held already, stays as it is. In a transaction. 0 or -1. */
int outbox_hold(struct store *s, int64_t local, int seconds, struct err *e);

/* Lets all that is held go at once: it waits for the line alone. In a transaction. Returns 0, or -1 with e. */
int outbox_let_go(struct store *s, struct err *e);

/* Fills entry; false if it is not there. */
bool outbox_get(struct store *s, int64_t local, struct outbox_entry *entry);
/* The local of the record that an entry makes, changes or ends; 0 where the entry is not there. */
int64_t outbox_record_of(struct store *s, int64_t local);
/* What the portal gave for the creation of a record, to be quoted; yours, NULL where that was long ago or not from here. */
char *outbox_receipt(struct store *s, int64_t record);
/* What people call what an object is or is about: a subject, title or name, else the name of the person, event or project in it. Yours, NULL for none. */
char *outbox_title(const struct json *object) ATTR_MUST_USE;
/* What an entry is, as a sentence of the catalogue with one %s for what it is about: "Contact request: %s". N_(), static. */
const char *outbox_what(const struct outbox_entry *entry);
/* The entry that makes or last changes a record and is not SENT; 0 if none. */
int64_t outbox_of_record(struct store *s, int64_t record);

/*
 * Locals for the outbox screen: needs you and refused first, then sending order, then the newest sent ones; yours. Marks ($seen ...)
 * are not listed: nobody thinks of having read something as a thing to send. Count or -1.
 */
int outbox_list(struct store *s, int64_t **locals, struct err *e);

struct outbox_counts {
	int held, waiting, sending, refused, needs_you; /* as outbox_list has them */
	int marks;                                      /* patches of marks alone that wait or are under way, not counted above */
	int64_t bytes;                                  /* of all that is still to be sent, marks too */
	int64_t last_sent_at;
};
/* 0, or -1 with e. */
int outbox_counts(struct store *s, struct outbox_counts *counts, struct err *e);

/* The newest entry that is held and not due yet, marks aside; 0 if none is. */
int64_t outbox_newest_held(struct store *s);

/* When the first held entry becomes due, in seconds since 1970; 0 if none is held. */
int64_t outbox_next_due(struct store *s);

/* --- the engine's side --- */

/*
 * Marks up to max due entries as SENDING, entries in doubt among them, and returns how many; at least one, however large, then while
 * they fit into max_bytes. Order is kept; a change of a record waits until its creation and what is before it have been answered,
 * one of a project until its account is here.
 * In a transaction. -1 with e.
 */
int outbox_take_due(struct store *s, int64_t now, int max, int64_t max_bytes, int64_t *locals, struct err *e);

/*
 * The portal answered: sent, with the properties that it set (NULL: none): the record gets id, rev and them. Waiting patches
 * of the record name the new rev. In a transaction. 0, or -1 with e.
 */
int outbox_sent(struct store *s, int64_t local, const char *id, const struct json *server_set, int64_t now, struct err *e);

/* The portal refused for good (cause), or the writer is needed (conflict, account closed ...). In a transaction. 0, or -1 with e. */
int outbox_refused(struct store *s, int64_t local, bool needs_you, const struct err *cause, struct err *e);

/*
 * The portal refused because the record has moved on since the rev that the entry names. The entry waits, stale, under a new opId, until
 * the record has come; where it is here already, they are merged at once. In a transaction. 0 or -1.
 */
int outbox_outrun(struct store *s, int64_t local, struct err *e);

/* Locals of the records that entries wait for so, at most max. How many. */
int outbox_outrun_records(struct store *s, int64_t *records, int max);

/*
 * The exchange failed: an entry stays SENDING (in doubt, sent again with the same opId), or becomes WAITING where it surely did not
 * leave, neither now nor in an exchange before; both with cause. In a transaction.
 */
int outbox_not_sent(struct store *s, int64_t local, bool surely, const struct err *cause, struct err *e);

/* Puts the pending patches of a record into tree (its body). Called by record_tree. */
int outbox_overlay(struct store *s, int64_t record, const struct record_type *type, struct json *tree);

#endif
