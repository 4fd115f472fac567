/* Engine and portal over a line that a test cuts, shuts and takes away: each message arrives once, in order, whatever happens. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "lib/process.h"
#include "lib/two.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* Waits, without a fixed time, until an entry is in a state; fails after a minute. */
static void await_state(struct two *t, int64_t entry, enum outbox_state wanted)
{
	int64_t until = clock_monotonic_ms() + 60000;
	while (two_state(t, entry) != wanted) {
		if (clock_monotonic_ms() > until)
			fail_msg("entry in state %d instead of %d", two_state(t, entry), wanted);
		poll(NULL, 0, 2);
	}
}

static void await_engine_gone(struct two *t)
{
	int64_t until = clock_monotonic_ms() + 60000;
	while (world_engine(t->pair.world) != 0) {
		assert_true(clock_monotonic_ms() < until);
		poll(NULL, 0, 2);
	}
}

static void assert_once(struct two *t, int64_t entry, const char *subject)
{
	assert_int_equal(two_arrived(t, subject, NULL), 1);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
}

/* Cuts the line at many bytes of the request, then of the answer; each message arrives once, in the order of writing. */
static void each_message_arrives_once_wherever_the_line_is_cut(void **state)
{
	static const int64_t places[] = { 0, 1, 17, 60, 120, 180, 240, 300, 400, 500 };
	struct two *t = *state;
	int written = 0, last = 1000;
	char *subjects[2 * sizeof places / sizeof places[0]];
	for (int down = 0; down < 2; down++)
		for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
			char *subject = xasprintf("cut %s at %lld", down ? "down" : "up", (long long)places[i]);
			int64_t entry = two_write(t, subject);
			(down ? relay_cut_down_at : relay_cut_up_at)(t->pair.world->relay, places[i]);
			assert_true(two_sync_through(t, 4));
			assert_once(t, entry, subject);
			subjects[written++] = subject;
		}
	assert_true(relay_counts(t->pair.world->relay).cuts >= 15);
	for (int i = 0; i < written; i++) {
		int place = 0;
		two_arrived(t, subjects[i], &place);
		assert_true(place < last); /* newest first */
		last = place;
		free(subjects[i]);
	}
}

/* The portal did it, and its answer was lost: the same opId brings the same outcome, and the copy here is one. */
static void an_answer_that_is_lost_is_given_again(void **state)
{
	struct two *t = *state;
	int64_t entry = two_write(t, "lost answer");
	relay_cut_down_at(t->pair.world->relay, 0);
	two_sync(t);
	assert_true(two_sync_through(t, 3));
	assert_once(t, entry, "lost answer");
	struct outbox_entry sent;
	struct record r;
	assert_true(outbox_get(&t->s, entry, &sent));
	assert_true(record_by_local(&t->s, sent.record, &r));
	assert_non_null(r.id);
	assert_non_null(sent.receipt);
	struct record_query all = { .account = t->account, .type = &record_types[TYPE_Message], .limit = 10 };
	int64_t found[10];
	assert_int_equal(record_list(&t->s, &all, found, NULL, NULL, NULL), 1);
	assert_int_equal(found[0], sent.record);
	record_free(&r);
	outbox_entry_release(&sent);
}

static void a_portal_that_is_killed_and_comes_back_has_it_once(void **state)
{
	struct two *t = *state;
	int64_t first = two_write(t, "before"), second;
	assert_int_equal(two_sync(t), ERR_OK);
	second = two_write(t, "while it is down");
	world_portal_end(t->pair.world, SIGKILL);
	assert_int_not_equal(two_sync(t), ERR_OK);
	assert_true(two_state(t, second) == OUTBOX_SENDING || two_state(t, second) == OUTBOX_WAITING);
	world_portal_start(t->pair.world);
	assert_true(two_sync_through(t, 3));
	portal_client_reopen(&t->pair.reading, t->pair.world->portal_socket);
	assert_once(t, first, "before");
	assert_once(t, second, "while it is down");
}

/* Killed while the request is on its way: the next engine finds it in doubt and sends it again, once. */
static void an_engine_that_is_killed_leaves_nothing_behind(void **state)
{
	struct two *t = *state;
	relay_shut(t->pair.world->relay);
	int64_t entry = two_write(t, "in flight");
	two_tell(t, "wake");
	await_state(t, entry, OUTBOX_SENDING);
	struct err e = { 0 };
	assert_int_equal(db_begin(t->s.db, &e), 0);
	assert_int_equal(outbox_take_back(&t->s, entry, &e), -1); /* it may have left */
	assert_int_equal(e.code, ERR_HAS_LEFT);
	err_release(&e);
	db_rollback(t->s.db);
	world_engine_end(t->pair.world, SIGKILL);
	relay_open(t->pair.world->relay);
	two_connect(t);
	assert_true(two_sync_through(t, 3));
	assert_once(t, entry, "in flight");
}

static void sigterm_ends_an_engine_at_once_even_in_the_middle(void **state)
{
	struct two *t = *state;
	relay_shut(t->pair.world->relay);
	int64_t entry = two_write(t, "in the middle");
	two_tell(t, "wake");
	await_state(t, entry, OUTBOX_SENDING);
	assert_int_equal(kill(world_engine(t->pair.world), SIGTERM), 0);
	await_engine_gone(t); /* though the line is still shut */
	assert_int_not_equal(access(t->pair.world->paths.socket, F_OK), 0);
	relay_open(t->pair.world->relay);
	two_connect(t);
	assert_true(two_sync_through(t, 3));
	assert_once(t, entry, "in the middle");
}

static void a_second_engine_is_refused_by_the_lock(void **state)
{
	struct two *t = *state;
	char *said, *pid = xasprintf("%d", (int)world_engine(t->pair.world));
	assert_int_equal(world_run("twinline-sync", NULL, NULL, &said), 3);
	assert_non_null(strstr(said, pid));
	assert_int_equal(two_sync(t), ERR_OK); /* the first one has lost nothing */
	free(said);
	free(pid);
}

/* A face that wakes the engine and leaves at once: it is sent, and then the engine ends by itself. */
static void what_is_due_is_sent_after_the_last_face_has_gone(void **state)
{
	struct two *t = *state;
	int64_t entry = two_write(t, "and off");
	two_tell(t, "leave");
	engine_close(&t->engine);
	await_engine_gone(t);
	assert_once(t, entry, "and off");
}

/* Faces that come and go as fast as they can never meet a closing door. */
static void whoever_connects_is_served(void **state)
{
	struct two *t = *state;
	for (int i = 0; i < 30; i++) {
		engine_close(&t->engine);
		two_connect(t);
		assert_int_equal(two_sync(t), ERR_OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_message_arrives_once_wherever_the_line_is_cut, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(an_answer_that_is_lost_is_given_again, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_portal_that_is_killed_and_comes_back_has_it_once, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(an_engine_that_is_killed_leaves_nothing_behind, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(sigterm_ends_an_engine_at_once_even_in_the_middle, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_second_engine_is_refused_by_the_lock, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(what_is_due_is_sent_after_the_last_face_has_gone, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(whoever_connects_is_served, two_set_up, two_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
