/* Writes iCalendar: content lines folded at 75 octets (RFC 5545 section 3.1), texts escaped (section 3.3.11). */
#include "twinline/records/ics.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "twinline/schema/records.h"
#include "twinline/schema/span.h"
#include "twinline/text/sanitise.h"

enum { LINE_OCTETS = 75, MINUTE = 60 };

/* --- lines --- */

/* True if the byte goes on with a character of UTF-8. */
static bool is_inside(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

/* One content line, folded between characters. */
static void add_line(struct str *out, const char *line)
{
	size_t room = LINE_OCTETS, len = strlen(line);

	while (len > room) {
		size_t cut = room;

		while (cut > 1 && is_inside(line[cut]))
			cut--;
		str_addn(out, line, cut);
		str_add(out, "\r\n ");
		line += cut;
		len -= cut;
		room = LINE_OCTETS - 1; /* the space counts */
	}
	str_add(out, line);
	str_add(out, "\r\n");
}

static void add_escaped(struct str *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\n')
			str_add(out, "\\n");
		else if (strchr("\\;,", *text))
			str_addf(out, "\\%c", *text);
		else
			str_addc(out, *text);
	}
}

/* NAME:text of others, safe; nothing for an empty one. */
static void add_text(struct str *out, const char *name, const char *text)
{
	struct str line = { 0 };
	char *safe = sanitise_copy(text ? text : "", SANITISE_TEXT);

	if (*safe) {
		str_addf(&line, "%s:", name);
		add_escaped(&line, safe);
		add_line(out, line.text);
	}
	str_release(&line);
	free(safe);
}

/* "20261117T073000Z": section 3.3.5, form 2. */
static void add_moment(struct str *out, const char *name, int64_t at)
{
	char text[CLOCK_TEXT_SIZE], *line;

	clock_format(at, text);
	line = xasprintf("%s:%.4s%.2s%.2sT%.2s%.2s%.2sZ", name, text, text + 5, text + 8, text + 11, text + 14, text + 17);
	add_line(out, line);
	free(line);
}

static void add_date(struct str *out, const char *name, const struct civil *day)
{
	char *line = xasprintf("%s;VALUE=DATE:%04d%02d%02d", name, day->year, day->month, day->day);

	add_line(out, line);
	free(line);
}

/* --- an event --- */

static void add_times(struct str *out, const struct event *event)
{
	struct civil first, after;
	int64_t days, seconds;

	if (event->all_day && span_read_civil(event->time.start, &first)) {
		span_read_duration(event->time.duration, &days, &seconds);
		after = span_day_after(&first, days > 0 ? days : 1);
		add_date(out, "DTSTART", &first);
		add_date(out, "DTEND", &after); /* exclusive, section 3.6.1 */
	} else {
		add_moment(out, "DTSTART", event->starts_at);
		if (event->ends_at > event->starts_at)
			add_moment(out, "DTEND", event->ends_at);
	}
}

static void add_where(struct str *out, const struct event *event)
{
	const char *parts[] = { event->place, event->town, event->country };
	struct str where = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (parts[i] && *parts[i])
			str_addf(&where, where.len ? ", %s" : "%s", parts[i]);
	add_text(out, "LOCATION", where.text);
	str_release(&where);
}

static void add_alarm(struct str *out, int64_t minutes, const char *title)
{
	char *trigger = xasprintf("TRIGGER:-PT%lldM", (long long)minutes);

	add_line(out, "BEGIN:VALARM");
	add_line(out, "ACTION:DISPLAY");
	add_line(out, trigger);
	add_text(out, "DESCRIPTION", title && *title ? title : "-");
	add_line(out, "END:VALARM");
	free(trigger);
}

/* My own reminder, in minutes; -1 for none. */
static int64_t reminder(struct store *s, int64_t event)
{
	struct record record = { 0 };
	bool is_mine = s->side == STORE_REPLICA; /* a portal has those of many */
	struct json *tree = is_mine && record_by_local(s, agenda_attendance(s, event), &record) ? record_tree(s, &record) : NULL;
	int64_t minutes = json_get_integer(tree, "remindBefore", -1);

	json_free(tree);
	record_free(&record);
	return minutes;
}

/* What every VEVENT begins with: section 3.6.1. */
static void begin_event(struct str *out, const struct record *record)
{
	char *uid = record->id ? xasprintf("UID:%s@twinline", record->id) : xasprintf("UID:local-%lld@twinline", (long long)record->local);
	char *sequence = xasprintf("SEQUENCE:%lld", (long long)(record->rev > 0 ? record->rev - 1 : 0));

	add_line(out, "BEGIN:VEVENT");
	add_line(out, uid);
	add_line(out, sequence);
	add_moment(out, "DTSTAMP", clock_now());
	free(uid);
	free(sequence);
}

static void add_event(struct store *s, struct str *out, const struct record *record, const struct event *event)
{
	int64_t minutes = reminder(s, record->local);

	begin_event(out, record);
	add_times(out, event);
	add_text(out, "SUMMARY", event->title);
	add_text(out, "DESCRIPTION", event->about);
	add_where(out, event);
	add_text(out, "CONTACT", event->organiser.name);
	if (event->link && *event->link)
		add_text(out, "URL", event->link);
	add_line(out, text_equal(event->state, "cancelled") ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
	if (minutes >= 0)
		add_alarm(out, minutes, event->title);
	add_line(out, "END:VEVENT");
}

/* --- an activity --- */

/*
 * The day by which it is done, as a day that leaves people free (section 3.8.2.7): many calendars leave out tasks. False, with nothing
 * added, if it has none.
 */
static bool add_activity(struct str *out, const struct record *record, const struct activity *activity)
{
	struct civil due = { 0 }, after;

	if (!activity->due || !clock_parse_date(activity->due, &due.year, &due.month, &due.day))
		return false;
	after = span_day_after(&due, 1);
	begin_event(out, record);
	add_date(out, "DTSTART", &due);
	add_date(out, "DTEND", &after);
	add_text(out, "SUMMARY", activity->title);
	add_text(out, "DESCRIPTION", activity->about && *activity->about ? activity->about : activity->steps);
	add_text(out, "CATEGORIES", _(record->type->label));
	add_line(out, "TRANSP:TRANSPARENT");
	add_line(out, "STATUS:CONFIRMED");
	add_line(out, "END:VEVENT");
	return true;
}

/* --- a record --- */

static bool add_record(struct store *s, const struct record *record, const struct json *tree, struct str *out)
{
	bool is_written = true;

	if (record->type == &record_types[TYPE_Event]) {
		struct event event = { 0 };

		record_decode(record->type, tree, &event);
		add_event(s, out, record, &event);
		record_release(record->type, &event);
	} else {
		struct activity activity = { 0 };

		record_decode(record->type, tree, &activity);
		is_written = add_activity(out, record, &activity);
		record_release(record->type, &activity);
	}
	return is_written;
}

static bool add_by_local(struct store *s, int64_t local, struct str *out)
{
	struct record record = { 0 };
	bool is_written = false;

	if (record_by_local(s, local, &record) && (record.type == &record_types[TYPE_Event] || record.type == &record_types[TYPE_Activity])) {
		struct json *tree = record_tree(s, &record);

		is_written = add_record(s, &record, tree, out);
		json_free(tree);
	}
	record_free(&record);
	return is_written;
}

/* --- a calendar --- */

static void begin(struct str *out)
{
	add_line(out, "BEGIN:VCALENDAR");
	add_line(out, "VERSION:2.0");
	add_line(out, "PRODID:-//Twinline//Twinline " TWINLINE_VERSION "//EN");
}

bool ics_event(struct store *s, int64_t event, struct str *out)
{
	struct str lines = { 0 };
	bool is_here = add_by_local(s, event, &lines);

	if (is_here) {
		begin(out);
		str_add(out, lines.text);
		add_line(out, "END:VCALENDAR");
	}
	str_release(&lines);
	return is_here;
}

int ics_dates(struct store *s, const int64_t *records, int count, struct str *out)
{
	int written = 0;

	begin(out);
	for (int i = 0; i < count; i++)
		written += add_by_local(s, records[i], out);
	add_line(out, "END:VCALENDAR");
	return written;
}

int ics_agenda(struct store *s, const struct agenda_query *q, struct str *out, struct err *e)
{
	struct agenda_row *rows;
	int count = agenda_list(s, q, &rows, e), written = 0;

	if (count < 0)
		return -1;
	begin(out);
	for (int i = 0; i < count; i++) {
		if (!rows[i].draft)
			written += add_by_local(s, rows[i].local, out);
		agenda_row_release(&rows[i]);
	}
	add_line(out, "END:VCALENDAR");
	free(rows);
	return written;
}
