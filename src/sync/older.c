/* Older records on demand. */
#include "older.h"

#include <stdlib.h>

#include "incoming.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/jmap/jmap.h"
#include "twinline/records/replica.h"

static const char query_call[] = "o", get_call[] = "p";

/* --- asking --- */

/* The first wish: its account and type in o, how many in limit. A window that is still being filled comes first. */
static bool find_wish(struct store *s, struct older *o)
{
	int64_t *locals = NULL;
	int count = replica_accounts(s, &locals, NULL);
	*o = (struct older){ 0 };
	for (int i = 0; i < count && !o->type; i++) {
		struct account a;
		if (!account_by_local(s, locals[i], &a))
			continue;
		for (size_t t = 0; t < RECORD_TYPE_COUNT && !o->type && a.state && !a.more; t++) {
			int64_t wished = replica_older(s, a.local, &record_types[t]);
			if (wished > 0)
				*o = (struct older){ .account = a.local, .type = &record_types[t], .limit = wished };
		}
		account_release(&a);
	}
	free(locals);
	return o->type;
}

bool older_is_wished(struct store *s)
{
	struct older wish;
	return find_wish(s, &wish);
}

/* No more at once than the line is trusted with in a page. */
static int64_t limit_of(struct engine *g, const struct older *o)
{
	int64_t mean = replica_mean_bytes(&g->store, o->account, o->type);
	int64_t fits = mean > 0 ? g->page_bytes / mean : o->limit;
	if (fits < 1)
		fits = 1;
	return fits < o->limit ? fits : o->limit;
}

static struct json *query_arguments(struct engine *g, const struct older *o, const char *account)
{
	struct json *arguments = json_new_object();
	char end[RECORD_ID_LENGTH + 1];
	json_set_string(arguments, "accountId", account);
	if (o->type->order) {
		struct json *sort = json_push(json_set(arguments, "sort", json_new_array()), json_new_object());
		json_set_string(sort, "property", o->type->order);
		json_set_bool(sort, "isAscending", o->type->flags & T_AHEAD);
	}
	replica_end(&g->store, o->account, o->type, end);
	if (*end) {
		json_set_string(arguments, "anchor", end);
		json_set_integer(arguments, "anchorOffset", 1);
	}
	json_set_integer(arguments, "limit", o->limit);
	json_set_bool(arguments, "calculateTotal", true);
	return arguments;
}

void older_ask(struct engine *g, struct json *request)
{
	struct older *o = &g->older;
	struct account a;
	if (!find_wish(&g->store, o) || !account_by_local(&g->store, o->account, &a))
		return;
	o->limit = limit_of(g, o);
	char *query_name = xasprintf("%s/query", o->type->name), *get_name = xasprintf("%s/get", o->type->name);
	struct json *get = json_new_object(), *reference = json_new_object();
	json_set_string(reference, "resultOf", query_call);
	json_set_string(reference, "name", query_name);
	json_set_string(reference, "path", "/ids");
	json_set_string(get, "accountId", a.id);
	json_set(get, "#ids", reference);
	jmap_call(request, query_name, query_arguments(g, o, a.id), query_call);
	jmap_call(request, get_name, get, get_call);
	account_release(&a);
	free(query_name);
	free(get_name);
}

/* --- taking in --- */

static int64_t less(int64_t before, int64_t by)
{
	return before > by ? before - by : 0;
}

/* What came is no longer beyond; what the portal counted says how much still is. */
static int keep_beyond(struct engine *g, const struct holding *before, int64_t total, struct err *e)
{
	const struct older *o = &g->older;
	struct holding here, beyond;
	if (replica_here(&g->store, o->account, &here, e) != 0)
		return -1;
	replica_beyond(&g->store, o->account, &beyond);
	int64_t came = here.records[o->type->index] - before->records[o->type->index];
	/* Of times to come the portal counts those that are over as well: what was beyond is known better here. */
	beyond.records[o->type->index] = total == 0 || !(o->type->flags & T_AHEAD) ? less(total, here.records[o->type->index])
	                                                                            : less(beyond.records[o->type->index], came);
	beyond.records[TYPE_Thread] = less(beyond.records[TYPE_Thread], here.records[TYPE_Thread] - before->records[TYPE_Thread]);
	beyond.unread = less(beyond.unread, here.unread - before->unread);
	if (beyond.records[TYPE_Message] == 0)
		beyond.records[TYPE_Thread] = beyond.unread = 0;
	return replica_set_beyond(&g->store, o->account, &beyond, e);
}

static int take_records(struct engine *g, const struct json *query, const struct json *get, struct json *changed, struct err *e)
{
	const struct older *o = &g->older;
	struct intake in = { .g = g, .account = o->account, .is_first = true, .is_window = true, .begun_ms = clock_monotonic_ms() };
	int64_t count = (int64_t)json_size(json_get(query, "ids"));
	bool is_last = count < o->limit;
	int64_t total = is_last ? 0 : json_get_integer(query, "total", 0);
	int64_t left = is_last ? 0 : less(replica_older(&g->store, o->account, o->type), count);
	struct holding before;
	int taken = replica_here(&g->store, o->account, &before, e);
	if (taken == 0)
		taken = incoming_records(&in, o->type, json_get(get, "list"), e);
	if (taken == 0)
		taken = keep_beyond(g, &before, total, e);
	if (taken == 0)
		taken = replica_ask_older(&g->store, o->account, o->type, left, e);
	g->run.moved++;
	g->is_more = g->is_more || left > 0;
	incoming_note(&in, changed);
	return taken;
}

int older_take(struct engine *g, const struct json *response, struct json *changed, struct err *e)
{
	struct older *o = &g->older;
	struct err refusal = { 0 };
	int taken;
	if (!o->type)
		return 0;
	const struct json *query = jmap_response(response, query_call, &refusal);
	const struct json *get = query ? jmap_response(response, get_call, &refusal) : NULL;
	if (get) {
		taken = take_records(g, query, get, changed, e);
	} else if (refusal.code == ERR_ANCHOR_NOT_FOUND) { /* gone meanwhile, as the page beside this says: from the one before it */
		g->is_more = true;
		taken = 0;
	} else {
		log_info("older", "the portal refuses: %s", err_name(refusal.code));
		engine_tell_failed(g, 0, "older", 0, &refusal);
		taken = replica_ask_older(&g->store, o->account, o->type, 0, e);
	}
	o->type = NULL;
	err_release(&refusal);
	return taken;
}
