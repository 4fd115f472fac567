/*
 * Outcomes: what the portal answered to a write, kept by its opId, so that a write that comes again is answered
 * again and done once. Portal only.
 */
#ifndef TWINLINE_RECORDS_OUTCOME_H
#define TWINLINE_RECORDS_OUTCOME_H

#include "twinline/records/store.h"

enum { OUTCOME_DAYS = 400 }; /* school summers are long */

/* The outcome as JSON text, as it was kept for the author (person id) in an account; yours, or NULL if that write was never done. */
char *outcome_find(struct store *s, int64_t account, const char *author, const char *op_id) ATTR_MUST_USE;

/* Keeps an outcome; in the transaction of the write itself. 0, or -1 (ERR_EXISTS: there is one already, another request was quicker). */
int outcome_keep(struct store *s, int64_t account, const char *author, const char *op_id, const char *outcome, int64_t now, struct err *e);

/* Forgets outcomes kept before a time. In a transaction. 0 or -1. */
int outcomes_prune(struct store *s, int64_t before, struct err *e);

#endif
