/*
 * Sync/get (twinline/jmap/sync.h): all that is new in all of the viewer's accounts, the newest windows of those that they
 * do not have, page by page. A state is "epoch-seq"; while a window is being sent, ".type.anchor.sent" stands behind it,
 * so that the portal keeps nothing between the pages.
 */
#include "twinline/jmap/sync.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "method.h"
#include "rules.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/thread.h"

enum {
	HEAD_BYTES = 200,   /* of an account's names, totals and state, about */
	RECORD_BYTES = 32,  /* of "id" and "rev", about */
	ROWS = 50,          /* of a window, read at once */
	DIGITS_MOST = 15,   /* of a number in a state */
	DAYS_BEHIND = 7,    /* of a window of times to come (T_AHEAD), counted in whole days, */
	DAYS_AHEAD = 60,    /* so that its pages agree on where it begins */
	LAG_MOST = 200      /* changes that do not concern the viewer, before the state moves on for them */
};

struct page {
	const struct call *call;
	struct store *s;
	int64_t windows[RECORD_TYPE_COUNT]; /* how many of a type's records a replica begins with: 0 none, -1 all */
	struct json *accounts;
	int64_t left;  /* bytes */
	bool begun;    /* a record is in: there is progress */
	bool full;
};

/* Where the copying of an account stands. */
struct place {
	int64_t seq;
	bool in_window;
	unsigned type;  /* of the window */
	int64_t anchor; /* local of its last record sent; 0: none yet */
	int64_t sent;
};

/* One account's part of the page. */
struct part {
	struct page *page;
	const struct membership *m;
	struct account account; /* as it is now */
	struct place place;
	struct json *entry;
	bool told;  /* there is something in it, or the state has to move */
	bool more;
};

/* --- states --- */

static bool read_number(const char **text, int64_t *number)
{
	size_t digits = **text == '.' ? strspn(*text + 1, "0123456789") : 0;
	if (digits == 0 || digits > DIGITS_MOST)
		return false;
	*number = strtoll(*text + 1, NULL, 10);
	*text += 1 + digits;
	return true;
}

/* False if the state is none, or none any more. */
static bool read_place(struct store *s, const struct account *a, const char *token, struct place *place)
{
	const char *rest = token + strcspn(token, ".");
	char *state = xstrndup(token, (size_t)(rest - token));
	int64_t type = 0;
	bool good = record_state_parse(s, a, state, &place->seq, NULL) == 0;
	free(state);
	if (!good || !*rest)
		return good;
	place->in_window = true;
	good = read_number(&rest, &type) && read_number(&rest, &place->anchor) && read_number(&rest, &place->sent) && !*rest;
	place->type = (unsigned)type;
	return good && type < RECORD_TYPE_COUNT;
}

static void write_place(const struct part *p)
{
	struct str token = {0};
	char *state = method_state_at(&p->account, p->place.seq);
	str_add(&token, state);
	if (p->place.in_window)
		str_addf(&token, ".%u.%" PRId64 ".%" PRId64, p->place.type, p->place.anchor, p->place.sent);
	json_set_string(p->entry, "state", token.text);
	if (p->more)
		json_set_bool(p->entry, "more", true);
	str_release(&token);
	free(state);
}

/* --- records --- */

static int64_t window_of(const struct page *page, const struct record_type *type)
{
	return page->windows[type->index];
}

/* The same for one kind of account. Cards of projects stand in the directory, which is asked and not copied. */
static int64_t window_in(const struct page *page, const struct record_type *type, enum account_kind kind)
{
	bool is_card = kind == ACCOUNT_DIRECTORY && type->holders != HOLDS(DIRECTORY);
	return record_type_in(type, kind) && !is_card ? window_of(page, type) : 0;
}

/* Looked up once: want may be long, and records many. */
static void read_windows(struct page *page, const struct json *want)
{
	for (int i = 0; i < RECORD_TYPE_COUNT; i++) {
		const struct record_type *type = &record_types[i];
		page->windows[i] = type->flags & T_DERIVED ? 0 : json_get_integer(want, type->name, type->window);
	}
}

static struct json *member(struct json *object, const char *name)
{
	struct json *there = json_get_mutable(object, name);
	return there ? there : json_set(object, name, json_new_object());
}

static struct json *list_of(struct part *p, const char *part, const struct record_type *type)
{
	struct json *lists = member(p->entry, part);
	struct json *list = json_get_mutable(lists, type->name);
	return list ? list : json_set(lists, type->name, json_new_array());
}

/* Takes bytes from the page; false if they do not fit any more. The first record always fits. */
static bool pay(struct page *page, size_t bytes)
{
	if (page->begun && (int64_t)bytes > page->left) {
		page->full = true;
		return false;
	}
	page->left -= (int64_t)bytes;
	page->begun = true;
	return true;
}

static void add_record(struct part *p, const struct record *r)
{
	json_push(list_of(p, "records", r->type), method_show(p->page->s, p->page->call->batch->viewer, p->m, r));
	p->told = true;
}

static bool tell(struct part *p, const struct record *r)
{
	if (!pay(p->page, strlen(r->body) + RECORD_BYTES))
		return false;
	add_record(p, r);
	return true;
}

/* --- windows --- */

/* The part of time that a window is of, and its order; who wants all of a type wants all times. */
static void bound(const struct page *page, const struct record_type *type, struct record_query *q)
{
	int64_t today = clock_now() / PORTAL_DAY;
	q->ascending = type->flags & T_AHEAD;
	if (!(type->flags & T_AHEAD) || window_of(page, type) < 0)
		return;
	q->from = (today - DAYS_BEHIND) * PORTAL_DAY;
	q->to = (today + DAYS_AHEAD) * PORTAL_DAY;
}

/* Reads the next rows of the window; how many, 0 at its end, -1 with e. */
static int read_rows(struct part *p, const struct record_type *type, int64_t most, int64_t locals[ROWS], struct err *e)
{
	struct record_query q = {
		.account = p->account.local,
		.type = type,
		.sees = viewer_sees(p->m),
		.anchor = p->place.anchor,
		.limit = most < 0 || most - p->place.sent > ROWS ? ROWS : (int)(most - p->place.sent),
	};
	bound(p->page, type, &q);
	int count = record_list(p->page->s, &q, locals, NULL, NULL, e);
	if (count >= 0 || !e || e->code != ERR_ANCHOR_NOT_FOUND)
		return count;
	/* The record that the last page ended with is gone: the window begins again, which costs bytes and loses nothing. */
	err_release(e);
	p->place.anchor = 0;
	p->place.sent = 0;
	return read_rows(p, type, most, locals, e);
}

/* Sends one type's window as far as the page goes. 0, or -1 with e. */
static int send_window_of(struct part *p, const struct record_type *type, struct err *e)
{
	int64_t most = window_of(p->page, type), locals[ROWS];
	while (most < 0 || p->place.sent < most) {
		int count = read_rows(p, type, most, locals, e);
		if (count <= 0)
			return count;
		for (int i = 0; i < count; i++) {
			struct record r = {0};
			bool there = record_by_local(p->page->s, locals[i], &r);
			/* What has changed since the first page comes as a change; told here, its end might not be told there. */
			bool fits = !there || r.seq > p->place.seq || tell(p, &r);
			record_free(&r);
			if (!fits)
				return 0;
			p->place.anchor = locals[i];
			p->place.sent++;
		}
	}
	return 0;
}

static int send_windows(struct part *p, struct err *e)
{
	for (; p->place.type < RECORD_TYPE_COUNT; p->place.type++) {
		const struct record_type *type = &record_types[p->place.type];
		if (window_in(p->page, type, p->account.kind) != 0 && send_window_of(p, type, e) < 0)
			return -1;
		if (p->page->full)
			break;
		p->place.anchor = 0;
		p->place.sent = 0;
	}
	p->told = true;
	p->place.in_window = p->place.type < RECORD_TYPE_COUNT;
	json_set_bool(p->entry, "window", true);
	/* What changed while the window was sent comes next. */
	p->more = p->place.in_window || p->account.seq > p->place.seq;
	return 0;
}

/* --- changes --- */

/* True if this request made the record, and nobody has changed it since: who wrote it knows it. */
static bool is_known(const struct part *p, int64_t local)
{
	const struct batch *b = p->page->call->batch;
	for (size_t i = 0; i < b->made_count; i++) {
		struct record r = {0};
		if (b->made[i].local != local || !record_by_local(p->page->s, local, &r))
			continue;
		bool same = r.seq == b->made[i].seq;
		record_free(&r);
		return same;
	}
	return false;
}

static bool take(void *context, enum change_kind kind, const struct record *r)
{
	struct part *p = context;
	bool wanted = window_of(p->page, r->type) != 0;
	if (wanted && kind == CHANGE_DESTROYED) {
		if (!pay(p->page, strlen(r->id) + 3))
			return false;
		json_push(list_of(p, "destroyed", r->type), json_new_string(r->id));
		p->told = true;
	} else if (wanted && is_known(p, r->local)) {
		p->told = true;
	} else if (wanted && !tell(p, r)) {
		return false;
	}
	p->place.seq = r->seq;
	return true;
}

static int send_changes(struct part *p, struct err *e)
{
	int64_t since = p->place.seq;
	if (since == p->account.seq)
		return 0;
	if (record_changes(p->page->s, p->account.local, NULL, since, p->m->role, viewer_owns(p->m), take, p, e) < 0)
		return -1;
	p->more = p->page->full;
	if (!p->more && p->place.seq < p->account.seq)
		p->place.seq = p->account.seq;
	p->told = p->told || p->more || p->place.seq - since > LAG_MOST;
	return 0;
}

/* --- totals --- */

static int count_all(const struct part *p, const struct record_type *type, int64_t *total, struct err *e)
{
	struct record_query q = {.account = p->account.local, .type = type, .sees = viewer_sees(p->m), .total = true};
	bound(p->page, type, &q);
	/* Of times to come all count, however far ahead; what is over has gone from the window for good. */
	q.to = q.to ? INT64_MAX : 0;
	return record_list(p->page->s, &q, NULL, NULL, total, e) < 0 ? -1 : 0;
}

/* Whoever has not all of the messages cannot count conversations. */
static int add_threads(struct part *p, struct err *e)
{
	const char *name = record_types[TYPE_Thread].name;
	int64_t threads, unread;
	if (thread_totals(p->page->s, p->account.local, &threads, &unread, e) < 0)
		return -1;
	json_set_integer(member(p->entry, "total"), name, threads);
	json_set_integer(member(p->entry, "unread"), name, unread);
	return 0;
}

/* True if this part has changes of a type. */
static bool has_changes(const struct part *p, const struct record_type *type)
{
	return json_get(json_get(p->entry, "records"), type->name) || json_get(json_get(p->entry, "destroyed"), type->name);
}

/*
 * True if the client may have less than the total of a type: its window is cut or still under way. With changes it always
 * may, for the portal does not know how much of the rest it has come to have, unless it wanted all.
 */
static bool is_told_total(const struct part *p, const struct record_type *type, bool was_window, int64_t total)
{
	int64_t most = window_of(p->page, type);
	unsigned index = (unsigned)type->index;
	if (!was_window || most < 0)
		return most > 0 || (was_window && p->place.in_window && index == p->place.type);
	return (total > most || (type->flags & T_AHEAD && total > 0)) && (!p->place.in_window || index <= p->place.type);
}

static int add_totals(struct part *p, bool was_window, struct err *e)
{
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++) {
		const struct record_type *type = &record_types[i];
		int64_t total;
		if (type->window <= 0 || window_in(p->page, type, p->account.kind) == 0 ||
		    (!was_window && !has_changes(p, type)))
			continue;
		if (count_all(p, type, &total, e) < 0)
			return -1;
		if (!is_told_total(p, type, was_window, total))
			continue;
		json_set_integer(member(p->entry, "total"), type->name, total);
		if (i == TYPE_Message && add_threads(p, e) < 0)
			return -1;
	}
	return 0;
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
		if (window_in(page, &record_types[i], kind) != 0)
			return false;
	return true;
}

static void add_head(struct part *p)
{
	json_set_string(p->entry, "kind", account_kind_name(p->account.kind));
	json_set_string(p->entry, "name", p->account.name ? p->account.name : "");
	json_set_string(p->entry, "role", access_role_name(p->m->role));
	p->place = (struct place){.seq = p->account.seq, .in_window = true};
	p->page->left -= HEAD_BYTES;
	p->told = true;
}

static bool is_known_place(struct part *p, const char *token)
{
	if (!is_closed(p->m))
		return read_place(p->page->s, &p->account, token, &p->place);
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
	if (due && !is_known(p, r.local)) {
		p->page->left -= (int64_t)strlen(r.body) + RECORD_BYTES;
		p->page->begun = true;
		add_record(p, &r);
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

static int fill_part(struct part *p, const char *token, struct err *e)
{
	struct page *page = p->page;
	bool known = token && is_known_place(p, token);
	if (!known)
		add_head(p);
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
	if ((is_window ? send_windows(p, e) : send_changes(p, e)) < 0)
		return -1;
	return p->told ? add_totals(p, is_window, e) : 0;
}

static int add_account(struct page *page, const struct membership *m, const char *token, struct err *e)
{
	struct part p = {.page = page, .m = m};
	if (!account_by_local(page->s, m->account.local, &p.account))
		return 0;
	p.entry = json_new_object();
	int result = fill_part(&p, token, e);
	if (result == 0 && p.told) {
		write_place(&p);
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
	const struct membership *directory = viewer_account_of_kind(v, ACCOUNT_DIRECTORY);
	struct json *me = json_set(response, "me", json_new_object());
	struct record r = {0};
	json_set_string(me, "person", v->user.person);
	if (directory &&
	    record_by_id(page->s, directory->account.local, &record_types[TYPE_Person], v->user.person, &r)) {
		struct json *card = json_parse_own(r.body);
		json_set_string(me, "name", json_get_text(card, "name"));
		if (json_get_text(card, "country"))
			json_set_string(me, "country", json_get_text(card, "country"));
		json_free(card);
	}
	record_free(&r);
	int64_t local;
	struct record_query q = {.account = v->user.account, .type = &record_types[TYPE_Profile], .limit = 1};
	if (record_list(page->s, &q, &local, NULL, NULL, NULL) == 1 && record_by_local(page->s, local, &r))
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

struct json *method_sync(const struct call *c, struct err *e)
{
	const struct viewer *v = c->batch->viewer;
	const struct json *since = json_get(c->arguments, "since");
	if (check(c->arguments, e) < 0)
		return NULL;
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
		if (add_account(&page, m, json_get_text(since, m->account.id), e) < 0) {
			json_free(response);
			return NULL;
		}
	}
	add_left(v, since, response);
	return response;
}
