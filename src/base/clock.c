/* The clock, and the calendar arithmetic that needs no locale and no time zone. */
#include "twinline/base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "twinline/base/mem.h"

static int64_t fixed = -1;
static bool looked;

static void look_at_environment(void)
{
	const char *text = looked ? NULL : getenv("TWINLINE_NOW");

	looked = true;
	if (text && *text && !clock_parse(text, &fixed))
		die("TWINLINE_NOW is not written as 2026-11-17T10:38:00Z");
}

int64_t clock_now(void)
{
	look_at_environment();
	return fixed >= 0 ? fixed : (int64_t)time(NULL);
}

int64_t clock_monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_fix(int64_t seconds)
{
	looked = true;
	fixed = seconds;
}

/* Days of the proleptic Gregorian calendar, counted in eras of 400 years that begin in March. */
int64_t clock_days(int year, int month, int day)
{
	int64_t y = month <= 2 ? (int64_t)year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

void clock_civil(int64_t days, int *year, int *month, int *day)
{
	int64_t shifted = days + 719468;
	int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
	int64_t day_of_era = shifted - era * 146097;
	int64_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t march_month = (5 * day_of_year + 2) / 153;

	*day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1);
	*month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
	*year = (int)(year_of_era + era * 400 + (*month <= 2));
}

void clock_format(int64_t seconds, char text[CLOCK_TEXT_SIZE])
{
	int64_t days = seconds >= 0 ? seconds / 86400 : -((86399 - seconds) / 86400);
	int second_of_day = (int)(seconds - days * 86400);
	int year, month, day;

	clock_civil(days, &year, &month, &day);
	if (year < 0 || year > 9999)
		bug("a time outside the years 0 to 9999");
	snprintf(text, CLOCK_TEXT_SIZE, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)year % 10000, (unsigned)month % 100,
	         (unsigned)day % 100, (unsigned)second_of_day / 3600 % 100, (unsigned)second_of_day / 60 % 60,
	         (unsigned)second_of_day % 60);
}

void clock_format_day(int64_t seconds, char day[CLOCK_DAY_SIZE])
{
	char text[CLOCK_TEXT_SIZE];

	clock_format(seconds, text);
	memcpy(day, text, CLOCK_DAY_SIZE - 1);
	day[CLOCK_DAY_SIZE - 1] = '\0';
}

/* Reads exactly width digits; -1 if they are none. */
static int digits(const char *text, int width)
{
	int value = 0;

	for (int i = 0; i < width; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

static bool read_date(const char *text, int *year, int *month, int *day)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int length;

	if ((*year = digits(text, 4)) < 0 || text[4] != '-' || (*month = digits(text + 5, 2)) < 1 || *month > 12 ||
	    text[7] != '-' || (*day = digits(text + 8, 2)) < 1)
		return false;
	length = lengths[*month - 1];
	if (*month == 2 && (*year % 4 == 0 && (*year % 100 != 0 || *year % 400 == 0)))
		length++;
	return *day <= length;
}

bool clock_parse_date(const char *text, int *year, int *month, int *day)
{
	int y, m, d;

	if (!text || strlen(text) != 10 || !read_date(text, &y, &m, &d))
		return false;
	*year = y;
	*month = m;
	*day = d;
	return true;
}

bool clock_parse(const char *text, int64_t *seconds)
{
	int year, month, day, hour, minute, second;
	const char *rest;

	if (!text || strlen(text) < sizeof "2026-11-17T10:38:00Z" - 1 || !read_date(text, &year, &month, &day) || text[10] != 'T' ||
	    (hour = digits(text + 11, 2)) < 0 || hour > 23 || text[13] != ':' || (minute = digits(text + 14, 2)) < 0 ||
	    minute > 59 || text[16] != ':' || (second = digits(text + 17, 2)) < 0 || second > 60)
		return false;
	rest = text + 19;
	if (*rest == '.') {
		const char *fraction = ++rest;

		rest += strspn(rest, "0123456789");
		if (rest == fraction)
			return false;
	}
	if (strcmp(rest, "Z") != 0)
		return false;
	/* A leap second reads as the one before it: the last one of 9999 would have no form to be written in. */
	*seconds = clock_days(year, month, day) * 86400 + hour * 3600 + minute * 60 + (second < 60 ? second : 59);
	return true;
}
