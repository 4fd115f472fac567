/*
 * One line of a field as it is seen: text that is kept in the order of reading, drawn and walked through in the order of its cells. A
 * paragraph goes in the direction of its first letter; one that goes the other way than the page begins at the other edge of the field.
 */
#ifndef TWINLINE_UI_EDITOR_LINE_H
#define TWINLINE_UI_EDITOR_LINE_H

#include "page.h"
#include "twinline/text/bidi.h"

/* The cells that a line is put into. */
struct editor_cells {
	int row, column, width;
	bool keeps_edge; /* text that goes the other way begins at the edge of the page all the same: the only line of a field */
};

/* Puts a line. cursor: bytes from its start to the cursor, which is put there too; -1: it is elsewhere. */
void editor_line_put(struct page *p, const struct editor_cells *where, const struct bidi_part *line, long cursor);

/* Where Left or Right leads: to another place of the line, or out of it. */
enum editor_way { EDITOR_WITHIN, EDITOR_BEFORE, EDITOR_BEHIND };

/*
 * Moves *at (bytes from the start of the line) to what stands beside it at the left or right. ends: its end is a place too, because the
 * paragraph ends there. Out of the line *at stays, and so it does where it is no place.
 */
enum editor_way editor_line_move(const struct bidi_part *line, bool ends, bool to_right, size_t *at);

#endif
