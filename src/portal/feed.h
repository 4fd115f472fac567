/*
 * Deeds: what those do whom somebody follows, derived when they are asked for from the records that everybody, or every member of the
 * community, may read. Nothing is stored for it, so that nothing has to be taken back: what is hidden or gone is in no feed.
 */
#ifndef TWINLINE_PORTAL_FEED_H
#define TWINLINE_PORTAL_FEED_H

#include "method.h"

/* Deed/query: ids of what those did whom the asker follows, newest first; "since" is its only filter. Yours, or NULL with e. */
struct json *feed_query(const struct call *c, struct err *e);

/* Deed/get: the lines of such ids, each as the asker may see what it is about. Yours, or NULL with e. */
struct json *feed_get(const struct call *c, struct err *e);

#endif
