/*
 * Suggestions: people who fit me, as the portal ranked them when it was asked last, each with the reasons. A saved search holds them,
 * so that they are here without a line; looking at them asks for new ones, once a day.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "partners.h"
#include "person.h"
#include "profile.h"
#include "screens.h"
#include "table.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/kept.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, NAME_CELLS = 20, COUNTRY_CELLS = 2, DAY = 24 * 60 * 60, SEARCHES_MOST = 50 };

struct suggestion { char id[RECORD_ID_LENGTH + 1]; char *name, *country, *why; };

struct suggestions {
	struct table table; /* of struct suggestion */
	int64_t search;     /* the saved search; 0: none yet */
	int64_t asked_at;   /* 0: not yet */
	int missing;        /* people whose card has not come */
};

/* --- reasons --- */

/* What a reason says; values: codes of the vocabulary, numbers, words; where it names none, none are said. */
static const struct reason {
	const char *code;
	const char *words; /* N_() */
	const struct vocabulary *vocabulary;
} reasons[] = {
	{ "ages", N_("also teaches pupils of %1$s"), NULL },
	{ "languages", N_("both of you write: %1$s"), &vocabulary_languages },
	{ "subjects", N_("both of you teach: %1$s"), &vocabulary_subjects },
	{ "words", N_("looks for the same: %1$s"), NULL },
	{ "line", N_("has a line like yours: %1$s"), &vocabulary_line_kinds },
	{ "abroad", N_("in another country"), NULL },
	{ "active", N_("was here within a month"), NULL },
};

/* "7-10", or "8"; yours. */
static char *range_of(const struct json *values)
{
	const struct person ages = { .pupils_from = json_integer(json_at(values, 0), 0), .pupils_to = json_integer(json_at(values, 1), 0) };

	return person_ages(&ages);
}

/* "English, Polish"; yours. */
static char *list_of(const struct reason *r, const struct json *values)
{
	struct str list = { 0 };

	for (const struct json *i = json_first(values); i; i = json_next(i))
		if (r->vocabulary && json_text(i))
			words_part(&list, vocabulary_label(r->vocabulary, json_text(i)));
		else if (json_text(i))
			words_part_taken(&list, words_safe(json_text(i), SANITISE_LINE));
	return str_detach(&list);
}

static void add_reason(struct str *out, const struct reason *r, const struct json *values)
{
	char *said = strcmp(r->code, "ages") == 0 ? range_of(values) : list_of(r, values);

	if (out->len)
		str_add(out, _("; "));
	str_add_worded(out, _(r->words), (const char *const[]){ said }, 1);
	free(said);
}

/* All reasons of one, the weightiest first; yours. */
static char *reasons_of(const struct json *why)
{
	struct str text = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(reasons); i++)
		if (json_is_array(json_get(why, reasons[i].code)))
			add_reason(&text, &reasons[i], json_get(why, reasons[i].code));
	return str_detach(&text);
}

/* --- reading --- */

static void release_row(void *item)
{
	struct suggestion *row = item;

	free(row->name);
	free(row->country);
	free(row->why);
}

/* The saved search that is ranked and asks for nobody special; its tree is yours, NULL if there is none. */
static struct json *find_search(struct face *face, int64_t *local)
{
	const struct record_filter ranked = { .field = "ranked", .equals = "true" };
	int64_t locals[SEARCHES_MOST];
	struct record_query q = {
		.account = face_account(face), .type = &record_types[TYPE_SavedSearch], .filters = &ranked, .filter_count = 1, .limit = SEARCHES_MOST,
	};
	int count = q.account ? record_list(face_store(face), &q, locals, NULL, NULL, NULL) : 0;

	*local = 0;
	for (int i = 0; i < count; i++) {
		struct record r = { 0 };
		struct json *tree = record_by_local(face_store(face), locals[i], &r) ? record_tree(face_store(face), &r) : NULL;

		record_free(&r);
		if (tree && json_size(json_get(tree, "filter")) == 0) {
			*local = locals[i];
			return tree;
		}
		json_free(tree);
	}
	return NULL;
}

/* Someone whose card is here, and who is still a stranger. */
static void add_row(struct face *face, struct suggestions *x, const char *id, const struct json *found)
{
	int64_t card = kept_find(face_store(face), &record_types[TYPE_Person], id, NULL);
	struct person person;
	struct suggestion *row;

	if (!card || !person_read(face_store(face), id, &person, NULL)) {
		x->missing++;
		return;
	}
	row = xcalloc(1, sizeof *row);
	snprintf(row->id, sizeof row->id, "%s", id);
	row->name = xstrdup(person.name ? person.name : "");
	row->country = xstrdup(person.country ? person.country : "");
	row->why = reasons_of(json_get(json_get(found, "why"), id));
	table_add(&x->table, card, row);
	record_release(&record_types[TYPE_Person], &person);
}

static void read_again(struct face *face, struct suggestions *x)
{
	struct json *search = find_search(face, &x->search);
	const struct json *found = json_get(search, "found");
	struct err e = { 0 };

	x->asked_at = 0;
	x->missing = 0;
	clock_parse(json_get_text(search, "askedAt"), &x->asked_at);
	for (const struct json *i = json_first(json_get(found, "ids")); i; i = json_next(i))
		if (json_text(i) && relation_to(face_store(face), json_text(i), NULL, NULL) != RELATION_BLOCKED)
			add_row(face, x, json_text(i), found);
	table_show(&x->table, &e);
	words_check(face, &e);
	json_free(search);
}

static void changed(struct face *face, struct view *view)
{
	read_again(face, view->model);
}

/* --- asking --- */

static int queue_search(struct store *s, void *context, struct err *e)
{
	struct json *object = json_new_object();
	int64_t entry;

	json_set_string(object, "type", record_types[TYPE_Person].name);
	json_set_bool(object, "ranked", true);
	entry = outbox_create(s, *(int64_t *)context, &record_types[TYPE_SavedSearch], object, 0, e);
	json_free(object);
	return entry < 0 ? -1 : 0;
}

/* The first time, and again where the answer is older than a day: what comes is what the next look shows. */
static void ask(struct face *face, struct suggestions *x)
{
	int64_t account = face_account(face);

	if (!account)
		return;
	if (!x->search)
		face_change(face, queue_search, &account);
	else if (x->asked_at && x->asked_at < clock_now() - DAY)
		face_change(face, partners_note_look, &x->search);
}

/* --- drawing --- */

static void draw_row(struct face *face, const struct suggestion *row, struct page *p, int line)
{
	bool narrow = page_is_narrow(p);
	struct str text = { 0 };
	char *name = narrow ? words_short_name(row->name, row->country) : NULL;

	if (narrow)
		str_addf(&text, "%s ", name);
	else
		words_pad(&text, face, row->name, NAME_CELLS);
	if (!narrow)
		str_addc(&text, ' ');
	words_pad(&text, face, row->country, COUNTRY_CELLS);
	str_addc(&text, ' ');
	words_add(&text, face, row->why, p->columns - 1 - INDENT - cells_width(text.text));
	page_put(p, line, INDENT, text.text);
	str_release(&text);
	free(name);
}

static const char *nobody(const struct suggestions *x)
{
	if (!x->asked_at)
		return _("The portal is asked at the next exchange.");
	return x->missing ? _("Their cards come with the next exchange.") : _("Nobody yet. Your profile says whom to look for.");
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct suggestions *x = view->model;
	const struct suggestion *row;
	char *when = x->asked_at ? words_short_time(x->asked_at) : xstrdup(""), *right = *when ? xasprintf(_("as of %s"), when) : xstrdup("");
	struct err e = { 0 };

	list_fit(&x->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	words_title(face, p, page_is_narrow(p) ? _("Suggestions") : _("Suggestions: who fits best comes first, and why"), right);
	for (int i = 0; (row = table_view_item(&x->table, i)); i++) {
		draw_row(face, row, p, 1 + i);
		page_item(p, 1 + i);
	}
	if (x->table.count > 0) {
		page_mark(p, 1 + list_view_line(&x->table.list));
	} else {
		page_put(p, 1, 0, profile_or_newcomer(face, nobody(x)));
		page_cursor(p, 1, 0);
	}
	free(right);
	free(when);
}

/* --- acting --- */

static void say_why(struct face *face, const struct suggestion *row)
{
	char *name = words_safe(row->name, SANITISE_LINE);

	face_sayf(face, _("%s: %s"), name, row->why);
	free(name);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct suggestions *x = view->model;
	const struct suggestion *row;
	char ids[1][RECORD_ID_LENGTH + 1];
	const struct person_list people = { ids, 1 };

	row = table_item(&x->table);
	if (!row)
		return ACT_IGNORED;
	memcpy(ids[0], row->id, sizeof ids[0]);
	switch (action) {
	case ACTION_OPEN:
	case ACTION_PERSON:
		person_open(face, row->id);
		return ACT_DONE;
	case ACTION_WRITE_TO:
		person_write(face, &people);
		return ACT_DONE;
	case ACTION_ACCEPT:
		person_ask(face, view, &people);
		return ACT_DONE;
	case ACTION_KEEP:
		person_follow(face, view, &people, true);
		return ACT_DONE;
	case ACTION_BLOCK:
		person_block(face, view, row->id);
		return ACT_DONE;
	case ACTION_INFO:
		say_why(face, row);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static int open_suggestions(struct face *face, struct view *view, int64_t argument)
{
	struct suggestions *x = view->model;

	(void)argument;
	table_init(&x->table, release_row);
	read_again(face, x);
	ask(face, x);
	return 0;
}

static void close_suggestions(struct face *face, struct view *view)
{
	struct suggestions *x = view->model;

	(void)face;
	table_release(&x->table);
}

static int64_t step(struct face *face, struct view *view, enum list_step step)
{
	struct suggestions *x = view->model;
	int64_t before = list_key(&x->table.list);
	const struct suggestion *row;
	struct err e = { 0 };

	list_move(&x->table.list, step == LIST_NEXT || step == LIST_NEXT_WAITING ? 1 : -1, &e);
	words_check(face, &e);
	row = table_item(&x->table);
	return list_key(&x->table.list) == before || !row ? 0 : person_argument(row->id);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("look"), N_("the page of this person"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("write"), N_("write to this person"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_INFO, N_("why"), N_("all the reasons"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ACCEPT, NULL, N_("ask for contact, or say yes to who asks you"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_KEEP, NULL, N_("follow this person"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BLOCK, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_suggestions = {
	.name = "suggestions", .title = N_("Suggestions"), .size = sizeof(struct suggestions), .open = open_suggestions, .draw = draw, .act = act,
	.changed = changed, .close = close_suggestions, .step = step, SCREEN_LIST(struct suggestions, table.list), .offers = offers,
};
