/*
 * What the files of this room share and nobody else needs. What writes does so in the transaction of its caller, and answers 0, or -1 with e,
 * where nothing else is said.
 */
#ifndef TWINLINE_RECORDS_ROWS_H
#define TWINLINE_RECORDS_ROWS_H

#include "twinline/base/json.h"
#include "twinline/records/blob.h"
#include "twinline/records/record.h"

/*
 * Steps a statement of a function that cannot tell an error: true if a row is there. A failure is logged and reads as no row.
 */
bool row_step(struct db_stmt *stmt);

/* The first column of the only row, 0 if there is none; the statement is reset. */
int64_t row_integer(struct db_stmt *stmt);

/* The first column of every row, yours; the count, or -1 with e. */
int row_integers(struct db_stmt *stmt, int64_t **out, struct err *e);

/* A copy of a column's text, NULL for NULL or "". */
char *row_text(struct db_stmt *stmt, int column);

/* Of a column's set " a b ": the first code, yours, NULL for none; and true if it has a code that is not "". */
char *row_set_first(const char *set);
bool row_set_has(const char *set, const char *code);

/* Binds why something did not come about (NULL: nothing) as a row keeps it; and reads it back into *cause, which NULL leaves as it is. */
void row_bind_cause(struct db_stmt *stmt, int parameter, const struct err *cause);
void row_cause(struct db_stmt *stmt, int column, struct err *cause);

/* The type that a number in the database names; NULL for one that a newer program wrote. */
const struct record_type *row_type(int64_t index);

/* --- records/listed.c: what stands beside a record and is made from it --- */

/*
 * Brings index row, files, conversation and known people of a record up to date. tree is its body with the overlay; content: more than
 * marks may have changed. In a transaction. 0 or -1.
 */
int listed_put(struct store *s, const struct record *r, struct json *tree, bool content, struct err *e);

/* The index row alone, for a table that is filled anew; conversations follow when all are there. */
int listed_rebuild(struct store *s, int64_t local, struct err *e);

/* Takes all of it away. In a transaction. 0 or -1. */
int listed_remove(struct store *s, const struct record *r, struct err *e);

/* Gives what is unsent what the portal will: a message is from me and in its conversation, an event begins at a moment. */
void listed_complete(struct store *s, const struct record *r, struct json *tree);

/* Folded text of a message, by which it is found, with a space before each word; yours. */
char *listed_words(const struct json *message) ATTR_MUST_USE;

/* The threadUid of the conversation that holds the message with this messageUid; yours, NULL if it is not here. */
char *listed_thread_of(struct store *s, int64_t account, const char *message_uid);

/* --- records/record.c --- */

/* Writes a record as record_write does, but leaves what is made from it to the caller. */
int record_store(struct store *s, struct record *r, bool content_moved, struct err *e);

/* True for records that are made in the writer's own account and live in one that the portal makes for them: projects. */
bool record_moves(const struct record_type *type);

/* Replica: puts a record, with what waits of it in the outbox, into another account; its list is the caller's to bring up to date. 0 or -1. */
int record_move(struct store *s, struct record *r, int64_t account, struct err *e);

/* Takes the row away; on the portal a tombstone takes its place. What is made from it is the caller's. */
int record_remove(struct store *s, struct record *r, struct err *e);

/* --- records/changes.c: portal --- */

/* Notes that a type of an account stands at seq. */
int changes_note(struct store *s, int64_t account, const struct record_type *type, int64_t seq, struct err *e);
int changes_note_destroyed(struct store *s, const struct record *r, int64_t created, struct err *e);
int changes_note_audience(struct store *s, const struct record *r, unsigned before, struct err *e);

/* --- records/thread.c --- */

/* Who the reader of an account is: {"person", "name", "country"}; yours, NULL where it is not known. */
struct json *thread_me(struct store *s, int64_t account);

/* A message has got another threadUid: the conversation keeps its row, so that a screen's place stays. */
int thread_rename(struct store *s, int64_t account, const char *from, const char *to, struct err *e);

/* Keeps the row of a draft: one of its own, or the state of the conversation that it answers. */
int thread_put_draft(struct store *s, int64_t draft, const char *answers, const struct json *body, int64_t at, struct err *e);
/* What a draft of its own is found by, folded. */
int thread_put_draft_words(struct store *s, int64_t draft, const char *words, struct err *e);
int thread_remove_draft(struct store *s, int64_t draft, const char *answers, struct err *e);

/* --- records/outbox.c --- */

/*
 * True of an entry of the outbox, by the name that a statement gives it, whose hold is over (?1: now). Nothing is held for as long as
 * HOLD_MOST_S: a hold that ends later than that was begun by a clock which has been set back since.
 */
enum { HOLD_MOST_S = 600 };
#define HOLD_IS_OVER(entry) "(" entry ".hold_until <= ?1 OR " entry ".hold_until > ?1 + 600)"

/* --- records/upload.c --- */

/*
 * Joins the files of ours that an entry o of the outbox names, as u; and what is true of one that has to be uploaded before o can go (?1: now).
 * The portal forgets a file that no record names after a day, so one that lies there for most of it goes again.
 */
#define UPLOADS_OF_ENTRY \
	"JOIN blob_use b ON b.record = o.record JOIN upload u ON u.account = b.account AND u.blob = b.blob "
#define UPLOAD_IS_WANTED "(u.remote IS NULL OR u.done_at < ?1 - 72000)"

/* --- records/blob.c --- */

/* Makes the row of b, whose size is known, under an id that is drawn for it. In a transaction. 0 or -1. */
int blob_begin(struct store *s, struct blob *b, struct err *e);

/* The same under the id that b has. */
int blob_insert(struct store *s, const struct blob *b, struct err *e);

/* Writes len bytes (at most BLOB_CHUNK_MAX) of b from start on; and names a chunk that is there already. In a transaction. 0 or -1. */
int blob_put_chunk(struct store *s, const struct blob *b, int64_t start, const char *bytes, size_t len, struct err *e);
int blob_link_chunk(struct store *s, const struct blob *b, int64_t start, int64_t size, const char *digest, struct err *e);

/* --- records/draft.c --- */

/* Keeps the row of a draft that is there already. */
int draft_relist(struct store *s, int64_t local, struct err *e);

/* Keeps every conversation and draft anew. In a transaction. */
int thread_refresh_all(struct store *s, struct err *e);

/* --- records/people.c --- */

/* Keeps who wrote, or to whom I wrote. */
int people_note(struct store *s, const struct json *message, const char *me, struct err *e);

/* Where the card is the reader's own, the fact "me" gets its name and country. */
int people_note_me(struct store *s, const char *id, const struct json *card, struct err *e);

/* The same as people_note for the card of somebody who was found, after all with whom there are letters; and takes such a one away. */
int people_note_card(struct store *s, const struct json *card, struct err *e);
int people_forget_card(struct store *s, const char *id, struct err *e);

/* --- records/kept.c --- */

/* The record has gone, and what was noted of it as a card goes. */
int kept_forget(struct store *s, int64_t local, struct err *e);

/* --- records/window.c --- */

/* Forgets what lies beyond an account's windows. */
int replica_forget_window(struct store *s, int64_t account, struct err *e);

/* --- records/outbox.c --- */

/* True if the record is to be destroyed by an entry that is on its way. */
bool outbox_destroys(struct store *s, int64_t record);

/*
 * The portal has destroyed a record, which is still here: marks and its own end have nothing to do any more, other changes keep what would
 * have become of it and need the writer.
 */
int outbox_record_gone(struct store *s, int64_t record, struct err *e);

#endif
