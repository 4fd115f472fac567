/*
 * What befalls the place where all is kept: a disk that is full, one that can only be read, a store of a newer program, a network
 * home. Each is said in a sentence, by face and commands, and nothing is lost or harmed.
 */
#include "lib/suite.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/disk.h"
#include "lib/pair.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/db/db.h"

enum { DISK_KB = 4096, STORE_MOST = 64 << 20 };

static bool has_disks;

/* Runs `twinline WORDS...`: what it said, yours. */
static char *run(const char *const *words, const char *input, int status)
{
	char *said;
	int ended = world_run("twinline", words, input, &said);

	if (ended != status)
		fail_msg("%s ends with %d: %s", words[0], ended, said);
	return said;
}

static void assert_said(char *said_taken, const char *what)
{
	if (!strstr(said_taken, what))
		fail_msg("not \"%s\" but: %s", what, said_taken);
	free(said_taken);
}

static char *send_letter(const char *subject, int status)
{
	const char *words[] = { "send", "--to", "Colleague", "--subject", subject, NULL };

	return run(words, "Dear colleague\n", status);
}

static void let_engine_end(struct pair *p)
{
	world_engine_end(p->world, SIGTERM);
	assert_int_equal(world_engine(p->world), 0);
}

static void a_full_disk_keeps_what_is_kept(void **state)
{
	struct pair *p = *state;
	const char *data = p->world->paths.data;
	struct terminal *t;
	struct strings subjects;

	if (!has_disks)
		skip();
	pair_write(p, "before", 1);
	json_free(world_sync(p->world));
	let_engine_end(p);
	disk_put(data, DISK_KB);
	t = pair_face(p, 24, 80);
	assert_true(terminal_wait_text(t, "before 0"));
	terminal_send(t, "rBefore");
	assert_true(terminal_wait_text(t, "Typing."));
	disk_fill(data);
	terminal_send(t, " and after");
	assert_true(terminal_wait_text(t, "Before and after"));
	/* A page of the log may still have room for some keys; then it is said. */
	for (int i = 0; i < 400 && !terminal_shows(t, "The disk is full."); i++) {
		terminal_send(t, ".");
		assert_true(terminal_wait_idle(t));
	}
	assert_true(terminal_wait_at(t, -1, "The disk is full. What you typed is kept up to here; free 1 MB and go on."));
	assert_true(letters_kept(p->world, "Before"));
	assert_said(send_letter("on a full disk", 1), "The disk is full. Free 1 MB and do it again."); /* that one is kept nowhere */
	json_free(world_ask(p->world, json_parse_own("{\"do\":\"status\"}"), "status", NULL)); /* the engine lives */
	disk_clear(data);
	terminal_send(t, "!");
	assert_true(terminal_wait_gone(t, "The disk is full."));
	assert_true(letters_kept(p->world, "Before and after"));
	terminal_send(t, "<C-x><Enter>");
	assert_true(terminal_wait_text(t, "Goes out at"));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
	free(send_letter("after it", 0));
	assert_true(letters_deliver(p->world));
	subjects = letters_received(&p->reading);
	assert_true(strings_has(&subjects, "after it"));
	assert_false(strings_has(&subjects, "on a full disk")); /* it was said that it is not */
	strings_release(&subjects);
	let_engine_end(p);
	disk_take(data);
}

static void a_disk_that_can_only_be_read_is_read(void **state)
{
	struct pair *p = *state;
	const char *data = p->world->paths.data;
	static const char why[] = "can be read but not written: Read-only file system.";
	const char *list[] = { "list", NULL }, *show[] = { "status", NULL }, *sync[] = { "sync", NULL };
	struct terminal *t;

	if (!has_disks)
		skip();
	pair_write(p, "kept", 3);
	json_free(world_sync(p->world));
	let_engine_end(p);
	disk_put(data, DISK_KB);
	disk_read_only(data, true);
	assert_said(run(list, NULL, 0), "kept 2");
	assert_said(run(show, NULL, 0), "Teacher");
	assert_said(send_letter("never", 1), why);
	assert_said(run(sync, NULL, 1), why);
	t = pair_face(p, 24, 80);
	assert_true(terminal_wait_text(t, "kept 2"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "how is week 2?"));
	terminal_send(t, "r");
	assert_true(terminal_wait_text(t, "put right."));
	terminal_send(t, "dear Q"); /* the answer that cannot be begun is typed all the same: no letter of it is a command */
	assert_true(terminal_wait_idle(t));
	assert_true(terminal_wait_at(t, -1, "1 back"));
	terminal_send(t, "1");
	assert_true(terminal_wait_gone(t, "1 back"));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
	disk_read_only(data, false);
	free(send_letter("written again", 0));
	assert_true(letters_deliver(p->world));
	let_engine_end(p);
	disk_take(data);
}

/* All of a home, in a login that has no directory for sockets either: what is there can be read. */
static void a_home_that_can_only_be_read_is_read(void **state)
{
	struct pair *p = *state;
	const char *list[] = { "list", NULL };
	char *runtime = xstrdup(getenv("XDG_RUNTIME_DIR"));
	struct terminal *t;
	struct paths paths;

	if (!has_disks)
		skip();
	pair_write(p, "kept", 3);
	json_free(world_sync(p->world));
	let_engine_end(p);
	disk_put(p->world->paths.data, DISK_KB);
	disk_put(p->world->paths.state, DISK_KB);
	disk_read_only(p->world->paths.data, true);
	disk_read_only(p->world->paths.state, true);
	unsetenv("XDG_RUNTIME_DIR");
	assert_said(run(list, NULL, 0), "kept 2");
	t = world_face(p->world, 24, 80, NULL);
	assert_true(terminal_wait_at(t, 0, "Home"));
	assert_true(terminal_wait_at(t, -1, "put right."));
	terminal_send(t, "2<Enter>");
	assert_true(terminal_wait_text(t, "how is week 2?"));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
	assert_int_equal(paths_init(&paths, NULL, NULL), 0);
	assert_true(starts_with(paths.runtime, "/tmp/twinline-"));
	rmdir(paths.runtime);
	paths_release(&paths);
	setenv("XDG_RUNTIME_DIR", runtime, 1);
	disk_take(p->world->paths.data);
	disk_take(p->world->paths.state);
	free(runtime);
}

/* The whole file; yours to release. */
static struct str bytes_of(const char *path)
{
	struct str bytes = { 0 };

	assert_int_equal(file_read(path, STORE_MOST, &bytes, NULL), 0);
	return bytes;
}

static void a_store_of_a_newer_program_is_left_alone(void **state)
{
	struct pair *p = *state;
	const char *list[] = { "list", NULL }, *sync[] = { "sync", NULL }, *open[] = { NULL };
	static const char why[] = "was written by a newer Twinline. Update this one, or use another profile.";
	struct str before, after;
	struct terminal *t;
	struct db *db;
	int status;

	let_engine_end(p);
	assert_int_equal(db_open(&db, p->world->paths.store, 0, NULL), 0);
	assert_int_equal(db_exec(db, "UPDATE migration SET version = 1000 WHERE list = 'replica'", NULL), 0);
	db_close(db);
	before = bytes_of(p->world->paths.store);
	assert_said(run(list, NULL, 1), why);
	assert_said(run(sync, NULL, 1), why);
	t = world_face(p->world, 24, 200, open);
	assert_true(terminal_wait_exit(t, &status));
	assert_int_equal(WEXITSTATUS(status), 1);
	assert_true(terminal_shows(t, why));
	terminal_free(t);
	after = bytes_of(p->world->paths.store);
	assert_int_equal(after.len, before.len);
	assert_memory_equal(after.text, before.text, before.len);
	str_release(&before);
	str_release(&after);
}

/* Rollback journal and a lock by name: another computer's is respected, one of a dead process here is none. */
static void a_network_home_is_one_computers_at_a_time(void **state)
{
	struct pair *p = *state;
	const char *sync[] = { "sync", NULL };
	char *log = xasprintf("%s-wal", p->world->paths.store);
	struct db *db;

	pair_write(p, "here", 1);
	json_free(world_sync(p->world));
	let_engine_end(p);
	setenv("TWINLINE_NETWORK_HOME", "yes", 1);
	assert_int_equal(file_write(p->world->paths.lock, "4711 library2\n", 14, 0600, NULL), 0);
	assert_said(run(sync, NULL, 1), "is in use by process 4711 on library2, another computer with the same home. "
	                                "If Twinline does not run there, delete that file.");
	free(send_letter("waits here", 0)); /* writing needs no engine */
	assert_int_equal(unlink(p->world->paths.lock), 0);
	free(run(sync, NULL, 0));
	assert_int_not_equal(access(log, F_OK), 0);
	assert_int_equal(db_open(&db, p->world->paths.store, 0, NULL), 0);
	assert_int_not_equal(access(log, F_OK), 0);
	db_close(db);
	world_engine_end(p->world, SIGKILL); /* its name stays in the file */
	free(run(sync, NULL, 0));
	let_engine_end(p);
	unsetenv("TWINLINE_NETWORK_HOME");
	free(log);
}

/* The variables of a login that is not whole. */
static void a_login_without_its_variables_says_what_lacks(void **state)
{
	struct pair *p = *state;
	const char *list[] = { "list", NULL }, *sync[] = { "sync", NULL };
	static const char *const homes[] = { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME" };
	char *runtime = xstrdup(getenv("XDG_RUNTIME_DIR")), *kept[3], *home = xstrdup(getenv("HOME"));

	pair_write(p, "here", 1);
	json_free(world_sync(p->world));
	let_engine_end(p);
	/* No directory for sockets, one that is not there, one that is a file: another is found. */
	unsetenv("XDG_RUNTIME_DIR");
	free(run(sync, NULL, 0));
	setenv("XDG_RUNTIME_DIR", "/nowhere/at/all", 1);
	assert_said(run(list, NULL, 0), "here 0");
	free(run(sync, NULL, 0)); /* the same engine, at the same place */
	setenv("XDG_RUNTIME_DIR", p->world->paths.store, 1);
	free(run(sync, NULL, 0));
	let_engine_end(p);
	setenv("XDG_RUNTIME_DIR", runtime, 1);
	/* All of a person's places are set, but no HOME: nobody needs it. */
	unsetenv("HOME");
	assert_said(run(list, NULL, 0), "here 0");
	for (int i = 0; i < 3; i++) {
		kept[i] = xstrdup(getenv(homes[i]));
		unsetenv(homes[i]);
	}
	assert_said(run(list, NULL, 1), "HOME is not set, so Twinline does not know where your files are.");
	setenv("HOME", "/proc/nowhere", 1); /* where nothing can be made */
	assert_said(run(list, NULL, 1), "cannot be made, and Twinline keeps what you write there:");
	setenv("HOME", home, 1);
	for (int i = 0; i < 3; i++) {
		setenv(homes[i], kept[i], 1);
		free(kept[i]);
	}
	free(home);
	free(runtime);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_full_disk_keeps_what_is_kept, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_disk_that_can_only_be_read_is_read, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_home_that_can_only_be_read_is_read, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_store_of_a_newer_program_is_left_alone, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_network_home_is_one_computers_at_a_time, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_login_without_its_variables_says_what_lacks, pair_set_up, pair_tear_down),
	};

	has_disks = disk_begin();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
