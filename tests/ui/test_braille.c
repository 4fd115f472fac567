/*
 * The main screens for a braille display of 40 cells, on a terminal of 80 by 24: each list line is a sentence of state, who, what, when,
 * from the first cell on; a line that does not fit is cut with an ellipsis, a text between its words.
 */
#include "lib/suite.h"

#include "lib/calendar.h"
#include "lib/partners.h"
#include "lib/screens.h"
#include "lib/stage.h"
#include "lib/week.h"
#include "lib/world.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/cells.h"

enum { CELLS = 40, ROWS = 24, HINTS = ROWS - 4 /* what is said stands below */ };

static int set_up(void **state)
{
	struct paths paths;

	(void)state;
	if (paths_init(&paths, NULL, NULL) != 0) /* the directory is there */
		return -1;
	paths_release(&paths);
	world_set(SETTING_ACCESSIBLE, "yes");
	world_set(SETTING_LINE_WIDTH, "40");
	return 0;
}

/* A teacher with mail, projects, people and a week. */
static struct stage begin(void)
{
	struct stage s = stage_new();

	week_fill(s.f);
	partners_fill(s.f);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "Ewa Kowalska"));
	return s;
}

static void assert_line(const char *screen, const char *row, bool is_hint)
{
	if (cells_width(row) > CELLS)
		fail_msg("%s: more than %d cells: %s", screen, CELLS, row);
	if (*row == ' ' || *row == '>' || *row == '*')
		fail_msg("%s: the line does not begin with its text: %s", screen, row);
	if (strstr(row, "  ") && !is_hint)
		fail_msg("%s: there is padding: %s", screen, row);
}

/* The screen as it is expected, and every line of it fit to be read alone. */
static void looks(struct stage *s, const char *keys, const char *name)
{
	terminal_send(s->t, keys);
	assert_true(terminal_wait_idle(s->t));
	for (int i = 0; i < ROWS; i++) {
		char *row = terminal_row(s->t, i);

		assert_line(name, row, i == HINTS);
		free(row);
	}
	assert_true(screen_is(s->t, name));
}

static void every_main_screen_is_lines_to_be_read_alone(void **state)
{
	struct stage s = begin();

	(void)state;
	looks(&s, "1", "braille-home");
	looks(&s, "2", "braille-inbox");
	looks(&s, "<Enter>", "braille-thread");
	looks(&s, "r<C-c>", "braille-compose");
	looks(&s, "13", "braille-partners");
	looks(&s, "<Tab><Tab><Tab>", "braille-facets");
	looks(&s, "1" "3<Down><Down><Enter>", "braille-person");
	looks(&s, "14", "braille-projects");
	looks(&s, "<Down><Enter>", "braille-project");
	looks(&s, "16", "braille-profile");
	looks(&s, "10", "braille-outbox");
	looks(&s, "12?", "braille-help");
	looks(&s, "qxpro", "braille-palette");
	stage_end(&s);
}

/* Braille is read from left to right in every language, and by the letters, not by how they are joined. */
static void arabic_stands_as_it_is_read(void **state)
{
	struct stage s = stage_new();
	char *row;

	(void)state;
	week_fill(s.f);
	s.t = fixture_face(s.f, 24, 80, "ar");
	assert_true(terminal_wait_text(s.t, "Ewa Kowalska"));
	i18n_init("ar");
	row = terminal_row(s.t, 1);
	assert_true(starts_with(row, _("answer")));
	assert_non_null(strstr(row, "Ewa Kowalska PL"));
	assert_line("home in Arabic", row, false);
	assert_true(terminal_wait_cursor(s.t, 1, 0));
	i18n_init("en");
	free(row);
	stage_end(&s);
}

/* The month is an agenda, and each line names its day. */
static void the_calendar_names_the_day_in_every_line(void **state)
{
	struct stage s = calendar_open(24, 80, NULL, "agenda");

	(void)state;
	looks(&s, "", "braille-agenda");
	looks(&s, "v", "braille-week");
	looks(&s, "<Enter>", "braille-event");
	stage_end(&s);
}

static void what_is_marked_says_so(void **state)
{
	struct stage s = begin();

	(void)state;
	looks(&s, "2mm", "braille-marked");
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_main_screen_is_lines_to_be_read_alone),
		cmocka_unit_test(what_is_marked_says_so),
		cmocka_unit_test(arabic_stands_as_it_is_read),
		cmocka_unit_test(the_calendar_names_the_day_in_every_line),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
