/* JSON: the gate before the parser, its bounds, numbers, trees. */
#include "lib/suite.h"

#include "twinline/base/json.h"
#include "twinline/base/str.h"

static const char *const good_json[] = {
	"{}", "[]", " [1, -0.5, 2e10, \"\\ud83d\\ude00\", true, false, null] ", "\"\\u00e9\"", "0", "{\"a\":{\"a\":1}}",
};
static const char *const bad_json[] = {
	"", "{", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"",
	"\"\xf4\x90\x80\x80\"", "\"a\nb\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00x\"", "01", "1.", "1e400", "+1", ".5", "[1] x",
	"\xef\xbb\xbf{}", "\"\\x\"", "\"abc", "nul", "truer", "\"\\ufffe\"", "\"\xef\xbf\xbf\"", "{1:2}", "\"\t\"",
};

static void test_json_gate(void **state)
{
	struct str deep = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(good_json); i++) {
		struct err e = { 0 };
		struct json *value = json_parse(good_json[i], strlen(good_json[i]), &e);

		if (!value)
			fail_msg("refused: %s (%s)", good_json[i], e.arg[1]);
		json_free(value);
	}
	for (size_t i = 0; i < ARRAY_SIZE(bad_json); i++) {
		struct err e = { 0 };

		if (json_parse(bad_json[i], strlen(bad_json[i]), &e))
			fail_msg("taken: %s", bad_json[i]);
		assert_int_equal(e.code, ERR_NOT_JSON);
		err_release(&e);
	}
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		str_add(&deep, "[");
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		str_add(&deep, "]");
	json_free(json_parse(deep.text, deep.len, NULL));
	str_insert(&deep, 0, "[", 1);
	str_add(&deep, "]");
	assert_null(json_parse(deep.text, deep.len, NULL));
	str_release(&deep);
}

/* As short as it can be, and never another number. */
/* These two keys have one FNV-1a hash: what stands between two equal keys must not hide them from each other. */
static void test_json_keys_that_share_a_hash(void **state)
{
	static const char once[] = "{\"8yn0iYCKYHlIj4-BwPqk\":1,\"GReLUrM4wMqfg9yzV3KQ\":2}";
	static const char twice[] = "{\"8yn0iYCKYHlIj4-BwPqk\":1,\"GReLUrM4wMqfg9yzV3KQ\":2,\"8yn0iYCKYHlIj4-BwPqk\":3}";
	struct json *tree = json_parse(once, strlen(once), NULL);

	(void)state;
	assert_non_null(tree);
	json_free(tree);
	assert_null(json_parse(twice, strlen(twice), NULL));
}

static void test_json_has_a_bound_of_values(void **state)
{
	struct str text = { 0 };

	(void)state;
	str_addc(&text, '[');
	for (int i = 1; i < JSON_VALUES_MAX; i++)
		str_add(&text, i > 1 ? ",0" : "0");
	str_addc(&text, ']');
	struct json *tree = json_parse(text.text, text.len, NULL);
	assert_non_null(tree);
	json_free(tree);
	str_cut(&text, text.len - 1);
	str_add(&text, ",0]");
	assert_null(json_parse(text.text, text.len, NULL));
	str_release(&text);
}

/* Looking at each level from both sides would take 2^31 looks. */
static void test_json_equal_is_quick_at_any_depth(void **state)
{
	struct json *tree = json_new_object(), *at = tree, *copy;

	(void)state;
	for (int i = 1; i < JSON_DEPTH_MAX; i++)
		at = json_set(at, "a", json_new_object());
	copy = json_copy(tree);
	assert_true(json_equal(tree, copy));
	json_set_bool(at, "b", true);
	assert_false(json_equal(tree, copy));
	assert_false(json_equal(copy, tree));
	json_free(tree);
	json_free(copy);
}

static void test_json_numbers(void **state)
{
	static const struct { double number; const char *text; } rows[] = {
		{ 1.195, "1.195" }, { 0.1, "0.1" }, { 0.1 + 0.2, "0.30000000000000004" }, { 35.5138, "35.5138" },
		{ -24.0180, "-24.018" }, { 1.0 / 3, "0.3333333333333333" }, { 2.5e-300, "2.5e-300" }, { 1e300, "1e+300" },
		{ 9007199254740991.0, "9007199254740991" }, { -0.0, "0" }, { 1200, "1200" }, { 5e-324, "4.94065645841247e-324" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *number = json_new_real(rows[i].number), *back;
		char *text = json_print(number);

		assert_string_equal(text, rows[i].text);
		back = json_parse(text, strlen(text), NULL);
		assert_non_null(back);
		assert_true(json_real(back, -1) == rows[i].number);
		json_free(number);
		json_free(back);
		free(text);
	}
}

static void test_json_tree(void **state)
{
	struct json *tree = json_new_object();
	struct err e = { 0 }, back = { 0 };
	struct json *list = json_set(tree, "list", json_new_array());
	struct json *copy;
	char *text;

	(void)state;
	json_push(list, json_new_integer(9007199254740991));
	json_push(list, json_new_string("é\"\\\n\x01"));
	json_set_bool(tree, "yes", true);
	json_set_bool(tree, "Yes", false);
	json_set_integer(tree, "yes", 3);
	text = json_print(tree);
	assert_string_equal(text, "{\"list\":[9007199254740991,\"é\\\"\\\\\\n\\u0001\"],\"yes\":3,\"Yes\":false}");
	copy = json_parse(text, strlen(text), NULL);
	assert_true(json_equal(tree, copy));
	json_remove(copy, "Yes");
	assert_false(json_equal(tree, copy));
	assert_int_equal(json_integer(json_at(json_get(tree, "list"), 0), 0), 9007199254740991);
	assert_null(json_get_text(tree, "yes"));
	assert_false(json_is_integer(json_get(tree, "absent")));
	free(text);
	json_free(tree);
	json_free(copy);
	err_set(&e, ERR_FIELD_RANGE, "3", "19", NULL);
	tree = json_from_err(&e);
	json_to_err(tree, &back);
	assert_int_equal(back.code, ERR_FIELD_RANGE);
	assert_string_equal(back.arg[1], "19");
	json_free(tree);
	err_release(&e);
	err_release(&back);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json_gate), cmocka_unit_test(test_json_keys_that_share_a_hash),
		cmocka_unit_test(test_json_has_a_bound_of_values), cmocka_unit_test(test_json_equal_is_quick_at_any_depth),
		cmocka_unit_test(test_json_numbers),
		cmocka_unit_test(test_json_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
