/* Migrations: lists of rows that only grow, each with its version in the database. The same for every driver. */
#include "twinline/db/db.h"

#include "twinline/base/mem.h"

int db_version(struct db *db, const char *list, struct err *e)
{
	struct db_stmt *stmt = db_prepare(db, "SELECT version FROM migration WHERE list = ?1");
	int version, row;

	db_bind_text(stmt, 1, list);
	row = db_step(stmt, e);
	version = row == 1 ? (int)db_int(stmt, 0) : row;
	db_reset(stmt);
	return version;
}

static int last_version(const struct db_migrations *list)
{
	return list->count ? list->rows[list->count - 1].version : 0;
}

/* How many lists are behind; -1 with e where one is ahead. */
static int behind(struct db *db, const struct db_migrations *lists, size_t count, struct err *e)
{
	int result = 0;

	for (size_t i = 0; i < count; i++) {
		int version = db_version(db, lists[i].name, e);

		if (version < 0)
			return -1;
		if (version > last_version(&lists[i]))
			return err_set(e, ERR_STORE_NEWER, db_name(db), NULL);
		result += version < last_version(&lists[i]);
	}
	return result;
}

static int advance(struct db *db, const struct db_migrations *list, struct err *e)
{
	int version = db_version(db, list->name, e);
	struct db_stmt *stmt;

	if (version < 0 || version == last_version(list))
		return version < 0 ? -1 : 0;
	for (size_t i = 0; i < list->count; i++) {
		if (i > 0 && list->rows[i].version <= list->rows[i - 1].version)
			bug("migration %d of %s stands in the wrong place", list->rows[i].version, list->name);
		if (list->rows[i].version > version && db_exec(db, list->rows[i].sql, e) != 0)
			return -1;
	}
	stmt = db_prepare(db, "INSERT INTO migration(list, version) VALUES(?1, ?2) "
	                      "ON CONFLICT(list) DO UPDATE SET version = excluded.version");
	db_bind_text(stmt, 1, list->name);
	db_bind_int(stmt, 2, last_version(list));
	return db_run(stmt, e);
}

int db_migrate(struct db *db, const struct db_migrations *lists, size_t count, struct err *e)
{
	int pending;

	if (db_exec(db, "CREATE TABLE IF NOT EXISTS migration(list TEXT PRIMARY KEY, version INTEGER NOT NULL)", e) != 0)
		return -1;
	pending = behind(db, lists, count, e);
	if (pending <= 0)
		return pending;
	if (db_begin(db, e) != 0)
		return -1;
	/* Another process may have been quicker while we waited for the lock. */
	pending = behind(db, lists, count, e);
	for (size_t i = 0; pending > 0 && i < count; i++)
		if (advance(db, &lists[i], e) != 0)
			pending = -1;
	if (pending < 0) {
		db_rollback(db);
		return -1;
	}
	return db_commit(db, e);
}
