/*
 * The last line of a list that is a window: how much lies beyond it and what the next part costs. It stands in the list
 * as a row of its own, so that the cursor can go there.
 */
#ifndef TWINLINE_UI_OLDER_H
#define TWINLINE_UI_OLDER_H

#include "face.h"
#include "twinline/base/str.h"
#include "twinline/records/price.h"
#include "twinline/records/replica.h"

/* The key of that row; no record and no draft has it. */
#define OLDER_KEY INT64_MIN

/* What lies beyond the window of a type in an account, and its next part. */
struct older_part {
	int64_t count;          /* 0: nothing */
	int64_t next;           /* how many come at once */
	struct price price;     /* of those */
	bool asked;             /* for them, and they have not come yet */
};

void older_part_read(struct face *face, struct older_part *part, int64_t account, const struct record_type *type);

/* What is said when a part has been asked for: without a line since a time (translated, yours), signed out, and with one (N_() both). */
struct older_words {
	char *(*no_line)(const char *since);
	const char *signed_out, *fetching;
};
/* Asks the engine for it, and says what becomes of it. */
void older_part_ask(struct face *face, int64_t account, const struct record_type *type, const struct older_words *words);

struct older {
	struct older_part messages;
	int64_t threads, unread;           /* beyond the window too */
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
