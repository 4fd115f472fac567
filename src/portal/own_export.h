/*
 * All that is somebody's, as their own client would export it: a replica is made of what they may see, in memory, and written. Personal
 * account, projects, and of what everybody shares their own: card, school, what they made there, events that they answered to.
 */
#ifndef TWINLINE_PORTAL_OWN_EXPORT_H
#define TWINLINE_PORTAL_OWN_EXPORT_H

#include "viewer.h"
#include "twinline/records/folder.h"

/* Writes it and closes f. 0, or -1 with e. */
int own_export_write(struct store *s, const struct viewer *v, struct folder *f, struct err *e);

#endif
