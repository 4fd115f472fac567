/* Drafts that two faces have open: one writes, the other reads it as it is kept, and can take it over. */
#ifndef TWINLINE_UI_HELD_H
#define TWINLINE_UI_HELD_H

#include "face.h"
#include "twinline/records/draft.h"

/*
 * A screen opens a draft, as just read from the store, for writing. False if another living face writes it: then that is asked about, and
 * the screen only shows it.
 */
bool held_take(struct face *face, struct draft *draft);

/* The screen closes: whoever opens the draft next may write it. */
void held_release(struct face *face, const struct draft *draft);

/* True if another living face writes the draft. */
bool held_elsewhere(struct face *face, int64_t draft);

/* Says that another face has taken the draft over, and where. */
void held_say_lost(struct face *face, int64_t draft);

/* For a screen that only shows: true if the action is none that reading takes; then it is asked who writes. */
bool held_refuses(struct face *face, int64_t draft, enum action action);

#endif
