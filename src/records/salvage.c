/* A new replica of what can be read in a damaged one. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "rows.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/records/draft.h"
#include "twinline/records/replica.h"
#include "twinline/records/store.h"

/* All that is not made from something else, the person's own first. */
static const char *const tables[] = {
	"fact", "account", "draft", "outbox", "upload", "journal", "record", "blob", "blob_chunk", "chunk", "blob_use", "kept",
	"known_person", NULL,
};

static const char *const ends[] = { "", "-wal", "-shm" };

/* --- files --- */

/* Moves a store and what SQLite keeps beside it; what is not there need not be moved. */
static int move(const char *from, const char *to, struct err *e)
{
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		char *old = xasprintf("%s%s", from, ends[i]), *new = xasprintf("%s%s", to, ends[i]);
		int moved = rename(old, new) == 0 || errno == ENOENT ? 0 : err_errno(e, ERR_FILE, new);

		free(old);
		free(new);
		if (moved != 0)
			return -1;
	}
	return 0;
}

static void remove_files(const char *path)
{
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		char *file = xasprintf("%s%s", path, ends[i]);

		unlink(file);
		free(file);
	}
}

/* Reading a log changes it: what was put aside is only copied. The shared memory is made anew. */
static int copy(const char *from, const char *to, struct err *e)
{
	char *log = xasprintf("%s-wal", from), *log_copy = xasprintf("%s-wal", to);
	int copied;

	remove_files(to);
	copied = file_copy(from, to, e);
	if (copied == 0 && access(log, F_OK) == 0)
		copied = file_copy(log, log_copy, e);
	free(log);
	free(log_copy);
	return copied;
}

/* "store.db.damaged-20261117-103800"; yours. */
static char *name_aside(const char *path)
{
	time_t now = (time_t)clock_now();
	struct tm civil = { 0 };
	char when[] = "20261117-103800";

	gmtime_r(&now, &civil);
	strftime(when, sizeof when, "%Y%m%d-%H%M%S", &civil);
	return xasprintf("%s.damaged-%s", path, when);
}

/* --- what was read --- */

/* What was copied is no longer known to be all: the next sync fetches it anew, and drops what the portal does not confirm. */
static int start_over(struct store *s, struct err *e)
{
	int64_t *locals = NULL;
	int count = row_integers(db_prepare(s->db, "SELECT local FROM account ORDER BY local"), &locals, e), result = count < 0 ? -1 : 0;

	for (int i = 0; i < count && result == 0; i++)
		result = replica_start_over(s, locals[i], e);
	free(locals);
	return result;
}

static int relist_drafts(struct store *s, struct err *e)
{
	int64_t *locals = NULL;
	int count = row_integers(db_prepare(s->db, "SELECT local FROM draft ORDER BY local"), &locals, e), result = count < 0 ? -1 : 0;

	for (int i = 0; i < count && result == 0; i++)
		result = draft_relist(s, locals[i], e);
	free(locals);
	return result;
}

/* In a transaction. */
static int put_right(struct store *s, struct err *e)
{
	/* A page may be readable and yet not what was written: a body is an object or no body. */
	return db_exec(s->db, "DELETE FROM record WHERE body NOT LIKE '{%}'; DELETE FROM draft WHERE body NOT LIKE '{%}';"
	                      "DELETE FROM outbox WHERE (kind <> 2 AND body NOT LIKE '{%}') OR account NOT IN (SELECT local FROM account);"
	                      "UPDATE draft SET holder = 0; DELETE FROM index_table", e) == 0 ? start_over(s, e) : -1;
}

/* Fills the new store from the copy of the old one; a copy of which nothing can be read leaves it empty. */
static int fill(const char *path, const char *damaged, struct err *e)
{
	struct err unreadable = { 0 };
	struct store s;
	int result;

	if (store_open(&s, path, STORE_REPLICA, DB_CREATE | DB_BULK, e) != 0)
		return -1;
	db_salvage(s.db, damaged, tables, &unreadable);
	err_release(&unreadable);
	result = db_begin(s.db, e);
	if (result == 0 && (put_right(&s, e) != 0 || db_commit(s.db, e) != 0)) {
		db_rollback(s.db);
		result = -1;
	}
	store_close(&s);
	return result;
}

static int64_t count(struct store *s, const char *sql)
{
	return row_integer(db_prepare(s->db, sql));
}

/* Opened once more, its lists are made from its records. */
static int finish(const char *path, struct salvage *saved, struct err *e)
{
	struct store s;
	int result;

	if (store_open(&s, path, STORE_REPLICA, 0, e) != 0)
		return -1;
	result = db_begin(s.db, e);
	if (result == 0 && (relist_drafts(&s, e) != 0 || db_commit(s.db, e) != 0)) {
		db_rollback(s.db);
		result = -1;
	}
	saved->drafts = count(&s, "SELECT count(*) FROM draft");
	saved->entries = count(&s, "SELECT count(*) FROM outbox WHERE state <> 3");
	saved->records = count(&s, "SELECT count(*) FROM record");
	store_close(&s);
	return result;
}

int store_salvage(const char *path, struct salvage *saved, struct err *e)
{
	char *damaged = xasprintf("%s.rescue", path);
	int result = -1;

	*saved = (struct salvage){ .aside = name_aside(path) };
	if (move(path, saved->aside, e) == 0) {
		if (copy(saved->aside, damaged, e) == 0 && fill(path, damaged, e) == 0)
			result = finish(path, saved, e);
		if (result != 0) {
			remove_files(path);
			move(saved->aside, path, NULL);
		}
	}
	remove_files(damaged);
	free(damaged);
	if (result != 0) {
		free(saved->aside);
		saved->aside = NULL;
	}
	return result;
}
