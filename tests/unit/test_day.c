/* Days as people type them, in English and in Greek; weeks; hours and lengths. */
#include "lib/suite.h"

#include <dirent.h>

#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/day.h"

static int64_t today; /* Tuesday, 17 November 2026 */

static void check(const char *text, int year, int month, int date)
{
	int64_t day = 0;

	if (!day_parse(text, today, &day))
		fail_msg("%s is not understood", text);
	if (day != day_of(year, month, date))
		fail_msg("%s: %lld days from the one expected", text, (long long)(day - day_of(year, month, date)));
}

static void days_are_read_as_people_write_them(void **state)
{
	(void)state;
	check("24 Dec", 2026, 12, 24);
	check("24 december 2027", 2027, 12, 24);
	check("Dec 24", 2026, 12, 24);
	check("24.12.", 2026, 12, 24);
	check("24.12.28", 2028, 12, 24);
	check("24/12/2026", 2026, 12, 24);
	check("2026-12-24", 2026, 12, 24);
	check("Thu 24 Dec", 2026, 12, 24);
	check("1 Nov", 2026, 11, 1);   /* a little while ago */
	check("1 Sep", 2027, 9, 1);    /* long ago: the next one */
	check("29 Feb", 2028, 2, 29);  /* the next that is there */
	check("17", 2026, 11, 17);
	check("16", 2026, 12, 16);
	check("31", 2026, 12, 31);
	check("today", 2026, 11, 17);
	check(" Tomorrow ", 2026, 11, 18);
	check("yesterday", 2026, 11, 16);
	check("Friday", 2026, 11, 20);
	check("tue", 2026, 11, 17);
}

static void what_is_no_day_is_told(void **state)
{
	static const char *const wrong[] = {
		"", " ", "soon", "31.11", "30 Feb", "32", "0", "24.13", "2026-13-01", "Dec", "24 Dec Nov", "1 2 3 4 5", "99999", "2026-02-30", "12 foo",
	};
	int64_t day;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		if (day_parse(wrong[i], today, &day))
			fail_msg("\"%s\" is read as a day", wrong[i]);
}

static void greek_is_read_beside_english(void **state)
{
	(void)state;
	i18n_init("el");
	check("24 Δεκεμβρίου", 2026, 12, 24);
	check("24 δεκ", 2026, 12, 24);
	check("αύριο", 2026, 11, 18);
	check("Παρασκευή", 2026, 11, 20);
	check("tomorrow", 2026, 11, 18);
	check("24 Dec", 2026, 12, 24);
	check("5 Μαΐου", 2027, 5, 5);
	i18n_init("en");
	check("٢٤/١٢", 2026, 12, 24); /* as an Arabic keyboard types it */
}

static int misread;

static void check_read(const char *language, const char *text, int64_t day)
{
	int64_t read;

	if (!day_parse(text, today, &read) || read != day) {
		print_error("%s: \"%s\" is not read as it was written\n", language, text);
		misread++;
	}
}

/* The days of a year, short and with their year; every weekday; the words of today. */
static void check_language(const char *language)
{
	static const char *const words[] = { "yesterday", "today", "tomorrow" };
	struct str text = { 0 };

	for (int64_t day = today - 30; day < today + 300; day += 7) {
		str_clear(&text);
		day_add_month_day(&text, day);
		check_read(language, text.text, day);
		str_clear(&text);
		day_add_short(&text, day);
		check_read(language, text.text, day);
		str_clear(&text);
		day_add_date(&text, day);
		check_read(language, text.text, day);
	}
	for (int i = 0; i < 7; i++)
		check_read(language, day_weekday_name(day_weekday(today + i)), today + i);
	for (int i = 0; i < 3; i++)
		check_read(language, i18n_text(words[i]), today + i - 1);
	str_release(&text);
}

static void each_language_reads_what_it_writes(void **state)
{
	char *path = xasprintf("%s/locale", getenv("TWINLINE_DATA"));
	DIR *dir = opendir(path);

	(void)state;
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		i18n_init(entry->d_name);
		if (entry->d_name[0] != '.' && strcmp(i18n_language(), entry->d_name) == 0)
			check_language(entry->d_name);
	}
	i18n_init_in("ar", "TN");
	check_language("ar_TN");
	i18n_init_in("ar", "LB");
	check_language("ar_LB");
	i18n_init("en");
	closedir(dir);
	free(path);
	assert_int_equal(misread, 0);
}

static void weeks_are_numbered(void **state)
{
	(void)state;
	assert_int_equal(day_weekday(today), 2);
	assert_int_equal(day_week_start(today), today - 1);
	assert_int_equal(day_week_number(today), 47);
	assert_int_equal(day_week_number(day_of(2027, 1, 1)), 53);
	assert_int_equal(day_week_number(day_of(2027, 1, 4)), 1);
	assert_int_equal(day_week_number(day_of(2024, 12, 30)), 1);
	assert_int_equal(day_weekday(day_of(1969, 12, 31)), 3);
}

static void days_are_written(void **state)
{
	static const struct { void (*add)(struct str *out, int64_t day); const char *text; } rows[] = {
		{ day_add_weekday, "Tue 17" }, { day_add_month_day, "17 Nov" }, { day_add_short, "Tue 17 Nov" },
		{ day_add_date, "17 Nov 2026" }, { day_add_month, "November 2026" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct str text = { 0 };

		rows[i].add(&text, today);
		assert_string_equal(text.text, rows[i].text);
		str_release(&text);
	}
}

static void hours_are_read(void **state)
{
	static const struct { const char *text; int minutes; } rows[] = {
		{ "16:00", 960 }, { "١٦:٠٠", 960 }, { "9", 540 }, { "9.30", 570 }, { " 0:05 ", 5 }, { "23:59", 1439 },
		{ "24:00", -1 }, { "", -1 }, { "12:60", -1 }, { "12:3", -1 }, { "noon", -1 }, { "12:30x", -1 }, { "-1", -1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		int minutes = -1;

		assert_int_equal(day_parse_hour(rows[i].text, &minutes), rows[i].minutes >= 0);
		assert_int_equal(minutes, rows[i].minutes);
	}
}

static void lengths_are_read_and_written(void **state)
{
	static const struct { const char *text; int days, minutes; const char *written; } rows[] = {
		{ "60", 0, 60, "60 min" }, { "90 min", 0, 90, "90 min" }, { "90 minutes", 0, 90, "90 min" }, { "1:30", 0, 90, "90 min" },
		{ "5 h", 0, 300, "5 h" }, { "3 hours 30 min", 0, 210, "3 h 30 min" }, { "1 day", 1, 0, "1 day" },
		{ "2 days 1 h", 2, 60, "2 days 60 min" }, { "48 h", 2, 0, "2 days" },
	};
	static const char *const wrong[] = { "", "min", "1:99", "long", "5 parsecs", "1 2" };
	int days, minutes;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct str text = { 0 };

		if (!day_parse_length(rows[i].text, &days, &minutes))
			fail_msg("%s", rows[i].text);
		assert_int_equal(days, rows[i].days);
		assert_int_equal(minutes, rows[i].minutes);
		day_add_length(&text, days, minutes);
		assert_string_equal(text.text, rows[i].written);
		str_release(&text);
	}
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		assert_false(day_parse_length(wrong[i], &days, &minutes));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_read_as_people_write_them),
		cmocka_unit_test(what_is_no_day_is_told),
		cmocka_unit_test(greek_is_read_beside_english),
		cmocka_unit_test(each_language_reads_what_it_writes),
		cmocka_unit_test(weeks_are_numbered),
		cmocka_unit_test(days_are_written),
		cmocka_unit_test(hours_are_read),
		cmocka_unit_test(lengths_are_read_and_written),
	};

	i18n_init("en");
	today = day_of(2026, 11, 17);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
