/*
 * Hours of the day as settings name them: "19:00-07:00", several parted by commas ("06:00-07:45, 19:00-23:00"), "" for any time.
 * A span that ends before it begins goes over midnight. Minutes are counted from midnight, by this computer's clock and zone.
 */
#ifndef TWINLINE_BASE_HOURS_H
#define TWINLINE_BASE_HOURS_H

#include <stdbool.h>

enum { HOURS_SPANS_MAX = 4, HOURS_DAY = 24 * 60 };

/* count 0: any time. */
struct hours {
	struct { int from, to; } at[HOURS_SPANS_MAX];
	int count;
};

/* Reads text; false, and *hours any time, if it is none. */
bool hours_parse(const char *text, struct hours *hours);

/* True at a minute of the day that is among them. */
bool hours_has(const struct hours *hours, int minute);

/* Minutes from a minute of the day until the next that is among them, 0 if it is one itself. */
int hours_wait(const struct hours *hours, int minute);

#endif
