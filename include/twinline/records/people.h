/* People known here, for addresses offline: who wrote to me, whom I wrote to, and after those whose card is kept. Replica only. */
#ifndef TWINLINE_RECORDS_PEOPLE_H
#define TWINLINE_RECORDS_PEOPLE_H

#include "twinline/base/json.h"
#include "twinline/records/store.h"

/*
 * The people whose folded name has a word that begins with each word of words ("" : all), those written with last first, at most limit.
 * out is released by the caller (schema.h's struct parties; records/people.c frees it with people_release). Count or -1.
 */
int people_find(struct store *s, const char *words, int limit, struct parties *out, struct err *e);
void people_release(struct parties *list);

/* The person with an id, as last seen in a message; false if nobody here is. Release with people_release_one. */
bool people_by_id(struct store *s, const char *id, struct party *out);
void people_release_one(struct party *person);

/* {"id", "name", "country"} as far as they are known here: from the card, else from letters. Yours. */
struct json *people_party(struct store *s, const char *id) ATTR_MUST_USE;

#endif
