/* A line that slides. */
#include "slide.h"

#include <stdlib.h>
#include <string.h>

#include "face_state.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "view.h"

enum { WIDE = 300, KEPT = 4 /* cells that stay in sight from one step to the next */ };

/* Where the text of the cursor's row begins: behind its mark. */
static int indent(const struct page *p)
{
	return p->marked_row == p->cursor_row ? p->marked_column + 2 : 0;
}

/* Columns that stand apart on a wide page follow one another. */
static char *without_gaps(const char *text)
{
	struct str out = { 0 };

	str_add(&out, "");
	for (const char *c = text; *c; c++)
		if (*c != ' ' || (out.len > 0 && c[1] != ' '))
			str_addc(&out, *c);
	return str_detach(&out);
}

/* The line as a page of so many columns has it. */
static char *line_of(struct face *face)
{
	struct view *view = face_top(face);
	struct page wide;
	const char *text;
	char *line;

	page_init(&wide, face->page.rows, WIDE);
	view_draw(face, view, &wide);
	text = wide.lines[wide.cursor_row].text;
	line = without_gaps(text + cells_fit(text, strlen(text), indent(&wide), &(int){ 0 }));
	page_release(&wide);
	return line;
}

char *slide_line(struct face *face)
{
	return face->slide > 0 ? line_of(face) : NULL;
}

void slide_put(struct face *face, const char *line)
{
	struct page *p = &face->page;
	int row = p->cursor_row, column = p->cursor_column, from = indent(p), marked_row = p->marked_row;
	const char *rest = line + cells_fit(line, strlen(line), face->slide, &(int){ 0 });
	char *mark = xstrndup(p->lines[row].text, cells_fit(p->lines[row].text, p->lines[row].len, from, &(int){ 0 }));

	page_clear_row(p, row);
	page_put(p, row, 0, mark);
	page_put(p, row, from, rest);
	page_cursor(p, row, column);
	p->marked_row = marked_row;
	free(mark);
}

void slide_move(struct face *face, bool on)
{
	int room = face->page.columns - 1 - indent(&face->page), step = room > 2 * KEPT ? room - KEPT : 1, most;
	char *line;

	if (face->linear) { /* lines are whole there */
		face_say_no_use(face);
		return;
	}
	line = line_of(face);
	most = cells_width(line) - room;
	face_lay_out(face); /* the screen goes by its own width again */
	free(line);
	if (most <= 0) {
		face_say_no_use(face);
		return;
	}
	face->slide = face->slid + (on ? step : -step);
	face->slide = face->slide < 0 ? 0 : face->slide > most ? most : face->slide;
}
