/*
 * Partners: typing looks among the people kept here, Enter asks the portal. The rows are of one of four views; facets
 * stand beside them, or at few columns in their place.
 */
#include "partners.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "place.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/kept.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "words.h"

enum { FIND_MAX = 200, ONLY_MAX = 400 };

static const char fact_name[] = "partners"; /* {filter, person}: what was asked for, and where the cursor was */

/* --- reading --- */

static bool is_on_more(const struct partners *p)
{
	return list_key(&p->list) == PARTNERS_MORE;
}

static const struct partners_row *row_of(const struct partners *p)
{
	const struct partners_row *row = list_row(&p->list);

	return row && row->key != PARTNERS_MORE ? row : NULL;
}

/* Where more have come, the cursor stays where their line was: on the first of them. */
void partners_read_again(struct face *face, struct partners *p)
{
	bool was_on_more = is_on_more(p);
	struct err e = { 0 };

	if (was_on_more)
		list_move(&p->list, -1, &e);
	if (partners_read_keys(p, &e) == 0) {
		if (was_on_more && is_on_more(p)) /* nobody stands above it */
			list_open(&p->list, 0, &e);
		else
			list_reload(&p->list, &e);
		if (was_on_more && row_of(p))
			list_move(&p->list, 1, &e);
		if (p->asked.keeps_top)
			list_act(&p->list, ACTION_MOVE_FIRST, &e);
	}
	facets_read(p);
	words_check(face, &e);
}

/* Other rows than before: from the first one. While something is typed, nothing is counted. */
void partners_read_anew(struct face *face, struct view *view)
{
	struct partners *p = view->model;
	struct err e = { 0 };

	list_clear_marks(&p->list);
	if (partners_read_keys(p, &e) == 0)
		list_open(&p->list, 0, &e);
	if (!view->field)
		facets_read(p);
	words_check(face, &e);
}

void partners_show_filter(struct face *face, struct view *view)
{
	struct partners *p = view->model;
	char *words = lookup_words(partners_type, p->filter), *text = lookup_text(p->filter);

	editor_set(&p->find, text);
	editor_set(&p->only, words);
	free(text);
	free(words);
	partners_forget_answer(p);
	partners_read_anew(face, view);
}

/* Keeps what is asked for, and where the cursor is: for the next time, and for the page that says why somebody fits. */
static void keep_place(const struct partners *p)
{
	const struct partners_row *row = row_of(p);
	struct json *place = json_new_object();
	char *text;

	json_set(place, "filter", json_copy(p->filter));
	if (row && *row->id && p->part == PARTNERS_LIST)
		json_set_string(place, "person", row->id);
	text = json_print(place);
	store_set_fact(p->store, fact_name, text, NULL); /* only a comfort: a full disk may take it */
	free(text);
	json_free(place);
}

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
	const struct partners_row *row = row_of(p);

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
	keep_place(p);
	person_open(face, id);
}

static void open_row(struct face *face, struct view *view)
{
	struct partners *p = view->model;
	const struct partners_row *row = row_of(p);

	if (is_on_more(p))
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
		if (row_of(p) && waits(row_of(p)) && list_key(&p->list) != before)
			return;
	} while (list_key(&p->list) != before && !e.code);
	list_select(&p->list, from, &e);
	words_check(face, &e);
	face_say(face, _("Nobody here waits for you."));
}

static void go_to_done(struct face *face, struct view *view, const char *text)
{
	struct partners *p = view->model;
	char *end = NULL;
	int64_t place = text ? strtoll(text, &end, 10) : 0;
	struct err e = { 0 };

	if (!text || !*text)
		return;
	if (*end)
		face_say(face, _("That is not a number."));
	else if (list_go(&p->list, place, &e) != 0)
		face_fail(face, &e);
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
	face_say(face, p->by_name ? _("By name. o orders by last activity again.") : _("By last activity, the newest first."));
}

static bool move(struct face *face, struct view *view, enum action action)
{
	struct partners *p = view->model;
	struct err e = { 0 };
	bool moved;

	if (action == ACTION_PAGE_DOWN && is_on_more(p) && p->part == PARTNERS_LIST) {
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

	if (row_of(p))
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

static enum outcome act(struct face *face, struct view *view, enum action action)
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
	case ACTION_MAP:
		if (p->view != PARTNERS_PEOPLE)
			partners_show_view(face, view, PARTNERS_PEOPLE);
		face_open(face, "map", 0);
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

/* --- opening and closing --- */

static void read_today(struct partners *p)
{
	char now[CLOCK_TEXT_SIZE];

	clock_format(clock_now(), now);
	snprintf(p->today, sizeof p->today, "%.10s", now);
}

/* Takes what was asked for last, and the person that the cursor was on. */
static void restore(struct face *face, struct partners *p)
{
	char *text = store_fact(p->store, fact_name);
	struct json *before = json_parse_own(text);
	const char *person = json_get_text(before, "person");
	int64_t card = person ? kept_find(p->store, partners_type, person, NULL) : 0;
	struct err e = { 0 };

	p->filter = json_get(before, "filter") ? json_copy(json_get(before, "filter")) : json_new_object();
	p->part = card ? PARTNERS_LIST : PARTNERS_FIND;
	if (partners_read_keys(p, &e) == 0 && list_open(&p->list, card, &e) == 0)
		facets_read(p);
	words_check(face, &e);
	json_free(before);
	free(text);
}

static int open_partners(struct face *face, struct view *view, int64_t argument)
{
	struct partners *p = view->model;
	char *words, *text;

	p->store = face_store(face);
	p->face = face;
	read_today(p);
	list_init(&p->list, &partners_rows, p);
	restore(face, p);
	words = lookup_words(partners_type, p->filter);
	text = lookup_text(p->filter);
	editor_init(&p->find, text, FIND_MAX, false);
	editor_init(&p->only, words, ONLY_MAX, false);
	free(text);
	free(words);
	face_listen(face, partners_heard);
	if (argument)
		partners_run(face, view, argument);
	else if (!partners_has_line(p->store) && partners_people(p) > 0)
		face_sayf(face, i18n_plural("No line. This is the one person kept here (%d); Enter asks the portal at the next exchange.",
		                            "No line. These are the %d people kept here; Enter asks the portal at the next exchange.",
		                            (unsigned long)partners_people(p)), partners_people(p));
	return 0;
}

static void changed(struct face *face, struct view *view)
{
	read_today(view->model);
	partners_read_again(face, view->model);
}

static void close_partners(struct face *face, struct view *view)
{
	struct partners *p = view->model;

	(void)face;
	keep_place(p);
	list_release(&p->list);
	editor_release(&p->find);
	editor_release(&p->only);
	partners_forget_answer(p);
	facets_release(&p->facets);
	json_free(p->filter);
	free(p->keys);
}

static int64_t step(struct face *face, struct view *view, enum list_step step)
{
	struct partners *p = view->model;
	int64_t before = list_key(&p->list);
	struct err e = { 0 };

	list_move(&p->list, step == LIST_NEXT || step == LIST_NEXT_WAITING ? 1 : -1, &e);
	if (is_on_more(p))
		list_move(&p->list, -1, &e);
	words_check(face, &e);
	return list_key(&p->list) == before || !row_of(p) ? 0 : person_argument(row_of(p)->id);
}

static struct list_place place(struct face *face, struct view *view)
{
	struct partners *p = view->model;
	int at = 0;

	(void)face;
	while (at < p->key_count && p->keys[at] != list_key(&p->list))
		at++;
	return (struct list_place){ .list = _("Partners"), .at = at + 1,
	                            .of = p->asked.is_known ? p->asked.found : partners_people(p) };
}

static struct json *where(const struct view *view)
{
	const struct partners *p = view->model;
	struct json *object = place_of_list(&p->list);

	json_set_integer(object, "part", (int64_t)p->part);
	return object;
}

/* What is looked for stands in the store (keep_place). */
static void go(struct face *face, struct view *view, const struct json *where_it_was)
{
	struct partners *p = view->model;

	place_in_list(face, &p->list, where_it_was);
	partners_go_to(view, json_get_integer(where_it_was, "part", PARTNERS_LIST) == PARTNERS_LIST ? PARTNERS_LIST : PARTNERS_FIND, false);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("look"), N_("look at this person; on the last line: fetch the next ones"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("write"), N_("write to this person, or to all marked"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, N_("find"), N_("words to find; typing looks here, Enter asks the portal"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("facets"), N_("to the facets, the words, the filters, the list"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_KEEP, N_("save this search"), N_("save this search; where people are marked: follow them"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ACCEPT, NULL, N_("ask for contact, or say yes to who asks you"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("no: decline, withdraw, end a contact; drop a saved search"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_CREATE, NULL, N_("a new search, without words and filters"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, NULL, N_("another name for a saved search"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NOTICES, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_SUGGESTIONS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_MAP, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_FEED, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_VIEW, NULL, N_("view: people, saved searches, contacts, followed"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ORDER, NULL, N_("order: last activity, name"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK, NULL, N_("mark; then a w z do all that are marked"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK_ALL, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, NULL, N_("next that asks you, next search with new people"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PREVIOUS_WAITING, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_GO_TO, NULL, N_("go to a number"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer typing[] = {
	{ ACTION_OPEN, N_("ask the portal"), N_("ask the portal"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_OPEN, N_("ask"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next field"), N_("next field"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_STOP_TYPING, N_("stop typing"), NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_partners = {
	.name = "partners", .title = N_("Partners"), .size = sizeof(struct partners), .open = open_partners, .draw = partners_draw,
	.act = act, .typed = partners_typed, .looks = true, .changed = changed, .close = close_partners, .step = step, .place = place,
	.where = where, .go = go, .offers = offers,
	.typing = typing,
};
