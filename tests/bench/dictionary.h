/* What the shared dictionary is worth, on texts that it has not learnt from. */
#ifndef TESTS_BENCH_DICTIONARY_H
#define TESTS_BENCH_DICTIONARY_H

#include "lib/world.h"

/* A world with the fixed set. Sizes of bodies as they go over the line, against the same in zstd alone. */
void bench_dictionary(struct world *w);

#endif
