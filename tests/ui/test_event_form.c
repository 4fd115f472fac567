/* An event of one's own in a terminal: written, kept at every key, previewed, sent, changed, cancelled. */
#include "lib/suite.h"

#include <signal.h>

#include "lib/calendar.h"
#include "lib/screens.h"

static struct stage open_form(int rows, int cols, const char *language)
{
	struct stage s = calendar_open(rows, cols, language, "month");

	terminal_send(s.t, "<Right><Right><Right>c"); /* Friday */
	assert_true(terminal_wait_text(s.t, "Europe/Istanbul"));
	return s;
}

static void it_looks_as_a_form_does(void **state)
{
	static const struct { const char *language, *wide, *narrow; } rows[] = {
		{ NULL, "event-form-80", "event-form-40" }, { "el", "event-form-80-el", "event-form-40-el" },
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct stage s = open_form(24, 80, rows[i].language);

		stage_looks(&s, rows[i].wide, rows[i].narrow);
		stage_end(&s);
	}
}

/* Fills in what an event needs. */
static void fill_in(struct stage *s)
{
	terminal_send(s->t, "Su Günü<Tab>web");
	assert_true(terminal_wait_text(s->t, "Enter: webinar"));
	terminal_send(s->t, "<Enter>"); /* taken; the length of the day stays open */
	assert_true(terminal_wait_at(s->t, 2, "  Kind         webinar"));
}

static void an_event_is_written_and_sent(void **state)
{
	struct stage s = open_form(24, 80, NULL);

	(void)state;
	fill_in(&s);
	assert_true(terminal_wait_at(s.t, 0, "New event  4 of 4 needed lines filled"));
	terminal_send(s.t, "<Tab><C-u>soon<Tab>");
	assert_true(terminal_wait_at(s.t, 5, "Write a day like 24 Dec, 24.12, 2026-12-24, tomorrow or Fri."));
	terminal_send(s.t, "<C-x><Enter>");
	assert_true(terminal_wait_text(s.t, "Day          soon"));
	assert_true(terminal_wait_cursor(s.t, 4, 19));
	terminal_send(s.t, "<C-u>24.11<Tab><C-u>17:30<Esc><C-x><Down><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Su Günü, webinar"));
	assert_true(terminal_wait_at(s.t, 2, "  When       Tue 24 Nov, 17:30-18:30 your time"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "This is how others will see it. q goes back to the form."));
	terminal_send(s.t, "qs");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:15. u takes it back."));
	terminal_send(s.t, "g24 Nov<Enter>");
	assert_true(terminal_wait_at(s.t, 9, "  Tue 24  17:30-18:30  Su Günü, webinar"));
	terminal_send(s.t, "u"); /* before it leaves, it is a draft again */
	assert_true(terminal_wait_at(s.t, 0, "New event  4 of 4"));
	assert_true(terminal_wait_at(s.t, 1, "  Title        Su Günü"));
	stage_end(&s);
}

/* Kept, sent or brought back, it is under the cursor, on whatever day it is. */
static void the_cursor_is_on_what_was_made(void **state)
{
	struct stage s = calendar_open(24, 80, NULL, "agenda");

	(void)state;
	terminal_send(s.t, "c");
	assert_true(terminal_wait_text(s.t, "Europe/Istanbul"));
	fill_in(&s);
	terminal_send(s.t, "<Tab><C-u>24.11<Esc>q");
	assert_true(terminal_wait_at(s.t, -1, "Kept as a draft."));
	assert_true(terminal_wait_text(s.t, "> Tue 24 Nov 16:00 draft   Su Günü"));
	terminal_send(s.t, "<Enter><Esc>s");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:15."));
	assert_true(terminal_wait_text(s.t, "> Tue 24 Nov 16:00 yes     Su Günü"));
	terminal_send(s.t, "v<Home>c");
	assert_true(terminal_wait_text(s.t, "Europe/Istanbul"));
	fill_in(&s);
	terminal_send(s.t, "<Tab><C-u>3.12<C-x>s");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:15."));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 0, "Calendar  week 49"));
	assert_true(terminal_wait_text(s.t, "> Thu 3   16:00-17:00  Su Günü"));
	stage_end(&s);
}

/* Yes and no, sets of choices, ages, moments: each as people type it, and as the preview has it. */
static void values_are_read_as_they_are_typed(void **state)
{
	struct stage s = open_form(30, 80, NULL);

	(void)state;
	fill_in(&s); /* the cursor is on "All day" */
	terminal_send(s.t, "<Tab><Tab><Tab><Tab><Tab>y<Tab>"); /* online: more lines */
	assert_true(terminal_wait_text(s.t, "  Online         yes"));
	assert_true(terminal_wait_text(s.t, "  Link"));
	terminal_send(s.t, "http://meet.example<Tab>");
	assert_true(terminal_wait_at(s.t, 10, "                 \"http://meet.example\" is not written like"));
	assert_true(terminal_wait_at(s.t, 11, "                 school.example/\"."));
	terminal_send(s.t, "<S-Tab><C-u>https://meet.example/<Tab>150000000<Tab><Tab><Tab><Tab><Tab><Tab>eng<Enter>gree<Enter><Tab>");
	assert_true(terminal_wait_text(s.t, "  In             English, Greek"));
	terminal_send(s.t, "<Tab><Tab>11 to 9<Tab>");
	assert_true(terminal_wait_text(s.t, "The first number is the larger one."));
	terminal_send(s.t, "<S-Tab><C-u>9-11<Tab>app<Tab>many<Tab>");
	assert_true(terminal_wait_text(s.t, "  Joining        apply"));
	assert_true(terminal_wait_text(s.t, "\"many\" is not written like"));
	terminal_send(s.t, "<S-Tab><C-u>20<Tab>19 Nov 12:00<Esc><C-x><Down><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Su Günü, webinar"));
	assert_true(terminal_wait_at(s.t, 3, "  Where      online; about 150 MB for the hour"));
	assert_true(terminal_wait_at(s.t, 5, "  In         English, Greek"));
	assert_true(terminal_wait_at(s.t, 6, "  For        all eTwinners, pupils aged 9 to 11"));
	assert_true(terminal_wait_at(s.t, 8, "  Places     20, 20 free; join before Thu 19 Nov 12:00"));
	assert_true(terminal_wait_at(s.t, 9, "  Link       https://meet.example/"));
	stage_end(&s);
}

static void a_long_text_is_written_in_an_editor_of_ones_own(void **state)
{
	struct stage s;

	(void)state;
	assert_int_equal(setenv("VISUAL", "sh -c 'echo Bring a glass. >> \"$0\"'", 1), 0);
	s = open_form(24, 80, NULL);
	fill_in(&s);
	terminal_send(s.t, "<Esc>E"); /* from a line that is no text the cursor goes to the first that is one */
	assert_true(terminal_wait_text(s.t, "> About        Bring a glass."));
	assert_true(fixture_keeps(s.f, "Bring a glass."));
	stage_end(&s);
}

static void half_an_event_outlives_the_program(void **state)
{
	struct stage s = open_form(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "Half an ev<Tab><Tab><Tab><C-u>nonsense");
	assert_true(terminal_wait_text(s.t, "nonsense"));
	terminal_kill(s.t, SIGKILL);
	assert_true(terminal_wait_exit(s.t, NULL));
	terminal_free(s.t);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 1, "  Title        Half an ev"));
	assert_true(terminal_wait_at(s.t, 4, "  Day          nonsense"));
	assert_true(terminal_wait_cursor(s.t, 4, 15 + 8));
	terminal_send(s.t, "<Esc>q");
	assert_true(terminal_wait_at(s.t, -1, "Kept as a draft."));
	terminal_send(s.t, "5v");
	assert_true(terminal_wait_at(s.t, 0, "Calendar  week 47"));
	assert_true(terminal_wait_text(s.t, "Half an ev")); /* without a day of its own it stands at the present */
	assert_true(terminal_wait_text(s.t, "draft"));
	stage_end(&s);
}

static void the_clocks_of_the_place_are_minded(void **state)
{
	struct stage s = open_form(24, 80, NULL);

	(void)state;
	fill_in(&s);
	terminal_send(s.t, "<Tab><C-u>28.3.2027<Tab><C-u>3:30<Tab><Tab><C-u>athens");
	assert_true(terminal_wait_text(s.t, "Enter: Europe/Athens"));
	terminal_send(s.t, "<Enter><Esc><Up><Up>");
	terminal_send(s.t, "<Enter><Esc>s");
	assert_true(terminal_wait_at(s.t, -1, "This hour does not exist on that day: the clocks are put forward over it."));
	terminal_send(s.t, "<Up><C-u>31.10.2027<Esc>");
	assert_true(terminal_wait_at(s.t, 4, "> Day          31.10.2027"));
	terminal_send(s.t, "<Down><Enter><Backspace>0<Esc>");
	assert_true(terminal_wait_at(s.t, 6, "               This hour comes twice on that day"));
	terminal_send(s.t, "<Enter><C-u>9:00<Esc>"); /* Istanbul is an hour ahead then */
	assert_true(terminal_wait_at(s.t, 6, "               your time: 31 Oct 10:00"));
	terminal_send(s.t, "<Down><Down><Enter><C-u>atlantis<Esc>");
	assert_true(terminal_wait_text(s.t, "There is no time zone \"atlantis\"."));
	stage_end(&s);
}

static void an_untouched_form_leaves_nothing(void **state)
{
	struct stage s = open_form(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<Esc>qv");
	assert_true(terminal_wait_at(s.t, 0, "Calendar  week 47"));
	assert_true(terminal_wait_at(s.t, 10, "> Fri 20               free"));
	stage_end(&s);
}

static void ones_own_event_is_changed_and_cancelled(void **state)
{
	struct stage s = calendar_stage();

	(void)state;
	fixture_receive(s.f, fixture_account(s.f, "caaaaaab", ACCOUNT_COMMUNITY), TYPE_Event,
	                "{'id':'eccccccc','rev':3,'title':'Open lesson','kind':'webinar','online':true,"
	                "'time':{'start':'2026-11-20T10:00:00','timeZone':'Europe/Istanbul','duration':'PT1H'},'startsAt':'2026-11-20T07:00:00Z',"
	                "'endsAt':'2026-11-20T08:00:00Z','organiser':{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'}}");
	store_set_fact(&s.f->store, "calendar-view", "agenda", NULL);
	s.t = fixture_face(s.f, 24, 80, NULL);
	terminal_send(s.t, "5g20 Nov<Enter><Enter>");
	assert_true(terminal_wait_at(s.t, 1, "> You        you hold it. e changes it, d cancels it"));
	terminal_send(s.t, "e");
	assert_true(terminal_wait_at(s.t, 0, "Change the event  4 of 4"));
	terminal_send(s.t, "<Down><Down><Down><Down><Enter><C-u>11:00<Esc>s");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:15. u takes it back."));
	assert_true(terminal_wait_at(s.t, 2, "  When       Fri 20 Nov, 11:00-12:00 your time"));
	assert_true(fixture_keeps(s.f, "{\"time\":{\"start\":\"2026-11-20T11:00:00\"")); /* nothing but what differs */
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 2, "  When       Fri 20 Nov, 10:00-11:00 your time"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "Cancel Open lesson? Those who come are told.  1 let it be  2 cancel it"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, 1, "> You        cancelled"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 1, "> You        you hold it."));
	stage_end(&s);
}

static void who_applies_gets_a_word(void **state)
{
	struct stage s = calendar_stage();

	(void)state;
	fixture_receive(s.f, fixture_account(s.f, "caaaaaab", ACCOUNT_COMMUNITY), TYPE_Event,
	                "{'id':'eccccccc','rev':3,'title':'Seminar','kind':'contactSeminar','admission':'apply','places':2,"
	                "'time':{'start':'2026-11-20T10:00:00','timeZone':'Europe/Istanbul','duration':'PT1H'},'startsAt':'2026-11-20T07:00:00Z',"
	                "'endsAt':'2026-11-20T08:00:00Z','organiser':{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'}}");
	fixture_receive(s.f, s.f->account, TYPE_Attendance, "{'id':'tcaaaaaa','rev':1,'event':{'id':'eccccccc'},'answer':'applied',"
	                "'person':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'},'text':'We have a river.'}");
	store_set_fact(&s.f->store, "calendar-view", "agenda", NULL);
	s.t = fixture_face(s.f, 24, 80, NULL);
	terminal_send(s.t, "5g20 Nov<Enter><Enter><Down><Down><Down><Down><Down>");
	assert_true(terminal_wait_at(s.t, 6, "> People     Ewa Kowalska PL: applied; a accepts, d refuses"));
	assert_true(terminal_wait_at(s.t, 7, "             We have a river."));
	terminal_send(s.t, "a");
	assert_true(terminal_wait_at(s.t, -1, "Accepted: Ewa Kowalska PL. Goes out at 10:15. u takes it back."));
	assert_true(terminal_wait_at(s.t, 6, "> People     Ewa Kowalska PL: accepted"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "This does not wait for a yes or no."));
	terminal_send(s.t, "ud");
	assert_true(terminal_wait_at(s.t, 6, "> People     Ewa Kowalska PL: refused"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_a_form_does),
		cmocka_unit_test(an_event_is_written_and_sent),
		cmocka_unit_test(the_cursor_is_on_what_was_made),
		cmocka_unit_test(values_are_read_as_they_are_typed),
		cmocka_unit_test(a_long_text_is_written_in_an_editor_of_ones_own),
		cmocka_unit_test(half_an_event_outlives_the_program),
		cmocka_unit_test(the_clocks_of_the_place_are_minded),
		cmocka_unit_test(an_untouched_form_leaves_nothing),
		cmocka_unit_test(who_applies_gets_a_word),
		cmocka_unit_test(ones_own_event_is_changed_and_cancelled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
