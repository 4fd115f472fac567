/* Settings, changed in the face and kept in the file. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/settings.h"

/* The file as it is now; yours. */
static char *file_now(void)
{
	char *path = paths_settings();
	struct str text = { 0 };

	assert_int_equal(file_read(path, 1 << 16, &text, NULL), 0);
	free(path);
	return str_detach(&text);
}

static void assert_in_file(const char *line)
{
	char *text = file_now();

	if (!strstr(text, line))
		fail_msg("%s is not in the file:\n%s", line, text);
	free(text);
}

static struct stage begin_in(int rows, int cols, const char *language)
{
	struct stage s = stage_new();

	fixture_inbox(s.f);
	s.t = stage_inbox_face(s.f, rows, cols, language);
	terminal_send(s.t, ":settings<Enter>");
	assert_true(terminal_wait_at(s.t, 0, language ? "Ρυθμίσεις" : "Settings"));
	return s;
}

static struct stage begin(int rows, int cols)
{
	return begin_in(rows, cols, NULL);
}

static void it_looks_as_drawn(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	assert_true(screen_is(s.t, "settings-80"));
	stage_end(&s);
	s = begin(12, 40);
	assert_true(screen_is(s.t, "settings-40"));
	stage_end(&s);
}

/* A language that the screens do not speak is refused with the reason, and nothing is written. */
static void a_language_is_one_that_there_is(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	terminal_send(s.t, "<Home><Enter>40<Enter>");
	assert_true(terminal_wait_text(s.t, "language takes one of bg|cs"));
	assert_true(terminal_wait_gone(s.t, " 40"));
	stage_end(&s);
}

static void it_speaks_greek(void **state)
{
	struct stage s = begin_in(24, 80, "el");

	(void)state;
	stage_looks(&s, "settings-el-80", "settings-el-40");
	stage_end(&s);
}

static void enter_goes_through_the_choices(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	terminal_send(s.t, "<Down><Down><Enter>");
	assert_true(terminal_wait_text(s.t, "Braille or speech: yes"));
	assert_in_file("accessible = yes");
	terminal_send(s.t, "d");
	assert_true(terminal_wait_text(s.t, "Braille or speech   no"));
	assert_in_file("accessible = no");
	stage_end(&s);
}

/* The lines of a braille display: the same terminal, laid out anew at once. */
static void a_line_width_lays_out_anew(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	terminal_send(s.t, "<Down><Down><Down><Enter><Backspace>501<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "500"));
	terminal_send(s.t, "<Enter><Backspace>40<Enter>");
	assert_true(terminal_wait_text(s.t, "Line width: 40"));
	assert_in_file("line-width = 40");
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, -1, "? keys"));
	for (int row = 0; row < 24; row++) {
		char *right = terminal_cells(s.t, row, 40, 40);

		assert_string_equal(right, "");
		free(right);
	}
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
		cmocka_unit_test(a_language_is_one_that_there_is),
		cmocka_unit_test(it_speaks_greek),
		cmocka_unit_test(enter_goes_through_the_choices),
		cmocka_unit_test(a_line_width_lays_out_anew),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
