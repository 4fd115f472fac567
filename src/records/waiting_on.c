/* On whom I wait: requests, projects, invitations and applications that others have to answer. */
#include <stdlib.h>

#include "twinline/base/str.h"
#include "waiting_rows.h"

/* A request of mine that the portal refused is told among what could not be sent. */
static int add_asked(struct gather *g)
{
	struct db_stmt *stmt = waiting_select(g, "SELECT local, since, person_id, person_name, person_country, 'contactRequest', '', '' "
	                                  "FROM contact_index c WHERE state = 'asked' AND NOT EXISTS "
	                                  "(SELECT 1 FROM outbox WHERE record = c.local AND state IN (4, 5))");
	int got;

	while ((got = db_step(stmt, g->e)) == 1)
		waiting_add_row(g, stmt);
	return got;
}

/* A project that nobody but others can carry on: a partner's answer, or the approval of a support office. */
static int add_pending(struct gather *g)
{
	struct db_stmt *stmt = waiting_select(g,
		"SELECT p.local, p.state_since, p.waits_for_id, p.waits_for_name, p.waits_for_country, p.state, p.title, r.id, "
		"p.waits_for_offices FROM project_index p JOIN account a ON a.local = p.account JOIN record r ON r.local = p.local "
		"WHERE a.kind = 3 AND p.state LIKE 'waiting%'");
	int got;

	while ((got = db_step(stmt, g->e)) == 1) {
		struct waiting_row *row;

		if (row_set_has(db_text(stmt, 2), g->me))
			continue;
		row = waiting_add_row(g, stmt);
		free(row->who_id);
		row->who_id = row_set_first(db_text(stmt, 2));
		if (!row->who_id) {
			free(row->country);
			row->country = row_set_first(db_text(stmt, 8));
		}
	}
	return got;
}
_Static_assert(ACCOUNT_PROJECT == 3, "as written in the statements");

static int add_invited(struct gather *g)
{
	struct db_stmt *stmt = waiting_select(g,
		"SELECT p.local, m.since, m.person_id, CASE m.person_name WHEN '' THEN m.email ELSE m.person_name END, m.person_country, "
		"'invitation', p.title, r.id FROM member_index m "
		"JOIN project_index p ON p.account = m.account JOIN record r ON r.local = p.local JOIN account a ON a.local = m.account "
		"WHERE a.kind = 3 AND m.state = 'invited' AND p.state = 'active'");
	int got;

	while ((got = db_step(stmt, g->e)) == 1)
		if (!text_equal(db_text(stmt, 2), g->me))
			waiting_add_row(g, stmt);
	return got;
}

/* CROSS JOIN: from the few answers to their events; the other way reads the key of every record that is here. */
static int add_applications(struct gather *g)
{
	struct db_stmt *stmt = waiting_select(g, "SELECT e.local, t.since, '', '', '', 'application', e.title, e.project_id "
	                                  "FROM attendance_index t "
	                                  "CROSS JOIN account a CROSS JOIN record r JOIN event_index e ON e.local = r.local "
	                                  "WHERE r.account = a.local AND r.type = 12 AND r.id = t.event_id "
	                                  "AND t.answer = 'applied' AND t.outcome = ''");
	int got;

	while ((got = db_step(stmt, g->e)) == 1)
		waiting_add_row(g, stmt);
	return got;
}
_Static_assert(TYPE_Event == 12, "as written in the statement");

/*
 * What my registration, or a change of school, waits for: my code or answer, or somebody else; or that it was refused. There is no other
 * profile here than mine.
 */
int waiting_add_registration(struct gather *g)
{
	struct db_stmt *stmt = waiting_select(g, "SELECT local, CASE step WHEN '' THEN state_since ELSE step_since END, '', '', '', "
	                                  "'registration', '', '', CASE step WHEN '' THEN state ELSE step END, step_who FROM profile_index "
	                                  "WHERE step <> '' OR state = 'refused' LIMIT 1");
	int got = db_step(stmt, g->e);

	if (got == 1) {
		struct waiting_row *row = waiting_add_row(g, stmt);

		row->detail = row_text(stmt, 8);
		free(row->who);
		row->who = row_text(stmt, 9);
		if (text_equal(row->detail, "mail") || text_equal(row->detail, "you") || text_equal(row->detail, "refused"))
			row->kind = WAITING_ANSWER;
	}
	db_reset(stmt);
	return got < 0 ? -1 : 0;
}

/* Oldest first; what has not left yet, last. */
static int by_age(const void *a, const void *b)
{
	const struct waiting_row *one = a, *other = b;

	if ((one->at == 0) != (other->at == 0))
		return one->at == 0 ? 1 : -1;
	return one->at < other->at ? -1 : one->at > other->at ? 1 : one->local < other->local ? -1 : one->local > other->local;
}

int waiting_add_on_others(struct gather *g)
{
	int first = g->count;

	if (add_asked(g) != 0 || add_pending(g) != 0 || add_invited(g) != 0 || add_applications(g) != 0)
		return -1;
	if (g->count > first)
		qsort(g->rows + first, (size_t)(g->count - first), sizeof *g->rows, by_age);
	return 0;
}
