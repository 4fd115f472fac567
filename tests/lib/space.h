/* The space of Water diary, which week_fill has made: pages, an activity that is done in steps, files in folders. */
#ifndef TESTS_LIB_SPACE_H
#define TESTS_LIB_SPACE_H

#include "lib/fixture.h"

/* The account of Water diary; ends the test where week_fill was not called. */
int64_t space_account(struct fixture *f);

void space_fill(struct fixture *f);

/* The bytes of a file of the space, as if they had come. */
void space_keep(struct fixture *f, const char *id, const char *type, const char *text);

#endif
