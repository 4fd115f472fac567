/* The maps of vi and Emacs in a terminal: chords, Esc as a prefix, what stops a question. */
#include "lib/suite.h"

#include "lib/stage.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

static struct stage begin_in(const char *language, const char *keys)
{
	struct stage s = stage_new();
	char *path = xasprintf("%s/keys", s.f->paths.config);

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
	terminal_send(s.t, "gg");
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
	assert_line(&s, 3);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vi_moves_and_goes_by_chords),
		cmocka_unit_test(emacs_takes_esc_as_a_prefix),
		cmocka_unit_test(greek_letters_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
