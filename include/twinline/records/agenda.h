/* The calendar as one person sees it: events of all my accounts with my answer, in order of time. Replica only. */
#ifndef TWINLINE_RECORDS_AGENDA_H
#define TWINLINE_RECORDS_AGENDA_H

#include "twinline/base/json.h"
#include "twinline/records/store.h"

/* The word of an event, screens.md section 4, N_() each. */
enum agenda_state {
	AGENDA_YES, AGENDA_MAYBE, AGENDA_OPEN, AGENDA_FULL, AGENDA_APPLY, AGENDA_APPLIED, AGENDA_DUE, AGENDA_PROJECT, AGENDA_DONE,
	AGENDA_CANCELLED, AGENDA_STATE_COUNT
};
const char *agenda_word(enum agenda_state state);

/* One event, or one that is still a draft. Text is as stored: it still has to pass text/sanitise. */
struct agenda_row {
	int64_t local;        /* of a draft its own, negative */
	int64_t starts, ends; /* seconds, UTC; of an all-day event midnight of the person's zone */
	bool all_day;
	char *title, *project, *kind, *languages, *town, *country; /* project: title; languages: codes parted by spaces; "" for none */
	enum agenda_state state;
	bool mine;            /* yes, maybe, applied, due, of a project of mine, or held by me */
	bool online, draft;   /* a draft without a time stands at the present */
	bool activity;        /* local is an Activity, which is due on that day */
};
void agenda_row_release(struct agenda_row *row);

struct agenda_query {
	int64_t from, to;     /* seconds: events that touch this time; to 0: no end */
	const char *zone;     /* the person's; days of all-day events and deadlines are counted in it */
	int64_t now;
	bool mine_only;
	bool activities;      /* the last days of activities too, unless a filter is set */
	bool reachable;       /* online, or held within km of near; NULL: how far it is is not known, and nothing is left out */
	const struct point *near;
	double km;
	const struct json *filter; /* schema/filter.h of Event; NULL: all */
	int64_t anchor;       /* local of the row after which to go on; 0: from the start */
	int limit;            /* 0: no limit */
};
/* Rows in order of time; *rows and what they own are yours. How many, or -1 with e. */
int agenda_list(struct store *s, const struct agenda_query *q, struct agenda_row **rows, struct err *e);

/* When the last event of an account begins that is here: where more lie beyond its window, nothing is known of later days. 0 for none. */
int64_t agenda_known_until(struct store *s, int64_t account);

/* One event or draft (negative) by its local, as q would list it; false if it is not there. Release with agenda_row_release. */
bool agenda_get(struct store *s, const struct agenda_query *q, int64_t local, struct agenda_row *row);


/* My Attendance of an event, with what waits in the outbox and without what was refused; 0 if I have not said anything. */
int64_t agenda_attendance(struct store *s, int64_t event);

/* An event that I want to be reminded of: from when on, when it begins, and what it is called (yours). */
struct agenda_reminder { int64_t event, at, starts; char *title; };
/*
 * The first reminder after one (by time, then by event; its title does not count), of an event that I come to or perhaps come to and that
 * begins after now. False if there is none. While the store stays as it is, that holds until it is due, at most for a minute.
 */
bool agenda_next_reminder(struct store *s, const struct agenda_reminder *after, int64_t now, struct agenda_reminder *out);

/* Somebody's word on an event that I hold: the copy of it in my account. Text is as stored. */
struct agenda_guest {
	int64_t local;
	struct party person;
	char *answer, *outcome, *text; /* "" for none */
};
void agenda_guests_release(struct agenda_guest *guests, int count);
/* All of them, applications that wait for my word first; *guests yours. How many, or -1 with e. */
int agenda_guests(struct store *s, int64_t event, struct agenda_guest **guests, struct err *e);
/* Queues my word on an application, held for the hold of the store; in a transaction. The outbox entry's local or -1 with e. */
int64_t agenda_admit(struct store *s, int64_t guest, bool accept, struct err *e);

/* Why my last answer to an event was refused; false if it was not, or has been given anew. e is released by the caller. */
bool agenda_refusal(struct store *s, int64_t event, struct err *e);

/*
 * Queues my answer ("yes", "maybe", "no", "applied"), held for the hold of the store; text goes with an application (NULL: none). In a
 * transaction. The outbox entry's local or -1 with e; ERR_NOT_FOUND for an event that the portal does not know yet.
 */
int64_t agenda_answer(struct store *s, int64_t event, const char *answer, const char *text, struct err *e);

#endif
