/* The way down: the accounts that Sync/get answers, into the store. */
#ifndef TWINLINE_SYNC_INCOMING_H
#define TWINLINE_SYNC_INCOMING_H

#include "engine.h"
#include "twinline/base/strings.h"

/* Adds the call of Sync/get to request: what is here already, and how much may come. */
void incoming_ask(struct engine *g, struct json *request, bool at_length);

/*
 * Takes a page in, inside the transaction that the caller has begun; where it grows long, commits and begins
 * another, so that no key of the face waits: an account's state goes with the last of its records. What changed
 * is added to changed, for incoming_tell after the commit. Returns 0, or -1 with e.
 */
int incoming_take(struct engine *g, const struct json *arguments, struct json *changed, struct err *e);

/* Tells the faces what incoming_take added to changed, an array of packets. */
void incoming_tell(struct engine *g, const struct json *changed);

/* Records of one account on their way into the store. */
struct intake {
	struct engine *g;
	int64_t account;
	bool is_first;        /* of the first window: nothing of it is news */
	bool is_window;       /* newest first, the next records of a window; else changes */
	int64_t begun_ms;     /* of the transaction */
	struct strings types; /* that changed */
	int news;             /* messages that came, and are not read yet */
};

/* Takes in a list of records of a type, breathing as incoming_take does. 0, or -1 with e. */
int incoming_records(struct intake *in, const struct record_type *type, const struct json *list, struct err *e);

/* Adds to changed what the intake has brought, and releases it. */
void incoming_note(struct intake *in, struct json *changed);

/* All accounts from their newest window on at the next exchange, for the portal cannot say what changed. 0, or -1 with e. */
int incoming_start_over(struct engine *g, struct err *e);

#endif
