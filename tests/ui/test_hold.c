/* Large frames show at once on terminals that can, and on no other is a byte spent on it; Ctrl-L puts right what others have set. */
#include "lib/suite.h"

#include "lib/stage.h"
#include "lib/terminal_state.h"
#include "twinline/base/mem.h"

static const char begins[] = "\033[?2026h", ends[] = "\033[?2026l";

/* How often text stands in what the face has written since a mark. */
static int times(const struct terminal *t, size_t mark, const char *text)
{
	size_t len;
	const char *at = terminal_raw(t, &len) + mark;
	int count = 0;

	for (; (at = strstr(at, text)); at++)
		count++;
	return count;
}

static struct terminal *start(struct fixture *f, const char *term)
{
	char *now = xasprintf("TWINLINE_NOW=%s", f->now);
	const char *const environment[] = { now, "LANGUAGE=en", NULL };
	struct terminal *t = terminal_start(&(struct terminal_options){ .argv = (const char *[]){ "twinline", NULL }, .term = term,
	                                                                .environment = environment });

	free(now);
	assert_true(terminal_wait_idle(t));
	return t;
}

static void a_large_frame_is_held_where_that_is_known(void **state)
{
	static const struct { const char *term; bool holds; } terms[] = {
		{ "xterm-kitty", true }, { "alacritty", true }, { "foot", true },
		{ "xterm-256color", false }, { "vt100", false }, { "linux", false }, { "screen", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(terms); i++) {
		struct stage s = stage_new();
		size_t mark;

		fixture_inbox(s.f);
		s.t = start(s.f, terms[i].term);
		terminal_send(s.t, "2"); /* another screen: more than 200 bytes */
		assert_true(terminal_wait_at(s.t, 0, "Inbox"));
		assert_int_equal(times(s.t, 0, begins), terms[i].holds ? 2 : 0);
		assert_int_equal(times(s.t, 0, ends), terms[i].holds ? 2 : 0);
		terminal_raw(s.t, &mark);
		terminal_send(s.t, "j"); /* a mark: five */
		assert_true(terminal_wait_idle(s.t));
		assert_int_equal(times(s.t, mark, begins), 0);
		stage_end(&s);
	}
}

static void ctrl_l_sets_the_tabs_that_somebody_took_away(void **state)
{
	static const char no_tabs[] = "\033[3g", row[] = "  new     Amina Trabelsi      Bonjour de Sfax            TN              16 Nov";
	struct stage s = stage_new();
	char *shown;

	(void)state;
	fixture_inbox(s.f);
	s.t = start(s.f, "vt100");
	vterm_input_write(s.t->vt, no_tabs, strlen(no_tabs));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_idle(s.t));
	shown = terminal_row(s.t, 4);
	assert_string_not_equal(shown, row);
	free(shown);
	terminal_send(s.t, "<C-l>");
	assert_true(terminal_wait_at(s.t, 4, row));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_large_frame_is_held_where_that_is_known),
		cmocka_unit_test(ctrl_l_sets_the_tabs_that_somebody_took_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
