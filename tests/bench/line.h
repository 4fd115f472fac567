/* The client at home, over a line that is direct, of 64,000 bit/s and of 9,600; and on a school's host, over a terminal's line. */
#ifndef TESTS_BENCH_LINE_H
#define TESTS_BENCH_LINE_H

#include "lib/world.h"

/* A bare world, which gets the fixed set: the first start until letters can be read and until all is here, then what goes on. */
void bench_lines(struct world *w);

/* Asking the directory of a demo world for a page of people. */
void bench_ask(struct world *w);

/* What the face writes to its terminal where the portal is near, and what that takes if the terminal's line is slow. */
void bench_terminal_line(struct world *w);

#endif
