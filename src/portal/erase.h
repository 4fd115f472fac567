/* What is taken away with somebody who leaves for good: the card, the sign-in, the places in projects. */
#ifndef TWINLINE_PORTAL_ERASE_H
#define TWINLINE_PORTAL_ERASE_H

#include "twinline/records/store.h"

/* Takes the person out of all projects; a last founder stays as one without a name. In a transaction. 0 or -1. */
int erase_memberships(struct store *s, const char *person, struct err *e);

/* Takes away all records of an account but those of one type, and what erase_pupil left of pupils. In a transaction. 0 or -1. */
int erase_records(struct store *s, int64_t account, enum record_type_index kept, struct err *e);

/*
 * Takes a pupil out of the project's account, with sign-in, letters, alias and consent; that there was one stays. In a transaction. 0 or
 * -1.
 */
int erase_pupil(struct store *s, int64_t account, const char *person, struct err *e);

/*
 * Empties a project and takes everybody out; its pupils are users no more. Letters may name it, so that what they call it stays, which is
 * title from now on (NULL: as it was). In a transaction. 0 or -1.
 */
int erase_project(struct store *s, int64_t account, const char *title, struct err *e);

/* Closes the account: signed out, the card and the profile bare, the name to sign in free for others. In a transaction. 0 or -1. */
int erase_person(struct store *s, const char *person, struct err *e);

#endif
