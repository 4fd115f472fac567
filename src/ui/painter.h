/*
 * The painter: the bytes that turn what a terminal shows into what it shall show, as few as can be found. Within a row it
 * finds the cheapest way (write, skip, repeat, erase some, erase to the end, insert, delete, change the look) by dynamic programming; rows
 * go from top to bottom, each entered from the few cheapest places that the one before may end at; where it pays, rows are scrolled or
 * all is cleared before. It knows no terminal: struct paint_terminal says how this one does it.
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

/* What a terminal does by itself, with a number. Rows and columns count from 0. */
enum paint_code {
	PAINT_HOME,         /* to 0, 0 */
	PAINT_TO_ROW,       /* n, and keeps the column */
	PAINT_TO_COLUMN,    /* n, of its row */
	PAINT_UP,           /* n rows, and keeps the column; as the next three never over an edge */
	PAINT_DOWN,
	PAINT_LEFT,         /* n cells along the row */
	PAINT_RIGHT,
	PAINT_TAB,          /* to the next column that eight divides; n is 1 */
	PAINT_RETURN,       /* to column 0 */
	PAINT_ERASE,        /* n cells; the cursor stays, as in all below */
	PAINT_ERASE_TO_END, /* of the row */
	PAINT_ERASE_BELOW,  /* to the end of the row, and all rows below */
	PAINT_INSERT,       /* n blanks: what stands right of the cursor goes right, and out over the edge */
	PAINT_DELETE,       /* n cells: what stands right of them comes left, and blanks at the edge */
	PAINT_CODES
};

/* How a terminal does it. Each adds its bytes to out; false, and nothing added, where the terminal cannot. */
struct paint_terminal {
	bool (*go)(struct str *out, int row, int column);   /* every terminal can */
	bool (*code)(struct str *out, enum paint_code code, int n);
	bool (*repeat)(struct str *out, char byte, int times); /* writes it so often */
	bool (*clear)(struct str *out);                     /* everything, the cursor goes to 0, 0; every terminal can */
	bool (*scroll)(struct str *out, int rows, int top, int bottom, int up); /* those of all rows go up (down if negative) */
	bool is_home_after_scroll;                          /* the cursor is at 0, 0 then; else lost */
	/* From one style to another; to itself nothing. A style that looks like another here is given to the painter as that one. */
	void (*style)(struct str *out, int from, int to);
	unsigned styles_of_blanks; /* a bit a style: it is seen on a blank too, as underlining. A blank in others is given as style 0 */
};

struct painter {
	const struct paint_terminal *terminal;
	struct paint_frame shown; /* what stands on the screen */
	bool is_known;            /* it does */
	int row, column;          /* of the cursor; row -1: lost */
	int style;                /* of what is written now; 0 between frames */
	int clear_cost, style_cost[PAINT_STYLES_MAX][PAINT_STYLES_MAX]; /* bytes; from one to another */
	short *costs;             /* of codes with a number, as they are asked for; see painter_move.c */
	short *along;             /* of the ways from each column of a row to each */
	int most;                 /* the largest number of a code */
};

void paint_frame_init(struct paint_frame *frame, int rows, int columns); /* blank */
void paint_frame_release(struct paint_frame *frame);
struct paint_cell *paint_frame_cell(const struct paint_frame *frame, int row, int column);
/* Puts bytes (at most PAINT_BYTES_MAX) of 1 or 2 cells into a cell, in style 0. */
void paint_frame_put(struct paint_frame *frame, int row, int column, const char *bytes, size_t len, int cells, bool is_unsure);

/* terminal is borrowed. Nothing is known of the screen. */
void painter_init(struct painter *painter, const struct paint_terminal *terminal);
void painter_release(struct painter *painter);
/* Forgets what the screen shows and what the terminal's codes cost: the next painter_paint sends all. */
void painter_forget(struct painter *painter);

/*
 * Adds to out the bytes that lead to frame with the cursor at row, column, and remembers it as shown. The last cell of the last row is
 * never written, and whatever was written last is plain again.
 */
void painter_paint(struct painter *painter, const struct paint_frame *frame, int row, int column, struct str *out);

#endif
