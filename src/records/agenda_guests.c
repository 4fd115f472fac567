/* Who comes to an event that I hold: copies of others' answers in my own account, and my word on applications. */
#include <stdlib.h>

#include "rows.h"
#include "twinline/base/mem.h"
#include "twinline/records/agenda.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/records/replica.h"

void agenda_guests_release(struct agenda_guest *guests, int count)
{
	for (int i = 0; i < count; i++) {
		free(guests[i].person.id);
		free(guests[i].person.name);
		free(guests[i].person.country);
		free(guests[i].answer);
		free(guests[i].outcome);
		free(guests[i].text);
	}
	free(guests);
}

static char *text_or_nothing(char *text_taken)
{
	return text_taken ? text_taken : xstrdup("");
}

/* What somebody said with an application; yours. */
static char *said_with(struct store *s, int64_t local)
{
	struct record record = { 0 };
	struct json *tree = record_by_local(s, local, &record) ? record_tree(s, &record) : NULL;
	char *text = xstrdup(json_get_text(tree, "text"));

	json_free(tree);
	record_free(&record);
	return text_or_nothing(text);
}

int agenda_guests(struct store *s, int64_t event, struct agenda_guest **guests, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db,
		"SELECT a.local, a.person_id, a.person_name, a.person_country, a.answer, a.outcome FROM attendance_index a "
		"JOIN record r ON r.id = a.event_id WHERE r.local = ?1 AND a.person_id NOT IN ('', ?2) AND a.answer <> 'no' "
		"ORDER BY a.answer = 'applied' AND a.outcome = '' DESC, a.since, a.local");
	char *me = replica_me(s);
	int count = 0, step;

	*guests = NULL;
	db_bind_int(stmt, 1, event);
	db_bind_text(stmt, 2, me);
	while ((step = db_step(stmt, e)) == 1) {
		*guests = xrealloc(*guests, (size_t)count + 1, sizeof **guests);
		(*guests)[count++] = (struct agenda_guest){
			.local = db_int(stmt, 0), .person = { row_text(stmt, 1), row_text(stmt, 2), row_text(stmt, 3) },
			.answer = text_or_nothing(row_text(stmt, 4)), .outcome = text_or_nothing(row_text(stmt, 5)),
		};
	}
	for (int i = 0; i < count; i++)
		(*guests)[i].text = said_with(s, (*guests)[i].local);
	free(me);
	if (step == 0)
		return count;
	agenda_guests_release(*guests, count);
	*guests = NULL;
	return -1;
}

int64_t agenda_admit(struct store *s, int64_t guest, bool accept, struct err *e)
{
	struct json *patch = json_new_object();
	int64_t entry;

	json_set_string(patch, "outcome", accept ? "accepted" : "refused");
	entry = outbox_update_held(s, guest, patch, s->hold, e);
	json_free(patch);
	return entry;
}
