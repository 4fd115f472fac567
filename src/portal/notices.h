/* Partner notices whose last day is over. */
#ifndef TWINLINE_PORTAL_NOTICES_H
#define TWINLINE_PORTAL_NOTICES_H

#include "twinline/records/store.h"

/* Destroys some of those that ended before a time. In a transaction. 1 if there are more, 0, or -1. */
int notices_prune(struct store *s, int64_t before, struct err *e);

#endif
