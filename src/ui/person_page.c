/* Somebody's page as it is drawn: its lines broken into rows, the title, the part that shows. */
#include "person_page.h"

#include <stdlib.h>

#include "screens.h"
#include "twinline/base/mem.h"
#include "twinline/records/people.h"
#include "twinline/records/record.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2 };

void person_page_release(struct person_page *page)
{
	for (int i = 0; i < page->row_count; i++)
		free(page->rows[i].text);
	free(page->rows);
	page->rows = NULL;
	page->row_count = page->cells = 0;
	for (int i = 0; i < page->line_count; i++)
		free(page->lines[i].text);
	page->line_count = 0;
}

/* --- rows --- */

static int label_column(const struct person_page *page)
{
	int most = 0;

	for (int i = 0; i < page->line_count; i++)
		if (cells_width(page->lines[i].label) > most)
			most = cells_width(page->lines[i].label);
	return INDENT + most + 2;
}

/* The line that is being broken into rows. */
struct breaking { struct person_page *page; int line, indent; };

static void add_row(void *context, int indent, const char *text, size_t len)
{
	struct breaking *b = context;
	struct person_page *page = b->page;

	page->rows = xrealloc(page->rows, (size_t)page->row_count + 1, sizeof *page->rows);
	page->rows[page->row_count++] = (struct person_row){ b->line, b->indent + indent, xstrndup(text, len) };
}

static void break_line(struct person_page *page, int line, int column, int cells)
{
	struct breaking b = { page, line, page->is_narrow ? INDENT : column };
	char *text;

	if (!page->is_narrow) {
		words_wrap(page->lines[line].text, cells, add_row, &b);
		return;
	}
	text = xasprintf("%s %s", page->lines[line].brief, page->lines[line].text);
	words_wrap(text, cells, add_row, &b);
	free(text);
}

static void make_rows(struct face *face, struct person_page *page, const struct page *p)
{
	bool narrow = page_is_narrow(p);
	int column, cells;

	if (page->cells == p->columns && page->letters == words_letters())
		return;
	person_page_release(page);
	page->is_narrow = narrow;
	page->letters = words_letters();
	page->cells = p->columns;
	page->line_count = person_lines(face, &page->about, narrow, page->lines);
	column = narrow ? INDENT : label_column(page);
	cells = words_text_cells(p->columns - 1 - column);
	for (int i = 0; i < page->line_count; i++)
		break_line(page, i, column, cells > 1 ? cells : 1);
}

static int first_row_of(const struct person_page *page, int line)
{
	int row = 0;

	while (row < page->row_count && page->rows[row].line < line)
		row++;
	return row;
}

void person_page_slide(struct person_page *page, int rows)
{
	int most = page->row_count - page->height;

	page->top += rows;
	if (page->top > most)
		page->top = most;
	if (page->top < 0)
		page->top = 0;
}

void person_page_show_selected(struct person_page *page)
{
	int first = first_row_of(page, page->selected), end = first_row_of(page, page->selected + 1);

	if (end > page->top + page->height)
		page->top = end - page->height;
	if (first < page->top)
		page->top = first;
	person_page_slide(page, 0);
}

/* --- drawing --- */

bool person_is_from_partners(struct view *below)
{
	return below && below->screen == &screen_partners;
}

static void draw_title(struct face *face, const struct person_page *page, struct page *p)
{
	struct json *party = people_party(face_store(face), page->about.id);
	const char *names[] = { party_called(json_get_text(party, "name")), json_get_text(party, "country") };
	char *place = person_is_from_partners(face_view_below(face)) ? words_place(face, page_is_narrow(p)) : xstrdup("");
	struct str title = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char *clean = words_safe_in(names[i], SANITISE_LINE, latin_language(NULL, names[1]));

		words_part(&title, clean);
		free(clean);
	}
	if (page->about.card.role)
		words_part(&title, vocabulary_label(&vocabulary_roles, page->about.card.role));
	words_title(face, p, title.len ? title.text : page->about.id, place);
	str_release(&title);
	free(place);
	json_free(party);
}

void person_page_draw(struct face *face, struct view *view, struct page *p)
{
	struct person_page *page = view->model;

	make_rows(face, page, p);
	page->height = page_body_rows(p);
	person_page_slide(page, 0);
	draw_title(face, page, p);
	page_cursor(p, 1, 0);
	for (int i = 0; i < page->height && page->top + i < page->row_count; i++) {
		const struct person_row *row = &page->rows[page->top + i];
		bool is_first = page->top + i == 0 || page->rows[page->top + i - 1].line != row->line;

		if (is_first && !page->is_narrow)
			page_label(p, 1 + i, INDENT, page->lines[row->line].label);
		page_put(p, 1 + i, row->indent, row->text);
		if (is_first)
			page_item(p, 1 + i);
		if (is_first && row->line == page->selected)
			page_mark(p, 1 + i);
	}
}
