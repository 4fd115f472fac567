/* Yes or no to a message that waits for one. */
#include <stdlib.h>

#include "rows.h"
#include "twinline/records/message.h"
#include "twinline/records/waiting.h"

/* True if a message asks its reader for a yes or no that has not been given. */
static bool waits(struct store *s, int64_t local)
{
	struct message m;
	const struct vocabulary_row *kind;
	bool is_waiting = false;

	if (message_read(s, local, &m)) {
		kind = m.kind ? vocabulary_find(&vocabulary_message_kinds, m.kind) : NULL;
		is_waiting = kind && kind->flags & MESSAGE_KIND_WAITS && !message_is_mine(s, &m) && !strings_has(&m.keywords, "$answered");
	}
	message_release(&m);
	return is_waiting;
}

int64_t waiting_message(struct store *s, int64_t thread)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT waiting FROM thread_index WHERE local = ?1");
	int64_t *locals = NULL, found = 0;
	int count;

	db_bind_int(stmt, 1, thread);
	if (!row_integer(stmt))
		return 0;
	count = thread_messages(s, thread, &locals, NULL);
	for (int i = count - 1; i >= 0 && !found; i--)
		if (waits(s, locals[i]))
			found = locals[i];
	free(locals);
	return found;
}

/* There is no other profile here than mine. */
static bool am_newcomer(struct store *s)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT 1 FROM profile_index WHERE state IN ('waiting', 'refused') LIMIT 1");
	bool am = row_step(stmt);

	db_reset(stmt);
	return am;
}

int64_t waiting_answer(struct store *s, int64_t message, bool accept, const char *word, struct err *e)
{
	struct json *patch;
	int64_t entry;

	if (!waits(s, message))
		return err_set(e, ERR_ANSWERED, NULL);
	if (accept && am_newcomer(s)) /* it stays, and can be answered then */
		return err_set(e, ERR_NEWCOMER, NULL);
	patch = json_new_object();
	json_set_string(patch, "answer", accept ? "accepted" : "declined");
	json_set_bool(patch, "keywords/$answered", true);
	if (word && *word && !accept)
		json_set_string(patch, "answerText", word);
	entry = outbox_update_held(s, message, patch, s->hold, e);
	json_free(patch);
	return entry;
}
