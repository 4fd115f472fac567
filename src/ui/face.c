/* The face: whose it is, its views, and changes of its store. (face_say.c: what it says; face_engine.c: the line; face_settings.c.) */
#include "face_state.h"

#include <stdlib.h>
#include <string.h>

#include "budget.h"
#include "found.h"
#include "keys_named.h"
#include "linear.h"
#include "pupils.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/draft.h"
#include "twinline/records/replica.h"
#include "twinline/text/characters.h"
#include "view.h"

struct store *face_store(struct face *face)
{
	return &face->store;
}

struct settings *face_settings(struct face *face)
{
	return face->options.settings;
}

bool face_is_guest(const struct face *face)
{
	return face->options.visit != NULL;
}

bool face_is_demo(const struct face *face)
{
	return face->options.demo;
}

bool face_is_accessible(const struct face *face)
{
	return face->linear || settings_yes(face->options.settings, SETTING_ACCESSIBLE);
}

bool face_is_ascii(const struct face *face)
{
	(void)face;
	return characters_lack_ellipsis();
}

int64_t face_account(struct face *face)
{
	return account_personal(&face->store);
}

const char *face_my_id(struct face *face)
{
	free(face->me_id);
	face->me_id = replica_me(&face->store);
	return face->me_id;
}

/* --- views --- */

struct view *face_top(struct face *face)
{
	return &face->views[face->view_count - 1];
}

bool face_is_on(struct face *face, const char *screen)
{
	return strcmp(face_top(face)->screen->name, screen) == 0;
}

struct view *face_view_below(struct face *face)
{
	return face->view_count > 1 ? &face->views[face->view_count - 2] : NULL;
}

static const struct screen *screen_of(const char *name)
{
	for (size_t i = 0; screens[i]; i++)
		if (strcmp(screens[i]->name, name) == 0)
			return screens[i];
	return NULL;
}

bool face_has_screen(const char *name)
{
	return screen_of(name) != NULL;
}

static void name_keys(struct face *face)
{
	if (face->view_count > 0)
		keys_named_on(face_top(face)->screen->name);
}

static void drop_view(struct face *face)
{
	struct view *view = face_top(face);

	view_close(face, view);
	free(view->model);
	face->heard[--face->view_count] = NULL;
	name_keys(face);
	if (face->linear)
		linear_forget(face->linear, face->view_count);
}

int face_open(struct face *face, const char *name, int64_t argument)
{
	const struct screen *screen = screen_of(name);
	struct view *view;

	if (!screen)
		bug("there is no screen %s", name);
	if (face->view_count == VIEWS_MAX) {
		face_say(face, _("Many screens are open already; {back} goes back."));
		return -1;
	}
	view = &face->views[face->view_count++];
	*view = (struct view){ .screen = screen, .argument = argument, .model = xcalloc(1, screen->size) };
	name_keys(face);
	if (view_open(face, view, argument) != 0) {
		free(view->model);
		face->view_count--;
		name_keys(face);
		return -1;
	}
	return 0;
}

int face_open_draft(struct face *face, int64_t draft)
{
	static const struct { enum record_type_index type; const char *screen; } rows[] = {
		{ TYPE_Message, "compose" }, { TYPE_Event, "event-form" }, { TYPE_Person, "profile-form" }, { TYPE_Profile, "profile-form" },
		{ TYPE_Pupil, "pupil-form" }, { TYPE_PupilMail, "pupil-mail-form" },
		{ TYPE_PartnerNotice, "notice-form" }, { TYPE_Member, "invitation-form" },
		{ TYPE_Page, "page-form" }, { TYPE_Activity, "activity-form" }, { TYPE_Material, "material-form" },
		{ TYPE_Post, "post-form" },
	};
	struct draft d = { 0 };
	int type = draft_get(&face->store, draft, &d) ? d.type->index : -1;

	draft_release(&d);
	if (type == TYPE_Project)
		return found_open_draft(face, draft);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if ((int)rows[i].type == type)
			return face_open(face, rows[i].screen, draft);
	face_say(face, _("This draft is not here any more."));
	return -1;
}

void face_close(struct face *face)
{
	int64_t made;

	face->made = 0;
	drop_view(face);
	made = face->made;
	if (face->view_count == 0) {
		face->leaving = true;
		return;
	}
	view_changed(face, face_top(face));
	if (made)
		view_show_record(face, face_top(face), made);
}

void face_note_made(struct face *face, int64_t record)
{
	face->made = record;
}

void face_close_all(struct face *face)
{
	while (face->view_count > 0)
		drop_view(face);
}

int face_replace(struct face *face, const char *name, int64_t argument)
{
	drop_view(face);
	return face_open(face, name, argument);
}

bool face_is_leaving(const struct face *face)
{
	return face->leaving;
}

void face_note_unkept(struct face *face, bool is_unkept)
{
	presence_keep(&face->presence, is_unkept);
}

bool face_is_taken(const struct face *face)
{
	return face->end == UI_TAKEN;
}

char *face_key(struct face *face, enum action action)
{
	return keymap_key(&face->keymap, face_top(face)->screen->name, action);
}

void face_listen(struct face *face, void (*heard)(struct face *face, struct view *view, const struct json *packet))
{
	face->heard[face->view_count - 1] = heard;
}

/* --- store and engine --- */

int face_change(struct face *face, int (*work)(struct store *s, void *context, struct err *e), void *context)
{
	struct err e = { 0 };

	if (face_is_guest(face))
		return face_fail(face, &(struct err){ .code = ERR_GUEST });
	if (db_begin(face->store.db, &e) != 0)
		return face_fail(face, &e);
	if (work(&face->store, context, &e) < 0 || db_commit(face->store.db, &e) != 0) {
		db_rollback(face->store.db);
		return face_fail(face, &e);
	}
	face_wake_engine(face, false);
	return 0;
}

void face_show_changes(struct face *face)
{
	for (int i = 0; i < face->view_count; i++)
		view_changed(face, &face->views[i]);
}

void face_look_for_changes(struct face *face)
{
	int64_t version = db_data_version(face->store.db);

	if (version == face->data_version)
		return;
	face->data_version = version;
	face->budget_said = budget_look(face, face->budget_said);
	face_show_changes(face);
	pupils_go_home(face);
}
