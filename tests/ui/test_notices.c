/* Partner notices in a terminal: the list, one of them, one's own written and taken back, an answer that names what it answers. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/stage.h"
#include "lib/week.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

static struct stage fill(struct stage s, int rows, int cols)
{
	week_notices(s.f);
	s.t = fixture_face(s.f, rows, cols, NULL);
	assert_true(terminal_wait_text(s.t, "3 new notices"));
	terminal_send(s.t, ":notices<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Partner notices"));
	return s;
}

static struct stage open_notices(int rows, int cols)
{
	return fill(stage_new(), rows, cols);
}

static void they_look_as_a_list_does(void **state)
{
	struct stage s = open_notices(24, 80);

	(void)state;
	stage_looks(&s, "notices-80", "notices-40");
	stage_end(&s);
}

static void one_looks_as_a_page_does(void **state)
{
	struct stage s = open_notices(24, 80);

	(void)state;
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Partner notice  "));
	stage_looks(&s, "notice-80", "notice-40");
	stage_end(&s);
}

/* Whoever posted it still has it, and reads why others have not. */
static void what_an_officer_hides_says_why(void **state)
{
	struct stage s = open_notices(24, 80);
	struct account community;

	(void)state;
	assert_true(account_by_kind(&s.f->store, ACCOUNT_COMMUNITY, &community));
	fixture_receive(s.f, community.local, TYPE_PartnerNotice,
	                "{'id':'nhhhhhhh','rev':1,'title':'Cheap tablets','purpose':'project','ageBand':'7-11','hidden':'spam',"
	                "'createdAt':'2026-11-17T09:00:00Z'}");
	account_release(&community);
	terminal_send(s.t, "vvvvvv<Home>");
	assert_true(terminal_wait_text(s.t, "Cheap tablets"));
	terminal_send(s.t, "<Home><Enter>");
	assert_true(terminal_wait_text(s.t, "by the support organisation: mass mail or advertising"));
	assert_true(terminal_wait_text(s.t, "others do not"));
	stage_end(&s);
}

static void they_fit_any_size(void **state)
{
	struct stage s = open_notices(24, 80);

	(void)state;
	stage_try_sizes(&s, "<Down><Enter><Down>q");
	stage_end(&s);
}

static void purpose_age_and_words_choose(void **state)
{
	struct stage s = open_notices(24, 80);

	(void)state;
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 0, "Partner notices, a partner for a project"));
	assert_true(terminal_wait_at(s.t, 3, ""));
	terminal_send(s.t, "oo");
	assert_true(terminal_wait_at(s.t, 0, "Partner notices, a partner for a project, 7 to 11"));
	assert_true(terminal_wait_at(s.t, 2, ""));
	terminal_send(s.t, "vvvvvooofpoland<Enter>");
	assert_true(terminal_wait_text(s.t, "Letters about our rivers"));
	terminal_send(s.t, "f<C-u>nothing of this<Enter>");
	assert_true(terminal_wait_text(s.t, "No notices here. c posts one."));
	stage_end(&s);
}

static void an_answer_names_the_notice(void **state)
{
	struct stage s = open_notices(24, 80);

	(void)state;
	terminal_send(s.t, "w");
	assert_true(terminal_wait_text(s.t, "Re: Letters about our rivers"));
	terminal_send(s.t, "We would like to!<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Partner notices"));
	assert_true(fixture_keeps(s.f, "\"notice\":\"naaaaaaa\""));
	stage_end(&s);
}

static void ones_own_is_written_changed_and_taken_back(void **state)
{
	struct stage s = open_notices(24, 80);

	(void)state;
	terminal_send(s.t, "c");
	assert_true(terminal_wait_at(s.t, 0, "New notice  1 of 3"));
	terminal_send(s.t, "Masks and theatre<Tab><Tab>12<Enter><C-x><Enter>");
	assert_true(terminal_wait_at(s.t, 1, "Masks and theatre"));
	assert_true(fixture_keeps(s.f, "\"expires\":\"2026-12-17\""));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 0, "New notice  3 of 3"));
	terminal_send(s.t, "<Esc>q<End>e");
	assert_true(terminal_wait_at(s.t, 0, "Change the notice"));
	terminal_send(s.t, "q<Home>e");
	assert_true(terminal_wait_at(s.t, -1, "Only who posted it changes it."));
	terminal_send(s.t, "<End>d");
	assert_true(terminal_wait_at(s.t, -1, "The notice is taken away; u brings it back."));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Bread of our homes"));
	stage_end(&s);
}

/* One's own page offers what one can do with it; what somebody else ends while it is read stays to be read, and says so. */
static void ones_own_and_what_is_gone(void **state)
{
	struct stage s = open_notices(24, 80);
	struct account community;

	(void)state;
	terminal_send(s.t, "<End><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "e change  d delete  n next  q back"));
	terminal_send(s.t, "q<Home><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "w answer"));
	assert_true(account_by_kind(&s.f->store, ACCOUNT_COMMUNITY, &community));
	assert_int_equal(db_begin(s.f->store.db, NULL), 0);
	assert_int_equal(record_forget(&s.f->store, community.local, &record_types[TYPE_PartnerNotice], "naaaaaaa", NULL), 0);
	assert_int_equal(db_commit(s.f->store.db, NULL), 0);
	account_release(&community);
	terminal_send(s.t, "w");
	assert_true(terminal_wait_at(s.t, -1, "This notice is not here any more."));
	terminal_send(s.t, "<C-l>d");
	assert_true(terminal_wait_at(s.t, -1, "This notice is not here any more."));
	stage_end(&s);
}

static void a_notice_can_be_reported(void **state)
{
	struct stage s = open_notices(24, 80);

	(void)state;
	terminal_send(s.t, "<Enter>:report<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Report it?"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, -1, "What happened:"));
	terminal_send(s.t, "It sells things.<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at"));
	assert_true(fixture_keeps(s.f, "\"aboutType\":\"PartnerNotice\",\"aboutId\":\"naaaaaaa\""));
	stage_end(&s);
}

/* The answer to a notice, from sentences alone: chosen, filled in, read above the text, sent. */
static void a_letter_is_built_from_phrases(void **state)
{
	struct stage s = open_notices(24, 80);

	(void)state;
	/* She is no contact: the line says how a first letter can begin, while one types and where one chooses. */
	terminal_send(s.t, "w");
	assert_true(terminal_wait_text(s.t, "Ctrl-T phrases"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_at(s.t, -1, "Enter choose  Ctrl-T phrases"));
	terminal_send(s.t, "<C-t>");
	assert_true(terminal_wait_at(s.t, 0, "Phrases, which everybody reads in their own language"));
	terminal_send(s.t, "<Enter><Down><Down><Down><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "To fill in:"));
	terminal_send(s.t, "9 to 11<Enter>");
	assert_true(terminal_wait_at(s.t, 4, ">* How old my pupils are: 9 to 11 years."));
	terminal_send(s.t, "<Down><Enter>many<Enter>");
	/* What does not fit is asked for again, as it was typed; where only names of a list do, they stand above. */
	assert_true(terminal_wait_at(s.t, -2, "This does not fit the sentence."));
	assert_true(terminal_wait_at(s.t, -1, "To fill in: many"));
	terminal_send(s.t, "<C-c><Down><Down><Enter>");
	assert_true(terminal_wait_text(s.t, "letters between classes"));
	terminal_send(s.t, "a project on rivers<Enter>");
	assert_true(terminal_wait_at(s.t, -2, "\"a project on rivers\" is none of the choices."));
	terminal_send(s.t, "<C-u>let");
	assert_true(terminal_wait_at(s.t, -2, "letters between classes"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, ">* What I look for: letters between classes."));
	stage_looks(&s, "phrases-80", "phrases-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "What I look for: ___."));
	terminal_send(s.t, "<C-x>");
	assert_true(terminal_wait_text(s.t, "Phrases   Good day!"));
	terminal_send(s.t, "s");
	assert_true(terminal_wait_at(s.t, 0, "Partner notices"));
	assert_true(fixture_keeps(s.f, "\"phrases\":{\"greet\":[],\"pupils\":[9,11]}"));
	/* And a contact request with those chosen last. */
	terminal_send(s.t, "<Enter>aMay we?<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "With the phrases chosen last?"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at"));
	assert_true(fixture_keeps(s.f, "\"text\":\"May we?\",\"phrases\":{"));
	stage_end(&s);
}

/* A translator, and the setting that names it. */
static void set_translator(struct fixture *f, const char *script)
{
	char *program = xasprintf("%s/translator", f->paths.config), *line = xasprintf("translate-command = %s --to $(id)\n", program);

	assert_int_equal(file_write(program, script, strlen(script), 0700, NULL), 0);
	stage_settings(f, line);
	free(program);
	free(line);
}

/* The program gets the text, and no shell sees its words; what it makes is kept below the original, and is safe. */
static void a_notice_is_translated(void **state)
{
	struct stage s = stage_new();

	(void)state;
	/* It tells what it was given, and tries to do harm. */
	set_translator(s.f, "#!/bin/sh\necho \"$1 $2 $3 $4 of:\"\ncat\nprintf 'x\\033[2Jy\\n'\n");
	s = fill(s, 24, 80);
	terminal_send(s.t, "<Down><Enter>:translate<Enter>");
	assert_true(terminal_wait_text(s.t, "Translated by a machine:"));
	assert_true(terminal_wait_text(s.t, "--to $(id) el en of:"));
	assert_true(terminal_wait_text(s.t, "Μετράμε."));
	terminal_send(s.t, "q<Enter>");
	assert_true(terminal_wait_text(s.t, "Translated by a machine:"));
	terminal_send(s.t, "q<Home><Enter>:translate<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Your profile says that you read this language."));
	stage_end(&s);
}

/* It takes its time, and nothing waits for it; Esc ends it, and the next Esc goes back as ever. */
static void a_slow_translator_holds_nothing_up(void **state)
{
	struct stage s = stage_new();

	(void)state;
	set_translator(s.f, "#!/bin/sh\nsleep 60\n");
	s = fill(s, 24, 80);
	terminal_send(s.t, "<Down><Enter>:translate<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Being translated; Esc gives it up."));
	terminal_send(s.t, "?");
	assert_true(terminal_wait_gone(s.t, "Partner notices 2 of 3"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_text(s.t, "Partner notices 2 of 3"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_at(s.t, -1, "The translation was given up."));
	assert_true(terminal_shows(s.t, "Partner notices 2 of 3"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_gone(s.t, "Partner notices 2 of 3"));
	stage_end(&s);
}

static void a_translator_that_fails_is_named(void **state)
{
	(void)state;
	/* One that fails, one that says nothing at all, one that never stops. */
	static const char *const scripts[] = { "echo half\nexit 1", "cat >/dev/null", "while :; do echo half; done" };

	for (size_t i = 0; i < ARRAY_SIZE(scripts); i++) {
		char *script = xasprintf("#!/bin/sh\n%s\n", scripts[i]);
		struct stage s = stage_new();

		set_translator(s.f, script);
		s = fill(s, 24, 80);
		terminal_send(s.t, "<Down><Enter>:translate<Enter>");
		assert_true(terminal_wait_text(s.t, "ended with an error."));
		assert_false(terminal_shows(s.t, "half"));
		assert_false(terminal_shows(s.t, "Translated by a machine"));
		stage_end(&s);
		free(script);
	}
}

/* Before the first text leaves for the portal's program, the person is asked; it is given up by the same word. */
static void without_a_program_the_portal_is_asked_for_it(void **state)
{
	struct stage s = open_notices(24, 80);

	(void)state;
	terminal_send(s.t, "<Down><Enter>:translate<Enter>");
	assert_true(terminal_wait_text(s.t, "The text leaves this computer"));
	terminal_send(s.t, "1");
	assert_true(terminal_wait_gone(s.t, "The text leaves this computer"));
	assert_false(terminal_shows(s.t, "The portal is asked"));
	terminal_send(s.t, ":translate<Enter>");
	assert_true(terminal_wait_text(s.t, "The text leaves this computer"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_text(s.t, "The portal is asked for a translation."));
	terminal_send(s.t, ":translate<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "The translation was given up."));
	assert_true(terminal_wait_gone(s.t, "The portal is asked for a translation."));
	terminal_send(s.t, ":translate<Enter>");
	assert_true(terminal_wait_text(s.t, "The portal is asked for a translation."));
	stage_end(&s);
}

/* Whom I follow, and what the portal last said that they did; nobody else's lines, though they may still be here. */
static void those_followed_are_seen(void **state)
{
	static const char *const follows[] = {
		"{'id':'faaaaaaa','rev':1,'person':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'},'since':'2026-11-01T08:00:00Z'}",
		"{'id':'fbbbbbbb','rev':1,'project':{'id':'jccccccc','name':'Baba Marta'},'since':'2026-11-01T08:00:00Z'}",
	};
	static const char *const lines[] = {
		"{'id':'jccccccc','rev':1,'aboutType':'Project','at':'2026-11-14T08:00:00Z','title':'Baba Marta','state':'closed','labels':2,"
		"'people':[{'id':'eaaaaaaa','name':'Somebody Else','country':'BG'}]}",
		"{'id':'jddddddd','rev':1,'aboutType':'Page','at':'2026-11-16T07:00:00Z','title':'How we made them','changed':true,"
		"'project':{'id':'jccccccc','name':'Baba Marta'}}",
		"{'id':'jeeeeeee','rev':1,'aboutType':'Page','at':'2026-11-15T07:00:00Z','title':'Red and white',"
		"'project':{'id':'jccccccc','name':'Baba Marta'}}",
		"{'id':'jfffffff','rev':1,'aboutType':'Post','at':'2026-11-15T09:00:00Z','title':'The first day of March',"
		"'project':{'id':'jccccccc','name':'Baba Marta'}}",
		"{'id':'eccccccc','rev':1,'aboutType':'Event','at':'2026-11-16T06:00:00Z','title':'Rivers together',"
		"'people':[{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'}]}",
		"{'id':'naaaaaaa','rev':1,'aboutType':'PartnerNotice','at':'2026-11-16T08:00:00Z','title':'Letters about our rivers',"
		"'people':[{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'}]}",
		"{'id':'eddddddd','rev':1,'aboutType':'Event','at':'2026-11-16T09:00:00Z','title':'Not followed any more',"
		"'people':[{'id':'eaaaaaaa','name':'Somebody Else','country':'BG'}]}",
	};
	struct stage s = stage_new();
	int64_t directory = fixture_account(s.f, "adaaaaaa", ACCOUNT_DIRECTORY);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(follows); i++)
		fixture_receive(s.f, s.f->account, TYPE_Follow, follows[i]);
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		fixture_receive(s.f, directory, TYPE_Deed, lines[i]);
	assert_int_equal(store_set_fact(&s.f->store, "feed", "{\"at\":1794910320}", NULL), 0);
	s = fill(s, 24, 80);
	terminal_send(s.t, "q:feed<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Those you follow"));
	assert_false(terminal_shows(s.t, "Not followed"));
	stage_looks(&s, "feed-80", "feed-40");
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Partner notice"));
	stage_end(&s);
}

/* The portal is asked for all when one looks for the first time, then for what is new; what is not here is fetched to be opened. */
static void the_portal_is_asked_for_what_is_new(void **state)
{
	struct stage s = stage_new();
	int64_t directory = fixture_account(s.f, "adaaaaaa", ACCOUNT_DIRECTORY);
	struct json *asked;

	(void)state;
	fixture_receive(s.f, s.f->account, TYPE_Follow, "{'id':'fbbbbbbb','rev':1,'project':{'id':'jccccccc','name':'Baba Marta'}}");
	s = fill(s, 24, 80);
	terminal_send(s.t, "q:feed<Enter>");
	asked = fixture_hear(s.f, "search");
	assert_string_equal(json_get_text(asked, "type"), "Deed");
	assert_null(json_get(asked, "filter"));
	json_free(asked);
	fixture_receive(s.f, directory, TYPE_Deed, "{'id':'jddddddd','rev':1,'aboutType':'Page','at':'2026-11-16T07:00:00Z',"
	                "'title':'How we made them','project':{'id':'jccccccc','name':'Baba Marta'}}");
	fixture_tell(s.f, "{\"did\":\"found\",\"n\":1,\"ids\":[\"jddddddd\"],\"total\":2}");
	assert_true(terminal_wait_text(s.t, "Page: How we made them"));
	assert_true(terminal_wait_text(s.t, "as of"));
	/* From the last line on, there is more at the portal. */
	terminal_send(s.t, "<Down>");
	asked = fixture_hear(s.f, "search");
	assert_string_equal(json_get_text(asked, "after"), "jddddddd");
	json_free(asked);
	fixture_receive(s.f, directory, TYPE_Deed, "{'id':'jeeeeeee','rev':1,'aboutType':'Page','at':'2026-11-12T07:00:00Z',"
	                "'title':'Red and white','project':{'id':'jccccccc','name':'Baba Marta'}}");
	fixture_tell(s.f, "{\"did\":\"found\",\"n\":2,\"ids\":[\"jeeeeeee\"],\"total\":2}");
	assert_true(terminal_wait_text(s.t, "Page: Red and white"));
	terminal_send(s.t, "<Enter>");
	asked = fixture_hear(s.f, "fetch");
	assert_string_equal(json_get_text(asked, "type"), "Page");
	json_free(asked);
	fixture_tell(s.f, "{\"did\":\"found\",\"n\":3,\"ids\":[]}");
	assert_true(terminal_wait_text(s.t, "This page is not here any more."));
	terminal_send(s.t, "q:feed<Enter>");
	asked = fixture_hear(s.f, "search");
	assert_string_equal(json_get_text(json_get(asked, "filter"), "since"), "2026-11-16");
	json_free(asked);
	/* More is new than came: the rest is asked for. */
	fixture_tell(s.f, "{\"did\":\"found\",\"n\":1,\"ids\":[\"jddddddd\"],\"total\":2}");
	asked = fixture_hear(s.f, "search");
	assert_string_equal(json_get_text(asked, "after"), "jddddddd");
	json_free(asked);
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_look_as_a_list_does),
		cmocka_unit_test(one_looks_as_a_page_does),
		cmocka_unit_test(what_an_officer_hides_says_why),
		cmocka_unit_test(they_fit_any_size),
		cmocka_unit_test(purpose_age_and_words_choose),
		cmocka_unit_test(an_answer_names_the_notice),
		cmocka_unit_test(ones_own_is_written_changed_and_taken_back),
		cmocka_unit_test(ones_own_and_what_is_gone),
		cmocka_unit_test(a_notice_can_be_reported),
		cmocka_unit_test(a_letter_is_built_from_phrases),
		cmocka_unit_test(those_followed_are_seen),
		cmocka_unit_test(the_portal_is_asked_for_what_is_new),
		cmocka_unit_test(without_a_program_the_portal_is_asked_for_it),
		cmocka_unit_test(a_slow_translator_holds_nothing_up),
		cmocka_unit_test(a_translator_that_fails_is_named),
		cmocka_unit_test(a_notice_is_translated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
