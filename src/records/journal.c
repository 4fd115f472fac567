/* The journal: rows are added, read from the newest, and the oldest beyond a bound forgotten. */
#include "twinline/records/journal.h"

#include <stdlib.h>

#include "rows.h"
#include "twinline/base/mem.h"

enum { ROWS_MAX = 2000 };

static int forget_oldest(struct store *s, int64_t newest, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM journal WHERE local <= ?1");

	db_bind_int(stmt, 1, newest - ROWS_MAX);
	return db_run(stmt, e);
}

int journal_add(struct store *s, enum journal_kind kind, int64_t at, const char *subject, const char *receipt,
                const struct err *cause, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO journal(at, kind, subject, receipt, cause) VALUES(?1, ?2, ?3, ?4, ?5)");
	struct json *tree = cause && cause->code ? json_from_err(cause) : NULL;
	char *text = tree ? json_print(tree) : NULL;
	int result;

	db_bind_int(stmt, 1, at);
	db_bind_int(stmt, 2, kind);
	db_bind_text(stmt, 3, subject);
	db_bind_text(stmt, 4, receipt);
	db_bind_text(stmt, 5, text);
	result = db_run(stmt, e);
	free(text);
	json_free(tree);
	return result == 0 ? forget_oldest(s, db_last_id(s->db), e) : -1;
}

int journal_list(struct store *s, int limit, struct journal_row *rows, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local, at, kind, subject, receipt, cause FROM journal ORDER BY local DESC LIMIT ?1");
	int count = 0, row;

	db_bind_int(stmt, 1, limit);
	while ((row = db_step(stmt, e)) == 1) {
		struct json *cause = json_parse_own(db_text(stmt, 5));

		rows[count] = (struct journal_row){ .local = db_int(stmt, 0), .at = db_int(stmt, 1), .kind = (enum journal_kind)db_int(stmt, 2),
		                                    .subject = xstrdup(db_text(stmt, 3)), .receipt = xstrdup(db_text(stmt, 4)) };
		if (cause)
			json_to_err(cause, &rows[count].cause);
		json_free(cause);
		count++;
	}
	if (row == 0)
		return count;
	while (count > 0)
		journal_row_release(&rows[--count]);
	return -1;
}

void journal_row_release(struct journal_row *row)
{
	free(row->subject);
	free(row->receipt);
	err_release(&row->cause);
	*row = (struct journal_row){ 0 };
}
