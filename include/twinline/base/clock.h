/*
 * The clock. Tests and the demo's data fix it with TWINLINE_NOW=2026-11-17T10:38:00Z
 * in the environment, or clock_fix(); monotonic time is never fixed.
 */
#ifndef TWINLINE_BASE_CLOCK_H
#define TWINLINE_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

enum { CLOCK_TEXT_SIZE = sizeof "2026-11-17T10:38:00Z", CLOCK_DAY_SIZE = sizeof "2026-11-17" };

/* Seconds since 1970 in UTC. */
int64_t clock_now(void);

/* Milliseconds of a clock that only goes forward; for time-outs and measuring. */
int64_t clock_monotonic_ms(void);

/* Makes clock_now() answer seconds from now on; -1 lets it run again. */
void clock_fix(int64_t seconds);

/* RFC 8620 section 1.4 UTCDate: upper-case T and Z, no fraction of zero. */
void clock_format(int64_t seconds, char text[CLOCK_TEXT_SIZE]);
/* The day of it alone, in UTC: "2026-11-17". */
void clock_format_day(int64_t seconds, char day[CLOCK_DAY_SIZE]);

/* Reads a UTCDate into *seconds (a fraction is dropped); false and unchanged if it is none, or NULL. */
bool clock_parse(const char *text, int64_t *seconds);

/* Days since 1970-01-01 of a date of the Gregorian calendar (proleptic); and back. Months from 1. */
int64_t clock_days(int year, int month, int day);
void clock_civil(int64_t days, int *year, int *month, int *day);

/* Reads "2026-11-17" strictly; false if it is no date of the calendar, or NULL. */
bool clock_parse_date(const char *text, int *year, int *month, int *day);

#endif
