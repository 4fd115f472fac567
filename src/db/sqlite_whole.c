/* The SQLite database as a whole: a copy of it while others write, what its tables take, whether it is sound. */
#include "sqlite.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "twinline/base/mem.h"

enum { COPY_PAGES = 256 };

/* The copy's pages, while the source stands still for its reader. */
static int copy_pages(struct db *from, struct db *to, void (*progress)(void *context, int64_t done, int64_t all), void *context,
                      struct err *e)
{
	sqlite3_backup *backup = sqlite3_backup_init(to->raw, "main", from->raw, "main");
	int result = backup ? SQLITE_OK : SQLITE_ERROR, waited = 0;

	while (result == SQLITE_OK || ((result == SQLITE_BUSY || result == SQLITE_LOCKED) && waited < BUSY_TIMEOUT_MS)) {
		if (result != SQLITE_OK) {
			sqlite3_sleep(LONG_NAP_MS);
			waited += LONG_NAP_MS;
		}
		result = sqlite3_backup_step(backup, COPY_PAGES) & 0xff;
		if (progress && (result == SQLITE_OK || result == SQLITE_DONE)) {
			int64_t all = sqlite3_backup_pagecount(backup);
			progress(context, all - sqlite3_backup_remaining(backup), all);
		}
	}
	if (backup)
		sqlite3_backup_finish(backup);
	if (result == SQLITE_DONE)
		return 0;
	return sqlite_fail(sqlite3_errcode(to->raw) == SQLITE_OK ? from : to, e);
}

/* In rollback mode a database is one file, and can be read where nothing can be written. */
static int copy_into(struct db *from, struct db *to, void (*progress)(void *context, int64_t done, int64_t all), void *context,
                     struct err *e)
{
	struct db_stmt *moment = db_prepare(from, "SELECT count(*) FROM sqlite_master");
	int result = db_begin_read(from, e);

	if (result == 0 && db_step(moment, e) < 0)
		result = -1;
	db_reset(moment);
	if (result == 0)
		result = copy_pages(from, to, progress, context, e);
	db_rollback(from);
	return result == 0 ? sqlite_set_journal(to, "delete", e) : -1;
}

int db_copy(struct db *db, const char *path, void (*progress)(void *context, int64_t done, int64_t all), void *context, struct err *e)
{
	struct db to = { .path = xstrdup(path), .flags = DB_CREATE };
	int result = sqlite_make_file(path, e);

	if (result == 0 && sqlite3_open_v2(path, &to.raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		result = sqlite_fail(&to, e);
	if (result == 0)
		result = copy_into(db, &to, progress, context, e);
	if (to.raw)
		sqlite3_close(to.raw);
	if (result != 0)
		unlink(path);
	free(to.path);
	return result;
}

int db_sizes(struct db *db, void (*visit)(void *context, const char *table, int64_t bytes), void *context, struct err *e)
{
	struct db_stmt *stmt;
	int step;

	if (!sqlite3_compileoption_used("ENABLE_DBSTAT_VTAB"))
		return err_set(e, ERR_FILE, db->path, "SQLite: dbstat", NULL);
	stmt = db_prepare(db, "SELECT coalesce(m.tbl_name, d.name), sum(d.pgsize) FROM dbstat d LEFT JOIN sqlite_master m"
	                      " ON m.name = d.name WHERE d.aggregate = 1 GROUP BY 1 ORDER BY 2 DESC, 1");
	while ((step = db_step(stmt, e)) == 1)
		visit(context, db_text(stmt, 0), db_int(stmt, 1));
	return step;
}

int db_check(struct db *db, struct err *e)
{
	struct db_stmt *stmt = db_prepare(db, "PRAGMA integrity_check(1)");
	int row = db_step(stmt, e), result = row == 1 ? 0 : -1;

	if (row == 1 && strcmp(db_text(stmt, 0), "ok") != 0)
		result = err_set(e, ERR_STORE_DAMAGED, db->path, db_text(stmt, 0), NULL);
	db_reset(stmt);
	return result;
}
