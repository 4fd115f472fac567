/* Widths, clusters and cuts. */
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

struct width {
	const char *text;
	int cells;
	size_t first; /* bytes of the first cluster */
};

static const struct width widths[] = {
	{ "a", 1, 1 },
	{ "ab", 2, 1 },
	{ "Ayşe", 4, 1 },
	{ "Γιώργος Παπαδάκης", 17, 2 },
	{ "Олена", 5, 2 },
	{ "გამარჯობა", 9, 3 },
	{ "Անի", 3, 2 },
	{ "e\xcc\x81", 1, 3 },                     /* a mark apart */
	{ "水の日記", 8, 3 },
	{ "ｶﾞ", 2, 6 },                            /* halfwidth kana and its mark, one cluster */
	{ "한국", 4, 3 },
	{ "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 2, 9 }, /* the same syllable in jamo */
	{ "हिन्दी", 5, 6 },
	{ "😀", 2, 4 },
	{ "❤", 1, 3 },
	{ "❤️", 2, 6 },                             /* with VS16 */
	{ "1️⃣", 2, 7 },
	{ "👍🏽", 2, 8 },
	{ "👩‍👩‍👧‍👦", 2, 25 },
	{ "🏴‍☠️", 2, 13 },
	{ "🇬🇷🇹🇷", 4, 8 },
	{ "🇬🇷🇹", 3, 8 },
	{ "\n", 0, 1 },
	{ "", 0, 0 },
	{ "\xd8\x80" "1", 2, 3 },                  /* Arabic number sign before its digit */
};

static void test_widths(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(widths); i++) {
		int cells;
		const char *text = widths[i].text;
		if (cells_width(text) != widths[i].cells)
			fail_msg("%s: %d cells, not %d", text, cells_width(text), widths[i].cells);
		assert_int_equal(cells_cluster(text, strlen(text), &cells), widths[i].first);
	}
}

/* The fast path and the slow one must agree wherever a mark follows a plain run of any length. */
static void test_plain_runs(void **state)
{
	char text[64];

	(void)state;
	for (int plain = 1; plain < 40; plain++) {
		memset(text, 'x', (size_t)plain);
		memcpy(text + plain, "\xcc\x81" "yz", 5);
		assert_int_equal(cells_width(text), plain + 2);
		int used;
		assert_int_equal(cells_fit(text, (size_t)plain + 4, plain, &used), (size_t)plain + 2);
		assert_int_equal(used, plain);
		assert_int_equal(cells_cluster_before(text, (size_t)plain + 2), 3);
		assert_int_equal(cells_cluster_before(text, (size_t)plain + 3), 1);
	}
}

static void test_many_marks(void **state)
{
	struct str s = { 0 };
	int cells;

	(void)state;
	str_add(&s, "a");
	for (int i = 0; i < 10000; i++)
		str_add(&s, "\xcc\xb6");
	assert_int_equal(cells_cluster(s.text, s.len, &cells), s.len);
	assert_int_equal(cells, 1);
	assert_int_equal(cells_cluster_before(s.text, s.len), s.len);
	str_add(&s, "b");
	assert_int_equal(cells_width(s.text), 2);
	str_release(&s);
}

static void test_before(void **state)
{
	const char *text = "a👩‍👩‍👧‍👦é🇬🇷🇹🇷\r\nz";
	size_t boundaries[16], count = 0, len = strlen(text), at = 0;
	int cells;

	(void)state;
	for (size_t length; (length = cells_cluster(text + at, len - at, &cells)) > 0; at += length)
		boundaries[count++] = at;
	boundaries[count] = len;
	assert_int_equal(count, 7); /* a, family, é, two flags, the line's end, z */
	for (size_t i = count; i > 0; i--)
		assert_int_equal(cells_cluster_before(text, boundaries[i]), boundaries[i] - boundaries[i - 1]);
	assert_int_equal(cells_cluster_before(text, 0), 0);
}

static void test_fit(void **state)
{
	int used;

	(void)state;
	assert_int_equal(cells_fit("日本語", 9, 5, &used), 6);
	assert_int_equal(used, 4);
	assert_int_equal(cells_fit("abc", 3, 0, &used), 0);
	assert_int_equal(used, 0);
	assert_int_equal(cells_fit("abc", 3, -1, &used), 0);
	assert_int_equal(cells_fit("abc", 3, 9, &used), 3);
	assert_int_equal(used, 3);
	assert_int_equal(cells_fit("e\xcc\x81x", 4, 1, &used), 3); /* the mark comes along */
}

static void test_cut_and_pad(void **state)
{
	static const struct {
		const char *text;
		int cells;
		bool ascii;
		const char *cut, *padded;
	} rows[] = {
		{ "Ewa", 5, false, "Ewa", "Ewa  " },
		{ "Ewa", 3, false, "Ewa", "Ewa" },
		{ "Ήχοι της πόλης", 10, false, "Ήχοι της…", "Ήχοι της… " },
		{ "Ήχοι της πόλης", 10, true, "Ήχοι τη...", "Ήχοι τη..." },
		{ "水の日記", 6, false, "水の…", "水の… " },
		{ "水の日記", 1, false, "…", "…" },
		{ "水の日記", 2, true, "水", "水" },
		{ "abc", 2, true, "ab", "ab" },
		{ "abc", 0, false, "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct str out = { 0 };
		str_add(&out, "");
		int taken = cells_add_cut(&out, rows[i].text, rows[i].cells, rows[i].ascii);
		assert_string_equal(out.text, rows[i].cut);
		assert_int_equal(taken, cells_width(out.text));
		str_clear(&out);
		cells_add_padded(&out, rows[i].text, rows[i].cells, rows[i].ascii);
		assert_string_equal(out.text, rows[i].padded);
		str_release(&out);
	}
}

static void test_ambiguous(void **state)
{
	(void)state;
	assert_int_equal(cells_width("§±Я…é"), 5);
	cells_ambiguous_wide(true);
	assert_int_equal(cells_width("§"), 2);
	assert_int_equal(cells_width("Я"), 2);
	assert_true(cells_is_widened(0x42f));
	assert_false(cells_is_widened(0x6c34)); /* wide by itself */
	assert_int_equal(cells_width("č"), 1); /* not ambiguous */
	assert_int_equal(cells_width("e\xcc\x81"), 1);
	struct str out = { 0 };
	assert_int_equal(cells_add_cut(&out, "abcdef", 4, false), 4); /* "ab" and a wide ellipsis */
	assert_string_equal(out.text, "ab…");
	str_release(&out);
	cells_ambiguous_wide(false);
	assert_int_equal(cells_width("§"), 1);
	assert_false(cells_is_widened(0x42f));
}

static void test_version(void **state)
{
	(void)state;
	assert_true(strtol(cells_unicode_version(), NULL, 10) >= 14);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_plain_runs),
		cmocka_unit_test(test_many_marks),
		cmocka_unit_test(test_before),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_cut_and_pad),
		cmocka_unit_test(test_ambiguous),
		cmocka_unit_test(test_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
