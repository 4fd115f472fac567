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

static void assert_encoded(const char *set, const char *text, const char *expected)
{
	struct charset *c = charset_open(set);
	struct str out = { 0 };

	assert_non_null(c);
	charset_encode(c, &out, text);
	assert_string_equal(out.text, expected);
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
		{ "ANSI_X3.4-1968", "❤️x", "?x" },
		{ "ANSI_X3.4-1968", "ﬁn Ａ № ½", "fin A No 1/2" },
		{ "ANSI_X3.4-1968", "", "" },
		{ "EUC-JP", "水 ნ", "\xbf\xe5 n" },
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
		{ "EUC-JP", "\xbf\xe5", "水" },
		{ "EUC-JP", "\xbf", "\xef\xbf\xbd" },
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
	struct charset *c = charset_open("utf-8");
	assert_true(charset_is_utf8(c));
	charset_close(c);
	c = charset_open("KOI8-R");
	assert_false(charset_is_utf8(c));
	charset_close(c);
	charset_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_encode),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
