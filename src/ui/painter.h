/*
 * The painter: the bytes that turn what a terminal shows into what it shall show, as few as can be found. Within a row it looks
 * for the cheapest way (write, skip, erase some, erase to the end) by dynamic programming; rows go from top to bottom,
 * after scrolling some of them or clearing all where that is cheaper. It knows no terminal: struct paint_terminal says how this one
 * moves and erases.
 */
#ifndef TWINLINE_UI_PAINTER_H
#define TWINLINE_UI_PAINTER_H

#include <stdbool.h>

#include "twinline/base/str.h"

enum { PAINT_BYTES_MAX = 37, PAINT_STYLES_MAX = 16 };

/* One cell. A wide character stands in its left cell; its right one has cells 0. */
struct paint_cell {
	unsigned char len;   /* bytes */
	unsigned char cells; /* 1 or 2; 0: the right half of a wide character */
	unsigned char style; /* 0: plain; below PAINT_STYLES_MAX. The terminal says what it looks like */
	bool is_unsure;      /* terminals differ about its width: behind it the cursor is anywhere in the row */
	char bytes[PAINT_BYTES_MAX]; /* as they are sent */
};

struct paint_frame {
	int rows, columns;
	struct paint_cell *at; /* rows * columns */
};

/* How a terminal does it. Each adds its bytes to out; false, and nothing added, where the terminal cannot. Rows and columns count from 0. */
struct paint_terminal {
	bool (*go)(struct str *out, int row, int column);   /* every terminal can */
	bool (*to_column)(struct str *out, int column);
	bool (*right)(struct str *out, int cells);          /* along the row */
	bool (*up)(struct str *out);                        /* one row, and keeps the column */
	bool (*erase_to_end)(struct str *out);              /* of the row; the cursor stays */
	bool (*erase)(struct str *out, int cells);          /* the cursor stays */
	bool (*clear)(struct str *out);                     /* everything, the cursor goes to 0, 0 */
	bool (*scroll)(struct str *out, const struct paint_frame *frame, int top, int bottom, int up); /* rows top to bottom go up (down if negative); the cursor is lost */
	/* From one style to another; to itself nothing. A style that looks like another here is given to the painter as that one. */
	void (*style)(struct str *out, int from, int to);
	bool has_line_feed; /* "\n" goes a row down and keeps the column */
};

struct painter {
	const struct paint_terminal *terminal;
	struct paint_frame shown; /* what stands on the screen */
	bool is_known;            /* it does */
	int row, column;          /* of the cursor; row -1: lost */
	int style;                /* what is written now looks like; plain between frames */
	int style_cost[PAINT_STYLES_MAX][PAINT_STYLES_MAX]; /* bytes from one to another */
	int go_cost, column_cost, right_cost, erase_cost; /* bytes beside the digits; -1: cannot */
	int end_cost, up_cost;
};

void paint_frame_init(struct paint_frame *frame, int rows, int columns); /* blank */
void paint_frame_release(struct paint_frame *frame);
struct paint_cell *paint_frame_cell(const struct paint_frame *frame, int row, int column);
/* Puts bytes (at most PAINT_BYTES_MAX) of 1 or 2 cells into a cell, in style 0. */
void paint_frame_put(struct paint_frame *frame, int row, int column, const char *bytes, size_t len, int cells, bool is_unsure);

/* terminal is borrowed. Nothing is known of the screen. */
void painter_init(struct painter *painter, const struct paint_terminal *terminal);
void painter_release(struct painter *painter);
/* Forgets what the screen shows and what its styles cost: the next painter_paint sends all. */
void painter_forget(struct painter *painter);

/*
 * Adds to out the bytes that lead to frame with the cursor at row, column, and remembers it as shown. The last cell of the last row is
 * never written.
 */
void painter_paint(struct painter *painter, const struct paint_frame *frame, int row, int column, struct str *out);

#endif
