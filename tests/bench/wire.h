/* What the engine and the portal say to each other, and how fast the portal answers. */
#ifndef TESTS_BENCH_WIRE_H
#define TESTS_BENCH_WIRE_H

#include "lib/world.h"

void bench_wire(struct world *w);
void bench_portal(struct world *w);

#endif
