/* Reading and writing records, on the portal and on a replica. */
#include "twinline/records/record.h"

#include <stdio.h>
#include <stdlib.h>

#include "outbox_entry.h"
#include "rows.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"

#define COLUMNS "SELECT local, account, type, id, seq, rev, audience, body, author FROM record "

void record_free(struct record *r)
{
	free(r->id);
	free(r->author);
	free(r->body);
	*r = (struct record){ 0 };
}

static bool fill(struct db_stmt *stmt, struct record *r)
{
	const struct record_type *type = NULL;

	*r = (struct record){ 0 };
	if (row_step(stmt))
		type = row_type(db_int(stmt, 2));
	if (type)
		*r = (struct record){ .local = db_int(stmt, 0), .account = db_int(stmt, 1), .type = type, .id = xstrdup(db_text(stmt, 3)),
		                      .seq = db_int(stmt, 4), .rev = db_int(stmt, 5), .audience = (unsigned)db_int(stmt, 6),
		                      .body = xstrdup(db_text(stmt, 7)), .author = xstrdup(db_text(stmt, 8)) };
	db_reset(stmt);
	return type;
}

bool record_by_id(struct store *s, int64_t account, const struct record_type *type, const char *id, struct record *r)
{
	struct db_stmt *stmt = db_prepare(s->db, COLUMNS "WHERE account = ?1 AND type = ?2 AND id = ?3");

	db_bind_int(stmt, 1, account);
	db_bind_int(stmt, 2, type->index);
	db_bind_text(stmt, 3, id);
	return fill(stmt, r);
}

bool record_by_local(struct store *s, int64_t local, struct record *r)
{
	struct db_stmt *stmt = db_prepare(s->db, COLUMNS "WHERE local = ?1");

	db_bind_int(stmt, 1, local);
	return fill(stmt, r);
}

bool record_id(struct store *s, int64_t local, char id[RECORD_ID_LENGTH + 1])
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT id FROM record WHERE local = ?1 AND id IS NOT NULL");
	bool there;

	db_bind_int(stmt, 1, local);
	there = row_step(stmt);
	if (there)
		snprintf(id, RECORD_ID_LENGTH + 1, "%s", db_text(stmt, 0));
	db_reset(stmt);
	return there;
}

struct json *record_tree(struct store *s, const struct record *r)
{
	struct json *tree = json_parse_own(r->body);

	if (!json_is_object(tree)) { /* a damaged body: store_check tells of it, and every reader gets an empty record */
		json_free(tree);
		tree = json_new_object();
	}
	if (r->id)
		json_set_string(tree, "id", r->id);
	if (r->rev > 0)
		json_set_integer(tree, "rev", r->rev);
	if (s->side == STORE_REPLICA) {
		outbox_overlay(s, r->local, r->type, tree);
		listed_complete(s, r, tree);
	}
	return tree;
}

/* --- the row itself --- */

static bool id_is_taken(struct store *s, const struct record *r, const char *id)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT 1 FROM record WHERE account = ?1 AND type = ?2 AND id = ?3");

	db_bind_int(stmt, 1, r->account);
	db_bind_int(stmt, 2, r->type->index);
	db_bind_text(stmt, 3, id);
	return row_integer(stmt) != 0;
}

/* Among a million records, two of forty bits meet now and then. */
static void draw_id(struct store *s, struct record *r)
{
	char id[RECORD_ID_LENGTH + 1];

	do
		random_id(s->random, id);
	while (id_is_taken(s, r, id));
	r->id = xstrdup(id);
}

static int insert(struct store *s, struct record *r, struct err *e)
{
	struct db_stmt *stmt;

	if (!r->id && s->side == STORE_PORTAL)
		draw_id(s, r);
	if (!r->audience)
		r->audience = r->type->audience;
	stmt = db_prepare(s->db, "INSERT INTO record(account, type, id, created, seq, rev, audience, body, author) "
	                         "VALUES(?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8)");
	db_bind_int(stmt, 1, r->account);
	db_bind_int(stmt, 2, r->type->index);
	db_bind_text(stmt, 3, r->id);
	db_bind_int(stmt, 4, r->seq);
	db_bind_int(stmt, 5, r->rev);
	db_bind_int(stmt, 6, r->audience);
	db_bind_text(stmt, 7, r->body);
	db_bind_text(stmt, 8, r->author);
	if (db_run(stmt, e) != 0)
		return -1;
	r->local = db_last_id(s->db);
	return 0;
}

static bool is_hidden(const struct record *r)
{
	struct json *tree = json_parse_own(r->body);
	bool hidden = json_get(tree, "hidden");

	json_free(tree);
	return hidden;
}

/* Whoever changes what an officer has hidden, and whatever audience follows from it now, nobody else sees it. */
static void keep_hidden(struct record *r, unsigned before)
{
	if (before & AUDIENCE_HIDDEN && !(r->audience & AUDIENCE_HIDDEN) && is_hidden(r))
		r->audience = access_hide(r->audience, !(before & AUDIENCE_AUTHOR));
}

static int update(struct store *s, struct record *r, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT audience FROM record WHERE local = ?1");
	unsigned before;

	db_bind_int(stmt, 1, r->local);
	before = (unsigned)row_integer(stmt);
	keep_hidden(r, before);
	if (s->side == STORE_PORTAL && before != r->audience && changes_note_audience(s, r, before, e) != 0)
		return -1;
	stmt = db_prepare(s->db, "UPDATE record SET id = ?2, seq = ?3, rev = ?4, audience = ?5, body = ?6, old = 0 WHERE local = ?1");
	db_bind_int(stmt, 1, r->local);
	db_bind_text(stmt, 2, r->id);
	db_bind_int(stmt, 3, r->seq);
	db_bind_int(stmt, 4, r->rev);
	db_bind_int(stmt, 5, r->audience);
	db_bind_text(stmt, 6, r->body);
	return db_run(stmt, e);
}

int record_store(struct store *s, struct record *r, bool content_moved, struct err *e)
{
	bool fresh = r->local == 0;

	if (s->side == STORE_PORTAL) {
		r->seq = account_next_seq(s, r->account, e);
		if (r->seq < 0 || changes_note(s, r->account, r->type, r->seq, e) != 0)
			return -1;
		r->rev = fresh ? 1 : r->rev + content_moved;
	}
	return fresh ? insert(s, r, e) : update(s, r, e);
}

int record_remove(struct store *s, struct record *r, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM record WHERE local = ?1 RETURNING created");
	int64_t created;
	int row;

	db_bind_int(stmt, 1, r->local);
	row = db_step(stmt, e);
	created = row == 1 ? db_int(stmt, 0) : 0;
	db_reset(stmt);
	if (row != 1)
		return row < 0 ? -1 : err_set(e, ERR_NOT_FOUND, NULL);
	if (s->side == STORE_REPLICA)
		return kept_forget(s, r->local, e);
	r->seq = account_next_seq(s, r->account, e);
	if (r->seq < 0 || changes_note(s, r->account, r->type, r->seq, e) != 0)
		return -1;
	return changes_note_destroyed(s, r, created, e);
}

/* --- portal --- */

int record_write(struct store *s, struct record *r, bool content_moved, struct err *e)
{
	bool content = content_moved || r->local == 0;
	struct json *tree;
	int result;

	if (record_store(s, r, content_moved, e) != 0)
		return -1;
	tree = record_tree(s, r);
	result = listed_put(s, r, tree, content, e);
	json_free(tree);
	return result;
}

int record_destroy(struct store *s, struct record *r, struct err *e)
{
	return record_remove(s, r, e) == 0 ? listed_remove(s, r, e) : -1;
}

/* --- replica --- */

bool record_moves(const struct record_type *type)
{
	return record_type_in(type, ACCOUNT_PERSONAL) && record_type_in(type, ACCOUNT_PROJECT);
}

int record_move(struct store *s, struct record *r, int64_t account, struct err *e)
{
	static const char *const sql[] = {
		"UPDATE record SET account = ?2 WHERE local = ?1",
		"UPDATE outbox SET account = ?2 WHERE record = ?1",
	};

	for (size_t i = 0; i < ARRAY_SIZE(sql); i++) {
		struct db_stmt *stmt = db_prepare(s->db, sql[i]);

		db_bind_int(stmt, 1, r->local);
		db_bind_int(stmt, 2, account);
		if (db_run(stmt, e) != 0)
			return -1;
	}
	r->account = account;
	return 0;
}

static bool is_of_project(struct store *s, int64_t account)
{
	struct account a;
	bool is = account_by_local(s, account, &a) && a.kind == ACCOUNT_PROJECT;

	account_release(&a);
	return is;
}

/*
 * The copy that is here of what comes: in its account, or in my own, where it was made and has its id since the answer; then it goes on
 * where it has come now. r->local stays 0 where there is none. 0 or -1.
 */
static int find_copy(struct store *s, int64_t account, const struct record_type *type, const char *id, struct record *r, struct err *e)
{
	if (record_by_id(s, account, type, id, r) || !record_moves(type) || !is_of_project(s, account))
		return 0;
	return record_by_id(s, account_personal(s), type, id, r) ? record_move(s, r, account, e) : 0;
}

int64_t record_receive(struct store *s, int64_t account, const struct record_type *type, const struct json *object, struct err *e)
{
	const char *id = json_get_text(object, "id");
	struct json *tree = json_copy(object);
	struct record r = { 0 };
	int64_t local = -1, rev = json_get_integer(object, "rev", 0);
	bool content, found;

	if (!id || !*id) {
		json_free(tree);
		return err_set(e, ERR_NOT_FOUND, NULL);
	}
	json_remove(tree, "id");
	json_remove(tree, "rev");
	found = find_copy(s, account, type, id, &r, e) == 0;
	content = !r.local || r.rev != rev;
	free(r.body);
	r.body = json_print(tree);
	r.rev = rev;
	if (!r.local) {
		r.account = account;
		r.type = type;
		r.id = xstrdup(id);
	}
	if (found && record_store(s, &r, false, e) == 0 && outbox_rebase(s, r.local, e) == 0) {
		outbox_overlay(s, r.local, type, tree);
		if (listed_put(s, &r, tree, content, e) == 0)
			local = r.local;
	}
	json_free(tree);
	record_free(&r);
	return local;
}

int record_forget(struct store *s, int64_t account, const struct record_type *type, const char *id, struct err *e)
{
	struct record r;
	int result;

	if (!record_by_id(s, account, type, id, &r))
		return 0;
	result = outbox_record_gone(s, r.local, e);
	if (result == 0)
		result = record_remove(s, &r, e);
	if (result == 0)
		result = listed_remove(s, &r, e);
	record_free(&r);
	return result;
}

int record_reindex(struct store *s, int64_t local, struct err *e)
{
	struct record r;
	struct json *tree;
	int result;

	if (!record_by_local(s, local, &r))
		return err_set(e, ERR_NOT_FOUND, NULL);
	tree = record_tree(s, &r);
	result = listed_put(s, &r, tree, false, e);
	json_free(tree);
	record_free(&r);
	return result;
}
