/* Passwords: how long they are, how one is checked without helping whoever guesses, how one becomes a hash. */
#ifndef TWINLINE_PORTAL_PASSWORD_H
#define TWINLINE_PORTAL_PASSWORD_H

#include "portal.h"
#include "user.h"
#include "viewer.h"

enum { PASSWORD_LEAST = 8, PASSWORD_MOST = 1000 }; /* bytes */

/*
 * Checks the password of a name, the guard before and after; an unknown name takes as long as a wrong password. 0 with u filled
 * (release it), or -1 with ERR_BAD_PASSWORD or ERR_SLOW_DOWN.
 */
int password_check(struct worker *w, const char *name, const char *password, const char *address, struct user *u, struct err *e);

/*
 * The same of the person who is signed in: before something that cannot be undone. 0, or -1 with ERR_OLD_PASSWORD (not what a client takes
 * for the end of its sign-in) or ERR_SLOW_DOWN.
 */
int password_check_own(struct worker *w, const struct viewer *v, const char *password, const char *address, struct err *e);

/* Hashes a password. 0, or -1 with e where memory ran out. */
int password_hash(const char *password, char hash[PASSWORD_HASH_SIZE], struct err *e);

#endif
