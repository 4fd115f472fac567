/* twinline demo from its first line to its last: a community to look at, and nothing left behind. */
#include "lib/suite.h"

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/process.h"
#include "lib/terminal.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

struct demo {
	char *tmp, *program;
};

static int set_up(void **state)
{
	struct demo *demo = xcalloc(1, sizeof *demo);
	const char *programs = getenv("TWINLINE_PROGRAMS");
	demo->tmp = xasprintf("%s/d.XXXXXX", getenv("HOME"));
	demo->program = xasprintf("%s/twinline", programs ? programs : "build");
	*state = demo;
	return mkdtemp(demo->tmp) ? setenv("TMPDIR", demo->tmp, 1) : -1;
}

static int tear_down(void **state)
{
	struct demo *demo = *state;
	file_remove_tree(demo->tmp, NULL);
	free(demo->tmp);
	free(demo->program);
	free(demo);
	return 0;
}

static struct terminal *start(struct demo *demo, const char *dir)
{
	const char *argv[] = { demo->program, "demo", "--people", "60", "--messages", "40", dir ? "--dir" : NULL, dir, NULL };
	return terminal_start(&(struct terminal_options){ .argv = argv });
}

/* How many entries the demo has in its TMPDIR. */
static int entries(const struct demo *demo)
{
	DIR *dir = opendir(demo->tmp);
	int count = 0;
	assert_non_null(dir);
	for (const struct dirent *entry; (entry = readdir(dir));)
		count += entry->d_name[0] != '.';
	closedir(dir);
	return count;
}

static void await_nothing_left(const struct demo *demo)
{
	int64_t until = clock_monotonic_ms() + 20000;
	while (entries(demo) > 0) {
		assert_true(clock_monotonic_ms() < until);
		poll(NULL, 0, 5);
	}
}

static void it_opens_and_leaves_nothing_behind(void **state)
{
	struct demo *demo = *state;
	struct terminal *t = start(demo, NULL);
	int status;
	assert_true(terminal_wait_at(t, 0, "demo"));
	assert_int_equal(entries(demo), 1);
	terminal_send(t, "q"); /* one too many must not cost the demo */
	assert_true(terminal_wait_at(t, -1, "Leave the demo?  1 stay  2 leave"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_gone(t, "Leave the demo?"));
	terminal_send(t, "q2");
	assert_true(terminal_wait_exit(t, &status));
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_true(terminal_shows(t, "This was the demo: nothing was sent to anybody, and it is gone now."));
	assert_int_equal(entries(demo), 0);
	terminal_free(t);
}

/* A face that dies without a word, and one whose terminal is gone: the keeper takes all away. */
static void its_keeper_outlives_the_face(void **state)
{
	struct demo *demo = *state;
	struct terminal *t = start(demo, NULL);
	assert_true(terminal_wait_at(t, 0, "demo"));
	terminal_kill(t, SIGKILL);
	await_nothing_left(demo);
	terminal_free(t);

	t = start(demo, NULL);
	assert_true(terminal_wait_at(t, 0, "demo"));
	terminal_hang_up(t);
	await_nothing_left(demo);
	terminal_free(t);
}

/* Ended while it still fills the portal: nothing is left either. */
static void it_can_be_ended_while_it_begins(void **state)
{
	struct demo *demo = *state;
	struct terminal *t = start(demo, NULL);
	while (entries(demo) == 0)
		poll(NULL, 0, 1);
	terminal_kill(t, SIGTERM);
	await_nothing_left(demo);
	terminal_free(t);
}

static void it_can_be_kept_and_gone_on_with(void **state)
{
	struct demo *demo = *state;
	char *dir = xasprintf("%s/kept", demo->tmp), *portal = xasprintf("%s/portal", dir);
	for (int i = 0; i < 2; i++) {
		struct terminal *t = start(demo, dir);
		int status;
		assert_true(terminal_wait_at(t, 0, "demo"));
		terminal_send(t, "Q");
		assert_true(terminal_wait_exit(t, &status));
		assert_int_equal(WEXITSTATUS(status), 0);
		assert_true(terminal_shows(t, "It is kept in"));
		assert_int_equal(access(portal, F_OK), 0);
		terminal_free(t);
	}
	free(dir);
	free(portal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_opens_and_leaves_nothing_behind, set_up, tear_down),
		cmocka_unit_test_setup_teardown(its_keeper_outlives_the_face, set_up, tear_down),
		cmocka_unit_test_setup_teardown(it_can_be_ended_while_it_begins, set_up, tear_down),
		cmocka_unit_test_setup_teardown(it_can_be_kept_and_gone_on_with, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
