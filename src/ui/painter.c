/* The painter: as few bytes as can be found from one frame to the next. */
#include "painter.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"

enum {
	NEVER = INT_MAX / 4,
	BACKSPACES_MAX = 3,
	SCROLL_ROWS_LEAST = 3 /* rows that must come to stand right before a scroll is tried */
};

/* --- frames --- */

static void blank(struct paint_cell *cell)
{
	*cell = (struct paint_cell){ .len = 1, .cells = 1, .bytes = " " };
}

void paint_frame_init(struct paint_frame *frame, int rows, int columns)
{
	*frame = (struct paint_frame){ .rows = rows, .columns = columns };
	frame->at = xcalloc((size_t)rows * (size_t)columns, sizeof *frame->at);
	for (int i = 0; i < rows * columns; i++)
		blank(&frame->at[i]);
}

void paint_frame_release(struct paint_frame *frame)
{
	free(frame->at);
	*frame = (struct paint_frame){ 0 };
}

struct paint_cell *paint_frame_cell(const struct paint_frame *frame, int row, int column)
{
	return &frame->at[row * frame->columns + column];
}

void paint_frame_put(struct paint_frame *frame, int row, int column, const char *bytes, size_t len, int cells, bool is_unsure)
{
	struct paint_cell *cell = paint_frame_cell(frame, row, column);

	*cell = (struct paint_cell){ .len = (unsigned char)len, .cells = (unsigned char)cells, .is_unsure = is_unsure };
	memcpy(cell->bytes, bytes, len);
	if (cells == 2)
		cell[1] = (struct paint_cell){ 0 };
}

static void copy_rows(const struct paint_frame *to, int to_row, const struct paint_frame *from, int from_row, int rows)
{
	memmove(paint_frame_cell(to, to_row, 0), paint_frame_cell(from, from_row, 0),
	        (size_t)rows * (size_t)to->columns * sizeof *to->at);
}

static bool is_same(const struct paint_cell *a, const struct paint_cell *b)
{
	return a->len == b->len && a->cells == b->cells && a->style == b->style && memcmp(a->bytes, b->bytes, a->len) == 0;
}

static bool is_blank(const struct paint_cell *cell)
{
	return cell->len == 1 && cell->bytes[0] == ' ' && cell->style == 0;
}

static bool is_same_row(const struct paint_frame *a, int a_row, const struct paint_frame *b, int b_row)
{
	for (int i = 0; i < a->columns; i++)
		if (!is_same(paint_frame_cell(a, a_row, i), paint_frame_cell(b, b_row, i)))
			return false;
	return true;
}

/* --- moving --- */

static int digits(int number)
{
	return number < 10 ? 1 : number < 100 ? 2 : 3;
}

static int go_cost(const struct painter *p, int row, int column)
{
	return p->go_cost + digits(row + 1) + digits(column + 1);
}

static int right_cost(const struct painter *p, int from, int column)
{
	return from < 0 || from >= column || p->right_cost < 0 ? NEVER : p->right_cost + digits(column - from);
}

static int absolute_cost(const struct painter *p, int row, int column)
{
	return p->column_cost < 0 ? go_cost(p, row, column) : p->column_cost + digits(column + 1);
}

/* To a column of the row that the cursor is in, at column from; -1: somewhere. */
static int column_cost(const struct painter *p, int row, int from, int column)
{
	int absolute = absolute_cost(p, row, column), right = right_cost(p, from, column);

	return right < absolute ? right : absolute;
}

static void to_column(struct painter *p, struct str *out, int from, int column)
{
	if (right_cost(p, from, column) < absolute_cost(p, p->row, column))
		p->terminal->right(out, column - from);
	else if (!p->terminal->to_column(out, column))
		p->terminal->go(out, p->row, column);
	p->column = column;
}

/* Bytes of a move down or up that keeps the column; NEVER if there is no such move. */
static int row_cost(const struct painter *p, int row)
{
	if (row >= p->row)
		return row == p->row ? 0 : p->terminal->has_line_feed ? row - p->row : NEVER;
	return row == p->row - 1 && p->up_cost >= 0 ? p->up_cost : NEVER;
}

/* Bytes of a move along the row that the cursor is in. */
static int along_cost(const struct painter *p, int row, int column)
{
	int absolute = column_cost(p, row, p->column, column);

	if (column == p->column)
		return 0;
	if (column == 0)
		return 1;
	if (column < p->column && p->column - column <= BACKSPACES_MAX && p->column - column < absolute)
		return p->column - column;
	return absolute;
}

static int move_cost(const struct painter *p, int row, int column)
{
	int absolute = go_cost(p, row, column), relative;

	if (p->row < 0)
		return absolute;
	relative = row_cost(p, row) + along_cost(p, row, column);
	return relative < absolute ? relative : absolute;
}

static void move(struct painter *p, struct str *out, int row, int column)
{
	bool is_relative = p->row >= 0 && row_cost(p, row) + along_cost(p, row, column) <= go_cost(p, row, column);
	int back = p->column - column;

	if (is_relative && row < p->row)
		p->terminal->up(out);
	for (int i = p->row; is_relative && i < row; i++)
		str_addc(out, '\n');
	p->row = row;
	if (!is_relative) {
		p->terminal->go(out, row, column);
	} else if (column == 0 && back != 0) {
		str_addc(out, '\r');
	} else if (back > 0 && back <= BACKSPACES_MAX && back < column_cost(p, row, p->column, column)) {
		for (int i = 0; i < back; i++)
			str_addc(out, '\b');
	} else if (back != 0) {
		to_column(p, out, p->column, column);
	}
	p->column = column;
}

static void set_style(struct painter *p, int style, struct str *out)
{
	if (style != p->style)
		p->terminal->style(out, p->style, style);
	p->style = style;
}

/* --- one row --- */

/*
 * Where the cursor is while all cells before a column stand right: not in the row yet; in it, somewhere before; at the column itself.
 */
enum place { OUTSIDE, BEFORE, HERE, PLACES };

/* How a state was reached. */
enum step { STEP_START, STEP_SKIP, STEP_MOVE, STEP_WRITE, STEP_ERASE };

struct state {
	int cost, from_column;
	enum place from_place;
	enum step step;
	int cursor; /* its column where the place is BEFORE; -1: somewhere in the row */
	int style;  /* what is written now looks like */
};

struct row_plan {
	const struct painter *p;
	const struct paint_frame *frame;
	int row, columns;             /* columns that may be written */
	struct state (*states)[PLACES]; /* columns + 1 of them */
	int end_column;               /* best: erase to the end from here; -1: no erasure at the end */
	enum place end_place;
};

/* Comes to a place by a step from state, unless that was cheaper before. */
static void reach(struct row_plan *plan, int column, enum place place, struct state state)
{
	if (state.cost < plan->states[column][place].cost)
		plan->states[column][place] = state;
}

/* The end of the blanks that begin at column. */
static int blanks_end(const struct row_plan *plan, int column)
{
	while (column < plan->columns && is_blank(paint_frame_cell(plan->frame, plan->row, column)))
		column++;
	return column;
}

static void steps_from(struct row_plan *plan, int column)
{
	const struct painter *p = plan->p;
	const struct paint_cell *cell = paint_frame_cell(plan->frame, plan->row, column);
	struct state *states = plan->states[column];
	int next = column + cell->cells, blanks = blanks_end(plan, column);

	if (cell->cells == 0)
		return; /* no state begins in the right half of a wide character */
	if (states[OUTSIDE].cost < NEVER) {
		int cost = states[OUTSIDE].cost + move_cost(p, plan->row, column);

		reach(plan, column, HERE, (struct state){ cost, column, OUTSIDE, STEP_MOVE, column, states[OUTSIDE].style });
	}
	if (states[BEFORE].cost < NEVER) {
		int cost = states[BEFORE].cost + column_cost(p, plan->row, states[BEFORE].cursor, column);

		reach(plan, column, HERE, (struct state){ cost, column, BEFORE, STEP_MOVE, column, states[BEFORE].style });
	}
	if (next <= plan->columns && is_same(cell, paint_frame_cell(&p->shown, plan->row, column))) {
		for (int place = OUTSIDE; place <= HERE; place++)
			reach(plan, next, place == OUTSIDE ? OUTSIDE : BEFORE,
			      (struct state){ states[place].cost, column, (enum place)place, STEP_SKIP, place == HERE ? column : states[place].cursor,
			                      states[place].style });
	}
	if (states[HERE].cost >= NEVER)
		return;
	if (next <= plan->columns) {
		bool is_lost = cell->is_unsure || next >= plan->frame->columns;
		int cost = states[HERE].cost + p->style_cost[states[HERE].style][cell->style] + cell->len;

		reach(plan, next, is_lost ? BEFORE : HERE,
		      (struct state){ cost, column, HERE, STEP_WRITE, is_lost ? -1 : next, cell->style });
	}
	if (blanks > column + 1 && p->erase_cost >= 0) {
		int cost = states[HERE].cost + p->style_cost[states[HERE].style][0] + p->erase_cost + digits(blanks - column);

		reach(plan, blanks, BEFORE, (struct state){ cost, column, HERE, STEP_ERASE, column, 0 });
	}
}

/* Finds the cheapest way through the row and how it ends. */
static int plan_row(struct row_plan *plan)
{
	int best = NEVER;

	for (int i = 0; i <= plan->columns; i++)
		for (int place = 0; place < PLACES; place++)
			plan->states[i][place] = (struct state){ .cost = NEVER };
	plan->states[0][OUTSIDE] = (struct state){ .cost = 0, .step = STEP_START, .style = plan->p->style };
	plan->end_column = -1;
	for (int i = 0; i < plan->columns; i++) {
		int to_end;

		steps_from(plan, i);
		to_end = plan->states[i][HERE].cost;
		if (to_end < NEVER)
			to_end += plan->p->style_cost[plan->states[i][HERE].style][0] + plan->p->end_cost;
		if (plan->p->end_cost >= 0 && to_end < best && blanks_end(plan, i) == plan->columns) {
			best = to_end;
			plan->end_column = i;
		}
	}
	for (int place = 0; place < PLACES; place++) {
		if (plan->states[plan->columns][place].cost <= best) {
			best = plan->states[plan->columns][place].cost;
			plan->end_column = -1;
			plan->end_place = (enum place)place;
		}
	}
	return best;
}

/* Sends the way that leads to a state, from the row's beginning on. */
static void send_way(const struct row_plan *plan, struct painter *p, int column, enum place place, struct str *out)
{
	const struct state *state = &plan->states[column][place];
	const struct paint_cell *cell = paint_frame_cell(plan->frame, plan->row, state->from_column);

	if (state->step == STEP_START)
		return;
	send_way(plan, p, state->from_column, state->from_place, out);
	switch (state->step) {
	case STEP_MOVE:
		if (state->from_place == OUTSIDE)
			move(p, out, plan->row, column);
		else
			to_column(p, out, plan->states[column][BEFORE].cursor, column);
		break;
	case STEP_WRITE:
		set_style(p, cell->style, out);
		str_addn(out, cell->bytes, cell->len);
		p->column = column;
		break;
	case STEP_ERASE:
		set_style(p, 0, out);
		p->terminal->erase(out, column - state->from_column);
		break;
	case STEP_START:
	case STEP_SKIP:
		break;
	}
}

/* True if the cursor of a finished row is where the plan says; not behind its last cell or one of unsure width. */
static bool is_cursor_sure(const struct row_plan *plan, const struct painter *p)
{
	if (p->column >= plan->frame->columns)
		return false;
	for (int i = 0; i < p->column; i++)
		if (paint_frame_cell(plan->frame, plan->row, i)->is_unsure)
			return false;
	return true;
}

static void paint_row(struct painter *p, const struct paint_frame *frame, int row, struct state (*states)[PLACES], struct str *out)
{
	struct row_plan plan = { .p = p, .frame = frame, .row = row, .columns = frame->columns, .states = states };
	size_t before = out->len;

	if (is_same_row(frame, row, &p->shown, row))
		return;
	if (row == frame->rows - 1) { /* writing the last cell of all would scroll some terminals */
		plan.columns--;
		if (plan.columns > 0 && paint_frame_cell(frame, row, plan.columns)->cells == 0)
			plan.columns--;
	}
	plan_row(&plan);
	if (plan.end_column >= 0) {
		send_way(&plan, p, plan.end_column, HERE, out);
		set_style(p, 0, out);
		p->terminal->erase_to_end(out);
	} else {
		send_way(&plan, p, plan.columns, plan.end_place, out);
	}
	if (out->len > before && !is_cursor_sure(&plan, p))
		p->row = -1;
}

/* --- a whole frame --- */

/* One way to paint: the bytes so far, what the screen shows then, and where the cursor is. */
struct attempt {
	struct painter painter;
	struct str bytes;
};

static void begin_attempt(struct attempt *attempt, const struct painter *p)
{
	*attempt = (struct attempt){ .painter = *p };
	paint_frame_init(&attempt->painter.shown, p->shown.rows, p->shown.columns);
}

static void finish_attempt(struct attempt *attempt, const struct paint_frame *frame, int row, int column)
{
	struct state (*states)[PLACES] = xcalloc((size_t)frame->columns + 1, sizeof *states);

	for (int i = 0; i < frame->rows; i++)
		paint_row(&attempt->painter, frame, i, states, &attempt->bytes);
	set_style(&attempt->painter, 0, &attempt->bytes);
	if (attempt->painter.row != row || attempt->painter.column != column)
		move(&attempt->painter, &attempt->bytes, row, column);
	free(states);
}

static void drop_attempt(struct attempt *attempt)
{
	paint_frame_release(&attempt->painter.shown);
	str_release(&attempt->bytes);
}

static void attempt_straight(struct attempt *attempt, const struct painter *p)
{
	begin_attempt(attempt, p);
	copy_rows(&attempt->painter.shown, 0, &p->shown, 0, p->shown.rows);
}

static void attempt_cleared(struct attempt *attempt, const struct painter *p)
{
	begin_attempt(attempt, p);
	p->terminal->clear(&attempt->bytes);
	attempt->painter.row = attempt->painter.column = 0;
}

/* Rows of the body that would stand right after it went up so many rows, less those that do so already. */
static int rows_gained(const struct painter *p, const struct paint_frame *frame, int up)
{
	int gained = 0;

	for (int row = 1; row < frame->rows - 1; row++) {
		if (is_same_row(frame, row, &p->shown, row))
			gained--;
		if (row + up >= 1 && row + up < frame->rows - 1 && is_same_row(frame, row, &p->shown, row + up))
			gained++;
	}
	return gained;
}

/* Scrolls the body, title and last line left alone, where that brings rows to their places; false if it does not. */
static bool attempt_scrolled(struct attempt *attempt, const struct painter *p, const struct paint_frame *frame)
{
	int body = frame->rows - 2, best = SCROLL_ROWS_LEAST - 1, up = 0;
	struct paint_frame *shown = &attempt->painter.shown;

	for (int by = 1 - body; by < body; by++) {
		int gained = by ? rows_gained(p, frame, by) : 0;

		if (gained > best) {
			best = gained;
			up = by;
		}
	}
	if (!up)
		return false;
	begin_attempt(attempt, p);
	if (!p->terminal->scroll(&attempt->bytes, frame, 1, frame->rows - 2, up)) {
		drop_attempt(attempt);
		return false;
	}
	copy_rows(shown, 0, &p->shown, 0, 1);
	copy_rows(shown, frame->rows - 1, &p->shown, frame->rows - 1, 1);
	if (up > 0)
		copy_rows(shown, 1, &p->shown, 1 + up, body - up);
	else
		copy_rows(shown, 1 - up, &p->shown, 1, body + up);
	attempt->painter.row = -1;
	return true;
}

/* Takes the shorter of two finished ways into best and drops the other. */
static void keep_shorter(struct attempt *best, struct attempt *other)
{
	if (other->bytes.len < best->bytes.len) {
		struct attempt longer = *best;

		*best = *other;
		*other = longer;
	}
	drop_attempt(other);
}

void painter_paint(struct painter *painter, const struct paint_frame *frame, int row, int column, struct str *out)
{
	bool is_known = painter->is_known && painter->shown.rows == frame->rows && painter->shown.columns == frame->columns;
	struct attempt best, other;

	if (!is_known) {
		paint_frame_release(&painter->shown);
		paint_frame_init(&painter->shown, frame->rows, frame->columns);
		attempt_cleared(&best, painter);
		finish_attempt(&best, frame, row, column);
	} else {
		attempt_straight(&best, painter);
		finish_attempt(&best, frame, row, column);
		if (best.bytes.len > (size_t)painter->shown.columns) { /* a few changed cells are never cheaper otherwise */
			attempt_cleared(&other, painter);
			finish_attempt(&other, frame, row, column);
			keep_shorter(&best, &other);
			if (attempt_scrolled(&other, painter, frame)) {
				finish_attempt(&other, frame, row, column);
				keep_shorter(&best, &other);
			}
		}
	}
	str_addn(out, best.bytes.text ? best.bytes.text : "", best.bytes.len);
	copy_rows(&painter->shown, 0, frame, 0, frame->rows);
	painter->row = row;
	painter->column = column;
	painter->is_known = true;
	drop_attempt(&best);
}

/* --- life --- */

/* Bytes that a capability adds beside so many digits; -1 if the terminal lacks it. */
static int bytes_beside(bool can, struct str *out, int digit_count)
{
	int bytes = can ? (int)out->len - digit_count : -1;

	str_clear(out);
	return bytes;
}

static void price_styles(struct painter *painter)
{
	struct str out = { 0 };

	for (int from = 0; from < PAINT_STYLES_MAX; from++)
		for (int to = 0; to < PAINT_STYLES_MAX; to++) {
			if (from != to)
				painter->terminal->style(&out, from, to);
			painter->style_cost[from][to] = (int)out.len;
			str_clear(&out);
		}
	str_release(&out);
}

void painter_init(struct painter *painter, const struct paint_terminal *terminal)
{
	struct str out = { 0 };

	*painter = (struct painter){ .terminal = terminal, .row = -1 };
	painter->go_cost = bytes_beside(terminal->go(&out, 0, 0), &out, 2);
	painter->column_cost = bytes_beside(terminal->to_column(&out, 0), &out, 1);
	painter->right_cost = bytes_beside(terminal->right(&out, 1), &out, 1);
	painter->erase_cost = bytes_beside(terminal->erase(&out, 1), &out, 1);
	painter->end_cost = bytes_beside(terminal->erase_to_end(&out), &out, 0);
	painter->up_cost = bytes_beside(terminal->up(&out), &out, 0);
	str_release(&out);
	price_styles(painter);
}

void painter_release(struct painter *painter)
{
	paint_frame_release(&painter->shown);
}

void painter_forget(struct painter *painter)
{
	painter->is_known = false;
	painter->row = -1;
	price_styles(painter);
}
