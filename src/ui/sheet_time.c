/* Days and times in a sheet: text to {"start", "timeZone", "duration"} and back. */
#include "sheet_time.h"

#include <stdlib.h>
#include <string.h>

#include "sheet_draft.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/schema/span.h"
#include "twinline/text/day.h"

enum { DAY_SECONDS = 24 * 60 * 60, MINUTE = 60, HOUR = 60, DEFAULT_MINUTES = 60 };

static int64_t today(const struct sheet *sheet)
{
	struct civil now;

	zone_to_civil(sheet->zone, clock_now(), &now);
	return day_of(now.year, now.month, now.day);
}

/* The zone of the record's own time, else this computer's. */
static const char *zone_of(const struct sheet *sheet)
{
	for (const struct sheet_line *line = sheet->kind->lines; line->field || line->label; line++) {
		const char *zone = line->part == SHEET_ZONE ? json_get_text(json_get(sheet->body, line->field), "timeZone") : NULL;

		if (zone && zone_is_known(zone))
			return zone;
	}
	return sheet->zone;
}

/* --- a local time --- */

static char *length_text(const char *duration)
{
	struct str text = { 0 };
	int64_t days, seconds;

	if (span_read_duration(duration, &days, &seconds))
		day_add_length(&text, (int)days, (int)(seconds / MINUTE));
	return str_detach(&text);
}

char *sheet_time_text(const struct sheet *sheet, const struct sheet_line *line, const struct json *time)
{
	const char *zone = json_get_text(time, "timeZone");
	struct str text = { 0 };
	struct civil c;

	(void)sheet;
	if (line->part == SHEET_LENGTH)
		return length_text(json_get_text(time, "duration"));
	if (line->part == SHEET_ZONE)
		return xstrdup(zone ? zone : "");
	if (!span_read_civil(json_get_text(time, "start"), &c))
		return xstrdup("");
	if (line->part == SHEET_HOUR)
		return xasprintf("%02d:%02d", c.hour, c.minute);
	day_add_date(&text, day_of(c.year, c.month, c.day));
	return str_detach(&text);
}

/* The text of the field's line for a part; NULL where that line is not in the sheet now. */
static const char *text_of(const struct sheet *sheet, const char *field, enum sheet_part part)
{
	for (int i = 0; i < sheet->count; i++) {
		const struct sheet_line *line = sheet_line_at(sheet, i);

		if (text_equal(line->field, field) && line->part == part)
			return sheet_stands(sheet, i) ? sheet->texts[i].text.text : NULL;
	}
	return NULL;
}

static bool is_empty(const char *text)
{
	return !text || !text[strspn(text, " ")];
}

static char *duration_of(const char *text, bool has_hour)
{
	int days = 0, minutes = 0;

	if (is_empty(text) || !day_parse_length(text, &days, &minutes)) {
		days = has_hour ? 0 : 1;
		minutes = has_hour ? DEFAULT_MINUTES : 0;
	}
	if (!has_hour || (days && !minutes))
		return xasprintf("P%dD", days ? days : 1);
	if (days)
		return xasprintf("P%dDT%dM", days, minutes);
	return minutes % HOUR ? xasprintf("PT%dM", minutes) : xasprintf("PT%dH", minutes / HOUR);
}

/* From all lines of the field; nothing while the day or the hour is not understood. */
static void put_together(struct sheet *sheet, const char *field)
{
	const char *hour = text_of(sheet, field, SHEET_HOUR), *zone = text_of(sheet, field, SHEET_ZONE), *day = text_of(sheet, field, SHEET_DAY);
	int year, month, date, minutes = 0;
	struct json *time;
	char *start, *duration;
	int64_t on;

	json_remove(sheet->body, field);
	if (is_empty(day) || !day_parse(day, today(sheet), &on) || (hour && !day_parse_hour(hour, &minutes)))
		return;
	clock_civil(on, &year, &month, &date);
	start = xasprintf("%04d-%02d-%02dT%02d:%02d:00", year, month, date, minutes / HOUR, minutes % HOUR);
	duration = duration_of(text_of(sheet, field, SHEET_LENGTH), hour != NULL);
	time = json_set(sheet->body, field, json_new_object());
	json_set_string(time, "start", start);
	json_set_string(time, "timeZone", is_empty(zone) ? sheet->zone : zone);
	json_set_string(time, "duration", duration);
	free(duration);
	free(start);
}

static char *zone_is_wrong(const char *text)
{
	if (zone_is_known(text))
		return NULL;
	if (!zone_are_here())
		return xstrdup(_("This computer has no list of time zones: the package tzdata is missing."));
	return xasprintf(_("There is no time zone \"%s\". Type part of a city's name, as \"Athens\"."), text);
}

char *sheet_time_read(struct sheet *sheet, const struct sheet_line *line, const char *text)
{
	int days, minutes;
	int64_t day;

	put_together(sheet, line->field);
	if (is_empty(text))
		return NULL;
	if (line->part == SHEET_DAY)
		return day_parse(text, today(sheet), &day) ? NULL : xstrdup(day_understood());
	if (line->part == SHEET_HOUR)
		return day_parse_hour(text, &minutes) ? NULL : xstrdup(_("Write a time of day like 16:00."));
	if (line->part == SHEET_LENGTH)
		return day_parse_length(text, &days, &minutes) ? NULL : xstrdup(_("Write a length like 60 min, 1:30 or 2 days."));
	return zone_is_wrong(text);
}

/* --- moments and dates --- */

char *sheet_time_moment_text(const struct sheet *sheet, const char *utc)
{
	struct str text = { 0 };
	struct civil c;
	int64_t at;

	if (!utc || !clock_parse(utc, &at))
		return xstrdup("");
	zone_to_civil(zone_of(sheet), at, &c);
	day_add_date(&text, day_of(c.year, c.month, c.day));
	str_addf(&text, " %02d:%02d", c.hour, c.minute);
	return str_detach(&text);
}

/* The hour is the last word, if that is one; else the day's last minute is meant. */
struct json *sheet_time_moment(const struct sheet *sheet, const char *text)
{
	char *day = xstrdup(text), *hour = strrchr(day, ' '), stamp[CLOCK_TEXT_SIZE];
	int minutes = DAY_SECONDS / MINUTE - 1;
	struct civil c = { 0 };
	bool is_moment;
	int64_t on;

	if (hour && strchr(hour, ':') && day_parse_hour(hour + 1, &minutes))
		*hour = '\0';
	is_moment = day_parse(day, today(sheet), &on);
	free(day);
	if (!is_moment)
		return NULL;
	clock_civil(on, &c.year, &c.month, &c.day);
	c.hour = minutes / HOUR;
	c.minute = minutes % HOUR;
	clock_format(zone_of_civil(zone_of(sheet), &c), stamp);
	return json_new_string(stamp);
}

struct json *sheet_time_date(const struct sheet *sheet, const char *text)
{
	int year, month, date;
	struct json *value;
	int64_t day;
	char *iso;

	if (!day_parse(text, today(sheet), &day))
		return NULL;
	clock_civil(day, &year, &month, &date);
	iso = xasprintf("%04d-%02d-%02d", year, month, date);
	value = json_new_string(iso);
	free(iso);
	return value;
}
