/* Letters of a test: queued behind the face's back, looked for on the other side. */
#include "lib/letters.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"

enum { DELIVERIES = 8 };

static void open_store(struct world *w, struct store *s)
{
	struct err e = { 0 };
	if (store_open(s, w->paths.store, STORE_REPLICA, 0, &e) < 0)
		die("%s: %s", w->paths.store, err_name(e.code));
}

void letters_queue(struct world *w, const char *to_card, const char *subject, const char *text)
{
	struct store s;
	struct account personal;
	struct err e = { 0 };
	open_store(w, &s);
	if (!account_by_kind(&s, ACCOUNT_PERSONAL, &personal))
		die("no personal account");
	struct json *message = json_new_object();
	json_set_string(json_push(json_set(message, "to", json_new_array()), json_new_object()), "id", to_card);
	json_set_string(message, "subject", subject);
	json_set_string(message, "text", text);
	if (db_begin(s.db, &e) < 0 ||
	    outbox_create(&s, personal.local, &record_types[TYPE_Message], message, 0, &e) < 0 || db_commit(s.db, &e) < 0)
		die("queueing failed: %s", err_name(e.code));
	json_free(message);
	account_release(&personal);
	store_close(&s);
}

int letters_waiting(struct world *w)
{
	struct store s;
	struct outbox_counts counts;
	struct err e = { 0 };
	open_store(w, &s);
	if (outbox_counts(&s, &counts, &e) < 0)
		die("no counts: %s", err_name(e.code));
	store_close(&s);
	return counts.held + counts.waiting + counts.sending;
}

void letters_go_anew(struct world *w)
{
	struct store s;
	struct err e = { 0 };
	open_store(w, &s);
	if (db_exec(s.db, "UPDATE outbox SET op_id = substr(op_id, 1, length(op_id) - 1) || "
	                  "CASE substr(op_id, -1) WHEN 'a' THEN 'b' ELSE 'a' END WHERE state = 2", &e) != 0)
		die("no other opId: %s", err_name(e.code));
	store_close(&s);
}

void letters_end_hold(struct world *w)
{
	struct store s;
	struct err e = { 0 };
	open_store(w, &s);
	if (db_exec(s.db, "UPDATE outbox SET hold_until = 0 WHERE state = 0", &e) < 0)
		die("holds stay: %s", err_name(e.code));
	store_close(&s);
}

bool letters_deliver(struct world *w)
{
	/* The first exchange may be one that was under way already, from before the letters were due. */
	for (int i = 0; i < DELIVERIES; i++) {
		letters_end_hold(w);
		struct json *done = world_sync(w);
		json_free(done);
		if (!done)
			return false;
		if (letters_waiting(w) == 0)
			return true;
	}
	return false;
}

bool letters_kept(struct world *w, const char *text)
{
	static const char *const places[] = { "draft", "outbox", "record" };
	struct store s;
	struct err e = { 0 };
	bool kept = false;
	open_store(w, &s);
	for (size_t i = 0; i < sizeof places / sizeof places[0] && !kept; i++) {
		char *sql = xasprintf("SELECT count(*) FROM %s WHERE body LIKE '%%' || ?1 || '%%'", places[i]);
		struct db_stmt *stmt = db_prepare(s.db, sql);
		db_bind_text(stmt, 1, text);
		if (db_step(stmt, &e) < 0)
			die("%s: %s", sql, err_name(e.code));
		kept = db_int(stmt, 0) > 0;
		db_reset(stmt);
		free(sql);
	}
	store_close(&s);
	return kept;
}

bool letters_queued(struct world *w, const char *subject)
{
	struct store s;
	struct err e = { 0 };
	open_store(w, &s);
	struct db_stmt *stmt = db_prepare(s.db, "SELECT body FROM outbox WHERE body LIKE '%' || ?1 || '%'");
	bool queued = false;
	db_bind_text(stmt, 1, subject);
	while (!queued && db_step(stmt, &e) == 1) {
		struct json *body = json_parse_own(db_text(stmt, 0));
		queued = text_equal(json_get_text(body, "subject"), subject);
		json_free(body);
	}
	db_reset(stmt);
	store_close(&s);
	return queued;
}

/* One property of all messages, oldest first. */
static struct strings received(struct portal_client *c, const char *property)
{
	struct strings list = { 0 };
	struct json *arguments = json_new_object();
	json_set_string(arguments, "accountId", c->account);
	struct json *order = json_push(json_set(arguments, "sort", json_new_array()), json_new_object());
	json_set_string(order, "property", "receivedAt");
	struct json *found = portal_client_call(c, "Message/query", arguments);
	arguments = json_new_object();
	json_set_string(arguments, "accountId", c->account);
	json_set(arguments, "ids", json_copy(json_get(found, "ids")));
	struct json *got = portal_client_call(c, "Message/get", arguments);
	const struct json *ids = json_get(found, "ids"), *messages = json_get(got, "list");
	for (const struct json *id = json_first(ids); id; id = json_next(id))
		for (const struct json *m = json_first(messages); m; m = json_next(m))
			if (text_equal(json_get_text(m, "id"), json_text(id)))
				strings_push(&list, json_get_text(m, property) ? json_get_text(m, property) : "");
	json_free(found);
	json_free(got);
	return list;
}

struct strings letters_received(struct portal_client *c)
{
	return received(c, "subject");
}

struct strings letters_texts(struct portal_client *c)
{
	return received(c, "text");
}
