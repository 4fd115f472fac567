/* The tables that are not generated, as append-only migrations: one list for both sides, one for each. The room's own. */
#ifndef TWINLINE_RECORDS_MIGRATIONS_H
#define TWINLINE_RECORDS_MIGRATIONS_H

#include "twinline/records/store.h"

enum { MIGRATION_LISTS = 2 };

/* The lists of a side, in order. */
const struct db_migrations *migrations_of(enum store_side side);

/* The list that only the other side has: a database with it is not ours. */
const char *migrations_foreign(enum store_side side);

#endif
