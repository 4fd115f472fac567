/* The parts of a TwinSpace as they are here: listed whole, and found by their words. Replica only. */
#ifndef TWINLINE_RECORDS_PART_FIND_H
#define TWINLINE_RECORDS_PART_FIND_H

#include "twinline/base/json.h"
#include "twinline/records/record.h"

/* Records of a type in an account, the newest first by the type's order; *locals yours. How many, or -1 with e. */
int part_list(struct store *s, int64_t account, enum record_type_index type, int64_t **locals, struct err *e);

/* One place found: the record, and the paragraph that has a word, or the first one; the text is as stored. */
struct part_found {
	int64_t local;
	const struct record_type *type;
	char *title, *passage; /* "" for none */
};
void part_found_release(struct part_found *found, int count);

/*
 * What of an account's pages, activities, materials and posts has every word of words, each at the beginning of one in title or texts
 * (text/fold.h): those by their titles first, then the newest. *found yours. How many, at most `most`, or -1 with e.
 */
int part_search(struct store *s, int64_t account, const char *words, int most, struct part_found **found, struct err *e);

#endif
