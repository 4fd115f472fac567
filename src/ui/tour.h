/*
 * The tour: the keys that matter, one sentence each in the place of the hints. A step is done by pressing its key, wherever one is; every
 * other key does what it always does, and what stops typing leaves the tour.
 */
#ifndef TWINLINE_UI_TOUR_H
#define TWINLINE_UI_TOUR_H

#include <stdbool.h>

#include "action.h"

struct face;

/* Begins at the first step. */
void tour_begin(struct face *face);

/* True where nobody has had the tour on this computer, which is noted: the next time it is false. */
bool tour_is_new(struct face *face);

/* An action has been done: on to the next step if it was the one of this step. */
void tour_note(struct face *face, enum action action);

/* A key came that leaves the tour, if it is on and nothing else takes the key: true if it does. */
bool tour_leave(struct face *face);

/* The sentence of the step, yours; NULL while there is no tour. */
char *tour_text(struct face *face);

#endif
