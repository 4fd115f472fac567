/* The table of invitations by address. */
#include "invited.h"

#include <stdlib.h>

#include "twinline/base/mem.h"

enum { ROWS_AT_ONCE = 100 };

#define COLUMNS "SELECT uid, record, inviter, address, at, mailed FROM invited "

void invited_release(struct invited *i)
{
	free(i->uid);
	free(i->inviter);
	free(i->address);
	*i = (struct invited){0};
}

static struct invited take(struct db_stmt *row)
{
	return (struct invited){
		.uid = xstrdup(db_text(row, 0)),
		.record = db_int(row, 1),
		.inviter = xstrdup(db_text(row, 2)),
		.address = xstrdup(db_text(row, 3)),
		.at = db_int(row, 4),
		.is_mailed = db_int(row, 5) != 0,
	};
}

static bool take_one(struct db_stmt *row, struct invited *i)
{
	bool there = db_step(row, NULL) == 1;
	*i = there ? take(row) : (struct invited){0};
	db_reset(row);
	return there;
}

bool invited_by_uid(struct store *s, const char *uid, struct invited *i)
{
	struct db_stmt *row = db_prepare(s->db, COLUMNS "WHERE uid = ?1 AND record <> 0");
	db_bind_text(row, 1, uid);
	return take_one(row, i);
}

bool invited_by_record(struct store *s, int64_t record, struct invited *i)
{
	struct db_stmt *row = db_prepare(s->db, COLUMNS "WHERE record = ?1 AND record <> 0");
	db_bind_int(row, 1, record);
	return take_one(row, i);
}

int invited_list(struct store *s, enum invited_list which, const char *text, int64_t before, struct invited **rows, struct err *e)
{
	static const char *const selects[] = {
		[INVITED_FOR] = COLUMNS "WHERE address = ?1 AND record <> 0 AND at < ?2 ORDER BY at, uid LIMIT ?3",
		[INVITED_BY] = COLUMNS "WHERE inviter = ?1 AND record <> 0 AND at < ?2 ORDER BY at, uid LIMIT ?3",
		[INVITED_BEFORE] = COLUMNS "WHERE ?1 IS NULL AND at < ?2 ORDER BY at, uid LIMIT ?3",
	};
	struct db_stmt *row = db_prepare(s->db, selects[which]);
	int count = 0, step;
	*rows = NULL;
	db_bind_text(row, 1, text);
	db_bind_int(row, 2, before);
	db_bind_int(row, 3, which == INVITED_BEFORE ? ROWS_AT_ONCE : -1);
	while ((step = db_step(row, e)) == 1) {
		if (count % ROWS_AT_ONCE == 0)
			*rows = xrealloc(*rows, (size_t)(count + ROWS_AT_ONCE), sizeof **rows);
		(*rows)[count++] = take(row);
	}
	db_reset(row);
	if (step == 0)
		return count;
	while (count > 0)
		invited_release(&(*rows)[--count]);
	free(*rows);
	*rows = NULL;
	return -1;
}

int invited_count(struct store *s, const char *inviter, int64_t since)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT count(*) FROM invited WHERE inviter = ?1 AND at > ?2");
	db_bind_text(row, 1, inviter);
	db_bind_int(row, 2, since);
	int count = db_step(row, NULL) == 1 ? (int)db_int(row, 0) : 0;
	db_reset(row);
	return count;
}

static bool has(struct store *s, const char *select, const char *address, const char *inviter)
{
	struct db_stmt *row = db_prepare(s->db, select);
	db_bind_text(row, 1, address);
	if (inviter)
		db_bind_text(row, 2, inviter);
	bool is = db_step(row, NULL) == 1;
	db_reset(row);
	return is;
}

bool invited_waits(struct store *s, const char *inviter, const char *address)
{
	return has(s, "SELECT 1 FROM invited WHERE address = ?1 AND inviter = ?2 AND record <> 0", address, inviter);
}

bool invited_is_mailed(struct store *s, const char *address)
{
	return has(s, "SELECT 1 FROM invited WHERE address = ?1 AND mailed <> 0", address, NULL);
}

int invited_add(struct store *s, const struct invited *i, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "INSERT INTO invited(uid, record, inviter, address, at, mailed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	db_bind_text(row, 1, i->uid);
	db_bind_int(row, 2, i->record);
	db_bind_text(row, 3, i->inviter);
	db_bind_text(row, 4, i->address);
	db_bind_int(row, 5, i->at);
	db_bind_int(row, 6, i->is_mailed);
	return db_run(row, e);
}

int invited_end(struct store *s, const char *uid, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "UPDATE invited SET record = 0 WHERE uid = ?1");
	db_bind_text(row, 1, uid);
	return db_run(row, e);
}

int invited_forget(struct store *s, const char *uid, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "DELETE FROM invited WHERE uid = ?1");
	db_bind_text(row, 1, uid);
	return db_run(row, e);
}
