/*
 * Questions of faces to the directory and the calendar, and cards fetched by their ids: a query with its records, or the records
 * alone, in one turn. What comes is kept (records/kept.h) before anybody is told.
 */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "coding.h"
#include "engine.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/records/kept.h"
#include "twinline/records/record.h"
#include "twinline/schema/filter.h"

enum { SEARCH_LIMIT = 50, NOT_THERE_MOST = 500 };

static void wish_release(struct search_wish *w)
{
	json_free(w->filter);
	json_free(w->ids);
	free(w->after);
	*w = (struct search_wish){ 0 };
}

static struct search_wish take_first(struct engine *g)
{
	struct search_wish w = g->searches[0];
	g->search_count--;
	memmove(g->searches, g->searches + 1, (size_t)g->search_count * sizeof w);
	return w;
}

void search_drop(struct engine *g, int64_t face, int64_t n)
{
	for (int i = g->search_count - 1; i >= 0; i--) {
		struct search_wish *w = &g->searches[i];
		if (w->face != face || (n != 0 && w->n != n))
			continue;
		if (i == 0)
			engine_cancel(g, &job_search);
		wish_release(w);
		g->search_count--;
		memmove(w, w + 1, (size_t)(g->search_count - i) * sizeof *w);
	}
}

/* --- what faces ask --- */

static bool is_id_list(const struct json *ids)
{
	for (const struct json *id = json_first(ids); id; id = json_next(id))
		if (!json_is_string(id))
			return false;
	return json_size(ids) > 0 && json_size(ids) <= JMAP_MAX_OBJECTS_IN_GET;
}

static int check(const struct engine *g, const struct search_wish *w, bool is_fetch, struct err *e)
{
	if (!login_is_in(&g->login))
		return err_set(e, ERR_SIGNED_OUT, NULL);
	/* What the directory holds but has no filters for, as public pages, is looked through from its newest on. */
	bool is_listed = w->type && !w->filter &&
	                 (record_type_in(w->type, ACCOUNT_DIRECTORY) || (is_fetch && record_type_in(w->type, ACCOUNT_COMMUNITY)));
	if (!w->type || (!w->account && !is_listed && !filter_rows(w->type)->name) || (w->account && !is_fetch))
		return err_set(e, ERR_INVALID_ARGUMENTS, "type", "\"Person\"", NULL);
	if (is_fetch && !is_id_list(w->ids))
		return err_set(e, ERR_INVALID_ARGUMENTS, "ids", "[\"id\"]", NULL);
	if (g->line.state == LINE_OFFLINE)
		return err_set(e, g->line.cause.code == ERR_SET_OFFLINE ? ERR_SET_OFFLINE : ERR_OFFLINE, NULL);
	return g->search_count == SEARCHES_MAX ? err_set(e, ERR_BUSY, "1", NULL) : filter_check(w->type, w->filter, e);
}

/* The account of what is fetched from one that is not everybody's; 0: the type says where it is. */
static int64_t account_named(struct engine *g, const char *id)
{
	struct account a;
	int64_t local = 0;
	if (id && account_by_id(&g->store, id, &a)) {
		local = a.local;
		account_release(&a);
	}
	return local;
}

void search_handle(struct engine *g, struct face *face, const struct json *packet)
{
	const struct json *filter = json_get(packet, "filter"), *ids = json_get(packet, "ids");
	const char *type = json_get_text(packet, "type"), *after = json_get_text(packet, "after"), *what = json_get_text(packet, "do");
	bool is_fetch = text_equal(what, "fetch");
	struct err cause = { 0 };
	struct search_wish w = {
		.face = face->serial,
		.n = json_get_integer(packet, "n", 0),
		.type = record_type_find(type ? type : ""),
		.account = account_named(g, json_get_text(packet, "account")),
		.filter = filter ? json_copy(filter) : NULL,
		.ids = ids && is_fetch ? json_copy(ids) : NULL,
		.after = xstrdup(after),
		.limit = json_get_integer(packet, "limit", SEARCH_LIMIT),
		.facets = json_get_bool(packet, "facets", false),
	};
	if (w.limit < 1 || w.limit > SEARCH_LIMIT)
		w.limit = SEARCH_LIMIT;
	if (check(g, &w, is_fetch, &cause) == 0) {
		g->searches[g->search_count++] = w;
		return;
	}
	if (cause.code == ERR_OFFLINE)
		line_hurry(&g->line); /* somebody waits: is the line still gone? */
	engine_tell_failed(g, w.face, what, w.n, &cause);
	wish_release(&w);
	err_release(&cause);
}

/* --- what saved searches found --- */

void search_note(struct engine *g, const struct record_type *type)
{
	if (type->index == TYPE_SavedSearch)
		g->looks_at_found = true;
}

static void add_missing(struct engine *g, struct search_wish *w, const struct record *r)
{
	struct json *tree = record_tree(&g->store, r);
	const struct record_type *type = record_type_find(json_get_text(tree, "type") ? json_get_text(tree, "type") : "");
	const struct json *ids = json_get(json_get(tree, "found"), "ids");
	/* One type at a time: the others are looked at when this one has come. */
	for (const struct json *id = json_first(ids); id && type && (!w->type || w->type == type); id = json_next(id)) {
		const char *text = json_text(id);
		if (!text || strings_has(&g->not_there, text) || kept_find(&g->store, type, text, NULL) || json_size(w->ids) >= SEARCH_LIMIT)
			continue;
		w->type = type;
		json_push(w->ids, json_new_string(text));
	}
	json_free(tree);
}

/* Makes a wish of the cards that saved searches name and that are not here. */
static void look_at_found(struct engine *g)
{
	struct search_wish w = { .ids = json_new_array() };
	struct account personal;
	int64_t locals[100];
	int count = 0;
	if (account_by_kind(&g->store, ACCOUNT_PERSONAL, &personal)) {
		struct record_query q = { .account = personal.local, .type = &record_types[TYPE_SavedSearch], .limit = ARRAY_SIZE(locals) };
		count = record_list(&g->store, &q, locals, NULL, NULL, NULL);
		account_release(&personal);
	}
	for (int i = 0; i < count; i++) {
		struct record r;
		if (!record_by_local(&g->store, locals[i], &r))
			continue;
		add_missing(g, &w, &r);
		record_free(&r);
	}
	g->looks_at_found = w.type != NULL; /* again when these have come, for there may be more */
	if (w.type)
		g->searches[g->search_count++] = w;
	else
		wish_release(&w);
}

/* --- asking --- */

static struct json *query_arguments(const struct search_wish *w, const char *account)
{
	struct json *query = json_new_object();
	json_set_string(query, "accountId", account);
	if (w->filter)
		json_set(query, "filter", json_copy(w->filter));
	if (w->after) {
		json_set_string(query, "anchor", w->after);
		json_set_integer(query, "anchorOffset", 1);
	}
	json_set_integer(query, "limit", w->limit);
	json_set_bool(query, "calculateTotal", true);
	if (w->facets)
		json_set_bool(query, "calculateFacets", true);
	return query;
}

static void add_calls(struct json *request, const struct search_wish *w, const char *account)
{
	char *query_name = xasprintf("%s/query", w->type->name), *get_name = xasprintf("%s/get", w->type->name);
	struct json *get = json_new_object();
	json_set_string(get, "accountId", account);
	if (w->ids) {
		json_set(get, "ids", json_copy(w->ids));
	} else {
		struct json *reference = json_set(get, "#ids", json_new_object());
		json_set_string(reference, "resultOf", "q");
		json_set_string(reference, "name", query_name);
		json_set_string(reference, "path", "/ids");
		jmap_call(request, query_name, query_arguments(w, account), "q");
	}
	jmap_call(request, get_name, get, "g");
	free(query_name);
	free(get_name);
}

/* The account that answers a wish; false before the first exchange. */
static bool find_account(struct engine *g, const struct search_wish *w, struct account *a)
{
	const struct record_type *type = w->type;
	if (w->account)
		return account_by_local(&g->store, w->account, a);
	return account_by_kind(&g->store, record_type_in(type, ACCOUNT_DIRECTORY) ? ACCOUNT_DIRECTORY : ACCOUNT_COMMUNITY, a);
}

static bool begin(struct engine *g)
{
	if (!login_is_in(&g->login) || !g->login.api)
		return false;
	if (g->search_count == 0 && g->looks_at_found && g->line.state == LINE_ONLINE && policy_row(g)->cards && policy_lets(g, ERRAND_MAIL))
		look_at_found(g);
	if (g->search_count == 0)
		return false;
	const struct search_wish *w = &g->searches[0];
	struct account a;
	if (!find_account(g, w, &a))
		return false;
	struct json *request = jmap_request_new();
	add_calls(request, w, a.id);
	engine_post(g, request);
	account_release(&a);
	return true;
}

/* --- taking in --- */

static int keep(struct engine *g, const struct search_wish *w, const struct json *list, struct err *e)
{
	int64_t now = clock_now();
	db_durability(g->store.db, DB_QUICK);
	int kept = db_begin(g->store.db, e);
	for (const struct json *item = json_first(list); item && kept == 0; item = json_next(item)) {
		int64_t local = w->account ? record_receive(&g->store, w->account, w->type, item, e)
		                           : kept_put(&g->store, w->type, item, now, e);
		kept = local < 0 ? -1 : 0;
	}
	/* All that there is, or the newest of what is derived: what is kept besides is not public any more. */
	bool is_first = !w->account && !w->ids && !w->filter && !w->after, is_derived = w->type->flags & T_DERIVED;
	bool is_all = (int64_t)json_size(list) < w->limit;
	if (kept == 0 && is_first && (is_derived || (is_all && !filter_rows(w->type)->name)))
		kept = kept_only(&g->store, w->type, list, is_all, e);
	if (kept == 0)
		kept = kept_prune(&g->store, e);
	if (kept == 0)
		kept = db_commit(g->store.db, e);
	if (kept != 0)
		db_rollback(g->store.db);
	db_durability(g->store.db, DB_DURABLE);
	return kept;
}

static void tell_found(struct face *face, const struct search_wish *w, const struct json *query, const struct json *get, int64_t bytes)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "did", "found");
	json_set_integer(packet, "n", w->n);
	struct json *ids = json_set(packet, "ids", json_new_array());
	for (const struct json *item = json_first(json_get(get, "list")); item; item = json_next(item))
		if (json_get_text(item, "id"))
			json_push(ids, json_new_string(json_get_text(item, "id")));
	if (query)
		json_set_integer(packet, "total", json_get_integer(query, "total", -1));
	if (json_is_object(json_get(query, "facets")))
		json_set(packet, "facets", json_copy(json_get(query, "facets")));
	json_set_integer(packet, "bytes", bytes);
	faces_tell(face, packet);
	json_free(packet);
}

/* Cards that nobody has asked for by a packet: all faces look again, and what is not there is not asked for again. */
static void tell_all(struct engine *g, const struct search_wish *w, const struct json *get)
{
	struct json *packet = json_new_object();
	struct account a;
	for (const struct json *id = json_first(json_get(get, "notFound")); id && g->not_there.count < NOT_THERE_MOST; id = json_next(id))
		if (json_text(id))
			strings_push(&g->not_there, json_text(id));
	json_set_string(packet, "did", "changed");
	if (find_account(g, w, &a)) {
		json_set_integer(packet, "account", a.local);
		account_release(&a);
	}
	json_push(json_set(packet, "types", json_new_array()), json_new_string(w->type->name));
	faces_tell_all(&g->faces, packet);
	json_free(packet);
}

static void take(struct engine *g, const struct search_wish *w, const struct json *response, int64_t bytes, struct err *cause)
{
	const struct json *query = w->ids ? NULL : jmap_response(response, "q", cause);
	const struct json *get = query || w->ids ? jmap_response(response, "g", cause) : NULL;
	struct face *face = faces_find(&g->faces, w->face);
	if (!get || keep(g, w, json_get(get, "list"), cause) != 0)
		return;
	if (face)
		tell_found(face, w, query, get, bytes);
	else if (w->face == 0)
		tell_all(g, w, get);
}

static void finish(struct engine *g, struct http_answer *a)
{
	policy_count(g, COUNT_ASKED, a);
	if (coding_learn(g, a))
		return; /* asked again */
	struct search_wish w = take_first(g);
	struct err cause = { 0 };
	struct json *response = answer_read(a, g->login.portal.host, &cause);
	if (response)
		take(g, &w, response, a->down, &cause);
	if (cause.code != ERR_OK && w.face != 0) {
		engine_tell_failed(g, w.face, w.ids ? "fetch" : "search", w.n, &cause);
	} else if (cause.code != ERR_OK) {
		log_info("search", "what a saved search found does not come: %s", err_name(cause.code));
		g->looks_at_found = false; /* until one of them changes again */
	}
	wish_release(&w);
	json_free(response);
	err_release(&cause);
}

const struct job job_search = { "search", begin, finish, NULL };
