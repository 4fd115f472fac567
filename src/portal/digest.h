/* The mail of the day: what waits for somebody, by kind, at most once a day and only where their profile asks for it. */
#ifndef TWINLINE_PORTAL_DIGEST_H
#define TWINLINE_PORTAL_DIGEST_H

#include "portal.h"
#include "twinline/base/catalogue.h"
#include "twinline/base/json.h"
#include "twinline/base/str.h"
#include "user.h"

/*
 * Puts the letter of the day into the post for some of those who want one and for whom there is news. In a transaction of the writer. 1 if
 * there are more, 0, or -1.
 */
int digest_queue(struct portal *p, struct err *e);

/* What the letter says, as it stands when it goes. False if nothing waits any more. */
bool digest_write(struct worker *w, const struct user *u, const struct json *profile, const struct catalogue *c, struct str *out);

#endif
