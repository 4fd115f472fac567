/* Partner notices whose last day is over: nobody finds a partner by them any more. */
#include "notices.h"

#include "twinline/base/clock.h"
#include "twinline/records/record.h"

enum { BATCH = 100 /* in one transaction, for others wait meanwhile */ };

static int find(struct store *s, int64_t before, int64_t locals[BATCH], struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM partner_notice_index WHERE expires <> '' AND expires < ?1 LIMIT ?2");
	char day[CLOCK_TEXT_SIZE];
	int count = 0, row;
	clock_format(before, day);
	day[sizeof "2026-11-17" - 1] = '\0';
	db_bind_text(stmt, 1, day);
	db_bind_int(stmt, 2, BATCH);
	while ((row = db_step(stmt, e)) == 1)
		locals[count++] = db_int(stmt, 0);
	db_reset(stmt);
	return row < 0 ? -1 : count;
}

int notices_prune(struct store *s, int64_t before, struct err *e)
{
	int64_t locals[BATCH];
	int count = find(s, before, locals, e), result = count;
	for (int i = 0; i < count && result >= 0; i++) {
		struct record r;
		if (record_by_local(s, locals[i], &r) && record_destroy(s, &r, e) != 0)
			result = -1;
		record_free(&r);
	}
	return result < 0 ? -1 : count == BATCH;
}
