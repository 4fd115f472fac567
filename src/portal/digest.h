/* The mail of the day: what waits for somebody, by kind, at most once a day and only where their profile asks for it. */
#ifndef TWINLINE_PORTAL_DIGEST_H
#define TWINLINE_PORTAL_DIGEST_H

#include "portal.h"
#include "twinline/base/catalogue.h"
#include "twinline/base/json.h"
#include "twinline/base/str.h"
#include "user.h"

/*
 * Puts the letter of the day into the post for some of those who want one and for whom there may be news:
 * those whose profile comes after a local key, which it moves on (0: the first). In a transaction of the writer. 1 if there are more, 0, or -1.
 */
int digest_queue(struct portal *p, int64_t *after, struct err *e);

/* The letter went late: the next one is a day after it. In a transaction of the writer that s is. 0, or -1 with e. */
int digest_note_late(struct store *s, const char *person, struct err *e);

/* What the letter says, as it stands when it goes. False if nothing is new since that moment, or nothing waits any more. */
bool digest_write(struct worker *w, const struct user *u, const struct json *profile, int64_t since, const struct catalogue *c,
                  struct str *out);

#endif
