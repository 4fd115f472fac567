/* Opening a store, and its small facts. */
#include "twinline/records/store.h"

#include "index.h"
#include "migrations.h"
#include "rows.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

static int prepare(struct store *s, struct err *e)
{
	int foreign;

	if (db_migrate(s->db, NULL, 0, e) != 0)
		return -1;
	foreign = db_version(s->db, migrations_foreign(s->side), e);
	if (foreign != 0)
		return foreign < 0 ? -1 : err_set(e, ERR_STORE_DAMAGED, db_name(s->db),
		                                  _("it is not this kind of store"), NULL);
	if (db_migrate(s->db, migrations_of(s->side), MIGRATION_LISTS, e) != 0)
		return -1;
	s->index = index_new(s->side);
	return index_ensure(s, e);
}

int store_open(struct store *s, const char *path, enum store_side side, unsigned flags, struct err *e)
{
	*s = (struct store){ .side = side, .hold = STORE_HOLD_S };
	if (db_open(&s->db, path, flags, e) != 0)
		return -1;
	if (prepare(s, e) == 0)
		return 0;
	store_close(s);
	return -1;
}

void store_close(struct store *s)
{
	index_free(s->index);
	db_close(s->db);
	*s = (struct store){ 0 };
}

char *store_fact(struct store *s, const char *name)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT value FROM fact WHERE name = ?1");
	char *value;

	db_bind_text(stmt, 1, name);
	value = row_step(stmt) ? xstrdup(db_text(stmt, 0)) : NULL;
	db_reset(stmt);
	return value;
}

int store_set_fact(struct store *s, const char *name, const char *value, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, value ? "INSERT INTO fact(name, value) VALUES(?1, ?2) "
	                                                 "ON CONFLICT(name) DO UPDATE SET value = excluded.value"
	                                               : "DELETE FROM fact WHERE name = ?1");

	db_bind_text(stmt, 1, name);
	if (value)
		db_bind_text(stmt, 2, value);
	return db_run(stmt, e);
}
