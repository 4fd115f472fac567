/*
 * How many places of an event are taken, exactly. The event itself says it only now and then, because everybody has a copy of it;
 * what it says is where counting begins.
 */
#ifndef TWINLINE_PORTAL_SEATS_H
#define TWINLINE_PORTAL_SEATS_H

#include "twinline/records/store.h"

/* The number for an event (local of its record); otherwise where nothing was counted yet. */
int64_t seats_taken(struct store *s, int64_t event, int64_t otherwise);

/* Keeps the number; in a transaction. 0 or -1. */
int seats_set(struct store *s, int64_t event, int64_t taken, struct err *e);

/* Forgets it, the event being gone; in a transaction. 0 or -1. */
int seats_forget(struct store *s, int64_t event, struct err *e);

#endif
