/* What I say to an event: an Attendance in my own account. */
#include <stdlib.h>

#include "rows.h"
#include "twinline/records/agenda.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"

/* Answers of others stand there too, as copies for who holds the event. */
int64_t agenda_attendance(struct store *s, int64_t event)
{
	struct db_stmt *stmt = db_prepare(s->db,
		"SELECT a.local FROM attendance_index a JOIN record r ON r.id = a.event_id WHERE r.local = ?1 AND a.person_id IN ('', ?2) "
		"AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.record = a.local AND o.kind = 0 AND o.state = 4) ORDER BY a.local DESC LIMIT 1");
	struct json *me = thread_me(s, account_personal(s));
	const char *id = json_get_text(me, "id");
	int64_t local;

	db_bind_int(stmt, 1, event);
	db_bind_text(stmt, 2, id ? id : "?");
	local = row_integer(stmt);
	json_free(me);
	return local;
}

bool agenda_refusal(struct store *s, int64_t event, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db,
		"SELECT o.local, o.state FROM attendance_index a JOIN record r ON r.id = a.event_id JOIN outbox o ON o.record = a.local "
		"WHERE r.local = ?1 ORDER BY o.local DESC LIMIT 1");
	struct outbox_entry entry = { 0 };
	int64_t local = 0;

	db_bind_int(stmt, 1, event);
	if (row_step(stmt) && db_int(stmt, 1) == OUTBOX_REFUSED)
		local = db_int(stmt, 0);
	db_reset(stmt);
	if (!local || !outbox_get(s, local, &entry))
		return false;
	err_move(e, &entry.cause);
	outbox_entry_release(&entry);
	return true;
}

/* Both the first answer and the change of one: {"answer", "text"}. */
static struct json *answer_of(const char *answer, const char *text)
{
	struct json *object = json_new_object();

	json_set_string(object, "answer", answer);
	if (text && *text)
		json_set_string(object, "text", text);
	return object;
}

/* The event goes by its title too, as the portal will have it: the outbox and the journal tell the answer by it. */
static int64_t first_answer(struct store *s, const struct record *event, const char *answer, const char *text, struct err *e)
{
	struct json *object = answer_of(answer, text), *party = json_set(object, "event", json_new_object()), *tree = record_tree(s, event);
	const char *title = record_title(tree);
	int64_t entry;

	json_set_string(party, "id", event->id);
	if (title)
		json_set_string(party, "name", title);
	json_free(tree);
	entry = outbox_create(s, account_personal(s), &record_types[TYPE_Attendance], object, s->hold, e);
	json_free(object);
	return entry;
}

int64_t agenda_answer(struct store *s, int64_t event, const char *answer, const char *text, struct err *e)
{
	int64_t attendance = agenda_attendance(s, event), entry;
	struct record r = { 0 };
	struct json *patch;

	if (!record_by_local(s, event, &r) || !r.id) {
		record_free(&r);
		return err_set(e, ERR_NOT_FOUND, NULL);
	}
	entry = attendance ? 0 : first_answer(s, &r, answer, text, e);
	record_free(&r);
	if (!attendance)
		return entry;
	patch = answer_of(answer, text);
	entry = outbox_update_held(s, attendance, patch, s->hold, e);
	json_free(patch);
	return entry;
}
