/* What waits on the desks of an officer, and what they have decided: counted from the index, for every key draws it. */
#include <stdlib.h>

#include "rows.h"
#include "twinline/base/integers.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/desk.h"
#include "twinline/records/outbox.h"
#include "twinline/records/replica.h"

enum { PAUSE_S = 15 * 60 /* between two decisions, so long is a pause */ };

struct times { int64_t *at; int count; };

static int64_t *count_of(struct desk_counts *counts, const char *state)
{
	return text_equal(state, "accepted")    ? &counts->accepted
	       : text_equal(state, "askedBack") ? &counts->asked_back
	       : text_equal(state, "refused")   ? &counts->refused
	       : text_equal(state, "joinedUp")  ? &counts->joined_up
	       : text_equal(state, "done")      ? &counts->done
	                                        : NULL;
}

static int64_t seconds_each(const struct times *t)
{
	int64_t sum = 0, steps = 0;

	if (t->count > 1)
		qsort(t->at, (size_t)t->count, sizeof *t->at, integers_ascending);
	for (int i = 1; i < t->count; i++)
		if (t->at[i] - t->at[i - 1] < PAUSE_S) {
			sum += t->at[i] - t->at[i - 1];
			steps++;
		}
	return steps > 1 ? sum / steps : 0;
}

static int64_t count_desks(struct store *s)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT count(*) FROM account WHERE kind = ?1");

	db_bind_int(stmt, 1, ACCOUNT_DESK);
	return row_integer(stmt);
}

static int count_waiting(struct store *s, const char *me, int64_t now, struct desk_counts *counts, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT count(*), coalesce(min(since), 0), "
	                                         "coalesce(sum(coalesce(holder_id, '') IN ('', ?1) OR held_until <= ?2), 0) FROM case_index "
	                                         "WHERE state = 'waiting' AND account IN (SELECT local FROM account WHERE kind = ?3)");
	int step;

	db_bind_text(stmt, 1, me);
	db_bind_int(stmt, 2, now);
	db_bind_int(stmt, 3, ACCOUNT_DESK);
	step = db_step(stmt, e);
	if (step == 1) {
		counts->waiting = db_int(stmt, 0);
		counts->oldest = db_int(stmt, 1);
		counts->mine = db_int(stmt, 2);
	}
	db_reset(stmt);
	return step < 0 ? -1 : 0;
}

static void note(struct desk_counts *counts, struct times *times, const char *state, int64_t at)
{
	int64_t *place = count_of(counts, state);

	if (!place)
		return;
	++*place;
	times->at = xrealloc(times->at, (size_t)times->count + 1, sizeof *times->at);
	times->at[times->count++] = at;
}

/* What of mine has arrived; what is on its way is newer. */
static void count_arrived(struct store *s, const char *me, int64_t begins, struct desk_counts *counts, struct times *times)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT state, decided_at FROM case_index i WHERE decided_by_id = ?1 AND decided_at >= ?2 AND "
	                                         "NOT EXISTS(SELECT 1 FROM outbox o WHERE o.record = i.local AND o.state < 3)");

	db_bind_text(stmt, 1, me);
	db_bind_int(stmt, 2, begins);
	while (row_step(stmt))
		note(counts, times, db_text(stmt, 0), db_int(stmt, 1));
	db_reset(stmt);
}

static void count_on_its_way(struct store *s, int64_t now, struct desk_counts *counts, struct times *times)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT body FROM outbox WHERE type = ?1 AND state < 3");

	db_bind_int(stmt, 1, TYPE_Case);
	while (row_step(stmt)) {
		struct json *patch = json_parse_own(db_text(stmt, 0));

		note(counts, times, json_get_text(patch, "state"), now);
		json_free(patch);
	}
	db_reset(stmt);
}
_Static_assert(OUTBOX_SENDING == 2 && OUTBOX_SENT == 3, "as written in the statements");

int desk_count(struct store *s, int64_t now, int64_t day_begins, struct desk_counts *counts, struct err *e)
{
	struct times times = { 0 };
	char *me = replica_me(s);
	int64_t desks = count_desks(s);
	int result = 0;

	*counts = (struct desk_counts){ .is_officer = desks > 0, .desks = desks };
	if (desks > 0)
		result = count_waiting(s, me, now, counts, e);
	if (desks > 0 && result == 0) {
		count_arrived(s, me, day_begins, counts, &times);
		count_on_its_way(s, now, counts, &times);
	}
	counts->seconds_each = seconds_each(&times);
	free(times.at);
	free(me);
	return result;
}
