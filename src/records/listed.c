/* What is made from a record and stands beside it: its index row, the files it names, its conversation, the people in it. */
#include <stdlib.h>

#include "index.h"
#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/alike.h"
#include "twinline/records/outbox.h"
#include "twinline/records/thread.h"
#include "twinline/schema/span.h"
#include "twinline/text/fold.h"

static bool is_message(const struct record_type *type)
{
	return type->index == TYPE_Message;
}

/* --- what has not left yet --- */

char *listed_thread_of(struct store *s, int64_t account, const char *message_uid)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT thread_uid FROM message_index WHERE account = ?1 AND message_uid = ?2");
	char *uid;

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, message_uid);
	uid = row_step(stmt) ? row_text(stmt, 0) : NULL;
	db_reset(stmt);
	return uid;
}

static void complete_message(struct store *s, const struct record *r, struct json *tree)
{
	const char *answers = json_get_text(tree, "inReplyTo");
	char *uid = NULL;

	if (!json_get(tree, "from")) {
		struct json *me = thread_me(s, r->account);

		if (me)
			json_set(tree, "from", me);
	}
	if (json_get_text(tree, "threadUid"))
		return;
	if (answers && *answers)
		uid = listed_thread_of(s, r->account, answers);
	if (!uid) /* a conversation that begins here; no portal gives such a name */
		uid = xasprintf("~%lld", (long long)r->local);
	json_set_string(tree, "threadUid", uid);
	free(uid);
}

/* An event whose time the portal has not seen yet begins when we reckon that it does. */
static void complete_event(struct json *tree)
{
	struct span span;
	char text[CLOCK_TEXT_SIZE];

	if (!span_of(json_get(tree, "time"), json_get_bool(tree, "allDay", false), NULL, &span))
		return;
	clock_format(span.starts, text);
	json_set_string(tree, "startsAt", text);
	clock_format(span.ends, text);
	json_set_string(tree, "endsAt", text);
}

/* When the creation of a record was queued; 0: it is not on its way. */
static int64_t queued_at(struct store *s, int64_t record)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT queued_at FROM outbox WHERE record = ?1 AND kind = 0");

	db_bind_int(stmt, 1, record);
	return row_integer(stmt);
}

/* What I said, or did, stands among what others did: with who and when. */
static void complete_said(struct store *s, const struct record *r, struct json *tree, const char *who)
{
	static const char *const times[] = { "createdAt", "latestAt", "since" };
	struct account mine = { 0 };
	struct json *me = account_by_kind(s, ACCOUNT_PERSONAL, &mine) ? thread_me(s, mine.local) : NULL;
	char now[CLOCK_TEXT_SIZE];

	clock_format(queued_at(s, r->local), now);
	for (size_t i = 0; i < ARRAY_SIZE(times); i++)
		if (field_find(r->type, times[i]))
			json_set_string(tree, times[i], now);
	if (me)
		json_set(tree, who, me);
	account_release(&mine);
}

void listed_complete(struct store *s, const struct record *r, struct json *tree)
{
	if (s->side != STORE_REPLICA)
		return;
	if (is_message(r->type) && !r->id)
		complete_message(s, r, tree);
	else if (r->type->index == TYPE_Post && !r->id)
		complete_said(s, r, tree, "author");
	else if (r->type->index == TYPE_Like && !r->id)
		complete_said(s, r, tree, "person");
	else if (r->type->index == TYPE_Event && (!r->id || outbox_of_record(s, r->local)))
		complete_event(tree);
}

/* --- files --- */

static int put_file(struct store *s, const struct record *r, const char *blob, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO blob_use(record, account, blob) VALUES(?1, ?2, ?3) "
	                                         "ON CONFLICT(record, blob) DO NOTHING");

	db_bind_int(stmt, 1, r->local);
	db_bind_int(stmt, 2, r->account);
	db_bind_text(stmt, 3, blob);
	return db_run(stmt, e);
}

static int remove_files(struct store *s, int64_t local, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM blob_use WHERE record = ?1");

	db_bind_int(stmt, 1, local);
	return db_run(stmt, e);
}

static int put_files(struct store *s, const struct record *r, const struct json *tree, struct err *e)
{
	for (unsigned i = 0; i < r->type->field_count; i++) {
		const struct field *field = &r->type->fields[i];

		if (field->kind != FIELD_BLOBS)
			continue;
		if (remove_files(s, r->local, e) != 0)
			return -1;
		for (const struct json *file = json_first(json_get(tree, field->name)); file; file = json_next(file)) {
			const char *blob = json_get_text(file, "blobId");

			if (blob && put_file(s, r, blob, e) != 0)
				return -1;
		}
	}
	return 0;
}

/* --- words to find a message by: replica --- */

static void add_names(struct str *text, const struct json *party)
{
	const char *name = json_get_text(party, "name");

	if (name)
		str_addf(text, "%s\n", name);
}

char *listed_words(const struct json *message)
{
	const char *subject = json_get_text(message, "subject"), *body = json_get_text(message, "text");
	struct str text = { 0 }, words = { 0 };

	add_names(&text, json_get(message, "from"));
	for (const struct json *to = json_first(json_get(message, "to")); to; to = json_next(to))
		add_names(&text, to);
	add_names(&text, json_get(message, "project"));
	str_add(&text, subject ? subject : "");
	str_addc(&words, ' ');
	fold_both(&words, text.text);
	str_addc(&words, ' ');
	fold(&words, body ? body : "");
	str_release(&text);
	return str_detach(&words);
}

static int put_words(struct store *s, int64_t local, const struct json *tree, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE message_index SET words = ?2 WHERE local = ?1");
	char *words = listed_words(tree);
	int result;

	db_bind_int(stmt, 1, local);
	db_bind_text(stmt, 2, words);
	result = db_run(stmt, e);
	free(words);
	return result;
}

/* --- all together --- */

static bool is_indexed(struct store *s, const struct record *r)
{
	struct db_stmt *stmt = db_prepare(s->db, index_table(s, r->type)->read);
	bool there;

	db_bind_int(stmt, 1, r->local);
	there = row_step(stmt);
	db_reset(stmt);
	return there;
}

/* The uid that the index has for a message; yours, NULL for none. */
static char *indexed_thread(struct store *s, int64_t local)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT thread_uid FROM message_index WHERE local = ?1");
	char *uid;

	db_bind_int(stmt, 1, local);
	uid = row_step(stmt) ? row_text(stmt, 0) : NULL;
	db_reset(stmt);
	return uid;
}

static int put_row(struct store *s, const struct record *r, const struct json *tree, bool content, struct err *e)
{
	if (index_put(s, r, tree, e) != 0)
		return -1;
	if (s->side == STORE_REPLICA && is_message(r->type) && content)
		return put_words(s, r->local, tree, e);
	return s->side == STORE_PORTAL ? alike_put(s, r, tree, e) : 0;
}

static int put_message(struct store *s, const struct record *r, struct json *tree, bool content, struct err *e)
{
	char *before = indexed_thread(s, r->local);
	const char *now = json_get_text(tree, "threadUid");
	int result = put_row(s, r, tree, content, e);

	if (result == 0 && before && now && !text_equal(before, now)) {
		result = thread_rename(s, r->account, before, now, e);
		if (result == 0)
			result = thread_refresh(s, r->account, before, e);
	}
	if (result == 0 && now)
		result = thread_refresh(s, r->account, now, e);
	if (result == 0 && content && s->side == STORE_REPLICA) {
		struct json *me = thread_me(s, r->account);

		result = people_note(s, tree, json_get_text(me, "id"), e);
		json_free(me);
	}
	free(before);
	return result;
}

int listed_put(struct store *s, const struct record *r, struct json *tree, bool content, struct err *e)
{
	listed_complete(s, r, tree);
	if (s->side == STORE_REPLICA && outbox_destroys(s, r->local))
		return listed_remove(s, r, e);
	content = content || !is_indexed(s, r); /* back in the lists: all that was taken away with it */
	if (content && put_files(s, r, tree, e) != 0)
		return -1;
	if (s->side == STORE_REPLICA && r->type->index == TYPE_Person && people_note_me(s, r->id, tree, e) != 0)
		return -1;
	return is_message(r->type) ? put_message(s, r, tree, content, e) : put_row(s, r, tree, content, e);
}

int listed_rebuild(struct store *s, int64_t local, struct err *e)
{
	struct record r;
	struct json *tree;
	int result = 0;

	if (!record_by_local(s, local, &r))
		return 0;
	tree = record_tree(s, &r);
	if (s->side == STORE_PORTAL || !outbox_destroys(s, local))
		result = put_row(s, &r, tree, true, e);
	json_free(tree);
	record_free(&r);
	return result;
}

int listed_remove(struct store *s, const struct record *r, struct err *e)
{
	char *uid = is_message(r->type) ? indexed_thread(s, r->local) : NULL;
	int result = index_drop(s, r->type, r->local, e);

	if (result == 0)
		result = remove_files(s, r->local, e);
	if (result == 0 && uid)
		result = thread_refresh(s, r->account, uid, e);
	free(uid);
	return result;
}
