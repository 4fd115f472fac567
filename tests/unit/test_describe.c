/* The API page and the JSON Schema name everything that the rows have, and what they refer to is there. */
#include "lib/suite.h"

#include "../../src/jmap/prose.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/describe.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/sync.h"
#include "twinline/schema/filter.h"
#include "twinline/schema/schema.h"

static void has(const struct str *page, const char *format, const char *what)
{
	struct str wanted = { 0 };

	for (const char *c = format; *c; c++)
		if (*c == '@')
			str_add(&wanted, what);
		else
			str_addc(&wanted, *c);
	if (!strstr(page->text, wanted.text))
		print_error("not on the page: %s\n", wanted.text);
	assert_non_null(strstr(page->text, wanted.text));
	str_release(&wanted);
}

static void test_page(void **state)
{
	struct str page = { 0 };

	(void)state;
	describe_markdown(&page);
	assert_false(page.overflow);
	for (int t = 0; t < RECORD_TYPE_COUNT; t++) {
		has(&page, "\n### @\n", record_types[t].name);
		for (unsigned f = 0; f < record_types[t].field_count; f++) {
			has(&page, "\n| `@` |", record_types[t].fields[f].name);
			has(&page, ": @ |\n", record_types[t].fields[f].help);
		}
		for (const struct filter_row *row = filter_rows(&record_types[t]); row->name; row++)
			has(&page, "\n| `@` | `", row->name);
	}
	for (const struct vocabulary *const *v = vocabularies; *v; v++) {
		has(&page, "\n### @\n", (*v)->name);
		for (size_t i = 0; i < (*v)->count; i++)
			has(&page, "\n| `@` |", (*v)->rows[i].code);
	}
	for (int code = ERR_OK + 1; code < ERR_CODE_COUNT; code++)
		has(&page, "\n| `@` |", err_name((enum err_code)code));
	for (size_t i = 0; i < JMAP_LIMITS; i++)
		has(&page, "\n| `@` |", jmap_limits[i].name);
	has(&page, "POST {portal}@\n", SYNC_SIGN_IN_PATH);
	has(&page, "GET {portal}@`", SYNC_SESSION_PATH);
	has(&page, "`@`", JMAP_TWINLINE);
	has(&page, "14000 if absent@", "");
	has(&page, "\"keywords/$seen\"@", "");
	/* Every $NAME$ was a known one. */
	for (const char *c = strchr(page.text, '$'); c; c = strchr(c + 1, '$'))
		assert_true(c[1] < 'A' || c[1] > 'Z');
	str_release(&page);
}

/* What a client may make has rules, and they are told. */
static void test_rules_are_told(void **state)
{
	struct str page = { 0 };

	(void)state;
	describe_markdown(&page);
	for (int t = 0; t < RECORD_TYPE_COUNT; t++) {
		const struct record_type *type = &record_types[t];

		if (type->flags & T_CREATE)
			assert_non_null(prose_rules(type));
		if (prose_rules(type))
			assert_non_null(strstr(page.text, prose_rules(type)));
	}
	str_release(&page);
}

/* Tables are whole: each row has as many cells as its head. */
static void test_tables_are_whole(void **state)
{
	struct str page = { 0 };
	int cells = 0;

	(void)state;
	describe_markdown(&page);
	for (const char *line = page.text; *line; line += strcspn(line, "\n") + 1) {
		int bars = 0;

		for (const char *c = line; *c != '\n'; c++)
			bars += *c == '|';
		if (line[0] != '|') {
			cells = 0;
			continue;
		}
		if (cells && bars != cells)
			print_error("%.60s\n", line);
		assert_true(cells == 0 || bars == cells);
		cells = bars;
	}
	str_release(&page);
}

/* Each $ref leads to a definition. */
static void check_references(const struct json *schema, const struct json *value)
{
	const char *reference = json_get_text(value, "$ref");

	if (reference) {
		struct json *target = jmap_pointer(schema, reference + 1);
		assert_non_null(target);
		json_free(target);
	}
	for (const struct json *item = json_first(value); item; item = json_next(item))
		check_references(schema, item);
}

static void test_schema(void **state)
{
	struct json *schema = describe_schema();
	const struct json *definitions = json_get(schema, "$defs");

	(void)state;
	for (int t = 0; t < RECORD_TYPE_COUNT; t++) {
		const struct json *members = json_get(json_get(definitions, record_types[t].name), "properties");

		assert_int_equal(json_size(members), record_types[t].field_count + 2);
		for (unsigned f = 0; f < record_types[t].field_count; f++) {
			const struct json *member = json_get(members, record_types[t].fields[f].name);

			assert_string_equal(json_get_text(member, "title"), record_types[t].fields[f].label);
			assert_true(json_get(member, "type") || json_get(member, "$ref"));
		}
	}
	for (const struct vocabulary *const *v = vocabularies; *v; v++)
		assert_int_equal(json_size(json_get(json_get(definitions, (*v)->name), "oneOf")), (*v)->count);
	assert_int_equal(json_size(json_get(schema, "x-errors")), ERR_CODE_COUNT - 1);
	assert_string_equal(json_get_text(json_get(schema, "x-errors"), "tooLong"),
	                    "This is too long; {1} characters is the most.");
	check_references(schema, schema);

	/* It passes our own gate: no key twice, no depth beyond reason. */
	char *text = json_print(schema);
	struct err e = { 0 };
	struct json *again = json_parse(text, strlen(text), &e);
	assert_non_null(again);
	json_free(again);
	free(text);
	json_free(schema);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page), cmocka_unit_test(test_rules_are_told), cmocka_unit_test(test_tables_are_whole),
		cmocka_unit_test(test_schema),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
