/* What is asked of a view: its screen does it, else the list or the sheet that the screen names. */
#include "view.h"

#include "list.h"
#include "place.h"
#include "sheet.h"
#include "words.h"

/* --- of screens with a list --- */

static struct list *list_of(const struct view *view)
{
	return (struct list *)(void *)((char *)view->model + view->screen->list);
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

/* --- of all --- */

int view_open(struct face *face, struct view *view, int64_t argument)
{
	const struct screen *screen = view->screen;

	return screen->open ? screen->open(face, view, argument) : sheet_open(face, view, view->model, screen->sheet, argument);
}

void view_close(struct face *face, struct view *view)
{
	if (view->screen->close)
		view->screen->close(face, view);
	else if (view->screen->sheet)
		sheet_close(face, view, view->model);
}

void view_draw(struct face *face, struct view *view, struct page *page)
{
	if (view->screen->draw)
		view->screen->draw(face, view, page);
	else
		sheet_screen_draw(face, view, page);
}

enum outcome view_act(struct face *face, struct view *view, enum action action)
{
	const struct screen *screen = view->screen;
	enum outcome outcome = screen->act ? screen->act(face, view, action) : ACT_IGNORED;

	if (outcome != ACT_IGNORED)
		return outcome;
	if (screen->sheet)
		return sheet_screen_act(face, view, action);
	return screen->has_list ? act_on_list(face, view, action) : ACT_IGNORED;
}

bool view_keeps(struct face *face, struct view *view)
{
	if (view->screen->keeps)
		return view->screen->keeps(face, view);
	return !view->screen->sheet || sheet_keeps(face, view->model);
}

void view_typed(struct face *face, struct view *view)
{
	if (view->screen->typed)
		view->screen->typed(face, view);
	else if (view->screen->sheet)
		sheet_typed(face, view, view->model);
}

void view_changed(struct face *face, struct view *view)
{
	if (view->screen->changed)
		view->screen->changed(face, view);
	else if (view->screen->sheet)
		sheet_changed(face, view, view->model);
}

void view_show_record(struct face *face, struct view *view, int64_t record)
{
	struct err e = { 0 };

	if (view->screen->restored)
		view->screen->restored(face, view, record);
	else if (view->screen->has_records && list_select(list_of(view), record, &e) != 0)
		face_fail(face, &e);
}

struct json *view_where(const struct view *view)
{
	if (view->screen->where)
		return view->screen->where(view);
	if (view->screen->sheet)
		return sheet_where(view, view->model);
	return view->screen->has_list ? place_of_list(list_of(view)) : NULL;
}

void view_go(struct face *face, struct view *view, const struct json *where)
{
	if (view->screen->go)
		view->screen->go(face, view, where);
	else if (view->screen->sheet)
		sheet_go_back(view, view->model, where);
	else if (view->screen->has_list)
		place_in_list(face, list_of(view), where);
}

const struct offer *view_typing(const struct view *view)
{
	return view->screen->sheet && !view->screen->typing ? sheet_screen_typing : view->screen->typing;
}
