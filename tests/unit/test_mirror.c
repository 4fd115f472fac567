/* Rows of a page in the order of their cells, in both layouts, and for terminals that order by themselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/ui/mirror.h"
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/text/bidi.h"

static const struct mirror left = { .layout = BIDI_LEFT_TO_RIGHT }, right = { .layout = BIDI_RIGHT_TO_LEFT };

enum { COLUMNS = 32 };

/* A row as an inbox draws it: mark, state, who, what, when. */
static void put_row(struct page *p, int row, const char *state, const char *who, const char *what)
{
	struct str line = { 0 };

	str_addf(&line, "%s  ", state);
	bidi_add_isolated(&line, who, BIDI_RIGHT_TO_LEFT);
	str_add(&line, " ");
	bidi_add_isolated(&line, what, BIDI_RIGHT_TO_LEFT);
	page_put(p, row, 2, line.text);
	page_put_right(p, row, "09:55");
	str_release(&line);
}

static void assert_row(const struct page *p, const struct mirror *how, const char *wanted)
{
	struct page out = { 0 };
	const struct page *shown = mirror_page(p, how, &out);

	assert_string_equal(shown->lines[0].text, wanted);
	page_release(&out);
}

static void test_plain(void **state)
{
	struct page p, out = { 0 };

	(void)state;
	page_init(&p, 2, COLUMNS);
	page_put(&p, 0, 2, "Олена  (Γιώργος)");
	assert_ptr_equal(mirror_page(&p, &left, &out), &p);
	page_release(&p);
	page_release(&out);
}

/* Whole rows are mirrored; foreign names keep their order and stand one after another from the right. */
static void test_mirrored(void **state)
{
	struct page p;

	(void)state;
	page_init(&p, 1, COLUMNS);
	put_row(&p, 0, "חדש", "Chiara C.", "Zaino 3");
	page_mark(&p, 0);
	assert_row(&p, &right, "09:55  Zaino 3 Chiara C.  שדח <");
	page_clear(&p);
	page_put(&p, 0, 0, "Enter אב"); /* hints, each by itself */
	page_put(&p, 0, 10, "? (ג)");
	assert_row(&p, &right, "                (ג) ?  בא Enter");
	page_clear(&p);
	page_put(&p, 0, 2, "abc"); /* no letter of ours: blocks are mirrored all the same */
	page_put(&p, 0, 8, "de  12");
	assert_row(&p, &right, "                 12  de   abc");
	page_release(&p);
}

/* In a layout from left to right a name keeps its columns, and what follows it its place. */
static void test_name_between(void **state)
{
	struct page p;
	struct str line = { 0 };

	(void)state;
	page_init(&p, 1, COLUMNS);
	bidi_add_isolated(&line, "אב גד", BIDI_LEFT_TO_RIGHT);
	str_add(&line, " 3 ");
	bidi_add_isolated(&line, "ה", BIDI_LEFT_TO_RIGHT);
	page_put(&p, 0, 2, line.text);
	assert_row(&p, &left, "  דג בא 3 ה");
	str_release(&line);
	page_release(&p);
}

/* A paragraph has its own direction, and two spaces in it part nothing. */
static void test_own_direction(void **state)
{
	static const char text[] = "one  (two), three.";
	const struct bidi_part part = { text, strlen(text), 0, strlen(text), false };
	struct page p;
	struct str line = { 0 };

	(void)state;
	page_init(&p, 1, COLUMNS);
	bidi_add_line(&line, &part, BIDI_RIGHT_TO_LEFT);
	page_put(&p, 0, 2, line.text);
	assert_row(&p, &right, "           one  (two), three.");
	str_release(&line);
	page_release(&p);
}

static void test_cursor(void **state)
{
	struct page p, out = { 0 };
	static const struct { int column, shown; } rows[] = {
		{ 0, 30 }, { 2, 28 }, { 4, 26 }, { 7, 14 }, { 9, 16 }, { 20, 10 }, { 31, 31 },
	};

	(void)state;
	page_init(&p, 1, COLUMNS);
	page_put(&p, 0, 2, "אבג");
	page_put(&p, 0, 7, "Chiara Con"); /* columns 14 to 23 as shown, the first letter at the left */
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		page_cursor(&p, 0, rows[i].column);
		assert_int_equal(mirror_page(&p, &right, &out)->cursor_column, rows[i].shown);
	}
	page_release(&p);
	page_release(&out);
}

static void test_styles(void **state)
{
	struct page p, out = { 0 };
	const struct page *shown;

	(void)state;
	page_init(&p, 1, COLUMNS);
	page_put(&p, 0, 2, "אב ab");
	page_style(&p, 0, 5, 1, PAGE_STATE); /* the Latin a */
	shown = mirror_page(&p, &right, &out);
	assert_string_equal(shown->lines[0].text, "                        ab בא");
	assert_int_equal(shown->styles[24], PAGE_STATE);
	assert_int_equal(shown->styles[25], PAGE_PLAIN);
	page_release(&p);
	page_release(&out);
}

/* Where joined letters take a cell less, what ends at the edge ends there all the same. */
static void test_joined_at_end(void **state)
{
	const struct mirror joins = { .layout = BIDI_RIGHT_TO_LEFT, .shapes = true };
	struct page p;

	(void)state;
	page_init(&p, 1, COLUMNS);
	page_put(&p, 0, 2, "لا");
	page_put_right(&p, 0, "لا 24");
	assert_row(&p, &joins, "24 \xef\xbb\xbb                        \xef\xbb\xbb");
	page_release(&p);
}

/* A page for braille has no padding, and its parts still follow each other from the right. */
static void test_accessible(void **state)
{
	struct page p;

	(void)state;
	page_init(&p, 1, COLUMNS);
	p.is_accessible = true;
	put_row(&p, 0, "חדש", "Chiara C.", "Zaino 3");
	page_squeeze(&p, false);
	assert_row(&p, &right, "    09:55 Zaino 3 Chiara C. שדח");
	page_release(&p);
}

/* What is sent to a terminal that orders by itself becomes there what we would have sent in order. */
static void test_terminal_orders(void **state)
{
	static const char *const rows[][3] = {
		{ "חדש", "Chiara", "Zaino 3" }, { "חדש", "אב (גד)", "הו 12:30" }, { "", "Chiara", "Zaino" }, { "12", "Ewa", "Zaino" },
	};
	const struct mirror terminal = { .layout = BIDI_RIGHT_TO_LEFT, .terminal_orders = true };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct page p, out = { 0 }, ordered = { 0 };
		struct bidi_line made;
		struct str got = { 0 };
		const struct page *sent;
		const char *wanted;

		page_init(&p, 1, COLUMNS);
		put_row(&p, 0, rows[i][0], rows[i][1], rows[i][2]);
		page_mark(&p, 0);
		wanted = mirror_page(&p, &right, &ordered)->lines[0].text;
		sent = mirror_page(&p, &terminal, &out);
		bidi_lay(&made, sent->lines[0].text, sent->lines[0].len, &(struct bidi_how){ BIDI_BY_LETTER, false, true });
		for (size_t k = 0; k < made.count; k++)
			str_addn(&got, made.shown.text + made.glyphs[k].shown, made.glyphs[k].len);
		assert_string_equal(got.text, wanted);
		bidi_line_release(&made);
		str_release(&got);
		page_release(&p);
		page_release(&out);
		page_release(&ordered);
	}
}

/* What a key says is what it does: Left goes to what stands at the left. */
static void test_arrows(void **state)
{
	(void)state;
	i18n_init("ar");
	assert_int_equal(mirror_direction(), BIDI_RIGHT_TO_LEFT);
	assert_int_equal(mirror_action(ACTION_MOVE_LEFT), ACTION_MOVE_RIGHT);
	assert_int_equal(mirror_action(ACTION_MOVE_RIGHT), ACTION_MOVE_LEFT);
	assert_int_equal(mirror_action(ACTION_MOVE_UP), ACTION_MOVE_UP);
	i18n_init("en");
	assert_int_equal(mirror_direction(), BIDI_LEFT_TO_RIGHT);
	assert_int_equal(mirror_action(ACTION_MOVE_LEFT), ACTION_MOVE_LEFT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),         cmocka_unit_test(test_mirrored), cmocka_unit_test(test_name_between),
		cmocka_unit_test(test_own_direction), cmocka_unit_test(test_cursor),   cmocka_unit_test(test_styles),
		cmocka_unit_test(test_joined_at_end), cmocka_unit_test(test_accessible),
		cmocka_unit_test(test_arrows), cmocka_unit_test(test_terminal_orders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
