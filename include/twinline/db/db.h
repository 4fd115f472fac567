/*
 * A small database interface that SQLite serves today and PostgreSQL can: statements by text with ?1
 * placeholders, kept prepared by the connection; one writer a connection; migrations as append-only rows.
 * SQL stays in what both share (INSERT ... ON CONFLICT, RETURNING, no rowid, no PRAGMA outside the driver).
 */
#ifndef TWINLINE_DB_DB_H
#define TWINLINE_DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "twinline/base/err.h"

struct db;      /* a connection */
struct db_stmt; /* a prepared statement, owned by its connection */

enum db_durability {
	DB_DURABLE, /* a commit is on the disk when it returns: synchronous FULL */
	DB_QUICK    /* a commit survives the program's death, the last ones may not survive the power's: NORMAL */
};

enum db_flags {
	DB_CREATE = 1, DB_READ_ONLY = 2, DB_IN_MEMORY = 4,
	DB_BULK = 8, /* first filling: no durability until closed */
	DB_LEAN = 16 /* keeps few pages in memory: for one who reads little at a time */
};

/*
 * Opens the database at path ("sqlite" by file name; later "postgresql://"). Sets WAL, or a rollback journal on a network
 * file system. Files are 0600. Returns 0 and *db, or -1 with e (STORE_DAMAGED, STORE_BUSY, FILE, DISK_FULL; READ_ONLY for one
 * that is there and cannot be written: DB_READ_ONLY opens it, on a read-only disk too).
 */
int db_open(struct db **db, const char *path, unsigned flags, struct err *e);
void db_close(struct db *db);

/* What it was opened as, for errors. Borrowed. */
const char *db_name(const struct db *db);

/* What the commits of transactions begun from now on cost; DB_DURABLE at first. */
void db_durability(struct db *db, enum db_durability durability);
enum db_durability db_durability_now(const struct db *db);

/* --- migrations: {1, sql}, {2, sql}, ... append only --- */
struct db_migration {
	int version;
	const char *sql; /* several statements, parted by ';' */
};

/* One room's migrations. Each list has a version of its own in the database, so that a room adds tables without asking another. */
struct db_migrations {
	const char *name; /* "records"; for ever */
	const struct db_migration *rows;
	size_t count;
};

/*
 * Brings every list to its last row's version in one transaction; a fresh database starts from 0. If any list is
 * newer in the database than here, ERR_STORE_NEWER, and the database is left alone. Returns 0 or -1.
 */
int db_migrate(struct db *db, const struct db_migrations *lists, size_t count, struct err *e);

/* The version of a list in the database: 0 where it never was, -1 with e. */
int db_version(struct db *db, const char *list, struct err *e);

/*
 * Copies what can be read of tables (names, closed by NULL) in the file at path, which may be damaged, into those of the same names here,
 * by the columns that both have; a row that is here already stays. Outside a transaction, a row at a time: for a database opened with
 * DB_BULK. Returns how many rows, or -1 with e where nothing of the file can be read. (salvage.c)
 */
int64_t db_salvage(struct db *db, const char *path, const char *const *tables, struct err *e);

/* --- transactions: BEGIN IMMEDIATE; nesting is a bug --- */
int db_begin(struct db *db, struct err *e);
int db_begin_read(struct db *db, struct err *e); /* all reads until db_rollback see one moment; writes nothing, waits for nobody */
int db_commit(struct db *db, struct err *e); /* one that fails is rolled back */
void db_rollback(struct db *db); /* harmless outside a transaction */
bool db_in_transaction(const struct db *db);

/*
 * The statement of sql, reset and without bindings; prepared once and kept, by the text. Never NULL:
 * SQL that does not prepare is a mistake of ours and ends in bug().
 */
struct db_stmt *db_prepare(struct db *db, const char *sql);

/*
 * The same for SQL that grows with what a stranger asks for: not kept, so that nobody can fill the memory with it. Yours
 * until db_finish, which also takes a statement of db_prepare (and resets it).
 */
struct db_stmt *db_prepare_once(struct db *db, const char *sql) ATTR_MUST_USE;
/* The same of a database that may be damaged: NULL with e where even its tables cannot be read. */
struct db_stmt *db_prepare_damaged(struct db *db, const char *sql, struct err *e) ATTR_MUST_USE;
void db_finish(struct db_stmt *stmt);

/* Bindings count from 1. Text and blobs are copied; NULL text binds NULL. */
void db_bind_int(struct db_stmt *stmt, int at, int64_t value);
void db_bind_real(struct db_stmt *stmt, int at, double value);
void db_bind_text(struct db_stmt *stmt, int at, const char *text);
void db_bind_text_n(struct db_stmt *stmt, int at, const char *text, size_t len);
void db_bind_blob(struct db_stmt *stmt, int at, const void *bytes, size_t len);
void db_bind_null(struct db_stmt *stmt, int at);

/*
 * Steps: 1 a row is there, 0 done (the statement is reset), -1 failed with e (and reset): ERR_EXISTS where a key is
 * there already, DISK_FULL, STORE_BUSY, STORE_DAMAGED, FILE.
 */
int db_step(struct db_stmt *stmt, struct err *e);

/* Steps a statement without rows to its end. Returns 0 or -1 with e. */
int db_run(struct db_stmt *stmt, struct err *e);

/* Resets a statement before its last row; no read statement stays open across the loop's poll. */
void db_reset(struct db_stmt *stmt);

/* Columns count from 0; text is borrowed until the next step or reset. */
int64_t db_int(struct db_stmt *stmt, int column);
double db_real(struct db_stmt *stmt, int column);
const char *db_text(struct db_stmt *stmt, int column); /* NULL for NULL */
const void *db_blob(struct db_stmt *stmt, int column, size_t *len);
bool db_is_null(struct db_stmt *stmt, int column);

/* Runs SQL text of several statements without bindings. */
int db_exec(struct db *db, const char *sql, struct err *e);

int64_t db_last_id(struct db *db);       /* of the last INSERT with an INTEGER PRIMARY KEY */
int db_changes(struct db *db);           /* rows touched by the last statement */
int db_own_changes(struct db *db);       /* rows touched over this connection since it was opened */
int64_t db_data_version(struct db *db);  /* changes when another connection has committed; cheap */

/* Statements that stand at a row: 0 whenever a function of the store has returned. */
int db_open_statements(const struct db *db);

/*
 * Copies the database of one moment into a fresh file at path (0600), whole in itself, while others read and write on. Calls progress
 * (may be NULL) now and then with how many of all parts are done. The file is not on the disk for sure before file_replace.
 * 0, or -1 with e and no file.
 */
int db_copy(struct db *db, const char *path, void (*progress)(void *context, int64_t done, int64_t all), void *context, struct err *e);

/*
 * Calls visit for every table with the bytes that it takes in the file, its indexes among them; reads every page. 0 or -1; ERR_FILE where the
 * library was built without it.
 */
int db_sizes(struct db *db, void (*visit)(void *context, const char *table, int64_t bytes), void *context, struct err *e);

/* Checks the file's own consistency. 0 if sound, -1 with ERR_STORE_DAMAGED. */
int db_check(struct db *db, struct err *e);

#endif
