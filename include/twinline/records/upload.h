/*
 * Files on their way to the portal: from the moment when they are attached their bytes lie here as a blob, which a draft or record
 * names by our own id until the portal has given one. The engine uploads them before it sends what names them. To upload
 * a file twice does no harm: nobody but its owner sees it before a record names it. Replica only.
 */
#ifndef TWINLINE_RECORDS_UPLOAD_H
#define TWINLINE_RECORDS_UPLOAD_H

#include "twinline/base/json.h"
#include "twinline/records/outbox.h"
#include "twinline/records/store.h"

/*
 * Keeps the bytes of a file. Returns what a record says of it, {blobId, name, type, size}: yours; NULL with e. In a transaction of its
 * own, DB_DURABLE.
 */
struct json *upload_add(struct store *s, int64_t account, const char *name, const void *bytes, size_t len, struct err *e);

/* Bytes that are still to be uploaded for an object with files. */
int64_t upload_bytes(struct store *s, int64_t account, const struct record_type *type, const struct json *object);

/* How much of the files of an outbox entry is at the portal, and of how much; false if it has none that go up. */
bool upload_progress(struct store *s, int64_t entry, int64_t now, int64_t *done, int64_t *total);

/* --- the engine's side --- */

struct upload {
	int64_t entry;  /* the first of the outbox that waits for it */
	int64_t account, size;
	char blob[RECORD_ID_LENGTH + 1];
};

/* The next file that has to be uploaded before something that is due can go; false if there is none. */
bool upload_next(struct store *s, int64_t now, struct upload *u);

/* True while something that is due waits for the file. */
bool upload_is_due(struct store *s, const struct upload *u, int64_t now);

/*
 * A file goes up in parts: what arrived is noted at once, so that a cut line or a dead program costs the part under way and no more.
 * The portal keeps parts for a day; here they count for most of it.
 */
struct upload_part { int64_t start, size; char remote[RECORD_ID_LENGTH + 1]; };

/* The first bytes that have not arrived: where they begin and how many there are in a row. False if all are there, to be joined. */
bool upload_gap(struct store *s, const struct upload *u, int64_t now, int64_t *start, int64_t *len);

/* The portal has these bytes as part->remote. In a transaction. 0 or -1. */
int upload_part_done(struct store *s, const struct upload *u, const struct upload_part *part, int64_t now, struct err *e);

/* The parts that have arrived, in order, yours; how many, or -1. */
int upload_parts(struct store *s, const struct upload *u, int64_t now, struct upload_part **parts, struct err *e);

/* The portal has a part (NULL: any of them) no more, or it is not what it should be. In a transaction. 0 or -1. */
int upload_part_lost(struct store *s, const struct upload *u, const char *remote, struct err *e);

/* Bytes of the file that have arrived. */
int64_t upload_arrived(struct store *s, const struct upload *u, int64_t now);

/* The same of all files. */
int64_t uploads_arrived(struct store *s, int64_t now);

/* The portal has the file, as remote. In a transaction. 0 or -1. */
int upload_done(struct store *s, const struct upload *u, const char *remote, int64_t now, struct err *e);

/*
 * The portal has refused an entry because it does not know remote. It forgets what no record names, by a clock of its own: if that is a
 * file of the entry's, it goes up again, and the entry after it under another opId. In a transaction. 1: so it is; 0: no such file, or
 * tried too often; -1 with e.
 */
int upload_again(struct store *s, const struct outbox_entry *entry, const char *remote, struct err *e);

/* Puts the portal's ids in the place of ours, in an object or patch that goes out. */
void upload_name(struct store *s, int64_t account, const struct record_type *type, struct json *object);

/* The portal has taken what was sent: the files of body are called there as they are here from now on. In a transaction. 0 or -1. */
int upload_settle(struct store *s, int64_t account, const struct record_type *type, const struct json *sent, struct err *e);

#endif
