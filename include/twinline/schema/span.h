/* When a local time of a record is: its start in its zone and its duration (JSCalendar, RFC 8984 section 1.4) as moments. */
#ifndef TWINLINE_SCHEMA_SPAN_H
#define TWINLINE_SCHEMA_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#include "twinline/base/json.h"
#include "twinline/base/zone.h"

/* Seconds, UTC; ends is never before starts. */
struct span { int64_t starts, ends; };

/* Reads "2026-11-17T10:30:00"; false if it is none. */
bool span_read_civil(const char *start, struct civil *c);

/* Reads "P1DT1H30M" as nominal days and exact seconds; false if it is none. */
bool span_read_duration(const char *duration, int64_t *days, int64_t *seconds);

/* The civil day that lies days after (before, if negative) that of c, at the same hour. */
struct civil span_day_after(const struct civil *c, int64_t days);

/*
 * The moments of {"start", "timeZone", "duration"}; a day without an hour begins at midnight of zone (NULL: of its own) and lasts
 * at least a day. Days are nominal (RFC 8984 section 1.4.6). False if the start is none or the zone is not known on this computer.
 */
bool span_of(const struct json *time, bool all_day, const char *zone, struct span *out);

#endif
