/* Pages that are said: parts that stay parted, numbers for what the cursor can go to, nothing of others that parts a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/ui/page.h"

static struct page spoken;

static int set_up(void **state)
{
	(void)state;
	page_init_spoken(&spoken, 4);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	page_release(&spoken);
	return 0;
}

static void assert_said(int row, const char *expected)
{
	struct str line = { 0 };

	page_add_spoken(&line, &spoken, row);
	assert_string_equal(line.text ? line.text : "", expected);
	str_release(&line);
}

static void test_columns_become_parts(void **state)
{
	(void)state;
	page_mark(&spoken, 1);
	page_put(&spoken, 1, 2, "answer");
	page_put(&spoken, 1, 12, "Contact request: Ewa Kowalska, PL");
	page_put_right(&spoken, 1, "15 Nov");
	assert_said(1, "answer. Contact request: Ewa Kowalska, PL. 15 Nov");
	assert_true(spoken.items[1]);
	assert_false(spoken.items[2]);
}

static void test_empty_parts_leave_nothing(void **state)
{
	(void)state;
	page_put(&spoken, 1, 2, "      ");
	page_put(&spoken, 1, 9, "Lucía Ortega  " PAGE_PART "   " PAGE_PART "La receta" PAGE_PART);
	page_put_right(&spoken, 1, "");
	assert_said(1, "Lucía Ortega. La receta");
	assert_said(2, "");
}

static void test_a_label_has_a_colon(void **state)
{
	(void)state;
	page_label(&spoken, 1, 2, "Name");
	page_put(&spoken, 1, 14, "Ayşe Demir");
	page_label(&spoken, 2, 2, "Send");
	assert_said(1, "Name: Ayşe Demir");
	assert_said(2, "Send");
}

static void test_sentences_keep_their_end(void **state)
{
	(void)state;
	page_put(&spoken, 1, 2, "Is it so?");
	page_put(&spoken, 1, 14, "It is.");
	assert_said(1, "Is it so? It is.");
}

static void test_a_title_is_parted_by_its_gap_alone(void **state)
{
	(void)state;
	page_put(&spoken, 0, 0, "Inbox  7 unread of 214");
	page_put(&spoken, 1, 2, "two  spaces of others");
	assert_said(0, "Inbox. 7 unread of 214");
	assert_said(1, "two  spaces of others");
}

static void test_nothing_of_others_reaches_the_line(void **state)
{
	(void)state;
	page_put(&spoken, 1, 2, "a\033]0;x\007b\r\nc\xc2\x9b" "31m\xe2\x80\xae");
	assert_said(1, "a\xef\xbf\xbd]0;x\xef\xbf\xbd" "b c\xef\xbf\xbd" "31m");
}

static void test_rows_outside_the_page_are_nowhere(void **state)
{
	(void)state;
	page_put(&spoken, 4, 0, "below");
	page_label(&spoken, -1, 0, "above");
	page_item(&spoken, 4);
	page_item(&spoken, -1);
	assert_said(3, "");
}

static void test_other_pages_are_laid_out(void **state)
{
	struct page p;

	(void)state;
	page_init(&p, 2, 20);
	page_label(&p, 1, 2, "Name");
	page_put(&p, 1, 8, "Ayşe");
	page_mark(&p, 1);
	assert_string_equal(p.lines[1].text, "> Name  Ayşe");
	page_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_columns_become_parts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_empty_parts_leave_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_label_has_a_colon, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sentences_keep_their_end, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_title_is_parted_by_its_gap_alone, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nothing_of_others_reaches_the_line, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_rows_outside_the_page_are_nowhere, set_up, tear_down),
		cmocka_unit_test(test_other_pages_are_laid_out),
	};

	return cmocka_run_group_tests_name("spoken", tests, NULL, NULL);
}
