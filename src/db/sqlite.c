/*
 * The SQLite driver; no other file knows the library. A write-ahead log, so that readers never wait for the writer;
 * on a network file system, where the log's shared memory cannot work, a rollback journal.
 */
#include "twinline/db/db.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "twinline/base/file.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { BUSY_TIMEOUT_MS = 5000, SHORT_NAPS = 200, LONG_NAP_MS = 10, FIRST_SLOTS = 64, RECENT = 256, COPY_PAGES = 256 };

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

/* Turns SQLite's last failure into e. What only our own mistakes bring about ends here. */
static int fail(struct db *db, struct err *e)
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

/* --- statements --- */

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
	fail(db, &e);
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
		fail(db, e);
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
	fail(stmt->db, e);
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
	return sqlite3_exec(db->raw, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : fail(db, e);
}

/* --- opening --- */

/* The file is made here, because SQLite would make it for everybody to read; its journals take its mode. */
static int make_file(const char *path, struct err *e)
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

/* SQLite does not wait for its busy handler while it changes the kind of journal, so the waiting is done here. */
static int set_journal(struct db *db, const char *mode, struct err *e)
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
	return result == SQLITE_OK ? 0 : fail(db, e);
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
	if (!(db->flags & DB_READ_ONLY) && set_journal(db, journal_of(db), e) != 0)
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
	if (!(flags & DB_IN_MEMORY) && flags & DB_CREATE && make_file(path, e) != 0)
		return -1;
	db = xcalloc(1, sizeof *db);
	db->flags = flags;
	db->path = xstrdup(flags & DB_IN_MEMORY ? ":memory:" : path);
	/* One thread at a time uses a connection, so SQLite need not lock it. */
	name = flags & DB_READ_ONLY && !(flags & DB_IN_MEMORY) ? uri_to_read(path) : xstrdup(db->path);
	if (sqlite3_open_v2(name, &db->raw, mode | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		if (!db->raw)
			die("out of memory in the database");
		fail(db, e);
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
	if (db_exec(db, "PRAGMA synchronous = full", &e) == 0 && set_journal(db, journal_of(db), &e) == 0)
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
	return fail(sqlite3_errcode(to->raw) == SQLITE_OK ? from : to, e);
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
	return result == 0 ? set_journal(to, "delete", e) : -1;
}

int db_copy(struct db *db, const char *path, void (*progress)(void *context, int64_t done, int64_t all), void *context, struct err *e)
{
	struct db to = { .path = xstrdup(path), .flags = DB_CREATE };
	int result = make_file(path, e);

	if (result == 0 && sqlite3_open_v2(path, &to.raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		result = fail(&to, e);
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
