/* The bin of every mailbox: what was deleted goes for good with time. */
#ifndef TWINLINE_PORTAL_BIN_H
#define TWINLINE_PORTAL_BIN_H

#include "twinline/base/json.h"
#include "twinline/records/store.h"

/*
 * Keeps in a message since when it lies in the bin: by the portal's clock, for that decides when it goes for good. was_deleted: it lay
 * there before.
 */
void bin_keep_time(struct json *body, bool was_deleted, int64_t now);
/* True if it lies there. */
bool bin_has(const struct json *body);

/* Destroys some messages that were deleted before a time. In a transaction. 1 if there may be more, 0, or -1 with e. */
int bin_prune(struct store *s, int64_t before, struct err *e);

#endif
