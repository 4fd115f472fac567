/* Home in a terminal: as the mock-ups have it, and what its keys do. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/stage.h"
#include "lib/week.h"

static struct stage stage_home(int rows, int cols, const char *language)
{
	struct stage s = stage_new();

	week_fill(s.f);
	s.t = fixture_face(s.f, rows, cols, language);
	assert_true(terminal_wait_text(s.t, "Ewa Kowalska"));
	return s;
}

static void it_looks_as_drawn(void **state)
{
	struct stage s = stage_home(24, 80, NULL);

	(void)state;
	assert_true(screen_is(s.t, "home-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_gone(s.t, "Inbox"));
	assert_true(screen_is(s.t, "home-40"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
