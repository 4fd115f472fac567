/* Validation: what fits passes, every wrong field is told at once, and what an update leaves alone is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/generate.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/records.h"

enum { ROUNDS = 40 };

static struct json *parse(const char *text)
{
	struct json *value = json_parse_own(text);

	assert_non_null(value);
	return value;
}

/* The errors as "name:code name:code", in the order found. */
static char *errors_of(const struct record_type *type, const struct json *object, const struct json *before)
{
	struct field_errors errors = { 0 };
	struct str text = { 0 };
	size_t count = record_validate(type, object, before, before ? VALIDATE_UPDATE : VALIDATE_CREATE, &errors);

	assert_int_equal(count, errors.count);
	for (size_t i = 0; i < errors.count; i++) {
		assert_true(!errors.at[i].field || text_equal(errors.at[i].field->name, errors.at[i].name));
		str_addf(&text, "%s%s:%s", i ? " " : "", errors.at[i].name, err_name(errors.at[i].error.code));
	}
	field_errors_release(&errors);
	return str_detach(&text);
}

static void expect(const char *type, const char *object, const char *before, const char *wanted)
{
	struct json *o = parse(object), *b = before ? parse(before) : NULL;
	char *said = errors_of(record_type_find(type), o, b);

	assert_string_equal(said, wanted);
	free(said);
	json_free(o);
	json_free(b);
}

static void test_generated_fits(void **state)
{
	struct random r;

	(void)state;
	random_seed(&r, 5);
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i <= RECORD_TYPE_COUNT; i++) {
			const struct record_type *type = i < RECORD_TYPE_COUNT ? &record_types[i] : &generate_every_kind;
			struct json *object = generate_record(type, &r, GENERATE_CREATE);
			char *said = errors_of(type, object, NULL);

			/* Two generated ids or codes may be the same; the parties' ids are random enough. */
			assert_string_equal(said, "");
			free(said);
			json_free(object);
		}
}

/* Values that fit no row of the kind, for every kind: each is refused, none crashes. */
static void test_foreign_values(void **state)
{
	static const char *const wrong[] = { "7.5", "[[]]", "{\"?\":1}", "[null]", "{\"id\":[]}", "{\"x\":{\"y\":false}}" };
	const struct record_type *type = &generate_every_kind;

	(void)state;
	for (unsigned i = 0; i < type->field_count; i++)
		for (size_t w = 0; w < ARRAY_SIZE(wrong); w++) {
			struct json *value = parse(wrong[w]);
			struct err e = { 0 };

			if (type->fields[i].kind == FIELD_OBJECT && json_is_object(value)) {
				assert_int_equal(field_check(&type->fields[i], value, &e), 0);
			} else {
				assert_int_equal(field_check(&type->fields[i], value, &e), -1);
				assert_int_equal(e.code, ERR_FIELD_TYPE);
				assert_string_equal(e.arg[0], field_example(&type->fields[i]));
			}
			err_release(&e);
			json_free(value);
		}
}

/* The example in an error is itself right. */
static void test_examples_fit(void **state)
{
	const struct record_type *type = &generate_every_kind;

	(void)state;
	for (unsigned i = 0; i < type->field_count; i++) {
		struct json *value = parse(field_example(&type->fields[i]));
		struct err e = { 0 };

		if (type->fields[i].kind != FIELD_CODE) /* "el" is a language, and this one a country */
			assert_int_equal(field_check(&type->fields[i], value, &e), 0);
		json_free(value);
	}
}

static void test_all_at_once(void **state)
{
	(void)state;
	expect("Message", "{\"subject\":7,\"to\":[],\"from\":{\"id\":\"a\"},\"foo\":1,\"id\":\"x\",\"language\":\"xx\"}", NULL,
	       "foo:unknownProperty id:serverSet from:serverSet to:required subject:wrongType language:unknownCode");
	expect("School", "{}", NULL, "name:required country:required town:required");
	expect("School", "{\"name\":\" \\t\",\"country\":null,\"town\":\"Chania\"}", NULL, "name:required country:required");
	expect("Message", "{\"to\":[{\"id\":\"p1\"}],\"subject\":null,\"kind\":null}", NULL, "");
	expect("Message", "[]", NULL, ":wrongType");
}

/* Each line: field of EveryKind, a value, the error it gives ("" for none) and its first argument. */
static void test_limits_and_formats(void **state)
{
	static const struct {
		const char *field, *value, *error, *argument;
	} rows[] = {
		{ "text", "\"a\"", "tooShort", "2" },
		{ "text", "\"ab\\ncd\"", "controlCharacter", NULL },
		{ "text", "\"ab\\u001b[2J\"", "controlCharacter", NULL },
		{ "text", "\"ab\\u009b2J\"", "controlCharacter", NULL },
		{ "text", "\"1234567890123456789012345678901234567890\"", "", NULL },
		{ "text", "\"12345678901234567890123456789012345678901\"", "tooLong", "40" },
		{ "text", "\"\330\271\330\271\330\271\330\271\330\271\330\271\330\271\330\271\330\271\330\271\330\271\330\271"
		          "\330\271\330\271\330\271\330\271\330\271\330\271\330\271\330\271\330\271\330\271\"", "", NULL },
		{ "long_text", "\"one\\n\\ttwo\\r\\n\"", "", NULL },
		{ "long_text", "\"one\\u0007\"", "controlCharacter", NULL },
		{ "web", "\"http://school.example\"", "wrongFormat", "http://school.example" },
		{ "web", "\"https://school.example/a b\"", "wrongFormat", "https://school.example/a b" },
		{ "web", "\"https://user@school.example\"", "wrongFormat", "https://user@school.example" },
		{ "web", "\"https:///\"", "wrongFormat", "https:///" },
		{ "web", "\"https://school.example:8080\"", "", NULL },
		{ "web", "\"\"", "", NULL },
		{ "mail", "\"nobody\"", "wrongFormat", "nobody" },
		{ "mail", "\"a@b@c.example\"", "wrongFormat", "a@b@c.example" },
		{ "mail", "\"a@.example\"", "wrongFormat", "a@.example" },
		{ "mail", "\"a@localhost\"", "wrongFormat", "a@localhost" },
		{ "mail", "\"a@b.example, c@d.example\"", "wrongFormat", "a@b.example, c@d.example" },
		{ "zone", "\"Europe/Athens\"", "", NULL },
		{ "zone", "\"/etc/passwd\"", "wrongFormat", "/etc/passwd" },
		{ "zone", "\":/etc/passwd\"", "wrongFormat", ":/etc/passwd" },
		{ "zone", "\"Europe/../Athens\"", "wrongFormat", "Europe/../Athens" },
		{ "zone", "\"Europe/\"", "wrongFormat", "Europe/" },
		{ "integer", "2", "outOfRange", "3" },
		{ "integer", "20", "outOfRange", "3" },
		{ "integer", "3", "", NULL },
		{ "integer", "\"7\"", "wrongType", "12" },
		{ "boolean", "1", "wrongType", "true" },
		{ "date", "\"2026-02-29\"", "wrongFormat", "2026-02-29" },
		{ "date", "\"2024-02-29\"", "", NULL },
		{ "date", "\"2024-2-29\"", "wrongFormat", "2024-2-29" },
		{ "utc", "\"2026-11-17T09:55:00+02:00\"", "wrongFormat", "2026-11-17T09:55:00+02:00" },
		{ "utc", "\"2026-11-17t09:55:00z\"", "wrongFormat", "2026-11-17t09:55:00z" },
		{ "local", "{\"start\":\"2026-11-17T10:30:00\"}", "", NULL },
		{ "local", "{\"start\":\"2026-11-17T10:30:00Z\"}", "wrongFormat", "2026-11-17T10:30:00Z" },
		{ "local", "{\"start\":\"2026-11-17T25:30:00\"}", "wrongFormat", "2026-11-17T25:30:00" },
		{ "local", "{\"start\":\"2026-11-17T10:30:00\",\"duration\":\"PT\"}", "wrongFormat", "PT" },
		{ "local", "{\"start\":\"2026-11-17T10:30:00\",\"duration\":\"P1DT2H3M4S\"}", "", NULL },
		{ "local", "{\"start\":\"2026-11-17T10:30:00\",\"duration\":\"PT3M2H\"}", "wrongFormat", "PT3M2H" },
		{ "local", "{\"start\":\"2026-11-17T10:30:00\",\"duration\":\"-P1D\"}", "wrongFormat", "-P1D" },
		{ "local", "{\"start\":\"2026-11-17T10:30:00\",\"timeZone\":\"../x\"}", "wrongFormat", "../x" },
		{ "local", "{\"start\":\"2026-11-17T10:30:00\",\"until\":null}", "wrongType", NULL },
		{ "code", "\"gr\"", "unknownCode", "gr" },
		{ "code", "\"GR\"", "", NULL },
		{ "codes", "{\"el\":true,\"en\":false}", "wrongType", NULL },
		{ "codes", "{\"el\":true,\"xx\":true}", "unknownCode", "xx" },
		{ "codes", "{\"el\":true,\"en\":true,\"fr\":true,\"de\":true,\"it\":true,\"es\":true}", "tooMany", "5" },
		{ "keywords", "{\"$seen\":true,\"\":true}", "wrongFormat", "" },
		{ "keywords", "{\"a/b\":true}", "wrongFormat", "a/b" },
		{ "reference", "\"\"", "wrongFormat", "" },
		{ "reference", "\"#k1\"", "", NULL },
		{ "reference", "\"#\"", "wrongFormat", "#" },
		{ "party", "{\"id\":\"#k1\"}", "", NULL },
		{ "blobs", "[{\"blobId\":\"#k1\"}]", "wrongFormat", "#k1" },
		{ "references", "[\"a\",\"b\",\"a\"]", "twice", "a" },
		{ "references", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]", "tooMany", "5" },
		{ "party", "{\"id\":\"p1\",\"name\":null,\"country\":\"GR\"}", "", NULL },
		{ "party", "{\"id\":\"p 1\"}", "wrongFormat", "p 1" },
		{ "party", "{\"name\":\"A\"}", "wrongType", NULL },
		{ "party", "{\"id\":\"p1\",\"role\":\"x\"}", "wrongType", NULL },
		{ "parties", "[{\"id\":\"a\"},{\"id\":\"b\",\"name\":\"B\"},{\"id\":\"b\"}]", "twice", "b" },
		{ "blobs", "[{\"blobId\":\"b1\",\"name\":\"../x\"}]", "wrongFormat", "../x" },
		{ "blobs", "[{\"blobId\":\"b1\",\"name\":\"a\\u001bb\"}]", "controlCharacter", NULL },
		{ "blobs", "[{\"blobId\":\"b1\",\"type\":\"image\"}]", "wrongFormat", "image" },
		{ "blobs", "[{\"blobId\":\"b1\",\"size\":\"7\"}]", "wrongType", NULL },
		{ "blobs", "[{\"blobId\":\"b1\"},{\"blobId\":\"b1\"}]", "twice", "b1" },
		{ "point", "{\"latitude\":90.5,\"longitude\":0}", "outOfRange", "-90" },
		{ "point", "{\"latitude\":-90,\"longitude\":181}", "outOfRange", "-180" },
		{ "point", "{\"latitude\":1}", "wrongType", NULL },
		{ "object", "{\"a\":{\"b\":[]}}", "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct field *field = field_find(&generate_every_kind, rows[i].field);
		struct json *value = parse(rows[i].value);
		struct err e = { 0 };
		int result = field_check(field, value, &e);

		if (strcmp(err_name(e.code), rows[i].error) != 0)
			print_error("%s %s\n", rows[i].field, rows[i].value);
		assert_string_equal(err_name(e.code), rows[i].error);
		assert_int_equal(result, e.code == ERR_OK ? 0 : -1);
		if (rows[i].argument)
			assert_string_equal(e.arg[0], rows[i].argument);
		err_release(&e);
		json_free(value);
	}
}

/* What an error quotes is short, and no half character. */
static void test_quote_is_cut(void **state)
{
	struct str text = { 0 };
	struct err e = { 0 };

	(void)state;
	for (int i = 0; i < 1000; i++)
		str_add(&text, "\316\251");
	struct json *value = json_new_string(text.text);
	assert_int_equal(field_check(field_find(&generate_every_kind, "code"), value, &e), -1);
	assert_int_equal(strlen(e.arg[0]), 80);
	err_release(&e);
	json_free(value);
	str_release(&text);
}

static void test_object_depth(void **state)
{
	struct str text = { 0 };

	(void)state;
	for (int i = 0; i < 40; i++)
		str_add(&text, "{\"a\":");
	str_add(&text, "1");
	for (int i = 0; i < 40; i++)
		str_add(&text, "}");
	struct json *value = parse(text.text);
	struct err e = { 0 };
	assert_int_equal(field_check(field_find(&generate_every_kind, "object"), value, &e), -1);
	err_release(&e);
	json_free(value);
	str_release(&text);
}

static void test_updates(void **state)
{
	static const char before[] = "{\"kind\":\"message\",\"from\":{\"id\":\"p1\",\"name\":\"Old name\"},"
		"\"to\":[{\"id\":\"p2\"}],"
	                             "\"subject\":\"S\",\"newer\":{\"a\":1},\"language\":\"tlh\","
		"\"keywords\":{\"$seen\":true}}";

	(void)state;
	expect("Message", before, before, "");
	/* The portal's copies of a name are no change; neither is a default instead of nothing. */
	expect("Message", "{\"kind\":\"message\",\"from\":{\"id\":\"p1\"},\"to\":[{\"id\":\"p2\",\"name\":\"B\"}],"
		"\"subject\":\"S\","
	                  "\"newer\":{\"a\":1},\"language\":\"tlh\",\"keywords\":{},\"text\":\"\",\"files\":[],"
		"\"project\":null}",
	       before, "");
	expect("Message", "{\"kind\":\"invitation\",\"from\":{\"id\":\"p9\"},\"to\":[{\"id\":\"p2\"},"
		"{\"id\":\"p3\"}],\"newer\":{\"a\":2},"
	                  "\"language\":\"xx\",\"other\":null,\"keywords\":{\"bad key\":true},\"id\":\"a\",\"rev\":2}",
	       before, "newer:unknownProperty other:unknownProperty kind:serverSet from:serverSet to:immutable "
		"subject:immutable "
	               "language:immutable keywords:wrongFormat");
	expect("School", "{\"name\":\"\",\"country\":\"GR\"}", "{\"name\":\"A\",\"country\":\"GR\",\"town\":\"B\"}",
	       "name:required town:required");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_generated_fits), cmocka_unit_test(test_foreign_values),
		cmocka_unit_test(test_examples_fit),   cmocka_unit_test(test_all_at_once),
		cmocka_unit_test(test_limits_and_formats), cmocka_unit_test(test_quote_is_cut),
		cmocka_unit_test(test_object_depth),   cmocka_unit_test(test_updates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
