/*
 * The desks of an officer, as a list has them: what waits, oldest first; what is asked back; what was decided. Of a case that was opened
 * the Dossier is here too, until a day after the decision. Replica only.
 */
#ifndef TWINLINE_RECORDS_DESK_H
#define TWINLINE_RECORDS_DESK_H

#include "twinline/records/store.h"
#include "twinline/schema/records.h"

/* Within an order by country, and otherwise: as desk_list says. */
enum desk_order { DESK_BY_AGE, DESK_BY_COUNTRY, DESK_ORDER_COUNT };

enum desk_view { DESK_WAITING, DESK_ASKED_BACK, DESK_DECIDED, DESK_VIEW_COUNT };

/* One case. What others wrote is as stored: it still has to pass text/sanitise. */
struct desk_row {
	int64_t local, account;
	struct desk_case c;   /* as it will be once the outbox has gone */
	int64_t entry;        /* my decision, as long as it has not left; 0: none */
	bool is_superseded;   /* my decision came too late, or was refused for another reason: refusal says why */
	struct err refusal;
};
void desk_row_release(struct desk_row *row);

/* Reads one; false if it is not here. Release either way. */
bool desk_read(struct store *s, int64_t local, struct desk_row *row);

/* True if the case is held by another officer at a time. */
bool desk_is_held(struct store *s, const struct desk_row *row, int64_t now);

/*
 * The cases of a view in all my desks: those that were superseded first, then the oldest, what was put back last; of decided ones the
 * newest first. *rows yours, each to be released. How many, or -1 with e.
 */
int desk_list(struct store *s, enum desk_view view, enum desk_order order, struct desk_row **rows, struct err *e);

/* What waits in all my desks, since when; what I have decided since a time, by state (DESK_VIEW order does not matter). */
struct desk_counts {
	bool is_officer;
	int64_t desks;      /* that I work at; more than one: the central one */
	int64_t waiting, oldest; /* seconds since 1970; 0: nothing waits */
	int64_t mine;       /* of those that wait, what no other officer holds */
	int64_t accepted, asked_back, refused, joined_up, done;
	int64_t seconds_each; /* between two decisions, pauses left out; 0: not known */
};
/* Fills counts, as of now and of the day that began at day_begins. 0, or -1 with e. */
int desk_count(struct store *s, int64_t now, int64_t day_begins, struct desk_counts *counts, struct err *e);

/* The Dossier of a case as record_tree gives it; NULL where it is not here. Yours. */
struct json *desk_dossier(struct store *s, const struct desk_row *row);

/* What was decided; strings are borrowed, NULL where there is nothing to say. */
struct desk_decision { const char *state, *reason, *text, *join_with; };

/*
 * Queues a decision with the hold of the store. In a transaction. The entry, or -1 with e (ERR_HELD, ERR_NOT_IN_STATE). A case is decided
 * once; a report that was accepted can be shownAgain.
 */
int64_t desk_decide(struct store *s, int64_t local, const struct desk_decision *d, int64_t now, struct err *e);

/* Takes a case for a quarter of an hour, or lets it go; nothing where that is so already. In a transaction. 0 or -1. */
int desk_hold(struct store *s, int64_t local, bool held, int64_t now, struct err *e);

/* Puts a case back to the end of the list, with a note (NULL: none). In a transaction. The entry, or -1. */
int64_t desk_put_back(struct store *s, int64_t local, const char *note, int64_t now, struct err *e);

/* Takes away the Dossiers of cases that were decided a day ago, or are not here any more: in a transaction of its own, where any are. 0 or -1. */
int desk_prune(struct store *s, int64_t now, struct err *e);

#endif
