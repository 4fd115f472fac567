/* What is today and what is due within a week; how much is ahead. */
#include <stdlib.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/records/agenda.h"
#include "twinline/records/project.h"
#include "twinline/records/record.h"
#include "waiting_rows.h"

enum { DUE_DAYS = 7 };

/* The first moment of the person's day, days from today. */
static int64_t midnight(const struct gather *g, int days)
{
	struct civil day;

	zone_to_civil(g->zone, g->now, &day);
	clock_civil(clock_days(day.year, day.month, day.day) + days, &day.year, &day.month, &day.day);
	day.hour = day.minute = day.second = 0;
	return zone_of_civil(g->zone, &day);
}

static char *project_of_event(struct gather *g, int64_t event)
{
	struct db_stmt *stmt = waiting_select(g, "SELECT project_id FROM event_index WHERE local = ?2");
	char *id;

	db_bind_int(stmt, 2, event);
	id = row_step(stmt) ? row_text(stmt, 0) : NULL;
	db_reset(stmt);
	return id;
}

static char *project_of_activity(const struct gather *g, int64_t activity)
{
	struct record r = { 0 };
	char *id = record_by_local(g->s, activity, &r) ? project_id_of(g->s, r.account) : NULL;

	record_free(&r);
	return id;
}

static void add_event(struct gather *g, enum waiting_kind kind, const struct agenda_row *event)
{
	struct waiting_row *row = waiting_add(g, kind, event->local, event->starts);

	row->subject = xstrdup(event->title);
	row->detail = xstrdup(event->project);
	row->code = xstrdup(event->activity ? "activity" : event->kind);
	row->project_id = event->activity ? project_of_activity(g, event->local) : project_of_event(g, event->local);
	row->count = event->all_day ? 0 : (event->ends - event->starts) / 60;
	row->of = event->state;
}

int waiting_add_events(struct gather *g)
{
	const struct agenda_query q = { .from = midnight(g, 0), .to = midnight(g, DUE_DAYS + 1), .zone = g->zone, .now = g->now,
	                                .mine_only = true, .activities = true, .limit = WAITING_ROWS_OF_A_KIND };
	struct agenda_row *events = NULL;
	int count = agenda_list(g->s, &q, &events, g->e);
	int64_t tomorrow = midnight(g, 1);

	for (int i = 0; i < count; i++)
		if (events[i].state != AGENDA_DUE && events[i].state != AGENDA_DONE && events[i].starts < tomorrow && !events[i].draft)
			add_event(g, WAITING_TODAY, &events[i]);
	for (int i = 0; i < count; i++) {
		if (events[i].state == AGENDA_DUE)
			add_event(g, WAITING_DUE, &events[i]);
		agenda_row_release(&events[i]);
	}
	free(events);
	return count < 0 ? -1 : 0;
}

int waiting_ahead(struct store *s, int64_t now, const char *zone, int64_t *today, int64_t *ahead, struct err *e)
{
	const struct gather g = { .s = s, .now = now, .zone = zone };
	const struct agenda_query q = { .from = now, .zone = zone, .now = now, .mine_only = true };
	int64_t tomorrow = midnight(&g, 1);
	struct agenda_row *events = NULL;
	int count = agenda_list(s, &q, &events, e);

	*today = *ahead = 0;
	for (int i = 0; i < count; i++) {
		*(events[i].starts < tomorrow ? today : ahead) += 1;
		agenda_row_release(&events[i]);
	}
	free(events);
	return count < 0 ? -1 : 0;
}
