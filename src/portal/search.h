/*
 * The index of the directory and the calendar: answers what schema/filter.h can ask about people, schools, projects and events from
 * memory, with exact totals and counts. A cache of the process: built from the database when it is first asked (or warmed), and fed
 * with what was committed since before each answer, whoever wrote it. From any thread, also inside a write: what that write has not
 * committed is not seen. What is kept from members by its audience, and fields that people keep to fewer than all, are not in it.
 */
#ifndef TWINLINE_PORTAL_SEARCH_H
#define TWINLINE_PORTAL_SEARCH_H

#include "twinline/base/json.h"
#include "twinline/records/store.h"

enum { DIRECTORY_IDS_MOST = 50 };

struct search;

/* For the database in dir, which is opened when it is first needed. Free with search_free, which takes NULL. */
struct search *search_new(const char *dir);
void search_free(struct search *x);

/* Builds what is not built yet. 0 or -1. */
int search_warm(struct search *x, struct err *e);

/* True if records of the type in the only account of this kind are asked here. */
bool search_has(const struct record_type *type, enum account_kind kind);

struct directory_question {
	const struct record_type *type;
	unsigned sees;             /* audiences that the asker meets: viewer_sees */
	const struct json *filter; /* NULL: all */
	bool oldest_first;         /* else by newest activity */
	const char *anchor;        /* id of a record; NULL: offset counts from the first */
	int64_t offset;            /* from the anchor (RFC 8620 section 5.5), negative without one: from the end */
	int limit;                 /* of ids, at most DIRECTORY_IDS_MOST */
	bool facets;
	int64_t since;             /* a mark of an earlier answer: what came to be seen since is counted as fresh; 0: none */
};

struct directory_answer {
	char ids[DIRECTORY_IDS_MOST][RECORD_ID_LENGTH + 1];
	int count;
	int64_t position;    /* of the first id among all */
	int64_t total, fresh;
	int64_t mark;        /* how far the index had come */
	struct json *facets; /* {"country": {"PL": 204}}, largest first; yours. NULL where not asked */
};

/*
 * 0, or -1 with e: what filter_check says, ERR_ANCHOR_NOT_FOUND for an anchor that the asker may not see. One that is there and
 * has left the results stands where it would stand, so that pages go on while records change.
 */
int directory_ask(struct search *x, const struct directory_question *q, struct directory_answer *a, struct err *e);

#endif
