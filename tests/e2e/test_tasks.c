/* Whole tasks with a real portal, for eyes, fingers and ears: at several sizes, for braille and speech, in ASCII without colours. */
#include "lib/suite.h"

#include "lib/tasks.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"

/* How a face is looked at. */
struct way {
	int rows, cols;
	const char *accessible, *line_width, *characters, *term;
	task_look *look;
	const char *language;
};

static struct terminal *start(const struct way *way)
{
	const char *programs = getenv("TWINLINE_PROGRAMS");
	char *program = xasprintf("%s/twinline", programs ? programs : "build");
	char *language = xasprintf("LANGUAGE=%s", way->language);
	const char *argv[] = { program, NULL }, *environment[] = { language, NULL };
	struct terminal *t = terminal_start(&(struct terminal_options){ .argv = argv, .rows = way->rows, .cols = way->cols, .term = way->term,
	                                                                .environment = environment });

	free(program);
	free(language);
	return t;
}

/* What sentences call the keys that they name: all ways here have the default ones. */
static char *key_of(const char *action)
{
	return strcmp(action, "undo") == 0 ? xstrdup("u") : NULL;
}

static void do_all(const struct way *way)
{
	struct world *w = world_start(&(struct world_options){ .signed_out = true, .now = "2026-11-17T10:38:00Z" });
	struct terminal *t;

	world_set(SETTING_ACCESSIBLE, way->accessible);
	world_set(SETTING_LINE_WIDTH, way->line_width);
	world_set(SETTING_CHARACTERS, way->characters);
	world_set(SETTING_BIDI, "terminal"); /* the rows as they are written, for who reads them here */
	world_set(SETTING_ARABIC_SHAPING, "terminal");
	i18n_init(way->language);
	i18n_set_keys(key_of);
	t = start(way);
	tasks_do(w, t, way->look);
	i18n_init("en");
	terminal_free(t);
	world_free(w);
}

static void fail_row(struct terminal *t, const struct task *task, const char *keys, const char *what)
{
	char *all = terminal_text(t);

	print_message("%s\n", all);
	free(all);
	fail_msg("%s, %s: %s", task->name, keys, what);
}

/* All within 40 cells, each row from the first on, no mark; no padding, but between the hints and in what is typed. */
static void is_for_braille(struct terminal *t, const struct task *task, const char *keys)
{
	int rows, cols;

	terminal_size(t, &rows, &cols);
	for (int i = 0; i < rows; i++) {
		char *row = terminal_row(t, i), *right = terminal_cells(t, i, 40, cols - 40);

		if (*right)
			fail_row(t, task, keys, "a row has more than 40 cells");
		if (*row == ' ' || *row == '>')
			fail_row(t, task, keys, "a row does not begin with its text");
		if (strstr(row, "   "))
			fail_row(t, task, keys, "a row has padding");
		free(right);
		free(row);
	}
}

static void is_ascii(struct terminal *t, const struct task *task, const char *keys)
{
	char *all = terminal_text(t);

	for (const char *c = all; *c; c++)
		if ((unsigned char)*c >= 0x80)
			fail_row(t, task, keys, "a character is not ASCII");
	free(all);
}

static void on_a_small_screen(void **state)
{
	(void)state;
	do_all(&(struct way){ 12, 40, "no", "0", "all", NULL, NULL, "en" });
}

static void by_braille_on_a_wide_terminal(void **state)
{
	(void)state;
	do_all(&(struct way){ 24, 80, "yes", "40", "all", NULL, is_for_braille, "en" });
}

static void by_braille_on_a_small_one(void **state)
{
	(void)state;
	do_all(&(struct way){ 12, 40, "yes", "40", "all", NULL, is_for_braille, "en" });
}

static void in_ascii_without_colours(void **state)
{
	(void)state;
	do_all(&(struct way){ 24, 80, "no", "0", "ascii", "vt100", is_ascii, "en" });
}

static void in_greek(void **state)
{
	(void)state;
	do_all(&(struct way){ 24, 80, "yes", "40", "all", NULL, is_for_braille, "el" });
}

static void in_arabic_from_right_to_left(void **state)
{
	(void)state;
	do_all(&(struct way){ 24, 80, "no", "0", "all", NULL, NULL, "ar" });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_a_small_screen),
		cmocka_unit_test(by_braille_on_a_wide_terminal),
		cmocka_unit_test(by_braille_on_a_small_one),
		cmocka_unit_test(in_ascii_without_colours),
		cmocka_unit_test(in_greek),
		cmocka_unit_test(in_arabic_from_right_to_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
