/* Partners on the page: what is asked for, people a line each, how many there are of each kind at the right. */
#include <stdlib.h>
#include <string.h>

#include "partners.h"
#include "profile.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/strings.h"
#include "twinline/text/cells.h"
#include "words.h"

enum {
	MARK_CELLS = 2, STATE_LEAST = 7, NAME_LEAST = 12, COUNTRY_CELLS = 2, WHAT_CELLS = 13, AGES_CELLS = 5, LANGUAGES_CELLS = 8,
	GAP = 1, TOTAL_CELLS = 7, WHEN_CELLS = 7, FACET_CELLS = 18, FACETS_FROM = 80 /* columns from which they stand at the right */
};

/* The columns of a wide line. */
struct columns { int state, name, room; };

static bool has_facets_beside(const struct page *page, const struct partners *p)
{
	return page->columns >= FACETS_FROM && !page->is_spoken && p->view == PARTNERS_PEOPLE;
}

static bool are_facets_instead(const struct page *page, const struct partners *p)
{
	return p->part == PARTNERS_FACETS && !has_facets_beside(page, p);
}

/* The first row of the list. */
static int list_row_of(const struct page *page, const struct partners *p)
{
	if (p->view != PARTNERS_PEOPLE)
		return 1;
	if (page_is_narrow(page))
		return p->match_count > 0 ? 3 : 2;
	return 4;
}

/* --- what is asked for --- */

static int field_column(void)
{
	int find = cells_width(_("Find")), only = cells_width(_("Only"));

	return MARK_CELLS + (find > only ? find : only) + 2;
}

static void draw_field(struct view *view, struct page *page, int row, const char *label, struct editor *field, int column)
{
	struct partners *p = view->model;
	bool is_typed = view->field == field;
	int cells = page->columns - 1 - column;
	struct str cut = { 0 };

	page_label(page, row, MARK_CELLS, label);
	page_item(page, row);
	if (is_typed) {
		view->field_width = cells;
		editor_draw(field, page, row, column, 1, cells, true);
		return;
	}
	words_add(&cut, p->face, field->text.text, cells);
	page_put(page, row, column, cut.text ? cut.text : "");
	str_release(&cut);
	if (p->part == (field == &p->find ? PARTNERS_FIND : PARTNERS_ONLY))
		page_mark(page, row);
}

/* What the part that is typed can become, the first of which Enter takes. */
static void draw_matches(const struct partners *p, struct page *page, int row, int column)
{
	struct str line = { 0 }, cut = { 0 };
	char *text;

	for (int i = 0; i < p->match_count; i++)
		words_part(&line, lookup_match_label(partners_type, &p->matches[i]));
	if (line.len) {
		text = xasprintf(_("Enter: %s"), line.text);
		words_add(&cut, p->face, text, page->columns - 1 - column);
		page_put(page, row, column, cut.text);
		free(text);
	}
	str_release(&cut);
	str_release(&line);
}

static void draw_fields_wide(struct view *view, struct page *page)
{
	struct partners *p = view->model;
	int column = field_column();

	draw_field(view, page, 1, _("Find"), &p->find, column);
	draw_field(view, page, 2, _("Only"), &p->only, column);
	if (view->field == &p->only)
		draw_matches(p, page, 3, column);
}

/* Both in one line, or the one that is typed in. */
static void draw_fields_narrow(struct view *view, struct page *page)
{
	struct partners *p = view->model;
	const char *find = p->find.text.len ? p->find.text.text : "", *only = p->only.text.len ? p->only.text.text : "";
	bool is_only = p->part == PARTNERS_ONLY;
	struct str cut = { 0 };
	char *line;

	if (view->field || p->part == PARTNERS_FIND || is_only) {
		const char *label = is_only ? _("Only") : _("Find");

		draw_field(view, page, 1, label, is_only ? &p->only : &p->find, MARK_CELLS + cells_width(label) + 1);
		draw_matches(p, page, 2, MARK_CELLS);
		return;
	}
	/* TRANSLATORS: what is looked for at 40 columns: words; filters. */
	line = *find && *only ? xasprintf(_("Find %s; %s"), find, only) : xasprintf(_("Find %s"), *find ? find : only);
	words_add_whole(&cut, p->face, line, page->columns - 1 - MARK_CELLS);
	page_put(page, 1, MARK_CELLS, cut.text);
	str_release(&cut);
	free(line);
}

/* --- rows --- */

static const char *state_of(const struct partners *p, const struct partners_row *row)
{
	if (p->view != PARTNERS_SEARCHES)
		return *relation_word(row->relation) ? _(relation_word(row->relation)) : "";
	return row->what;
}

static struct columns columns_of(const struct partners *p, const struct page *page)
{
	struct columns c = { .state = STATE_LEAST, .room = page->columns - 1 - MARK_CELLS };
	const struct partners_row *row;
	int others;

	if (has_facets_beside(page, p))
		c.room = page->columns - 1 - FACET_CELLS - 2 - MARK_CELLS;
	for (int i = 0; (row = list_view_row(&p->list, i)); i++)
		if (row->key != PARTNERS_MORE && cells_width(state_of(p, row)) > c.state)
			c.state = cells_width(state_of(p, row));
	others = p->view == PARTNERS_SEARCHES ? TOTAL_CELLS + GAP + WHEN_CELLS
	                                      : COUNTRY_CELLS + GAP + WHAT_CELLS + GAP + AGES_CELLS + GAP + LANGUAGES_CELLS;
	c.name = c.room - c.state - GAP - GAP - others;
	if (c.name < NAME_LEAST)
		c.name = NAME_LEAST;
	return c;
}

static void pad(struct str *out, struct face *face, const char *text, int cells)
{
	words_pad(out, face, text, cells);
	str_addc(out, ' ');
}

static void add_person(struct str *out, const struct partners *p, const struct columns *c, const struct partners_row *row)
{
	char *name = words_safe_in(row->name, SANITISE_LINE, latin_language(NULL, row->country));

	pad(out, p->face, state_of(p, row), c->state);
	pad(out, p->face, name, c->name);
	pad(out, p->face, row->country, COUNTRY_CELLS);
	pad(out, p->face, row->what, WHAT_CELLS);
	pad(out, p->face, row->ages, AGES_CELLS);
	words_add(out, p->face, row->languages, c->room - cells_width(out->text));
	free(name);
}

static void add_search(struct str *out, const struct partners *p, const struct columns *c, const struct partners_row *row)
{
	struct str total = { 0 };
	char *when = row->asked_at ? words_short_time(row->asked_at) : xstrdup("");

	words_add_number(&total, row->total);
	pad(out, p->face, state_of(p, row), c->state);
	pad(out, p->face, row->name, c->name);
	words_right(out, row->asked_at ? total.text : "", TOTAL_CELLS);
	str_addc(out, ' ');
	words_right(out, when, WHEN_CELLS);
	str_release(&total);
	free(when);
}

/*
 * "Ewa Kowalska, PL 7-10 contact", "Μαρία Νικολάου, GR 8-11 el en it". state_first: as in every other list; else in the place of the
 * languages, so that the names stand below each other.
 */
static void add_person_narrow(struct str *out, const struct partners *p, const struct partners_row *row, int cells, bool state_first)
{
	const char *state = state_of(p, row), *last = *state && !state_first ? state : row->languages ? row->languages : "";
	struct str line = { 0 };

	if (*state && state_first)
		str_addf(out, "%s ", state);
	words_part_taken(&line, words_safe_in(row->name, SANITISE_LINE, latin_language(NULL, row->country)));
	words_part(&line, row->country ? row->country : "");
	if (row->ages && *row->ages)
		str_addf(&line, " %s", row->ages);
	if (*last)
		str_addf(&line, " %s", last);
	words_add(out, p->face, line.text ? line.text : "", cells - cells_width(out->text ? out->text : ""));
	str_release(&line);
}

static void add_search_narrow(struct str *out, const struct partners *p, const struct partners_row *row, int cells)
{
	const char *state = state_of(p, row);
	struct str total = { 0 }, text = { 0 };
	char *line;

	words_add_number(&total, row->total);
	line = xasprintf(*state ? "%s %s" : "%s%s", state, row->name);
	words_part(&text, line);
	words_part(&text, row->asked_at ? total.text : "");
	words_add(out, p->face, text.text, cells);
	free(line);
	str_release(&text);
	str_release(&total);
}

/* Where a person has no columns, the word stands last. */
static void style_state(const struct partners *p, struct page *page, int row, const struct partners_row *of)
{
	if (of->key == PARTNERS_MORE)
		return;
	if (p->view != PARTNERS_SEARCHES && page_is_narrow(page) && !page->is_accessible)
		page_state_last(page, row, state_of(p, of));
	else
		page_state(page, row, MARK_CELLS, state_of(p, of), false);
}

static void draw_row(const struct partners *p, struct page *page, int row, const struct columns *c, const struct partners_row *of)
{
	struct str line = { 0 };
	int cells = page->columns - 1 - MARK_CELLS;

	if (of->key == PARTNERS_MORE)
		partners_add_more(&line, p);
	else if (p->view == PARTNERS_SEARCHES)
		page_is_narrow(page) ? add_search_narrow(&line, p, of, cells) : add_search(&line, p, c, of);
	else
		page_is_narrow(page) ? add_person_narrow(&line, p, of, cells, page->is_accessible) : add_person(&line, p, c, of);
	page_put(page, row, MARK_CELLS, line.text);
	style_state(p, page, row, of);
	page_item(page, row);
	if (list_is_marked(&p->list, of->key))
		page_tick(page, row, 1, _("marked"));
	str_release(&line);
}

static const char *nobody_sentence(const struct partners *p)
{
	if (p->asked.is_known)
		return _("Nobody was found. Fewer words find more.");
	if (p->find.text.len || p->only.text.len)
		return _("Nobody here is so. Enter asks the portal.");
	if (partners_has_line(p->store))
		return _("Nobody is kept here yet. Type what you look for; Enter asks the portal.");
	return _("Nobody is kept here yet. Type what you look for; the portal is asked at the next exchange.");
}

static const char *empty_sentence(const struct partners *p)
{
	static const char *const views[PARTNERS_VIEW_COUNT] = {
		[PARTNERS_SEARCHES] = N_("No search is kept yet. {keep} keeps the one that you made."),
		[PARTNERS_CONTACTS] = N_("No contacts yet. Look at somebody and press {accept}."),
		[PARTNERS_FOLLOWED] = N_("You follow nobody yet. {keep} on somebody's page does it."),
	};

	return p->view == PARTNERS_PEOPLE ? nobody_sentence(p) : _(views[p->view]);
}

static void add_sentence_row(void *context, int indent, const char *text, size_t len)
{
	struct strings *rows = context;

	(void)indent;
	strings_push_take(rows, xstrndup(text, len));
}

static void draw_sentence(struct page *page, int row, const char *text)
{
	struct strings rows = { 0 };

	words_wrap(text, page->columns - 1 - MARK_CELLS, add_sentence_row, &rows);
	for (size_t i = 0; i < rows.count; i++)
		page_put(page, row + (int)i, MARK_CELLS, rows.at[i]);
	strings_release(&rows);
}

static void draw_empty(struct face *face, const struct partners *p, struct page *page, int row)
{
	draw_sentence(page, row, profile_or_newcomer(face, empty_sentence(p)));
}

static void draw_list(struct face *face, struct partners *p, struct page *page)
{
	int first = list_row_of(page, p), height = page->rows - 1 - first, line;
	const struct partners_row *row;
	struct columns c;
	struct err e = { 0 };

	list_fit(&p->list, height > 0 ? height : 1, &e);
	words_check(face, &e);
	c = columns_of(p, page);
	for (int i = 0; (row = list_view_row(&p->list, i)); i++)
		draw_row(p, page, first + i, &c, row);
	if (partners_people(p) == 0)
		draw_empty(face, p, page, first + p->key_count);
	line = list_view_line(&p->list);
	if (p->part != PARTNERS_LIST)
		return;
	if (line >= 0)
		page_mark(page, first + line);
	else
		page_cursor(page, first, 0);
}

/* --- facets --- */

static void add_label(struct str *out, struct face *face, const struct facet *facet, int cells)
{
	const struct vocabulary *v = lookup_vocabulary(partners_type, facet->row);
	char *others;

	if (facet->kind == FACET_OTHERS) {
		others = xasprintf(i18n_plural("%d other", "%d others", (unsigned long)facet->others), facet->others);
		words_pad(out, face, others, cells);
		free(others);
	} else {
		words_pad(out, face, v == &vocabulary_countries ? facet->code : vocabulary_brief(v, facet->code), cells);
	}
}

static void draw_facet(const struct partners *p, struct page *page, int row, int column, const struct facet *facet)
{
	int inner = column + MARK_CELLS, cells;
	struct str count = { 0 }, line = { 0 };

	if (facet->kind == FACET_HEAD) {
		words_add(&line, p->face, _(facet->row->label), FACET_CELLS);
		page_put(page, row, column, line.text);
	} else {
		words_add_number(&count, facet->count);
		cells = FACET_CELLS - MARK_CELLS - (int)count.len - 1;
		add_label(&line, p->face, facet, cells > 0 ? cells : 0);
		str_addf(&line, " %s", count.text);
		page_put(page, row, inner, line.text);
		if (facet->kind == FACET_CODE && lookup_has(p->filter, facet->row, facet->code))
			page_tick(page, row, inner - 1, _("chosen"));
	}
	str_release(&line);
	str_release(&count);
}

static void draw_facets(struct partners *p, struct page *page, int first, int column)
{
	struct facets *f = &p->facets;
	int rows = page->rows - 1 - first;

	f->height = rows;
	if (p->part != PARTNERS_FACETS)
		f->top = 0;
	if (f->selected >= f->top + rows)
		f->top = f->selected - rows + 1;
	if (f->selected < f->top)
		f->top = f->selected;
	if (f->top == 1 && f->at[0].kind == FACET_HEAD)
		f->top = 0;
	for (int i = 0; i < rows && f->top + i < f->count; i++) {
		draw_facet(p, page, first + i, column, &f->at[f->top + i]);
		if (f->at[f->top + i].kind != FACET_HEAD)
			page_item(page, first + i);
		if (p->part == PARTNERS_FACETS && f->top + i == f->selected)
			page_mark_at(page, first + i, column);
	}
}

/* --- the page --- */

static char *counted_title(const struct partners *p, const struct page *page)
{
	struct str found = { 0 }, here = { 0 };
	unsigned long count = (unsigned long)partners_people(p);
	char *title;

	words_add_number(&found, p->asked.found);
	words_add_number(&here, partners_people(p));
	switch (p->view) {
	case PARTNERS_SEARCHES:
		title = xasprintf(i18n_plural("%s  %s saved search", "%s  %s saved searches", count), _("Partners"), here.text);
		break;
	case PARTNERS_CONTACTS:
		title = xasprintf(i18n_plural("%s  %s contact", "%s  %s contacts", count), _("Partners"), here.text);
		break;
	case PARTNERS_FOLLOWED:
		title = xasprintf(i18n_plural("%s  %s followed", "%s  %s followed", count), _("Partners"), here.text);
		break;
	default:
		if (!p->asked.is_known)
			title = xasprintf(_("%s  %s kept here"), _("Partners"), here.text);
		else if (page_is_narrow(page))
			title = xasprintf(_("%s %s found, %s here"), _("Partners"), found.text, here.text);
		else
			title = xasprintf(_("%s  %s found, %s of them here"), _("Partners"), found.text, here.text);
	}
	str_release(&here);
	str_release(&found);
	return title;
}

void partners_draw(struct face *face, struct view *view, struct page *page)
{
	struct partners *p = view->model;
	char *title = counted_title(p, page);
	bool is_short = page_is_narrow(page) && p->asked.is_known && partners_has_line(p->store);

	if (is_short)
		words_title(face, page, title, "");
	else
		words_title_line(face, page, title);
	free(title);
	if (p->view == PARTNERS_PEOPLE) {
		if (page_is_narrow(page))
			draw_fields_narrow(view, page);
		else
			draw_fields_wide(view, page);
	}
	if (are_facets_instead(page, p)) {
		draw_facets(p, page, list_row_of(page, p), 0);
		return;
	}
	draw_list(face, p, page);
	if (has_facets_beside(page, p) && !view->field)
		draw_facets(p, page, list_row_of(page, p), page->columns - 1 - FACET_CELLS);
}
