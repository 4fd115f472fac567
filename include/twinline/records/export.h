/*
 * All that is mine, as a folder that any program can read: every record as JSON, one file a type; conversations as text; the calendar as
 * .ics; files as they are. What only the portal has is counted in the index, so that nobody takes a part for the whole. Replica only.
 */
#ifndef TWINLINE_RECORDS_EXPORT_H
#define TWINLINE_RECORDS_EXPORT_H

#include "twinline/records/store.h"

/* What was written: records, conversations, events, files; how many records only the portal has; bytes in all. */
struct export_result { int64_t records, conversations, files, elsewhere, bytes; };

/*
 * Writes into dir, which is made (0700) and must be empty or not there. Text of others is safe for a terminal. r is
 * filled as far as it came. 0, or -1 with e (ERR_EXISTS, ERR_FILE ...).
 */
int export_all(struct store *s, const char *dir, struct export_result *r, struct err *e);

#endif
