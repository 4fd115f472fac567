/* What the two halves of the ground share: how it is made, and how runs go on it. */
#ifndef TESTS_SOAK_GROUND_PARTS_H
#define TESTS_SOAK_GROUND_PARTS_H

#include "ground.h"

/* The directories of a world that a run changes, and that each run has anew from the picture. */
enum { GROUND_PARTS = 4 };
extern const char *const ground_parts[GROUND_PARTS];

/* The world as one client sees it: their paths, their name; borrowed. */
struct world ground_world(const struct ground *g, int client);
void ground_end_engines(struct ground *g);

/* As cp -a does. */
void ground_copy(const char *from, const char *to);

#endif
