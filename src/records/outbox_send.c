/* The outbox as the engine sees it: what is due, what was answered, what is in doubt. */
#include <stdlib.h>
#include <string.h>

#include "outbox_entry.h"
#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/journal.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/records/upload.h"

enum { RECEIPT_DAYS = 30, DAY = 24 * 60 * 60, RECEIPT_DIGITS = 7 };

/* --- what is due --- */

static int set_sending(struct store *s, int64_t local, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE outbox SET doubt = CASE state WHEN 2 THEN 1 ELSE 0 END, state = 2 WHERE local = ?1");

	db_bind_int(stmt, 1, local);
	return db_run(stmt, e);
}

_Static_assert(TYPE_Project == 10 && ACCOUNT_PERSONAL == 0, "as written in the statement");

int outbox_take_due(struct store *s, int64_t now, int max, int64_t max_bytes, int64_t *locals, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db,
		"SELECT local, size FROM outbox o WHERE (state IN (1, 2) OR (state = 0 AND " HOLD_IS_OVER("o") ")) AND stale = 0 AND NOT EXISTS "
		"(SELECT 1 FROM outbox p WHERE p.record = o.record AND p.local < o.local AND "
		"(p.state IN (0, 1, 2) OR (p.kind = 0 AND p.state IN (4, 5)))) AND NOT EXISTS "
		"(SELECT 1 FROM blob_use b JOIN upload u ON u.account = b.account AND u.blob = b.blob WHERE b.record = o.record AND "
		UPLOAD_IS_WANTED ") AND NOT EXISTS "
		/* In a conversation nothing overtakes a letter that is held, however the clock stood when it was written. */
		"(SELECT 1 FROM message_index m JOIN message_index n ON n.account = m.account AND n.thread_uid = m.thread_uid "
		"JOIN outbox p ON p.record = n.local WHERE m.local = o.record AND o.kind = 0 AND p.kind = 0 AND p.local < o.local AND "
		"p.state = 0 AND NOT " HOLD_IS_OVER("p") ") "
		/* A project that was made in one's own account is changed in the one that the portal has made for it. */
		"AND NOT (o.kind <> 0 AND o.type = 10 AND EXISTS (SELECT 1 FROM account a WHERE a.local = o.account AND a.kind = 0)) "
		"ORDER BY local LIMIT ?2");
	int64_t bytes = 0;
	int count = 0, row;

	db_bind_int(stmt, 1, now);
	db_bind_int(stmt, 2, max);
	while ((row = db_step(stmt, e)) == 1) {
		bytes += db_int(stmt, 1);
		if (count > 0 && bytes > max_bytes)
			break;
		locals[count++] = db_int(stmt, 0);
	}
	db_reset(stmt);
	for (int i = 0; i < count && row >= 0; i++)
		if (set_sending(s, locals[i], e) != 0)
			row = -1;
	return row < 0 ? -1 : count;
}

int outbox_hold(struct store *s, int64_t local, int seconds, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE outbox SET state = 0, hold_until = ?2 WHERE local = ?1 AND state = 1");

	db_bind_int(stmt, 1, local);
	db_bind_int(stmt, 2, clock_now() + seconds);
	return db_run(stmt, e);
}

int outbox_let_go(struct store *s, struct err *e)
{
	static const char *const sql[] = {
		"UPDATE outbox SET hold_until = ?1 WHERE state = 0 AND hold_until > ?1",
		"UPDATE thread_index SET held_until = ?1 WHERE held_until > ?1",
	};
	int64_t now = clock_now();

	for (size_t i = 0; i < ARRAY_SIZE(sql); i++) {
		struct db_stmt *stmt = db_prepare(s->db, sql[i]);

		db_bind_int(stmt, 1, now);
		if (db_run(stmt, e) != 0)
			return -1;
	}
	return 0;
}

/* --- what was answered --- */

/* What a person can quote, and a portal can find: the type's letter and the beginning of the opId. */
static char *receipt_of(const struct outbox_entry *entry)
{
	return xasprintf("%c%.*s", entry->type->name[0], RECEIPT_DIGITS, entry->op_id);
}

static int mark_sent(struct store *s, const struct outbox_entry *entry, const char *receipt, int64_t now, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE outbox SET state = 3, sent_at = ?2, receipt = ?3, cause = NULL, context = NULL "
	                                         "WHERE local = ?1");

	db_bind_int(stmt, 1, entry->local);
	db_bind_int(stmt, 2, now);
	db_bind_text(stmt, 3, receipt);
	if (db_run(stmt, e) != 0)
		return -1;
	/* Marks leave no receipt; old receipts go. */
	stmt = db_prepare(s->db, "DELETE FROM outbox WHERE state = 3 AND (marks = 1 OR sent_at < ?1)");
	db_bind_int(stmt, 1, now - (int64_t)RECEIPT_DAYS * DAY);
	return db_run(stmt, e);
}

/* What waits was written over what has now been accepted; what has been merged with a later rev already names that. */
static int rebase(struct store *s, int64_t record, int64_t rev, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE outbox SET rev = ?2 WHERE record = ?1 AND (kind = 1 OR (kind = 2 AND rev > 0)) "
	                                         "AND state IN (0, 1) AND marks = 0 AND rev < ?2");

	db_bind_int(stmt, 1, record);
	db_bind_int(stmt, 2, rev);
	return db_run(stmt, e);
}

/* Where the portal's copy of what r made is: in its account, or in that which the portal made for it, which has its id. */
static bool find_copy(struct store *s, const struct record *r, const char *id, struct record *copy)
{
	struct account a;
	bool found = record_by_id(s, r->account, r->type, id, copy);

	if (found || !record_moves(r->type) || !account_by_id(s, id, &a))
		return found;
	found = record_by_id(s, a.local, r->type, id, copy);
	account_release(&a);
	return found;
}

/*
 * The portal's copy may have arrived before its answer to the creation (the answer was lost on the way): then there are two
 * records of one. The first one stays, because screens know it; body and rev come from the copy.
 */
static int join_copy(struct store *s, struct record *r, const char *id, struct err *e)
{
	struct record copy;
	struct db_stmt *stmt;
	int result = 0;

	if (!find_copy(s, r, id, &copy))
		return 0;
	if (copy.local != r->local) {
		free(r->body);
		r->body = xstrdup(copy.body);
		r->rev = copy.rev;
		stmt = db_prepare(s->db, "UPDATE outbox SET record = ?2 WHERE record = ?1");
		db_bind_int(stmt, 1, copy.local);
		db_bind_int(stmt, 2, r->local);
		result = db_run(stmt, e);
		if (result == 0)
			result = record_remove(s, &copy, e);
		if (result == 0)
			result = listed_remove(s, &copy, e);
		if (result == 0 && copy.account != r->account)
			result = record_move(s, r, copy.account, e);
	}
	record_free(&copy);
	return result;
}

static void merge(struct json *body, const struct json *set)
{
	for (const struct json *item = json_first(set); item; item = json_next(item))
		json_set(body, json_key(item), json_copy(item));
	json_remove(body, "id");
	json_remove(body, "rev");
}

/* The body becomes what the portal has: with the patch that it took, and what it set itself. */
static void settle_body(const struct outbox_entry *entry, struct record *r, const struct json *server_set)
{
	struct json *body = json_parse_own(r->body), *patch = json_parse_own(entry->body);

	if (!body)
		body = json_new_object();
	if (entry->kind == OUTBOX_UPDATE && patch)
		record_patch(r->type, body, patch, NULL); /* taken by the portal; a body of another rev comes with the next page */
	merge(body, server_set);
	free(r->body);
	r->body = json_print(body);
	json_free(patch);
	json_free(body);
}

/* The files that went up have the portal's names from now on, in the body too. */
static int settle_files(struct store *s, const struct outbox_entry *entry, struct record *r, struct err *e)
{
	struct json *sent = json_parse_own(entry->body), *body = json_parse_own(r->body);
	int result;

	upload_name(s, r->account, r->type, body);
	free(r->body);
	r->body = json_print(body);
	result = upload_settle(s, entry->account, entry->type, sent, e);
	json_free(body);
	json_free(sent);
	return result;
}

static int settle_record(struct store *s, const struct outbox_entry *entry, const char *id, const struct json *server_set, struct err *e)
{
	int64_t rev = json_get_integer(server_set, "rev", entry->kind == OUTBOX_CREATE);
	struct json *tree = NULL;
	struct record r;
	int result = 0;

	if (!record_by_local(s, entry->record, &r))
		return 0; /* destroyed meanwhile */
	if (entry->kind == OUTBOX_CREATE && id) {
		result = join_copy(s, &r, id, e);
		free(r.id);
		r.id = xstrdup(id);
	}
	if (rev == 0 || rev >= r.rev) {
		r.rev = rev ? rev : r.rev;
		settle_body(entry, &r, server_set);
	}
	if (result == 0)
		result = settle_files(s, entry, &r, e);
	if (result == 0)
		result = record_store(s, &r, false, e);
	if (result == 0 && rev && !(r.type->flags & T_FIRST))
		result = rebase(s, r.local, rev, e);
	if (result == 0)
		result = outbox_rebase(s, r.local, e); /* where a later rev came before this answer */
	if (result == 0) {
		tree = record_tree(s, &r);
		result = listed_put(s, &r, tree, true, e);
	}
	json_free(tree);
	record_free(&r);
	return result;
}

static bool is_of_marks(const struct outbox_entry *entry)
{
	struct json *patch = entry->kind == OUTBOX_UPDATE ? json_parse_own(entry->body) : NULL;
	bool marks = patch && record_patch_commutes(entry->type, patch);

	json_free(patch);
	return marks || outbox_is_mark(entry->type);
}

static int settle_destroyed(struct store *s, const struct outbox_entry *entry, struct err *e)
{
	struct record r;
	int result = 0;

	if (record_by_local(s, entry->record, &r)) {
		result = record_remove(s, &r, e);
		if (result == 0)
			result = listed_remove(s, &r, e);
		record_free(&r);
	}
	return result;
}

int outbox_sent(struct store *s, int64_t local, const char *id, const struct json *server_set, int64_t now, struct err *e)
{
	struct outbox_entry entry;
	char *receipt;
	int result = 0;

	if (!outbox_get(s, local, &entry))
		return err_set(e, ERR_NOT_FOUND, NULL);
	receipt = receipt_of(&entry);
	if (entry.state != OUTBOX_SENT) {
		if (!is_of_marks(&entry))
			result = outbox_note(s, &entry, &(struct outbox_event){ .kind = JOURNAL_SENT, .receipt = receipt }, e);
		if (result == 0)
			result = mark_sent(s, &entry, receipt, now, e);
		if (result == 0)
			result = entry.kind == OUTBOX_DESTROY ? settle_destroyed(s, &entry, e) : settle_record(s, &entry, id, server_set, e);
	}
	free(receipt);
	outbox_entry_release(&entry);
	return result;
}

/* --- what was not --- */

static int set_state(struct store *s, int64_t local, enum outbox_state state, const struct err *cause, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE outbox SET state = ?2, cause = ?3 WHERE local = ?1");

	db_bind_int(stmt, 1, local);
	db_bind_int(stmt, 2, state);
	row_bind_cause(stmt, 3, cause);
	return db_run(stmt, e);
}

static int relist(struct store *s, int64_t record, struct err *e)
{
	struct record r;

	if (!record_by_local(s, record, &r))
		return 0;
	record_free(&r);
	return record_reindex(s, record, e);
}

static int drop(struct store *s, const struct outbox_entry *entry, struct err *e)
{
	return outbox_remove(s, entry->local, e) == 0 ? relist(s, entry->record, e) : -1;
}

int outbox_refused(struct store *s, int64_t local, bool needs_you, const struct err *cause, struct err *e)
{
	struct outbox_entry entry;
	int result;

	if (!outbox_get(s, local, &entry))
		return err_set(e, ERR_NOT_FOUND, NULL);
	if (cause && cause->code == ERR_NOT_FOUND && (is_of_marks(&entry) || entry.kind == OUTBOX_DESTROY)) {
		result = drop(s, &entry, e); /* the record is gone: nothing is left to do */
	} else if (cause && cause->code == ERR_NOT_FOUND && entry.kind == OUTBOX_UPDATE) {
		result = outbox_orphan(s, &entry, e) == 0 ? relist(s, entry.record, e) : -1;
	} else {
		result = set_state(s, local, needs_you ? OUTBOX_NEEDS_YOU : OUTBOX_REFUSED, cause, e);
		if (result == 0)
			result = relist(s, entry.record, e);
		if (result == 0)
			result = outbox_note(s, &entry, &(struct outbox_event){ .kind = JOURNAL_REFUSED, .cause = cause }, e);
	}
	outbox_entry_release(&entry);
	return result;
}

int outbox_not_sent(struct store *s, int64_t local, bool surely, const struct err *cause, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT 1 FROM outbox WHERE local = ?1 AND doubt = 1");
	bool before;

	db_bind_int(stmt, 1, local);
	before = row_integer(stmt) != 0;
	return set_state(s, local, surely && !before ? OUTBOX_WAITING : OUTBOX_SENDING, cause, e);
}
