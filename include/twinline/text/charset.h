/*
 * Terminals that are not UTF-8, or that show only some of it: sets of one byte a character, through iconv, which text/charset.c
 * alone knows, and fonts of which the glyphs are known. Nothing that leaves here is a control of any set: no byte below
 * 20, no 7F, and none of 80 to 9F where they are controls.
 */
#ifndef TWINLINE_TEXT_CHARSET_H
#define TWINLINE_TEXT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "twinline/base/str.h"
#include "twinline/text/latin.h"

struct charset; /* what a terminal can show, and how it is sent */

/*
 * Opens the set of that name ("ISO-8859-7", "ANSI_X3.4-1968", "UTF-8"); NULL if iconv does not know it or it is neither UTF-8 nor
 * a set of single bytes that begins with ASCII. Free with charset_close.
 */
struct charset *charset_open(const char *name);

/* UTF-8 of which only ASCII and these points can be shown: the glyphs of a console's font. Free with charset_close. */
struct charset *charset_open_glyphs(const uint32_t *points, size_t count);
void charset_close(struct charset *c);

/* True if every character can be shown. */
bool charset_is_utf8(const struct charset *c);
/* True if what can is sent as UTF-8. */
bool charset_is_sent_as_utf8(const struct charset *c);
/* True if nothing but ASCII can. */
bool charset_is_ascii(const struct charset *c);

/*
 * Adds UTF-8 text to out in the set; what does not fit is written in Latin letters (latin.h; language is the text's, or NULL), then as '?'
 * once for a run. Controls have no form either.
 */
void charset_encode(const struct charset *c, struct str *out, const char *text, const char *language);

/* The same for what stands at byte offset at of text, which is composed (NFC); returns the bytes of text it took. */
size_t charset_next(const struct charset *c, struct str *out, const char *text, size_t at, size_t len, struct latin_how how);

/* Adds len bytes of the set to out as UTF-8; what is ill-formed becomes U+FFFD. */
void charset_decode(const struct charset *c, struct str *out, const char *bytes, size_t len);

/* The same for one byte of a set that is not UTF-8: what a key sends. */
uint32_t charset_point(const struct charset *c, unsigned char byte);

#endif
