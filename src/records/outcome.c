/* Outcomes of writes by their opIds. */
#include "twinline/records/outcome.h"

#include "rows.h"
#include "twinline/base/mem.h"

char *outcome_find(struct store *s, int64_t account, const char *author, const char *op_id)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT outcome FROM outcome WHERE account = ?1 AND author = ?2 AND op_id = ?3");
	char *outcome;

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, author);
	db_bind_text(stmt, 3, op_id);
	outcome = row_step(stmt) ? xstrdup(db_text(stmt, 0)) : NULL;
	db_reset(stmt);
	return outcome;
}

int outcome_keep(struct store *s, int64_t account, const char *author, const char *op_id, const char *outcome, int64_t now, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO outcome(account, author, op_id, outcome, at) VALUES(?1, ?2, ?3, ?4, ?5)");

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, author);
	db_bind_text(stmt, 3, op_id);
	db_bind_text(stmt, 4, outcome);
	db_bind_int(stmt, 5, now);
	return db_run(stmt, e);
}

int outcomes_prune(struct store *s, int64_t before, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM outcome WHERE at < ?1");

	db_bind_int(stmt, 1, before);
	return db_run(stmt, e);
}
