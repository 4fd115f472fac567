/* What comes without being typed: pastes, told by the terminal or not, whole or without their end; clicks and the wheel. */
#include "lib/suite.h"

#include "lib/stage.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static const char prose[] = "Dear Ewa, quite a few of us want to measure on Wednesday.\rXavier";

static struct stage begin(const char *term, const char *settings)
{
	struct stage s = stage_new();
	char *now = xasprintf("TWINLINE_NOW=%s", s.f->now);
	const char *const argv[] = { "twinline", NULL }, *const environment[] = { now, "LANGUAGE=en", NULL };

	fixture_inbox(s.f);
	stage_settings(s.f, settings);
	s.t = terminal_start(&(struct terminal_options){ .argv = argv, .term = term, .environment = environment });
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	free(now);
	return s;
}

/* Keys that are typed later work as ever; one that follows at once may still be taken for a part of the paste. */
static void assert_alive(struct stage *s)
{
	bool has_help = false;

	for (int tries = 0; !has_help && tries < 1000; tries++) {
		char *row;

		terminal_send(s->t, "?");
		assert_true(terminal_wait_idle(s->t));
		row = terminal_row(s->t, 0);
		has_help = starts_with(row, "Keys in Inbox");
		free(row);
	}
	assert_true(has_help);
}

static void send(struct stage *s, const char *bytes)
{
	terminal_send_bytes(s->t, bytes, strlen(bytes));
}

static void nothing_is_done_with_a_paste_outside_of_texts(void **state)
{
	static const char *const terms[] = { "xterm-256color", "linux", "vt100" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(terms); i++) {
		struct stage s = begin(terms[i], "");

		if (i == 0)
			terminal_paste(s.t, prose);
		else
			send(&s, prose); /* this terminal tells nothing */
		assert_true(terminal_wait_at(s.t, -1, "64 characters were pasted, but not into a text. Nothing was done."));
		assert_true(terminal_wait_at(s.t, 0, "Inbox"));
		assert_alive(&s);
		stage_end(&s);
	}
}

/* The second half of it, in another piece, is no command either. */
static void a_paste_in_pieces_is_one(void **state)
{
	struct stage s = begin("vt100", "");

	(void)state;
	send(&s, prose);
	send(&s, "Q");
	assert_true(terminal_wait_text(s.t, "characters were pasted, but not into a text."));
	assert_false(terminal_ended(s.t));
	stage_end(&s);
}

static void keys_typed_ahead_are_keys(void **state)
{
	struct stage s = begin("vt100", "");

	(void)state;
	send(&s, "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk:settings\r");
	assert_true(terminal_wait_at(s.t, 0, "Settings"));
	stage_end(&s);
}

static void control_characters_of_a_paste_are_no_keys(void **state)
{
	struct stage s = begin(NULL, "");

	(void)state;
	terminal_send(s.t, "f");
	assert_true(terminal_wait_at(s.t, -1, "Find:"));
	terminal_paste(s.t, "wa\003\032\021t\033[A\177er");
	assert_true(terminal_wait_at(s.t, -1, "Find: wat[Aer"));
	stage_end(&s);
}

static void a_paste_whose_end_is_lost_ends(void **state)
{
	struct stage s = begin(NULL, "");

	(void)state;
	terminal_send(s.t, "f");
	assert_true(terminal_wait_at(s.t, -1, "Find:"));
	send(&s, "\033[200~water");
	assert_true(terminal_wait_at(s.t, -1, "Find: water")); /* by itself, after a while */
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "found: water"));
	assert_alive(&s);
	stage_end(&s);
}

static void clicks_are_for_who_wants_them(void **state)
{
	struct stage s = begin(NULL, "");
	size_t len;
	const char *raw = terminal_raw(s.t, &len);

	(void)state;
	assert_null(memmem(raw, len, "1006", 4));
	stage_end(&s);

	s = begin(NULL, "mouse = yes\n");
	raw = terminal_raw(s.t, &len);
	assert_non_null(memmem(raw, len, "\033[?1006;1000h", strlen("\033[?1006;1000h")));
	send(&s, "\033[<0;10;4M\033[<0;10;4m"); /* the row is the fourth from above */
	assert_true(terminal_wait_cursor(s.t, 3, 0));
	send(&s, "\033[<65;10;4M");
	assert_true(terminal_wait_cursor(s.t, 4, 0));
	send(&s, "\033[<64;10;4M");
	assert_true(terminal_wait_cursor(s.t, 3, 0));
	send(&s, "\033[<0;10;4M"); /* on the cursor: opens it */
	assert_true(terminal_wait_at(s.t, 0, "Inbox 3 of 214"));
	terminal_send(s.t, "Q");
	assert_true(terminal_wait_exit(s.t, NULL));
	raw = terminal_raw(s.t, &len);
	assert_non_null(memmem(raw, len, "\033[?1006;1000l", strlen("\033[?1006;1000l")));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_done_with_a_paste_outside_of_texts),
		cmocka_unit_test(a_paste_in_pieces_is_one),
		cmocka_unit_test(keys_typed_ahead_are_keys),
		cmocka_unit_test(control_characters_of_a_paste_are_no_keys),
		cmocka_unit_test(a_paste_whose_end_is_lost_ends),
		cmocka_unit_test(clicks_are_for_who_wants_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
