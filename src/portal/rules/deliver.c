/*
 * Sending messages: the sender and every recipient get a copy in their personal accounts, all in one transaction, accounts in ascending
 * order; where one recipient cannot be written to, nobody gets anything.
 */
#include <stdlib.h>
#include <string.h>

#include "../bin.h"
#include "rule.h"
#include "twinline/base/integers.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/records/thread.h"

/* Whose account a copy goes to. */
struct copies { int64_t *accounts; size_t count; };

enum {
	COPIES_MOST = 1000, /* that one call writes */
	THREAD_MOST = 500   /* messages in a conversation */
};

static const struct record_type *const message = &record_types[TYPE_Message];

void message_draw_uid(struct store *s, char uid[MESSAGE_UID_SIZE])
{
	for (size_t i = 0; i + 1 < MESSAGE_UID_SIZE; i += RECORD_ID_LENGTH)
		random_id(s->random, uid + i);
}

static int mark_answered(const struct write *w, struct record *parent, struct refusal *why)
{
	struct json *body = json_parse_own(parent->body);
	struct json *keywords = json_get_mutable(body, "keywords");
	if (!keywords)
		keywords = json_set(body, "keywords", json_new_object());
	bool was = json_get_bool(keywords, "$answered", false);
	json_set_bool(keywords, "$answered", true);
	free(parent->body);
	parent->body = json_print(body);
	json_free(body);
	return was ? 0 : record_write(w->s, parent, false, &why->cause);
}

/* --- who it is for --- */

static void add_account(struct copies *c, int64_t account)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->accounts[i] == account)
			return;
	c->accounts[c->count++] = account;
}

static int find_recipients(const struct write *w, int64_t from, const struct json *to, struct copies *c, struct refusal *why)
{
	c->accounts = xcalloc(json_size(to) + 1, sizeof *c->accounts);
	add_account(c, from);
	for (const struct json *i = json_first(to); i; i = json_next(i)) {
		const char *id = json_get_text(i, "id");
		struct user u = {0};
		if (!user_by_person(w->s, id, &u))
			return refuse_field(why, message, "to", ERR_FIELD_REFERENCE, id);
		add_account(c, u.account);
		user_release(&u);
	}
	qsort(c->accounts, c->count, sizeof *c->accounts, integers_ascending);
	/* Nobody else can write while one call does. */
	*w->copies += (int)c->count;
	return *w->copies <= COPIES_MOST ? 0 : err_set(&why->cause, ERR_RATE_LIMIT, "1", NULL);
}

/* Whatever joins a conversation is counted together with all of it: one that has become too long for anybody is followed by a new one. */
static void bound_thread(const struct write *w, struct json *body, const struct copies *c)
{
	const char *thread = json_get_text(body, "threadUid");
	bool full = false;
	for (size_t i = 0; i < c->count && !full; i++)
		full = thread_length(w->s, c->accounts[i], thread) >= THREAD_MOST;
	if (full)
		json_set_string(body, "threadUid", json_get_text(body, "messageUid"));
}

/* --- the copies --- */

/* The files of a copy: the same bytes under ids of its own account. */
static int copy_files(const struct write *w, struct json *body, int64_t account, struct refusal *why)
{
	struct json *files = json_new_array();
	int result = 0;
	for (const struct json *i = json_first(json_get(body, "files")); i && result == 0; i = json_next(i)) {
		struct blob copy = {.account = account, .created_at = w->now};
		struct json *file = json_push(files, json_copy(i));
		result = blob_copy(w->s, w->viewer->user.account, json_get_text(i, "blobId"), &copy, &why->cause);
		if (result == 0)
			json_set_string(file, "blobId", copy.id);
	}
	json_set(body, "files", files);
	return result;
}

/* Nothing is lost, and nobody is told: it is where its reader may look, and may not. */
static void put_in_bin(struct json *body)
{
	struct json *keywords = json_set(body, "keywords", json_new_object());
	json_set_bool(keywords, "$seen", true);
	json_set_bool(keywords, "$deleted", true);
}

/* The sender has read what they wrote (own); marks and reminders are nobody else's. */
static int write_copy(const struct write *w, const struct json *sent, int64_t account, bool own, struct record *r, struct refusal *why)
{
	struct json *body = json_copy(sent);
	int result = 0;
	if (own) {
		struct json *keywords = json_get_mutable(body, "keywords");
		json_set_bool(keywords ? keywords : json_set(body, "keywords", json_new_object()), "$seen", true);
	} else {
		json_remove(body, "keywords");
		json_remove(body, "laterUntil");
		if (rule_is_blocked(w, account))
			put_in_bin(body);
		if (json_get(body, "files"))
			result = copy_files(w, body, account, why);
	}
	bin_keep_time(body, false, w->now);
	*r = (struct record){.account = account, .type = message, .audience = message->audience, .body = json_print(body)};
	json_free(body);
	return result == 0 ? record_write(w->s, r, true, &why->cause) : -1;
}

static int write_copies(const struct write *w, const struct json *body, const struct copies *c, struct record *parent,
                        struct record *own, struct refusal *why)
{
	for (size_t i = 0; i < c->count; i++) {
		struct record r = {0};
		bool is_own = c->accounts[i] == w->viewer->user.account;
		int result = is_own && parent && parent->local ? mark_answered(w, parent, why) : 0;
		if (result == 0)
			result = write_copy(w, body, c->accounts[i], is_own, &r, why);
		if (result == 0 && is_own) {
			*own = r;
			r = (struct record){0};
		}
		record_free(&r);
		if (result < 0)
			return -1;
	}
	return 0;
}

/* --- all of it --- */

/* A message that joins no conversation begins one. */
static void complete(const struct write *w, struct json *body)
{
	char uid[MESSAGE_UID_SIZE];
	message_draw_uid(w->s, uid);
	json_set_string(body, "messageUid", uid);
	struct json *me = references_party(w, &record_types[TYPE_Person], w->viewer->user.person);
	if (me)
		json_set(body, "from", me);
	rule_set_now(w, body, "receivedAt");
	if (!json_get_text(body, "threadUid"))
		json_set_string(body, "threadUid", uid);
}


int message_deliver(const struct write *w, struct json *body, struct record *parent, struct record *own, struct refusal *why)
{
	struct copies copies = {0};
	int result = -1;
	complete(w, body);
	if (find_recipients(w, w->viewer->user.account, json_get(body, "to"), &copies, why) == 0) {
		bound_thread(w, body, &copies);
		result = write_copies(w, body, &copies, parent, own, why);
	}
	if (result < 0)
		record_free(own);
	free(copies.accounts);
	return result;
}

/* The conversation of what is answered, as the one who wrote the answer has it. */
static void join_conversation(const struct write *w, int64_t from, struct json *body)
{
	const char *answers = json_get_text(body, "inReplyTo");
	struct record parent = {0};
	if (answers && message_find(w, from, answers, &parent)) {
		struct json *tree = json_parse_own(parent.body);
		json_set_string(body, "threadUid", json_get_text(tree, "threadUid"));
		json_free(tree);
	} else {
		json_remove(body, "inReplyTo");
	}
	record_free(&parent);
}

int message_pass(const struct write *w, struct json *body, struct refusal *why)
{
	struct copies copies = {0};
	struct json *from = json_copy(json_get(body, "from"));
	int64_t writer = rule_account(w, json_get_text(from, "id"));
	int result = writer ? 0 : refuse_field(why, w->type, "sender", ERR_FIELD_REFERENCE, json_get_text(from, "id"));
	if (result == 0) {
		join_conversation(w, writer, body);
		complete(w, body);
		json_set(body, "from", json_copy(from));
		result = find_recipients(w, writer, json_get(body, "to"), &copies, why);
	}
	if (result == 0)
		bound_thread(w, body, &copies);
	for (size_t i = 0; i < copies.count && result == 0; i++) {
		struct record r = {0};
		result = write_copy(w, body, copies.accounts[i], copies.accounts[i] == writer, &r, why);
		record_free(&r);
	}
	json_free(from);
	free(copies.accounts);
	return result;
}

int message_hand(const struct write *w, const char *uid, struct json *body, int64_t account, struct refusal *why)
{
	struct record r = {0};
	complete(w, body);
	json_set_string(body, "messageUid", uid);
	json_set_string(body, "threadUid", uid);
	int result = write_copy(w, body, account, false, &r, why);
	record_free(&r);
	return result;
}

int message_ask_saying(const struct write *w, const char *kind, const char *person, const struct json *said, struct refusal *why)
{
	static const char *const parts[] = {"text", "phrases", "project"};
	struct json *body = json_new_object(), *card = rule_card(w, person);
	struct record own = {0};
	json_push(json_set(body, "to", json_new_array()), rule_party(person, card));
	json_set_string(body, "kind", kind);
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (json_get(said, parts[i]))
			json_set(body, parts[i], json_copy(json_get(said, parts[i])));
	int result = message_deliver(w, body, NULL, &own, why);
	record_free(&own);
	json_free(card);
	json_free(body);
	return result;
}

int message_ask(const struct write *w, const char *kind, const char *person, const char *text, const struct json *project,
                struct refusal *why)
{
	struct json *said = json_new_object();
	if (text)
		json_set_string(said, "text", text);
	if (project)
		json_set(said, "project", json_copy(project));
	int result = message_ask_saying(w, kind, person, said, why);
	json_free(said);
	return result;
}
