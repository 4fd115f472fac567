/* The codec: every kind of field there and back, with generated values; what is wrong counts as absent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/generate.h"
#include "twinline/base/mem.h"
#include "twinline/schema/records.h"

enum { ROUNDS = 60 };

/* Decoding and encoding gives the object back, minus the head that is kept beside it. */
static void round_trip(const struct record_type *type, struct random *r)
{
	struct json *object = generate_record(type, r, GENERATE_ALL);
	void *record = xcalloc(1, type->size);
	struct record_head *head = record;

	json_set_string(object, "id", "abcd2345");
	json_set_integer(object, "rev", 7);
	record_decode(type, object, record);
	assert_string_equal(head->id, "abcd2345");
	assert_int_equal(head->rev, 7);
	json_remove(object, "id");
	json_remove(object, "rev");

	struct json *again = record_encode(type, record);
	char *was = json_print(object), *is = json_print(again);
	assert_string_equal(is, was);
	for (unsigned i = 0; i < type->field_count; i++)
		assert_int_equal(record_has(type, record, &type->fields[i]), json_get(object, type->fields[i].name) != NULL);
	record_release(type, record);
	for (size_t i = 0; i < type->size; i++)
		assert_int_equal(((unsigned char *)record)[i], 0);
	free(was);
	free(is);
	json_free(again);
	json_free(object);
	free(record);
}

static void test_round_trips(void **state)
{
	struct random r;

	(void)state;
	random_seed(&r, 11);
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
			round_trip(&record_types[i], &r);
		round_trip(&generate_every_kind, &r);
	}
}

/* The generator leaves no kind out, so neither does the round trip above. */
static void test_every_kind_is_tried(void **state)
{
	unsigned kinds = 0;

	(void)state;
	for (unsigned i = 0; i < generate_every_kind.field_count; i++)
		kinds |= 1u << generate_every_kind.fields[i].kind;
	assert_int_equal(kinds, (1u << FIELD_KIND_COUNT) - 1);
}

#define KIND(kind) (1u << FIELD_##kind)

static void test_wrong_is_absent(void **state)
{
	static const struct {
		const char *value;
		unsigned kinds; /* that take it */
	} rows[] = {
		{ "null", 0 },
		{ "7.5", 0 },
		{ "1e300", 0 },
		{ "7", KIND(INTEGER) },
		{ "true", KIND(BOOLEAN) },
		{ "\"?\"", KIND(TEXT) | KIND(LONG_TEXT) | KIND(CODE) | KIND(REFERENCE) },
		{ "[7,{},null,true]", KIND(REFERENCES) | KIND(PARTIES) | KIND(BLOBS) },
		{ "{\"id\":7,\"blobId\":null}", KIND(CODES) | KIND(KEYWORDS) | KIND(OBJECT) },
		{ "{\"latitude\":\"1\",\"longitude\":2}", KIND(CODES) | KIND(KEYWORDS) | KIND(OBJECT) },
		{ "{\"start\":true,\"id\":\"a\"}", KIND(CODES) | KIND(KEYWORDS) | KIND(OBJECT) | KIND(PARTY) },
	};
	const struct record_type *type = &generate_every_kind;

	(void)state;
	for (size_t w = 0; w < ARRAY_SIZE(rows); w++) {
		struct json *object = json_new_object(), *value = json_parse_own(rows[w].value);
		void *record = xcalloc(1, type->size);
		unsigned taken = 0;

		for (unsigned i = 0; i < type->field_count; i++)
			json_set(object, type->fields[i].name, json_copy(value));
		record_decode(type, object, record);
		for (unsigned i = 0; i < type->field_count; i++)
			if (record_has(type, record, &type->fields[i]))
				taken |= 1u << type->fields[i].kind;
		assert_int_equal(taken, rows[w].kinds);
		record_release(type, record);
		free(record);
		json_free(value);
		json_free(object);
	}
}

static void test_message(void **state)
{
	static const char text[] = "{\"id\":\"m2345678\",\"rev\":3,\"subject\":\"Water\",\"from\":{\"id\":\"p1\","
		"\"name\":\"A\"},"
	                           "\"to\":[{\"id\":\"p2\"},7,{\"name\":\"no id\"},{\"id\":\"p3\",\"country\":\"GR\"}],"
	                           "\"keywords\":{\"$seen\":true,\"$kept\":false},\"receivedAt\":\"2026-11-17T09:55:00Z\","
	                           "\"files\":[{\"blobId\":\"b1\",\"name\":\"a.jpg\",\"type\":\"image/jpeg\",\"size\":48213}],"
	                           "\"later\":1,\"text\":7}";
	const struct record_type *type = &record_types[TYPE_Message];
	struct json *object = json_parse_own(text);
	struct message m = { 0 };

	(void)state;
	record_decode(type, object, &m);
	assert_string_equal(m.head.id, "m2345678");
	assert_string_equal(m.subject, "Water");
	assert_string_equal(m.from.id, "p1");
	assert_null(m.from.country);
	assert_int_equal(m.to.count, 2);
	assert_string_equal(m.to.at[1].country, "GR");
	assert_true(strings_has(&m.keywords, "$seen"));
	assert_false(strings_has(&m.keywords, "$kept"));
	assert_int_equal(m.received_at, 1794909300);
	assert_int_equal(m.files.at[0].size, 48213);
	assert_null(m.text);
	assert_false(record_has(type, &m, field_find(type, "text")));
	record_release(type, &m);
	json_free(object);
}

static void test_made_here(void **state)
{
	const struct record_type *type = &record_types[TYPE_Person];
	struct person p = { 0 };

	(void)state;
	p.name = xstrdup("Ewa Kowalska");
	p.pupils_from = 7;
	p.available = true;
	record_mark_present(type, &p, "name");
	record_mark_present(type, &p, "pupilsFrom");
	struct json *object = record_encode(type, &p);
	char *text = json_print(object);
	assert_string_equal(text, "{\"name\":\"Ewa Kowalska\",\"pupilsFrom\":7}");
	free(text);
	json_free(object);
	record_release(type, &p);
}

static void test_defaults(void **state)
{
	const struct record_type *type = &generate_every_kind;

	(void)state;
	for (unsigned i = 0; i < type->field_count; i++) {
		struct json *value = field_default(&type->fields[i]);

		assert_true(field_is_default(&type->fields[i], value));
		assert_true(field_is_default(&type->fields[i], NULL));
		json_free(value);
		value = json_new_integer(5);
		assert_false(field_is_default(&type->fields[i], value));
		json_free(value);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trips), cmocka_unit_test(test_every_kind_is_tried),
		cmocka_unit_test(test_wrong_is_absent), cmocka_unit_test(test_message),
		cmocka_unit_test(test_made_here), cmocka_unit_test(test_defaults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
