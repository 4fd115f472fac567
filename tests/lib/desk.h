/* The desk of the mock-ups: a support organisation with registrations, a project and a report that wait, at the fixture's now. */
#ifndef TESTS_LIB_DESK_H
#define TESTS_LIB_DESK_H

#include "lib/fixture.h"

/* Fills it: its account. The first case is Nurcan Aydın's, with all that is known of it. */
int64_t desk_fill(struct fixture *f);

#endif
