/* Merging of records field by field, and of sets, lists and objects element by element. Texts are merged in merge_text.c. */
#include "twinline/records/merge.h"

#include <stdlib.h>

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"

static const char *const choice_names[] = { [MERGE_THEIRS] = "theirs", [MERGE_MINE] = "mine", [MERGE_BOTH] = "both" };

const char *merge_choice_name(enum merge_choice choice)
{
	return choice_names[choice];
}

enum merge_choice merge_choice_of(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(choice_names); i++)
		if (text_equal(name, choice_names[i]))
			return (enum merge_choice)i;
	return MERGE_THEIRS;
}

/* One value in its three versions, each NULL where it is not there. */
struct three { const struct json *base, *mine, *theirs; };

static bool same(const struct json *a, const struct json *b)
{
	return a && b ? json_equal(a, b) : a == b;
}

/* The version that stands: the only change, else the choice between two. */
static const struct json *pick(const struct three *v, enum merge_choice choice, bool *conflict)
{
	if (same(v->mine, v->theirs) || same(v->mine, v->base))
		return v->theirs;
	if (same(v->theirs, v->base))
		return v->mine;
	*conflict = true;
	return choice == MERGE_MINE ? v->mine : v->theirs;
}

/* --- sets and objects: by their members --- */

static void put_member(struct json *into, const char *key, const struct three *of, enum merge_choice choice, bool *conflict)
{
	struct three v = { json_get(of->base, key), json_get(of->mine, key), json_get(of->theirs, key) };
	const struct json *picked = pick(&v, choice, conflict);

	if (picked)
		json_set(into, key, json_copy(picked));
}

static struct json *merge_members(const struct three *v, enum merge_choice choice, bool *conflict)
{
	struct json *merged = json_new_object();

	for (const struct json *i = json_first(v->theirs); i; i = json_next(i))
		put_member(merged, json_key(i), v, choice, conflict);
	for (const struct json *i = json_first(v->mine); i; i = json_next(i))
		if (!json_get(v->theirs, json_key(i)))
			put_member(merged, json_key(i), v, choice, conflict);
	return merged;
}

/* --- lists: by what each element refers to --- */

/* What names an element of a list. */
static const char *key_of(const struct json *element)
{
	const char *id = json_is_object(element) ? json_get_text(element, "id") : json_text(element);

	if (!id)
		id = json_get_text(element, "blobId");
	return id ? id : "";
}

static const struct json *element_of(const struct json *list, const char *key)
{
	for (const struct json *i = json_first(list); i; i = json_next(i))
		if (text_equal(key_of(i), key))
			return i;
	return NULL;
}

static bool same_order(const struct json *a, const struct json *b)
{
	const struct json *i = json_first(a), *j = json_first(b);

	while (i && j && text_equal(key_of(i), key_of(j))) {
		i = json_next(i);
		j = json_next(j);
	}
	return !i && !j;
}

static void put_element(struct json *into, const char *key, const struct three *of, enum merge_choice choice, bool *conflict)
{
	struct three v = { element_of(of->base, key), element_of(of->mine, key), element_of(of->theirs, key) };
	const struct json *picked = pick(&v, choice, conflict);

	if (picked)
		json_push(into, json_copy(picked));
}

/* In the order of who changed it, theirs where both did; what the other one added comes after. */
static struct json *merge_lists(const struct three *v, enum merge_choice choice, bool *conflict)
{
	bool in_my_order = same_order(v->base, v->theirs);
	const struct json *first = in_my_order ? v->mine : v->theirs, *second = in_my_order ? v->theirs : v->mine;
	struct json *merged = json_new_array();

	for (const struct json *i = json_first(first); i; i = json_next(i))
		put_element(merged, key_of(i), v, choice, conflict);
	for (const struct json *i = json_first(second); i; i = json_next(i))
		if (!element_of(first, key_of(i)))
			put_element(merged, key_of(i), v, choice, conflict);
	return merged;
}

/* --- one field --- */

static struct json *merge_paragraphs(const struct three *v, enum merge_choice choice, bool *conflict)
{
	const char *versions[] = { json_text(v->base), json_text(v->mine), json_text(v->theirs) };
	char *text = merge_text(versions, choice, conflict, NULL, NULL);
	struct json *merged = json_new_string(text);

	free(text);
	return merged;
}

/* By the parts of a value, where its kind has some. */
static struct json *merge_parts(const struct field *field, const struct three *v, enum merge_choice choice, bool *conflict)
{
	switch (field ? field->kind : FIELD_KIND_COUNT) {
	case FIELD_LONG_TEXT:
		return merge_paragraphs(v, choice, conflict);
	case FIELD_CODES:
	case FIELD_KEYWORDS:
	case FIELD_OBJECT:
		return merge_members(v, choice, conflict);
	case FIELD_REFERENCES:
	case FIELD_PARTIES:
	case FIELD_BLOBS:
		return merge_lists(v, choice, conflict);
	default:
		return json_copy(pick(v, choice, conflict));
	}
}

static bool fits(const struct field *field, const struct json *value)
{
	struct err e = { 0 };
	bool does = !field || !value || field_check(field, value, &e) == 0;

	err_release(&e);
	return does;
}

static const struct json *version(const struct field *field, const struct json *tree, const char *name)
{
	const struct json *value = json_get(tree, name);

	return field && field_is_default(field, value) ? NULL : value;
}

static struct three versions_of(const struct merge *m, const char *name)
{
	const struct field *field = field_find(m->type, name);

	return (struct three){ version(field, m->base, name), version(field, m->mine, name), version(field, m->theirs, name) };
}

struct json *merge_field(const struct merge *m, const char *name, enum merge_choice choice, bool *conflict)
{
	const struct field *field = field_find(m->type, name);
	struct three v = versions_of(m, name);
	bool one_sided = same(v.mine, v.theirs) || same(v.mine, v.base) || same(v.theirs, v.base);
	struct json *merged;

	*conflict = false;
	merged = one_sided ? json_copy(pick(&v, choice, conflict)) : merge_parts(field, &v, choice, conflict);
	if (!one_sided && !fits(field, merged)) { /* each is right by itself, and there is no room for both */
		json_free(merged);
		*conflict = true;
		merged = json_copy(choice == MERGE_MINE ? v.mine : v.theirs);
	}
	return merged;
}

bool merge_may_have_both(const struct merge *m, const char *name)
{
	const struct field *field = field_find(m->type, name);
	struct three v = versions_of(m, name);
	struct json *both;
	bool conflict = false, may;

	if (!field || field->kind != FIELD_LONG_TEXT || !v.mine || !v.theirs)
		return false;
	both = merge_paragraphs(&v, MERGE_BOTH, &conflict);
	may = fits(field, both);
	json_free(both);
	return may;
}

/* --- the whole --- */

static void put_field(const struct merge *m, struct json *into, const char *name, const struct json *choices, struct strings *open)
{
	const struct field *field = field_find(m->type, name);
	const char *chosen = json_get_text(choices, name);
	bool conflict;
	struct json *merged = merge_field(m, name, merge_choice_of(chosen), &conflict);

	if (conflict && !chosen && open)
		strings_push(open, name);
	if (merged && !(field && field_is_default(field, merged))) {
		json_set(into, name, merged);
	} else {
		json_remove(into, name);
		json_free(merged);
	}
}

struct json *merge_record(const struct merge *m, const struct json *choices, struct strings *open)
{
	struct json *merged = m->theirs ? json_copy(m->theirs) : json_new_object();

	for (const struct json *i = json_first(m->mine); i; i = json_next(i))
		put_field(m, merged, json_key(i), choices, open);
	for (const struct json *i = json_first(m->base); i; i = json_next(i))
		if (!json_get(m->mine, json_key(i)))
			put_field(m, merged, json_key(i), choices, open);
	return merged;
}
