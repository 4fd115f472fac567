/* The bin of every mailbox. */
#include "bin.h"

#include "twinline/base/clock.h"
#include "twinline/records/record.h"

bool bin_has(const struct json *body)
{
	return json_get_bool(json_get(body, "keywords"), "$deleted", false);
}

void bin_keep_time(struct json *body, bool was_deleted, int64_t now)
{
	char text[CLOCK_TEXT_SIZE];
	if (!bin_has(body)) {
		json_remove(body, "deletedAt");
	} else if (!was_deleted) {
		clock_format(now, text);
		json_set_string(body, "deletedAt", text);
	}
}

enum { BATCH = 100 /* in one transaction, for others wait meanwhile */ };

static int find(struct store *s, int64_t before, int64_t locals[BATCH], struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM message_index WHERE deleted_at > 0 AND deleted_at < ?1 LIMIT ?2");
	int count = 0, row;
	db_bind_int(stmt, 1, before);
	db_bind_int(stmt, 2, BATCH);
	while ((row = db_step(stmt, e)) == 1)
		locals[count++] = db_int(stmt, 0);
	db_reset(stmt);
	return row < 0 ? -1 : count;
}

int bin_prune(struct store *s, int64_t before, struct err *e)
{
	int64_t locals[BATCH];
	int count = find(s, before, locals, e), result = count;
	for (int i = 0; i < count && result >= 0; i++) {
		struct record r;
		if (!record_by_local(s, locals[i], &r))
			continue;
		if (record_destroy(s, &r, e) != 0)
			result = -1;
		record_free(&r);
	}
	return result < 0 ? -1 : count == BATCH;
}
