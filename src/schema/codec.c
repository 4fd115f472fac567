/* JSON objects to record structs and back, by the offset rows. */
#include "twinline/schema/schema.h"

#include <stdlib.h>
#include <string.h>

#include "kind.h"
#include "twinline/base/mem.h"

void record_decode(const struct record_type *type, const struct json *object, void *record)
{
	struct record_head *head = record;

	head->id = xstrdup(json_get_text(object, "id"));
	head->rev = json_get_integer(object, "rev", 0);
	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		const struct json *value = json_get(object, field->name);

		if (value && field_codecs[field->kind].decode(value, (char *)record + field->offset))
			head->present |= UINT64_C(1) << i;
	}
}

struct json *record_encode(const struct record_type *type, const void *record)
{
	struct json *object = json_new_object();

	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];

		if (record_has(type, record, field))
			json_set(object, field->name, field_codecs[field->kind].encode((const char *)record + field->offset));
	}
	return object;
}

void record_release(const struct record_type *type, void *record)
{
	struct record_head *head = record;

	free(head->id);
	for (unsigned i = 0; i < type->field_count; i++)
		field_codecs[type->fields[i].kind].release((char *)record + type->fields[i].offset);
	memset(record, 0, type->size);
}

struct json *field_default(const struct field *field)
{
	switch (field->kind) {
	case FIELD_BOOLEAN:
		return json_new_bool(false);
	case FIELD_CODES:
	case FIELD_KEYWORDS:
		return json_new_object();
	case FIELD_REFERENCES:
	case FIELD_PARTIES:
	case FIELD_BLOBS:
		return json_new_array();
	case FIELD_TEXT:
	case FIELD_LONG_TEXT:
		return json_new_string("");
	default:
		return json_new_null();
	}
}

bool field_is_default(const struct field *field, const struct json *value)
{
	if (!value || json_is_null(value))
		return true;
	struct json *standard = field_default(field);
	bool same = json_equal(standard, value);
	json_free(standard);
	return same;
}
