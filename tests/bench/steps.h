/* What the keys that other programs of the kind were measured at cost here. */
#ifndef TESTS_BENCH_STEPS_H
#define TESTS_BENCH_STEPS_H

/*
 * Bytes to each of two terminals, the median of each step, beside those of the peers: "STEP-TERM-terminal". The inbox and the calendar,
 * by the keys that do what theirs do.
 */
void bench_steps(void);

#endif
