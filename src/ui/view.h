/*
 * What is asked of a view goes through here to its screen. What its row leaves out, its list (SCREEN_LIST) or its sheet does: movements and
 * marks, and what every form does alike, stand nowhere else.
 */
#ifndef TWINLINE_UI_VIEW_H
#define TWINLINE_UI_VIEW_H

#include "screen.h"

/* Fills the zeroed model. Returns 0, or -1 and the cause is shown. */
int view_open(struct face *face, struct view *view, int64_t argument);
/* Frees what the model owns, not the model. */
void view_close(struct face *face, struct view *view);

void view_draw(struct face *face, struct view *view, struct page *page);

/* The screen's own act; what that ignores, its list's or its sheet's. What fails is said. */
enum outcome view_act(struct face *face, struct view *view, enum action action);

/* True if all that was typed is in the store, or nothing is kept here; false, and why is said, if it cannot be. */
bool view_keeps(struct face *face, struct view *view);

/* The text of view->field has changed. */
void view_typed(struct face *face, struct view *view);

/* The store has changed: read again, where the screen reads at all. */
void view_changed(struct face *face, struct view *view);

/* The cursor goes to a record that was just made or changed back (below 0: to a draft that was left), where it stands here. */
void view_show_record(struct face *face, struct view *view, int64_t record);

/* Where the cursor stands (an object, yours; NULL where that is nothing to come back to), and back to it. */
struct json *view_where(const struct view *view);
void view_go(struct face *face, struct view *view, const struct json *where);

/* What the last line offers while a field has the cursor; closed by ACTION_NONE, or NULL. */
const struct offer *view_typing(const struct view *view);

#endif
