/* The painter: as few bytes as can be found from one frame to the next. */
#include "painter.h"

#include <stdlib.h>
#include <string.h>

#include "painter_parts.h"
#include "twinline/base/mem.h"

enum {
	FEW_BYTES = 40, /* so few are never fewer by clearing or scrolling */
	SCROLLS = 2     /* so many are tried, the most promising first */
};

/* --- through all rows --- */

/* Leads ways from row to row; to an empty set where a way goes over a row without need. */
static void paint_rows(struct painter *p, struct paint_row *row, struct paint_ways ways[PAINT_BELOWS])
{
	for (int i = 0; i < row->frame->rows; i++) {
		int number = row->is_upward ? row->frame->rows - 1 - i : i;
		const bool is_right[PAINT_BELOWS] = {
			[PAINT_KEPT] = paint_is_same_row(row->frame, number, row->shown, number),
			[PAINT_CLEARED] = paint_is_blank_row(row->frame, number),
		};
		struct paint_ways next[PAINT_BELOWS] = { 0 };

		row->row = number;

		for (int below = 0; below < PAINT_BELOWS; below++)
			if (is_right[below]) {
				next[below] = ways[below];
				ways[below] = (struct paint_ways){ 0 };
			}
		if (ways[PAINT_KEPT].count + ways[PAINT_CLEARED].count > 0)
			paint_row(p, row, ways, next);
		for (int below = 0; below < PAINT_BELOWS; below++) {
			paint_ways_release(&ways[below]);
			ways[below] = next[below];
		}
	}
}

/* What is to be reached, and the best way to it so far. */
struct search {
	struct painter *p;
	const struct paint_frame *frame;
	int row, column; /* where the cursor shall be */
	struct paint_way best;
	bool is_found;
};

/* Ends a way: plain, with the cursor in its place. Keeps it if it is the cheapest. */
static void finish(struct search *s, struct paint_way *way)
{
	int cost = way->cost + s->p->style_cost[way->style][0];
	struct paint_way *other = way;

	if (way->row != s->row || way->column != s->column)
		cost += paint_move(s->p, way->row, way->column, s->row, s->column, NULL);
	if (!s->is_found || cost < s->best.cost) {
		struct paint_way longer = s->best;

		s->best = *way;
		s->best.cost = cost;
		s->is_found = true;
		*other = longer;
	}
	str_release(&other->steps);
}

/* Looks for a cheaper way from what is shown, or is after a first step. */
static void look(struct search *s, struct paint_row *row, struct paint_ways ways[PAINT_BELOWS])
{
	row->frame = s->frame;
	row->bound = s->is_found ? s->best.cost : PAINT_NEVER;
	paint_rows(s->p, row, ways);
	for (int below = 0; below < PAINT_BELOWS; below++)
		for (int i = 0; i < ways[below].count; i++)
			finish(s, &ways[below].at[i]);
}

static void look_straight(struct search *s, bool may_clear)
{
	struct paint_row row = { .shown = &s->p->shown, .may_clear = may_clear };
	struct paint_way here = { .row = s->p->row, .column = s->p->column }, clear = { .cost = s->p->clear_cost };
	struct paint_ways ways[PAINT_BELOWS] = { 0 };

	if (s->p->is_known)
		paint_ways_take(&ways[PAINT_KEPT], &here);
	if (may_clear) {
		paint_way_add(&clear, &(struct paint_step){ .deed = PAINT_CLEAR });
		paint_ways_take(&ways[PAINT_CLEARED], &clear);
	}
	look(s, &row, ways);
}

/* A mark that goes up is shorter so. */
static void look_upward(struct search *s)
{
	struct paint_row row = { .shown = &s->p->shown, .is_upward = true };
	struct paint_way here = { .row = s->p->row, .column = s->p->column };
	struct paint_ways ways[PAINT_BELOWS] = { 0 };

	paint_ways_take(&ways[PAINT_KEPT], &here);
	look(s, &row, ways);
}

static void look_scrolled(struct search *s, const struct paint_scroll *scroll)
{
	struct paint_step step = { (short)scroll->top, (short)scroll->bottom, (short)scroll->up, PAINT_SCROLL, 0 };
	struct paint_way way = { .row = s->p->terminal->is_home_after_scroll ? 0 : -1 };
	struct paint_ways ways[PAINT_BELOWS] = { 0 };
	struct paint_frame shown;
	struct str bytes = { 0 };
	bool can = s->p->terminal->scroll(&bytes, s->frame->rows, scroll->top, scroll->bottom, scroll->up);

	way.cost = (int)bytes.len;
	str_release(&bytes);
	if (!can)
		return;
	paint_frame_init(&shown, s->frame->rows, s->frame->columns);
	paint_copy_rows(&shown, 0, &s->p->shown, 0, shown.rows);
	paint_scroll_frame(&shown, scroll);
	paint_way_add(&way, &step);
	paint_ways_take(&ways[PAINT_KEPT], &way);
	look(s, &(struct paint_row){ .shown = &shown, .may_clear = true }, ways);
	paint_frame_release(&shown);
}

/* About the bytes to write where nothing but moves is done. */
static int bytes_wrong(const struct paint_frame *shown, const struct paint_frame *frame)
{
	int bytes = 0;

	for (int i = 0; i < frame->rows * frame->columns; i++)
		if (!paint_is_same(&shown->at[i], &frame->at[i]))
			bytes += frame->at[i].len;
	return bytes;
}

static void search(struct search *s)
{
	bool has_much = !s->p->is_known || bytes_wrong(&s->p->shown, s->frame) > FEW_BYTES;
	struct paint_scroll scrolls[SCROLLS];
	int count = s->p->is_known && has_much ? paint_scrolls(&s->p->shown, s->frame, scrolls, SCROLLS) : 0;

	look_straight(s, has_much);
	if (!has_much)
		look_upward(s);
	for (int i = 0; i < count; i++)
		look_scrolled(s, &scrolls[i]);
}

/* --- a frame --- */

/* A copy of frame without its last cell, which is never written: it stays blank. */
static struct paint_frame copy_of(const struct paint_frame *frame)
{
	struct paint_frame copy;
	struct paint_cell *last;

	paint_frame_init(&copy, frame->rows, frame->columns);
	paint_copy_rows(&copy, 0, frame, 0, frame->rows);
	last = paint_frame_cell(&copy, frame->rows - 1, frame->columns - 1);
	if (last->cells == 0)
		last[-1] = (struct paint_cell){ .len = 1, .cells = 1, .bytes = " " };
	*last = (struct paint_cell){ .len = 1, .cells = 1, .bytes = " " };
	return copy;
}

/* What has no number. */
static void ask_other_costs(struct painter *p)
{
	struct str out = { 0 };

	p->terminal->clear(&out);
	p->clear_cost = (int)out.len;
	str_clear(&out);
	for (int from = 0; from < PAINT_STYLES_MAX; from++)
		for (int to = 0; to < PAINT_STYLES_MAX; to++) {
			if (from != to)
				p->terminal->style(&out, from, to);
			p->style_cost[from][to] = (int)out.len;
			str_clear(&out);
		}
	str_release(&out);
}

void painter_paint(struct painter *painter, const struct paint_frame *frame, int row, int column, struct str *out)
{
	struct paint_frame copy = copy_of(frame);
	struct search s = { .p = painter, .frame = &copy, .row = row, .column = column };

	if (painter->shown.rows != frame->rows || painter->shown.columns != frame->columns || !painter->costs) {
		painter->is_known = false;
		paint_frame_release(&painter->shown);
		paint_frame_init(&painter->shown, frame->rows, frame->columns);
		paint_ask_costs(painter, frame->rows, frame->columns);
		ask_other_costs(painter);
	}
	search(&s);
	paint_way_send(painter, &copy, &s.best, out);
	if (painter->row != row || painter->column != column)
		paint_move(painter, painter->column < 0 ? -1 : painter->row, painter->column, row, column, out);
	str_release(&s.best.steps);
	paint_frame_release(&painter->shown);
	painter->shown = copy;
	painter->row = row;
	painter->column = column;
	painter->is_known = true;
}

/* --- life --- */

void painter_init(struct painter *painter, const struct paint_terminal *terminal)
{
	*painter = (struct painter){ .terminal = terminal, .row = -1 };
}

void painter_release(struct painter *painter)
{
	paint_frame_release(&painter->shown);
	painter_forget(painter);
}

void painter_forget(struct painter *painter)
{
	painter->is_known = false;
	painter->row = -1;
	paint_forget_costs(painter);
}
