/* A sheet on the page: a label and a text a line, what is wrong below it, choices below the one that is typed in. */
#include <stdlib.h>
#include <string.h>

#include "sheet.h"
#include "sheet_draft.h"
#include "sheet_value.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, LABEL_MOST = 20, LABEL_MOST_NARROW = 14, TEXT_ROWS_MAX = 6, GAP = 2 };

/* One drawing. row is NULL-page relative: lines above `top` are measured and not drawn. */
struct drawing {
	struct face *face;
	struct view *view;
	struct sheet *sheet;
	struct page *p;
	int column;       /* of the texts */
	int cells;        /* of a text */
	int spare;        /* rows that no line needs: a long text shows more of itself in them */
	int row, end;     /* next row of the page, the one after the last */
};

static const char *label_of(const struct sheet *sheet, const struct sheet_line *line)
{
	const struct field *field = sheet_field(sheet->kind, line);

	return _(line->label ? line->label : field->label);
}

static const char *help_of(const struct drawing *d, const struct sheet_line *line)
{
	const struct field *field = sheet_field(d->sheet->kind, line);
	const char *help = line->is_needed && page_is_narrow(d->p) ? N_("needed") : line->help ? line->help : field ? field->help : "";

	return *help ? _(help) : "";
}

static int text_column(const struct sheet *sheet, bool narrow)
{
	int most = narrow ? LABEL_MOST_NARROW : LABEL_MOST, widest = 0;

	for (int i = 0; i < sheet->count; i++) {
		int width = cells_width(label_of(sheet, &sheet->kind->lines[i]));

		if (sheet_stands(sheet, i) && width > widest)
			widest = width;
	}
	return INDENT + (widest < most ? widest : most) + (narrow ? 1 : GAP);
}

/* Where nothing stands in columns, each text begins behind its own label. */
static void place(struct drawing *d, int at)
{
	int label = cells_width(label_of(d->sheet, &d->sheet->kind->lines[at]));

	if (!d->p->is_accessible)
		return;
	d->column = INDENT + (label < LABEL_MOST ? label : LABEL_MOST) + 1;
	d->cells = d->p->columns - 1 - d->column;
}

static bool is_typed(const struct drawing *d, int at)
{
	return d->view->field == &d->sheet->texts[at];
}

/* The rows that a text takes: the one being typed in shows more of itself. */
static int text_rows(const struct drawing *d, int at)
{
	int rows = editor_rows(&d->sheet->texts[at], d->cells), most = TEXT_ROWS_MAX;

	if (d->sheet->kind->lines[at].is_large)
		most = is_typed(d, at) ? page_body_rows(d->p) : TEXT_ROWS_MAX + d->spare;
	return rows < 1 ? 1 : rows > most ? most : rows;
}

/* What is wrong is said whole, on as many rows as it needs: the row below it. p NULL: it is measured alone. */
static int put_wrong(const struct drawing *d, struct page *p, int row, int at)
{
	const char *wrong = d->sheet->wrong[at];
	int below = wrong ? words_put_rows(p, row, d->column, d->p->columns - 1 - d->column, wrong) : row;

	for (; p && row < below; row++)
		page_style_rest(p, row, d->column, PAGE_ALERT);
	return below;
}

static int rows_of(struct drawing *d, int at)
{
	int rows;

	if (!sheet_stands(d->sheet, at))
		return 0;
	place(d, at);
	rows = d->sheet->kind->lines[at].field && !d->sheet->kind->lines[at].is_fixed ? text_rows(d, at) : 1;
	if (is_typed(d, at))
		return rows + (d->sheet->choices.count > 0);
	return put_wrong(d, NULL, rows, at);
}

/* A text that nobody types in shows its beginning; the cursor in it stays where it was. */
static void draw_rows(struct drawing *d, struct editor *text, int rows, bool is_typed_in)
{
	size_t at = text->at;

	if (!is_typed_in)
		text->at = 0;
	editor_draw(text, d->p, d->row, d->column, rows, d->cells, is_typed_in);
	text->at = at;
}

/* What stands at the right of a line; NULL for nothing. */
static const char *beside_of(const struct drawing *d, int at)
{
	const struct sheet_kind *kind = d->sheet->kind;

	return kind->beside && !page_is_narrow(d->p) ? kind->beside(d->sheet, &kind->lines[at]) : NULL;
}

/* Words in the place of a text, as far as there is room for them. */
static void put_words(struct drawing *d, const char *text, int cells)
{
	struct str cut = { 0 };

	words_add_whole(&cut, d->face, text, cells);
	page_put(d->p, d->row, d->column, cut.text ? cut.text : "");
	str_release(&cut);
}

/* The text, and behind it what the screen knows beside. */
static void put_with_more(struct drawing *d, int at)
{
	const struct sheet *sheet = d->sheet;
	const char *text = sheet->texts[at].text.text;
	char *more = sheet->kind->adds && !page_is_narrow(d->p) ? sheet->kind->adds(sheet, &sheet->kind->lines[at]) : NULL;
	/* TRANSLATORS: what stands in a line of a form; and what is known beside: "9 to 11; the partner's class: 8 to 12". */
	char *both = more ? xasprintf(_("%s; %s"), text, more) : NULL;

	put_words(d, both ? both : text, d->cells);
	free(both);
	free(more);
}

static void draw_choices(struct drawing *d)
{
	struct str line = { 0 };
	char *text;

	for (size_t i = 0; i < d->sheet->choices.count; i++)
		words_part(&line, d->sheet->choices.at[i]);
	text = xasprintf(_("Enter: %s"), line.text);
	words_put(d->face, d->p, d->row++, d->column, text);
	free(text);
	str_release(&line);
}

/* What belongs into an empty line. Who cannot see that it stands there more faintly is told that the line is empty. */
static void put_help(struct drawing *d, int at, const char *help)
{
	const char *beside = beside_of(d, at);
	int room = d->p->columns - 1 - d->column - (beside ? cells_width(beside) + GAP : 0);
	bool is_told = d->p->is_accessible && !starts_with(help, _("empty"));
	char *text = is_told ? xasprintf(*help ? _("%s: %s") : "%s%s", _("empty"), help) : xstrdup(help);

	put_words(d, text, room);
	free(text);
}

static void draw_text(struct drawing *d, int at)
{
	struct editor *text = &d->sheet->texts[at];
	int rows = text_rows(d, at), room = d->end - d->row;

	if (is_typed(d, at))
		d->view->field_width = d->cells;
	if (text->text.len == 0 && !is_typed(d, at))
		put_help(d, at, help_of(d, &d->sheet->kind->lines[at]));
	else if (!text->many_lines && !is_typed(d, at))
		put_with_more(d, at);
	else
		draw_rows(d, text, rows < room ? rows : room, is_typed(d, at));
	/* It stays until something is typed: going through a form then costs the line the cursor alone. A braille line would take it for typed. */
	if (text->text.len == 0 && is_typed(d, at) && !d->p->is_accessible)
		put_help(d, at, help_of(d, &d->sheet->kind->lines[at]));
	d->row += rows;
}

static void draw_beside(struct drawing *d, int at, int row)
{
	const char *beside = beside_of(d, at);

	if (!beside)
		return;
	page_put_right(d->p, row, beside);
	if (strcmp(beside, _("needed")) == 0)
		page_state_last(d->p, row, beside);
}

static void draw_line(struct drawing *d, int at)
{
	const struct sheet_line *line = &d->sheet->kind->lines[at];
	struct str label = { 0 };
	int first = d->row;

	place(d, at);
	words_add(&label, d->face, label_of(d->sheet, line), d->column - INDENT - 1);
	page_label(d->p, d->row, INDENT, label.text ? label.text : "");
	page_item(d->p, d->row);
	str_release(&label);
	if (!d->p->is_spoken) /* whose texts come first */
		draw_beside(d, at, d->row);
	if (at == d->sheet->at && !d->view->field)
		page_mark(d->p, d->row);
	if (line->field && !line->is_fixed) {
		draw_text(d, at);
	} else {
		char *text = d->sheet->kind->shows ? d->sheet->kind->shows(d->sheet, line) : xstrdup("");

		words_put(d->face, d->p, d->row++, d->column, text);
		free(text);
	}
	if (d->p->is_spoken)
		draw_beside(d, at, first);
	if (is_typed(d, at) && d->sheet->choices.count && d->row < d->end)
		draw_choices(d);
	else if (!is_typed(d, at))
		d->row = put_wrong(d, d->p, d->row, at);
}

/* Lets the line of the cursor show, with as many of those before it as fit. */
static void scroll(struct drawing *d)
{
	struct sheet *sheet = d->sheet;
	int room = d->end - d->row, used;

	if (sheet->top > sheet->at)
		sheet->top = sheet->at;
	for (;;) {
		used = 0;
		for (int i = sheet->top; i <= sheet->at; i++)
			used += rows_of(d, i);
		if (used <= room || sheet->top >= sheet->at)
			return;
		sheet->top++;
	}
}

static int spare_rows(struct drawing *d)
{
	int spare = d->end - d->row;

	for (int i = 0; i < d->sheet->count; i++)
		spare -= rows_of(d, i);
	return spare > 0 ? spare : 0;
}

/* Room at the right for what stands beside texts. */
static int beside_cells(const struct sheet *sheet)
{
	int widest = 0;

	for (int i = 0; sheet->kind->beside && i < sheet->count; i++) {
		const char *beside = sheet->kind->beside(sheet, &sheet->kind->lines[i]);

		if (beside && cells_width(beside) > widest)
			widest = cells_width(beside);
	}
	return widest ? widest + GAP : 0;
}

int sheet_draw(struct face *face, struct view *view, struct sheet *sheet, struct page *p, int row)
{
	struct drawing d = { .face = face, .view = view, .sheet = sheet, .p = p, .row = row, .end = p->rows - 1 };

	d.column = text_column(sheet, page_is_narrow(p));
	d.cells = p->columns - 1 - d.column - (page_is_narrow(p) ? 0 : beside_cells(sheet));
	d.cells = words_text_cells(d.cells);
	d.spare = spare_rows(&d);
	scroll(&d);
	for (int i = sheet->top; i < sheet->count && d.row < d.end; i++)
		if (sheet_stands(sheet, i))
			draw_line(&d, i);
	return d.row;
}
