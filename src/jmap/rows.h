/* Words for what rows of the schema say, shared by the API page and the JSON Schema. */
#ifndef TWINLINE_JMAP_ROWS_H
#define TWINLINE_JMAP_ROWS_H

#include "twinline/schema/schema.h"

struct word {
	unsigned flag;
	const char *word;
};

extern const char *const kind_words[FIELD_KIND_COUNT];

/* Each list is closed by a NULL word. */
extern const struct word flag_words[];
extern const struct word *vocabulary_words(const struct vocabulary *v); /* of the flags of its rows; an empty list for most */

/* The sentence of an error in English with {1} to {3} for its arguments; yours. */
char *error_sentence(enum err_code code);

#endif
