/* An event's page in a terminal: as the mock-ups have it, and what is said to an event, there and in the calendar. */
#include "lib/suite.h"

#include <unistd.h>

#include "lib/calendar.h"
#include "lib/screens.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/agenda.h"
#include "twinline/records/outbox.h"

/* The page of the second event of the agenda. */
static struct stage open_bajki(int rows, int cols, const char *language)
{
	struct stage s = calendar_open(rows, cols, language, "agenda");

	terminal_send(s.t, "<Down><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Bajki i kodowanie, webinar"));
	return s;
}

static void it_looks_as_drawn(void **state)
{
	static const struct { const char *language, *wide, *narrow; } rows[] = {
		{ NULL, "event-80", "event-40" }, { "el", "event-80-el", "event-40-el" },
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct stage s = open_bajki(24, 80, rows[i].language);

		stage_looks(&s, rows[i].wide, rows[i].narrow);
		stage_end(&s);
	}
}

static void what_i_say_shows_at_once_and_is_taken_back(void **state)
{
	struct stage s = open_bajki(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "a");
	assert_true(terminal_wait_at(s.t, -1, "Yes: Bajki i kodowanie. Goes out at 10:15. u takes it back."));
	assert_true(terminal_wait_at(s.t, 1, "> You        yes. l maybe, d say no"));
	terminal_send(s.t, "a");
	assert_true(terminal_wait_at(s.t, -1, "You have said so already."));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 1, "> You        maybe. a join, d say no"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "No: Bajki i kodowanie."));
	assert_true(terminal_wait_at(s.t, 1, "> You        open. a join, l maybe"));
	terminal_send(s.t, "l");
	assert_true(terminal_wait_at(s.t, -1, "Maybe: Bajki i kodowanie."));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 3, "> Tue 17 Nov 16:00 maybe"));
	stage_end(&s);
}

static void the_calendar_answers_too(void **state)
{
	struct stage s = calendar_open(24, 80, NULL, "agenda");

	(void)state;
	terminal_send(s.t, "n"); /* what is due, then what is open */
	assert_true(terminal_wait_at(s.t, 5, "> Thu 19 Nov day   due"));
	terminal_send(s.t, "na");
	assert_true(terminal_wait_at(s.t, 6, "> Thu 19 Nov 17:00 yes"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, 6, "> Thu 19 Nov 17:00 open"));
	terminal_send(s.t, "<Down><Down>a");
	assert_true(terminal_wait_at(s.t, -1, "All places are taken, or the list is closed."));
	assert_true(terminal_wait_at(s.t, 8, "> Thu 19 Nov 20:00 full"));
	stage_end(&s);
}

static void one_applies_with_a_word(void **state)
{
	struct stage s = calendar_open(24, 80, NULL, "agenda");

	(void)state;
	terminal_send(s.t, "g2 Dec<Enter>");
	assert_true(terminal_wait_at(s.t, 2, "> Wed 2 Dec  15:00 apply"));
	terminal_send(s.t, "a");
	assert_true(terminal_wait_at(s.t, -1, "Why you want to come:"));
	terminal_send(s.t, "We measure water.<Enter>");
	assert_true(terminal_wait_at(s.t, -2, "Applied: Contact seminar"));
	assert_true(terminal_wait_at(s.t, 1, "> You        applied. d takes it back"));
	assert_true(fixture_keeps(s.f, "We measure water."));
	terminal_send(s.t, "uq");
	assert_true(terminal_wait_at(s.t, 2, "> Wed 2 Dec  15:00 apply"));
	assert_false(fixture_keeps(s.f, "We measure water."));
	stage_end(&s);
}

static void a_reminder_is_set(void **state)
{
	struct stage s = open_bajki(24, 80, NULL);

	(void)state;
	assert_true(terminal_wait_text(s.t, "Remind     15 min before"));
	terminal_send(s.t, "<End><Up><Up><Enter><C-u>soon<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Write a length like 15 min, 1 h or 2 days"));
	terminal_send(s.t, "<Enter><C-u>1:30<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "You are reminded while Twinline is open."));
	assert_true(terminal_wait_text(s.t, "Remind     90 min before"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Remind     15 min before"));
	stage_end(&s);
}

static void the_link_stands_alone_and_the_event_is_saved(void **state)
{
	struct stage s = open_bajki(24, 80, NULL);
	struct str text = { 0 };
	struct err e = { 0 };
	char *path = xasprintf("%s/bajki.ics", s.f->paths.state), *keys = xasprintf("P<C-u>%s<Enter>", path);

	(void)state;
	terminal_send(s.t, "y");
	assert_true(terminal_wait_at(s.t, -1, "https://meet.example.org/bajki-17"));
	terminal_send(s.t, keys);
	assert_true(terminal_wait_at(s.t, -1, "Saved as /"));
	assert_int_equal(file_read(path, 1 << 16, &text, &e), 0);
	assert_non_null(strstr(text.text, "SUMMARY:Bajki i kodowanie\r\n"));
	terminal_send(s.t, keys); /* nothing is written over */
	assert_true(terminal_wait_text(s.t, "exists already."));
	str_release(&text);
	free(keys);
	free(path);
	stage_end(&s);
}

static void a_file_is_fetched_for_its_price(void **state)
{
	struct stage s = open_bajki(24, 80, NULL);
	struct json *packet;

	(void)state;
	terminal_send(s.t, "<End><Up><Up><Up><Enter>");
	packet = fixture_hear(s.f, "file");
	assert_string_equal(json_get_text(packet, "blob"), "baaaaaaa");
	assert_int_not_equal(json_get_integer(packet, "account", 0), s.f->account); /* it lies with the event */
	json_free(packet);
	assert_true(terminal_wait_text(s.t, "> Files      scenariusz.odt, 38 KB, being fetched"));
	stage_end(&s);
}

static void the_next_one_follows(void **state)
{
	struct stage s = open_bajki(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<End> ");
	assert_true(terminal_wait_at(s.t, 0, "measure, 4-B, activity"));
	terminal_send(s.t, "nn");
	assert_true(terminal_wait_at(s.t, 0, "Καλές πρακτικές για αρχάριους, webinar"));
	terminal_send(s.t, "w");
	assert_true(terminal_wait_at(s.t, 1, "To        Ewa Kowalska PL"));
	stage_end(&s);
}

static void what_was_refused_is_told(void **state)
{
	struct stage s = calendar_stage();
	int64_t event = calendar_event(&s, "ebaaaaab"), entry;
	struct err why = { 0 }, e = { 0 };

	(void)state;
	err_set(&why, ERR_EVENT_FULL, "Καλές πρακτικές", NULL);
	assert_int_equal(db_begin(s.f->store.db, &e), 0);
	entry = agenda_answer(&s.f->store, event, "yes", NULL, &e);
	assert_true(entry > 0);
	assert_int_equal(outbox_refused(&s.f->store, entry, false, &why, &e), 0);
	assert_int_equal(db_commit(s.f->store.db, &e), 0);
	err_release(&why);
	store_set_fact(&s.f->store, "calendar-view", "agenda", NULL);
	s.t = fixture_face(s.f, 24, 80, NULL);
	terminal_send(s.t, "5g19 Nov<Enter><Down><Enter>");
	assert_true(terminal_wait_at(s.t, 1, "> You        open. a join, l maybe"));
	assert_true(terminal_wait_at(s.t, 2, "             All places of \"Καλές πρακτικές\" are taken."));
	stage_end(&s);
}

/* Half an hour before it begins, and once. */
static void one_is_reminded_once(void **state)
{
	struct stage s = calendar_stage();

	(void)state;
	fixture_receive(s.f, s.f->account, TYPE_Attendance, "{'id':'taaaaaac','rev':2,'event':{'id':'ebaaaaaa'},'person':{'id':'@Ayşe Demir@'},"
	                "'answer':'maybe','remindBefore':360}");
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, -1, "In 5 h 45 min: Bajki i kodowanie, 16:00."));
	terminal_send(s.t, "5");
	assert_true(terminal_wait_at(s.t, 0, "Calendar"));
	assert_true(terminal_wait_gone(s.t, "In 5 h"));
	terminal_send(s.t, "Q");
	assert_true(terminal_wait_exit(s.t, NULL));
	terminal_free(s.t);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "? keys"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
		cmocka_unit_test(what_i_say_shows_at_once_and_is_taken_back),
		cmocka_unit_test(the_calendar_answers_too),
		cmocka_unit_test(one_applies_with_a_word),
		cmocka_unit_test(a_reminder_is_set),
		cmocka_unit_test(the_link_stands_alone_and_the_event_is_saved),
		cmocka_unit_test(a_file_is_fetched_for_its_price),
		cmocka_unit_test(the_next_one_follows),
		cmocka_unit_test(what_was_refused_is_told),
		cmocka_unit_test(one_is_reminded_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
