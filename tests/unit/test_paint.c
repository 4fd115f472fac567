/* The face's painter: whatever it saves, a terminal that takes its bytes shows the frame, with the cursor in its cell. */
#include "lib/suite.h"

#include <stdlib.h>
#include <vterm.h>

#include "../../src/ui/painter.h"
#include "twinline/base/attr.h"
#include "twinline/base/random.h"

enum { ROWS = 9, COLUMNS = 24, FRAMES = 100, TERMINALS = 120 };

/* What a terminal lacks; codes are bits by their number. */
struct lacks { unsigned codes; bool repeat, scroll; };

static struct lacks lacks;

static bool go(struct str *out, int row, int column)
{
	str_addf(out, "\033[%d;%dH", row + 1, column + 1);
	return true;
}

static bool code(struct str *out, enum paint_code code, int n)
{
	static const char *const plain[PAINT_CODES] = {
		[PAINT_HOME] = "\033[H", [PAINT_DOWN] = "\n",  [PAINT_LEFT] = "\b", [PAINT_TAB] = "\t", [PAINT_RETURN] = "\r",
		[PAINT_ERASE_TO_END] = "\033[K", [PAINT_ERASE_BELOW] = "\033[J",
	};
	static const char counted[PAINT_CODES] = {
		[PAINT_TO_ROW] = 'd', [PAINT_TO_COLUMN] = 'G', [PAINT_UP] = 'A', [PAINT_RIGHT] = 'C', [PAINT_ERASE] = 'X',
		[PAINT_INSERT] = '@', [PAINT_DELETE] = 'P',
	};

	if (lacks.codes >> code & 1)
		return false;
	if (counted[code])
		str_addf(out, "\033[%d%c", code == PAINT_TO_ROW || code == PAINT_TO_COLUMN ? n + 1 : n, counted[code]);
	for (int i = 0; i < n && plain[code]; i++)
		str_add(out, plain[code]);
	return true;
}

static bool repeat(struct str *out, char byte, int times)
{
	if (!lacks.repeat)
		str_addf(out, "%c\033[%db", byte, times - 1);
	return !lacks.repeat;
}

static bool clear(struct str *out)
{
	str_add(out, "\033[H\033[2J");
	return true;
}

static bool scroll(struct str *out, int rows, int top, int bottom, int up)
{
	(void)rows;
	if (!lacks.scroll)
		str_addf(out, "\033[%d;%dr\033[%d%c\033[r", top + 1, bottom + 1, up > 0 ? up : -up, up > 0 ? 'S' : 'T');
	return !lacks.scroll;
}

static void style(struct str *out, int from, int to)
{
	(void)from;
	str_addf(out, to == 1 ? "\033[0;7m" : to == 2 ? "\033[0;1m" : "\033[m");
}

static const struct paint_terminal terminal = {
	.go = go, .code = code, .repeat = repeat, .clear = clear, .scroll = scroll, .is_home_after_scroll = true, .style = style,
	.styles_of_blanks = 1u << 1,
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
		if (column < last && random_below(r, 4) == 0) {
			struct paint_cell *cell = paint_frame_cell(frame, row, column);

			cell->style = (unsigned char)random_below(r, cell->bytes[0] == ' ' ? 2 : 3); /* a bold blank is a plain one */
		}
		column += paint_frame_cell(frame, row, column)->cells;
	}
}

/* Letters of one byte come in or go in the middle of a row, as in typing. */
static void type_in(struct paint_frame *frame, struct random *r)
{
	int row = (int)random_below(r, (uint64_t)frame->rows), at = (int)random_below(r, (uint64_t)frame->columns);
	int by = 1 + (int)random_below(r, 3);
	struct paint_cell *cells = paint_frame_cell(frame, row, 0);

	for (int column = 0; column < frame->columns; column++)
		if (cells[column].cells != 1) /* what is wide would be cut */
			return;
	if (at + by >= frame->columns)
		return;
	if (random_below(r, 2) == 0) {
		memmove(cells + at, cells + at + by, (size_t)(frame->columns - at - by) * sizeof *cells);
		for (int i = frame->columns - by; i < frame->columns; i++)
			paint_frame_put(frame, row, i, " ", 1, 1, false);
	} else {
		memmove(cells + at + by, cells + at, (size_t)(frame->columns - at - by) * sizeof *cells);
		for (int i = at; i < at + by; i++)
			paint_frame_put(frame, row, i, "y", 1, 1, false);
	}
}

/* Changes a frame as screens do: a few rows anew, the body a few rows on or back, letters typed, or next to nothing. */
static void change(struct paint_frame *frame, struct random *r)
{
	int by = (int)random_below(r, 5), rows = (int)random_below(r, 4);
	size_t size = (size_t)frame->columns * sizeof *frame->at;

	if (random_below(r, 3) == 0)
		for (int row = 1; row + by < frame->rows - 1; row++)
			memmove(paint_frame_cell(frame, row, 0), paint_frame_cell(frame, row + by, 0), size);
	else if (random_below(r, 3) == 0)
		for (int row = frame->rows - 2; row - by > 0; row--)
			memmove(paint_frame_cell(frame, row, 0), paint_frame_cell(frame, row - by, 0), size);
	if (random_below(r, 3) == 0)
		type_in(frame, r);
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
			if (!is_styled_right && !(is_blank && shown.attrs.bold))
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

static void paint_many(uint64_t seed)
{
	struct paint_frame frame;
	struct painter painter;
	struct random r;
	int rows, columns;
	VTerm *vt;

	random_seed(&r, seed);
	rows = 1 + (int)random_below(&r, 12);
	columns = 2 + (int)random_below(&r, seed % 5 ? 40 : 130);
	vt = vterm_new(rows, columns);
	lacks = (struct lacks){ (unsigned)random_next(&r) & (unsigned)random_next(&r), random_below(&r, 2) == 0, random_below(&r, 3) == 0 };
	if (seed == 1)
		lacks = (struct lacks){ 0 };
	if (seed == 2)
		lacks = (struct lacks){ ~0u, true, true };
	vterm_set_utf8(vt, 1);
	vterm_screen_reset(vterm_obtain_screen(vt), 1);
	painter_init(&painter, &terminal);
	paint_frame_init(&frame, rows, columns);
	for (int i = 0; i < FRAMES; i++) {
		struct str bytes = { 0 };
		int row = (int)random_below(&r, (uint64_t)rows), column = (int)random_below(&r, (uint64_t)columns - 1);

		change(&frame, &r);
		painter_paint(&painter, &frame, row, column, &bytes);
		vterm_input_write(vt, bytes.text ? bytes.text : "", bytes.len);
		assert_shows(vt, &frame, row, column, i);
		str_release(&bytes);
		if (random_below(&r, 50) == 0) { /* Ctrl-L over a screen that something else has written to */
			vterm_input_write(vt, "\033[1;1Hgarbage\033[9;1Hmore", 25);
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
	for (uint64_t seed = 1; seed <= TERMINALS; seed++)
		paint_many(seed);
}

/* The bytes that take the mark from one row to another. */
static char *mark_moved(struct painter *painter, struct paint_frame *frame, int from, int to)
{
	struct str bytes = { 0 };

	paint_frame_put(frame, from, 0, ">", 1, 1, false);
	painter_paint(painter, frame, from, 0, &bytes);
	paint_frame_put(frame, from, 0, " ", 1, 1, false);
	paint_frame_put(frame, to, 0, ">", 1, 1, false);
	str_clear(&bytes);
	painter_paint(painter, frame, to, 0, &bytes);
	return str_detach(&bytes);
}

static void a_mark_goes_up_and_down_the_short_way(void **state)
{
	static const struct { int from, to; const char *bytes; } moves[] = {
		{ 2, 3, " \n\r>\r" }, { 5, 4, " \033[1A\r>\r" }, { 0, 8, " \033[9d\r>\r" }, { 8, 1, " \033[7A\r>\r" },
	};
	struct paint_frame frame;
	struct painter painter;

	(void)state;
	lacks = (struct lacks){ 0 };
	painter_init(&painter, &terminal);
	paint_frame_init(&frame, ROWS, COLUMNS);
	for (size_t i = 0; i < ARRAY_SIZE(moves); i++) {
		char *bytes = mark_moved(&painter, &frame, moves[i].from, moves[i].to);

		assert_string_equal(bytes, moves[i].bytes);
		paint_frame_put(&frame, moves[i].to, 0, " ", 1, 1, false);
		free(bytes);
	}
	paint_frame_release(&frame);
	painter_release(&painter);
}

static void nothing_new_is_nothing_sent(void **state)
{
	struct paint_frame frame;
	struct painter painter;
	struct str bytes = { 0 };

	(void)state;
	lacks = (struct lacks){ 0 };
	painter_init(&painter, &terminal);
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
		cmocka_unit_test(a_mark_goes_up_and_down_the_short_way),
		cmocka_unit_test(nothing_new_is_nothing_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
