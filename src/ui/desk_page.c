/* How the list of a desk looks: what waits, of whom, how long. */
#include "desk_list.h"

#include <stdlib.h>

#include "face.h"
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, GAP = 2, STATE_CELLS = 9 };

static int kind_cells(const struct desk *d)
{
	int most = 0;

	for (int i = 0; i < d->table.count; i++) {
		const struct desk_row *row = d->table.rows[i].item;
		int cells = cells_width(vocabulary_brief(&vocabulary_case_kinds, row->c.kind ? row->c.kind : ""));

		most = cells > most ? cells : most;
	}
	return most;
}

static bool has_states(struct face *face, const struct desk *d)
{
	for (int i = 0; i < d->table.count; i++)
		if (*desk_state(face, d->table.rows[i].item))
			return true;
	return false;
}

/* "Nurcan Aydın, Cumhuriyet Ortaokulu"; with the country where there are several. */
static char *what(const struct desk *d, const struct desk_row *row)
{
	char *school = words_safe(row->c.school.name, SANITISE_LINE), *country = words_safe(row->c.country, SANITISE_LINE);
	struct str text = { 0 };

	words_part_taken(&text, words_safe(row->c.title, SANITISE_LINE));
	if (d->counts.desks > 1 && *country)
		words_part(&text, country);
	if (*school && !text_equal(row->c.kind, "school"))
		words_part(&text, school);
	free(school);
	free(country);
	return str_detach(&text);
}

static char *when(const struct desk *d, const struct desk_row *row)
{
	struct str text = { 0 };

	if (d->view == DESK_DECIDED)
		return row->c.decided_at ? words_short_time(row->c.decided_at) : xstrdup("");
	if (row->c.since)
		desk_add_age(&text, row->c.since);
	return str_detach(&text);
}

/* What the rows have in common. */
struct drawing { struct face *face; const struct desk *d; int kind_cells; bool has_states; };

static void draw_row(const struct drawing *g, const struct desk_row *row, struct page *p, int line)
{
	const char *state = desk_state(g->face, row), *kind = vocabulary_brief(&vocabulary_case_kinds, row->c.kind ? row->c.kind : "");
	bool narrow = page_is_narrow(p);
	int column = INDENT + (!narrow && g->has_states ? STATE_CELLS + 1 : 0);
	char *words = what(g->d, row), *age = when(g->d, row);
	struct str text = { 0 }, cut = { 0 };

	if (narrow) {
		words_part(&text, state);
		words_part(&text, kind);
		words_part(&text, words);
	} else {
		words_pad(&text, g->face, kind, g->kind_cells);
		str_addf(&text, "%*s%s", GAP, "", words);
	}
	words_add(&cut, g->face, text.text, p->columns - 1 - column - (*age ? cells_width(age) + 1 : 0));
	if (!narrow)
		page_put(p, line, INDENT, state);
	page_put(p, line, column, cut.text);
	if (*state)
		page_state(p, line, INDENT, state, row->is_superseded);
	page_put_right(p, line, age);
	str_release(&cut);
	str_release(&text);
	free(words);
	free(age);
}

static const char *const views[] = { [DESK_WAITING] = N_("waiting"), [DESK_ASKED_BACK] = N_("asked back"), [DESK_DECIDED] = N_("decided") };

static void draw_title(struct face *face, const struct desk *d, struct page *p)
{
	struct str text = { 0 };

	words_part(&text, _("Desk"));
	if (d->view == DESK_WAITING) {
		int64_t count = d->filter ? d->table.count : d->counts.waiting;

		words_part_taken(&text, xasprintf(i18n_plural("%d waits", "%d wait", (unsigned long)count), (int)count));
		desk_add_mine(&text, &d->counts);
		desk_add_oldest(&text, &d->counts);
	} else {
		words_part(&text, _(views[d->view]));
	}
	if (d->order == DESK_BY_COUNTRY)
		words_part(&text, _("by country"));
	if (d->filter)
		words_part_taken(&text, words_safe(d->filter, SANITISE_LINE));
	words_title_line(face, p, text.text);
	str_release(&text);
}

/* What stands on a page without a row; the day's work below the rows where there is room. */
static void draw_rest(const struct desk *d, struct page *p, int line)
{
	char *today = desk_today_words(&d->counts);

	if (d->table.count == 0) {
		page_put(p, 1, INDENT, d->view == DESK_WAITING ? _("Nothing waits here.") : _("There is nothing here."));
		page_cursor(p, 1, 0);
		line = 2;
	}
	if (line + 1 <= page_body_rows(p))
		page_put(p, line + 1, INDENT, today);
	free(today);
}

void desk_list_draw(struct face *face, struct view *view, struct page *p)
{
	struct desk *d = view->model;
	const struct drawing g = { face, d, kind_cells(d), has_states(face, d) };
	const struct desk_row *row;
	struct err e = { 0 };
	int i;

	list_fit(&d->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	draw_title(face, d, p);
	for (i = 0; (row = table_view_item(&d->table, i)); i++) {
		draw_row(&g, row, p, 1 + i);
		page_item(p, 1 + i);
		if (list_is_marked(&d->table.list, row->local))
			page_tick(p, 1 + i, 1, _("marked"));
	}
	if (d->table.count > 0)
		page_mark(p, 1 + list_view_line(&d->table.list));
	draw_rest(d, p, 1 + i);
}
