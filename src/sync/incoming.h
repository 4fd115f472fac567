/* The way down: the accounts that Sync/get answers, into the store. */
#ifndef TWINLINE_SYNC_INCOMING_H
#define TWINLINE_SYNC_INCOMING_H

#include "engine.h"

/* Adds the call of Sync/get to request: what is here already, and how much may come. */
void incoming_ask(struct engine *g, struct json *request);

/*
 * Takes a page in, inside the transaction that the caller has begun; where it grows long, commits and begins
 * another, so that no key of the face waits: an account's state goes with the last of its records. What changed
 * is added to changed, for incoming_tell after the commit. Returns 0, or -1 with e.
 */
int incoming_take(struct engine *g, const struct json *arguments, struct json *changed, struct err *e);

/* Tells the faces what incoming_take added to changed, an array of packets. */
void incoming_tell(struct engine *g, const struct json *changed);

/* All accounts from their newest window on at the next exchange, for the portal cannot say what changed. 0, or -1 with e. */
int incoming_start_over(struct engine *g, struct err *e);

#endif
