/* Files on their way from the portal: what came lies in chunks, as it will in the blob, which stands only when all are there. */
#include "twinline/records/download.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/mem.h"

enum { DAY = 24 * 60 * 60, FORGET_DAYS = 7 };

void download_release(struct download *d)
{
	free(d->type);
	err_release(&d->cause);
	*d = (struct download){ 0 };
}

static int64_t here(struct store *s, int64_t account, const char *blob)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT coalesce(sum(size), 0) FROM blob_chunk WHERE account = ?1 AND blob = ?2");

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, blob);
	return row_integer(stmt);
}

/* The row that a statement stands at, as DOWNLOAD_COLUMNS. */
#define DOWNLOAD_COLUMNS "account, blob, type, size, state, cause"
static void read_row(struct store *s, struct db_stmt *stmt, struct download *d)
{
	*d = (struct download){ .account = db_int(stmt, 0), .type = xstrdup(db_text(stmt, 2)), .size = db_int(stmt, 3),
	                        .state = db_int(stmt, 4) == DOWNLOAD_STOPPED ? DOWNLOAD_STOPPED : DOWNLOAD_WANTED };
	memcpy(d->blob, db_text(stmt, 1), RECORD_ID_LENGTH);
	row_cause(stmt, 5, &d->cause);
	db_reset(stmt);
	d->done = here(s, d->account, d->blob);
}

bool download_get(struct store *s, int64_t account, const char *blob, struct download *d)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT " DOWNLOAD_COLUMNS " FROM download WHERE account = ?1 AND blob = ?2");
	bool there;

	*d = (struct download){ .account = account };
	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, blob);
	there = row_step(stmt);
	if (there)
		read_row(s, stmt, d);
	else
		db_reset(stmt);
	return there;
}

bool download_next(struct store *s, struct download *d)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT " DOWNLOAD_COLUMNS " FROM download WHERE state = 1 ORDER BY asked_at, rowid LIMIT 1");
	bool there = row_step(stmt);

	*d = (struct download){ 0 };
	if (there)
		read_row(s, stmt, d);
	else
		db_reset(stmt);
	return there;
}

/* --- asking and stopping --- */

static int run(struct store *s, const char *sql, int64_t account, const char *blob, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, sql);

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, blob);
	return db_run(stmt, e);
}

/* Parts of files that nobody went on with for a week, in one sweep: there are few. */
static int forget_old(struct store *s, int64_t now, struct err *e)
{
	static const char *const statements[] = {
		"DELETE FROM chunk WHERE digest IN (SELECT c.digest FROM blob_chunk c JOIN download d ON d.account = c.account AND d.blob = c.blob "
		"WHERE d.asked_at < ?1) AND NOT EXISTS (SELECT 1 FROM blob_chunk o WHERE o.digest = chunk.digest AND NOT EXISTS "
		"(SELECT 1 FROM download d WHERE d.account = o.account AND d.blob = o.blob AND d.asked_at < ?1))",
		"DELETE FROM blob_chunk WHERE EXISTS (SELECT 1 FROM download d WHERE d.account = blob_chunk.account AND d.blob = blob_chunk.blob "
		"AND d.asked_at < ?1)",
		"DELETE FROM download WHERE asked_at < ?1",
	};
	int result = 0;

	for (size_t i = 0; i < ARRAY_SIZE(statements) && result == 0; i++) {
		struct db_stmt *stmt = db_prepare(s->db, statements[i]);

		db_bind_int(stmt, 1, now - (int64_t)FORGET_DAYS * DAY);
		result = db_run(stmt, e);
	}
	return result;
}

int download_want(struct store *s, int64_t account, const char *blob, const char *type, int64_t size, int64_t now, struct err *e)
{
	struct db_stmt *stmt;

	if (blob_has(s, account, blob))
		return 0;
	if (forget_old(s, now, e) != 0)
		return -1;
	stmt = db_prepare(s->db, "INSERT INTO download(account, blob, type, size, state, asked_at) VALUES(?1, ?2, ?3, ?4, 1, ?5) "
	                         "ON CONFLICT(account, blob) DO UPDATE SET state = 1, cause = NULL, asked_at = ?5 WHERE state <> 1");
	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, blob);
	db_bind_text(stmt, 3, type);
	db_bind_int(stmt, 4, size);
	db_bind_int(stmt, 5, now);
	return db_run(stmt, e);
}

int download_stop(struct store *s, int64_t account, const char *blob, const struct err *cause, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE download SET state = 2, cause = ?3 WHERE account = ?1 AND blob = ?2");

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, blob);
	row_bind_cause(stmt, 3, cause);
	return db_run(stmt, e);
}

/* --- parts --- */

int64_t download_gap(struct store *s, const struct download *d, int64_t *len)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT start, size FROM blob_chunk WHERE account = ?1 AND blob = ?2 ORDER BY start");
	int64_t at = 0, end = d->size;

	db_bind_int(stmt, 1, d->account);
	db_bind_text(stmt, 2, d->blob);
	while (row_step(stmt)) {
		if (db_int(stmt, 0) > at) {
			end = db_int(stmt, 0);
			break;
		}
		at = db_int(stmt, 0) + db_int(stmt, 1);
	}
	db_reset(stmt);
	*len = end - at;
	return at;
}

/* All of it is there: from now on it is a file like any other. */
static int finish(struct store *s, const struct blob *b, struct err *e)
{
	return blob_insert(s, b, e) == 0 ? run(s, "DELETE FROM download WHERE account = ?1 AND blob = ?2", b->account, b->id, e) : -1;
}

int download_keep(struct store *s, struct download *d, int64_t start, const void *bytes, size_t len, int64_t now, struct err *e)
{
	char nobody[] = "";
	struct blob b = { .account = d->account, .type = d->type, .size = d->size, .created_at = now, .uploader = nobody };
	int result = 0;

	memcpy(b.id, d->blob, sizeof b.id);
	if ((int64_t)len == d->size) /* all at once, whatever was there */
		result = run(s, "DELETE FROM blob_chunk WHERE account = ?1 AND blob = ?2", d->account, d->blob, e);
	for (size_t at = 0; at < len && result == 0; at += BLOB_CHUNK_MAX)
		result = blob_put_chunk(s, &b, start + (int64_t)at, (const char *)bytes + at, len - at < BLOB_CHUNK_MAX ? len - at : BLOB_CHUNK_MAX, e);
	if (result == 0)
		result = run(s, "UPDATE download SET cause = NULL WHERE account = ?1 AND blob = ?2", d->account, d->blob, e);
	d->done = here(s, d->account, d->blob);
	if (result == 0 && d->done == d->size)
		return finish(s, &b, e) == 0 ? 1 : -1;
	return result;
}
