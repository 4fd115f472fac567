/* One frame of a terminal: what each cell shows, and where the cursor is. Kept, compared, and carried in a file. */
#ifndef TESTS_LIB_FRAME_H
#define TESTS_LIB_FRAME_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/terminal.h"

/* Attributes of a cell in one number: these flags, and colours as index + 1 (0: the terminal's own). */
enum {
	FRAME_BOLD = 1 << 0,
	FRAME_UNDERLINE = 1 << 1,
	FRAME_ITALIC = 1 << 2,
	FRAME_BLINK = 1 << 3,
	FRAME_REVERSE = 1 << 4,
	FRAME_STRIKE = 1 << 5,
	FRAME_FLAGS = 6,
	FRAME_FOREGROUND_SHIFT = 8,
	FRAME_BACKGROUND_SHIFT = 20,
	FRAME_COLOUR_MASK = 0xfff
};

struct cell {
	char text[28];       /* UTF-8, " " for a blank; "" for the right half of a wide character */
	uint8_t len, width;  /* bytes of text; cells, 0 for the right half */
	uint32_t attributes;
};

struct frame {
	int rows, cols;
	int cursor_row, cursor_col;
	struct cell *cells;
};

/* What the terminal shows now. Release with frame_release. */
struct frame frame_take(const struct terminal *t);
struct frame frame_blank(int rows, int cols);
struct frame frame_copy(const struct frame *frame);
void frame_release(struct frame *frame);

struct cell *frame_cell(const struct frame *frame, int row, int col);
bool cell_equal(const struct cell *a, const struct cell *b);
bool cell_is_blank(const struct cell *cell);

/* Cells that differ, and the bytes that they hold now. Both frames are of one size. */
int frame_changes(const struct frame *before, const struct frame *after, size_t *bytes);

/* To a file and back; false where that fails. */
bool frame_write(const struct frame *frame, FILE *file);
bool frame_read(struct frame *frame, FILE *file);

#endif
