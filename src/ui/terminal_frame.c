/* Pages to frames. */
#include "terminal_frame.h"

#include <wchar.h>

#include "terminal_codes.h"
#include "twinline/text/cells.h"
#include "twinline/text/characters.h"
#include "twinline/text/utf8.h"

/* How a cluster is drawn. */
struct drawn { size_t len; int cells; bool is_unsure; };

/*
 * A cluster goes out whole where the C library measures it as we do: flags, Indic vowels. Otherwise its first character
 * stands for it, and nobody relies on where the cursor is behind it.
 */
static struct drawn draw_cluster(const char *cluster, size_t len, int cells)
{
	struct drawn first = { 0 };
	int sum = 0, count = 0;

	for (size_t at = 0; at < len; count++) {
		uint32_t point;
		int width;

		at += utf8_next(cluster + at, len - at, &point);
		width = cells_is_widened(point) ? 2 : wcwidth((wchar_t)point);
		if (width > 0 && first.cells == 0)
			first = (struct drawn){ .len = at, .cells = width, .is_unsure = true };
		sum += width > 0 ? width : 0;
	}
	if (sum == cells && len <= PAINT_BYTES_MAX)
		return (struct drawn){ .len = len, .cells = cells, .is_unsure = count > 1 };
	return first;
}

/* Puts one cluster into a frame, and a blank beside what is narrower than it was measured. */
static void put_cluster(struct paint_frame *frame, int row, int column, const char *cluster, size_t len, int cells)
{
	struct drawn drawn = draw_cluster(cluster, len, cells);

	if (drawn.cells == 0 || drawn.cells > cells)
		paint_frame_put(frame, row, column, "?", 1, 1, false);
	else
		paint_frame_put(frame, row, column, cluster, drawn.len, drawn.cells, drawn.is_unsure);
}

/* The same in another character set. What nobody has fitted to it has another width there, and is left out. */
static void put_encoded(struct paint_frame *frame, int row, int column, const char *cluster, size_t len, int cells)
{
	struct str encoded = { 0 };

	characters_encode(&encoded, cluster, len);
	if (encoded.len == (size_t)cells)
		paint_frame_put(frame, row, column, encoded.text, encoded.len, cells, false);
	else
		paint_frame_put(frame, row, column, "?", 1, 1, false);
	str_release(&encoded);
}

static void fill(struct paint_frame *frame, int row, const char *text, size_t len)
{
	int column = 0, cells;

	for (size_t at = 0; at < len && column < frame->columns; column += cells) {
		size_t step = cells_cluster(text + at, len - at, &cells);

		if (column + cells > frame->columns)
			break;
		if (cells > 0 && step == 1)
			paint_frame_put(frame, row, column, text + at, 1, 1, false);
		else if (cells > 0 && characters_are_bytes())
			put_encoded(frame, row, column, text + at, step, cells);
		else if (cells > 0)
			put_cluster(frame, row, column, text + at, step, cells);
		at += step;
	}
}

static void style(struct paint_frame *frame, int row, const unsigned char *styles, const unsigned char looks[PAGE_STYLES])
{
	unsigned of_blanks = terminal_codes()->styles_of_blanks;

	for (int column = 0; column < frame->columns; column++) {
		struct paint_cell *cell = paint_frame_cell(frame, row, column);
		unsigned char look = looks[styles[column]];

		cell->style = cell->bytes[0] == ' ' && !(of_blanks >> look & 1) ? 0 : look;
	}
}

void terminal_frame(struct paint_frame *frame, const struct page *page)
{
	unsigned char looks[PAGE_STYLES];

	for (unsigned char i = 0; i < PAGE_STYLES; i++)
		looks[i] = terminal_look(i);
	paint_frame_init(frame, page->rows, page->columns);
	for (int row = 0; row < page->rows; row++) {
		fill(frame, row, page->lines[row].text, page->lines[row].len);
		style(frame, row, page->styles + row * page->columns, looks);
	}
}
