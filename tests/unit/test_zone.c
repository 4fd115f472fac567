/* Time zones: offsets as the world has them, hours that do not exist or come twice, years beyond the files, and names that climb. */
#include "lib/suite.h"

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"

static int64_t utc(const char *text)
{
	int64_t seconds = 0;

	assert_true(clock_parse(text, &seconds));
	return seconds;
}

static void offsets_are_those_of_the_world(void **state)
{
	static const struct { const char *zone, *at; int minutes; } rows[] = {
		{ "Europe/Istanbul", "2015-12-01T12:00:00Z", 120 },
		{ "Europe/Istanbul", "2016-12-01T12:00:00Z", 180 }, /* summer time all the year since then */
		{ "Europe/Istanbul", "2026-07-01T12:00:00Z", 180 },
		{ "Europe/Athens", "2026-03-29T00:59:59Z", 120 },
		{ "Europe/Athens", "2026-03-29T01:00:00Z", 180 },
		{ "Europe/Athens", "2026-10-25T00:59:59Z", 180 },
		{ "Europe/Athens", "2026-10-25T01:00:00Z", 120 },
		{ "Europe/Dublin", "2026-01-15T12:00:00Z", 0 }, /* winter is the exception there */
		{ "Europe/Dublin", "2026-07-15T12:00:00Z", 60 },
		{ "Asia/Tehran", "2021-07-01T12:00:00Z", 270 },
		{ "Asia/Tehran", "2023-07-01T12:00:00Z", 210 },
		{ "Australia/Lord_Howe", "2026-01-15T12:00:00Z", 660 },
		{ "Australia/Lord_Howe", "2026-07-15T12:00:00Z", 630 },
		{ "Asia/Kathmandu", "2026-07-15T12:00:00Z", 345 },
		/* beyond what files list: by the rule at their end */
		{ "Europe/Athens", "2040-01-15T12:00:00Z", 120 },
		{ "Europe/Athens", "2040-07-15T12:00:00Z", 180 },
		{ "Europe/Athens", "2040-03-25T00:59:59Z", 120 },
		{ "Europe/Athens", "2040-03-25T01:00:00Z", 180 },
		{ "Europe/Dublin", "2040-01-15T12:00:00Z", 0 },
		{ "Europe/Dublin", "2040-07-15T12:00:00Z", 60 },
		{ "Australia/Lord_Howe", "2040-01-15T12:00:00Z", 660 },
		{ "Australia/Lord_Howe", "2040-07-15T12:00:00Z", 630 },
		{ "Europe/Athens", "1850-01-15T12:00:00Z", 94 }, /* before the first change: local mean time */
		{ "UTC", "2026-07-15T12:00:00Z", 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (zone_offset(rows[i].zone, utc(rows[i].at)) / 60 != rows[i].minutes)
			fail_msg("%s at %s: %d", rows[i].zone, rows[i].at, zone_offset(rows[i].zone, utc(rows[i].at)) / 60);
}

static void civil_times_become_moments(void **state)
{
	static const struct { const char *zone; struct civil c; const char *at; enum zone_fit fit; } rows[] = {
		{ "Europe/Istanbul", { 2026, 11, 17, 10, 30, 0 }, "2026-11-17T07:30:00Z", ZONE_ONCE },
		{ "Europe/Athens", { 2026, 3, 29, 2, 59, 59 }, "2026-03-29T00:59:59Z", ZONE_ONCE },
		{ "Europe/Athens", { 2026, 3, 29, 3, 30, 0 }, "2026-03-29T01:30:00Z", ZONE_NEVER }, /* read as half past four */
		{ "Europe/Athens", { 2026, 3, 29, 4, 0, 0 }, "2026-03-29T01:00:00Z", ZONE_ONCE },
		{ "Europe/Athens", { 2026, 10, 25, 2, 59, 0 }, "2026-10-24T23:59:00Z", ZONE_ONCE },
		{ "Europe/Athens", { 2026, 10, 25, 3, 30, 0 }, "2026-10-25T00:30:00Z", ZONE_TWICE }, /* the first of them */
		{ "Europe/Athens", { 2026, 10, 25, 4, 0, 0 }, "2026-10-25T02:00:00Z", ZONE_ONCE },
		{ "Europe/Dublin", { 2026, 3, 29, 1, 30, 0 }, "2026-03-29T01:30:00Z", ZONE_NEVER },
		{ "Europe/Dublin", { 2026, 10, 25, 1, 30, 0 }, "2026-10-25T00:30:00Z", ZONE_TWICE },
		{ "Australia/Lord_Howe", { 2026, 10, 4, 2, 15, 0 }, "2026-10-03T15:45:00Z", ZONE_NEVER }, /* a gap of half an hour */
		{ "Australia/Lord_Howe", { 2026, 10, 4, 2, 30, 0 }, "2026-10-03T15:30:00Z", ZONE_ONCE },
		{ "Australia/Lord_Howe", { 2026, 4, 5, 1, 45, 0 }, "2026-04-04T14:45:00Z", ZONE_TWICE },
		{ "Europe/Athens", { 2040, 3, 25, 3, 30, 0 }, "2040-03-25T01:30:00Z", ZONE_NEVER },
		{ "Nowhere/Atall", { 2026, 3, 29, 3, 30, 0 }, "2026-03-29T03:30:00Z", ZONE_ONCE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char text[CLOCK_TEXT_SIZE];

		clock_format(zone_of_civil(rows[i].zone, &rows[i].c), text);
		assert_string_equal(text, rows[i].at);
		assert_int_equal(zone_fit(rows[i].zone, &rows[i].c), rows[i].fit);
	}
}

static void moments_become_civil_times(void **state)
{
	struct civil c;

	(void)state;
	zone_to_civil("Europe/Istanbul", utc("2026-12-31T22:30:15Z"), &c);
	assert_memory_equal(&c, (&(struct civil){ 2027, 1, 1, 1, 30, 15 }), sizeof c);
	zone_to_civil("America/New_York", utc("1970-01-01T00:00:00Z"), &c);
	assert_memory_equal(&c, (&(struct civil){ 1969, 12, 31, 19, 0, 0 }), sizeof c);
	for (int64_t at = utc("2020-01-01T00:00:00Z"); at < utc("2045-01-01T00:00:00Z"); at += 97 * 3600 + 11) {
		zone_to_civil("Africa/Casablanca", at, &c);
		if (zone_fit("Africa/Casablanca", &c) == ZONE_ONCE)
			assert_int_equal(zone_of_civil("Africa/Casablanca", &c), at);
	}
}

static void no_name_leaves_the_directory(void **state)
{
	static const char *const names[] = {
		"", "/", "../../etc/passwd", "Europe/../Europe/Athens", "/usr/share/zoneinfo/Europe/Athens", "Europe//Athens", "Europe/", "Europe",
		"tzdata.zi", "right/Europe/Athens", "Europe/Atlantis", "Europe/Athens\n", "leapseconds",
		"Europe/Athensxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		assert_false(zone_is_known(names[i]));
	assert_false(zone_is_known(NULL));
	assert_true(zone_is_known("Europe/Athens"));
	assert_true(zone_is_known("America/Argentina/Buenos_Aires"));
	assert_int_equal(zone_offset("Europe/Atlantis", 0), 0);
}

/* A file that begins like a zone and lacks the rest is no zone. */
static void damaged_files_are_no_zones(void **state)
{
	struct str bytes = { 0 };
	struct err e = { 0 };
	char dir[] = "/tmp/twinline-zone-XXXXXX", *path;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(file_read("/usr/share/zoneinfo/Europe/Riga", 1 << 20, &bytes, &e), 0);
	setenv("TZDIR", dir, 1);
	assert_false(zone_are_here());
	for (size_t len = 0; len < bytes.len; len += 61) {
		char *name = xasprintf("Cut-%d", (int)len);

		path = xasprintf("%s/%s", dir, name);
		assert_int_equal(file_write(path, bytes.text, len, 0600, &e), 0);
		if (zone_is_known(name)) /* whole but for its footer */
			assert_int_equal(zone_offset(name, 1500000000), 3 * 3600);
		free(path);
		free(name);
	}
	unsetenv("TZDIR");
	assert_true(zone_are_here());
	assert_int_equal(file_remove_tree(dir, &e), 0);
	str_release(&bytes);
}

static void all_zones_of_the_list_are_known(void **state)
{
	struct strings names = { 0 };

	(void)state;
	zone_names(&names);
	assert_true(names.count > 300);
	assert_true(strings_has(&names, "Europe/Istanbul") && strings_has(&names, "Europe/Copenhagen") && strings_has(&names, "UTC"));
	for (size_t i = 0; i < names.count; i++)
		assert_true(zone_is_known(names.at[i]));
	strings_release(&names);
}

static void the_computer_has_a_zone(void **state)
{
	static const struct { const char *set, *zone; } rows[] = {
		{ "Europe/Athens", "Europe/Athens" }, { ":Europe/Athens", "Europe/Athens" }, { "", "UTC" }, { "No/Where", "UTC" },
		{ "/usr/share/zoneinfo/Asia/Tbilisi", "Asia/Tbilisi" },
	};
	char *zone;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		setenv("TZ", rows[i].set, 1);
		zone = zone_of_computer();
		assert_string_equal(zone, rows[i].zone);
		free(zone);
	}
	unsetenv("TZ");
	zone = zone_of_computer();
	assert_true(zone_is_known(zone));
	free(zone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(offsets_are_those_of_the_world),
		cmocka_unit_test(civil_times_become_moments),
		cmocka_unit_test(moments_become_civil_times),
		cmocka_unit_test(no_name_leaves_the_directory),
		cmocka_unit_test(damaged_files_are_no_zones),
		cmocka_unit_test(all_zones_of_the_list_are_known),
		cmocka_unit_test(the_computer_has_a_zone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
