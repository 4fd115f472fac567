/* Catalogues, through gettext. The language is chosen here; the C library gets it by LANGUAGE. */
#include "twinline/base/i18n.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n_fit.h"
#include "twinline/base/mem.h"
#include "twinline/base/paths.h"
#include "twinline/base/str.h"

static const char domain[] = "twinline";
static const char domain_countries[] = "iso_3166-1", domain_languages[] = "iso_639-2";
static const char iso_codes_dir[] = "/usr/share/locale";
static const char utf8_locale[] = "C.UTF-8"; /* every Debian has it */

enum { CODE_BYTES = 16 };
static char current[CODE_BYTES] = "en";
static char asked_language[CODE_BYTES], asked_country[CODE_BYTES];

static const char *const locale_variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

/* The character set of the environment; where it says none, UTF-8. */
static void set_character_set(void)
{
	const char *name = setlocale(LC_CTYPE, "");

	if (!name || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0)
		setlocale(LC_CTYPE, utf8_locale);
	/* In the C locale the library would not look at LANGUAGE. */
	setlocale(LC_MESSAGES, utf8_locale);
}

static bool is_english(const char *code)
{
	return strcmp(code, "en") == 0;
}

static bool has_catalogue(const char *dir, const char *code)
{
	char *path = xasprintf("%s/%s/LC_MESSAGES/%s.mo", dir, code, domain);
	bool readable = access(path, R_OK) == 0;

	free(path);
	return readable;
}

/* True if the region of a name (len bytes) is one of CLDR's for languages that nobody speaks: made for tests (tests/tools/pseudo.c). */
static bool is_pseudo(const char *region, size_t len)
{
	return len == strlen("_XA") && (starts_with(region, "_XA") || starts_with(region, "_XB"));
}

/*
 * Takes the language of one name of a language or locale ("el", "el_GR.UTF-8@euro", len bytes) as that in use. False if we
 * do not speak it.
 */
static bool choose(const char *dir, const char *name, size_t len)
{
	char code[CODE_BYTES];
	size_t code_len = strcspn(name, ".@:"), region = strcspn(name, "_");

	if (code_len > len)
		code_len = len;
	if (region < code_len && !is_pseudo(name + region, code_len - region))
		code_len = region;
	if (code_len == 0 || code_len >= sizeof(code) || memchr(name, '/', code_len))
		return false;
	memcpy(code, name, code_len);
	code[code_len] = '\0';
	if (!is_english(code) && !has_catalogue(dir, code))
		return false;
	memcpy(current, code, code_len + 1);
	return true;
}

/* The first language of LANGUAGE that we speak, else that of the locale. */
static void choose_from_environment(const char *dir)
{
	const char *list = getenv("LANGUAGE");

	while (list && *list) {
		size_t len = strcspn(list, ":");
		if (choose(dir, list, len))
			return;
		list += len + (list[len] == ':');
	}
	for (size_t i = 0; i < ARRAY_SIZE(locale_variables); i++) {
		const char *value = getenv(locale_variables[i]);
		if (value && *value) {
			choose(dir, value, strlen(value));
			return;
		}
	}
}

/* Copies the first len bytes of name as a code, if they can be one and none is there yet: "C" and "POSIX" are none. */
static void note_code(char code[CODE_BYTES], const char *name, size_t len)
{
	if (!*code && (len == 2 || len == 3))
		snprintf(code, CODE_BYTES, "%.*s", (int)len, name);
}

/* Before LANGUAGE is ours. */
static void note_environment(void)
{
	static bool is_noted;
	const char *list = getenv("LANGUAGE");

	if (is_noted)
		return;
	is_noted = true;
	if (list)
		note_code(asked_language, list, strcspn(list, "_.@:"));
	for (size_t i = 0; i < ARRAY_SIZE(locale_variables); i++) {
		const char *value = getenv(locale_variables[i]), *country = value ? strchr(value, '_') : NULL;

		if (value)
			note_code(asked_language, value, strcspn(value, "_.@"));
		if (country)
			note_code(asked_country, country + 1, strcspn(country + 1, ".@"));
	}
}

const char *i18n_environment_language(void)
{
	return asked_language;
}

const char *i18n_environment_country(void)
{
	return asked_country;
}

/* What the C library looks in: the catalogue of the country first, if there is one. */
static void set_catalogues(const char *dir, const char *country)
{
	char *variant = xasprintf("%s_%s", current, *country ? country : asked_country), *both = xasprintf("%s:%s", variant, current);

	setenv("LANGUAGE", !strchr(variant, '/') && has_catalogue(dir, variant) ? both : current, 1);
	free(variant);
	free(both);
}

void i18n_init(const char *language)
{
	i18n_init_in(language, "");
}

void i18n_init_in(const char *language, const char *country)
{
	char *dir = paths_locale_dir();

	note_environment();
	set_character_set();
	snprintf(current, sizeof(current), "en");
	if (language && *language)
		choose(dir, language, strlen(language));
	else
		choose_from_environment(dir);

	set_catalogues(dir, country);
	bindtextdomain(domain, dir);
	bind_textdomain_codeset(domain, "UTF-8");
	bindtextdomain(domain_countries, iso_codes_dir);
	bind_textdomain_codeset(domain_countries, "UTF-8");
	bindtextdomain(domain_languages, iso_codes_dir);
	bind_textdomain_codeset(domain_languages, "UTF-8");
	textdomain(domain); /* also makes the library look at LANGUAGE anew */
	i18n_forget_fitted();
	free(dir);
}

const char *i18n_language(void)
{
	return current;
}

/* As it is shown. English is ASCII, and may stand anywhere, but it names keys. */
static const char *given(const char *text, bool is_own)
{
	return is_own && !strchr(text, '{') ? text : i18n_fitted(text);
}

/* What a catalogue has for text. */
static const char *translated(const char *in, const char *text)
{
	const char *found = *text ? dgettext(in, text) : text; /* the entry of "" is the catalogue's head */

	return given(found, found == text);
}

const char *i18n_text(const char *text)
{
	return translated(domain, text);
}

const char *i18n_text_in(const char *context, const char *text)
{
	char *key = xasprintf("%s\004%s", context, text);
	const char *found = dgettext(domain, key);
	const char *result = given(found == key ? text : found, found == key);

	free(key);
	return result;
}

const char *i18n_english(const char *text)
{
	return given(text, true);
}

const char *i18n_plural(const char *one, const char *many, unsigned long n)
{
	const char *found = dngettext(domain, one, many, n);

	return given(found, found == one || found == many);
}

const char *i18n_country_name(const char *english_name)
{
	return translated(domain_countries, english_name);
}

const char *i18n_language_name(const char *english_name)
{
	return translated(domain_languages, english_name);
}
