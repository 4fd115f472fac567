/* Lists of int64_t in their order. */
#include "twinline/base/integers.h"

#include <stdint.h>

int integers_ascending(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;

	return (one > other) - (one < other);
}
