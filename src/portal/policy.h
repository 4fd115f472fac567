/* What the people of a portal decided for good: kept in its database, so that every command goes by it. */
#ifndef TWINLINE_PORTAL_POLICY_H
#define TWINLINE_PORTAL_POLICY_H

#include "twinline/records/store.h"

enum policy {
	POLICY_VALIDATION, /* of people and their schools */
	POLICY_APPROVAL,   /* of projects */
	POLICY_COUNT
};

/* What each may be, in the order of its choices; not all policies have all. */
enum policy_way {
	WAY_AUTOMATIC, /* whoever fills in the form */
	WAY_DESK,      /* an officer of the country decides */
	WAY_HEAD       /* so does one, after the head of the school was asked by mail */
};

/* The choices of a policy as an option takes them: "automatic|desk|head". Static. */
#define POLICY_VALIDATION_CHOICES "automatic|desk|head"
#define POLICY_APPROVAL_CHOICES "automatic|desk"

/* What was decided, or WAY_DESK. */
enum policy_way policy_get(struct store *s, enum policy p);

/* Its word: "desk". Static. */
const char *policy_word(enum policy_way way);

/* Decides it. In a transaction. 0 or -1. */
int policy_set(struct store *s, enum policy p, enum policy_way way, struct err *e);

/* The same for what an option took: a number of its choices; less than 0: it was not given, nothing is written. */
int policy_set_option(struct store *s, enum policy p, int64_t choice, struct err *e);

#endif
