/* The bin of every mailbox. */
#include "bin.h"

#include "twinline/base/clock.h"
#include "upkeep.h"

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

int bin_prune(struct store *s, int64_t before, struct err *e)
{
	const struct upkeep old = {
		.select = "SELECT local FROM message_index WHERE deleted_at > 0 AND deleted_at < ?1 LIMIT ?2", .number = before,
	};
	return upkeep_each(s, &old, record_destroy, e);
}
