/* Cases in the store: opened, brought back, settled. */
#include "case.h"

#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "upkeep.h"

static void set_time(struct json *body, const char *name, int64_t at)
{
	char text[CLOCK_TEXT_SIZE];
	clock_format(at ? at : clock_now(), text);
	json_set_string(body, name, text);
}

static bool find(struct store *s, int64_t desk, const char *kind, const char *id, struct record *r)
{
	const struct record_filter filters[] = {{.field = "kind", .equals = kind}, {.field = "aboutId", .equals = id}};
	const struct record_query q = {
		.account = desk, .type = &record_types[TYPE_Case], .filters = filters, .filter_count = ARRAY_SIZE(filters),
	};
	return record_first(s, &q, r);
}

/* Frees body. */
static int write_body(struct store *s, struct record *r, struct json *body, struct err *e)
{
	free(r->body);
	r->body = json_print(body);
	json_free(body);
	return record_write(s, r, true, e);
}

/* --- opening --- */

static void set_text(struct json *body, const char *name, const char *text)
{
	if (text)
		json_set_string(body, name, text);
	else
		json_remove(body, name);
}

static void set_person(struct json *body, const struct case_new *c)
{
	json_remove(body, "who");
	if (!c->person)
		return;
	struct json *who = json_set(body, "who", json_new_object());
	json_set_string(who, "id", c->person);
	json_set_string(who, "name", c->name);
	set_text(who, "country", c->country);
}

/* Of what was decided before, the case itself says no more; who decided stays in the journal of the one who did. */
static void wait_from(struct json *body, int64_t since)
{
	static const char *const gone[] = {
		"reason", "text", "joinWith", "held", "holder", "heldUntil", "laterAt", "decidedBy", "decidedAt", "remindedAt",
	};
	for (size_t i = 0; i < ARRAY_SIZE(gone); i++)
		json_remove(body, gone[i]);
	json_set_string(body, "state", "waiting");
	set_time(body, "since", since);
}

static struct json *body_of(const struct record *r, const struct case_new *c)
{
	struct json *body = r->body ? json_parse_own(r->body) : json_new_object();
	json_set_string(body, "kind", c->kind);
	json_set_string(body, "title", c->title ? c->title : "");
	set_person(body, c);
	json_remove(body, "school");
	if (c->school)
		json_set(body, "school", json_copy(c->school));
	set_text(body, "country", c->country);
	set_text(body, "language", c->language);
	json_set_string(body, "aboutType", record_types[c->about].name);
	json_set_string(body, "aboutId", c->id);
	if (!text_equal(json_get_text(body, "state"), "waiting"))
		wait_from(body, c->since);
	return body;
}

static int write_dossier(struct store *s, const struct record *of, struct json *body, struct err *e)
{
	struct record r = {0};
	const struct record_type *type = &record_types[TYPE_Dossier];
	if (!record_by_id(s, of->account, type, of->id, &r)) {
		r = (struct record){.account = of->account, .type = type, .audience = type->audience};
		r.id = xstrdup(of->id);
	}
	json_set_string(body, "caseId", of->id);
	int result = write_body(s, &r, body, e);
	record_free(&r);
	return result;
}

int case_open(struct store *s, const struct case_new *c, struct err *e)
{
	struct record r = {0};
	struct json *dossier = c->dossier ? c->dossier : dossier_new();
	int64_t desk = desk_of(s, c->country, e);
	int result = desk < 0 ? -1 : 0;
	if (result == 0 && !find(s, desk, c->kind, c->id, &r))
		r = (struct record){.account = desk, .type = &record_types[TYPE_Case], .audience = record_types[TYPE_Case].audience};
	if (result == 0)
		result = write_body(s, &r, body_of(&r, c), e);
	if (result == 0)
		result = write_dossier(s, &r, dossier, e);
	else
		json_free(dossier);
	record_free(&r);
	return result;
}

/* --- what happens to one that waits --- */

/* 1 with r and its body; 0 where none waits; -1 with e. */
static int find_waiting(struct store *s, const struct case_key *k, struct record *r, struct json **body, struct err *e)
{
	int64_t desk = desk_of(s, k->country, e);
	if (desk < 0)
		return -1;
	if (!find(s, desk, k->kind, k->id, r))
		return 0;
	*body = json_parse_own(r->body);
	const char *state = json_get_text(*body, "state");
	if (text_equal(state, "waiting") || text_equal(state, "askedBack"))
		return 1;
	json_free(*body);
	record_free(r);
	return 0;
}

int case_close(struct store *s, const struct case_key *k, const char *state, struct err *e)
{
	struct record r = {0};
	struct json *body = NULL;
	int found = find_waiting(s, k, &r, &body, e);
	if (found != 1)
		return found;
	json_set_string(body, "state", state);
	set_time(body, "decidedAt", 0);
	int result = write_body(s, &r, body, e);
	record_free(&r);
	return result;
}

int case_remind(struct store *s, const struct case_key *k, struct err *e)
{
	struct record r = {0};
	struct json *body = NULL;
	int found = find_waiting(s, k, &r, &body, e);
	if (found != 1)
		return found;
	set_time(body, "remindedAt", 0);
	int result = write_body(s, &r, body, e);
	record_free(&r);
	return result;
}

/* --- holding --- */

void case_let_go(struct json *body)
{
	json_remove(body, "held");
	json_remove(body, "holder");
	json_remove(body, "heldUntil");
}

/* One person looks at one case, or at a few on several devices. */
static int let_go_on(struct store *s, int64_t desk, const char *person, struct err *e)
{
	enum { MOST = 20 };
	const struct record_filter theirs = {.field = "holder", .equals = person};
	int64_t locals[MOST];
	struct record_query q = {.account = desk, .type = &record_types[TYPE_Case], .filters = &theirs, .filter_count = 1, .limit = MOST};
	int count = record_list(s, &q, locals, NULL, NULL, e), result = count < 0 ? -1 : 0;
	for (int i = 0; i < count && result == 0; i++) {
		struct record r = {0};
		if (record_by_local(s, locals[i], &r)) {
			struct json *body = json_parse_own(r.body);
			case_let_go(body);
			result = write_body(s, &r, body, e);
		}
		record_free(&r);
	}
	return result;
}

int cases_let_go(struct store *s, const struct viewer *v, struct err *e)
{
	for (size_t i = 0; i < v->account_count; i++)
		if (v->accounts[i].account.kind == ACCOUNT_DESK && let_go_on(s, v->accounts[i].account.local, v->user.person, e) < 0)
			return -1;
	return 0;
}

/* --- what was decided long ago --- */

static int destroy(struct store *s, struct record *r, struct err *e)
{
	struct record dossier = {0};
	int result = 0;
	if (record_by_id(s, r->account, &record_types[TYPE_Dossier], r->id, &dossier))
		result = record_destroy(s, &dossier, e);
	if (result == 0)
		result = record_destroy(s, r, e);
	record_free(&dossier);
	return result;
}

int cases_prune(struct store *s, int64_t before, struct err *e)
{
	const struct upkeep old = {
		.select = "SELECT local FROM case_index WHERE decided_at > 0 AND decided_at < ?1 AND state <> 'askedBack' AND NOT"
		          " (kind = 'report' AND state = 'accepted' AND decided_at > ?1 - 335 * 86400) LIMIT ?2",
		.number = before,
	};
	_Static_assert(CASE_DAYS + 335 == CASE_HIDDEN_DAYS, "as the statement says");
	return upkeep_each(s, &old, destroy, e);
}

/* --- who is gone --- */

static int forget_dossier(struct store *s, struct record *r, const char *person, const char *name, struct err *e)
{
	struct json *body = json_parse_own(r->body);
	dossier_forget(body, person, name);
	return write_body(s, r, body, e);
}

/* What they have asked to be, or that by which they were joined up with who was here before. */
static bool is_of(const struct json *body, const char *person)
{
	const char *kind = json_get_text(body, "kind");
	return (text_equal(kind, "registration") || text_equal(kind, "school") || text_equal(kind, "schoolChange")) &&
	       (text_equal(json_get_text(body, "aboutId"), person) || text_equal(json_get_text(body, "joinWith"), person));
}

static int forget_case(struct store *s, struct record *r, const char *person, const char *name, struct err *e)
{
	struct record dossier = {0};
	struct json *body = json_parse_own(r->body), *who = json_get_mutable(body, "who");
	bool is_own = is_of(body, person);
	if (is_own || text_equal(json_get_text(body, "title"), name))
		json_set_string(body, "title", PARTY_ERASED);
	if (is_own && who)
		json_set_string(who, "name", PARTY_ERASED);
	int result = write_body(s, r, body, e);
	if (result == 0 && is_own)
		result = write_dossier(s, r, dossier_new(), e);
	else if (result == 0 && record_by_id(s, r->account, &record_types[TYPE_Dossier], r->id, &dossier))
		result = forget_dossier(s, &dossier, person, name, e);
	record_free(&dossier);
	return result;
}

int cases_forget(struct store *s, const char *person, const char *name, const struct locals *in, struct err *e)
{
	int result = 0;
	for (size_t i = 0; i < in->count && result == 0; i++) {
		struct record r = {0};
		if (!record_by_local(s, in->at[i], &r))
			continue;
		if (r.type->index == TYPE_Case)
			result = forget_case(s, &r, person, name, e);
		else if (r.type->index == TYPE_Dossier)
			result = forget_dossier(s, &r, person, name, e);
		record_free(&r);
	}
	return result;
}
