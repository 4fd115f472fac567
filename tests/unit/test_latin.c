/* Other scripts in Latin letters: a row of examples for each standard, and its whole alphabet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/text/latin_rules.h"
#include "twinline/base/attr.h"
#include "twinline/text/latin.h"

static void assert_latin(const char *language, const char *text, const char *expected)
{
	struct str out = { 0 };

	latin_add_but(&out, text, language, 0);
	assert_string_equal(out.text, expected);
	str_release(&out);
}

static void test_alphabets(void **state)
{
	static const struct { const char *language, *text, *latin; } rows[] = {
		{ "el", "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ ς τ υ φ χ ψ ω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o" },
		{ "bg", "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ь ю я",
		  "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sht a y yu ya" },
		{ "mk", "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш",
		  "a b v g d ǵ e ž z dz i j k l lj m n nj o p r s t ḱ u f h c č dž š" },
		{ "sr", "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш",
		  "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š" },
		{ "uk", "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
		  "a b v h g d e ye zh z y i yi y k l m n o p r s t u f kh ts ch sh shch  yu ya" },
		{ "ru", "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
		  "a b v g d ye yë zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya" },
		{ "hy", "ա բ գ դ զ է ը թ ժ ի լ խ ծ կ հ ձ ղ ճ մ յ ն շ ո չ պ ջ ռ ս վ տ ր ց ու փ ք օ ֆ",
		  "a b g d z e y t zh i l kh ts k h dz gh ch m y n sh vo ch p j rr s v t r ts u p k o f" },
		{ "ka", "ა ბ გ დ ე ვ ზ თ ი კ ლ მ ნ ო პ ჟ რ ს ტ უ ფ ქ ღ ყ შ ჩ ც ძ წ ჭ ხ ჯ ჰ",
		  "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h" },
		{ "ar", "\u0628\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a"
		  "\u0641\u0642\u0643\u0644\u0645\u0646\u0647", "btthjhkhddhrzsshsdtz'ghfqklmnh" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_latin(rows[i].language, rows[i].text, rows[i].latin);
}

static void test_words(void **state)
{
	static const struct { const char *language, *text, *latin; } rows[] = {
		{ "el", "Γιώργος Παπαδάκης", "Giorgos Papadakis" },
		{ "el", "Ήχοι της πόλης", "Ichoi tis polis" },
		{ "el", "ευχαριστώ, αύριο, Εύα", "efcharisto, avrio, Eva" },
		{ "el", "ουρανός ΟΥΡΑΝΟΣ ΑΥΤΟΣ", "ouranos OURANOS AFTOS" },
		{ "el", "μπάλα αμπέλι άγγελος", "bala ampeli angelos" },
		{ "el", "Μαΐου Θεσσαλονίκη ΘΕΑ άυλος", "Maiou Thessaloniki THEA aylos" },
		{ "bg", "България, София, Щъркел", "Balgaria, Sofia, Shtarkel" },
		{ "bg", "ЯНА МОЯ Ювигена", "YANA MOYA Yuvigena" },
		{ "mk", "Ѓорѓи Ќулафков, Скопје", "Ǵorǵi Ḱulafkov, Skopje" },
		{ "sr", "Ђорђе Љубић, ЊЕГОШ, Џон", "Đorđe Ljubić, NJEGOŠ, Džon" },
		{ "uk", "Олена Шевченко, Згорани, Щербухи", "Olena Shevchenko, Zghorany, Shcherbukhy" },
		{ "uk", "Єнакієве, Їжакевич, Юрій, знам'янка, Короп’є", "Yenakiieve, Yizhakevych, Yurii, znamianka, Koropie" },
		{ "uk", "Харків, Гаївка, Україна", "Kharkiv, Haivka, Ukraina" },
		{ "ru", "Елена Ельцина, Семён, Алексей, подъезд", "Yelena Yeltsina, Semën, Aleksey, podyezd" },
		{ "hy", "Անի Գրիգորյան, Երևան, Որդան, Ուրբաթ", "Ani Grigoryan, Yerevan, Vordan, Urbat" },
		{ "ka", "ნინო ბერიძე", "nino beridze" },
		{ "ar", "\u0627\u0644\u0645\u062f\u0631\u0633\u0629 \u0648\u0644\u062f \u064a\u0648\u0645", "al-mdrsah wld yum" },
		{ "ar", "\u0645\u064f\u062d\u0645\u062f\u061f \u0663", "muhmd? 3" },
		{ NULL, "Ayşe 水 Ewa", "Ayşe 水 Ewa" },
		{ NULL, "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_latin(rows[i].language, rows[i].text, rows[i].latin);
}

/* Where the language is not known, the letters tell, then the country. */
static void test_language(void **state)
{
	static const struct { const char *text, *latin; } rows[] = {
		{ "Ганна Григорів", "Hanna Hryhoriv" }, { "Ђорђе Хаџић", "Đorđe Hadžić" }, { "Ќулафков, Хајди", "Ḱulafkov, Hajdi" },
		{ "Эмма Хрущёва", "Emma Khrushchëva" }, { "Хасково, Търново", "Haskovo, Tarnovo" }, { "Олена Ш", "Olena Sh" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_latin(NULL, rows[i].text, rows[i].latin);
	assert_latin("pl", "Ганна Григорів", "Hanna Hryhoriv"); /* a Polish letter that quotes it */
	assert_string_equal(latin_language("en", "BG"), "bg");
	assert_string_equal(latin_language("uk", "PL"), "uk");
	assert_string_equal(latin_language("de", "UA"), "de");
	assert_null(latin_language("en", "PL"));
	assert_null(latin_language(NULL, NULL));
}

/* Whoever reads a script needs no other letters for it. */
static void test_keeps_ones_own_script(void **state)
{
	static const struct { const char *language, *latin; } forms[] = {
		{ "en", "Giorgos, Olena, nino, Ani, Ayşe" }, { "el", "Γιώργος, Olena, nino, Ani, Ayşe" }, { "uk", "Giorgos, Олена, nino, Ani, Ayşe" },
		{ "ka", "Giorgos, Olena, ნინო, Ani, Ayşe" }, { "hy", "Giorgos, Olena, nino, Անի, Ayşe" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		struct str out = { 0 };
		latin_add_but(&out, "Γιώργος, Олена, ნინო, Անի, Ayşe", NULL, latin_script_of(forms[i].language));
		assert_string_equal(out.text, forms[i].latin);
		str_release(&out);
	}
	assert_int_equal(latin_script_of("ar"), LATIN_FROM_ARABIC);
	assert_int_equal(latin_script_of("tr"), 0);
}

static void test_both(void **state)
{
	static const struct { const char *text, *both; } rows[] = {
		{ "Γιώργος Παπαδάκης, GR", "Γιώργος Παπαδάκης (Giorgos Papadakis), GR" },
		{ "Ewa, Олена", "Ewa, Олена (Olena)" },
		{ "Γεια!\nΚαλημέρα.", "Γεια (Geia)!\nΚαλημέρα (Kalimera)." },
		{ "Ayşe", "Ayşe" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct str once = { 0 }, twice = { 0 };
		latin_add_both(&once, rows[i].text, NULL, 0);
		assert_string_equal(once.text, rows[i].both);
		latin_add_both(&twice, once.text, NULL, 0);
		assert_string_equal(twice.text, rows[i].both);
		str_release(&once);
		str_release(&twice);
	}
}

/* The search in a table goes by its first letters. */
static void test_tables_in_order(void **state)
{
	static const struct latin_scheme *const schemes[] = {
		&latin_signs, &latin_greek, &latin_armenian, &latin_georgian, &latin_arabic, &latin_russian, &latin_bulgarian,
		&latin_macedonian, &latin_serbian, &latin_ukrainian, &latin_german,
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(schemes); i++) {
		assert_non_null(schemes[i]->standard);
		for (size_t j = 1; j < schemes[i]->count; j++)
			if (schemes[i]->rules[j].from[0] < schemes[i]->rules[j - 1].from[0])
				fail_msg("%s: U+%04X", schemes[i]->standard, (unsigned)schemes[i]->rules[j].from[0]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alphabets),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_language),
		cmocka_unit_test(test_keeps_ones_own_script),
		cmocka_unit_test(test_both),
		cmocka_unit_test(test_tables_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
