/* The calendar in a terminal: month, week and agenda as the mock-ups have them, and what their keys do. */
#include "lib/suite.h"

#include "lib/calendar.h"
#include "lib/screens.h"

static void screens_of(const char *view, const char *language, const char *wide, const char *narrow)
{
	struct stage s = calendar_open(24, 80, language, view);

	assert_true(screen_is(s.t, wide));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, narrow));
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_month_looks_as_drawn),
		cmocka_unit_test(a_week_looks_as_drawn),
		cmocka_unit_test(an_agenda_looks_as_drawn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
