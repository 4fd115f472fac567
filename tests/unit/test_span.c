/* Moments of local times: durations, days of 23 and 25 hours, and days without an hour. */
#include "lib/suite.h"

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/schema/span.h"

static void check(const char *time, bool all_day, const char *zone, const char *starts, const char *ends)
{
	struct json *tree = json_parse(time, strlen(time), NULL);
	struct span span;
	char text[CLOCK_TEXT_SIZE];

	assert_non_null(tree);
	assert_true(span_of(tree, all_day, zone, &span));
	clock_format(span.starts, text);
	assert_string_equal(text, starts);
	clock_format(span.ends, text);
	assert_string_equal(text, ends);
	json_free(tree);
}

static void spans_begin_and_end_in_their_zone(void **state)
{
	(void)state;
	check("{\"start\":\"2026-11-17T10:30:00\",\"timeZone\":\"Europe/Istanbul\",\"duration\":\"PT1H\"}", false, NULL,
	      "2026-11-17T07:30:00Z", "2026-11-17T08:30:00Z");
	check("{\"start\":\"2026-11-17T10:30:00\"}", false, NULL, "2026-11-17T10:30:00Z", "2026-11-17T10:30:00Z");
	/* a day is a day, be it of 23 hours; hours are hours */
	check("{\"start\":\"2026-03-28T10:00:00\",\"timeZone\":\"Europe/Athens\",\"duration\":\"P1D\"}", false, NULL,
	      "2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z");
	check("{\"start\":\"2026-03-28T10:00:00\",\"timeZone\":\"Europe/Athens\",\"duration\":\"PT24H\"}", false, NULL,
	      "2026-03-28T08:00:00Z", "2026-03-29T08:00:00Z");
	check("{\"start\":\"2026-10-24T10:00:00\",\"timeZone\":\"Europe/Athens\",\"duration\":\"P1W1DT2H30M5S\"}", false, NULL,
	      "2026-10-24T07:00:00Z", "2026-11-01T10:30:05Z");
}

static void days_without_an_hour_are_the_readers(void **state)
{
	(void)state;
	check("{\"start\":\"2026-10-25T00:00:00\",\"timeZone\":\"Europe/Athens\"}", true, NULL, "2026-10-24T21:00:00Z",
	      "2026-10-25T22:00:00Z");
	check("{\"start\":\"2026-11-19T09:00:00\",\"timeZone\":\"Europe/Lisbon\",\"duration\":\"P3D\"}", true, "Europe/Istanbul",
	      "2026-11-18T21:00:00Z", "2026-11-21T21:00:00Z");
}

static void what_is_no_time_is_told(void **state)
{
	static const char *const wrong[] = {
		"{}", "{\"start\":\"2026-11-17\"}", "{\"start\":\"2026-13-17T10:30:00\"}", "{\"start\":7}",
		"{\"start\":\"2026-11-17T10:30:00\",\"timeZone\":\"Europe/Atlantis\"}",
	};
	struct span span;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		struct json *tree = json_parse(wrong[i], strlen(wrong[i]), NULL);

		assert_false(span_of(tree, false, NULL, &span));
		json_free(tree);
	}
	assert_false(span_of(NULL, true, "UTC", &span));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spans_begin_and_end_in_their_zone),
		cmocka_unit_test(days_without_an_hour_are_the_readers),
		cmocka_unit_test(what_is_no_time_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
