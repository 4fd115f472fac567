/* Whether somebody or some school is known already, asked where a million are. */
#ifndef TESTS_BENCH_LIKENESS_H
#define TESTS_BENCH_LIKENESS_H

#include "lib/world.h"

/* In a bare world, whose directory is filled by SQL alone. */
void bench_likeness(struct world *w);

#endif
