/* Partner notices whose last day is over: nobody finds a partner by them any more; and how many somebody posted of late. */
#include "notices.h"

#include "twinline/base/clock.h"
#include "upkeep.h"

int notices_prune(struct store *s, int64_t before, struct err *e)
{
	char day[CLOCK_DAY_SIZE];
	const struct upkeep old = {
		.select = "SELECT local FROM partner_notice_index WHERE expires <> '' AND expires < ?1 LIMIT ?2", .day = day,
	};
	clock_format_day(before, day);
	return upkeep_each(s, &old, record_destroy, e);
}

int notices_note(struct store *s, const char *person, int64_t now, struct err *e)
{
	struct db_stmt *old = db_prepare(s->db, "DELETE FROM posted WHERE at < ?1"), *row;
	db_bind_int(old, 1, now - NOTICES_WEEK);
	if (db_run(old, e) < 0)
		return -1;
	row = db_prepare(s->db, "INSERT INTO posted(person, at) VALUES(?1, ?2)");
	db_bind_text(row, 1, person);
	db_bind_int(row, 2, now);
	return db_run(row, e);
}

int64_t notices_of_week(struct store *s, const char *person, int64_t now)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT count(*) FROM posted WHERE person = ?1 AND at >= ?2");
	db_bind_text(row, 1, person);
	db_bind_int(row, 2, now - NOTICES_WEEK);
	int64_t all = db_step(row, NULL) == 1 ? db_int(row, 0) : 0;
	db_reset(row);
	return all;
}
