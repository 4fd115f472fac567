/* Rows of text in cells: what a screen draws on. */
#include "page.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/sanitise.h"

void page_init(struct page *p, int rows, int columns)
{
	*p = (struct page){ .rows = rows, .columns = columns, .lines = xcalloc((size_t)rows, sizeof *p->lines) };
	p->styles = xcalloc((size_t)rows, (size_t)columns);
	for (int i = 0; i < rows; i++)
		str_init(&p->lines[i], 0);
}

void page_release(struct page *p)
{
	for (int i = 0; i < p->rows; i++)
		str_release(&p->lines[i]);
	free(p->lines);
	free(p->styles);
	*p = (struct page){ 0 };
}

void page_clear(struct page *p)
{
	for (int i = 0; i < p->rows; i++)
		page_clear_row(p, i);
	p->cursor_row = p->cursor_column = 0;
}

void page_clear_row(struct page *p, int row)
{
	str_clear(&p->lines[row]);
	memset(p->styles + row * p->columns, PAGE_PLAIN, (size_t)p->columns);
}

void page_style(struct page *p, int row, int column, int cells, enum page_style style)
{
	int end = column + cells < p->columns ? column + cells : p->columns;

	column = column > 0 ? column : 0;
	if (row >= 0 && row < p->rows && column < end)
		memset(p->styles + row * p->columns + column, (int)style, (size_t)(end - column));
}

bool page_is_narrow(const struct page *p)
{
	return p->columns < PAGE_NARROW;
}

/* Spaces up to column, or a cut there; a wide character in two halves leaves a space. */
static void reach(struct str *line, int column)
{
	int used = 0;

	str_cut(line, cells_fit(line->text, line->len, column, &used));
	for (; used < column; used++)
		str_addc(line, ' ');
}

/* What is clean already. */
static void put(struct page *p, int row, int column, const char *text)
{
	struct str rest = { 0 };
	struct str *line;
	int width, start = 0;
	size_t tail;

	if (row < 0 || row >= p->rows || column < 0 || column >= p->columns)
		return;
	line = &p->lines[row];
	tail = cells_fit(line->text, line->len, column, &start);
	width = cells_width(text);
	if (tail < line->len) { /* something stands here or behind: what lies beyond the new text stays */
		int skipped = 0;
		size_t beyond = cells_fit(line->text, line->len, column + width, &skipped);

		if (skipped < column + width && beyond < line->len) { /* the end falls into a wide character */
			int cells;

			beyond += cells_cluster(line->text + beyond, line->len - beyond, &cells);
			str_addc(&rest, ' ');
		}
		str_addn(&rest, line->text + beyond, line->len - beyond);
	}
	reach(line, column);
	if (width <= p->columns - column)
		str_add(line, text);
	else
		str_addn(line, text, cells_fit(text, strlen(text), p->columns - column, &width));
	if (rest.len)
		str_addn(line, rest.text, rest.len);
	str_release(&rest);
}

/* The second lock behind words_safe: text of others that was forgotten there opens no terminal. */
void page_put(struct page *p, int row, int column, const char *text)
{
	char *safe;

	if (!text) /* what was cut to no cells at all */
		return;
	safe = sanitise_is_clean(text, strlen(text), SANITISE_LINE) ? NULL : sanitise_copy(text, SANITISE_LINE);
	put(p, row, column, safe ? safe : text);
	page_style(p, row, column, cells_width(safe ? safe : text), PAGE_PLAIN);
	free(safe);
}

void page_putf(struct page *p, int row, int column, const char *format, ...)
{
	struct str text = { 0 };
	va_list arguments;

	va_start(arguments, format);
	str_vaddf(&text, format, arguments);
	va_end(arguments);
	page_put(p, row, column, text.text ? text.text : "");
	str_release(&text);
}

void page_put_right(struct page *p, int row, const char *text)
{
	int column = p->columns - 1 - cells_width(text);

	page_put(p, row, column < 0 ? 0 : column, text);
}

void page_cursor(struct page *p, int row, int column)
{
	p->cursor_row = row < 0 ? 0 : row >= p->rows ? p->rows - 1 : row;
	p->cursor_column = column < 0 ? 0 : column >= p->columns ? p->columns - 1 : column;
}

void page_mark(struct page *p, int row)
{
	put(p, row, 0, ">"); /* whose style is its row's */
	page_cursor(p, row, 0);
}

int page_body_rows(const struct page *p)
{
	return p->rows > 2 ? p->rows - 2 : 1;
}
