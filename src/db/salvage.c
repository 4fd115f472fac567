/* What can be read of a damaged database: row by row, from both ends of each table, past what cannot. */
#include <stdlib.h>

#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/db/db.h"

/* Keys of rows, growing. */
struct keys { int64_t *at; size_t count; };

/* The columns that a table has in both databases, "a, b, c"; yours, NULL where that cannot be read. */
static char *shared_columns(struct db *db, const char *table)
{
	char *sql = xasprintf("SELECT a.name FROM pragma_table_info('%s', 'main') a JOIN pragma_table_info('%s', 'damaged') b ON b.name = a.name",
	                      table, table);
	struct db_stmt *stmt = db_prepare_damaged(db, sql, NULL);
	struct str columns = { 0 };

	while (stmt && db_step(stmt, NULL) == 1)
		str_addf(&columns, "%s%s", columns.len ? ", " : "", db_text(stmt, 0));
	if (stmt)
		db_finish(stmt);
	free(sql);
	return str_detach_or(&columns, NULL);
}

/* Reads keys in one direction as far as that goes. True if it went to the end. */
static bool read_keys(struct db *db, const char *table, bool backwards, struct keys *keys)
{
	char *sql = xasprintf("SELECT rowid FROM damaged.%s ORDER BY rowid%s", table, backwards ? " DESC" : "");
	struct db_stmt *stmt = db_prepare_damaged(db, sql, NULL);
	int64_t last = keys->count ? keys->at[keys->count - 1] : INT64_MIN;
	int row = -1;

	while (stmt && (row = db_step(stmt, NULL)) == 1) {
		int64_t key = db_int(stmt, 0);

		if (backwards && key <= last) /* from here on all are known */
			break;
		keys->at = xrealloc(keys->at, keys->count + 1, sizeof *keys->at);
		keys->at[keys->count++] = key;
	}
	if (stmt)
		db_finish(stmt);
	free(sql);
	return row == 0;
}

/* Copies one table: how many rows. */
static int64_t copy_table(struct db *db, const char *table)
{
	char *columns = shared_columns(db, table), *sql;
	struct db_stmt *stmt = NULL;
	struct keys keys = { 0 };
	int64_t copied = 0;

	if (!columns)
		return 0;
	if (!read_keys(db, table, false, &keys))
		read_keys(db, table, true, &keys);
	sql = xasprintf("INSERT OR IGNORE INTO main.%s(%s) SELECT %s FROM damaged.%s WHERE rowid = ?1", table, columns, columns, table);
	stmt = db_prepare_damaged(db, sql, NULL);
	for (size_t i = 0; stmt && i < keys.count; i++) {
		db_reset(stmt);
		db_bind_int(stmt, 1, keys.at[i]);
		if (db_run(stmt, NULL) == 0)
			copied += db_changes(db);
	}
	if (stmt)
		db_finish(stmt);
	log_info("db", "%lld of %zu rows of %s can be read", (long long)copied, keys.count, table);
	free(sql);
	free(keys.at);
	free(columns);
	return copied;
}

/* Reads what the database says of itself: without that there are no tables. */
static int look(struct db *db, struct err *e)
{
	struct db_stmt *stmt = db_prepare_damaged(db, "SELECT count(*) FROM damaged.sqlite_master", e);
	int row = stmt ? db_step(stmt, e) : -1;

	if (stmt)
		db_finish(stmt);
	return row < 0 ? -1 : 0;
}

static int attach(struct db *db, const char *path, struct err *e)
{
	struct db_stmt *stmt = db_prepare_damaged(db, "ATTACH ?1 AS damaged", e);
	int result;

	if (!stmt)
		return -1;
	db_bind_text(stmt, 1, path);
	result = db_run(stmt, e);
	db_finish(stmt);
	return result;
}

int64_t db_salvage(struct db *db, const char *path, const char *const *tables, struct err *e)
{
	int64_t copied = 0;
	struct err unimportant = { 0 };

	if (attach(db, path, e) != 0)
		return -1;
	if (look(db, e) != 0)
		copied = -1;
	for (size_t i = 0; copied >= 0 && tables[i]; i++)
		copied += copy_table(db, tables[i]);
	db_exec(db, "DETACH damaged", &unimportant);
	err_release(&unimportant);
	return copied;
}
