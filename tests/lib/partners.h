/* The people of the mock-up of Partners, kept here, with their schools. */
#ifndef TESTS_LIB_PARTNERS_H
#define TESTS_LIB_PARTNERS_H

#include "lib/fixture.h"

/* Eighteen cards in the mock-up's order, one contact, one asked; the teacher's own card. */
void partners_fill(struct fixture *f);

/* The portal's facets of the mock-up, as the member "facets" of an answer. */
extern const char partners_facet_counts[];

#endif
