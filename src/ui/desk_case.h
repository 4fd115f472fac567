/* The page of a case: its model, which desk_case.c fills and acts on and desk_case_page.c draws. */
#ifndef TWINLINE_UI_DESK_CASE_H
#define TWINLINE_UI_DESK_CASE_H

#include "desk_lines.h"
#include "desk_taking.h"

/* One row of the page: of which line. */
struct row { int line; bool is_first; char *text; };

struct case_page {
	struct desk_case_about about;
	struct desk_line lines[DESK_LINES_MAX];
	int line_count;
	struct row *rows;
	int count, at, top, height;
	int width;          /* of the page that the rows were made for; 0: not yet */
	struct desk_taking taking;
};

void desk_case_draw(struct face *face, struct view *view, struct page *p);
/* What was made for a page is made anew for the next. */
void desk_case_release_rows(struct case_page *c);
/* To the nearest row that begins a line, in the direction that was gone, else back. */
int desk_case_beginning(const struct case_page *c, int at, int step);

#endif
