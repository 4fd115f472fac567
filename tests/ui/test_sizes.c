/* Every screen at every size that somebody may have: no row too wide, no key that ends the program. */
#include "lib/suite.h"

#include "lib/stage.h"
#include "lib/week.h"

static const char *const ways[] = {
	"", "2", "2<Enter>", "2<Enter>i", "2v", "2c", "2r", "3", "3<Tab>", "3<Down><Down><Enter>", "4", "4<Enter>", "4<Enter><End><Enter>",
	"5", "5v", "5vv", "5vv<Enter>", "5c", "6", "6<Enter>", "6<End><Enter>", "6<End><Up><Enter>", "6<End><Up><Up><Enter>", "9", "0", "?",
	":", ":settings<Enter>",
};

static void each_screen_has_every_size(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		struct stage s = stage_new();

		print_message("# %s\n", ways[i]);
		week_fill(s.f);
		s.t = fixture_face(s.f, 24, 80, i % 2 ? "el" : NULL);
		assert_true(terminal_wait_idle(s.t));
		if (*ways[i])
			terminal_send(s.t, ways[i]);
		assert_true(terminal_wait_idle(s.t));
		stage_try_sizes(&s, "<Down><Up>");
		stage_end(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_screen_has_every_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
