/* Newer copies of records that entries wait for. */
#include "theirs.h"

#include <stdio.h>
#include <stdlib.h>

#include "incoming.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/jmap/jmap.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"

static void call_id(int i, char id[16])
{
	snprintf(id, 16, "t%d", i);
}

static void ask_one(struct engine *g, struct json *request, int i)
{
	struct record r;
	struct account a;
	if (!record_by_local(&g->store, g->theirs[i], &r))
		return;
	if (r.id && account_by_local(&g->store, r.account, &a)) {
		struct json *arguments = json_new_object();
		char *name = xasprintf("%s/get", r.type->name), id[16];
		json_set_string(arguments, "accountId", a.id);
		json_push(json_set(arguments, "ids", json_new_array()), json_new_string(r.id));
		call_id(i, id);
		jmap_call(request, name, arguments, id);
		free(name);
		account_release(&a);
	}
	record_free(&r);
}

void theirs_ask(struct engine *g, struct json *request)
{
	g->theirs_count = outbox_outrun_records(&g->store, g->theirs, THEIRS_MAX);
	for (int i = 0; i < g->theirs_count; i++)
		ask_one(g, request, i);
}

static int take_one(struct engine *g, int64_t record, const struct json *get, struct json *changed, struct err *e)
{
	struct record r;
	if (!record_by_local(&g->store, record, &r))
		return 0; /* a page beside this has brought its end */
	struct intake in = { .g = g, .account = r.account, .is_first = true, .begun_ms = clock_monotonic_ms() };
	int taken = 0;
	if (json_size(json_get(get, "list")) > 0)
		taken = incoming_records(&in, r.type, json_get(get, "list"), e);
	else if (r.id)
		taken = record_forget(&g->store, r.account, r.type, r.id, e);
	incoming_note(&in, changed);
	record_free(&r);
	return taken;
}

int theirs_take(struct engine *g, const struct json *response, struct json *changed, struct err *e)
{
	int taken = 0;
	for (int i = 0; i < g->theirs_count && taken == 0; i++) {
		struct err refusal = { 0 };
		char id[16];
		call_id(i, id);
		const struct json *get = jmap_response(response, id, &refusal);
		if (get) {
			g->is_more = true;
			taken = take_one(g, g->theirs[i], get, changed, e);
		}
		err_release(&refusal);
	}
	g->theirs_count = 0;
	return taken;
}
