/* Partner notices: the end of those whose last day is over, and how many somebody has posted of late. */
#ifndef TWINLINE_PORTAL_NOTICES_H
#define TWINLINE_PORTAL_NOTICES_H

#include "twinline/records/store.h"

/* Destroys some of those that ended before a time. In a transaction. 1 if there are more, 0, or -1. */
int notices_prune(struct store *s, int64_t before, struct err *e);

enum { NOTICES_WEEK = 7 * 24 * 60 * 60 /* seconds */ };

/* Notes that somebody has posted one: it counts when it was taken away, too. In a transaction. 0 or -1. */
int notices_note(struct store *s, const char *person, int64_t now, struct err *e);

/* How many somebody has posted within a week. */
int64_t notices_of_week(struct store *s, const char *person, int64_t now);

#endif
