/*
 * Other scripts in Latin letters, for readers and terminals that have no others. Each script follows a named standard:
 * Greek ISO 843:1997 (transcription, ELOT 743); Bulgarian the Transliteration Act of 2009; Macedonian ISO/R 9:1968;
 * Serbian Gaj's alphabet; Ukrainian resolution 55 of 2010; Russian, and Cyrillic that nothing is known of, BGN/PCGN 1947;
 * Armenian BGN/PCGN 1981; Georgian the national system of 2002; Arabic ALA-LC 1997 without its marks, where short vowels stand
 * only if they are written. The apostrophes and signs that stand for no letter of ours are left out.
 */
#ifndef TWINLINE_TEXT_LATIN_H
#define TWINLINE_TEXT_LATIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "twinline/base/str.h"

/* The scripts: bits of a set. */
enum latin_script {
	LATIN_FROM_GREEK = 1,
	LATIN_FROM_CYRILLIC = 2,
	LATIN_FROM_ARMENIAN = 4,
	LATIN_FROM_GEORGIAN = 8,
	LATIN_FROM_ARABIC = 16
};

/* The script that a language ("el") is written in; 0 for Latin letters and for scripts that we know no standard of. */
unsigned latin_script_of(const char *language);

/*
 * The language whose standard a text is written by: the text's own if it has other letters, or is German, which writes ä as ae;
 * else that of the country ("UA"); NULL if neither tells.
 */
const char *latin_language(const char *language, const char *country);

/*
 * Adds text to out, the words of other scripts in Latin letters; those of the set kept stay as they are: who reads Greek
 * needs no Latin letters for it. language is the text's; NULL: its letters tell.
 */
void latin_add_but(struct str *out, const char *text, const char *language, unsigned kept);

/* The same with both: "Γιώργος (Giorgos)". What has both already is left alone. */
void latin_add_both(struct str *out, const char *text, const char *language, unsigned kept);

/* All of it in Latin letters. */
void latin_add(struct str *out, const char *text);

/* What is known of a text as a whole. */
struct latin_how {
	const struct latin_scheme *cyrillic;
	bool is_german; /* ä is ae */
};
struct latin_how latin_how(const char *language, const char *text);

/*
 * Adds what stands at byte offset at of text (len bytes) to out in Latin letters and returns the bytes it took: one code
 * point, or several letters that are written together. A letter with marks comes without them, but those of other scripts
 * may get marks ("š"). 0, and nothing added, where there is no such form.
 */
size_t latin_next(struct str *out, const char *text, size_t at, size_t len, struct latin_how how);

/* The ASCII form of one small letter that no decomposition tells ("l" for ł, "th" for þ), static; NULL if it is none. */
const char *latin_of_letter(uint32_t small);

#endif
