/*
 * Which characters the terminal shows and its keyboard sends: by the setting `characters`, else by the locale that the environment names,
 * whether it is installed or not, by the kind of terminal, and on a Linux console by the glyphs of its font. What cannot be shown
 * is written otherwise (text/charset.h) before it is measured, so that what is laid out is what stands there.
 */
#ifndef TWINLINE_TEXT_CHARACTERS_H
#define TWINLINE_TEXT_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>

#include "twinline/base/str.h"

enum { CHARACTERS_ASCII = 1 }; /* which choice of the setting that is */

/*
 * Takes a value of the setting, for the terminal on standard output; true if it is another than before: then texts that _() gave out may
 * be gone, and all must be drawn anew.
 */
bool characters_set(const char *setting);
void characters_release(void);

/* True if all of Unicode is shown. */
bool characters_are_all(void);
/* True if it takes another set than UTF-8. */
bool characters_are_bytes(void);
/* True if what is cut must end in three full stops. */
bool characters_lack_ellipsis(void);
/* True if all of text is shown as it is. */
bool characters_show(const char *text);

/* The scripts (enum latin_script) that it lacks. */
unsigned characters_lacking(void);

/* text as it will be shown, in UTF-8, yours; NULL if it can stay as it is. language: the text's, or NULL. */
char *characters_fit(const char *text, const char *language);

/* Adds text in the bytes that the terminal takes. */
void characters_encode(struct str *out, const char *text, size_t len);

/* Adds what its keyboard sent, in UTF-8. */
void characters_decode(struct str *out, const char *bytes, size_t len);

/*
 * The character set of an environment: the value of the first of LC_ALL, LC_CTYPE and LANG that is set (or NULL), what the C library
 * makes of it, and TERM. Static, or part of locale.
 */
const char *characters_of_environment(const char *locale, const char *codeset, const char *term);
/* What it says of this process: "UTF-8", "ISO-8859-7". Static. */
const char *characters_environment(void);
/* The locale that the environment names for characters; NULL: none. */
const char *characters_locale(void);
/* True if that is a name of UTF-8. */
bool characters_are_utf8(const char *name);

#endif
