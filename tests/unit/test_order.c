/* The numbers by which the parts of a project are ordered: one between two others, or none left. */
#include "lib/suite.h"

#include "../../src/ui/order.h"

static int64_t number(const int64_t *numbers, int count, int from, int to)
{
	return order_number(&(struct order){ .count = count, .numbers = numbers }, from, to);
}

static void a_number_lies_between_its_neighbours(void **state)
{
	static const int64_t numbers[] = { 1000, 2000, 2001, 5000 };

	(void)state;
	assert_int_equal(number(numbers, 4, 3, 0), 500);
	assert_int_equal(number(numbers, 4, 3, 1), 1500);
	assert_int_equal(number(numbers, 4, 0, 2), 3500);
	assert_int_equal(number(numbers, 4, 0, 3), 5000 + ORDER_STEP);
	assert_int_equal(number(numbers, 4, 3, 2), 0); /* none left */
}

static void what_has_no_number_stands_last_and_is_counted_first(void **state)
{
	static const int64_t some[] = { 1000, 0, 0 }, none[] = { 0, 0 };

	(void)state;
	assert_true(order_place(0) > order_place(100000));
	assert_int_equal(number(some, 3, 2, 0), 500);
	assert_int_equal(number(some, 3, 2, 1), 0);
	assert_int_equal(number(some, 3, 0, 2), 0);
	assert_int_equal(number(none, 2, 1, 0), 0);
	assert_int_equal(number(none, 2, 0, 1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_lies_between_its_neighbours),
		cmocka_unit_test(what_has_no_number_stands_last_and_is_counted_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
