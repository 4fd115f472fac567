/* Finding what waits for somebody of the demo, and letting them do it. */
#include "company.h"

#include <stdlib.h>
#include <string.h>

#include "../dispatch.h"
#include "../user.h"
#include "letters.h"
#include "text.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"
#include "twinline/jmap/jmap.h"
#include "twinline/records/record.h"

enum { NEWEST = 20, JOIN_AFTER = 3, MOVE_AFTER = 5 /* times the pace */ };

/* The webinar that fills up, and the one that its organiser moves by an hour. */
static const char filling[] = "Erste Schritte im TwinSpace", moving[] = "La memoria dell'acqua";

struct company {
	struct worker worker;
	struct random rng;
	struct user guest;      /* whom they keep company */
	int pace;
	int64_t since;
	struct strings settled; /* ids of what was answered, or cannot be */
	bool filled, moved;
};

struct company *company_new(struct portal *p, const char *user_name, int pace, struct err *e)
{
	struct company *c = xcalloc(1, sizeof *c);
	if (worker_open(&c->worker, p, e) < 0) {
		free(c);
		return NULL;
	}
	if (!user_by_name(&c->worker.reader, user_name, &c->guest)) {
		err_set(e, ERR_NO_USER, user_name, NULL);
		worker_close(&c->worker);
		free(c);
		return NULL;
	}
	c->pace = pace;
	c->since = clock_now();
	random_seed(&c->rng, (uint64_t)c->since);
	return c;
}

void company_free(struct company *c)
{
	if (!c)
		return;
	user_release(&c->guest);
	strings_release(&c->settled);
	worker_close(&c->worker);
	free(c);
}

/* --- acting as somebody --- */

/* True if the portal did it; otherwise why not is in the log. */
static bool was_done(const struct json *response)
{
	struct err e = {0};
	const struct json *answer = response ? jmap_response(response, "0", &e) : NULL;
	const struct json *refused = json_first(json_get(answer, json_get(answer, "notCreated") ? "notCreated" : "notUpdated"));
	bool done = answer && !refused;
	if (!done)
		log_warn("demo", "nobody answered: %s", refused ? json_get_text(refused, "type") : err_name(e.code));
	err_release(&e);
	return done;
}

/* Sends {accountId, verb: {key: object}} of type as u. */
static bool act(struct company *c, const struct user *u, const struct record_type *type, enum account_kind kind, const char *verb,
                const char *key, struct json *object_taken)
{
	struct viewer v;
	struct err e = {0};
	struct str note = {0};
	bool done = false;
	worker_rest(&c->worker);
	if (viewer_of_user(&c->worker.reader, u, &v, &e) == 0) {
		const struct membership *m = viewer_account_of_kind(&v, kind);
		struct json *request = jmap_request_new(), *arguments = json_new_object();
		char *method = xasprintf("%s/set", type->name);
		json_set_string(arguments, "accountId", m ? m->account.id : "");
		json_set(json_set(arguments, verb, json_new_object()), key, object_taken);
		jmap_call(request, method, arguments, "0");
		char *body = json_print(request);
		struct json *response = portal_dispatch(&c->worker, &v, body, strlen(body), &note, &e);
		done = was_done(response);
		json_free(response);
		json_free(request);
		free(method);
		free(body);
		viewer_release(&v);
	} else {
		json_free(object_taken);
	}
	worker_rest(&c->worker);
	str_release(&note);
	err_release(&e);
	return done;
}

/* --- what is new --- */

/* The newest records of a type in an account, by a filter; how many. */
static int newest(struct company *c, int64_t account, const struct record_type *type, const struct record_filter *filters, size_t count,
                  int64_t locals[NEWEST])
{
	struct record_query q = {.account = account, .type = type, .filters = filters, .filter_count = count, .limit = NEWEST};
	int found = record_list(&c->worker.reader, &q, locals, NULL, NULL, NULL);
	return found > 0 ? found : 0;
}

/* True if a time of a record lies in our days, long enough ago to be answered. */
static bool is_due(const struct company *c, const struct json *tree, const char *key, int64_t now)
{
	int64_t at;
	return clock_parse(json_get_text(tree, key), &at) && at >= c->since && at + c->pace <= now;
}

/* The record at local as a tree, yours, if it is due and was not answered before; it counts as answered from then on. */
static struct json *take_due(struct company *c, int64_t local, const char *time, int64_t now)
{
	struct record r = {0};
	struct json *tree = record_by_local(&c->worker.reader, local, &r) ? record_tree(&c->worker.reader, &r) : NULL;
	if (tree && (!is_due(c, tree, time, now) || strings_has(&c->settled, r.id))) {
		json_free(tree);
		tree = NULL;
	}
	if (tree)
		strings_push(&c->settled, r.id);
	record_free(&r);
	return tree;
}

static struct json *card_of(struct company *c, const char *person)
{
	struct account directory;
	struct record r = {0};
	struct json *card = NULL;
	if (account_by_kind(&c->worker.reader, ACCOUNT_DIRECTORY, &directory)) {
		if (record_by_id(&c->worker.reader, directory.local, &record_types[TYPE_Person], person, &r))
			card = record_tree(&c->worker.reader, &r);
		account_release(&directory);
	}
	record_free(&r);
	return card;
}

/* --- contacts and invitations --- */

/* The newest record in u's own account with field equal to value; its id, yours, or NULL. */
static char *find_own(struct company *c, const struct user *u, const struct record_type *type, const char *field, const char *value)
{
	struct record_filter is = {.field = field, .equals = value};
	int64_t locals[NEWEST];
	char id[RECORD_ID_LENGTH + 1];
	int count = newest(c, u->account, type, &is, 1, locals);
	return count > 0 && record_id(&c->worker.reader, locals[0], id) ? xstrdup(id) : NULL;
}

static void accept_contact(struct company *c, const char *person)
{
	struct user u;
	if (!user_by_person(&c->worker.reader, person, &u))
		return;
	char *id = find_own(c, &u, &record_types[TYPE_Contact], "person", c->guest.person);
	struct json *patch = json_new_object();
	json_set_string(patch, "state", "contact");
	if (id)
		act(c, &u, &record_types[TYPE_Contact], ACCOUNT_PERSONAL, "update", id, patch);
	else
		json_free(patch);
	free(id);
	user_release(&u);
}

static void answer_requests(struct company *c, int64_t now)
{
	struct record_filter asked = {.field = "state", .equals = "asked"};
	int64_t locals[NEWEST];
	int count = newest(c, c->guest.account, &record_types[TYPE_Contact], &asked, 1, locals);
	for (int i = 0; i < count; i++) {
		struct json *contact = take_due(c, locals[i], "since", now);
		if (contact)
			accept_contact(c, json_get_text(json_get(contact, "person"), "id"));
		json_free(contact);
	}
}

/* An invitation, or a proposal, is a letter that waits: yes to it. */
static void say_yes(struct company *c, const struct user *u, const char *message_uid)
{
	char *id = find_own(c, u, &record_types[TYPE_Message], "messageUid", message_uid);
	struct json *patch = json_new_object();
	json_set_string(patch, "answer", "accepted");
	json_set_bool(patch, "keywords/$answered", true);
	if (id)
		act(c, u, &record_types[TYPE_Message], ACCOUNT_PERSONAL, "update", id, patch);
	else
		json_free(patch);
	free(id);
}

/* --- letters --- */

/* "Dear ..., thank you ... bye, name", in the writer's own language where the demo has it, else in English. */
static char *reply_text(struct company *c, const struct json *writer, const char *language)
{
	const struct demo_letters *in = demo_letters_find(language);
	struct json *guest = card_of(c, c->guest.person);
	const char *name = json_get_text(guest, "name"), *own = json_get_text(writer, "name");
	size_t first = name ? strcspn(name, " ") : 0, signature = own ? strcspn(own, " ") : 0;
	struct str text = {0};
	if (!in)
		in = &demo_letters_en;
	char *called = xstrndup(name ? name : "", first);
	demo_expand(&text, demo_choose(&c->rng, in->greet), (const struct demo_slot[]){{'n', called}, {0}});
	str_addf(&text, "\n\n%s %s\n\n%s\n%.*s", demo_choose(&c->rng, in->thanks), demo_choose(&c->rng, in->reply),
	         demo_choose(&c->rng, in->bye), (int)signature, own ? own : "");
	free(called);
	json_free(guest);
	return str_detach(&text);
}

static void write_back(struct company *c, const struct user *u, const struct json *letter)
{
	struct json *card = card_of(c, u->person), *languages = json_get_mutable(card, "languages");
	const struct json *first = json_first(languages);
	const char *own = json_get_text(card, "language"), *language = own ? own : first ? json_key(first) : "en";
	const char *about = json_get_text(letter, "subject");
	char *subject = about && strncmp(about, "Re:", 3) != 0 ? xasprintf("Re: %s", about) : xstrdup(about ? about : "");
	char *text = reply_text(c, card, language);
	struct json *reply = json_new_object(), *to = json_new_object();
	json_set_string(to, "id", c->guest.person);
	json_push(json_set(reply, "to", json_new_array()), to);
	json_set_string(reply, "subject", subject);
	json_set_string(reply, "text", text);
	json_set_string(reply, "language", demo_letters_find(language) ? language : "en");
	json_set_string(reply, "inReplyTo", json_get_text(letter, "messageUid"));
	act(c, u, &record_types[TYPE_Message], ACCOUNT_PERSONAL, "create", "k0", reply);
	free(subject);
	free(text);
	json_free(card);
}

/* The first of those it is for answers; a support organisation does not. */
static void answer_letter(struct company *c, const struct json *letter)
{
	const char *person = json_get_text(json_first(json_get(letter, "to")), "id"), *kind = json_get_text(letter, "kind");
	struct user u;
	if (!person || !user_by_person(&c->worker.reader, person, &u))
		return;
	if (text_equal(kind, "invitation") || text_equal(kind, "proposal"))
		say_yes(c, &u, json_get_text(letter, "messageUid"));
	else if (text_equal(kind, "message"))
		write_back(c, &u, letter);
	user_release(&u);
}

static void answer_letters(struct company *c, int64_t now)
{
	struct record_filter mine = {.field = "from", .equals = c->guest.person};
	int64_t locals[NEWEST];
	int count = newest(c, c->guest.account, &record_types[TYPE_Message], &mine, 1, locals);
	for (int i = 0; i < count; i++) {
		struct json *letter = take_due(c, locals[i], "receivedAt", now);
		if (letter)
			answer_letter(c, letter);
		json_free(letter);
	}
}

/* --- events --- */

/* An announced event of the community by its title; its id, yours, and its tree. NULL if it is not there. */
static char *find_event(struct company *c, const char *title, struct json **tree)
{
	struct account community;
	struct record_filter is = {.field = "title", .equals = title};
	struct record r = {0};
	int64_t locals[NEWEST];
	if (!account_by_kind(&c->worker.reader, ACCOUNT_COMMUNITY, &community))
		return NULL;
	int count = newest(c, community.local, &record_types[TYPE_Event], &is, 1, locals);
	account_release(&community);
	if (count == 0 || !record_by_local(&c->worker.reader, locals[0], &r))
		return NULL;
	char *id = xstrdup(r.id);
	*tree = record_tree(&c->worker.reader, &r);
	record_free(&r);
	return id;
}

/* People of the demo take the places that are left. */
static void fill_event(struct company *c)
{
	struct json *tree = NULL;
	char *id = find_event(c, filling, &tree);
	int64_t left = id ? json_get_integer(tree, "places", 0) - json_get_integer(tree, "joined", 0) : 0;
	struct record_filter contact = {.field = "state", .equals = "contact"};
	int64_t locals[NEWEST];
	int count = newest(c, c->guest.account, &record_types[TYPE_Contact], &contact, 1, locals);
	for (int i = 0; i < count && left > 0; i++, left--) {
		struct record r = {0};
		struct user u;
		struct json *who = record_by_local(&c->worker.reader, locals[i], &r) ? record_tree(&c->worker.reader, &r) : NULL;
		if (who && user_by_person(&c->worker.reader, json_get_text(json_get(who, "person"), "id"), &u)) {
			struct json *attendance = json_new_object();
			json_set_string(json_set(attendance, "event", json_new_object()), "id", id);
			json_set_string(attendance, "answer", "yes");
			act(c, &u, &record_types[TYPE_Attendance], ACCOUNT_PERSONAL, "create", "k0", attendance);
			user_release(&u);
		}
		json_free(who);
		record_free(&r);
	}
	free(id);
	json_free(tree);
}

static void move_event(struct company *c)
{
	struct json *tree = NULL;
	char *id = find_event(c, moving, &tree);
	const struct json *time = json_get(tree, "time");
	const char *start = json_get_text(time, "start");
	struct user u;
	if (start && strlen(start) > 13 && user_by_person(&c->worker.reader, json_get_text(json_get(tree, "organiser"), "id"), &u)) {
		struct json *patch = json_new_object(), *later = json_set(patch, "time", json_copy(time));
		char *moved = xasprintf("%.11s%02d%s", start, (int)strtol(start + 11, NULL, 10) + 1, start + 13);
		json_set_string(later, "start", moved);
		act(c, &u, &record_types[TYPE_Event], ACCOUNT_COMMUNITY, "update", id, patch);
		free(moved);
		user_release(&u);
	}
	free(id);
	json_free(tree);
}

void company_tick(struct company *c, int64_t now)
{
	answer_requests(c, now);
	answer_letters(c, now);
	if (!c->filled && now >= c->since + JOIN_AFTER * (int64_t)c->pace) {
		c->filled = true;
		fill_event(c);
	}
	if (!c->moved && now >= c->since + MOVE_AFTER * (int64_t)c->pace) {
		c->moved = true;
		move_event(c);
	}
	worker_rest(&c->worker);
}
