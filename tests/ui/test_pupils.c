/* The pupils of a project and their letters in a terminal: as teachers have them. */
#include "lib/suite.h"

#include <unistd.h>

#include "lib/screens.h"
#include "lib/stage.h"
#include "lib/week.h"
#include "twinline/base/mem.h"
#include "twinline/base/file.h"
#include "twinline/records/replica.h"

static const char *const pupils[] = {
	"{'id':'uaaaaaaa','rev':1,'alias':'Elif','group':'4-B','consentBy':'parents','consentAt':'2026-10-01','state':'active',"
	"'userName':'water-elif-27','initialPassword':'bade-lotu-nida-somi','person':'raaaaaaa','since':'2026-10-02T08:00:00Z',"
	"'school':{'id':'saaaaaaa','name':'Atatürk İlkokulu'}}",
	"{'id':'ubbbbbbb','rev':1,'alias':'Can','group':'4-B','consentBy':'parents','consentAt':'2026-10-01','state':'active',"
	"'userName':'water-can-31','person':'rbbbbbbb','activeAt':'2026-11-14','since':'2026-10-02T08:00:00Z'}",
	"{'id':'uccccccc','rev':1,'alias':'Zosia','group':'4-A','state':'waiting','userName':'water-zosia-52','person':'rccccccc',"
	"'since':'2026-10-02T08:00:00Z'}",
	"{'id':'uddddddd','rev':1,'alias':'Umut','group':'4-B','consentBy':'parents','consentAt':'2026-10-01','state':'ended',"
	"'userName':'water-umut-12','person':'rddddddd','activeAt':'2026-10-14','since':'2026-11-01T08:00:00Z'}",
};

static const char *const letters[] = {
	"{'id':'laaaaaaa','rev':1,'sender':{'id':'rbbbbbbb','name':'Can'},'to':[{'id':'raaaaaaa','name':'Elif'}],'subject':'Our river',"
	"'text':'It is green today.','state':'sent','since':'2026-11-16T08:00:00Z'}",
	"{'id':'lbbbbbbb','rev':1,'sender':{'id':'raaaaaaa','name':'Elif'},'to':[{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'}],"
	"'subject':'Where do you live?','text':'I live beside the mosque. Where do you live?','state':'waiting','since':'2026-11-17T08:00:00Z'}",
};

static struct stage stage_water(int rows, int cols, const char *part, const char *shows)
{
	struct stage s = stage_new();
	struct account water;

	week_fill(s.f);
	assert_true(account_by_id(&s.f->store, fixture_project(s.f, "Water diary"), &water) ||
	            account_by_id(&s.f->store, "jaaaaaaa", &water));
	for (size_t i = 0; i < ARRAY_SIZE(pupils); i++)
		fixture_receive(s.f, water.local, TYPE_Pupil, pupils[i]);
	for (size_t i = 0; i < ARRAY_SIZE(letters); i++)
		fixture_receive(s.f, water.local, TYPE_PupilMail, letters[i]);
	fixture_receive(s.f, water.local, TYPE_Member,
	                "{'id':'mpupilaa','rev':1,'person':{'id':'raaaaaaa','name':'Elif'},'role':'pupil','state':'member'}");
	account_release(&water);
	s.t = fixture_face(s.f, rows, cols, NULL);
	stage_open_water(&s);
	assert_true(terminal_wait_text(s.t, "answer   Letter to let through: Elif, \"Where do you live?\""));
	stage_open_part(s.t, part);
	assert_true(terminal_wait_text(s.t, shows));
	return s;
}

static struct stage stage_pupils(void)
{
	return stage_water(24, 80, "Pupils  ", "Zosia");
}

/* Among the members a pupil has no role to be given, and is not sent away: that is done where pupils are. */
static void a_pupil_among_members_is_changed_with_the_pupils(void **state)
{
	struct stage s = stage_water(24, 80, "Members  ", "Elif");

	(void)state;
	for (int i = 0; i < 2; i++) {
		terminal_send(s.t, i ? "gelif<Enter>d" : "gelif<Enter>e");
		assert_true(terminal_wait_at(s.t, -1, "Pupils are changed here."));
		assert_true(terminal_wait_text(s.t, "Zosia"));
		terminal_send(s.t, "q");
		assert_true(terminal_wait_text(s.t, "founder"));
	}
	stage_end(&s);
}

/* Before the project is here, nothing that is for teachers stands on a pupil's first screen, and none of it opens. */
static void a_pupil_sees_nothing_for_teachers(void **state)
{
	static const char *const screens[] = { "partners", "map", "notices", "suggestions", "feed", "found", "registration", "desk", "support" };
	struct stage s = stage_new();

	(void)state;
	fixture_put(s.f, "Profile", "{'id':'paaaaaab','rev':1,'state':'pupil'}");
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 1, "It comes with the first exchange."));
	assert_false(terminal_shows(s.t, "Partners"));
	for (size_t i = 0; i < ARRAY_SIZE(screens); i++) {
		char *keys = xasprintf(":%s<Enter>", screens[i]);

		terminal_send(s.t, keys);
		assert_true(terminal_wait_at(s.t, -1, "This is for teachers."));
		assert_true(terminal_wait_at(s.t, 0, "Home"));
		terminal_send(s.t, "<C-l>");
		assert_true(terminal_wait_idle(s.t));
		free(keys);
	}
	stage_end(&s);
}

/* Nothing stands on a project that the portal would refuse them, and no mail that is teachers'. */
static void a_pupil_is_offered_what_pupils_may_do(void **state)
{
	struct stage s = stage_new();
	int64_t water = fixture_account(s.f, "jaaaaaaa", ACCOUNT_PROJECT);

	(void)state;
	fixture_receive(s.f, water, TYPE_Project, "{'id':'#Water diary#','rev':1,'title':'Water diary','state':'active',"
	                "'stateSince':'2026-10-08T08:00:00Z','activeAt':'2026-11-17T09:40:00Z'}");
	fixture_receive(s.f, water, TYPE_Member, "{'id':'naaaaaaa','rev':1,'person':{'id':'@Ayşe Demir@','name':'Ayşe'},'role':'pupil',"
	                "'state':'member'}");
	assert_int_equal(replica_set_role(&s.f->store, water, "", ROLE_PUPIL, NULL), 0);
	fixture_put(s.f, "Profile", "{'id':'paaaaaab','rev':1,'state':'pupil'}");
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "Pupils' mail"));
	assert_false(terminal_shows(s.t, "conversations"));
	stage_open_part(s.t, "State  ");
	assert_true(terminal_wait_text(s.t, "active, since"));
	assert_true(terminal_wait_gone(s.t, "Materials"));
	assert_false(terminal_shows(s.t, "Propose a change"));
	assert_false(terminal_shows(s.t, "Leave"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_text(s.t, "Materials"));
	stage_open_part(s.t, "Pupils' mail");
	assert_true(terminal_wait_at(s.t, -1, "c write"));
	assert_false(terminal_shows(s.t, "let through"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_text(s.t, "Materials"));
	stage_open_part(s.t, "Export  ");
	assert_true(terminal_wait_text(s.t, "Write it"));
	assert_false(terminal_shows(s.t, "One-time link"));
	stage_end(&s);
}

static void they_look_so(void **state)
{
	struct stage s = stage_pupils();

	(void)state;
	stage_looks(&s, "pupils-80", "pupils-40");
	stage_end(&s);
}

static void several_are_made_at_once(void **state)
{
	struct stage s = stage_pupils();

	(void)state;
	terminal_send(s.t, "c");
	assert_true(terminal_wait_text(s.t, "Names or aliases"));
	terminal_send(s.t, "Ada, Bora ,Cem<Enter>");
	assert_true(terminal_wait_text(s.t, "Their class"));
	terminal_send(s.t, "4-C<Enter>");
	assert_true(terminal_wait_text(s.t, "3 pupils are made"));
	assert_true(terminal_wait_text(s.t, "Bora"));
	assert_true(fixture_keeps(s.f, "\"alias\":\"Bora\",\"group\":\"4-C\""));
	/* All three as one step. */
	terminal_send(s.t, "u");
	assert_true(terminal_wait_gone(s.t, "Bora"));
	assert_false(fixture_keeps(s.f, "\"alias\":\"Cem\""));
	stage_end(&s);
}

static void a_consent_is_noted_for_all_that_are_marked(void **state)
{
	struct stage s = stage_pupils();

	(void)state;
	terminal_send(s.t, "ma");
	assert_true(terminal_wait_text(s.t, "Who agreed"));
	terminal_send(s.t, "mother, folder<Enter>");
	assert_true(terminal_wait_text(s.t, "The consent is noted"));
	assert_true(fixture_keeps(s.f, "\"consentBy\":\"mother, folder\",\"consentAt\":\"2026-11-17\""));
	assert_true(terminal_wait_gone(s.t, "no consent"));
	stage_end(&s);
}

/* The cursor does not go along to those who have one: a second a would write over what was just noted. */
static void after_a_consent_comes_the_next_without_one(void **state)
{
	struct stage s = stage_pupils();

	(void)state;
	terminal_send(s.t, "cBora<Enter>4-B<Enter>");
	assert_true(terminal_wait_text(s.t, "Bora"));
	terminal_send(s.t, "<Home>aher mother<Enter>");
	assert_true(terminal_wait_text(s.t, "The consent is noted"));
	assert_true(terminal_wait_text(s.t, "> Bora"));
	assert_true(fixture_keeps(s.f, "\"consentBy\":\"her mother\""));
	terminal_send(s.t, "ahis father<Enter>");
	assert_true(terminal_wait_gone(s.t, "no consent"));
	assert_true(fixture_keeps(s.f, "\"consentBy\":\"his father\""));
	assert_true(fixture_keeps(s.f, "\"consentBy\":\"her mother\""));
	stage_end(&s);
}

static void slips_are_text(void **state)
{
	struct stage s = stage_pupils();
	char *path = xasprintf("%s/slips.txt", getenv("HOME"));
	struct str text = { 0 };

	(void)state;
	unlink(path);
	terminal_send(s.t, "MP");
	assert_true(terminal_wait_text(s.t, "Language of the slips"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Print it?"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_text(s.t, "Save as:"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Saved"));
	assert_int_equal(file_read(path, 100000, &text, NULL), 0);
	assert_non_null(strstr(text.text, "water-elif-27"));
	assert_non_null(strstr(text.text, "bade-lotu-nida-somi"));
	assert_non_null(strstr(text.text, "twinline --pupil"));
	assert_null(strstr(text.text, "water-can-31")); /* has chosen another one */
	str_release(&text);
	free(path);
	stage_end(&s);
}

static void one_is_ended_and_taken_back(void **state)
{
	struct stage s = stage_pupils();

	(void)state;
	terminal_send(s.t, "jd");
	assert_true(terminal_wait_text(s.t, "Ended: nobody signs in"));
	assert_true(fixture_keeps(s.f, "\"state\":\"ended\""));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_gone(s.t, "Ended: nobody"));
	stage_end(&s);
}

static void one_is_changed(void **state)
{
	struct stage s = stage_pupils();

	(void)state;
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Change a pupil"));
	stage_looks(&s, "pupil-form-80", "pupil-form-40");
	stage_end(&s);
}

static void letters_wait_first(void **state)
{
	struct stage s = stage_water(24, 80, "Pupils' mail", "Where do you live?");

	(void)state;
	stage_looks(&s, "pupil-mail-80", "pupil-mail-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "v");
	assert_true(terminal_wait_text(s.t, "teachers can read it"));
	assert_true(fixture_keeps(s.f, "\"pupilMail\":\"seen\""));
	stage_end(&s);
}

static void a_letter_is_let_through_or_stopped(void **state)
{
	struct stage s = stage_water(24, 80, "Pupils' mail", "Where do you live?");

	(void)state;
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "I live beside the mosque"));
	stage_looks(&s, "pupil-letter-80", "pupil-letter-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "d");
	assert_true(terminal_wait_text(s.t, "Why, for the pupil"));
	terminal_send(s.t, "No addresses<Enter>");
	assert_true(terminal_wait_text(s.t, "The letter is stopped"));
	assert_true(fixture_keeps(s.f, "\"reason\":\"No addresses\""));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_gone(s.t, "No addresses"));
	terminal_send(s.t, "a");
	assert_true(terminal_wait_text(s.t, "The letter is let through"));
	assert_true(fixture_keeps(s.f, "\"state\":\"sent\""));
	stage_end(&s);
}

static void a_letter_to_a_pupil_stays_in_the_project(void **state)
{
	struct stage s = stage_water(24, 80, "Pupils' mail", "Where do you live?");

	(void)state;
	terminal_send(s.t, "<Enter>r");
	assert_true(terminal_wait_text(s.t, "Letter in the project"));
	assert_true(terminal_wait_cursor(s.t, 3, 14)); /* the text: all else is filled */
	assert_true(terminal_wait_text(s.t, "Send        0.5 KB, about "));
	assert_true(terminal_wait_text(s.t, "Elif"));
	stage_end(&s);
}

static void all_have_every_size(void **state)
{
	static const struct { const char *part, *shows, *keys; } ways[] = {
		{ "Pupils  ", "Zosia", "" }, { "Pupils  ", "Zosia", "<Enter>" }, { "Pupils' mail", "Where do you live?", "" },
		{ "Pupils' mail", "Where do you live?", "<Enter>" }, { "Pupils' mail", "Where do you live?", "<Enter>r" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		struct stage s = stage_water(24, 80, ways[i].part, ways[i].shows);

		terminal_send(s.t, ways[i].keys);
		assert_true(terminal_wait_idle(s.t));
		s.writes = true;
		stage_try_sizes(&s, "<Down><Up>");
		stage_end(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pupil_among_members_is_changed_with_the_pupils),
		cmocka_unit_test(a_pupil_sees_nothing_for_teachers),
		cmocka_unit_test(a_pupil_is_offered_what_pupils_may_do),
		cmocka_unit_test(they_look_so),
		cmocka_unit_test(several_are_made_at_once),
		cmocka_unit_test(a_consent_is_noted_for_all_that_are_marked),
		cmocka_unit_test(after_a_consent_comes_the_next_without_one),
		cmocka_unit_test(slips_are_text),
		cmocka_unit_test(one_is_ended_and_taken_back),
		cmocka_unit_test(one_is_changed),
		cmocka_unit_test(letters_wait_first),
		cmocka_unit_test(a_letter_is_let_through_or_stopped),
		cmocka_unit_test(a_letter_to_a_pupil_stays_in_the_project),
		cmocka_unit_test(all_have_every_size),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
