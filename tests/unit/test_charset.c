/* Terminals that are not UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "twinline/base/attr.h"
#include "twinline/base/str.h"
#include "twinline/text/charset.h"
#include "twinline/text/utf8.h"

static void assert_encoded(const char *set, const char *text, const char *expected)
{
	struct charset *c = charset_open(set);
	struct str out = { 0 };

	assert_non_null(c);
	charset_encode(c, &out, text, NULL);
	if (strcmp(out.text, expected) != 0)
		fail_msg("%s: %s", set, text);
	str_release(&out);
	charset_close(c);
}

static void test_encode(void **state)
{
	static const struct {
		const char *set, *text, *bytes;
	} rows[] = {
		{ "UTF-8", "Ayşe 水", "Ayşe 水" },
		{ "ISO-8859-9", "Ayşe", "Ay\xfe" "e" },
		{ "ISO-8859-7", "Γιώργος", "\xc3\xe9\xfe\xf1\xe3\xef\xf2" },
		{ "ISO-8859-7", "ω\xcc\x81", "\xfe" }, /* a mark apart */
		{ "ISO-8859-2", "Γιώργος, Zażółć", "Giorgos, Za\xbf\xf3\xb3\xe6" },
		{ "ISO-8859-1", "Zażółć Łódź", "Zaz\xf3lc L\xf3" "dz" },
		{ "KOI8-R", "Привет, Γεια", "\xf0\xd2\xc9\xd7\xc5\xd4, Geia" },
		{ "ANSI_X3.4-1968", "Ayşe, Γιώργος, Олена, ნინო, Անի, Zażółć", "Ayse, Giorgos, Olena, nino, Ani, Zazolc" },
		{ "ANSI_X3.4-1968", "“one” – two…", "\"one\" - two..." },
		{ "ANSI_X3.4-1968", "Æsir ÞÓR Þór Straße", "Aesir THOR Thor Strasse" },
		{ "ANSI_X3.4-1968", "a 水の日記 b 水", "a ? b ?" },
		{ "ANSI_X3.4-1968", "水Ω水", "?O?" },
		{ "ANSI_X3.4-1968", "❤️x", "<3x" },
		{ "ANSI_X3.4-1968", "☂️x", "?x" },
		{ "ANSI_X3.4-1968", "ﬁn Ａ № ½", "fin A No 1/2" },
		{ "ANSI_X3.4-1968", "", "" },
		{ "ANSI_X3.4-1968", "┌─┐│ → ★ ☐", "+-+| -> * [ ]" },
		{ "ANSI_X3.4-1968", "\x1b[2J\x07\x7f", "?[2J?" },
		{ "ISO-8859-1", "a\xc2\x9b" "31m", "a?31m" },
		{ "ISO-8859-2", "Ђорђе Вуковић, Његош", "\xd0or\xf0" "e Vukovi\xe6, Njego\xb9" },
		{ "ANSI_X3.4-1968", "Ђорђе Вуковић, Његош", "Dorde Vukovic, Njegos" },
		{ "CP437", "Γιώργος αβ", "Giorgos av" }, /* which has an alpha, but no rho */
		{ "ISO-8859-9", "Çiğdem “ve” Җ", "\xc7i\xf0" "dem \"ve\" ?" },
		{ "ANSI_X3.4-1968", "\u0645\u062f\u0631\u0633\u0629 \u0661", "mdrsah 1" },
		{ "ISO-8859-6", "\u0645\u062f\u0631\u0633\u0629", "\xe5\xcf\xd1\xd3\xc9" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_encoded(rows[i].set, rows[i].text, rows[i].bytes);
}

static void test_long(void **state)
{
	struct str text = { 0 }, expected = { 0 };

	(void)state;
	for (int i = 0; i < 5000; i++) {
		str_add(&text, "éΓ");
		str_add(&expected, "\xe9G");
	}
	assert_encoded("ISO-8859-1", text.text, expected.text);
	str_release(&text);
	str_release(&expected);
}

static void test_decode(void **state)
{
	static const struct {
		const char *set, *bytes, *text;
	} rows[] = {
		{ "UTF-8", "a\xff" "b\xc5\x9f", "a\xef\xbf\xbd" "bş" },
		{ "ISO-8859-7", "\xc3\xe9\xfe\xf1\xe3\xef\xf2", "Γιώργος" },
		{ "ANSI_X3.4-1968", "a\xe9z", "a\xef\xbf\xbdz" },
		{ "ISO-8859-7", "\x9b\xae", "\xef\xbf\xbd\xef\xbf\xbd" }, /* a control, and what the set has no letter for */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct charset *c = charset_open(rows[i].set);
		struct str out = { 0 };
		charset_decode(c, &out, rows[i].bytes, strlen(rows[i].bytes));
		assert_string_equal(out.text, rows[i].text);
		str_release(&out);
		charset_close(c);
	}
}

static void test_open(void **state)
{
	(void)state;
	assert_null(charset_open("no-such-set"));
	assert_null(charset_open("EUC-JP"));
	assert_null(charset_open("UTF-16"));
	assert_null(charset_open("IBM037"));
	struct charset *c = charset_open("utf-8");
	assert_true(charset_is_utf8(c));
	charset_close(c);
	c = charset_open("KOI8-R");
	assert_false(charset_is_utf8(c));
	charset_close(c);
	charset_close(NULL);
}

/* The sets that terminals of the community have, a word of each, and whether bytes 80 to 9F are controls there. */
static const struct {
	const char *set, *text, *bytes;
	bool has_controls;
} sets[] = {
	{ "ISO-8859-1", "Þórður å ñ", "\xde\xf3r\xf0ur \xe5 \xf1", true },
	{ "ISO-8859-2", "Zażółć Dvořák", "Za\xbf\xf3\xb3\xe6 Dvo\xf8\xe1k", true },
	{ "ISO-8859-4", "Šķūnis Õhtu", "\xa9\xf3\xfenis \xd5htu", true },
	{ "ISO-8859-5", "Георги їжак ќе", "\xb3\xd5\xde\xe0\xd3\xd8 \xf7\xd6\xd0\xda \xfc\xd5", true },
	{ "ISO-8859-6", "\u062a\u0648\u0646\u0633\u061f", "\xca\xe8\xe6\xd3\xbf", true },
	{ "ISO-8859-7", "Γιώργος €", "\xc3\xe9\xfe\xf1\xe3\xef\xf2 \xa4", true },
	{ "ISO-8859-9", "Ayşe ığ İ", "Ay\xfe" "e \xfd\xf0 \xdd", true },
	{ "ISO-8859-13", "Ąžuolas „ē”", "\xc0\xfeuolas \xa5\xe7\xa1", true },
	{ "ISO-8859-14", "ḃ Ŵ ċ", "\xa2 \xd0 \xa5", true },
	{ "ISO-8859-15", "Œuvre Šimon €", "\xbcuvre \xa6imon \xa4", true },
	{ "ISO-8859-16", "Țară și”", "\xde" "ar\xe3 \xba" "i\xb5", true },
	{ "KOI8-R", "Привет ё", "\xf0\xd2\xc9\xd7\xc5\xd4 \xa3", false },
	{ "KOI8-U", "Олена їсть ґ", "\xef\xcc\xc5\xce\xc1 \xa7\xd3\xd4\xd8 \xad", false },
	{ "CP437", "é ñ ─", "\x82 \xa4 \xc4", false },
	{ "CP737", "Γιώργος", "\x82\xa0\xe9\xa8\x9a\xa6\xaa", false },
	{ "CP850", "Þø ı", "\xe8\x9b \xd5", false },
	{ "CP852", "Zażółć", "Za\xbe\xa2\x88\x86", false },
	{ "CP855", "ђ Ж", "\x80 \xea", false },
	{ "CP857", "Ayşe ığİ", "Ay\x9f" "e \x8d\xa7\x98", false },
	{ "CP866", "Привет", "\x8f\xe0\xa8\xa2\xa5\xe2", false },
	{ "CP1250", "Zażółć „š”", "Za\xbf\xf3\xb3\xe6 \x84\x9a\x94", false },
	{ "CP1251", "Олена ї ђ", "\xce\xeb\xe5\xed\xe0 \xbf \x90", false },
	{ "CP1252", "“Œuvre” €", "\x93\x8cuvre\x94 \x80", false },
	{ "CP1253", "Γιώργος", "\xc3\xe9\xfe\xf1\xe3\xef\xf2", false },
	{ "CP1254", "Ayşe €", "Ay\xfe" "e \x80", false },
	{ "CP1255", "\u05e9\u05dc\u05d5\u05dd", "\xf9\xec\xe5\xed", false },
	{ "CP1256", "\u062a\u0648\u0646\u0633 é", "\xca\xe6\xe4\xd3 \xe9", false },
	{ "CP1257", "Ąžuolas ķ", "\xc0\xfeuolas \xed", false },
	{ "ARMSCII-8", "Անի", "\xb2\xdd\xc7", false },
	{ "GEORGIAN-PS", "ნინო", "\xcd\xc9\xcd\xcf", false },
	{ "ANSI_X3.4-1968", "plain", "plain", true },
};

static void test_sets(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		struct charset *c = charset_open(sets[i].set);
		struct str back = { 0 };

		assert_encoded(sets[i].set, sets[i].text, sets[i].bytes);
		charset_decode(c, &back, sets[i].bytes, strlen(sets[i].bytes));
		assert_string_equal(back.text, sets[i].text);
		str_release(&back);
		charset_close(c);
	}
}

/* Each byte that means something goes out again as it came in. */
static void test_both_ways(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		struct charset *c = charset_open(sets[i].set);
		int letters = 0;

		for (int byte = 0x80; byte < 0x100; byte++) {
			uint32_t point = charset_point(c, (unsigned char)byte);
			char text[5] = "";
			struct str out = { 0 };

			if (point == 0xfffd)
				continue;
			letters++;
			assert_int_not_equal(utf8_put(point, text), 0);
			if (strcmp(sets[i].set, "CP437") == 0 && point >= 0x370 && point < 0x400)
				continue; /* signs of mathematics: nobody writes words in them */
			struct latin_how how = latin_how(NULL, text);
			assert_int_equal(charset_next(c, &out, text, 0, strlen(text), how), strlen(text));
			assert_int_equal(out.len, 1);
			if ((unsigned char)out.text[0] != byte) /* two bytes of a set may mean the same letter */
				assert_int_equal(charset_point(c, (unsigned char)out.text[0]), point);
			str_release(&out);
		}
		assert_true(letters > (strcmp(sets[i].set, "ANSI_X3.4-1968") == 0 ? -1 : 40));
		charset_close(c);
	}
}

static void assert_harmless(const char *set, const struct str *out, bool has_controls, uint32_t point)
{
	for (size_t i = 0; i < out->len; i++) {
		unsigned char byte = (unsigned char)out->text[i];
		if (byte < 0x20 || byte == 0x7f || (has_controls && byte >= 0x80 && byte < 0xa0))
			fail_msg("%s: U+%04X sends the control %02x", set, (unsigned)point, byte);
	}
}

/* No code point makes a byte that a terminal obeys. */
static void test_no_controls(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		struct charset *c = charset_open(sets[i].set);
		struct str out = { 0 };

		for (uint32_t point = 1; point <= 0xffff; point++) {
			char text[5] = "";

			utf8_put(point, text);
			str_clear(&out);
			charset_encode(c, &out, text, NULL);
			assert_harmless(sets[i].set, &out, sets[i].has_controls, point);
		}
		str_release(&out);
		charset_close(c);
	}
}

/* What the font of a console in Western Europe has: Greek comes in Latin letters, lines and quotes in ASCII. */
static void test_glyphs(void **state)
{
	static const struct { const char *text, *shown; } rows[] = {
		{ "Ayşe é ñ", "Ayse é ñ" }, { "Γιώργος", "Giorgos" }, { "┌─┐ … “x”", "+-+ ... \"x\"" }, { "水日 z", "? z" },
	};
	uint32_t points[0x60];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(points); i++)
		points[i] = 0xa0 + (uint32_t)i;
	struct charset *c = charset_open_glyphs(points, ARRAY_SIZE(points));
	assert_false(charset_is_utf8(c));
	assert_false(charset_is_ascii(c));
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct str out = { 0 };
		charset_encode(c, &out, rows[i].text, NULL);
		assert_string_equal(out.text, rows[i].shown);
		str_release(&out);
	}
	charset_close(c);
}

static void test_german(void **state)
{
	struct charset *c = charset_open("ANSI_X3.4-1968");
	struct str out = { 0 };

	(void)state;
	charset_encode(c, &out, "Grüße aus Übersee", "de");
	assert_string_equal(out.text, "Gruesse aus Uebersee");
	str_clear(&out);
	charset_encode(c, &out, "Grüße, İstanbul, ƏLİ", "tr");
	assert_string_equal(out.text, "Grusse, Istanbul, ELI");
	str_release(&out);
	charset_close(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_encode),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_both_ways),
		cmocka_unit_test(test_no_controls),
		cmocka_unit_test(test_glyphs),
		cmocka_unit_test(test_german),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
