/* A replica's accounts as a whole. */
#include "twinline/records/replica.h"

#include <stdlib.h>

#include "outbox_entry.h"
#include "rows.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

int replica_accounts(struct store *s, int64_t **locals, struct err *e)
{
	return row_integers(db_prepare(s->db, "SELECT local FROM account ORDER BY local"), locals, e);
}

static const char fact_me[] = "me";

struct json *replica_owner(struct store *s)
{
	char *fact = store_fact(s, fact_me);
	struct json *owner = fact ? json_parse_own(fact) : NULL;

	free(fact);
	return owner;
}

int replica_set_owner(struct store *s, const struct json *owner, struct err *e)
{
	char *fact = json_print(owner);
	int result = store_set_fact(s, fact_me, fact, e);

	free(fact);
	return result;
}

char *replica_me(struct store *s)
{
	struct json *me = replica_owner(s);
	const char *id = json_get_text(me, "person");
	char *copy = xstrdup(id ? id : "");

	json_free(me);
	return copy;
}

bool replica_record(struct store *s, const struct record_type *type, const char *id, struct record *r)
{
	int64_t *accounts = NULL;
	int count = replica_accounts(s, &accounts, NULL);
	bool found = false;

	for (int i = 0; i < count && !found; i++)
		found = record_by_id(s, accounts[i], type, id, r);
	free(accounts);
	return found;
}

int replica_set_state(struct store *s, int64_t account, const char *state, bool more, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE account SET state = ?2, more = ?3 WHERE local = ?1");

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, state);
	db_bind_int(stmt, 3, more);
	return db_run(stmt, e);
}

int replica_set_role(struct store *s, int64_t account, const char *name, enum role role, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE account SET name = ?2, role = ?3 WHERE local = ?1");
	const char *role_name = access_role_name(role);

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, name ? name : "");
	db_bind_text(stmt, 3, role_name ? role_name : "");
	return db_run(stmt, e);
}

int replica_start_over(struct store *s, int64_t account, struct err *e)
{
	/* Kept cards are no copy of an account: each has been fetched by itself, and has its own day. */
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE record SET old = 1 WHERE account = ?1 AND id IS NOT NULL "
	                                         "AND NOT EXISTS (SELECT 1 FROM kept k WHERE k.record = record.local)");

	db_bind_int(stmt, 1, account);
	if (db_run(stmt, e) != 0 || replica_forget_window(s, account, e) != 0)
		return -1;
	return replica_set_state(s, account, NULL, true, e);
}

static int forget(struct store *s, int64_t local, struct err *e)
{
	struct record r;
	int result = 0;

	if (record_by_local(s, local, &r)) { /* one may have gone with another: a conversation with its last message */
		result = record_remove(s, &r, e);
		if (result == 0)
			result = listed_remove(s, &r, e);
		record_free(&r);
	}
	return result;
}

static int forget_all(struct store *s, struct db_stmt *select_locals, struct err *e)
{
	int64_t *locals = NULL;
	int count = row_integers(select_locals, &locals, e), result = 0;

	for (int i = 0; i < count && result == 0; i++)
		result = forget(s, locals[i], e);
	free(locals);
	return count < 0 ? -1 : result;
}

int replica_pass_on(struct store *s, const char *id, struct err *e)
{
	int64_t account = account_personal(s);
	struct db_stmt *stmt;

	if (account == 0)
		return 0; /* nothing of it is here */
	stmt = db_prepare(s->db, "UPDATE account SET id = ?2 WHERE local = ?1");
	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, id);
	return db_run(stmt, e) == 0 ? replica_start_over(s, account, e) : -1;
}

int replica_drop_old(struct store *s, int64_t account, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM record WHERE account = ?1 AND old = 1 AND NOT EXISTS "
	                                         "(SELECT 1 FROM outbox o WHERE o.record = record.local AND o.state <> 3)");

	db_bind_int(stmt, 1, account);
	return forget_all(s, stmt, e);
}

static int drop_marks(struct store *s, int64_t account, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM outbox WHERE account = ?1 AND marks = 1");

	db_bind_int(stmt, 1, account);
	return db_run(stmt, e);
}

static int ask_writer(struct store *s, int64_t account, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE outbox SET state = 5, cause = ?2 WHERE account = ?1 AND state <> 3");

	db_bind_int(stmt, 1, account);
	row_bind_cause(stmt, 2, &(struct err){ .code = ERR_ACCOUNT_NOT_FOUND });
	return db_run(stmt, e);
}

int replica_forget(struct store *s, int64_t account, struct err *e)
{
	struct db_stmt *stmt;

	if (drop_marks(s, account, e) != 0 || outbox_account_left(s, account, e) != 0 || ask_writer(s, account, e) != 0 ||
	    replica_forget_window(s, account, e) != 0)
		return -1;
	stmt = db_prepare(s->db, "SELECT local FROM record WHERE account = ?1");
	db_bind_int(stmt, 1, account);
	if (forget_all(s, stmt, e) != 0)
		return -1;
	stmt = db_prepare(s->db, "DELETE FROM account WHERE local = ?1");
	db_bind_int(stmt, 1, account);
	return db_run(stmt, e);
}
