/* Names of members in a text, found and completed. */
#include "mention.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/project.h"
#include "twinline/records/record.h"
#include "twinline/text/fold.h"
#include "words.h"

enum { NAME_MOST = 120 /* bytes after the "@" that can be a name */ };

/* The party of a member who is in the project; NULL if that is not one, or me. Yours. */
static struct json *party_of(struct face *face, int64_t member)
{
	struct record r = { 0 };
	struct json *tree = record_by_local(face_store(face), member, &r) ? record_tree(face_store(face), &r) : NULL, *party = NULL;
	const struct json *person = json_get(tree, "person");
	const char *name = json_get_text(person, "name");

	if (text_equal(json_get_text(tree, "state"), "member") && name && *name && !text_equal(json_get_text(person, "id"), face_my_id(face)))
		party = json_copy(person);
	json_free(tree);
	record_free(&r);
	return party;
}

/* All others who are in it. Yours. */
static struct json *members_of(struct face *face, int64_t account)
{
	struct json *list = json_new_array();
	int64_t *locals = NULL;
	struct err e = { 0 };
	int count = project_members(face_store(face), account, &locals, &e);

	words_check(face, &e);
	for (int i = 0; i < count; i++) {
		struct json *party = party_of(face, locals[i]);

		if (party)
			json_push(list, party);
	}
	free(locals);
	return list;
}

static bool is_named(const char *text, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = strchr(text, '@'); at; at = strchr(at + 1, '@'))
		if (strncmp(at + 1, name, len) == 0)
			return true;
	return false;
}

struct json *mention_list(struct face *face, int64_t account, const char *text)
{
	struct json *all, *list;

	if (!text || !strchr(text, '@'))
		return NULL;
	all = members_of(face, account);
	list = json_new_array();
	for (const struct json *i = json_first(all); i; i = json_next(i))
		if (is_named(text, json_get_text(i, "name")))
			json_push(list, json_copy(i));
	json_free(all);
	if (json_size(list) > 0)
		return list;
	json_free(list);
	return NULL;
}

/* --- completing --- */

/* Where the "@" stands that begins what is being typed; SIZE_MAX for none. */
static size_t begins_at(const struct editor *field)
{
	size_t at = field->at;

	while (at > 0 && field->at - at < NAME_MOST && field->text.text[at - 1] != '@' && field->text.text[at - 1] != '\n')
		at--;
	return at > 0 && field->text.text[at - 1] == '@' ? at - 1 : SIZE_MAX;
}

static bool begins_with(const char *name, const char *typed)
{
	struct str one = { 0 }, other = { 0 };
	bool does;

	fold(&one, name);
	fold(&other, typed);
	does = !other.len || (one.text && strncmp(one.text, other.text, other.len) == 0);
	str_release(&one);
	str_release(&other);
	return does;
}

/* The parties that fit what is being typed; NULL where nothing is. Yours. */
static struct json *fitting(struct face *face, int64_t account, const struct editor *field, size_t *from)
{
	struct json *all, *list = NULL;
	char *typed;

	*from = begins_at(field);
	if (*from == SIZE_MAX)
		return NULL;
	typed = xstrndup(field->text.text + *from + 1, field->at - *from - 1);
	all = members_of(face, account);
	for (const struct json *i = json_first(all); i; i = json_next(i)) {
		const char *name = json_get_text(i, "name");

		if (begins_with(name, typed) && strcmp(name, typed) != 0) {
			list = list ? list : json_new_array();
			json_push(list, json_copy(i));
		}
	}
	json_free(all);
	free(typed);
	return list;
}

char *mention_names(struct face *face, int64_t account, const struct editor *field)
{
	size_t from;
	struct json *list = fitting(face, account, field, &from);
	struct str names = { 0 };

	for (const struct json *i = json_first(list); i; i = json_next(i))
		words_part(&names, json_get_text(i, "name"));
	json_free(list);
	return str_detach_or(&names, NULL);
}

bool mention_complete(struct face *face, int64_t account, struct editor *field)
{
	size_t from;
	struct json *list = fitting(face, account, field, &from);
	const char *name = json_get_text(json_first(list), "name");
	struct str text = { 0 };

	if (name) {
		str_addn(&text, field->text.text, from);
		str_addf(&text, "@%s ", name);
		from = text.len;
		str_add(&text, field->text.text + field->at);
		editor_set(field, text.text);
		field->at = from;
	}
	str_release(&text);
	json_free(list);
	return name != NULL;
}
