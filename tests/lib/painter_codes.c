/* What it costs to move the cursor and to change the pen of a terminal of the xterm kind. */
#include "lib/painter_codes.h"

#include <stdint.h>

#include "lib/painter.h"

enum { NEVER = 1 << 20 };

const struct painter_kind painter_xterm = { .goes_straight = true, .repeats = true, .erases = true, .scrolls_many = true };
const struct painter_kind painter_vt100 = { .goes_straight = false };

int painter_along(const struct painter_kind *kind, int cols, int from, int to)
{
	int cost = kind->goes_straight ? 3 + digits(to + 1) : NEVER; /* CHA */
	if (to == 0)
		cost = 1; /* CR */
	else
		cost = least(cost, 1 + counted(to)); /* CR, CUF */
	if (from >= cols)
		return cost;
	if (from == to)
		return 0;
	if (to < from)
		return least(cost, least(from - to, counted(from - to))); /* BS, CUB */
	cost = least(cost, counted(to - from));
	if (to / 8 > from / 8) /* tabs, then right */
		cost = least(cost, to / 8 - from / 8 + (to % 8 ? counted(to % 8) : 0));
	return cost;
}

int painter_move(const struct painter_kind *kind, int cols, int from_row, int from_col, int to_row, int to_col)
{
	int home = to_row == 0 && to_col == 0 ? 3 : to_col == 0 ? 3 + digits(to_row + 1)
	                                              : 4 + digits(to_row + 1) + digits(to_col + 1);
	int straight = kind->goes_straight ? 3 + digits(to_row + 1) : NEVER, down = 0; /* VPA */
	if (to_row > from_row)
		down = least(least(to_row - from_row, counted(to_row - from_row)), straight); /* LF, CUD */
	else if (to_row < from_row)
		down = least(2 * (from_row - to_row), least(counted(from_row - to_row), straight)); /* RI, CUU */
	return least(home, down + painter_along(kind, cols, from_col, to_col));
}

/* Adds one SGR code of so many digits to a list. */
static void add_code(int *cost, int *codes, int length)
{
	*cost += length;
	++*codes;
}

static int colour_code(uint32_t index)
{
	return index == 0 || index <= 16 ? 2 : 5 + digits((int)index - 1);
}

/* Codes that lead from one pen to another without a reset. */
static int pen_codes(uint32_t from, uint32_t to, int *codes)
{
	int cost = 0;
	for (int flag = 0; flag < FRAME_FLAGS; flag++)
		if ((from ^ to) & 1u << flag)
			add_code(&cost, codes, to & 1u << flag ? 1 : 2);
	for (int shift = FRAME_FOREGROUND_SHIFT; shift <= FRAME_BACKGROUND_SHIFT;
	     shift += FRAME_BACKGROUND_SHIFT - FRAME_FOREGROUND_SHIFT) {
		uint32_t old = from >> shift & FRAME_COLOUR_MASK, new = to >> shift & FRAME_COLOUR_MASK;
		if (old != new)
			add_code(&cost, codes, colour_code(new));
	}
	return cost;
}

int painter_pen(uint32_t from, uint32_t to)
{
	if (from == to)
		return 0;
	if (to == 0)
		return 3;
	int codes = 0, fresh_codes = 1; /* the empty code before the first ';' resets */
	int cost = pen_codes(from, to, &codes), fresh = pen_codes(0, to, &fresh_codes);
	return 3 + least(cost + codes - 1, fresh + fresh_codes - 1);
}
