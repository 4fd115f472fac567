/*
 * Sync/get (twinline/jmap/sync.h): all that is new in all of the viewer's accounts, the newest windows of those that they
 * do not have, page by page.
 */
#include "twinline/jmap/sync.h"

#include <stdlib.h>
#include <string.h>

#include "pupils.h"
#include "rules.h"
#include "sync_part.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/jmap/since.h"

enum { HEAD_BYTES = 200 }; /* of an account's names, totals and state, about */

static void write_state(const struct part *p)
{
	char *state = place_write(&p->account, p->m->role, &p->place);
	json_set_string(p->entry, "state", state);
	if (p->more)
		json_set_bool(p->entry, "more", true);
	free(state);
}

/* Looked up once: want may be long, and records many. */
static void read_windows(struct page *page, const struct json *want)
{
	for (int i = 0; i < RECORD_TYPE_COUNT; i++) {
		const struct record_type *type = &record_types[i];
		page->windows[i] = type->flags & T_DERIVED ? 0 : json_get_integer(want, type->name, type->window);
	}
}

/* --- accounts --- */

/* Strangers copy no part of the directory: its numbers would tell them how many people there are. */
static bool is_closed(const struct membership *m)
{
	return m->account.kind == ACCOUNT_DIRECTORY && viewer_is_stranger(m);
}

/* True if nothing of such an account is ever copied: the directory, unless the client asks for a part of it. */
static bool is_never_copied(const struct page *page, const struct membership *m)
{
	enum account_kind kind = m->account.kind;
	if (is_closed(m))
		return true;
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		if (page_window_in(page, &record_types[i], kind) != 0)
			return false;
	return true;
}

static void add_head(struct part *p)
{
	json_set_string(p->entry, "kind", account_kind_name(p->account.kind));
	json_set_string(p->entry, "name", p->account.name ? p->account.name : "");
	json_set_string(p->entry, "role", access_role_name(p->m->role));
	p->place = (struct place){.seq = p->account.seq, .in_window = true};
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		if (page_is_ahead(p->page, &record_types[i], p->account.kind))
			p->place.until = page_today() + SYNC_DAYS_AHEAD - 1;
	p->page->left -= HEAD_BYTES;
	p->told = true;
}

static bool is_known_place(struct part *p, const char *token)
{
	if (!is_closed(p->m))
		return place_read(p->page->s, &p->account, p->m->role, token, &p->place);
	char *still = method_state_at(&p->account, 0);
	bool same = strcmp(token, still) == 0;
	free(still);
	return same;
}

/* Sends a record of the viewer's own, if it has changed since or always; it fits into any page. True if it had to be told. */
static bool send_own(struct part *p, const struct record_type *type, const char *id, bool always)
{
	struct record r = {0};
	bool due = id && record_by_id(p->page->s, p->account.local, type, id, &r) && (always || r.seq > p->place.seq);
	if (due && !part_is_known(p, r.local)) {
		p->page->left -= (int64_t)strlen(r.body) + SYNC_RECORD_BYTES;
		p->page->begun = true;
		part_add(p, &r);
	}
	p->told = p->told || due;
	record_free(&r);
	return due;
}

/*
 * What in the directory is the viewer's own, card and school, so that it can be read and changed without a line; the rest is asked
 * for and not copied. What a stranger is told of it does not move with the directory's numbers.
 */
static void send_own_cards(struct part *p, bool known)
{
	struct page *page = p->page;
	const char *person = page->call->batch->viewer->user.person;
	struct record card = {0};
	if (!*person || (known && is_closed(p->m)) ||
	    !record_by_id(page->s, p->account.local, &record_types[TYPE_Person], person, &card))
		return;
	struct json *tree = json_parse_own(card.body);
	bool moved = send_own(p, &record_types[TYPE_Person], person, !known);
	send_own(p, &record_types[TYPE_School], json_get_text(json_get(tree, "school"), "id"), moved);
	json_free(tree);
	record_free(&card);
}

/*
 * Made and destroyed since the state that is asked from, a record is left out of what has changed; but whoever sent its creation
 * again, because they had lost the answer, learns only now that it was made.
 */
static void tell_gone(struct part *p)
{
	const struct batch *b = p->page->call->batch;
	for (size_t i = 0; i < b->gone_count; i++)
		if (b->gone[i].account == p->account.local) {
			json_push(part_list(p, "destroyed", b->gone[i].type), json_new_string(b->gone[i].id));
			p->told = true;
		}
}

static int fill_part(struct part *p, const char *token, struct err *e)
{
	struct page *page = p->page;
	bool known = token && is_known_place(p, token);
	p->since = known ? p->place.seq : 0;
	if (!known && page->full)
		return 0; /* without a state it begins on a later page, and nothing of this one goes to its head */
	if (!known)
		add_head(p);
	tell_gone(p);
	if (is_never_copied(page, p->m)) {
		p->place.in_window = false;
		send_own_cards(p, known);
		p->place.seq = is_closed(p->m) ? 0 : p->told ? p->account.seq : p->place.seq;
		return 0;
	}
	if (page->full) {
		p->more = p->place.in_window || p->account.seq > p->place.seq;
		p->told = p->told || p->more;
		return 0;
	}
	bool is_window = p->place.in_window;
	if ((is_window ? part_send_windows(p, e) : part_send_changes(p, e)) < 0)
		return -1;
	return p->told ? part_add_totals(p, is_window, e) : 0;
}

static int add_account(struct page *page, const struct membership *m, const char *token, struct err *e)
{
	struct part p = {.page = page, .m = m};
	if (!account_by_local(page->s, m->account.local, &p.account))
		return 0;
	p.entry = json_new_object();
	int result = fill_part(&p, token, e);
	if (result == 0 && !p.more && !p.place.in_window && m->account.kind != ACCOUNT_DIRECTORY && page->call->batch->watch)
		push_told(page->call->batch->watch, p.account.local, p.account.seq);
	if (result == 0 && p.told) {
		write_state(&p);
		json_set(page->accounts, p.account.id, p.entry);
	} else {
		json_free(p.entry);
	}
	account_release(&p.account);
	return result;
}

/* --- the method --- */

static int check(const struct json *arguments, struct err *e)
{
	for (const struct json *i = json_first(json_get(arguments, "since")); i; i = json_next(i))
		if (!json_is_string(i))
			return err_set(e, ERR_INVALID_ARGUMENTS, "since", json_key(i), NULL);
	for (const struct json *i = json_first(json_get(arguments, "want")); i; i = json_next(i))
		if (!json_is_integer(i) || json_integer(i, -2) < -1)
			return err_set(e, ERR_INVALID_ARGUMENTS, "want", json_key(i), NULL);
	return 0;
}

static void add_left(const struct viewer *v, const struct json *since, struct json *response)
{
	struct json *left = NULL;
	for (const struct json *i = json_first(since); i; i = json_next(i)) {
		if (viewer_account(v, json_key(i)))
			continue;
		if (!left)
			left = json_set(response, "left", json_new_array());
		json_push(left, json_new_string(json_key(i)));
	}
}

static void add_me(const struct page *page, const struct viewer *v, struct json *response)
{
	struct json *me = json_set(response, "me", viewer_me(page->s, v));
	struct record r = {0};
	struct json *pupil = pupil_card(page->s, v->user.person);
	for (const struct json *i = json_first(pupil); i; i = json_next(i))
		if (strcmp(json_key(i), "id") != 0)
			json_set(me, json_key(i), json_copy(i));
	json_free(pupil);
	if (user_profile_record(page->s, &v->user, &r))
		json_set_string(me, "profile", r.id);
	record_free(&r);
}

static int64_t budget_of(const struct json *arguments)
{
	int64_t bytes = json_get_integer(arguments, "maxBytes", SYNC_MAX_BYTES_DEFAULT);
	if (bytes < SYNC_MAX_BYTES_LEAST)
		return SYNC_MAX_BYTES_LEAST;
	return bytes < SYNC_MAX_BYTES_MOST ? bytes : SYNC_MAX_BYTES_MOST;
}

/* What "sinceAll" says, as "since" would; yours, NULL if it is about other accounts than the viewer's. */
static struct json *read_short(const struct viewer *v, const char *text)
{
	const char **ids = xcalloc(v->account_count + 1, sizeof *ids);
	for (size_t i = 0; i < v->account_count; i++)
		ids[i] = v->accounts[i].account.id;
	struct json *since = since_long(text, ids, v->account_count);
	free(ids);
	return since;
}

static struct json *sync_since(const struct call *c, const struct json *since, struct err *e)
{
	const struct viewer *v = c->batch->viewer;
	rules_ask_again(c->batch->worker, v, clock_now());
	if (worker_read(c->batch->worker, e) < 0)
		return NULL;
	struct json *response = json_new_object();
	struct page page = {
		.call = c,
		.s = &c->batch->worker->reader,
		.left = budget_of(c->arguments),
		.accounts = json_set(response, "accounts", json_new_object()),
	};
	read_windows(&page, json_get(c->arguments, "want"));
	if (json_size(since) == 0 && *v->user.person)
		add_me(&page, v, response);
	for (size_t i = 0; i < v->account_count; i++) {
		const struct membership *m = &v->accounts[i];
		/* The project is there, and nothing is told of it before another password is chosen. */
		if (v->has_first && !viewer_owns(m))
			continue;
		if (add_account(&page, m, json_get_text(since, m->account.id), e) < 0) {
			json_free(response);
			return NULL;
		}
	}
	add_left(v, since, response);
	return response;
}

struct json *method_sync(const struct call *c, struct err *e)
{
	const char *all = json_get_text(c->arguments, "sinceAll");
	if (check(c->arguments, e) < 0)
		return NULL;
	if (!all)
		return sync_since(c, json_get(c->arguments, "since"), e);
	struct json *read = read_short(c->batch->viewer, all), *response;
	if (read) {
		response = sync_since(c, read, e);
	} else {
		response = json_new_object();
		json_set(response, "accounts", json_new_object());
		json_set_bool(response, "unknownSince", true);
	}
	json_free(read);
	return response;
}
