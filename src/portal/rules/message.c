/*
 * Messages: creating one sends it. The sender and every recipient get a copy in their personal accounts, all in one
 * transaction, accounts in ascending order; where one recipient cannot be written to, nobody gets anything.
 */
#include <stdlib.h>
#include <string.h>

#include "../rules.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/records/thread.h"

/* Whose account a copy goes to. */
struct copies { int64_t *accounts; size_t count; };

enum {
	UID_IDS = 2,       /* record ids in a messageUid: 79 bit, short on the wire */
	COPIES_MOST = 1000, /* that one call writes */
	THREAD_MOST = 500   /* messages in a conversation */
};

static void draw_uid(struct store *s, char uid[UID_IDS * RECORD_ID_LENGTH + 1])
{
	for (int i = 0; i < UID_IDS; i++)
		random_id(s->random, uid + (size_t)i * RECORD_ID_LENGTH);
}

/* --- what it answers --- */

/* The sender's copy of the message with this uid; false if there is none. */
static bool find_parent(const struct write *w, const char *uid, struct record *parent)
{
	int64_t local = 0;
	struct record_filter is = {.field = "messageUid", .equals = uid};
	struct record_query q = {
		.account = w->account->account.local, .type = w->type, .filters = &is, .filter_count = 1, .limit = 1,
	};
	return record_list(w->s, &q, &local, NULL, NULL, NULL) == 1 && record_by_local(w->s, local, parent);
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

/* Thread and project come from what is answered; a project by itself is none yet that one could be a member of. */
static int join_thread(const struct write *w, struct json *body, const struct json *parent, struct refusal *why)
{
	const struct json *project = json_get(parent, "project");
	const char *sent = json_get_text(json_get(body, "project"), "id");
	if (sent && !text_equal(sent, json_get_text(project, "id")))
		return refuse_field(why, w->type, "project", ERR_FIELD_REFERENCE, sent);
	json_remove(body, "project");
	if (project)
		json_set(body, "project", json_copy(project));
	const char *thread = json_get_text(parent, "threadUid");
	json_set_string(body, "threadUid", thread ? thread : json_get_text(body, "messageUid"));
	return 0;
}

/* --- who it is for --- */

static void add_account(struct copies *c, int64_t account)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->accounts[i] == account)
			return;
	c->accounts[c->count++] = account;
}

static int ascending(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
	return a < b ? -1 : a > b;
}

/* The name on a card that may be seen no more; yours. */
static char *name_on_card(const struct write *w, const char *person)
{
	const struct membership *directory = viewer_account_of_kind(w->viewer, ACCOUNT_DIRECTORY);
	struct record card = {0};
	char *name = NULL;
	if (directory && record_by_id(w->s, directory->account.local, &record_types[TYPE_Person], person, &card)) {
		struct json *tree = json_parse_own(card.body);
		name = xstrdup(json_get_text(tree, "name"));
		json_free(tree);
	}
	record_free(&card);
	return name;
}

/* True if there is a letter between the writer and somebody: then they know each other's names. */
static bool has_written(const struct write *w, const char *field, const char *person)
{
	int64_t local;
	struct record_filter is = {.field = field, .equals = person};
	struct record_query q = {
		.account = w->account->account.local, .type = w->type, .filters = &is, .filter_count = 1, .limit = 1,
	};
	return record_list(w->s, &q, &local, NULL, NULL, NULL) == 1;
}

/*
 * Who has left is told of by name, before the card, which nobody sees any more, is looked for; but to a correspondent only: to others
 * their id is like one that never was.
 */
static int look(const struct write *w, const struct json *object, struct refusal *why)
{
	for (const struct json *i = json_first(json_get(object, "to")); i; i = json_next(i)) {
		const char *id = json_get_text(i, "id");
		struct user u = {0};
		bool closed = id && user_by_person(w->s, id, &u) && u.state == USER_CLOSED;
		user_release(&u);
		if (!closed || (!has_written(w, "from", id) && !has_written(w, "to", id)))
			continue;
		char *name = name_on_card(w, id);
		refuse_field(why, w->type, "to", ERR_ACCOUNT_CLOSED, name);
		err_set(&why->cause, ERR_ACCOUNT_CLOSED, name, NULL);
		free(name);
		return -1;
	}
	return 0;
}

static int find_recipients(const struct write *w, const struct json *to, struct copies *c, struct refusal *why)
{
	c->accounts = xcalloc(json_size(to) + 1, sizeof *c->accounts);
	add_account(c, w->account->account.local);
	for (const struct json *i = json_first(to); i; i = json_next(i)) {
		const char *id = json_get_text(i, "id");
		struct user u = {0};
		if (!user_by_person(w->s, id, &u))
			return refuse_field(why, w->type, "to", ERR_FIELD_REFERENCE, id);
		add_account(c, u.account);
		user_release(&u);
	}
	qsort(c->accounts, c->count, sizeof *c->accounts, ascending);
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
		result = blob_copy(w->s, w->account->account.local, json_get_text(i, "blobId"), &copy, &why->cause);
		if (result == 0)
			json_set_string(file, "blobId", copy.id);
	}
	json_set(body, "files", files);
	return result;
}

/* The sender has read what they wrote; marks and reminders are nobody else's. */
static int write_copy(const struct write *w, const struct json *message, int64_t account, struct record *r,
                      struct refusal *why)
{
	struct json *body = json_copy(message);
	bool own = account == w->account->account.local;
	int result = 0;
	if (own) {
		struct json *keywords = json_get_mutable(body, "keywords");
		json_set_bool(keywords ? keywords : json_set(body, "keywords", json_new_object()), "$seen", true);
	} else {
		json_remove(body, "keywords");
		json_remove(body, "laterUntil");
		if (json_get(body, "files"))
			result = copy_files(w, body, account, why);
	}
	*r = (struct record){.account = account, .type = w->type, .audience = w->type->audience, .body = json_print(body)};
	json_free(body);
	return result == 0 ? record_write(w->s, r, true, &why->cause) : -1;
}

static int write_copies(const struct write *w, const struct json *body, const struct copies *c, struct record *parent,
                        struct record *own, struct refusal *why)
{
	for (size_t i = 0; i < c->count; i++) {
		struct record r = {0};
		bool is_own = c->accounts[i] == w->account->account.local;
		int result = is_own && parent->local ? mark_answered(w, parent, why) : 0;
		if (result == 0)
			result = write_copy(w, body, c->accounts[i], &r, why);
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

static void complete(const struct write *w, struct json *body)
{
	char uid[UID_IDS * RECORD_ID_LENGTH + 1], now[CLOCK_TEXT_SIZE];
	draw_uid(w->s, uid);
	clock_format(w->now, now);
	json_set_string(body, "messageUid", uid);
	json_set_string(body, "kind", "message");
	json_set(body, "from", references_party(w, &record_types[TYPE_Person], w->viewer->user.person));
	json_set_string(body, "receivedAt", now);
}

static bool is_empty(const struct json *body)
{
	const char *text = json_get_text(body, "text"), *subject = json_get_text(body, "subject");
	return (!text || !*text) && (!subject || !*subject) && json_size(json_get(body, "files")) == 0;
}

static int create(const struct write *w, struct json *body, struct record *own, struct refusal *why)
{
	const char *answers = json_get_text(body, "inReplyTo");
	struct copies copies = {0};
	struct record parent = {0};
	struct json *parent_tree = NULL;
	int result = -1;
	if (is_empty(body)) {
		refuse_field(why, w->type, "text", ERR_FIELD_REQUIRED, NULL);
		goto out;
	}
	if (answers && !find_parent(w, answers, &parent)) {
		refuse_field(why, w->type, "inReplyTo", ERR_FIELD_REFERENCE, answers);
		goto out;
	}
	parent_tree = json_parse_own(parent.body);
	complete(w, body);
	if (join_thread(w, body, parent_tree, why) < 0 || find_recipients(w, json_get(body, "to"), &copies, why) < 0)
		goto out;
	bound_thread(w, body, &copies);
	result = write_copies(w, body, &copies, &parent, own, why);
out:
	if (result < 0)
		record_free(own);
	json_free(parent_tree);
	record_free(&parent);
	free(copies.accounts);
	return result;
}

const struct rules rules_message = {.look = look, .create = create};
