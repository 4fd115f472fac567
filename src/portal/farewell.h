/* What leaving for good would erase now, what stays with others without the name, and when: counted, and nothing done. */
#ifndef TWINLINE_PORTAL_FAREWELL_H
#define TWINLINE_PORTAL_FAREWELL_H

#include "viewer.h"

/* The page of jmap/sync.h, "GET /twinline/leave". Reads everything. Yours; NULL with e. */
struct json *farewell(struct store *s, const struct viewer *v, struct err *e);

#endif
