/*
 * Drafts: what is being typed, committed at every key before its echo. A draft is the fields of one record
 * to be, with the place of the cursor, so that a half-typed text comes back on the same screen. Replica only.
 */
#ifndef TWINLINE_RECORDS_DRAFT_H
#define TWINLINE_RECORDS_DRAFT_H

#include "twinline/base/json.h"
#include "twinline/records/store.h"

struct draft {
	int64_t local;    /* 0: not kept yet */
	const struct record_type *type;
	char *body;       /* JSON object of the fields so far */
	char *context;    /* JSON: focused field, cursor offset in bytes; the screen's own. What it answers is "inReplyTo" in body */
	int64_t updated_at;
	bool open;        /* a screen has it open: offered again after a crash */
	int64_t rev;      /* of a record that it changes, as the writer saw it when they began; 0: of none */
	char *base;       /* JSON: its fields then. Kept with the first draft_save only; NULL: none */
	int64_t holder;   /* the face that writes it (records/presence.h); 0: none */
};
void draft_release(struct draft *d);

/*
 * Writes d (a new one gets its local) in a transaction of its own, DB_QUICK. 0, or -1 with e: ERR_DRAFT_ELSEWHERE, and nothing
 * written, where another face has taken it over.
 */
int draft_save(struct store *s, struct draft *d, struct err *e);
bool draft_get(struct store *s, int64_t local, struct draft *d);
/* In a transaction of its own. */
int draft_delete(struct store *s, int64_t local, struct err *e);
/*
 * The newest draft that a screen had open when its program died; 0 if none. is_held (NULL: none is) says whether a holder, never 0,
 * still lives: those drafts are passed over.
 */
int64_t draft_left_open(struct store *s, bool (*is_held)(void *context, int64_t holder), void *context);
/*
 * Gives a draft that `from` holds (0: nobody) to another holder. In a transaction of its own, DB_QUICK. 0, or -1 with e:
 * ERR_DRAFT_ELSEWHERE where somebody else holds it by now, ERR_NOT_FOUND.
 */
int draft_hold(struct store *s, int64_t local, int64_t from, int64_t to, struct err *e);
/* Locals, newest first; yours to free. Count or -1. */
int draft_list(struct store *s, const struct record_type *type, int64_t **locals, struct err *e);

/*
 * Sends: turns the draft into an outbox entry in one transaction (the draft is gone iff the entry is there). Returns the
 * entry's local or -1. draft_recall is the way back: takes the entry back into a draft, whose local it returns, with the
 * context that it had. Both in a transaction of their own, DB_DURABLE.
 */
int64_t draft_send(struct store *s, int64_t local, int64_t account, int hold, struct err *e);
int64_t draft_recall(struct store *s, int64_t entry, struct err *e);

/*
 * The same for a draft that changes a record: the draft goes, and the patch is queued as an entry of its own, held for hold seconds, and
 * merged with what has come since the draft was begun. In a transaction of its own, DB_DURABLE. The entry's local or -1.
 */
int64_t draft_send_patch(struct store *s, int64_t local, int64_t record, const struct json *patch, int hold, struct err *e);

#endif
