/* A page for braille and speech: the rows as they are drawn for eyes, without what only eyes go by. */
#include <stdlib.h>
#include <string.h>

#include "page.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"

/* A row while it is written anew. */
struct row {
	struct str text;
	unsigned char *styles; /* one a cell */
	bool *begins;          /* the same of page.begins */
	int cells, most;       /* so many it has, so many there are styles for */
	int cursor; /* where the page's cursor has come to stand; -1: nowhere yet */
};

static void add(struct row *row, const char *text, size_t len, int cells, unsigned char style)
{
	if (row->cells + cells > row->most)
		return;
	str_addn(&row->text, text, len);
	memset(row->styles + row->cells, style, (size_t)cells);
	row->cells += cells;
}

static void add_word(struct row *row, const char *word)
{
	int cells;

	for (size_t len; (len = cells_cluster(word, strlen(word), &cells)) > 0; word += len)
		add(row, word, len, cells, PAGE_STATE);
	add(row, " ", 1, 1, PAGE_PLAIN);
}

/* Copies what is no padding. Where something is typed, a label before it keeps the one space that parts it. */
static void copy(struct row *row, const struct page *p, int at, int cursor)
{
	const struct page_note *note = &p->notes[at];
	const unsigned char *styles = p->styles + at * p->columns;
	const bool *begins = p->begins + at * p->columns;
	const char *text = p->lines[at].text;
	bool was_space = true;
	int column = 0, cells;

	for (size_t len; (len = cells_cluster(text, strlen(text), &cells)) > 0; text += len) {
		bool is_typed = note->is_typed && column >= note->typed_from;
		bool is_space = *text == ' ' && !is_typed;

		if (column >= cursor && row->cursor < 0)
			row->cursor = is_space && was_space && row->cells ? row->cells - 1 : row->cells;
		if (column < p->columns && begins[column] && row->cells < row->most)
			row->begins[row->cells] = true;
		if (!is_space || !was_space)
			add(row, text, len, cells, styles[column]);
		was_space = is_space;
		column += cells;
	}
	if (row->cursor < 0) /* behind the end: in an empty field, after what was typed */
		row->cursor = row->cells;
}

static void trim(struct row *row)
{
	while (row->text.len && row->text.text[row->text.len - 1] == ' ')
		str_cut(&row->text, row->text.len - 1);
}

/* Adds text cut to cells; where it was cut before at the same place, one mark is enough. */
static void add_cut(struct str *out, const char *text, int cells, bool ascii)
{
	const char *mark = ascii ? "..." : "…";
	int used;
	size_t len;

	if (cells_width(text) <= cells) {
		str_add(out, text);
		return;
	}
	len = cells_fit(text, strlen(text), cells - cells_width(mark), &used);
	while (len && text[len - 1] == ' ')
		len--;
	if (len >= strlen(mark) && strncmp(text + len - strlen(mark), mark, strlen(mark)) == 0)
		len -= strlen(mark);
	str_addn(out, text, len);
	str_add(out, mark);
}

static void squeeze_row(struct page *p, int at, bool ascii)
{
	const char *tick = p->notes[at].tick;
	int most = p->columns + (tick ? cells_width(tick) + 1 : 0);
	struct row row = { .styles = xcalloc((size_t)most, 1), .most = most, .cursor = -1 };
	bool has_cursor = p->cursor_row == at;

	row.begins = xcalloc((size_t)most, sizeof *row.begins);
	if (tick)
		add_word(&row, tick);
	copy(&row, p, at, has_cursor ? p->cursor_column : 0);
	if (!p->notes[at].is_typed)
		trim(&row);
	if (has_cursor) /* a list's cursor stands before the tick's word, a field's in its text */
		p->cursor_column = tick ? 0 : row.cursor < p->columns ? row.cursor : p->columns - 1;
	str_clear(&p->lines[at]);
	if (tick && row.text.len)
		add_cut(&p->lines[at], row.text.text, p->columns - 1, ascii);
	else
		str_addn(&p->lines[at], row.text.text ? row.text.text : "", row.text.len);
	memcpy(p->styles + at * p->columns, row.styles, (size_t)p->columns);
	memcpy(p->begins + at * p->columns, row.begins, (size_t)p->columns * sizeof *row.begins);
	str_release(&row.text);
	free(row.styles);
	free(row.begins);
}

void page_squeeze(struct page *p, bool ascii)
{
	for (int row = 0; p->is_accessible && row < p->rows; row++)
		squeeze_row(p, row, ascii);
}
