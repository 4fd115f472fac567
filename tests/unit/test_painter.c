/* The near-optimal painter against frames whose cheapest way is known by hand. */
#include "lib/suite.h"

#include "lib/frame.h"
#include "lib/painter.h"

static void put(struct frame *frame, int row, int col, const char *text, uint32_t attributes)
{
	for (; *text; text++, col++)
		*frame_cell(frame, row, col) =
			(struct cell){ .text = { *text }, .len = 1, .width = 1, .attributes = attributes };
}

static void moves_take_the_shortest_way(void **state)
{
	(void)state;
	static const struct {
		int from_row, from_col, to_row, to_col, cost;
	} rows[] = {
		{ 0, 0, 0, 0, 0 },
		{ 5, 0, 6, 0, 1 },   /* LF */
		{ 6, 0, 5, 0, 2 },   /* RI */
		{ 5, 40, 5, 0, 1 },  /* CR */
		{ 5, 3, 6, 0, 2 },   /* CR LF */
		{ 20, 70, 0, 0, 3 }, /* home */
		{ 5, 4, 5, 3, 1 },   /* BS */
		{ 5, 0, 5, 16, 2 },  /* two tabs */
		{ 5, 0, 5, 1, 3 },   /* CUF */
		{ 2, 7, 20, 33, 8 }, /* CUP: ESC [ 21 ; 34 H */
		{ 5, 80, 5, 79, 5 }, /* from past the end: CHA */
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(painter_move(&painter_xterm, 80, rows[i].from_row, rows[i].from_col, rows[i].to_row, rows[i].to_col),
				 rows[i].cost);
}

static void a_vt100_has_other_ways(void **state)
{
	(void)state;
	struct frame before = frame_blank(24, 80), after = frame_blank(24, 80);
	assert_int_equal(painter_move(&painter_vt100, 80, 5, 80, 5, 79), 6); /* from past the end: CR, CUF; xterm has CHA */
	put(&after, 0, 0, "--------------------", 0);
	after.cursor_col = 20;
	assert_int_equal(painter_bytes(&painter_vt100, &before, &after), 20); /* no REP */
	frame_release(&before);
	frame_release(&after);
}

static void pens_take_the_shortest_codes(void **state)
{
	(void)state;
	assert_int_equal(painter_pen(0, 0), 0);
	assert_int_equal(painter_pen(FRAME_BOLD, 0), 3);               /* ESC [ m */
	assert_int_equal(painter_pen(0, FRAME_BOLD), 4);               /* ESC [ 1 m */
	assert_int_equal(painter_pen(FRAME_BOLD, FRAME_BOLD | FRAME_REVERSE), 4);
	assert_int_equal(painter_pen(FRAME_BOLD, FRAME_REVERSE), 5);   /* ESC [ ; 7 m */
	assert_int_equal(painter_pen(0, 2u << FRAME_FOREGROUND_SHIFT), 5);   /* ESC [ 31 m */
	assert_int_equal(painter_pen(0, 201u << FRAME_FOREGROUND_SHIFT), 11); /* ESC [ 38;5;200 m */
}

static void a_mark_goes_down_in_five_bytes(void **state)
{
	(void)state;
	struct frame before = frame_blank(24, 80), after = frame_blank(24, 80);
	put(&before, 1, 0, ">", 0);
	put(&after, 2, 0, ">", 0);
	before.cursor_row = 1;
	after.cursor_row = 2;
	assert_int_equal(painter_bytes(&painter_xterm, &before, &after), 5); /* blank, CR, LF, mark, CR */
	frame_release(&before);
	frame_release(&after);
}

static void nothing_costs_nothing(void **state)
{
	(void)state;
	struct frame frame = frame_blank(24, 80);
	put(&frame, 7, 7, "text", FRAME_BOLD);
	assert_int_equal(painter_bytes(&painter_xterm, &frame, &frame), 0);
	frame_release(&frame);
}

static void erasing_and_repeating_are_used(void **state)
{
	(void)state;
	struct frame before = frame_blank(24, 80), after = frame_blank(24, 80), line = frame_blank(24, 80);
	put(&before, 3, 0, "a line of text that goes", 0);
	assert_int_equal(painter_bytes(&painter_xterm, &before, &after), 3 + 3); /* ESC [ J at home, cursor there */
	put(&before, 8, 0, "and another", 0);
	put(&after, 8, 0, "and another", 0);
	assert_int_equal(painter_bytes(&painter_xterm, &before, &after), 3 + 3 + 3); /* LF LF LF, ESC [ K, home */
	put(&line, 0, 0, "--------------------", 0);
	put(&line, 0, 20, "--------------------", 0);
	assert_int_equal(painter_bytes(&painter_xterm, &after, &line), 1 + 5 + 3 + 1); /* "-", REP 39, ESC [ J, CR */
	frame_release(&before);
	frame_release(&after);
	frame_release(&line);
}

static void pens_are_paid_for(void **state)
{
	(void)state;
	struct frame before = frame_blank(2, 40), after = frame_blank(2, 40);
	put(&after, 0, 0, "bold", FRAME_BOLD);
	after.cursor_col = 4;
	assert_int_equal(painter_bytes(&painter_xterm, &before, &after), 4 + 4 + 3);
	frame_release(&before);
	frame_release(&after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moves_take_the_shortest_way),
		cmocka_unit_test(a_vt100_has_other_ways),
		cmocka_unit_test(pens_take_the_shortest_codes),
		cmocka_unit_test(a_mark_goes_down_in_five_bytes),
		cmocka_unit_test(nothing_costs_nothing),
		cmocka_unit_test(erasing_and_repeating_are_used),
		cmocka_unit_test(pens_are_paid_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
