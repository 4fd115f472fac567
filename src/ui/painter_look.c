/* What a row looks like and shall look like. */
#include "painter_look.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"

enum { ARRAYS = PAINT_BEYONDS + 2, ASIDE_MOST = 8 /* cells that go aside at once: about a word */ };

static const struct paint_cell blank = { .len = 1, .cells = 1, .bytes = " " };

/* A row before and after. */
struct change {
	const struct paint_cell *old, *new;
	int width, at; /* columns; the first that is wrong */
};

static const struct paint_cell *moved_cell(const struct change *c, int column, int by)
{
	int from = column - by;

	return column < c->at ? &c->old[column] : from < c->at || from >= c->width ? &blank : &c->old[from];
}

/* The bytes that need not be written if what stands from the first wrong column on goes aside, less those that then must. */
static int gain_of(const struct change *c, int by)
{
	int gain = 0;

	for (int i = c->at; i < c->width; i++)
		gain += c->new[i].len * (paint_is_same(&c->new[i], moved_cell(c, i, by)) - paint_is_same(&c->new[i], &c->old[i]));
	return gain;
}

static int bytes_wrong(const struct change *c)
{
	int bytes = 0;

	for (int i = c->at; i < c->width; i++)
		bytes += paint_is_same(&c->new[i], &c->old[i]) ? 0 : c->new[i].len;
	return bytes;
}

static bool is_of_plain_width(const struct change *c)
{
	for (int i = c->at; i < c->width; i++)
		if (c->new[i].cells != 1 || c->new[i].is_unsure || c->old[i].cells != 1 || c->old[i].is_unsure)
			return false;
	return true;
}

/*
 * Letters that come in or go in the middle of a line: what is behind them goes aside, where all of it is of plain width. Whether that is
 * worth its price is seen on the way.
 */
static int aside(struct painter *p, const struct change *c)
{
	int best = 0, by = 0;

	if (bytes_wrong(c) < paint_code(p, PAINT_INSERT, 1, NULL) || !is_of_plain_width(c)) /* a mark is written */
		return 0;
	for (int cells = 1; cells <= ASIDE_MOST && c->at + cells < c->width; cells++)
		for (int sign = -1; sign <= 1; sign += 2) {
			int gain = gain_of(c, sign * cells);

			if (gain > best) {
				best = gain;
				by = sign * cells;
			}
		}
	return by;
}

static void look_for_wrong(struct paint_look *look, enum paint_beyond beyond, const struct change *c)
{
	short *wrong = look->wrong[beyond];

	wrong[look->columns] = (short)look->columns;
	for (int i = look->columns - 1; i >= 0; i--) {
		const struct paint_cell *old = beyond == PAINT_BEYOND_KEPT    ? &c->old[i]
		                               : beyond == PAINT_BEYOND_MOVED ? moved_cell(c, i, look->moved_by)
		                                                              : &blank;

		wrong[i] = paint_is_same(&c->new[i], old) ? wrong[i + 1] : (short)i;
	}
}

static void look_for_runs(struct paint_look *look)
{
	for (int i = look->columns - 1; i >= 0; i--) {
		const struct paint_cell *cell = &look->new[i];
		bool goes_on = i + 1 < look->columns && cell->len == 1 && paint_is_same(cell, cell + 1);

		look->blanks[i] = (short)(paint_is_blank(cell) ? look->blanks[i + 1] + 1 : 0);
		look->alike[i] = (short)(goes_on ? look->alike[i + 1] + 1 : cell->len == 1);
	}
}

void paint_look(struct paint_look *look, struct painter *p, const struct paint_row *row, bool is_kept)
{
	int width = row->frame->columns;
	struct change c = { .old = paint_frame_cell(row->shown, row->row, 0), .new = paint_frame_cell(row->frame, row->row, 0), .width = width };
	size_t size = (size_t)width + 1;

	*look = (struct paint_look){ .columns = width, .new = c.new, .room = xcalloc(ARRAYS * size, sizeof *look->room) };
	for (int i = 0; i < PAINT_BEYONDS; i++)
		look->wrong[i] = look->room + (size_t)i * size;
	look->blanks = look->room + PAINT_BEYONDS * size;
	look->alike = look->blanks + size;
	if (row->row == row->frame->rows - 1) /* writing the last cell of all would scroll some terminals */
		look->columns--;
	look_for_wrong(look, PAINT_BEYOND_KEPT, &c);
	look_for_wrong(look, PAINT_BEYOND_ERASED, &c);
	look_for_wrong(look, PAINT_BEYOND_CLEARED, &c);
	c.at = look->moved_at = look->wrong[PAINT_BEYOND_KEPT][0];
	look->moved_by = is_kept && c.at < look->columns ? aside(p, &c) : 0;
	if (look->columns < width && !paint_is_same(&blank, moved_cell(&c, width - 1, look->moved_by)))
		look->moved_by = 0; /* the last cell of all cannot be put right */
	look_for_wrong(look, PAINT_BEYOND_MOVED, &c);
	look_for_runs(look);
}

void paint_look_release(struct paint_look *look)
{
	free(look->room);
}
