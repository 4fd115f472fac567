/*
 * What Twinline asks of the Unicode character database. unicode.c answers from libunistring and is the
 * only file that knows it; the version is that library's.
 */
#ifndef TEXT_UNICODE_H
#define TEXT_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Grapheme_Cluster_Break (UAX #29, table 2). */
enum unicode_cluster {
	CLUSTER_OTHER,
	CLUSTER_CR,
	CLUSTER_LF,
	CLUSTER_CONTROL,
	CLUSTER_EXTEND,
	CLUSTER_PREPEND,
	CLUSTER_SPACING_MARK,
	CLUSTER_L,
	CLUSTER_V,
	CLUSTER_T,
	CLUSTER_LV,
	CLUSTER_LVT,
	CLUSTER_REGIONAL_INDICATOR,
	CLUSTER_ZWJ
};
enum unicode_cluster unicode_cluster(uint32_t point);

/* General_Category, as coarse as callers need it. */
enum unicode_kind {
	UNICODE_LETTER,       /* L*, Co */
	UNICODE_NUMBER,       /* N* */
	UNICODE_MARK,         /* Mn, Me */
	UNICODE_SPACING_MARK, /* Mc */
	UNICODE_CONTROL,      /* Cc */
	UNICODE_FORMAT,       /* Cf */
	UNICODE_OTHER
};
enum unicode_kind unicode_kind(uint32_t point);

bool unicode_is_pictographic(uint32_t point); /* Extended_Pictographic */
bool unicode_is_emoji(uint32_t point);        /* Emoji, which the digits are too */
bool unicode_is_ignorable(uint32_t point);    /* Default_Ignorable_Code_Point */
bool unicode_is_variation_selector(uint32_t point);
bool unicode_is_noncharacter(uint32_t point);

/* The value of a decimal digit in any script, or -1. */
int unicode_digit(uint32_t point);

/* Cells that point takes by itself, 0 to 2, in a terminal where ambiguous characters take one. */
int unicode_width(uint32_t point);

/* East_Asian_Width=A and not a mark (ambiguous.c). */
bool unicode_is_ambiguous(uint32_t point);

/* The simple lower and upper case; point itself where it has none. */
uint32_t unicode_lower(uint32_t point);
uint32_t unicode_upper(uint32_t point);

/* One step of point's decomposition, canonical or not, into out; 0 if it has none. */
enum { UNICODE_DECOMPOSED = 32 };
size_t unicode_decompose(uint32_t point, uint32_t out[UNICODE_DECOMPOSED]);

/* NFKD(casefold(NFKD(points))); *folded is the length. Yours to free. */
uint32_t *unicode_casefold_nfkd(const uint32_t *points, size_t count, size_t *folded);

/* The canonical composition of text, *composed bytes without a NUL, yours to free; NULL if text is ill-formed UTF-8. */
char *unicode_nfc(const char *text, size_t len, size_t *composed);

/* Sets may[i] at each byte offset of text (well-formed UTF-8) before which UAX #14 allows a break, clears the others. */
void unicode_line_breaks(const char *text, size_t len, bool *may);

/* "14.0". */
const char *unicode_version(void);

#endif
