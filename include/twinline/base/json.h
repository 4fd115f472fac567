/*
 * JSON values over cJSON, which base/json.c alone knows, behind one strict I-JSON
 * gate (RFC 7493): UTF-8 without surrogates, noncharacters or NUL, no duplicate keys,
 * depth at most 32, no number outside what a double holds, no more values than JSON_VALUES_MAX, because each
 * takes tens of bytes of memory where it takes two of text. Keys are case-sensitive.
 *
 * Ownership: json_set and json_push keep the value given to them; what json_get,
 * json_first and json_next return is borrowed from the tree. NULL is accepted
 * wherever a value is read, and reads as "nothing there".
 */
#ifndef TWINLINE_BASE_JSON_H
#define TWINLINE_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "twinline/base/attr.h"
#include "twinline/base/err.h"

struct json; /* one value of a tree */

enum { JSON_DEPTH_MAX = 32, JSON_VALUES_MAX = 500 * 1000 };

/*
 * Parses len bytes of text through the gate. On failure returns NULL and sets e to
 * ERR_NOT_JSON with the byte offset and the reason. The caller frees the tree.
 */
struct json *json_parse(const char *text, size_t len, struct err *e) ATTR_MUST_USE;

/* Parses text that this program wrote itself (a body in its own store): no gate. NULL if it is no JSON. */
struct json *json_parse_own(const char *text) ATTR_MUST_USE;

/* The value as compact JSON text; the caller frees it. */
char *json_print(const struct json *value) ATTR_MUST_USE;

void json_free(struct json *value);
struct json *json_copy(const struct json *value) ATTR_MUST_USE;

/* New values, yours until they are put into a tree. */
struct json *json_new_object(void) ATTR_MUST_USE;
struct json *json_new_array(void) ATTR_MUST_USE;
struct json *json_new_null(void) ATTR_MUST_USE;
struct json *json_new_string(const char *text) ATTR_MUST_USE; /* NULL makes null */
struct json *json_new_integer(int64_t integer) ATTR_MUST_USE;
struct json *json_new_real(double real) ATTR_MUST_USE;
struct json *json_new_bool(bool truth) ATTR_MUST_USE;

/* Puts value under key, replacing what was there; keeps value and returns it. */
struct json *json_set(struct json *object, const char *key, struct json *value);
void json_set_string(struct json *object, const char *key, const char *text);
void json_set_integer(struct json *object, const char *key, int64_t integer);
void json_set_bool(struct json *object, const char *key, bool truth);

/* Adds value at the end of array; keeps it and returns it. */
struct json *json_push(struct json *array, struct json *value);

/* The value under key, or NULL. */
const struct json *json_get(const struct json *object, const char *key);
struct json *json_get_mutable(struct json *object, const char *key);

/* Takes the value under key out of object: yours, or NULL. */
struct json *json_detach(struct json *object, const char *key) ATTR_MUST_USE;
void json_remove(struct json *object, const char *key);

/* Members or elements in order: for (i = json_first(v); i; i = json_next(i)). */
const struct json *json_first(const struct json *container);
const struct json *json_next(const struct json *item);
const char *json_key(const struct json *member); /* of an object's member; NULL elsewhere */
size_t json_size(const struct json *container);
const struct json *json_at(const struct json *array, size_t index);

bool json_is_object(const struct json *value);
bool json_is_array(const struct json *value);
bool json_is_string(const struct json *value);
bool json_is_number(const struct json *value);
bool json_is_integer(const struct json *value); /* whole and within +-(2^53-1), RFC 8620 section 1.3 */
bool json_is_bool(const struct json *value);
bool json_is_null(const struct json *value); /* JSON null itself; not "absent" */

/* The string, borrowed, or NULL if value is none. */
const char *json_text(const struct json *value);
int64_t json_integer(const struct json *value, int64_t otherwise);
double json_real(const struct json *value, double otherwise);
bool json_bool(const struct json *value, bool otherwise);

/* Shorthands for json_text(json_get(...)) and the like. */
const char *json_get_text(const struct json *object, const char *key);
int64_t json_get_integer(const struct json *object, const char *key, int64_t otherwise);
bool json_get_bool(const struct json *object, const char *key, bool otherwise);

/* Deep equality; the order of an object's members does not count. */
bool json_equal(const struct json *a, const struct json *b);

/* An error as {"type", "property"?, "arguments"?: [..], "description"}; and back. json_to_err returns -1. */
struct json *json_from_err(const struct err *e) ATTR_MUST_USE;
int json_to_err(const struct json *object, struct err *e);

#endif
