/* The benchmark's figures: one JSON object a line on stdout. */
#include "bench/report.h"

#include <stdio.h>
#include <stdlib.h>

#include "twinline/base/json.h"

static double rounded(double value)
{
	return (double)(int64_t)(value * 1000 + (value < 0 ? -0.5 : 0.5)) / 1000;
}

void report(const char *name, double value, const char *unit, const char *against, double other)
{
	struct json *line = json_new_object();
	json_set_string(line, "name", name);
	json_set(line, "value", json_new_real(rounded(value)));
	json_set_string(line, "unit", unit);
	json_set(line, "against", json_new_string(against));
	json_set(line, "ratio", against && other > 0 ? json_new_real(rounded(value / other)) : json_new_null());
	char *text = json_print(line);
	puts(text);
	fflush(stdout);
	free(text);
	json_free(line);
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;
	return (left > right) - (left < right);
}

double report_median(double *samples, size_t count)
{
	if (count == 0)
		return 0;
	qsort(samples, count, sizeof *samples, compare);
	return count % 2 ? samples[count / 2] : (samples[count / 2 - 1] + samples[count / 2]) / 2;
}
