/* The benchmark's figures: one JSON object a line on stdout. */
#ifndef TESTS_BENCH_REPORT_H
#define TESTS_BENCH_REPORT_H

#include <stddef.h>
#include <stdint.h>

/* {"name","value","unit","against","ratio"}: against says what the value is held against, NULL if nothing; ratio is value by that. */
void report(const char *name, double value, const char *unit, const char *against, double other);

/* The one of count samples, which it sorts, below which such a part of them lies. */
double report_quantile(double *samples, size_t count, double part);

/* The middle one of count samples, which it sorts. */
double report_median(double *samples, size_t count);

#endif
