/* Rows of text in cells: what a screen draws on. */
#include "page.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/characters.h"
#include "twinline/text/sanitise.h"

void page_init(struct page *p, int rows, int columns)
{
	*p = (struct page){ .rows = rows, .columns = columns, .marked_row = -1, .lines = xcalloc((size_t)rows, sizeof *p->lines) };
	p->styles = xcalloc((size_t)rows, (size_t)columns);
	p->is_shown = xcalloc((size_t)rows, sizeof *p->is_shown);
	p->begins = xcalloc((size_t)rows, (size_t)columns * sizeof *p->begins);
	p->items = xcalloc((size_t)rows, sizeof *p->items);
	p->notes = xcalloc((size_t)rows, sizeof *p->notes);
	for (int i = 0; i < rows; i++)
		str_init(&p->lines[i], 0);
}

void page_init_spoken(struct page *p, int rows)
{
	*p = (struct page){ .rows = rows, .columns = PAGE_SPOKEN_COLUMNS, .is_spoken = true };
	p->lines = xcalloc((size_t)rows, sizeof *p->lines);
	p->items = xcalloc((size_t)rows, sizeof *p->items);
	p->notes = xcalloc((size_t)rows, sizeof *p->notes);
	for (int i = 0; i < rows; i++)
		str_init(&p->lines[i], 0);
}

void page_release(struct page *p)
{
	for (int i = 0; i < p->rows; i++)
		str_release(&p->lines[i]);
	free(p->lines);
	free(p->styles);
	free(p->is_shown);
	free(p->begins);
	free(p->items);
	free(p->notes);
	*p = (struct page){ 0 };
}

void page_clear(struct page *p)
{
	for (int i = 0; i < p->rows; i++)
		page_clear_row(p, i);
	memset(p->items, 0, (size_t)p->rows * sizeof *p->items);
	p->cursor_row = p->cursor_column = 0;
	p->marked_row = -1;
}

void page_clear_row(struct page *p, int row)
{
	str_clear(&p->lines[row]);
	p->notes[row] = (struct page_note){ 0 };
	if (p->marked_row == row)
		p->marked_row = -1;
	if (p->styles)
		memset(p->styles + row * p->columns, PAGE_PLAIN, (size_t)p->columns);
	if (p->is_shown)
		p->is_shown[row] = false;
	if (p->begins)
		memset(p->begins + row * p->columns, 0, (size_t)p->columns * sizeof *p->begins);
}

void page_style(struct page *p, int row, int column, int cells, enum page_style style)
{
	int end = column + cells < p->columns ? column + cells : p->columns;

	column = column > 0 ? column : 0;
	if (p->styles && row >= 0 && row < p->rows && column < end)
		memset(p->styles + row * p->columns + column, (int)style, (size_t)(end - column));
}

bool page_is_narrow(const struct page *p)
{
	return p->is_accessible || p->columns < PAGE_NARROW;
}

/* Spaces up to column, or a cut there; a wide character in two halves leaves a space. */
static void reach(struct str *line, int column)
{
	int used = 0;

	str_cut(line, cells_fit(line->text, line->len, column, &used));
	for (; used < column; used++)
		str_addc(line, ' ');
}

/* Where it stands apart from what is beside it, which mirror.c asks. */
static void note_part(struct page *p, int row, int column, int cells)
{
	bool *begins = p->begins + row * p->columns;
	int end = column + cells < p->columns ? column + cells : p->columns;

	if (cells == 0) /* no text parts what stands there */
		return;
	for (int i = column + 1; i < end; i++)
		begins[i] = false;
	begins[column] = true;
	if (end < p->columns)
		begins[end] = true;
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
	note_part(p, row, column, width);
}

/* Adds text behind what stands in the row; the parts that it has itself stay parted. */
static void put_part(struct page *p, int row, const char *text)
{
	struct str *line;

	if (row < 0 || row >= p->rows)
		return;
	line = &p->lines[row];
	if (line->len && line->text[line->len - 1] != *PAGE_LABEL)
		str_add(line, PAGE_PART);
	while (*text) {
		size_t len = strcspn(text, PAGE_PART PAGE_LABEL);

		sanitise(line, text, len, SANITISE_PARTS);
		text += len;
		if (*text)
			str_addc(line, *text++);
	}
}

/* The second lock behind words_safe: text of others that was forgotten there opens no terminal. */
void page_put(struct page *p, int row, int column, const char *text)
{
	char *safe, *fitted;

	if (!text) /* what was cut to no cells at all */
		return;
	if (p->is_spoken) {
		put_part(p, row, text);
		return;
	}
	safe = sanitise_is_clean(text, strlen(text), SANITISE_PARTS) ? NULL : sanitise_copy(text, SANITISE_PARTS);
	text = safe ? safe : text;
	fitted = characters_fit(text, i18n_language());
	text = fitted ? fitted : text;
	put(p, row, column, text);
	page_style(p, row, column, cells_width(text), PAGE_PLAIN);
	free(fitted);
	free(safe);
}

void page_put_styled(struct page *p, int row, int column, const char *text, enum page_style style)
{
	page_put(p, row, column, text);
	page_style(p, row, column, text ? cells_width(text) : 0, style);
}

void page_state(struct page *p, int row, int column, const char *word, bool needs_you)
{
	page_style(p, row, column, cells_width(word), needs_you ? PAGE_ALERT : PAGE_STATE);
}

void page_state_last(struct page *p, int row, const char *word)
{
	const char *text = row >= 0 && row < p->rows && p->lines[row].text ? p->lines[row].text : "";
	size_t len = strlen(text), end = strlen(word);

	if (len >= end && strcmp(text + len - end, word) == 0)
		page_state(p, row, cells_width(text) - cells_width(word), word, false);
}

void page_style_rest(struct page *p, int row, int column, enum page_style style)
{
	if (row >= 0 && row < p->rows && p->lines[row].text)
		page_style(p, row, column, cells_width(p->lines[row].text) - column, style);
}

void page_put_shown(struct page *p, int row, const char *text)
{
	page_put(p, row, 0, text);
	if (p->is_shown && row >= 0 && row < p->rows)
		p->is_shown[row] = true;
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

void page_label(struct page *p, int row, int column, const char *text)
{
	page_put(p, row, column, text);
	if (p->is_spoken && row >= 0 && row < p->rows && *text)
		str_add(&p->lines[row], PAGE_LABEL);
}

void page_item(struct page *p, int row)
{
	if (row >= 0 && row < p->rows)
		p->items[row] = true;
}

/* --- lines that are said --- */

/* One part of a line, without spaces at its ends, and what parts it from the next; '\0': it is the last. */
struct part { const char *text; size_t len; char parting; };

/* Takes the first part off rest. In a title two spaces part what stands beside each other: ' '. */
static struct part take_part(const char **rest, bool is_title)
{
	const char *end = *rest + strcspn(*rest, PAGE_PART PAGE_LABEL), *gap = is_title ? strstr(*rest, "  ") : NULL;
	struct part part = { .text = *rest + strspn(*rest, " ") };

	if (gap && gap < end)
		end = gap;
	part.parting = *end;
	*rest = *end ? end + 1 : end;
	while (end > part.text && end[-1] == ' ')
		end--;
	part.len = end > part.text ? (size_t)(end - part.text) : 0;
	return part;
}

static bool ends_a_sentence(const struct str *out)
{
	return out->len && strchr(".:;!?", out->text[out->len - 1]);
}

/* What stands at the right of a title is its last word: "Inbox. 7 unread of 214, as of 10:12". */
static const char *between(const struct str *out, char parting, bool is_title)
{
	if (ends_a_sentence(out))
		return " ";
	if (parting == *PAGE_LABEL)
		return ": ";
	return is_title && parting == *PAGE_PART ? ", " : ". ";
}

void page_add_spoken(struct str *out, const struct page *p, int row)
{
	const char *rest = p->lines[row].text;
	size_t start = out->len;
	char before = '\0';

	while (*rest) {
		struct part part = take_part(&rest, row == 0);

		if (part.len == 0)
			continue;
		if (out->len > start)
			str_add(out, between(out, before, row == 0));
		str_addn(out, part.text, part.len);
		before = part.parting;
	}
}

void page_put_right(struct page *p, int row, const char *text)
{
	char *fitted = characters_fit(text, i18n_language());
	int column = p->is_spoken ? 0 : p->columns - 1 - cells_width(fitted ? fitted : text);

	page_put(p, row, column < 0 ? 0 : column, fitted ? fitted : text);
	free(fitted);
}

void page_cursor(struct page *p, int row, int column)
{
	p->cursor_row = row < 0 ? 0 : row >= p->rows ? p->rows - 1 : row;
	p->cursor_column = column < 0 ? 0 : column >= p->columns ? p->columns - 1 : column;
}

void page_mark(struct page *p, int row)
{
	page_mark_at(p, row, 0);
}

void page_mark_at(struct page *p, int row, int column)
{
	if (!p->is_spoken && !p->is_accessible) /* there the cursor is the mark */
		put(p, row, column, ">"); /* whose style is its row's */
	p->marked_row = row;
	p->marked_column = column;
	page_item(p, row);
	page_cursor(p, row, column);
}

void page_highlight(struct page *p)
{
	if (p->marked_row < 0 || p->marked_row >= p->rows)
		return;
	page_style(p, p->marked_row, p->marked_column, cells_width(p->lines[p->marked_row].text) - p->marked_column, PAGE_HIGHLIGHT);
}

void page_tick(struct page *p, int row, int column, const char *word)
{
	if (p->is_spoken)
		put_part(p, row, word);
	else if (!p->is_accessible)
		page_put(p, row, column, "*");
	else if (row >= 0 && row < p->rows)
		p->notes[row].tick = word;
}

void page_typed(struct page *p, int row, int column)
{
	if (row >= 0 && row < p->rows)
		p->notes[row] = (struct page_note){ .is_typed = true, .typed_from = column };
}

int page_body_rows(const struct page *p)
{
	return p->rows > 2 ? p->rows - 2 : 1;
}
