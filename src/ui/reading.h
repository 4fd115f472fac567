/*
 * Something to be read that is longer than the screen, with lines in it that do something: a page with its files, an activity with its
 * steps. It is built from parts, broken anew for each width, and slides; the cursor goes from item to item, else stands on the first line.
 */
#ifndef TWINLINE_UI_READING_H
#define TWINLINE_UI_READING_H

#include "face.h"
#include "twinline/text/markup.h"

enum reading_kind {
	READING_TEXT,  /* paragraphs */
	READING_QUOTE, /* the same, each row with its mark */
	READING_LABEL, /* a label and what belongs to it */
	READING_ITEM   /* the cursor comes here */
};

struct reading_part {
	enum reading_kind kind;
	enum page_style style;
	const char *label; /* of READING_LABEL, translated, borrowed */
	char *text;        /* safe; owned */
	bool gap;          /* an empty row stands before it */
};

struct reading_row { const char *label, *mark; int column, indent, item; enum page_style style; char *text; };

struct reading {
	struct reading_part *parts;
	int part_count;
	struct reading_row *rows;
	int row_count, cells; /* that rows were broken at; 0: not yet */
	int items;            /* how many there are */
	int at;               /* the item under the cursor, from 0; -1: none */
	int top, height;
	int below;            /* the screen's: rows at the foot of the page that are its own */
	bool gap;             /* before the next part */
	bool has_gaps;        /* the rows that are there have empty ones between parts */
};

/* Empties it; the cursor stays where it was, if there is such an item then. */
void reading_clear(struct reading *r);
void reading_release(struct reading *r);

/* The next part begins after an empty row. */
void reading_gap(struct reading *r);
/* Each takes its text, which is safe; NULL or "": nothing is added. */
void reading_add(struct reading *r, enum reading_kind kind, char *text_taken);
void reading_add_label(struct reading *r, const char *label, char *text_taken);
/* Adds a text with light markup (text/markup.h), its links numbered and listed after it. */
void reading_add_markup(struct reading *r, const char *text);

/* Draws it between title and hints; the cursor is put too. */
void reading_draw(struct reading *r, struct page *p);

/* Moves and slides; false if action is none of that. */
bool reading_act(struct reading *r, enum action action);

#endif
