/* Lines at a width. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "twinline/base/str.h"
#include "twinline/text/cells.h"
#include "twinline/text/wrap.h"

/* The lines of text at a width, each closed by '|'. */
static void assert_wrapped(const char *text, int cells, const char *expected)
{
	struct wrap w = { 0 };
	struct str got = { 0 };

	wrap_text(&w, text, strlen(text), cells);
	assert_true(w.count >= 1);
	for (size_t i = 0; i < w.count; i++) {
		str_addn(&got, text + w.lines[i].start, w.lines[i].len);
		str_addc(&got, '|');
		if (i > 0)
			assert_true(w.lines[i].start >= w.lines[i - 1].start + w.lines[i - 1].len);
	}
	assert_string_equal(got.text, expected);
	str_release(&got);
	wrap_release(&w);
}

static void test_words(void **state)
{
	(void)state;
	assert_wrapped("", 10, "|");
	assert_wrapped("one two three", 7, "one two|three|");
	assert_wrapped("one two three", 8, "one two|three|");
	assert_wrapped("one two three", 3, "one|two|thr|ee|");
	assert_wrapped("one     two", 4, "one|two|");
	assert_wrapped("ab cd", 2, "ab|cd|");
	assert_wrapped("  indented text", 10, "  indented|text|");
	assert_wrapped("end  ", 10, "end  |");
	assert_wrapped("end     ", 5, "end  |");
	assert_wrapped("a\xc2\xa0" "b c", 4, "a\xc2\xa0" "b|c|"); /* a no-break space */
	assert_wrapped("well-known", 6, "well-|known|");
	assert_wrapped("see e.g. www.example.org/page", 12, "see e.g.|www.example.|org/page|");
}

static void test_paragraphs(void **state)
{
	(void)state;
	assert_wrapped("\n", 10, "||");
	assert_wrapped("a\n\nb", 10, "a||b|");
	assert_wrapped("one two\nthree", 4, "one|two|thre|e|");
}

static void test_scripts(void **state)
{
	(void)state;
	assert_wrapped("水の日記を書く", 5, "水の|日記|を書|く|");
	assert_wrapped("日記。", 4, "日|記。|"); /* a full stop does not begin a line */
	assert_wrapped("「水」。", 4, "「水|」。|"); /* unless nothing else fits */
	assert_wrapped("Ήχοι της πόλης", 8, "Ήχοι της|πόλης|");
	assert_wrapped("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, "👩‍👩‍👧‍👦|👩‍👩‍👧‍👦|");
	assert_wrapped("水", 1, "水|"); /* wider than the line, but a line holds something */
	assert_wrapped("水日", 0, "水|日|");
}

/* Whatever the text and the width: no line is too wide, and nothing but spaces and newlines lies between lines. */
static void test_invariants(void **state)
{
	const char *text = "Dzień dobry Ayşe,   Γεια σου Giorgos,\n\nbefore we start 水の日記 (e.g. e\xcc\x81\xcc\x81) 🇬🇷🇹🇷 "
			   "averyveryverylongword-with-hyphens/and/slashes გამარჯობა თურქეთს!\n 1,240.50 € ";
	size_t len = strlen(text);

	(void)state;
	for (int cells = 2; cells < 90; cells++) {
		struct wrap w = { 0 };
		wrap_text(&w, text, len, cells);
		size_t end = 0;
		for (size_t i = 0; i < w.count; i++) {
			struct wrap_line line = w.lines[i];
			assert_true(cells_width_n(text + line.start, line.len) <= cells);
			for (; end < line.start; end++)
				assert_true(text[end] == ' ' || text[end] == '\n');
			assert_int_equal(wrap_line_of(&w, line.start), i);
			end = line.start + line.len;
		}
		assert_int_equal(wrap_line_of(&w, len), w.count - 1);
		wrap_release(&w);
	}
}

static void test_line_of(void **state)
{
	struct wrap w = { 0 };

	(void)state;
	wrap_text(&w, "one two\nx", 9, 4);
	assert_int_equal(w.count, 3);
	assert_int_equal(wrap_line_of(&w, 0), 0);
	assert_int_equal(wrap_line_of(&w, 3), 0); /* the space at the break */
	assert_int_equal(wrap_line_of(&w, 4), 1);
	assert_int_equal(wrap_line_of(&w, 7), 1); /* the newline */
	assert_int_equal(wrap_line_of(&w, 8), 2);
	assert_int_equal(wrap_line_of(&w, 9), 2);
	wrap_text(&w, "again", 5, 4); /* the same storage, used anew */
	assert_int_equal(w.count, 2);
	wrap_release(&w);
	assert_null(w.lines);
}

static void test_long(void **state)
{
	struct str s = { 0 };
	struct wrap w = { 0 };

	(void)state;
	str_add(&s, "a");
	for (int i = 0; i < 10000; i++)
		str_add(&s, "\xcc\xb6");
	wrap_text(&w, s.text, s.len, 10);
	assert_int_equal(w.count, 1);
	str_clear(&s);
	for (int i = 0; i < 60000; i++)
		str_addc(&s, i % 7 == 6 ? ' ' : 'x');
	wrap_text(&w, s.text, s.len, 72);
	assert_in_range(w.count, 60000 / 72, 60000 / 60);
	wrap_release(&w);
	str_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_paragraphs),
		cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_invariants),
		cmocka_unit_test(test_line_of),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
