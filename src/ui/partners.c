/*
 * Partners: typing looks among the people kept here, Enter asks the portal. The rows are of one of four views; facets
 * stand beside them, or at few columns in their place.
 */
#include "partners.h"

#include <stdio.h>
#include <stdlib.h>

#include "place.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/records/kept.h"
#include "twinline/records/record.h"
#include "words.h"

enum { FIND_MAX = 200, ONLY_MAX = 400 };

static const char fact_name[] = "partners"; /* {filter, person}: what was asked for, and where the cursor was */

/* --- reading --- */

bool partners_is_on_more(const struct partners *p)
{
	return list_key(&p->list) == PARTNERS_MORE;
}

const struct partners_row *partners_row(const struct partners *p)
{
	const struct partners_row *row = list_row(&p->list);

	return row && row->key != PARTNERS_MORE ? row : NULL;
}

/* Where more have come, the cursor stays where their line was: on the first of them. */
void partners_read_again(struct face *face, struct partners *p)
{
	bool was_on_more = partners_is_on_more(p);
	struct err e = { 0 };

	if (was_on_more)
		list_move(&p->list, -1, &e);
	if (partners_read_keys(p, &e) == 0) {
		if (was_on_more && partners_is_on_more(p)) /* nobody stands above it */
			list_open(&p->list, 0, &e);
		else
			list_reload(&p->list, &e);
		if (was_on_more && partners_row(p))
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

void partners_keep_place(const struct partners *p)
{
	const struct partners_row *row = partners_row(p);
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

/* --- opening and closing --- */

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
	clock_format_day(clock_now(), p->today);
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
	struct partners *p = view->model;

	clock_format_day(clock_now(), p->today);
	partners_read_again(face, p);
}

static void close_partners(struct face *face, struct view *view)
{
	struct partners *p = view->model;

	(void)face;
	partners_keep_place(p);
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
	if (partners_is_on_more(p))
		list_move(&p->list, -1, &e);
	words_check(face, &e);
	return list_key(&p->list) == before || !partners_row(p) ? 0 : person_argument(partners_row(p)->id);
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
	{ ACTION_MARK, NULL, N_("mark; then {accept} {write-to} {keep} do all that are marked"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK_ALL, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, NULL, N_("next that asks you, next search with new people"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PREVIOUS_WAITING, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_GO_TO, NULL, N_("go to a number"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

/* The last line where saved searches stand, and where people stand whom no search found. */
static const struct offer on_searches[] = {
	{ ACTION_OPEN, N_("look"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("delete"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, N_("find"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_VIEW, N_("view"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer on_kept[] = {
	{ ACTION_OPEN, N_("look"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("write"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, N_("find"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_VIEW, N_("view"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	const struct partners *p = view->model;

	if (p->view == PARTNERS_SEARCHES)
		return on_searches;
	return p->view == PARTNERS_PEOPLE ? offers : on_kept;
}

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
	.act = partners_act, .typed = partners_typed, .looks = true, .changed = changed, .close = close_partners, .step = step, .place = place,
	.where = where, .go = go, .offers = offers, .offers_now = offers_now,
	.typing = typing,
};
