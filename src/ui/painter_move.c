/* What the painter's moves cost, and the cheapest of them. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "painter_parts.h"
#include "twinline/base/mem.h"

enum {
	TAB_STOP = 8,
	COST_REPEAT = PAINT_CODES, COST_GO_ROW, COST_GO_COLUMN, COST_GO_EDGE, COST_KINDS, /* beside the codes */
	UNASKED = -1
};

static short *unasked(size_t count)
{
	short *costs = xcalloc(count, sizeof *costs);

	for (size_t i = 0; i < count; i++)
		costs[i] = UNASKED;
	return costs;
}

void paint_ask_costs(struct painter *p, int rows, int columns)
{
	paint_forget_costs(p);
	p->most = rows > columns ? rows : columns;
	p->costs = unasked((size_t)COST_KINDS * (size_t)(p->most + 1));
	p->along = unasked((size_t)(columns + 1) * (size_t)columns);
}

void paint_forget_costs(struct painter *p)
{
	free(p->costs);
	free(p->along);
	p->costs = p->along = NULL;
}

/* Asks the terminal for the bytes of a code; -2 if it has none. */
static short asked(const struct painter *p, int kind, int n)
{
	struct str out = { 0 };
	bool can;
	short bytes;

	if (kind == COST_REPEAT)
		can = p->terminal->repeat(&out, ' ', n);
	else if (kind == COST_GO_ROW)
		can = p->terminal->go(&out, n, 1);
	else if (kind == COST_GO_COLUMN)
		can = p->terminal->go(&out, 1, n);
	else if (kind == COST_GO_EDGE)
		can = p->terminal->go(&out, n, 0);
	else
		can = p->terminal->code(&out, (enum paint_code)kind, n);
	bytes = can ? (short)out.len : -2;
	str_release(&out);
	return bytes;
}

static int cost(struct painter *p, int kind, int n)
{
	short *bytes = &p->costs[kind * (p->most + 1) + n];

	if (*bytes == UNASKED)
		*bytes = asked(p, kind, n);
	return *bytes < 0 ? PAINT_NEVER : *bytes;
}

int paint_code(struct painter *p, enum paint_code code, int n, struct str *out)
{
	if (out)
		p->terminal->code(out, code, n);
	return cost(p, (int)code, n);
}

int paint_repeat(struct painter *p, char byte, int times, struct str *out)
{
	if (out)
		p->terminal->repeat(out, byte, times);
	return cost(p, COST_REPEAT, times);
}

static int go(struct painter *p, int row, int column, struct str *out)
{
	if (out)
		p->terminal->go(out, row, column);
	if (column == 0) /* many terminals let a 1 be left out */
		return cost(p, COST_GO_EDGE, row);
	return cost(p, COST_GO_ROW, row) + cost(p, COST_GO_COLUMN, column) - cost(p, COST_GO_ROW, 1);
}

static int tabs(struct painter *p, int count, struct str *out)
{
	for (int i = 0; i < count && out; i++)
		p->terminal->code(out, PAINT_TAB, 1);
	return count * cost(p, PAINT_TAB, 1);
}

static int right(struct painter *p, int cells, struct str *out)
{
	return cells == 0 ? 0 : paint_code(p, PAINT_RIGHT, cells, out);
}

/* By steps from a known column: cells, tabs and cells, tabs and back. */
static int steps(struct painter *p, int from, int to, struct str *out)
{
	int stops = to / TAB_STOP - from / TAB_STOP, beside = to % TAB_STOP, over = TAB_STOP - beside;
	int plain, tabbed = PAINT_NEVER, back = PAINT_NEVER;

	if (to == from)
		return 0;
	if (to < from)
		return paint_code(p, PAINT_LEFT, from - to, out);
	plain = right(p, to - from, NULL);
	if (stops > 0)
		tabbed = tabs(p, stops, NULL) + right(p, beside, NULL);
	if (beside && to + over < p->shown.columns)
		back = tabs(p, stops + 1, NULL) + paint_code(p, PAINT_LEFT, over, NULL);
	if (tabbed < plain && tabbed <= back)
		return tabs(p, stops, out) + right(p, beside, out);
	if (back < plain)
		return tabs(p, stops + 1, out) + paint_code(p, PAINT_LEFT, over, out);
	return right(p, to - from, out);
}

/* By steps, from the edge of the row, or to the column at once. */
static int within_row(struct painter *p, int from, int to, struct str *out)
{
	int near = from < 0 ? PAINT_NEVER : steps(p, from, to, NULL);
	int column = cost(p, PAINT_TO_COLUMN, to);
	int edge = cost(p, PAINT_RETURN, 1) + steps(p, 0, to, NULL);

	if (from >= 0 && near <= column && near < edge)
		return steps(p, from, to, out);
	if (edge <= column)
		return paint_code(p, PAINT_RETURN, 1, out) + steps(p, 0, to, out);
	return paint_code(p, PAINT_TO_COLUMN, to, out);
}

int paint_along(struct painter *p, int row, int from, int to, struct str *out)
{
	short *known = &p->along[(from + 1) * p->shown.columns + to];
	int far = go(p, row, to, NULL), near;

	if (*known == UNASKED) {
		int bytes = within_row(p, from, to, NULL);

		*known = (short)(bytes < SHRT_MAX ? bytes : SHRT_MAX);
	}
	near = *known;
	if (far < near)
		return go(p, row, to, out);
	return out ? within_row(p, from, to, out) : near;
}

/* To another row, keeping the column. */
static int climb(struct painter *p, int from, int to, struct str *out)
{
	enum paint_code way = to < from ? PAINT_UP : PAINT_DOWN;
	int rows = to < from ? from - to : to - from, by_steps, at_once;

	if (rows == 0)
		return 0;
	by_steps = paint_code(p, way, rows, NULL);
	at_once = paint_code(p, PAINT_TO_ROW, to, NULL);
	return by_steps <= at_once ? paint_code(p, way, rows, out) : paint_code(p, PAINT_TO_ROW, to, out);
}

int paint_move(struct painter *p, int from_row, int from_column, int row, int column, struct str *out)
{
	int far = go(p, row, column, NULL), home = row == 0 && column == 0 ? cost(p, PAINT_HOME, 1) : PAINT_NEVER, near = PAINT_NEVER;

	if (from_row >= 0)
		near = climb(p, from_row, row, NULL) + paint_along(p, row, from_column, column, NULL);
	if (near <= far && near <= home)
		return climb(p, from_row, row, out) + paint_along(p, row, from_column, column, out);
	return home <= far ? paint_code(p, PAINT_HOME, 1, out) : go(p, row, column, out);
}
