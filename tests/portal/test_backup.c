/* Backups of a portal that goes on serving, and portals made of them. */
#include "lib/suite.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/portal_fixture.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

static struct portal_fixture *f;
static char *file;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	file = xasprintf("%s/backup", f->dir);
	return 0;
}

static int stop(void **state)
{
	free(file);
	return portal_fixture_stop(state);
}

static int run(const char *const *words)
{
	return portal_fixture_run(words, NULL, NULL);
}

static int backup(const char *to)
{
	const char *words[] = {"backup", f->database, to, "--quiet", NULL};
	return run(words);
}

static int restore(const char *from, const char *to, const char *option)
{
	const char *words[] = {"restore", from, to, "--quiet", option, NULL};
	return run(words);
}

static bool is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

/* A directory of the fixture's, yours. */
static char *beside(const char *name)
{
	return xasprintf("%s/%s", f->dir, name);
}

static void assert_download(const char *blob, const char *text)
{
	struct http_answer a;
	portal_download(f, &f->ada, f->ada.account, blob, "x?accept=text/plain", NULL, &a);
	assert_int_equal(a.status, 200);
	assert_string_equal(a.body.text, text);
	http_answer_release(&a);
}

static int64_t messages_of(const struct teacher *t)
{
	struct json *answer = portal_call(f, t, "Message/query", "{\"accountId\":\"%s\",\"calculateTotal\":true}", t->account);
	int64_t total = json_get_integer(answer, "total", -1);
	json_free(answer);
	return total;
}

/* Puts a portal in the place of the one that serves. */
static void serve_instead(char *database_taken)
{
	portal_fixture_end(f, SIGTERM);
	free(f->database);
	f->database = database_taken;
	portal_fixture_serve(f, NULL);
}

static void test_a_backup_is_a_portal_of_one_moment(void **state)
{
	(void)state;
	static const char words[] = "rivers and hills";
	struct stat made;
	char *blob;
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "text/plain", words, strlen(words), &blob), 201);
	free(portal_send(f, &f->ada, &f->ben, "before"));
	assert_int_equal(backup(file), 0);
	free(portal_send(f, &f->ada, &f->ben, "after"));
	assert_int_equal(stat(file, &made), 0);
	assert_int_equal(made.st_mode & 0777, 0600);
	char *database = beside("one-moment");
	assert_int_equal(restore(file, database, NULL), 0);
	serve_instead(database);
	assert_true(portal_is_sound(f));
	assert_int_equal(messages_of(&f->ada), 1);
	assert_download(blob, words);
	free(blob);
}

/* Somebody writes on and on while backups are made: each is whole. */
static void test_backups_beside_a_writer_are_sound(void **state)
{
	(void)state;
	pid_t writer = fork();
	if (writer == 0) {
		for (;;)
			free(portal_send(f, &f->ben, &f->eva, "on and on"));
	}
	for (int i = 0; i < 4; i++) {
		char *name = xasprintf("beside-%d", i), *database = beside(name);
		assert_int_equal(backup(file), 0);
		assert_int_equal(restore(file, database, NULL), 0);
		const char *check[] = {"check", database, NULL};
		assert_int_equal(run(check), 0);
		free(database);
		free(name);
	}
	kill(writer, SIGKILL);
	waitpid(writer, NULL, 0);
}

static char *state_of(const struct teacher *t)
{
	struct json *answer = portal_call(f, t, "Message/get", "{\"accountId\":\"%s\",\"ids\":[]}", t->account);
	char *text = xstrdup(json_get_text(answer, "state"));
	json_free(answer);
	return text;
}

static void test_states_from_before_are_no_longer_good(void **state)
{
	(void)state;
	char *token = state_of(&f->ben);
	assert_int_equal(backup(file), 0);
	char *database = beside("states");
	assert_int_equal(restore(file, database, NULL), 0);
	serve_instead(database);
	struct json *changes = portal_call(f, &f->ben, "Message/changes", "{\"accountId\":\"%s\",\"sinceState\":\"%s\"}", f->ben.account, token);
	assert_string_equal(json_get_text(changes, "type"), "cannotCalculateChanges");
	struct json *news = portal_call(f, &f->ben, "Sync/get", "{\"since\":{\"%s\":\"%s\"}}", f->ben.account, token);
	const struct json *account = json_get(json_get(news, "accounts"), f->ben.account);
	assert_string_equal(json_get_text(account, "kind"), "personal");
	assert_true(json_get_bool(account, "window", false));
	json_free(changes);
	json_free(news);
	free(token);
}

static void test_a_restored_portal_may_sign_everybody_out(void **state)
{
	(void)state;
	assert_int_equal(backup(file), 0);
	char *kept = beside("kept"), *ended = beside("ended");
	assert_int_equal(restore(file, kept, NULL), 0);
	assert_int_equal(restore(file, ended, "--sign-out"), 0);
	serve_instead(kept);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->ada.bearer, NULL, NULL), 200);
	char *before = xstrdup(f->database);
	serve_instead(ended);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->ada.bearer, NULL, NULL), 401);
	serve_instead(before);
}

static void test_a_portal_is_never_restored_over_another(void **state)
{
	(void)state;
	assert_int_equal(backup(file), 0);
	assert_int_equal(restore(file, f->database, NULL), 1);
	char *database = beside("stale"), *log = xasprintf("%s/portal.db-wal", database), *made = xasprintf("%s/portal.db", database);
	assert_int_equal(file_make_dirs(database, NULL), 0);
	assert_int_equal(file_write(log, "x", 1, 0600, NULL), 0);
	assert_int_equal(restore(file, database, NULL), 1);
	assert_false(is_there(made));
	free(database);
	free(log);
	free(made);
}

static void test_what_is_no_backup_makes_no_portal(void **state)
{
	(void)state;
	char *nothing = beside("nothing"), *junk = beside("junk"), *database = beside("none"), *made = xasprintf("%s/portal.db", database);
	assert_int_equal(file_write(junk, "rivers and hills, rivers and hills", 34, 0600, NULL), 0);
	assert_int_equal(restore(nothing, database, NULL), 1);
	assert_int_equal(restore(junk, database, NULL), 1);
	/* Cut in the middle. */
	assert_int_equal(backup(file), 0);
	assert_int_equal(truncate(file, 60000), 0);
	assert_int_equal(restore(file, database, NULL), 1);
	assert_false(is_there(made));
	free(nothing);
	free(junk);
	free(database);
	free(made);
}

static void test_a_backup_that_fails_leaves_the_last_one(void **state)
{
	(void)state;
	struct stat before, after;
	assert_int_equal(backup(file), 0);
	assert_int_equal(stat(file, &before), 0);
	const char *none[] = {"backup", "/nonexistent", file, NULL};
	assert_int_equal(run(none), 1);
	assert_int_equal(stat(file, &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	char *itself = xasprintf("%s/portal.db", f->database), *nowhere = beside("no/where");
	assert_int_equal(backup(itself), 1);
	assert_int_equal(backup(nowhere), 1);
	assert_true(portal_is_sound(f));
	const char *usage[] = {"backup", f->database, NULL};
	assert_int_equal(run(usage), 2);
	free(itself);
	free(nowhere);
}

static void test_progress_goes_to_standard_error(void **state)
{
	(void)state;
	char *said = NULL;
	const char *words[] = {"backup", f->database, file, NULL};
	assert_int_equal(portal_fixture_run(words, NULL, &said), 0);
	assert_non_null(strstr(said, "100% copied\n"));
	free(said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_backup_is_a_portal_of_one_moment),
		cmocka_unit_test(test_backups_beside_a_writer_are_sound),
		cmocka_unit_test(test_states_from_before_are_no_longer_good),
		cmocka_unit_test(test_a_restored_portal_may_sign_everybody_out),
		cmocka_unit_test(test_a_portal_is_never_restored_over_another),
		cmocka_unit_test(test_what_is_no_backup_makes_no_portal),
		cmocka_unit_test(test_a_backup_that_fails_leaves_the_last_one),
		cmocka_unit_test(test_progress_goes_to_standard_error),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
