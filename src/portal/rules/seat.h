/* The event that somebody says a word on, and its places. The room's own. */
#ifndef TWINLINE_PORTAL_RULES_SEAT_H
#define TWINLINE_PORTAL_RULES_SEAT_H

#include "rule.h"

struct seat {
	struct record event;
	struct json *tree;
	int64_t keeper; /* event_keeper */
};

/* The event of an attendance; false if who writes does not see it. Release with seat_close. */
bool seat_open(const struct write *w, const struct json *attendance, struct seat *x);
void seat_close(struct seat *x);

/*
 * Counts the place that the attendance body takes and before did not, or the other way round (either may be NULL), and says so in the
 * event where that is news. 0 or -1.
 */
int seat_count(const struct write *w, struct seat *x, const struct json *before, const struct json *body, struct refusal *why);

/* True if the event takes nobody any more. */
bool seat_is_closed(const struct write *w, const struct seat *x);

/* Refuses where there is no place left. */
int seat_check_places(const struct write *w, const struct seat *x, struct refusal *why);

#endif
