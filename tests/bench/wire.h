/* What the engine and the portal say to each other, and how fast the portal answers. */
#ifndef TESTS_BENCH_WIRE_H
#define TESTS_BENCH_WIRE_H

#include "lib/world.h"

/* Seconds until all messages of a portal on this computer are here. */
void bench_fill(struct world *w, const char *name);
/* The first exchange of the fixed set in a bare portal (lib/first_sync.h): bytes and turns, plain TLS-less HTTP, zstd without a dictionary. */
void bench_first_sync(struct world *w);
void bench_wire(struct world *w);
void bench_portal(struct world *w);

#endif
