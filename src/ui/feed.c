/*
 * What those do whom I follow: their notices, their events, their projects and the state of these, the latest first. It is derived
 * from what is here and mine to see; nothing is fetched for it.
 */
#include <stdlib.h>
#include <string.h>

#include "person.h"
#include "screens.h"
#include "table.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/strings.h"
#include "twinline/records/record.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, WHEN_CELLS = 6, WHO_CELLS = 20, OF_ONE_MOST = 20, FOLLOWED_MOST = 300 };

/* Something that somebody did: one line. */
struct deed { int64_t local, at; enum record_type_index type; char *who, *who_id, *what; };

struct feed {
	struct table table; /* of struct deed */
	struct deed **fresh;
	int fresh_count, followed;
};

static void release_row(void *item)
{
	struct deed *row = item;

	free(row->who);
	free(row->who_id);
	free(row->what);
}

/* --- what each type tells --- */

static const char *text_of(const struct json *tree, const char *name)
{
	const char *text = json_get_text(tree, name);

	return text ? text : "";
}

static char *notice_words(const struct json *tree)
{
	char *title = words_safe(text_of(tree, "title"), SANITISE_LINE), *text = xasprintf(_("Partner notice: %s"), title);

	free(title);
	return text;
}

static char *event_words(const struct json *tree)
{
	char *title = words_safe(text_of(tree, "title"), SANITISE_LINE), *text = xasprintf(_("Event: %s"), title);

	free(title);
	return text;
}

static char *project_words(const struct json *tree)
{
	char *title = words_safe(text_of(tree, "title"), SANITISE_LINE);
	const char *state = vocabulary_label(&vocabulary_project_states, text_of(tree, "state"));
	/* TRANSLATORS: a project, and its state. */
	char *text = xasprintf(_("Project: %s, %s"), title, state);

	free(title);
	return text;
}

/* Where those followed stand in records of a type, and since when such a record is news. */
static const struct source {
	enum record_type_index type;
	enum account_kind account;
	const char *who, *at;
	char *(*words)(const struct json *tree);
} sources[] = {
	{ TYPE_PartnerNotice, ACCOUNT_COMMUNITY, "author", "createdAt", notice_words },
	{ TYPE_Event, ACCOUNT_COMMUNITY, "organiser", "startsAt", event_words },
	{ TYPE_Project, ACCOUNT_DIRECTORY, "founders", "stateSince", project_words },
};

/* --- reading --- */

static struct json *tree_of(struct face *face, int64_t local)
{
	struct record r = { 0 };
	struct json *tree = record_by_local(face_store(face), local, &r) ? record_tree(face_store(face), &r) : NULL;

	record_free(&r);
	return tree;
}

static bool is_there(const struct feed *f, int64_t local)
{
	for (int i = 0; i < f->fresh_count; i++)
		if (f->fresh[i]->local == local)
			return true;
	return false;
}

static void add(struct face *face, struct feed *f, const struct source *s, int64_t local, const struct json *who)
{
	struct json *tree = is_there(f, local) ? NULL : tree_of(face, local);
	struct deed *row;

	if (!tree)
		return;
	row = xcalloc(1, sizeof *row);
	*row = (struct deed){ .local = local, .type = s->type, .who = xstrdup(text_of(who, "name")), .who_id = xstrdup(text_of(who, "id")),
	                      .what = s->words(tree) };
	clock_parse(json_get_text(tree, s->at), &row->at);
	if (row->at > clock_now()) /* an event to come is news now */
		row->at = clock_now();
	f->fresh = xrealloc(f->fresh, (size_t)f->fresh_count + 1, sizeof *f->fresh);
	f->fresh[f->fresh_count++] = row;
	json_free(tree);
}

static void add_of_person(struct face *face, struct feed *f, const struct json *who)
{
	for (size_t i = 0; i < ARRAY_SIZE(sources); i++) {
		const struct record_filter is = { .field = sources[i].who, .equals = text_of(who, "id") };
		struct record_query q = { .type = &record_types[sources[i].type], .filters = &is, .filter_count = 1, .limit = OF_ONE_MOST };
		struct account account = { 0 };
		int64_t locals[OF_ONE_MOST];
		int count = 0;

		if (account_by_kind(face_store(face), sources[i].account, &account)) {
			q.account = account.local;
			count = record_list(face_store(face), &q, locals, NULL, NULL, NULL);
		}
		for (int n = 0; n < count; n++)
			add(face, f, &sources[i], locals[n], who);
		account_release(&account);
	}
}

/* A project that is followed: its card, if it is here. */
static void add_project(struct face *face, struct feed *f, const struct json *project)
{
	const struct source *s = &sources[ARRAY_SIZE(sources) - 1];
	struct account directory = { 0 };
	struct record r = { 0 };

	if (account_by_kind(face_store(face), ACCOUNT_DIRECTORY, &directory) &&
	    record_by_id(face_store(face), directory.local, &record_types[TYPE_Project], text_of(project, "id"), &r))
		add(face, f, s, r.local, NULL);
	record_free(&r);
	account_release(&directory);
}

static int by_time(const void *left, const void *right)
{
	const struct deed *const *a = left, *const *b = right;

	if ((*a)->at != (*b)->at)
		return (*a)->at < (*b)->at ? 1 : -1;
	return (*a)->local < (*b)->local ? 1 : -1;
}

static void read_again(struct face *face, struct feed *f)
{
	int64_t *locals = xcalloc(FOLLOWED_MOST, sizeof *locals);
	struct record_query q = { .account = face_account(face), .type = &record_types[TYPE_Follow], .limit = FOLLOWED_MOST };
	struct err e = { 0 };

	f->followed = q.account ? record_list(face_store(face), &q, locals, NULL, NULL, &e) : 0;
	for (int i = 0; i < f->followed; i++) {
		struct json *tree = tree_of(face, locals[i]);

		if (json_get(tree, "person"))
			add_of_person(face, f, json_get(tree, "person"));
		else if (json_get(tree, "project"))
			add_project(face, f, json_get(tree, "project"));
		json_free(tree);
	}
	if (f->fresh_count)
		qsort(f->fresh, (size_t)f->fresh_count, sizeof *f->fresh, by_time);
	for (int i = 0; i < f->fresh_count; i++)
		table_add(&f->table, f->fresh[i]->local, f->fresh[i]);
	free(f->fresh);
	f->fresh = NULL;
	f->fresh_count = 0;
	table_show(&f->table, &e);
	words_check(face, &e);
	free(locals);
}

static void changed(struct face *face, struct view *view)
{
	read_again(face, view->model);
}

/* --- drawing --- */

static void draw_row(struct face *face, const struct deed *row, struct page *p, int line)
{
	char *when = row->at ? words_short_time(row->at) : xstrdup("");
	bool narrow = page_is_narrow(p);
	struct str text = { 0 };

	words_pad(&text, face, when, WHEN_CELLS);
	str_addc(&text, ' ');
	if (narrow && *row->who) {
		char *name = words_short_name(row->who, NULL);

		str_addf(&text, "%s ", name);
		free(name);
	} else if (!narrow) {
		words_pad(&text, face, row->who, WHO_CELLS);
		str_addc(&text, ' ');
	}
	words_add(&text, face, row->what, p->columns - 1 - INDENT - cells_width(text.text));
	page_put(p, line, INDENT, text.text);
	str_release(&text);
	free(when);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct feed *f = view->model;
	const struct deed *row;
	struct err e = { 0 };

	list_fit(&f->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	words_title_line(face, p, _("Those you follow"));
	for (int i = 0; (row = table_view_item(&f->table, i)); i++) {
		draw_row(face, row, p, 1 + i);
		page_item(p, 1 + i);
	}
	if (f->table.count > 0) {
		page_mark(p, 1 + list_view_line(&f->table.list));
	} else {
		page_put(p, 1, 0, f->followed ? _("Nothing is known here of those you follow.") : _("You follow nobody; z on a page begins it."));
		page_cursor(p, 1, 0);
	}
}

/* --- acting --- */

static void open_deed(struct face *face, const struct deed *row)
{
	if (row->type == TYPE_PartnerNotice)
		face_open(face, "notice", row->local);
	else if (row->type == TYPE_Event)
		face_open(face, "event", row->local);
	else if (*row->who_id)
		person_open(face, row->who_id);
	else
		face_say(face, row->what);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct feed *f = view->model;
	const struct deed *row;

	row = table_item(&f->table);
	if (action == ACTION_OPEN && row) {
		open_deed(face, row);
		return ACT_DONE;
	}
	if (action == ACTION_PERSON && row && *row->who_id) {
		person_open(face, row->who_id);
		return ACT_DONE;
	}
	if (action == ACTION_INFO && row) {
		face_say(face, row->what);
		return ACT_DONE;
	}
	return ACT_IGNORED;
}

static int open_feed(struct face *face, struct view *view, int64_t argument)
{
	struct feed *f = view->model;

	(void)argument;
	table_init(&f->table, release_row);
	read_again(face, f);
	return 0;
}

static void close_feed(struct face *face, struct view *view)
{
	struct feed *f = view->model;

	(void)face;
	table_release(&f->table);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("look"), N_("look at what was done"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_PERSON, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_INFO, NULL, N_("the whole line"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_feed = {
	.name = "feed", .title = N_("Those you follow"), .size = sizeof(struct feed), .open = open_feed, .draw = draw, .act = act,
	.changed = changed, .close = close_feed, SCREEN_LIST(struct feed, table.list), .offers = offers,
};
