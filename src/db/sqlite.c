/*
 * The SQLite driver: opening, closing, transactions, what is known afterwards. A write-ahead log, so that readers never wait for the
 * writer; on a network file system, where the log's shared memory cannot work, a rollback journal.
 */
#include "sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "twinline/base/file.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

#define LEAN_KIB "256" /* an eighth of what SQLite takes by itself; a screen of a store of ten thousand messages needs no more */

enum { SHORT_NAPS = 200 };

static char *directory_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? xstrndup(path, slash == path ? 1 : (size_t)(slash - path)) : xstrdup(".");
}

/* Writing takes the directory too, for the journal. errno says why not. */
static bool can_write(const char *path)
{
	char *directory = directory_of(path);
	bool can = access(path, W_OK) == 0 && access(directory, W_OK) == 0;
	int why = errno;

	free(directory);
	errno = why;
	return can;
}

int sqlite_fail(struct db *db, struct err *e)
{
	int last = errno, known = sqlite3_system_errno(db->raw), code = sqlite3_errcode(db->raw) & 0xff;
	int system = known || code != SQLITE_IOERR ? known : last; /* SQLite forgets it when a statement is reset */
	const char *words = sqlite3_errmsg(db->raw);

	if (system == EDQUOT || system == EFBIG) /* a quota, a limit: for SQLite only ENOSPC is a full disk */
		code = SQLITE_FULL;
	switch (code) {
	case SQLITE_FULL:
		return err_set(e, ERR_DISK_FULL, NULL);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(e, ERR_STORE_BUSY, db->path, NULL);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(e, ERR_STORE_DAMAGED, db->path, words, NULL);
	case SQLITE_CONSTRAINT:
		return err_set(e, ERR_EXISTS, words, NULL);
	case SQLITE_READONLY:
		return err_set(e, ERR_READ_ONLY, db->path, can_write(db->path) ? words : strerror(errno), NULL);
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
	case SQLITE_PROTOCOL:
		errno = system;
		return system ? err_errno(e, ERR_FILE, db->path) : err_set(e, ERR_FILE, db->path, words, NULL);
	case SQLITE_NOMEM:
		die("out of memory in the database");
	default:
		bug("database: %s", words);
	}
}

/* --- opening --- */

int sqlite_make_file(const char *path, struct err *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return err_errno(e, ERR_FILE, path);
	close(fd);
	return 0;
}

/*
 * What SQLite opens to read. A write-ahead log needs shared memory beside it; where that cannot be made, because nobody can write there,
 * and nothing is in the log, the file alone is all of it and stands still (sqlite3_open_v2: immutable).
 */
static char *uri_to_read(const char *path)
{
	char *log = xasprintf("%s-wal", path);
	struct str uri = { 0 };
	struct stat st;
	bool stands_still = !can_write(path) && (stat(log, &st) != 0 || st.st_size == 0);

	str_add(&uri, "file:");
	for (const char *c = path; *c; c++) {
		if (strchr("?#%", *c))
			str_addf(&uri, "%%%02X", (unsigned)(unsigned char)*c);
		else
			str_addc(&uri, *c);
	}
	if (stands_still)
		str_add(&uri, "?immutable=1");
	free(log);
	return str_detach(&uri);
}

int sqlite_set_journal(struct db *db, const char *mode, struct err *e)
{
	char *sql = xasprintf("PRAGMA journal_mode = %s", mode);
	int result = 0;

	for (int waited = 0;; waited += 10) {
		result = sqlite3_exec(db->raw, sql, NULL, NULL, NULL);
		if ((result & 0xff) != SQLITE_BUSY || waited >= BUSY_TIMEOUT_MS)
			break;
		sqlite3_sleep(10);
	}
	free(sql);
	return result == SQLITE_OK ? 0 : sqlite_fail(db, e);
}

static const char *journal_of(const struct db *db)
{
	if (db->flags & (DB_IN_MEMORY | DB_BULK))
		return "memory";
	return file_on_network(db->path) ? "delete" : "wal";
}

/*
 * SQLite's own waiting sleeps longer each time and so misses the moments between the short transactions of one who has many;
 * a key of the face would wait until they are all over.
 */
static int wait_for_lock(void *context, int tries)
{
	(void)context;
	int nap = tries < SHORT_NAPS ? 1 : LONG_NAP_MS;
	if (tries >= SHORT_NAPS + (BUSY_TIMEOUT_MS - SHORT_NAPS) / LONG_NAP_MS)
		return 0;
	sqlite3_sleep(nap);
	return 1;
}

static int set_up(struct db *db, struct err *e)
{
	sqlite3_busy_handler(db->raw, wait_for_lock, NULL);
	sqlite3_extended_result_codes(db->raw, 1);
	if (db_exec(db, "PRAGMA temp_store = memory", e) != 0)
		return -1;
	if (db->flags & DB_LEAN && db_exec(db, "PRAGMA cache_size = -" LEAN_KIB, e) != 0)
		return -1;
	if (!(db->flags & DB_READ_ONLY) && sqlite_set_journal(db, journal_of(db), e) != 0)
		return -1;
	db->durability = db->in_force = DB_DURABLE;
	return db_exec(db, db->flags & DB_BULK ? "PRAGMA synchronous = off" : "PRAGMA synchronous = full", e);
}

int db_open(struct db **out, const char *path, unsigned flags, struct err *e)
{
	int mode = flags & DB_READ_ONLY ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE;
	struct db *db;
	char *name;

	if (!(flags & (DB_IN_MEMORY | DB_READ_ONLY)) && access(path, F_OK) == 0 && !can_write(path))
		return err_set(e, ERR_READ_ONLY, path, strerror(errno), NULL);
	if (!(flags & DB_IN_MEMORY) && flags & DB_CREATE && sqlite_make_file(path, e) != 0)
		return -1;
	db = xcalloc(1, sizeof *db);
	db->flags = flags;
	db->path = xstrdup(flags & DB_IN_MEMORY ? ":memory:" : path);
	/* One thread at a time uses a connection, so SQLite need not lock it. */
	name = flags & DB_READ_ONLY && !(flags & DB_IN_MEMORY) ? uri_to_read(path) : xstrdup(db->path);
	if (sqlite3_open_v2(name, &db->raw, mode | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		if (!db->raw)
			die("out of memory in the database");
		sqlite_fail(db, e);
	} else if (set_up(db, e) == 0) {
		*out = db;
		free(name);
		return 0;
	}
	free(name);
	sqlite3_close(db->raw);
	free(db->path);
	free(db);
	return -1;
}

/* What was filled without care for the power is put on the disk once, at the end. */
static void settle(struct db *db)
{
	struct err e = { 0 };
	int fd = -1;

	db->flags &= ~(unsigned)DB_BULK;
	if (db_exec(db, "PRAGMA synchronous = full", &e) == 0 && sqlite_set_journal(db, journal_of(db), &e) == 0)
		fd = open(db->path, O_RDWR | O_CLOEXEC);
	if (fd < 0 || fsync(fd) != 0) {
		char *text = err_text_english(&e);

		log_error("db", "%s was not put on the disk: %s", db->path, *text ? text : strerror(errno));
		free(text);
	}
	if (fd >= 0)
		close(fd);
	err_release(&e);
}

void db_close(struct db *db)
{
	if (!db)
		return;
	db_rollback(db);
	for (size_t i = 0; i < db->slot_count; i++)
		if (db->slots[i]) {
			sqlite3_finalize(db->slots[i]->raw);
			free(db->slots[i]->sql);
			free(db->slots[i]);
		}
	if (db->flags & DB_BULK && !(db->flags & DB_IN_MEMORY))
		settle(db);
	if (sqlite3_close(db->raw) != SQLITE_OK)
		bug("database: closed while in use");
	free(db->slots);
	free(db->path);
	free(db);
}

const char *db_name(const struct db *db)
{
	return db->path;
}

void db_durability(struct db *db, enum db_durability durability)
{
	db->durability = durability;
}

enum db_durability db_durability_now(const struct db *db)
{
	return db->durability;
}

/* --- transactions --- */

int db_begin(struct db *db, struct err *e)
{
	if (db_in_transaction(db))
		bug("database: a transaction inside a transaction");
	if (db->in_force != db->durability && !(db->flags & DB_BULK)) {
		const char *sql = db->durability == DB_QUICK ? "PRAGMA synchronous = normal" : "PRAGMA synchronous = full";

		if (db_exec(db, sql, e) != 0)
			return -1;
		db->in_force = db->durability;
	}
	return db_run(db_prepare(db, "BEGIN IMMEDIATE"), e);
}

int db_begin_read(struct db *db, struct err *e)
{
	if (db_in_transaction(db))
		bug("database: a transaction inside a transaction");
	return db_run(db_prepare(db, "BEGIN"), e);
}

int db_commit(struct db *db, struct err *e)
{
	if (!db_in_transaction(db))
		bug("database: a commit outside a transaction");
	if (db_run(db_prepare(db, "COMMIT"), e) == 0)
		return 0;
	db_rollback(db);
	return -1;
}

void db_rollback(struct db *db)
{
	struct err e = { 0 };

	if (db_in_transaction(db) && db_run(db_prepare(db, "ROLLBACK"), &e) != 0) {
		char *text = err_text_english(&e);

		log_error("db", "rollback: %s", text);
		free(text);
		err_release(&e);
	}
}

bool db_in_transaction(const struct db *db)
{
	return !sqlite3_get_autocommit(db->raw);
}

/* --- what is known afterwards --- */

int64_t db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->raw);
}

int db_changes(struct db *db)
{
	return sqlite3_changes(db->raw);
}

int db_own_changes(struct db *db)
{
	return sqlite3_total_changes(db->raw);
}

int64_t db_data_version(struct db *db)
{
	struct db_stmt *stmt = db_prepare(db, "PRAGMA data_version");
	struct err e = { 0 };
	/* A version that cannot be read counts as new: looking again costs little. */
	int64_t version = db_step(stmt, &e) == 1 ? db_int(stmt, 0) : -1;

	db_reset(stmt);
	err_release(&e);
	return version;
}

int db_open_statements(const struct db *db)
{
	int open = 0;

	for (sqlite3_stmt *stmt = sqlite3_next_stmt(db->raw, NULL); stmt; stmt = sqlite3_next_stmt(db->raw, stmt))
		open += sqlite3_stmt_busy(stmt) != 0;
	return open;
}
