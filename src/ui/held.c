/* Who writes a draft. The store says it: a key that comes too late is refused there, whatever a face believes. */
#include "held.h"

#include <stdlib.h>

#include "beside.h"
#include "face_state.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/presence.h"

static int64_t holder_of(struct face *face, int64_t local)
{
	struct draft draft;
	int64_t holder = draft_get(&face->store, local, &draft) ? draft.holder : 0;

	draft_release(&draft);
	return holder;
}

/* Where the draft is written now, "pts/3": yours; NULL if nobody else writes it. */
static char *elsewhere(struct face *face, int64_t local)
{
	int64_t holder = holder_of(face, local);
	struct presence_other other;
	char *where = NULL;

	if (holder && holder != face->presence.id && presence_find(&face->presence, holder, &other)) {
		where = beside_where(&other);
		presence_release(&other);
	}
	return where;
}

bool held_elsewhere(struct face *face, int64_t draft)
{
	char *where = elsewhere(face, draft);
	bool is_elsewhere = where;

	free(where);
	return is_elsewhere;
}

/* Lets the other faces look at the store now, not at their next key. */
static void tell_others(struct face *face)
{
	face_wake_engine(face, false);
}

/* The view is opened anew, to be written in. */
static void take_over(struct face *face, const struct view *view, int64_t draft)
{
	struct err e = { 0 };
	const char *screen = view->screen->name;
	int64_t argument = view->argument;

	if (draft_hold(&face->store, draft, holder_of(face, draft), face->presence.id, &e) != 0) {
		face_fail(face, &e);
		return;
	}
	tell_others(face);
	face_replace(face, screen, argument);
}

static void answered(struct face *face, struct view *view, int number, int64_t draft)
{
	if (number == 2)
		take_over(face, view, draft);
}

static void ask(struct face *face, int64_t draft, const char *where)
{
	char *text = xasprintf(_("This is being written on %s."), where);
	struct question question = { .text = text, .answers = { _("read it"), _("write on here") }, .done = answered, .argument = draft };

	face_ask(face, &question);
	free(text);
}

bool held_take(struct face *face, struct draft *draft)
{
	struct err e = { 0 };
	char *where = elsewhere(face, draft->local);

	if (where) {
		ask(face, draft->local, where);
		free(where);
		return false;
	}
	if (draft_hold(&face->store, draft->local, draft->holder, face->presence.id, &e) != 0)
		err_release(&e); /* on a full disk; the first key says so */
	else
		draft->holder = face->presence.id;
	return true;
}

void held_release(struct face *face, const struct draft *draft)
{
	/* A sent draft is gone, one that was taken over is another's: both are as they should be. */
	if (draft->holder == face->presence.id)
		draft_hold(&face->store, draft->local, draft->holder, 0, NULL);
}

void held_say_lost(struct face *face, int64_t draft)
{
	char *where = elsewhere(face, draft);

	face_sayf(face, _("This is written on %s now. Here it stands as it is kept."), where ? where : _("another terminal"));
	free(where);
}

bool held_refuses(struct face *face, int64_t draft, enum action action)
{
	char *where;

	switch (action) {
	case ACTION_OPEN:
	case ACTION_SEND:
	case ACTION_DROP:
	case ACTION_EDIT:
	case ACTION_EDIT_OUTSIDE:
		where = elsewhere(face, draft);
		if (where)
			ask(face, draft, where);
		else /* nobody writes it any more */
			take_over(face, face_top(face), draft);
		free(where);
		return true;
	default:
		return false;
	}
}
