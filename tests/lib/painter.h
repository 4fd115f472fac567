/*
 * A near-optimal painter: how few bytes lead a terminal of the xterm kind, or a VT100, from one frame to another. Within a
 * row it finds the cheapest way (write, skip, repeat, erase some, erase to the end, change the pen) by dynamic programming;
 * rows go from top to bottom, after scrolling some of them or clearing all where that is cheaper. A bound to
 * measure against: it need not be fast.
 */
#ifndef TESTS_LIB_PAINTER_H
#define TESTS_LIB_PAINTER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/frame.h"

/* What a terminal can do beside what all can: go to a column or row at once, repeat, erase some cells, scroll by several lines. */
struct painter_kind {
	bool goes_straight, repeats, erases, scrolls_many;
};

extern const struct painter_kind painter_xterm, painter_vt100;

size_t painter_bytes(const struct painter_kind *kind, const struct frame *before, const struct frame *after);

/* Bytes that move the cursor; a column equal to cols is the place past the last one, left only by an absolute move. */
int painter_move(const struct painter_kind *kind, int cols, int from_row, int from_col, int to_row, int to_col);

/* Bytes that change the pen from one cell's attributes to another's. */
int painter_pen(uint32_t from, uint32_t to);

#endif
