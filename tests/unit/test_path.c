/* Paths as a person types them in a prompt. */
#include "lib/suite.h"

#include "../../src/ui/path.h"

static void home_is_a_tilde_and_the_root_can_follow_it(void **state)
{
	(void)state;
	static const struct { const char *typed, *path; } rows[] = {
		{ "~/plan.pdf", "/home/t/plan.pdf" }, { "~", "/home/t" }, { "/media/stick/a", "/media/stick/a" },
		{ "~//media/stick/a", "/media/stick/a" }, /* pasted behind the "~/" that a prompt offers */
		{ "~name/a", "~name/a" },                 { "a~//b", "a~//b" },
	};
	setenv("HOME", "/home/t", 1);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *path = path_of(rows[i].typed);
		assert_string_equal(path, rows[i].path);
		free(path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(home_is_a_tilde_and_the_root_can_follow_it) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
