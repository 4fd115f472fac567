/* The calendar in a terminal: month, week and agenda as the mock-ups have them, and what their keys do. */
#include "lib/suite.h"

#include "lib/calendar.h"
#include "lib/screens.h"
#include "twinline/base/paths.h"
#include "twinline/base/settings.h"

static void screens_of(const char *view, const char *language, const char *wide, const char *narrow)
{
	struct stage s = calendar_open(24, 80, language, view);

	stage_looks(&s, wide, narrow);
	stage_end(&s);
}

static void a_month_looks_as_drawn(void **state)
{
	(void)state;
	screens_of("month", NULL, "month-80", "month-40");
	screens_of("month", "el", "month-80-el", "month-40-el");
}

static void a_week_looks_as_drawn(void **state)
{
	(void)state;
	screens_of("week", NULL, "week-80", "week-40");
	screens_of("week", "el", "week-80-el", "week-40-el");
}

static void an_agenda_looks_as_drawn(void **state)
{
	(void)state;
	screens_of("agenda", NULL, "agenda-80", "agenda-40");
	screens_of("agenda", "el", "agenda-80-el", "agenda-40-el");
}

static void days_and_months_are_walked(void **state)
{
	struct stage s = calendar_open(24, 80, NULL, "month");

	(void)state;
	terminal_send(s.t, "<Right><Right>");
	assert_true(terminal_wait_cursor(s.t, 5, 35)); /* Thu 19 */
	assert_true(terminal_wait_at(s.t, 5, "  16 09:00  *17 10:30+1 18 09:00   19 due (2)"));
	assert_true(terminal_wait_at(s.t, 9, "  Thu 19  all day      Water diary: photos of week 2"));
	terminal_send(s.t, "<Down>");
	assert_true(terminal_wait_at(s.t, 9, "  Thu 26  16:00-17:30  Kalite etiketi"));
	terminal_send(s.t, "<Right><Right>");
	assert_true(terminal_wait_at(s.t, 9, "  Sat 28  free"));
	terminal_send(s.t, "<Right><Right><Right>"); /* into December */
	assert_true(terminal_wait_at(s.t, 0, "Calendar  December 2026"));
	assert_true(terminal_wait_at(s.t, 8, "  Tue 1   free"));
	terminal_send(s.t, "g20 Jan<Enter>"); /* beyond what has been fetched */
	assert_true(terminal_wait_text(s.t, "  Wed 20  not fetched yet; Enter shows the price"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 2, "> 0 events are here; the next 50 of 311 cost 7.7 KB, 3 s"));
	terminal_send(s.t, "qg1 Dec<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Calendar  December 2026"));
	terminal_send(s.t, "<PgUp><End><PgDn><PgDn><PgDn>"); /* the last day of November, of December, of February */
	assert_true(terminal_wait_at(s.t, 0, "Calendar  February 2027, your time (UTC+3)"));
	assert_true(terminal_wait_text(s.t, "  Sun 28  not fetched yet"));
	stage_end(&s);
}

static void a_day_is_named_in_words(void **state)
{
	struct stage s = calendar_open(24, 80, NULL, "month");

	(void)state;
	terminal_send(s.t, "g10 Dec<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Calendar  December 2026"));
	assert_true(terminal_wait_text(s.t, "  Thu 10  all day      National Quality Label, last day"));
	terminal_send(s.t, "gsoon<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Write a day like 24 Dec, 24.12, 2026-12-24, tomorrow or Fri."));
	terminal_send(s.t, "gtomorrow<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Calendar  November 2026"));
	assert_true(terminal_wait_cursor(s.t, 5, 24));
	stage_end(&s);
}

static void a_day_is_opened_and_left(void **state)
{
	struct stage s = calendar_open(24, 80, NULL, "month");

	(void)state;
	terminal_send(s.t, "<Right><Right><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Calendar  agenda from Thu 19 Nov 2026"));
	assert_true(terminal_wait_at(s.t, 2, "> Thu 19 Nov day   due     Water diary: photos of week 2"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "Calendar  November 2026"));
	assert_true(terminal_wait_cursor(s.t, 5, 35));
	terminal_send(s.t, "n"); /* the next day on which something waits */
	assert_true(terminal_wait_cursor(s.t, 6, 13));
	stage_end(&s);
}

static void the_view_is_kept(void **state)
{
	struct stage s = calendar_open(24, 80, NULL, "month");

	(void)state;
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 0, "Calendar  week 47"));
	terminal_send(s.t, "<PgDn>");
	assert_true(terminal_wait_at(s.t, 0, "Calendar  week 48, 23 to 29 Nov 2026"));
	assert_true(terminal_wait_at(s.t, 2, "> Tue 24  17:00-18:00  Créer son premier projet"));
	terminal_send(s.t, "<Left>");
	assert_true(terminal_wait_at(s.t, 1, "> Mon 23               free"));
	terminal_send(s.t, "25"); /* it stays where it was */
	assert_true(terminal_wait_at(s.t, 0, "Calendar  week 48"));
	terminal_send(s.t, "Q");
	assert_true(terminal_wait_exit(s.t, NULL));
	terminal_free(s.t);
	s.t = fixture_face(s.f, 24, 80, NULL);
	terminal_send(s.t, "5");
	assert_true(terminal_wait_at(s.t, 0, "Calendar  week 47"));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 0, "Calendar  agenda from"));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 0, "Calendar  November 2026"));
	stage_end(&s);
}

static void filters_are_typed_in_words(void **state)
{
	struct stage s = calendar_open(24, 80, NULL, "agenda");

	(void)state;
	terminal_send(s.t, "f");
	assert_true(terminal_wait_at(s.t, -2, "mine, all, online, 500 km, language"));
	assert_true(terminal_wait_at(s.t, -1, "Only: 500 km"));
	terminal_send(s.t, "<C-u>Polish<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "  Only  Polish"));
	assert_true(terminal_wait_at(s.t, 2, "> Tue 17 Nov 16:00 maybe   Bajki"));
	assert_true(terminal_wait_at(s.t, 3, "  1 event is here; the next 50 of 311"));
	terminal_send(s.t, "f<C-u>mine<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "  Only  mine, in any language"));
	assert_true(terminal_wait_gone(s.t, "Erste Schritte"));
	terminal_send(s.t, "f<C-u>all<Enter>g15 Dec<Enter>");
	assert_true(terminal_wait_at(s.t, 2, "> Tue 15 Dec 10:00 open    Far away, in a hall"));
	terminal_send(s.t, "f<C-u>webinar, memoria<Enter>g17 Nov<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "  Only  webinar, in any language, memoria"));
	assert_true(terminal_wait_at(s.t, 2, "> Mon 30 Nov 18:00 open    La memoria"));
	terminal_send(s.t, "25"); /* kept while one is elsewhere */
	assert_true(terminal_wait_at(s.t, 2, "> Mon 30 Nov 18:00 open    La memoria"));
	stage_end(&s);
}

static void what_lies_further_on_is_asked_for(void **state)
{
	struct stage s = calendar_open(24, 80, NULL, "agenda");
	struct json *packet;

	(void)state;
	terminal_send(s.t, "<End><Enter>");
	packet = fixture_hear(s.f, "older");
	assert_string_equal(json_get_text(packet, "type"), "Event");
	json_free(packet);
	assert_true(terminal_wait_at(s.t, -1, "Fetching events."));
	stage_end(&s);
}

static void braille_has_no_month(void **state)
{
	struct stage s = calendar_stage();
	struct err e = { 0 };
	struct settings settings = { 0 };
	char *path = paths_settings();

	(void)state;
	settings_load(&settings, path, &e);
	assert_int_equal(settings_set(&settings, SETTING_ACCESSIBLE, "yes", &e), 0);
	s.t = fixture_face(s.f, 24, 80, NULL);
	terminal_send(s.t, "5");
	assert_true(terminal_wait_at(s.t, 0, "Calendar agenda"));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 0, "Calendar week"));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 0, "Calendar agenda"));
	assert_int_equal(settings_set(&settings, SETTING_ACCESSIBLE, "no", &e), 0);
	settings_release(&settings);
	free(path);
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_month_looks_as_drawn),
		cmocka_unit_test(a_week_looks_as_drawn),
		cmocka_unit_test(an_agenda_looks_as_drawn),
		cmocka_unit_test(days_and_months_are_walked),
		cmocka_unit_test(a_day_is_named_in_words),
		cmocka_unit_test(a_day_is_opened_and_left),
		cmocka_unit_test(the_view_is_kept),
		cmocka_unit_test(filters_are_typed_in_words),
		cmocka_unit_test(what_lies_further_on_is_asked_for),
		cmocka_unit_test(braille_has_no_month),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
