/* What others keep of somebody who leaves: the name goes from every record that has it, the place from every project. */
#ifndef TWINLINE_PORTAL_ERASE_H
#define TWINLINE_PORTAL_ERASE_H

#include "twinline/records/store.h"

/* Records outside one's own account that name a person: locals, yours to free. All are read for it, so not in a transaction. Count or -1. */
int erase_find(struct store *s, const char *person, int64_t account, int64_t **locals, struct err *e);

/* Takes the name out of those; what else they say stays. In a transaction. 0 or -1. */
int erase_names(struct store *s, const char *person, const int64_t *locals, int count, struct err *e);

/* Takes the person out of all projects; a last founder stays as one without a name. In a transaction. 0 or -1. */
int erase_memberships(struct store *s, const char *person, struct err *e);

#endif
