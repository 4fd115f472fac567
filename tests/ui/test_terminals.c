/*
 * Every terminal of the list, from its entry of terminfo alone: what is sent to it is the entry's own and shows the same screens as on
 * any other, its own keys work, and it is given back. Nothing is ever asked of it.
 */
#include "lib/suite.h"

#include <termios.h>

#include "lib/entry_terminal.h"
#include "lib/stage.h"
#include "lib/terminal_state.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* Terminals, and what is taken for those that have no entry: foot brings its own along. */
static const struct { const char *name, *instead; } terminals[] = {
	{ "xterm", NULL }, { "xterm-256color", NULL }, { "linux", NULL }, { "vt100", NULL }, { "vt220", NULL }, { "screen", NULL },
	{ "tmux", NULL }, { "rxvt", NULL }, { "putty", NULL }, { "st", NULL }, { "kitty", NULL }, { "alacritty", NULL }, { "konsole", NULL },
	{ "gnome", NULL }, { "ansi", NULL }, { "cons25", NULL }, { "wyse60", NULL }, { "vt52", NULL }, { "wy50", NULL }, { "hp2621", NULL }, { "tvi925", NULL },
	{ "foot", "xterm" }, { "foot-unheard", "xterm" }, { "vt999", "vt100" }, { "rxvt-unheard", "rxvt" }, { "unheard-of", "ansi" },
};

enum { STEPS = 7 };

/* What is done on each, as capabilities of keys or keys themselves, or a new size. */
static const struct step { const char *capability, *keys; int rows, cols; } steps[STEPS] = {
	{ .keys = "" }, { .keys = "2" }, { .capability = "kcud1" }, { .keys = "\r" }, { .keys = "q" }, { .rows = 12, .cols = 40 },
	{ .rows = 24, .cols = 80 },
};

/* What is shown after a step, and where the cursor is. */
struct look { char *text; int row, col; };

static struct terminal *start(struct fixture *f, const char *name)
{
	char *now = xasprintf("TWINLINE_NOW=%s", f->now);
	const char *const argv[] = { "twinline", NULL }, *const environment[] = { now, "LANGUAGE=en", NULL };
	struct terminal *t = terminal_start(&(struct terminal_options){ .argv = argv, .term = name, .environment = environment });

	free(now);
	assert_true(terminal_wait_idle(t));
	return t;
}

static void take(struct terminal *t, const struct entry_terminal *e, const struct step *step)
{
	const char *key = step->capability ? entry_terminal_capability(e, step->capability) : step->keys;

	if (step->rows)
		terminal_resize(t, step->rows, step->cols);
	else if (!key || *key)
		terminal_send_bytes(t, key ? key : "j", key ? strlen(key) : 1);
	assert_true(terminal_wait_idle(t));
}

/* What libvterm shows as xterm-256color, step by step: what all must show. */
static void expect(struct fixture *f, struct look expected[STEPS])
{
	struct terminal *t = start(f, "xterm-256color");
	struct entry_terminal *e = entry_terminal_new("xterm-256color", 24, 80);

	for (int i = 0; i < STEPS; i++) {
		take(t, e, &steps[i]);
		expected[i].text = terminal_text(t);
		terminal_cursor(t, &expected[i].row, &expected[i].col);
	}
	entry_terminal_free(e);
	terminal_free(t);
}

static void assert_shows(const struct entry_terminal *e, const struct look *look, int rows, bool but_the_last)
{
	const char *expected = look->text;
	int at, col;

	entry_terminal_cursor(e, &at, &col);
	assert_int_equal(at, look->row);
	assert_int_equal(col, look->col);
	for (int row = 0; row < rows; row++) {
		size_t len = strcspn(expected, "\n");
		char *line = xstrndup(expected, len), *shown = entry_terminal_row(e, row);

		if (!but_the_last || row < rows - 1)
			assert_string_equal(shown, line);
		free(line);
		free(shown);
		expected += len + 1;
	}
}

static void catch_up(struct terminal *t, struct entry_terminal *e, size_t *from)
{
	size_t len;
	const char *raw = terminal_raw(t, &len);

	entry_terminal_write(e, raw + *from, len - *from);
	*from = len;
	if (entry_terminal_offence(e))
		fail_msg("%s", entry_terminal_offence(e));
}

/* The modes of the entry that were begun are ended, and the line of the terminal is a shell's again. */
static void assert_given_back(struct terminal *t, struct entry_terminal *e)
{
	char *left = entry_terminal_modes(e);
	struct termios line;

	assert_string_equal(left, "");
	free(left);
	assert_int_equal(tcgetattr(t->master, &line), 0);
	assert_int_equal(line.c_lflag & (ICANON | ECHO | ISIG), ICANON | ECHO | ISIG);
	assert_true((line.c_iflag & ICRNL) && (line.c_oflag & OPOST));
}

static void use(struct fixture *f, const char *name, const char *instead, const struct look expected[STEPS])
{
	struct terminal *t = start(f, name);
	struct entry_terminal *own = entry_terminal_new(name, 24, 80), *e = own ? own : entry_terminal_new(instead, 24, 80);
	size_t from = 0;

	assert_non_null(e);
	for (int i = 0; i < STEPS; i++) {
		if (steps[i].rows)
			entry_terminal_resize(e, steps[i].rows, steps[i].cols);
		take(t, e, &steps[i]);
		catch_up(t, e, &from);
		assert_shows(e, &expected[i], steps[i].rows ? steps[i].rows : 24, i == 0 && !own);
	}
	if (starts_with(entry_terminal_capability(e, "cup"), "\033["))
		assert_int_equal(terminal_queries(t), 0);
	terminal_send_bytes(t, "Q", 1);
	assert_true(terminal_wait_exit(t, NULL));
	catch_up(t, e, &from);
	assert_given_back(t, e);
	assert_null(memchr(t->raw.text, '\0', t->raw.len)); /* no padding */
	entry_terminal_free(e);
	terminal_free(t);
}

/* A store of its own for each: the cursor of a list is kept from one face to the next. */
static struct fixture *inbox(void)
{
	struct fixture *f = stage_new().f;

	fixture_inbox(f);
	return f;
}

static void each_terminal_shows_the_same(void **state)
{
	struct fixture *f = inbox();
	struct look expected[STEPS];

	(void)state;
	expect(f, expected);
	fixture_free(f);
	for (size_t i = 0; i < ARRAY_SIZE(terminals); i++) {
		print_message("# %s\n", terminals[i].name);
		f = inbox();
		use(f, terminals[i].name, terminals[i].instead, expected);
		fixture_free(f);
	}
	for (int i = 0; i < STEPS; i++)
		free(expected[i].text);
}

static void what_is_taken_instead_is_said(void **state)
{
	struct fixture *f = inbox();
	struct terminal *t = start(f, "unheard-of");

	(void)state;
	assert_true(terminal_wait_at(t, -1, "The terminal \"unheard-of\" is not known here; it is taken for \"ansi\"."));
	terminal_free(t);
	fixture_free(f);
}

/* Where an attribute takes a cell of the screen (magic cookies) there is none, whatever is wished. */
static void attributes_that_take_a_cell_are_left_out(void **state)
{
	static const struct { const char *name; bool has; } rows[] = { { "tvi925", false }, { "vt100", true }, { "wyse60", true } };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct fixture *f = inbox();
		struct terminal *t;
		struct entry_terminal *e;
		size_t from = 0;

		stage_settings(f, "highlight = row\n");
		t = start(f, rows[i].name);
		e = entry_terminal_new(rows[i].name, 24, 80);
		catch_up(t, e, &from);
		assert_int_equal(entry_terminal_had(e, "smso"), rows[i].has);
		entry_terminal_free(e);
		terminal_free(t);
		fixture_free(f);
	}
}

/* What can only write on, or says nothing of itself, gets lines (tests/ui/test_linear.c), and not one control sequence. */
static void who_cannot_place_a_cursor_gets_lines(void **state)
{
	static const char *const names[] = { "network", "dialup", "tty33" /* a printer */ };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct fixture *f = inbox();
		struct terminal *t = start(f, names[i]);

		assert_true(terminal_wait_text(t, "A number opens"));
		assert_null(memchr(t->raw.text, '\033', t->raw.len));
		terminal_free(t);
		fixture_free(f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_terminal_shows_the_same),
		cmocka_unit_test(what_is_taken_instead_is_said),
		cmocka_unit_test(who_cannot_place_a_cursor_gets_lines),
		cmocka_unit_test(attributes_that_take_a_cell_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
