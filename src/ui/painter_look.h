/* What a row looks like and shall look like, for the search of the painter: runs that are alike, the next that is wrong. */
#ifndef TWINLINE_UI_PAINTER_LOOK_H
#define TWINLINE_UI_PAINTER_LOOK_H

#include "painter_parts.h"

/* What stands beyond a column: as before, moved aside, blank, and blank in all rows below too. */
enum paint_beyond { PAINT_BEYOND_KEPT, PAINT_BEYOND_MOVED, PAINT_BEYOND_ERASED, PAINT_BEYOND_CLEARED, PAINT_BEYONDS };

struct paint_look {
	int columns;                   /* that may be written */
	const struct paint_cell *new;
	short *wrong[PAINT_BEYONDS];   /* by column: the next one that is not right; columns: none */
	short *blanks, *alike;         /* by column: so many blanks, cells of one byte that are alike, begin here */
	int moved_at, moved_by;        /* blanks to insert there; cells to delete if negative; 0: nothing is to be moved aside */
	short *room;                   /* of all of them */
};

/* is_kept: there is a way that has kept what stands there, so that it may be moved aside. */
void paint_look(struct paint_look *look, struct painter *p, const struct paint_row *row, bool is_kept);
void paint_look_release(struct paint_look *look);

#endif
