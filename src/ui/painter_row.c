/*
 * One row: the cheapest ways through it. A state is a column up to which all stands right, what stands beyond it (as before, moved aside,
 * or blank), where the cursor is, and the style of what is written; every step from it goes to the right or blanks what stands beyond.
 */
#include <stdlib.h>
#include <string.h>

#include "painter_look.h"
#include "painter_parts.h"
#include "twinline/base/mem.h"

/* Where the cursor is: anywhere in the row; at the column; there, and the whole row is right. */
enum place { LOST, HERE, DONE, PLACES };

struct spot {
	int column;
	enum paint_beyond beyond;
	enum place place;
	int style; /* its number in the search */
};

struct state {
	int cost;
	int from;               /* the state before; of PAINT_ENTER the way, those that cleared behind the others */
	struct paint_step step; /* that led here */
};

struct search {
	struct painter *p;
	const struct paint_row *row;
	struct paint_look look;
	int styles[PAINT_STYLES_MAX], count; /* those of the row and of the ways into it */
	int number_of[PAINT_STYLES_MAX];
	struct state *states;
	const struct paint_ways *from; /* [PAINT_BELOWS] */
	struct paint_ways *to;
};

static int index_of(const struct search *s, struct spot spot)
{
	return ((spot.column * PAINT_BEYONDS + (int)spot.beyond) * PLACES + (int)spot.place) * s->count + spot.style;
}

static struct spot spot_of(const struct search *s, int state)
{
	int rest = state / s->count;

	return (struct spot){ .column = rest / PLACES / PAINT_BEYONDS, .beyond = (enum paint_beyond)(rest / PLACES % PAINT_BEYONDS),
		              .place = (enum place)(rest % PLACES), .style = state % s->count };
}

/* Comes to a spot by a step, unless that was cheaper before. */
static void reach(struct search *s, struct spot spot, struct state by)
{
	struct state *state = &s->states[index_of(s, spot)];

	if (by.cost < state->cost && by.cost < s->row->bound)
		*state = by;
}

static struct state step(const struct search *s, struct spot from, enum paint_deed deed, int count)
{
	int state = index_of(s, from);

	return (struct state){
		.cost = s->states[state].cost, .from = state,
		.step = { (short)s->row->row, (short)from.column, (short)count, (unsigned char)deed, 0 },
	};
}

/* The style of a cell that is written after one of style from, and what the change costs. */
static int style_for(const struct search *s, int from, const struct paint_cell *cell, int *cost)
{
	int before = s->styles[from], then = paint_is_blank(cell) ? paint_style_of_blanks(s->p, before) : cell->style;

	*cost += s->p->style_cost[before][then];
	return s->number_of[then];
}

/* --- steps --- */

/* From a column (-1: somewhere) over cells that are right to the next wrong one, or a little before it. */
static void skip(struct search *s, int from, struct spot to, struct state by)
{
	int wrong = s->look.wrong[to.beyond][to.column], cost = by.cost;

	if (wrong - PAINT_NEAR > to.column)
		to.column = wrong - PAINT_NEAR;
	to.place = HERE;
	for (; to.column <= wrong && to.column < s->look.columns; to.column++) {
		if (s->look.new[to.column].cells == 0)
			continue;
		by.cost = cost + paint_along(s->p, s->row->row, from, to.column, NULL);
		if (by.step.deed == PAINT_SKIP)
			by.step.column = (short)to.column;
		reach(s, to, by);
	}
}

static void write_cell(struct search *s, struct spot spot)
{
	const struct paint_cell *cell = &s->look.new[spot.column];
	struct state by = step(s, spot, PAINT_WRITE, cell->cells);

	spot.style = style_for(s, spot.style, cell, &by.cost);
	by.cost += cell->len;
	spot.column += cell->cells;
	if (cell->is_unsure || spot.column >= s->row->frame->columns)
		spot.place = LOST;
	if (spot.column <= s->look.columns)
		reach(s, spot, by);
}

static void repeat(struct search *s, struct spot spot)
{
	int count = s->look.alike[spot.column], most = s->row->frame->columns - 2 - spot.column;
	struct state by;

	if (count > most) /* libvterm takes a row that was repeated up to its last cell but one for full */
		count = most;
	if (count < 2)
		return;
	by = step(s, spot, PAINT_REPEAT, count);
	spot.style = style_for(s, spot.style, &s->look.new[spot.column], &by.cost);
	by.cost += paint_repeat(s->p, ' ', count, NULL);
	spot.column += count;
	reach(s, spot, by);
}

/* A code that leaves the cursor where it is, and a blank behind it. */
static struct state code(const struct search *s, struct spot *spot, enum paint_code code, int count)
{
	struct state by = step(s, *spot, PAINT_CODE, count);
	int before = s->styles[spot->style], then = paint_style_of_blanks(s->p, before);

	by.step.code = (unsigned char)code;
	by.cost += s->p->style_cost[before][then] + paint_code(s->p, code, count, NULL);
	spot->style = s->number_of[then];
	return by;
}

/* Some cells; then on to what is wrong behind them. */
static void erase(struct search *s, struct spot spot)
{
	int count = s->look.blanks[spot.column], at = spot.column;
	struct state by;

	if (count < 2 || s->look.wrong[spot.beyond][at] >= at + count)
		return;
	by = code(s, &spot, PAINT_ERASE, count);
	if (by.cost >= PAINT_NEVER)
		return;
	spot.column = at + count;
	if (s->look.wrong[spot.beyond][spot.column] < s->look.columns) {
		skip(s, at, spot, by);
		return;
	}
	spot.column = at;
	spot.place = DONE;
	reach(s, spot, by);
}

static void blank_beyond(struct search *s, struct spot spot, enum paint_beyond beyond, enum paint_code by)
{
	struct state state;

	if (spot.beyond >= beyond)
		return;
	state = code(s, &spot, by, 1);
	spot.beyond = beyond;
	reach(s, spot, state);
}

static void move_aside(struct search *s, struct spot spot)
{
	int by = s->look.moved_by;
	struct state state;

	if (by == 0 || spot.column != s->look.moved_at || spot.beyond != PAINT_BEYOND_KEPT)
		return;
	state = code(s, &spot, by < 0 ? PAINT_DELETE : PAINT_INSERT, abs(by));
	spot.beyond = PAINT_BEYOND_MOVED;
	reach(s, spot, state);
}

static void steps_from(struct search *s, struct spot spot)
{
	int wrong = s->look.wrong[spot.beyond][spot.column];

	if (s->look.new[spot.column].cells == 0 || spot.place == DONE)
		return;
	if (wrong < s->look.columns && (spot.place == LOST || wrong > spot.column))
		skip(s, spot.place == LOST ? -1 : spot.column, spot, step(s, spot, PAINT_SKIP, 0));
	if (spot.place == LOST || wrong > spot.column + PAINT_NEAR)
		return;
	write_cell(s, spot);
	repeat(s, spot);
	erase(s, spot);
	move_aside(s, spot);
	blank_beyond(s, spot, PAINT_BEYOND_ERASED, PAINT_ERASE_TO_END);
	if (s->row->may_clear)
		blank_beyond(s, spot, PAINT_BEYOND_CLEARED, PAINT_ERASE_BELOW);
}

/* --- into the row and on from it --- */

static const struct paint_way *way_of(const struct search *s, int number)
{
	return &s->from[number / PAINT_WAYS].at[number % PAINT_WAYS];
}

static void enter(struct search *s, int number)
{
	const struct paint_way *way = way_of(s, number);
	struct spot spot = { .beyond = number < PAINT_WAYS ? PAINT_BEYOND_KEPT : PAINT_BEYOND_CLEARED, .place = HERE };
	int wrong = s->look.wrong[spot.beyond][0], first = wrong > PAINT_NEAR ? wrong - PAINT_NEAR : 1;

	spot.style = s->number_of[way->style];
	for (; spot.column <= wrong && spot.column < s->look.columns; spot.column = spot.column ? spot.column + 1 : first) {
		struct state by = { .from = number, .step = { (short)s->row->row, (short)spot.column, 0, PAINT_ENTER, 0 } };

		by.cost = way->cost + paint_move(s->p, way->row, way->column, s->row->row, spot.column, NULL);
		if (s->look.new[spot.column].cells > 0)
			reach(s, spot, by);
	}
}

/* Adds the steps that led to a state to those that led to the row. */
static void trace(const struct search *s, int state, struct paint_way *way)
{
	const struct state *by = &s->states[state];
	struct spot from;

	if (by->step.deed == PAINT_ENTER) {
		const struct str *steps = &way_of(s, by->from)->steps;

		str_addn(&way->steps, steps->text ? steps->text : "", steps->len);
		paint_way_add(way, &by->step);
		return;
	}
	trace(s, by->from, way);
	paint_way_add(way, &by->step);
	from = spot_of(s, by->from);
	if (by->step.deed == PAINT_CODE && by->step.code == PAINT_ERASE && spot_of(s, state).column != from.column)
		paint_way_add(way, &(struct paint_step){ by->step.row, (short)spot_of(s, state).column, 0, PAINT_SKIP, 0 });
}

/* A state behind which nothing is wrong is a way on. */
static void leave(struct search *s, struct spot spot, int state)
{
	struct paint_ways *to = &s->to[spot.beyond == PAINT_BEYOND_CLEARED ? PAINT_CLEARED : PAINT_KEPT];
	struct paint_way way = { .cost = s->states[state].cost, .row = s->row->row, .column = spot.column, .style = s->styles[spot.style] };

	if (spot.place != DONE && s->look.wrong[spot.beyond][spot.column] < s->look.columns)
		return;
	if (!paint_ways_want(to, way.cost))
		return;
	if (spot.place == LOST)
		way.row = -1;
	trace(s, state, &way);
	paint_ways_take(to, &way);
}

/* --- the search --- */

static void use_style(struct search *s, int style)
{
	for (int i = 0; i < s->count; i++)
		if (s->styles[i] == style)
			return;
	s->number_of[style] = s->count;
	s->styles[s->count++] = style;
}

/* The styles that may come to be on the way. */
static void use_styles(struct search *s)
{
	use_style(s, 0);
	for (int i = 0; i < s->look.columns; i++)
		use_style(s, s->look.new[i].style);
	for (int below = 0; below < PAINT_BELOWS; below++)
		for (int i = 0; i < s->from[below].count; i++)
			use_style(s, s->from[below].at[i].style);
}

/* Does what it does to every spot that is reached, from left to right. */
static void walk(struct search *s, bool is_leaving)
{
	int count = (s->look.columns + is_leaving) * PAINT_BEYONDS * PLACES * s->count;

	for (int i = 0; i < count; i++) {
		if (s->states[i].cost >= PAINT_NEVER)
			continue;
		if (is_leaving)
			leave(s, spot_of(s, i), i);
		else
			steps_from(s, spot_of(s, i));
	}
}

void paint_row(struct painter *p, const struct paint_row *row, const struct paint_ways from[PAINT_BELOWS],
               struct paint_ways to[PAINT_BELOWS])
{
	struct search s = { .p = p, .row = row, .from = from, .to = to };
	int count;

	paint_look(&s.look, p, row, from[PAINT_KEPT].count > 0);
	use_styles(&s);
	count = (s.look.columns + 1) * PAINT_BEYONDS * PLACES * s.count;
	s.states = xcalloc((size_t)count, sizeof *s.states);
	for (int i = 0; i < count; i++)
		s.states[i].cost = PAINT_NEVER;
	for (int below = 0; below < PAINT_BELOWS; below++)
		for (int i = 0; i < from[below].count; i++)
			enter(&s, below * PAINT_WAYS + i);
	walk(&s, false);
	walk(&s, true);
	paint_look_release(&s.look);
	free(s.states);
}
