/* Dates, sizes and durations, in English and in Greek. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/text/datetime.h"

static const int64_t now = 1795082400; /* 2026-11-19 10:00 UTC, a Thursday */
enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static void zone(const char *name)
{
	setenv("TZ", name, 1);
	tzset();
}

static const struct {
	int64_t when;
	const char *brief, *full, *greek;
} rows[] = {
	{ 1795082400, "10:00", "19 Nov 10:00", "10:00" },
	{ 1795082400 - 10 * HOUR, "00:00", "19 Nov 00:00", "00:00" },
	{ 1795082400 - 10 * HOUR - 1, "18 Nov", "18 Nov 23:59", "18 Νοε" },
	{ 1795082400 + 14 * HOUR, "20 Nov", "20 Nov 00:00", "20 Νοε" },
	{ 1795082400 + 60 * DAY, "18 Jan", "18 Jan 2027 10:00", "18 Ιαν" },
	{ 1795082400 - 303 * DAY, "20 Jan", "20 Jan 10:00", "20 Ιαν" },
	{ 1795082400 - 365 * DAY, "2025", "19 Nov 2025 10:00", "2025" },
	{ 1795082400 + 366 * DAY, "2027", "20 Nov 2027 10:00", "2027" },
	{ 0, "1970", "1 Jan 1970 00:00", "1970" },
	{ -1, "1969", "31 Dec 1969 23:59", "1969" },
};

static void test_dates(void **state)
{
	(void)state;
	zone("UTC");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct str out = { 0 };
		datetime_add_short(&out, rows[i].when, now);
		assert_string_equal(out.text, rows[i].brief);
		str_clear(&out);
		datetime_add_full(&out, rows[i].when, now);
		assert_string_equal(out.text, rows[i].full);
		str_release(&out);
	}
}

static void test_zone(void **state)
{
	struct str out = { 0 };

	(void)state;
	zone("Europe/Athens");
	datetime_add_time(&out, now);
	str_add(&out, ", ");
	datetime_add_time(&out, now - 180 * DAY); /* in summer */
	str_add(&out, ", ");
	datetime_add_date(&out, now + 13 * HOUR);
	assert_string_equal(out.text, "12:00, 13:00, 20 Nov 2026");
	str_release(&out);
	zone("UTC");
}

/* Far away times say something, and do not crash. */
static void test_far(void **state)
{
	struct str out = { 0 };

	(void)state;
	datetime_add_full(&out, INT64_MAX, now);
	datetime_add_full(&out, INT64_MIN, now);
	datetime_add_short(&out, INT64_MAX, now);
	datetime_add_short(&out, INT64_MIN, now);
	assert_true(out.len > 0);
	str_release(&out);
}

static void test_sizes(void **state)
{
	static const struct {
		int64_t bytes;
		const char *text;
	} sizes[] = {
		{ 0, "0 KB" }, { 1, "0.1 KB" }, { 100, "0.1 KB" }, { 400, "0.4 KB" }, { 949, "0.9 KB" }, { 950, "1 KB" },
		{ 1000, "1 KB" }, { 4000, "4 KB" }, { 5500, "5.5 KB" }, { 9949, "9.9 KB" }, { 9950, "10 KB" },
		{ 212400, "212 KB" }, { 999499, "999 KB" }, { 999500, "1 MB" }, { 1800000, "1.8 MB" },
		{ 112000000, "112 MB" }, { 3100000000, "3.1 GB" }, { 2000000000000, "2000 GB" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct str out = { 0 };
		datetime_add_size(&out, sizes[i].bytes);
		assert_string_equal(out.text, sizes[i].text);
		str_release(&out);
	}
}

static void test_durations(void **state)
{
	static const struct {
		int64_t seconds;
		const char *text;
	} durations[] = {
		{ 0, "1 s" }, { 1, "1 s" }, { 59, "59 s" }, { 60, "1 min" }, { 90, "2 min" }, { 360, "6 min" },
		{ 3569, "59 min" }, { 3570, "1 h" }, { 7200, "2 h" }, { 100 * HOUR, "100 h" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(durations); i++) {
		struct str out = { 0 };
		datetime_add_duration(&out, durations[i].seconds);
		assert_string_equal(out.text, durations[i].text);
		str_release(&out);
	}
}

static void test_greek(void **state)
{
	struct str out = { 0 };

	(void)state;
	zone("UTC");
	i18n_init("el");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		datetime_add_short(&out, rows[i].when, now);
		assert_string_equal(out.text, rows[i].greek);
		str_clear(&out);
	}
	datetime_add_full(&out, now, now);
	str_add(&out, ", ");
	datetime_add_date(&out, now);
	str_add(&out, ", ");
	datetime_add_size(&out, 1800000);
	str_add(&out, ", ");
	datetime_add_size(&out, 4000);
	str_add(&out, ", ");
	datetime_add_duration(&out, 360);
	assert_string_equal(out.text, "19 Νοε 10:00, 19 Νοε 2026, 1,8 MB, 4 KB, 6 λεπ");
	str_release(&out);
	i18n_init("en");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_zone),
		cmocka_unit_test(test_far),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_durations),
		cmocka_unit_test(test_greek),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
