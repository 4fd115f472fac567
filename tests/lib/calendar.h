/* The calendar of the mock-ups: the events of November 2026, with what the teacher said to them, as seen in Muğla (UTC+3). */
#ifndef TESTS_LIB_CALENDAR_H
#define TESTS_LIB_CALENDAR_H

#include "lib/stage.h"

/* A store with the events, at 10:15 of 17 November in the teacher's zone; no face yet. */
struct stage calendar_stage(void);

/* The same with a face on the calendar; view: "month", "week" or "agenda". */
struct stage calendar_open(int rows, int cols, const char *language, const char *view);

/* The local of the event with this id. */
int64_t calendar_event(struct stage *s, const char *id);

#endif
