/*
 * What was typed, acknowledged and stored, compared: each acknowledged write is on the portal once, in its order and with
 * its text, nothing is there that nobody typed, and each client shows what the portal has.
 */
#ifndef TESTS_SOAK_CHECK_H
#define TESTS_SOAK_CHECK_H

#include <stdio.h>

#include "ground.h"

struct verdict {
	int writes;    /* acknowledged */
	int lost;      /* of them not there, or altered, or not shown */
	int doubled;   /* there more often than written, or never written */
	int reordered;
};

static inline int verdict_faults(const struct verdict *v)
{
	return v->lost + v->doubled + v->reordered;
}

/* What the clients show against what the portal answers, while it serves; a line of why for each fault. */
void check_views(struct ground *g, struct verdict *v, FILE *why);

/* What the portal stored against the plan, with each op's status; no program of the run is at work any more. */
void check_ledger(struct ground *g, const struct plan *plan, struct verdict *v, FILE *why);

#endif
