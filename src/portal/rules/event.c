/*
 * Events: any teacher holds one in the community, members that may write one in their project. Whoever holds it changes it, and what
 * is changed of time and place is told to those who come; a cancelled event stays to be seen.
 */
#include "event.h"

#include "../seats.h"
#include "../talk.h"

#include <stdlib.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/span.h"

enum {
	HELD_MOST = 50,     /* events of one person in the community, to come or of late: everybody has them all */
	LATE_DAYS = 30,     /* so long after its end one may still tell of an event: those count too, and none can be moved from before */
	TOLD_MOST = 1000,   /* who are told of a change at once; the others see it in the event */
	LENGTH_MOST = 400   /* days */
};

/* What it takes for somebody to find their way there. */
static const char *const whereabouts[] = {"online", "place", "town", "country", "link"};

int64_t event_keeper(const struct write *w, const struct json *event)
{
	return rule_account(w, json_get_text(json_get(event, "organiser"), "id"));
}

bool event_is_by_application(const struct json *event)
{
	return text_equal(json_get_text(event, "admission"), "apply");
}

const char *event_told_title(const struct json *event)
{
	return json_get(event, "hidden") ? NULL : json_get_text(event, "title");
}

/* --- its time --- */

static int set_times(const struct write *w, struct json *body, struct refusal *why)
{
	char text[CLOCK_TEXT_SIZE];
	struct span span;
	if (!span_of(json_get(body, "time"), json_get_bool(body, "allDay", false), NULL, &span))
		return refuse_field(why, w->type, "time", ERR_FIELD_REFERENCE, json_get_text(json_get(body, "time"), "timeZone"));
	if (span.ends - span.starts > (int64_t)LENGTH_MOST * PORTAL_DAY)
		return refuse_field(why, w->type, "time", ERR_FIELD_FORMAT, json_get_text(json_get(body, "time"), "duration"));
	clock_format(span.starts, text);
	json_set_string(body, "startsAt", text);
	clock_format(span.ends, text);
	json_set_string(body, "endsAt", text);
	return 0;
}

/* --- holding one --- */

static bool is_of_project(const struct write *w)
{
	return w->account->account.kind == ACCOUNT_PROJECT;
}

/* True if who writes has so many events to come in the community that it is time to let some of them be. */
static bool holds_many(const struct write *w)
{
	struct record_filter is = {.field = "organiser", .equals = w->viewer->user.person};
	int64_t starts = 0;
	struct record_query q = {
		.account = w->account->account.local, .type = w->type, .filters = &is, .filter_count = 1, .offset = HELD_MOST - 1,
	};
	struct record r;
	if (record_first(w->s, &q, &r)) {
		struct json *body = json_parse_own(r.body);
		rule_get_time(body, "startsAt", &starts);
		json_free(body);
	}
	record_free(&r);
	return starts > w->now - (int64_t)LATE_DAYS * PORTAL_DAY;
}

static bool is_due(const struct json *event)
{
	const struct vocabulary_row *kind = vocabulary_find(&vocabulary_event_kinds, json_get_text(event, "kind"));
	return kind && kind->flags & EVENT_IS_DUE;
}

/* A day by which something is due is a part of the work, and no meeting. */
static int check_project(const struct write *w, const struct json *event, struct refusal *why)
{
	enum right right = is_due(event) ? RIGHT_ACTIVITY : RIGHT_MEETING;
	return rule_check_right(w, right, why) < 0 ? -1 : project_check_open(w, true, why);
}

static int check_place(const struct write *w, const struct json *event, struct refusal *why)
{
	if (is_of_project(w))
		return check_project(w, event, why);
	return holds_many(w) ? rule_refuse(why, ERR_OVER_QUOTA, NULL) : 0;
}

static void complete(const struct write *w, struct json *body)
{
	struct json *me = rule_card(w, w->viewer->user.person);
	json_set(body, "organiser", rule_party(w->viewer->user.person, me));
	json_set_string(body, "state", "announced");
	if (!json_get_text(body, "admission"))
		json_set_string(body, "admission", is_due(body) ? "none" : "open");
	if (is_of_project(w))
		json_set(body, "project", references_party(w, &record_types[TYPE_Project], w->account->account.id));
	else
		rule_set_now(w, body, "createdAt"); /* those who follow its organiser are told when */
	json_free(me);
}

/* Many made of long ago, and moved to tomorrow, would be more than anybody may hold. */
static int check_late(const struct write *w, const struct json *body, struct refusal *why)
{
	int64_t ends = 0, least = w->now - (int64_t)LATE_DAYS * PORTAL_DAY;
	char from[CLOCK_DAY_SIZE];
	struct err e = {0};
	rule_get_time(body, "endsAt", &ends);
	if (is_of_project(w) || ends >= least)
		return 0;
	clock_format_day(least, from);
	err_set(&e, ERR_FIELD_RANGE, from, "9999-12-31", NULL);
	field_errors_add(&why->fields, field_find(w->type, "time"), "time", &e);
	return -1;
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	if (check_place(w, body, why) < 0 || set_times(w, body, why) < 0 || check_late(w, body, why) < 0)
		return -1;
	complete(w, body);
	*r = (struct record){
		.account = w->account->account.local,
		.type = w->type,
		.audience = is_of_project(w) ? AUDIENCE_MEMBERS : w->type->audience,
	};
	return rule_write(w, r, json_copy(body), true, why);
}

/* --- changing one --- */

/* Who holds it, and in a project those who may change what others made. */
static bool may_change(const struct write *w, const struct json *event)
{
	return rule_is_me(w, json_get_text(json_get(event, "organiser"), "id")) ||
	       (is_of_project(w) && access_may(w->account->role, RIGHT_OTHERS));
}

/* Whoever has said that they come, or may. */
static int tell_those_coming(const struct write *w, const struct json *event, const struct notice *n, struct refusal *why)
{
	const struct record_filter filters[] = {
		{.field = "event", .equals = n->id},
		{.field = "answer", .equals = "no", .negate = true},
	};
	int64_t *locals = xcalloc(TOLD_MOST, sizeof *locals);
	struct record_query q = {
		.account = event_keeper(w, event), .type = &record_types[TYPE_Attendance], .filters = filters,
		.filter_count = ARRAY_SIZE(filters), .limit = TOLD_MOST,
	};
	int count = q.account ? record_list(w->s, &q, locals, NULL, NULL, &why->cause) : 0, result = count < 0 ? -1 : 0;
	for (int i = 0; i < count && result == 0; i++) {
		struct record r = {0};
		struct json *body = record_by_local(w->s, locals[i], &r) ? json_parse_own(r.body) : NULL;
		const char *person = json_get_text(json_get(body, "person"), "id");
		result = person ? rule_notify(w, person, n, why) : 0;
		json_free(body);
		record_free(&r);
	}
	free(locals);
	return result;
}

static bool is_elsewhere(const struct json *before, const struct json *body)
{
	for (size_t i = 0; i < ARRAY_SIZE(whereabouts); i++)
		if (!json_equal(json_get(before, whereabouts[i]), json_get(body, whereabouts[i])))
			return true;
	return false;
}

/* Somebody whose word is more than a no. */
static bool comes_anybody(const struct write *w, int64_t keeper, const char *event)
{
	const struct record_filter coming[] = {
		{.field = "event", .equals = event},
		{.field = "answer", .equals = "no", .negate = true},
	};
	struct record copy;
	bool there = keeper && rule_find(w, keeper, TYPE_Attendance, coming, ARRAY_SIZE(coming), &copy);
	if (there)
		record_free(&copy);
	return there;
}

/* A yes is no application, and an application no yes: what was said under the one cannot be counted under the other. */
static int check_admission(const struct write *w, const struct record *r, const struct json *before, const struct json *body,
                           struct refusal *why)
{
	if (event_is_by_application(before) == event_is_by_application(body) || !comes_anybody(w, event_keeper(w, body), r->id))
		return 0;
	return refuse_field(why, w->type, "admission", ERR_FIELD_IMMUTABLE, NULL);
}

/* What a change does beside itself: the times in UTC, what was before, and those who come are told. */
static int follow(const struct write *w, const struct record *r, const struct json *before, struct json *body, struct refusal *why)
{
	bool cancelled = !text_equal(json_get_text(before, "state"), json_get_text(body, "state"));
	bool day = json_get_bool(before, "allDay", false) != json_get_bool(body, "allDay", false);
	bool moved = day || !json_equal(json_get(before, "time"), json_get(body, "time"));
	const struct notice n = {
		.kind = cancelled ? "eventCancelled" : "eventChanged",
		.about = TYPE_Event, .id = r->id, .title = event_told_title(body),
	};
	if (moved && set_times(w, body, why) < 0)
		return -1;
	if (moved)
		json_set(body, "was", json_copy(json_get(before, "time")));
	if (!cancelled && !moved && !is_elsewhere(before, body))
		return 0;
	rule_set_now(w, body, "changedAt");
	return tell_those_coming(w, body, &n, why);
}

static int update(const struct write *w, const struct record *r, struct json *body, struct refusal *why)
{
	struct json *before = json_parse_own(r->body);
	const char *was = json_get_text(before, "state"), *is = json_get_text(body, "state");
	int result = -1;
	if (!may_change(w, before))
		rule_refuse(why, ERR_FORBIDDEN, NULL);
	else if (!text_equal(was, is) && (!text_equal(was, "announced") || !text_equal(is, "cancelled")))
		rule_refuse_state(why, json_get_text(before, "title"), was);
	else if (check_admission(w, r, before, body, why) == 0)
		result = follow(w, r, before, body, why);
	json_free(before);
	return result;
}

/* --- taking one away --- */

/* The word itself that whoever holds the event has a copy of: it lies with the person. False if there is no other than the copy. */
static bool find_word(const struct write *w, const struct record *copy, const char *event, struct record *own)
{
	struct json *body = json_parse_own(copy->body);
	const char *person = json_get_text(json_get(body, "person"), "id");
	const struct record_filter filters[] = {{.field = "event", .equals = event}, {.field = "person", .equals = person}};
	int64_t account = rule_account(w, person);
	bool there = account && account != copy->account && rule_find(w, account, TYPE_Attendance, filters, ARRAY_SIZE(filters), own);
	json_free(body);
	return there;
}

/* Those who said no still have their word on it, which goes with it. */
static int forget(const struct write *w, const struct record *copy, const char *event, struct refusal *why)
{
	struct record own = {0}, again = *copy;
	int result = find_word(w, copy, event, &own) ? record_destroy(w->s, &own, &why->cause) : 0;
	if (result == 0)
		result = record_destroy(w->s, &again, &why->cause);
	record_free(&own);
	return result;
}

static int destroy(const struct write *w, struct record *r, struct refusal *why)
{
	struct json *body = json_parse_own(r->body);
	int64_t keeper = event_keeper(w, body);
	struct record copy = {0};
	int result = may_change(w, body) && keeper ? 0 : rule_refuse(why, ERR_FORBIDDEN, NULL);
	if (result == 0 && comes_anybody(w, keeper, r->id))
		result = rule_refuse_state(why, json_get_text(body, "title"), json_get_text(body, "state"));
	while (result == 0 && rule_find_by(w, keeper, TYPE_Attendance, "event", r->id, &copy)) {
		result = forget(w, &copy, r->id, why);
		record_free(&copy);
	}
	json_free(body);
	if (result == 0)
		result = seats_forget(w->s, r->local, &why->cause);
	if (result == 0)
		result = talk_follow(w->s, r, 0, &why->cause);
	return result == 0 ? record_destroy(w->s, r, &why->cause) : -1;
}

/* --- how it is called in what was said to it --- */

static int name_answer(const struct write *w, struct record *word, const char *title, struct refusal *why)
{
	struct json *body = json_parse_own(word->body), *event = json_get_mutable(body, "event");
	if (title)
		json_set_string(event, "name", title);
	else
		json_remove(event, "name");
	return rule_write(w, word, body, false, why);
}

static int name_both(const struct write *w, struct record *copy, const char *event, const char *title, struct refusal *why)
{
	struct record own = {0};
	int result = name_answer(w, copy, title, why);
	if (result == 0 && find_word(w, copy, event, &own))
		result = name_answer(w, &own, title, why);
	record_free(&own);
	return result;
}

int event_name_answers(const struct write *w, const struct record *event, const char *title, struct refusal *why)
{
	const struct record_filter about = {.field = "event", .equals = event->id};
	struct json *body = json_parse_own(event->body);
	struct record_query q = {
		.account = event_keeper(w, body), .type = &record_types[TYPE_Attendance], .filters = &about, .filter_count = 1, .total = true,
	};
	int64_t total = 0, *locals;
	int count = q.account ? record_list(w->s, &q, NULL, NULL, &total, &why->cause) : 0, result;
	locals = xcalloc((size_t)total + 1, sizeof *locals);
	q.limit = (int)total;
	if (count >= 0 && total > 0)
		count = record_list(w->s, &q, locals, NULL, NULL, &why->cause);
	result = count < 0 ? -1 : 0;
	for (int i = 0; i < count && result == 0; i++) {
		struct record copy = {0};
		if (record_by_local(w->s, locals[i], &copy))
			result = name_both(w, &copy, event->id, title, why);
		record_free(&copy);
	}
	free(locals);
	json_free(body);
	return result;
}

const struct rules rules_event = {.create = create, .update = update, .destroy = destroy};
