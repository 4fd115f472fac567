/* Values in words: those that a sheet can hold read as they do there, the others by what they name. */
#include "value_words.h"

#include <stdlib.h>

#include "attach.h"
#include "lookup.h"
#include "sheet_value.h"
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "words.h"

/* What an element of a list is called. */
static char *element_words(const struct json *element)
{
	const char *name = json_is_object(element) ? json_get_text(element, "name") : json_text(element);

	if (json_get(element, "blobId")) /* two files of one name are told apart by their size */
		return attach_words(element);
	return xstrdup(name ? party_called(name) : "");
}

static char *list_words(const struct json *list)
{
	struct str text = { 0 };

	for (const struct json *i = json_first(list); i; i = json_next(i))
		words_part_taken(&text, element_words(i));
	return str_detach(&text);
}

/* "About me: contacts": members that are called like fields of the type have their labels. */
static char *object_words(const struct record_type *type, const struct json *object)
{
	struct str text = { 0 };

	for (const struct json *i = json_first(object); i; i = json_next(i)) {
		const struct field *field = field_find(type, json_key(i));
		char *value = json_text(i) ? xstrdup(vocabulary_label(&vocabulary_seen_by, json_text(i))) : json_print(i);

		words_part_taken(&text, xasprintf("%s: %s", field ? _(field->label) : json_key(i), value));
		free(value);
	}
	return str_detach(&text);
}

/* "20 Nov 2026, 16:00, 60 min, Europe/Athens" */
static char *time_words(struct sheet *sheet, const char *field)
{
	static const enum sheet_part parts[] = { SHEET_DAY, SHEET_HOUR, SHEET_LENGTH, SHEET_ZONE };
	struct str text = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		struct sheet_line line = { .field = field, .part = parts[i] };
		char *part = sheet_value_text(sheet, &line);

		if (*part)
			words_part(&text, part);
		free(part);
	}
	return str_detach(&text);
}

/* What a saved search looks for; NULL for any other record. */
static const struct record_type *searched_by(const struct record_type *type, const struct json *tree)
{
	const char *name = type == &record_types[TYPE_SavedSearch] ? json_get_text(tree, "type") : NULL;

	return name ? record_type_find(name) : NULL;
}

char *value_words(const struct record_type *type, const struct json *tree, const char *name)
{
	const struct field *field = field_find(type, name);
	const struct json *value = json_get(tree, name);
	const struct record_type *searched = searched_by(type, tree);
	struct sheet_line lines[2] = { { .field = name } };
	struct sheet_kind kind = { .type = type, .lines = lines };
	struct sheet sheet = { .kind = &kind, .body = (struct json *)tree, .zone = zone_of_computer() };
	char *text;

	if (!field || !value || json_is_null(value))
		text = xstrdup("");
	else if (field->kind == FIELD_LOCAL)
		text = time_words(&sheet, name);
	else if (json_is_array(value))
		text = list_words(value);
	else if (field->kind == FIELD_PARTY)
		text = element_words(value);
	else if (field->kind == FIELD_OBJECT && searched)
		text = lookup_title(searched, value);
	else if (field->kind == FIELD_OBJECT || field->kind == FIELD_POINT)
		text = object_words(type, value);
	else
		text = sheet_value_text(&sheet, lines);
	free(sheet.zone);
	return text;
}
