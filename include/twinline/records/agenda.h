/* The calendar as one person sees it: events of all my accounts with my answer, in order of time. Replica only. */
#ifndef TWINLINE_RECORDS_AGENDA_H
#define TWINLINE_RECORDS_AGENDA_H

#include "twinline/records/store.h"

/* The word of an event, screens.md section 4, N_() each. */
enum agenda_state {
	AGENDA_YES, AGENDA_MAYBE, AGENDA_OPEN, AGENDA_FULL, AGENDA_APPLY, AGENDA_APPLIED, AGENDA_DUE, AGENDA_PROJECT, AGENDA_DONE,
	AGENDA_CANCELLED, AGENDA_STATE_COUNT
};
const char *agenda_word(enum agenda_state state);

/* One event. Text is as stored: it still has to pass text/sanitise. */
struct agenda_row {
	int64_t local;
	int64_t starts, ends; /* seconds, UTC; of an all-day event midnight of the person's zone */
	bool all_day;
	char *title, *project, *kind, *languages, *town, *country; /* project: title; languages: codes parted by spaces; "" for none */
	enum agenda_state state;
	bool mine;            /* yes, maybe, applied, due, of a project of mine, or held by me */
	bool online, draft;
};
void agenda_row_release(struct agenda_row *row);

struct agenda_query {
	int64_t from, to;     /* seconds: events that touch this time; to 0: no end */
	const char *zone;     /* the person's; days of all-day events and deadlines are counted in it */
	int64_t now;
	bool mine_only;
	const struct json *filter; /* schema/filter.h of Event; NULL: all */
	int64_t anchor;       /* local of the row after which to go on; 0: from the start */
	int limit;            /* 0: no limit */
};
/* Rows in order of time; *rows and what they own are yours. How many, or -1 with e. */
int agenda_list(struct store *s, const struct agenda_query *q, struct agenda_row **rows, struct err *e);

/* My Attendance of an event, with what waits in the outbox; 0 if I have not said anything. */
int64_t agenda_attendance(struct store *s, int64_t event);

/* Queues my answer ("yes", "maybe", "no", "applied"); in a transaction. The outbox entry's local or -1 with e. */
int64_t agenda_answer(struct store *s, int64_t event, const char *answer, struct err *e);

#endif
