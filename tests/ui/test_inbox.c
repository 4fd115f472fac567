/* The inbox in a terminal: as the mock-ups have it, and what its keys do. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/mem.h"

static void assert_row(struct terminal *t, int row, const char *begins)
{
	char *text = terminal_row(t, row);

	if (strncmp(text, begins, strlen(begins)) != 0)
		fail_msg("row %d is: %s", row, text);
	free(text);
}

static void it_looks_as_drawn(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	stage_looks(&s, "inbox-80", "inbox-40");
	terminal_resize(s.t, 24, 80);
	assert_true(terminal_wait_text(s.t, "Water diary"));
	assert_true(screen_is(s.t, "inbox-80"));
	stage_end(&s);
}

static void it_speaks_greek(void **state)
{
	struct stage s = stage_new();

	(void)state;
	fixture_inbox(s.f);
	s.t = stage_inbox_face(s.f, 24, 80, "el");
	assert_true(terminal_wait_text(s.t, "Ewa"));
	stage_looks(&s, "inbox-el-80", "inbox-el-40");
	stage_end(&s);
}

static void it_has_every_size(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	stage_try_sizes(&s, NULL);
	assert_true(terminal_wait_text(s.t, "Water diary"));
	assert_true(screen_is(s.t, "inbox-80"));
	terminal_resize(s.t, 5, 20);
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	assert_true(screen_is(s.t, "inbox-20"));
	stage_end(&s);
}

static void an_empty_one_says_what_to_do(void **state)
{
	struct stage s = stage_new();

	(void)state;
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 0, "Inbox  0 unread of 0"));
	assert_true(terminal_wait_at(s.t, 1, "Nothing yet. c writes a message."));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "There is no message under the cursor."));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 1, "Nothing was sent yet."));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 1, "No drafts."));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 1, "Nothing is put away."));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 1, "The bin is empty."));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 1, "Nothing yet."));
	stage_end(&s);
}

static void keys_move_the_cursor(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "jj<Down>k");
	assert_true(terminal_wait_cursor(s.t, 3, 0));
	terminal_send(s.t, "<Space>");
	assert_true(terminal_wait_at(s.t, 3, "> "));
	assert_row(s.t, 3, ">         Tomasz");
	terminal_send(s.t, "<Backspace>");
	assert_true(terminal_wait_at(s.t, 3, "> new     Олена"));
	terminal_send(s.t, "<End>");
	assert_true(terminal_wait_at(s.t, 22, "> "));
	assert_true(terminal_wait_at(s.t, 22, "Letter 191"));
	terminal_send(s.t, "g1<Enter>");
	assert_true(terminal_wait_cursor(s.t, 1, 0));
	terminal_send(s.t, "g62<Enter>"); /* the 22 of the first page and 40 more */
	assert_true(terminal_wait_text(s.t, "Letter 39"));
	terminal_send(s.t, "n");
	assert_true(terminal_wait_text(s.t, "> new     Tomasz"));
	terminal_send(s.t, "n"); /* round to the newest */
	assert_true(terminal_wait_text(s.t, "> new     Ewa"));
	terminal_send(s.t, "n");
	assert_true(terminal_wait_text(s.t, "> answer  Γιώργος"));
	terminal_send(s.t, "N");
	assert_true(terminal_wait_text(s.t, "> new     Ewa"));
	stage_end(&s);
}

static void putting_away_and_deleting_come_back(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "p");
	assert_true(terminal_wait_at(s.t, -1, "Put away: 3 questions before week 2. u brings it back."));
	assert_true(terminal_wait_at(s.t, 1, "> answer  Γιώργος"));
	assert_true(terminal_wait_at(s.t, 0, "Inbox  6 unread of 213"));
	terminal_send(s.t, "ju");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214"));
	assert_true(terminal_wait_at(s.t, 1, "> new     Ewa Kowalska")); /* the cursor is on what came back */
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "In the bin for 30 days: 3 questions before week 2. u brings it back."));
	terminal_send(s.t, "vvvv");
	assert_true(terminal_wait_at(s.t, 0, "Bin  1, gone for good on the day shown"));
	assert_true(terminal_wait_at(s.t, 1, "3 questions before week 2  PL Water diary  17 Dec"));
	terminal_send(s.t, "p");
	assert_true(terminal_wait_at(s.t, -1, "Out of the bin: 3 questions before week 2."));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214"));
	stage_end(&s);
}

static void what_is_in_the_bin_goes_for_good_when_asked(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "mjmdvvvv"); /* what waits for an answer would be declined */
	assert_true(terminal_wait_at(s.t, 0, "Bin  2, gone for good on the day shown"));
	stage_looks(&s, "bin-80", "bin-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "Delete \"3 questions before week 2\" for good?  1 keep  2 delete"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Enter read"));
	assert_true(terminal_wait_at(s.t, 0, "Bin  2"));
	terminal_send(s.t, "d2");
	assert_true(terminal_wait_at(s.t, -1, "Gone for good: 1 conversation."));
	assert_true(terminal_wait_at(s.t, 0, "Bin  1, "));
	assert_true(terminal_wait_at(s.t, 1, "Олена"));
	terminal_send(s.t, "<Enter>d");
	assert_true(terminal_wait_at(s.t, -1, "for good?  1 keep  2 delete"));
	terminal_send(s.t, "1p");
	assert_true(terminal_wait_at(s.t, -1, "Out of the bin: "));
	assert_true(terminal_wait_at(s.t, 1, "The bin is empty."));
	stage_end(&s);
}

static void marks_are_acted_on_together(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "mjm");
	assert_true(terminal_wait_at(s.t, 1, " *new"));
	assert_true(terminal_wait_at(s.t, 3, " *new"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "In the bin for 30 days: 2 conversations. u brings them back."));
	assert_true(terminal_wait_at(s.t, 0, "Inbox  5 unread of 212"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214"));
	assert_true(terminal_wait_gone(s.t, "*"));
	stage_end(&s);
}

static void all_are_marked_or_none(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "fewa<Enter>M");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  2 found: ewa, 2 marked"));
	terminal_send(s.t, "M");
	assert_true(terminal_wait_gone(s.t, "marked"));
	terminal_send(s.t, "qm");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214, 1 marked"));
	terminal_send(s.t, "M");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214, 214 marked"));
	assert_true(terminal_wait_at(s.t, 22, " *"));
	terminal_send(s.t, "p");
	assert_true(terminal_wait_at(s.t, -1, "Put away: 213 conversations. u brings them back.")); /* one of them is a draft */
	assert_true(terminal_wait_at(s.t, 0, "Inbox  0 unread of 1"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214"));
	stage_end(&s);
}

static void finding_goes_on_to_the_next(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "fewa<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "> new     Ewa"));
	terminal_send(s.t, "f<Enter>");
	assert_true(terminal_wait_at(s.t, 2, "> answer  Ewa"));
	terminal_send(s.t, "f<Enter>"); /* round to the first */
	assert_true(terminal_wait_at(s.t, 1, "> new     Ewa"));
	terminal_send(s.t, ":find-previous<Enter>");
	assert_true(terminal_wait_at(s.t, 2, "> answer  Ewa"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 5, "> answer  Ewa"));
	terminal_send(s.t, "f<Enter>"); /* the same words again, from all of them */
	assert_true(terminal_wait_at(s.t, 0, "Inbox  2 found: ewa"));
	assert_true(terminal_wait_at(s.t, 2, "> answer  Ewa"));
	stage_end(&s);
}

static void the_order_is_kept(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "jjo");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214, by person"));
	assert_true(terminal_wait_text(s.t, "> new     Олена Шевченко"));
	terminal_send(s.t, "<Home>");
	assert_true(terminal_wait_at(s.t, 1, "> new     Amina Trabelsi"));
	terminal_send(s.t, "o<Home>");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214, by country"));
	assert_true(terminal_wait_at(s.t, 1, "> new     Անի Գրիգորյան"));
	terminal_send(s.t, "oQ");
	assert_true(terminal_wait_exit(s.t, NULL));
	terminal_free(s.t);
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214, by project"));
	terminal_send(s.t, "<Home>");
	assert_true(terminal_wait_at(s.t, 1, "Baba Marta"));
	terminal_send(s.t, "o<Home>");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214  "));
	assert_true(terminal_wait_at(s.t, 1, "> new     Ewa Kowalska"));
	stage_end(&s);
}

static void help_has_whole_sentences(void **state)
{
	struct stage s = stage_inbox(12, 40);

	(void)state;
	terminal_send(s.t, "?");
	assert_true(terminal_wait_at(s.t, 0, "Keys in Inbox"));
	assert_true(screen_is(s.t, "help-40"));
	terminal_send(s.t, "<PgDn>");
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "help-below-40"));
	stage_end(&s);
}

static struct stage begin_in(const char *language)
{
	struct stage s = stage_new();

	fixture_inbox(s.f);
	s.t = stage_inbox_face(s.f, 24, 80, language);
	assert_true(terminal_wait_text(s.t, "Ewa"));
	return s;
}

static void the_bin_speaks_greek(void **state)
{
	struct stage s = begin_in("el");

	(void)state;
	terminal_send(s.t, "mjmdvvvv");
	assert_true(terminal_wait_text(s.t, "17 Δεκ"));
	stage_looks(&s, "bin-el-80", "bin-el-40");
	stage_end(&s);
}

static void help_stands_at_both_sizes(void **state)
{
	static const char *const names[][3] = { { "en", "help-80", "help-40" }, { "el", "help-el-80", "help-el-40" } };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct stage s = begin_in(names[i][0]);

		terminal_send(s.t, "?");
		assert_true(terminal_wait_gone(s.t, "Ewa"));
		stage_looks(&s, names[i][1], names[i][2]);
		stage_end(&s);
	}
}

static void the_palette_stands_over_the_screen(void **state)
{
	static const char *const names[][3] = { { "en", "palette-80", "palette-40" }, { "el", "palette-el-80", "palette-el-40" } };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct stage s = begin_in(names[i][0]);

		terminal_send(s.t, ":p");
		assert_true(terminal_wait_at(s.t, -1, ": p"));
		stage_looks(&s, names[i][1], names[i][2]);
		stage_end(&s);
	}
}

/* c writes a message here and founds a project there: the palette says what it does where it was called. */
static void the_palette_says_what_a_screen_does(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "4:create");
	assert_true(terminal_wait_text(s.t, "> create        c  found a project; it needs one contact"));
	stage_end(&s);
}

static void keeping_is_a_word_in_the_row(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "g6<Enter>z");
	assert_true(terminal_wait_at(s.t, 6, "> kept    Γιώργος"));
	terminal_send(s.t, "z");
	assert_true(terminal_wait_at(s.t, 6, ">         Γιώργος"));
	assert_true(terminal_wait_at(s.t, -1, "No longer kept in sight: Καλημέρα, το πρόγραμμα."));
	stage_end(&s);
}

static void finding_filters_while_words_are_typed(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "fmas");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  1 found: mas"));
	assert_true(terminal_wait_at(s.t, 1, "Masal Ağacı"));
	assert_true(terminal_wait_at(s.t, 2, ""));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_cursor(s.t, 1, 0));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214"));
	terminal_send(s.t, "fxyzzy<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "Nothing here has these words. q shows all again."));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214"));
	stage_end(&s);
}

static void what_comes_in_above_moves_nothing(void **state)
{
	struct stage s = stage_inbox(24, 80);
	struct fixture_letter many[100];
	char threads[100][16];
	char *before[22];

	(void)state;
	terminal_send(s.t, "g30<Enter>kkk");
	assert_true(terminal_wait_idle(s.t));
	for (int i = 0; i < 22; i++)
		before[i] = terminal_row(s.t, 1 + i);
	for (int i = 0; i < 100; i++) {
		snprintf(threads[i], sizeof threads[i], "n-%d", i);
		many[i] = (struct fixture_letter){ .thread = threads[i], .from = "Ewa Kowalska", .country = "PL", .subject = "More",
		                                   .text = "...", .at = "2026-11-17T10:30" };
	}
	json_free(fixture_hear(s.f, "wake"));
	fixture_letters(s.f, many, 100);
	fixture_tell(s.f, "{\"did\":\"changed\",\"account\":1,\"types\":[\"Message\"]}");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  107 unread of 314"));
	for (int i = 0; i < 22; i++) {
		char *after = terminal_row(s.t, 1 + i);

		assert_string_equal(after, before[i]);
		free(after);
		free(before[i]);
	}
	stage_end(&s);
}

static void the_place_is_kept_from_run_to_run(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "g8<Enter>Q");
	assert_true(terminal_wait_exit(s.t, NULL));
	terminal_free(s.t);
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, ">         Lucía Ortega"));
	stage_end(&s);
}

static void requests_are_answered(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "a");
	assert_true(terminal_wait_at(s.t, -1, "This does not wait for a yes or no."));
	terminal_send(s.t, "ja");
	assert_true(terminal_wait_at(s.t, -1, "Yes: Γιώργος Παπαδάκης. Goes out at 10:38. u takes it back."));
	assert_true(terminal_wait_at(s.t, 2, ">         Γιώργος"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 2, "> answer  Γιώργος"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "No: Γιώργος Παπαδάκης."));
	assert_true(terminal_wait_at(s.t, 2, ">         Γιώργος")); /* declined, not deleted */
	assert_true(fixture_keeps(s.f, "\"answer\":\"declined\""));
	stage_end(&s);
}

static void drafts_are_written_on_and_thrown_away(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "g11<Enter><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "New message"));
	assert_true(terminal_wait_text(s.t, "Lieber Jürgen,"));
	terminal_send(s.t, "q"); /* nothing is empty: the cursor is on Send */
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	terminal_send(s.t, "g11<Enter>"); /* it was only opened: it stands where it stood */
	assert_true(terminal_wait_at(s.t, 11, "> draft   to: Jürgen Weiß"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_gone(s.t, "Jürgen Weiß     Re: Brot"));
	assert_true(terminal_wait_at(s.t, -1, "The draft is thrown away. u brings it back."));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Lieber Jürgen,"));
	stage_end(&s);
}

static void later_hides_until_a_day(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "l");
	assert_true(terminal_wait_at(s.t, -1, "Show it again?  1 stay  2 tomorrow  3 in a week  4 in a month"));
	assert_true(terminal_wait_cursor(s.t, 23, 16)); /* on the safe answer */
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "> new     Ewa Kowalska"));
	terminal_send(s.t, "l3");
	assert_true(terminal_wait_at(s.t, -1, "It comes back on 24 Nov 2026. u brings it back now."));
	assert_true(terminal_wait_at(s.t, 1, "> answer  Γιώργος"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 1, "> new     Ewa Kowalska      3"));
	stage_end(&s);
}

static void letters_can_be_latin(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "t");
	assert_true(terminal_wait_at(s.t, 2, "  answer  Giorgos Papadakis   Invitation: Ichoi tis pol… GR"));
	assert_true(terminal_wait_at(s.t, 3, "  new     Olena Shevchenko"));
	assert_true(terminal_wait_at(s.t, 7, "  kept    Ulusal Destek       Kalite etiketi başvuruları"));
	terminal_send(s.t, "j<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "Giorgos Papadakis, GR"));
	terminal_send(s.t, "t");
	assert_true(terminal_wait_at(s.t, 1, "Γιώργος Παπαδάκης (Giorgos Papadakis), GR"));
	terminal_send(s.t, "t");
	assert_true(terminal_wait_at(s.t, 1, "Γιώργος Παπαδάκης, GR"));
	stage_end(&s);
}

/* Whatever a subject is made of, the column behind it begins in its cell; what the C library measures as we do is whole. */
static void every_character_keeps_its_cells(void **state)
{
	static const char *const subjects[] = {
		"\u4f60\u597d, Europe",        /* two cells each */
		"cafe\u0301 au lait",          /* a mark in no cell of its own */
		"\u0928\u092e\u0938\u094d\u0924\u0947", /* vowel signs that take a cell */
		"\U0001f1ec\U0001f1f7 Athina", /* a flag of two halves */
		"\u2764\ufe0f hearts",         /* a sign made wide by what follows */
		"\U0001f469\u200d\U0001f469\u200d\U0001f467 family", /* joined: its first stands for it */
		"\u2026 \u00a7 \u00b1 ambiguous",
		"z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a marks",
	};
	struct stage s = stage_new();
	struct fixture_letter letters[ARRAY_SIZE(subjects)];
	char threads[ARRAY_SIZE(subjects)][8];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(subjects); i++) {
		snprintf(threads[i], sizeof threads[i], "w-%zu", i);
		letters[i] = (struct fixture_letter){ .thread = threads[i], .from = "Ewa Kowalska", .country = "PL",
		                                      .subject = subjects[i], .text = "x", .at = "2026-11-17T09:55" };
	}
	fixture_letters(s.f, letters, ARRAY_SIZE(letters));
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, ARRAY_SIZE(subjects), "Ewa"));
	for (size_t i = 0; i < ARRAY_SIZE(subjects); i++) {
		int row = (int)(ARRAY_SIZE(subjects) - i);
		char *country = terminal_cells(s.t, row, 57, 2);

		if (strcmp(country, "PL") != 0)
			fail_msg("subject %zu moves what follows: \"%s\" stands there", i, country);
		free(country);
	}
	assert_true(terminal_wait_at(s.t, ARRAY_SIZE(subjects) - 2, "\u0928\u092e\u0938"));
	assert_true(terminal_wait_at(s.t, ARRAY_SIZE(subjects) - 3, "\U0001f1ec\U0001f1f7"));
	stage_end(&s);
}

static void esc_and_q_go_back_before_they_leave(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 0, "Sent"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214"));
	terminal_send(s.t, "vv<Esc>");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214"));
	terminal_send(s.t, "<C-c>");
	assert_true(terminal_wait_at(s.t, -1, "There is nothing to stop. The same key again asks whether to leave."));
	terminal_send(s.t, "<C-c>");
	assert_true(terminal_wait_at(s.t, -1, "Leave Twinline? All is kept.  1 stay  2 leave"));
	terminal_send(s.t, "<C-c>");
	assert_true(terminal_wait_at(s.t, -1, "Enter read"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_at(s.t, 0, "Home"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_at(s.t, -1, "This is the first screen; Q leaves Twinline."));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_exit(s.t, NULL));
	stage_end(&s);
}

static void finding_leaves_the_place_as_it_was(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "jjjfewa");
	assert_true(terminal_wait_at(s.t, 1, "> new     Ewa Kowalska"));
	terminal_send(s.t, "<C-u>");
	assert_true(terminal_wait_at(s.t, 4, "> new     Amina"));
	terminal_send(s.t, "ewa<Esc>");
	assert_true(terminal_wait_at(s.t, 4, "> new     Amina"));
	terminal_send(s.t, "fewa<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "> new     Ewa"));
	terminal_send(s.t, "j");
	assert_true(terminal_wait_at(s.t, 2, "> answer  Ewa"));
	terminal_send(s.t, "q"); /* back to all, with what was found */
	assert_true(terminal_wait_at(s.t, 5, "> answer  Ewa"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
		cmocka_unit_test(it_speaks_greek),
		cmocka_unit_test(it_has_every_size),
		cmocka_unit_test(an_empty_one_says_what_to_do),
		cmocka_unit_test(keys_move_the_cursor),
		cmocka_unit_test(putting_away_and_deleting_come_back),
		cmocka_unit_test(what_is_in_the_bin_goes_for_good_when_asked),
		cmocka_unit_test(marks_are_acted_on_together),
		cmocka_unit_test(all_are_marked_or_none),
		cmocka_unit_test(finding_goes_on_to_the_next),
		cmocka_unit_test(the_order_is_kept),
		cmocka_unit_test(help_has_whole_sentences),
		cmocka_unit_test(help_stands_at_both_sizes),
		cmocka_unit_test(the_palette_stands_over_the_screen),
		cmocka_unit_test(the_palette_says_what_a_screen_does),
		cmocka_unit_test(the_bin_speaks_greek),
		cmocka_unit_test(keeping_is_a_word_in_the_row),
		cmocka_unit_test(finding_filters_while_words_are_typed),
		cmocka_unit_test(what_comes_in_above_moves_nothing),
		cmocka_unit_test(the_place_is_kept_from_run_to_run),
		cmocka_unit_test(requests_are_answered),
		cmocka_unit_test(drafts_are_written_on_and_thrown_away),
		cmocka_unit_test(later_hides_until_a_day),
		cmocka_unit_test(esc_and_q_go_back_before_they_leave),
		cmocka_unit_test(finding_leaves_the_place_as_it_was),
		cmocka_unit_test(letters_can_be_latin),
		cmocka_unit_test(every_character_keeps_its_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
