/*
 * A person's e-mail address, which counts once codes have shown that letters to it arrive, and that who had the old one agrees.
 * A portal that sends no letters takes people at their word.
 */
#ifndef TWINLINE_PORTAL_ADDRESS_H
#define TWINLINE_PORTAL_ADDRESS_H

#include "portal.h"
#include "user.h"

/*
 * What the profile becomes when its owner wants another address: at once, or pendingEmail with letters to both. In a transaction
 * of the writer. 0, or -1 with e (ERR_RATE_LIMIT).
 */
int address_want(struct portal *p, const char *person, struct json *profile, const char *fresh, struct err *e);

/* Takes back what was wanted. In a transaction of the writer. 0 or -1. */
int address_withdraw(struct portal *p, const char *person, struct json *profile, struct err *e);

/* Whose codes are still awaited. */
struct address_waiting { bool old_one, new_one; };

/*
 * Tries codes, one or both in any order. What is right counts, and once nothing is awaited any more, the new address does. 0 with
 * waiting filled; -1 with ERR_BAD_CODE if one was wrong.
 */
int address_confirm(struct worker *w, const struct user *u, const char *const codes[2], struct address_waiting *waiting, struct err *e);

#endif
