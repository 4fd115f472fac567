/* Portal and engine without a face: whatever dies or is cut, each message arrives once and in order. */
#include "lib/suite.h"

#include <signal.h>

#include "lib/pair.h"
#include "twinline/base/mem.h"

enum { MOMENTS = 40, DELAY_US = 20000 };

/* Everything queued has arrived, once each, in the order in which it was queued. */
static void assert_arrived(struct pair *p, int count)
{
	assert_true(letters_deliver(p->world));
	struct strings subjects = letters_received(&p->reading);
	for (int i = 0; i < count; i++) {
		char *tag = xasprintf("letter %d", i);
		if (i >= (int)subjects.count || strcmp(subjects.at[i], tag) != 0)
			fail_msg("%s: there is \"%s\"", tag, i < (int)subjects.count ? subjects.at[i] : "nothing");
		free(tag);
	}
	assert_int_equal(subjects.count, count);
	strings_release(&subjects);
}

static void whoever_dies_each_letter_arrives_once(void **state)
{
	struct pair *p = *state;
	for (int i = 0; i < MOMENTS; i++) {
		char *tag = xasprintf("letter %d", i);
		world_engine_start(p->world);
		letters_queue(p->world, p->friend, tag, "Dear friend, this is said once.");
		free(tag);
		world_tell(p->world, "sync");
		pair_let_work(p, DELAY_US);
		if (random_below(&p->random, 2) == 0)
			world_engine_end(p->world, SIGKILL);
		else
			pair_portal_again(p);
	}
	assert_arrived(p, MOMENTS);
}

static void a_cut_line_loses_and_doubles_nothing(void **state)
{
	struct pair *p = *state;
	for (int i = 0; i < MOMENTS / 2; i++) {
		char *tag = xasprintf("letter %d", i);
		letters_queue(p->world, p->friend, tag, "Dear friend, this is said once.");
		free(tag);
		world_tell(p->world, "sync");
		pair_let_work(p, DELAY_US);
		relay_cut(p->world->relay);
		relay_open(p->world->relay);
	}
	assert_arrived(p, MOMENTS / 2);
}

static void a_portal_that_never_answers_holds_nothing_up(void **state)
{
	struct pair *p = *state;
	relay_shut(p->world->relay);
	letters_queue(p->world, p->friend, "letter 0", "Dear friend, this waits.");
	world_tell(p->world, "sync");
	/* The engine answers its faces while the portal keeps it waiting. */
	struct json *packet = json_new_object();
	json_set_string(packet, "do", "status");
	struct json *status = world_ask(p->world, packet, "status", NULL);
	assert_non_null(status);
	json_free(status);
	assert_int_equal(letters_waiting(p->world), 1);
	relay_open(p->world->relay);
	assert_arrived(p, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(whoever_dies_each_letter_arrives_once, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_cut_line_loses_and_doubles_nothing, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_portal_that_never_answers_holds_nothing_up, pair_set_up, pair_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
