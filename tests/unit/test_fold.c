/* Search's fold, and Latin letters for other scripts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "twinline/base/attr.h"
#include "twinline/base/str.h"
#include "twinline/text/fold.h"

static const struct {
	const char *text, *folded;
} rows[] = {
	{ "", "" },
	{ "  Water  Diary, week 2! ", "water diary week 2" },
	{ "from:ewa@okul.example", "from ewa okul example" },
	/* marks and case */
	{ "Μαρία", "μαρια" },
	{ "ΜΑΡΊΑ", "μαρια" },
	{ "μαρια", "μαρια" },
	{ "Γιώργος ΓΙΏΡΓΟΣ", "γιωργοσ γιωργοσ" }, /* final sigma */
	{ "Ayşe Gülşen", "ayse gulsen" },
	{ "e\xcc\x81t\xc3\xa9", "ete" },
	{ "Căpşună Căpșună", "capsuna capsuna" },
	/* letters that do not decompose */
	{ "Łódź", "lodz" },
	{ "Sørensen SØRENSEN", "sorensen sorensen" },
	{ "Đorđe", "dorde" },
	{ "Weiß WEISS WEIẞ", "weiss weiss weiss" },
	{ "Ærø", "aero" },
	{ "Þór", "thor" },
	{ "Ħal Għaxaq", "hal ghaxaq" },
	{ "Əli", "eli" },
	{ "Işık ışık İzmir", "isik isik izmir" },
	{ "cœur", "coeur" },
	/* Cyrillic */
	{ "Йосип Їжак", "иосип іжак" },
	{ "Ёлка", "елка" },
	{ "п'ять п’ять пʼять", "п ять п ять п ять" },
	/* Georgian capitals */
	{ "ᲜᲘᲜᲝ ნინო", "ნინო ნინო" },
	{ "ԱՆԻ Անի", "անի անի" },
	/* Arabic: alef, ya and ta marbuta forms, tatweel, harakat, digits, presentation forms */
	{ "أحمد إحمد آحمد ٱحمد", "احمد احمد احمد احمد" },
	{ "مدرسة مدرسه", "مدرسه مدرسه" },
	{ "على علي علی", "علي علي علي" },
	{ "مـــدرسة", "مدرسه" },
	{ "مُحَمَّد", "محمد" },
	{ "كتاب کتاب", "كتاب كتاب" },
	{ "٢٠٢٦ ۲۰۲۶", "2026 2026" },
	{ "ﻻ", "لا" },
	{ "می‌خواهم", "ميخواهم" },
	/* compatibility forms */
	{ "Ａｂｃ ﬁn 𝐀𝐁", "abc fin ab" },
	{ "col·lega", "collega" },
	/* scripts without spaces: overlapping bigrams, then the last character */
	{ "水", "水" },
	{ "北京大学", "北京 京大 大学 学" },
	{ "4年生の日記", "4 年生 生の の日 日記 記" },
	{ "かな カナ", "かな な カナ ナ" },
	{ "สวน", "สว วน น" },
	{ "水water", "水 water" },
	/* nothing to find */
	{ "😀 — …", "" },
	{ "\xcc\x81", "" },
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *folded = fold_copy(rows[i].text);
		assert_string_equal(folded, rows[i].folded);
		free(folded);
	}
}

static void test_adds(void **state)
{
	struct str out = { 0 };

	(void)state;
	fold(&out, "Ewa");
	fold(&out, "Łódź");
	fold(&out, "");
	fold(&out, "水の");
	fold(&out, "Ewa");
	assert_string_equal(out.text, "ewa lodz 水の の ewa");
	str_release(&out);
}

static bool finds(const char *text, const char *query)
{
	char *folded_text = fold_copy(text), *folded_query = fold_copy(query);
	bool found = fold_matches(folded_text, folded_query);

	free(folded_text);
	free(folded_query);
	return found;
}

static void test_matches(void **state)
{
	(void)state;
	assert_true(finds("Γιώργος Παπαδάκης", "γιωρ"));
	assert_true(finds("Γιώργος Παπαδάκης", "ΠΑΠΑ γιώργος"));
	assert_false(finds("Γιώργος Παπαδάκης", "ώργος")); /* inside a word */
	assert_false(finds("Γιώργος Παπαδάκης", "γιώργος x"));
	assert_true(finds("anything", ""));
	assert_false(finds("", "a"));
	assert_true(finds("北京大学", "京大"));
	assert_true(finds("北京大学", "学"));
	assert_true(finds("北京大学", "北京大学"));
	assert_false(finds("北京大学", "北大"));
	assert_true(finds("Jürgen Weiß", "weiss"));
}

/* A fold of a fold is itself, but for scripts without spaces. */
static void test_stable(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		if (strpbrk(rows[i].folded, "\xe3\xe4\xe5\xe6\xe7\xe8\xe9") || strstr(rows[i].folded, "ส"))
			continue;
		char *again = fold_copy(rows[i].folded);
		assert_string_equal(again, rows[i].folded);
		free(again);
	}
}

static void test_both(void **state)
{
	struct str out = { 0 };

	(void)state;
	fold_both(&out, "Олена Ш");
	assert_string_equal(out.text, "олена ш olena sh");
	str_clear(&out);
	fold_both(&out, "Ewa Łąka");
	assert_string_equal(out.text, "ewa laka");
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_adds),
		cmocka_unit_test(test_matches),
		cmocka_unit_test(test_stable),
		cmocka_unit_test(test_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
