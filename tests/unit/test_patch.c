/* Patches: every restriction of RFC 8620 section 5.3, and that joining two is the same as applying both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/generate.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/records.h"

enum { ROUNDS = 3000 };

static struct json *parse(const char *text)
{
	struct json *value = json_parse_own(text);

	assert_non_null(value);
	return value;
}

static void patched(const char *body, const char *patch, const char *wanted)
{
	struct json *b = parse(body), *p = parse(patch), *w = parse(wanted);
	struct err e = { 0 };

	assert_int_equal(record_patch(&generate_every_kind, b, p, &e), 0);
	if (!json_equal(b, w))
		print_error("%s\n", json_print(b));
	assert_true(json_equal(b, w));
	json_free(b);
	json_free(p);
	json_free(w);
}

/* The patch is refused, naming path, and the body is as it was. */
static void refused(const char *body, const char *patch, const char *path)
{
	struct json *b = parse(body), *p = parse(patch), *w = parse(body);
	struct err e = { 0 };

	assert_int_equal(record_patch(&generate_every_kind, b, p, &e), -1);
	assert_int_equal(e.code, ERR_INVALID_PATCH);
	assert_string_equal(e.arg[0], path);
	assert_true(json_equal(b, w));
	err_release(&e);
	json_free(b);
	json_free(p);
	json_free(w);
}

static void test_set_and_remove(void **state)
{
	(void)state;
	patched("{\"text\":\"a\"}", "{\"text\":\"b\",\"integer\":7}", "{\"text\":\"b\",\"integer\":7}");
	patched("{\"text\":\"a\",\"integer\":7}", "{\"integer\":null,\"date\":null}", "{\"text\":\"a\"}");
	patched("{\"local\":{\"start\":\"x\",\"duration\":\"PT1H\"}}", "{\"local/duration\":null,\"local/timeZone\":\"UTC\"}",
	        "{\"local\":{\"start\":\"x\",\"timeZone\":\"UTC\"}}");
	patched("{\"object\":{\"a/b\":{\"~\":1}}}", "{\"object/a~1b/~0\":2}", "{\"object\":{\"a/b\":{\"~\":2}}}");
	patched("{\"object\":{\"~1\":1}}", "{\"object/~01\":2}", "{\"object\":{\"~1\":2}}");
	patched("{\"references\":[\"a\"]}", "{\"references\":[\"b\",\"c\"]}", "{\"references\":[\"b\",\"c\"]}");
	patched("{\"text\":\"a\"}", "{}", "{\"text\":\"a\"}");
	patched("{\"text\":\"a\"}", "{\"id\":\"x\",\"rev\":9}", "{\"text\":\"a\"}");
	/* Digits are no array index where there is no array. */
	patched("{\"object\":{\"0\":1}}", "{\"object/0\":2}", "{\"object\":{\"0\":2}}");
}

/* An absent set is an empty one, and an empty one is absent. */
static void test_sets(void **state)
{
	(void)state;
	patched("{}", "{\"keywords/$seen\":true}", "{\"keywords\":{\"$seen\":true}}");
	patched("{\"keywords\":null}", "{\"keywords/$seen\":true,\"codes/el\":true}",
	        "{\"keywords\":{\"$seen\":true},\"codes\":{\"el\":true}}");
	patched("{}", "{\"keywords/$seen\":null}", "{}");
	patched("{\"keywords\":{\"$seen\":true}}", "{\"keywords/$seen\":null}", "{}");
	patched("{\"keywords\":{\"$seen\":true}}", "{\"keywords/$seen\":null,"
		"\"keywords/$kept\":true}", "{\"keywords\":{\"$kept\":true}}");
	patched("{\"keywords\":{\"$seen\":true}}", "{\"keywords\":{}}", "{}");
	patched("{\"text\":\"a\",\"boolean\":true}", "{\"text\":\"\",\"boolean\":false}", "{}");
}

static void test_restrictions(void **state)
{
	(void)state;
	refused("{\"references\":[\"a\"]}", "{\"text\":\"b\",\"references/0\":\"b\"}", "references/0");
	refused("{\"parties\":[{\"id\":\"a\"}]}", "{\"parties/0/id\":\"b\"}", "parties/0/id");
	refused("{\"object\":{\"a\":[{}]}}", "{\"object/a/0/b\":1}", "object/a/0/b");
	refused("{}", "{\"object/a\":1}", "object/a");
	refused("{\"object\":{}}", "{\"object/a/b\":1}", "object/a/b");
	refused("{}", "{\"local/start\":null}", "local/start");
	refused("{}", "{\"keywords/$seen/x\":1}", "keywords/$seen/x");
	refused("{\"text\":\"a\"}", "{\"text/a\":1}", "text/a");
	refused("{\"object\":{\"a\":1}}", "{\"object\":{\"b\":1},\"object/a\":2}", "object/a");
	refused("{\"object\":{\"a\":{}}}", "{\"object/a/b\":1,\"object!\":1,\"object/a\":{}}", "object/a/b");
	refused("{\"keywords\":{\"a\":true}}", "{\"keywords/a\":null,\"keywords\":{}}", "keywords/a");
	refused("{\"object\":{}}", "{\"object/~2\":1}", "object/~2");
	refused("{\"object\":{}}", "{\"object/a~\":1}", "object/a~");
	refused("{\"text\":\"a\"}", "{\"/text\":1}", "/text");
	refused("{\"text\":\"a\"}", "{\"id/x\":1}", "id/x");
	refused("{\"text\":\"a\"}", "[]", "");
	refused("{\"text\":\"a\"}", "null", "");
	refused("{\"text\":\"a\"}",
	        "{\"a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a\":1}",
	        "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a");
}

static void test_too_many(void **state)
{
	struct json *patch = json_new_object(), *body = json_new_object();
	struct err e = { 0 };

	(void)state;
	for (int i = 0; i < 1001; i++) {
		char path[32];

		snprintf(path, sizeof path, "keywords/k%d", i);
		json_set_bool(patch, path, true);
	}
	assert_int_equal(record_patch(&generate_every_kind, body, patch, &e), -1);
	assert_int_equal(json_size(body), 0);
	err_release(&e);
	json_free(patch);
	json_free(body);
}

static void test_commutes(void **state)
{
	static const struct {
		const char *patch;
		bool commutes;
	} rows[] = {
		{ "{}", true },
		{ "{\"keywords/$seen\":true}", true },
		{ "{\"keywords\":{},\"rev\":3,\"id\":\"a\",\"laterUntil\":null}", true },
		{ "{\"keywords/$seen\":true,\"subject\":\"a\"}", false },
		{ "{\"unknown\":1}", false },
		{ "{\"keywords~2\":1}", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *patch = parse(rows[i].patch);

		assert_int_equal(record_patch_commutes(&record_types[TYPE_Message], patch), rows[i].commutes);
		json_free(patch);
	}
}

static void joined(const char *earlier, const char *later, const char *wanted)
{
	struct json *e = parse(earlier), *l = parse(later), *w = parse(wanted);

	record_patch_join(e, l);
	if (!json_equal(e, w))
		print_error("%s\n", json_print(e));
	assert_true(json_equal(e, w));
	json_free(e);
	json_free(l);
	json_free(w);
}

static void test_join(void **state)
{
	(void)state;
	joined("{\"text\":\"a\",\"integer\":1}", "{\"text\":\"b\"}", "{\"text\":\"b\",\"integer\":1}");
	joined("{\"keywords/$seen\":true}", "{\"keywords/$seen\":null}", "{\"keywords/$seen\":null}");
	joined("{\"keywords/$seen\":true,\"keywords/$kept\":true,"
		"\"keywordsX\":1}", "{\"keywords\":{}}", "{\"keywordsX\":1,\"keywords\":{}}");
	joined("{\"keywords\":{\"$seen\":true}}", "{\"keywords/$kept\":true,"
		"\"keywords/$seen\":null}", "{\"keywords\":{\"$kept\":true}}");
	joined("{\"keywords\":null}", "{\"keywords/$kept\":true}", "{\"keywords\":{\"$kept\":true}}");
	joined("{\"keywords\":null}", "{\"keywords/$kept\":null}", "{\"keywords\":null}");
	joined("{\"object\":{\"a/b\":{}}}", "{\"object/a~1b/c\":1}", "{\"object\":{\"a/b\":{\"c\":1}}}");
	joined("{\"rev\":3,\"text\":\"a\"}", "{\"rev\":4}", "{\"rev\":4,\"text\":\"a\"}");
}

/* A patch of changes that fit each other: whole fields, or members of sets, objects and local times. */
static struct json *random_patch(struct random *r)
{
	static const char *const parts[] = { "keywords/$seen", "keywords/$kept", "keywords/a", "codes/el", "codes/en",
	                                     "object/a",       "object/b",       "object/a/c",  "local/duration" };
	struct json *patch = json_new_object();

	for (uint64_t i = 1 + random_below(r, 4); i > 0; i--) {
		if (random_below(r, 3) == 0) {
			const struct field *field = &generate_every_kind.fields[random_below(r, generate_every_kind.field_count)];

			json_set(patch, field->name, random_below(r, 3) ? generate_value(field, r) : json_new_null());
		} else {
			static const char *const values[] = { "true", "null", "{\"c\":1}", "\"PT1H\"" };

			json_set(patch, parts[random_below(r, ARRAY_SIZE(parts))], json_parse_own(values[random_below(r, 4)]));
		}
	}
	return patch;
}

static void test_join_is_both(void **state)
{
	struct random r;
	int tried = 0;

	(void)state;
	random_seed(&r, 2026);
	for (int round = 0; round < ROUNDS; round++) {
		struct json *body = generate_record(&generate_every_kind, &r, GENERATE_ALL);
		struct json *earlier = random_patch(&r), *later = random_patch(&r), *at_once = json_copy(body);
		struct err e = { 0 };

		if (record_patch(&generate_every_kind, body, earlier, &e) == 0 &&
		    record_patch(&generate_every_kind, body, later, &e) == 0) {
			struct json *both = json_copy(earlier);

			record_patch_join(both, later);
			assert_int_equal(record_patch(&generate_every_kind, at_once, both, &e), 0);
			if (!json_equal(at_once, body))
				print_error("%s\n%s\n%s\n%s\n%s\n", json_print(earlier), json_print(later), json_print(both),
				            json_print(at_once), json_print(body));
			assert_true(json_equal(at_once, body));
			json_free(both);
			tried++;
		}
		err_release(&e);
		json_free(body);
		json_free(earlier);
		json_free(later);
		json_free(at_once);
	}
	assert_true(tried > ROUNDS / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set_and_remove), cmocka_unit_test(test_sets),     cmocka_unit_test(test_restrictions),
		cmocka_unit_test(test_too_many),       cmocka_unit_test(test_commutes), cmocka_unit_test(test_join),
		cmocka_unit_test(test_join_is_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
