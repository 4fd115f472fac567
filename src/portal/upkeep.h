/* Keeping the portal's house: what a time has come for, or an account, is found and taken some at once, for others wait meanwhile. The room's own. */
#ifndef TWINLINE_PORTAL_UPKEEP_H
#define TWINLINE_PORTAL_UPKEEP_H

#include "twinline/records/record.h"

enum { UPKEEP_MOST = 100 /* records in one transaction */ };

/* Which: "SELECT local FROM ... ?1 ... LIMIT ?2"; ?1 is number, a time or an account, or where it is not NULL, day ("2026-11-17"). Borrowed. */
struct upkeep { const char *select; int64_t number; const char *day; };

/*
 * Calls take for some of them, which has to take each away or out of what is selected; it answers -1 with e where it cannot. In a
 * transaction. 1 if there may be more, 0, or -1 with e.
 */
int upkeep_each(struct store *s, const struct upkeep *u, int (*take)(struct store *s, struct record *r, struct err *e), struct err *e);

#endif
