/* Somebody who leaves for good has a place in no project any more. */
#ifndef TWINLINE_PORTAL_ERASE_H
#define TWINLINE_PORTAL_ERASE_H

#include "twinline/records/store.h"

/* Takes the person out of all projects; a last founder stays as one without a name. In a transaction. 0 or -1. */
int erase_memberships(struct store *s, const char *person, struct err *e);

#endif
