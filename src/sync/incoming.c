/* The way down: accounts, records, states. Whatever a newer portal adds is passed over. */
#include "incoming.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/since.h"
#include "twinline/jmap/sync.h"
#include "twinline/records/journal.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/records/replica.h"

enum {
	TRANSACTION_MS = 4, /* then the face may write in between */
	BREATH_MS = 1       /* so long that who waits for the store wakes up meanwhile */
};

static void add_since(struct store *s, struct json *since)
{
	int64_t *locals;
	int count = replica_accounts(s, &locals, NULL);
	for (int i = 0; i < count; i++) {
		struct account a;
		if (!account_by_local(s, locals[i], &a))
			continue;
		if (a.state)
			json_set_string(since, a.id, a.state);
		account_release(&a);
	}
	if (count >= 0)
		free(locals);
}

/* How many records of a type the first window is to have: 0 the type's own number, -1 all. */
static int64_t wanted(struct engine *g)
{
	if (g->options.window != 0)
		return g->options.window;
	return address_is_here(&g->login.portal) ? -1 : policy_row(g)->window;
}

/* Only what differs from the type's own number. */
static void add_want(struct json *arguments, int64_t count)
{
	struct json *want = json_new_object();
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		if (record_types[i].window > 0 && record_types[i].window != count)
			json_set_integer(want, record_types[i].name, count);
	if (json_size(want) > 0)
		json_set(arguments, "want", want);
	else
		json_free(want);
}

void incoming_ask(struct engine *g, struct json *request, bool at_length)
{
	struct json *arguments = json_new_object();
	struct json *since = json_new_object();
	add_since(&g->store, since);
	char *text = at_length ? NULL : since_short(since);
	if (text)
		json_set_string(arguments, "sinceAll", text);
	else if (json_size(since) > 0)
		json_set(arguments, "since", json_copy(since));
	json_free(since);
	free(text);
	if (wanted(g) != 0)
		add_want(arguments, wanted(g));
	json_set_integer(arguments, "maxBytes", g->page_bytes);
	jmap_call(request, "Sync/get", arguments, "s");
}

/* Lets the face write, if this transaction has lasted long enough. */
static int breathe(struct intake *in, struct err *e)
{
	struct db *db = in->g->store.db;
	if (clock_monotonic_ms() - in->begun_ms < TRANSACTION_MS)
		return 0;
	if (db_commit(db, e) != 0)
		return -1;
	if (in->g->faces.count > 0)
		poll(NULL, 0, BREATH_MS);
	if (db_begin(db, e) != 0)
		return -1;
	in->begun_ms = clock_monotonic_ms();
	return 0;
}

static void note_type(struct intake *in, const struct record_type *type)
{
	search_note(in->g, type);
	if (!strings_has(&in->types, type->name))
		strings_push(&in->types, type->name);
}

static bool is_news(struct intake *in, const struct record_type *type, const struct json *object)
{
	if (in->is_first || type->index != TYPE_Message || json_get_bool(json_get(object, "keywords"), "$seen", false))
		return false;
	struct record r;
	if (!record_by_id(&in->g->store, in->account, type, json_get_text(object, "id"), &r))
		return true;
	record_free(&r);
	return false;
}

/* The last record of a window is where the older ones begin. */
static int note_end(struct intake *in, const struct record_type *type, const struct json *object, struct err *e)
{
	int64_t at = 0;
	if (type->order && json_get_text(object, type->order) && !clock_parse(json_get_text(object, type->order), &at))
		at = 0;
	return replica_set_end(&in->g->store, in->account, type, json_get_text(object, "id"), at, e);
}

int incoming_records(struct intake *in, const struct record_type *type, const struct json *list, struct err *e)
{
	const struct json *last = NULL;
	for (const struct json *object = json_first(list); object; object = json_next(object)) {
		if (!json_get_text(object, "id"))
			continue;
		in->news += is_news(in, type, object);
		if (record_receive(&in->g->store, in->account, type, object, e) < 0 || breathe(in, e) != 0)
			return -1;
		in->g->run.received++;
		in->g->run.fetched += type->index == TYPE_Message && in->is_first;
		note_type(in, type);
		last = object;
	}
	return last && in->is_window && type->window > 0 ? note_end(in, type, last, e) : 0;
}

static int take_records(struct intake *in, const struct json *by_type, struct err *e)
{
	for (const struct json *list = json_first(by_type); list; list = json_next(list)) {
		const struct record_type *type = record_type_find(json_key(list));
		if (type && !(type->flags & T_DERIVED) && incoming_records(in, type, list, e) != 0)
			return -1;
	}
	return 0;
}

static int take_destroyed(struct intake *in, const struct json *by_type, struct err *e)
{
	for (const struct json *list = json_first(by_type); list; list = json_next(list)) {
		const struct record_type *type = record_type_find(json_key(list));
		if (!type || (type->flags & T_DERIVED))
			continue;
		for (const struct json *id = json_first(list); id; id = json_next(id)) {
			if (!json_text(id))
				continue;
			if (record_forget(&in->g->store, in->account, type, json_text(id), e) != 0 || breathe(in, e) != 0)
				return -1;
			in->g->run.received++;
			note_type(in, type);
		}
	}
	return 0;
}

/*
 * The account that a part of the page is about, made here if it is new. One whose kind the portal says again although
 * it was told a state starts over: the state was no longer good.
 */
static int64_t take_account(struct engine *g, const char *id, const struct json *part, bool *is_first, struct err *e)
{
	const char *kind_name = json_get_text(part, "kind");
	struct account a;
	int64_t local;
	if (account_by_id(&g->store, id, &a)) {
		local = a.local;
		bool starts_over = kind_name && a.state;
		*is_first = !a.state || a.more || starts_over;
		g->run.moved += !text_equal(a.state, json_get_text(part, "state"));
		account_release(&a);
		if (starts_over && replica_start_over(&g->store, local, e) != 0)
			return -1;
	} else {
		enum account_kind kind = kind_name ? account_kind_of(kind_name) : ACCOUNT_KIND_COUNT;
		*is_first = true;
		g->run.moved++;
		if (kind == ACCOUNT_KIND_COUNT || strlen(id) > RECORD_ID_LENGTH)
			return 0; /* of a kind that only a newer Twinline knows */
		const char *name = json_get_text(part, "name");
		local = account_add(&g->store, id, kind, name ? name : "", e);
		g->says_all = false;
	}
	enum role role = access_role_of(json_get_text(part, "role") ? json_get_text(part, "role") : "");
	if (local > 0 && kind_name && role != ROLE_COUNT)
		return replica_set_role(&g->store, local, json_get_text(part, "name"), role, e) == 0 ? local : -1;
	return local;
}

static int64_t rest(const struct json *numbers, const char *name, int64_t here)
{
	int64_t rest = json_get_integer(numbers, name, 0) - here;
	return rest > 0 ? rest : 0;
}

/* Conversations stand in other views here while marks are on their way: what the portal says then does not go with what is here. */
static bool are_marks_under_way(struct store *s)
{
	struct outbox_counts counts;
	return outbox_counts(s, &counts, NULL) == 0 && counts.marks > 0;
}

/* What lies beyond the windows now: what the portal has in all, without what is here. */
static int take_totals(struct intake *in, const struct json *part, struct err *e)
{
	struct store *s = &in->g->store;
	const struct json *total = json_get(part, "total");
	struct holding here, beyond;
	if (!total && !in->is_window)
		return 0;
	replica_beyond(s, in->account, &beyond);
	if (replica_here(s, in->account, &here, e) != 0)
		return -1;
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++) {
		const struct record_type *type = &record_types[i];
		if (type->window > 0 && (in->is_window || json_get(total, type->name)))
			beyond.records[i] = rest(total, type->name, here.records[i]);
	}
	const char *thread = record_types[TYPE_Thread].name;
	if (beyond.records[TYPE_Message] == 0) {
		beyond.records[TYPE_Thread] = beyond.unread = 0;
	} else if (json_get(total, thread) && (in->is_window || !are_marks_under_way(s))) {
		beyond.records[TYPE_Thread] = rest(total, thread, here.records[TYPE_Thread]);
		beyond.unread = rest(json_get(part, "unread"), thread, here.unread);
	}
	return replica_set_beyond(s, in->account, &beyond, e);
}

/* How far the first window is. */
static int take_progress(struct intake *in, const struct json *part, bool more, struct err *e)
{
	const struct record_type *message = &record_types[TYPE_Message];
	int64_t total = json_get_integer(json_get(part, "total"), message->name, 0), most = wanted(in->g);
	struct filling filling = { 0 };
	struct holding here;
	if (most == 0)
		most = message->window;
	if (total > 0)
		in->g->run.expected = most > 0 && total > most ? most : total;
	if (more && in->is_window && total > 0) {
		if (replica_here(&in->g->store, in->account, &here, e) != 0)
			return -1;
		filling = (struct filling){ .expected = in->g->run.expected, .here = here.records[TYPE_Message] };
	}
	return replica_set_filling(&in->g->store, in->account, filling, e);
}

static int finish_account(struct intake *in, const struct json *part, struct err *e)
{
	const char *state = json_get_text(part, "state");
	bool more = json_get_bool(part, "more", false);
	struct store *s = &in->g->store;
	in->g->is_more = in->g->is_more || more;
	if (in->is_first && take_progress(in, part, more, e) != 0)
		return -1;
	if (state && replica_set_state(s, in->account, state, more, e) != 0)
		return -1;
	if (in->is_first && !more && replica_drop_old(s, in->account, e) != 0)
		return -1;
	if (take_totals(in, part, e) != 0)
		return -1;
	if (in->news > 0) {
		char count[16];
		snprintf(count, sizeof count, "%d", in->news);
		return journal_add(s, JOURNAL_RECEIVED, clock_now(), count, NULL, e);
	}
	return 0;
}

void incoming_note(struct intake *in, struct json *changed)
{
	if (in->types.count == 0)
		return;
	struct json *packet = json_push(changed, json_new_object());
	json_set_string(packet, "did", "changed");
	json_set_integer(packet, "account", in->account);
	struct json *types = json_set(packet, "types", json_new_array());
	for (size_t i = 0; i < in->types.count; i++)
		json_push(types, json_new_string(in->types.at[i]));
	strings_release(&in->types);
}

static int take_part(struct engine *g, const char *id, const struct json *part, struct json *changed, struct err *e)
{
	struct intake in = { .g = g, .is_window = json_get_bool(part, "window", false), .begun_ms = clock_monotonic_ms() };
	in.account = take_account(g, id, part, &in.is_first, e);
	if (in.account <= 0)
		return (int)in.account;
	int taken = take_records(&in, json_get(part, "records"), e);
	if (taken == 0)
		taken = take_destroyed(&in, json_get(part, "destroyed"), e);
	if (taken == 0)
		taken = finish_account(&in, part, e);
	incoming_note(&in, changed);
	return taken;
}

/* True if the account has moved on since the question was written into a file: what a line has brought is newer. */
static bool is_overtaken(struct engine *g, const char *id)
{
	const struct json *since = g->exchange.since;
	struct account a;
	if (!since || !account_by_id(&g->store, id, &a))
		return false;
	bool moved = !text_equal(a.state, json_get_text(since, id));
	account_release(&a);
	return moved;
}

static int take_left(struct engine *g, const struct json *left, struct err *e)
{
	for (const struct json *id = json_first(left); id; id = json_next(id)) {
		struct account a;
		if (!json_text(id) || is_overtaken(g, json_text(id)) || !account_by_id(&g->store, json_text(id), &a))
			continue;
		int64_t local = a.local;
		account_release(&a);
		g->says_all = false;
		if (replica_forget(&g->store, local, e) != 0)
			return -1;
	}
	return 0;
}

/* Who I am, as the portal says with the first page. Where it is kept before, the rest of what is known stays. */
static int take_me(struct engine *g, const struct json *me, struct err *e)
{
	if (!text_equal(json_get_text(me, "person"), g->login.person))
		return 0; /* this store is bound to who signed in */
	struct json *kept = replica_owner(&g->store);
	if (!kept)
		kept = json_new_object();
	for (const struct json *item = json_first(me); item; item = json_next(item))
		json_set(kept, json_key(item), json_copy(item));
	int set = replica_set_owner(&g->store, kept, e);
	json_free(kept);
	return set;
}

int incoming_take(struct engine *g, const struct json *arguments, struct json *changed, struct err *e)
{
	const struct json *me = json_get(arguments, "me");
	if (json_get_bool(arguments, "unknownSince", false)) {
		g->says_all = g->is_more = true;
		g->run.moved++; /* the next one asks in another way */
		return 0;
	}
	if (json_is_object(me) && take_me(g, me, e) != 0)
		return -1;
	const struct json *accounts = json_get(arguments, "accounts");
	for (const struct json *part = json_first(accounts); part; part = json_next(part))
		if (json_is_object(part) && !is_overtaken(g, json_key(part)) && take_part(g, json_key(part), part, changed, e) != 0)
			return -1;
	return take_left(g, json_get(arguments, "left"), e);
}

void incoming_tell(struct engine *g, const struct json *changed)
{
	for (const struct json *packet = json_first(changed); packet; packet = json_next(packet))
		faces_tell_all(&g->faces, packet);
}

int incoming_start_over(struct engine *g, struct err *e)
{
	int64_t *locals;
	int count = replica_accounts(&g->store, &locals, e);
	if (count < 0)
		return -1;
	int done = db_begin(g->store.db, e);
	for (int i = 0; i < count && done == 0; i++)
		done = replica_start_over(&g->store, locals[i], e);
	if (done == 0)
		done = db_commit(g->store.db, e);
	if (done != 0)
		db_rollback(g->store.db);
	free(locals);
	return done;
}
