/* Blobs: blob(account, random id) -> list of chunks (SHA-256, at most 64 KB), so that a copy adds references only. */
#ifndef TWINLINE_RECORDS_BLOB_H
#define TWINLINE_RECORDS_BLOB_H

#include <stddef.h>

#include "twinline/base/crypto.h"
#include "twinline/records/record.h"

enum { BLOB_CHUNK_MAX = 64 * 1024, BLOB_CHUNK_LEAST = 4 * 1024 /* a smaller one is joined to its neighbours */ };

struct blob { char id[RECORD_ID_LENGTH + 1]; int64_t account; char *type; int64_t size, created_at; char *uploader; };
void blob_release(struct blob *b);

/* Stores bytes as a new blob of an account, in a transaction; fills b. 0 or -1. */
int blob_write(struct store *s, int64_t account, const char *uploader, const char *type, const void *bytes, size_t len, int64_t now, struct blob *b, struct err *e);
/* The same for a file that the portal has under id: it is here from now on. In a transaction. 0 or -1. */
int blob_keep(struct store *s, int64_t account, const char *id, const char *type, const void *bytes, size_t len, int64_t now, struct err *e);
bool blob_has(struct store *s, int64_t account, const char *id);
bool blob_get(struct store *s, int64_t account, const char *id, struct blob *b);
/* Reads at most len bytes from offset into bytes; returns how many, -1 with e. */
int64_t blob_read(struct store *s, int64_t account, const char *id, int64_t offset, void *bytes, size_t len, struct err *e);
/* Adds all of it to out. 0, or -1 with e. */
int blob_read_all(struct store *s, int64_t account, const char *id, struct str *out, struct err *e);
/*
 * Adds the same content to to->account under a fresh id, which it writes into to->id, as if to->uploader (NULL: whoever uploaded the
 * first one) had put it there at to->created_at. In a transaction.
 */
int blob_copy(struct store *s, int64_t from_account, const char *id, struct blob *to, struct err *e);
/*
 * The same under the id that it has, where the other account has it not yet: nobody put it there, and it is read there only where a record
 * names it. In a transaction. 0 or -1.
 */
int blob_share(struct store *s, int64_t from_account, const char *id, int64_t to_account, struct err *e);
/*
 * A piece of a blob to be: bytes of its own, or those of another blob of the account. What is joined is whole chunks where it can
 * be: then references are written and no bytes, but for chunks so small that a file would be made of nothing else.
 */
struct blob_piece {
	const void *bytes;  /* len of them; NULL: of the blob id, from start on */
	const char *id;
	int64_t start, len;
};

/*
 * Joins pieces, in their order, into a new blob of b->account, as b->uploader put it there at b->created_at; sets b->id and b->size.
 * Ranges are the caller's to check (blob_get). In a transaction. 0 or -1.
 */
int blob_join(struct store *s, struct blob *b, const struct blob_piece *pieces, size_t count, struct err *e);

/* SHA-256 of len bytes from offset on, in base64. 0 or -1. */
int blob_digest(struct store *s, const struct blob *b, int64_t offset, int64_t len, char base64[DIGEST_BASE64_SIZE], struct err *e);

/* Forgets blobs made before a time that no record names, and chunks that no blob needs. In a transaction. How many blobs, or -1. */
int blobs_prune(struct store *s, int64_t before, struct err *e);
/* Calls each with every record that names it: type, id, audience and author. 0, or -1 with e. */
int blob_uses(struct store *s, int64_t account, const char *id, void *context,
              void (*each)(void *context, const struct record *r), struct err *e);
/* True if a record that role may read in the account names it, or uploader put it there within a day. */
bool blob_may_read(struct store *s, int64_t account, const char *id, const char *person, enum role role, int64_t now);

#endif
