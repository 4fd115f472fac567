/* One frame of a terminal: what each cell shows, and where the cursor is. */
#include "lib/frame.h"

#include <stdlib.h>
#include <string.h>
#include <vterm.h>

#include "twinline/base/mem.h"

static uint32_t colour(const VTermColor *c)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(c) || VTERM_COLOR_IS_DEFAULT_BG(c))
		return 0;
	return VTERM_COLOR_IS_INDEXED(c) ? c->indexed.idx + 1u : 257u;
}

static uint32_t attributes(const VTermScreenCell *from)
{
	return (from->attrs.bold ? FRAME_BOLD : 0u) | (from->attrs.underline ? FRAME_UNDERLINE : 0u) |
	       (from->attrs.italic ? FRAME_ITALIC : 0u) | (from->attrs.blink ? FRAME_BLINK : 0u) |
	       (from->attrs.reverse ? FRAME_REVERSE : 0u) | (from->attrs.strike ? FRAME_STRIKE : 0u) |
	       colour(&from->fg) << FRAME_FOREGROUND_SHIFT | colour(&from->bg) << FRAME_BACKGROUND_SHIFT;
}

static void add_character(struct cell *cell, uint32_t code)
{
	int more = code >= 0x10000 ? 3 : code >= 0x800 ? 2 : code >= 0x80 ? 1 : 0;
	static const unsigned char lead[] = { 0, 0xc0, 0xe0, 0xf0 };
	if (cell->len + more + 2 > (int)sizeof cell->text)
		return;
	cell->text[cell->len++] = (char)(lead[more] | code >> (6 * more));
	while (more-- > 0)
		cell->text[cell->len++] = (char)(0x80 | ((code >> (6 * more)) & 0x3f));
}

struct frame frame_take(const struct terminal *t)
{
	struct frame frame = { 0 };
	terminal_size(t, &frame.rows, &frame.cols);
	terminal_cursor(t, &frame.cursor_row, &frame.cursor_col);
	frame.cells = xcalloc((size_t)(frame.rows * frame.cols), sizeof *frame.cells);
	for (int row = 0; row < frame.rows; row++)
		for (int col = 0; col < frame.cols; col++) {
			struct cell *cell = frame_cell(&frame, row, col);
			VTermScreenCell from;
			vterm_screen_get_cell(terminal_screen(t), (VTermPos){ .row = row, .col = col }, &from);
			cell->attributes = attributes(&from);
			if (from.chars[0] == (uint32_t)-1)
				continue;
			cell->width = (uint8_t)from.width;
			if (!from.chars[0])
				memcpy(from.chars, (uint32_t[]){ ' ', 0 }, 2 * sizeof *from.chars);
			for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && from.chars[i]; i++)
				add_character(cell, from.chars[i]);
		}
	return frame;
}

struct frame frame_blank(int rows, int cols)
{
	struct frame frame = { .rows = rows, .cols = cols };
	frame.cells = xcalloc((size_t)(rows * cols), sizeof *frame.cells);
	for (int i = 0; i < rows * cols; i++)
		frame.cells[i] = (struct cell){ .text = " ", .len = 1, .width = 1 };
	return frame;
}

struct frame frame_copy(const struct frame *frame)
{
	struct frame copy = *frame;
	size_t count = (size_t)(frame->rows * frame->cols);
	copy.cells = xcalloc(count, sizeof *copy.cells);
	memcpy(copy.cells, frame->cells, count * sizeof *copy.cells);
	return copy;
}

void frame_release(struct frame *frame)
{
	free(frame->cells);
	*frame = (struct frame){ 0 };
}

struct cell *frame_cell(const struct frame *frame, int row, int col)
{
	return &frame->cells[row * frame->cols + col];
}

bool cell_equal(const struct cell *a, const struct cell *b)
{
	return a->attributes == b->attributes && a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

bool cell_is_blank(const struct cell *cell)
{
	return cell->attributes == 0 && cell->len == 1 && cell->text[0] == ' ';
}

int frame_changes(const struct frame *before, const struct frame *after, size_t *bytes)
{
	int changed = 0;
	*bytes = 0;
	for (int i = 0; i < after->rows * after->cols; i++)
		if (!cell_equal(&before->cells[i], &after->cells[i])) {
			changed++;
			*bytes += after->cells[i].len;
		}
	return changed;
}

bool frame_write(const struct frame *frame, FILE *file)
{
	struct frame head = *frame;
	size_t count = (size_t)(frame->rows * frame->cols);
	head.cells = NULL;
	return fwrite(&head, sizeof head, 1, file) == 1 && fwrite(frame->cells, sizeof *frame->cells, count, file) == count;
}

bool frame_read(struct frame *frame, FILE *file)
{
	if (fread(frame, sizeof *frame, 1, file) != 1)
		return false;
	size_t count = (size_t)(frame->rows * frame->cols);
	frame->cells = xcalloc(count, sizeof *frame->cells);
	return fread(frame->cells, sizeof *frame->cells, count, file) == count;
}
