/* Reads TZif files, versions 1 to 3 (RFC 8536), with the TZ string at their end. Leap seconds are passed over. */
#include "zone_file.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

enum {
	HEADER = 44, TYPE_BYTES = 6, RULE_MAX = 128,
	DAY = 24 * 60 * 60, HOUR = 60 * 60, MINUTE = 60,
	HOURS_MAX = 167, OFFSET_HOURS_MAX = 26
};

/* --- the TZ string --- */

/* Passes over a name: letters, or anything between "<" and ">". */
static bool skip_name(const char **at)
{
	const char *start = *at;

	if (**at == '<') {
		*at += strcspn(*at, ">");
		if (**at != '>')
			return false;
		++*at;
		return true;
	}
	while ((**at >= 'A' && **at <= 'Z') || (**at >= 'a' && **at <= 'z'))
		++*at;
	return *at - start >= 3;
}

static bool read_number(const char **at, int max, int *number)
{
	const char *start = *at;

	for (*number = 0; **at >= '0' && **at <= '9' && *number <= max; ++*at)
		*number = *number * 10 + (**at - '0');
	return *at > start && *number <= max;
}

/* [+-]hours[:minutes[:seconds]] in seconds. */
static bool read_time(const char **at, int hours_max, int *seconds)
{
	int sign = **at == '-' ? -1 : 1, hours, minutes = 0, rest = 0;

	if (**at == '-' || **at == '+')
		++*at;
	if (!read_number(at, hours_max, &hours))
		return false;
	if (**at == ':' && (++*at, !read_number(at, 59, &minutes)))
		return false;
	if (**at == ':' && (++*at, !read_number(at, 59, &rest)))
		return false;
	*seconds = sign * (hours * HOUR + minutes * MINUTE + rest);
	return true;
}

static bool read_day_of_week(const char **at, struct zone_day *day)
{
	day->kind = ZONE_DAY_OF_WEEK;
	++*at;
	return read_number(at, 12, &day->month) && day->month >= 1 && *(*at)++ == '.' && read_number(at, 5, &day->week) &&
	       day->week >= 1 && *(*at)++ == '.' && read_number(at, 6, &day->day);
}

static bool read_day(const char **at, struct zone_day *day)
{
	*day = (struct zone_day){ .kind = ZONE_DAY_OF_YEAR, .time = 2 * HOUR };
	if (*(*at)++ != ',')
		return false;
	if (**at == 'M') {
		if (!read_day_of_week(at, day))
			return false;
	} else {
		if (**at == 'J') {
			day->kind = ZONE_DAY_JULIAN;
			++*at;
		}
		if (!read_number(at, 365, &day->day))
			return false;
	}
	return **at != '/' || (++*at, read_time(at, HOURS_MAX, &day->time));
}

/* POSIX counts offsets westwards. */
static bool read_rule(const char *at, struct zone_rule *rule)
{
	int west;

	if (!skip_name(&at) || !read_time(&at, OFFSET_HOURS_MAX, &west))
		return false;
	rule->standard = -west;
	if (*at) {
		rule->has_summer = true;
		rule->summer = rule->standard + HOUR;
		if (!skip_name(&at))
			return false;
		if (*at && *at != ',') {
			if (!read_time(&at, OFFSET_HOURS_MAX, &west))
				return false;
			rule->summer = -west;
		}
		if (!read_day(&at, &rule->begins) || !read_day(&at, &rule->ends) || *at)
			return false;
	}
	rule->is_there = true;
	return true;
}

static bool is_leap(int year)
{
	return clock_days(year, 3, 1) - clock_days(year, 2, 1) == 29;
}

/* The moment of a day and its time in a year, in the civil time that holds before it. */
static int64_t moment_of(const struct zone_day *day, int year)
{
	int64_t days = clock_days(year, 1, 1);

	if (day->kind == ZONE_DAY_JULIAN) {
		days += day->day - 1 + (day->day >= 60 && is_leap(year));
	} else if (day->kind == ZONE_DAY_OF_YEAR) {
		days += day->day;
	} else {
		int64_t first = clock_days(year, day->month, 1);
		int64_t next = day->month == 12 ? clock_days(year + 1, 1, 1) : clock_days(year, day->month + 1, 1);
		int weekday = (int)(((first + 4) % 7 + 7) % 7); /* 1970 began on a Thursday */

		days = first + (day->day - weekday + 7) % 7 + 7 * (day->week - 1);
		if (days >= next)
			days -= 7;
	}
	return days * DAY + day->time;
}

static int rule_offset(const struct zone_rule *rule, int64_t utc)
{
	int64_t local = utc + rule->standard, begins, ends;
	int year, month, day;

	if (!rule->has_summer)
		return rule->standard;
	clock_civil(local >= 0 ? local / DAY : -((DAY - 1 - local) / DAY), &year, &month, &day);
	begins = moment_of(&rule->begins, year) - rule->standard;
	ends = moment_of(&rule->ends, year) - rule->summer;
	if (begins < ends)
		return utc >= begins && utc < ends ? rule->summer : rule->standard;
	return utc >= ends && utc < begins ? rule->standard : rule->summer;
}

/* --- the file --- */

struct header { int version; size_t utc_marks, standard_marks, leaps, times, types, letters; };

static int64_t read_integer(const char *bytes, int width)
{
	uint64_t value = (unsigned char)bytes[0] & 0x80 ? UINT64_MAX : 0;

	for (int i = 0; i < width; i++)
		value = value << 8 | (unsigned char)bytes[i];
	return (int64_t)value;
}

static size_t read_count(const char *bytes)
{
	return (size_t)(uint32_t)read_integer(bytes, 4);
}

static bool read_header(const char *bytes, size_t len, struct header *h)
{
	if (len < HEADER || memcmp(bytes, "TZif", 4) != 0)
		return false;
	*h = (struct header){
		.version = bytes[4] ? bytes[4] - '0' : 1, .utc_marks = read_count(bytes + 20), .standard_marks = read_count(bytes + 24),
		.leaps = read_count(bytes + 28), .times = read_count(bytes + 32), .types = read_count(bytes + 36),
		.letters = read_count(bytes + 40),
	};
	return h->types >= 1 && h->types <= ZONE_TYPES_MAX && h->times <= ZONE_FILE_MAX && h->leaps <= ZONE_FILE_MAX &&
	       h->letters <= ZONE_FILE_MAX && h->utc_marks <= ZONE_TYPES_MAX && h->standard_marks <= ZONE_TYPES_MAX;
}

static size_t block_bytes(const struct header *h, size_t width)
{
	return h->times * (width + 1) + h->types * TYPE_BYTES + h->letters + h->leaps * (width + 4) + h->standard_marks + h->utc_marks;
}

static bool read_block(const char *bytes, const struct header *h, int width, struct zone_file *zone)
{
	const char *kinds = bytes + h->times * (size_t)width, *types = kinds + h->times;

	for (size_t i = 0; i < h->times; i++)
		if ((unsigned char)kinds[i] >= h->types)
			return false;
	for (size_t i = 0; i < h->types; i++)
		zone->offsets[i] = (int)read_integer(types + i * TYPE_BYTES, 4);
	zone->count = h->times;
	zone->times = xcalloc(h->times + 1, sizeof *zone->times);
	zone->kinds = xcalloc(h->times + 1, 1);
	for (size_t i = 0; i < h->times; i++)
		zone->times[i] = read_integer(bytes + i * (size_t)width, width);
	memcpy(zone->kinds, kinds, h->times);
	return true;
}

/* What stands between the last two line ends; no rule where that is empty or nothing we can read. */
static void read_footer(const char *bytes, size_t len, struct zone_rule *rule)
{
	char text[RULE_MAX];
	const char *end = len > 1 && *bytes == '\n' ? memchr(bytes + 1, '\n', len - 1) : NULL;
	size_t text_len = end ? (size_t)(end - bytes - 1) : 0;

	if (text_len == 0 || text_len >= sizeof text)
		return;
	memcpy(text, bytes + 1, text_len);
	text[text_len] = '\0';
	if (!read_rule(text, rule))
		*rule = (struct zone_rule){ 0 };
}

bool zone_file_read(const char *bytes, size_t len, struct zone_file *zone)
{
	struct header h;
	size_t block, width = 4;

	*zone = (struct zone_file){ 0 };
	if (!read_header(bytes, len, &h) || (block = block_bytes(&h, width)) > len - HEADER)
		return false;
	if (h.version >= 2) {
		bytes += HEADER + block;
		len -= HEADER + block;
		width = 8;
		if (!read_header(bytes, len, &h) || (block = block_bytes(&h, width)) > len - HEADER)
			return false;
	}
	if (!read_block(bytes + HEADER, &h, (int)width, zone))
		return false;
	if (width == 8)
		read_footer(bytes + HEADER + block, len - HEADER - block, &zone->rule);
	return true;
}

int zone_file_offset(const struct zone_file *zone, int64_t utc)
{
	size_t low = 0, high = zone->count;

	if (zone->rule.is_there && (zone->count == 0 || utc >= zone->times[zone->count - 1]))
		return rule_offset(&zone->rule, utc);
	if (zone->count == 0 || utc < zone->times[0])
		return zone->offsets[0];
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (zone->times[middle] <= utc)
			low = middle;
		else
			high = middle;
	}
	return zone->offsets[zone->kinds[low]];
}
