/*
 * A near-optimal painter: how few bytes lead a terminal of the xterm kind from one frame to another. Within a
 * row it finds the cheapest way (write, skip, repeat, erase some, erase to the end, change the pen) by dynamic programming;
 * rows go from top to bottom, after scrolling some of them or clearing all where that is cheaper. A bound to
 * measure against: it need not be fast.
 */
#ifndef TESTS_LIB_PAINTER_H
#define TESTS_LIB_PAINTER_H

#include <stddef.h>

#include "lib/frame.h"

size_t painter_bytes(const struct frame *before, const struct frame *after);

/* Bytes that move the cursor; a column equal to cols is the place past the last one, left only by an absolute move. */
int painter_move(int cols, int from_row, int from_col, int to_row, int to_col);

/* Bytes that change the pen from one cell's attributes to another's. */
int painter_pen(uint32_t from, uint32_t to);

#endif
