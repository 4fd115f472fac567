/*
 * How letters of other scripts are written in Latin ones, a table for each standard. text/latin.c applies the rules; a
 * reader who knows the standard can check them row by row.
 */
#ifndef TEXT_LATIN_RULES_H
#define TEXT_LATIN_RULES_H

#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

/* What stands between letters of one word in Ukrainian. */
#define LATIN_APOSTROPHES U"'ʼ’"

enum latin_when {
	LATIN_ALWAYS,
	LATIN_AT_START,        /* of a word */
	LATIN_AT_END,          /* of a word */
	LATIN_AT_EDGE,         /* start or end of a word */
	LATIN_AFTER_VOWEL,     /* at the start of a word, or after one of the scheme's vowels */
	LATIN_BEFORE_VOICELESS /* or at the end of a word */
};

struct latin_rule {
	const char32_t *from; /* small letters, one or more */
	enum latin_when when;
	const char *to;       /* "" where nothing is written */
};

struct latin_scheme {
	const char *standard;
	const struct latin_rule *rules; /* by the first letter; of several with the same one the first that holds */
	size_t count;
	const char32_t *vowels;    /* of LATIN_AFTER_VOWEL; NULL: none */
	const char32_t *voiceless; /* of LATIN_BEFORE_VOICELESS; NULL: none */
	const struct latin_scheme *otherwise; /* for letters that have no rule here; NULL: none */
};

/* Letters of the Latin script itself and signs, for terminals that lack them: after ICAO Doc 9303 part 3, but ø and å by their base. */
extern const struct latin_scheme latin_signs;

extern const struct latin_scheme latin_greek, latin_armenian, latin_georgian, latin_arabic;

/* Cyrillic by language; Russian is what is taken where nothing tells. */
extern const struct latin_scheme latin_russian, latin_bulgarian, latin_macedonian, latin_serbian, latin_ukrainian;

/* The script that a code point belongs to (enum latin_script); 0: none that we know a standard of. */
unsigned latin_script_at(uint32_t point);

/* German writes its own letters with e where others leave the dots out. */
extern const struct latin_scheme latin_german;

#endif
