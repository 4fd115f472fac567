/* Parts of lines that screens share, and the field To. */
#include "lib/suite.h"

#include "../../src/ui/recipients.h"
#include "../../src/ui/words.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"

static void names_are_shortened_where_they_are_long(void **state)
{
	static const struct { const char *name, *shown; } rows[] = {
		{ "Ewa Kowalska", "Ewa Kowalska" }, { "Γιώργος Παπαδάκης", "Γιώργος Π." }, { "Máire Ní Bhriain", "Máire Ní B." },
		{ "Oneverylongnamealone", "Oneverylongnamealone" }, { "", "" }, { "Ewa\nKowalska\x1b[2J", "Ewa K." },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *shown = words_short_name(rows[i].name, NULL);

		assert_string_equal(shown, rows[i].shown);
		free(shown);
	}
}

static void numbers_have_their_thousands(void **state)
{
	static const struct { int64_t number; const char *shown; } rows[] = {
		{ 0, "0" }, { 7, "7" }, { 214, "214" }, { 1240, "1,240" }, { 10000, "10,000" }, { 1234567, "1,234,567" }, { -1240, "-1,240" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct str shown = { 0 };

		words_add_number(&shown, rows[i].number);
		assert_string_equal(shown.text, rows[i].shown);
		str_release(&shown);
	}
}

static void add_row(void *context, int indent, const char *text, size_t len)
{
	str_addf(context, "%d:%.*s|", indent, (int)len, text);
}

static void assert_rows(const char *text, int cells, const char *rows)
{
	struct str out = { 0 };

	words_wrap(text, cells, add_row, &out);
	assert_string_equal(out.text, rows);
	str_release(&out);
}

static void items_of_lists_hang(void **state)
{
	(void)state;
	assert_rows("", 20, "0:|");
	assert_rows("one two three", 9, "0:one two|0:three|");
	assert_rows("a\n\nb", 9, "0:a|0:|0:b|");
	assert_rows("1. one two three", 10, "0:1. one two|3:three|");
	assert_rows("12) one two three", 12, "0:12) one two|4:three|");
	assert_rows("- one two three", 10, "0:- one two|2:three|");
	assert_rows("2026. no bullet", 9, "0:2026. no|0:bullet|");
	assert_rows("1.5 is none too", 9, "0:1.5 is|0:none too|");
	assert_rows("1. one", 4, "0:1.|0:one|"); /* no room to hang in */
}

static const char two[] = "[{\"id\":\"pewaaaaa\",\"name\":\"Ewa Kowalska\",\"country\":\"PL\"},"
                          "{\"id\":\"pjoaaaaa\",\"name\":\"Smith, Jo\",\"country\":\"IE\"}]";

static char *ids_of(const struct recipients *r, const char *text)
{
	struct json *to = recipients_json(r, text);
	struct str ids = { 0 };

	str_add(&ids, "");
	for (const struct json *party = json_first(to); party; party = json_next(party))
		str_addf(&ids, "%s ", json_get_text(party, "id"));
	json_free(to);
	return str_detach(&ids);
}

static void assert_ids(const struct recipients *r, const char *text, const char *ids)
{
	char *found = ids_of(r, text);

	assert_string_equal(found, ids);
	free(found);
}

static void parts_name_people(void **state)
{
	struct recipients r = { 0 };
	struct json *to = json_parse_own(two);
	char *text = recipients_read(&r, to), *unknown;

	(void)state;
	assert_string_equal(text, "Ewa Kowalska PL, Smith  Jo IE");
	assert_ids(&r, text, "pewaaaaa pjoaaaaa ");
	assert_null(recipients_unknown(&r, text));
	assert_ids(&r, " Ewa Kowalska PL ,, Ewa Kowalska PL,", "pewaaaaa ");
	assert_ids(&r, "pxyaaaaa, Ewa", "pxyaaaaa ");
	unknown = recipients_unknown(&r, "pxyaaaaa, Ewa");
	assert_string_equal(unknown, "Ewa");
	free(unknown);
	assert_ids(&r, "", "");
	free(text);
	json_free(to);
	recipients_release(&r);
}

static void namesakes_are_told_apart(void **state)
{
	struct recipients r = { 0 };
	struct json *to = json_parse_own("[{\"id\":\"pewaaaaa\",\"name\":\"Ewa\",\"country\":\"PL\"},"
	                                 "{\"id\":\"pewbbbbb\",\"name\":\"Ewa\",\"country\":\"PL\"}]");
	char *text = recipients_read(&r, to);

	(void)state;
	assert_string_equal(text, "Ewa PL, pewbbbbb");
	assert_ids(&r, text, "pewaaaaa pewbbbbb ");
	free(text);
	json_free(to);
	recipients_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_shortened_where_they_are_long),
		cmocka_unit_test(numbers_have_their_thousands),
		cmocka_unit_test(items_of_lists_hang),
		cmocka_unit_test(parts_name_people),
		cmocka_unit_test(namesakes_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
