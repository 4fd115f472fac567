/* An entry of the outbox from inside: for outbox.c, outbox_patch.c, outbox_send.c and conflict.c. */
#ifndef TWINLINE_RECORDS_OUTBOX_ENTRY_H
#define TWINLINE_RECORDS_OUTBOX_ENTRY_H

#include "rows.h"
#include "twinline/records/journal.h"
#include "twinline/records/outbox.h"

/*
 * Writes a new entry, with an opId of its own; entry->size is what goes up beside the body. marks: it changes nothing else. In a
 * transaction. Its local, or -1.
 */
int64_t outbox_insert(struct store *s, const struct outbox_entry *entry, bool marks, struct err *e);

/* True if making a record of the type is no more than a mark: how far one has read, what one likes. Nobody thinks of it as a thing to send. */
bool outbox_is_mark(const struct record_type *type);

/* The bytes that an entry with this body costs, about. */
int64_t outbox_size(const char *body);

/*
 * Adds what happened to an entry to the journal. record: what it is about, NULL where that is to be looked up; who: whose doing it was,
 * NULL: those whom the record is to or about; receipt and cause may be NULL. In a transaction. 0 or -1.
 */
struct outbox_event { enum journal_kind kind; const struct json *record; const char *who, *receipt; const struct err *cause; };
int outbox_note(struct store *s, const struct outbox_entry *entry, const struct outbox_event *event, struct err *e);

/* --- outbox_patch.c --- */

/* The members of tree that patch changes, as {"member": value}: what its writer saw of them. Yours. */
struct json *outbox_seen(const struct json *tree, const struct json *patch) ATTR_MUST_USE;

/* What a writer saw of a record that they destroy: entry gets its base, and its rev where somebody may have written it anew meanwhile. */
void outbox_saw_whole(struct store *s, const struct record *r, struct outbox_entry *entry);

/* What a writer may say of a new record of the type, of one that was. Yours. */
struct json *outbox_writable(const struct record_type *type, const struct json *tree) ATTR_MUST_USE;

/* Text of what was seen as it is kept: NULL where it is too long to be kept. Yours. */
char *outbox_base_text(const struct json *seen) ATTR_MUST_USE;

/*
 * Joins the later patch into an entry, and what its writer saw of what the entry did not change before; entry and its row hold both from
 * then on. In a transaction. 0 or -1.
 */
int outbox_join(struct store *s, struct outbox_entry *entry, const struct json *later, const struct json *seen, struct err *e);

/* Writes body, base, rev, size and cause of an entry, and its state; it waits for nothing any more. In a transaction. 0 or -1. */
int outbox_rewrite(struct store *s, const struct outbox_entry *entry, struct err *e);

/* Takes the row of an entry away, and nothing else. In a transaction. 0 or -1. */
int outbox_remove(struct store *s, int64_t local, struct err *e);

/* --- rebase.c --- */

/*
 * The portal's copy of a record has come with another rev than its waiting changes saw: each is merged with it, and goes again with the
 * new rev, or waits for its writer. In a transaction. 0 or -1.
 */
int outbox_rebase(struct store *s, int64_t record, struct err *e);

/* The name of the other one who last wrote a record, or, of a project, its other founder; NULL where none is said, or it was I. Borrowed. */
const char *outbox_other_writer(struct store *s, const struct json *record);

/* What the patch of an entry makes of what its writer saw: the changed members as they were, and as the writer has them. Yours. */
void outbox_versions(const struct outbox_entry *entry, const struct json *theirs, struct json **base, struct json **mine);

/*
 * Gives an entry the patch that makes of theirs what was merged, over that base; its row too, where it has one. 0, 1 where nothing is left
 * to change (then its row stays as it was), or -1. In a transaction.
 */
int outbox_replace(struct store *s, struct outbox_entry *entry, const struct json *theirs, const struct json *merged, struct err *e);

/* Adds the names of the fields that a writer sets and that differ. */
void outbox_changed_fields(const struct record_type *type, const struct json *before, const struct json *after, struct strings *names);

/* --- conflict.c --- */

/* True if the entry waits for its writer to choose between what was changed here and there. */
bool outbox_is_conflict(const struct outbox_entry *entry);

/*
 * The account is no longer mine to see, its records are still here: changes of them that wait keep the whole of what would have become
 * of the record. In a transaction. 0 or -1.
 */
int outbox_account_left(struct store *s, int64_t account, struct err *e);

/* The record that an entry changes is no more: the entry keeps the whole of it as its writer would have it. In a transaction. 0 or -1. */
int outbox_orphan(struct store *s, struct outbox_entry *entry, struct err *e);

#endif
