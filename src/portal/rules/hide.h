/* What officers hide: nobody else sees or finds it any more, whoever made it sees it with the reason. The room's own. */
#ifndef TWINLINE_PORTAL_RULES_HIDE_H
#define TWINLINE_PORTAL_RULES_HIDE_H

#include "rule.h"

/*
 * Hides what a report of the desk is about, with what hangs on it, for its reason; or shows it again. Of a letter all copies but the
 * sender's, of a project what stands outside it. 1; 0 where it is no longer there; -1 refused.
 */
int hide_reported(const struct write *w, const struct json *report, struct refusal *why);
int show_reported(const struct write *w, const struct json *report, struct refusal *why);

/* One post more (by 1) or less is counted at what it answers. (post.c) 0 or -1. */
int post_count(const struct write *w, const struct record *r, int by, struct refusal *why);

#endif
