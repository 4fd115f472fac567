/*
 * Files on their way to the portal: from the moment when they are attached their bytes lie here as a blob, which a draft or record
 * names by our own id until the portal has given one. The engine uploads them before it sends what names them. To upload
 * a file twice does no harm: nobody but its owner sees it before a record names it. Replica only.
 */
#ifndef TWINLINE_RECORDS_UPLOAD_H
#define TWINLINE_RECORDS_UPLOAD_H

#include "twinline/base/json.h"
#include "twinline/records/store.h"

/*
 * Keeps the bytes of a file. Returns what a record says of it, {blobId, name, type, size}: yours; NULL with e. In a transaction of its
 * own, DB_DURABLE.
 */
struct json *upload_add(struct store *s, int64_t account, const char *name, const void *bytes, size_t len, struct err *e);

/* Bytes that are still to be uploaded for an object with files. */
int64_t upload_bytes(struct store *s, int64_t account, const struct record_type *type, const struct json *object);

/* --- the engine's side --- */

struct upload {
	int64_t entry;  /* the first of the outbox that waits for it */
	int64_t account, size;
	char blob[RECORD_ID_LENGTH + 1];
};

/* The next file that has to be uploaded before something that is due can go; false if there is none. */
bool upload_next(struct store *s, int64_t now, struct upload *u);

/* The portal has the file, as remote. In a transaction. 0 or -1. */
int upload_done(struct store *s, const struct upload *u, const char *remote, int64_t now, struct err *e);

/* Puts the portal's ids in the place of ours, in an object or patch that goes out. */
void upload_name(struct store *s, int64_t account, const struct record_type *type, struct json *object);

/* The portal has taken what was sent: the files of body are called there as they are here from now on. In a transaction. 0 or -1. */
int upload_settle(struct store *s, int64_t account, const struct record_type *type, const struct json *sent, struct err *e);

#endif
