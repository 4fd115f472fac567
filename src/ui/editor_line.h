/*
 * One line of a field as it is seen: text that is kept in the order of reading, drawn and walked through in the order of its cells. A
 * paragraph goes in the direction of its first letter; one that goes the other way than the page begins at the other edge of the field.
 */
#ifndef TWINLINE_UI_EDITOR_LINE_H
#define TWINLINE_UI_EDITOR_LINE_H

#include "page.h"
#include "twinline/text/bidi.h"

/* Puts a line at (row, column) of width cells. cursor: bytes from its start to the cursor, which is put there too; -1: it is elsewhere. */
void editor_line_put(struct page *p, int row, int column, int width, const struct bidi_part *line, long cursor);

/* Where Left or Right leads: to another place of the line, or out of it. */
enum editor_way { EDITOR_WITHIN, EDITOR_BEFORE, EDITOR_BEHIND };

/*
 * Moves *at (bytes from the start of the line) to what stands beside it at the left or right. ends: its end is a place too, because the
 * paragraph ends there. Out of the line *at stays, and so it does where it is no place.
 */
enum editor_way editor_line_move(const struct bidi_part *line, bool ends, bool to_right, size_t *at);

#endif
