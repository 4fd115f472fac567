/*
 * Terminals that are not UTF-8: what they can show is shown, the rest is in Latin letters, and what is typed is stored as its letters.
 * And text that no terminal can show as it is.
 */
#include "lib/suite.h"

#include "lib/hostile.h"
#include "lib/stage.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* A terminal of one character set on a computer that has no such locale. */
static struct stage begin(const char *set)
{
	char *locale = xasprintf("el_GR.%s", set);

	setenv("LC_ALL", locale, 1);
	free(locale);
	return stage_inbox(24, 80);
}

static void end(struct stage *s)
{
	stage_end(s);
	setenv("LC_ALL", "C.UTF-8", 1);
}

static const struct { const char *set, *greek, *ukrainian, *turkish, *typed, *stored; } sets[] = {
	{ "ISO-8859-7", "Γιώργος Παπαδάκης   Invitation: Ήχοι της πόλης GR", "Olena Shevchenko", "Kalite etiketi basvurulari",
	  "Καλημέρα σε όλους, ευχαριστώ", "Καλημέρα σε όλους, ευχαριστώ" },
	{ "KOI8-U", "Giorgos Papadakis   Invitation: Ichoi tis p... GR", "Олена Шевченко", "Kalite etiketi basvurulari",
	  "Дякую, їдемо", "Дякую, їдемо" },
	{ "CP437", "Giorgos Papadakis   Invitation: Ichoi tis p... GR", "Olena Shevchenko", "Kalite etiketi basvurulari",
	  "Crème brûlée, ñandú", "Crème brûlée, ñandú" },
	{ "ISO-8859-9", "Giorgos Papadakis   Invitation: Ichoi tis p... GR", "Olena Shevchenko", "Kalite etiketi başvuruları",
	  "Çarşamba günü ölçeriz", "Çarşamba günü ölçeriz" },
	{ "ANSI_X3.4-1968", "Giorgos Papadakis   Invitation: Ichoi tis p... GR", "Olena Shevchenko", "Kalite etiketi basvurulari",
	  "Wednesday is fine", "Wednesday is fine" },
};

static void lists_show_what_they_can(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		struct stage s = begin(sets[i].set);
		char *greek = xasprintf("  answer  %s", sets[i].greek), *ukrainian = xasprintf("  new     %s", sets[i].ukrainian);

		assert_true(terminal_wait_at(s.t, 2, greek));
		assert_true(terminal_wait_at(s.t, 3, ukrainian));
		assert_true(terminal_wait_at(s.t, 7, sets[i].turkish));
		free(greek);
		free(ukrainian);
		end(&s);
	}
}

static void a_letter_is_read_and_answered(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		struct stage s = begin(sets[i].set);

		terminal_send(s.t, "<Enter>");
		assert_true(terminal_wait_text(s.t, "before we start the second week I have three short questions:"));
		terminal_send(s.t, "r");
		assert_true(terminal_wait_text(s.t, "To"));
		terminal_send(s.t, sets[i].typed);
		assert_true(terminal_wait_text(s.t, sets[i].typed));
		terminal_send(s.t, "<C-x>");
		assert_true(terminal_wait_idle(s.t));
		assert_true(fixture_keeps(s.f, sets[i].stored));
		end(&s);
	}
}

/* A paste comes in the same bytes. */
static void a_paste_is_converted_too(void **state)
{
	struct stage s = begin("ISO-8859-7");

	(void)state;
	terminal_send(s.t, "<Enter>r");
	assert_true(terminal_wait_text(s.t, "To"));
	terminal_paste(s.t, "Μια μέρα στη θάλασσα");
	assert_true(terminal_wait_text(s.t, "Μια μέρα στη θάλασσα"));
	terminal_send(s.t, "<C-x>");
	assert_true(terminal_wait_idle(s.t));
	assert_true(fixture_keeps(s.f, "Μια μέρα στη θάλασσα"));
	end(&s);
}

/* Our own words are measured as they stand there: Greek in ASCII, in straight columns. */
static void the_language_of_the_screens_is_written_in_what_there_is(void **state)
{
	struct stage s = stage_new();

	(void)state;
	setenv("LC_ALL", "el_GR.ANSI_X3.4-1968", 1);
	fixture_inbox(s.f);
	s.t = stage_inbox_face(s.f, 24, 80, "el");
	assert_true(terminal_wait_at(s.t, 1, "Ewa Kowalska"));
	assert_true(terminal_wait_at(s.t, 2, "Giorgos Papadakis"));
	char *first = terminal_row(s.t, 1), *second = terminal_row(s.t, 2);
	assert_non_null(strstr(first, "Ewa Kowalska"));
	assert_int_equal(strstr(first, "Ewa Kowalska") - first, strstr(second, "Giorgos") - second);
	free(first);
	free(second);
	end(&s);
}

/*
 * In UTF-8 the letter Û is the bytes c3 9b, the second of which begins a sequence on a terminal of ISO-8859: neither screens nor
 * commands send it there.
 */
static void no_byte_of_a_letter_is_a_control(void **state)
{
	static const char *const argv[] = { "twinline", "list", NULL };
	struct stage s = stage_new();

	(void)state;
	fixture_letter(s.f, &(struct fixture_letter){
		.thread = "t", .from = "\u00db31m \u0398\u03ac\u03bb\u03b5\u03b9\u03b1", .country = "GR", .subject = "\u00db2J \u00d0\u201cx\u201d",
		.text = "\u00db[31m", .at = "2026-11-17T09:55" });
	setenv("LC_ALL", "el_GR.ISO-8859-7", 1);
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 1, "U31m Θάλεια"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "U[31m"));
	assert_null(terminal_offence(s.t));
	terminal_free(s.t);

	s.t = terminal_start(&(struct terminal_options){ .argv = argv });
	assert_true(terminal_wait_exit(s.t, NULL));
	assert_true(terminal_shows(s.t, "U31m Θάλεια"));
	assert_true(terminal_shows(s.t, "U2J D\"x\""));
	end(&s);
}

/* One key, on every screen, and the next start goes on with it. */
static void letters_change_on_every_screen(void **state)
{
	static const char *const screens[] = { "1", "2", "4", "5" };
	struct stage s = stage_inbox(24, 80);

	(void)state;
	for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
		terminal_send(s.t, screens[i]);
		terminal_send(s.t, "t");
		assert_true(terminal_wait_at(s.t, -1, "Other scripts stand in Latin letters."));
		assert_false(terminal_shows(s.t, "Γιώργος"));
		terminal_send(s.t, "t");
		assert_true(terminal_wait_at(s.t, -1, "with Latin letters behind them."));
		terminal_send(s.t, "t");
		assert_true(terminal_wait_at(s.t, -1, "All scripts stand as they were written."));
	}
	terminal_send(s.t, "2t");
	assert_true(terminal_wait_at(s.t, 2, "Giorgos Papadakis"));
	terminal_send(s.t, "Q");
	assert_true(terminal_wait_exit(s.t, NULL));
	terminal_free(s.t);
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 2, "Giorgos Papadakis"));
	assert_true(terminal_wait_at(s.t, 3, "Olena Shevchenko"));
	terminal_send(s.t, "tt");
	assert_true(terminal_wait_at(s.t, 3, "Олена Шевченко"));
	stage_end(&s);
}

/* The setting changes what stands there at once, our own words too. */
static void the_set_changes_while_it_runs(void **state)
{
	struct stage s = stage_new();

	(void)state;
	setenv("LC_ALL", "el_GR.ISO-8859-7", 1);
	fixture_inbox(s.f);
	s.t = stage_inbox_face(s.f, 24, 80, "el");
	terminal_send(s.t, ":settings<Enter>");
	assert_true(terminal_wait_at(s.t, 5, "Χαρακτήρες"));
	terminal_send(s.t, "<Down><Down><Down><Down><Enter>");
	assert_true(terminal_wait_at(s.t, 5, "> Charaktires"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_at(s.t, 2, "Giorgos Papadakis"));
	terminal_send(s.t, ":settings<Enter><Down><Down><Down><Down>d");
	assert_true(terminal_wait_at(s.t, 5, "> Χαρακτήρες"));
	end(&s);
}

/* Whatever others write, in names, subjects and texts: nothing that a terminal of the set obeys. */
static void hostile_text_stays_text(void **state)
{
	static const char *const names[] = { "ISO-8859-1", "ISO-8859-7", "KOI8-U", "CP437", "CP1252", "ANSI_X3.4-1968" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct stage s = stage_new();
		char *locale = xasprintf("C.%s", names[i]);

		for (size_t n = 0; n < hostile_count; n++) {
			char *thread = xasprintf("t%zu", n);

			fixture_letter(s.f, &(struct fixture_letter){
				.thread = thread, .from = hostile_texts[n], .country = "UA", .subject = hostile_texts[n], .text = hostile_texts[n],
				.at = "2026-11-17T09:55" });
			free(thread);
		}
		setenv("LC_ALL", locale, 1);
		s.t = stage_inbox_face(s.f, 24, 80, NULL);
		assert_true(terminal_wait_text(s.t, "h1"));
		terminal_send(s.t, "<PgDn><PgDn><Home><Enter>");
		for (size_t n = 0; n + 1 < hostile_count; n++)
			terminal_send(s.t, "n");
		assert_true(terminal_wait_idle(s.t));
		free(locale);
		end(&s);
	}
}

/* Sets of Arabic letters: their terminals join them, we put them into the order of the cells. */
static void arabic_letters_go_out_one_by_one(void **state)
{
	static const char *const names[] = { "ISO-8859-6", "CP1256" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct stage s = stage_new();
		char *locale = xasprintf("ar_TN.%s", names[i]);

		setenv("LC_ALL", locale, 1);
		fixture_letter(s.f, &(struct fixture_letter){
			.thread = "t", .from = "\u0623\u0645\u064a\u0646\u0629", .country = "TN", .subject = "Ewa",
			.text = "\u0645\u0631\u062d\u0628\u0627", .at = "2026-11-17T09:55" });
		s.t = stage_inbox_face(s.f, 24, 80, NULL);
		assert_true(terminal_wait_at(s.t, 1, "\u0629\u0646\u064a\u0645\u0623"));
		free(locale);
		end(&s);
	}
}

/* --- marks without end --- */

enum { MARKS = 10000 };

/* "Tea ä...", with as many marks; yours. */
static char *marked(void)
{
	struct str text = { 0 };

	str_add(&text, "Tea a");
	for (int i = 0; i < MARKS; i++)
		str_add(&text, i % 2 ? "\u0301" : "\u0308");
	str_add(&text, " and then");
	return str_detach(&text);
}

/* They are data: kept and sent whole, one cell on the screen, and the terminal gets a bounded number of them. */
static void ten_thousand_marks_are_one_cell(void **state)
{
	struct stage s = stage_new();
	char *text = marked();

	(void)state;
	fixture_letter(s.f, &(struct fixture_letter){ .thread = "marks", .from = "Ewa Kowalska", .country = "PL", .subject = "Marks", .text = text,
	                                              .at = "2026-11-17T09:55" });
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 1, "Ewa Kowalska"));
	terminal_mark(s.t);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, " and then"));
	char *row = terminal_cells(s.t, 2, 2, 3);
	assert_string_equal(row, "Tea");
	free(row);
	row = terminal_cells(s.t, 2, 7, 9);
	assert_string_equal(row, " and then");
	free(row);
	assert_true(terminal_bytes(s.t) < 1000);
	free(text);
	stage_end(&s);
}

static void ten_thousand_marks_are_stored(void **state)
{
	struct stage s = stage_inbox(24, 80);
	char *text = marked();

	(void)state;
	terminal_send(s.t, "<Enter>r");
	assert_true(terminal_wait_text(s.t, "To"));
	terminal_paste(s.t, text);
	assert_true(terminal_wait_text(s.t, " and then"));
	terminal_send(s.t, "!<C-x>");
	assert_true(terminal_wait_idle(s.t));
	assert_true(fixture_keeps(s.f, text));
	free(text);
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_show_what_they_can),
		cmocka_unit_test(a_letter_is_read_and_answered),
		cmocka_unit_test(a_paste_is_converted_too),
		cmocka_unit_test(no_byte_of_a_letter_is_a_control),
		cmocka_unit_test(letters_change_on_every_screen),
		cmocka_unit_test(the_set_changes_while_it_runs),
		cmocka_unit_test(hostile_text_stays_text),
		cmocka_unit_test(arabic_letters_go_out_one_by_one),
		cmocka_unit_test(ten_thousand_marks_are_one_cell),
		cmocka_unit_test(ten_thousand_marks_are_stored),
		cmocka_unit_test(the_language_of_the_screens_is_written_in_what_there_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
