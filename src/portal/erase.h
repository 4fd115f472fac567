/* What is taken away with somebody who leaves for good: the card, the sign-in, the places in projects. */
#ifndef TWINLINE_PORTAL_ERASE_H
#define TWINLINE_PORTAL_ERASE_H

#include "twinline/records/store.h"

/* Takes the person out of all projects; a last founder stays as one without a name. In a transaction. 0 or -1. */
int erase_memberships(struct store *s, const char *person, struct err *e);

/* What stands where the name stood: no word of any language. */
#define ERASED_NAME "-"

/* Closes the account: signed out, the card and the profile bare, the name to sign in free for others. In a transaction. 0 or -1. */
int erase_person(struct store *s, const char *person, struct err *e);

#endif
