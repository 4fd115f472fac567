/* The one door for text of others: a hostile corpus, every code point, floods. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "twinline/base/attr.h"
#include "twinline/base/str.h"
#include "twinline/text/cells.h"
#include "twinline/text/sanitise.h"
#include "twinline/text/utf8.h"

#define FFFD "\xef\xbf\xbd"
#define NBSP "\xc2\xa0"

static const struct {
	const char *hostile, *line, *text;
} rows[] = {
	/* clean text passes */
	{ "", "", "" },
	{ "Ήχοι της πόλης, Олена, ნინო, 水, 👩‍👩‍👧‍👦 ❤️", "Ήχοι της πόλης, Олена, ნინო, 水, 👩‍👩‍👧‍👦 ❤️", "Ήχοι της πόλης, Олена, ნინო, 水, 👩‍👩‍👧‍👦 ❤️" },
	{ "two  spaces ", "two  spaces ", "two  spaces " },
	/* white space */
	{ "a\nb", "a b", "a\nb" },
	{ "a\r\n\r\nb", "a b", "a\n\nb" },
	{ "a\rb", "a b", "a\nb" },
	{ "a\xe2\x80\xa8" "b\xe2\x80\xa9" "c", "a b c", "a\nb\nc" },
	{ "a\tb", "a b", "a       b" },
	{ "12345678\tb", "12345678 b", "12345678        b" },
	{ "水\tb\tc\n\td", "水 b c d", "水      b       c\n        d" },
	{ "\n\n", " ", "\n\n" },
	/* C0 and DEL */
	{ "\x01\x08\x0b\x0c\x0e\x1f\x7f", FFFD FFFD FFFD FFFD FFFD FFFD FFFD, FFFD FFFD FFFD FFFD FFFD FFFD FFFD },
	{ "\x1b[31mred\x1b[0m", FFFD "[31mred" FFFD "[0m", FFFD "[31mred" FFFD "[0m" },
	{ "\x1b]0;title\x07", FFFD "]0;title" FFFD, FFFD "]0;title" FFFD },
	{ "\x1b]52;c;YQ==\x1b\\", FFFD "]52;c;YQ==" FFFD "\\", FFFD "]52;c;YQ==" FFFD "\\" },
	{ "\x1bP+q544e\x1b\\", FFFD "P+q544e" FFFD "\\", FFFD "P+q544e" FFFD "\\" },
	{ "\x1b[6n\x05", FFFD "[6n" FFFD, FFFD "[6n" FFFD },
	/* C1 as bytes and as code points */
	{ "\x9b" "31m", FFFD "31m", FFFD "31m" },
	{ "\xc2\x9b" "31m", FFFD "31m", FFFD "31m" },
	{ "\x90q\x9c", FFFD "q" FFFD, FFFD "q" FFFD },
	{ "\xc2\x9d" "0;x\xc2\x9c", FFFD "0;x" FFFD, FFFD "0;x" FFFD },
	{ "a\xc2\x85" "b", "a" FFFD "b", "a" FFFD "b" },
	/* ill-formed UTF-8 */
	{ "\xff\xfe", FFFD FFFD, FFFD FFFD },
	{ "\xc0\x9b", FFFD FFFD, FFFD FFFD },
	{ "\xe0\x80\x9b", FFFD FFFD FFFD, FFFD FFFD FFFD },
	{ "\xed\xa0\x80", FFFD FFFD FFFD, FFFD FFFD FFFD },
	{ "a\xe2\x82", "a" FFFD, "a" FFFD },
	/* BiDi controls */
	{ "a\xe2\x80\xae" "b\xe2\x80\xac" "c", "abc", "abc" },
	{ "\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c" "x", "x", "x" },
	{ "\xe2\x81\xa6" "x\xe2\x81\xa9\xe2\x81\xa7\xe2\x81\xa8", "x", "x" },
	/* zero width, ignorable, tags, noncharacters */
	{ "pay\xe2\x80\x8bpal\xef\xbb\xbf\xe2\x81\xa0\xc2\xad", "paypal", "paypal" },
	{ "a\xe2\x80\x8d" "b\xe2\x80\x8c" "c", "abc", "abc" },
	{ "\xe2\x80\x8d\xe2\x80\x8d", "", "" },
	{ "\xe3\x85\xa4\xe1\x85\x9f\xef\xbe\xa0\xcd\x8f", "", "" },
	{ "x\xf3\xa0\x81\x88\xf3\xa0\x81\xa9", "x", "x" },
	{ "\xef\xbf\xbe\xef\xbf\xbf\xef\xb7\x90", FFFD FFFD FFFD, FFFD FFFD FFFD },
	{ "\xef\xbf\xb9" "a\xef\xbf\xba" "b\xef\xbf\xbb", "ab", "ab" },
	/* joiners that mean something stay */
	{ "می‌خواهم", "می‌خواهم", "می‌خواهم" },
	{ "می\xe2\x80\x8c\xe2\x80\x8cخواهم", "می‌خواهم", "می‌خواهم" },
	{ "می\xe2\x80\x8c", "می", "می" },
	{ "क्‍ष", "क्‍ष", "क्‍ष" },
	{ "❤️‍🔥 👩🏽‍🏫", "❤️‍🔥 👩🏽‍🏫", "❤️‍🔥 👩🏽‍🏫" },
	/* a mark has a base of its own */
	{ "\xcc\xb6x", NBSP "\xcc\xb6x", NBSP "\xcc\xb6x" },
	{ "a\n\xcc\xb6x", "a \xcc\xb6x", "a\n" NBSP "\xcc\xb6x" },
};

static void test_corpus(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const char *expected[] = { [SANITISE_LINE] = rows[i].line, [SANITISE_TEXT] = rows[i].text };
		for (enum sanitise_kind kind = SANITISE_LINE; kind <= SANITISE_TEXT; kind++) {
			char *safe = sanitise_copy(rows[i].hostile, kind);
			assert_string_equal(safe, expected[kind]);
			assert_true(sanitise_is_clean(safe, strlen(safe), kind));
			assert_int_equal(sanitise_is_clean(rows[i].hostile, strlen(rows[i].hostile), kind),
					 strcmp(rows[i].hostile, safe) == 0);
			free(safe);
		}
	}
}

static bool is_forbidden(uint32_t point, enum sanitise_kind kind)
{
	return (point < 0x20 && !(point == '\n' && kind == SANITISE_TEXT)) || (point >= 0x7f && point < 0xa0) ||
	       (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) ||
	       (point >= 0x2060 && point <= 0x206f) || point == 0x61c || point == 0xfeff || (point & 0xfffe) == 0xfffe ||
	       (point >= 0xfdd0 && point <= 0xfdef) || (point >= 0xe0000 && point < 0xe0100);
}

/* Every code point between two letters, in both kinds. */
static void test_every_point(void **state)
{
	struct str out = { 0 };

	(void)state;
	for (uint32_t point = 0; point <= 0x10ffff; point++) {
		char text[8] = "a";
		size_t len = 1 + utf8_put(point, text + 1);
		text[len++] = 'b';
		for (enum sanitise_kind kind = SANITISE_LINE; kind <= SANITISE_TEXT; kind++) {
			str_clear(&out);
			sanitise(&out, text, len, kind);
			assert_true(utf8_valid(out.text, out.len));
			uint32_t got;
			for (size_t at = 0; at < out.len;) {
				at += utf8_next(out.text + at, out.len - at, &got);
				assert_false(is_forbidden(got, kind));
			}
			assert_int_equal(out.text[0], 'a');
			assert_int_equal(out.text[out.len - 1], 'b');
		}
	}
	str_release(&out);
}

/* Random bytes: the result is well-formed, harmless and stays as it is when it passes again. */
static void test_random_bytes(void **state)
{
	uint32_t seed = 20261117;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char bytes[48];
		for (size_t i = 0; i < sizeof(bytes); i++) {
			static const char *const parts = "\x1b\x9b\xc2\xcc\xb6\xe2\x80\x8d\xae\n\t\r a\xd8\xa7\xf0\x9f\x98\x80";
			seed = seed * 1664525u + 1013904223u;
			bytes[i] = seed >> 31 ? (char)(seed >> 16) : parts[(seed >> 8) % strlen(parts)];
		}
		for (enum sanitise_kind kind = SANITISE_LINE; kind <= SANITISE_TEXT; kind++) {
			struct str once = { 0 };
			sanitise(&once, bytes, sizeof(bytes), kind);
			assert_true(utf8_valid(once.text, once.len));
			assert_null(strpbrk(once.text, "\x1b\r\t\x07"));
			assert_true(sanitise_is_clean(once.text, once.len, kind));
			str_release(&once);
		}
	}
}

static size_t sanitised_length(const char *base, const char *again, int times)
{
	struct str s = { 0 }, out = { 0 };

	str_add(&s, base);
	for (int i = 0; i < times; i++)
		str_add(&s, again);
	sanitise(&out, s.text, s.len, SANITISE_LINE);
	assert_true(sanitise_is_clean(out.text, out.len, SANITISE_LINE));
	size_t length = utf8_length(out.text);
	str_release(&s);
	str_release(&out);
	return length;
}

static void test_floods(void **state)
{
	(void)state;
	assert_int_equal(sanitised_length("a", "\xcc\xb6", 10000), 1 + 8);         /* marks */
	assert_int_equal(sanitised_length("a\n", "\xcc\xb6", 10000), 2 + 8);
	assert_int_equal(sanitised_length("", "\xcc\xb6", 10000), 1 + 8);
	assert_int_equal(sanitised_length("❤", "\xef\xb8\x8f", 10000), 1 + 8);     /* variation selectors */
	assert_int_equal(sanitised_length("👍", "🏽", 10000), 1 + 16);              /* modifiers */
	assert_int_equal(sanitised_length("", "\xe1\x84\x92", 10000), 1 + 16);     /* leading jamo */
	assert_int_equal(sanitised_length("", "\xd8\x80", 10000), 1 + 16);         /* prepended signs */
	assert_true(sanitised_length("", "👩\xe2\x80\x8d", 10000) < 20000);       /* joined emoji: parted, and see below */
	assert_int_equal(sanitised_length("", "ab", 10000), 20000);

	struct str s = { 0 }, out = { 0 };
	int cells;
	for (int i = 0; i < 10000; i++)
		str_add(&s, "👩\xe2\x80\x8d");
	sanitise(&out, s.text, s.len, SANITISE_LINE);
	for (size_t at = 0, length; at < out.len; at += length) {
		length = cells_cluster(out.text + at, out.len - at, &cells);
		assert_in_range(length, 1, (1 + 16) * 4);
	}
	str_release(&s);
	str_release(&out);
}

static void test_appends(void **state)
{
	struct str out = { 0 };

	(void)state;
	str_add(&out, "12345");
	sanitise(&out, "a\tb", 3, SANITISE_TEXT); /* columns count from where the text begins */
	assert_string_equal(out.text, "12345a       b");
	sanitise(&out, "\xcc\xb6", 2, SANITISE_LINE);
	assert_string_equal(out.text, "12345a       b" NBSP "\xcc\xb6");
	str_release(&out);

	char *empty = sanitise_copy(NULL, SANITISE_LINE);
	assert_string_equal(empty, "");
	free(empty);
	sanitise(&out, "a\0b", 3, SANITISE_LINE);
	assert_string_equal(out.text, "a" FFFD "b");
	str_release(&out);
}

static void test_names_of_files(void **state)
{
	static const struct { const char *name, *safe; } names[] = {
		{ "plan.ods", "plan.ods" }, { "../../etc/passwd", "_.._etc_passwd" }, { ".bashrc", "bashrc" }, { " . . ", "" }, { NULL, "" },
		{ "a\nb.txt", "a b.txt" }, { "Ölçümler.csv", "Ölçümler.csv" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char *safe = sanitise_file_name(names[i].name);

		assert_string_equal(safe, names[i].safe);
		free(safe);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_corpus),
		cmocka_unit_test(test_every_point),
		cmocka_unit_test(test_random_bytes),
		cmocka_unit_test(test_floods),
		cmocka_unit_test(test_appends),
		cmocka_unit_test(test_names_of_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
