/* Generated values for the rows of the schema. */
#include "lib/generate.h"

#include <inttypes.h>
#include <stdlib.h>

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

struct every_kind {
	struct record_head head;
	char *text, *web, *mail, *zone, *long_text, *date, *code, *reference;
	int64_t integer, utc;
	bool boolean;
	struct local_time local;
	struct strings codes, references, keywords;
	struct party party;
	struct parties parties;
	struct blobs blobs;
	struct point point;
	struct json *object;
};

#define ROW(MEMBER, KIND, VOCABULARY, MIN, MAX, FLAGS) \
	{ .name = #MEMBER, .kind = KIND, .vocabulary = VOCABULARY, .min = MIN, .max = MAX, .flags = FLAGS, \
	  .offset = offsetof(struct every_kind, MEMBER) }
static const struct field every_kind_fields[] = {
	ROW(text, FIELD_TEXT, NULL, 2, 40, F_REQUIRED),
	ROW(web, FIELD_TEXT, NULL, 0, 200, F_WEB),
	ROW(mail, FIELD_TEXT, NULL, 0, 200, F_MAIL),
	ROW(zone, FIELD_TEXT, NULL, 0, 64, F_ZONE),
	ROW(long_text, FIELD_LONG_TEXT, NULL, 0, 300, 0),
	ROW(date, FIELD_DATE, NULL, 0, 0, 0),
	ROW(code, FIELD_CODE, &vocabulary_countries, 0, 0, 0),
	ROW(reference, FIELD_REFERENCE, NULL, 0, 0, F_IMMUTABLE),
	ROW(integer, FIELD_INTEGER, NULL, 3, 19, 0),
	ROW(utc, FIELD_UTC, NULL, 0, 0, F_SERVER_SET),
	ROW(boolean, FIELD_BOOLEAN, NULL, 0, 0, 0),
	ROW(local, FIELD_LOCAL, NULL, 0, 0, 0),
	ROW(codes, FIELD_CODES, &vocabulary_languages, 0, 5, 0),
	ROW(references, FIELD_REFERENCES, NULL, 0, 5, 0),
	ROW(keywords, FIELD_KEYWORDS, NULL, 0, 5, F_COMMUTES),
	ROW(party, FIELD_PARTY, NULL, 0, 0, F_IMMUTABLE),
	ROW(parties, FIELD_PARTIES, NULL, 1, 4, F_IMMUTABLE),
	ROW(blobs, FIELD_BLOBS, NULL, 0, 3, 0),
	ROW(point, FIELD_POINT, NULL, 0, 0, 0),
	ROW(object, FIELD_OBJECT, NULL, 0, 0, 0),
};
const struct record_type generate_every_kind = {
	.name = "EveryKind", .size = sizeof(struct every_kind), .fields = every_kind_fields,
	.field_count = ARRAY_SIZE(every_kind_fields), .flags = T_CREATE | T_UPDATE,
};

/* Characters of one to four bytes and of several scripts. */
static const char *const characters[] = { "a", "Z", "7", " ", "\"", "\\",
	                                  "\303\251", "\316\251", "\320\226", "\330\271",
	                                  "\341\203\220", "\346\260\264", "\360\237\214\212",
	                                  "~", "/", "%" };

static void add_text(struct str *out, const struct field *field, struct random *r)
{
	int64_t least = field->min ? field->min : 1, most = field->max ? field->max : 40;
	int64_t count = least + (int64_t)random_below(r, (uint64_t)(most - least + 1));

	str_add(out, "x"); /* never blank */
	for (int64_t i = 1; i < count; i++)
		str_add(out, field->kind == FIELD_LONG_TEXT && random_below(r, 9) == 0 ?
		             "\n" : characters[random_below(r, ARRAY_SIZE(characters))]);
}

static struct json *text_value(const struct field *field, struct random *r)
{
	static const char *const zones[] = { "Europe/Athens", "America/Argentina/Buenos_Aires", "Etc/GMT+3", "UTC" };
	struct str text = { 0 };

	if (field->flags & F_WEB)
		str_addf(&text, "https://school%" PRIu64 ".example/a?b=%%20", random_below(r, 100));
	else if (field->flags & F_MAIL)
		str_addf(&text, "name%" PRIu64 "@school.example", random_below(r, 100));
	else if (field->flags & F_ZONE)
		str_add(&text, zones[random_below(r, ARRAY_SIZE(zones))]);
	else
		add_text(&text, field, r);
	struct json *value = json_new_string(text.text);
	str_release(&text);
	return value;
}

static const char *some_code(const struct vocabulary *v, struct random *r)
{
	return v->rows[random_below(r, v->count)].code;
}

static struct json *date_value(struct random *r)
{
	int year, month, day;

	clock_civil((int64_t)random_below(r, 40000), &year, &month, &day);
	char *text = xasprintf("%04d-%02d-%02d", year, month, day);
	struct json *value = json_new_string(text);
	free(text);
	return value;
}

static struct json *utc_value(struct random *r)
{
	char text[CLOCK_TEXT_SIZE];

	clock_format((int64_t)random_below(r, 4000000000), text);
	return json_new_string(text);
}

static struct json *local_value(struct random *r)
{
	struct json *object = json_new_object();

	json_set_string(object, "start", "2026-11-17T10:30:00");
	if (random_below(r, 2))
		json_set_string(object, "timeZone", "Europe/Istanbul");
	if (random_below(r, 2))
		json_set_string(object, "duration", random_below(r, 2) ? "P1DT2H30M" : "P2W");
	return object;
}

static struct json *set_value(const struct field *field, struct random *r)
{
	static const char *const keywords[] = { "$seen", "$answered", "$kept", "$putAway", "$deleted", "mine" };
	struct json *object = json_new_object();
	uint64_t most = field->max ? (uint64_t)field->max : 5;

	for (uint64_t i = 1 + random_below(r, most); i > 0; i--)
		json_set_bool(object, field->kind == FIELD_CODES ? some_code(field->vocabulary, r) :
		                                                   keywords[random_below(r, ARRAY_SIZE(keywords))], true);
	return object;
}

static struct json *id_value(struct random *r)
{
	char id[RECORD_ID_LENGTH + 1];

	random_id(r, id);
	return json_new_string(id);
}

static struct json *party_value(struct random *r)
{
	struct json *object = json_new_object();

	json_set(object, "id", id_value(r));
	if (random_below(r, 2))
		json_set_string(object, "name", "\316\234\316\261\317\201\316\257\316\261");
	if (random_below(r, 2))
		json_set_string(object, "country", some_code(&vocabulary_countries, r));
	return object;
}

static struct json *blob_value(struct random *r)
{
	struct json *object = json_new_object();

	json_set(object, "blobId", id_value(r));
	json_set_string(object, "name", "photo.jpg");
	json_set_string(object, "type", "image/jpeg");
	json_set_integer(object, "size", (int64_t)random_below(r, 1000000));
	return object;
}

static struct json *list_value(const struct field *field, struct random *r)
{
	struct json *array = json_new_array();
	uint64_t most = field->max ? (uint64_t)field->max : 5;

	for (uint64_t i = 1 + random_below(r, most); i > 0; i--)
		json_push(array, field->kind == FIELD_PARTIES ? party_value(r) :
		                 field->kind == FIELD_BLOBS   ? blob_value(r) :
		                                                id_value(r));
	return array;
}

static struct json *point_value(struct random *r)
{
	struct json *object = json_new_object();

	json_set(object, "latitude", json_new_real((double)random_below(r, 18001) / 100 - 90));
	json_set(object, "longitude", json_new_real((double)random_below(r, 36001) / 100 - 180));
	return object;
}

struct json *generate_value(const struct field *field, struct random *r)
{
	int64_t most = field->max ? field->max : 1000;

	switch (field->kind) {
	case FIELD_INTEGER:
		return json_new_integer(field->min + (int64_t)random_below(r, (uint64_t)(most - field->min + 1)));
	case FIELD_BOOLEAN:
		return json_new_bool(true);
	case FIELD_DATE:
		return date_value(r);
	case FIELD_UTC:
		return utc_value(r);
	case FIELD_LOCAL:
		return local_value(r);
	case FIELD_CODE:
		return json_new_string(some_code(field->vocabulary, r));
	case FIELD_CODES:
	case FIELD_KEYWORDS:
		return set_value(field, r);
	case FIELD_REFERENCE:
		return id_value(r);
	case FIELD_PARTY:
		return party_value(r);
	case FIELD_REFERENCES:
	case FIELD_PARTIES:
	case FIELD_BLOBS:
		return list_value(field, r);
	case FIELD_POINT:
		return point_value(r);
	case FIELD_OBJECT:
		return json_parse_own("{\"a\":[1,{\"b\":null}]}");
	default:
		return text_value(field, r);
	}
}

struct json *generate_record(const struct record_type *type, struct random *r, enum generate_fields which)
{
	struct json *object = json_new_object();

	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		bool must = which == GENERATE_CREATE && field->flags & F_REQUIRED;

		if (which == GENERATE_CREATE && field->flags & F_SERVER_SET)
			continue;
		if (must || random_below(r, 2))
			json_set(object, field->name, generate_value(field, r));
	}
	return object;
}
