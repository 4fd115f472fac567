/* A pair with a face's connection to the engine. */
#include "lib/two.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { PATIENCE_MS = 60000 };

void two_connect(struct two *t)
{
	struct err e = { 0 };
	engine_close(&t->engine);
	if (engine_connect(&t->engine, &t->pair.world->paths, true, &e) != 0)
		die("no engine: %s", e.arg[0] ? e.arg[0] : "");
}

int two_set_up(void **state)
{
	struct two *t = xcalloc(1, sizeof *t);
	struct err e = { 0 };
	struct account mine;
	t->engine.fd = -1;
	pair_open(&t->pair, NULL);
	if (store_open(&t->s, t->pair.world->paths.store, STORE_REPLICA, 0, &e) != 0)
		die("%s", err_name(e.code));
	if (!account_by_kind(&t->s, ACCOUNT_PERSONAL, &mine))
		die("no personal account came");
	t->account = mine.local;
	account_release(&mine);
	two_connect(t);
	/* The engine's own first exchange is over: what follows happens when the test says so. */
	if (two_sync(t) != ERR_OK)
		die("the first exchange failed");
	*state = t;
	return 0;
}

int two_tear_down(void **state)
{
	struct two *t = *state;
	engine_close(&t->engine);
	store_close(&t->s);
	pair_close(&t->pair);
	free(t);
	return 0;
}

int64_t two_write(struct two *t, const char *subject)
{
	struct err e = { 0 };
	struct json *message = json_new_object();
	json_set_string(json_push(json_set(message, "to", json_new_array()), json_new_object()), "id", t->pair.reading.person);
	json_set_string(message, "subject", subject);
	json_set_string(message, "text", "We measure on Wednesday at ten. Σας περιμένουμε!");
	int64_t entry = -1;
	if (db_begin(t->s.db, &e) == 0)
		entry = outbox_create(&t->s, t->account, &record_types[TYPE_Message], message, 0, &e);
	if (entry < 0 || db_commit(t->s.db, &e) != 0)
		die("queueing failed: %s", err_name(e.code));
	json_free(message);
	return entry;
}

void two_friend_writes(struct two *t, const char *subject)
{
	free(portal_client_write_to(&t->pair.reading, t->pair.reading.correspondent, subject, "Hello from the colleague."));
}

enum outbox_state two_state(struct two *t, int64_t entry)
{
	struct outbox_entry found;
	if (!outbox_get(&t->s, entry, &found))
		return OUTBOX_STATE_COUNT;
	enum outbox_state state = found.state;
	outbox_entry_release(&found);
	return state;
}

enum err_code two_cause(struct two *t, int64_t entry)
{
	struct outbox_entry found;
	if (!outbox_get(&t->s, entry, &found))
		return ERR_NOT_FOUND;
	enum err_code code = found.cause.code;
	outbox_entry_release(&found);
	return code;
}

int two_arrived(struct two *t, const char *subject, int *place)
{
	struct json *arguments = json_new_object();
	json_set_string(arguments, "accountId", t->pair.reading.account);
	struct json *answer = portal_client_call(&t->pair.reading, "Message/get", arguments);
	int count = 0, before = 0;
	for (const struct json *i = json_first(json_get(answer, "list")); i; i = json_next(i), before++)
		if (text_equal(json_get_text(i, "subject"), subject)) {
			count++;
			if (place)
				*place = before;
		}
	json_free(answer);
	return count;
}

void two_tell(struct two *t, const char *what)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "do", what);
	if (!engine_send(&t->engine, packet))
		die("the engine has ended before \"%s\"", what);
}

/* The next packet, or NULL if the engine has gone. */
static struct json *next_packet(struct two *t, int64_t until)
{
	for (;;) {
		bool gone;
		struct json *packet = engine_receive(&t->engine, &gone);
		if (packet || gone)
			return packet;
		if (clock_monotonic_ms() > until)
			die("the engine says nothing");
		struct pollfd ready = { .fd = t->engine.fd, .events = POLLIN };
		poll(&ready, 1, 1000);
	}
}

struct json *two_hear(struct two *t, const char *did)
{
	int64_t until = clock_monotonic_ms() + PATIENCE_MS;
	for (;;) {
		struct json *packet = next_packet(t, until);
		if (!packet)
			die("the engine has ended before it did \"%s\"", did);
		if (text_equal(json_get_text(packet, "did"), did))
			return packet;
		json_free(packet);
	}
}

enum err_code two_sync(struct two *t)
{
	two_tell(t, "sync");
	return two_synced(t);
}

enum err_code two_synced(struct two *t)
{
	int64_t until = clock_monotonic_ms() + PATIENCE_MS;
	for (;;) {
		struct json *packet = next_packet(t, until);
		struct err cause = { 0 };
		if (!packet)
			return ERR_ENGINE;
		const char *did = json_get_text(packet, "did");
		bool done = text_equal(did, "progress") && text_equal(json_get_text(packet, "phase"), "done");
		bool failed = text_equal(did, "failed") && text_equal(json_get_text(packet, "do"), "sync");
		if (failed)
			json_to_err(json_get(packet, "cause"), &cause);
		enum err_code code = cause.code;
		err_release(&cause);
		json_free(packet);
		if (done || failed)
			return code;
	}
}

bool two_sync_through(struct two *t, int tries)
{
	while (tries-- > 0)
		if (two_sync(t) == ERR_OK)
			return true;
	return false;
}

struct json *two_fact(struct two *t, const char *name)
{
	char *text = store_fact(&t->s, name);
	struct json *tree = text ? json_parse_own(text) : NULL;
	free(text);
	return tree;
}
