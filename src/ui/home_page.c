/* Home on the page: a line each, state first, then what and who, when at the right edge. */
#include <stdlib.h>

#include "face.h"
#include "home.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
#include "words.h"

enum { INDENT = 2, GAP = 2, NOTHING_ROWS = 2 /* of what stands above the places while nothing waits */ };

int home_state_cells(bool unsent)
{
	int most = 0;

	for (int kind = 0; kind < WAITING_KIND_COUNT; kind++) {
		int cells = cells_width(home_state((enum waiting_kind)kind));

		if (cells > most && (kind != WAITING_NEEDS_YOU || unsent))
			most = cells;
	}
	return most;
}

static void draw_wide(struct face *face, const struct home_row *row, int state_cells, struct page *p, int line)
{
	char *when = home_when(&row->waiting), *words;
	int column = INDENT + state_cells + GAP, room = p->columns - 1 - column - (*when ? cells_width(when) + 1 : 0);
	struct str cut = { 0 };

	words = home_words(face, row, false, room);
	words_add_whole(&cut, face, words, room);
	page_put(p, line, INDENT, home_state(row->waiting.kind));
	page_put(p, line, column, cut.text);
	if (*when)
		page_put_right(p, line, when);
	str_release(&cut);
	free(words);
	free(when);
}

static void draw_narrow(struct face *face, const struct home_row *row, struct page *p, int line)
{
	const char *state = home_state(row->waiting.kind);
	int room = p->columns - 1 - INDENT;
	char *words = home_words(face, row, true, room - cells_width(state) - 1), *text = xasprintf("%s %s", state, words);
	struct str cut = { 0 };

	words_add_whole(&cut, face, text, room);
	page_put(p, line, INDENT, cut.text);
	str_release(&cut);
	free(words);
	free(text);
}

void home_draw_waiting(struct face *face, struct page *p, int line, const struct home_row *row, int state_cells)
{
	if (page_is_narrow(p))
		draw_narrow(face, row, p, line);
	else
		draw_wide(face, row, state_cells, p, line);
	page_state(p, line, INDENT, home_state(row->waiting.kind), row->waiting.kind == WAITING_NEEDS_YOU);
}

/* True if something could not be sent: it stands first. */
static bool has_unsent(const struct home *home)
{
	const struct home_row *first = home->waiting ? home->table.rows[0].item : NULL;

	return first && first->waiting.kind == WAITING_NEEDS_YOU;
}

static int place_cells(const struct home *home)
{
	int most = 0;

	for (int i = home->waiting; i < home->table.count; i++) {
		const struct home_row *row = home->table.rows[i].item;

		if (cells_width(_(row->place->name)) > most)
			most = cells_width(_(row->place->name));
	}
	return most;
}

static void draw_place(struct face *face, const struct home *home, const struct home_row *row, struct page *p, int line)
{
	char *key = face_key(face, row->place->action);
	struct str text = { 0 };

	if (!p->is_spoken)
		str_addf(&text, "%s ", key);
	words_label(&text, face, _(row->place->name), place_cells(home));
	str_addf(&text, " %s", row->words);
	words_put(face, p, line, INDENT, text.text);
	str_release(&text);
	free(key);
}

/* The line of the view that the first place stands on; -1 where it is not in it. */
static int first_place(const struct home *home)
{
	const struct home_row *row;

	for (int i = 0; (row = table_view_item(&home->table, i)); i++)
		if (row->place)
			return i;
	return -1;
}

/* A blank line parts what waits from the places: one row less of them. */
static int fit(struct face *face, struct home *home, int rows)
{
	struct err e = { 0 };
	int gap;

	list_fit(&home->table.list, rows, &e);
	if (first_place(home) > 0)
		list_fit(&home->table.list, rows - 1, &e);
	words_check(face, &e);
	gap = first_place(home);
	return gap > 0 ? gap : 0;
}

static void draw_title(struct face *face, const struct home *home, struct page *p)
{
	char *left = page_is_narrow(p) || !home->who ? xstrdup(_("Home")) : xasprintf("%s  %s", _("Home"), home->who);
	char *line = face_line_words(face);
	struct str right = { 0 };

	if (!page_is_narrow(p))
		day_add_short(&right, datetime_day(clock_now()));
	words_part(&right, line);
	words_title(face, p, left, right.text ? right.text : "");
	str_release(&right);
	free(line);
	free(left);
}

struct row_of { struct page *page; int line; };

static void put_row(void *context, int indent, const char *text, size_t len)
{
	struct row_of *to = context;
	char *row = xstrndup(text, len);

	if (to->line <= NOTHING_ROWS)
		page_put(to->page, to->line++, INDENT + indent, row);
	free(row);
}

/* While nothing waits: what could be done instead. */
static void draw_nothing(struct face *face, const struct home *home, struct page *p)
{
	char *text;

	if (home->is_pupils)
		text = xstrdup(_("It comes with the first exchange."));
	else if (home->lacking.count > 0)
		text = home_lacking_words(face, &home->lacking, p->columns - 1 - INDENT);
	else
		text = xstrdup(_("Nothing waits for you."));
	words_wrap(text, p->columns - 1 - INDENT, put_row, &(struct row_of){ p, 1 });
	free(text);
}

void home_draw(struct face *face, struct view *view, struct page *p)
{
	struct home *home = view->model;
	int above = home->waiting == 0 ? NOTHING_ROWS : 0, gap = fit(face, home, page_body_rows(p) - above);
	const struct home_row *row;

	draw_title(face, home, p);
	if (home->waiting == 0)
		draw_nothing(face, home, p);
	for (int i = 0; (row = table_view_item(&home->table, i)); i++) {
		const struct table_row *at = list_view_row(&home->table.list, i);
		int line = 1 + above + i + (gap && i >= gap ? 1 : 0);

		if (row->place)
			draw_place(face, home, row, p, line);
		else
			home_draw_waiting(face, p, line, row, home_state_cells(has_unsent(home)));
		page_item(p, line);
		if (i == list_view_line(&home->table.list))
			page_mark(p, line);
		if (list_is_marked(&home->table.list, at->key))
			page_tick(p, line, 1, _("marked"));
	}
}
