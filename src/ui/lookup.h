/*
 * A search as people write it: filters as words ("pupils 7-11, English, available"), and words as filters. The filter rows of
 * schema/filter.h and the labels of the vocabularies say what can be written; a code stands for itself ("PL", "en").
 */
#ifndef TWINLINE_UI_LOOKUP_H
#define TWINLINE_UI_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "twinline/base/json.h"
#include "twinline/schema/filter.h"

enum { LOOKUP_MATCHES = 4 };

/* The filters of a search in words, without its text: "pupils 7-11, English, available". Yours. */
char *lookup_words(const struct record_type *type, const struct json *filter);

/* The words that a search looks for, safe; yours, "" for none. */
char *lookup_text(const struct json *filter);

/* All of a search in a few words, as it is called where nobody named it: "water; pupils 7-11, English". Yours. */
char *lookup_title(const struct record_type *type, const struct json *filter);

/*
 * Puts the filters that words name into filter in place of those there; its text stays. What names nothing comes into
 * unknown (yours, NULL if all is known).
 */
void lookup_read(const struct record_type *type, const char *words, struct json *filter, char **unknown);

/* Something that can be asked for: a row alone (available) or with a code (PL). */
struct lookup_match { const struct filter_row *row; const char *code; };

/* What the part of words under way can become, best first; the number. */
int lookup_matches(const struct record_type *type, const char *part, struct lookup_match matches[LOOKUP_MATCHES]);

/* What a match is called; borrowed. */
const char *lookup_match_label(const struct record_type *type, const struct lookup_match *match);

/* Sets a filter to a code, or takes that code out of it. */
void lookup_toggle(struct json *filter, const struct filter_row *row, const char *code);
bool lookup_has(const struct json *filter, const struct filter_row *row, const char *code);

/* The vocabulary of a row that asks for codes; NULL for others. */
const struct vocabulary *lookup_vocabulary(const struct record_type *type, const struct filter_row *row);

#endif
