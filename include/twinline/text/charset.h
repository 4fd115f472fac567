/* Terminals that are not UTF-8, through iconv, which text/charset.c alone knows. */
#ifndef TWINLINE_TEXT_CHARSET_H
#define TWINLINE_TEXT_CHARSET_H

#include <stdbool.h>

#include "twinline/base/str.h"

struct charset; /* a conversion from and to one character set */

/* Opens the conversion to name ("ISO-8859-7", "ANSI_X3.4-1968", "UTF-8"); NULL if iconv does not know it. Free with charset_close. */
struct charset *charset_open(const char *name);
void charset_close(struct charset *c);

bool charset_is_utf8(const struct charset *c);

/* Adds UTF-8 text to out in the set; what does not fit is written in Latin letters, then as '?' once for a run. */
void charset_encode(struct charset *c, struct str *out, const char *text);

/* Adds len bytes of the set to out as UTF-8; what is ill-formed becomes U+FFFD. */
void charset_decode(struct charset *c, struct str *out, const char *bytes, size_t len);

#endif
