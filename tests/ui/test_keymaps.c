/* The maps of vi and Emacs in a terminal: chords, Esc as a prefix, what stops a question. */
#include "lib/suite.h"

#include <unistd.h>

#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

static struct stage begin_in(const char *language, const char *keys)
{
	struct stage s = stage_new();
	char *path = xasprintf("%s/keys", s.f->paths.config), *settings = paths_settings();

	unlink(settings);
	free(settings);
	assert_int_equal(file_write(path, keys, strlen(keys), 0600, NULL), 0);
	fixture_inbox(s.f);
	s.t = fixture_face(s.f, 24, 80, language);
	assert_true(terminal_wait_text(s.t, "Ewa"));
	terminal_send(s.t, strstr(keys, "vi.keys") ? "g2" : "2");
	assert_true(terminal_wait_idle(s.t));
	free(path);
	return s;
}

static struct stage begin(const char *keys)
{
	return begin_in(NULL, keys);
}

static void assert_line(struct stage *s, int row)
{
	if (!terminal_wait_cursor(s->t, row, 0))
		fail_msg("the cursor is not in row %d", row);
}

static void vi_moves_and_goes_by_chords(void **state)
{
	struct stage s = begin("include vi.keys\n");

	(void)state;
	assert_line(&s, 1);
	terminal_send(s.t, "jj");
	assert_line(&s, 3);
	terminal_send(s.t, "gg3j");
	assert_line(&s, 4);
	terminal_send(s.t, "2k10");
	terminal_send(s.t, "j");
	assert_line(&s, 12);
	terminal_send(s.t, "5G");
	assert_line(&s, 5);
	terminal_send(s.t, "3gg");
	assert_line(&s, 3);
	terminal_send(s.t, "5<Esc>ggj"); /* Esc forgets the number, and is back by itself */
	assert_true(terminal_wait_at(s.t, 0, "Home"));
	terminal_send(s.t, "g2gg");
	assert_line(&s, 1);
	terminal_send(s.t, "/ewa<Enter>n");
	assert_line(&s, 2);
	terminal_send(s.t, "N");
	assert_line(&s, 1);
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "of 214"));
	terminal_send(s.t, "f");
	assert_true(terminal_wait_at(s.t, 2, "Fwd: "));
	terminal_send(s.t, "<Esc>q");
	assert_true(terminal_wait_at(s.t, 0, "of 214"));
	terminal_send(s.t, "g0");
	assert_true(terminal_wait_at(s.t, 0, "Outbox"));
	terminal_send(s.t, "g2");
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	terminal_send(s.t, "?");
	assert_true(terminal_wait_at(s.t, 0, "; / finds one."));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	terminal_send(s.t, "q<Esc>");
	assert_true(terminal_wait_at(s.t, -1, "Z Z leaves Twinline."));
	terminal_send(s.t, "dx");
	assert_true(terminal_wait_at(s.t, -1, "does nothing here"));
	terminal_send(s.t, "ZZ");
	assert_true(terminal_wait_exit(s.t, NULL));
	stage_end(&s);
}

static void emacs_takes_esc_as_a_prefix(void **state)
{
	struct stage s = begin("include emacs.keys\n");

	(void)state;
	terminal_send(s.t, "<C-n><C-n>");
	assert_line(&s, 3);
	terminal_send(s.t, "<Esc><lt>");
	assert_line(&s, 1);
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_idle(s.t));
	terminal_send_bytes(s.t, "[B", 2); /* the rest of an arrow that came late */
	assert_line(&s, 2);
	terminal_send(s.t, "<C-p>");
	assert_line(&s, 1);
	terminal_send(s.t, "<Esc>x");
	assert_true(terminal_wait_at(s.t, -1, ":"));
	terminal_send(s.t, "<C-g>");
	assert_line(&s, 1);
	terminal_send(s.t, "c");
	assert_true(terminal_wait_at(s.t, 0, "New message"));
	terminal_send(s.t, "Ew<C-c><C-c>");
	assert_true(terminal_wait_text(s.t, "Ew"));
	terminal_send(s.t, "<C-g>");
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	terminal_send(s.t, "<C-g>");
	assert_true(terminal_wait_at(s.t, 0, "Home"));
	terminal_send(s.t, "<C-g><C-g>");
	assert_true(terminal_wait_at(s.t, -1, "Leave Twinline"));
	terminal_send(s.t, "<C-g><C-x><C-c>");
	assert_true(terminal_wait_exit(s.t, NULL));
	stage_end(&s);
}

/* A Greek keyboard types Greek: commands go by the place of the key, in fields the letters stay. */
static void greek_letters_command(void **state)
{
	struct stage s = begin_in("el", "# the default map\n");

	(void)state;
	terminal_send(s.t, "ξξξκ");
	assert_line(&s, 3);
	terminal_send(s.t, "η");
	assert_true(terminal_wait_at(s.t, 2, "  r                ρ   "));
	assert_true(terminal_wait_text(s.t, "  R                Ρ   "));
	terminal_send(s.t, ";");
	assert_line(&s, 3);
	terminal_send(s.t, "γ٢<Enter>");
	assert_line(&s, 3); /* a prompt takes what is typed: that is no number there */
	terminal_send(s.t, "ψξ");
	assert_true(terminal_wait_at(s.t, 1, "ξ"));
	terminal_send(s.t, "<Esc>;");
	assert_line(&s, 1); /* on the draft */
	terminal_send(s.t, "Θ٠");
	assert_true(terminal_wait_at(s.t, 0, "Εξερχόμενα"));
	terminal_free(s.t);
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "Ewa"));
	terminal_send(s.t, "ξ;");
	assert_true(terminal_wait_at(s.t, -1, "does nothing here")); /* in English ; is no q */
	terminal_send(s.t, "h");
	assert_true(terminal_wait_at(s.t, 2, "  r                reply"));
	stage_end(&s);
}

static void pine_keeps_its_letters(void **state)
{
	struct stage s = begin("include pine.keys\n");

	(void)state;
	terminal_send(s.t, "nnp");
	assert_line(&s, 2);
	terminal_send(s.t, ">");
	assert_true(terminal_wait_at(s.t, 0, "Inbox 2 of 214"));
	terminal_send(s.t, "<lt>");
	assert_true(terminal_wait_at(s.t, 0, "unread of 214"));
	terminal_send(s.t, "m");
	assert_true(terminal_wait_at(s.t, 0, "Home"));
	terminal_send(s.t, "i");
	assert_true(terminal_wait_at(s.t, 0, "of 214"));
	terminal_send(s.t, "c");
	assert_true(terminal_wait_at(s.t, 0, "New message"));
	terminal_send(s.t, "Ewa<C-x>");
	assert_true(terminal_wait_at(s.t, -1, "Enter"));
	terminal_send(s.t, "<Esc>ocalendar<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Calendar"));
	stage_end(&s);
}

/* A letter is answered with the left hand, and with the right one, and no two keys together. */
static void one_hand_is_enough(void **state)
{
	static const struct { const char *map, *inbox, *answer, *send; } hands[] = {
		{ "include one-hand-left.keys\n", "2", "gwsvr", "<Esc>g<Space>e" },
		{ "include one-hand-right.keys\n", "8", "nkjmj", "<Insert>m<Space>o" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(hands); i++) {
		struct stage s = begin(hands[i].map);

		terminal_send(s.t, hands[i].inbox);
		assert_true(terminal_wait_at(s.t, 0, "of 214"));
		terminal_send(s.t, hands[i].answer);
		assert_true(terminal_wait_at(s.t, 0, "Reply"));
		assert_true(terminal_wait_at(s.t, -1, "Typing."));
		terminal_send(s.t, "Fine.");
		terminal_send(s.t, hands[i].send);
		assert_true(terminal_wait_at(s.t, -1, "Goes out"));
		stage_end(&s);
	}
}

/* Arrows, Enter and the key of help are enough for all that only the palette has, too. */
static void help_has_what_has_no_key(void **state)
{
	struct stage s = begin("# the default map\n");

	(void)state;
	terminal_send(s.t, "<F1><End>");
	assert_true(terminal_wait_text(s.t, "the keyboard, and which keys do what"));
	assert_true(terminal_wait_text(s.t, "a short tour"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "What would you like?"));
	stage_end(&s);
}

/* Questions are numbered: no letter answers, for one keyboard's yes is the key of another's no. */
static void letters_answer_no_question(void **state)
{
	struct stage s = begin("# the default map\n");

	(void)state;
	terminal_send(s.t, "<C-c><C-c>");
	assert_true(terminal_wait_at(s.t, -1, "1 stay  2 leave"));
	terminal_send(s.t, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
	terminal_send(s.t, "ναι νηψ так ні ոչ yes 0345679");
	assert_true(terminal_wait_at(s.t, -1, "1 stay  2 leave"));
	terminal_send(s.t, "1");
	assert_true(terminal_wait_gone(s.t, "1 stay"));
	terminal_send(s.t, "<C-c><C-c>");
	assert_true(terminal_wait_at(s.t, -1, "1 stay  2 leave"));
	terminal_send(s.t, "٢");
	assert_true(terminal_wait_exit(s.t, NULL));
	stage_end(&s);
}

/* A map and a keyboard that are chosen on the screen hold from the next key on. */
static void what_is_chosen_acts_at_once(void **state)
{
	struct stage s = begin("# the default map\n");

	(void)state;
	terminal_send(s.t, "xkeyboard<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Keyboard"));
	assert_true(terminal_wait_text(s.t, "> that of the language, Latin letters: this one"));
	assert_true(screen_is(s.t, "keyboard-80"));
	terminal_send(s.t, "<Up><Enter>");
	assert_true(terminal_wait_text(s.t, "> Keys   vi"));
	terminal_send(s.t, "G"); /* a key of vi */
	assert_true(terminal_wait_text(s.t, "> Lithuanian  ą č ę ė į š"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Lithuanian"));
	terminal_send(s.t, "gė"); /* its 4 */
	assert_true(terminal_wait_at(s.t, 0, "Projects"));
	terminal_send(s.t, "?");
	assert_true(terminal_wait_at(s.t, 0, "Keys in Projects, Lithuanian."));
	terminal_send(s.t, "q:keyboard<Enter>");
	assert_true(terminal_wait_text(s.t, "> Lithuanian: this one"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "keyboard-40"));
	stage_end(&s);
}

/* What is wrong in the user's own keys is said with its place, and the map of the setting holds. */
static void wrong_keys_do_not_stop_the_program(void **state)
{
	struct stage s = begin("bind common j open\nbind inbux k open\n");

	(void)state;
	terminal_send(s.t, "j");
	assert_line(&s, 2);
	terminal_free(s.t);
	s.t = fixture_face(s.f, 24, 100, NULL);
	assert_true(terminal_wait_text(s.t, "keys:2:6"));
	assert_true(terminal_wait_text(s.t, "There is no context inbux."));
	stage_end(&s);
}

/* The palette knows actions by their names in English and by their sentences, whatever the keyboard types. */
static void the_palette_is_typed_on_any_keyboard(void **state)
{
	struct stage s = begin_in("el", "# the default map\n");

	(void)state;
	terminal_send(s.t, "χπθτ-ας"); /* x, and put-aw- as its keys are called */
	assert_true(terminal_wait_at(s.t, -2, "> put-away"));
	terminal_send(s.t, "<C-u>ημερολ");
	assert_true(terminal_wait_text(s.t, "> calendar"));
	terminal_send(s.t, "<C-u>any action");
	assert_true(terminal_wait_text(s.t, "> palette"));
	stage_end(&s);
}

/* What an empty screen proposes goes by the keys that are bound. */
static void sentences_name_the_keys_that_are_bound(void **state)
{
	struct stage s = begin("unbind common z\nbind common b keep\nunbind common c\n");

	(void)state;
	terminal_send(s.t, "3v");
	assert_true(terminal_wait_text(s.t, "No search is kept yet. b keeps the one that you made."));
	terminal_send(s.t, ":feed<Enter>");
	assert_true(terminal_wait_text(s.t, "You follow nobody yet. b on somebody's page does it."));
	terminal_send(s.t, ":notices<Enter>");
	assert_true(terminal_wait_text(s.t, "No notices here. create posts one."));
	stage_end(&s);
	s = begin("include pine.keys\n");
	terminal_send(s.t, "0");
	assert_true(terminal_wait_text(s.t, "nothing waits; S looks for what is new"));
	stage_end(&s);
	s = begin("bind outbox s drop\nbind outbox a send\nbind outbox u create\n");
	terminal_send(s.t, "0");
	assert_true(terminal_wait_text(s.t, "nothing waits; a looks for what is new"));
	terminal_send(s.t, "2d");
	assert_true(terminal_wait_text(s.t, "u brings it back."));
	stage_end(&s);
}

/* Who names what has no use here has pressed no key. */
static void what_has_no_use_is_named(void **state)
{
	struct stage s = begin("# the default map\n");

	(void)state;
	terminal_send(s.t, ":phrases<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "\"phrases\" does nothing on this screen. ? shows"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vi_moves_and_goes_by_chords),
		cmocka_unit_test(emacs_takes_esc_as_a_prefix),
		cmocka_unit_test(greek_letters_command),
		cmocka_unit_test(pine_keeps_its_letters),
		cmocka_unit_test(one_hand_is_enough),
		cmocka_unit_test(help_has_what_has_no_key),
		cmocka_unit_test(what_has_no_use_is_named),
		cmocka_unit_test(sentences_name_the_keys_that_are_bound),
		cmocka_unit_test(letters_answer_no_question),
		cmocka_unit_test(what_is_chosen_acts_at_once),
		cmocka_unit_test(wrong_keys_do_not_stop_the_program),
		cmocka_unit_test(the_palette_is_typed_on_any_keyboard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
