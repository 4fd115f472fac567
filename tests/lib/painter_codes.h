/* Lengths of the sequences that the painter and its moves and pens are made of. */
#ifndef TESTS_LIB_PAINTER_CODES_H
#define TESTS_LIB_PAINTER_CODES_H

#include "lib/painter.h"

static inline int least(int a, int b)
{
	return a < b ? a : b;
}

static inline int digits(int number)
{
	return number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 4;
}

/* CSI n final, where 1 may be left out. */
static inline int counted(int n)
{
	return n == 1 ? 3 : 3 + digits(n);
}

/* Bytes that lead from a column to another in the same row. */
int painter_along(const struct painter_kind *kind, int cols, int from, int to);

#endif
