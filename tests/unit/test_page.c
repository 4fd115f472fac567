/* Pages for braille and speech: what is taken out of the rows of a page, and where its cursor comes to stand. */
#include "lib/suite.h"

#include "../../src/ui/page.h"

static struct page begin(int rows, int columns, bool is_accessible)
{
	struct page p;

	page_init(&p, rows, columns);
	p.is_accessible = is_accessible;
	return p;
}

static void a_page_for_eyes_stays_as_it_is(void **state)
{
	struct page p = begin(3, 80, false);

	(void)state;
	page_put(&p, 1, 2, "new");
	page_put(&p, 1, 12, "Ewa");
	page_mark(&p, 1);
	page_tick(&p, 1, 1, "marked");
	page_squeeze(&p, false);
	assert_string_equal(p.lines[1].text, ">*new       Ewa");
	assert_false(page_is_narrow(&p));
	page_release(&p);
}

static void a_row_begins_with_its_text_and_has_no_padding(void **state)
{
	struct page p = begin(3, 80, true);

	(void)state;
	page_put(&p, 1, 2, "new");
	page_put(&p, 1, 12, "Ewa  Kowalska");
	page_put_right(&p, 1, "09:55");
	page_mark(&p, 1);
	page_squeeze(&p, false);
	assert_string_equal(p.lines[1].text, "new Ewa Kowalska 09:55");
	assert_int_equal(p.cursor_row, 1);
	assert_int_equal(p.cursor_column, 0);
	assert_true(page_is_narrow(&p));
	page_release(&p);
}

static void a_tick_is_a_word_before_the_text(void **state)
{
	struct page p = begin(3, 12, true);

	(void)state;
	page_put(&p, 1, 2, "water");
	page_tick(&p, 1, 1, "marked");
	page_mark_at(&p, 1, 0);
	page_put(&p, 2, 2, "earth");
	page_squeeze(&p, false);
	assert_string_equal(p.lines[1].text, "marked wat…");
	assert_string_equal(p.lines[2].text, "earth");
	assert_int_equal(p.cursor_column, 0);
	page_clear(&p);
	page_put(&p, 1, 2, "water");
	page_squeeze(&p, false);
	assert_string_equal(p.lines[1].text, "water"); /* the tick went with the page */
	page_release(&p);
}

/* What a person types is theirs, spaces and all; the cursor stays on its character. */
static void what_is_typed_stays(void **state)
{
	struct page p = begin(3, 40, true);

	(void)state;
	page_put(&p, 1, 2, "Subject");
	page_put(&p, 1, 14, " two  spaces ");
	page_typed(&p, 1, 14);
	page_cursor(&p, 1, 19);
	page_squeeze(&p, false);
	assert_string_equal(p.lines[1].text, "Subject  two  spaces ");
	assert_int_equal(p.cursor_column, 13);
	page_clear(&p);
	page_put(&p, 1, 2, "Name");
	page_put(&p, 1, 14, "");
	page_typed(&p, 1, 14);
	page_cursor(&p, 1, 14);
	page_squeeze(&p, false);
	assert_string_equal(p.lines[1].text, "Name ");
	assert_int_equal(p.cursor_column, 5);
	page_release(&p);
}

static void a_meaning_goes_with_its_cells(void **state)
{
	struct page p = begin(3, 20, true);

	(void)state;
	page_put(&p, 1, 2, "new");
	page_put(&p, 1, 10, "Ewa");
	page_style(&p, 1, 10, 3, PAGE_FOUND);
	page_squeeze(&p, false);
	assert_int_equal(p.styles[20 + 3], PAGE_PLAIN);
	assert_int_equal(p.styles[20 + 4], PAGE_FOUND);
	assert_int_equal(p.styles[20 + 6], PAGE_FOUND);
	assert_int_equal(p.styles[20 + 10], PAGE_PLAIN);
	page_release(&p);
}

static void the_row_of_the_mark_is_highlighted(void **state)
{
	struct page p = begin(4, 40, false);

	(void)state;
	page_highlight(&p); /* there is no mark: nothing happens */
	page_mark(&p, 1);
	page_put(&p, 1, 2, "answer");
	page_put(&p, 1, 12, "Ewa");
	page_highlight(&p);
	for (int column = 0; column < 40; column++) {
		assert_int_equal(p.styles[40 + column], column < 15 ? PAGE_HIGHLIGHT : PAGE_PLAIN);
		assert_int_equal(p.styles[column], PAGE_PLAIN);
	}
	page_clear_row(&p, 1);
	page_put(&p, 1, 0, "> settings"); /* something stands over it */
	page_highlight(&p);
	assert_int_equal(p.styles[40], PAGE_PLAIN);
	page_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_for_eyes_stays_as_it_is),
		cmocka_unit_test(a_row_begins_with_its_text_and_has_no_padding),
		cmocka_unit_test(a_tick_is_a_word_before_the_text),
		cmocka_unit_test(what_is_typed_stays),
		cmocka_unit_test(a_meaning_goes_with_its_cells),
		cmocka_unit_test(the_row_of_the_mark_is_highlighted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
