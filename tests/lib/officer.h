/* Officers of a portal: made, and what they find at their desk. */
#ifndef TESTS_LIB_OFFICER_H
#define TESTS_LIB_OFFICER_H

#include "lib/portal_fixture.h"

/* Makes somebody an officer of a country's desk; for NULL, of all. */
void officer_make(struct portal_fixture *f, const char *name, const char *country);

/* The account of the desk called so, if somebody is an officer of it; yours. */
char *officer_desk(struct portal_fixture *f, const struct teacher *t, const char *name);

#endif
