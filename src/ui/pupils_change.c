/* What a teacher does with pupils of the list, those that are marked or the one under the cursor: a consent, an end, the way back. */
#include "pupils_list.h"

#include <stdlib.h>

#include "part.h"
#include "project.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/text/datetime.h"
#include "view.h"
#include "words.h"

enum { DAY = 24 * 60 * 60 };

static void patch_chosen(struct face *face, struct view *view, struct json *patch_taken, const char *said)
{
	struct pupils *p = view->model;
	int64_t *keys = NULL;
	int count = list_chosen(&p->table.list, &keys);

	if (count > 0 && face_patch_all(face, keys, count, patch_taken, said) == 0) {
		list_clear_marks(&p->table.list);
		view_changed(face, view);
	}
	json_free(patch_taken);
	free(keys);
}

static bool row_waits(const void *item)
{
	return pupil_waits(&((const struct pupil_row *)item)->pupil);
}

/*
 * Whose consent is noted goes to those who have one, and the cursor with them: there the next a would write over what was just noted. It
 * comes to the next one without.
 */
static void go_on(struct face *face, struct pupils *p, int64_t was_on)
{
	int64_t next = list_key(&p->table.list) == was_on ? table_next(&p->table, false, row_waits) : 0;
	struct err e = { 0 };

	if (next)
		list_select(&p->table.list, next, &e);
	words_check(face, &e);
}

static void consent_done(struct face *face, struct view *view, const char *who)
{
	struct pupils *p = view->model;
	int64_t was_on = list_key(&p->table.list);
	char today[CLOCK_DAY_SIZE];
	struct json *patch;

	if (!who || !*who)
		return;
	clock_format_day(datetime_day(clock_now()) * DAY, today);
	patch = json_new_object();
	json_set_string(patch, "consentBy", who);
	json_set_string(patch, "consentAt", today);
	patch_chosen(face, view, patch, _("The consent is noted, as of today. {print} prints the slips."));
	go_on(face, p, was_on);
}

void pupils_let_in(struct face *face, struct view *view)
{
	struct pupils *p = view->model;
	const struct pupil_row *row = table_item(&p->table);
	struct json *patch;

	if (!row || !project_may(face, p->account, RIGHT_PUPILS))
		return;
	if (!text_equal(row->pupil.state, "ended")) {
		face_prompt(face, _("Who agreed, and where the paper is:"), "", NULL, consent_done);
		return;
	}
	patch = json_new_object();
	json_set_string(patch, "state", "active");
	patch_chosen(face, view, patch, _("They can sign in again, if there is a consent."));
}

void pupils_end(struct face *face, struct view *view)
{
	struct pupils *p = view->model;
	const struct pupil_row *row = table_item(&p->table);
	struct json *patch;

	if (!row || !project_may(face, p->account, RIGHT_PUPILS))
		return;
	if (p->table.list.mark_count == 0 && pupil_waits(&row->pupil) && !row->pupil.active_at) {
		part_end(face, row->local, _("Taken out; {undo} brings it back."));
		view_changed(face, view);
		return;
	}
	patch = json_new_object();
	json_set_string(patch, "state", "ended");
	patch_chosen(face, view, patch, _("Ended: nobody signs in with this name. What was written stays."));
}
