/* Saved searches: a question to the directory or the calendar, kept with what it found and how much is new since one looked. */
#include "rule.h"

#include "../search.h"
#include "twinline/base/log.h"
#include "twinline/base/str.h"
#include "twinline/schema/filter.h"

enum {
	AGAIN_MOST = 20, /* asked again at once */
	AGAIN_AFTER = 23 * 60 * 60, /* seconds: less than from one mail of the day to the next, which asks too */
	KEPT_MOST = 100  /* by one person: each is asked again day by day */
};

/* Where records of a type are asked for. */
static const struct membership *asked_of(const struct write *w, const struct record_type *type)
{
	return viewer_account_of_kind(w->viewer, type->index == TYPE_Event ? ACCOUNT_COMMUNITY : ACCOUNT_DIRECTORY);
}

/* Zero is the default, and defaults are not kept. */
static void set_number(struct json *body, const char *name, int64_t number)
{
	if (number)
		json_set_integer(body, name, number);
	else
		json_remove(body, name);
}

/* The mark says how far the index was when the owner last looked: what came later is new to them. */
static void set_answer(const struct write *w, struct json *body, const struct directory_answer *a, int64_t mark)
{
	struct json *found = json_set(body, "found", json_new_object());
	struct json *ids = json_set(found, "ids", json_new_array());
	for (int i = 0; i < a->count; i++)
		json_push(ids, json_new_string(a->ids[i]));
	json_set_integer(found, "mark", mark ? mark : a->mark);
	set_number(body, "total", a->total);
	set_number(body, "fresh", mark ? a->fresh : 0);
	rule_set_now(w, body, "askedAt");
}

/* Those who fit best, in the place of those of late; none of them is news. */
static int rank(const struct write *w, const struct directory_question *q, struct json *body, struct refusal *why)
{
	struct json *found = json_new_object();
	if (q->type->index != TYPE_Person) {
		json_free(found);
		return refuse_field(why, w->type, "ranked", ERR_FIELD_CODE, q->type->name);
	}
	int count = suggest(w, q->sees, q->filter, found, &why->cause);
	json_set(body, "found", found);
	set_number(body, "total", count);
	rule_set_now(w, body, "askedAt");
	return count < 0 ? -1 : 0;
}

/* Asks, and puts what was found into body. mark: of when the owner looked; 0: they look now. */
static int ask(const struct write *w, struct json *body, int64_t mark, struct refusal *why)
{
	const char *name = json_get_text(body, "type");
	const struct record_type *type = name ? record_type_find(name) : NULL;
	if (!type)
		return refuse_field(why, w->type, "type", ERR_FIELD_CODE, name);
	const struct membership *m = asked_of(w, type);
	const struct directory_question q = {
		.type = type, .sees = m ? viewer_sees(m) : 0, .filter = json_get(body, "filter"), .limit = DIRECTORY_IDS_MOST, .since = mark,
	};
	struct directory_answer a;
	if (q.filter && filter_check(type, q.filter, &why->cause) < 0)
		return -1;
	if (json_get_bool(body, "ranked", false))
		return rank(w, &q, body, why);
	if (directory_ask(w->search, &q, &a, &why->cause) < 0)
		return -1;
	set_answer(w, body, &a, mark);
	return 0;
}

static bool keeps_many(const struct write *w)
{
	int64_t local;
	struct record_query q = {.account = w->viewer->user.account, .type = w->type, .offset = KEPT_MOST - 1, .limit = 1};
	return record_list(w->s, &q, &local, NULL, NULL, NULL) == 1;
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	if (keeps_many(w))
		return rule_refuse(why, ERR_OVER_QUOTA, NULL);
	if (ask(w, body, 0, why) < 0)
		return -1;
	*r = (struct record){.account = w->viewer->user.account, .type = w->type};
	return rule_write(w, r, json_copy(body), true, why);
}

/* Another filter asks anew; looking at it does as well, and nothing is new then. A new name asks nobody. */
static int update(const struct write *w, const struct record *r, struct json *body, struct refusal *why)
{
	struct json *before = json_parse_own(r->body);
	bool same = json_equal(json_get(before, "filter"), json_get(body, "filter")) &&
	            text_equal(json_get_text(before, "lookedAt"), json_get_text(body, "lookedAt"));
	json_free(before);
	return same ? 0 : ask(w, body, 0, why);
}

/* --- asking again --- */

/* One that cannot be asked, written by another version say, keeps what it found: the others must not wait for it. */
static void ask_again(const struct write *w, struct json *body)
{
	struct refusal why = {0};
	if (ask(w, body, json_get_integer(json_get(body, "found"), "mark", 0), &why) == 0)
		return;
	log_warn("portal", "a saved search: %s", err_name(why.fields.count ? why.fields.at[0].error.code : why.cause.code));
	rule_set_now(w, body, "askedAt");
	refusal_release(&why);
}

/* Its owner is told, in the one notification that there is for the search. */
static int tell(const struct write *w, const char *id, const char *title, struct refusal *why)
{
	const struct record_filter told[] = {{.field = "kind", .equals = "newMatches"}, {.field = "aboutId", .equals = id}};
	struct record r;
	if (!rule_find(w, w->viewer->user.account, TYPE_Notification, told, ARRAY_SIZE(told), &r))
		r = (struct record){.account = w->viewer->user.account, .type = &record_types[TYPE_Notification]};
	struct json *body = json_new_object();
	json_set_string(body, "kind", "newMatches");
	json_set_string(body, "aboutType", w->type->name);
	json_set_string(body, "aboutId", id);
	if (title)
		json_set_string(body, "title", title);
	rule_set_now(w, body, "createdAt");
	int result = rule_write(w, &r, body, true, why);
	record_free(&r);
	return result;
}

static int refresh(const struct write *w, int64_t local, struct refusal *why)
{
	struct record r = {0};
	if (!record_by_local(w->s, local, &r))
		return 0;
	struct json *body = json_parse_own(r.body);
	int64_t before = json_get_integer(body, "fresh", 0);
	ask_again(w, body);
	bool more = json_get_integer(body, "fresh", 0) > before;
	int result = more ? tell(w, r.id, json_get_text(body, "title"), why) : 0;
	result = result == 0 ? rule_write(w, &r, body, false, why) : (json_free(body), -1);
	record_free(&r);
	return result;
}

/* Those that were asked long enough ago; how many. */
static int find_old(struct store *s, const struct viewer *v, int64_t now, int64_t locals[AGAIN_MOST])
{
	struct record_query q = {
		.account = v->user.account, .type = &record_types[TYPE_SavedSearch], .ascending = true, .to = now - AGAIN_AFTER,
		.limit = AGAIN_MOST,
	};
	int count = v->user.account ? record_list(s, &q, locals, NULL, NULL, NULL) : 0;
	return count > 0 ? count : 0;
}

void rules_ask_again(struct worker *worker, const struct viewer *v, int64_t now)
{
	int64_t locals[AGAIN_MOST];
	struct refusal why = {0};
	int count = find_old(&worker->reader, v, now, locals), result = 0;
	if (count == 0)
		return;
	const struct write w = {
		.portal = worker->portal, .s = worker_write(worker), .search = worker->portal->search, .viewer = v,
		.type = &record_types[TYPE_SavedSearch], .now = now,
	};
	result = db_begin(w.s->db, &why.cause);
	for (int i = 0; i < count && result == 0; i++)
		result = refresh(&w, locals[i], &why);
	if (result == 0)
		result = db_commit(w.s->db, &why.cause);
	if (result < 0)
		log_warn("portal", "saved searches: %s", err_name(why.cause.code));
	db_rollback(w.s->db);
	worker_write_end(worker);
	refusal_release(&why);
}

const struct rules rules_saved_search = {.create = create, .update = update};
