/* Makes the index tables that are not as the schema wants them, from the bodies of the records. */
#include <stdlib.h>

#include "index.h"
#include "rows.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static bool is_as_wanted(struct store *s, const struct index_table *t)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT made_by FROM index_table WHERE name = ?1");
	bool same;

	db_bind_text(stmt, 1, t->name);
	same = row_step(stmt) && text_equal(db_text(stmt, 0), t->made_by);
	db_reset(stmt);
	return same;
}

static int make_table(struct store *s, const struct index_table *t, struct err *e)
{
	char *drop = xasprintf("DROP TABLE IF EXISTS %s", t->name);
	struct db_stmt *stmt;
	int result = db_exec(s->db, drop, e);

	free(drop);
	if (result != 0 || db_exec(s->db, t->made_by, e) != 0)
		return -1;
	stmt = db_prepare(s->db, "INSERT INTO index_table(name, made_by) VALUES(?1, ?2) "
	                         "ON CONFLICT(name) DO UPDATE SET made_by = excluded.made_by");
	db_bind_text(stmt, 1, t->name);
	db_bind_text(stmt, 2, t->made_by);
	return db_run(stmt, e);
}

static int fill_table(struct store *s, const struct index_table *t, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM record WHERE type = ?1 ORDER BY local");
	int64_t *locals = NULL;
	int count, result = 0;

	db_bind_int(stmt, 1, t->type->index);
	count = row_integers(stmt, &locals, e);
	for (int i = 0; i < count && result == 0; i++)
		result = listed_rebuild(s, locals[i], e);
	free(locals);
	return count < 0 ? -1 : result;
}

int index_ensure(struct store *s, struct err *e)
{
	bool wanted[RECORD_TYPE_COUNT] = { false }, any = false, anew = false;

	for (int i = 0; i < RECORD_TYPE_COUNT; i++) {
		wanted[i] = !is_as_wanted(s, index_table(s, &record_types[i]));
		any |= wanted[i];
	}
	if (!any)
		return 0;
	if (db_begin(s->db, e) != 0)
		return -1;
	/* All tables first: filling one looks into others. Another process may have been quicker. */
	for (int i = 0; i < RECORD_TYPE_COUNT; i++) {
		wanted[i] = !is_as_wanted(s, index_table(s, &record_types[i]));
		if (wanted[i] && make_table(s, index_table(s, &record_types[i]), e) != 0)
			goto out;
	}
	for (int i = 0; i < RECORD_TYPE_COUNT; i++) {
		if (wanted[i] && fill_table(s, index_table(s, &record_types[i]), e) != 0)
			goto out;
		anew |= wanted[i] && (i == TYPE_Message || i == TYPE_Thread);
	}
	if (anew && thread_refresh_all(s, e) != 0)
		goto out;
	return db_commit(s->db, e);
out:
	db_rollback(s->db); /* only a failure comes here */
	return -1;
}
