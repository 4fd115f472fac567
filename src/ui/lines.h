/* A page of labelled lines to read: each is wrapped, the cursor goes from row to row, and a narrow page puts the label before the text. */
#ifndef TWINLINE_UI_LINES_H
#define TWINLINE_UI_LINES_H

#include "action.h"
#include "page.h"

struct lines_row { const char *label; char *text; };

struct lines {
	struct lines_row *items; /* whole, as they were added */
	int item_count;
	struct lines_row *rows;  /* as they are broken for a page of this width */
	int row_count, width;
	int at, top, height;
};

/* Adds a line; label is N_() and stays the caller's, "" for one that says by itself what it is. Nothing where text is empty or NULL. */
void lines_add(struct lines *l, const char *label, char *text_taken);
/* Takes all lines away, before they are added anew; the cursor stays on its row. */
void lines_clear(struct lines *l);
void lines_release(struct lines *l);

/* Draws them between the title and the hints. */
void lines_draw(struct lines *l, struct page *p);

/* Does a movement; false if action is none. */
bool lines_act(struct lines *l, enum action action);

#endif
