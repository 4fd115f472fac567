/* Saved searches: kept with a name, run, dropped; and what a search without a line becomes. */
#include <stdlib.h>

#include "partners.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "words.h"

/* --- keeping --- */

/* A search to be queued: what it is called and how long it can be taken back. */
struct keeping { struct partners *p; const char *title; int hold; int64_t entry; };

static int keep(struct store *s, void *context, struct err *e)
{
	struct keeping *k = context;
	int64_t account = face_account(k->p->face);
	struct json *object;

	if (!account)
		return err_set(e, ERR_SIGNED_OUT, NULL);
	object = json_new_object();
	json_set_string(object, "type", partners_type->name);
	if (k->title && *k->title)
		json_set_string(object, "title", k->title);
	json_set(object, "filter", json_copy(k->p->filter));
	k->entry = outbox_create(s, account, &record_types[TYPE_SavedSearch], object, k->hold, e);
	json_free(object);
	return k->entry < 0 ? -1 : 0;
}

static void save_done(struct face *face, struct view *view, const char *text)
{
	struct partners *p = view->model;
	char *usual = lookup_title(partners_type, p->filter);
	struct keeping k = { .p = p, .title = text_equal(text, usual) ? NULL : text, .hold = face_store(face)->hold };

	if (text && face_change(face, keep, &k) == 0) {
		face_remember_entries(face, &k.entry, 1);
		face_sayf(face, _("Kept, and asked again by itself: %s. {view} shows it, {undo} takes it back."), *text ? text : usual);
		partners_read_again(face, p);
	}
	free(usual);
}

void partners_save(struct face *face, struct view *view)
{
	struct partners *p = view->model;
	char *usual = lookup_title(partners_type, p->filter);

	face_prompt(face, _("Name of this search:"), usual, NULL, save_done);
	free(usual);
}

/* The portal is asked at the next exchange, and answers with a saved search. */
void partners_ask_later(struct face *face, struct partners *p)
{
	struct keeping k = { .p = p };

	if (face_change(face, keep, &k) != 0)
		return;
	face_remember_entries(face, &k.entry, 1);
	face_say(face, _("Asked at the next exchange. The answer comes as a saved search ({view}); {undo} takes it back."));
}

/* --- another name --- */

static void rename_done(struct face *face, struct view *view, const char *text)
{
	struct partners *p = view->model;
	int64_t search = list_key(&p->list);
	struct json *patch;

	if (!text || !search || p->view != PARTNERS_SEARCHES)
		return;
	patch = json_new_object();
	json_set_string(patch, "title", text);
	face_patch_all(face, &search, 1, patch, _("The search has another name. {undo} takes it back."));
	json_free(patch);
	partners_read_again(face, p);
}

void partners_rename(struct face *face, const struct partners *p)
{
	const struct partners_row *row = list_row(&p->list);
	char *name;

	if (p->view != PARTNERS_SEARCHES || !row) {
		face_say(face, _("Only a saved search can be changed here ({view})."));
		return;
	}
	name = words_safe(row->name, SANITISE_LINE);
	face_prompt(face, _("Name of this search:"), name, NULL, rename_done);
	free(name);
}

/* --- dropping --- */

static int drop_search(struct store *s, void *context, struct err *e)
{
	int64_t *key = context;

	*key = outbox_destroy_held(s, *key, s->hold, e);
	return *key < 0 ? -1 : 0;
}

void partners_drop_search(struct face *face, struct partners *p, int64_t search)
{
	int64_t entry = search;

	if (face_change(face, drop_search, &entry) == 0) {
		if (entry)
			face_remember_entries(face, &entry, 1);
		face_say(face, entry ? _("The search is no longer kept. {undo} brings it back.") : _("The search is no longer kept."));
	}
	partners_read_again(face, p);
}

/* --- running --- */

int partners_note_look(struct store *s, void *context, struct err *e)
{
	struct json *patch = json_new_object();
	char now[CLOCK_TEXT_SIZE];
	int64_t entry;

	clock_format(clock_now(), now);
	json_set_string(patch, "lookedAt", now);
	entry = outbox_update(s, *(int64_t *)context, patch, e);
	json_free(patch);
	return entry < 0 ? -1 : 0;
}

/* Runs a saved search: its filter is taken, and the portal asked where there is a line. */
void partners_run(struct face *face, struct view *view, int64_t key)
{
	struct partners *p = view->model;
	struct record record = { 0 };
	struct json *tree = record_by_local(p->store, key, &record) ? record_tree(p->store, &record) : NULL;
	const struct json *filter = json_get(tree, "filter");

	if (!text_equal(json_get_text(tree, "type"), partners_type->name)) {
		face_say(face, _("This search is not for people; it cannot be shown here."));
	} else {
		json_free(p->filter);
		p->filter = json_is_object(filter) ? json_copy(filter) : json_new_object();
		p->view = PARTNERS_PEOPLE;
		p->part = PARTNERS_LIST;
		if (json_get_integer(tree, "fresh", 0) > 0)
			face_change(face, partners_note_look, &key);
		partners_show_filter(face, view);
		if (partners_has_line(p->store))
			partners_ask(face, view, false);
	}
	json_free(tree);
	record_free(&record);
}
