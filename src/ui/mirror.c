/* Rows of a page in the order of their cells. */
#include "mirror.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/schema/vocabulary.h"
#include "twinline/text/cells.h"
#include "twinline/text/characters.h"
#include "twinline/text/latin.h"
#include "twinline/text/utf8.h"

static bool as_read;

void mirror_set_as_read(bool wanted)
{
	as_read = wanted;
}

/* CLDR's region XB is that of a language mirrored for tests. */
enum bidi_direction mirror_direction(void)
{
	const char *language = i18n_language(), *region = strchr(language, '_');
	const struct vocabulary_row *row = vocabulary_find(&vocabulary_languages, language);

	if (as_read)
		return BIDI_LEFT_TO_RIGHT;
	if (text_equal(region, "_XB"))
		return BIDI_RIGHT_TO_LEFT;
	/* A terminal without Arabic letters gets Latin ones, which go the other way. */
	if (characters_lacking() & latin_script_of(language))
		return BIDI_LEFT_TO_RIGHT;
	return row && row->flags & LANGUAGE_RTL ? BIDI_RIGHT_TO_LEFT : BIDI_LEFT_TO_RIGHT;
}

enum action mirror_action(enum action action)
{
	if (mirror_direction() == BIDI_LEFT_TO_RIGHT)
		return action;
	return action == ACTION_MOVE_LEFT ? ACTION_MOVE_RIGHT : action == ACTION_MOVE_RIGHT ? ACTION_MOVE_LEFT : action;
}

/* Sets of single bytes have no joined letters: terminals of theirs join them. */
static const char joined_letter[] = "\ufe91";

struct mirror mirror_of(const struct settings *settings)
{
	return (struct mirror){
		.layout = mirror_direction(),
		.shapes = characters_show(joined_letter) && strcmp(settings_text(settings, SETTING_ARABIC_SHAPING), "program") == 0,
		.terminal_orders = as_read || strcmp(settings_text(settings, SETTING_BIDI), "terminal") == 0, .is_as_read = as_read,
	};
}

/* A cell of a row as it is shown. */
struct cell {
	const char *text; /* borrowed; NULL: the right half of a wide character */
	size_t len;
	int source, width; /* the cells of the page that it shows */
	int cells;
	const char *plain; /* what faces the other way in it as it was written; NULL: nothing does */
	size_t plain_len;
};

/* A row on its way from reading order to that of cells. */
struct row {
	const struct page *page;
	const struct mirror *how;
	int number;
	struct cell *cells;        /* columns of them */
	struct bidi_line *lines;   /* what the cells borrow */
	size_t line_count;
};

/* Where a cell stands in a mirrored layout: the last one stays free, so that the last of the screen is never needed. */
static int mirrored(const struct row *r, int column)
{
	int last = r->page->columns - 1;

	return r->how->layout == BIDI_LEFT_TO_RIGHT || column >= last ? column : last - 1 - column;
}

/* --- blocks: what keeps its cells --- */

struct block { size_t at, len; int column, width; };

static int depth_after(const char *cluster, size_t len, int depth)
{
	uint32_t point;

	utf8_next(cluster, len, &point);
	if (point >= 0x2066 && point <= 0x2068)
		return depth + 1;
	return point == 0x2069 && depth > 0 ? depth - 1 : depth;
}

static bool begins_here(const struct row *r, int column)
{
	return column < r->page->columns && r->page->begins[r->number * r->page->columns + column];
}

/* Finds the next block behind b; false if there is none. */
static bool next_block(const struct row *r, struct block *b)
{
	const struct str *text = &r->page->lines[r->number];
	size_t at = b->at + b->len;
	int column = b->column + b->width, depth = 0, cells;

	for (; at < text->len && text->text[at] == ' '; at++)
		column++;
	*b = (struct block){ .at = at, .column = column };
	while (at < text->len) {
		size_t step = cells_cluster(text->text + at, text->len - at, &cells);
		bool is_space = text->text[at] == ' ' && step == 1;

		if (is_space && depth == 0 && at + 1 < text->len && text->text[at + 1] == ' ')
			break;
		if (cells > 0 && column > b->column && begins_here(r, column))
			break;
		depth = depth_after(text->text + at, step, depth);
		at += step;
		column += cells;
		if (!is_space || depth > 0) { /* what ends in a space ends before it */
			b->len = at - b->at;
			b->width = column - b->column;
		}
	}
	return b->len > 0;
}

/* --- cells --- */

static void put_glyph(struct row *r, const struct block *b, const struct bidi_line *line, const struct bidi_glyph *glyph, int column)
{
	const char *text = r->page->lines[r->number].text + b->at + glyph->at;
	bool is_letter = bidi_direction_of(text, glyph->len, BIDI_BY_LETTER) != BIDI_BY_LETTER;

	if (column < 0 || column + glyph->cells > r->page->columns)
		return;
	r->cells[column] = (struct cell){
		line->shown.text + glyph->shown, glyph->len, b->column + glyph->column, glyph->width, glyph->cells,
		glyph->is_right && glyph->width > 0 && !is_letter ? text : NULL, glyph->len,
	};
	for (int i = 1; i < glyph->cells; i++)
		r->cells[column + i].text = NULL;
}

/* What stands at the end of a row, a time or a number, ends there; all else begins where it was put. */
static bool is_at_end(const struct row *r, const struct block *b)
{
	return b->column >= r->page->columns / 2 && b->column + b->width == r->page->columns - 1;
}

/* Where letters are joined a block takes fewer cells than it has. */
static void put_block(struct row *r, const struct block *b)
{
	const char *text = r->page->lines[r->number].text + b->at;
	struct bidi_how how = { r->how->layout, r->how->shapes, true };
	struct bidi_line *line = &r->lines[r->line_count++];
	int column = r->how->layout == BIDI_RIGHT_TO_LEFT ? mirrored(r, b->column + b->width - 1) : b->column;

	bidi_line_direction(text, b->len, &how.base);
	bidi_lay(line, text, b->len, &how);
	if ((how.base == BIDI_RIGHT_TO_LEFT) != (how.base == r->how->layout && is_at_end(r, b)))
		column += b->width - line->cells;
	for (size_t i = 0; i < line->count; column += line->glyphs[i++].cells)
		put_glyph(r, b, line, &line->glyphs[i], column);
}

static void order_row(struct row *r)
{
	struct block block = { 0 };

	for (int i = 0; i < r->page->columns; i++)
		r->cells[i] = (struct cell){ " ", 1, mirrored(r, i), 1, 1, NULL, 0 };
	while (next_block(r, &block))
		put_block(r, &block);
}

/* --- what is sent to a terminal that orders by itself --- */

/* Cells in some order, as text: those that are turned show what they were before, a bracket the way it was written. */
struct sent { int *cells; bool *turned; int count; };

static void sent_init(struct sent *s, int columns)
{
	*s = (struct sent){ .cells = xcalloc((size_t)columns, sizeof *s->cells), .turned = xcalloc((size_t)columns, sizeof *s->turned) };
}

static void sent_release(struct sent *s)
{
	free(s->cells);
	free(s->turned);
}

static void add_cell(struct str *text, const struct cell *cell, bool is_turned)
{
	if (is_turned && cell->plain)
		str_addn(text, cell->plain, cell->plain_len);
	else
		str_addn(text, cell->text, cell->len);
}

/* Lays from out as one paragraph, into the order of the cells that comes of it. */
static void lay_cells(const struct row *r, const struct sent *from, enum bidi_direction base, struct sent *to)
{
	struct bidi_line line = { 0 };
	struct str text = { 0 };
	int *cell_at;

	str_add(&text, "");
	for (int i = 0; i < from->count; i++)
		add_cell(&text, &r->cells[from->cells[i]], from->turned[i]);
	cell_at = xcalloc(text.len + 1, sizeof *cell_at);
	str_clear(&text);
	for (int i = 0; i < from->count; i++) {
		cell_at[text.len] = from->cells[i];
		add_cell(&text, &r->cells[from->cells[i]], from->turned[i]);
	}
	bidi_lay(&line, text.text, text.len, &(struct bidi_how){ .base = base });
	to->count = 0;
	for (size_t i = 0; i < line.count; i++) {
		to->turned[to->count] = line.glyphs[i].is_right;
		to->cells[to->count++] = cell_at[line.glyphs[i].at];
	}
	bidi_line_release(&line);
	str_release(&text);
	free(cell_at);
}

static void take_order(const struct row *r, const struct sent *s, struct cell *cells)
{
	int column = 0;

	for (int i = 0; i < s->count; i++) {
		cells[column] = r->cells[s->cells[i]];
		if (s->turned[i] && cells[column].plain) {
			cells[column].text = cells[column].plain;
			cells[column].len = cells[column].plain_len;
		}
		for (int half = 1; half < r->cells[s->cells[i]].cells; half++)
			cells[column + half] = r->cells[s->cells[i] + half];
		column += r->cells[s->cells[i]].cells;
	}
}

/*
 * Rearranges the cells, so that the terminal makes of them what they were. What orders letters puts them back as well: the row in the
 * order of its cells is laid out once more, in either direction, and the one is taken of which the terminal, going by its first
 * letter, makes more cells as they should be.
 */
static void give_order_back(struct row *r)
{
	static const enum bidi_direction bases[] = { BIDI_RIGHT_TO_LEFT, BIDI_LEFT_TO_RIGHT };
	int columns = r->page->columns, most = -1;
	struct cell *cells = xcalloc((size_t)columns, sizeof *cells);
	struct sent seen, sent, shown;

	sent_init(&seen, columns);
	sent_init(&sent, columns);
	sent_init(&shown, columns);
	for (int i = 0; i + 1 < columns; i++)
		if (r->cells[i].text)
			seen.cells[seen.count++] = i;
	memcpy(cells, r->cells, (size_t)columns * sizeof *cells);
	for (size_t way = 0; way < ARRAY_SIZE(bases); way++) {
		int in_place = 0;

		lay_cells(r, &seen, bases[way], &sent);
		lay_cells(r, &sent, BIDI_BY_LETTER, &shown);
		for (int i = 0; i < shown.count; i++)
			in_place += shown.cells[i] == seen.cells[i];
		if (in_place > most)
			take_order(r, &sent, cells);
		most = in_place > most ? in_place : most;
	}
	memcpy(r->cells, cells, (size_t)columns * sizeof *cells);
	free(cells);
	sent_release(&seen);
	sent_release(&sent);
	sent_release(&shown);
}

/* --- pages --- */

static void write_row(const struct row *r, struct page *out)
{
	int columns = r->page->columns, end = columns;

	while (end > 0 && r->cells[end - 1].text && r->cells[end - 1].len == 1 && *r->cells[end - 1].text == ' ')
		end--;
	for (int i = 0; i < columns; i++) {
		const struct cell *cell = &r->cells[i];

		if (i < end && cell->text)
			str_addn(&out->lines[r->number], cell->text, cell->len);
		if (cell->source >= 0 && cell->source < columns)
			out->styles[r->number * columns + i] = r->page->styles[r->number * columns + cell->source];
	}
}

static void place_cursor(const struct row *r, struct page *out)
{
	int column = r->page->cursor_column;

	for (int i = 0; i < r->page->columns; i++) {
		const struct cell *cell = &r->cells[i];

		if (cell->text && column >= cell->source && column < cell->source + cell->width) {
			page_cursor(out, r->number, i);
			return;
		}
	}
	page_cursor(out, r->number, mirrored(r, column)); /* what is there takes fewer cells than there is room for */
}

static void show_row(const struct page *p, int number, const struct mirror *how, struct page *out)
{
	size_t columns = (size_t)p->columns;
	struct row r = { .page = p, .how = how, .number = number, .cells = xcalloc(columns, sizeof *r.cells) };

	r.lines = xcalloc(columns + 1, sizeof *r.lines);
	order_row(&r);
	if (how->terminal_orders)
		give_order_back(&r);
	write_row(&r, out);
	if (p->cursor_row == number)
		place_cursor(&r, out);
	while (r.line_count > 0)
		bidi_line_release(&r.lines[--r.line_count]);
	free(r.lines);
	free(r.cells);
}

static bool is_as_it_stands(const struct page *p, int row, const struct mirror *how)
{
	const struct str *line = &p->lines[row];

	return p->is_shown[row] || (how->layout == BIDI_LEFT_TO_RIGHT && bidi_is_plain(line->text, line->len));
}

static void copy_row(const struct page *p, int row, struct page *out)
{
	str_addn(&out->lines[row], p->lines[row].text, p->lines[row].len);
	memcpy(out->styles + row * p->columns, p->styles + row * p->columns, (size_t)p->columns);
}

/* Without what only drawing needs. */
static void read_row(const struct page *p, int row, struct page *out)
{
	char *text = xstrdup(p->lines[row].text);

	bidi_strip(text);
	str_add(&out->lines[row], text);
	memcpy(out->styles + row * p->columns, p->styles + row * p->columns, (size_t)p->columns);
	free(text);
}

const struct page *mirror_page(const struct page *p, const struct mirror *how, struct page *out)
{
	int row = 0;

	while (row < p->rows && is_as_it_stands(p, row, how))
		row++;
	if (row == p->rows)
		return p;
	page_release(out);
	page_init(out, p->rows, p->columns);
	page_cursor(out, p->cursor_row, p->cursor_column);
	for (row = 0; row < p->rows; row++)
		if (is_as_it_stands(p, row, how))
			copy_row(p, row, out);
		else if (how->is_as_read)
			read_row(p, row, out);
		else
			show_row(p, row, how, out);
	return out;
}
