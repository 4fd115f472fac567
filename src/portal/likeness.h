/*
 * Who and what resembles whom: a person who registers a second time, years later and with a typing error; a school that somebody
 * else wrote in another way. Names are compared by their fold (text/fold.h), their words in any order; numbers in them must be the same.
 */
#ifndef TWINLINE_PORTAL_LIKENESS_H
#define TWINLINE_PORTAL_LIKENESS_H

#include "twinline/records/store.h"

/* True if two names may be the same: a letter in eight may be another one, lacking, or changed with its neighbour. */
bool likeness_is_near(const char *a, const char *b);

/* What is compared; strings are borrowed, NULL or "" where nothing is known. */
struct likeness {
	const char *self;             /* the id of who or what is compared, which is not alike itself; NULL: not there yet */
	const char *name, *country, *town;
	const char *school, *school_name, *email; /* of people; school is an id */
	unsigned sees;                /* audiences that a record must meet; 0: any */
};

/* The facts of which it is said whether they agree. */
enum { LIKENESS_NAME = 1, LIKENESS_TOWN = 2, LIKENESS_SCHOOL = 4, LIKENESS_EMAIL = 8 };
enum { LIKENESS_MOST = 5, LIKENESS_OF_PEOPLE = 4, LIKENESS_OF_SCHOOLS = 2 /* facts */ };

struct resembling {
	char id[RECORD_ID_LENGTH + 1];
	unsigned agree; /* facts */
};

/* How many bits there are. */
int likeness_count(unsigned agree);

/*
 * People with the e-mail address, or with a near name in the same town or at the same school; schools with a near name in the same
 * town. Those that agree most come first. How many were found, or -1 with e. Some thousand looks into the index, whatever it holds: not
 * in a transaction of the writer.
 */
int likeness_people(struct store *s, const struct likeness *l, struct resembling found[LIKENESS_MOST], struct err *e);
int likeness_schools(struct store *s, const struct likeness *l, struct resembling found[LIKENESS_MOST], struct err *e);

#endif
