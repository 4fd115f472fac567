/* A conflict on the page: a field with its versions below it, then what can be done; or one version to be read. */
#include "conflict.h"

#include <stdlib.h>

#include "face.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, GAP = 2, TEXT_ROWS = 3 };

/* --- one row --- */

struct first_rows { struct str at[TEXT_ROWS]; int count; };

static void take_row(void *context, int indent, const char *text, size_t len)
{
	struct first_rows *rows = context;

	(void)indent;
	if (rows->count < TEXT_ROWS)
		str_addn(&rows->at[rows->count], text, len);
	rows->count++;
}

static void release(struct first_rows *rows)
{
	for (int i = 0; i < TEXT_ROWS; i++)
		str_release(&rows->at[i]);
}

static const char *text_of(const struct conflict_row *row)
{
	return row->text && *row->text ? row->text : _("nothing");
}

static int widest_label(const struct conflict_view *m)
{
	int widest = cells_width(i18n_text_in("version", "theirs"));

	for (int i = 0; i < m->count; i++)
		if (m->rows[i].kind != CONFLICT_LABEL && cells_width(m->rows[i].label) > widest)
			widest = cells_width(m->rows[i].label);
	return widest;
}

static int text_column(const struct conflict_view *m)
{
	return INDENT + widest_label(m) + GAP + (m->conflict.kind == CONFLICT_FIELDS ? cells_width(_("chosen")) + GAP : 0);
}

/* A blank line parts the fields and what can be done. */
static int gap_before(const struct conflict_view *m, int i)
{
	const struct conflict_row *row = &m->rows[i];

	if (i == 0)
		return 0;
	return row->kind == CONFLICT_LABEL || (row->kind == CONFLICT_DEED && m->rows[i - 1].kind != CONFLICT_DEED) ||
	       (row->kind == CONFLICT_OPTION && m->rows[i - 1].kind == CONFLICT_VALUE);
}

/* Draws a row from line on where it is to be seen (p), and returns how many lines it takes. */
static int wide_row(struct face *face, const struct conflict_view *m, struct page *p, int i, int line)
{
	const struct conflict_row *row = &m->rows[i];
	int column = text_column(m), cells = m->columns - 1 - column, lines = 1;
	struct first_rows rows = { .count = 0 };
	char *clean = row->kind == CONFLICT_LABEL ? xstrdup("") : words_safe(text_of(row), SANITISE_TEXT);

	words_wrap(clean, words_text_cells(cells), take_row, &rows);
	if (rows.count > 1)
		lines = rows.count < TEXT_ROWS ? rows.count : TEXT_ROWS;
	if (rows.count > TEXT_ROWS) /* i shows the rest */
		str_add(&rows.at[TEXT_ROWS - 1], face_is_ascii(face) ? " ..." : " …");
	if (p) {
		page_label(p, line, INDENT, row->label);
		if (conflict_is_chosen(m, row))
			page_put(p, line, INDENT + widest_label(m) + GAP, _("chosen"));
		for (int k = 0; k < lines && row->kind != CONFLICT_LABEL; k++) {
			struct str cut = { 0 };

			words_add(&cut, face, rows.at[k].text ? rows.at[k].text : "", cells);
			page_put(p, line + k, column, cut.text);
			str_release(&cut);
		}
	}
	release(&rows);
	free(clean);
	return lines;
}

/* "mine, chosen: We measure on Wednesdays." */
static void narrow_row(struct face *face, const struct conflict_view *m, struct page *p, int i, int line)
{
	const struct conflict_row *row = &m->rows[i];
	struct str text = { 0 };

	str_add(&text, row->label);
	if (conflict_is_chosen(m, row))
		words_part(&text, _("chosen"));
	if (row->kind != CONFLICT_LABEL) {
		str_add(&text, ": ");
		words_add_whole(&text, face, text_of(row), p->columns - 1 - INDENT - cells_width(text.text));
	}
	page_put(p, line, INDENT, text.text);
	str_release(&text);
}

static int height(struct face *face, const struct conflict_view *m, const struct page *p, int i)
{
	return page_is_narrow(p) ? 1 : wide_row(face, m, NULL, i, 0);
}

/* --- the page --- */

/* "the other: Ewa Kowalska, 09:40", or "" where that is not known. Yours. */
static char *other_words(const struct conflict_view *m)
{
	struct str who = { 0 };
	char *text;

	if (!m->conflict.other)
		return xstrdup("");
	words_part_taken(&who, words_safe(m->conflict.other, SANITISE_LINE));
	if (m->conflict.other_at)
		words_part_taken(&who, words_short_time(m->conflict.other_at));
	/* TRANSLATORS: at the right of the title: who changed it at the other end. */
	text = xasprintf(_("the other: %s"), who.text);
	str_release(&who);
	return text;
}

/* Where the title has no room for who the other is, that stands below it. */
static int first_line(const struct conflict_view *m, const struct page *p)
{
	return page_is_narrow(p) && m->conflict.other ? 2 : 1;
}

static void draw_other(struct face *face, const struct conflict_view *m, struct page *p)
{
	char *other = other_words(m);

	words_put(face, p, 1, INDENT, other);
	free(other);
}

/* The top moves as little as shows the row of the cursor, and the name of its field. */
static void scroll(struct face *face, struct conflict_view *m, const struct page *p)
{
	int label = m->at;

	while (label > 0 && m->at - label < 1 && m->rows[label - 1].kind == CONFLICT_LABEL)
		label--;
	if (label < m->top)
		m->top = label;
	for (;; m->top++) {
		int rows = 0;

		for (int i = m->top; i <= m->at; i++)
			rows += height(face, m, p, i) + (!page_is_narrow(p) && i > m->top ? gap_before(m, i) : 0);
		if (rows <= page_body_rows(p) - first_line(m, p) + 1 || m->top == m->at)
			return;
	}
}

static void draw_rows(struct face *face, struct conflict_view *m, struct page *p)
{
	bool narrow = page_is_narrow(p);
	int line = first_line(m, p), end = p->rows - 1;

	if (line > 1)
		draw_other(face, m, p);

	scroll(face, m, p);
	for (int i = m->top; i < m->count && line < end; i++) {
		line += !narrow && i > m->top ? gap_before(m, i) : 0;
		if (line + height(face, m, p, i) > end)
			break;
		if (m->rows[i].kind != CONFLICT_LABEL)
			page_item(p, line);
		if (i == m->at)
			page_mark(p, line);
		if (narrow) {
			narrow_row(face, m, p, i, line++);
		} else {
			line += wide_row(face, m, p, i, line);
		}
	}
}

static void draw_title(struct face *face, const struct conflict_view *m, struct page *p)
{
	static const char *const wide[] = {
		[CONFLICT_FIELDS] = N_("Changed at both ends: \"%s\""), [CONFLICT_DELETED_THERE] = N_("Deleted at the other end: \"%s\""),
		[CONFLICT_CHANGED_THERE] = N_("Changed before I deleted it: \"%s\""),
	};
	static const char *const short_ones[] = {
		[CONFLICT_FIELDS] = N_("Both changed: %s"), [CONFLICT_DELETED_THERE] = N_("Deleted there: %s"),
		[CONFLICT_CHANGED_THERE] = N_("Changed there: %s"),
	};
	bool narrow = page_is_narrow(p);
	char *name = words_safe(m->conflict.title ? m->conflict.title : _(m->conflict.versions.type->label), SANITISE_LINE);
	char *title, *other;
	const char *words = m->lines ? m->read_title : narrow ? short_ones[m->conflict.kind] : wide[m->conflict.kind];

	title = str_with(_(words), name);
	other = narrow || m->lines ? xstrdup("") : other_words(m);
	words_title(face, p, title, other);
	free(other);
	free(title);
	free(name);
}

static void draw_lines(struct conflict_view *m, struct page *p)
{
	for (int i = 0; i < page_body_rows(p) && m->line_top + i < m->line_count; i++)
		page_put(p, 1 + i, INDENT, m->lines[m->line_top + i]);
	page_cursor(p, 1, 0);
}

void conflict_draw(struct face *face, struct view *view, struct page *p)
{
	struct conflict_view *m = view->model;

	m->body_rows = page_body_rows(p);
	if (m->columns != p->columns) {
		m->columns = p->columns;
		conflict_wrap(m);
	}
	if (m->is_gone) {
		words_title(face, p, _("Changed at both ends"), "");
		page_put(p, 1, INDENT, _("It needs no choice any more."));
		page_cursor(p, 1, 0);
		return;
	}
	draw_title(face, m, p);
	if (m->lines)
		draw_lines(m, p);
	else
		draw_rows(face, m, p);
}
