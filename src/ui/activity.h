/* What is done to an activity of a space, on its page or where it is listed. */
#ifndef TWINLINE_UI_ACTIVITY_H
#define TWINLINE_UI_ACTIVITY_H

#include "face.h"

/* Opens the form that changes it, where I may; else says who may. */
void activity_change(struct face *face, int64_t activity);

/* Says how far it is (a code of vocabulary_activity_states), with undo; or who may. */
void activity_set_state(struct face *face, int64_t activity, const char *state);

#endif
