/*
 * Dates and times in the user's language: day and month names and formats are msgids, so that no
 * locale of the system is needed. Times are UTC seconds; the zone is the process's TZ.
 */
#ifndef TWINLINE_TEXT_DATETIME_H
#define TWINLINE_TEXT_DATETIME_H

#include <stdint.h>

#include "twinline/base/str.h"

/* For lists: "09:55" today, "16 Nov" in the last or next ten months, "2024" otherwise. */
void datetime_add_short(struct str *out, int64_t when, int64_t now);

/* For heads: "17 Nov 09:55", with the year where it is not now's. */
void datetime_add_full(struct str *out, int64_t when, int64_t now);

/* "10:38". */
void datetime_add_time(struct str *out, int64_t when);

/* "17 Nov 2026". */
void datetime_add_date(struct str *out, int64_t when);

/* A month as it stands in a date, from 1: "Nov". */
const char *datetime_month(int month);

/* The day of a moment, for text/day.h. */
int64_t datetime_day(int64_t when);

/* A size in words, after SI: "0.4 KB", "4 KB", "1.8 MB"; decimal sign by language. */
void datetime_add_size(struct str *out, int64_t bytes);

/* A time that something takes: "1 s", "6 min", "2 h". */
void datetime_add_duration(struct str *out, int64_t seconds);

#endif
