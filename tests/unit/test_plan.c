/* The line to the portal in numbers: hours of the day, what was counted and measured, what may go by itself, what it will cost. */
#include "stores.h"

#include <string.h>
#include <time.h>

#include "twinline/base/attr.h"
#include "twinline/base/hours.h"
#include "twinline/base/str.h"
#include "twinline/records/plan.h"
#include "twinline/records/price.h"

static int64_t at(const char *text)
{
	int64_t seconds = 0;
	assert_true(clock_parse(text, &seconds));
	return seconds;
}

/* --- hours --- */

static void hours_are_read_and_looked_up(void **state)
{
	static const struct { const char *text; int minute; bool is_among; int wait; } rows[] = {
		{ "", 0, true, 0 }, { "  ", 600, true, 0 }, { "19:00-07:00", 19 * 60, true, 0 }, { "19:00-07:00", 0, true, 0 },
		{ "19:00-07:00", 7 * 60, false, 12 * 60 }, { "19:00-07:00", 19 * 60 - 1, false, 1 }, { "9:00 - 17:30", 9 * 60, true, 0 },
		{ "9:00-17:30", 17 * 60 + 30, false, 15 * 60 + 30 }, { "06:00-07:45, 19:00-24:00", 8 * 60, false, 11 * 60 },
		{ "06:00-07:45, 19:00-24:00", 7 * 60 + 44, true, 0 }, { "06:00-07:45, 19:00-24:00", 23 * 60 + 59, true, 0 },
		{ "06:00-07:45, 19:00-24:00", 0, false, 6 * 60 },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct hours h;
		if (!hours_parse(rows[i].text, &h))
			fail_msg("%s is none", rows[i].text);
		if (hours_has(&h, rows[i].minute) != rows[i].is_among || hours_wait(&h, rows[i].minute) != rows[i].wait)
			fail_msg("%s at minute %d", rows[i].text, rows[i].minute);
	}
}

static void what_are_no_hours_is_refused(void **state)
{
	static const char *const rows[] = { "19", "19:00", "19:00-", "-07:00", "19:00-25:00", "19:60-20:00", "19:00-19:00", "24:00-07:00",
	                                    "19:00-07:00,", "19:00-07:00 x", "1:0:0-2:00", "19.00-07.00",
	                                    "1:00-2:00,3:00-4:00,5:00-6:00,7:00-8:00,9:00-10:00" };
	struct hours h;
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (hours_parse(rows[i], &h) || h.count != 0)
			fail_msg("%s is read", rows[i]);
}

/* --- counting --- */

static void expect_count(const struct count *c, int64_t today, int64_t month)
{
	assert_int_equal(tally_bytes(&c->day.tally), today);
	assert_int_equal(tally_bytes(&c->month.tally), month);
}

static void a_new_day_and_a_new_month_begin_at_nought(void **state)
{
	struct count c = { 0 };
	(void)state;
	count_turn(&c, at("2026-11-29T10:00:00Z"), 1);
	count_add(&c, COUNT_MAIL, 100, 900);
	count_turn(&c, at("2026-11-30T10:00:00Z"), 1);
	expect_count(&c, 0, 1000);
	count_add(&c, COUNT_FILES, 0, 500);
	expect_count(&c, 500, 1500);
	assert_int_equal(c.month.tally.of[COUNT_FILES], 500);
	assert_int_equal(c.month.tally.exchanges, 2);
	count_turn(&c, at("2026-12-01T00:00:00Z"), 1);
	expect_count(&c, 0, 0);
	assert_int_equal(count_next_month(&c), at("2027-01-01T00:00:00Z"));
}

static void a_month_may_begin_on_another_day(void **state)
{
	struct count c = { 0 };
	(void)state;
	count_turn(&c, at("2026-11-14T10:00:00Z"), 15);
	assert_string_equal(c.month.from, "2026-10-15");
	count_add(&c, COUNT_MAIL, 1, 1);
	count_turn(&c, at("2026-11-15T00:00:00Z"), 15);
	assert_string_equal(c.month.from, "2026-11-15");
	expect_count(&c, 0, 0);
	count_turn(&c, at("2027-01-03T00:00:00Z"), 15);
	assert_string_equal(c.month.from, "2026-12-15");
}

/* Whatever the clock does, what was counted in a period is there when its day comes again, and never less. */
static void no_step_of_the_clock_takes_a_byte_away(void **state)
{
	struct count c = { 0 };
	(void)state;
	count_turn(&c, at("2026-11-20T10:00:00Z"), 1);
	count_add(&c, COUNT_MAIL, 0, 1000);
	count_turn(&c, at("2028-01-01T10:00:00Z"), 1); /* the battery of the clock */
	count_add(&c, COUNT_MAIL, 0, 20);
	expect_count(&c, 20, 20);
	count_turn(&c, at("2026-11-20T10:01:00Z"), 1);
	expect_count(&c, 1020, 1020);
	count_turn(&c, at("2026-11-19T10:01:00Z"), 1); /* a day that was never counted here: it goes on */
	expect_count(&c, 1020, 1020);
	count_add(&c, COUNT_MAIL, 0, 1);
	count_turn(&c, at("2026-11-20T10:02:00Z"), 1);
	expect_count(&c, 0, 1021);
}

static void what_was_counted_outlives_the_engine(void **state)
{
	struct store s = stores_open(STORE_REPLICA);
	struct count c, again;
	(void)state;
	count_load(&c, &s);
	count_turn(&c, at("2026-10-31T10:00:00Z"), 1);
	count_add(&c, COUNT_ASKED, 10, 20);
	count_turn(&c, at("2026-11-01T10:00:00Z"), 1);
	count_add(&c, COUNT_MAIL, 1, 2);
	stores_begin(&s);
	MUST(count_store(&c, &s, E));
	stores_commit(&s);
	assert_false(c.is_dirty);
	count_load(&again, &s);
	expect_count(&again, 3, 3);
	assert_int_equal(tally_bytes(&again.month_before.tally), 30);
	assert_int_equal(again.month_before.tally.of[COUNT_ASKED], 30);
	count_turn(&again, at("2026-10-31T11:00:00Z"), 1);
	expect_count(&again, 33, 33);
	store_close(&s);
}

/* --- measuring --- */

static void add(struct measured *m, int64_t down, int64_t took_ms, bool is_lost)
{
	measured_add(m, &(struct measure){ .up = 300, .down = down, .unpacked = 4 * down, .took_ms = took_ms, .is_lost = is_lost });
}

static void speed_turnaround_and_loss_are_told_apart(void **state)
{
	struct measured m = { .packed = 100 };
	char *words;
	(void)state;
	words = measured_words(&m);
	assert_string_equal(words, "");
	free(words);
	add(&m, 200, 640, false);
	assert_int_equal(m.turn_ms, 640);
	assert_int_equal(m.speed, 0);
	add(&m, 4750, 1640, false); /* the way there and back is no part of the width */
	assert_int_equal(m.speed, 4750);
	assert_int_equal(m.packed, 25);
	for (int i = 0; i < 18; i++)
		add(&m, i == 9 ? 0 : 200, 640, i == 9);
	words = measured_words(&m);
	assert_string_equal(words, "38 kbit/s, 640 ms, 1 of 20 lost");
	free(words);
}

static void a_profile_stays_until_the_line_is_clearly_another(void **state)
{
	struct measured m = { .packed = 100 };
	(void)state;
	add(&m, 10000, 100, false);
	assert_int_equal(m.found, LINE_PROFILE_FAST);
	m.speed = 0;
	add(&m, 12000, 1000, false); /* between the two: nothing changes */
	assert_int_equal(m.found, LINE_PROFILE_FAST);
	m.speed = 0;
	add(&m, 6000, 1000, false);
	assert_int_equal(m.found, LINE_PROFILE_SLOW);
	m.speed = 0;
	add(&m, 12000, 1000, false);
	assert_int_equal(m.found, LINE_PROFILE_SLOW);
	m.speed = 0;
	add(&m, 90000, 1000, false);
	assert_int_equal(m.found, LINE_PROFILE_FAST);
	for (int i = 0; i < 3; i++)
		add(&m, 0, 60000, true);
	assert_int_equal(m.found, LINE_PROFILE_SLOW);
	for (int i = 0; i < MEASURED_TRIES; i++)
		add(&m, 200, 50, false);
	assert_int_equal(m.found, LINE_PROFILE_FAST);
	assert_int_equal(measured_lost(&m), 0);
}

static void what_was_measured_outlives_the_engine(void **state)
{
	struct store s = stores_open(STORE_REPLICA);
	struct measured m, again;
	(void)state;
	measured_load(&m, &s);
	assert_int_equal(m.found, LINE_PROFILE_FAST);
	add(&m, 200, 1500, false);
	add(&m, 0, 100, true);
	stores_begin(&s);
	MUST(measured_store(&m, &s, E));
	stores_commit(&s);
	measured_load(&again, &s);
	assert_int_equal(again.found, LINE_PROFILE_SLOW);
	assert_int_equal(again.turn_ms, 1500);
	assert_int_equal(again.tries, 2);
	assert_int_equal(measured_lost(&again), 1);
	store_close(&s);
}

/* --- the plan --- */

static struct plan plan_at(const char *settings_file, int64_t month, int64_t pause, const char *time)
{
	struct settings settings;
	struct measured m = { .found = LINE_PROFILE_SLOW };
	struct count c = { 0 };
	struct plan plan;
	char *path = xasprintf("%s/settings", stores_directory);
	assert_int_equal(file_write(path, settings_file, strlen(settings_file), 0600, NULL), 0);
	assert_int_equal(settings_load(&settings, path, NULL), 0);
	count_turn(&c, at(time), 1);
	count_add(&c, COUNT_MAIL, 0, month);
	plan_make(&plan, &settings, &m, &c, pause, at(time));
	settings_release(&settings);
	free(path);
	return plan;
}

static void what_is_set_comes_before_what_was_found(void **state)
{
	struct plan p = plan_at("", 0, 0, "2026-11-17T10:00:00Z");
	(void)state;
	assert_int_equal(p.profile, LINE_PROFILE_SLOW);
	assert_true(p.is_found);
	assert_int_equal(p.mail, PLAN_GOES);
	p = plan_at("line = metered\n", 0, 0, "2026-11-17T10:00:00Z");
	assert_int_equal(p.profile, LINE_PROFILE_METERED);
	assert_false(p.is_found);
	p = plan_at("line = offline\n", 0, 0, "2026-11-17T10:00:00Z");
	assert_int_equal(p.mail, PLAN_OFFLINE);
	assert_int_equal(p.files, PLAN_OFFLINE);
}

static void hours_budget_and_pause_hold_what_goes_by_itself(void **state)
{
	struct plan p = plan_at("file-hours = 19:00-07:00\n", 0, 0, "2026-11-17T10:00:10Z");
	(void)state;
	assert_int_equal(p.mail, PLAN_GOES);
	assert_int_equal(p.files, PLAN_HOURS);
	assert_int_equal(p.files_until, at("2026-11-17T19:00:00Z"));
	p = plan_at("budget = 20\n", 15999999, 0, "2026-11-17T10:00:00Z");
	assert_int_equal(p.mail, PLAN_GOES);
	assert_false(plan_has_used(&p, 80));
	p = plan_at("budget = 20\n", 16000000, 0, "2026-11-17T10:00:00Z");
	assert_int_equal(p.mail, PLAN_GOES);
	assert_true(plan_has_used(&p, 80));
	p = plan_at("budget = 20\n", 20000000, 0, "2026-11-17T10:00:00Z");
	assert_int_equal(p.mail, PLAN_BUDGET);
	assert_int_equal(p.mail_until, at("2026-12-01T00:00:00Z"));
	p = plan_at("mail-hours = 19:00-07:00\n", 0, at("2026-11-17T12:00:00Z"), "2026-11-17T10:00:00Z");
	assert_int_equal(p.mail, PLAN_PAUSED);
	assert_int_equal(p.mail_until, at("2026-11-17T12:00:00Z"));
}

static void a_pause_ends_by_itself(void **state)
{
	struct store s = stores_open(STORE_REPLICA);
	(void)state;
	stores_begin(&s);
	MUST(plan_set_pause(&s, STORES_NOW + 60, E));
	stores_commit(&s);
	assert_int_equal(plan_pause(&s, STORES_NOW), STORES_NOW + 60);
	assert_int_equal(plan_pause(&s, STORES_NOW + 60), 0);
	stores_begin(&s);
	MUST(plan_set_pause(&s, 0, E));
	stores_commit(&s);
	assert_int_equal(plan_pause(&s, STORES_NOW), 0);
	store_close(&s);
}

/* The minute is there whatever is set: a message that can be taken back for half of it goes after leaving, too. */
static void the_engine_stays_as_long_as_is_set(void **state)
{
	static const struct { const char *file; int64_t seconds; } rows[] = {
		{ "", 600 }, { "linger = 90\n", 5400 }, { "linger = 0\n", 60 }, { "shared = yes\n", 60 }, { "shared = yes\nlinger = 5\n", 300 },
	};
	char *path = xasprintf("%s/settings", stores_directory);
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct settings settings;
		assert_int_equal(file_write(path, rows[i].file, strlen(rows[i].file), 0600, NULL), 0);
		assert_int_equal(settings_load(&settings, path, NULL), 0);
		assert_int_equal(plan_linger(&settings), rows[i].seconds);
		settings_release(&settings);
	}
	free(path);
}

/* --- prices --- */

static void prices_round_up(void **state)
{
	struct store s = stores_open(STORE_REPLICA);
	(void)state;
	assert_int_equal(price_of(&s, 0).seconds, 0);
	assert_int_equal(price_of(&s, 1).seconds, 1);
	assert_int_equal(price_of(&s, 5500).seconds, 2);
	assert_int_equal(price_of(&s, 1800000).seconds, 379);
	assert_false(price_of(&s, 1).is_measured);
	stores_begin(&s);
	MUST(store_set_fact(&s, "measured", "{\"speed\":1000,\"packed\":30,\"turn\":1500}", E));
	stores_commit(&s);
	assert_int_equal(price_of(&s, 5500).seconds, 7);
	assert_true(price_of(&s, 1).is_measured);
	assert_int_equal(price_of_outbox(&s).bytes, 0);
	store_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hours_are_read_and_looked_up),
		cmocka_unit_test(what_are_no_hours_is_refused),
		cmocka_unit_test(a_new_day_and_a_new_month_begin_at_nought),
		cmocka_unit_test(a_month_may_begin_on_another_day),
		cmocka_unit_test(no_step_of_the_clock_takes_a_byte_away),
		cmocka_unit_test_setup_teardown(what_was_counted_outlives_the_engine, stores_make, stores_remove),
		cmocka_unit_test(speed_turnaround_and_loss_are_told_apart),
		cmocka_unit_test(a_profile_stays_until_the_line_is_clearly_another),
		cmocka_unit_test_setup_teardown(what_was_measured_outlives_the_engine, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(what_is_set_comes_before_what_was_found, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(hours_budget_and_pause_hold_what_goes_by_itself, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(a_pause_ends_by_itself, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(the_engine_stays_as_long_as_is_set, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(prices_round_up, stores_make, stores_remove),
	};
	setenv("TZ", "UTC", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
