/* Whether a value from outside fits its row: kind, limits, vocabulary, format. One row of the table a kind. */
#include "twinline/schema/schema.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/utf8.h"

enum {
	QUOTED_MAX = 40,     /* characters of a wrong value that an error quotes */
	OBJECT_DEPTH_MAX = JSON_DEPTH_MAX / 2
};

static int wrong_type(const struct field *field, struct err *e)
{
	return err_set(e, ERR_FIELD_TYPE, field_example(field), NULL);
}

/* code with one number as its argument. */
static int over(enum err_code code, int64_t number, struct err *e)
{
	char text[24];

	snprintf(text, sizeof text, "%" PRId64, number);
	return err_set(e, code, text, NULL);
}

/* code with the beginning of the wrong text, and what it should look like. */
static int quoted(enum err_code code, const char *text, const char *example, struct err *e)
{
	size_t len = strlen(text), at = 0;
	uint32_t point;

	for (int i = 0; i < QUOTED_MAX && at < len; i++)
		at += utf8_next(text + at, len - at, &point);
	char *start = xstrndup(text, at);
	err_set(e, code, start, example, NULL);
	free(start);
	return -1;
}

static bool is_blank(const struct json *value)
{
	const char *text = json_text(value);

	return text ? text[strspn(text, " \t\r\n")] == '\0' : !json_first(value);
}

static int check_count(const struct field *field, const struct json *value, struct err *e)
{
	size_t count = json_size(value);

	if (field->max && count > (uint64_t)field->max)
		return over(ERR_FIELD_TOO_MANY, field->max, e);
	return 0;
}

/* --- texts --- */

/* Its length in characters and no control characters but those in allowed. */
static int check_characters(const struct field *field, const char *text, const char *allowed, struct err *e)
{
	size_t len = strlen(text);
	int64_t count = 0;
	uint32_t point;

	for (size_t at = 0; at < len; at += utf8_next(text + at, len - at, &point)) {
		utf8_next(text + at, len - at, &point);
		if ((point < 0x20 && !strchr(allowed, (int)point)) || (point >= 0x7f && point < 0xa0))
			return err_set(e, ERR_FIELD_CONTROL, NULL);
		count++;
	}
	if (field->max && count > field->max)
		return over(ERR_FIELD_TOO_LONG, field->max, e);
	if (count < field->min)
		return over(ERR_FIELD_TOO_SHORT, field->min, e);
	return 0;
}

/* The formats that a flag asks of a text, each with how it is written. */
static const struct {
	unsigned flag;
	bool (*fits)(const char *text);
	const char *example; /* as a JSON value, as in the table of kinds */
} formats[] = {
	{ F_WEB, format_is_web, "\"https://school.example/\"" },
	{ F_MAIL, format_is_mail, "\"name@school.example\"" },
	{ F_ZONE, format_is_zone, "\"Europe/Athens\"" },
};

static int check_text(const struct field *field, const struct json *value, struct err *e)
{
	const char *text = json_text(value);

	if (!text)
		return wrong_type(field, e);
	if (check_characters(field, text, "", e) < 0)
		return -1;
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (field->flags & formats[i].flag && *text && !formats[i].fits(text))
			return quoted(ERR_FIELD_FORMAT, text, formats[i].example, e);
	return 0;
}

static int check_long_text(const struct field *field, const struct json *value, struct err *e)
{
	return json_is_string(value) ? check_characters(field, json_text(value), "\t\r\n", e) : wrong_type(field, e);
}

/* A text that fits says so; its own kind's example is what it should look like. */
static int check_format(const struct field *field, const struct json *value, bool (*fits)(const char *), struct err *e)
{
	if (!json_is_string(value))
		return wrong_type(field, e);
	return fits(json_text(value)) ? 0 : quoted(ERR_FIELD_FORMAT, json_text(value), field_example(field), e);
}

static int check_date(const struct field *field, const struct json *value, struct err *e)
{
	return check_format(field, value, format_is_date, e);
}

static int check_utc(const struct field *field, const struct json *value, struct err *e)
{
	return check_format(field, value, format_is_utc, e);
}

static int check_reference(const struct field *field, const struct json *value, struct err *e)
{
	return check_format(field, value, format_is_reference, e);
}

static int check_code(const struct field *field, const struct json *value, struct err *e)
{
	if (!json_is_string(value))
		return wrong_type(field, e);
	return vocabulary_find(field->vocabulary, json_text(value)) ? 0 : quoted(ERR_FIELD_CODE, json_text(value), NULL, e);
}

/* --- numbers and truth --- */

static int check_integer(const struct field *field, const struct json *value, struct err *e)
{
	int64_t integer = json_integer(value, 0), most = field->max ? field->max : INT64_C(9007199254740991);
	char low[24], high[24];

	if (!json_is_integer(value))
		return wrong_type(field, e);
	if (integer >= field->min && integer <= most)
		return 0;
	snprintf(low, sizeof low, "%" PRId64, field->min);
	snprintf(high, sizeof high, "%" PRId64, most);
	return err_set(e, ERR_FIELD_RANGE, low, high, NULL);
}

static int check_boolean(const struct field *field, const struct json *value, struct err *e)
{
	return json_is_bool(value) ? 0 : wrong_type(field, e);
}

static int check_point(const struct field *field, const struct json *value, struct err *e)
{
	const struct json *latitude = json_get(value, "latitude"), *longitude = json_get(value, "longitude");

	if (!json_is_number(latitude) || !json_is_number(longitude) || json_size(value) != 2)
		return wrong_type(field, e);
	if (json_real(latitude, 0) < -90 || json_real(latitude, 0) > 90)
		return err_set(e, ERR_FIELD_RANGE, "-90", "90", NULL);
	if (json_real(longitude, 0) < -180 || json_real(longitude, 0) > 180)
		return err_set(e, ERR_FIELD_RANGE, "-180", "180", NULL);
	return 0;
}

/* --- sets --- */

/* That each member is true, and how many there are; which names they may have is said elsewhere. */
static int check_set(const struct field *field, const struct json *value, struct err *e)
{
	if (!json_is_object(value))
		return wrong_type(field, e);
	if (check_count(field, value, e) < 0)
		return -1;
	for (const struct json *entry = json_first(value); entry; entry = json_next(entry))
		if (!json_bool(entry, false))
			return wrong_type(field, e);
	return 0;
}

static int check_codes(const struct field *field, const struct json *value, struct err *e)
{
	if (check_set(field, value, e) < 0)
		return -1;
	for (const struct json *entry = json_first(value); entry; entry = json_next(entry))
		if (!vocabulary_find(field->vocabulary, json_key(entry)))
			return quoted(ERR_FIELD_CODE, json_key(entry), NULL, e);
	return 0;
}

static int check_keywords(const struct field *field, const struct json *value, struct err *e)
{
	if (check_set(field, value, e) < 0)
		return -1;
	for (const struct json *entry = json_first(value); entry; entry = json_next(entry))
		if (!format_is_keyword(json_key(entry)))
			return quoted(ERR_FIELD_FORMAT, json_key(entry), "$seen", e);
	return 0;
}

/* --- small objects and lists of them --- */

/* True if value is an object whose members all bear names of the list, which NULL closes. */
static bool has_only(const struct json *value, const char *const *names)
{
	if (!json_is_object(value))
		return false;
	for (const struct json *member = json_first(value); member; member = json_next(member)) {
		size_t i = 0;

		while (names[i] && strcmp(names[i], json_key(member)) != 0)
			i++;
		if (!names[i])
			return false;
	}
	return true;
}

static bool text_or_nothing(const struct json *value)
{
	return !value || json_is_null(value) || json_is_string(value);
}

static int check_local(const struct field *field, const struct json *value, struct err *e)
{
	static const char *const names[] = { "start", "timeZone", "duration", NULL };
	const char *start = json_get_text(value, "start"), *zone = json_get_text(value, "timeZone");
	const char *duration = json_get_text(value, "duration");

	if (!has_only(value, names) || !start || !text_or_nothing(json_get(value, "timeZone")) ||
	    !text_or_nothing(json_get(value, "duration")))
		return wrong_type(field, e);
	if (!format_is_local(start))
		return quoted(ERR_FIELD_FORMAT, start, "2026-11-17T10:30:00", e);
	if (zone && !format_is_zone(zone))
		return quoted(ERR_FIELD_FORMAT, zone, "Europe/Istanbul", e);
	if (duration && !format_is_duration(duration))
		return quoted(ERR_FIELD_FORMAT, duration, "PT1H", e);
	return 0;
}

/* The names that a client sends along are of no effect; the portal puts its own. */
static int check_party(const struct field *field, const struct json *value, struct err *e)
{
	static const char *const names[] = { "id", "name", "country", NULL };
	const char *id = json_get_text(value, "id");

	if (!has_only(value, names) || !id || !text_or_nothing(json_get(value, "name")) ||
	    !text_or_nothing(json_get(value, "country")))
		return wrong_type(field, e);
	return format_is_reference(id) ? 0 : quoted(ERR_FIELD_FORMAT, id, "abcd2345", e);
}

static int check_blob(const struct field *field, const struct json *value, struct err *e)
{
	static const char *const names[] = { "blobId", "name", "type", "size", NULL };
	const struct field name_limits = { .max = FILE_NAME_MAX };
	const char *id = json_get_text(value, "blobId"), *name = json_get_text(value, "name");
	const char *type = json_get_text(value, "type");
	const struct json *size = json_get(value, "size");

	if (!has_only(value, names) || !id || !text_or_nothing(json_get(value, "name")) ||
	    !text_or_nothing(json_get(value, "type")) || (size && !json_is_integer(size)))
		return wrong_type(field, e);
	if (!format_is_id(id))
		return quoted(ERR_FIELD_FORMAT, id, "abcd2345", e);
	if (type && !format_is_media_type(type))
		return quoted(ERR_FIELD_FORMAT, type, "image/jpeg", e);
	if (name && strchr(name, '/'))
		return quoted(ERR_FIELD_FORMAT, name, "photo.jpg", e);
	return name ? check_characters(&name_limits, name, "", e) : 0;
}

/* The id by which an element of a list is told from the others. */
static const char *element_id(const struct json *element, const char *key)
{
	return key ? json_get_text(element, key) : json_text(element);
}

static int check_twice(const struct json *list, const char *key, struct err *e)
{
	for (const struct json *one = json_first(list); one; one = json_next(one))
		for (const struct json *other = json_next(one); other; other = json_next(other))
			if (strcmp(element_id(one, key), element_id(other, key)) == 0)
				return quoted(ERR_FIELD_TWICE, element_id(one, key), NULL, e);
	return 0;
}

/* Counts before it compares: a list over the limit costs no more than its length. */
static int check_list(const struct field *field, const struct json *value, const char *key, struct err *e)
{
	if (!json_is_array(value))
		return wrong_type(field, e);
	if (check_count(field, value, e) < 0)
		return -1;
	for (const struct json *element = json_first(value); element; element = json_next(element)) {
		int bad = field->kind == FIELD_PARTIES ? check_party(field, element, e) :
		          field->kind == FIELD_BLOBS   ? check_blob(field, element, e) :
		                                         check_reference(field, element, e);
		if (bad)
			return -1;
	}
	return field->max ? check_twice(value, key, e) : 0;
}

static int check_references(const struct field *field, const struct json *value, struct err *e)
{
	return check_list(field, value, NULL, e);
}

static int check_parties(const struct field *field, const struct json *value, struct err *e)
{
	return check_list(field, value, "id", e);
}

static int check_blobs(const struct field *field, const struct json *value, struct err *e)
{
	return check_list(field, value, "blobId", e);
}

/* Deep nesting would grow with every patch until nothing could read the body any more. */
static bool is_deeper(const struct json *value, int depth)
{
	if (depth == 0)
		return true;
	for (const struct json *item = json_first(value); item; item = json_next(item))
		if (is_deeper(item, depth - 1))
			return true;
	return false;
}

static int check_object(const struct field *field, const struct json *value, struct err *e)
{
	return json_is_object(value) && !is_deeper(value, OBJECT_DEPTH_MAX) ? 0 : wrong_type(field, e);
}

static const struct {
	const char *example;
	int (*check)(const struct field *field, const struct json *value, struct err *e);
} kinds[] = {
	[FIELD_TEXT] = { "\"one line\"", check_text },
	[FIELD_LONG_TEXT] = { "\"paragraphs\"", check_long_text },
	[FIELD_INTEGER] = { "12", check_integer },
	[FIELD_BOOLEAN] = { "true", check_boolean },
	[FIELD_DATE] = { "\"2026-11-17\"", check_date },
	[FIELD_UTC] = { "\"2026-11-17T09:55:00Z\"", check_utc },
	[FIELD_LOCAL] = { "{\"start\":\"2026-11-17T10:30:00\",\"timeZone\":\"Europe/Istanbul\",\"duration\":\"PT1H\"}",
	                  check_local },
	[FIELD_CODE] = { "\"el\"", check_code },
	[FIELD_CODES] = { "{\"el\":true,\"en\":true}", check_codes },
	[FIELD_REFERENCE] = { "\"abcd2345\"", check_reference },
	[FIELD_REFERENCES] = { "[\"abcd2345\"]", check_references },
	[FIELD_PARTY] = { "{\"id\":\"abcd2345\"}", check_party },
	[FIELD_PARTIES] = { "[{\"id\":\"abcd2345\"}]", check_parties },
	[FIELD_BLOBS] = { "[{\"blobId\":\"abcd2345\",\"name\":\"photo.jpg\",\"type\":\"image/jpeg\",\"size\":48213}]",
	                  check_blobs },
	[FIELD_KEYWORDS] = { "{\"$seen\":true}", check_keywords },
	[FIELD_POINT] = { "{\"latitude\":35.5,\"longitude\":24.0}", check_point },
	[FIELD_OBJECT] = { "{}", check_object },
};
_Static_assert(ARRAY_SIZE(kinds) == FIELD_KIND_COUNT, "each kind has its row");

const char *field_example(const struct field *field)
{
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (field->flags & formats[i].flag)
			return formats[i].example;
	return kinds[field->kind].example;
}

int field_check(const struct field *field, const struct json *value, struct err *e)
{
	bool right_shape = json_is_string(value) || json_is_object(value) || json_is_array(value);

	if (!value || json_is_null(value))
		return field->flags & F_REQUIRED ? err_set(e, ERR_FIELD_REQUIRED, NULL) : 0;
	if (field->flags & F_REQUIRED && right_shape && is_blank(value))
		return err_set(e, ERR_FIELD_REQUIRED, NULL);
	return kinds[field->kind].check(field, value, e);
}
