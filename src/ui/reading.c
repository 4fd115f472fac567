/* A text with items in it: parts, broken into rows, slid through. */
#include "reading.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, GAP = 2, LABEL_MOST = 16, GAPS_LEAST = 4 };

/* --- parts --- */

static void release_rows(struct reading *r)
{
	for (int i = 0; i < r->row_count; i++)
		free(r->rows[i].text);
	free(r->rows);
	r->rows = NULL;
	r->row_count = r->cells = 0;
}

static void release_parts(struct reading *r)
{
	for (int i = 0; i < r->part_count; i++)
		free(r->parts[i].text);
	free(r->parts);
	r->parts = NULL;
	r->part_count = r->items = 0;
	r->gap = false;
}

void reading_clear(struct reading *r)
{
	release_rows(r);
	release_parts(r);
}

void reading_release(struct reading *r)
{
	reading_clear(r);
	*r = (struct reading){ 0 };
}

void reading_gap(struct reading *r)
{
	r->gap = r->part_count > 0;
}

static void add(struct reading *r, struct reading_part part)
{
	if (!part.text || !*part.text) {
		free(part.text);
		return;
	}
	part.gap = r->gap;
	r->gap = false;
	r->parts = xrealloc(r->parts, (size_t)r->part_count + 1, sizeof *r->parts);
	r->parts[r->part_count++] = part;
	r->items += part.kind == READING_ITEM;
}

void reading_add(struct reading *r, enum reading_kind kind, char *text_taken)
{
	add(r, (struct reading_part){ .kind = kind, .style = kind == READING_QUOTE ? PAGE_QUOTE : PAGE_PLAIN, .text = text_taken });
}

void reading_add_label(struct reading *r, const char *label, char *text_taken)
{
	add(r, (struct reading_part){ .kind = READING_LABEL, .label = label, .text = text_taken });
}

static void add_links(struct reading *r, const struct markup *m)
{
	reading_gap(r);
	for (size_t i = 0; i < m->link_count; i++)
		reading_add(r, READING_TEXT, xasprintf("[%zu] %s", i + 1, m->links[i]));
}

void reading_add_markup(struct reading *r, const char *text)
{
	struct markup m = { 0 };

	markup_read(&m, text);
	for (size_t i = 0; i < m.count; i++) {
		const struct markup_block *block = &m.blocks[i];
		bool is_list = block->kind == MARKUP_ITEM && i > 0 && m.blocks[i - 1].kind == MARKUP_ITEM;

		if (!is_list)
			reading_gap(r);
		add(r, (struct reading_part){
			.kind = block->kind == MARKUP_QUOTE ? READING_QUOTE : READING_TEXT,
			.style = block->kind == MARKUP_HEADING ? PAGE_TITLE : block->kind == MARKUP_QUOTE ? PAGE_QUOTE : PAGE_PLAIN,
			.text = xstrdup(block->text),
		});
	}
	if (m.link_count)
		add_links(r, &m);
	markup_release(&m);
}

/* --- rows --- */

/* One breaking: what the next row is of. */
struct breaking { struct reading *r; const struct reading_part *part; const char *label; int item, column; };

static void add_row(void *context, int indent, const char *text, size_t len)
{
	struct breaking *b = context;
	struct reading *r = b->r;

	r->rows = xrealloc(r->rows, (size_t)r->row_count + 1, sizeof *r->rows);
	r->rows[r->row_count++] = (struct reading_row){
		.label = b->label, .column = b->column, .mark = b->part && b->part->kind == READING_QUOTE ? "> " : "", .indent = indent, .item = b->item,
		.style = b->part ? b->part->style : PAGE_PLAIN, .text = xstrndup(text, len),
	};
	b->label = "";
	b->item = -1;
}

static int label_cells(const struct reading *r)
{
	int most = 0;

	for (int i = 0; i < r->part_count; i++)
		if (r->parts[i].label && cells_width(r->parts[i].label) > most)
			most = cells_width(r->parts[i].label);
	return most < LABEL_MOST ? most : LABEL_MOST;
}

static bool is_beside(const struct reading_part *part, const struct page *p)
{
	return part->kind == READING_LABEL && !page_is_narrow(p);
}

static void break_part(struct breaking *b, const struct page *p, int cells)
{
	const struct reading_part *part = b->part;
	int room = cells - (is_beside(part, p) ? label_cells(b->r) + GAP : 0) - (part->kind == READING_QUOTE ? 2 : 0);
	bool leads = part->kind == READING_LABEL && page_is_narrow(p);
	char *text = leads ? xasprintf(_("%s: %s"), part->label, part->text) : xstrdup(part->text);

	b->label = is_beside(part, p) ? part->label : "";
	b->column = is_beside(part, p) ? label_cells(b->r) + GAP : 0;
	words_wrap(text, room > 1 ? room : 1, add_row, b);
	free(text);
}

static void break_rows(struct reading *r, const struct page *p)
{
	int cells = words_text_cells(p->columns - 1 - INDENT), items = 0;
	/* Where lines are said or rows are few an empty one is only in the way. */
	bool gaps = !p->is_accessible && !p->is_spoken && page_body_rows(p) >= GAPS_LEAST;

	if (r->cells == cells && r->has_gaps == gaps)
		return;
	release_rows(r);
	for (int i = 0; i < r->part_count; i++) {
		struct breaking b = { .r = r, .label = "", .item = -1 };

		if (r->parts[i].gap && gaps)
			add_row(&b, 0, "", 0);
		b.part = &r->parts[i];
		b.item = b.part->kind == READING_ITEM ? items++ : -1;
		break_part(&b, p, cells);
	}
	r->cells = cells;
	r->has_gaps = gaps;
}

static int row_of_item(const struct reading *r, int item)
{
	for (int i = 0; i < r->row_count; i++)
		if (r->rows[i].item == item && item >= 0)
			return i;
	return -1;
}

/* --- drawing --- */

static void slide(struct reading *r, int rows)
{
	int most = r->row_count > r->height ? r->row_count - r->height : 0;

	r->top += rows;
	r->top = r->top > most ? most : r->top < 0 ? 0 : r->top;
}

static bool shows(const struct reading *r, int row)
{
	return row >= r->top && row < r->top + r->height;
}

static void draw_row(struct page *p, const struct reading_row *row, int line)
{
	if (*row->label)
		page_label(p, line, INDENT, row->label);
	if (*row->mark) { /* one with its text, where lines are said */
		char *whole = xasprintf("%s%*s%s", row->mark, row->indent, "", row->text);

		page_put_styled(p, line, INDENT, whole, row->style);
		free(whole);
	} else if (*row->text) {
		page_put_styled(p, line, INDENT + row->column + row->indent, row->text, row->style);
	}
	if (row->item >= 0)
		page_item(p, line);
}

/* The first row of the page with something to read: there the cursor is, where no item shows. */
static int first_text(const struct reading *r)
{
	for (int i = 0; i < r->height && r->top + i < r->row_count; i++)
		if (*r->rows[r->top + i].text)
			return i;
	return 0;
}

void reading_draw(struct reading *r, struct page *p)
{
	int row;

	break_rows(r, p);
	r->height = page_body_rows(p) > r->below ? page_body_rows(p) - r->below : 1;
	if (r->at >= r->items)
		r->at = r->items - 1;
	slide(r, 0);
	for (int i = 0; i < r->height && r->top + i < r->row_count; i++)
		draw_row(p, &r->rows[r->top + i], 1 + i);
	row = row_of_item(r, r->at);
	if (shows(r, row))
		page_mark(p, 1 + row - r->top);
	else
		page_cursor(p, 1 + first_text(r), 0);
}

/* --- moving --- */

/* To an item (-1: none), which slides into sight. */
static void go_to(struct reading *r, int item)
{
	int row = row_of_item(r, item);

	r->at = item;
	if (row >= 0 && row < r->top)
		slide(r, row - r->top);
	else if (row >= r->top + r->height)
		slide(r, row - r->top - r->height + 1);
}

/* The next item that shows, else a row further. */
static void step(struct reading *r, int by)
{
	int item = r->at + by, row;

	/* The cursor may have stayed behind where the page slid on: it goes on from what shows. */
	if (by > 0)
		while (item < r->items && row_of_item(r, item) < r->top)
			item++;
	else
		while (item >= r->items || (item >= 0 && row_of_item(r, item) >= r->top + r->height))
			item--;
	row = item >= 0 && item < r->items ? row_of_item(r, item) : -1;
	if (shows(r, row))
		r->at = item;
	else
		slide(r, by);
}

static void go_round(struct reading *r, int by)
{
	if (r->items)
		go_to(r, (r->at + by + (r->at < 0 && by < 0 ? 1 : 0) + r->items) % r->items);
}

bool reading_act(struct reading *r, enum action action)
{
	int page = r->height > 1 ? r->height - 1 : 1;

	switch (action) {
	case ACTION_MOVE_DOWN:
		step(r, 1);
		return true;
	case ACTION_MOVE_UP:
		step(r, -1);
		return true;
	case ACTION_NEXT_PART:
		go_round(r, 1);
		return true;
	case ACTION_PREVIOUS_PART:
		go_round(r, -1);
		return true;
	case ACTION_PAGE_DOWN:
		slide(r, page);
		return true;
	case ACTION_PAGE_UP:
		slide(r, -page);
		return true;
	case ACTION_MOVE_FIRST:
		slide(r, -r->row_count);
		return true;
	case ACTION_MOVE_LAST:
		slide(r, r->row_count);
		return true;
	default:
		return false;
	}
}
