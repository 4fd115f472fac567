/* The desk as a list: what waits, the oldest first; what is asked back; what was decided. Marked cases are decided together. */
#include "desk_list.h"

#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/fold.h"
#include "words.h"

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

static int markable(const struct view *view)
{
	const struct desk *d = view->model;

	return d->table.count;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct desk *d = view->model;

	if (desk_does(face, view, action, d->table.count > 0 ? decide_chosen : NULL))
		return ACT_DONE;
	switch (action) {
	case ACTION_OPEN:
		if (d->table.count > 0)
			face_open(face, screen_desk_case.name, list_key(&d->table.list));
		else
			face_say(face, _("There is nothing here."));
		return ACT_DONE;
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
	{ ACTION_KEEP, NULL, N_("show again what a report took away"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, NULL, N_("only some: a kind, a country, a name"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_VIEW, NULL, N_("waiting, asked back, decided"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ORDER, NULL, N_("order: by age, or by country"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, N_("undo"), N_("take a decision back, before its letter leaves"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_desk = {
	.name = "desk", .title = N_("Desk"), .size = sizeof(struct desk), .open = open_desk, .draw = desk_list_draw, .act = act,
	.changed = changed, .close = close_desk, .step = step, .restored = restored, .place = place,
	SCREEN_LIST(struct desk, table.list), .markable = markable, .offers = offers,
};
