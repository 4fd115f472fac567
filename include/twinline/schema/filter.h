/*
 * What the directory and the calendar can be asked for: one row a filter property of Person, School, Project and Event. The portal's
 * index, the API page, the saved searches, the facets on the screen and the search among what is kept here read these rows.
 * A filter is one JSON object, as {"text": "water", "country": ["PL", "GR"], "pupilsFrom": 7, "pupilsTo": 11, "available": true}:
 * all properties must hold; a list of codes means any of them. {"operator": "AND", "conditions": [...]}, OR and NOT of RFC 8620 section
 * 5.5 put filters together. A word of "text" begins a word of the record; one of a letter or two is looked for as a whole word once
 * something follows it, be it a space ("Li " finds Li Wei), and before that it is too short to be looked for.
 */
#ifndef TWINLINE_SCHEMA_FILTER_H
#define TWINLINE_SCHEMA_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "twinline/base/err.h"
#include "twinline/base/json.h"
#include "twinline/schema/schema.h"

enum filter_match {
	FILTER_WORDS,   /* each word begins a word of a F_SEARCHABLE field; text/fold */
	FILTER_CODES,   /* the field, a code or a set of codes, has one of them */
	FILTER_NONE_OF, /* the field has none of them */
	FILTER_IS,      /* a boolean field is so */
	FILTER_NAME,    /* the folded text of the field, or of its Latin letters, begins so: region, town */
	FILTER_FROM,    /* ages: the range, whose upper end the field is, reaches so high */
	FILTER_TO,      /* ages: the range, whose lower end the field is, reaches so low */
	FILTER_SINCE,   /* a date or time field is this day or later */
	FILTER_BEFORE,  /* it is before this day */
	FILTER_UNTIL    /* true: a date field is today or later (a label that still holds); false: it is not */
};

enum { FILTER_MOST = 20, FILTER_WORDS_MOST = 12 }; /* conditions of a filter, words of a text */

struct filter_row {
	const char *name;         /* in the filter object: "country" */
	enum filter_match match;
	const char *field;        /* JSON name in the record; NULL of FILTER_WORDS */
	bool facet;               /* counted for every code with "calculateFacets" */
	const char *label;        /* N_() as the screen names it */
};

/* One word of a text that is looked for. */
struct filter_word {
	const char *text; /* within the folded text: not ended */
	size_t len;
	bool whole;       /* short and complete: a whole word, not the beginning of one */
};

/* The rows of a type, closed by one without a name; none for a type that cannot be searched. */
const struct filter_row *filter_rows(const struct record_type *type);
const struct filter_row *filter_find(const struct record_type *type, const char *name);

/*
 * Checks a filter: 0, or -1 with ERR_UNSUPPORTED_FILTER naming a property that is none, ERR_INVALID_ARGUMENTS naming one whose value is
 * wrong, or ERR_SEARCH_TOO_SHORT for a word of "text" that is too short to be looked for (one of a script without spaces may be).
 */
int filter_check(const struct record_type *type, const struct json *filter, struct err *e);

/* The fold of a text that is looked for, with a space at the end where its last word is complete. Yours. */
char *filter_fold(const char *text) ATTR_MUST_USE;

/* The next word of such a fold, from *at on, which moves past it; false at the end. */
bool filter_next_word(const char **at, struct filter_word *word);

/* What a name is found by: its fold, and on a second line that of its Latin letters where it has others. Yours. */
char *filter_name(const char *text) ATTR_MUST_USE;

/* True if such a name begins with a fold, in either. */
bool filter_name_begins(const char *name, const char *begin);

/* A day as a number that orders like it, of "2026-11-17" or a time that begins so: 20261117; 0 for NULL and anything else. */
int filter_day(const char *text);

/* True if a record passes a filter that filter_check let pass (NULL: any record does); words is its folded text (filter_words), today as "2026-11-17".
 * A last word that is still too short passes here: what is kept at hand is narrowed with every key. */
bool filter_passes(const struct record_type *type, const struct json *filter, const struct json *tree, const char *words, const char *today);

/* The folded words of the searchable fields of a record that everybody sees, a space before each. Yours. */
char *filter_words(const struct record_type *type, const struct json *tree) ATTR_MUST_USE;

/* The same without names of people, which those who are not validated do not find either; NULL where the type names none. Yours. */
char *filter_words_of_nobody(const struct record_type *type, const struct json *tree) ATTR_MUST_USE;
bool filter_names_people(const struct record_type *type);

#endif
