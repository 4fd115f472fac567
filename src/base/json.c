/* JSON values over cJSON. struct json is a cJSON node by another name; nobody else knows. */
#include "twinline/base/json.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ijson.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static const double largest_integer = 9007199254740991.0; /* 2^53 - 1 */

static cJSON *node(const struct json *value)
{
	return (cJSON *)(uintptr_t)value;
}

static struct json *value_of(cJSON *item)
{
	return (struct json *)item;
}

/* What cJSON made, or the end of the program: it fails for lack of memory only. */
static struct json *made(cJSON *item)
{
	if (!item)
		die("out of memory for a JSON value");
	return value_of(item);
}

struct json *json_parse(const char *text, size_t len, struct err *e)
{
	size_t at = 0;
	const char *reason = ijson_scan(text, len, &at);
	cJSON *tree = reason ? NULL : cJSON_ParseWithLength(text, len);

	if (!tree) {
		char place[24];

		snprintf(place, sizeof place, "%zu", at);
		err_set(e, ERR_NOT_JSON, place, reason ? reason : "not readable", NULL);
	}
	return value_of(tree);
}

struct json *json_parse_own(const char *text)
{
	return text ? value_of(cJSON_Parse(text)) : NULL;
}

static void print_string(struct str *out, const char *text)
{
	str_addc(out, '"');
	for (const char *run = text; *text; run = text) {
		while ((unsigned char)*text >= 0x20 && *text != '"' && *text != '\\')
			text++;
		str_addn(out, run, (size_t)(text - run));
		if (*text == '\n')
			str_add(out, "\\n");
		else if (*text == '"' || *text == '\\')
			str_addf(out, "\\%c", *text);
		else if (*text)
			str_addf(out, "\\u%04x", (unsigned char)*text);
		text += *text != '\0';
	}
	str_addc(out, '"');
}

/* The shortest of the forms that reads back as the same number; 17 digits always do. */
static void print_fraction(struct str *out, double number)
{
	char digits[32];

	for (int precision = 15; precision <= 17; precision++) {
		snprintf(digits, sizeof digits, "%.*g", precision, number);
		if (strtod(digits, NULL) == number)
			break;
	}
	str_add(out, digits);
}

static void print_number(struct str *out, double number)
{
	if (number == floor(number) && fabs(number) <= largest_integer)
		str_addf(out, "%.0f", number == 0 ? 0 : number); /* never "-0" */
	else
		print_fraction(out, number);
}

/* cJSON's own printer rounds to 15 digits, which is too few for whole numbers up to 2^53 - 1. */
static void print(struct str *out, const cJSON *item)
{
	bool is_object = cJSON_IsObject(item);

	if (cJSON_IsString(item)) {
		print_string(out, item->valuestring);
	} else if (cJSON_IsNumber(item)) {
		print_number(out, item->valuedouble);
	} else if (is_object || cJSON_IsArray(item)) {
		str_addc(out, is_object ? '{' : '[');
		for (const cJSON *child = item->child; child; child = child->next) {
			if (child != item->child)
				str_addc(out, ',');
			if (is_object) {
				print_string(out, child->string);
				str_addc(out, ':');
			}
			print(out, child);
		}
		str_addc(out, is_object ? '}' : ']');
	} else {
		str_add(out, cJSON_IsNull(item) ? "null" : cJSON_IsTrue(item) ? "true" : "false");
	}
}

char *json_print(const struct json *value)
{
	struct str out = { 0 };

	print(&out, node(value));
	return str_detach(&out);
}

void json_free(struct json *value)
{
	cJSON_Delete(node(value));
}

struct json *json_copy(const struct json *value)
{
	return value ? made(cJSON_Duplicate(node(value), true)) : NULL;
}

struct json *json_new_object(void)
{
	return made(cJSON_CreateObject());
}

struct json *json_new_array(void)
{
	return made(cJSON_CreateArray());
}

struct json *json_new_null(void)
{
	return made(cJSON_CreateNull());
}

struct json *json_new_string(const char *text)
{
	return made(text ? cJSON_CreateString(text) : cJSON_CreateNull());
}

struct json *json_new_integer(int64_t integer)
{
	return made(cJSON_CreateNumber((double)integer));
}

struct json *json_new_real(double real)
{
	return made(cJSON_CreateNumber(real));
}

struct json *json_new_bool(bool truth)
{
	return made(cJSON_CreateBool(truth));
}

struct json *json_set(struct json *object, const char *key, struct json *value)
{
	if (cJSON_GetObjectItemCaseSensitive(node(object), key))
		cJSON_ReplaceItemInObjectCaseSensitive(node(object), key, node(value));
	else if (!cJSON_AddItemToObject(node(object), key, node(value)))
		bug("a JSON value under \"%s\" of something that is no object", key);
	return value;
}

void json_set_string(struct json *object, const char *key, const char *text)
{
	json_set(object, key, json_new_string(text));
}

void json_set_integer(struct json *object, const char *key, int64_t integer)
{
	json_set(object, key, json_new_integer(integer));
}

void json_set_bool(struct json *object, const char *key, bool truth)
{
	json_set(object, key, json_new_bool(truth));
}

struct json *json_push(struct json *array, struct json *value)
{
	if (!cJSON_AddItemToArray(node(array), node(value)))
		bug("a JSON value at the end of something that is no array");
	return value;
}

const struct json *json_get(const struct json *object, const char *key)
{
	return json_get_mutable(value_of(node(object)), key);
}

struct json *json_get_mutable(struct json *object, const char *key)
{
	return json_is_object(object) ? value_of(cJSON_GetObjectItemCaseSensitive(node(object), key)) : NULL;
}

struct json *json_detach(struct json *object, const char *key)
{
	return json_is_object(object) ? value_of(cJSON_DetachItemFromObjectCaseSensitive(node(object), key)) : NULL;
}

void json_remove(struct json *object, const char *key)
{
	json_free(json_detach(object, key));
}

const struct json *json_first(const struct json *container)
{
	return json_is_object(container) || json_is_array(container) ? value_of(node(container)->child) : NULL;
}

const struct json *json_next(const struct json *item)
{
	return item ? value_of(node(item)->next) : NULL;
}

const char *json_key(const struct json *member)
{
	return member ? node(member)->string : NULL;
}

size_t json_size(const struct json *container)
{
	size_t count = 0;

	for (const struct json *item = json_first(container); item; item = json_next(item))
		count++;
	return count;
}

const struct json *json_at(const struct json *array, size_t index)
{
	const struct json *item = json_first(array);

	while (item && index-- > 0)
		item = json_next(item);
	return item;
}

bool json_is_object(const struct json *value)
{
	return cJSON_IsObject(node(value));
}

bool json_is_array(const struct json *value)
{
	return cJSON_IsArray(node(value));
}

bool json_is_string(const struct json *value)
{
	return cJSON_IsString(node(value));
}

bool json_is_number(const struct json *value)
{
	return cJSON_IsNumber(node(value));
}

bool json_is_integer(const struct json *value)
{
	double real = json_is_number(value) ? node(value)->valuedouble : NAN;

	return real == floor(real) && fabs(real) <= largest_integer;
}

bool json_is_bool(const struct json *value)
{
	return cJSON_IsBool(node(value));
}

bool json_is_null(const struct json *value)
{
	return cJSON_IsNull(node(value));
}

const char *json_text(const struct json *value)
{
	return json_is_string(value) ? node(value)->valuestring : NULL;
}

int64_t json_integer(const struct json *value, int64_t otherwise)
{
	return json_is_integer(value) ? (int64_t)node(value)->valuedouble : otherwise;
}

double json_real(const struct json *value, double otherwise)
{
	return json_is_number(value) ? node(value)->valuedouble : otherwise;
}

bool json_bool(const struct json *value, bool otherwise)
{
	return json_is_bool(value) ? cJSON_IsTrue(node(value)) : otherwise;
}

const char *json_get_text(const struct json *object, const char *key)
{
	return json_text(json_get(object, key));
}

int64_t json_get_integer(const struct json *object, const char *key, int64_t otherwise)
{
	return json_integer(json_get(object, key), otherwise);
}

bool json_get_bool(const struct json *object, const char *key, bool otherwise)
{
	return json_bool(json_get(object, key), otherwise);
}

/* Keys stand once in an object, so that as many members that are equal are all of them. */
static bool equal_members(const struct json *a, const struct json *b)
{
	if (json_size(a) != json_size(b))
		return false;
	for (const struct json *member = json_first(a); member; member = json_next(member))
		if (!json_equal(member, json_get(b, json_key(member))))
			return false;
	return true;
}

static bool equal_elements(const struct json *a, const struct json *b)
{
	for (a = json_first(a), b = json_first(b); a && b; a = json_next(a), b = json_next(b))
		if (!json_equal(a, b))
			return false;
	return !a && !b;
}

/* cJSON's own comparison looks at each object from both sides, at every depth: twice as long for each level. */
bool json_equal(const struct json *a, const struct json *b)
{
	if (!a || !b || (node(a)->type & 0xff) != (node(b)->type & 0xff))
		return a == b;
	if (json_is_object(a))
		return equal_members(a, b);
	if (json_is_array(a))
		return equal_elements(a, b);
	if (json_is_number(a))
		return node(a)->valuedouble == node(b)->valuedouble;
	return !json_is_string(a) || strcmp(json_text(a), json_text(b)) == 0;
}

struct json *json_from_err(const struct err *e)
{
	struct json *object = json_new_object();
	char *description = err_text_english(e);

	json_set_string(object, "type", err_name(e->code));
	if (e->arg[0]) {
		struct json *arguments = json_set(object, "arguments", json_new_array());

		for (int i = 0; i < ERR_ARGS && e->arg[i]; i++)
			json_push(arguments, json_new_string(e->arg[i]));
	}
	json_set_string(object, "description", description);
	free(description);
	return object;
}

int json_to_err(const struct json *object, struct err *e)
{
	const struct json *arguments = json_get(object, "arguments");
	const char *name = json_get_text(object, "type");

	return err_set(e, err_code_of(name ? name : ""), json_text(json_at(arguments, 0)), json_text(json_at(arguments, 1)),
	               json_text(json_at(arguments, 2)), NULL);
}
