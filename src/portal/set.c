/*
 * Type/set of every type (RFC 8620 section 5.3): each record by itself, in a transaction with the outcome of its opId. The
 * writer stays ours for the whole call, so that ifInState means what it says.
 */
#include "set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* --- arguments --- */

static int check_size(const struct json *arguments, struct err *e)
{
	size_t count = json_size(json_get(arguments, "create")) + json_size(json_get(arguments, "update")) +
	               json_size(json_get(arguments, "destroy"));
	if (count <= JMAP_MAX_OBJECTS_IN_SET)
		return 0;
	char most[16];
	snprintf(most, sizeof most, "%d", JMAP_MAX_OBJECTS_IN_SET);
	return err_set(e, ERR_REQUEST_TOO_LARGE, most, NULL);
}

static bool has_text(const struct json *list, const char *text)
{
	for (const struct json *i = json_first(list); i; i = json_next(i))
		if (text_equal(json_text(i), text))
			return true;
	return false;
}

static bool is_op_id(const char *text)
{
	return text && strlen(text) == OP_ID_LENGTH && strspn(text, "0123456789abcdef") == OP_ID_LENGTH;
}

static int check_op_ids(const struct json *arguments, struct err *e)
{
	for (const struct json *i = json_first(json_get(arguments, "opIds")); i; i = json_next(i)) {
		const char *key = json_key(i);
		bool named = json_get(json_get(arguments, "create"), key) || json_get(json_get(arguments, "update"), key) ||
		             has_text(json_get(arguments, "destroy"), key);
		if (!named || !is_op_id(json_text(i)))
			return err_set(e, ERR_INVALID_ARGUMENTS, "opIds", key, NULL);
	}
	return 0;
}

int set_check_creation_ids(const struct json *create, struct err *e)
{
	for (const struct json *i = json_first(create); i; i = json_next(i)) {
		size_t len = strlen(json_key(i));
		if (len == 0 || len > 255 || strspn(json_key(i), SET_ID_CHARACTERS) != len)
			return err_set(e, ERR_INVALID_ARGUMENTS, "create", json_key(i), NULL);
	}
	return 0;
}

/* --- the order of creates: what is referred to comes first --- */

struct creation {
	const struct json *object; /* its key is the creation id */
	bool begun;
};

/* In order of creation ids, so that each reference is found at once: a request may hold a great many. */
struct creations { struct creation *at; size_t count; };

static int by_key(const void *left, const void *right)
{
	const struct creation *a = left, *b = right;
	return strcmp(json_key(a->object), json_key(b->object));
}

static int find_key(const void *key, const void *creation)
{
	const struct creation *c = creation;
	return strcmp(key, json_key(c->object));
}

static void do_creation(struct set *x, const struct creations *all, const char *key);

/* Creates what a reference, "#" and a creation id, stands for; anything else is left alone. */
static void do_referred(struct set *x, const struct creations *all, const struct json *reference)
{
	const char *id = json_is_object(reference) ? json_get_text(reference, "id") : json_text(reference);
	if (id && id[0] == '#')
		do_creation(x, all, id + 1);
}

/* What refers to itself in a circle meets what is begun already, and is refused for its reference. */
static void do_creation(struct set *x, const struct creations *all, const char *key)
{
	struct creation *c = bsearch(key, all->at, all->count, sizeof *all->at, find_key);
	const struct record_type *type = x->call->type;
	if (!c || c->begun)
		return;
	c->begun = true;
	for (unsigned i = 0; i < type->field_count; i++) {
		const struct json *value = json_get(c->object, type->fields[i].name);
		if (!value || !type->fields[i].target)
			continue;
		if (!json_is_array(value))
			do_referred(x, all, value);
		else
			for (const struct json *item = json_first(value); item; item = json_next(item))
				do_referred(x, all, item);
	}
	set_one(x, SET_CREATE, json_key(c->object), c->object);
}

static void do_creates(struct set *x, const struct json *create)
{
	struct creations all = {.at = xcalloc(json_size(create) + 1, sizeof *all.at)};
	for (const struct json *i = json_first(create); i; i = json_next(i))
		all.at[all.count++] = (struct creation){.object = i};
	qsort(all.at, all.count, sizeof *all.at, by_key);
	for (const struct json *i = json_first(create); i; i = json_next(i))
		do_creation(x, &all, json_key(i));
	free(all.at);
}

static void do_updates(struct set *x, const struct json *update)
{
	for (const struct json *i = json_first(update); i; i = json_next(i))
		set_one(x, SET_UPDATE, json_key(i), i);
}

static void do_destroys(struct set *x, const struct json *destroy)
{
	struct json *done = json_new_object();
	for (const struct json *i = json_first(destroy); i; i = json_next(i)) {
		if (json_get(done, json_text(i)))
			continue;
		json_set_bool(done, json_text(i), true);
		set_one(x, SET_DESTROY, json_text(i), NULL);
	}
	json_free(done);
}

/* --- the method --- */

static struct json *run(struct set *x, const struct json *arguments, struct err *e)
{
	char *before = method_state(x->call, x->write.s);
	const char *wanted = json_get_text(arguments, "ifInState");
	if (wanted && strcmp(wanted, before) != 0) {
		free(before);
		err_set(e, ERR_STATE_MISMATCH, NULL);
		return NULL;
	}
	x->response = method_response(x->call);
	json_set_string(x->response, "oldState", before);
	free(before);
	x->destroying = json_get(arguments, "destroy");
	x->op_ids = json_get(arguments, "opIds");
	x->destroy_revs = json_get(arguments, "destroyRevs");
	do_creates(x, json_get(arguments, "create"));
	do_updates(x, json_get(arguments, "update"));
	do_destroys(x, json_get(arguments, "destroy"));
	char *after = method_state(x->call, x->write.s);
	json_set_string(x->response, "newState", after);
	free(after);
	return x->response;
}

struct json *method_set(const struct call *c, struct err *e)
{
	const struct json *arguments = c->arguments;
	if (check_size(arguments, e) < 0 || check_op_ids(arguments, e) < 0 ||
	    set_check_creation_ids(json_get(arguments, "create"), e) < 0)
		return NULL;
	int copies = 0;
	struct set x = {
		.call = c,
		.write = {
			.portal = c->batch->worker->portal,
			.s = worker_write(c->batch->worker),
			.search = c->batch->worker->portal->search,
			.viewer = c->batch->viewer,
			.account = c->account,
			.type = c->type,
			.now = clock_now(),
			.copies = &copies,
		},
	};
	struct json *response = run(&x, arguments, e);
	worker_write_end(c->batch->worker);
	return response;
}
