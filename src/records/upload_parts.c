/* Parts of a file that have arrived at the portal, each a blob of its own there until the file is joined. */
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/mem.h"
#include "twinline/records/upload.h"

/* True of a part (?3: now) that the portal has still: it forgets what no record names after a day. */
#define PART_IS_THERE "done_at >= ?3 - 72000"

static struct db_stmt *parts_of(struct store *s, const char *sql, int64_t account, const char *blob, int64_t now)
{
	struct db_stmt *stmt = db_prepare(s->db, sql);

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, blob);
	db_bind_int(stmt, 3, now);
	return stmt;
}

bool upload_gap(struct store *s, const struct upload *u, int64_t now, int64_t *start, int64_t *len)
{
	struct db_stmt *stmt = parts_of(s, "SELECT start, size FROM upload_part WHERE account = ?1 AND blob = ?2 AND " PART_IS_THERE
	                                   " ORDER BY start", u->account, u->blob, now);
	int64_t end = u->size;
	bool is_begun = false;

	*start = 0;
	while (row_step(stmt)) {
		is_begun = true;
		if (db_int(stmt, 0) > *start) {
			end = db_int(stmt, 0);
			break;
		}
		*start = db_int(stmt, 0) + db_int(stmt, 1);
	}
	db_reset(stmt);
	*len = end - *start;
	return *len > 0 || !is_begun; /* a file of no bytes is one part of none */
}

int upload_part_done(struct store *s, const struct upload *u, const struct upload_part *part, int64_t now, struct err *e)
{
	struct db_stmt *stmt = parts_of(s, "INSERT OR REPLACE INTO upload_part(account, blob, done_at, start, size, remote) "
	                                   "VALUES(?1, ?2, ?3, ?4, ?5, ?6)", u->account, u->blob, now);

	db_bind_int(stmt, 4, part->start);
	db_bind_int(stmt, 5, part->size);
	db_bind_text(stmt, 6, part->remote);
	return db_run(stmt, e);
}

int upload_parts(struct store *s, const struct upload *u, int64_t now, struct upload_part **out, struct err *e)
{
	struct db_stmt *stmt = parts_of(s, "SELECT start, size, remote FROM upload_part WHERE account = ?1 AND blob = ?2 AND " PART_IS_THERE
	                                   " ORDER BY start", u->account, u->blob, now);
	struct upload_part *parts = NULL;
	int count = 0, row;

	while ((row = db_step(stmt, e)) == 1) {
		if ((count & (count - 1)) == 0)
			parts = xrealloc(parts, count ? 2 * (size_t)count : 1, sizeof *parts);
		parts[count] = (struct upload_part){ .start = db_int(stmt, 0), .size = db_int(stmt, 1) };
		memcpy(parts[count++].remote, db_text(stmt, 2), RECORD_ID_LENGTH);
	}
	db_reset(stmt);
	if (row < 0) {
		free(parts);
		return -1;
	}
	*out = parts;
	return count;
}

int upload_part_lost(struct store *s, const struct upload *u, const char *remote, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM upload_part WHERE account = ?1 AND blob = ?2 AND (?3 IS NULL OR remote = ?3)");

	db_bind_int(stmt, 1, u->account);
	db_bind_text(stmt, 2, u->blob);
	db_bind_text(stmt, 3, remote);
	return db_run(stmt, e);
}

int64_t upload_arrived(struct store *s, const struct upload *u, int64_t now)
{
	return row_integer(parts_of(s, "SELECT coalesce(sum(size), 0) FROM upload_part WHERE account = ?1 AND blob = ?2 AND " PART_IS_THERE,
	                            u->account, u->blob, now));
}

int64_t uploads_arrived(struct store *s, int64_t now)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT coalesce(sum(size), 0) FROM upload_part WHERE done_at >= ?1 - 72000");

	db_bind_int(stmt, 1, now);
	return row_integer(stmt);
}

bool upload_progress(struct store *s, int64_t entry, int64_t now, int64_t *done, int64_t *total)
{
	struct db_stmt *stmt = db_prepare(s->db,
		"SELECT coalesce(sum(f.size), 0), coalesce(sum(CASE WHEN u.remote IS NOT NULL THEN f.size ELSE "
		"(SELECT coalesce(sum(p.size), 0) FROM upload_part p WHERE p.account = u.account AND p.blob = u.blob "
		"AND p.done_at >= ?1 - 72000) END), 0) "
		"FROM outbox o " UPLOADS_OF_ENTRY "JOIN blob f ON f.account = u.account AND f.id = u.blob WHERE o.local = ?2");

	db_bind_int(stmt, 1, now);
	db_bind_int(stmt, 2, entry);
	*done = *total = 0;
	if (row_step(stmt)) {
		*total = db_int(stmt, 0);
		*done = db_int(stmt, 1);
	}
	db_reset(stmt);
	return *total > 0;
}
