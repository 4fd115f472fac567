/*
 * A TwinSpace that was exported from another portal, taken in here: records get ids of this portal, people who have an account here are
 * members, everybody else is a name in the text. Done again it adds what is not there and touches nothing else.
 */
#ifndef TWINLINE_PORTAL_IMPORT_H
#define TWINLINE_PORTAL_IMPORT_H

#include "twinline/base/strings.h"
#include "twinline/records/folder.h"
#include "twinline/records/record.h"

/* Somebody here, and who that is in the folder. */
struct import_person {
	char id[RECORD_ID_LENGTH + 1]; /* of the card */
	char *name, *country;
	char *old_name;                /* NULL: as here */
	char *old_id;                  /* NULL: nobody there is called so */
	enum role role;
};

struct import {
	struct store *s;
	const char *dir;
	const struct strings *as; /* as given; empty: as when it was first taken in */
	bool active;        /* it goes on here; else it is closed */
	struct json *manifest, *all; /* what the folder says of itself; project.json */
	struct import_person *people;
	size_t person_count;
	char id[RECORD_ID_LENGTH + 1]; /* of the project here */
	int64_t account;
	int64_t added, kept, files;    /* records that are new, and were there; files that are new */
};

/* Reads the folder and finds people ("maria", or "Maria Papadaki=maria" where she is called otherwise here). 0, or -1 with e. Release either way. */
int import_open(struct import *x, struct store *s, const char *dir, const struct strings *as, struct err *e);
void import_release(struct import *x);

/*
 * Takes it in for the people that were found, one at least; in many small transactions, the members last: until then nobody sees it. 0, or
 * -1 with e; then again goes on.
 */
int import_run(struct import *x, struct err *e);

/* Calls differs for each record and file that is not here as it is in the folder. How many, or -1 with e. */
int64_t import_compare(struct import *x, void (*differs)(const char *type, const char *id), struct err *e);

/* --- import_map.c --- */

/* The id here of a record of the folder. */
void import_id(const struct import *x, const char *type, const char *old, char id[RECORD_ID_LENGTH + 1]);

/* The body that a record of the folder has here. Yours. */
struct json *import_body(const struct import *x, const struct record_type *type, const struct json *tree);

/* The records of a type in the folder, an array; NULL: none. */
const struct json *import_records(const struct import *x, const struct record_type *type);

#endif
