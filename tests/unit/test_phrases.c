/* Phrases: each row is a sentence with its slots, what fits is said whole, what does not is refused or left out. */
#include "lib/suite.h"

#include "twinline/base/mem.h"
#include "twinline/schema/phrases.h"
#include "twinline/schema/schema.h"

static struct json *tree(const char *text)
{
	struct json *value = json_parse_own(text);

	assert_non_null(value);
	return value;
}

static void assert_fits(const char *code, const char *values, bool fits)
{
	struct json *list = tree(values);

	if (phrase_fits(phrase_find(code), list) != fits)
		fail_msg("%s %s", code, values);
	json_free(list);
}

static void rows_have_their_slots(void **state)
{
	(void)state;
	for (const struct phrase_row *row = phrase_rows; row->code; row++) {
		assert_ptr_equal(phrase_find(row->code), row);
		assert_true(!strstr(row->sentence, "%1$s") == (row->kind == PHRASE_PLAIN));
		assert_true(!strstr(row->sentence, "%2$s") == (row->kind != PHRASE_RANGE));
		assert_true(!row->vocabulary == (row->kind != PHRASE_CODES));
		if (row->field)
			assert_non_null(field_find(record_type_find("Person"), row->field));
	}
	assert_null(phrase_find("curse"));
}

static void values_fit_or_do_not(void **state)
{
	(void)state;
	assert_fits("pupils", "[9,11]", true);
	assert_fits("pupils", "[11,9]", false);
	assert_fits("pupils", "[9]", false);
	assert_fits("pupils", "[9,1000]", false);
	assert_fits("pupils", "{\"a\":9,\"b\":11}", false);
	assert_fits("teach", "[\"art\",\"music\"]", true);
	assert_fits("teach", "[]", false);
	assert_fits("teach", "[\"sorcery\"]", false);
	assert_fits("teach", "[\"art\",\"art\",\"art\",\"art\",\"art\",\"art\",\"art\",\"art\",\"art\"]", false);
	assert_fits("begin", "[\"2027-01-10\"]", true);
	assert_fits("begin", "[\"2027-02-30\"]", false);
	assert_fits("greet", "[]", true);
	assert_fits("greet", "[\"x\"]", false);
}

static void all_are_said_in_the_order_of_the_rows(void **state)
{
	struct json *phrases = tree("{\"answer\":[],\"pupils\":[9,11],\"future\":[1],\"teach\":[\"art\",\"music\"],"
	                            "\"begin\":[\"2027-01-10\"],\"class\":[\"x\"]}");
	struct str text = { 0 };
	struct err e = { 0 };

	(void)state;
	phrases_add_words(&text, phrases);
	assert_string_equal(text.text, "What I teach: art, music.\n"
	                               "How old my pupils are: 9 to 11 years.\n"
	                               "When it could begin: 10 Jan 2027.\n"
	                               "Would you like to work with us? A short answer is enough.");
	assert_int_equal(phrases_check(phrases, &e), -1);
	assert_int_equal(e.code, ERR_FIELD_CODE);
	assert_string_equal(e.arg[0], "future");
	assert_int_equal(phrases_check(NULL, &e), 0);
	err_release(&e);
	str_release(&text);
	json_free(phrases);
}

static void a_card_fills_them_in(void **state)
{
	struct json *card = tree("{\"country\":\"GR\",\"subjects\":{\"art\":true},\"pupilsFrom\":8,\"pupilsTo\":11,\"classSize\":22,"
	                         "\"languages\":{\"el\":true,\"en\":true}}");
	struct json *phrases = json_new_object();
	struct str text = { 0 };

	(void)state;
	for (const struct phrase_row *row = phrase_rows; row->code; row++) {
		struct json *values = phrase_from_card(row, card);

		if (values)
			json_set(phrases, row->code, values);
	}
	assert_int_equal(phrases_check(phrases, NULL), 0);
	phrases_add_words(&text, phrases);
	assert_non_null(strstr(text.text, "Where my school is: Greece.\nWhat I teach: art.\nHow old my pupils are: 8 to 11 years.\n"
	                                  "How many pupils there are in the class: 22.\nLanguages that I write: Greek, English.\n"));
	assert_null(strstr(text.text, "What I look for"));
	str_release(&text);
	json_free(phrases);
	json_free(card);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_have_their_slots),
		cmocka_unit_test(values_fit_or_do_not),
		cmocka_unit_test(all_are_said_in_the_order_of_the_rows),
		cmocka_unit_test(a_card_fills_them_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
