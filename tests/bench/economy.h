/* What every screen costs the line to the terminal. */
#ifndef TESTS_BENCH_ECONOMY_H
#define TESTS_BENCH_ECONOMY_H

#include "lib/world.h"

/*
 * Each screen on each of two terminals, "TERM-SCREEN-…": "idle", the bytes of an exchange that brings nothing; "down", of a move by a line;
 * "frames", of coming, paging and going, by the near-optimal painter's.
 */
void bench_economy(struct world *w);

/* Bytes for a letter that is typed, by where it stands and in which script, on each terminal. */
void bench_typing(void);

/* Bytes for a move by a line where the whole row is shown as chosen, by those of the cells that change. */
void bench_highlight(void);

#endif
