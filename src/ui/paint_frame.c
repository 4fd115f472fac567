/* Frames of cells: what the painter is given and what it knows to be shown. */
#include <stdlib.h>
#include <string.h>

#include "painter_parts.h"
#include "twinline/base/mem.h"

void paint_frame_init(struct paint_frame *frame, int rows, int columns)
{
	*frame = (struct paint_frame){ .rows = rows, .columns = columns };
	frame->at = xcalloc((size_t)rows * (size_t)columns, sizeof *frame->at);
	for (int i = 0; i < rows * columns; i++)
		frame->at[i] = (struct paint_cell){ .len = 1, .cells = 1, .bytes = " " };
}

void paint_frame_release(struct paint_frame *frame)
{
	free(frame->at);
	*frame = (struct paint_frame){ 0 };
}

struct paint_cell *paint_frame_cell(const struct paint_frame *frame, int row, int column)
{
	return &frame->at[row * frame->columns + column];
}

void paint_frame_put(struct paint_frame *frame, int row, int column, const char *bytes, size_t len, int cells, bool is_unsure)
{
	struct paint_cell *cell = paint_frame_cell(frame, row, column);

	*cell = (struct paint_cell){ .len = (unsigned char)len, .cells = (unsigned char)cells, .is_unsure = is_unsure };
	memcpy(cell->bytes, bytes, len);
	if (cells == 2)
		cell[1] = (struct paint_cell){ 0 };
}

void paint_copy_rows(const struct paint_frame *to, int to_row, const struct paint_frame *from, int from_row, int rows)
{
	memmove(paint_frame_cell(to, to_row, 0), paint_frame_cell(from, from_row, 0),
	        (size_t)rows * (size_t)to->columns * sizeof *to->at);
}

bool paint_is_same_row(const struct paint_frame *a, int a_row, const struct paint_frame *b, int b_row)
{
	for (int i = 0; i < a->columns; i++)
		if (!paint_is_same(paint_frame_cell(a, a_row, i), paint_frame_cell(b, b_row, i)))
			return false;
	return true;
}

bool paint_is_blank_row(const struct paint_frame *frame, int row)
{
	for (int i = 0; i < frame->columns; i++)
		if (!paint_is_blank(paint_frame_cell(frame, row, i)))
			return false;
	return true;
}
