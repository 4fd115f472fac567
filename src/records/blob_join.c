/* Blobs made of pieces of others: references to chunks where these are whole, bytes where they are cut or tiny. */
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"

/* The blob that grows, and bytes that are not in a chunk of it yet. */
struct joint { struct store *s; const struct blob *b; int64_t at; char *loose; size_t loose_len; struct err *e; };

struct chunk { int64_t start, size; char digest[DIGEST_TEXT_SIZE]; };

static int flush(struct joint *j)
{
	int result = j->loose_len > 0 ? blob_put_chunk(j->s, j->b, j->at, j->loose, j->loose_len, j->e) : 0;

	j->at += (int64_t)j->loose_len;
	j->loose_len = 0;
	return result;
}

static int add_bytes(struct joint *j, const char *bytes, size_t len)
{
	int result = 0;

	while (len > 0 && result == 0) {
		size_t room = BLOB_CHUNK_MAX - j->loose_len, part = len < room ? len : room;

		memcpy(j->loose + j->loose_len, bytes, part);
		j->loose_len += part;
		bytes += part;
		len -= part;
		if (j->loose_len == BLOB_CHUNK_MAX)
			result = flush(j);
	}
	return result;
}

static int add_reference(struct joint *j, const struct chunk *c)
{
	int result = flush(j) == 0 ? blob_link_chunk(j->s, j->b, j->at, c->size, c->digest, j->e) : -1;

	j->at += c->size;
	return result;
}

/* A part of a chunk of another blob. */
static int add_cut(struct joint *j, const char *id, int64_t from, int64_t end)
{
	size_t len = (size_t)(end - from);
	char *bytes = xmalloc(len);
	int64_t got = blob_read(j->s, j->b->account, id, from, bytes, len, j->e);
	int result = got < 0 ? -1 : 0;

	if (got >= 0 && got < end - from)
		result = err_set(j->e, ERR_STORE_DAMAGED, db_name(j->s->db), id, NULL);
	if (result == 0)
		result = add_bytes(j, bytes, len);
	free(bytes);
	return result;
}

/* The chunks of a blob that meet a range, in order, yours; their count or -1. */
static int read_chunks(struct joint *j, const struct blob_piece *p, struct chunk **out)
{
	struct db_stmt *stmt = db_prepare(j->s->db, "SELECT start, size, digest FROM blob_chunk WHERE account = ?1 AND blob = ?2 "
	                                            "AND start < ?4 AND start + size > ?3 ORDER BY start");
	struct chunk *chunks = NULL;
	int count = 0, row;

	db_bind_int(stmt, 1, j->b->account);
	db_bind_text(stmt, 2, p->id);
	db_bind_int(stmt, 3, p->start);
	db_bind_int(stmt, 4, p->start + p->len);
	while ((row = db_step(stmt, j->e)) == 1) {
		if ((count & (count - 1)) == 0)
			chunks = xrealloc(chunks, count ? 2 * (size_t)count : 1, sizeof *chunks);
		chunks[count] = (struct chunk){ .start = db_int(stmt, 0), .size = db_int(stmt, 1) };
		memcpy(chunks[count++].digest, db_text(stmt, 2), DIGEST_TEXT_SIZE);
	}
	db_reset(stmt);
	*out = chunks;
	return row < 0 ? -1 : count;
}

static int add_blob(struct joint *j, const struct blob_piece *p)
{
	struct chunk *chunks;
	int count = read_chunks(j, p, &chunks), result = count < 0 ? -1 : 0;

	for (int i = 0; i < count && result == 0; i++) {
		int64_t from = chunks[i].start > p->start ? chunks[i].start : p->start;
		int64_t end = chunks[i].start + chunks[i].size < p->start + p->len ? chunks[i].start + chunks[i].size : p->start + p->len;

		if (end - from == chunks[i].size && chunks[i].size >= BLOB_CHUNK_LEAST)
			result = add_reference(j, &chunks[i]);
		else
			result = add_cut(j, p->id, from, end);
	}
	free(chunks);
	return result;
}

int blob_join(struct store *s, struct blob *b, const struct blob_piece *pieces, size_t count, struct err *e)
{
	struct joint j = { .s = s, .b = b, .e = e };
	int result;

	b->size = 0;
	for (size_t i = 0; i < count; i++)
		b->size += pieces[i].len;
	if (blob_begin(s, b, e) != 0)
		return -1;
	j.loose = xmalloc(BLOB_CHUNK_MAX);
	result = 0;
	for (size_t i = 0; i < count && result == 0; i++)
		result = pieces[i].bytes ? add_bytes(&j, pieces[i].bytes, (size_t)pieces[i].len) : add_blob(&j, &pieces[i]);
	if (result == 0)
		result = flush(&j);
	if (result == 0 && j.at != b->size)
		result = err_set(e, ERR_STORE_DAMAGED, db_name(s->db), b->id, NULL);
	free(j.loose);
	return result;
}

int blob_digest(struct store *s, const struct blob *b, int64_t offset, int64_t len, char base64[DIGEST_BASE64_SIZE], struct err *e)
{
	char *bytes = xmalloc(BLOB_CHUNK_MAX);
	struct digest *d = digest_new();
	int64_t got = 1, left = len;

	while (left > 0 && got > 0) {
		got = blob_read(s, b->account, b->id, offset + len - left, bytes, left < BLOB_CHUNK_MAX ? (size_t)left : BLOB_CHUNK_MAX, e);
		if (got > 0) {
			digest_add(d, bytes, (size_t)got);
			left -= got;
		}
	}
	digest_end(d, base64);
	free(bytes);
	if (got == 0)
		err_set(e, ERR_STORE_DAMAGED, db_name(s->db), b->id, NULL);
	return left > 0 ? -1 : 0;
}
