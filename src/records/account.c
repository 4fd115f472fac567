/* Accounts and who is a member of them. */
#include "twinline/records/store.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/mem.h"

#define COLUMNS "SELECT local, id, kind, name, seq, epoch, state, more, role FROM account "

enum { EPOCH_LENGTH = RECORD_ID_LENGTH };

/* All accounts of a store have one epoch: what is shorter by it is each request of a client that has many. */
int64_t account_add(struct store *s, const char *id, enum account_kind kind, const char *name, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO account(id, kind, name, epoch)"
	                                         " VALUES(?1, ?2, ?3, coalesce((SELECT epoch FROM account ORDER BY local LIMIT 1), ?4))");
	char drawn[RECORD_ID_LENGTH + 1], epoch[EPOCH_LENGTH + 1];

	if (id && strlen(id) > RECORD_ID_LENGTH)
		return err_set(e, ERR_FIELD_FORMAT, id, "[a-z][a-z2-7]{7}", NULL);
	random_id(s->random, drawn);
	random_id(s->random, epoch);
	db_bind_text(stmt, 1, id ? id : drawn);
	db_bind_int(stmt, 2, kind);
	db_bind_text(stmt, 3, name ? name : "");
	db_bind_text(stmt, 4, epoch);
	return db_run(stmt, e) == 0 ? db_last_id(s->db) : -1;
}

int accounts_renew(struct store *s, struct err *e)
{
	struct db_stmt *renew = db_prepare(s->db, "UPDATE account SET epoch = ?1");
	char epoch[EPOCH_LENGTH + 1];

	random_id(s->random, epoch);
	db_bind_text(renew, 1, epoch);
	return db_run(renew, e);
}

/* The row that stmt stands on. */
static void read_row(struct db_stmt *stmt, struct account *a)
{
	const char *id = db_text(stmt, 1);

	*a = (struct account){ 0 };
	a->local = db_int(stmt, 0);
	if (strlen(id) < sizeof a->id)
		memcpy(a->id, id, strlen(id) + 1);
	a->kind = (enum account_kind)db_int(stmt, 2);
	a->name = xstrdup(db_text(stmt, 3));
	a->seq = db_int(stmt, 4);
	a->epoch = xstrdup(db_text(stmt, 5));
	a->state = xstrdup(db_text(stmt, 6));
	a->more = db_int(stmt, 7) != 0;
	a->role = access_role_of(db_text(stmt, 8));
}

static bool fill(struct db_stmt *stmt, struct account *a)
{
	*a = (struct account){ 0 };
	if (!row_step(stmt))
		return false;
	read_row(stmt, a);
	db_reset(stmt);
	return true;
}

int account_rename(struct store *s, int64_t local, const char *name, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE account SET name = ?2 WHERE local = ?1");

	db_bind_int(stmt, 1, local);
	db_bind_text(stmt, 2, name);
	return db_run(stmt, e);
}

bool account_by_id(struct store *s, const char *id, struct account *a)
{
	struct db_stmt *stmt = db_prepare(s->db, COLUMNS "WHERE id = ?1");

	db_bind_text(stmt, 1, id);
	return fill(stmt, a);
}

bool account_by_local(struct store *s, int64_t local, struct account *a)
{
	struct db_stmt *stmt = db_prepare(s->db, COLUMNS "WHERE local = ?1");

	db_bind_int(stmt, 1, local);
	return fill(stmt, a);
}

bool account_makes(struct store *s, int64_t local, const struct record_type *type)
{
	struct account a;

	if (!account_by_local(s, local, &a))
		return false;
	bool makes = record_type_made_in(type, a.kind);
	account_release(&a);
	return makes;
}

bool account_by_kind(struct store *s, enum account_kind kind, struct account *a)
{
	struct db_stmt *stmt = db_prepare(s->db, COLUMNS "WHERE kind = ?1 ORDER BY local LIMIT 1");

	db_bind_int(stmt, 1, kind);
	return fill(stmt, a);
}

int64_t account_of_kind(struct store *s, enum account_kind kind)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM account WHERE kind = ?1 ORDER BY local LIMIT 1");

	db_bind_int(stmt, 1, kind);
	return row_integer(stmt);
}

int64_t account_personal(struct store *s)
{
	return account_of_kind(s, ACCOUNT_PERSONAL);
}

void account_release(struct account *a)
{
	free(a->name);
	free(a->epoch);
	free(a->state);
	*a = (struct account){ 0 };
}

int64_t account_next_seq(struct store *s, int64_t account, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE account SET seq = seq + 1 WHERE local = ?1 RETURNING seq");
	int64_t seq;
	int row;

	db_bind_int(stmt, 1, account);
	row = db_step(stmt, e);
	seq = row == 1 ? db_int(stmt, 0) : row == 0 ? err_set(e, ERR_ACCOUNT_NOT_FOUND, NULL) : -1;
	db_reset(stmt);
	return seq;
}

int member_set(struct store *s, int64_t account, const char *person, enum role role, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO member(account, person, role) VALUES(?1, ?2, ?3) "
	                                         "ON CONFLICT(account, person) DO UPDATE SET role = excluded.role");

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, person);
	db_bind_text(stmt, 3, access_role_name(role));
	return db_run(stmt, e);
}

int member_remove(struct store *s, int64_t account, const char *person, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM member WHERE account = ?1 AND person = ?2");

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, person);
	return db_run(stmt, e);
}

enum role member_role(struct store *s, int64_t account, const char *person)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT role FROM member WHERE account = ?1 AND person = ?2");
	enum role role;

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, person);
	role = row_step(stmt) ? access_role_of(db_text(stmt, 0)) : ROLE_COUNT;
	db_reset(stmt);
	return role;
}

int member_each(struct store *s, const char *person, void (*visit)(void *context, const struct account *a), void *context, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT a.local, a.id, a.kind, a.name, a.seq, a.epoch, a.state, a.more, m.role FROM member m "
	                                         "JOIN account a ON a.local = m.account WHERE m.person = ?1 ORDER BY a.local");
	int step;

	db_bind_text(stmt, 1, person);
	while ((step = db_step(stmt, e)) == 1) {
		struct account a;

		read_row(stmt, &a);
		visit(context, &a);
	}
	return step;
}

int member_accounts(struct store *s, const char *person, int64_t **accounts, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT account FROM member WHERE person = ?1 ORDER BY account");

	db_bind_text(stmt, 1, person);
	return row_integers(stmt, accounts, e);
}
