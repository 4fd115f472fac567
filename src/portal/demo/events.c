/* The demo's events, and the answers of its teacher to them. */
#include "events.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/records/record.h"
#include "world.h"

enum { DAY = 86400, MEGABYTE = 1000 * 1000 };

/* The moment of a row, days being counted in the row's zone, so that an event at ten stays one at ten. */
static int64_t moment(const struct demo_world *w, const struct demo_event *row, int hour, struct civil *local)
{
	zone_to_civil(row->zone, w->now, local);
	int64_t day = clock_days(local->year, local->month, local->day) + row->days;
	clock_civil(day, &local->year, &local->month, &local->day);
	local->hour = hour;
	local->minute = row->minute;
	local->second = 0;
	return zone_of_civil(row->zone, local);
}

static struct json *local_time(const struct demo_event *row, const struct civil *at)
{
	struct json *time = json_new_object();
	char *start = xasprintf("%04d-%02d-%02dT%02d:%02d:00", at->year, at->month, at->day, at->hour, at->minute);
	char *length = row->minutes == 0             ? xstrdup("P1D")
	             : row->minutes % (24 * 60) == 0 ? xasprintf("P%dD", row->minutes / (24 * 60))
	                                             : xasprintf("PT%dM", row->minutes);
	json_set_string(time, "start", start);
	json_set_string(time, "timeZone", row->zone);
	json_set_string(time, "duration", length);
	free(start);
	free(length);
	return time;
}

static int64_t set_times(const struct demo_world *w, const struct demo_event *row, struct json *body)
{
	struct civil at, before;
	int64_t starts = moment(w, row, row->hour, &at);
	json_set(body, "time", local_time(row, &at));
	if (row->minutes == 0)
		json_set_bool(body, "allDay", true);
	demo_set_time(body, "startsAt", starts);
	demo_set_time(body, "endsAt", starts + (row->minutes ? row->minutes * 60 : DAY));
	if (row->join_hours)
		demo_set_time(body, "joinUntil", starts - row->join_hours * 3600);
	if (row->was_hour) {
		moment(w, row, row->was_hour, &before);
		json_set(body, "was", local_time(row, &before));
		demo_set_time(body, "changedAt", w->now - 5 * DAY);
	}
	return starts;
}

static void set_text(struct json *body, const char *key, const char *text)
{
	if (text)
		json_set_string(body, key, text);
}

static void set_number(struct json *body, const char *key, int64_t number)
{
	if (number)
		json_set_integer(body, key, number);
}

static void set_place(const struct demo_event *row, struct json *body)
{
	if (row->online)
		json_set_bool(body, "online", true);
	set_text(body, "place", row->place);
	set_text(body, "town", row->town);
	set_text(body, "country", row->country);
	set_text(body, "link", row->link);
	set_text(body, "telephone", row->telephone);
	set_text(body, "textWay", row->text_way);
	set_text(body, "notes", row->notes);
	set_number(body, "bytesPerHour", row->megabytes * (int64_t)MEGABYTE);
}

static void set_audience(const struct demo_event *row, struct json *body)
{
	demo_set_codes(body, "languages", row->languages);
	demo_set_codes(body, "roles", row->roles);
	demo_set_codes(body, "subjects", row->subjects);
	set_number(body, "pupilsFrom", row->pupils_from);
	set_number(body, "pupilsTo", row->pupils_to);
	json_set_string(body, "admission", row->admission ? row->admission : "open");
	set_number(body, "places", row->places);
	set_number(body, "joined", row->joined);
}

static const struct demo_person *organiser(const struct demo_world *w, const struct demo_event *row)
{
	return &w->people[demo_cast_index(row->organiser, strlen(row->organiser))];
}

static struct json *body_of(const struct demo_world *w, const struct demo_event *row, int64_t *starts)
{
	const struct demo_person *by = organiser(w, row);
	struct json *body = json_new_object();
	size_t first = strcspn(row->languages, " ");
	char *language = xstrndup(row->languages, first);
	json_set_string(body, "title", row->title);
	json_set_string(body, "kind", row->kind);
	*starts = set_times(w, row, body);
	json_set_string(body, "state", row->cancelled ? "cancelled" : "announced");
	if (!row->project)
		demo_set_time(body, "createdAt", *starts - 20 * (int64_t)DAY < w->now ? *starts - 20 * (int64_t)DAY : w->now - 2 * DAY);
	set_place(row, body);
	set_audience(row, body);
	demo_set_party(body, "organiser", by->id, by->name, by->country);
	if (row->project)
		demo_set_party(body, "project", demo_find_project(w, row->project)->id, row->project, NULL);
	json_set_string(body, "about", row->about);
	json_set_string(body, "language", language);
	free(language);
	return body;
}

static int add_answer(struct demo_world *w, const struct demo_event *row, const char *event, int64_t starts, struct err *e)
{
	const struct demo_person *me = &w->people[0];
	int64_t since = starts - 9 * DAY < w->now ? starts - 9 * DAY : w->now - 6 * 3600;
	struct json *body = json_new_object();
	demo_set_party(body, "event", event, row->title, NULL);
	demo_set_party(body, "person", me->id, me->name, me->country);
	json_set_string(body, "answer", row->mine);
	set_number(body, "remindBefore", row->remind);
	demo_set_time(body, "since", since);
	if (organiser(w, row) != me && demo_write(w, organiser(w, row)->account, TYPE_Attendance, json_copy(body), NULL, e) < 0) {
		json_free(body);
		return -1;
	}
	return demo_write(w, me->account, TYPE_Attendance, body, NULL, e);
}

static int add_event(struct demo_world *w, const struct demo_event *row, struct err *e)
{
	int64_t starts;
	struct record r = {
		.account = row->project ? demo_find_project(w, row->project)->account : w->community,
		.type = &record_types[TYPE_Event],
		.audience = row->project ? AUDIENCE_MEMBERS : AUDIENCE_PUBLIC | AUDIENCE_SIGNED_IN,
	};
	struct json *body = body_of(w, row, &starts);
	if (row->office && demo_set_office(w, body, "office", row->office) < 0)
		bug("demo: no support organisation in %s", row->office);
	r.body = json_print(body);
	json_free(body);
	int result = record_write(w->s, &r, true, e);
	if (result == 0 && row->mine)
		result = add_answer(w, row, r.id, starts, e);
	record_free(&r);
	return result;
}

int demo_add_events(struct demo_world *w, struct err *e)
{
	for (const struct demo_event *row = demo_events; row->title; row++)
		if (add_event(w, row, e) < 0)
			return -1;
	return 0;
}
