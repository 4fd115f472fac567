/* A portal that accepts and never answers, one that is gone, one that refuses: no key waits for it. */
#include "lib/suite.h"

#include <signal.h>
#include <sys/wait.h>

#include "lib/pair.h"

/* Each key's echo comes while the line is held shut: the relay counts no byte down meanwhile. */
static void keys_echo_while_the_portal_is_silent(void **state)
{
	struct pair *p = *state;
	pair_write(p, "letter", 30);
	json_free(world_sync(p->world));
	relay_shut(p->world->relay);
	relay_reset(p->world->relay);
	struct terminal *t = pair_face(p, 24, 80);
	assert_true(terminal_wait_text(t, "? keys"));
	terminal_send(t, "s"); /* asks for an exchange that will not end */
	assert_true(terminal_wait_idle(t));
	terminal_send(t, "j");
	assert_true(terminal_wait_cursor(t, 2, 0));
	terminal_send(t, "?");
	assert_true(terminal_wait_text(t, "Keys in"));
	terminal_send(t, "q<Enter>");
	assert_true(terminal_wait_text(t, "Dear colleague,"));
	terminal_send(t, "q");
	assert_true(terminal_wait_at(t, 0, "Inbox"));
	terminal_send(t, "c");
	terminal_send(t, p->friend);
	terminal_send(t, "<Enter>Subject<Enter>Written while nobody answers");
	assert_true(terminal_wait_text(t, "Written while nobody answers"));
	terminal_send(t, "<C-x><Enter>");
	assert_true(terminal_wait_text(t, "Goes out at"));
	terminal_send(t, "Q");
	int status;
	assert_true(terminal_wait_exit(t, &status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(relay_counts(p->world->relay).down, 0);
	terminal_free(t);

	relay_open(p->world->relay);
	assert_true(letters_deliver(p->world));
	struct strings subjects = letters_received(&p->reading);
	assert_true(strings_has(&subjects, "Subject"));
	strings_release(&subjects);
}

static void without_a_portal_all_is_there(void **state)
{
	struct pair *p = *state;
	pair_write(p, "letter", 3);
	json_free(world_sync(p->world));
	world_engine_end(p->world, SIGKILL);
	relay_cut(p->world->relay);
	struct terminal *t = pair_face(p, 24, 80);
	assert_true(terminal_wait_text(t, "letter 2"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "how is week 2?"));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
	relay_open(p->world->relay);
}

/* The line comes back by itself: what waited goes, without a key. */
static void what_waits_goes_when_the_line_is_back(void **state)
{
	struct pair *p = *state;
	relay_cut(p->world->relay);
	letters_queue(p->world, p->friend, "waited", "This waited for the line.");
	world_tell(p->world, "sync");
	relay_open(p->world->relay);
	assert_true(letters_deliver(p->world));
	struct strings subjects = letters_received(&p->reading);
	assert_int_equal(subjects.count, 1);
	strings_release(&subjects);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keys_echo_while_the_portal_is_silent, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(without_a_portal_all_is_there, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(what_waits_goes_when_the_line_is_back, pair_set_up, pair_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
