/* The state of the line, as people read it, and when the next exchange may be tried. */
#ifndef TWINLINE_SYNC_LINE_H
#define TWINLINE_SYNC_LINE_H

#include "twinline/base/random.h"
#include "twinline/records/engine.h"
#include "twinline/records/store.h"

struct line {
	enum line_state state;
	int64_t since;    /* seconds since 1970 */
	struct err cause; /* why not online */
	int failures;     /* in a row */
	int64_t next_ms;  /* clock_monotonic_ms() of the next try; 0: at once */
	bool was_set;     /* the state before was a person's wish, no loss (ERR_SET_OFFLINE) */
	bool is_told_when; /* next_ms is the portal's own word: no wish of ours comes before it */
};

/* Reads the fact that an earlier engine left, so that "since" lives on. */
void line_load(struct line *l, struct store *s);
void line_release(struct line *l);

/* What a failure makes of the line. */
enum line_state line_state_after(const struct err *cause);

/*
 * Sets the state (cause NULL or "no error": none) and writes the fact and, where the line came or went, the journal. Returns true if
 * people see a difference; a store that cannot be written is logged, for the state is told by packet too. Not in a transaction.
 */
bool line_set(struct line *l, struct store *s, enum line_state state, const struct err *cause);

/* {state, since, cause}, and the same with did: "line"; yours. */
struct json *line_json(const struct line *l);
struct json *line_packet(const struct line *l);

/* After a failure: the next try, twice as late each time with jitter, or after retry_after seconds (-1: not said). */
void line_back_off(struct line *l, struct random *r, int64_t now_ms, int64_t retry_after);

/* After a success: the next try in interval seconds. */
void line_went_well(struct line *l, int64_t now_ms, int64_t interval);

/* There is a reason to try now: does so unless the portal named a time. */
void line_hurry(struct line *l);

/* The same by a moment at the latest. */
void line_expect(struct line *l, int64_t at_ms);

#endif
