/* What becomes of a project when one of those who found it is erased. */
#ifndef TWINLINE_PORTAL_SUCCESSION_H
#define TWINLINE_PORTAL_SUCCESSION_H

#include "twinline/records/store.h"

/*
 * Before somebody's place in a project's account goes: of one that runs, whose last founder that is, an administrator becomes founder,
 * else the teacher who has been there longest; one that waits is its first founder's draft again, and what the first founder began goes
 * with them.
 * In a transaction. 0 or -1.
 */
int succession(struct store *s, int64_t account, const char *person, struct err *e);

#endif
