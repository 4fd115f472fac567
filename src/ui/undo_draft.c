/* Undo of what was changed in a draft: one member of it, or all that were filled at once. */
#include <stdlib.h>

#include "face_state.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "undo_step.h"

static struct undo_step *draft_step(int64_t draft, const char *member, const struct json *value)
{
	struct undo_step *step = undo_step_new();

	step->draft = draft;
	step->member = member ? xstrdup(member) : NULL;
	step->value = value ? json_copy(value) : NULL;
	return step;
}

void face_remember_draft(struct face *face, int64_t draft, const char *member, const struct json *before)
{
	struct undo_step *step = draft_step(draft, member, before);
	struct draft now = { 0 };

	if (!member && draft_get(&face->store, draft, &now))
		step->after = json_parse_own(now.body);
	draft_release(&now);
	undo_remember(face, step);
}

/* The members that some object has, as they were before, but for those that were changed since. */
static void put_back(struct json *body, const struct json *members, const struct undo_step *step)
{
	for (const struct json *i = json_first(members); i; i = json_next(i)) {
		const char *key = json_key(i);
		const struct json *now = json_get(body, key), *then = json_get(step->after, key), *before = json_get(step->value, key);

		if ((now || then) && !(now && then && json_equal(now, then)))
			continue;
		json_remove(body, key);
		if (before)
			json_set(body, key, json_copy(before));
	}
}

static void set_member(struct json *body, const struct undo_step *step)
{
	if (!step->member) {
		put_back(body, step->after, step);
		put_back(body, step->value, step);
		return;
	}
	json_remove(body, step->member);
	if (step->value)
		json_set(body, step->member, json_copy(step->value));
}

struct undo_step *undo_draft_exchange(struct face *face, const struct undo_step *step)
{
	struct undo_step *back = NULL;
	struct err e = { 0 };
	struct json *body;
	struct draft draft;

	if (!draft_get(&face->store, step->draft, &draft)) {
		face_say(face, _("This draft is not here any more."));
		return NULL;
	}
	body = json_parse_own(draft.body);
	back = draft_step(step->draft, step->member, step->member ? json_get(body, step->member) : body);
	set_member(body, step);
	if (!step->member)
		back->after = json_copy(body);
	free(draft.body);
	draft.body = json_print(body);
	if (draft_save(&face->store, &draft, &e) != 0) {
		face_fail(face, &e);
		undo_step_free(back);
		back = NULL;
	}
	json_free(body);
	draft_release(&draft);
	return back;
}
