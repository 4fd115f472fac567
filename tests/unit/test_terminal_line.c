/* Which line leads to the terminal: by the setting, by SSH, by the terminal's own speed. */
#include "lib/suite.h"

#include <unistd.h>

#include "../../src/ui/terminal_line.h"
#include "twinline/base/attr.h"

static void the_terminal_is_slow_over_ssh_or_by_its_speed(void **state)
{
	static const struct { const char *set, *connection, *tty; long bits; const char *line; } rows[] = {
		{ "auto", NULL, NULL, 0, "fast" },
		{ "auto", "192.0.2.1 50000 192.0.2.2 22", NULL, 0, "slow" },
		{ "auto", NULL, "/dev/pts/3", 0, "slow" },
		{ "auto", "", "", 0, "fast" },
		{ "auto", NULL, NULL, 9600, "slow" },
		{ "auto", NULL, NULL, 38400, "slow" },
		{ "auto", NULL, NULL, 115200, "fast" },
		{ "fast", "192.0.2.1 50000 192.0.2.2 22", "/dev/pts/3", 9600, "fast" },
		{ "slow", NULL, NULL, 0, "slow" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct settings s = { 0 };
		char set[8];
		snprintf(set, sizeof set, "%s", rows[i].set);
		s.values[SETTING_TERMINAL_LINE] = set;
		unsetenv("SSH_CONNECTION");
		unsetenv("SSH_TTY");
		if (rows[i].connection)
			setenv("SSH_CONNECTION", rows[i].connection, 1);
		if (rows[i].tty)
			setenv("SSH_TTY", rows[i].tty, 1);
		assert_string_equal(terminal_line_now(&s, rows[i].bits)->name, rows[i].line);
	}
}

/* A slow one waits where a fast one does not. */
static void a_slow_one_spares(void **state)
{
	struct settings s = { 0 };
	char fast[] = "fast", slow[] = "slow";
	(void)state;
	s.values[SETTING_TERMINAL_LINE] = fast;
	assert_int_equal(terminal_line_now(&s, 0)->unasked_ms, 0);
	assert_int_equal(terminal_line_now(&s, 0)->typing_ms, 0);
	s.values[SETTING_TERMINAL_LINE] = slow;
	assert_true(terminal_line_now(&s, 0)->unasked_ms > 0);
	assert_true(terminal_line_now(&s, 0)->typing_ms > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_terminal_is_slow_over_ssh_or_by_its_speed),
		cmocka_unit_test(a_slow_one_spares),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
