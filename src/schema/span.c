/* Moments of a local time: nominal days first, then exact hours, in the time's own zone. */
#include "twinline/schema/span.h"

#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "twinline/base/clock.h"

enum { DAY = 24 * 60 * 60, HOUR = 60 * 60, MINUTE = 60 };

/* Two digits at text. */
static int two(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

bool span_read_civil(const char *start, struct civil *c)
{
	if (!start || !format_is_local(start))
		return false;
	*c = (struct civil){
		.year = two(start) * 100 + two(start + 2), .month = two(start + 5), .day = two(start + 8), .hour = two(start + 11),
		.minute = two(start + 14), .second = two(start + 17),
	};
	return true;
}

bool span_read_duration(const char *duration, int64_t *days, int64_t *seconds)
{
	bool in_day = false;

	*days = *seconds = 0;
	if (!duration || !format_is_duration(duration))
		return false;
	for (const char *at = duration + 1; *at; at++) {
		char *unit = NULL;
		int64_t number;

		if (*at == 'T') {
			in_day = true;
			continue;
		}
		number = strtoll(at, &unit, 10);
		*days += *unit == 'W' ? 7 * number : *unit == 'D' ? number : 0;
		*seconds += *unit == 'H' ? number * HOUR : *unit == 'M' && in_day ? number * MINUTE : *unit == 'S' ? number : 0;
		at = unit;
	}
	return true;
}

struct civil span_day_after(const struct civil *c, int64_t days)
{
	struct civil after = *c;

	clock_civil(clock_days(c->year, c->month, c->day) + days, &after.year, &after.month, &after.day);
	return after;
}

bool span_of(const struct json *time, bool all_day, const char *zone, struct span *out)
{
	const char *own = json_get_text(time, "timeZone");
	struct civil start, end;
	int64_t days, seconds;

	if (!span_read_civil(json_get_text(time, "start"), &start))
		return false;
	span_read_duration(json_get_text(time, "duration"), &days, &seconds);
	if (!own)
		own = "UTC";
	if (all_day) {
		start.hour = start.minute = start.second = 0;
		days = days > 0 ? days : 1;
		seconds = 0;
		own = zone ? zone : own;
	}
	if (!zone_is_known(own))
		return false;
	end = span_day_after(&start, days);
	out->starts = zone_of_civil(own, &start);
	out->ends = zone_of_civil(own, &end) + seconds;
	if (out->ends < out->starts)
		out->ends = out->starts;
	return true;
}
