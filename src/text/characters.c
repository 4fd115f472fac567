/* The terminal's characters: chosen once, asked by whoever measures or writes. */
#include "twinline/text/characters.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "console_glyphs.h"
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/bidi.h"
#include "twinline/text/charset.h"
#include "twinline/text/utf8.h"

enum { NAME_MAX_BYTES = 32 };

static const char ascii[] = "ANSI_X3.4-1968"; /* as nl_langinfo calls it */

static struct {
	struct charset *shown; /* NULL: UTF-8, all of it */
	struct charset *typed; /* NULL: UTF-8 */
	char *setting;         /* that they follow; NULL: none yet */
	bool lacks_ellipsis;
	unsigned lacking;      /* scripts */
} terminal;

const char *characters_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return value;
	}
	return NULL;
}

/* Terminals that have never shown anything but ASCII by themselves, and those of which nothing is known. */
static bool is_plain_terminal(const char *term)
{
	static const char *const plain[] = { "ansi", "cons25", "dumb", "unknown", "vt52", "vt100", "vt102", "vt220", "vt320", "wyse50", "wyse60" };

	for (size_t i = 0; term && i < ARRAY_SIZE(plain); i++)
		if (strcmp(term, plain[i]) == 0)
			return true;
	return false;
}

const char *characters_of_environment(const char *locale, const char *codeset, const char *term)
{
	const char *named = locale ? strchr(locale, '.') : NULL;

	if (named)
		return named + 1;
	if (locale && strstr(locale, "@euro"))
		return "ISO-8859-15";
	bool says_nothing = !locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
	return says_nothing && is_plain_terminal(term) ? ascii : codeset;
}

bool characters_are_utf8(const char *name)
{
	struct charset *set = charset_open(name);
	bool is_utf8 = set && charset_is_utf8(set);

	charset_close(set);
	return is_utf8;
}

/* The set that a locale or the setting calls so; NULL for UTF-8. Of what nobody knows ASCII is safe. */
static struct charset *open_set(const char *name)
{
	char *bare = xstrndup(name, strcspn(name, "@"));
	struct charset *set = charset_open(bare);

	free(bare);
	if (!set)
		return charset_open(ascii);
	if (charset_is_utf8(set)) {
		charset_close(set);
		set = NULL;
	}
	return set;
}

/* Once, before the library is told to measure by Unicode, whatever the locale is. */
const char *characters_environment(void)
{
	static char name[NAME_MAX_BYTES];

	if (!*name) {
		const char *found = characters_of_environment(characters_locale(), nl_langinfo(CODESET), getenv("TERM"));
		memcpy(name, found, strnlen(found, sizeof(name) - 1));
		setlocale(LC_CTYPE, "C.UTF-8");
	}
	return name;
}

static struct charset *open_console(void)
{
	struct console_glyphs glyphs;
	struct charset *set;

	if (!console_glyphs_read(&glyphs, STDOUT_FILENO, console_glyphs_ioctl))
		return NULL;
	set = charset_open_glyphs(glyphs.points, glyphs.count);
	console_glyphs_release(&glyphs);
	return set;
}

static char *fit_of_ours(const char *text)
{
	return characters_fit(text, i18n_language());
}

static void open_sets(const char *setting)
{
	bool is_auto = strcmp(setting, "all") == 0, is_ascii = strcmp(setting, "ascii") == 0;
	const char *own = characters_environment();

	terminal.typed = open_set(is_auto || is_ascii ? own : setting);
	terminal.shown = open_set(is_ascii ? ascii : is_auto ? own : setting);
	if (terminal.typed && charset_is_ascii(terminal.typed)) { /* UTF-8 has it too, and more */
		charset_close(terminal.typed);
		terminal.typed = NULL;
	}
	if (!terminal.shown && is_auto)
		terminal.shown = open_console();
}

static unsigned find_lacking(void)
{
	static const struct { unsigned script; const char *letter; } scripts[] = {
		{ LATIN_FROM_GREEK, "Ω" },    { LATIN_FROM_CYRILLIC, "Я" }, { LATIN_FROM_ARMENIAN, "Ա" },
		{ LATIN_FROM_GEORGIAN, "ა" }, { LATIN_FROM_ARABIC, "\u0639" },
	};
	unsigned lacking = 0;

	for (size_t i = 0; i < ARRAY_SIZE(scripts); i++)
		lacking |= characters_show(scripts[i].letter) ? 0 : scripts[i].script;
	return lacking;
}

bool characters_set(const char *setting)
{
	if (text_equal(terminal.setting, setting))
		return false;
	characters_release();
	terminal.setting = xstrdup(setting);
	open_sets(setting);
	terminal.lacks_ellipsis = !characters_show("…");
	terminal.lacking = find_lacking();
	i18n_set_fit(terminal.shown ? fit_of_ours : NULL);
	return true;
}

void characters_release(void)
{
	i18n_set_fit(NULL);
	charset_close(terminal.shown);
	charset_close(terminal.typed);
	free(terminal.setting);
	terminal.shown = terminal.typed = NULL;
	terminal.setting = NULL;
	terminal.lacks_ellipsis = false;
	terminal.lacking = 0;
}

bool characters_are_all(void)
{
	return !terminal.shown;
}

bool characters_are_bytes(void)
{
	return terminal.shown && !charset_is_sent_as_utf8(terminal.shown);
}

bool characters_lack_ellipsis(void)
{
	return terminal.lacks_ellipsis;
}

bool characters_show(const char *text)
{
	char *fitted = characters_fit(text, NULL);
	bool is_shown = !fitted;

	free(fitted);
	return is_shown;
}

/* Bytes of text up to what no set has and every page may hold: ends of lines, and what keeps parts of a line together (bidi.h). */
static size_t fit_span(const char *text)
{
	size_t len = 0, length;
	uint32_t point;

	for (size_t left = strlen(text); len < left; len += length) {
		length = utf8_next(text + len, left - len, &point);
		if (point == '\n' || bidi_is_control(point))
			break;
	}
	return len;
}

unsigned characters_lacking(void)
{
	return terminal.lacking;
}

char *characters_fit(const char *text, const char *language)
{
	struct str encoded = { 0 }, fitted = { 0 };

	if (!terminal.shown)
		return NULL;
	str_add(&fitted, "");
	for (const char *at = text; *at;) {
		size_t len = fit_span(at);
		char *copy = xstrndup(at, len);
		uint32_t point;

		str_clear(&encoded);
		charset_encode(terminal.shown, &encoded, copy, language);
		charset_decode(terminal.shown, &fitted, encoded.text ? encoded.text : "", encoded.len);
		free(copy);
		at += len;
		len = utf8_next(at, strlen(at), &point);
		str_addn(&fitted, at, len);
		at += len;
	}
	str_release(&encoded);
	if (strcmp(fitted.text, text) == 0)
		str_release(&fitted);
	return fitted.text;
}

void characters_encode(struct str *out, const char *text, size_t len)
{
	char *copy;

	if (!terminal.shown) {
		str_addn(out, text, len);
		return;
	}
	copy = xstrndup(text, len);
	charset_encode(terminal.shown, out, copy, i18n_language());
	free(copy);
}

void characters_decode(struct str *out, const char *bytes, size_t len)
{
	if (terminal.typed)
		charset_decode(terminal.typed, out, bytes, len);
	else
		str_addn(out, bytes, len);
}
