/* Reminders of events while the face runs: said once, in the last line. */
#ifndef TWINLINE_UI_REMINDER_H
#define TWINLINE_UI_REMINDER_H

#include "face.h"

/* When the next one is due, as it was read from the store: true of the same store for a minute, at most until then. */
struct reminder_due {
	int64_t from, until; /* seconds; until 0: not read yet */
	int64_t version;     /* of the store, and what the face has changed in it */
	int own_changes;
	int64_t at;          /* 0: none is awaited */
};

/* Says what is due, one reminder at a time. */
void reminder_look(struct face *face);

/* When the next one is due; 0: none is awaited. */
int64_t reminder_next(struct face *face);

#endif
