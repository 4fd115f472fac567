/* One create, update or destroy of a /set: checks, rules, the record, the outcome of its opId, in one transaction. */
#include <stdlib.h>
#include <string.h>

#include "set.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/outcome.h"

static const struct { const char *done, *refused; } names[] = {
	[SET_CREATE] = {"created", "notCreated"},
	[SET_UPDATE] = {"updated", "notUpdated"},
	[SET_DESTROY] = {"destroyed", "notDestroyed"},
};

static int refuse(struct refusal *why, enum err_code code)
{
	return err_set(&why->cause, code, NULL);
}

/* --- creation ids in what refers to other records --- */

/* The id for "#k1", or id itself; a refusal where k1 was not made. */
static const char *resolve_id(struct set *x, const struct field *field, const char *id, struct refusal *why)
{
	const char *known = jmap_creation_id(&x->call->batch->request, id);
	if (!known) {
		/* Its creation may succeed another time. */
		why->passing = true;
		refuse_field(why, x->write.type, field->name, ERR_FIELD_REFERENCE, id);
	}
	return known;
}

static struct json *resolve_one(struct set *x, const struct field *field, const struct json *value, struct refusal *why)
{
	bool party = field->kind == FIELD_PARTY || field->kind == FIELD_PARTIES;
	const char *id = party ? json_get_text(value, "id") : json_text(value);
	const char *known = id && id[0] == '#' ? resolve_id(x, field, id, why) : NULL;
	if (!known)
		return json_copy(value);
	if (!party)
		return json_new_string(known);
	struct json *copy = json_copy(value);
	json_set_string(copy, "id", known);
	return copy;
}

static int resolve_references(struct set *x, struct json *body, struct refusal *why)
{
	for (unsigned i = 0; i < x->write.type->field_count; i++) {
		const struct field *field = &x->write.type->fields[i];
		const struct json *value = json_get(body, field->name);
		if (!value || !field->target)
			continue;
		if (!json_is_array(value)) {
			json_set(body, field->name, resolve_one(x, field, value, why));
			continue;
		}
		struct json *list = json_new_array();
		for (const struct json *item = json_first(value); item; item = json_next(item))
			json_push(list, resolve_one(x, field, item, why));
		json_set(body, field->name, list);
	}
	return why->fields.count ? -1 : 0;
}

/* --- the three kinds --- */

/* Null means the default (section 5.3), and a default is not kept. */
static void drop_defaults(const struct record_type *type, struct json *body)
{
	for (unsigned i = 0; i < type->field_count; i++)
		if (field_is_default(&type->fields[i], json_get(body, type->fields[i].name)))
			json_remove(body, type->fields[i].name);
}

/* What the client does not know yet of what it sent: everything that the portal set, changed or left out. */
static struct json *difference(const struct record_type *type, const struct json *sent, const struct json *now)
{
	struct json *news = json_new_object();
	for (const struct json *i = json_first(now); i; i = json_next(i))
		if (!json_equal(i, json_get(sent, json_key(i))))
			json_set(news, json_key(i), json_copy(i));
	for (const struct json *i = json_first(sent); i; i = json_next(i)) {
		const struct field *field = field_find(type, json_key(i));
		if (!json_get(now, json_key(i)) && field && !field_is_default(field, i))
			json_set(news, json_key(i), json_new_null());
	}
	return news;
}

static void remember_made(struct batch *b, const struct record *r, int64_t before)
{
	b->made = xrealloc(b->made, b->made_count + 1, sizeof *b->made);
	b->made[b->made_count++] = (struct made){.local = r->local, .seq = r->seq, .before = before};
}

/*
 * What a pupil does with records of their own account: marks, and how far they have read. All else there is for people of the
 * community; what pupils may in their project, the rules of each type say.
 */
static const struct { enum record_type_index type; unsigned kinds; } of_pupils[] = {
	{TYPE_Profile, 1U << SET_UPDATE},
	{TYPE_Message, 1U << SET_UPDATE | 1U << SET_DESTROY},
	{TYPE_Notification, 1U << SET_UPDATE | 1U << SET_DESTROY},
	{TYPE_ReadMark, 1U << SET_CREATE | 1U << SET_UPDATE | 1U << SET_DESTROY},
};

static int check_pupil(const struct write *w, enum set_kind kind, struct refusal *why)
{
	if (!user_is_pupil(&w->viewer->user) || w->account->account.kind != ACCOUNT_PERSONAL)
		return 0;
	for (size_t i = 0; i < ARRAY_SIZE(of_pupils); i++)
		if (w->type->index == (int)of_pupils[i].type && of_pupils[i].kinds >> kind & 1)
			return 0;
	return refuse(why, ERR_FORBIDDEN);
}

/* An outcome is kept for a year: what is shown to few, and stored nowhere, is no part of it. */
static void drop_private(const struct write *w, struct json *tree)
{
	for (unsigned i = 0; i < w->type->field_count && !viewer_owns(w->account); i++)
		if (w->type->fields[i].flags & F_PRIVATE)
			json_remove(tree, w->type->fields[i].name);
}

static int create(struct set *x, const char *key, const struct json *object, struct json **result, struct refusal *why)
{
	const struct write *w = &x->write;
	const struct rules *rules = rules_of(w->type);
	struct record r = {0};
	(void)key;
	if (w->type->flags & T_SINGLETON)
		return refuse(why, ERR_SINGLETON);
	if (!(w->type->flags & T_CREATE))
		return refuse(why, ERR_FORBIDDEN);
	if (record_validate(w->type, object, NULL, VALIDATE_CREATE, &why->fields) > 0)
		return -1;
	struct json *body = json_copy(object);
	drop_defaults(w->type, body);
	int done = resolve_references(x, body, why);
	if (done == 0 && rules->look)
		done = rules->look(w, body, why);
	if (done == 0)
		done = references_fill(w, body, NULL, why);
	if (done == 0 && rules->create) {
		done = rules->create(w, body, &r, why);
	} else if (done == 0) {
		r = (struct record){.account = w->account->account.local, .type = w->type, .audience = w->type->audience};
		r.author = xstrdup(w->viewer->user.person);
		r.body = json_print(body);
		done = record_write(w->s, &r, true, &why->cause);
	}
	if (done == 0) {
		struct json *tree = method_show(w->s, w->viewer, w->account, &r);
		drop_private(w, tree);
		*result = difference(w->type, object, tree);
		json_free(tree);
		/* A pupil's record says more on a page than here. */
		if (w->type->index != TYPE_Pupil)
			remember_made(x->call->batch, &r, 0);
	}
	record_free(&r);
	json_free(body);
	return done;
}

/* The record that key names, if the viewer may see it. */
static int find_record(struct set *x, const char *key, struct record *r, struct refusal *why)
{
	const struct write *w = &x->write;
	const char *id = jmap_creation_id(&x->call->batch->request, key);
	if (id && record_by_id(w->s, w->account->account.local, w->type, id, r) && viewer_may_find(w->s, w->account, r))
		return 0;
	record_free(r);
	return refuse(why, ERR_NOT_FOUND);
}

static int check_rev(const struct write *w, const struct record *r, const struct json *rev, struct refusal *why)
{
	return rev && json_integer(rev, -1) != r->rev ? refuse_field(why, w->type, "rev", ERR_CONFLICT, NULL) : 0;
}

/* What a patch says of id and rev has to be so (section 5.3): naming the rev that one saw is how no update gets lost. */
static int check_saw(const struct write *w, const struct record *r, const struct json *patch, struct refusal *why)
{
	const struct json *id = json_get(patch, "id");
	if (id && !text_equal(json_text(id), r->id))
		refuse_field(why, w->type, "id", ERR_FIELD_IMMUTABLE, NULL);
	check_rev(w, r, json_get(patch, "rev"), why);
	return why->fields.count ? -1 : 0;
}

/* Checks and writes before as body; nothing is written where nothing changed, so that no state moves for it. */
static int change(struct set *x, struct record *r, const struct json *before, struct json *body, bool content,
                  struct refusal *why)
{
	const struct write *w = &x->write;
	const struct rules *rules = rules_of(w->type);
	if (resolve_references(x, body, why) < 0)
		return -1;
	if (record_validate(w->type, body, before, VALIDATE_UPDATE, &why->fields) > 0)
		return -1;
	if (references_fill(w, body, before, why) < 0)
		return -1;
	if (rules->update && rules->update(w, r, body, why) < 0)
		return -1;
	if (json_equal(before, body))
		return 0;
	free(r->body);
	r->body = json_print(body);
	if (rules->audience)
		r->audience = rules->audience(body);
	if (record_write(w->s, r, content, &why->cause) < 0)
		return -1;
	return rules->updated ? rules->updated(w, r, why) : 0;
}

static int update(struct set *x, const char *key, const struct json *patch, struct json **result, struct refusal *why)
{
	const struct write *w = &x->write;
	struct record r = {0};
	if (!(w->type->flags & T_UPDATE))
		return refuse(why, ERR_FORBIDDEN);
	for (const struct json *i = json_first(x->destroying); i; i = json_next(i))
		if (text_equal(json_text(i), key))
			return refuse(why, ERR_WILL_DESTROY);
	if (find_record(x, key, &r, why) < 0)
		return -1;
	struct json *before = json_parse_own(r.body), *body = json_copy(before), *patched = NULL;
	int64_t rev = r.rev, seq = r.seq;
	int done = check_saw(w, &r, patch, why);
	if (done == 0)
		done = record_patch(w->type, body, patch, &why->cause);
	if (done == 0) {
		x->write.patch = patch;
		patched = json_copy(body);
		done = change(x, &r, before, body, !record_patch_commutes(w->type, patch), why);
	}
	if (done == 0) {
		*result = difference(w->type, patched, body);
		if (r.rev != rev)
			json_set_integer(*result, "rev", r.rev);
		if (record_patch_commutes(w->type, patch))
			remember_made(x->call->batch, &r, seq);
	}
	json_free(before);
	json_free(body);
	json_free(patched);
	record_free(&r);
	return done;
}

static int destroy(struct set *x, const char *key, const struct json *value, struct json **result, struct refusal *why)
{
	const struct write *w = &x->write;
	struct record r = {0};
	(void)value;
	if (w->type->flags & T_SINGLETON)
		return refuse(why, ERR_SINGLETON);
	if (!(w->type->flags & T_DESTROY))
		return refuse(why, ERR_FORBIDDEN);
	if (find_record(x, key, &r, why) < 0)
		return -1;
	const struct rules *rules = rules_of(w->type);
	int done = check_rev(w, &r, json_get(x->destroy_revs, r.id), why);
	if (done == 0)
		done = rules->destroy ? rules->destroy(w, &r, why) : record_destroy(w->s, &r, &why->cause);
	if (done == 0)
		*result = json_new_bool(true);
	record_free(&r);
	return done;
}

static int (*const kinds[])(struct set *, const char *, const struct json *, struct json **, struct refusal *) = {
	[SET_CREATE] = create,
	[SET_UPDATE] = update,
	[SET_DESTROY] = destroy,
};

/* --- outcomes --- */

/* Causes that pass by themselves: the same write may well succeed the next time. */
static bool is_passing(const struct refusal *why)
{
	enum err_code code = why->cause.code;
	bool told = code == ERR_OK || code == ERR_NOT_FOUND || code >= ERR_UNKNOWN_CAPABILITY;
	return why->passing || !told || code == ERR_RATE_LIMIT || code == ERR_OVER_QUOTA || code == ERR_SERVER_FAIL ||
	       code == ERR_SERVER_UNAVAILABLE;
}

/*
 * Trouble that is none of the write's own, as a full disk. Who gives an opId sends such a write again, and by then what was
 * written after it must not have gone before it.
 */
static bool is_trouble(const struct refusal *why)
{
	enum err_code code = why->cause.code;
	return !why->passing && code != ERR_NOT_FOUND && code != ERR_OVER_QUOTA && is_passing(why);
}

static int keep(const struct write *w, const char *op_id, const struct json *outcome, struct err *e)
{
	if (!op_id)
		return 0;
	char *text = json_print(outcome);
	int result = outcome_keep(w->s, w->account->account.local, w->viewer->user.person, op_id, text, w->now, e);
	free(text);
	return result;
}

static struct json *done_outcome(enum set_kind kind, struct json *result)
{
	struct json *outcome = json_new_object();
	json_set(outcome, names[kind].done, result);
	return outcome;
}

/* A refusal is an outcome as well, in a transaction of its own, because that of the write is gone. */
static struct json *refused_outcome(const struct write *w, enum set_kind kind, const char *op_id, struct refusal *why)
{
	struct json *outcome = json_new_object();
	json_set(outcome, names[kind].refused, refusal_json(why));
	struct err e = {0};
	if (op_id && !is_passing(why)) {
		if (db_begin(w->s->db, &e) < 0 || keep(w, op_id, outcome, &e) < 0 || db_commit(w->s->db, &e) < 0)
			method_hide(&e);
		db_rollback(w->s->db);
	}
	err_release(&e);
	return outcome;
}

static struct json *attempt(struct set *x, enum set_kind kind, const char *key, const struct json *value,
                            const char *op_id)
{
	const struct write *w = &x->write;
	size_t made = x->call->batch->made_count;
	struct refusal why = {0};
	struct json *result = NULL, *outcome = NULL;
	if (op_id && x->call->batch->is_in_trouble)
		refuse(&why, ERR_SERVER_UNAVAILABLE);
	else if (check_pupil(w, kind, &why) == 0 && db_begin(w->s->db, &why.cause) == 0 && kinds[kind](x, key, value, &result, &why) == 0) {
		outcome = done_outcome(kind, result);
		if (keep(w, op_id, outcome, &why.cause) < 0 || db_commit(w->s->db, &why.cause) < 0) {
			json_free(outcome);
			outcome = NULL;
		}
	}
	db_rollback(w->s->db);
	if (!outcome) {
		x->call->batch->made_count = made;
		x->call->batch->is_in_trouble = x->call->batch->is_in_trouble || (op_id && is_trouble(&why));
		outcome = refused_outcome(w, kind, op_id, &why);
	}
	refusal_release(&why);
	return outcome;
}

/* What came of op_id the first time; NULL if there was none. */
static struct json *remembered(const struct write *w, enum set_kind kind, const char *op_id)
{
	if (!op_id)
		return NULL;
	char *text = outcome_find(w->s, w->account->account.local, w->viewer->user.person, op_id);
	struct json *outcome = json_parse_own(text);
	free(text);
	if (!outcome || json_get(outcome, names[kind].done) || json_get(outcome, names[kind].refused))
		return outcome;
	/* An opId that did something else before is a mistake of the client's; nothing is done under it. */
	struct refusal why = {0};
	json_free(outcome);
	outcome = json_new_object();
	err_set(&why.cause, ERR_INVALID_ARGUMENTS, "opIds", op_id, NULL);
	json_set(outcome, names[kind].refused, refusal_json(&why));
	refusal_release(&why);
	return outcome;
}

/* The creation is answered as it was the first time. If the record has been destroyed since, the page of this request says so. */
static void note_gone(struct set *x, const struct json *outcome)
{
	const struct write *w = &x->write;
	const char *id = json_get_text(json_get(outcome, names[SET_CREATE].done), "id");
	struct batch *b = x->call->batch;
	struct record r = {0};
	if (!id || strlen(id) != RECORD_ID_LENGTH)
		return;
	bool is_there = record_by_id(w->s, w->account->account.local, w->type, id, &r) && viewer_may_read(w->account, &r);
	record_free(&r);
	if (is_there)
		return;
	b->gone = xrealloc(b->gone, b->gone_count + 1, sizeof *b->gone);
	struct gone *gone = &b->gone[b->gone_count++];
	*gone = (struct gone){.account = w->account->account.local, .type = w->type};
	memcpy(gone->id, id, RECORD_ID_LENGTH);
}

/* --- the response --- */

static struct json *part(struct set *x, const char *name, bool is_list)
{
	struct json *there = json_get_mutable(x->response, name);
	return there ? there : json_set(x->response, name, is_list ? json_new_array() : json_new_object());
}

static void file(struct set *x, enum set_kind kind, const char *key, struct json *outcome)
{
	struct json *done = json_detach(outcome, names[kind].done);
	const char *known = jmap_creation_id(&x->call->batch->request, key);
	const char *id = kind == SET_CREATE || !known ? key : known;
	if (!done) {
		json_set(part(x, names[kind].refused, false), id, json_detach(outcome, names[kind].refused));
		return;
	}
	if (kind == SET_DESTROY) {
		json_push(part(x, names[kind].done, true), json_new_string(id));
		json_free(done);
		return;
	}
	if (kind == SET_CREATE)
		json_set_string(x->call->batch->request.created, key, json_get_text(done, "id"));
	bool nothing = kind == SET_UPDATE && json_size(done) == 0;
	json_set(part(x, names[kind].done, false), id, nothing ? json_new_null() : done);
	if (nothing)
		json_free(done);
}

void set_one(struct set *x, enum set_kind kind, const char *key, const struct json *value)
{
	const char *op_id = json_get_text(x->op_ids, key);
	struct json *outcome = remembered(&x->write, kind, op_id);
	if (!outcome)
		outcome = attempt(x, kind, key, value, op_id);
	else if (kind == SET_CREATE)
		note_gone(x, outcome);
	file(x, kind, key, outcome);
	json_free(outcome);
}
