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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typing), cmocka_unit_test(test_clusters), cmocka_unit_test(test_lines),
		cmocka_unit_test(test_paste),  cmocka_unit_test(test_drawing),  cmocka_unit_test(test_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
