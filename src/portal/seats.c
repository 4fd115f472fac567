/* The table of places taken. */
#include "seats.h"

int64_t seats_taken(struct store *s, int64_t event, int64_t otherwise)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT taken FROM seats WHERE event = ?1");
	db_bind_int(row, 1, event);
	int64_t taken = db_step(row, NULL) == 1 ? db_int(row, 0) : otherwise;
	db_reset(row);
	return taken;
}

int seats_set(struct store *s, int64_t event, int64_t taken, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "INSERT INTO seats(event, taken) VALUES (?1, ?2)"
	                                        " ON CONFLICT(event) DO UPDATE SET taken = excluded.taken");
	db_bind_int(row, 1, event);
	db_bind_int(row, 2, taken);
	return db_run(row, e);
}

int seats_forget(struct store *s, int64_t event, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "DELETE FROM seats WHERE event = ?1");
	db_bind_int(row, 1, event);
	return db_run(row, e);
}
