/* The lines of somebody's page, from what is kept here. */
#ifndef TWINLINE_UI_PERSON_LINES_H
#define TWINLINE_UI_PERSON_LINES_H

#include "person.h"

struct person_line {
	const char *label, *brief; /* in the user's language, borrowed; brief at 40 columns */
	char *text;                /* safe */
};

enum { PERSON_LINES_MAX = 20 };

/* All that is known of a person. */
struct person_about {
	char id[RECORD_ID_LENGTH + 1];
	bool is_here;          /* the card is kept */
	struct person card;
	int64_t fetched_at, bytes;
	bool has_school;
	struct school school;
	bool is_asked;         /* for the card */
};

/* Fills lines (text yours to free) in the order of the page; how many. narrow: as 40 columns have them. */
int person_lines(struct face *face, const struct person_about *about, bool narrow, struct person_line lines[PERSON_LINES_MAX]);

#endif
