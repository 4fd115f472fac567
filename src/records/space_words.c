/* Records in words, as an export has them: one line or paragraph a field, by the rows of its type. */
#include "space_parts.h"

#include <stdlib.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/markdown.h"
#include "twinline/text/datetime.h"

/* Of no use to whoever reads the folder. */
static const char *const never[] = { "position", "project", "rev", "aboutType", "aboutId", "person" };

void space_add_byline(struct str *out, const struct json *who, const char *at)
{
	const char *name = json_get_text(who, "name");
	int64_t when;

	str_add(out, "**");
	markdown_add_line(out, name && *name ? party_called(name) : "-");
	str_add(out, "**");
	if (clock_parse(at, &when)) {
		str_add(out, ", ");
		datetime_add_full(out, when, 0);
	}
}

static const struct space_file *file_of(const struct space *sp, const char *blob)
{
	for (size_t i = 0; blob && i < sp->file_count; i++)
		if (text_equal(sp->files[i].blob, blob))
			return &sp->files[i];
	return NULL;
}

void space_add_files(struct space_out *o, struct str *out, const struct json *files, const char *up)
{
	for (const struct json *i = json_first(files); i; i = json_next(i)) {
		const struct space_file *file = file_of(o->sp, json_get_text(i, "blobId"));

		str_add(out, "- ");
		if (file && file->path)
			markdown_add_link(out, json_get_text(i, "name"), up, file->path);
		else
			markdown_add_line(out, json_get_text(i, "name"));
		str_addc(out, '\n');
	}
	if (json_size(files))
		str_addc(out, '\n');
}

static void part(struct str *out, size_t begun)
{
	if (out->len > begun)
		str_add(out, ", ");
}

static void add_codes(struct str *out, const struct field *field, const struct json *set)
{
	size_t begun = out->len;

	for (const struct json *i = json_first(set); i; i = json_next(i)) {
		part(out, begun);
		markdown_add_line(out, field->vocabulary ? vocabulary_label(field->vocabulary, json_key(i)) : json_key(i));
	}
}

/* Of a party its name, of a reference the title of what it leads to. */
static void add_reference(struct space_out *o, struct str *out, const struct field *field, const struct json *value)
{
	const struct record_type *type = field->target ? record_type_find(field->target) : NULL;
	const struct space_record *r = type && json_text(value) ? space_find(o->sp, (enum record_type_index)type->index, json_text(value)) : NULL;
	const char *name = json_is_object(value) ? party_called(json_get_text(value, "name")) : r ? record_title(r->tree) : json_text(value);

	markdown_add_line(out, name ? name : "-");
}

static void add_references(struct space_out *o, struct str *out, const struct field *field, const struct json *list)
{
	size_t begun = out->len;

	for (const struct json *i = json_first(list); i; i = json_next(i)) {
		part(out, begun);
		add_reference(o, out, field, i);
	}
}

static void add_time(struct str *out, const struct json *value)
{
	const char *start = json_get_text(value, "start"), *zone = json_get_text(value, "timeZone");

	markdown_add_line(out, start);
	if (zone) {
		str_addc(out, ' ');
		markdown_add_line(out, zone);
	}
}

static void add_value(struct space_out *o, struct str *out, const struct field *field, const struct json *value)
{
	int64_t at;

	if (field->kind == FIELD_CODE) {
		markdown_add_line(out, vocabulary_label(field->vocabulary, json_text(value)));
	} else if (field->kind == FIELD_CODES || field->kind == FIELD_KEYWORDS) {
		add_codes(out, field, value);
	} else if (field->kind == FIELD_REFERENCE || field->kind == FIELD_PARTY) {
		add_reference(o, out, field, value);
	} else if (field->kind == FIELD_REFERENCES || field->kind == FIELD_PARTIES) {
		add_references(o, out, field, value);
	} else if (field->kind == FIELD_UTC && clock_parse(json_text(value), &at)) {
		datetime_add_full(out, at, 0);
	} else if (field->kind == FIELD_LOCAL) {
		add_time(out, value);
	} else if (field->kind == FIELD_BOOLEAN) {
		str_add(out, json_bool(value, false) ? _("yes") : _("no"));
	} else if (json_is_number(value)) {
		str_addf(out, "%lld", (long long)json_integer(value, 0));
	} else {
		markdown_add_line(out, json_text(value));
	}
}

static bool is_in(const char *name, const char *const *list)
{
	for (; list && *list; list++)
		if (text_equal(name, *list))
			return true;
	return false;
}

static bool is_shown(const struct field *field, const struct json *value, const char *const *leave_out)
{
	for (size_t i = 0; i < ARRAY_SIZE(never); i++)
		if (text_equal(field->name, never[i]) && field->kind != FIELD_PARTY)
			return false;
	if (field->kind == FIELD_OBJECT || field->kind == FIELD_POINT)
		return false;
	return value && !field_is_default(field, value) && !is_in(field->name, leave_out);
}

void space_add_fields(struct space_out *o, struct str *out, const struct space_record *r, const char *const *leave_out)
{
	/* Lines first, so that one text does not part them. */
	for (unsigned i = 0; i < r->type->field_count; i++) {
		const struct field *field = &r->type->fields[i];
		const struct json *value = json_get(r->tree, field->name);

		if (field->kind == FIELD_LONG_TEXT || field->kind == FIELD_BLOBS || !is_shown(field, value, leave_out))
			continue;
		str_addf(out, "- **%s:** ", _(field->label));
		add_value(o, out, field, value);
		str_addc(out, '\n');
	}
	str_addc(out, '\n');
	for (unsigned i = 0; i < r->type->field_count; i++) {
		const struct field *field = &r->type->fields[i];
		const struct json *value = json_get(r->tree, field->name);

		if ((field->kind != FIELD_LONG_TEXT && field->kind != FIELD_BLOBS) || !is_shown(field, value, leave_out))
			continue;
		str_addf(out, "**%s**\n\n", _(field->label));
		if (field->kind == FIELD_BLOBS)
			space_add_files(o, out, value, "");
		else
			markdown_add_text(out, json_text(value), false, 0);
	}
}
