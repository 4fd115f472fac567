/* The desk in a terminal: the list and one case as drawn, deciding and going on, undo, reasons, joining up, what came too late. */
#include "lib/suite.h"

#include "lib/desk.h"
#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/settings.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"

static int64_t desk;

static struct stage begin(int rows, int cols)
{
	struct stage s = stage_new();

	desk = desk_fill(s.f);
	s.t = fixture_face(s.f, rows, cols, NULL);
	assert_true(terminal_wait_text(s.t, "4 wait"));
	terminal_send(s.t, ":desk<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "oldest"));
	return s;
}

static struct stage begin_case(int rows, int cols)
{
	struct stage s = begin(rows, cols);

	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "1 of 4"));
	return s;
}

/* The state that the next exchange would ask for of a case; "" for none. Static. */
static const char *asked(struct stage *s, const char *id)
{
	static char state[40];
	struct record r = { 0 };
	struct outbox_entry entry = { 0 };

	state[0] = '\0';
	assert_true(record_by_id(&s->f->store, desk, &record_types[TYPE_Case], id, &r));
	if (outbox_get(&s->f->store, outbox_of_record(&s->f->store, r.local), &entry)) {
		struct json *patch = json_parse_own(entry.body);
		const char *text = json_get_text(patch, "state");

		snprintf(state, sizeof state, "%s", text ? text : "");
		json_free(patch);
	}
	outbox_entry_release(&entry);
	record_free(&r);
	return state;
}

static void the_list_looks_as_drawn(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	assert_true(terminal_wait_at(s.t, 0, "4 wait, 3 yours, oldest 6 days"));
	terminal_send(s.t, "o");
	assert_true(terminal_wait_at(s.t, 0, "by country"));
	terminal_send(s.t, "o");
	assert_true(terminal_wait_gone(s.t, "by country"));
	stage_looks(&s, "desk-80", "desk-40");
	stage_try_sizes(&s, "<Down><End>");
	stage_end(&s);
}

static void a_case_looks_as_drawn(void **state)
{
	struct stage s = begin_case(24, 80);

	(void)state;
	stage_looks(&s, "desk-case-80", "desk-case-40");
	stage_try_sizes(&s, "<End><Home>");
	stage_end(&s);
}

static void accepting_goes_on_and_undo_comes_back(void **state)
{
	struct stage s = begin_case(24, 80);

	(void)state;
	terminal_send(s.t, "a");
	assert_true(terminal_wait_text(s.t, "Mehmet Kaya"));
	assert_true(terminal_wait_at(s.t, 0, "1 of 3"));
	assert_string_equal(asked(&s, "caaaaaaa"), "accepted");
	assert_true(terminal_wait_text(s.t, "Today: 1 accepted"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Cumhuriyet"));
	assert_true(terminal_wait_at(s.t, 0, "1 of 4"));
	assert_string_equal(asked(&s, "caaaaaaa"), "");
	stage_end(&s);
}

static void what_is_marked_is_decided_together(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	terminal_send(s.t, "mma");
	assert_true(terminal_wait_gone(s.t, "Mehmet"));
	assert_string_equal(asked(&s, "caaaaaaa"), "accepted");
	assert_string_equal(asked(&s, "cbbbbbbb"), "accepted");
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Mehmet"));
	assert_string_equal(asked(&s, "cbbbbbbb"), "");
	stage_end(&s);
}

static void a_refusal_needs_a_reason(void **state)
{
	struct stage s = begin_case(24, 80);

	(void)state;
	terminal_send(s.t, "d");
	assert_true(terminal_wait_text(s.t, "no longer works there"));
	stage_looks(&s, "desk-reason-80", "desk-reason-40");
	stage_try_sizes(&s, "<Down>");
	terminal_send(s.t, "<Home><Enter>");
	assert_true(terminal_wait_text(s.t, "Mehmet Kaya"));
	assert_string_equal(asked(&s, "caaaaaaa"), "refused");
	/* Another reason says nothing without words. */
	terminal_send(s.t, "w<End><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "What the letter says"));
	terminal_send(s.t, "Which class?<Enter>");
	assert_true(terminal_wait_text(s.t, "A question about your registration"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Deniz"));
	assert_string_equal(asked(&s, "cbbbbbbb"), "askedBack");
	stage_end(&s);
}

/* Before it goes the letter is read as it will be, with words of one's own, and in the officer's language too; and after it has gone. */
static void the_letter_is_seen_before_it_goes(void **state)
{
	struct stage s = begin_case(24, 80);

	(void)state;
	terminal_send(s.t, "n");
	assert_true(terminal_wait_text(s.t, "Mehmet"));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_text(s.t, "Hoş geldiniz"));
	assert_true(terminal_wait_text(s.t, "The letter, English:"));
	stage_looks(&s, "desk-letter-80", "desk-letter-40");
	stage_try_sizes(&s, "<Down><Up>");
	terminal_send(s.t, "eSee you in May.<Enter>");
	assert_true(terminal_wait_text(s.t, "See you in May."));
	assert_string_equal(asked(&s, "cbbbbbbb"), "");
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Deniz"));
	assert_string_equal(asked(&s, "cbbbbbbb"), "accepted");
	/* What is decided shows the letter that goes; nothing is decided by looking at it. */
	terminal_send(s.t, "qvv<Home><Enter>");
	assert_true(terminal_wait_text(s.t, "Mehmet"));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_text(s.t, "See you in May."));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_idle(s.t));
	assert_string_equal(asked(&s, "cbbbbbbb"), "accepted");
	stage_end(&s);
}

static void likeness_is_looked_at_and_joined_up(void **state)
{
	struct stage s = begin_case(24, 80);

	(void)state;
	terminal_send(s.t, "jjjjjjj<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "The same?"));
	stage_looks(&s, "desk-compare-80", "desk-compare-40");
	stage_try_sizes(&s, "<Down>");
	terminal_send(s.t, "v");
	assert_true(terminal_wait_text(s.t, "Welcome back"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Mehmet Kaya"));
	assert_string_equal(asked(&s, "caaaaaaa"), "joinedUp");
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Nurcan"));
	terminal_send(s.t, "jjjjjjj<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "The same?"));
	terminal_send(s.t, "a");
	assert_true(terminal_wait_text(s.t, "Mehmet Kaya"));
	assert_string_equal(asked(&s, "caaaaaaa"), "joinedUp");
	stage_end(&s);
}

/* Whose new school is a known one in other words has not been here before: what is read before is the letter that goes. */
static void a_school_is_joined_up_without_a_word_of_before(void **state)
{
	struct stage s = stage_new();

	(void)state;
	desk = desk_fill(s.f);
	fixture_receive(s.f, desk, TYPE_Dossier,
	                "{'id':'caaaaaaa','rev':2,'caseId':'caaaaaaa','facts':{'list':[{'fact':'school','value':'Cumhuriyet Ortaokulu, Niğde'}]},"
	                "'alike':{'list':[{'id':'szzzzzzz','name':'Cumhuriyet Orta Okulu','agree':2,'of':2,'facts':{'list':["
	                "{'fact':'school','value':'Cumhuriyet Orta Okulu, Niğde'},{'fact':'number'},{'fact':'address'}]}}]}}");
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "4 wait"));
	terminal_send(s.t, ":desk<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "oldest"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Same?"));
	terminal_send(s.t, "jj<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "The same?"));
	assert_true(terminal_wait_at(s.t, -1, "a join up  v letter  q back"));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_text(s.t, "From now on others find you"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Mehmet Kaya"));
	assert_string_equal(asked(&s, "caaaaaaa"), "joinedUp");
	stage_end(&s);
}

/* The line that says what Enter does is one on which it does. */
static void the_line_below_a_likeness_opens_it_too(void **state)
{
	struct stage s = begin_case(24, 80);

	(void)state;
	terminal_send(s.t, "jjjjjjjj");
	assert_true(terminal_wait_at(s.t, 9, ">                Enter shows both"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "The same?"));
	stage_end(&s);
}

static void a_project_has_the_reasons_of_projects(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	terminal_send(s.t, "jj<Enter>");
	assert_true(terminal_wait_text(s.t, "w   the plan says too little"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, 1, "the plan says too little"));
	assert_true(terminal_wait_at(s.t, 2, "another reason"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "3 of 4"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "4 wait"));
	/* Where a registration is marked, too, all are offered. */
	terminal_send(s.t, "<Home>mjmjmd");
	assert_true(terminal_wait_text(s.t, "not a school"));
	assert_true(terminal_wait_text(s.t, "the plan says too little"));
	assert_true(terminal_wait_at(s.t, 0, "Refuse: why, 3 marked"));
	stage_end(&s);
}

/* Its plan and its aims, in whole texts. */
static void a_project_shows_its_plan(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	terminal_send(s.t, "jj<Enter>");
	assert_true(terminal_wait_text(s.t, "Pupils' age"));
	assert_true(terminal_wait_text(s.t, "9 to 11 years"));
	stage_looks(&s, "desk-project-80", "desk-project-40");
	stage_end(&s);
}

/* The paper has come, and a command makes text of it. */
static void a_paper_is_read_in_place(void **state)
{
	static const char pdf[] = "\033[31mwe employ her\nsince 2019\n";
	struct stage s = begin(24, 80);
	struct settings settings;
	char *path = paths_settings();
	struct err e = { 0 };

	(void)state;
	terminal_free(s.t);
	assert_int_equal(settings_load(&settings, path, &e), 0);
	assert_int_equal(settings_set(&settings, SETTING_PDF_READER, "tr a-z A-Z", &e), 0);
	assert_int_equal(settings_set(&settings, SETTING_VIEWER, "grep -q 'no such words'", &e), 0);
	settings_release(&settings);
	assert_int_equal(db_begin(s.f->store.db, NULL), 0);
	assert_int_equal(blob_keep(&s.f->store, desk, "baaaaaaa", "application/pdf", pdf, sizeof pdf - 1, 0, NULL), 0);
	assert_int_equal(db_commit(s.f->store.db, NULL), 0);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, ":desk<Enter><Enter>");
	assert_true(terminal_wait_text(s.t, "Nurcan"));
	terminal_send(s.t, "jjjjjj<Enter>");
	assert_true(terminal_wait_text(s.t, "SINCE 2019"));
	stage_looks(&s, "desk-paper-80", "desk-paper-40");
	stage_try_sizes(&s, "<Down><Up>");
	/* Elsewhere, by a command that gets a name of ours. */
	terminal_send(s.t, "v");
	assert_true(terminal_wait_text(s.t, "ended with an"));
	stage_end(&s);
	free(path);
}

/* One that is asked for opens when it has come. */
static void a_paper_opens_when_it_has_come(void **state)
{
	static const char text[] = "we employ her\n";
	struct stage s = begin_case(24, 80);

	(void)state;
	terminal_send(s.t, "jjjjjj<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "fetch"));
	terminal_send(s.t, "2");
	json_free(fixture_hear(s.f, "file"));
	assert_int_equal(db_begin(s.f->store.db, NULL), 0);
	assert_int_equal(blob_keep(&s.f->store, desk, "baaaaaaa", "application/pdf", text, sizeof text - 1, 0, NULL), 0);
	assert_int_equal(db_commit(s.f->store.db, NULL), 0);
	fixture_tell(s.f, "{\"did\":\"file\",\"blob\":\"baaaaaaa\"}");
	assert_true(terminal_wait_text(s.t, "WE EMPLOY HER")); /* by the command of the test before */
	stage_end(&s);
}

static void what_another_holds_is_theirs(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	terminal_send(s.t, "<End>a");
	assert_true(terminal_wait_text(s.t, "Another officer has this one open now: Hakan Tez."));
	assert_string_equal(asked(&s, "cddddddd"), "");
	stage_end(&s);
}

/* Offline two decide the same: the portal takes the first, and the second one sees what came of it. */
static void what_came_too_late_is_shown(void **state)
{
	struct stage s = begin(24, 80);
	struct record r = { 0 };
	struct err cause = { 0 };

	(void)state;
	terminal_send(s.t, "a");
	assert_true(terminal_wait_gone(s.t, "Nurcan Aydın, "));
	fixture_receive(s.f, desk, TYPE_Case,
	                "{'id':'caaaaaaa','rev':2,'kind':'registration','title':'Nurcan Aydın','country':'TR','state':'refused',"
	                "'reason':'notASchool','decidedAt':'2026-11-17T10:20:00Z','decidedBy':{'id':'peeeeeee','name':'Hakan Tez',"
	                "'country':'TR'},'since':'2026-11-11T09:12:00Z'}");
	assert_true(record_by_id(&s.f->store, desk, &record_types[TYPE_Case], "caaaaaaa", &r));
	err_set(&cause, ERR_NOT_IN_STATE, "Nurcan Aydın", "refused", NULL);
	assert_int_equal(db_begin(s.f->store.db, NULL), 0);
	assert_int_equal(outbox_refused(&s.f->store, outbox_of_record(&s.f->store, r.local), false, &cause, NULL), 0);
	assert_int_equal(db_commit(s.f->store.db, NULL), 0);
	err_release(&cause);
	record_free(&r);
	terminal_send(s.t, "vvv");
	assert_true(terminal_wait_text(s.t, "too late"));
	terminal_send(s.t, "<Home><Enter>");
	assert_true(terminal_wait_text(s.t, "Hakan Tez"));
	assert_true(terminal_wait_text(s.t, "not a school"));
	stage_end(&s);
}

/* What a report took away comes back, a month long; until it leaves, that can be taken back. */
static void what_was_taken_away_is_shown_again(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	fixture_receive(s.f, desk, TYPE_Case,
	                "{'id':'cggggggg','rev':2,'kind':'report','title':'Rude Body','country':'TR','aboutType':'Report','aboutId':'rggggggg',"
	                "'state':'accepted','decidedAt':'2026-11-17T10:00:00Z','since':'2026-11-16T09:12:00Z'}");
	terminal_send(s.t, "vv");
	assert_true(terminal_wait_text(s.t, "Rude Body"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Show again"));
	terminal_send(s.t, "z");
	assert_true(terminal_wait_text(s.t, "Rude Body: shown again."));
	assert_string_equal(asked(&s, "cggggggg"), "shownAgain");
	terminal_send(s.t, "u");
	assert_true(terminal_wait_gone(s.t, "Rude Body: shown again."));
	assert_string_equal(asked(&s, "cggggggg"), "");
	/* What waits was never taken away, nor what is to be taken away and can be taken back yet. */
	terminal_send(s.t, "qv<Enter>z");
	assert_true(terminal_wait_text(s.t, "Nurcan"));
	assert_string_equal(asked(&s, "caaaaaaa"), "");
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_list_looks_as_drawn),
		cmocka_unit_test(a_case_looks_as_drawn),
		cmocka_unit_test(accepting_goes_on_and_undo_comes_back),
		cmocka_unit_test(what_is_marked_is_decided_together),
		cmocka_unit_test(a_refusal_needs_a_reason),
		cmocka_unit_test(the_letter_is_seen_before_it_goes),
		cmocka_unit_test(likeness_is_looked_at_and_joined_up),
		cmocka_unit_test(a_school_is_joined_up_without_a_word_of_before),
		cmocka_unit_test(the_line_below_a_likeness_opens_it_too),
		cmocka_unit_test(a_project_has_the_reasons_of_projects),
		cmocka_unit_test(a_project_shows_its_plan),
		cmocka_unit_test(a_paper_is_read_in_place),
		cmocka_unit_test(a_paper_opens_when_it_has_come),
		cmocka_unit_test(what_another_holds_is_theirs),
		cmocka_unit_test(what_came_too_late_is_shown),
		cmocka_unit_test(what_was_taken_away_is_shown_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
