/* Lists of int64_t in their order. */
#ifndef TWINLINE_BASE_INTEGERS_H
#define TWINLINE_BASE_INTEGERS_H

/* The smaller one first: for qsort and bsearch over int64_t. */
int integers_ascending(const void *a, const void *b);

#endif
