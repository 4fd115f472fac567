/* Which characters a terminal shows: the environment's name for them, the setting, and the font of a console that is made up here. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <linux/kd.h>

#include "../../src/text/console_glyphs.h"
#include "twinline/base/attr.h"
#include "twinline/text/characters.h"
#include "twinline/text/charset.h"

static void the_environment_names_them(void **state)
{
	static const struct { const char *locale, *codeset, *term, *expected; } rows[] = {
		{ "el_GR.ISO-8859-7", "UTF-8", "xterm", "ISO-8859-7" }, /* not installed: the library fell back */
		{ "uk_UA.KOI8-U", "UTF-8", "vt100", "KOI8-U" },
		{ "de_DE@euro", "UTF-8", "xterm", "ISO-8859-15" },
		{ "el_GR", "ISO-8859-7", "xterm", "ISO-8859-7" },
		{ "C.UTF-8", "UTF-8", "vt100", "UTF-8" },
		{ "C", "UTF-8", "xterm-256color", "UTF-8" },
		{ "C", "UTF-8", "vt100", "ANSI_X3.4-1968" },
		{ NULL, "UTF-8", "linux", "UTF-8" },
		{ NULL, "UTF-8", "wyse60", "ANSI_X3.4-1968" },
		{ NULL, "UTF-8", NULL, "UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_string_equal(characters_of_environment(rows[i].locale, rows[i].codeset, rows[i].term), rows[i].expected);
}

static void utf8_has_several_names(void **state)
{
	(void)state;
	assert_true(characters_are_utf8("UTF-8"));
	assert_true(characters_are_utf8("utf8"));
	assert_false(characters_are_utf8("ISO-8859-7"));
	assert_false(characters_are_utf8("nonsense"));
}

static void assert_fits(const char *text, const char *expected)
{
	char *fitted = characters_fit(text, NULL);

	if (strcmp(fitted ? fitted : text, expected) != 0)
		fail_msg("%s became %s", text, fitted ? fitted : text);
	assert_int_equal(!fitted, characters_show(text));
	free(fitted);
}

static void the_setting_names_them(void **state)
{
	struct str bytes = { 0 }, typed = { 0 };

	(void)state;
	assert_true(characters_set("ISO-8859-7"));
	assert_false(characters_set("ISO-8859-7"));
	assert_true(characters_are_bytes());
	assert_true(characters_lack_ellipsis());
	assert_fits("Γιώργος, Олена\nAyşe", "Γιώργος, Olena\nAyse");
	characters_encode(&bytes, "Γιά", strlen("Γιά"));
	assert_string_equal(bytes.text, "\xc3\xe9\xdc");
	characters_decode(&typed, "\xc3\xe9\xdc", 3);
	assert_string_equal(typed.text, "Γιά");

	assert_true(characters_set("ascii"));
	assert_fits("Γιώργος…", "Giorgos...");
	assert_true(characters_set("UTF-8"));
	assert_true(characters_are_all());
	assert_false(characters_lack_ellipsis());
	assert_fits("Γιώργος…", "Γιώργος…");
	characters_release();
	assert_true(characters_are_all());
	str_release(&bytes);
	str_release(&typed);
}

/* --- a console --- */

/* Consoles answer so many entries: ASCII and Latin-1, as many times as it takes. */
static unsigned short entries;

static int made_up(int fd, struct unimapdesc *map)
{
	bool is_enough = map->entry_ct >= entries;

	(void)fd;
	map->entry_ct = entries;
	if (!is_enough) {
		errno = ENOMEM;
		return -1;
	}
	for (unsigned short i = 0; i < entries; i++)
		map->entries[i] = (struct unipair){ .unicode = (unsigned short)(0x20 + i % 0xe0), .fontpos = i % 256 };
	return 0;
}

static int no_console(int fd, struct unimapdesc *map)
{
	(void)fd;
	(void)map;
	errno = ENOTTY;
	return -1;
}

static void a_console_tells_its_glyphs(void **state)
{
	static const unsigned short counts[] = { 224, 2048, 3000, 65535 };
	struct console_glyphs glyphs;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(counts); i++) {
		entries = counts[i];
		assert_true(console_glyphs_read(&glyphs, 1, made_up));
		assert_int_equal(glyphs.count, counts[i]);
		assert_int_equal(glyphs.points[1], '!');
		console_glyphs_release(&glyphs);
	}
	entries = 0;
	assert_false(console_glyphs_read(&glyphs, 1, made_up)); /* a font that says nothing of itself */
	console_glyphs_release(&glyphs);
	assert_false(console_glyphs_read(&glyphs, 1, no_console));
}

static void what_its_font_lacks_is_written_in_what_it_has(void **state)
{
	static const struct { const char *text, *shown; } rows[] = {
		{ "Γιώργος Παπαδάκης", "Giorgos Papadakis" }, { "Олена", "Olena" }, { "Ayşe Ñandú ÿ", "Ayse Ñandú ÿ" },
		{ "┌──┐ │ “x” …", "+--+ | \"x\" ..." }, { "\xc2\x9b" "31m", "?31m" },
	};
	struct console_glyphs glyphs;

	(void)state;
	entries = 256;
	assert_true(console_glyphs_read(&glyphs, 1, made_up));
	struct charset *c = charset_open_glyphs(glyphs.points, glyphs.count);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct str out = { 0 };
		charset_encode(c, &out, rows[i].text, NULL);
		assert_string_equal(out.text, rows[i].shown);
		str_release(&out);
	}
	charset_close(c);
	console_glyphs_release(&glyphs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_environment_names_them),
		cmocka_unit_test(utf8_has_several_names),
		cmocka_unit_test(the_setting_names_them),
		cmocka_unit_test(a_console_tells_its_glyphs),
		cmocka_unit_test(what_its_font_lacks_is_written_in_what_it_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
