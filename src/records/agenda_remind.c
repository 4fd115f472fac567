/* Reminders: of events to come that I have said yes or maybe to, and asked to be told of before they begin. */
#include <stdlib.h>

#include "rows.h"
#include "twinline/base/mem.h"
#include "twinline/records/agenda.h"
#include "twinline/records/record.h"

enum { MINUTE = 60, REMIND_MOST = 14 * 24 * 60 * MINUTE };

/* Minutes before; -1 where nothing is said. */
static int64_t minutes_of(struct store *s, int64_t attendance)
{
	struct record record = { 0 };
	struct json *tree = record_by_local(s, attendance, &record) ? record_tree(s, &record) : NULL;
	int64_t minutes = json_get_integer(tree, "remindBefore", -1);

	json_free(tree);
	record_free(&record);
	return minutes;
}

/* One that could be reminded of. */
struct coming { int64_t attendance, event, starts; };

/* Events to come with a word of mine, as far ahead as a reminder can be set that is due within a minute; yours. */
static int coming_events(struct store *s, int64_t now, struct coming **out)
{
	struct db_stmt *stmt = db_prepare(s->db,
		"SELECT a.local, e.local, e.starts_at FROM attendance_index a JOIN record r ON r.id = a.event_id "
		"JOIN event_index e ON e.local = r.local JOIN account c ON c.local = a.account "
		"WHERE a.answer IN ('yes', 'maybe', 'applied') AND e.state <> 'cancelled' AND e.starts_at > ?1 AND e.starts_at <= ?2 AND c.kind = ?3");
	int count = 0;

	*out = NULL;
	db_bind_int(stmt, 1, now);
	db_bind_int(stmt, 2, now + REMIND_MOST + MINUTE);
	db_bind_int(stmt, 3, ACCOUNT_PERSONAL);
	while (row_step(stmt)) {
		*out = xrealloc(*out, (size_t)count + 1, sizeof **out);
		(*out)[count++] = (struct coming){ db_int(stmt, 0), db_int(stmt, 1), db_int(stmt, 2) };
	}
	return count;
}

static char *title_of(struct store *s, int64_t event)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT title FROM event_index WHERE local = ?1");
	char *title = NULL;

	db_bind_int(stmt, 1, event);
	if (row_step(stmt))
		title = row_text(stmt, 0);
	db_reset(stmt);
	return title ? title : xstrdup("");
}

static bool is_before(const struct agenda_reminder *a, const struct agenda_reminder *b)
{
	return a->at != b->at ? a->at < b->at : a->event < b->event;
}

bool agenda_next_reminder(struct store *s, const struct agenda_reminder *after, int64_t now, struct agenda_reminder *out)
{
	struct coming *events;
	int count = coming_events(s, now, &events);

	*out = (struct agenda_reminder){ 0 };
	for (int i = 0; i < count; i++) {
		int64_t minutes = minutes_of(s, events[i].attendance);
		struct agenda_reminder one = {
			.event = events[i].event, .at = events[i].starts - minutes * MINUTE, .starts = events[i].starts,
		};

		if (minutes >= 0 && is_before(after, &one) && (!out->event || is_before(&one, out)))
			*out = one;
	}
	free(events);
	if (out->event)
		out->title = title_of(s, out->event);
	return out->event != 0;
}
