/*
 * Phrases: whole sentences with slots, stored as {"code": [values]} and read by everybody in their own language. One row a sentence, in
 * src/schema/phrases.c; what is read stands in the order of the rows.
 */
#ifndef TWINLINE_SCHEMA_PHRASES_H
#define TWINLINE_SCHEMA_PHRASES_H

#include "twinline/base/err.h"
#include "twinline/base/json.h"
#include "twinline/base/str.h"
#include "twinline/schema/vocabulary.h"

enum phrase_kind {
	PHRASE_PLAIN,  /* [] */
	PHRASE_CODES,  /* codes of the vocabulary, eight at most */
	PHRASE_NUMBER, /* [22] */
	PHRASE_RANGE,  /* [9, 11] */
	PHRASE_DAY     /* ["2027-01-10"] */
};

struct phrase_row {
	const char *code;
	const char *sentence; /* N_(), with %1$s and, of a range, %2$s */
	enum phrase_kind kind;
	const struct vocabulary *vocabulary; /* of PHRASE_CODES */
	const char *field; /* of a Person: what fills it in; NULL: nothing known does */
};

extern const struct phrase_row phrase_rows[]; /* closed by one without a code */

/* The row of a code; NULL if there is none. */
const struct phrase_row *phrase_find(const char *code);

/* True if values fit the sentence. */
bool phrase_fits(const struct phrase_row *row, const struct json *values);

/* Whether an object is phrases that this program knows. 0, or -1 with e (ERR_FIELD_CODE: the sentence that does not fit). */
int phrases_check(const struct json *phrases, struct err *e);

/* Adds one sentence; and all of them, a line each. Those of a newer program are left out. */
void phrase_add_words(struct str *out, const struct phrase_row *row, const struct json *values);
void phrases_add_words(struct str *out, const struct json *phrases);

/* The values of a sentence as a person's card has them; NULL where it says nothing of that. Yours. */
struct json *phrase_from_card(const struct phrase_row *row, const struct json *card);

#endif
