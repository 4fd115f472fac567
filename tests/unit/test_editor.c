/* Fields: typing, moving and deleting by cluster; pasting; lines; drawing with the cursor in its cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/ui/editor.h"
#include "../../src/ui/mirror.h"
#include "twinline/text/cells.h"
#include "twinline/text/characters.h"

static void test_typing(void **state)
{
	struct editor f;

	(void)state;
	editor_init(&f, "ab", 4, false);
	assert_int_equal(editor_type(&f, 0x3b3), EDITOR_CHANGED);
	assert_int_equal(editor_act(&f, ACTION_MOVE_LEFT, 80), EDITOR_MOVED);
	assert_int_equal(editor_type(&f, 'x'), EDITOR_CHANGED);
	assert_string_equal(f.text.text, "abx\xce\xb3");
	assert_int_equal(editor_type(&f, 'y'), EDITOR_IGNORED); /* the bound is reached */
	assert_int_equal(editor_type(&f, 0x1b), EDITOR_IGNORED);
	assert_int_equal(editor_type(&f, 0x9b), EDITOR_IGNORED); /* C1 never gets in */
	assert_int_equal(editor_type(&f, 0x202e), EDITOR_IGNORED);
	assert_int_equal(editor_type(&f, KEY_BACKSPACE_), EDITOR_CHANGED);
	assert_string_equal(f.text.text, "ab\xce\xb3");
	assert_int_equal(editor_type(&f, KEY_DELETE_), EDITOR_CHANGED);
	assert_int_equal(editor_type(&f, KEY_DELETE_), EDITOR_IGNORED);
	assert_int_equal(editor_act(&f, ACTION_DELETE_BEFORE, 80), EDITOR_CHANGED);
	assert_int_equal(editor_type(&f, KEY_BACKSPACE_), EDITOR_IGNORED);
	assert_string_equal(f.text.text, "");
	editor_release(&f);
}

static void test_clusters(void **state)
{
	struct editor f;

	(void)state;
	editor_init(&f, "e\xcc\x81k", 0, false); /* e with a combining acute is one step */
	editor_act(&f, ACTION_MOVE_LEFT, 80);
	editor_act(&f, ACTION_MOVE_LEFT, 80);
	assert_int_equal(f.at, 0);
	editor_act(&f, ACTION_MOVE_RIGHT, 80);
	assert_int_equal(f.at, 3);
	editor_type(&f, KEY_BACKSPACE_);
	assert_string_equal(f.text.text, "k");
	editor_release(&f);
}

static void test_lines(void **state)
{
	struct editor f;

	(void)state;
	editor_init(&f, "first line\nsecond\nthird line", 0, true);
	editor_act(&f, ACTION_MOVE_UP, 40);
	editor_act(&f, ACTION_MOVE_UP, 40);
	assert_int_equal(f.at, 10); /* the column goes through the short line and comes back */
	editor_act(&f, ACTION_LINE_START, 40);
	assert_int_equal(f.at, 0);
	assert_int_equal(editor_act(&f, ACTION_MOVE_UP, 40), EDITOR_IGNORED);
	assert_int_equal(editor_rows(&f, 40), 3);
	editor_act(&f, ACTION_OPEN, 40);
	assert_int_equal(f.text.text[0], '\n');
	editor_release(&f);
}

static void test_paste(void **state)
{
	static const char hostile[] = "one\x1b[31m\ntwo\x07";
	struct editor f;

	(void)state;
	editor_init(&f, "", 0, false);
	assert_int_equal(editor_paste(&f, hostile, sizeof hostile - 1), EDITOR_CHANGED);
	assert_null(strchr(f.text.text, 0x1b));
	assert_null(strchr(f.text.text, '\n'));
	assert_null(strchr(f.text.text, 0x07));
	editor_release(&f);
	editor_init(&f, "", 3, false);
	editor_paste(&f, "abcdef", 6);
	assert_string_equal(f.text.text, "abc");
	editor_release(&f);
}

static void test_drawing(void **state)
{
	struct editor f;
	struct page p;

	(void)state;
	page_init(&p, 4, 20);
	editor_init(&f, "\xe4\xbd\xa0\xe5\xa5\xbd", 0, false); /* two wide characters */
	editor_draw(&f, &p, 1, 3, 1, 10, true);
	assert_int_equal(p.cursor_row, 1);
	assert_int_equal(p.cursor_column, 7);
	assert_string_equal(p.lines[1].text, "   \xe4\xbd\xa0\xe5\xa5\xbd");
	editor_release(&f);
	page_clear(&p);
	editor_init(&f, "geheim", 0, false);
	f.secret = true;
	editor_draw(&f, &p, 0, 0, 1, 10, true);
	assert_string_equal(p.lines[0].text, "******");
	editor_release(&f);
	page_release(&p);
}

/* The row as it is shown, the cursor in it as a bar. */
static char *shown_row(struct editor *f, int width)
{
	struct page p, out = { 0 };
	const struct page *shown;
	struct mirror left = { .layout = mirror_direction() };
	struct str text = { 0 };
	int used;

	page_init(&p, 2, width + 2);
	editor_draw(f, &p, 0, 1, 1, width, true);
	shown = mirror_page(&p, &left, &out);
	str_add(&text, shown->lines[0].text);
	for (used = cells_width(text.text); used < shown->cursor_column; used++)
		str_addc(&text, ' ');
	str_insert(&text, cells_fit(text.text, text.len, shown->cursor_column, &used), "|", 1);
	page_release(&out);
	page_release(&p);
	return str_detach(&text);
}

static void assert_shown(struct editor *f, const char *wanted)
{
	char *got = shown_row(f, 12);

	assert_string_equal(got, wanted);
	free(got);
}

/* Kept in the order of reading, shown in that of the cells: the cursor stands on what is deleted next. */
static void test_right_to_left(void **state)
{
	struct editor f;

	(void)state;
	editor_init(&f, "", 0, true);
	assert_shown(&f, " |");
	editor_type(&f, 0x05d0);
	assert_shown(&f, "           | א"); /* behind it, at the left */
	editor_set(&f, "אב cd");
	assert_shown(&f, "       | cd בא");
	editor_act(&f, ACTION_LINE_START, 12);
	assert_shown(&f, "        cd ב|א");
	editor_act(&f, ACTION_MOVE_LEFT, 12);
	assert_shown(&f, "        cd |בא");
	editor_act(&f, ACTION_MOVE_LEFT, 12);
	editor_act(&f, ACTION_MOVE_LEFT, 12); /* as seen: the last Latin letter */
	assert_shown(&f, "        c|d בא");
	assert_int_equal(f.at, strlen("אב c"));
	editor_type(&f, 'x');
	assert_string_equal(f.text.text, "אב cxd");
	editor_act(&f, ACTION_MOVE_RIGHT, 12);
	assert_int_equal(f.at, strlen("אב"));
	editor_type(&f, KEY_BACKSPACE_);
	assert_string_equal(f.text.text, "א cxd");
	editor_act(&f, ACTION_LINE_END, 12);
	assert_shown(&f, "       | cxd א");
	assert_int_equal(editor_act(&f, ACTION_MOVE_LEFT, 12), EDITOR_IGNORED);
	editor_act(&f, ACTION_MOVE_RIGHT, 12);
	assert_int_equal(f.at, strlen("א "));
	editor_release(&f);
}

/* A field of one line begins where its label ends, whatever is typed. */
static void test_one_line(void **state)
{
	struct editor f;

	(void)state;
	editor_init(&f, "אב cd", 0, false);
	assert_shown(&f, " | cd בא");
	editor_act(&f, ACTION_LINE_START, 12);
	assert_shown(&f, "  cd ב|א");
	editor_release(&f);
}

/* Each paragraph in its own direction; Left at the left end of the one goes on where the next begins. */
static void test_paragraphs(void **state)
{
	struct editor f;

	(void)state;
	editor_init(&f, "אב\ncd", 0, true);
	f.at = strlen("אב");
	assert_int_equal(editor_act(&f, ACTION_MOVE_LEFT, 12), EDITOR_MOVED);
	assert_int_equal(f.at, strlen("אב\n"));
	assert_int_equal(editor_act(&f, ACTION_MOVE_LEFT, 12), EDITOR_MOVED);
	assert_int_equal(f.at, strlen("אב"));
	editor_act(&f, ACTION_MOVE_RIGHT, 12);
	assert_int_equal(f.at, strlen("א"));
	editor_act(&f, ACTION_MOVE_RIGHT, 12);
	assert_int_equal(f.at, 0);
	assert_int_equal(editor_act(&f, ACTION_MOVE_RIGHT, 12), EDITOR_IGNORED);
	editor_release(&f);
}

static void test_page(void **state)
{
	struct page p;

	(void)state;
	page_init(&p, 2, 10);
	page_put(&p, 0, 0, "abcdefghijkl");
	assert_string_equal(p.lines[0].text, "abcdefghij");
	page_put(&p, 0, 3, "XY");
	assert_string_equal(p.lines[0].text, "abcXYfghij");
	page_put_right(&p, 1, "end");
	page_put(&p, 1, 0, "a");
	assert_string_equal(p.lines[1].text, "a     end");
	page_put(&p, 1, 8, "\xe4\xbd\xa0");
	assert_string_equal(p.lines[1].text, "a     en\xe4\xbd\xa0");
	page_put(&p, 1, 9, "!"); /* half of a wide character leaves a space */
	assert_string_equal(p.lines[1].text, "a     en !");
	page_put(&p, 5, 5, "outside");
	page_release(&p);
}

/* Where the terminal lacks letters, the cursor stands behind those that are shown for them. */
static void test_other_letters(void **state)
{
	struct editor f;
	struct page p;

	(void)state;
	characters_set("ascii");
	editor_init(&f, "\u0398\u03b5\u03cc\u03c2", 0, false); /* four letters, the first of which becomes two */
	page_init(&p, 1, 40);
	editor_draw(&f, &p, 0, 2, 1, 30, true);
	assert_string_equal(p.lines[0].text, "  Theos");
	assert_int_equal(p.cursor_column, 2 + 5);
	page_release(&p);
	editor_release(&f);
	characters_release();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typing), cmocka_unit_test(test_clusters), cmocka_unit_test(test_lines),
		cmocka_unit_test(test_paste),  cmocka_unit_test(test_drawing),  cmocka_unit_test(test_page),
		cmocka_unit_test(test_right_to_left), cmocka_unit_test(test_one_line), cmocka_unit_test(test_paragraphs),
		cmocka_unit_test(test_other_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
