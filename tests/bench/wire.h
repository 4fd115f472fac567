/* What the engine and the portal say to each other, and how fast the portal answers. */
#ifndef TESTS_BENCH_WIRE_H
#define TESTS_BENCH_WIRE_H

#include "lib/world.h"

/* Seconds until all messages of a portal on this computer are here. */
void bench_fill(struct world *w, const char *name);
void bench_wire(struct world *w);
void bench_portal(struct world *w);

#endif
