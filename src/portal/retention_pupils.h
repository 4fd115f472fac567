/*
 * Pupils whose place has ended: what the retention does to each of them. Consent was given for the project, and nobody of them comes back
 * to ask for it.
 */
#ifndef TWINLINE_PORTAL_RETENTION_PUPILS_H
#define TWINLINE_PORTAL_RETENTION_PUPILS_H

#include "portal.h"

/* Which pupils: conditions on pupil_index p and project_index j. When the place ended, or the project did; NULL while both go on. */
#define RETENTION_PUPIL_ENDED \
	"CASE WHEN p.state <> 'active' AND j.state <> 'active' THEN min(p.since, j.state_since) WHEN p.state <> 'active' THEN p.since" \
	" WHEN j.state <> 'active' THEN j.state_since END"

/*
 * Tells those who answer for a pupil that what is kept of them goes: the teacher, or where they have left, the founders; once for all
 * pupils of a project while it is unread. In a transaction. 0 or -1.
 */
int retention_warn_of_pupil(struct store *s, const char *person, int64_t now, struct err *e);

/*
 * Erases a pupil: sign-in, alias, consent, letters. What they wrote stays with the project, and a letter with its reader, without the
 * name. Takes a transaction of its own. 0 or -1.
 */
int retention_erase_pupil(struct worker *w, const char *person, struct err *e);

#endif
