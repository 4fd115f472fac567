/*
 * Days of the calendar as people read and type them, in the user's language: names of weekdays and months are msgids with
 * CLDR's values. A day is the number of days since 1970-01-01; hours and zones are the caller's.
 */
#ifndef TWINLINE_TEXT_DAY_H
#define TWINLINE_TEXT_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "twinline/base/str.h"

/* The day of a date of the calendar; months from 1. */
int64_t day_of(int year, int month, int day);

/* 1 is Monday, 7 is Sunday. */
int day_weekday(int64_t day);
/* The weekday that weeks begin with where the user's language is spoken. */
int day_first_weekday(void);
/* The first day of the week that day is in. */
int64_t day_week_start(int64_t day);
/* The number of the week (ISO 8601) that holds the Thursday of day's week. */
int day_week_number(int64_t day);

/* "Mon". */
const char *day_weekday_name(int weekday);
/* "November": standing alone, as in a title. */
const char *day_month_name(int month);

/* Adds "Tue 17", "17 Nov", "Tue 17 Nov", "17 Nov 2026", "November 2026". */
void day_add_weekday(struct str *out, int64_t day);
void day_add_month_day(struct str *out, int64_t day);
void day_add_short(struct str *out, int64_t day);
void day_add_date(struct str *out, int64_t day);
void day_add_month(struct str *out, int64_t day);

/*
 * Reads a day: "24 Dec", "Dec 24 2026", "24.12", "24/12/2026", "2026-12-24", "24", "tomorrow", "Friday", in the user's
 * language and in English. Without a year it is the first such day from two months before today on; a weekday is the next one. False if it is
 * none of these.
 */
bool day_parse(const char *text, int64_t today, int64_t *day);

/* What day_parse understands, a sentence. */
const char *day_understood(void);

/* Reads "16:00", "16.30" or "9" as minutes after midnight; false if it is no time of day. */
bool day_parse_hour(const char *text, int *minutes);

/* Reads a length, "60", "60 min", "1:30", "2 h", "2 days": whole days, or minutes. False if it is none. */
bool day_parse_length(const char *text, int *days, int *minutes);
/* Adds a length: "60 min", "5 h", "2 days". */
void day_add_length(struct str *out, int days, int minutes);

#endif
