/* Checks that a store agrees with itself: bodies, index rows, references, sequences, conversations, files. Changes nothing. */
#ifndef TWINLINE_RECORDS_CHECK_H
#define TWINLINE_RECORDS_CHECK_H

#include "twinline/records/store.h"

/*
 * Calls found (borrowed finding: ERR_CHECK_... or ERR_STORE_DAMAGED) for everything that is wrong, in one read transaction's sight. Returns
 * how many, 0 for a sound store, or -1 with e where the store could not be read.
 */
int64_t store_check(struct store *s, void (*found)(void *context, const struct err *finding), void *context, struct err *e);

#endif
