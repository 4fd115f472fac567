/* A sheet from inside, for sheet*.c: its lines, and its draft. Screens see sheet.h. */
#ifndef TWINLINE_UI_SHEET_DRAFT_H
#define TWINLINE_UI_SHEET_DRAFT_H

#include "sheet.h"

/* --- lines, by their place --- */
const struct sheet_line *sheet_line_at(const struct sheet *sheet, int at);
bool sheet_stands(const struct sheet *sheet, int at);
bool sheet_is_typed_in(const struct sheet *sheet, int at);
bool sheet_is_empty(const struct sheet *sheet, int at);
/* The first line that stands there; by -1: the last one. */
int sheet_end_line(const struct sheet *sheet, int by);

/* The cursor goes to a line, and into its field where there is one and typing is wanted. */
void sheet_go_to(struct view *view, struct sheet *sheet, int at, bool typing);

/*
 * Reads what is typed in a line: into the body, or into what is wrong with it. True if it cannot be sent; a note of the screen's own need
 * not keep it from that.
 */
bool sheet_read_line(struct sheet *sheet, int at);

/* --- the draft --- */
/* Writes it as the sheet is now. Returns 0, or -1 and the cause is shown. */
int sheet_keep(struct face *face, struct sheet *sheet);
/* Another face writes it now: what it wrote stands here, and nothing can be typed. */
void sheet_show_as_kept(struct face *face, struct view *view, struct sheet *sheet);

#endif
