/* After the last window is closed: what is said of what waits, and an engine that sees to it, whatever becomes of the login. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/pair.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

enum { PATIENCE_MS = 60000 };

/* Writes a letter at the client and leaves; the shell of then shows said. */
static void write_and_leave(struct pair *p, const char *said)
{
	struct terminal *t = pair_face(p, 24, 80);
	int status;

	assert_true(terminal_wait_at(t, 1, "Nothing yet."));
	terminal_send(t, "c");
	terminal_send(t, p->friend);
	terminal_send(t, "<Enter>Lingering<Enter>This goes after its window.");
	assert_true(terminal_wait_text(t, "after its window."));
	terminal_send(t, "<C-x><Enter>");
	assert_true(terminal_wait_text(t, "Goes out at 10:38"));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, &status));
	assert_int_equal(WEXITSTATUS(status), 0);
	if (!terminal_shows(t, said)) {
		char *text = terminal_text(t);

		fail_msg("it says: %s", text);
	}
	terminal_free(t);
}

static void await_end_of_engine(struct world *w)
{
	for (int64_t until = clock_monotonic_ms() + PATIENCE_MS; world_engine(w); poll(NULL, 0, 10))
		assert_true(clock_monotonic_ms() < until);
}

static void assert_arrived_once(struct pair *p)
{
	struct strings subjects = letters_received(&p->reading);

	assert_int_equal(subjects.count, 1);
	assert_string_equal(subjects.at[0], "Lingering");
	strings_release(&subjects);
}

static void what_is_held_goes_when_its_window_is_closed(void **state)
{
	struct pair *p = *state;

	write_and_leave(p, "Twinline: 1 message waits, ");
	assert_true(world_engine(p->world) > 0);
	letters_end_hold(p->world); /* as half a minute would */
	await_end_of_engine(p->world);
	assert_arrived_once(p);
}

static void it_waits_for_the_line_and_survives_the_login(void **state)
{
	struct pair *p = *state;
	pid_t engine;

	relay_cut(p->world->relay);
	world_tell(p->world, "sync");
	write_and_leave(p, "1 message waits, ");
	engine = world_engine(p->world);
	assert_true(engine > 0);
	kill(engine, SIGHUP);
	/* The directory of the door goes with the login, and comes back with the next. */
	assert_int_equal(file_remove_tree(p->world->paths.runtime, NULL), 0);
	for (int64_t until = clock_monotonic_ms() + PATIENCE_MS; access(p->world->paths.socket, F_OK) != 0; poll(NULL, 0, 10))
		assert_true(clock_monotonic_ms() < until);
	assert_int_equal(world_engine(p->world), engine);
	world_tell(p->world, "wake"); /* by the new door, to the same engine */
	assert_int_equal(world_engine(p->world), engine);
	relay_open(p->world->relay);
	letters_end_hold(p->world);
	await_end_of_engine(p->world);
	assert_arrived_once(p);
}

/* Nothing waits: nobody stays. */
static void without_anything_to_do_it_ends_at_once(void **state)
{
	struct pair *p = *state;
	struct terminal *t = pair_face(p, 24, 80);

	assert_true(terminal_wait_at(t, 1, "Nothing yet."));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	assert_false(terminal_shows(t, "Twinline:"));
	terminal_free(t);
	await_end_of_engine(p->world);
}

static void set(const char *name, const char *value)
{
	const char *words[] = { "settings", name, value, NULL };

	assert_int_equal(world_run("twinline", words, NULL, NULL), 0);
}

/* What `twinline sync` says of a letter that waits, on a line that is cut. */
static char *said_of_what_waits(struct pair *p)
{
	const char *words[] = { "sync", NULL };
	char *said;

	assert_int_equal(world_run("twinline", words, NULL, &said), 3);
	(void)p;
	return said;
}

static void assert_says(struct pair *p, const char *what)
{
	char *said = said_of_what_waits(p);

	if (!strstr(said, what))
		fail_msg("not \"%s\" but: %s", what, said);
	free(said);
}

static void what_is_said_is_what_is_set(void **state)
{
	struct pair *p = *state;

	relay_cut(p->world->relay);
	letters_queue(p->world, p->friend, "one", "One.");
	letters_queue(p->world, p->friend, "two", "Two.");
	assert_says(p, "2 messages wait, ");
	assert_says(p, "There is no line; they go out by themselves if one comes before 10:48, else when Twinline is open.");
	set("linger", "90");
	assert_says(p, "if one comes before 12:08,");
	set("linger", "0");
	assert_says(p, "if one comes before 10:39,");
	set("line", "offline");
	assert_says(p, "Nothing goes by itself: set to offline. \"twinline sync\" sends them now.");
	set("line", "auto");
	set("language", "el");
	assert_says(p, "2 μηνύματα περιμένουν");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_held_goes_when_its_window_is_closed, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(it_waits_for_the_line_and_survives_the_login, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(without_anything_to_do_it_ends_at_once, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(what_is_said_is_what_is_set, pair_set_up, pair_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
