/* Drafts: kept at every key, sent and recalled whole. */
#include "twinline/records/draft.h"

#include <stdlib.h>

#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"

void draft_release(struct draft *d)
{
	free(d->body);
	free(d->context);
	free(d->base);
	*d = (struct draft){ 0 };
}

static bool is_message(const struct record_type *type)
{
	return type->index == TYPE_Message;
}

/* The conversation that a draft answers, "" for none; yours. */
static char *answered_by(struct store *s, const struct json *body)
{
	const char *message = json_get_text(body, "inReplyTo");
	char *uid = message && *message ? listed_thread_of(s, account_personal(s), message) : NULL;

	return uid ? uid : xstrdup("");
}

/* --- one transaction each --- */

static int begin(struct store *s, enum db_durability durability, struct err *e)
{
	enum db_durability before = db_durability_now(s->db);
	int result;

	db_durability(s->db, durability);
	result = db_begin(s->db, e);
	db_durability(s->db, before); /* of the transactions after this one */
	return result;
}

static int64_t finish(struct store *s, int64_t result, struct err *e)
{
	if (result < 0)
		db_rollback(s->db);
	else if (db_commit(s->db, e) != 0)
		result = -1;
	return result;
}

/* --- keeping --- */

static int64_t insert(struct store *s, const struct draft *d, const char *answers, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO draft(type, answers, updated_at, open, context, body, rev, base, holder) "
	                                         "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");

	db_bind_int(stmt, 1, d->type->index);
	db_bind_text(stmt, 2, answers);
	db_bind_int(stmt, 3, d->updated_at);
	db_bind_int(stmt, 4, d->open);
	db_bind_text(stmt, 5, d->context);
	db_bind_text(stmt, 6, d->body);
	db_bind_int(stmt, 7, d->rev);
	db_bind_text(stmt, 8, d->base);
	db_bind_int(stmt, 9, d->holder);
	return db_run(stmt, e) == 0 ? db_last_id(s->db) : -1;
}

/* Why no row was changed: it is gone, or another's. Always -1. */
static int refuse(struct store *s, int64_t local, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT count(*) FROM draft WHERE local = ?1");

	db_bind_int(stmt, 1, local);
	return err_set(e, row_integer(stmt) ? ERR_DRAFT_ELSEWHERE : ERR_NOT_FOUND, NULL);
}

static int64_t update(struct store *s, const struct draft *d, const char *answers, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE draft SET answers = ?2, updated_at = ?3, open = ?4, context = ?5, body = ?6, "
	                                         "holder = ?7 WHERE local = ?1 AND holder IN (0, ?7)");

	db_bind_int(stmt, 1, d->local);
	db_bind_text(stmt, 2, answers);
	db_bind_int(stmt, 3, d->updated_at);
	db_bind_int(stmt, 4, d->open);
	db_bind_text(stmt, 5, d->context);
	db_bind_text(stmt, 6, d->body);
	db_bind_int(stmt, 7, d->holder);
	if (db_run(stmt, e) != 0)
		return -1;
	return db_changes(s->db) > 0 ? d->local : refuse(s, d->local, e);
}

/* words: what it is found by; NULL while it is being typed, for folding a long text at every key takes too long. */
static int64_t write_draft(struct store *s, const struct draft *d, const struct json *body, const char *answers, const char *words,
                           struct err *e)
{
	int64_t local = d->local ? update(s, d, answers, e) : insert(s, d, answers, e);

	if (local > 0 && is_message(d->type) && thread_put_draft(s, local, answers, body, d->updated_at, e) != 0)
		return -1;
	if (local > 0 && is_message(d->type) && words && thread_put_draft_words(s, local, words, e) != 0)
		return -1;
	return local;
}

int draft_save(struct store *s, struct draft *d, struct err *e)
{
	struct json *body = json_parse_own(d->body);
	char *answers = answered_by(s, body), *words = d->open ? NULL : listed_words(body);
	int64_t local = -1;

	d->updated_at = clock_now();
	if (begin(s, DB_QUICK, e) == 0)
		local = finish(s, write_draft(s, d, body, answers, words, e), e);
	if (local > 0)
		d->local = local;
	json_free(body);
	free(answers);
	free(words);
	return local > 0 ? 0 : -1;
}

int draft_relist(struct store *s, int64_t local, struct err *e)
{
	struct draft d;
	struct json *body;
	char *answers, *words;
	int64_t result;

	if (!draft_get(s, local, &d))
		return 0;
	body = json_parse_own(d.body);
	answers = answered_by(s, body);
	words = listed_words(body);
	result = write_draft(s, &d, body, answers, words, e);
	json_free(body);
	free(answers);
	free(words);
	draft_release(&d);
	return result > 0 ? 0 : -1;
}

/* --- reading --- */

bool draft_get(struct store *s, int64_t local, struct draft *d)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT type, updated_at, open, context, body, rev, base, holder FROM draft WHERE local = ?1");
	const struct record_type *type = NULL;

	*d = (struct draft){ 0 };
	db_bind_int(stmt, 1, local);
	if (row_step(stmt))
		type = row_type(db_int(stmt, 0));
	if (type)
		*d = (struct draft){ .local = local, .type = type, .updated_at = db_int(stmt, 1), .open = db_int(stmt, 2) != 0,
		                     .context = xstrdup(db_text(stmt, 3)), .body = xstrdup(db_text(stmt, 4)), .rev = db_int(stmt, 5),
		                     .base = row_text(stmt, 6), .holder = db_int(stmt, 7) };
	db_reset(stmt);
	return type;
}

int64_t draft_left_open(struct store *s, bool (*is_held)(void *context, int64_t holder), void *context)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local, holder FROM draft WHERE open = 1 ORDER BY updated_at DESC, local DESC");
	int64_t local = 0;

	while (!local && row_step(stmt))
		if (!is_held || !db_int(stmt, 1) || !is_held(context, db_int(stmt, 1)))
			local = db_int(stmt, 0);
	db_reset(stmt);
	return local;
}

static int change_holder(struct store *s, int64_t local, int64_t from, int64_t to, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE draft SET holder = ?3 WHERE local = ?1 AND holder = ?2");

	db_bind_int(stmt, 1, local);
	db_bind_int(stmt, 2, from);
	db_bind_int(stmt, 3, to);
	if (db_run(stmt, e) != 0)
		return -1;
	return db_changes(s->db) > 0 ? 0 : refuse(s, local, e);
}

int draft_hold(struct store *s, int64_t local, int64_t from, int64_t to, struct err *e)
{
	if (begin(s, DB_QUICK, e) != 0)
		return -1;
	return (int)finish(s, change_holder(s, local, from, to, e), e);
}

int draft_list(struct store *s, const struct record_type *type, int64_t **locals, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM draft WHERE type = ?1 ORDER BY updated_at DESC, local DESC");

	db_bind_int(stmt, 1, type->index);
	return row_integers(stmt, locals, e);
}

/* --- away --- */

/* Takes the row out; what stood in a list for it goes too. */
static int remove_draft(struct store *s, int64_t local, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM draft WHERE local = ?1 RETURNING answers, type");
	const struct record_type *type = NULL;
	char *answers = NULL;
	int row, result = 0;

	db_bind_int(stmt, 1, local);
	row = db_step(stmt, e);
	if (row == 1) {
		answers = xstrdup(db_text(stmt, 0));
		type = row_type(db_int(stmt, 1));
	}
	db_reset(stmt);
	if (row != 1)
		return row < 0 ? -1 : err_set(e, ERR_NOT_FOUND, NULL);
	if (type && is_message(type))
		result = thread_remove_draft(s, local, answers, e);
	free(answers);
	return result;
}

int draft_delete(struct store *s, int64_t local, struct err *e)
{
	if (begin(s, DB_QUICK, e) != 0)
		return -1;
	return (int)finish(s, remove_draft(s, local, e), e);
}

static int keep_context(struct store *s, int64_t entry, const char *context, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE outbox SET context = ?2 WHERE local = ?1");

	db_bind_int(stmt, 1, entry);
	db_bind_text(stmt, 2, context);
	return db_run(stmt, e);
}

int64_t draft_send(struct store *s, int64_t local, int64_t account, int hold, struct err *e)
{
	int64_t entry = -1;
	struct json *body;
	struct draft d;

	if (!draft_get(s, local, &d))
		return err_set(e, ERR_NOT_FOUND, NULL);
	body = json_parse_own(d.body);
	if (!body) {
		err_set(e, ERR_STORE_DAMAGED, db_name(s->db), "draft", NULL);
	} else if (begin(s, DB_DURABLE, e) == 0) {
		/* The row goes first: of two that send it, one finds it gone. */
		if (remove_draft(s, local, e) == 0)
			entry = outbox_create(s, account, d.type, body, hold, e);
		if (entry > 0 && keep_context(s, entry, d.context, e) != 0)
			entry = -1;
		entry = finish(s, entry, e);
	}
	json_free(body);
	draft_release(&d);
	return entry;
}

int64_t draft_send_patch(struct store *s, int64_t local, int64_t record, const struct json *patch, int hold, struct err *e)
{
	struct json *base;
	struct draft d;
	int64_t entry = -1;

	if (!draft_get(s, local, &d))
		return err_set(e, ERR_NOT_FOUND, NULL);
	base = json_parse_own(d.base);
	if (begin(s, DB_DURABLE, e) == 0) {
		if (remove_draft(s, local, e) == 0)
			entry = outbox_update_seen(s, record, patch, base ? &(struct outbox_saw){ d.rev, base } : NULL, hold, e);
		entry = finish(s, entry, e);
	}
	json_free(base);
	draft_release(&d);
	return entry;
}

static char *context_of(struct store *s, int64_t entry)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT context FROM outbox WHERE local = ?1");
	char *context;

	db_bind_int(stmt, 1, entry);
	context = row_step(stmt) ? row_text(stmt, 0) : NULL;
	db_reset(stmt);
	return context;
}

/* In a transaction: the entry is looked at inside it, because the engine may be taking it at this moment. */
static int64_t recall(struct store *s, int64_t local, struct err *e)
{
	struct outbox_entry entry;
	struct draft d = { 0 };
	struct json *body;
	char *answers, *words;

	if (!outbox_get(s, local, &entry))
		return err_set(e, ERR_NOT_FOUND, NULL);
	if (entry.kind != OUTBOX_CREATE) {
		outbox_entry_release(&entry);
		return err_set(e, ERR_FORBIDDEN, NULL);
	}
	body = json_parse_own(entry.body);
	json_remove(body, "writtenAt"); /* of the sending that is taken back */
	d = (struct draft){ .type = entry.type, .body = json_print(body), .context = context_of(s, local), .updated_at = clock_now() };
	answers = answered_by(s, body);
	words = listed_words(body);
	if (outbox_take_back(s, local, e) == 0)
		d.local = write_draft(s, &d, body, answers, words, e);
	local = d.local > 0 ? d.local : -1;
	free(answers);
	free(words);
	json_free(body);
	draft_release(&d);
	outbox_entry_release(&entry);
	return local;
}

int64_t draft_recall(struct store *s, int64_t entry, struct err *e)
{
	if (begin(s, DB_DURABLE, e) != 0)
		return -1;
	return finish(s, recall(s, entry, e), e);
}
