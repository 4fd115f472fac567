/* The benchmark's figures: one JSON object a line on stdout. */
#include "bench/report.h"

#include <stdio.h>
#include <stdlib.h>

/* A number to three places, without the noise of binary fractions. */
static void print_number(double value)
{
	char text[64];
	int len = snprintf(text, sizeof text, "%.3f", value);
	while (len > 0 && text[len - 1] == '0')
		text[--len] = '\0';
	if (len > 0 && text[len - 1] == '.')
		text[--len] = '\0';
	fputs(text, stdout);
}

void report(const char *name, double value, const char *unit, const char *against, double other)
{
	/* Names, units and what is compared with are words of ours: nothing to escape. */
	printf("{\"name\":\"%s\",\"value\":", name);
	print_number(value);
	printf(",\"unit\":\"%s\",\"against\":", unit);
	printf(against ? "\"%s\"" : "null", against);
	printf(",\"ratio\":");
	if (against && other > 0)
		print_number(value / other);
	else
		printf("null");
	printf("}\n");
	fflush(stdout);
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;
	return (left > right) - (left < right);
}

double report_quantile(double *samples, size_t count, double part)
{
	if (count == 0)
		return 0;
	qsort(samples, count, sizeof *samples, compare);
	size_t at = (size_t)((double)count * part);
	return samples[at < count ? at : count - 1];
}

double report_median(double *samples, size_t count)
{
	if (count == 0)
		return 0;
	qsort(samples, count, sizeof *samples, compare);
	return count % 2 ? samples[count / 2] : (samples[count / 2 - 1] + samples[count / 2]) / 2;
}
