/* The face's painter: whatever it saves, a terminal that takes its bytes shows the frame, with the cursor in its cell. */
#include "lib/suite.h"

#include <vterm.h>

#include "../../src/ui/painter.h"
#include "twinline/base/attr.h"
#include "twinline/base/random.h"

enum { ROWS = 9, COLUMNS = 24, FRAMES = 400 };

static bool go(struct str *out, int row, int column)
{
	str_addf(out, "\033[%d;%dH", row + 1, column + 1);
	return true;
}

static bool to_column(struct str *out, int column)
{
	str_addf(out, "\033[%dG", column + 1);
	return true;
}

static bool right(struct str *out, int cells)
{
	str_addf(out, "\033[%dC", cells);
	return true;
}

static bool up(struct str *out)
{
	str_add(out, "\033[A");
	return true;
}

static bool erase_to_end(struct str *out)
{
	str_add(out, "\033[K");
	return true;
}

static bool erase_cells(struct str *out, int cells)
{
	str_addf(out, "\033[%dX", cells);
	return true;
}

static bool clear(struct str *out)
{
	str_add(out, "\033[H\033[2J");
	return true;
}

static bool scroll(struct str *out, const struct paint_frame *frame, int top, int bottom, int lines)
{
	str_addf(out, "\033[%d;%dr\033[%d;1H\033[%d%c\033[1;%dr", top + 1, bottom + 1, top + 1, lines > 0 ? lines : -lines,
	         lines > 0 ? 'S' : 'T', frame->rows);
	return true;
}

static void style(struct str *out, int from, int to)
{
	(void)from;
	str_addf(out, to == 1 ? "\033[0;7m" : to == 2 ? "\033[0;1m" : "\033[m");
}

static bool cannot(struct str *out, int number)
{
	(void)out;
	(void)number;
	return false;
}

static bool cannot_at_all(struct str *out)
{
	(void)out;
	return false;
}

static bool cannot_scroll(struct str *out, const struct paint_frame *frame, int top, int bottom, int lines)
{
	(void)out;
	(void)frame;
	(void)top;
	(void)bottom;
	(void)lines;
	return false;
}

static const struct paint_terminal terminals[] = {
	{ go, to_column, right, up, erase_to_end, erase_cells, clear, scroll, style, true },
	{ go, cannot, cannot, cannot_at_all, cannot_at_all, cannot, clear, cannot_scroll, style, false }, /* the plainest */
	{ go, cannot, right, up, erase_to_end, cannot, clear, scroll, style, false },
	{ go, to_column, cannot, cannot_at_all, cannot_at_all, erase_cells, clear, cannot_scroll, style, true },
};

static void put_some(struct paint_frame *frame, int row, int column, uint64_t what)
{
	if (what % 8 == 0 && column + 1 < frame->columns)
		paint_frame_put(frame, row, column, "\xe4\xbd\xa0", 3, 2, false);
	else if (what % 8 == 1)
		paint_frame_put(frame, row, column, "\xc3\xa9", 2, 1, false);
	else if (what % 8 == 2)
		paint_frame_put(frame, row, column, "e\xcc\x81", 3, 1, true);
	else if (what % 8 < 5)
		paint_frame_put(frame, row, column, "x", 1, 1, false);
	else
		paint_frame_put(frame, row, column, " ", 1, 1, false);
}

static void fill_row(struct paint_frame *frame, int row, struct random *r)
{
	int last = (int)random_below(r, (uint64_t)frame->columns + 1); /* blank from here on, as pages are */

	for (int column = 0; column < frame->columns;) {
		put_some(frame, row, column, column < last ? random_next(r) : 7);
		if (column < last && random_below(r, 4) == 0)
			paint_frame_cell(frame, row, column)->style = (unsigned char)random_below(r, 3);
		column += paint_frame_cell(frame, row, column)->cells;
	}
}

/* Changes a frame as screens do: a few rows anew, the body a few rows on, or next to nothing. */
static void change(struct paint_frame *frame, struct random *r)
{
	int by = (int)random_below(r, 5), rows = (int)random_below(r, 4);

	if (random_below(r, 3) == 0) {
		for (int row = 1; row + by < frame->rows - 1; row++)
			memmove(paint_frame_cell(frame, row, 0), paint_frame_cell(frame, row + by, 0),
			        (size_t)frame->columns * sizeof *frame->at);
	}
	if (random_below(r, 10) == 0)
		rows = frame->rows;
	for (int i = 0; i < rows; i++)
		fill_row(frame, (int)random_below(r, (uint64_t)frame->rows), r);
}

static void assert_shows(VTerm *vt, const struct paint_frame *frame, int row, int column, int number)
{
	VTermScreen *screen = vterm_obtain_screen(vt);
	VTermPos cursor;

	for (int y = 0; y < frame->rows; y++) {
		for (int x = 0; x < frame->columns - (y == frame->rows - 1); x++) {
			const struct paint_cell *cell = paint_frame_cell(frame, y, x);
			VTermScreenCell shown;
			bool is_blank = cell->cells == 1 && cell->bytes[0] == ' ';

			bool is_styled_right;

			vterm_screen_get_cell(screen, (VTermPos){ .row = y, .col = x }, &shown);
			is_styled_right = shown.attrs.reverse == (cell->style == 1) && shown.attrs.bold == (cell->style == 2);
			if (cell->cells == 0 || (y == frame->rows - 1 && x + cell->cells >= frame->columns))
				continue;
			if (!is_styled_right && !(is_blank && cell->style == 2))
				fail_msg("frame %d: row %d, column %d is not in style %d", number, y, x, cell->style);
			if (is_blank ? shown.chars[0] != 0 && shown.chars[0] != ' '
			             : shown.chars[0] == 0 || shown.chars[0] == ' ' || shown.width != cell->cells ||
			                       (cell->len == 1 && shown.chars[0] != (uint32_t)cell->bytes[0]) || (cell->is_unsure && !shown.chars[1]))
				fail_msg("frame %d: row %d, column %d shows U+%04X for \"%.*s\"", number, y, x, shown.chars[0], cell->len, cell->bytes);
		}
	}
	vterm_state_get_cursorpos(vterm_obtain_state(vt), &cursor);
	assert_int_equal(cursor.row, row);
	assert_int_equal(cursor.col, column);
}

static void paint_many(const struct paint_terminal *terminal, uint64_t seed)
{
	VTerm *vt = vterm_new(ROWS, COLUMNS);
	struct paint_frame frame;
	struct painter painter;
	struct random r;

	random_seed(&r, seed);
	vterm_set_utf8(vt, 1);
	vterm_screen_reset(vterm_obtain_screen(vt), 1);
	painter_init(&painter, terminal);
	paint_frame_init(&frame, ROWS, COLUMNS);
	for (int i = 0; i < FRAMES; i++) {
		struct str bytes = { 0 };
		int row = (int)random_below(&r, ROWS), column = (int)random_below(&r, COLUMNS - 1);

		change(&frame, &r);
		painter_paint(&painter, &frame, row, column, &bytes);
		vterm_input_write(vt, bytes.text ? bytes.text : "", bytes.len);
		assert_shows(vt, &frame, row, column, i);
		str_release(&bytes);
		if (random_below(&r, 50) == 0) { /* Ctrl-L over a screen that something else has written to */
			vterm_input_write(vt, "\033[3;3Hgarbage\033[9;1Hmore", 25);
			painter_forget(&painter);
		}
	}
	paint_frame_release(&frame);
	painter_release(&painter);
	vterm_free(vt);
}

static void every_frame_is_shown(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(terminals); i++)
		for (uint64_t seed = 1; seed <= 4; seed++)
			paint_many(&terminals[i], seed);
}

static void nothing_new_is_nothing_sent(void **state)
{
	struct paint_frame frame;
	struct painter painter;
	struct str bytes = { 0 };

	(void)state;
	painter_init(&painter, &terminals[0]);
	paint_frame_init(&frame, ROWS, COLUMNS);
	paint_frame_put(&frame, 2, 0, ">", 1, 1, false);
	painter_paint(&painter, &frame, 2, 0, &bytes);
	str_clear(&bytes);
	painter_paint(&painter, &frame, 2, 0, &bytes);
	assert_int_equal(bytes.len, 0);
	paint_frame_put(&frame, 2, 0, " ", 1, 1, false);
	paint_frame_put(&frame, 3, 0, ">", 1, 1, false);
	painter_paint(&painter, &frame, 3, 0, &bytes);
	assert_string_equal(bytes.text, " \n\r>\r"); /* the mark goes a line down: five bytes */
	str_release(&bytes);
	paint_frame_release(&frame);
	painter_release(&painter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_frame_is_shown),
		cmocka_unit_test(nothing_new_is_nothing_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
