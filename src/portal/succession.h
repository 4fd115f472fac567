/* What becomes of a project when one of those who found it is erased. */
#ifndef TWINLINE_PORTAL_SUCCESSION_H
#define TWINLINE_PORTAL_SUCCESSION_H

#include "twinline/base/json.h"
#include "twinline/records/store.h"

/* What becomes of a project with a member who is erased. */
enum succession {
	SUCCESSION_STAYS,     /* others found it, or it is the other founder's from now on */
	SUCCESSION_GOES,      /* nobody else has it, or it waits and is the first founder's to send */
	SUCCESSION_HANDED_ON, /* an administrator becomes founder, else the teacher who has been there longest */
	SUCCESSION_ARCHIVED,  /* nobody is left who could be: it is there to be read */
};

/* Fills successor (yours, NULL for none) with {"id", "name", "country"} of who carries on. */
enum succession succession_of(struct store *s, int64_t account, const char *person, struct json **successor);

/*
 * True if an active project of the account would be handed on to somebody whom nobody has named: a founder who leaves it says first who
 * carries on, or closes it.
 */
bool succession_asks(struct store *s, int64_t account, const char *person);

/* True if the person is a founder of the project of an account, and nobody else is. */
bool succession_is_last_founder(struct store *s, int64_t account, const char *person);

/*
 * Before somebody's place in a project's account goes: does what succession_of says; a project that waits is its first founder's draft
 * again where the other one is erased. In a transaction. 0 or -1.
 */
int succession(struct store *s, int64_t account, const char *person, struct err *e);

#endif
