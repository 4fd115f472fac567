/*
 * What is asked of a view goes through here to its screen. What a screen does not do itself, its list does (screen.h: SCREEN_LIST):
 * movements and marks are the same everywhere, and stand nowhere else.
 */
#ifndef TWINLINE_UI_VIEW_H
#define TWINLINE_UI_VIEW_H

#include "screen.h"

/* The screen's own act, then its list's. What fails is said. */
enum outcome view_act(struct face *face, struct view *view, enum action action);

/* True if all that was typed is in the store, or nothing is kept here; false, and why is said, if it cannot be. */
bool view_keeps(struct face *face, struct view *view);

/* The text of view->field has changed. */
void view_typed(struct face *face, struct view *view);

/* The store has changed: read again, where the screen reads at all. */
void view_changed(struct face *face, struct view *view);

/* Where the cursor stands (an object, yours; NULL where that is nothing to come back to), and back to it. */
struct json *view_where(const struct view *view);
void view_go(struct face *face, struct view *view, const struct json *where);

#endif
