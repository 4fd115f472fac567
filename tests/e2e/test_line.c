/* Portal and engine without a face: whatever dies or is cut, each message arrives once and in order. */
#include "lib/suite.h"

#include <signal.h>
#include <time.h>

#include "lib/letters.h"
#include "lib/process.h"
#include "lib/world.h"
#include "twinline/base/mem.h"
#include "twinline/base/random.h"

enum { MOMENTS = 40, DELAY_US = 20000 };

struct pair {
	struct world *world;
	char *friend;                 /* card of who gets the letters */
	struct portal_client reading; /* as the friend */
};

static int set_up(void **state)
{
	struct pair *p = xcalloc(1, sizeof *p);
	p->world = world_start(&(struct world_options){ .bare = true });
	p->friend = world_add_person(p->world, "Friend");
	portal_client_open(&p->reading, p->world->portal_socket);
	portal_client_sign_in(&p->reading, "Friend", p->world->password);
	*state = p;
	return 0;
}

static int tear_down(void **state)
{
	struct pair *p = *state;
	portal_client_release(&p->reading);
	world_free(p->world);
	free(p->friend);
	free(p);
	return 0;
}

static void portal_again(struct pair *p)
{
	world_portal_end(p->world, SIGKILL);
	world_portal_start(p->world);
	portal_client_reopen(&p->reading, p->world->portal_socket);
}

/* Lets a seeded part of DELAY_US go by: where in the engine's and portal's work the blow falls. */
static void let_work(struct random *random)
{
	struct timespec delay = { .tv_nsec = (long)random_below(random, DELAY_US) * 1000 };
	nanosleep(&delay, NULL);
}

/* Everything queued has arrived, once each, in the order in which it was queued. */
static void assert_arrived(struct pair *p, int count)
{
	struct json *done = world_sync(p->world);
	assert_non_null(done);
	json_free(done);
	assert_int_equal(letters_waiting(p->world), 0);
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
	struct random random;
	random_seed(&random, 2026);
	for (int i = 0; i < MOMENTS; i++) {
		char *tag = xasprintf("letter %d", i);
		world_engine_start(p->world);
		letters_queue(p->world, p->friend, tag, "Dear friend, this is said once.");
		free(tag);
		world_tell(p->world, "sync");
		let_work(&random);
		if (random_below(&random, 2) == 0)
			world_engine_end(p->world, SIGKILL);
		else
			portal_again(p);
	}
	assert_arrived(p, MOMENTS);
}

static void a_cut_line_loses_and_doubles_nothing(void **state)
{
	struct pair *p = *state;
	struct random random;
	random_seed(&random, 2027);
	for (int i = 0; i < MOMENTS / 2; i++) {
		char *tag = xasprintf("letter %d", i);
		letters_queue(p->world, p->friend, tag, "Dear friend, this is said once.");
		free(tag);
		world_tell(p->world, "sync");
		let_work(&random);
		relay_cut(p->world->relay);
		relay_open(p->world->relay);
	}
	assert_arrived(p, MOMENTS / 2);
}

/* Both at once: the sender's engine polls again and again, the portal is restarted in the midst of it. */
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
		cmocka_unit_test_setup_teardown(whoever_dies_each_letter_arrives_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_cut_line_loses_and_doubles_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_portal_that_never_answers_holds_nothing_up, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
