/* Blobs as lists of chunks: the same bytes are there once, however many accounts hold them. */
#include "twinline/records/blob.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"

enum { DAY = 24 * 60 * 60 };

void blob_release(struct blob *b)
{
	free(b->type);
	free(b->uploader);
	*b = (struct blob){ 0 };
}

static bool exists(struct store *s, int64_t account, const char *id)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT 1 FROM blob WHERE account = ?1 AND id = ?2");

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, id);
	return row_integer(stmt) != 0;
}

static void draw_id(struct store *s, int64_t account, char id[RECORD_ID_LENGTH + 1])
{
	do
		random_id(s->random, id);
	while (exists(s, account, id));
}

int blob_insert(struct store *s, const struct blob *b, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO blob(account, id, type, size, created_at, uploader) VALUES(?1, ?2, ?3, ?4, ?5, ?6)");

	db_bind_int(stmt, 1, b->account);
	db_bind_text(stmt, 2, b->id);
	db_bind_text(stmt, 3, b->type);
	db_bind_int(stmt, 4, b->size);
	db_bind_int(stmt, 5, b->created_at);
	db_bind_text(stmt, 6, b->uploader);
	return db_run(stmt, e);
}

int blob_begin(struct store *s, struct blob *b, struct err *e)
{
	draw_id(s, b->account, b->id);
	return blob_insert(s, b, e);
}

int blob_link_chunk(struct store *s, const struct blob *b, int64_t start, int64_t size, const char *digest, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO blob_chunk(account, blob, start, size, digest) VALUES(?1, ?2, ?3, ?4, ?5)");

	db_bind_int(stmt, 1, b->account);
	db_bind_text(stmt, 2, b->id);
	db_bind_int(stmt, 3, start);
	db_bind_int(stmt, 4, size);
	db_bind_text(stmt, 5, digest);
	return db_run(stmt, e);
}

int blob_put_chunk(struct store *s, const struct blob *b, int64_t start, const char *bytes, size_t len, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO chunk(digest, bytes) VALUES(?1, ?2) ON CONFLICT(digest) DO NOTHING");
	char digest[DIGEST_TEXT_SIZE];

	crypto_digest(bytes, len, digest);
	db_bind_text(stmt, 1, digest);
	db_bind_blob(stmt, 2, bytes, len);
	return db_run(stmt, e) == 0 ? blob_link_chunk(s, b, start, (int64_t)len, digest, e) : -1;
}

/* b, whose id is set, and its bytes. */
static int write_all(struct store *s, const struct blob *b, const void *bytes, size_t len, struct err *e)
{
	int result = blob_insert(s, b, e);

	for (size_t start = 0; result == 0 && start < len; start += BLOB_CHUNK_MAX) {
		size_t part = len - start < BLOB_CHUNK_MAX ? len - start : BLOB_CHUNK_MAX;

		result = blob_put_chunk(s, b, (int64_t)start, (const char *)bytes + start, part, e);
	}
	return result;
}

int blob_write(struct store *s, int64_t account, const char *uploader, const char *type, const void *bytes, size_t len, int64_t now,
               struct blob *b, struct err *e)
{
	int result;

	*b = (struct blob){ .account = account, .type = xstrdup(type ? type : "application/octet-stream"), .size = (int64_t)len,
	                    .created_at = now, .uploader = xstrdup(uploader ? uploader : "") };
	draw_id(s, account, b->id);
	result = write_all(s, b, bytes, len, e);
	if (result != 0)
		blob_release(b);
	return result;
}

int blob_keep(struct store *s, int64_t account, const char *id, const char *type, const void *bytes, size_t len, int64_t now, struct err *e)
{
	struct blob b = { .account = account, .type = (char *)type, .size = (int64_t)len, .created_at = now, .uploader = (char *)"" };

	if (exists(s, account, id))
		return 0;
	memcpy(b.id, id, strnlen(id, RECORD_ID_LENGTH));
	return write_all(s, &b, bytes, len, e);
}

/* The store that has the bytes; sets the account to its own. */
static struct store *holder(struct store *s, int64_t *account)
{
	struct account here, there;

	if (!s->files || !account_by_local(s, *account, &here))
		return s;
	*account = account_by_id(s->files, here.id, &there) ? there.local : 0;
	if (*account)
		account_release(&there);
	account_release(&here);
	return s->files;
}

bool blob_has(struct store *s, int64_t account, const char *id)
{
	struct store *there = holder(s, &account);

	return exists(there, account, id);
}

bool blob_get(struct store *s, int64_t account, const char *id, struct blob *b)
{
	int64_t held = account;
	struct db_stmt *stmt = db_prepare(holder(s, &held)->db, "SELECT id, type, size, created_at, uploader FROM blob"
	                                                      " WHERE account = ?1 AND id = ?2");
	bool there;

	*b = (struct blob){ 0 };
	db_bind_int(stmt, 1, held);
	db_bind_text(stmt, 2, id);
	there = row_step(stmt);
	if (there) {
		*b = (struct blob){ .account = account, .type = xstrdup(db_text(stmt, 1)), .size = db_int(stmt, 2),
		                    .created_at = db_int(stmt, 3), .uploader = xstrdup(db_text(stmt, 4)) };
		memcpy(b->id, db_text(stmt, 0), RECORD_ID_LENGTH);
	}
	db_reset(stmt);
	return there;
}

int64_t blob_read(struct store *s, int64_t account, const char *id, int64_t offset, void *bytes, size_t len, struct err *e)
{
	struct store *from = holder(s, &account);
	struct db_stmt *stmt = db_prepare(from->db,
		"SELECT b.start, c.bytes FROM blob_chunk b JOIN chunk c ON c.digest = b.digest "
		"WHERE b.account = ?1 AND b.blob = ?2 AND b.start + b.size > ?3 AND b.start < ?4 ORDER BY b.start");
	size_t got = 0;
	int row;

	if (offset < 0 || !exists(from, account, id))
		return err_set(e, ERR_NOT_FOUND, NULL);
	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, id);
	db_bind_int(stmt, 3, offset);
	db_bind_int(stmt, 4, offset + (int64_t)len);
	while ((row = db_step(stmt, e)) == 1) {
		int64_t skip = offset + (int64_t)got - db_int(stmt, 0);
		size_t there, part;
		const char *chunk = db_blob(stmt, 1, &there);

		if (skip < 0 || (size_t)skip > there) { /* a part is missing: what follows would be at the wrong place */
			row = err_set(e, ERR_STORE_DAMAGED, db_name(from->db), id, NULL);
			break;
		}
		part = there - (size_t)skip < len - got ? there - (size_t)skip : len - got;
		memcpy((char *)bytes + got, chunk + skip, part);
		got += part;
	}
	db_reset(stmt);
	return row < 0 ? -1 : (int64_t)got;
}

int blob_read_all(struct store *s, int64_t account, const char *id, struct str *out, struct err *e)
{
	char *piece = xmalloc(BLOB_CHUNK_MAX);
	int64_t got, offset = 0;

	while ((got = blob_read(s, account, id, offset, piece, BLOB_CHUNK_MAX, e)) > 0) {
		str_addn(out, piece, (size_t)got);
		offset += got;
	}
	free(piece);
	return got < 0 ? -1 : 0;
}

/* Adds the content of one blob to an account under to->id. */
static int copy_as(struct store *s, int64_t from_account, const char *id, const struct blob *to, struct err *e)
{
	struct db_stmt *stmt;
	struct blob from, copy;
	int result;

	if (!blob_get(s, from_account, id, &from))
		return err_set(e, ERR_NOT_FOUND, NULL);
	copy = (struct blob){ .account = to->account, .type = from.type, .size = from.size, .created_at = to->created_at,
	                      .uploader = to->uploader ? to->uploader : from.uploader };
	memcpy(copy.id, to->id, sizeof copy.id);
	result = blob_insert(s, &copy, e);
	blob_release(&from);
	if (result != 0)
		return -1;
	stmt = db_prepare(s->db, "INSERT INTO blob_chunk(account, blob, start, size, digest) "
	                         "SELECT ?3, ?4, start, size, digest FROM blob_chunk WHERE account = ?1 AND blob = ?2");
	db_bind_int(stmt, 1, from_account);
	db_bind_text(stmt, 2, id);
	db_bind_int(stmt, 3, to->account);
	db_bind_text(stmt, 4, to->id);
	return db_run(stmt, e);
}

int blob_copy(struct store *s, int64_t from_account, const char *id, struct blob *to, struct err *e)
{
	draw_id(s, to->account, to->id);
	return copy_as(s, from_account, id, to, e);
}

int blob_share(struct store *s, int64_t from_account, const char *id, int64_t to_account, struct err *e)
{
	struct blob to = { .account = to_account, .uploader = (char *)"" }; /* whoever uploaded it has no day of their own there */

	snprintf(to.id, sizeof to.id, "%s", id);
	return exists(s, to_account, id) ? 0 : copy_as(s, from_account, id, &to, e);
}

static int run(struct store *s, const char *sql, int64_t value, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, sql);

	if (value)
		db_bind_int(stmt, 1, value);
	return db_run(stmt, e) == 0 ? db_changes(s->db) : -1;
}

int blobs_prune(struct store *s, int64_t before, struct err *e)
{
	int gone = run(s, "DELETE FROM blob WHERE created_at < ?1 AND NOT EXISTS "
	                  "(SELECT 1 FROM blob_use u WHERE u.account = blob.account AND u.blob = blob.id)", before, e);

	if (gone <= 0)
		return gone;
	if (run(s, "DELETE FROM blob_chunk WHERE NOT EXISTS "
	           "(SELECT 1 FROM blob b WHERE b.account = blob_chunk.account AND b.id = blob_chunk.blob)", 0, e) < 0)
		return -1;
	if (run(s, "DELETE FROM chunk WHERE NOT EXISTS (SELECT 1 FROM blob_chunk b WHERE b.digest = chunk.digest)", 0, e) < 0)
		return -1;
	return gone;
}

int blob_uses(struct store *s, int64_t account, const char *id, void *context,
              void (*each)(void *context, const struct record *r), struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT r.type, r.id, r.audience, r.author FROM blob_use u JOIN record r ON r.local = u.record "
	                                         "WHERE u.account = ?1 AND u.blob = ?2 ORDER BY r.local");
	int row;

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, id);
	while ((row = db_step(stmt, e)) == 1)
		if (row_type(db_int(stmt, 0))) {
			struct record r = { .account = account, .type = row_type(db_int(stmt, 0)), .id = xstrdup(db_text(stmt, 1)),
			                    .audience = (unsigned)db_int(stmt, 2), .author = xstrdup(db_text(stmt, 3)) };

			each(context, &r);
			record_free(&r);
		}
	db_reset(stmt);
	return row;
}

static bool is_named(struct store *s, int64_t account, const char *id, const struct onlooker *who)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT r.audience, r.author FROM blob_use u JOIN record r ON r.local = u.record "
	                                         "WHERE u.account = ?1 AND u.blob = ?2");
	bool named = false;

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, id);
	while (!named && row_step(stmt))
		named = onlooker_sees(who, (unsigned)db_int(stmt, 0), db_text(stmt, 1));
	db_reset(stmt);
	return named;
}

bool blob_may_read(struct store *s, int64_t account, const char *id, const char *person, enum role role, int64_t now)
{
	const struct onlooker who = { .role = role, .owns = role == ROLE_OWNER, .person = person };
	struct blob b;
	bool may;

	if (!blob_get(s, account, id, &b))
		return false;
	may = (person && strcmp(b.uploader, person) == 0 && b.created_at > now - DAY) || is_named(s, account, id, &who);
	blob_release(&b);
	return may;
}
