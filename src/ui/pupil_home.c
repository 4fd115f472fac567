/* The face of a pupil: their project is its first screen, what is for teachers is said to be, and a password of their own comes first. */
#include "pupils.h"

#include <stdlib.h>

#include "face_state.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/records/project.h"
#include "twinline/records/record.h"
#include "words.h"

/* The pupil's own profile, or whoever's is signed in; NULL before it is here. Yours. */
static struct json *own_profile(struct face *face)
{
	const struct record_query q = { .account = face_account(face), .type = &record_types[TYPE_Profile], .limit = 1 };
	struct record record = { 0 };
	struct json *tree = NULL;
	int64_t local;

	if (q.account && record_list(face_store(face), &q, &local, NULL, NULL, NULL) == 1 && record_by_local(face_store(face), local, &record))
		tree = record_tree(face_store(face), &record);
	record_free(&record);
	return tree;
}

bool pupils_am_one(struct face *face)
{
	struct json *profile = own_profile(face);
	bool is_one = text_equal(json_get_text(profile, "state"), "pupil");

	json_free(profile);
	return is_one;
}

static bool has_first_password(struct face *face)
{
	struct json *profile = own_profile(face);
	bool has = json_get_bool(profile, "firstPassword", false);

	json_free(profile);
	return has;
}

/* The portal tells nothing of the project before another password is chosen. */
void pupils_go_home(struct face *face)
{
	int64_t project;

	if (!face_is_on(face, "home") || !pupils_am_one(face))
		return;
	if (has_first_password(face) && !face->has_chosen) {
		face_open(face, "devices", 0);
		face_say(face, _("Choose a password of your own now; the one on the slip is for the first time only."));
	} else if ((project = pupils_own_project(face)) != 0) {
		face_replace(face, "project", project);
	}
}

void pupils_password_set(struct face *face)
{
	if (!pupils_am_one(face))
		return;
	face->has_chosen = true;
	face_wake_engine(face, false);
}

bool pupils_act(struct face *face, enum action action)
{
	static const enum action adults[] = {
		ACTION_PARTNERS, ACTION_NOTICES, ACTION_SUGGESTIONS, ACTION_FEED, ACTION_MAP, ACTION_PERSON, ACTION_FOUND, ACTION_REGISTRATION,
		ACTION_SUPPORT, ACTION_DESK, ACTION_TOUR, ACTION_TAKE_ALL, ACTION_LEAVE_FOR_GOOD, ACTION_BLOCK,
	};
	/* The list of projects may have been opened before theirs was here. */
	bool is_theirs = action == ACTION_CREATE && (face_is_on(face, "calendar") || face_is_on(face, "event") || face_is_on(face, "projects"));
	int64_t project;

	if (actions[action].group != GROUP_SCREENS && action != ACTION_BLOCK && !is_theirs)
		return false;
	if (!pupils_am_one(face))
		return false;
	if (is_theirs) {
		face_say(face, _("This is for teachers."));
		return true;
	}
	for (size_t i = 0; i < ARRAY_SIZE(adults); i++)
		if (adults[i] == action) {
			face_say(face, _("This is for teachers."));
			return true;
		}
	if (action == ACTION_PROFILE)
		return face_is_on(face, "devices") || face_open(face, "devices", 0) == 0;
	if (action != ACTION_HOME && action != ACTION_PROJECTS)
		return false;
	project = pupils_own_project(face);
	return project && (face_is_on(face, "project") || face_open(face, "project", project) == 0);
}

int64_t pupils_own_project(struct face *face)
{
	struct project_row *rows = NULL;
	struct err e = { 0 };
	int count = project_list(face_store(face), clock_now(), &rows, &e);
	int64_t found = count > 0 ? rows[0].local : 0;

	words_check(face, &e);
	for (int i = 0; i < count; i++)
		project_row_release(&rows[i]);
	free(rows);
	return found;
}
