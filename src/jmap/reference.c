/* Back-references between the calls of a request (RFC 8620 section 3.7) and the pointers that they follow. */
#include "twinline/jmap/jmap.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* What the references of one call may cost. */
struct budget {
	size_t bytes; /* of what is copied */
	size_t looks; /* at elements on the way there, which may lead to nothing that is copied */
};
enum {
	VALUE_COST = 64, /* bytes of memory, about, of a value beside its text and key */
	LOOKS_MOST = 200 * 1000
};

/* Values that a path leads to, borrowed from the tree. */
struct found {
	const struct json **at;
	size_t count, capacity;
	struct budget *budget;
	bool overrun; /* of looks */
};
enum outcome { NOTHING, ONE, MANY };

static void add(struct found *found, const struct json *value)
{
	if (found->count == found->capacity) {
		found->capacity = found->capacity ? found->capacity * 2 : 16;
		found->at = xrealloc(found->at, found->capacity, sizeof(*found->at));
	}
	found->at[found->count++] = value;
}

/* Reads the token after '/' into *token (yours) and returns what follows it; NULL if an escape is none. */
static const char *next_token(const char *path, char **token)
{
	const char *end = path + 1 + strcspn(path + 1, "/");
	struct str text = { 0 };

	for (const char *c = path + 1; c < end; c++) {
		if (*c == '~' && c[1] != '0' && c[1] != '1') {
			str_release(&text);
			return NULL;
		}
		str_addc(&text, *c != '~' ? *c : c[1] == '0' ? '~' : '/');
		c += *c == '~';
	}
	*token = str_detach(&text);
	return end;
}

/* RFC 6901 section 4: digits without a leading zero. */
static const struct json *element(const struct json *array, const char *token)
{
	size_t digits = strspn(token, "0123456789");

	if (digits == 0 || digits > 9 || token[digits] || (token[0] == '0' && digits > 1))
		return NULL;
	return json_at(array, (size_t)strtoul(token, NULL, 10));
}

static enum outcome find(const struct json *value, const char *path, struct found *found);

/* '*' on an array: the rest of the path for each element; a result that is an array gives its elements instead. */
static enum outcome find_each(const struct json *array, const char *rest, struct found *found)
{
	for (const struct json *item = json_first(array); item; item = json_next(item)) {
		found->overrun = found->overrun || found->budget->looks == 0;
		if (found->overrun)
			return NOTHING;
		found->budget->looks--;
		enum outcome outcome = find(item, rest, found);

		if (outcome == NOTHING)
			return NOTHING;
		if (outcome == ONE && json_is_array(found->at[found->count - 1])) {
			const struct json *inner = found->at[--found->count];

			for (const struct json *i = json_first(inner); i; i = json_next(i))
				add(found, i);
		}
	}
	return MANY;
}

static enum outcome find(const struct json *value, const char *path, struct found *found)
{
	char *token = NULL;
	enum outcome outcome = NOTHING;

	if (!value)
		return NOTHING;
	if (*path == '\0') {
		add(found, value);
		return ONE;
	}
	const char *rest = *path == '/' ? next_token(path, &token) : NULL;
	if (rest && json_is_array(value))
		outcome = text_equal(token, "*") ? find_each(value, rest, found) : find(element(value, token), rest, found);
	else if (rest)
		outcome = find(json_get(value, token), rest, found);
	free(token);
	return outcome;
}

/* Takes from the budget what a copy of value costs; false if it is used up or the value nests too deep. */
static bool pay(struct budget *budget, const struct json *value, int depth)
{
	const char *text = json_text(value), *key = json_key(value);
	size_t cost = VALUE_COST + (text ? strlen(text) : 0) + (key ? strlen(key) : 0);

	if (cost > budget->bytes || depth > JSON_DEPTH_MAX)
		return false;
	budget->bytes -= cost;
	for (const struct json *item = json_first(value); item; item = json_next(item))
		if (!pay(budget, item, depth + 1))
			return false;
	return true;
}

/* A copy of what was found, or NULL if that costs more than the budget. */
static struct json *copy_found(const struct found *found, bool many)
{
	for (size_t i = 0; i < found->count; i++)
		if (!pay(found->budget, found->at[i], 1 + many))
			return NULL;
	if (!many)
		return json_copy(found->at[0]);

	struct json *all = json_new_array();
	for (size_t i = 0; i < found->count; i++)
		json_push(all, json_copy(found->at[i]));
	return all;
}

/* The value at path within the budget; NULL with *overrun if it is too large, else because there is none. */
static struct json *evaluate(const struct json *tree, const char *path, struct budget *budget, bool *overrun)
{
	struct found found = { .budget = budget };
	enum outcome outcome = find(tree, path, &found);
	struct json *value = outcome == NOTHING ? NULL : copy_found(&found, outcome == MANY);

	*overrun = found.overrun || (outcome != NOTHING && !value);
	free(found.at);
	return value;
}

struct json *jmap_pointer(const struct json *tree, const char *path)
{
	struct budget budget = { .bytes = JMAP_MAX_EXPANSION, .looks = LOOKS_MOST };
	bool overrun;

	return evaluate(tree, path, &budget, &overrun);
}

static void too_large(int most, struct err *e)
{
	char text[24];

	snprintf(text, sizeof text, "%d", most);
	err_set(e, ERR_REQUEST_TOO_LARGE, text, NULL);
}

/* The arguments of the first response with the id, if its name is the one asked for. */
static const struct json *response_of(const struct json *responses, const char *call_id, const char *name)
{
	for (const struct json *response = json_first(responses); response; response = json_next(response))
		if (text_equal(json_text(json_at(response, 2)), call_id))
			return text_equal(json_text(json_at(response, 0)), name) ? json_at(response, 1) : NULL;
	return NULL;
}

/* The value of one reference, or NULL with e; name is the argument's, with its '#'. */
static struct json *follow(const struct json *reference, const struct json *responses, struct budget *budget, struct err *e)
{
	const char *name = json_key(reference), *method = json_get_text(reference, "name");
	const char *call_id = json_get_text(reference, "resultOf"), *path = json_get_text(reference, "path");
	bool overrun = false;

	if (!method || !call_id || !path) {
		err_set(e, ERR_INVALID_ARGUMENTS, name, "{\"resultOf\":\"0\",\"name\":\"Core/echo\",\"path\":\"/ids\"}", NULL);
		return NULL;
	}
	struct json *value = evaluate(response_of(responses, call_id, method), path, budget, &overrun);
	/* null means "everything" in /get: only a list of properties may say that by accident of an earlier answer. */
	if (json_is_null(value) && !text_equal(name, "#properties")) {
		json_free(value);
		value = NULL;
	}
	if (overrun)
		too_large(JMAP_MAX_EXPANSION, e);
	else if (!value)
		err_set(e, ERR_INVALID_RESULT_REFERENCE, name, NULL);
	return value;
}

static bool has_reference(const struct json *arguments)
{
	for (const struct json *member = json_first(arguments); member; member = json_next(member))
		if (json_key(member)[0] == '#')
			return true;
	return false;
}

struct json *jmap_resolve(const struct json *arguments, const struct json *responses, struct err *e)
{
	struct budget budget = { .bytes = JMAP_MAX_EXPANSION, .looks = LOOKS_MOST };

	if (!has_reference(arguments))
		return json_copy(arguments);
	if (json_size(arguments) > JMAP_MAX_ARGUMENTS) {
		too_large(JMAP_MAX_ARGUMENTS, e);
		return NULL;
	}
	struct json *resolved = json_new_object();
	for (const struct json *member = json_first(arguments); member; member = json_next(member)) {
		const char *name = json_key(member);
		struct json *value = NULL;

		if (name[0] != '#') {
			json_set(resolved, name, json_copy(member));
			continue;
		}
		if (json_get(arguments, name + 1))
			err_set(e, ERR_INVALID_ARGUMENTS, name + 1, name, NULL);
		else
			value = follow(member, responses, &budget, e);
		if (!value) {
			json_free(resolved);
			return NULL;
		}
		json_set(resolved, name + 1, value);
	}
	return resolved;
}
