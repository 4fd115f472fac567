/* From the time of a place, with its zone and a duration, to universal time (JSCalendar, RFC 8984 sections 1.4.4 to 1.4.6). */
#include <stdio.h>
#include <stdlib.h>

#include "event.h"
#include "twinline/base/clock.h"
#include "twinline/base/zone.h"

enum { HOUR = 3600, MINUTE = 60, WEEK_DAYS = 7 };

/* A duration in its nominal part, days by the calendar, and its exact one. */
struct span { int64_t days, seconds; };

static struct span read_duration(const char *text)
{
	struct span span = {0};
	for (const char *c = text ? text + 1 : ""; *c; c++) {
		char *end = NULL;
		long number = strtol(c, &end, 10);
		if (end == c)
			continue; /* "T" */
		switch (*end) {
		case 'W':
			span.days += (int64_t)number * WEEK_DAYS;
			break;
		case 'D':
			span.days += number;
			break;
		case 'H':
			span.seconds += (int64_t)number * HOUR;
			break;
		case 'M':
			span.seconds += (int64_t)number * MINUTE;
			break;
		default:
			span.seconds += number;
			break;
		}
		c = end;
	}
	return span;
}

int event_times(const struct json *event, int64_t *starts, int64_t *ends)
{
	const struct json *time = json_get(event, "time");
	const char *start = json_get_text(time, "start"), *zone = json_get_text(time, "timeZone");
	const char *duration = json_get_text(time, "duration");
	bool all_day = json_get_bool(event, "allDay", false);
	struct civil c = {0};
	if (!zone)
		zone = "UTC";
	if (!zone_is_known(zone) || !start ||
	    sscanf(start, "%4d-%2d-%2dT%2d:%2d:%2d", &c.year, &c.month, &c.day, &c.hour, &c.minute, &c.second) != 6)
		return -1;
	if (all_day)
		c.hour = c.minute = c.second = 0;
	*starts = zone_of_civil(zone, &c);
	struct span span = read_duration(duration);
	if (all_day && span.days == 0)
		span.days = 1;
	clock_civil(clock_days(c.year, c.month, c.day) + span.days, &c.year, &c.month, &c.day);
	*ends = zone_of_civil(zone, &c) + span.seconds;
	return 0;
}
