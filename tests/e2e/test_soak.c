/*
 * A short soak (tests/soak): everything goes wrong that a few seeds can think of, and what was typed is there once and in
 * order. And the soak finds out each relay that lies.
 */
#include "lib/suite.h"

#include <stdio.h>

#include "lib/world.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

struct result {
	int status, writes, lost, doubled, reordered;
};

static struct result soak(const char *runs, const char *seed, const char *sabotage)
{
	const char *words[] = { "--runs", runs, "--seed", seed, "--sabotage", sabotage, NULL };
	struct result r = { 0 };
	char *said;
	r.status = world_run("tests/soak/soak", words, NULL, &said);
	const char *last = said, *line = said;
	while ((line = strstr(line, "\nwrites ")) != NULL)
		last = ++line;
	if (sscanf(last, "writes %d lost %d doubled %d reordered %d", &r.writes, &r.lost, &r.doubled, &r.reordered) != 4)
		fail_msg("%s", said);
	if (text_equal(sabotage, "none") && r.status != 0)
		print_message("%s\n", said);
	free(said);
	return r;
}

static void whatever_goes_wrong_all_is_there_once_and_in_order(void **state)
{
	(void)state;
	struct result r = soak("4", "6", "none");
	assert_int_equal(r.status, 0);
	assert_in_range(r.writes, 100, 4 * 100);
	assert_int_equal(r.lost + r.doubled + r.reordered, 0);
}

static void a_write_that_was_promised_and_dropped_is_missed(void **state)
{
	(void)state;
	struct result r = soak("1", "1", "drop");
	assert_int_equal(r.status, 1);
	assert_true(r.lost > 0);
}

static void a_write_that_was_doubled_is_noticed(void **state)
{
	(void)state;
	struct result r = soak("1", "5", "double");
	assert_int_equal(r.status, 1);
	assert_true(r.doubled > 0);
}

static void two_writes_in_each_others_place_are_noticed(void **state)
{
	(void)state;
	struct result r = soak("1", "7", "swap");
	assert_int_equal(r.status, 1);
	assert_true(r.reordered > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_goes_wrong_all_is_there_once_and_in_order),
		cmocka_unit_test(a_write_that_was_promised_and_dropped_is_missed),
		cmocka_unit_test(a_write_that_was_doubled_is_noticed),
		cmocka_unit_test(two_writes_in_each_others_place_are_noticed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
