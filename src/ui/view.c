/* What is asked of a view: its screen does it, else the list that the screen names. */
#include "view.h"

#include "list.h"
#include "place.h"
#include "words.h"

/* NULL for screens that name none. */
static struct list *list_of(const struct view *view)
{
	return view->screen->has_list ? (struct list *)(void *)((char *)view->model + view->screen->list) : NULL;
}

static enum outcome act_on_list(struct face *face, struct view *view, enum action action)
{
	const struct screen *screen = view->screen;
	struct err e = { 0 };

	if (!list_act(list_of(view), action, &e) &&
	    !(screen->markable && list_act_on_marks(list_of(view), action, screen->markable(view), &e)))
		return ACT_IGNORED;
	words_check(face, &e);
	return ACT_DONE;
}

enum outcome view_act(struct face *face, struct view *view, enum action action)
{
	enum outcome outcome = view->screen->act(face, view, action);

	return outcome == ACT_IGNORED && view->screen->has_list ? act_on_list(face, view, action) : outcome;
}

bool view_keeps(struct face *face, struct view *view)
{
	return !view->screen->keeps || view->screen->keeps(face, view);
}

void view_typed(struct face *face, struct view *view)
{
	if (view->screen->typed)
		view->screen->typed(face, view);
}

void view_changed(struct face *face, struct view *view)
{
	if (view->screen->changed)
		view->screen->changed(face, view);
}

struct json *view_where(const struct view *view)
{
	if (view->screen->where)
		return view->screen->where(view);
	return view->screen->has_list ? place_of_list(list_of(view)) : NULL;
}

void view_go(struct face *face, struct view *view, const struct json *where)
{
	if (view->screen->go)
		view->screen->go(face, view, where);
	else if (view->screen->has_list)
		place_in_list(face, list_of(view), where);
}
