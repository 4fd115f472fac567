/* Linear mode over a store of the mock-ups: what it says, what numbers mean, how a letter is written, what ends it. */
#include "lib/suite.h"

#include <sys/resource.h>
#include <sys/wait.h>

#include "lib/screens.h"
#include "lib/stage.h"
#include "lib/week.h"
#include "lib/world.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"

static const char *const linear[] = { "--linear", NULL };

static struct fixture *week(const char *language)
{
	struct fixture *f = fixture_new("2026-11-17T10:38:00Z");

	week_fill(f);
	setenv("TWINLINE_NOW", f->now, 1);
	setenv("LANGUAGE", language, 1);
	return f;
}

static void end(struct fixture *f)
{
	unsetenv("TWINLINE_NOW");
	setenv("LANGUAGE", "en", 1);
	fixture_free(f);
}

/* What it says to these lines, from a pipe; yours. */
static char *say(const char *lines)
{
	char *out = NULL;

	assert_int_equal(world_run("twinline", linear, lines, &out), 0);
	return out;
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in:\n%s", part, text);
}

/* --- the dialogue of the manual --- */

static void assert_reads(const char *said, const char *name)
{
	struct str text = { 0 };

	str_add(&text, said);
	assert_true(screens_are(&text, name));
	str_release(&text);
}

static void it_reads_as_written(void **state)
{
	struct fixture *f = week("en");
	char *said = say("a1\ninbox\nr1\nWednesday is fine for us too. Çarşamba günü ölçeriz.\n.\n2\n1\nu\n4\nQ\n");

	(void)state;
	assert_reads(said, "linear");
	free(said);
	end(f);
}

static void it_reads_as_written_in_greek(void **state)
{
	struct fixture *f = week("el");
	char *said = say("α1\nεισερχόμενα\nρ1\nΚαλά είναι και για μας. Çarşamba günü ölçeriz.\n.\n1\nΘ\nQ\n");

	(void)state;
	assert_reads(said, "linear-el");
	free(said);
	end(f);
}

static void other_character_sets_are_read_and_written(void **state)
{
	static const char inbox[] = "\xe5\xe9\xf3\xe5\xf1\xf7\xfc\xec\xe5\xed\xe1\nQ\n"; /* in ISO 8859-7 */
	struct fixture *f = week("el");
	char *said;

	(void)state;
	setenv("LC_ALL", "el_GR.ISO-8859-7", 1);
	said = say(inbox);
	unsetenv("LC_ALL");
	assert_has(said, "Twinline, \xc1\xf1\xf7\xe9\xea\xde. ");
	assert_has(said, "\n\xc5\xe9\xf3\xe5\xf1\xf7\xfc\xec\xe5\xed\xe1. ");
	assert_has(said, "Olena Shevchenko"); /* what the set lacks is in Latin letters */
	free(said);
	end(f);
}

/* --- numbers --- */

static void numbers_mean_the_lines_that_were_said(void **state)
{
	struct fixture *f = week("en");
	char *said = say("a1\n2\n");

	(void)state;
	assert_has(said, "\n2 answer. Invitation: ");
	assert_has(said, "Yes: ");
	assert_has(said, "\n> 2\nInvitation");
	free(said);
	end(f);
}

static void lists_go_on_where_they_were_left(void **state)
{
	struct fixture *f = week("en");
	char *said = say("inbox\n21\nmore\n41\n61\nq\n.\nno such thing\n:2\n999\n");

	(void)state;
	assert_has(said, "\n20 ");
	assert_has(said, "\n21 more: 20\n> 21\n21 ");
	assert_has(said, "\n41 more: 20\n> more\n41 ");
	assert_has(said, "\n61 more: 20\n> 41\n"); /* which opens */
	assert_has(said, "No action is called no such thing.");
	free(said);
	end(f);
}

static void the_letters_of_a_screen_are_told(void **state)
{
	struct fixture *f = week("el");
	char *said = say("εισερχόμενα\n?\n");

	(void)state;
	assert_has(said, "\nr ρ: ");
	assert_has(said, "\nq ;: ");
	assert_has(said, "\nΑρχική, Εισερχόμενα, ");
	free(said);
	end(f);
}

static void screens_have_their_names(void **state)
{
	struct fixture *f = week("el");
	char *said = say("Calendar\nπροφίλ\n:2\nset\n");

	(void)state;
	assert_has(said, "> Calendar\nΗμερολόγιο. ");
	assert_has(said, "> προφίλ\nΠροφίλ. ");
	assert_has(said, "> :2\nΕισερχόμενα. ");
	assert_has(said, "> set\nΡυθμίσεις");
	free(said);
	end(f);
}

/* What a line is called opens it, as its number does: a part of a project is no screen of Home. */
static void lines_have_their_names(void **state)
{
	struct fixture *f = week("en");
	char *said = say("projects\nwater diary - su günlüğü\nmembers\nq\nnosuchline\n");

	(void)state;
	assert_has(said, "> water diary - su günlüğü\nWater diary");
	assert_has(said, "> members\nWater diary - Su Günlüğü, 4 members");
	assert_has(said, "No action is called nosuchline.");
	free(said);
	end(f);
}

static void a_setting_is_a_question_or_the_next_choice(void **state)
{
	struct fixture *f = week("en");
	char *said = say("settings\n4\n40\n.\n");

	(void)state;
	assert_has(said, "4 Line width: 0");
	assert_has(said, "\nLine width: 0 40\n");
	free(said);
	said = say("inbox\nQ\n");
	for (const char *line = said; *line; line += strcspn(line, "\n") + (line[strcspn(line, "\n")] != '\0'))
		if (strcspn(line, "\n") > 120) /* bytes: 40 cells of Greek, and more */
			fail_msg("longer than 40 cells: %.*s", (int)strcspn(line, "\n"), line);
	free(said);
	world_set(SETTING_LINE_WIDTH, "0");
	end(f);
}

/* --- a letter --- */

static void what_is_typed_is_kept_line_by_line(void **state)
{
	struct fixture *f = week("en");
	char *said = say("c\nEwa\nA subject\nThe first line\nand half a sec"); /* the input ends in the midst of it */

	(void)state;
	assert_has(said, "To: Ewa Kowalska, PL. Write; a line with only a full stop ends it.");
	assert_true(fixture_keeps(f, "The first line\\nand half a sec"));
	free(said);
	said = say("3\nQ\n"); /* it is offered again, heard first */
	assert_has(said, "to: Ewa Kowalska, PL\nA subject\nThe first line\nand half a sec\n1 send, ");
	assert_has(said, "Kept as a draft.");
	free(said);
	end(f);
}

static void a_letter_is_asked_for_what_it_lacks(void **state)
{
	struct fixture *f = week("en");
	char *said = say("c\nNobody Atall\nJ\n1\n\nHello\nText\n.\n4\nu\n4\nQ\n");

	(void)state;
	assert_has(said, "Not known here: Nobody Atall.");
	assert_has(said, "The draft is thrown away. u brings it back.");
	assert_false(fixture_keeps(f, "Text"));
	free(said);
	end(f);
}

static void a_text_is_written_on_or_anew(void **state)
{
	struct fixture *f = week("en");
	char *said = say("c\nEwa\nA subject\nold words\n.\n5\n3\n1\nbelow\n.\n3\nq\n");

	(void)state;
	assert_has(said, "old words\nText  1 write on below it  2 write it anew\n> 1\nbelow\n.\n");
	assert_true(fixture_keeps(f, "old words\\nbelow"));
	free(said);
	said = say("c\nEwa\nA subject\nold tea\n.\n5\n3\n2\nnew tea\n.\n2\n.\n\nq\n");
	assert_has(said, "\n3 Text: new tea\n");
	assert_false(fixture_keeps(f, "old tea"));
	assert_true(fixture_keeps(f, "new tea"));
	free(said);
	end(f);
}

/* What a report is about is heard before its day, as on every other list. */
static void a_report_begins_with_its_state(void **state)
{
	struct fixture *f = week("en");
	char *said;

	(void)state;
	fixture_put(f, "Report", "{'id':'raaaaaaa','rev':1,'reason':'spam','state':'waiting','since':'2026-11-12T09:00:00Z'}");
	said = say("support\nQ\n");
	assert_has(said, "\n1 waiting. mass mail or advertising. 12 Nov\n");
	free(said);
	end(f);
}

/* A text of a form ends as a letter does, and whoever hears its name alone would not know. */
static void how_a_text_ends_is_told(void **state)
{
	struct fixture *f = week("en");
	char *said = say("found\n\n4\nWe write letters.\n.\nQ\n");

	(void)state;
	assert_has(said, "In short. Write; a line with only a full stop ends it.\n");
	assert_true(fixture_keeps(f, "We write letters."));
	free(said);
	end(f);
}

/* --- a terminal that is dumb --- */

static struct terminal *dumb(const struct fixture *f, const char *term)
{
	char *now = xasprintf("TWINLINE_NOW=%s", f->now);
	const char *const argv[] = { "twinline", NULL }, *const environment[] = { now, "LANGUAGE=en", NULL };
	const struct terminal_options options = { .argv = argv, .rows = 60, .cols = 200, .term = term, .environment = environment };
	struct terminal *t = terminal_start(&options);

	free(now);
	return t;
}

static void assert_plain(const struct terminal *t)
{
	size_t len;
	const char *raw = terminal_raw(t, &len);

	for (size_t i = 0; i < len; i++)
		if ((unsigned char)raw[i] < ' ' && raw[i] != '\n' && raw[i] != '\r') /* the kernel makes CR LF of a newline */
			fail_msg("byte %d in the output", raw[i]);
}

static void dumb_terminals_get_lines_by_themselves(void **state)
{
	static const char *const terms[] = { "dumb", "", "unknown" };
	struct fixture *f = week("en");

	(void)state;
	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
		struct terminal *t = dumb(f, terms[i]);

		assert_true(terminal_wait_text(t, "A number opens, a letter acts, ? tells the letters."));
		terminal_send(t, "inbox<Enter>");
		assert_true(terminal_wait_text(t, "21 more: 20"));
		terminal_send(t, "Q<Enter>");
		assert_true(terminal_wait_exit(t, NULL));
		assert_plain(t);
		terminal_free(t);
	}
	end(f);
}

static void a_password_is_not_shown(void **state)
{
	struct fixture *f = week("en");
	struct terminal *t = dumb(f, "dumb");
	size_t len;

	(void)state;
	assert_true(terminal_wait_text(t, "A number opens"));
	terminal_send(t, "sign-in<Enter>");
	assert_true(terminal_wait_text(t, "Portal:"));
	terminal_send(t, "portal.okul.example<Enter>");
	json_free(fixture_hear(f, "probe"));
	fixture_tell(f, "{\"did\":\"probed\",\"host\":\"portal.okul.example\",\"issuer\":\"Example Root\",\"until\":1804075200}");
	assert_true(terminal_wait_text(t, "Name:"));
	terminal_send(t, "ayse<Enter>");
	assert_true(terminal_wait_text(t, "Password:"));
	terminal_send(t, "geheim-9<Enter>");
	assert_true(terminal_wait_text(t, "Sign in: "));
	assert_null(strstr(terminal_raw(t, &len), "geheim"));
	terminal_send(t, "Q<Enter>");
	assert_true(terminal_wait_exit(t, NULL));
	assert_null(strstr(terminal_raw(t, &len), "geheim"));
	terminal_free(t);
	end(f);
}

static void stopping_keeps_and_twice_leaves(void **state)
{
	struct fixture *f = week("en");
	struct terminal *t = dumb(f, "dumb");
	int status;

	(void)state;
	assert_true(terminal_wait_text(t, "A number opens"));
	terminal_send(t, "c<Enter>Ewa<Enter>Subject<Enter>A line<Enter>");
	assert_true(terminal_wait_idle(t));
	terminal_send(t, "<C-c>");
	assert_true(terminal_wait_text(t, "1 send, "));
	assert_true(fixture_keeps(f, "A line"));
	terminal_send(t, "<C-c>");
	assert_true(terminal_wait_exit(t, &status));
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	terminal_free(t);
	end(f);
}

static void a_hang_up_keeps_the_lines(void **state)
{
	struct fixture *f = week("en");
	struct terminal *t = dumb(f, "dumb");

	(void)state;
	assert_true(terminal_wait_text(t, "A number opens"));
	terminal_send(t, "c<Enter>Ewa<Enter>Subject<Enter>Before it hung up<Enter>");
	assert_true(terminal_wait_idle(t));
	terminal_hang_up(t);
	assert_true(terminal_wait_exit(t, NULL));
	assert_true(fixture_keeps(f, "Before it hung up"));
	terminal_free(t);
	end(f);
}

static void news_wait_for_the_prompt(void **state)
{
	struct fixture *f = week("en");
	struct terminal *t = dumb(f, "dumb");
	size_t before, after;

	(void)state;
	assert_true(terminal_wait_text(t, "A number opens"));
	json_free(fixture_hear(f, "wake"));
	terminal_raw(t, &before);
	fixture_tell(f, "{\"did\":\"line\",\"state\":\"offline\",\"since\":1794997860}");
	assert_true(terminal_wait_idle(t));
	terminal_raw(t, &after);
	assert_int_equal(before, after);
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "No line since 10:31."));
	terminal_free(t);
	end(f);
}

static void keep_file(struct fixture *f, const char *id)
{
	static const char bytes[4000];
	struct err e = { 0 };

	assert_int_equal(db_begin(f->store.db, &e), 0);
	assert_int_equal(blob_keep(&f->store, f->account, id, "text/csv", bytes, sizeof bytes, 1, &e), 0);
	assert_int_equal(db_commit(f->store.db, &e), 0);
}

/* What is asked meanwhile comes first; the line that was being typed is not taken for the answer, nor lost. */
static void a_line_is_no_answer_to_what_was_not_asked_yet(void **state)
{
	struct fixture *f = week("en");
	struct terminal *t = dumb(f, "dumb");

	(void)state;
	assert_true(terminal_wait_text(t, "A number opens"));
	terminal_send(t, "inbox<Enter>1<Enter>");
	assert_true(terminal_wait_text(t, "4 file pomiary.csv, 4 KB, not fetched"));
	terminal_send(t, "4<Enter>");
	json_free(fixture_hear(f, "file"));
	terminal_send(t, "<C-c>"); /* no longer waiting for it */
	assert_true(terminal_wait_text(t, "4 file pomiary.csv, 4 KB, being fetched"));
	terminal_send(t, "outb");
	keep_file(f, "baaaaaaa");
	fixture_tell(f, "{\"did\":\"file\",\"blob\":\"baaaaaaa\"}");
	assert_true(terminal_wait_idle(t));
	terminal_send(t, "ox<Enter>");
	assert_true(terminal_wait_text(t, "Save as: ~/pomiary.csv"));
	assert_false(terminal_shows(t, "Outbox, as of"));
	terminal_send(t, "~/other.csv<Enter>");
	assert_true(terminal_wait_text(t, "Saved: "));
	assert_true(terminal_wait_text(t, "Outbox, as of"));
	terminal_free(t);
	end(f);
}

/* --- much of it --- */

/* Says so many lines and nothing of use; microseconds of the processor's time. */
static int64_t time_of_lines(int count, struct rusage *used)
{
	struct str lines = { 0 };
	struct rusage before;
	char *said;

	getrusage(RUSAGE_CHILDREN, &before);
	for (int i = 0; i < count; i++)
		str_add(&lines, i % 50 == 0 ? "n\n" : i % 50 == 25 ? "no such thing\n" : "\n");
	str_add(&lines, "Q\n");
	said = say(lines.text);
	free(said);
	str_release(&lines);
	getrusage(RUSAGE_CHILDREN, used);
	return (used->ru_utime.tv_sec - before.ru_utime.tv_sec) * INT64_C(1000000) + used->ru_utime.tv_usec - before.ru_utime.tv_usec;
}

static void many_lines_are_as_quick_as_few(void **state)
{
	enum { FEW = 1000, TIMES = 10, SLACK = 2 };
	struct fixture *f = week("en");
	struct rusage few, many;
	int64_t time_of_few, time_of_many;

	(void)state;
	time_of_few = time_of_lines(FEW, &few);
	time_of_many = time_of_lines(FEW * TIMES, &many);
#ifndef __SANITIZE_ADDRESS__ /* which keeps what was freed */
	assert_in_range(many.ru_maxrss, 0, few.ru_maxrss + 2048); /* KiB */
#endif
	assert_in_range(time_of_many, 0, time_of_few * TIMES * SLACK);
	end(f);
}

static void a_long_text_is_taken_as_fast_as_it_comes(void **state)
{
	enum { LINES = 2000 };
	struct fixture *f = week("en");
	struct str lines = { 0 };
	char *said;

	(void)state;
	str_add(&lines, "c\nEwa\nLong\n");
	for (int i = 0; i < LINES; i++)
		str_addf(&lines, "line %d\n", i);
	str_add(&lines, ".\n3\nQ\n");
	said = say(lines.text);
	assert_has(said, "Kept as a draft.");
	assert_true(fixture_keeps(f, "line 0\\nline 1\\n"));
	assert_true(fixture_keeps(f, "line 1999"));
	free(said);
	str_release(&lines);
	end(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_reads_as_written),
		cmocka_unit_test(it_reads_as_written_in_greek),
		cmocka_unit_test(other_character_sets_are_read_and_written),
		cmocka_unit_test(numbers_mean_the_lines_that_were_said),
		cmocka_unit_test(lists_go_on_where_they_were_left),
		cmocka_unit_test(the_letters_of_a_screen_are_told),
		cmocka_unit_test(screens_have_their_names),
		cmocka_unit_test(lines_have_their_names),
		cmocka_unit_test(a_setting_is_a_question_or_the_next_choice),
		cmocka_unit_test(what_is_typed_is_kept_line_by_line),
		cmocka_unit_test(a_letter_is_asked_for_what_it_lacks),
		cmocka_unit_test(a_text_is_written_on_or_anew),
		cmocka_unit_test(a_report_begins_with_its_state),
		cmocka_unit_test(how_a_text_ends_is_told),
		cmocka_unit_test(dumb_terminals_get_lines_by_themselves),
		cmocka_unit_test(a_password_is_not_shown),
		cmocka_unit_test(stopping_keeps_and_twice_leaves),
		cmocka_unit_test(a_hang_up_keeps_the_lines),
		cmocka_unit_test(news_wait_for_the_prompt),
		cmocka_unit_test(a_line_is_no_answer_to_what_was_not_asked_yet),
		cmocka_unit_test(many_lines_are_as_quick_as_few),
		cmocka_unit_test(a_long_text_is_taken_as_fast_as_it_comes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
