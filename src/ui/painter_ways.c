/* Ways through the rows of a frame: the few cheapest are kept, the cheapest is sent. */
#include <string.h>

#include "painter_parts.h"

/* What is written cell after cell is one step. */
static bool goes_on(const struct paint_step *last, const struct paint_step *step)
{
	return last->deed == PAINT_WRITE && step->deed == PAINT_WRITE && last->row == step->row && last->column + last->count == step->column;
}

void paint_way_add(struct paint_way *way, const struct paint_step *step)
{
	struct paint_step last;

	if (way->steps.len > 0) {
		char *at = way->steps.text + way->steps.len - sizeof last;

		memcpy(&last, at, sizeof last);
		if (goes_on(&last, step)) {
			last.count = (short)(last.count + step->count);
			memcpy(at, &last, sizeof last);
			return;
		}
	}
	str_addn(&way->steps, (const char *)step, sizeof *step);
}

static void drop(struct paint_ways *ways, int at)
{
	str_release(&ways->at[at].steps);
	memmove(&ways->at[at], &ways->at[at + 1], (size_t)(ways->count - at - 1) * sizeof ways->at[at]);
	ways->count--;
}

bool paint_ways_want(const struct paint_ways *ways, int cost)
{
	if (ways->count > 0 && cost > ways->at[0].cost + PAINT_NEAR)
		return false;
	return ways->count < PAINT_WAYS || cost < ways->at[PAINT_WAYS - 1].cost;
}

void paint_ways_take(struct paint_ways *ways, struct paint_way *way)
{
	int at = 0;

	for (int i = 0; i < ways->count; i++) {
		const struct paint_way *other = &ways->at[i];

		if (other->row != way->row || other->column != way->column || other->style != way->style)
			continue;
		if (other->cost <= way->cost) {
			str_release(&way->steps);
			return;
		}
		drop(ways, i);
		break;
	}
	if (ways->count == PAINT_WAYS)
		drop(ways, PAINT_WAYS - 1);
	while (at < ways->count && ways->at[at].cost <= way->cost)
		at++;
	memmove(&ways->at[at + 1], &ways->at[at], (size_t)(ways->count - at) * sizeof ways->at[at]);
	ways->at[at] = *way;
	ways->count++;
	*way = (struct paint_way){ 0 };
}

void paint_ways_release(struct paint_ways *ways)
{
	while (ways->count > 0)
		drop(ways, ways->count - 1);
}

/* --- sending --- */

int paint_style_of_blanks(const struct painter *p, int style)
{
	return p->terminal->styles_of_blanks >> style & 1 ? 0 : style;
}

static void change_style(struct painter *p, int to, struct str *out)
{
	if (p->style != to)
		p->terminal->style(out, p->style, to);
	p->style = to;
}

static void style_for(struct painter *p, const struct paint_cell *cell, struct str *out)
{
	change_style(p, paint_is_blank(cell) ? paint_style_of_blanks(p, p->style) : cell->style, out);
}

static void write_cells(struct painter *p, const struct paint_frame *frame, const struct paint_step *step, struct str *out)
{
	p->column = step->column;
	for (int i = step->column; i < step->column + step->count; i++) {
		const struct paint_cell *cell = paint_frame_cell(frame, step->row, i);

		if (cell->cells == 0)
			continue;
		style_for(p, cell, out);
		str_addn(out, cell->bytes, cell->len);
		p->column = cell->is_unsure || i + cell->cells >= frame->columns ? -1 : i + cell->cells;
	}
}

static void send_step(struct painter *p, const struct paint_frame *frame, const struct paint_step *step, struct str *out)
{
	const struct paint_cell *cell = paint_frame_cell(frame, step->row, step->column);

	switch ((enum paint_deed)step->deed) {
	case PAINT_CLEAR:
		p->terminal->clear(out);
		p->row = p->column = 0;
		break;
	case PAINT_SCROLL:
		p->terminal->scroll(out, frame->rows, step->row, step->column, step->count);
		p->row = p->terminal->is_home_after_scroll ? 0 : -1;
		p->column = 0;
		break;
	case PAINT_ENTER:
		paint_move(p, p->column < 0 ? -1 : p->row, p->column, step->row, step->column, out);
		p->row = step->row;
		p->column = step->column;
		break;
	case PAINT_SKIP:
		paint_along(p, step->row, p->column, step->column, out);
		p->column = step->column;
		break;
	case PAINT_WRITE:
		write_cells(p, frame, step, out);
		break;
	case PAINT_REPEAT:
		style_for(p, cell, out);
		paint_repeat(p, cell->bytes[0], step->count, out);
		p->column = step->column + step->count;
		break;
	case PAINT_CODE:
		change_style(p, paint_style_of_blanks(p, p->style), out);
		paint_code(p, (enum paint_code)step->code, step->count, out);
		break;
	}
}

void paint_way_send(struct painter *p, const struct paint_frame *frame, const struct paint_way *way, struct str *out)
{
	for (size_t at = 0; at < way->steps.len; at += sizeof(struct paint_step)) {
		struct paint_step step;

		memcpy(&step, way->steps.text + at, sizeof step);
		send_step(p, frame, &step, out);
	}
	change_style(p, 0, out);
}
