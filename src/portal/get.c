/* Type/get of every type (RFC 8620 section 5.1). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "method.h"
#include "twinline/base/mem.h"

enum { PROPERTIES_MOST = 200 }; /* far more than a type has; each is looked for in each record */

static int too_many(size_t most, struct err *e)
{
	char text[24];
	snprintf(text, sizeof text, "%zu", most);
	return err_set(e, ERR_REQUEST_TOO_LARGE, text, NULL);
}

static int check_properties(const struct call *c, const struct json *properties, struct err *e)
{
	if (json_size(properties) > PROPERTIES_MOST)
		return err_set(e, ERR_INVALID_ARGUMENTS, "properties", "[\"text\"]", NULL);
	for (const struct json *name = json_first(properties); name; name = json_next(name)) {
		const char *text = json_text(name);
		if (strcmp(text, "id") != 0 && strcmp(text, "rev") != 0 && !field_find(c->type, text))
			return err_set(e, ERR_INVALID_ARGUMENTS, "properties", text, NULL);
	}
	return 0;
}

/* What was asked for of a record: "id" is always there. */
static struct json *pick(struct json *tree, const struct json *properties)
{
	if (!json_is_array(properties))
		return tree;
	struct json *picked = json_new_object();
	json_set(picked, "id", json_detach(tree, "id"));
	for (const struct json *name = json_first(properties); name; name = json_next(name)) {
		struct json *value = json_detach(tree, json_text(name));
		if (value)
			json_set(picked, json_text(name), value);
	}
	json_free(tree);
	return picked;
}

/* One record more, while there is room for it: long ones add up, and the same may be asked for in every call of a batch. */
static int add(const struct call *c, const struct get_way *way, struct json *list, const struct record *r, struct err *e)
{
	c->batch->room -= (int64_t)strlen(r->body);
	if (c->batch->room < 0)
		return too_many(json_size(list), e);
	json_push(list, pick(way->show(c, r), json_get(c->arguments, "properties")));
	return 0;
}

static bool find(const struct call *c, const char *id, struct record *r)
{
	struct store *s = &c->batch->worker->reader;
	return record_by_id(s, c->account->account.local, c->type, id, r) && viewer_may_find(s, c->account, r);
}

static struct json *show(const struct call *c, const struct record *r)
{
	return method_show(&c->batch->worker->reader, c->batch->viewer, c->account, r);
}

static int get_named(const struct call *c, const struct get_way *way, struct json *list, struct json *missing, struct err *e)
{
	struct json *seen = json_new_object();
	int result = 0;
	for (const struct json *i = json_first(json_get(c->arguments, "ids")); i && result == 0; i = json_next(i)) {
		const char *asked = json_text(i), *id = jmap_creation_id(&c->batch->request, asked);
		struct record r = {0};
		if (json_get(seen, asked))
			continue;
		json_set_bool(seen, asked, true);
		if (id && way->find(c, id, &r))
			result = add(c, way, list, &r, e);
		else
			json_push(missing, json_new_string(asked));
		record_free(&r);
	}
	json_free(seen);
	return result;
}

/* Everything there is, if that is not more than may be asked for by name. */
static int get_all(const struct call *c, const struct get_way *way, struct json *list, struct err *e)
{
	struct store *s = &c->batch->worker->reader;
	int64_t locals[JMAP_MAX_OBJECTS_IN_GET + 1];
	struct record_query q = {
		.account = c->account->account.local,
		.type = c->type,
		.sees = viewer_sees(c->account),
		.author = viewer_author(c->account),
		.limit = JMAP_MAX_OBJECTS_IN_GET + 1,
	};
	int count = record_list(s, &q, locals, NULL, NULL, e);
	if (count < 0)
		return -1;
	if (count > JMAP_MAX_OBJECTS_IN_GET)
		return too_many(JMAP_MAX_OBJECTS_IN_GET, e);
	int result = 0;
	for (int i = 0; i < count && result == 0; i++) {
		struct record r = {0};
		if (record_by_local(s, locals[i], &r))
			result = add(c, way, list, &r, e);
		record_free(&r);
	}
	return result;
}

struct json *method_get_by(const struct call *c, const struct get_way *way, struct err *e)
{
	const struct json *ids = json_get(c->arguments, "ids");
	bool named = json_is_array(ids);
	if (check_properties(c, json_get(c->arguments, "properties"), e) < 0)
		return NULL;
	if (named && json_size(ids) > JMAP_MAX_OBJECTS_IN_GET) {
		too_many(JMAP_MAX_OBJECTS_IN_GET, e);
		return NULL;
	}
	struct json *response = method_response(c);
	/* The state before the records: what changes meanwhile is told again by /changes, never missed. */
	char *state = method_state(c, &c->batch->worker->reader);
	json_set_string(response, "state", state);
	free(state);
	struct json *list = json_set(response, "list", json_new_array());
	struct json *missing = json_set(response, "notFound", json_new_array());
	if ((named ? get_named(c, way, list, missing, e) : get_all(c, way, list, e)) == 0)
		return response;
	json_free(response);
	return NULL;
}

struct json *method_get(const struct call *c, struct err *e)
{
	static const struct get_way of_records = {find, show};
	return method_get_by(c, &of_records, e);
}
