/* A support organisation's day: the desks of all countries fetched for the first time, one case opened, eighty decided. */
#ifndef TESTS_BENCH_DESK_H
#define TESTS_BENCH_DESK_H

#include "lib/world.h"

/* In a bare world, whose teacher becomes an officer of all desks. */
void bench_desk(struct world *w);

#endif
