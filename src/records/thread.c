/* Keeping the stored row of a conversation from its messages: the same on both sides. */
#include "twinline/records/thread.h"

#include <stdlib.h>

#include "index.h"
#include "letters.h"
#include "rows.h"
#include "thread_sight.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* --- keeping --- */

int64_t thread_length(struct store *s, int64_t account, const char *thread_uid)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT count(*) FROM message_index WHERE account = ?1 AND thread_uid = ?2");

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, thread_uid);
	return row_integer(stmt);
}

static int64_t local_of(struct store *s, int64_t account, const char *uid)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM thread_index WHERE account = ?1 AND thread_uid = ?2");

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, uid);
	return row_integer(stmt);
}

static int put_thread(const struct conversation *c, struct record *r, struct err *e)
{
	struct json *tree = thread_tree(c);
	char *body = json_print(tree);
	int result = 0;

	if (text_equal(body, r->body)) {
		free(body);
	} else {
		free(r->body);
		r->body = body;
		result = record_store(c->s, r, false, e);
	}
	if (result == 0)
		result = index_put(c->s, r, tree, e);
	if (result == 0)
		result = thread_sight_keep(c, r->local, tree, e);
	json_free(tree);
	return result;
}

int thread_refresh(struct store *s, int64_t account, const char *thread_uid, struct err *e)
{
	struct conversation c = { .s = s, .account = account, .uid = thread_uid };
	int64_t local = local_of(s, account, thread_uid);
	struct record r = { .account = account, .type = &record_types[TYPE_Thread] };
	int result = letters_read(&c, e);

	if (result == 0 && local)
		record_by_local(s, local, &r);
	if (result == 0 && c.count > 0)
		result = put_thread(&c, &r, e);
	else if (result == 0 && r.local) /* its last message is gone */
		result = record_destroy(s, &r, e);
	letters_release(&c);
	record_free(&r);
	return result;
}

int thread_rename(struct store *s, int64_t account, const char *from, const char *to, struct err *e)
{
	struct db_stmt *stmt;

	if (local_of(s, account, to))
		return 0;
	stmt = db_prepare(s->db, "UPDATE thread_index SET thread_uid = ?3 WHERE account = ?1 AND thread_uid = ?2");
	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, from);
	db_bind_text(stmt, 3, to);
	return db_run(stmt, e);
}

int thread_totals(struct store *s, int64_t account, int64_t *threads, int64_t *unread, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT count(*), coalesce(sum(CASE WHEN unread > 0 THEN 1 ELSE 0 END), 0) "
	                                         "FROM thread_index WHERE account = ?1 AND view = 0 AND later <= ?2 AND local > 0");
	char today[CLOCK_DAY_SIZE];
	int row;

	clock_format_day(clock_now(), today);
	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, today);
	row = db_step(stmt, e);
	*threads = row == 1 ? db_int(stmt, 0) : 0;
	*unread = row == 1 ? db_int(stmt, 1) : 0;
	db_reset(stmt);
	return row < 0 ? -1 : 0;
}
_Static_assert(THREAD_VIEW_INBOX == 0, "as written in the statement");

/* --- drafts --- */

/* A draft of its own looks like a conversation that it would begin. */
static struct json *draft_tree(const struct json *body, int64_t at)
{
	struct json *tree = json_new_object();
	const struct json *to = json_first(json_get(body, "to")), *project = json_get(body, "project");
	const char *subject = json_get_text(body, "subject");
	char time[CLOCK_TEXT_SIZE];

	clock_format(at, time);
	if (subject)
		json_set_string(tree, "subject", subject);
	if (to)
		json_set(tree, "who", json_copy(to));
	if (project)
		json_set(tree, "project", json_copy(project));
	json_set_string(tree, "latestAt", time);
	return tree;
}

int thread_put_draft_words(struct store *s, int64_t draft, const char *words, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE thread_index SET words = ?2 WHERE local = ?1");

	db_bind_int(stmt, 1, -draft);
	db_bind_text(stmt, 2, words);
	return db_run(stmt, e);
}

int thread_put_draft(struct store *s, int64_t draft, const char *answers, const struct json *body, int64_t at, struct err *e)
{
	const struct sight sight = { .view = THREAD_VIEW_INBOX, .state = MESSAGE_DRAFT, .draft = true, .later = "" };
	struct record r = { .local = -draft, .account = account_personal(s), .type = &record_types[TYPE_Thread] };
	struct json *tree;
	int result;

	if (*answers)
		return thread_refresh(s, r.account, answers, e);
	tree = draft_tree(body, at);
	result = index_put(s, &r, tree, e);
	if (result == 0)
		result = thread_sight_put(s, r.local, tree, &sight, e);
	json_free(tree);
	return result;
}

int thread_remove_draft(struct store *s, int64_t draft, const char *answers, struct err *e)
{
	if (*answers)
		return thread_refresh(s, account_personal(s), answers, e);
	return index_drop(s, &record_types[TYPE_Thread], -draft, e);
}

/* --- all of them, after a rebuild --- */

static int refresh_drafts(struct store *s, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM draft WHERE type = ?1");
	int64_t *locals = NULL;
	int count, result = 0;

	db_bind_int(stmt, 1, TYPE_Message);
	count = row_integers(stmt, &locals, e);
	for (int i = 0; i < count && result == 0; i++)
		result = draft_relist(s, locals[i], e);
	free(locals);
	return count < 0 ? -1 : result;
}

int thread_refresh_all(struct store *s, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT min(local) FROM message_index WHERE thread_uid <> '' GROUP BY account, thread_uid");
	int64_t *locals = NULL;
	int count = row_integers(stmt, &locals, e), result = 0;

	for (int i = 0; i < count && result == 0; i++) {
		char *uid;
		int64_t account;

		stmt = db_prepare(s->db, "SELECT account, thread_uid FROM message_index WHERE local = ?1");
		db_bind_int(stmt, 1, locals[i]);
		if (!row_step(stmt))
			continue;
		account = db_int(stmt, 0);
		uid = xstrdup(db_text(stmt, 1));
		db_reset(stmt);
		result = thread_refresh(s, account, uid, e);
		free(uid);
	}
	free(locals);
	return count < 0 ? -1 : result == 0 && s->side == STORE_REPLICA ? refresh_drafts(s, e) : result;
}
