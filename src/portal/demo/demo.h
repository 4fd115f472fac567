/*
 * The demo community: real countries, languages and support organisations, invented people who write to each
 * other. The same options make the same database, byte for byte of its records.
 */
#ifndef TWINLINE_PORTAL_DEMO_H
#define TWINLINE_PORTAL_DEMO_H

#include <stdint.h>

#include "twinline/base/err.h"
#include "twinline/records/store.h"

#define DEMO_USER_NAME "demo" /* of the signed-in teacher; the others of the cast sign in by their keys */

struct demo_options {
	int64_t people;   /* how many; never fewer than the cast of the manual's screens */
	uint64_t seed;
	int64_t messages; /* about how many the signed-in teacher has; 0: 200 */
	int64_t now;      /* seconds since 1970; nothing is dated later */
};

struct demo_result {
	char person[RECORD_ID_LENGTH + 1]; /* the teacher whom the demo signs in: the id of the card */
	char user_name[16];                /* the name to sign in; there is no password yet */
	int64_t account;                   /* the personal account's local key */
	int64_t people, schools;
	int64_t messages;                  /* of the signed-in teacher */
};

/*
 * Fills s: a store without any account (best opened with DB_BULK; accounts, countries and support organisations are
 * made here as well, so that their ids follow the seed), or one that init_store has prepared. In a transaction. Ids are drawn
 * from the seed while it runs. r may be NULL. 0, or -1 with e.
 */
int demo_fill(struct store *s, const struct demo_options *o, struct demo_result *r, struct err *e);

#endif
