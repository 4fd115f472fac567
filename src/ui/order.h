/*
 * The order that people give to the parts of a project in a list: each has a number ("position"), and one goes between two others by a
 * number between theirs. What has none yet (0) stands last.
 */
#ifndef TWINLINE_UI_ORDER_H
#define TWINLINE_UI_ORDER_H

#include "face.h"

enum { ORDER_STEP = 1000 /* between one and the next, where they are counted */ };

/* The rows as they stand, by place; borrowed. */
struct order { int count; const int64_t *records, *numbers; };

/* What a number is sorted by. */
int64_t order_place(int64_t number);

/* The number that brings the row from a place to another; 0 where none is left between its neighbours, and all have to be counted anew. */
int64_t order_number(const struct order *o, int from, int to);

/* Moves the row: one number changes, or all of them in one step. Says so; undo puts it back. */
void order_move(struct face *face, const struct order *o, int from, int to);

#endif
