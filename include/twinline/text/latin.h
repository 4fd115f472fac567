/*
 * Other scripts in Latin letters, for readers and terminals that have no others: Greek after the transcription of
 * ISO 843, Cyrillic, Georgian and Armenian letter by letter. One table holds every letter.
 */
#ifndef TWINLINE_TEXT_LATIN_H
#define TWINLINE_TEXT_LATIN_H

#include <stddef.h>
#include <stdint.h>

#include "twinline/base/str.h"

/* The scripts of the table: bits of a set. */
enum latin_script { LATIN_FROM_GREEK = 1, LATIN_FROM_CYRILLIC = 2, LATIN_FROM_ARMENIAN = 4, LATIN_FROM_GEORGIAN = 8 };

/* The script that a language ("el") is written in; 0 for Latin letters and for scripts that the table lacks. */
unsigned latin_script_of(const char *language);

/* latin_add, but the scripts of the set kept stay as they are: who reads Greek needs no Latin letters for it. */
void latin_add_but(struct str *out, const char *text, unsigned kept);

/* Adds text to out; Latin letters, with their marks, and scripts that the table lacks stay as they are. */
void latin_add(struct str *out, const char *text);

/*
 * Adds what stands at byte offset at of text (len bytes) to out in ASCII and returns the bytes it took: one code
 * point, or two Greek letters that sound as one. 0, and nothing added, where there is no such form.
 */
size_t latin_next(struct str *out, const char *text, size_t at, size_t len);

/* The ASCII form of one small letter that no decomposition tells ("l" for ł, "th" for þ), static; NULL if it is none. */
const char *latin_of_letter(uint32_t small);

#endif
