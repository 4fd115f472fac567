/* The SQLite driver from inside: for sqlite*.c, the only files that know the library. All else sees db.h. */
#ifndef TWINLINE_DB_SQLITE_H
#define TWINLINE_DB_SQLITE_H

#include <sqlite3.h>

#include "twinline/db/db.h"

enum { BUSY_TIMEOUT_MS = 5000, LONG_NAP_MS = 10, RECENT = 256 };

struct db_stmt {
	struct db *db;
	sqlite3_stmt *raw;
	char *sql;
	bool once; /* not kept */
};

struct db {
	sqlite3 *raw;
	char *path;
	unsigned flags;
	enum db_durability durability, in_force;
	struct db_stmt **slots; /* a hash table by SQL text; its size is a power of two */
	size_t slot_count, stmt_count;
	struct db_stmt *recent[RECENT]; /* by the text's address, which is mostly a literal's: spares the hashing */
};

/* Turns SQLite's last failure into e. Returns -1; what only our own mistakes bring about ends the program. */
int sqlite_fail(struct db *db, struct err *e);

/*
 * Makes the file, where there is none, for its owner alone, because SQLite would make it for everybody to read; its journals take its
 * mode. Returns 0, or -1 with e.
 */
int sqlite_make_file(const char *path, struct err *e);

/*
 * Sets the kind of journal, "wal" or "delete". SQLite does not wait for its busy handler while it does, so the waiting, at most
 * BUSY_TIMEOUT_MS, is done here. Returns 0, or -1 with e.
 */
int sqlite_set_journal(struct db *db, const char *mode, struct err *e);

#endif
