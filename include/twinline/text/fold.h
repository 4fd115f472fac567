/*
 * Our own fold for search, the same on both sides: NFKD, marks dropped, case folded; ł ø đ ß æ þ ħ ə
 * and Turkish dotless ı to Latin letters, final sigma, Arabic alef, ya and ta marbuta forms, tatweel and
 * harakat, Georgian capitals; Han, Kana, Thai, Khmer, Lao and Burmese cut into overlapping bigrams.
 */
#ifndef TWINLINE_TEXT_FOLD_H
#define TWINLINE_TEXT_FOLD_H

#include <stdbool.h>

#include "twinline/base/str.h"

/* Adds text folded, words parted by one space, to out. */
void fold(struct str *out, const char *text);

/* The same, and after it, where text has letters of other scripts, the fold of its Latin letters: found by either. */
void fold_both(struct str *out, const char *text);

/* The fold of text, yours to free. */
char *fold_copy(const char *text);

/* True if a folded word is a part of a run that is written without spaces: it says as much with one letter as others with three. */
bool fold_is_run(const char *word);

/* True if every word of query begins a word of text; both are folded already. */
bool fold_matches(const char *folded_text, const char *folded_query);

#endif
