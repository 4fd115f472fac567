/* The desk as a list: what waits, the oldest first; what is asked back; what was decided. Marked cases are decided together. */
#include "desk.h"

#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "screens.h"
#include "table.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/fold.h"
#include "words.h"

enum { INDENT = 2, GAP = 2, STATE_CELLS = 9 };

struct desk {
	struct table table; /* of struct desk_row */
	enum desk_view view;
	enum desk_order order;
	char *filter;       /* words; NULL: all */
	struct desk_counts counts;
};

/* --- rows --- */

static void release_row(void *item)
{
	desk_row_release(item);
}

/* What a case is found by: its kind and country in the user's language and as codes, its title and school. */
static bool passes(const struct desk *d, const struct desk_row *row)
{
	const char *const parts[] = {
		row->c.kind ? vocabulary_label(&vocabulary_case_kinds, row->c.kind) : NULL, row->c.kind, row->c.country,
		row->c.country ? vocabulary_label(&vocabulary_countries, row->c.country) : NULL, row->c.title, row->c.school.name, row->c.who.name,
	};
	struct str text = { 0 };
	char *words, *wanted;
	bool does;

	if (!d->filter)
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		str_addf(&text, " %s", parts[i] ? parts[i] : "");
	words = fold_copy(text.text);
	wanted = fold_copy(d->filter);
	does = fold_matches(words, wanted);
	free(wanted);
	free(words);
	str_release(&text);
	return does;
}

static int read_rows(struct face *face, struct desk *d, struct err *e)
{
	struct desk_row *rows = NULL;
	int count = desk_list(face_store(face), d->view, d->order, &rows, e);

	for (int i = 0; i < count; i++) {
		struct desk_row *row;

		if (!passes(d, &rows[i])) {
			desk_row_release(&rows[i]);
			continue;
		}
		row = xcalloc(1, sizeof *row);
		*row = rows[i];
		table_add(&d->table, row->local, row);
	}
	free(rows);
	desk_read_counts(face, &d->counts);
	return count < 0 ? -1 : table_show(&d->table, e);
}

static void changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_rows(face, view->model, &e);
	words_check(face, &e);
}

/* --- for the page of a case --- */

int64_t desk_list_next(struct face *face, struct view *view)
{
	struct desk *d = view->model;

	changed(face, view);
	return list_key(&d->table.list);
}

int desk_list_following(const struct view *view, const struct desk_row **rows, int most)
{
	const struct desk *d = view->model;
	int64_t key = list_key(&d->table.list);
	int found = 0, i = 0;

	while (i < d->table.count && d->table.rows[i].key != key)
		i++;
	for (i++; i < d->table.count && found < most; i++)
		rows[found++] = d->table.rows[i].item;
	return found;
}

int desk_list_chosen(const struct view *view, int64_t **cases)
{
	const struct desk *d = view->model;

	return list_chosen(&d->table.list, cases);
}

void desk_list_go_on(struct face *face, struct view *view)
{
	struct desk *d = view->model;

	list_clear_marks(&d->table.list);
	changed(face, view);
}

/* --- drawing --- */

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

static void draw_row(struct face *face, const struct desk *d, const struct desk_row *row, struct page *p, int line)
{
	const char *state = desk_state(face, row), *kind = vocabulary_brief(&vocabulary_case_kinds, row->c.kind ? row->c.kind : "");
	bool narrow = page_is_narrow(p);
	int column = INDENT + (!narrow && has_states(face, d) ? STATE_CELLS + 1 : 0);
	char *words = what(d, row), *age = when(d, row);
	struct str text = { 0 }, cut = { 0 };

	if (narrow) {
		words_part(&text, state);
		words_part(&text, kind);
		words_part(&text, words);
	} else {
		words_pad(&text, face, kind, kind_cells(d));
		str_addf(&text, "%*s%s", GAP, "", words);
	}
	words_add(&cut, face, text.text, p->columns - 1 - column - (*age ? cells_width(age) + 1 : 0));
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

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct desk *d = view->model;
	const struct desk_row *row;
	struct err e = { 0 };
	int i;

	list_fit(&d->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	draw_title(face, d, p);
	for (i = 0; (row = table_view_item(&d->table, i)); i++) {
		draw_row(face, d, row, p, 1 + i);
		page_item(p, 1 + i);
		if (list_is_marked(&d->table.list, row->local))
			page_tick(p, 1 + i, 1, _("marked"));
	}
	if (d->table.count > 0)
		page_mark(p, 1 + list_view_line(&d->table.list));
	draw_rest(d, p, 1 + i);
}

/* --- acting --- */

static void decide_chosen(struct face *face, struct view *view, const char *state)
{
	struct desk *d = view->model;
	int64_t *cases = NULL;
	int count = list_chosen(&d->table.list, &cases);

	if (count > 0 && desk_decide_all(face, cases, count, &(struct desk_decision){ .state = state }) == 0)
		list_clear_marks(&d->table.list);
	free(cases);
	changed(face, view);
}

static void find_typed(struct face *face, struct view *view, const char *text)
{
	struct desk *d = view->model;

	free(d->filter);
	d->filter = text && *text ? xstrdup(text) : NULL;
	changed(face, view);
}

static void go_by_one(struct face *face, struct desk *d, bool backwards)
{
	struct err e = { 0 };

	list_move(&d->table.list, backwards ? -1 : 1, &e);
	words_check(face, &e);
}

static enum outcome act_on_case(struct face *face, struct view *view, enum action action)
{
	const struct desk *d = view->model;
	const struct desk_row *row = table_item(&d->table);

	switch (action) {
	case ACTION_OPEN:
		face_open(face, screen_desk_case.name, row->local);
		return ACT_DONE;
	case ACTION_ACCEPT:
		decide_chosen(face, view, "accepted");
		return ACT_DONE;
	case ACTION_PUT_AWAY:
		decide_chosen(face, view, "done");
		return ACT_DONE;
	case ACTION_WRITE_TO:
		face_open(face, screen_desk_reason.name, DESK_ASK_BACK);
		return ACT_DONE;
	case ACTION_DROP:
		face_open(face, screen_desk_reason.name, DESK_REFUSE);
		return ACT_DONE;
	case ACTION_LATER:
		desk_ask_note(face);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static bool is_on_case(enum action action)
{
	static const enum action on_case[] = {
		ACTION_OPEN, ACTION_ACCEPT, ACTION_PUT_AWAY, ACTION_WRITE_TO, ACTION_DROP, ACTION_LATER,
	};

	for (size_t i = 0; i < ARRAY_SIZE(on_case); i++)
		if (on_case[i] == action)
			return true;
	return false;
}

static int markable(const struct view *view)
{
	const struct desk *d = view->model;

	return d->table.count;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct desk *d = view->model;

	if (is_on_case(action)) {
		if (d->table.count > 0)
			return act_on_case(face, view, action);
		face_say(face, _("There is nothing here."));
		return ACT_DONE;
	}
	switch (action) {
	case ACTION_FIND:
		face_prompt(face, _("Kind, country, name or school:"), d->filter ? d->filter : "", find_typed, find_typed);
		return ACT_DONE;
	case ACTION_VIEW:
		d->view = (enum desk_view)((d->view + 1) % DESK_VIEW_COUNT);
		list_clear_marks(&d->table.list);
		changed(face, view);
		return ACT_DONE;
	case ACTION_ORDER:
		d->order = (enum desk_order)((d->order + 1) % DESK_ORDER_COUNT);
		changed(face, view);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		go_by_one(face, d, action == ACTION_PREVIOUS_WAITING);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_desk(struct face *face, struct view *view, int64_t argument)
{
	struct desk *d = view->model;
	struct err e = { 0 };

	(void)argument;
	table_init(&d->table, release_row);
	if (read_rows(face, d, &e) != 0)
		return face_fail(face, &e);
	if (d->counts.is_officer)
		return 0;
	table_release(&d->table);
	face_say(face, _("The desk is for the officers of a support organisation."));
	return -1;
}

static void close_desk(struct face *face, struct view *view)
{
	struct desk *d = view->model;

	(void)face;
	table_release(&d->table);
	free(d->filter);
}

static int64_t step(struct face *face, struct view *view, enum list_step step)
{
	struct desk *d = view->model;
	int64_t before = list_key(&d->table.list);
	struct err e = { 0 };

	list_move(&d->table.list, step == LIST_NEXT || step == LIST_NEXT_WAITING ? 1 : -1, &e);
	words_check(face, &e);
	return list_key(&d->table.list) == before ? 0 : list_key(&d->table.list);
}

static void restored(struct face *face, struct view *view, int64_t record)
{
	struct desk *d = view->model;
	struct err e = { 0 };

	list_select(&d->table.list, record, &e);
	words_check(face, &e);
}

static struct list_place place(struct face *face, struct view *view)
{
	const struct desk *d = view->model;
	int64_t key = list_key(&d->table.list);
	int i = 0;

	(void)face;
	while (i < d->table.count && d->table.rows[i].key != key)
		i++;
	return (struct list_place){ _("Desk"), i < d->table.count ? i + 1 : 0, d->table.count };
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("look"), N_("the page of this case: all that is known of it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ACCEPT, N_("accept"), N_("accept it, or all that are marked"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("ask back"), N_("ask something before it is decided"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, N_("refuse"), N_("refuse it, with a reason"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_LATER, N_("later"), N_("back to the end of the list, with a note"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK, NULL, N_("mark; what is decided next holds for all that are marked"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK_ALL, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PUT_AWAY, NULL, N_("a report: its author is warned, what they wrote stays"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, NULL, N_("only some: a kind, a country, a name"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_VIEW, NULL, N_("waiting, asked back, decided"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ORDER, NULL, N_("order: by age, or by country"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, N_("undo"), N_("take a decision back, before its letter leaves"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_desk = {
	.name = "desk", .title = N_("Desk"), .size = sizeof(struct desk), .open = open_desk, .draw = draw, .act = act, .changed = changed,
	.close = close_desk, .step = step, .restored = restored, .place = place,
	SCREEN_LIST(struct desk, table.list), .markable = markable, .offers = offers,
};
