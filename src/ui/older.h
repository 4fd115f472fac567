/*
 * The last line of a list that is a window: how much lies beyond it and what the next part costs. It stands in the list
 * as a row of its own, so that the cursor can go there.
 */
#ifndef TWINLINE_UI_OLDER_H
#define TWINLINE_UI_OLDER_H

#include "face.h"
#include "twinline/base/str.h"
#include "twinline/records/replica.h"

/* The key of that row; no record and no draft has it. */
#define OLDER_KEY INT64_MIN

struct older {
	int64_t messages, threads, unread; /* beyond the window; all 0: nothing is */
	int64_t bytes, seconds;            /* of the next part; seconds 0: the line has not been measured */
	bool asked;                        /* for the next part, which has not come yet */
	struct filling filling;            /* while the first window is being filled */
};

/* Reads what the store says of my messages. */
void older_read(struct face *face, struct older *o);

/* True if there is something to ask for. */
bool older_is_there(const struct older *o);

/* Adds "next 50 of 1,190 messages: 4 KB, 1 s"; at 40 columns without the word. */
void older_add_line(struct str *out, const struct older *o, bool narrow);

/* Adds "Fetching: 120 of 214 messages ..." while the window is being filled, else nothing. */
void older_add_progress(struct str *out, const struct older *o);

/* Asks the engine for the next part, and says what becomes of it. */
void older_ask(struct face *face);

#endif
