/* The record types and vocabularies as a JSON Schema (draft 2020-12), grown from the rows. */
#include "twinline/jmap/describe.h"

#include <stdlib.h>

#include "rows.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"

#define ID_PATTERN "^[A-Za-z0-9_-]{1,255}$"

static struct json *of_type(const char *type)
{
	struct json *schema = json_new_object();

	json_set_string(schema, "type", type);
	return schema;
}

static struct json *text_like(const char *key, const char *value)
{
	struct json *schema = of_type("string");

	json_set_string(schema, key, value);
	return schema;
}

/* An object with these text members, the first of them required. */
static struct json *object_of(const char *const *names)
{
	struct json *schema = of_type("object"), *members = json_set(schema, "properties", json_new_object());

	json_push(json_set(schema, "required", json_new_array()), json_new_string(names[0]));
	for (; *names; names++)
		json_set(members, *names, of_type("string"));
	json_set_bool(schema, "additionalProperties", false);
	return schema;
}

static struct json *party_schema(void)
{
	static const char *const names[] = { "id", "name", "country", NULL };

	return object_of(names);
}

static struct json *blob_schema(void)
{
	static const char *const names[] = { "blobId", "name", "type", NULL };
	struct json *schema = object_of(names);

	json_set(json_get_mutable(schema, "properties"), "size", of_type("integer"));
	return schema;
}

static struct json *local_schema(void)
{
	static const char *const names[] = { "start", "timeZone", "duration", NULL };

	return object_of(names);
}

static struct json *point_schema(void)
{
	struct json *schema = of_type("object"), *members = json_set(schema, "properties", json_new_object());

	json_set(members, "latitude", of_type("number"));
	json_set(members, "longitude", of_type("number"));
	return schema;
}

static void set_bounds(struct json *schema, const struct field *f, const char *least, const char *most)
{
	if (f->min)
		json_set_integer(schema, least, f->min);
	if (f->max)
		json_set_integer(schema, most, f->max);
}

static struct json *list_schema(const struct field *f, struct json *items_taken)
{
	struct json *schema = of_type("array");

	json_set(schema, "items", items_taken);
	set_bounds(schema, f, "minItems", "maxItems");
	return schema;
}

/* A set as RFC 8620 likes it: an object whose members are true. */
static struct json *set_schema(const struct field *f)
{
	struct json *schema = of_type("object"), *truth = json_new_object();

	json_set_bool(truth, "const", true);
	json_set(schema, "additionalProperties", truth);
	if (f->vocabulary) {
		char *path = xasprintf("#/$defs/%s", f->vocabulary->name);
		json_set_string(json_set(schema, "propertyNames", json_new_object()), "$ref", path);
		free(path);
	}
	set_bounds(schema, f, "minProperties", "maxProperties");
	return schema;
}

static struct json *text_schema(const struct field *f)
{
	struct json *schema = of_type("string");

	set_bounds(schema, f, "minLength", "maxLength");
	if (f->flags & F_WEB)
		json_set_string(schema, "format", "uri");
	if (f->flags & F_MAIL)
		json_set_string(schema, "format", "email");
	return schema;
}

static struct json *code_schema(const struct field *f)
{
	struct json *schema = json_new_object();
	char *path = xasprintf("#/$defs/%s", f->vocabulary->name);

	json_set_string(schema, "$ref", path);
	free(path);
	return schema;
}

static struct json *kind_schema(const struct field *f)
{
	struct json *schema;

	switch (f->kind) {
	case FIELD_INTEGER:
		schema = of_type("integer");
		set_bounds(schema, f, "minimum", "maximum");
		return schema;
	case FIELD_BOOLEAN:
		return of_type("boolean");
	case FIELD_DATE:
		return text_like("format", "date");
	case FIELD_UTC:
		return text_like("format", "date-time");
	case FIELD_LOCAL:
		return local_schema();
	case FIELD_CODE:
		return code_schema(f);
	case FIELD_CODES:
	case FIELD_KEYWORDS:
		return set_schema(f);
	case FIELD_REFERENCE:
		return text_like("pattern", ID_PATTERN);
	case FIELD_REFERENCES:
		return list_schema(f, text_like("pattern", ID_PATTERN));
	case FIELD_PARTY:
		return party_schema();
	case FIELD_PARTIES:
		return list_schema(f, party_schema());
	case FIELD_BLOBS:
		return list_schema(f, blob_schema());
	case FIELD_POINT:
		return point_schema();
	case FIELD_OBJECT:
		return of_type("object");
	default:
		return text_schema(f);
	}
}

static struct json *field_schema(const struct field *f)
{
	struct json *schema = kind_schema(f), *flags;

	json_set_string(schema, "title", f->label);
	json_set_string(schema, "description", f->help);
	json_set(schema, "default", field_default(f));
	if (f->flags & F_SERVER_SET)
		json_set_bool(schema, "readOnly", true);
	if (f->target)
		json_set_string(schema, "x-target", f->target);
	flags = json_set(schema, "x-flags", json_new_array());
	for (const struct word *w = flag_words; w->word; w++)
		if (f->flags & w->flag)
			json_push(flags, json_new_string(w->word));
	return schema;
}

static struct json *type_schema(const struct record_type *type)
{
	struct json *schema = of_type("object"), *members = json_set(schema, "properties", json_new_object());
	struct json *required = json_set(schema, "required", json_new_array());
	struct json *id = json_set(members, "id", text_like("pattern", ID_PATTERN));
	struct json *rev = json_set(members, "rev", of_type("integer"));

	json_set_bool(id, "readOnly", true);
	json_set_bool(rev, "readOnly", true);
	json_set_string(schema, "title", type->label);
	struct json *accounts = json_set(schema, "x-accounts", json_new_array());
	for (int kind = 0; kind < ACCOUNT_KIND_COUNT; kind++)
		if (record_type_in(type, (enum account_kind)kind))
			json_push(accounts, json_new_string(account_kind_name((enum account_kind)kind)));
	for (unsigned i = 0; i < type->field_count; i++) {
		json_set(members, type->fields[i].name, field_schema(&type->fields[i]));
		if (type->fields[i].flags & F_REQUIRED)
			json_push(required, json_new_string(type->fields[i].name));
	}
	return schema;
}

static struct json *vocabulary_schema(const struct vocabulary *v)
{
	struct json *schema = of_type("string"), *codes = json_set(schema, "oneOf", json_new_array());

	for (size_t i = 0; i < v->count; i++) {
		struct json *code = json_push(codes, json_new_object());

		json_set_string(code, "const", v->rows[i].code);
		json_set_string(code, "title", v->rows[i].label);
		if (v->rows[i].from)
			json_set_string(code, "x-from", v->rows[i].from);
		if (v->rows[i].until)
			json_set_string(code, "x-until", v->rows[i].until);
		for (const struct word *w = vocabulary_words(v); w->word; w++)
			if (v->rows[i].flags & w->flag) {
				struct json *flags = json_get_mutable(code, "x-flags");

				json_push(flags ? flags : json_set(code, "x-flags", json_new_array()), json_new_string(w->word));
			}
	}
	return schema;
}

static struct json *errors(void)
{
	struct json *all = json_new_object();

	for (int code = ERR_OK + 1; code < ERR_CODE_COUNT; code++) {
		char *sentence = error_sentence((enum err_code)code);

		json_set_string(all, err_name((enum err_code)code), sentence);
		free(sentence);
	}
	return all;
}

struct json *describe_schema(void)
{
	struct json *schema = json_new_object(), *definitions, *limits;

	json_set_string(schema, "$schema", "https://json-schema.org/draft/2020-12/schema");
	json_set_string(schema, "$id", JMAP_TWINLINE);
	json_set_string(schema, "title", "Twinline community 1");
	definitions = json_set(schema, "$defs", json_new_object());
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		json_set(definitions, record_types[i].name, type_schema(&record_types[i]));
	for (const struct vocabulary *const *v = vocabularies; *v; v++)
		json_set(definitions, (*v)->name, vocabulary_schema(*v));
	json_set(schema, "x-errors", errors());
	limits = json_set(schema, "x-limits", json_new_object());
	for (size_t i = 0; i < JMAP_LIMITS; i++)
		json_set_integer(limits, jmap_limits[i].name, jmap_limits[i].value);
	return schema;
}
