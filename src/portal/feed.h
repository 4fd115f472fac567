/*
 * Deeds: what those do whom somebody follows, derived when they are asked for from the records that everybody, or every member of the
 * community, may read. Nothing is stored for it, so that nothing has to be taken back: what is hidden or gone is in no feed.
 */
#ifndef TWINLINE_PORTAL_FEED_H
#define TWINLINE_PORTAL_FEED_H

#include "method.h"

/* Deed/query: ids of what those did whom the asker follows, newest first; "since" is its only filter. Yours, or NULL with e. */
struct json *feed_query(const struct call *c, struct err *e);

/* Fills r with what the deed of an id is about; false if that is not there for the asker. Free with record_free. */
bool feed_find(const struct call *c, const char *id, struct record *r);

/* The deed of such a record, as the asker may see it. Yours. */
struct json *feed_line(const struct call *c, const struct record *r);

#endif
