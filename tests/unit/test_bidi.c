/* Lines in the order of the cells, Arabic letters joined, and the isolates that keep parts of a line together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/bidi.h"
#include "twinline/text/cells.h"
#include "twinline/text/sanitise.h"

#define FSI "\xe2\x81\xa8"
#define LRI "\xe2\x81\xa6"
#define RLI "\xe2\x81\xa7"
#define PDI "\xe2\x81\xa9"
#define LRM "\xe2\x80\x8e"
#define ALM "\xd8\x9c"

/* What is drawn from left to right. */
static char *drawn(const char *text, enum bidi_direction base, bool shapes)
{
	struct bidi_line line = { 0 };
	struct str out = { 0 };
	int cells = 0;

	bidi_lay(&line, text, strlen(text), &(struct bidi_how){ base, shapes, true });
	for (size_t i = 0; i < line.count; i++) {
		str_addn(&out, line.shown.text + line.glyphs[i].shown, line.glyphs[i].len);
		cells += line.glyphs[i].cells;
	}
	assert_int_equal(line.cells, cells);
	bidi_line_release(&line);
	return str_detach(&out);
}

static void assert_drawn(const char *text, enum bidi_direction base, bool shapes, const char *wanted)
{
	char *got = drawn(text, base, shapes);

	assert_string_equal(got, wanted);
	free(got);
}

static void test_order(void **state)
{
	(void)state;
	assert_drawn("", BIDI_BY_LETTER, false, "");
	assert_drawn("abc אבג 12", BIDI_LEFT_TO_RIGHT, false, "abc 12 גבא");
	assert_drawn("abc אבג 12", BIDI_RIGHT_TO_LEFT, false, "12 גבא abc");
	assert_drawn("אבג abc", BIDI_BY_LETTER, false, "abc גבא");
	assert_drawn("12:30 abc", BIDI_BY_LETTER, false, "12:30 abc");
	assert_drawn("א (ב) ג", BIDI_BY_LETTER, false, "ג (ב) א"); /* brackets face the other way */
	assert_drawn("a (b א) c", BIDI_RIGHT_TO_LEFT, false, "c (א b) a");
}

static void test_clusters(void **state)
{
	struct bidi_line line = { 0 };
	const char *text = "אָב e\xcc\x81";

	(void)state;
	assert_drawn(text, BIDI_RIGHT_TO_LEFT, false, "e\xcc\x81 באָ"); /* marks stay behind their letter */
	bidi_lay(&line, text, strlen(text), &(struct bidi_how){ BIDI_RIGHT_TO_LEFT, false, true });
	assert_int_equal(line.count, 4);
	assert_int_equal(line.glyphs[0].column, 3); /* the Latin letter is the last one in reading, at the left */
	assert_int_equal(line.glyphs[3].at, 0);
	assert_int_equal(line.glyphs[3].column, 0);
	assert_true(line.glyphs[3].is_right);
	assert_false(line.glyphs[0].is_right);
	assert_int_equal(line.base, BIDI_RIGHT_TO_LEFT);
	bidi_line_release(&line);
}

static void test_shaping(void **state)
{
	struct bidi_line line = { 0 };

	(void)state;
	assert_drawn("بيت", BIDI_BY_LETTER, false, "تيب");
	assert_drawn("بيت", BIDI_BY_LETTER, true, "\xef\xba\x96\xef\xbb\xb4\xef\xba\x91"); /* final, medial, initial form */
	assert_drawn("دار", BIDI_BY_LETTER, true, "\xef\xba\xad\xef\xba\x8d\xef\xba\xa9"); /* dal joins nothing */
	assert_drawn("سلام", BIDI_BY_LETTER, true, "\xef\xbb\xa1\xef\xbb\xbc\xef\xba\xb3"); /* lam and alef are one */
	bidi_lay(&line, "لا", strlen("لا"), &(struct bidi_how){ BIDI_BY_LETTER, true, true });
	assert_int_equal(line.count, 1);
	assert_int_equal(line.glyphs[0].at, 0);
	assert_int_equal(line.glyphs[0].column, 0);
	assert_int_equal(line.glyphs[0].width, 2); /* of the text; one cell is drawn */
	assert_int_equal(line.glyphs[0].cells, 1);
	bidi_line_release(&line);
}

/* What follows a name keeps its column, though the name is drawn in fewer cells. */
static void test_spare_cells(void **state)
{
	(void)state;
	assert_drawn(FSI "لا" PDI "|", BIDI_LEFT_TO_RIGHT, true, "\xef\xbb\xbb |");
	assert_drawn(FSI "لا" PDI "|", BIDI_RIGHT_TO_LEFT, true, "| \xef\xbb\xbb");
	assert_drawn(FSI "لا" PDI "|", BIDI_LEFT_TO_RIGHT, false, "ال|");
}

static void test_isolates(void **state)
{
	struct str out = { 0 };

	(void)state;
	bidi_add_isolated(&out, "Ewa", BIDI_LEFT_TO_RIGHT);
	assert_string_equal(out.text, "Ewa");
	str_clear(&out);
	bidi_add_isolated(&out, "أمينة", BIDI_LEFT_TO_RIGHT);
	str_add(&out, ", 3");
	assert_string_equal(out.text, FSI "أمينة" PDI ", 3");
	assert_drawn(out.text, BIDI_LEFT_TO_RIGHT, false, "ةنيمأ, 3");
	str_clear(&out);
	bidi_add_isolated(&out, "Chiara", BIDI_RIGHT_TO_LEFT);
	str_add(&out, ": ");
	bidi_add_isolated(&out, "Zaino e libri.", BIDI_RIGHT_TO_LEFT);
	str_add(&out, " 12");
	assert_drawn(out.text, BIDI_RIGHT_TO_LEFT, false, "12 Zaino e libri. :Chiara");
	bidi_add_isolated(&out, "", BIDI_RIGHT_TO_LEFT);
	str_clear(&out);
	bidi_add_isolated(&out, "88 ms, אב", BIDI_RIGHT_TO_LEFT); /* a line of ours, though it begins with a foreign word */
	assert_drawn(out.text, BIDI_RIGHT_TO_LEFT, false, "בא ,ms 88");
	str_clear(&out);
	bidi_add_isolated(&out, "Chiara", BIDI_RIGHT_TO_LEFT);
	str_cut(&out, strlen(FSI "Chi"));
	bidi_close(&out, out.text);
	assert_string_equal(out.text, FSI "Chi" PDI);
	bidi_strip(out.text);
	assert_string_equal(out.text, "Chi");
	str_release(&out);
}

/* A line is resolved in its paragraph: the comma at its end belongs to the Latin words on both sides of the break. */
static void test_lines(void **state)
{
	static const char paragraph[] = "قالت one, two.";
	const struct bidi_part first = { paragraph, strlen(paragraph), 0, strlen("قالت one,"), false };
	static const char quote[] = "א: " FSI "one two." PDI ", ב";
	const struct bidi_part quoted = { quote, strlen(quote), strlen("א: " FSI "one "), strlen("two." PDI ", ב"), false };
	const struct bidi_part plain = { "one two", 7, 4, 3, false };
	struct str out = { 0 };
	enum bidi_direction direction;

	(void)state;
	bidi_add_line(&out, &first, BIDI_LEFT_TO_RIGHT);
	assert_string_equal(out.text, RLI "قالت one," LRM PDI);
	assert_true(bidi_line_direction(out.text, out.len, &direction));
	assert_int_equal(direction, BIDI_RIGHT_TO_LEFT);
	assert_drawn(out.text, BIDI_RIGHT_TO_LEFT, false, "one, تلاق");
	assert_int_equal(cells_width(out.text), cells_width("قالت one,"));
	str_clear(&out);
	bidi_add_line(&out, &plain, BIDI_LEFT_TO_RIGHT);
	assert_string_equal(out.text, "two");
	assert_false(bidi_line_direction(out.text, out.len, &direction));
	str_clear(&out);
	bidi_add_line(&out, &plain, BIDI_RIGHT_TO_LEFT);
	assert_string_equal(out.text, LRI LRM "two" PDI);
	str_clear(&out);
	bidi_add_line(&out, &quoted, BIDI_RIGHT_TO_LEFT); /* the second line of a name in it */
	assert_drawn(out.text, BIDI_RIGHT_TO_LEFT, false, "ב ,two.");
	str_release(&out);
}

static void test_direction(void **state)
{
	(void)state;
	assert_true(bidi_is_plain("Γιώργος, Олена … 👍 12", strlen("Γιώργος, Олена … 👍 12")));
	assert_false(bidi_is_plain("a א", strlen("a א")));
	assert_false(bidi_is_plain("\xd9\xa1", 2)); /* an Arabic digit */
	assert_false(bidi_is_plain(FSI PDI, 6));
	assert_int_equal(bidi_direction_of("12 أ b", strlen("12 أ b"), BIDI_LEFT_TO_RIGHT), BIDI_RIGHT_TO_LEFT);
	assert_int_equal(bidi_direction_of("12.", 3, BIDI_RIGHT_TO_LEFT), BIDI_RIGHT_TO_LEFT);
	assert_int_equal(bidi_direction_of(FSI "a" PDI "ב", strlen(FSI "a" PDI "ב"), BIDI_LEFT_TO_RIGHT), BIDI_RIGHT_TO_LEFT);
}

/* None of the characters that tell an order passes from others. */
static void test_of_others(void **state)
{
	static const char *const controls[] = {
		"\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac", "\xe2\x80\xad", "\xe2\x80\xae", LRI, RLI, FSI, PDI, LRM, "\xe2\x80\x8f", ALM,
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(controls); i++)
		for (int kind = SANITISE_LINE; kind <= SANITISE_TEXT; kind++) {
			char *text = xasprintf("a%sאb", controls[i]), *safe = sanitise_copy(text, (enum sanitise_kind)kind);

			assert_string_equal(safe, "aאb");
			free(safe);
			free(text);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),        cmocka_unit_test(test_clusters), cmocka_unit_test(test_shaping),
		cmocka_unit_test(test_spare_cells),  cmocka_unit_test(test_isolates), cmocka_unit_test(test_lines),
		cmocka_unit_test(test_direction),    cmocka_unit_test(test_of_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
