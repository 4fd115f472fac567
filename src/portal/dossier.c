/* Dossiers: the lists of codes that an officer's page is worded from. */
#include "dossier.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/schema.h"

/* {"name": {"list": [...]}}: a field of kind object is one. */
static struct json *list_of(struct json *object, const char *name)
{
	struct json *holder = json_get_mutable(object, name);
	if (!holder) {
		holder = json_set(object, name, json_new_object());
		json_set(holder, "list", json_new_array());
	}
	return json_get_mutable(holder, "list");
}

static void set_time(struct json *object, int64_t at)
{
	char text[CLOCK_TEXT_SIZE];
	if (at == 0)
		return;
	clock_format(at, text);
	json_set_string(object, "at", text);
}

struct json *dossier_new(void)
{
	return json_new_object();
}

struct json *dossier_fact(struct json *dossier, const char *fact, const char *value)
{
	struct json *row = json_push(list_of(dossier, "facts"), json_new_object());
	json_set_string(row, "fact", fact);
	if (value && *value)
		json_set_string(row, "value", value);
	return row;
}

struct json *dossier_codes(struct json *dossier, const char *fact, const struct json *codes)
{
	struct str list = {0};
	for (const struct json *i = json_first(codes); i; i = json_next(i))
		str_addf(&list, list.len ? " %s" : "%s", json_key(i));
	struct json *row = dossier_fact(dossier, fact, list.text);
	str_release(&list);
	return row;
}

void dossier_finding(struct json *fact, const char *finding, int64_t at)
{
	struct json *findings = json_get_mutable(fact, "findings");
	if (!findings)
		findings = json_set(fact, "findings", json_new_array());
	struct json *row = json_push(findings, json_new_object());
	json_set_string(row, "finding", finding);
	set_time(row, at);
}

void dossier_step(struct json *dossier, const char *step, int64_t at, const char *who)
{
	struct json *row = json_push(list_of(dossier, "steps"), json_new_object());
	json_set_string(row, "step", step);
	set_time(row, at);
	if (who)
		json_set_string(row, "who", who);
}

struct json *dossier_alike(struct json *dossier, const struct alike *a)
{
	struct json *row = json_push(list_of(dossier, "alike"), json_new_object());
	json_set_string(row, "id", a->id);
	json_set_string(row, "name", a->name);
	json_set_integer(row, "agree", a->agree);
	json_set_integer(row, "of", a->of);
	return row;
}

/* --- who is gone --- */

/* True if a text is a name, or begins with it as that of a founder does. */
static bool is_called(const char *text, const char *name)
{
	return text && starts_with(text, name) && strchr(",", text[strlen(name)]);
}

/* A member of a row that is called so says nobody. */
static void forget_in(struct json *row, const char *member, const char *name)
{
	const char *text = json_get_text(row, member);
	if (!is_called(text, name))
		return;
	char *bare = xasprintf("%s%s", PARTY_ERASED, text + strlen(name));
	json_set_string(row, member, bare);
	free(bare);
}

static void forget_row(struct json *row, const char *person, const char *name)
{
	forget_in(row, "value", name);
	forget_in(row, "who", name);
	if (!text_equal(json_get_text(row, "id"), person))
		return;
	json_set_string(row, "name", PARTY_ERASED);
	json_remove(row, "facts");
}

void dossier_forget(struct json *dossier, const char *person, const char *name)
{
	static const char *const lists[] = {"facts", "steps", "alike"};
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		struct json *holder = json_get_mutable(dossier, lists[i]), *list = holder ? json_new_array() : NULL;
		for (const struct json *row = json_first(json_get(holder, "list")); row; row = json_next(row))
			forget_row(json_push(list, json_copy(row)), person, name);
		if (list)
			json_set(holder, "list", list);
	}
}
