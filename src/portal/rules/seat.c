/* Places of events, counted in the transaction that takes one. */
#include "seat.h"

#include <stdlib.h>

#include "../seats.h"
#include "event.h"
#include "twinline/base/str.h"

enum { TENTH = 10 }; /* everybody has the event: not each one who comes is news for all */

bool seat_open(const struct write *w, const struct json *attendance, struct seat *x)
{
	const char *id = json_get_text(json_get(attendance, "event"), "id");
	*x = (struct seat){0};
	if (!id || !references_find(w, &record_types[TYPE_Event], id, &x->event))
		return false;
	x->tree = json_parse_own(x->event.body);
	x->keeper = event_keeper(w, x->tree);
	return true;
}

void seat_close(struct seat *x)
{
	record_free(&x->event);
	json_free(x->tree);
}

/* --- places --- */

/* One's word takes a place: a yes, or an application that was accepted. */
static bool takes_place(const struct seat *x, const struct json *attendance)
{
	if (event_is_by_application(x->tree))
		return text_equal(json_get_text(attendance, "answer"), "applied") &&
		       text_equal(json_get_text(attendance, "outcome"), "accepted");
	return text_equal(json_get_text(attendance, "answer"), "yes");
}

static int64_t count_taken(const struct write *w, const struct seat *x)
{
	return seats_taken(w->s, x->event.local, json_get_integer(x->tree, "joined", 0));
}

static int64_t places_of(const struct seat *x)
{
	return json_get_integer(x->tree, "places", INT64_MAX);
}

static bool is_news(const struct seat *x, int64_t now)
{
	int64_t was = json_get_integer(x->tree, "joined", 0), places = places_of(x);
	int64_t step = (places == INT64_MAX ? was : places) / TENTH;
	bool turns = (was >= places) != (now >= places);
	return turns || llabs(now - was) >= (step ? step : 1);
}

int seat_count(const struct write *w, struct seat *x, const struct json *before, const struct json *body, struct refusal *why)
{
	int change = takes_place(x, body) - takes_place(x, before);
	int64_t now = count_taken(w, x) + change;
	if (change == 0)
		return 0;
	if (seats_set(w->s, x->event.local, now, &why->cause) < 0)
		return -1;
	if (!is_news(x, now))
		return 0;
	json_set_integer(x->tree, "joined", now);
	return rule_write(w, &x->event, json_copy(x->tree), false, why);
}

bool seat_is_closed(const struct write *w, const struct seat *x)
{
	int64_t ends = INT64_MAX, until = INT64_MAX;
	rule_get_time(x->tree, "endsAt", &ends);
	rule_get_time(x->tree, "joinUntil", &until);
	return ends < w->now || until < w->now || text_equal(json_get_text(x->tree, "state"), "cancelled");
}

int seat_check_places(const struct write *w, const struct seat *x, struct refusal *why)
{
	return count_taken(w, x) >= places_of(x) ? rule_refuse(why, ERR_EVENT_FULL, json_get_text(x->tree, "title")) : 0;
}
