/* Projects, a project's page and its members in a terminal: as the mock-ups have them, and what their keys do. */
#include "lib/suite.h"

#include <unistd.h>

#include "lib/screens.h"
#include "lib/stage.h"
#include "lib/week.h"
#include "twinline/base/mem.h"

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
	stage_looks(&s, "projects-80", "projects-40");
	stage_end(&s);
}

static void the_list_speaks_greek(void **state)
{
	struct stage s = stage_projects(24, 80, "el");

	(void)state;
	stage_looks(&s, "projects-el-80", "projects-el-40");
	stage_end(&s);
}

static void a_page_looks_as_drawn(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	stage_looks(&s, "project-80", "project-40");
	stage_end(&s);
}

static void a_page_speaks_greek(void **state)
{
	struct stage s = stage_project(24, 80, "el");

	(void)state;
	stage_looks(&s, "project-el-80", "project-el-40");
	stage_end(&s);
}

static void members_and_about_look_so(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<End>k");
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Aims"));
	stage_looks(&s, "about-80", "about-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "qkkk<Enter>");
	assert_true(terminal_wait_text(s.t, "founder"));
	stage_looks(&s, "members-80", "members-40");
	stage_end(&s);
}

static void members_and_about_speak_greek(void **state)
{
	struct stage s = stage_project(24, 80, "el");

	(void)state;
	terminal_send(s.t, "<End>k<Enter>");
	assert_true(terminal_wait_gone(s.t, "Lucía"));
	stage_looks(&s, "about-el-80", "about-el-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "qkkk<Enter>");
	assert_true(terminal_wait_text(s.t, "Atatürk"));
	stage_looks(&s, "members-el-80", "members-el-40");
	stage_end(&s);
}

static void the_form_speaks_greek(void **state)
{
	struct stage s = stage_project(24, 80, "el");

	(void)state;
	terminal_send(s.t, "e");
	assert_true(terminal_wait_text(s.t, "Four schools"));
	assert_true(terminal_wait_gone(s.t, "Lucía"));
	stage_looks(&s, "project-form-el-80", "project-form-el-40");
	stage_end(&s);
}

static void keys_of_the_list(void **state)
{
	struct stage s = stage_projects(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "a"); /* the founding waits for its letter, which is not here */
	assert_true(terminal_wait_at(s.t, -1, "This does not wait for a yes or no."));
	terminal_send(s.t, "ja");
	assert_true(terminal_wait_at(s.t, -1, "Yes: Олена Шевченко. Goes out at 10:38. u takes it back."));
	assert_true(terminal_wait_text(s.t, "> active   Water diary"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 2, "answer   Water diary"));
	terminal_send(s.t, "<Home>n");
	assert_true(terminal_wait_at(s.t, 2, "> answer   Water diary"));
	terminal_send(s.t, "n");
	assert_true(terminal_wait_at(s.t, 5, "> active   Baba Marta"));
	terminal_send(s.t, "o");
	assert_true(terminal_wait_at(s.t, -1, "By title."));
	assert_true(terminal_wait_at(s.t, 1, "A book in my bag"));
	terminal_send(s.t, "fmasal<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Projects  1 found: masal"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "Projects  5 active"));
	stage_end(&s);
}

static void all_members_are_written_to(void **state)
{
	struct stage s = stage_projects(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "jw");
	assert_true(terminal_wait_at(s.t, 0, "New message, Water diary"));
	assert_true(terminal_wait_at(s.t, 1, "Γιώργος Παπαδάκης GR, Ewa Kowalska PL, Олена Шевченко UA"));
	stage_end(&s);
}

/* Anybody, by e-mail: the form has the address; what is sent stands among the members, and nobody is looked up. */
static void anybody_is_invited_by_address(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<End>kkkk<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "members"));
	terminal_send(s.t, "cneu@school.example<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Invite by e-mail"));
	assert_true(terminal_wait_at(s.t, 1, "neu@school.example"));
	terminal_send(s.t, "<Tab><C-u>founder<Esc>s");
	assert_true(terminal_wait_text(s.t, "is none of the choices"));
	terminal_send(s.t, "<C-u>expert<Esc>s");
	assert_true(terminal_wait_at(s.t, -1, "u takes it back."));
	assert_true(terminal_wait_text(s.t, "neu@school.example        expert"));
	terminal_send(s.t, "<End>k<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Invited: neu@school.example."));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 0, "Invite by e-mail"));
	stage_end(&s);
}

static void the_page_leads_to_its_parts(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<End>kkk<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Water diary - Su Günlüğü  2 unread of 4"));
	assert_true(terminal_wait_text(s.t, "3 questions before week 2"));
	terminal_send(s.t, "<Home><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "3 questions before week 2"));
	terminal_send(s.t, "qq");
	assert_true(terminal_wait_at(s.t, 0, "Water diary - Su Günlüğü, active"));
	terminal_send(s.t, "<Home>a");
	assert_true(terminal_wait_at(s.t, -1, "Yes: Олена Шевченко."));
	assert_true(terminal_wait_gone(s.t, "Change:"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	stage_end(&s);
}

/* From the last line: the whole of it as a folder, where one's own files lie. */
static void it_is_taken_along_as_a_folder(void **state)
{
	struct stage s = stage_project(24, 80, NULL);
	char *dir = xasprintf("%s/taken", s.f->paths.runtime), *index = xasprintf("%s/index.html", dir);

	(void)state;
	terminal_send(s.t, "<End><Enter>");
	assert_true(terminal_wait_text(s.t, "Write it"));
	stage_looks(&s, "export-80", "export-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<Up><Enter><C-u>");
	terminal_send(s.t, dir);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "index.html"));
	assert_int_equal(access(index, F_OK), 0);
	free(index);
	free(dir);
	stage_end(&s);
}

static void the_letters_of_a_project_look_so(void **state)
{
	static const char *const names[][3] = {
		{ "en", "project-mail-80", "project-mail-40" }, { "el", "project-mail-el-80", "project-mail-el-40" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct stage s = stage_project(24, 80, names[i][0]);

		terminal_send(s.t, "<End>kkk<Enter>");
		assert_true(terminal_wait_gone(s.t, "Lucía"));
		stage_looks(&s, names[i][1], names[i][2]);
		stage_end(&s);
	}
}

static void whom_it_waits_for_is_reminded(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "jjjjj");
	assert_true(terminal_wait_at(s.t, 6, "> waiting  Invitation: Lucía Ortega, ES"));
	terminal_send(s.t, "w");
	assert_true(terminal_wait_at(s.t, 1, "Lucía Ortega ES"));
	assert_true(terminal_wait_at(s.t, 2, "Water diary - Su Günlüğü"));
	stage_end(&s);
}

static void contacts_are_invited_and_one_leaves(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<End>kkkk<Enter>");
	assert_true(terminal_wait_text(s.t, "Atatürk"));
	terminal_send(s.t, "camina<Enter>"); /* asked, not a contact yet */
	assert_true(terminal_wait_at(s.t, -1, "No contact of yours has this name."));
	terminal_send(s.t, "cΠαπαδ<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "In the project already, or invited: Γιώργος Παπαδάκης."));
	terminal_send(s.t, "cchiara<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Role (Tab tells them): teacher"));
	terminal_send(s.t, "<C-u>exp<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Invited: Chiara Conti. Goes out at 10:38. u takes it back."));
	assert_true(terminal_wait_at(s.t, 0, "2 invited"));
	assert_true(terminal_wait_text(s.t, "> Chiara Conti"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 0, "1 invited"));
	terminal_send(s.t, "<End>d");
	assert_true(terminal_wait_at(s.t, -1, "The invitation is taken back; u sends it after all."));
	assert_true(terminal_wait_gone(s.t, "Lucía"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Lucía"));
	terminal_send(s.t, "<Home>d");
	assert_true(terminal_wait_at(s.t, -1, "Leave Water diary - Su Günlüğü?  1 stay  2 leave"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Atatürk"));
	terminal_send(s.t, "d2");
	assert_true(terminal_wait_at(s.t, -1, "You leave the project in half a minute; u takes it back."));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Atatürk"));
	terminal_send(s.t, "<Home>jj<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Ewa Kowalska"));
	stage_end(&s);
}

static void a_founder_changes_it(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "e");
	assert_true(terminal_wait_at(s.t, 0, "Change the project"));
	stage_looks(&s, "project-form-80", "project-form-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<Home><Enter><End>!<C-x>");
	assert_true(terminal_wait_text(s.t, "Su Günlüğü!"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38. u takes it back."));
	assert_true(terminal_wait_at(s.t, 0, "Water diary - Su Günlüğü!, active"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 0, "Water diary - Su Günlüğü, active"));
	stage_end(&s);
}

static void others_propose_it_to_the_founders(void **state)
{
	struct stage s = stage_projects(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "fbaba<Enter><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Baba Marta, active"));
	terminal_send(s.t, "e");
	assert_true(terminal_wait_at(s.t, 0, "Propose a change to the founders"));
	terminal_send(s.t, "<Home><Enter><End>!<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, 1, "Мария Петрова BG"));
	assert_true(terminal_wait_at(s.t, 2, "Title"));
	assert_true(fixture_keeps(s.f, "\"proposal\":{\"title\":\"Baba Marta!\"}"));
	stage_end(&s);
}

static void sizes_are_all_right(void **state)
{
	static const int sizes[][2] = { { 5, 20 }, { 100, 300 }, { 3, 80 }, { 1, 10 }, { 24, 61 }, { 24, 59 } };
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		terminal_resize(s.t, sizes[i][0], sizes[i][1]);
		assert_true(terminal_wait_idle(s.t));
	}
	terminal_resize(s.t, 24, 80);
	assert_true(terminal_wait_at(s.t, 0, "Water diary - Su Günlüğü, active until"));
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
		cmocka_unit_test(members_and_about_speak_greek),
		cmocka_unit_test(the_form_speaks_greek),
		cmocka_unit_test(keys_of_the_list),
		cmocka_unit_test(all_members_are_written_to),
		cmocka_unit_test(anybody_is_invited_by_address),
		cmocka_unit_test(the_page_leads_to_its_parts),
		cmocka_unit_test(it_is_taken_along_as_a_folder),
		cmocka_unit_test(the_letters_of_a_project_look_so),
		cmocka_unit_test(whom_it_waits_for_is_reminded),
		cmocka_unit_test(contacts_are_invited_and_one_leaves),
		cmocka_unit_test(a_founder_changes_it),
		cmocka_unit_test(others_propose_it_to_the_founders),
		cmocka_unit_test(sizes_are_all_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
