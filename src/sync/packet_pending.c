/* Questions that went out as files. */
#include "packet_pending.h"

#include <stdlib.h>
#include <string.h>

#include "outgoing.h"
#include "twinline/base/mem.h"

static const char fact[] = "packets";

/* {id: {key, madeAt, since, entries: [[local, opId]], calls: [[type, account, kind, first, count]]}}; yours. */
static struct json *load(struct engine *g)
{
	char *text = store_fact(&g->store, fact);
	struct json *all = text ? json_parse_own(text) : NULL;
	free(text);
	return all ? all : json_new_object();
}

static int save(struct engine *g, const struct json *all, struct err *e)
{
	char *text = json_print(all);
	int saved = db_begin(g->store.db, e);
	if (saved == 0)
		saved = store_set_fact(&g->store, fact, text, e);
	if (saved == 0)
		saved = db_commit(g->store.db, e);
	if (saved != 0)
		db_rollback(g->store.db);
	wipe(text, strlen(text));
	free(text);
	return saved;
}

static struct json *entry_json(struct store *s, int64_t local)
{
	struct json *pair = json_new_array();
	struct outbox_entry entry;
	json_push(pair, json_new_integer(local));
	if (outbox_get(s, local, &entry)) {
		json_push(pair, json_new_string(entry.op_id));
		outbox_entry_release(&entry);
	}
	return pair;
}

static struct json *exchange_json(struct engine *g, struct json *into)
{
	const struct exchange *x = &g->exchange;
	struct json *entries = json_set(into, "entries", json_new_array()), *calls = json_set(into, "calls", json_new_array());
	for (int i = 0; i < x->count; i++)
		json_push(entries, entry_json(&g->store, x->entries[i]));
	for (int i = 0; i < x->call_count; i++) {
		const struct set_call *c = &x->calls[i];
		struct json *call = json_push(calls, json_new_array());
		json_push(call, json_new_string(c->type->name));
		json_push(call, json_new_integer(c->account));
		json_push(call, json_new_integer(c->kind));
		json_push(call, json_new_integer(c->first));
		json_push(call, json_new_integer(c->count));
	}
	return into;
}

/* The "since" of the request's Sync/get. */
static struct json *since_of(const struct json *request)
{
	for (const struct json *call = json_first(json_get(request, "methodCalls")); call; call = json_next(call))
		if (text_equal(json_text(json_at(call, 0)), "Sync/get") && json_get(json_at(call, 1), "since"))
			return json_copy(json_get(json_at(call, 1), "since"));
	return json_new_object();
}

static void drop_oldest(struct json *all)
{
	const struct json *oldest = NULL;
	for (const struct json *one = json_first(all); one; one = json_next(one))
		if (!oldest || json_get_integer(one, "madeAt", 0) < json_get_integer(oldest, "madeAt", 0))
			oldest = one;
	if (oldest)
		json_remove(all, json_key(oldest));
}

int packet_pending_keep(struct engine *g, const char *id, const struct packet_question *q, const struct json *request, struct err *e)
{
	struct json *all = load(g);
	char key[SEAL_KEY_TEXT_SIZE];
	while (json_size(all) >= PACKETS_PENDING_MAX)
		drop_oldest(all);
	struct json *one = json_set(all, id, json_new_object());
	crypto_key_text(q->key, key);
	json_set_string(one, "key", key);
	json_set_integer(one, "madeAt", q->made_at);
	json_set(one, "since", since_of(request));
	exchange_json(g, one);
	int kept = save(g, all, e);
	wipe(key, sizeof key);
	json_free(all);
	return kept;
}

/*
 * The entry that was asked about; 0 where it goes under another opId by now: refused over a line and changed since, it may have been
 * done, and what was said of it before is no answer to that.
 */
static int64_t entry_of(struct store *s, const struct json *pair)
{
	struct outbox_entry entry;
	int64_t local = json_integer(json_at(pair, 0), 0);
	if (!outbox_get(s, local, &entry))
		return 0;
	bool is_same = text_equal(json_text(json_at(pair, 1)), entry.op_id);
	outbox_entry_release(&entry);
	return is_same ? local : 0;
}

static int number(const struct json *call, int at)
{
	return (int)json_integer(json_at(call, at), 0);
}

static void fill_exchange(struct engine *g, const struct json *one)
{
	struct exchange *x = &g->exchange;
	const struct json *entries = json_get(one, "entries"), *calls = json_get(one, "calls");
	outgoing_release(x);
	x->since = json_copy(json_get(one, "since"));
	x->entries = xcalloc(json_size(entries) + 1, sizeof *x->entries);
	for (const struct json *entry = json_first(entries); entry; entry = json_next(entry))
		x->entries[x->count++] = entry_of(&g->store, entry);
	for (const struct json *call = json_first(calls); call && x->call_count < EXCHANGE_CALLS_MAX; call = json_next(call))
		x->calls[x->call_count++] = (struct set_call){
			.type = record_type_find(json_text(json_at(call, 0))), .account = json_integer(json_at(call, 1), 0),
			.kind = number(call, 2), .first = number(call, 3), .count = number(call, 4),
		};
}

bool packet_pending_take(struct engine *g, const char *id, unsigned char key[SEAL_KEY_SIZE])
{
	struct json *all = load(g);
	const struct json *one = json_get(all, id);
	bool there = one && crypto_key_of(json_get_text(one, "key"), key) == 0;
	if (there)
		fill_exchange(g, one);
	json_free(all);
	return there;
}

int packet_pending_forget(struct engine *g, const char *id, struct err *e)
{
	struct json *all = load(g);
	json_remove(all, id);
	int kept = save(g, all, e);
	json_free(all);
	return kept;
}
