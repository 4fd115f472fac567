/* The way up: building the /set calls. What the answers mean is in outcomes.c. */
#include "outgoing.h"

#include <stdio.h>
#include <stdlib.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/records/upload.h"

enum { CALLS_BESIDE = 3 + THEIRS_MAX /* Sync/get, the two of older records, and those of newer copies */ };

static const char *const arguments_by_kind[] = {
	[OUTBOX_CREATE] = "create", [OUTBOX_UPDATE] = "update", [OUTBOX_DESTROY] = "destroy",
};

/*
 * The call that an entry can join: the last one, if it is of the same type and account, and does not come after a
 * later kind of change, for RFC 8620 section 5.3 creates first and destroys last, and our order is the writer's.
 */
static struct set_call *call_for(struct exchange *x, const struct outbox_entry *entry)
{
	struct set_call *last = x->call_count > 0 ? &x->calls[x->call_count - 1] : NULL;
	if (last && last->type == entry->type && last->account == entry->account && last->kind <= (int)entry->kind) {
		last->kind = (int)entry->kind;
		return last;
	}
	if (x->call_count == EXCHANGE_CALLS_MAX - CALLS_BESIDE)
		return NULL;
	x->calls[x->call_count] = (struct set_call){ .type = entry->type, .account = entry->account,
	                                             .kind = (int)entry->kind, .first = x->count };
	return &x->calls[x->call_count++];
}

static struct json *member(struct json *object, const char *key, bool is_array)
{
	struct json *there = json_get_mutable(object, key);
	return there ? there : json_set(object, key, is_array ? json_new_array() : json_new_object());
}

static void put_change(struct store *s, struct json *arguments, const struct outbox_entry *entry, const char *key)
{
	struct json *into = member(arguments, arguments_by_kind[entry->kind], entry->kind == OUTBOX_DESTROY);
	if (entry->kind == OUTBOX_DESTROY) {
		json_push(into, json_new_string(key));
		if (entry->rev > 0)
			json_set_integer(member(arguments, "destroyRevs", false), key, entry->rev);
	} else {
		struct json *body = json_parse_own(entry->body);
		upload_name(s, entry->account, entry->type, body);
		if (entry->kind == OUTBOX_UPDATE && entry->rev > 0)
			json_set_integer(body, "rev", entry->rev);
		json_set(into, key, body);
	}
	json_set_string(member(arguments, "opIds", false), key, entry->op_id);
}

char *outgoing_key(struct store *s, const struct outbox_entry *entry)
{
	if (entry->kind == OUTBOX_CREATE)
		return xasprintf("k%lld", (long long)entry->local);
	struct record r;
	if (!record_by_local(s, entry->record, &r))
		return NULL;
	char *key = xstrdup(r.id);
	record_free(&r);
	return key;
}

/* The arguments of the call at index, made when its first entry comes. */
static struct json *arguments_of(struct engine *g, struct json **all, const struct set_call *call)
{
	struct json **at = &all[call - g->exchange.calls];
	struct account a;
	if (!*at && account_by_local(&g->store, call->account, &a)) {
		*at = json_new_object();
		json_set_string(*at, "accountId", a.id);
		account_release(&a);
	}
	return *at;
}

/*
 * Puts one taken entry into the request. One that finds no room goes back to waiting, with all after it (*is_full), so
 * that the order stays; one whose record is gone has nothing left to change.
 */
static int put_entry(struct engine *g, struct json **all, int64_t local, bool *is_full, struct err *e)
{
	struct exchange *x = &g->exchange;
	struct outbox_entry entry;
	if (!outbox_get(&g->store, local, &entry))
		return 0;
	char *key = outgoing_key(&g->store, &entry);
	struct set_call *call = key && !*is_full ? call_for(x, &entry) : NULL;
	struct json *arguments = call ? arguments_of(g, all, call) : NULL;
	int put = 0;
	if (arguments) {
		put_change(&g->store, arguments, &entry, key);
		call->count++;
		x->entries[x->count++] = local;
	} else if (!key) {
		struct err cause = { 0 };
		err_set(&cause, ERR_NOT_FOUND, NULL);
		put = outbox_refused(&g->store, local, false, &cause, e);
		err_release(&cause);
	} else {
		*is_full = true;
		put = outbox_not_sent(&g->store, local, true, NULL, e);
	}
	free(key);
	outbox_entry_release(&entry);
	return put;
}

static void add_calls(struct exchange *x, struct json *request, struct json **all)
{
	for (int i = 0; i < x->call_count; i++) {
		char name[80], id[16];
		snprintf(name, sizeof name, "%s/set", x->calls[i].type->name);
		snprintf(id, sizeof id, "%d", i);
		if (all[i])
			jmap_call(request, name, all[i], id);
	}
}

int outgoing_take(struct engine *g, struct json *request, struct err *e)
{
	struct exchange *x = &g->exchange;
	struct json *all[EXCHANGE_CALLS_MAX] = { NULL };
	int64_t *locals = xcalloc((size_t)g->batch, sizeof *locals);
	outgoing_release(x);
	x->entries = xcalloc((size_t)g->batch, sizeof *x->entries);
	bool is_full = false;
	int taken = 0, result = db_begin(g->store.db, e);
	if (result == 0) {
		taken = outbox_take_due(&g->store, clock_now(), g->batch, g->body_bytes, locals, e);
		result = taken < 0 ? -1 : 0;
	}
	for (int i = 0; i < taken && result == 0; i++)
		result = put_entry(g, all, locals[i], &is_full, e);
	/* Nothing due: nothing was written, and no disk has to turn for a poll. */
	if (result == 0 && taken > 0)
		result = db_commit(g->store.db, e);
	if (result != 0 || taken == 0)
		db_rollback(g->store.db);
	if (result == 0) {
		add_calls(x, request, all);
	} else {
		for (size_t i = 0; i < ARRAY_SIZE(all); i++)
			json_free(all[i]);
		outgoing_release(x);
	}
	free(locals);
	return result;
}

void outgoing_release(struct exchange *x)
{
	free(x->entries);
	json_free(x->since);
	*x = (struct exchange){ 0 };
}
