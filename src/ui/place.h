/*
 * Where a face stands: the screens that are open, one above the other, and the cursor in each. It is noted beside the store
 * (records/presence.h), so that another face can go on there.
 */
#ifndef TWINLINE_UI_PLACE_H
#define TWINLINE_UI_PLACE_H

#include "face.h"
#include "list.h"

/* Notes where the face stands now. */
void place_note(struct face *face);

/* Where the face stands now; yours. And goes back there from what one action has opened or closed since. */
struct json *place_now(struct face *face);
void place_go_back(struct face *face, const struct json *place);

/* Closes all screens and opens those of a place (NULL: none), as far as they are still there. True if any did. */
bool place_go(struct face *face, const struct json *place);

/* --- for the screens' rows: the place of a list by the key of its row --- */
struct json *place_of_list(const struct list *list);
void place_in_list(struct face *face, struct list *list, const struct json *where);

/* The argument that a view would be opened with by now, where that is not the one it was opened with. */
void place_argument(struct json *where, int64_t argument);

#endif
