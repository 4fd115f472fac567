/* Who may see and do what: roles and audiences (design: a read needs membership and a role that the audience meets). */
#ifndef TWINLINE_SCHEMA_ACCESS_H
#define TWINLINE_SCHEMA_ACCESS_H

#include <stdbool.h>

/* What an audience is made of: bits of a set. */
enum audience {
	AUDIENCE_AUTHOR = 1 << 0,    /* who made the record, and the owner of a personal account */
	AUDIENCE_STAFF = 1 << 1,     /* teachers and officers of the account */
	AUDIENCE_MEMBERS = 1 << 2,   /* every member of the account */
	AUDIENCE_SIGNED_IN = 1 << 3, /* every validated person */
	AUDIENCE_PUBLIC = 1 << 4     /* everybody, guests too */
};
enum { AUDIENCE_COUNT = 5 };

/* The name of the audience with this bit number on the API page ("signed-in"). Static. */
const char *access_audience_name(unsigned bit);

enum role {
	ROLE_GUEST,
	ROLE_NEWCOMER,
	ROLE_PUPIL,
	ROLE_OBSERVER,
	ROLE_EXPERT,
	ROLE_TEACHER,
	ROLE_FOUNDER,
	ROLE_REVIEWER,
	ROLE_OFFICER,
	ROLE_OWNER, /* of a personal account */
	ROLE_COUNT
};

/* The audience bits that a role meets, from the one table of roles. */
unsigned access_mask(enum role role);

/* The name of a role on the wire ("teacher"); ROLE_COUNT for an unknown name. */
const char *access_role_name(enum role role);
enum role access_role_of(const char *name);

/* True if a viewer in role may see a record of audience; is_author adds AUDIENCE_AUTHOR. */
bool access_may_read(unsigned audience, enum role role, bool is_author);

#endif
