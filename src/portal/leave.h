/* Leaving for good, by one's own wish or because nobody has signed in for years. */
#ifndef TWINLINE_PORTAL_LEAVE_H
#define TWINLINE_PORTAL_LEAVE_H

#include "viewer.h"

/*
 * Empties the viewer's account, closes it and takes their name out of what others keep. In no transaction: it takes some. 0, or -1 with
 * e, and can be done again then.
 */
int leave_for_good(struct worker *w, const struct viewer *v, struct err *e);

#endif
