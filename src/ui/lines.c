/* A page of labelled lines to read. */
#include "lines.h"

#include <stdlib.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, GAP = 2, LABEL_MOST = 16 };

static void release(struct lines_row **rows, int *count)
{
	for (int i = 0; i < *count; i++)
		free((*rows)[i].text);
	free(*rows);
	*rows = NULL;
	*count = 0;
}

static void add_to(struct lines_row **rows, int *count, const char *label, char *text_taken)
{
	*rows = xrealloc(*rows, (size_t)*count + 1, sizeof **rows);
	(*rows)[(*count)++] = (struct lines_row){ label, text_taken };
}

void lines_add(struct lines *l, const char *label, char *text_taken)
{
	if (text_taken && *text_taken)
		add_to(&l->items, &l->item_count, label, text_taken);
	else
		free(text_taken);
}

void lines_clear(struct lines *l)
{
	release(&l->items, &l->item_count);
	release(&l->rows, &l->row_count);
	l->width = 0;
}

void lines_release(struct lines *l)
{
	lines_clear(l);
}

/* --- drawing --- */

static int value_column(const struct lines *l)
{
	int widest = 0;

	for (int i = 0; i < l->item_count; i++)
		if (*l->items[i].label && cells_width(_(l->items[i].label)) > widest)
			widest = cells_width(_(l->items[i].label));
	return widest ? INDENT + (widest < LABEL_MOST ? widest : LABEL_MOST) + GAP : INDENT;
}

struct breaking { struct lines *l; const char *label; };

static void add_row(void *context, int indent, const char *text, size_t len)
{
	struct breaking *b = context;

	add_to(&b->l->rows, &b->l->row_count, b->label, xasprintf("%*s%.*s", indent, "", (int)len, text));
	b->label = "";
}

static void break_rows(struct lines *l, const struct page *p, int column)
{
	bool narrow = page_is_narrow(p);

	if (l->width == p->columns)
		return;
	release(&l->rows, &l->row_count);
	l->width = p->columns;
	for (int i = 0; i < l->item_count; i++) {
		const char *label = l->items[i].label;
		struct breaking b = { l, narrow ? "" : label };
		/* TRANSLATORS: a label and what it says: Subject: Photos. */
		char *text = narrow && *label ? xasprintf(_("%s: %s"), _(label), l->items[i].text) : xstrdup(l->items[i].text);

		words_wrap(text, words_text_cells(p->columns - 1 - column), add_row, &b);
		free(text);
	}
}

static void keep_in(struct lines *l)
{
	if (l->at >= l->row_count)
		l->at = l->row_count - 1;
	if (l->at < 0)
		l->at = 0;
	if (l->at < l->top)
		l->top = l->at;
	if (l->at >= l->top + l->height)
		l->top = l->at - l->height + 1;
}

void lines_draw(struct lines *l, struct page *p)
{
	int column = page_is_narrow(p) ? INDENT : value_column(l);

	break_rows(l, p, column);
	l->height = page_body_rows(p) > 0 ? page_body_rows(p) : 1;
	keep_in(l);
	for (int i = l->top; i < l->row_count && i < l->top + l->height; i++) {
		int line = 1 + i - l->top;

		if (*l->rows[i].label)
			page_label(p, line, INDENT, _(l->rows[i].label));
		page_put(p, line, column, l->rows[i].text);
		page_item(p, line);
		if (i == l->at)
			page_mark(p, line);
	}
	if (l->row_count == 0)
		page_cursor(p, 1, 0);
}

/* --- moving --- */

/* Keys may come faster than the page is drawn: it has the last word on how far they go. */
bool lines_act(struct lines *l, enum action action)
{
	int page = l->height > 1 ? l->height - 1 : 1;

	switch (action) {
	case ACTION_MOVE_DOWN:
		l->at++;
		break;
	case ACTION_MOVE_UP:
		l->at--;
		break;
	case ACTION_PAGE_DOWN:
		l->at += page;
		break;
	case ACTION_PAGE_UP:
		l->at -= page;
		break;
	case ACTION_MOVE_FIRST:
		l->at = 0;
		break;
	case ACTION_MOVE_LAST:
		l->at = l->row_count - 1;
		break;
	default:
		return false;
	}
	if (l->width && l->at >= l->row_count)
		l->at = l->row_count - 1;
	if (l->at < 0)
		l->at = 0;
	return true;
}
