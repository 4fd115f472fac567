/* What goes by itself and what goes when asked for: the line set by hand, hours, a pause, a budget, against a running engine. */
#include "lib/suite.h"

#include <signal.h>
#include <time.h>

#include "lib/two.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/count.h"
#include "twinline/records/measured.h"
#include "twinline/records/plan.h"

enum { LOOKS = 2000 };

static void set(const char *name, const char *value)
{
	assert_int_equal(world_run("twinline", (const char *const[]){ "settings", name, value, NULL }, NULL, NULL), 0);
}

/* The profile that the engine goes by. */
static char *profile_of(struct two *t)
{
	two_tell(t, "status");
	struct json *status = two_hear(t, "status");
	char *profile = xstrdup(json_get_text(status, "profile"));
	json_free(status);
	return profile;
}

/* Waits until the engine goes by a profile. */
static void wait_for_profile(struct two *t, const char *wanted)
{
	for (int i = 0; i < LOOKS; i++) {
		char *profile = profile_of(t);
		bool is_it = text_equal(profile, wanted);
		free(profile);
		if (is_it)
			return;
	}
	fail_msg("the engine does not go by %s", wanted);
}

/* What is told to the engine before is acted on by now: each answer comes a turn of its loop after the other. */
static void let_it_turn(struct two *t)
{
	for (int i = 0; i < 3; i++)
		free(profile_of(t));
}

/* A letter is written and the engine woken; nothing goes over the line. */
static int64_t assert_rests(struct two *t, const char *subject)
{
	relay_reset(t->pair.world->relay);
	int64_t entry = two_write(t, subject);
	two_tell(t, "wake");
	let_it_turn(t);
	assert_int_equal(relay_counts(t->pair.world->relay).requests, 0);
	assert_int_equal(two_state(t, entry), OUTBOX_WAITING);
	return entry;
}

/* It goes without being asked for. */
static void assert_goes(struct two *t, int64_t entry)
{
	two_tell(t, "wake");
	for (int i = 0; i < LOOKS && two_state(t, entry) != OUTBOX_SENT; i++)
		let_it_turn(t);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
}

static void assert_goes_when_asked(struct two *t, int64_t entry)
{
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
}

static int letters_here(struct two *t)
{
	struct record_query query = { .account = t->account, .type = &record_types[TYPE_Message], .limit = 10 };
	int64_t locals[10];
	return record_list(&t->s, &query, locals, NULL, NULL, NULL);
}

/* True if the line is told as one that somebody has set so. */
static bool is_set_offline(struct two *t)
{
	struct json *line = two_fact(t, "line");
	bool is_set = text_equal(json_get_text(line, "state"), "offline") &&
	              text_equal(json_get_text(json_get(line, "cause"), "type"), "setOffline");
	json_free(line);
	return is_set;
}

static void a_line_set_by_command_holds_at_once(void **state)
{
	struct two *t = *state;
	wait_for_profile(t, "fast");
	set("line", "metered");
	wait_for_profile(t, "metered");
	set("line", "auto");
	wait_for_profile(t, "fast");
	assert_goes(t, two_write(t, "by itself"));
}

static void a_line_set_to_offline_sends_only_by_hand(void **state)
{
	struct two *t = *state;
	set("line", "offline");
	wait_for_profile(t, "offline");
	assert_true(is_set_offline(t));
	int64_t first = assert_rests(t, "first");
	assert_goes_when_asked(t, first);
	assert_true(is_set_offline(t)); /* and rests again */
	int64_t second = assert_rests(t, "second");
	set("line", "auto");
	assert_goes(t, second);
	assert_int_equal(two_arrived(t, "first", NULL), 1);
	assert_int_equal(two_arrived(t, "second", NULL), 1);
	set("line", "auto");
}

/* Whoever signs in sees what is there, whatever the line is set to; and then it rests. */
static void a_sign_in_fetches_the_first_window(void **state)
{
	struct two *t = *state;
	engine_close(&t->engine);
	world_engine_end(t->pair.world, SIGTERM);
	pair_write(&t->pair, "while signed out", 1);
	set("line", "offline");
	assert_true(world_sign_in(t->pair.world));
	two_connect(t);
	for (int i = 0; i < LOOKS && letters_here(t) == 0; i++)
		let_it_turn(t);
	assert_int_equal(letters_here(t), 1);
	for (int i = 0; i < LOOKS && !is_set_offline(t); i++)
		let_it_turn(t);
	assert_rests(t, "written after");
	set("line", "auto");
}

/* Hours that begin in two hours and end in three. */
static void outside_its_hours_mail_rests(void **state)
{
	struct two *t = *state;
	time_t now = (time_t)clock_now();
	struct tm civil;
	localtime_r(&now, &civil);
	char *hours = xasprintf("%02d:00-%02d:00", (civil.tm_hour + 2) % 24, (civil.tm_hour + 3) % 24);
	set("mail-hours", hours);
	free(hours);
	assert_goes_when_asked(t, assert_rests(t, "asked for"));
	int64_t entry = assert_rests(t, "later");
	set("mail-hours", "");
	assert_goes(t, entry);
}

static void set_pause(struct two *t, int64_t until)
{
	struct err e = { 0 };
	assert_int_equal(db_begin(t->s.db, &e), 0);
	assert_int_equal(plan_set_pause(&t->s, until, &e), 0);
	assert_int_equal(db_commit(t->s.db, &e), 0);
	two_tell(t, "wake");
	let_it_turn(t);
}

static void a_pause_holds_until_it_ends(void **state)
{
	struct two *t = *state;
	set_pause(t, clock_now() + 3600);
	int64_t entry = assert_rests(t, "paused");
	set_pause(t, 0);
	assert_goes(t, entry);
}

/* Over its budget the line carries what is asked for, and counts that too; the numbers outlive the engine. */
static void over_its_budget_the_line_rests(void **state)
{
	struct two *t = *state;
	struct count count;
	struct err e = { 0 };
	set("budget", "1");
	engine_close(&t->engine);
	world_engine_end(t->pair.world, SIGTERM);
	count_load(&count, &t->s);
	count_turn(&count, clock_now(), 1);
	count_add(&count, COUNT_FILES, 0, 1000000);
	assert_int_equal(db_begin(t->s.db, &e), 0);
	assert_int_equal(count_store(&count, &t->s, &e), 0);
	assert_int_equal(db_commit(t->s.db, &e), 0);
	two_connect(t);
	assert_goes_when_asked(t, assert_rests(t, "over it"));
	engine_close(&t->engine);
	world_engine_end(t->pair.world, SIGTERM);
	struct count after;
	count_load(&after, &t->s);
	assert_true(tally_bytes(&after.month.tally) > tally_bytes(&count.month.tally));
	assert_true(after.month.tally.of[COUNT_MAIL] > count.month.tally.of[COUNT_MAIL]);
	set("budget", "0");
}

/* What goes anyway is measured, and a line that is cut counts as lost. */
static void the_line_is_measured_by_what_goes(void **state)
{
	struct two *t = *state;
	struct measured before, after;
	measured_load(&before, &t->s);
	two_write(t, "lost once");
	relay_cut_down_at(t->pair.world->relay, 180); /* within the body */
	assert_true(two_sync_through(t, 5));
	two_write(t, "and through");
	assert_int_equal(two_sync(t), ERR_OK);
	measured_load(&after, &t->s);
	assert_int_equal(measured_lost(&after), measured_lost(&before) + 1);
	assert_true(after.tries > before.tries + 1);
	assert_true(after.turn_ms > 0);
}

/* A line with long ways is found to be slow after one exchange over it, and stays so for the next engine. */
static void a_slow_line_is_found_and_remembered(void **state)
{
	struct two *t = *state;
	relay_line(t->pair.world->relay, 0, 1100);
	assert_int_equal(two_sync(t), ERR_OK);
	wait_for_profile(t, "slow");
	relay_line(t->pair.world->relay, 0, 0);
	engine_close(&t->engine);
	world_engine_end(t->pair.world, SIGTERM);
	two_connect(t);
	wait_for_profile(t, "slow");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_line_set_by_command_holds_at_once, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_line_set_to_offline_sends_only_by_hand, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_sign_in_fetches_the_first_window, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(outside_its_hours_mail_rests, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_pause_holds_until_it_ends, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(over_its_budget_the_line_rests, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_slow_line_is_found_and_remembered, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(the_line_is_measured_by_what_goes, two_set_up, two_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
