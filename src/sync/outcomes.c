/* The way up: what the portal answered to each entry of the outbox, and what an exchange without an answer leaves. */
#include <stdio.h>
#include <stdlib.h>

#include "outgoing.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/str.h"
#include "twinline/jmap/jmap.h"
#include "twinline/records/outbox.h"
#include "twinline/records/upload.h"

bool outgoing_will_pass(enum err_code code)
{
	switch (code) {
	case ERR_SERVER_UNAVAILABLE:
	case ERR_SERVER_FAIL:
	case ERR_SERVER_PARTIAL_FAIL:
	case ERR_RATE_LIMIT:
	case ERR_BUSY:
	case ERR_REQUEST_TOO_LARGE:
	case ERR_STATE_MISMATCH:
	case ERR_FIRST_PASSWORD: /* a pupil's, whom a teacher gave another one for the first time */
	case ERR_NOT_A_PORTAL: /* no answer to this call in the document */
		return true;
	default:
		return false;
	}
}

/* Causes that the writer can do something about, by changing it or making room. */
static bool needs_writer(enum err_code code)
{
	return code == ERR_CONFLICT || code == ERR_ACCOUNT_CLOSED || code == ERR_OVER_QUOTA ||
	       code == ERR_INVALID_PROPERTIES || (code >= ERR_FIELD_REQUIRED && code <= ERR_FIELD_TOO_MANY);
}

static bool names_rev(const struct json *set_error)
{
	for (const struct json *p = json_first(json_get(set_error, "properties")); p; p = json_next(p))
		if (text_equal(json_text(p), "rev"))
			return true;
	return false;
}

/* A SetError (RFC 8620 section 5.3) as a cause. "errors", which our portal adds, says it best: its first one stands. */
static void read_set_error(const struct json *set_error, struct err *cause)
{
	json_to_err(set_error, cause);
	if (cause->code != ERR_INVALID_PROPERTIES)
		return;
	const struct json *first = json_first(json_get(set_error, "errors"));
	const char *property = json_text(json_first(json_get(set_error, "properties")));
	const char *description = json_get_text(set_error, "description");
	if (names_rev(set_error))
		err_set(cause, ERR_CONFLICT, NULL);
	else if (json_is_object(first))
		json_to_err(first, cause);
	else if (!cause->arg[0])
		err_set(cause, ERR_INVALID_PROPERTIES, property ? property : "?", description ? description : "?", NULL);
}

/*
 * True if the refusal says that what was wanted is so already: a record that both destroyed, one that was made before,
 * or a mark on something that is gone.
 */
static bool is_as_wanted(const struct outbox_entry *entry, const struct json *set_error, const struct err *cause,
                         const char **id)
{
	const char *type = json_get_text(set_error, "type");
	*id = NULL;
	if (entry->kind == OUTBOX_CREATE && text_equal(type, "alreadyExists")) {
		*id = json_get_text(set_error, "existingId");
		return *id;
	}
	if (cause->code != ERR_NOT_FOUND || entry->kind == OUTBOX_CREATE)
		return false;
	struct json *patch = entry->kind == OUTBOX_UPDATE ? json_parse_own(entry->body) : NULL;
	bool wanted = !patch || record_patch_commutes(entry->type, patch);
	json_free(patch);
	return wanted;
}

/* For good, or until its writer has done something about it. */
static int take_refusal(struct engine *g, const struct outbox_entry *entry, const struct err *cause, struct err *e)
{
	int again = cause->code == ERR_FIELD_REFERENCE && cause->arg[0] ? upload_again(&g->store, entry, cause->arg[0], e) : 0;
	g->exchange.settled++;
	log_info("outbox", "entry %lld is refused: %s%s", (long long)entry->local, err_name(cause->code),
	         again > 0 ? "; its file goes again" : "");
	if (again != 0)
		return again < 0 ? -1 : 0;
	return outbox_refused(&g->store, entry->local, needs_writer(cause->code), cause, e);
}

static int take_error(struct engine *g, const struct outbox_entry *entry, const struct json *set_error, struct err *e)
{
	struct err cause = { 0 };
	const char *id;
	int result;
	read_set_error(set_error, &cause);
	if (is_as_wanted(entry, set_error, &cause, &id)) {
		g->exchange.settled++;
		result = outbox_sent(&g->store, entry->local, id, NULL, clock_now(), e);
	} else if (outgoing_will_pass(cause.code)) {
		result = outbox_not_sent(&g->store, entry->local, false, &cause, e);
	} else if (cause.code == ERR_CONFLICT && entry->rev > 0) {
		g->exchange.settled++;
		log_info("outbox", "entry %lld was outrun, and is merged", (long long)entry->local);
		result = outbox_outrun(&g->store, entry->local, e);
	} else {
		result = take_refusal(g, entry, &cause, e);
	}
	err_release(&cause);
	return result;
}

/* True if key is there, even where it is null. */
static bool has_member(const struct json *object, const char *key, const struct json **value)
{
	*value = json_get(object, key);
	return *value != NULL;
}

static bool is_listed(const struct json *list, const char *id)
{
	for (const struct json *item = json_first(list); item; item = json_next(item))
		if (text_equal(json_text(item), id))
			return true;
	return false;
}

/* Finds what arguments of a /set response say of the entry called key. */
static int take_outcome(struct engine *g, const struct outbox_entry *entry, const char *key,
                        const struct json *arguments, struct err *e)
{
	static const char *const done[] = { "created", "updated", NULL };
	static const char *const not_done[] = { "notCreated", "notUpdated", "notDestroyed" };
	const struct json *value = NULL;
	bool is_done = entry->kind == OUTBOX_DESTROY ? is_listed(json_get(arguments, "destroyed"), key)
	                                             : has_member(json_get(arguments, done[entry->kind]), key, &value);
	if (is_done) {
		const char *id = entry->kind == OUTBOX_CREATE ? json_get_text(value, "id") : key;
		if (id) {
			g->run.sent++;
			g->exchange.settled++;
			search_note(g, entry->type);
			return outbox_sent(&g->store, entry->local, id, json_is_object(value) ? value : NULL, clock_now(), e);
		}
	} else if (has_member(json_get(arguments, not_done[entry->kind]), key, &value)) {
		return take_error(g, entry, value, e);
	}
	struct err cause = { 0 };
	err_set(&cause, ERR_SERVER_FAIL, "no outcome", NULL);
	int kept = outbox_not_sent(&g->store, entry->local, false, &cause, e);
	err_release(&cause);
	return kept;
}

/* The whole call was refused. Of several entries nobody knows which one it was: they go one by one. */
static int take_call_error(struct engine *g, const struct set_call *call, const struct outbox_entry *entry,
                           const struct err *cause, struct err *e)
{
	if (outgoing_will_pass(cause->code))
		return outbox_not_sent(&g->store, entry->local, false, cause, e);
	if (call->count > 1) {
		g->batch = 1;
		g->exchange.is_split = true;
		return outbox_not_sent(&g->store, entry->local, true, cause, e);
	}
	g->exchange.settled++;
	log_warn("outbox", "entry %lld is refused with its call: %s", (long long)entry->local, err_name(cause->code));
	return outbox_refused(&g->store, entry->local, needs_writer(cause->code), cause, e);
}

static int take_entry(struct engine *g, const struct set_call *call, int64_t local, const struct json *arguments,
                      const struct err *refusal, struct err *e)
{
	struct outbox_entry entry;
	if (!outbox_get(&g->store, local, &entry))
		return 0;
	char *key = outgoing_key(&g->store, &entry);
	int result = 0;
	if (entry.state != OUTBOX_SENDING && ++g->exchange.settled)
		log_warn("outbox", "entry %lld was answered twice", (long long)local);
	else if (!arguments)
		result = take_call_error(g, call, &entry, refusal, e);
	else if (key)
		result = take_outcome(g, &entry, key, arguments, e);
	free(key);
	outbox_entry_release(&entry);
	return result;
}

int outgoing_answered(struct engine *g, const struct json *response, struct err *e)
{
	struct exchange *x = &g->exchange;
	int result = 0;
	for (int i = 0; i < x->call_count && result == 0; i++) {
		struct err refusal = { 0 };
		char id[16];
		snprintf(id, sizeof id, "%d", i);
		const struct json *arguments = jmap_response(response, id, &refusal);
		for (int j = 0; j < x->calls[i].count && result == 0; j++)
			result = take_entry(g, &x->calls[i], x->entries[x->calls[i].first + j], arguments, &refusal, e);
		err_release(&refusal);
	}
	return result;
}

void outgoing_not_answered(struct engine *g, bool surely, const struct err *cause)
{
	struct exchange *x = &g->exchange;
	struct err e = { 0 };
	int result = x->count > 0 ? db_begin(g->store.db, &e) : 0;
	for (int i = 0; i < x->count && result == 0; i++)
		result = outbox_not_sent(&g->store, x->entries[i], surely, cause, &e);
	if (x->count > 0 && result == 0)
		result = db_commit(g->store.db, &e);
	if (result != 0) { /* then they stay in doubt, which is always safe */
		db_rollback(g->store.db);
		log_warn("outbox", "what did not go is not marked so: %s", err_name(e.code));
		err_release(&e);
	}
}

void outgoing_refused(struct engine *g, const struct err *cause)
{
	struct err e = { 0 };
	int result = db_begin(g->store.db, &e);
	if (result == 0)
		result = outbox_refused(&g->store, g->exchange.entries[0], needs_writer(cause->code), cause, &e);
	if (result == 0)
		result = db_commit(g->store.db, &e);
	if (result != 0) {
		db_rollback(g->store.db);
		log_warn("outbox", "a refusal is not kept: %s", err_name(e.code));
		err_release(&e);
	}
}
