/* Grapheme cluster boundaries by the rules of UAX #29 over text/unicode.h. */
#include "cluster.h"

static bool is_break(enum unicode_cluster property)
{
	return property == CLUSTER_CR || property == CLUSTER_LF || property == CLUSTER_CONTROL;
}

/* GB6 to GB8: Hangul syllables. */
static bool hangul_joins(enum unicode_cluster last, enum unicode_cluster next)
{
	switch (last) {
	case CLUSTER_L:
		return next == CLUSTER_L || next == CLUSTER_V || next == CLUSTER_LV || next == CLUSTER_LVT;
	case CLUSTER_LV:
	case CLUSTER_V:
		return next == CLUSTER_V || next == CLUSTER_T;
	case CLUSTER_LVT:
	case CLUSTER_T:
		return next == CLUSTER_T;
	default:
		return false;
	}
}

static bool joins(const struct cluster *c, enum unicode_cluster next, bool pictographic)
{
	if (!c->started)
		return false;
	if (c->last == CLUSTER_CR && next == CLUSTER_LF)
		return true;
	if (is_break(c->last) || is_break(next))
		return false;
	if (next == CLUSTER_EXTEND || next == CLUSTER_ZWJ || next == CLUSTER_SPACING_MARK)
		return true;
	if (c->last == CLUSTER_PREPEND || hangul_joins(c->last, next))
		return true;
	if (c->last == CLUSTER_ZWJ && c->pictographic && pictographic)
		return true;
	return c->last == CLUSTER_REGIONAL_INDICATOR && c->indicator && next == CLUSTER_REGIONAL_INDICATOR;
}

bool cluster_joins(struct cluster *c, uint32_t point)
{
	enum unicode_cluster next = unicode_cluster(point);
	bool pictographic = unicode_is_pictographic(point);
	bool joined = joins(c, next, pictographic);

	if (next == CLUSTER_REGIONAL_INDICATOR)
		c->indicator = !(c->last == CLUSTER_REGIONAL_INDICATOR && c->indicator);
	if (pictographic)
		c->pictographic = true;
	else if (next != CLUSTER_EXTEND && next != CLUSTER_ZWJ)
		c->pictographic = false;
	c->last = next;
	c->started = true;
	return joined;
}
