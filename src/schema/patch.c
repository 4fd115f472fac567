/* PatchObjects of RFC 8620 section 5.3: applying one, joining two, and whether one is worth a new rev. */
#include "twinline/schema/schema.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { CHANGES_MAX = 1000 }; /* of one patch: far beyond any record, and small enough to be quick */

/* One token of a path with ~1 and ~0 read, yours; NULL if the escape is none. */
static char *unescape(const char *token, size_t len)
{
	char *text = xmalloc(len + 1), *out = text;

	for (size_t i = 0; i < len; i++) {
		if (token[i] != '~') {
			*out++ = token[i];
		} else if (i + 1 < len && (token[i + 1] == '0' || token[i + 1] == '1')) {
			*out++ = token[++i] == '0' ? '~' : '/';
		} else {
			free(text);
			return NULL;
		}
	}
	*out = '\0';
	return text;
}

/* Splits a path into tokens; false, and nothing to release, if it is none. */
static bool split(const char *path, struct strings *tokens)
{
	for (const char *start = path;; start++) {
		size_t len = strcspn(start, "/");
		char *token = unescape(start, len);

		if (!token || tokens->count == JSON_DEPTH_MAX) {
			free(token);
			strings_release(tokens);
			return false;
		}
		strings_push_take(tokens, token);
		start += len;
		if (!*start)
			return true;
	}
}

/* True if the path of one is the whole beginning of the path of other. */
static bool is_prefix(const char *one, const char *other)
{
	size_t len = strlen(one);

	return strncmp(one, other, len) == 0 && other[len] == '/';
}

/* '/' sorts before all else, so that a path stands right before those that it begins. */
static int compare_paths(const void *a, const void *b)
{
	const char *one = json_key(*(const struct json *const *)a), *other = json_key(*(const struct json *const *)b);

	while (*one && *one == *other) {
		one++;
		other++;
	}
	int left = *one == '/' ? 1 : *one ? (unsigned char)*one + 1 : 0;
	int right = *other == '/' ? 1 : *other ? (unsigned char)*other + 1 : 0;
	return left - right;
}

static bool is_callers(const char *path)
{
	return text_equal(path, "id") || text_equal(path, "rev");
}

/* The field called name if it is a set, whose absence is an empty set. */
static const struct field *set_field(const struct record_type *type, const char *name)
{
	const struct field *field = field_find(type, name);

	return field && (field->kind == FIELD_CODES || field->kind == FIELD_KEYWORDS) ? field : NULL;
}

/* The object that the last token names a member of, or NULL. */
static struct json *parent_of(struct json *body, const struct strings *tokens)
{
	struct json *parent = body;

	for (size_t i = 0; parent && i + 1 < tokens->count; i++)
		parent = json_get_mutable(parent, tokens->at[i]);
	return json_is_object(parent) ? parent : NULL;
}

static bool fits(const struct record_type *type, struct json *body, const char *path)
{
	struct strings tokens = { 0 };

	if (!split(path, &tokens))
		return false;
	const struct json *there = json_get(body, tokens.at[0]);
	bool empty_set = tokens.count == 2 && set_field(type, tokens.at[0]) && (!there || json_is_null(there));
	bool found = empty_set || parent_of(body, &tokens);
	strings_release(&tokens);
	return found;
}

static void put(struct json *parent, const char *name, const struct json *value)
{
	if (json_is_null(value))
		json_remove(parent, name);
	else
		json_set(parent, name, json_copy(value));
}

static void apply(const struct record_type *type, struct json *body, const struct json *change)
{
	struct strings tokens = { 0 };

	if (!split(json_key(change), &tokens))
		bug("a path that fitted does not split");
	struct json *parent = parent_of(body, &tokens);
	put(parent ? parent : json_set(body, tokens.at[0], json_new_object()), tokens.at[tokens.count - 1], change);
	const struct field *field = field_find(type, tokens.at[0]);
	if (field && field_is_default(field, json_get(body, field->name)))
		json_remove(body, field->name);
	strings_release(&tokens);
}

/* The changes in order of their paths, without the caller's own; *count says how many. Yours to free. */
static const struct json **sorted_changes(const struct json *patch, size_t *count)
{
	const struct json **changes = xcalloc(json_size(patch) + 1, sizeof(*changes));

	*count = 0;
	for (const struct json *change = json_first(patch); change; change = json_next(change))
		if (!is_callers(json_key(change)))
			changes[(*count)++] = change;
	qsort(changes, *count, sizeof(*changes), compare_paths);
	return changes;
}

int record_patch(const struct record_type *type, struct json *body, const struct json *patch, struct err *e)
{
	size_t count;
	const struct json **changes = sorted_changes(patch, &count);
	const char *wrong = json_is_object(patch) ? NULL : "";

	for (size_t i = 0; i < count && !wrong; i++)
		if (i >= CHANGES_MAX || !fits(type, body, json_key(changes[i])) ||
		    (i > 0 && is_prefix(json_key(changes[i - 1]), json_key(changes[i]))))
			wrong = json_key(changes[i]);
	for (size_t i = 0; i < count && !wrong; i++)
		apply(type, body, changes[i]);
	free(changes);
	return wrong ? err_set(e, ERR_INVALID_PATCH, wrong, NULL) : 0;
}

bool record_patch_commutes(const struct record_type *type, const struct json *patch)
{
	for (const struct json *change = json_first(patch); change; change = json_next(change)) {
		struct strings tokens = { 0 };

		if (is_callers(json_key(change)))
			continue;
		const struct field *field = split(json_key(change), &tokens) ? field_find(type, tokens.at[0]) : NULL;
		strings_release(&tokens);
		if (!field || !(field->flags & F_COMMUTES))
			return false;
	}
	return true;
}

/* Puts value at the path inside what an earlier change sets at key, making the objects on the way. */
static void put_inside(struct json *earlier, const char *key, const char *path, const struct json *value)
{
	struct strings tokens = { 0 };
	struct json *parent = json_get_mutable(earlier, key);

	if (!split(path, &tokens))
		return;
	if (!json_is_object(parent))
		parent = json_set(earlier, key, json_new_object());
	for (size_t i = 0; i + 1 < tokens.count; i++) {
		struct json *next = json_get_mutable(parent, tokens.at[i]);

		parent = json_is_object(next) ? next : json_set(parent, tokens.at[i], json_new_object());
	}
	put(parent, tokens.at[tokens.count - 1], value);
	strings_release(&tokens);
}

/* The key of the earlier change that sets the whole of which path is a part, or NULL. */
static const char *whole_of(const struct json *earlier, const char *path)
{
	for (const struct json *change = json_first(earlier); change; change = json_next(change))
		if (is_prefix(json_key(change), path))
			return json_key(change);
	return NULL;
}

static void remove_parts(struct json *earlier, const char *path)
{
	const struct json *next;

	for (const struct json *change = json_first(earlier); change; change = next) {
		next = json_next(change);
		if (is_prefix(path, json_key(change)))
			json_remove(earlier, json_key(change));
	}
}

void record_patch_join(struct json *earlier, const struct json *later)
{
	for (const struct json *change = json_first(later); change; change = json_next(change)) {
		const char *path = json_key(change), *whole = whole_of(earlier, path);

		if (whole && json_is_null(change) && json_is_null(json_get(earlier, whole)))
			continue;
		if (whole) {
			put_inside(earlier, whole, path + strlen(whole) + 1, change);
			continue;
		}
		remove_parts(earlier, path);
		json_set(earlier, path, json_copy(change));
	}
}
