/* How fast the directory answers. */
#ifndef TESTS_BENCH_SEARCH_H
#define TESTS_BENCH_SEARCH_H

#include "lib/world.h"

/* The 99th of a hundred times in milliseconds over HTTP: three facets; two facets and a word. */
void bench_search(struct world *w);

#endif
