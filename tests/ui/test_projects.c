/* Projects, a project's page and its members in a terminal: as the mock-ups have them, and what their keys do. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/stage.h"
#include "lib/week.h"

static struct stage stage_projects(int rows, int cols, const char *language)
{
	struct stage s = stage_new();

	week_fill(s.f);
	s.t = fixture_face(s.f, rows, cols, language);
	assert_true(terminal_wait_text(s.t, "Ewa Kowalska"));
	terminal_send(s.t, "4");
	assert_true(terminal_wait_text(s.t, "Baba Marta"));
	return s;
}

static struct stage stage_project(int rows, int cols, const char *language)
{
	struct stage s = stage_projects(rows, cols, language);

	terminal_send(s.t, "j<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Water diary"));
	return s;
}

static void the_list_looks_as_drawn(void **state)
{
	struct stage s = stage_projects(24, 80, NULL);

	(void)state;
	assert_true(screen_is(s.t, "projects-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_gone(s.t, "read only"));
	assert_true(screen_is(s.t, "projects-40"));
	stage_end(&s);
}

static void the_list_speaks_greek(void **state)
{
	struct stage s = stage_projects(24, 80, "el");

	(void)state;
	assert_true(screen_is(s.t, "projects-el-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "projects-el-40"));
	stage_end(&s);
}

static void a_page_looks_as_drawn(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	assert_true(screen_is(s.t, "project-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "project-40"));
	stage_end(&s);
}

static void a_page_speaks_greek(void **state)
{
	struct stage s = stage_project(24, 80, "el");

	(void)state;
	assert_true(screen_is(s.t, "project-el-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "project-el-40"));
	stage_end(&s);
}

static void members_and_about_look_so(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<End>");
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Aims"));
	assert_true(screen_is(s.t, "about-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "about-40"));
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "qkk<Enter>");
	assert_true(terminal_wait_text(s.t, "founder"));
	assert_true(screen_is(s.t, "members-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "members-40"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_list_looks_as_drawn),
		cmocka_unit_test(the_list_speaks_greek),
		cmocka_unit_test(a_page_looks_as_drawn),
		cmocka_unit_test(a_page_speaks_greek),
		cmocka_unit_test(members_and_about_look_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
