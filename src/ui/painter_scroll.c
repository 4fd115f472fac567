/* Which rows to scroll before a frame is painted. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "painter_parts.h"
#include "twinline/base/mem.h"

enum { ROW_MOVE = 3, ROW_ERASE = 3 }; /* bytes, about: what a row to paint costs beside its cells */

struct row_sum { uint64_t sum; int bytes; };

/* A sum over the row (FNV-1a) and the bytes to write it on a blank one. */
static struct row_sum sum_of(const struct paint_frame *frame, int row)
{
	struct row_sum s = { .sum = 14695981039346656037u };
	int blanks = 0;

	for (int i = 0; i < frame->columns; i++) {
		const struct paint_cell *cell = paint_frame_cell(frame, row, i);

		for (int byte = 0; byte < cell->len; byte++)
			s.sum = (s.sum ^ (unsigned char)cell->bytes[byte]) * 1099511628211u;
		s.sum = (s.sum ^ cell->style) * 1099511628211u;
		blanks = paint_is_blank(cell) ? blanks + 1 : 0;
		s.bytes += cell->len;
	}
	s.bytes -= blanks;
	return s;
}

/* About the bytes that make a row of what stands there. */
static int price_of(const struct row_sum *row, const struct row_sum *there)
{
	return row->sum == there->sum ? 0 : row->bytes + ROW_MOVE + (there->bytes ? ROW_ERASE : 0);
}

/* The widest scroll by so many rows that brings rows to their places, blank ones too, and the bytes that it saves. */
static int gain_of(const struct row_sum *shown, const struct row_sum *frame, int rows, int up, struct paint_scroll *scroll)
{
	static const struct row_sum blank = { .sum = 0 };
	int gain = 0;

	*scroll = (struct paint_scroll){ .top = -1, .up = up };
	for (int row = 0; row < rows; row++) {
		int from = row + up;

		if (from < 0 || from >= rows || frame[row].sum == shown[row].sum || frame[row].sum != shown[from].sum)
			continue;
		if (scroll->top < 0)
			scroll->top = row < from ? row : from;
		scroll->bottom = row > from ? row : from;
	}
	for (int row = scroll->top; scroll->top >= 0 && row <= scroll->bottom; row++) {
		int from = row + up;
		bool is_blank = from < scroll->top || from > scroll->bottom;

		gain += price_of(&frame[row], &shown[row]);
		if (!is_blank || frame[row].bytes > 0)
			gain -= price_of(&frame[row], is_blank ? &blank : &shown[from]);
	}
	return gain;
}

/* The last row stays: its last cell is never written. */
int paint_scrolls(const struct paint_frame *shown, const struct paint_frame *frame, struct paint_scroll *found, int most)
{
	int rows = frame->rows - 1, count = 0;
	struct row_sum *sums = xcalloc(2 * (size_t)frame->rows, sizeof *sums);
	int *gains = xcalloc((size_t)most + 1, sizeof *gains);

	for (int row = 0; row < rows; row++) {
		sums[row] = sum_of(shown, row);
		sums[frame->rows + row] = sum_of(frame, row);
	}
	for (int up = 1 - rows; up < rows; up++) {
		struct paint_scroll scroll;
		int gain = up ? gain_of(sums, sums + frame->rows, rows, up, &scroll) : 0, at = count;

		if (gain <= 0)
			continue;
		for (; at > 0 && gain > gains[at - 1]; at--) {
			gains[at] = gains[at - 1];
			if (at < most)
				found[at] = found[at - 1];
		}
		if (at == most)
			continue;
		gains[at] = gain;
		found[at] = scroll;
		count += count < most;
	}
	free(sums);
	free(gains);
	return count;
}

void paint_scroll_frame(struct paint_frame *shown, const struct paint_scroll *scroll)
{
	int rows = scroll->bottom - scroll->top + 1, stay = rows - abs(scroll->up);
	int blank = scroll->up > 0 ? scroll->top + stay : scroll->top;

	if (scroll->up > 0)
		paint_copy_rows(shown, scroll->top, shown, scroll->top + scroll->up, stay);
	else
		paint_copy_rows(shown, scroll->top - scroll->up, shown, scroll->top, stay);
	for (int i = 0; i < (rows - stay) * shown->columns; i++)
		*(paint_frame_cell(shown, blank, 0) + i) = (struct paint_cell){ .len = 1, .cells = 1, .bytes = " " };
}
