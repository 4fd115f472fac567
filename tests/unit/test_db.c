/* The database interface: statements, transactions, migrations from 0, durability, two connections, damage. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "twinline/base/attr.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/db/db.h"

static char directory[64];
static char *path;

static int make_directory(void **state)
{
	(void)state;
	snprintf(directory, sizeof directory, "/tmp/twinline-db-XXXXXX");
	if (!mkdtemp(directory))
		return -1;
	path = xasprintf("%s/test.db", directory);
	return 0;
}

static int remove_directory(void **state)
{
	(void)state;
	free(path);
	return file_remove_tree(directory, NULL);
}

static struct db *opened(unsigned flags)
{
	struct db *db = NULL;
	struct err e = { 0 };

	if (db_open(&db, path, flags, &e) != 0)
		fail_msg("%s", err_text_english(&e));
	return db;
}

static int64_t number(struct db *db, const char *sql)
{
	struct db_stmt *stmt = db_prepare(db, sql);
	int64_t value = db_step(stmt, NULL) == 1 ? db_int(stmt, 0) : -1;

	db_reset(stmt);
	return value;
}

static void test_values(void **state)
{
	struct db *db = opened(DB_CREATE | DB_IN_MEMORY);
	struct db_stmt *stmt;
	const char bytes[] = { 0, 1, 2 };
	size_t len = 0;

	(void)state;
	assert_int_equal(db_exec(db, "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT, c REAL, d BLOB)", NULL), 0);
	stmt = db_prepare(db, "INSERT INTO t(b, c, d) VALUES(?1, ?2, ?3)");
	db_bind_text(stmt, 1, "Ήχοι");
	db_bind_real(stmt, 2, 0.5);
	db_bind_blob(stmt, 3, bytes, sizeof bytes);
	assert_int_equal(db_run(stmt, NULL), 0);
	assert_int_equal(db_last_id(db), 1);
	assert_int_equal(db_changes(db), 1);
	stmt = db_prepare(db, "INSERT INTO t(b, c, d) VALUES(?1, ?2, ?3)");
	assert_int_equal(db_run(stmt, NULL), 0); /* without the bindings of before */
	stmt = db_prepare(db, "SELECT b, c, d FROM t ORDER BY a");
	assert_int_equal(db_step(stmt, NULL), 1);
	assert_string_equal(db_text(stmt, 0), "Ήχοι");
	assert_true(db_real(stmt, 1) == 0.5);
	assert_memory_equal(db_blob(stmt, 2, &len), bytes, sizeof bytes);
	assert_int_equal(len, sizeof bytes);
	assert_int_equal(db_step(stmt, NULL), 1);
	assert_true(db_is_null(stmt, 0));
	assert_null(db_text(stmt, 0));
	assert_int_equal(db_step(stmt, NULL), 0);
	db_close(db);
}

static void test_many_statements(void **state)
{
	struct db *db = opened(DB_CREATE | DB_IN_MEMORY);

	(void)state;
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 300; i++) {
			char *sql = xasprintf("SELECT %d", i);

			assert_int_equal(number(db, sql), i);
			free(sql);
		}
	db_close(db);
}

static void test_constraint(void **state)
{
	struct db *db = opened(DB_CREATE | DB_IN_MEMORY);
	struct err e = { 0 };

	(void)state;
	assert_int_equal(db_exec(db, "CREATE TABLE t(a TEXT PRIMARY KEY); INSERT INTO t VALUES('x')", NULL), 0);
	assert_int_equal(db_run(db_prepare(db, "INSERT INTO t VALUES('x')"), &e), -1);
	assert_int_equal(e.code, ERR_EXISTS);
	err_release(&e);
	db_close(db);
}

static void test_transactions(void **state)
{
	struct db *db = opened(DB_CREATE);

	(void)state;
	assert_int_equal(db_exec(db, "CREATE TABLE t(a INTEGER)", NULL), 0);
	db_rollback(db);
	assert_int_equal(db_begin(db, NULL), 0);
	assert_true(db_in_transaction(db));
	assert_int_equal(db_exec(db, "INSERT INTO t VALUES(1)", NULL), 0);
	db_rollback(db);
	assert_false(db_in_transaction(db));
	assert_int_equal(number(db, "SELECT count(*) FROM t"), 0);
	assert_int_equal(db_begin(db, NULL), 0);
	assert_int_equal(db_exec(db, "INSERT INTO t VALUES(1)", NULL), 0);
	assert_int_equal(db_commit(db, NULL), 0);
	assert_int_equal(number(db, "SELECT count(*) FROM t"), 1);
	db_close(db);
}

static void test_private_and_logged(void **state)
{
	struct db *db = opened(DB_CREATE);
	struct db_stmt *stmt = db_prepare(db, "PRAGMA journal_mode");
	char *log = xasprintf("%s-wal", path);
	struct stat about;

	(void)state;
	assert_int_equal(db_step(stmt, NULL), 1);
	assert_string_equal(db_text(stmt, 0), "wal");
	db_reset(stmt);
	assert_int_equal(db_exec(db, "CREATE TABLE t(a INTEGER)", NULL), 0);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	assert_int_equal(stat(log, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	free(log);
	db_close(db);
}

static void test_durability(void **state)
{
	struct db *db = opened(DB_CREATE);

	(void)state;
	assert_int_equal(number(db, "PRAGMA synchronous"), 2);
	db_durability(db, DB_QUICK);
	assert_int_equal(db_begin(db, NULL), 0);
	db_durability(db, DB_DURABLE); /* holds from the next transaction on */
	assert_int_equal(number(db, "PRAGMA synchronous"), 1);
	assert_int_equal(db_commit(db, NULL), 0);
	assert_int_equal(db_begin(db, NULL), 0);
	assert_int_equal(number(db, "PRAGMA synchronous"), 2);
	assert_int_equal(db_commit(db, NULL), 0);
	db_close(db);
}

static void test_bulk_ends_whole(void **state)
{
	struct db *db = opened(DB_CREATE | DB_BULK);
	struct db_stmt *stmt;

	(void)state;
	assert_int_equal(number(db, "PRAGMA synchronous"), 0);
	assert_int_equal(db_exec(db, "CREATE TABLE t(a INTEGER); INSERT INTO t VALUES(7)", NULL), 0);
	db_close(db);
	db = opened(0);
	stmt = db_prepare(db, "PRAGMA journal_mode");
	assert_int_equal(db_step(stmt, NULL), 1);
	assert_string_equal(db_text(stmt, 0), "wal");
	db_reset(stmt);
	assert_int_equal(number(db, "SELECT a FROM t"), 7);
	assert_int_equal(db_check(db, NULL), 0);
	db_close(db);
}

static void test_data_version(void **state)
{
	struct db *one = opened(DB_CREATE), *two = opened(0);
	int64_t before;

	(void)state;
	assert_int_equal(db_exec(one, "CREATE TABLE t(a INTEGER)", NULL), 0);
	before = db_data_version(one);
	assert_int_equal(db_exec(one, "INSERT INTO t VALUES(1)", NULL), 0);
	assert_int_equal(db_data_version(one), before); /* one's own commits are known */
	assert_int_equal(db_exec(two, "INSERT INTO t VALUES(2)", NULL), 0);
	assert_int_not_equal(db_data_version(one), before);
	db_close(one);
	db_close(two);
}

static const struct db_migration first_rows[] = { { 1, "CREATE TABLE a(x INTEGER); INSERT INTO a VALUES(1)" } };
static const struct db_migration later_rows[] = {
	{ 1, "CREATE TABLE a(x INTEGER); INSERT INTO a VALUES(1)" },
	{ 2, "ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 5" },
};
static const struct db_migration other_rows[] = { { 1, "CREATE TABLE b(x INTEGER)" } };
static const struct db_migration wrong_rows[] = { { 1, "CREATE TABLE c(x INTEGER)" }, { 2, "CREATE TABLE a(x INTEGER)" } };

static const struct db_migrations first = { "one", first_rows, ARRAY_SIZE(first_rows) };
static const struct db_migrations later = { "one", later_rows, ARRAY_SIZE(later_rows) };
static const struct db_migrations other = { "two", other_rows, ARRAY_SIZE(other_rows) };

static void test_migrations(void **state)
{
	struct db *db = opened(DB_CREATE);
	const struct db_migrations both[] = { later, other };
	struct err e = { 0 };

	(void)state;
	assert_int_equal(db_migrate(db, &first, 1, NULL), 0);
	assert_int_equal(db_version(db, "one", NULL), 1);
	assert_int_equal(db_version(db, "two", NULL), 0);
	assert_int_equal(db_migrate(db, both, 2, NULL), 0);
	assert_int_equal(number(db, "SELECT y FROM a WHERE x = 1"), 5);
	assert_int_equal(db_version(db, "one", NULL), 2);
	assert_int_equal(db_version(db, "two", NULL), 1);
	assert_int_equal(db_migrate(db, both, 2, NULL), 0);
	/* A program from before refuses it and leaves it alone, the lists that it would have to add too. */
	assert_int_equal(db_migrate(db, &first, 1, &e), -1);
	assert_int_equal(e.code, ERR_STORE_NEWER);
	err_release(&e);
	assert_int_equal(db_migrate(db, (const struct db_migrations[]){ { "new", other_rows, 1 }, first }, 2, NULL), -1);
	assert_int_equal(db_version(db, "new", NULL), 0);
	assert_false(db_in_transaction(db));
	db_close(db);
}

static void test_migration_is_whole(void **state)
{
	struct db *db = opened(DB_CREATE);
	pid_t child;
	int status = 0;

	(void)state;
	assert_int_equal(db_migrate(db, &first, 1, NULL), 0);
	db_close(db);
	child = fork();
	if (child == 0) { /* the second row cannot run: a mistake of ours, which ends the program */
		const struct db_migrations wrong = { "wrong", wrong_rows, ARRAY_SIZE(wrong_rows) };

		if (!freopen("/dev/null", "w", stderr))
			_exit(0);
		db = opened(0);
		db_migrate(db, &wrong, 1, NULL);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	db = opened(0);
	assert_int_equal(number(db, "SELECT count(*) FROM sqlite_master WHERE name = 'c'"), 0);
	assert_int_equal(db_version(db, "wrong", NULL), 0);
	db_close(db);
}

static void test_failures_at_opening(void **state)
{
	struct db *db = NULL;
	struct err e = { 0 };
	char *none = xasprintf("%s/none/test.db", directory);

	(void)state;
	assert_int_equal(db_open(&db, path, 0, &e), -1);
	assert_int_equal(e.code, ERR_FILE);
	assert_int_equal(db_open(&db, none, DB_CREATE, &e), -1);
	assert_int_equal(e.code, ERR_FILE);
	free(none);
	assert_int_equal(file_write(path, "This is no database. This is no database. This is no database.", 62, 0600, NULL), 0);
	assert_int_equal(db_open(&db, path, 0, &e), -1);
	assert_int_equal(e.code, ERR_STORE_DAMAGED);
	err_release(&e);
}

/* What was committed stands after the program was killed in the middle of the next transaction. */
static void test_killed(void **state)
{
	struct db *db = opened(DB_CREATE);
	int status = 0;
	pid_t child;

	(void)state;
	assert_int_equal(db_exec(db, "CREATE TABLE t(a INTEGER)", NULL), 0);
	db_close(db);
	child = fork();
	if (child == 0) {
		db = opened(0);
		db_durability(db, DB_QUICK);
		if (db_begin(db, NULL) || db_exec(db, "INSERT INTO t VALUES(1)", NULL) || db_commit(db, NULL) ||
		    db_begin(db, NULL) || db_exec(db, "INSERT INTO t VALUES(2)", NULL))
			_exit(1);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	db = opened(0);
	assert_int_equal(number(db, "SELECT sum(a) FROM t"), 1);
	db_close(db);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_directory, remove_directory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_values),
		TEST(test_many_statements),
		TEST(test_constraint),
		TEST(test_transactions),
		TEST(test_private_and_logged),
		TEST(test_durability),
		TEST(test_bulk_ends_whole),
		TEST(test_data_version),
		TEST(test_migrations),
		TEST(test_migration_is_whole),
		TEST(test_failures_at_opening),
		TEST(test_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
