/* The choice of the language with no locale installed, and its texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <langinfo.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "twinline/base/attr.h"
#include "twinline/base/err.h"
#include "twinline/base/i18n.h"
#include "twinline/records/thread.h"
#include "twinline/schema/vocabulary.h"
#include "twinline/text/cells.h"
#include "twinline/text/day.h"

struct environment {
	const char *lang, *lc_all, *language, *option;
	const char *expected;
};

static void set(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

static const struct environment environments[] = {
	{ NULL, NULL, NULL, NULL, "en" },
	{ "C", NULL, NULL, NULL, "en" },
	{ "C.UTF-8", NULL, NULL, NULL, "en" },
	{ "C.UTF-8", NULL, "el", NULL, "el" },
	{ "C", NULL, "el", NULL, "el" },
	{ NULL, NULL, "el", NULL, "el" },
	{ NULL, "C", "el", NULL, "el" },
	{ NULL, "C.UTF-8", "xx:el:en", NULL, "el" },
	{ NULL, NULL, "en:el", NULL, "en" },
	{ NULL, NULL, "en_GB:el", NULL, "en" },
	{ NULL, NULL, "::el_CY", NULL, "el" },
	{ "el_GR.UTF-8", NULL, NULL, NULL, "el" }, /* a locale that no fresh Debian has */
	{ "el_GR", "en_US.UTF-8", NULL, NULL, "en" },
	{ "en_US.UTF-8", "el_GR.UTF-8@euro", "", NULL, "el" },
	{ "xx_YY.UTF-8", NULL, NULL, NULL, "en" },
	{ NULL, NULL, NULL, "el", "el" },
	{ "C", NULL, "en", "el", "el" },
	{ "el_GR.UTF-8", NULL, "el", "en", "en" },
	{ "el_GR.UTF-8", NULL, "el", "xx", "en" },
	{ NULL, NULL, "el", "../../../etc", "en" },
	{ NULL, NULL, "el", "averylongnameofalanguage", "en" },
};

static char *a_key(const char *action)
{
	return strcmp(action, "undo") == 0 ? strdup("Ctrl-Z") : strcmp(action, "find") == 0 ? strdup("%") : NULL;
}

/* Sentences have the keys of the map in use, in English and in translations, and never a conversion more. */
static void test_keys_in_sentences(void **state)
{
	(void)state;
	set("LC_ALL", "C.UTF-8");
	i18n_init("en");
	assert_string_equal(i18n_text("Moved. {undo} puts it back."), "Moved. undo puts it back.");
	i18n_set_keys(a_key);
	assert_string_equal(i18n_text("Moved. {undo} puts it back."), "Moved. Ctrl-Z puts it back.");
	assert_string_equal(i18n_text("{find} {none} {\"list\": []} {"), "find none {\"list\": []} {");
	assert_string_equal(i18n_plural("{undo} one", "{undo} many", 2), "Ctrl-Z many");
	i18n_init("el");
	assert_non_null(strstr(i18n_text("Moved. {undo} puts it back."), "Ctrl-Z"));
	assert_null(strstr(i18n_text("Moved. {undo} puts it back."), "Moved"));
	i18n_set_keys(NULL);
	i18n_init("en");
}

/* What a screen has borrowed stays as it is, whatever is set meanwhile, and is the same again when that is set back. */
static void test_borrowed_sentences(void **state)
{
	const char *with_key, *with_name, *greek;

	(void)state;
	i18n_set_keys(a_key);
	with_key = i18n_text("Moved. {undo} puts it back.");
	i18n_set_keys(NULL);
	with_name = i18n_text("Moved. {undo} puts it back.");
	i18n_init("el");
	greek = i18n_text("Moved. {undo} puts it back.");
	i18n_init("en");
	i18n_set_keys(a_key);
	assert_string_equal(with_key, "Moved. Ctrl-Z puts it back.");
	assert_string_equal(with_name, "Moved. undo puts it back.");
	assert_non_null(strstr(greek, "undo"));
	assert_ptr_equal(i18n_text("Moved. {undo} puts it back."), with_key);
	i18n_set_keys(NULL);
}

static void test_choice(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(environments); i++) {
		const struct environment *e = &environments[i];
		set("LANG", e->lang);
		set("LC_ALL", e->lc_all);
		set("LC_MESSAGES", NULL);
		set("LANGUAGE", e->language);
		i18n_init(e->option);
		if (strcmp(i18n_language(), e->expected) != 0)
			fail_msg("environment %zu: %s, not %s", i, i18n_language(), e->expected);
		bool greek = strcmp(e->expected, "el") == 0;
		assert_string_equal(i18n_text("Nov"), greek ? "Νοε" : "Nov");
		assert_string_equal(nl_langinfo(CODESET), "UTF-8");
	}
}

static void test_lc_messages(void **state)
{
	(void)state;
	set("LANG", "en_US.UTF-8");
	set("LC_ALL", NULL);
	set("LANGUAGE", NULL);
	set("LC_MESSAGES", "el_GR.UTF-8");
	i18n_init(NULL);
	assert_string_equal(i18n_language(), "el");
	set("LC_MESSAGES", NULL);
}

static void test_texts(void **state)
{
	(void)state;
	i18n_init("el");
	assert_string_equal(i18n_text(""), "");
	assert_string_equal(i18n_text("not in any catalogue"), "not in any catalogue");
	assert_string_equal(i18n_text_in("a context", "not in any catalogue"), "not in any catalogue");
	assert_string_equal(i18n_plural("%d thing not there", "%d things not there", 1), "%d thing not there");
	assert_string_equal(i18n_plural("%d thing not there", "%d things not there", 2), "%d things not there");
}

static void test_names(void **state)
{
	(void)state;
	i18n_init("el");
	assert_string_equal(i18n_country_name("Greece"), "Ελλάδα");
	assert_string_equal(i18n_language_name("Turkish"), "Τουρκικά");
	assert_string_equal(i18n_country_name("Atlantis"), "Atlantis");
	assert_string_equal(i18n_country_name(""), "");
	i18n_init("en");
	assert_string_equal(i18n_country_name("Greece"), "Greece");
	assert_string_equal(i18n_language_name("Turkish"), "Turkish");
}

/* Months are named by the country, where its catalogue says so; the rest is the language's. */
static void test_countries(void **state)
{
	static const struct { const char *language, *country, *january; } rows[] = {
		{ "ar", "", "يناير" }, { "ar", "TN", "جانفي" }, { "ar", "LB", "كانون الثاني" }, { "ar", "TR", "يناير" }, { "el", "TN", "Ιανουάριος" },
		{ "ar", "../TN", "يناير" }, { "ar_TN", "", "يناير" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		i18n_init_in(rows[i].language, rows[i].country);
		assert_memory_equal(i18n_language(), rows[i].language, 2);
		assert_int_equal(strlen(i18n_language()), 2);
		assert_string_equal(i18n_text("January"), rows[i].january);
		assert_string_not_equal(i18n_text("Inbox"), "Inbox");
	}
	i18n_init_in("ar", "JO");
	assert_int_equal(day_first_weekday(), 6);
	i18n_init("en");
}

/* An error is worded in the user's language, and in English for the wire. */
static void test_error(void **state)
{
	struct err e = { 0 };

	(void)state;
	i18n_init("el");
	err_set(&e, ERR_OFFLINE, NULL);
	char *text = err_text(&e), *english = err_text_english(&e);
	assert_string_not_equal(text, english);
	assert_string_equal(english, "This computer has no network.");
	free(text);
	free(english);
	err_set(&e, ERR_SIGNED_OUT, NULL);
	english = err_text_english(&e);
	assert_non_null(strstr(english, "sign in (outbox)."));
	free(english);
	err_release(&e);
}

/* Columns of lists hold the words of states, and translations of them take nine cells at most. */
static void test_short_words(void **state)
{
	(void)state;
	i18n_init("el");
	for (enum message_state word = MESSAGE_READ; word < MESSAGE_STATE_COUNT; word++) {
		const char *text = i18n_text(message_state_word(word));
		if (cells_width(text) > 9)
			fail_msg("%s: %d cells", text, cells_width(text));
	}
	for (size_t row = 0; row < vocabulary_person_states.count; row++)
		assert_in_range(cells_width(i18n_text(vocabulary_person_states.rows[row].label)), 1, 9);
}

/* Without any catalogue all is English, whatever is asked for. */
static void test_no_catalogues(void **state)
{
	const char *data = getenv("TWINLINE_DATA");
	char *kept = data ? strdup(data) : NULL;

	(void)state;
	set("TWINLINE_DATA", "/nonexistent");
	set("LANGUAGE", "el");
	i18n_init(NULL);
	assert_string_equal(i18n_language(), "en");
	assert_string_equal(i18n_text("Nov"), "Nov");
	set("TWINLINE_DATA", kept);
	i18n_init("el");
	assert_string_equal(i18n_text("Nov"), "Νοε");
	free(kept);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_in_sentences),
		cmocka_unit_test(test_borrowed_sentences),
		cmocka_unit_test(test_choice),
		cmocka_unit_test(test_lc_messages),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_countries),
		cmocka_unit_test(test_error),
		cmocka_unit_test(test_short_words),
		cmocka_unit_test(test_no_catalogues),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
