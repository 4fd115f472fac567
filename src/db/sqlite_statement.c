/* Statements of the SQLite driver: prepared once and kept, bound, stepped, read. */
#include "sqlite.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"

enum { FIRST_SLOTS = 64 };

static size_t slot_of(const struct db *db, const char *sql)
{
	size_t hash = 1469598103934665603u;

	for (const char *c = sql; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	hash &= db->slot_count - 1;
	while (db->slots[hash] && strcmp(db->slots[hash]->sql, sql) != 0)
		hash = (hash + 1) & (db->slot_count - 1);
	return hash;
}

static void grow(struct db *db)
{
	struct db_stmt **old = db->slots;
	size_t old_count = db->slot_count;

	db->slot_count = old_count ? old_count * 2 : FIRST_SLOTS;
	db->slots = xcalloc(db->slot_count, sizeof *db->slots);
	for (size_t i = 0; i < old_count; i++)
		if (old[i])
			db->slots[slot_of(db, old[i]->sql)] = old[i];
	free(old);
}

/* Preparing reads the database's own tables: what is wrong may be the file and not the statement. Never returns. */
static void end_at(struct db *db, const char *sql)
{
	struct err e = { 0 };

	if ((sqlite3_errcode(db->raw) & 0xff) == SQLITE_ERROR)
		bug("database: %s in: %s", sqlite3_errmsg(db->raw), sql);
	sqlite_fail(db, &e);
	die("%s", err_text(&e));
}

struct db_stmt *db_prepare(struct db *db, const char *sql)
{
	struct db_stmt **recent = &db->recent[(uintptr_t)sql / 16 % RECENT], *stmt = *recent;
	size_t slot;

	if (stmt && strcmp(stmt->sql, sql) == 0) {
		sqlite3_reset(stmt->raw);
		sqlite3_clear_bindings(stmt->raw);
		return stmt;
	}
	if (db->stmt_count * 2 >= db->slot_count)
		grow(db);
	slot = slot_of(db, sql);
	stmt = db->slots[slot];
	if (!stmt) {
		stmt = xcalloc(1, sizeof *stmt);
		stmt->db = db;
		stmt->sql = xstrdup(sql);
		if (sqlite3_prepare_v3(db->raw, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt->raw, NULL) != SQLITE_OK)
			end_at(db, sql);
		db->slots[slot] = stmt;
		db->stmt_count++;
	} else {
		sqlite3_reset(stmt->raw);
		sqlite3_clear_bindings(stmt->raw);
	}
	return *recent = stmt;
}

struct db_stmt *db_prepare_once(struct db *db, const char *sql)
{
	struct db_stmt *stmt = xcalloc(1, sizeof *stmt);

	*stmt = (struct db_stmt){ .db = db, .once = true };
	if (sqlite3_prepare_v3(db->raw, sql, -1, 0, &stmt->raw, NULL) != SQLITE_OK)
		end_at(db, sql);
	return stmt;
}

struct db_stmt *db_prepare_damaged(struct db *db, const char *sql, struct err *e)
{
	struct db_stmt *stmt = xcalloc(1, sizeof *stmt);

	*stmt = (struct db_stmt){ .db = db, .once = true };
	if (sqlite3_prepare_v3(db->raw, sql, -1, 0, &stmt->raw, NULL) == SQLITE_OK)
		return stmt;
	if ((sqlite3_errcode(db->raw) & 0xff) == SQLITE_ERROR) /* its tables are not what they were */
		err_set(e, ERR_STORE_DAMAGED, db->path, sqlite3_errmsg(db->raw), NULL);
	else
		sqlite_fail(db, e);
	free(stmt);
	return NULL;
}

void db_finish(struct db_stmt *stmt)
{
	if (!stmt->once) {
		db_reset(stmt);
		return;
	}
	sqlite3_finalize(stmt->raw);
	free(stmt);
}

static void bound(struct db_stmt *stmt, int result)
{
	if (result == SQLITE_NOMEM)
		die("out of memory in the database");
	if (result != SQLITE_OK)
		bug("database: binding %s in: %s", sqlite3_errstr(result), stmt->sql);
}

void db_bind_int(struct db_stmt *stmt, int at, int64_t value)
{
	bound(stmt, sqlite3_bind_int64(stmt->raw, at, value));
}

void db_bind_real(struct db_stmt *stmt, int at, double value)
{
	bound(stmt, sqlite3_bind_double(stmt->raw, at, value));
}

void db_bind_text(struct db_stmt *stmt, int at, const char *text)
{
	if (text)
		db_bind_text_n(stmt, at, text, strlen(text));
	else
		db_bind_null(stmt, at);
}

void db_bind_text_n(struct db_stmt *stmt, int at, const char *text, size_t len)
{
	bound(stmt, sqlite3_bind_text64(stmt->raw, at, text, len, SQLITE_TRANSIENT, SQLITE_UTF8));
}

void db_bind_blob(struct db_stmt *stmt, int at, const void *bytes, size_t len)
{
	/* NULL bytes would bind NULL, where an empty blob is meant. */
	bound(stmt, sqlite3_bind_blob64(stmt->raw, at, bytes ? bytes : "", len, SQLITE_TRANSIENT));
}

void db_bind_null(struct db_stmt *stmt, int at)
{
	bound(stmt, sqlite3_bind_null(stmt->raw, at));
}

int db_step(struct db_stmt *stmt, struct err *e)
{
	int result = sqlite3_step(stmt->raw);

	if (result == SQLITE_ROW)
		return 1;
	if (result == SQLITE_DONE) {
		sqlite3_reset(stmt->raw);
		return 0;
	}
	sqlite_fail(stmt->db, e);
	sqlite3_reset(stmt->raw);
	return -1;
}

int db_run(struct db_stmt *stmt, struct err *e)
{
	int row;

	while ((row = db_step(stmt, e)) == 1)
		;
	return row;
}

void db_reset(struct db_stmt *stmt)
{
	sqlite3_reset(stmt->raw);
}

int64_t db_int(struct db_stmt *stmt, int column)
{
	return sqlite3_column_int64(stmt->raw, column);
}

double db_real(struct db_stmt *stmt, int column)
{
	return sqlite3_column_double(stmt->raw, column);
}

const char *db_text(struct db_stmt *stmt, int column)
{
	return (const char *)sqlite3_column_text(stmt->raw, column);
}

const void *db_blob(struct db_stmt *stmt, int column, size_t *len)
{
	const void *bytes = sqlite3_column_blob(stmt->raw, column);

	*len = (size_t)sqlite3_column_bytes(stmt->raw, column);
	return bytes;
}

bool db_is_null(struct db_stmt *stmt, int column)
{
	return sqlite3_column_type(stmt->raw, column) == SQLITE_NULL;
}

int db_exec(struct db *db, const char *sql, struct err *e)
{
	return sqlite3_exec(db->raw, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : sqlite_fail(db, e);
}
