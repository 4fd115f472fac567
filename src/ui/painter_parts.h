/* The inside of the painter: what moves cost, one row, scrolling; painter.c makes a frame of them. */
#ifndef TWINLINE_UI_PAINTER_PARTS_H
#define TWINLINE_UI_PAINTER_PARTS_H

#include <string.h>

#include "painter.h"

enum {
	PAINT_NEVER = 1 << 20, /* more than anything costs; some of it can be added up */
	PAINT_NEAR = 6         /* cells: hardly a move is so dear that writing more of them is cheaper */
};

/* --- cells and rows (paint_frame.c) --- */

static inline bool paint_is_same(const struct paint_cell *a, const struct paint_cell *b)
{
	return a->bytes[0] == b->bytes[0] && a->len == b->len && a->cells == b->cells && a->style == b->style &&
	       (a->len == 1 || memcmp(a->bytes, b->bytes, a->len) == 0);
}

static inline bool paint_is_blank(const struct paint_cell *cell)
{
	return cell->len == 1 && cell->bytes[0] == ' ' && cell->style == 0;
}

bool paint_is_same_row(const struct paint_frame *a, int a_row, const struct paint_frame *b, int b_row);
bool paint_is_blank_row(const struct paint_frame *frame, int row);
void paint_copy_rows(const struct paint_frame *to, int to_row, const struct paint_frame *from, int from_row, int rows);

/* --- moves (painter_move.c); out NULL: nothing is sent, and all return the bytes --- */

/* Asks anew what codes cost; the frame to come is so large. */
void paint_ask_costs(struct painter *p, int rows, int columns);
void paint_forget_costs(struct painter *p);

int paint_code(struct painter *p, enum paint_code code, int n, struct str *out);
int paint_repeat(struct painter *p, char byte, int times, struct str *out);

/* Along a row from a column (-1: somewhere in it) to another. */
int paint_along(struct painter *p, int row, int from, int to, struct str *out);

/* From anywhere (row -1: nobody knows) to anywhere. */
int paint_move(struct painter *p, int from_row, int from_column, int row, int column, struct str *out);

/* --- ways through the rows (painter_ways.c) --- */

enum { PAINT_WAYS = 4 };

/* A thing to do on the way. */
enum paint_deed {
	PAINT_CLEAR,  /* everything */
	PAINT_SCROLL, /* rows row to column by count, up or down */
	PAINT_ENTER,  /* a row at a column, from wherever the cursor is */
	PAINT_SKIP,   /* to a column of the row */
	PAINT_WRITE,  /* so many cells of the frame */
	PAINT_REPEAT, /* the cell so often */
	PAINT_CODE    /* of the terminal, in column, so many cells */
};

struct paint_step {
	short row, column, count;
	unsigned char deed, code;
};

/* One way to have painted the rows so far. */
struct paint_way {
	int cost;         /* bytes */
	int row, column;  /* of the cursor; row -1: lost */
	int style;
	struct str steps; /* struct paint_step, one after the other */
};

/* The few cheapest that end at different places, cheapest first. */
struct paint_ways {
	struct paint_way at[PAINT_WAYS];
	int count;
};

/* A step to write that goes on from the one before becomes one with it. */
void paint_way_add(struct paint_way *way, const struct paint_step *step);

/* True if a way of such a cost would be kept. */
bool paint_ways_want(const struct paint_ways *ways, int cost);
/* Takes the steps of way, which is empty then. */
void paint_ways_take(struct paint_ways *ways, struct paint_way *way);
void paint_ways_release(struct paint_ways *ways);

/* Adds the bytes of a way from where the painter is to the end of the frame's painting. */
void paint_way_send(struct painter *p, const struct paint_frame *frame, const struct paint_way *way, struct str *out);

/* The style in which blanks come out plain, of what is written in style. */
int paint_style_of_blanks(const struct painter *p, int style);

/* --- one row (painter_row.c) --- */

/* What a way has left of the rows that it has not painted: all as they were, or blank. */
enum paint_below { PAINT_KEPT, PAINT_CLEARED, PAINT_BELOWS };

struct paint_row {
	const struct paint_frame *frame, *shown;
	int row;
	bool is_upward; /* from the last to the first */
	bool may_clear; /* what is below may be erased on the way; not upward */
	int bound;      /* ways of so many bytes or more are of no use */
};

/* Paints a row that is wrong: takes each way of from on, and adds the ways that lead through the row to to. */
void paint_row(struct painter *p, const struct paint_row *row, const struct paint_ways from[PAINT_BELOWS], struct paint_ways to[PAINT_BELOWS]);

/* --- scrolling (painter_scroll.c) --- */

struct paint_scroll { int top, bottom, up; };

/* The most promising scrolls that lead from shown to frame, best first; returns how many (at most most). */
int paint_scrolls(const struct paint_frame *shown, const struct paint_frame *frame, struct paint_scroll *found, int most);

/* Does it to what is shown. */
void paint_scroll_frame(struct paint_frame *shown, const struct paint_scroll *scroll);

#endif
