/* The model of somebody's page, and its drawing: for person*.c. */
#ifndef TWINLINE_UI_PERSON_PAGE_H
#define TWINLINE_UI_PERSON_PAGE_H

#include "person_lines.h"
#include "words.h"

/* One row of the page: a part of a line. */
struct person_row { int line, indent; char *text; };

struct person_page {
	struct person_about about;
	struct person_line lines[PERSON_LINES_MAX];
	int line_count;
	struct person_row *rows;
	int row_count, cells;      /* cells that rows were broken at; 0: not yet */
	bool is_narrow;            /* as the lines were made */
	enum words_letters letters; /* and these */
	int selected, top, height; /* the line of the cursor; the first row; rows as last drawn */
	bool is_school_asked;
	bool is_me;
	enum relation relation;    /* what the last line offers goes by both */
};

void person_page_draw(struct face *face, struct view *view, struct page *p);

/* Frees lines and rows; they are made again when they are drawn. */
void person_page_release(struct person_page *page);

/* Moves the part that shows by so many rows, at most to the ends. */
void person_page_slide(struct person_page *page, int rows);

/* Lets it show the line of the cursor, whole where it fits. */
void person_page_show_selected(struct person_page *page);

/* True if the page was opened from the list of partners, and goes on in it. below: the view below; NULL: none. */
bool person_is_from_partners(struct view *below);

/*
 * Fills card (of type, zeroed) with what is kept of the record with this id; false if it is not here. fetched_at (seconds) and bytes, what
 * its body takes, may be NULL. Release with record_release.
 */
bool person_read_card(struct store *s, const struct record_type *type, const char *id, void *card, int64_t *fetched_at, int64_t *bytes);

#endif
