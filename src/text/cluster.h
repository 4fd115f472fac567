/* Grapheme cluster boundaries (UAX #29, rules GB3 to GB999), one code point after another. */
#ifndef TEXT_CLUSTER_H
#define TEXT_CLUSTER_H

#include <stdbool.h>
#include <stdint.h>

#include "unicode.h"

/* A zeroed struct stands at the start of the text. */
struct cluster {
	bool started;
	enum unicode_cluster last;
	bool pictographic; /* the cluster so far is a pictograph and marks (GB11) */
	bool indicator;    /* an odd number of regional indicators (GB12, GB13) */
};

/* Moves c over point; true if point belongs to the cluster before it. */
bool cluster_joins(struct cluster *c, uint32_t point);

#endif
