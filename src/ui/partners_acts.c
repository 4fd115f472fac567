/* What is done on the screen of partners: with people, with the views, from part to part. */
#include "partners.h"

#include <stdlib.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/kept.h"
#include "twinline/records/record.h"
#include "cursor.h"
#include "words.h"

/* --- on people --- */

static void say_nobody_here(struct face *face)
{
	face_say(face, _("There is nobody under the cursor."));
}

/* The people that are chosen; ids is yours. */
static struct person_list chosen(struct partners *p)
{
	struct person_list people = { 0 };
	int64_t *keys = NULL;
	int count = p->view == PARTNERS_SEARCHES ? 0 : list_chosen(&p->list, &keys);

	people.ids = xcalloc((size_t)count + 1, sizeof *people.ids);
	for (int i = 0; i < count; i++)
		if (partners_id(p, keys[i], people.ids[people.count]))
			people.count++;
	free(keys);
	return people;
}

static void act_on_people(struct face *face, struct view *view, enum action action)
{
	struct partners *p = view->model;
	struct person_list people = chosen(p);

	if (people.count == 0) {
		say_nobody_here(face);
	} else if (action == ACTION_WRITE_TO) {
		person_write(face, &people);
	} else if (action == ACTION_ACCEPT) {
		list_clear_marks(&p->list);
		person_ask(face, view, &people);
	} else {
		list_clear_marks(&p->list);
		person_follow(face, view, &people, relation_to(p->store, people.ids[0], NULL, NULL) != RELATION_FOLLOWED);
	}
	free(people.ids);
}

static void drop(struct face *face, struct view *view)
{
	struct partners *p = view->model;
	const struct partners_row *row = partners_row(p);

	if (!row)
		say_nobody_here(face);
	else if (p->view == PARTNERS_SEARCHES)
		partners_drop_search(face, p, row->key);
	else
		person_drop(face, view, row->id);
}

/* --- acting --- */

static void look_at(struct face *face, const struct partners *p, const char *id)
{
	partners_keep_place(p);
	person_open(face, id);
}

static void open_row(struct face *face, struct view *view)
{
	struct partners *p = view->model;
	const struct partners_row *row = partners_row(p);

	if (partners_is_on_more(p))
		partners_ask(face, view, true);
	else if (row && p->view == PARTNERS_SEARCHES)
		partners_run(face, view, row->key);
	else if (!row || !*row->id)
		say_nobody_here(face);
	else
		look_at(face, p, row->id);
}

static void open_part(struct face *face, struct view *view)
{
	struct partners *p = view->model;

	if (view->field)
		partners_ask_first(face, view);
	else if (p->part == PARTNERS_FIND || p->part == PARTNERS_ONLY)
		partners_go_to(view, p->part, true);
	else if (p->part == PARTNERS_FACETS)
		partners_choose_facet(face, view);
	else
		open_row(face, view);
}

void partners_show_view(struct face *face, struct view *view, enum partners_view shown)
{
	struct partners *p = view->model;

	p->view = shown;
	partners_go_to(view, PARTNERS_LIST, false);
	partners_read_anew(face, view);
}

/* Those who wait for my answer, and searches with new people. */
static bool waits(const struct partners_row *row)
{
	return row->relation == RELATION_ASKS_YOU || row->fresh > 0;
}

static void next_waiting(struct face *face, struct partners *p, int by)
{
	int64_t from = list_key(&p->list), before;
	struct err e = { 0 };

	do {
		before = list_key(&p->list);
		list_move(&p->list, by, &e);
		if (partners_row(p) && waits(partners_row(p)) && list_key(&p->list) != before)
			return;
	} while (list_key(&p->list) != before && !e.code);
	list_select(&p->list, from, &e);
	words_check(face, &e);
	face_say(face, _("Nobody here waits for you."));
}

static void go_to_done(struct face *face, struct view *view, const char *text)
{
	struct partners *p = view->model;

	cursor_to_number(face, &p->list, text);
}

static void change_order(struct face *face, struct partners *p)
{
	struct err e = { 0 };

	if (p->view != PARTNERS_PEOPLE) {
		face_say(face, _("These have one order only: the newest first."));
		return;
	}
	p->by_name = !p->by_name;
	if (partners_read_keys(p, &e) == 0)
		list_reload(&p->list, &e);
	words_check(face, &e);
	face_say(face, p->by_name ? _("By name. {order} orders by last activity again.") : _("By last activity, the newest first."));
}

static bool move(struct face *face, struct view *view, enum action action)
{
	struct partners *p = view->model;
	struct err e = { 0 };
	bool moved;

	if (action == ACTION_PAGE_DOWN && partners_is_on_more(p) && p->part == PARTNERS_LIST) {
		partners_ask(face, view, true);
		return true;
	}
	if (view->field && (action == ACTION_MOVE_DOWN || action == ACTION_MOVE_UP) && !partners_settle(face, view))
		return true;
	if (partners_move_between(view, action))
		return true;
	if (p->part == PARTNERS_FACETS)
		return facets_act(p, action, p->facets.height);
	moved = list_act(&p->list, action, &e);
	if (moved)
		p->asked.keeps_top = false;
	if (moved && !view->field)
		p->part = PARTNERS_LIST;
	words_check(face, &e);
	return moved;
}

/* From a view to the people, from the facets to the list. */
static enum outcome go_back(struct face *face, struct view *view)
{
	struct partners *p = view->model;

	if (p->part == PARTNERS_FACETS)
		partners_go_to(view, PARTNERS_LIST, false);
	else if (p->view != PARTNERS_PEOPLE)
		partners_show_view(face, view, PARTNERS_PEOPLE);
	else
		return ACT_IGNORED;
	return ACT_DONE;
}

static void toggle_mark(struct face *face, struct partners *p)
{
	struct err e = { 0 };

	if (partners_row(p))
		list_toggle_mark(&p->list);
	list_move(&p->list, 1, &e);
	words_check(face, &e);
}

static void mark_all(struct face *face, struct partners *p)
{
	struct err e = { 0 };

	if (p->list.mark_count == partners_people(p)) {
		list_clear_marks(&p->list);
		return;
	}
	list_mark_all(&p->list, KEPT_MOST, &e);
	list_unmark(&p->list, PARTNERS_MORE);
	words_check(face, &e);
}

enum outcome partners_act(struct face *face, struct view *view, enum action action)
{
	struct partners *p = view->model;

	if (move(face, view, action))
		return ACT_DONE;
	switch (action) {
	case ACTION_OPEN:
		open_part(face, view);
		return ACT_DONE;
	case ACTION_NEXT_PART:
	case ACTION_PREVIOUS_PART:
		partners_step(face, view, action == ACTION_PREVIOUS_PART);
		return ACT_DONE;
	case ACTION_STOP_TYPING:
		if (partners_settle(face, view))
			partners_go_to(view, p->part, false);
		return ACT_DONE;
	case ACTION_FINISH:
		partners_ask_first(face, view);
		return ACT_DONE;
	case ACTION_FIND:
		partners_find(face, view);
		return ACT_DONE;
	case ACTION_WRITE_TO:
	case ACTION_ACCEPT:
		act_on_people(face, view, action);
		return ACT_DONE;
	case ACTION_KEEP:
		if (p->view == PARTNERS_PEOPLE && p->list.mark_count == 0)
			partners_save(face, view);
		else
			act_on_people(face, view, action);
		return ACT_DONE;
	case ACTION_DROP:
		drop(face, view);
		return ACT_DONE;
	case ACTION_CREATE:
		partners_begin(face, view);
		return ACT_DONE;
	case ACTION_EDIT:
		partners_rename(face, p);
		return ACT_DONE;
	case ACTION_MARK:
		toggle_mark(face, p);
		return ACT_DONE;
	case ACTION_MARK_ALL:
		mark_all(face, p);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		next_waiting(face, p, action == ACTION_NEXT_WAITING ? 1 : -1);
		return ACT_DONE;
	case ACTION_VIEW:
		partners_show_view(face, view, (enum partners_view)(((int)p->view + 1) % PARTNERS_VIEW_COUNT));
		return ACT_DONE;
	case ACTION_ORDER:
		change_order(face, p);
		return ACT_DONE;
	case ACTION_GO_TO:
		face_prompt(face, _("Go to number:"), "", NULL, go_to_done);
		return ACT_DONE;
	case ACTION_BACK:
		return go_back(face, view);
	default:
		return ACT_IGNORED;
	}
}
