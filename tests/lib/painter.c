/* A near-optimal painter: how few bytes lead a terminal of the xterm kind from one frame to another. */
#include "lib/painter.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/painter_codes.h"
#include "twinline/base/mem.h"

enum { NEVER = INT_MAX / 4, PENS = 16, ERASE_LINE = 3, ERASE_BELOW = 3, CLEAR = 6 };

/* --- one row --------------------------------------------------------------------------------- */

/* Costs by column (0 to cols) and pen; what stands right of the column is as before, or blank. */
struct costs {
	int at[PENS];
};

struct row {
	const struct painter_kind *kind;
	const struct cell *old, *new;
	int cols, pens;
	const uint32_t *pen;
	struct costs *kept, *erased; /* [cols + 1] each */
	bool *rest_same, *rest_blank; /* [cols + 1] each: nothing more to do; blank from here on */
};

static void row_look(struct row *r)
{
	r->rest_same[r->cols] = r->rest_blank[r->cols] = true;
	for (int col = r->cols - 1; col >= 0; col--) {
		r->rest_same[col] = r->rest_same[col + 1] && cell_equal(&r->old[col], &r->new[col]);
		r->rest_blank[col] = r->rest_blank[col + 1] && cell_is_blank(&r->new[col]);
	}
}

static void relax(struct costs *to, int pen, int cost)
{
	to->at[pen] = least(to->at[pen], cost);
}

/* How many equal cells of one byte begin at col. */
static int run_length(const struct row *r, int col)
{
	int end = col + 1;
	while (end < r->cols && r->new[col].len == 1 && cell_equal(&r->new[end], &r->new[col]))
		end++;
	return end - col;
}

/* From one column on, with what is right of it as before (erased: false) or blank. */
static void row_step(struct row *r, struct costs *layer, int col, bool erased)
{
	struct costs *here = &layer[col];
	for (int a = 0; a < r->pens; a++)
		for (int b = 0; b < r->pens; b++)
			if (r->pen[b] == r->new[col].attributes || r->pen[b] == 0)
				relax(here, b, here->at[a] + painter_pen(r->pen[a], r->pen[b]));
	int run = run_length(r, col), blank = 0;
	while (col + blank < r->cols && cell_is_blank(&r->new[col + blank]))
		blank++;
	for (int pen = 0; pen < r->pens; pen++) {
		int cost = here->at[pen];
		if (cost >= NEVER)
			continue;
		if (r->pen[pen] == r->new[col].attributes) {
			relax(&layer[least(col + r->new[col].width, r->cols)], pen, cost + r->new[col].len);
			for (int n = 2; r->kind->repeats && n < run; n++) /* REP */
				relax(&layer[col + 1 + n], pen, cost + 1 + counted(n));
		}
		for (int n = 1; r->kind->erases && n <= blank && r->pen[pen] == 0 && col + n < r->cols; n++) /* ECH */
			relax(&layer[col + n], pen, cost + counted(n) + painter_along(r->kind, r->cols, col, col + n));
		for (int to = col; to < r->cols; to++) { /* skip what is right already */
			if (!(erased ? cell_is_blank(&r->new[to]) : cell_equal(&r->old[to], &r->new[to])))
				break;
			if (to + 1 < r->cols && r->new[to + 1].width)
				relax(&layer[to + 1], pen, cost + painter_along(r->kind, r->cols, col, to + 1));
		}
		if (!erased && r->pen[pen] == 0)
			relax(&r->erased[col], pen, cost + ERASE_LINE);
	}
}

static void row_paint(struct row *r)
{
	for (int col = 0; col < r->cols; col++)
		if (r->new[col].width)
			row_step(r, r->kept, col, false);
	for (int col = 0; col < r->cols; col++)
		if (r->new[col].width)
			row_step(r, r->erased, col, true);
}

/* --- the frame ------------------------------------------------------------------------------- */

struct painter {
	const struct painter_kind *kind;
	const struct frame *before, *after;
	uint32_t pen[PENS];
	int pens;
	struct costs *at;  /* [cols + 1]: the cheapest way to be there in the row painted last */
	int at_row;
	int best;          /* the cheapest way found to be done with everything */
};

static void find_pens(struct painter *p)
{
	p->pens = 1; /* the terminal's own comes first */
	for (int i = 0; i < p->after->rows * p->after->cols; i++) {
		int pen = 0;
		while (pen < p->pens && p->pen[pen] != p->after->cells[i].attributes)
			pen++;
		if (pen == PENS)
			bug("more than %d pens in a frame", PENS);
		if (pen == p->pens)
			p->pen[p->pens++] = p->after->cells[i].attributes;
	}
}

static void clear_costs(struct costs *costs, int count)
{
	for (int i = 0; i < count; i++)
		for (int pen = 0; pen < PENS; pen++)
			costs[i].at[pen] = NEVER;
}

/* All is right once the cursor goes home from col in row: is that the best so far? */
static void finish(struct painter *p, int row, int col, int pen, int cost)
{
	cost += painter_pen(p->pen[pen], 0) +
	        painter_move(p->kind, p->after->cols, row, col, p->after->cursor_row, p->after->cursor_col);
	p->best = least(p->best, cost);
}

static bool blank_below(const struct frame *frame, int row)
{
	for (int i = (row + 1) * frame->cols; i < frame->rows * frame->cols; i++)
		if (!cell_is_blank(&frame->cells[i]))
			return false;
	return true;
}

/* Ways into the row: from every place that the last one may have ended at. */
static void enter_row(struct painter *p, struct row *r, int row)
{
	clear_costs(r->kept, r->cols + 1);
	clear_costs(r->erased, r->cols + 1);
	for (int from = 0; from <= r->cols; from++)
		for (int to = 0; to < r->cols; to++) {
			if (!r->new[to].width)
				continue;
			int move = painter_move(p->kind, r->cols, p->at_row, from, row, to);
			for (int pen = 0; pen < p->pens; pen++)
				if (p->at[from].at[pen] < NEVER)
					relax(&r->kept[to], pen, p->at[from].at[pen] + move);
			if (!cell_equal(&r->old[to], &r->new[to]))
				break; /* what differs may not be jumped over */
		}
}

static void leave_row(struct painter *p, struct row *r, int row)
{
	bool below = blank_below(p->after, row);
	clear_costs(p->at, r->cols + 1);
	p->at_row = row;
	for (int col = 0; col <= r->cols; col++)
		for (int pen = 0; pen < p->pens; pen++) {
			if (r->rest_same[col])
				relax(&p->at[col], pen, r->kept[col].at[pen]);
			if (r->rest_blank[col])
				relax(&p->at[col], pen, r->erased[col].at[pen]);
			if (r->rest_blank[col] && below && r->pen[pen] == 0 && r->kept[col].at[pen] < NEVER && col < r->cols)
				finish(p, row, col, pen, r->kept[col].at[pen] + ERASE_BELOW);
		}
}

static int paint(const struct painter_kind *kind, const struct frame *before, const struct frame *after)
{
	int cols = after->cols;
	struct painter p = { .kind = kind, .before = before, .after = after, .best = NEVER, .at_row = before->cursor_row };
	p.at = xcalloc((size_t)cols + 1, sizeof *p.at);
	find_pens(&p);
	clear_costs(p.at, cols + 1);
	p.at[before->cursor_col].at[0] = 0;
	struct row r = { .kind = kind, .cols = cols, .pens = p.pens, .pen = p.pen };
	r.kept = xcalloc((size_t)cols + 1, sizeof *r.kept);
	r.erased = xcalloc((size_t)cols + 1, sizeof *r.erased);
	r.rest_same = xcalloc((size_t)cols + 1, sizeof *r.rest_same);
	r.rest_blank = xcalloc((size_t)cols + 1, sizeof *r.rest_blank);
	for (int row = 0; row < after->rows; row++) {
		r.old = frame_cell(before, row, 0);
		r.new = frame_cell(after, row, 0);
		row_look(&r);
		if (r.rest_same[0])
			continue;
		enter_row(&p, &r, row);
		row_paint(&r);
		leave_row(&p, &r, row);
	}
	for (int col = 0; col <= cols; col++)
		for (int pen = 0; pen < p.pens; pen++)
			if (p.at[col].at[pen] < NEVER)
				finish(&p, p.at_row, col, pen, p.at[col].at[pen]);
	free(p.at);
	free(r.kept);
	free(r.erased);
	free(r.rest_same);
	free(r.rest_blank);
	return p.best;
}

/* --- scrolling ------------------------------------------------------------------------------- */

static bool row_equal(const struct frame *a, int row, const struct frame *b, int other)
{
	for (int col = 0; col < a->cols; col++)
		if (!cell_equal(frame_cell(a, row, col), frame_cell(b, other, col)))
			return false;
	return true;
}

/* The rows from top to bottom moved up by shift (down, if it is negative); what comes in is blank. */
static struct frame scrolled(const struct frame *before, int top, int bottom, int shift)
{
	struct frame frame = frame_copy(before), blank = frame_blank(1, before->cols);
	size_t size = (size_t)before->cols * sizeof *frame.cells;
	for (int row = top; row <= bottom; row++) {
		int from = row + shift;
		memcpy(frame_cell(&frame, row, 0),
		       from >= top && from <= bottom ? frame_cell(before, from, 0) : blank.cells, size);
	}
	frame.cursor_row = frame.cursor_col = 0; /* where setting the region leaves it */
	frame_release(&blank);
	return frame;
}

/* The cheapest with one scroll by shift, over the widest region that has rows to move; NEVER if there are none. */
static int paint_scrolled(const struct painter_kind *kind, const struct frame *before, const struct frame *after, int shift)
{
	int top = -1, bottom = -1, rows = after->rows;
	for (int row = 0; row < rows; row++) {
		int from = row + shift;
		if (from < 0 || from >= rows || row_equal(after, row, before, row) || !row_equal(after, row, before, from))
			continue;
		if (top < 0)
			top = least(row, from);
		bottom = row > from ? row : from;
	}
	if (top < 0)
		return NEVER;
	int region = 4 + digits(top + 1) + digits(bottom + 1), count = shift < 0 ? -shift : shift;
	struct frame moved = scrolled(before, top, bottom, shift);
	/* ESC [ top ; bottom r, then ESC [ count S or T, or to the edge and LF or RI as often, ESC [ r */
	int edge = 4 + digits((shift < 0 ? top : bottom) + 1) + 1, lines = edge + (shift < 0 ? 2 : 1) * count;
	int cost = region + least(lines, kind->scrolls_many ? counted(count) : lines) + 3 + paint(kind, &moved, after);
	frame_release(&moved);
	return cost;
}

size_t painter_bytes(const struct painter_kind *kind, const struct frame *before, const struct frame *after)
{
	struct frame blank = frame_blank(after->rows, after->cols);
	int cost = least(paint(kind, before, after), CLEAR + paint(kind, &blank, after));
	for (int shift = 1 - after->rows; shift < after->rows; shift++)
		if (shift != 0)
			cost = least(cost, paint_scrolled(kind, before, after, shift));
	frame_release(&blank);
	return (size_t)cost;
}
