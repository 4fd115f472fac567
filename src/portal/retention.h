/*
 * Retention: who has not signed in for a year is hidden from others until they do; after three years, warned a month before, everything
 * of theirs is erased. A pupil is, a year after the place or the project ended, their teacher warned a month before. A registration whose
 * e-mail address is not confirmed within a month is none.
 */
#ifndef TWINLINE_PORTAL_RETENTION_H
#define TWINLINE_PORTAL_RETENTION_H

#include "portal.h"

/* Who was a pupil is erased so many days after the place ended, or the project did; their teacher is warned a month before. */
enum { RETENTION_PUPIL_DAYS = 365 };

/* Does what is due, if it did so a day ago or longer by now_ms (clock_monotonic_ms). What fails is logged, and tried again the next day. */
void retention_run(struct portal *p, int64_t now_ms);

/* Somebody has signed in: they are seen again, and are not warned any more. In a transaction. 0 or -1. */
int retention_seen(struct store *s, const char *person, struct err *e);

#endif
