/* What is said in a project, in a terminal: updates, threads, chat; what is unread; answers, likes and drafts. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/stage.h"
#include "lib/week.h"
#include "twinline/base/mem.h"

static struct stage stage_project(int rows, int cols, const char *language)
{
	struct stage s = stage_new();

	week_fill(s.f);
	week_talk(s.f);
	s.t = fixture_face(s.f, rows, cols, language);
	assert_true(terminal_wait_text(s.t, "Ewa Kowalska"));
	terminal_send(s.t, "4");
	assert_true(terminal_wait_text(s.t, "Baba Marta"));
	terminal_send(s.t, "j<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Water diary"));
	return s;
}

/* Opens a part of the project by its name. */
static void open_part(struct stage *s, const char *name)
{
	char *row = xasprintf("> %s", name);

	for (int i = 0; i < 40 && !terminal_shows(s->t, row); i++) {
		terminal_send(s->t, "j");
		assert_true(terminal_wait_idle(s->t));
	}
	free(row);
	terminal_send(s->t, "<Enter>");
	assert_true(terminal_wait_at(s->t, -1, "r reply"));
}

static void the_space_says_what_is_new(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	stage_looks(&s, "space-80", "space-40");
	stage_end(&s);
}

static void places_look_so(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	open_part(&s, "Updates");
	stage_looks(&s, "updates-80", "updates-40");
	terminal_resize(s.t, 24, 80);
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_space_says_what_is_new),
		cmocka_unit_test(places_look_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
