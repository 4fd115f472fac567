/* Keeping the portal's house. */
#include "upkeep.h"

/* Local keys of some of them. How many, or -1 with e. */
static int find(struct store *s, const struct upkeep *u, int64_t locals[UPKEEP_MOST], struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, u->select);
	int count = 0, row;
	if (u->day)
		db_bind_text(stmt, 1, u->day);
	else
		db_bind_int(stmt, 1, u->number);
	db_bind_int(stmt, 2, UPKEEP_MOST);
	while ((row = db_step(stmt, e)) == 1)
		locals[count++] = db_int(stmt, 0);
	db_reset(stmt);
	return row < 0 ? -1 : count;
}

int upkeep_each(struct store *s, const struct upkeep *u, int (*take)(struct store *s, struct record *r, struct err *e), struct err *e)
{
	int64_t locals[UPKEEP_MOST];
	int count = find(s, u, locals, e), result = count;
	for (int i = 0; i < count && result >= 0; i++) {
		struct record r = {0};
		if (record_by_local(s, locals[i], &r) && take(s, &r, e) < 0)
			result = -1;
		record_free(&r);
	}
	return result < 0 ? -1 : count == UPKEEP_MOST;
}
