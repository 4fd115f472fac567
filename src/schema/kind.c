/* How the value of each kind of field becomes a C member, and back: one row of functions a kind. */
#include "kind.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* The text members of a small struct; without the first of them there is no value. */
struct part {
	const char *key;
	size_t offset;
};
enum { PARTS = 3 };
static const struct part local_parts[PARTS] = {
	{ "start", offsetof(struct local_time, start) },
	{ "timeZone", offsetof(struct local_time, zone) },
	{ "duration", offsetof(struct local_time, duration) },
};
static const struct part party_parts[PARTS] = {
	{ "id", offsetof(struct party, id) },
	{ "name", offsetof(struct party, name) },
	{ "country", offsetof(struct party, country) },
};
static const struct part blob_parts[PARTS] = {
	{ "blobId", offsetof(struct blob_ref, id) },
	{ "name", offsetof(struct blob_ref, name) },
	{ "type", offsetof(struct blob_ref, type) },
};

static char **part_of(const struct part *part, const void *whole)
{
	return (char **)((uintptr_t)whole + part->offset);
}

static bool decode_parts(const struct part parts[PARTS], const struct json *value, void *whole)
{
	if (!json_get_text(value, parts[0].key))
		return false;
	for (int i = 0; i < PARTS; i++)
		*part_of(&parts[i], whole) = xstrdup(json_get_text(value, parts[i].key));
	return true;
}

static struct json *encode_parts(const struct part parts[PARTS], const void *whole)
{
	struct json *object = json_new_object();

	for (int i = 0; i < PARTS; i++)
		if (*part_of(&parts[i], whole))
			json_set_string(object, parts[i].key, *part_of(&parts[i], whole));
	return object;
}

static void release_parts(const struct part parts[PARTS], void *whole)
{
	for (int i = 0; i < PARTS; i++)
		free(*part_of(&parts[i], whole));
}

/* Lists grow by one; what the portal sends in one list is bounded by the rows. */
static void *one_more(void *at, size_t *count, size_t *capacity, size_t size)
{
	if (*count == *capacity) {
		*capacity = *capacity ? *capacity * 2 : 4;
		at = xrealloc(at, *capacity, size);
	}
	memset((char *)at + *count * size, 0, size);
	++*count;
	return at;
}

/* --- text, date, code, reference --- */

static bool decode_text(const struct json *value, void *member)
{
	char **text = member;

	*text = xstrdup(json_text(value));
	return *text != NULL;
}

static bool decode_date(const struct json *value, void *member)
{
	int year, month, day;

	return json_is_string(value) && clock_parse_date(json_text(value), &year, &month, &day) && decode_text(value, member);
}

static struct json *encode_text(const void *member)
{
	char *const *text = member;

	return json_new_string(*text);
}

static void release_text(void *member)
{
	char **text = member;

	free(*text);
}

/* --- numbers, truth, times --- */

static bool decode_integer(const struct json *value, void *member)
{
	int64_t *integer = member;

	*integer = json_integer(value, 0);
	return json_is_integer(value);
}

static struct json *encode_integer(const void *member)
{
	const int64_t *integer = member;

	return json_new_integer(*integer);
}

static bool decode_bool(const struct json *value, void *member)
{
	bool *truth = member;

	*truth = json_bool(value, false);
	return json_is_bool(value);
}

static struct json *encode_bool(const void *member)
{
	const bool *truth = member;

	return json_new_bool(*truth);
}

static bool decode_utc(const struct json *value, void *member)
{
	return json_is_string(value) && clock_parse(json_text(value), member);
}

static struct json *encode_utc(const void *member)
{
	const int64_t *seconds = member;
	char text[CLOCK_TEXT_SIZE];

	clock_format(*seconds, text);
	return json_new_string(text);
}

static void release_nothing(void *member)
{
	(void)member;
}

static bool decode_local(const struct json *value, void *member)
{
	return decode_parts(local_parts, value, member);
}

static struct json *encode_local(const void *member)
{
	return encode_parts(local_parts, member);
}

static void release_local(void *member)
{
	release_parts(local_parts, member);
}

/* --- sets and lists of strings --- */

static bool decode_set(const struct json *value, void *member)
{
	if (!json_is_object(value))
		return false;
	for (const struct json *entry = json_first(value); entry; entry = json_next(entry))
		if (json_bool(entry, false))
			strings_push(member, json_key(entry));
	return true;
}

static struct json *encode_set(const void *member)
{
	const struct strings *list = member;
	struct json *object = json_new_object();

	for (size_t i = 0; i < list->count; i++)
		json_set_bool(object, list->at[i], true);
	return object;
}

static bool decode_list(const struct json *value, void *member)
{
	if (!json_is_array(value))
		return false;
	for (const struct json *entry = json_first(value); entry; entry = json_next(entry))
		if (json_is_string(entry))
			strings_push(member, json_text(entry));
	return true;
}

static struct json *encode_list(const void *member)
{
	const struct strings *list = member;
	struct json *array = json_new_array();

	for (size_t i = 0; i < list->count; i++)
		json_push(array, json_new_string(list->at[i]));
	return array;
}

static void release_strings(void *member)
{
	strings_release(member);
}

/* --- parties --- */

const char *party_called(const char *name)
{
	return text_equal(name, PARTY_ERASED) ? _("a former member") : name;
}

static bool decode_party(const struct json *value, void *member)
{
	return decode_parts(party_parts, value, member);
}

static struct json *encode_party(const void *member)
{
	return encode_parts(party_parts, member);
}

static void release_party(void *member)
{
	release_parts(party_parts, member);
}

static bool decode_parties(const struct json *value, void *member)
{
	struct parties *list = member;

	if (!json_is_array(value))
		return false;
	for (const struct json *entry = json_first(value); entry; entry = json_next(entry)) {
		list->at = one_more(list->at, &list->count, &list->capacity, sizeof *list->at);
		if (!decode_party(entry, &list->at[list->count - 1]))
			list->count--;
	}
	return true;
}

static struct json *encode_parties(const void *member)
{
	const struct parties *list = member;
	struct json *array = json_new_array();

	for (size_t i = 0; i < list->count; i++)
		json_push(array, encode_party(&list->at[i]));
	return array;
}

static void release_parties(void *member)
{
	struct parties *list = member;

	for (size_t i = 0; i < list->count; i++)
		release_party(&list->at[i]);
	free(list->at);
}

/* --- blobs --- */

static bool decode_blobs(const struct json *value, void *member)
{
	struct blobs *list = member;

	if (!json_is_array(value))
		return false;
	for (const struct json *entry = json_first(value); entry; entry = json_next(entry)) {
		list->at = one_more(list->at, &list->count, &list->capacity, sizeof *list->at);
		if (decode_parts(blob_parts, entry, &list->at[list->count - 1]))
			list->at[list->count - 1].size = json_get_integer(entry, "size", 0);
		else
			list->count--;
	}
	return true;
}

static struct json *encode_blobs(const void *member)
{
	const struct blobs *list = member;
	struct json *array = json_new_array();

	for (size_t i = 0; i < list->count; i++) {
		struct json *object = json_push(array, encode_parts(blob_parts, &list->at[i]));

		json_set_integer(object, "size", list->at[i].size);
	}
	return array;
}

static void release_blobs(void *member)
{
	struct blobs *list = member;

	for (size_t i = 0; i < list->count; i++)
		release_parts(blob_parts, &list->at[i]);
	free(list->at);
}

/* --- points and free objects --- */

static bool decode_point(const struct json *value, void *member)
{
	struct point *point = member;
	const struct json *latitude = json_get(value, "latitude"), *longitude = json_get(value, "longitude");

	if (!json_is_number(latitude) || !json_is_number(longitude))
		return false;
	point->latitude = json_real(latitude, 0);
	point->longitude = json_real(longitude, 0);
	return true;
}

static struct json *encode_point(const void *member)
{
	const struct point *point = member;
	struct json *object = json_new_object();

	json_set(object, "latitude", json_new_real(point->latitude));
	json_set(object, "longitude", json_new_real(point->longitude));
	return object;
}

static bool decode_object(const struct json *value, void *member)
{
	struct json **object = member;

	*object = json_is_object(value) ? json_copy(value) : NULL;
	return *object != NULL;
}

static struct json *encode_object(const void *member)
{
	struct json *const *object = member;

	return *object ? json_copy(*object) : json_new_null();
}

static void release_object(void *member)
{
	struct json **object = member;

	json_free(*object);
}

const struct field_codec field_codecs[FIELD_KIND_COUNT] = {
	[FIELD_TEXT] = { decode_text, encode_text, release_text },
	[FIELD_LONG_TEXT] = { decode_text, encode_text, release_text },
	[FIELD_INTEGER] = { decode_integer, encode_integer, release_nothing },
	[FIELD_BOOLEAN] = { decode_bool, encode_bool, release_nothing },
	[FIELD_DATE] = { decode_date, encode_text, release_text },
	[FIELD_UTC] = { decode_utc, encode_utc, release_nothing },
	[FIELD_LOCAL] = { decode_local, encode_local, release_local },
	[FIELD_CODE] = { decode_text, encode_text, release_text },
	[FIELD_CODES] = { decode_set, encode_set, release_strings },
	[FIELD_REFERENCE] = { decode_text, encode_text, release_text },
	[FIELD_REFERENCES] = { decode_list, encode_list, release_strings },
	[FIELD_PARTY] = { decode_party, encode_party, release_party },
	[FIELD_PARTIES] = { decode_parties, encode_parties, release_parties },
	[FIELD_BLOBS] = { decode_blobs, encode_blobs, release_blobs },
	[FIELD_KEYWORDS] = { decode_set, encode_set, release_strings },
	[FIELD_POINT] = { decode_point, encode_point, release_nothing },
	[FIELD_OBJECT] = { decode_object, encode_object, release_object },
};
