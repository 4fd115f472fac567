/* How the page of a case looks: its lines broken into rows, each with its label; the cursor stands on a line. */
#include <stdlib.h>

#include "desk_case.h"
#include "face.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, GAP = 2, LABEL_MOST = 16 };

/* --- rows --- */

void desk_case_release_rows(struct case_page *c)
{
	for (int i = 0; i < c->count; i++)
		free(c->rows[i].text);
	free(c->rows);
	c->rows = NULL;
	c->count = c->width = 0;
	desk_lines_release(c->lines, c->line_count);
	c->line_count = 0;
}

struct filling { struct case_page *c; int line; bool is_first; };

static void add_row(void *context, int indent, const char *text, size_t len)
{
	struct filling *f = context;
	struct case_page *c = f->c;

	c->rows = xrealloc(c->rows, (size_t)c->count + 1, sizeof *c->rows);
	c->rows[c->count++] = (struct row){ f->line, f->is_first, xasprintf("%*s%.*s", indent, "", (int)len, text) };
	f->is_first = false;
}

static int value_column(const struct case_page *c)
{
	int widest = 0;

	for (int i = 0; i < c->line_count; i++)
		if (cells_width(c->lines[i].label) > widest)
			widest = cells_width(c->lines[i].label);
	return INDENT + (widest < LABEL_MOST ? widest : LABEL_MOST) + GAP;
}

int desk_case_beginning(const struct case_page *c, int at, int step)
{
	while (at > 0 && at < c->count && !c->rows[at].is_first)
		at += step;
	return at < c->count ? at : desk_case_beginning(c, c->count - 1, -1);
}

static void make_rows(struct face *face, struct case_page *c, const struct page *p)
{
	bool narrow = page_is_narrow(p);
	int cells;

	if (c->width == p->columns)
		return;
	desk_case_release_rows(c);
	c->width = p->columns;
	c->line_count = desk_lines(face, &c->about, narrow, c->lines);
	cells = words_text_cells(p->columns - 1 - (narrow ? INDENT : value_column(c)));
	for (int i = 0; i < c->line_count; i++) {
		struct filling f = { .c = c, .line = i, .is_first = true };
		char *text = narrow && *c->lines[i].label ? xasprintf("%s %s", c->lines[i].label, c->lines[i].text) : xstrdup(c->lines[i].text);

		if (c->lines[i].is_apart && !narrow)
			add_row(&(struct filling){ .c = c, .line = i }, 0, "", 0);
		words_wrap(text, cells > 1 ? cells : 1, add_row, &f);
		free(text);
	}
	c->at = c->count > 0 ? desk_case_beginning(c, c->at < c->count ? c->at : c->count - 1, -1) : 0;
}

/* --- drawing --- */

static void draw_title(struct face *face, const struct case_page *c, struct page *p)
{
	char *place = words_place(face, page_is_narrow(p)), *line = face_line_words(face);
	const char *kind = c->about.row.c.kind;
	struct str title = { 0 }, right = { 0 };
	struct desk_counts counts;

	desk_read_counts(face, &counts);
	words_part(&title, vocabulary_label(&vocabulary_case_kinds, kind ? kind : ""));
	if (*place)
		words_part(&title, place);
	if (!page_is_narrow(p))
		desk_add_mine(&title, &counts);
	desk_add_oldest(&title, &counts);
	if (!page_is_narrow(p) && counts.desks > 1 && c->about.row.c.country)
		words_part_taken(&right, words_safe(c->about.row.c.country, SANITISE_LINE));
	words_part(&right, line);
	words_title(face, p, title.text, right.text ? right.text : "");
	str_release(&title);
	str_release(&right);
	free(line);
	free(place);
}

/* The whole line of the cursor is shown, where it fits. */
static void scroll(struct case_page *c, int height)
{
	int end = c->at;

	while (end + 1 < c->count && c->rows[end + 1].line == c->rows[c->at].line)
		end++;
	c->height = height > 0 ? height : 1;
	if (end >= c->top + c->height)
		c->top = end - c->height + 1;
	if (c->at < c->top)
		c->top = c->at;
}

void desk_case_draw(struct face *face, struct view *view, struct page *p)
{
	struct case_page *c = view->model;
	int column;

	make_rows(face, c, p);
	column = page_is_narrow(p) ? INDENT : value_column(c);
	draw_title(face, c, p);
	scroll(c, page_body_rows(p));
	page_cursor(p, 1, 0);
	for (int i = c->top; i < c->count && i < c->top + c->height; i++) {
		const struct row *row = &c->rows[i];
		int line = 1 + i - c->top;

		if (row->is_first && !page_is_narrow(p))
			page_label(p, line, INDENT, c->lines[row->line].label);
		page_put(p, line, column, row->text);
		if (row->is_first)
			page_item(p, line);
		if (i == c->at)
			page_mark(p, line);
	}
}
