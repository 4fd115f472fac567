/* Start-up, keys and memory of the face. */
#ifndef TESTS_BENCH_SCREEN_H
#define TESTS_BENCH_SCREEN_H

#include "lib/world.h"

/* Milliseconds from before the start to the first full screen, middle of several warm starts. */
void bench_startup(struct world *w, const char *name, double aim);

/* Bytes and times of moving, paging, opening and going back, and the face's peak memory. */
void bench_keys(struct world *w);

/* Bytes that typing costs at home, and on a school's host over SSH, where what is drawn goes by the line to the terminal. */
void bench_set_ups(struct world *w);

#endif
