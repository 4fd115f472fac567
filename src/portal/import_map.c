/* From a record of another portal to one of ours: ids, people, files, states. Nothing of it is believed that its type's rows refuse. */
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "twinline/base/attr.h"
#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/records.h"
#include "twinline/text/fold.h"

/* What counts only where it was made. */
static const struct { enum record_type_index type; const char *field; } left_behind[] = {
	{TYPE_Project, "waitsFor"},  {TYPE_Project, "waitsForOffices"}, {TYPE_Project, "labels"}, {TYPE_Project, "applyUntil"},
	{TYPE_Project, "partner"},   {TYPE_Project, "shown"},           {TYPE_Project, "members"}, {TYPE_Project, "countries"},
	{TYPE_Pupil, "person"},      {TYPE_Pupil, "userName"},          {TYPE_Pupil, "initialPassword"},
	{TYPE_Pupil, "consentBy"},   {TYPE_Pupil, "consentAt"},         {TYPE_Pupil, "resetAt"},  {TYPE_Event, "office"},
	{TYPE_Event, "joined"},
};

void import_id(const struct import *x, const char *type, const char *old, char id[RECORD_ID_LENGTH + 1])
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
	char *text = xasprintf("%s\n%s\n%s", x->id, type, old), hex[DIGEST_TEXT_SIZE];
	crypto_digest(text, strlen(text), hex);
	for (int i = 0; i < RECORD_ID_LENGTH; i++) {
		char pair[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
		id[i] = letters[strtoul(pair, NULL, 16) % (i == 0 ? 26 : 32)];
	}
	id[RECORD_ID_LENGTH] = '\0';
	free(text);
}

const struct json *import_records(const struct import *x, const struct record_type *type)
{
	const struct json *list = json_get(json_get(x->all, "records"), type->name);
	return json_is_array(list) ? list : NULL;
}

static bool is_in_folder(const struct import *x, const struct record_type *type, const char *old)
{
	for (const struct json *i = json_first(import_records(x, type)); i; i = json_next(i))
		if (text_equal(json_get_text(i, "id"), old))
			return true;
	return false;
}

static const struct import_person *person_of(const struct import *x, const struct json *party)
{
	const char *id = json_get_text(party, "id");
	for (size_t i = 0; id && i < x->person_count; i++)
		if (text_equal(x->people[i].old_id, id))
			return &x->people[i];
	return NULL;
}

/* Who has no account here is a name. */
static struct json *map_party(const struct import *x, const struct field *field, const struct json *party)
{
	const struct import_person *person = text_equal(field->target, "Person") ? person_of(x, party) : NULL;
	struct json *mapped = json_new_object();
	const char *country = person ? person->country : json_get_text(party, "country");
	if (person || text_equal(field->target, "Project"))
		json_set_string(mapped, "id", person ? person->id : x->id);
	json_set_string(mapped, "name", person ? person->name : json_get_text(party, "name"));
	if (country)
		json_set_string(mapped, "country", country);
	return mapped;
}

/* NULL where what it names is not in the folder. */
static struct json *map_reference(const struct import *x, const char *target, const char *old)
{
	const struct record_type *type = target ? record_type_find(target) : NULL;
	char id[RECORD_ID_LENGTH + 1];
	if (!type || !old || !is_in_folder(x, type, old))
		return NULL;
	import_id(x, type->name, old, id);
	return json_new_string(type->index == TYPE_Project ? x->id : id);
}

static const struct json *file_of(const struct import *x, const char *blob)
{
	for (const struct json *i = json_first(json_get(x->all, "files")); i; i = json_next(i))
		if (text_equal(json_get_text(i, "blobId"), blob))
			return i;
	return NULL;
}

/* One that did not come along is left out. */
static struct json *map_blob(const struct import *x, const struct json *file)
{
	const char *old = json_get_text(file, "blobId");
	char id[RECORD_ID_LENGTH + 1];
	if (!old || !json_get_text(file_of(x, old), "path"))
		return NULL;
	struct json *mapped = json_copy(file);
	import_id(x, "Blob", old, id);
	json_set_string(mapped, "blobId", id);
	return mapped;
}

static struct json *map_element(const struct import *x, const struct field *field, const struct json *value)
{
	if (field->kind == FIELD_PARTIES)
		return map_party(x, field, value);
	return field->kind == FIELD_BLOBS ? map_blob(x, value) : map_reference(x, field->target, json_text(value));
}

static struct json *map_list(const struct import *x, const struct field *field, const struct json *list)
{
	struct json *mapped = json_new_array();
	for (const struct json *i = json_first(list); i; i = json_next(i)) {
		struct json *element = map_element(x, field, i);
		if (element)
			json_push(mapped, element);
	}
	return mapped;
}

static struct json *map_value(const struct import *x, const struct field *field, const struct json *value)
{
	switch (field->kind) {
	case FIELD_PARTY:
		return map_party(x, field, value);
	case FIELD_REFERENCE:
		return map_reference(x, field->target, json_text(value));
	case FIELD_PARTIES:
	case FIELD_REFERENCES:
	case FIELD_BLOBS:
		return map_list(x, field, value);
	default:
		return json_copy(value);
	}
}

static bool stays_behind(const struct record_type *type, const struct field *field)
{
	if (text_equal(field->name, "hidden"))
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(left_behind); i++)
		if (left_behind[i].type == (enum record_type_index)type->index && text_equal(left_behind[i].field, field->name))
			return true;
	return false;
}

/* --- what is true of it here --- */

static void settle_project(const struct import *x, struct json *body)
{
	struct json *founders = json_new_array();
	for (size_t i = 0; i < x->person_count && json_size(founders) < 2; i++) {
		if (x->people[i].role != ROLE_FOUNDER)
			continue;
		struct json *party = json_push(founders, json_new_object());
		json_set_string(party, "id", x->people[i].id);
		json_set_string(party, "name", x->people[i].name);
		if (x->people[i].country)
			json_set_string(party, "country", x->people[i].country);
	}
	json_set(body, "founders", founders);
	json_set_string(body, "state", x->active ? "active" : "closed");
}

/* What a comment hangs on, by its type and id as texts. */
static void settle_post(const struct import *x, const struct json *tree, struct json *body)
{
	struct json *id = map_reference(x, json_get_text(tree, "aboutType"), json_get_text(tree, "aboutId"));
	if (id)
		json_set(body, "aboutId", id);
	else
		json_remove(body, "aboutId");
}

static void settle(const struct import *x, const struct record_type *type, const struct json *tree, struct json *body)
{
	if (type->index == TYPE_Project)
		settle_project(x, body);
	else if (type->index == TYPE_Member)
		json_set_string(body, "state", json_get_text(json_get(body, "person"), "id") ? "member" : "left");
	else if (type->index == TYPE_Pupil)
		json_set_string(body, "state", "ended");
	else if (type->index == TYPE_Post)
		settle_post(x, tree, body);
}

struct json *import_body(const struct import *x, const struct record_type *type, const struct json *tree)
{
	struct json *body = json_new_object();
	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		const struct json *value = json_get(tree, field->name);
		struct err wrong = {0};
		if (!value || field_is_default(field, value) || stays_behind(type, field))
			continue;
		struct json *mapped = field_check(field, value, &wrong) == 0 ? map_value(x, field, value) : NULL;
		if (mapped && !field_is_default(field, mapped))
			json_set(body, field->name, mapped);
		else
			json_free(mapped);
		err_release(&wrong);
	}
	settle(x, type, tree, body);
	return body;
}
