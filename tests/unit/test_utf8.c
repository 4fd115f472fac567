/* UTF-8: every code point there and back, and every way to be ill-formed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "twinline/base/attr.h"
#include "twinline/text/utf8.h"

static void test_round_trip(void **state)
{
	char bytes[4];
	uint32_t back;

	(void)state;
	for (uint32_t point = 0; point <= 0x10ffff; point++) {
		size_t length = utf8_put(point, bytes);
		assert_int_equal(utf8_next(bytes, length, &back), length);
		bool surrogate = point >= 0xd800 && point <= 0xdfff;
		assert_int_equal(back, surrogate ? 0xfffd : point);
		assert_true(utf8_valid(bytes, length));
		if (length > 1)
			assert_false(utf8_valid(bytes, length - 1));
	}
	assert_int_equal(utf8_put(0x110000, bytes), 3);
}

/* Ill-formed sequences and the length of their first maximal subpart (Unicode 15, tables 3-8 to 3-11). */
static void test_ill_formed(void **state)
{
	static const struct {
		const char *bytes;
		size_t subpart;
	} rows[] = {
		{ "\x80", 1 }, { "\xbf", 1 }, { "\xc0\xaf", 1 }, { "\xc1\xbf", 1 }, { "\xc3", 1 }, { "\xc3(", 1 },
		{ "\xe0\x80\xaf", 1 }, { "\xe2\x82", 2 }, { "\xe2\x82(", 2 }, { "\xed\xa0\x80", 1 }, { "\xed\xbf\xbf", 1 },
		{ "\xf0\x80\x80\xaf", 1 }, { "\xf0\x9f\x98", 3 }, { "\xf0\x9f\x98 ", 3 }, { "\xf4\x90\x80\x80", 1 },
		{ "\xf5\x80\x80\x80", 1 }, { "\xff", 1 }, { "\xfe", 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		uint32_t point = 0;
		size_t len = strlen(rows[i].bytes);
		assert_int_equal(utf8_next(rows[i].bytes, len, &point), rows[i].subpart);
		assert_int_equal(point, 0xfffd);
		assert_false(utf8_valid(rows[i].bytes, len));
	}
}

static void test_ends(void **state)
{
	uint32_t point;

	(void)state;
	assert_int_equal(utf8_next("", 0, &point), 0);
	assert_int_equal(utf8_next("é", 1, &point), 1); /* the second byte is not there to read */
	assert_int_equal(point, 0xfffd);
	assert_int_equal(utf8_length(""), 0);
	assert_int_equal(utf8_length("Ήχοι της πόλης"), 14);
	assert_int_equal(utf8_length("a\xff\xff"), 3);
	assert_true(utf8_valid("", 0));
	assert_true(utf8_valid("\xef\xbf\xbd", 3)); /* U+FFFD itself is well-formed */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_ill_formed),
		cmocka_unit_test(test_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
