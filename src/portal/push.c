/* Watches: the sequence numbers of a viewer's accounts as they were told, and what has moved since. */
#include "push.h"

#include <stdlib.h>
#include <string.h>

#include "method.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

uint64_t push_types(const char *names)
{
	uint64_t types = 0;
	if (strcmp(names, "*") == 0)
		return ~(uint64_t)0;
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++) {
		size_t len = strlen(record_types[i].name);
		for (const char *at = names; *at; at += strcspn(at, ","), at += *at == ',')
			if (strcspn(at, ",") == len && memcmp(at, record_types[i].name, len) == 0)
				types |= (uint64_t)1 << i;
	}
	return types;
}

static struct push_place *find_place(const struct push_watch *w, int64_t account)
{
	for (size_t i = 0; i < w->count; i++)
		if (w->places[i].account == account)
			return &w->places[i];
	return NULL;
}

/*
 * Nobody copies the directory, and everybody's changes would be everybody's traffic: of it one's own card counts. Of any other
 * account, all that is in it.
 */
static int64_t seq_of(struct store *s, const struct viewer *v, const struct membership *m)
{
	if (m->account.kind != ACCOUNT_DIRECTORY)
		return m->account.seq;
	struct record card = {0};
	bool is_there = *v->user.person && record_by_id(s, m->account.local, &record_types[TYPE_Person], v->user.person, &card);
	int64_t seq = is_there ? card.seq : 0;
	record_free(&card);
	return seq;
}

static void take_places(struct push_watch *w, struct store *s, const struct viewer *v)
{
	w->places = xrealloc(w->places, v->account_count + 1, sizeof *w->places);
	w->count = v->account_count;
	for (size_t i = 0; i < w->count; i++) {
		const struct membership *m = &v->accounts[i];
		w->places[i] = (struct push_place){.account = m->account.local, .seq = seq_of(s, v, m)};
		memcpy(w->places[i].id, m->account.id, sizeof w->places[i].id);
	}
	memcpy(w->session_state, v->session_state, sizeof w->session_state);
}

void push_begin(struct push_watch *w, struct store *s, const struct viewer *v, const char *token, uint64_t types)
{
	*w = (struct push_watch){.types = types};
	crypto_digest(token, strlen(token), w->digest);
	take_places(w, s, v);
}

void push_note(struct push_watch *w, const struct viewer *v, const char *token)
{
	*w = (struct push_watch){.places = xcalloc(v->account_count + 1, sizeof *w->places), .count = v->account_count};
	crypto_digest(token, strlen(token), w->digest);
	for (size_t i = 0; i < w->count; i++)
		w->places[i].account = v->accounts[i].account.local;
}

void push_join(struct push_watch *w, const struct push_watch *told)
{
	if (!w->places && told->places) {
		*w = *told;
		w->places = xcalloc(told->count + 1, sizeof *w->places);
		memcpy(w->places, told->places, told->count * sizeof *w->places);
		return;
	}
	for (size_t i = 0; i < told->count; i++)
		push_told(w, told->places[i].account, told->places[i].seq);
}

void push_release(struct push_watch *w)
{
	free(w->places);
	*w = (struct push_watch){0};
}

void push_told(struct push_watch *w, int64_t account, int64_t seq)
{
	struct push_place *place = find_place(w, account);
	if (place && place->seq < seq)
		place->seq = seq;
}

/* --- what has changed --- */

static bool note_type(void *context, enum change_kind kind, const struct record *r)
{
	uint64_t *types = context;
	(void)kind;
	*types |= (uint64_t)1 << r->type->index;
	return true;
}

/* The types of an account in which something that the viewer may see has changed since a place. 0 or -1. */
static int changed_types(struct store *s, const struct membership *m, int64_t since, uint64_t *types, struct err *e)
{
	const struct onlooker who = viewer_onlooker(m);
	if (m->account.kind == ACCOUNT_DIRECTORY) {
		*types = (uint64_t)1 << TYPE_Person;
		return 0;
	}
	if (record_changes(s, m->account.local, NULL, since, &who, note_type, types, e) < 0)
		return -1;
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		if (record_types[i].flags & T_DERIVED && record_type_in(&record_types[i], m->account.kind) &&
		    record_changes(s, m->account.local, &record_types[i], since, &who, note_type, types, e) < 0)
			return -1;
	return 0;
}

static uint64_t all_types(const struct membership *m)
{
	uint64_t types = 0;
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		if (record_type_in(&record_types[i], m->account.kind))
			types |= (uint64_t)1 << i;
	return types;
}

/* Adds the states of an account's types; an account without any is left out. */
static void add_states(struct json *changed, struct worker *worker, const struct membership *m, uint64_t types)
{
	struct json *states = types ? json_set(changed, m->account.id, json_new_object()) : NULL;
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++) {
		if (!(types >> i & 1))
			continue;
		char *state = method_state_in(worker, m, &record_types[i]);
		json_set_string(states, record_types[i].name, state);
		free(state);
	}
}

static void add_left(struct json *changed, const struct push_watch *w, const struct viewer *now)
{
	for (size_t i = 0; i < w->count; i++)
		if (!viewer_account(now, w->places[i].id))
			json_set(changed, w->places[i].id, json_new_object());
}

static int add_changes(struct worker *worker, const struct push_watch *w, const struct viewer *now, struct json *changed,
                       struct err *e)
{
	if (w->types == 0)
		return 0;
	for (size_t i = 0; i < now->account_count; i++) {
		const struct membership *m = &now->accounts[i];
		const struct push_place *place = find_place(w, m->account.local);
		uint64_t types = 0;
		if (!place)
			types = all_types(m);
		else if (seq_of(&worker->reader, now, m) > place->seq && changed_types(&worker->reader, m, place->seq, &types, e) < 0)
			return -1;
		add_states(changed, worker, m, types & w->types);
	}
	if (strcmp(now->session_state, w->session_state) != 0)
		add_left(changed, w, now);
	return 0;
}

int push_viewer(struct worker *worker, const struct push_watch *w, struct viewer *v, struct err *e)
{
	return worker_read(worker, e) < 0 ? -1 : viewer_of_digest(&worker->reader, w->digest, v, e);
}

int push_look(struct worker *worker, struct push_watch *w, struct json **changed, struct err *e)
{
	struct viewer now;
	*changed = NULL;
	if (push_viewer(worker, w, &now, e) < 0)
		return -1;
	struct json *found = json_new_object();
	int result = add_changes(worker, w, &now, found, e);
	if (result == 0)
		take_places(w, &worker->reader, &now);
	if (result == 0 && json_size(found) > 0)
		*changed = found;
	else
		json_free(found);
	viewer_release(&now);
	return result;
}

struct json *push_all(struct worker *worker, const struct viewer *v, uint64_t types)
{
	struct json *changed = json_new_object();
	for (size_t i = 0; i < v->account_count; i++)
		add_states(changed, worker, &v->accounts[i], all_types(&v->accounts[i]) & types);
	return changed;
}

void push_again(struct push_watch *w, struct store *s, const struct viewer *v, uint64_t types)
{
	w->types = types;
	take_places(w, s, v);
}

void push_state(const struct portal *p, const struct push_watch *w, char state[PUSH_STATE_SIZE])
{
	struct str text = {0};
	char hex[DIGEST_TEXT_SIZE];
	/* With what only this process knows: the numbers in it count what not everybody sees. */
	str_addf(&text, "%s %s", p->no_hash, w->session_state);
	for (size_t i = 0; i < w->count; i++)
		str_addf(&text, " %s %lld", w->places[i].id, (long long)w->places[i].seq);
	crypto_digest(text.text, text.len, hex);
	memcpy(state, hex, PUSH_STATE_SIZE - 1);
	state[PUSH_STATE_SIZE - 1] = '\0';
	str_release(&text);
}

struct json *push_message(struct json *changed)
{
	struct json *message = json_new_object();
	json_set_string(message, "@type", "StateChange");
	json_set(message, "changed", changed);
	return message;
}
