/* Hours of the day, read and looked up. */
#include "twinline/base/hours.h"

#include <string.h>

/* One or two digits up to most; NULL if there is none. */
static const char *read_number(const char *c, int most, int *number)
{
	int digits = 0;

	for (*number = 0; digits < 2 && *c >= '0' && *c <= '9'; digits++)
		*number = *number * 10 + *c++ - '0';
	return digits > 0 && *number <= most ? c : NULL;
}

/* "19:00", and "24:00" for the end of a day. */
static const char *read_time(const char *c, int *minute)
{
	int hour, rest;

	c = read_number(c, 24, &hour);
	if (!c || *c != ':')
		return NULL;
	c = read_number(c + 1, 59, &rest);
	*minute = hour * 60 + rest;
	return c && *minute <= HOURS_DAY ? c : NULL;
}

static const char *skip_blanks(const char *c)
{
	return c + strspn(c, " ");
}

static const char *read_span(const char *c, struct hours *hours)
{
	int from, to;

	c = read_time(skip_blanks(c), &from);
	if (!c || *(c = skip_blanks(c)) != '-')
		return NULL;
	c = read_time(skip_blanks(c + 1), &to);
	if (!c || from == to || from == HOURS_DAY || hours->count == HOURS_SPANS_MAX)
		return NULL;
	hours->at[hours->count].from = from;
	hours->at[hours->count++].to = to;
	return skip_blanks(c);
}

bool hours_parse(const char *text, struct hours *hours)
{
	const char *c = skip_blanks(text);

	*hours = (struct hours){ 0 };
	if (!*c)
		return true;
	while ((c = read_span(c, hours)) && *c == ',')
		c++;
	if (c && !*c)
		return true;
	*hours = (struct hours){ 0 };
	return false;
}

static bool span_has(int from, int to, int minute)
{
	return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

bool hours_has(const struct hours *hours, int minute)
{
	for (int i = 0; i < hours->count; i++)
		if (span_has(hours->at[i].from, hours->at[i].to, minute))
			return true;
	return hours->count == 0;
}

int hours_wait(const struct hours *hours, int minute)
{
	int least = HOURS_DAY;

	if (hours_has(hours, minute))
		return 0;
	for (int i = 0; i < hours->count; i++) {
		int wait = (hours->at[i].from - minute + HOURS_DAY) % HOURS_DAY;

		least = wait < least ? wait : least;
	}
	return least;
}
