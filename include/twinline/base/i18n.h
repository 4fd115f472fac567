/*
 * The user's language. Texts are marked _() where shown and N_() in tables; msgids are
 * US-ASCII English. The system's locales are never asked for more than the character set:
 * a fresh machine has only C.UTF-8, and the language comes from --language, the setting,
 * LANGUAGE, LC_ALL, LC_MESSAGES or LANG, in that order.
 */
#ifndef TWINLINE_BASE_I18N_H
#define TWINLINE_BASE_I18N_H

#include "twinline/base/attr.h"

#define N_(text) text
#define _(text) i18n_text(text)

/*
 * Sets the character set from the environment (C and POSIX become C.UTF-8 for LC_CTYPE)
 * and the language to language (a code such as "el"), or, where it is NULL, to the
 * environment's. Unknown languages read as English.
 */
void i18n_init(const char *language);

/*
 * The same, with what is said otherwise in a country ("TN"; "" for the environment's) where there is a catalogue of it: the names of
 * the months in Tunis are not those in Beirut. Such a catalogue (ar_TN) holds only what differs.
 */
void i18n_init_in(const char *language, const char *country);

/* The code of the language in use: "en", "el". Static until the next i18n_init. */
const char *i18n_language(void);

/*
 * What the environment asked for when the program began: the language ("tr"), spoken or not, and the country ("TR") of its
 * locale. "" where it says nothing.
 */
const char *i18n_environment_language(void);
const char *i18n_environment_country(void);

/* The translation of text, or text itself. */
const char *i18n_text(const char *text) ATTR_FORMAT_ARG(1);

/* The same with a context that tells two equal English texts apart (msgctxt). */
const char *i18n_text_in(const char *context, const char *text) ATTR_FORMAT_ARG(2);

/* text itself in whatever language, with the keys that it names. */
const char *i18n_english(const char *text) ATTR_FORMAT_ARG(1);

/* The translation that fits n, by the language's plural rule. */
const char *i18n_plural(const char *one, const char *many, unsigned long n) ATTR_FORMAT_ARG(1) ATTR_FORMAT_ARG(2);

/*
 * Translations are given out as fit makes them for the terminal: NULL for one that can stay as it is, else one that is ours to free. NULL
 * for fit: as they are, which holds at first. What was given out before stays as it was: screens have borrowed it.
 */
void i18n_set_fit(char *(*fit)(const char *text));

/*
 * Texts name keys by what they do: "{undo} takes it back". key gives what the key of an action is called, ours to free; NULL: no such
 * action, and its name stands there, as for a key that is NULL. What was given out before stays as it was; to be set again when keys change.
 */
void i18n_set_keys(char *(*key)(const char *action));

/* Names from iso-codes in the user's language; the English name, or the code itself, where it has none. */
const char *i18n_country_name(const char *english_name); /* domain iso_3166-1 */
const char *i18n_language_name(const char *english_name); /* domain iso_639-2 */

#endif
