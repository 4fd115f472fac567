/*
 * The fixed set of a first sync, tests/data/first-sync.json: 50 messages of 375 characters in 12 languages, 20 events, 5
 * projects, a card and a profile. What a teacher's first minute on a slow line costs is measured on it, by us and by whoever
 * wants to compare.
 */
#ifndef TESTS_LIB_FIRST_SYNC_H
#define TESTS_LIB_FIRST_SYNC_H

#include "lib/world.h"
#include "twinline/records/store.h"

/* Puts the set into the portal of a bare world, for its teacher; dies if that fails. The portal is ended and started again. */
void first_sync_fill(struct world *w);

/* True if all of it is in this replica. */
bool first_sync_is_here(struct store *s);

#endif
