/* Checks whole records: every wrong field at once, each as a code with its arguments. */
#include "twinline/schema/schema.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"

void field_errors_add(struct field_errors *list, const struct field *field, const char *name, struct err *error_taken)
{
	if (list->count == FIELD_ERRORS_MAX) {
		err_release(error_taken);
		return;
	}
	if (list->count == list->capacity) {
		list->capacity = list->capacity ? list->capacity * 2 : 4;
		list->at = xrealloc(list->at, list->capacity, sizeof *list->at);
	}
	struct field_error *entry = &list->at[list->count++];
	*entry = (struct field_error){ .field = field, .name = xstrdup(name) };
	err_move(&entry->error, error_taken);
}

void field_errors_release(struct field_errors *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->at[i].name);
		err_release(&list->at[i].error);
	}
	free(list->at);
	*list = (struct field_errors){ 0 };
}

static void add(struct field_errors *list, const struct field *field, const char *name, enum err_code code)
{
	struct err error = { 0 };

	err_set(&error, code, NULL);
	field_errors_add(list, field, name, &error);
}

static bool same_party(const struct json *a, const struct json *b)
{
	return text_equal(json_get_text(a, "id"), json_get_text(b, "id"));
}

/* Parties are the same if their ids are: the copies of name and country are the portal's and age. */
static bool is_same(const struct field *field, const struct json *a, const struct json *b)
{
	if (field_is_default(field, a) || field_is_default(field, b))
		return field_is_default(field, a) && field_is_default(field, b);
	if (field->kind == FIELD_PARTY)
		return same_party(a, b);
	if (field->kind != FIELD_PARTIES || !json_is_array(a) || !json_is_array(b))
		return json_equal(a, b);
	for (a = json_first(a), b = json_first(b); a && b; a = json_next(a), b = json_next(b))
		if (!same_party(a, b))
			return false;
	return !a && !b;
}

static void validate_create(const struct record_type *type, const struct json *object, struct field_errors *errors)
{
	for (const struct json *member = json_first(object); member; member = json_next(member))
		if (text_equal(json_key(member), "id") || text_equal(json_key(member), "rev"))
			add(errors, NULL, json_key(member), ERR_FIELD_SERVER_SET);
		else if (!field_find(type, json_key(member)))
			add(errors, NULL, json_key(member), ERR_FIELD_UNKNOWN);

	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		const struct json *value = json_get(object, field->name);
		struct err error = { 0 };

		if (!(field->flags & F_SERVER_SET) && field_check(field, value, &error) < 0)
			field_errors_add(errors, field, field->name, &error);
		else if (field->flags & F_SERVER_SET && value && !json_is_null(value))
			add(errors, field, field->name, ERR_FIELD_SERVER_SET);
	}
}

static void validate_update(const struct record_type *type, const struct json *object, const struct json *before,
                            struct field_errors *errors)
{
	for (const struct json *member = json_first(object); member; member = json_next(member)) {
		const char *name = json_key(member);
		bool ours = text_equal(name, "id") || text_equal(name, "rev") || field_find(type, name);

		/* A newer portal's property may stand in a body that is older than this program. */
		if (!ours && !json_equal(member, json_get(before, name)))
			add(errors, NULL, name, ERR_FIELD_UNKNOWN);
	}
	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		const struct json *value = json_get(object, field->name);
		struct err error = { 0 };

		if (is_same(field, value, json_get(before, field->name)))
			continue;
		if (field->flags & F_SERVER_SET)
			add(errors, field, field->name, ERR_FIELD_SERVER_SET);
		else if (field->flags & F_IMMUTABLE)
			add(errors, field, field->name, ERR_FIELD_IMMUTABLE);
		else if (field_check(field, value, &error) < 0)
			field_errors_add(errors, field, field->name, &error);
	}
}

size_t record_validate(const struct record_type *type, const struct json *object, const struct json *before,
                       enum validate_mode mode, struct field_errors *errors)
{
	size_t had = errors->count;

	if (!json_is_object(object)) {
		struct err error = { 0 };

		err_set(&error, ERR_FIELD_TYPE, "{}", NULL);
		field_errors_add(errors, NULL, "", &error);
	} else if (mode == VALIDATE_CREATE) {
		validate_create(type, object, errors);
	} else {
		validate_update(type, object, before, errors);
	}
	return errors->count - had;
}
