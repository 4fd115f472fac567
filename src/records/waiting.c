/* The rows of Home, read from indexes alone; what they are about is opened by local. */
#include "twinline/records/waiting.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/zone.h"
#include "twinline/records/agenda.h"
#include "twinline/records/message.h"
#include "twinline/records/outbox.h"
#include "twinline/records/relation.h"
#include "twinline/records/replica.h"

enum {
	ROWS_OF_A_KIND = 100, /* nobody reads more of them on one screen */
	DUE_DAYS = 7
};

struct gather {
	struct store *s;
	int64_t now;
	const char *zone;
	char *me;
	struct waiting_row *rows;
	int count;
	struct err *e;
};

void waiting_row_release(struct waiting_row *row)
{
	free(row->subject);
	free(row->detail);
	free(row->who_id);
	free(row->who);
	free(row->country);
	free(row->code);
	free(row->project_id);
}

/* A new row at the end; texts that are not given stay "". Borrowed until the next one. */
static struct waiting_row *add(struct gather *g, enum waiting_kind kind, int64_t local, int64_t at)
{
	struct waiting_row *row;

	g->rows = xrealloc(g->rows, (size_t)g->count + 1, sizeof *g->rows);
	row = &g->rows[g->count++];
	*row = (struct waiting_row){ .kind = kind, .local = local, .at = at };
	return row;
}

static void fill_up(char **text)
{
	if (!*text)
		*text = xstrdup("");
}

static void set_party(struct waiting_row *row, const struct party *party)
{
	row->who_id = xstrdup(party->id ? party->id : "");
	row->who = xstrdup(party->name ? party->name : "");
	row->country = xstrdup(party->country ? party->country : "");
}

static struct db_stmt *prepare(struct gather *g, const char *sql)
{
	char today[CLOCK_TEXT_SIZE];
	struct db_stmt *stmt = db_prepare(g->s->db, sql);

	if (strstr(sql, "?1")) {
		clock_format(g->now, today);
		db_bind_text_n(stmt, 1, today, sizeof "2026-11-17" - 1);
	}
	return stmt;
}

/* --- what could not be sent --- */

static void add_entry(struct gather *g, const struct outbox_entry *entry)
{
	struct waiting_row *row = add(g, WAITING_NEEDS_YOU, entry->local, entry->queued_at);
	struct json *body = json_parse_own(entry->body);
	struct record record = { 0 };
	const struct json *person;
	struct party party;

	if (entry->kind != OUTBOX_CREATE && record_by_local(g->s, entry->record, &record)) {
		json_free(body);
		body = record_tree(g->s, &record);
	}
	person = json_get(body, "to") ? json_first(json_get(body, "to")) : json_get(body, "person");
	party = (struct party){ .id = (char *)json_get_text(person, "id"), .name = (char *)json_get_text(person, "name"),
	                        .country = (char *)json_get_text(person, "country") };
	set_party(row, &party);
	row->subject = outbox_title(body);
	row->code = xstrdup(entry->state == OUTBOX_REFUSED ? "refused" : "needsYou");
	record_free(&record);
	json_free(body);
}

static int add_entries(struct gather *g)
{
	int64_t *locals = NULL;
	int count = row_integers(prepare(g, "SELECT local FROM outbox WHERE state IN (4, 5) ORDER BY local"), &locals, g->e);

	for (int i = 0; i < count && i < ROWS_OF_A_KIND; i++) {
		struct outbox_entry entry;

		if (outbox_get(g->s, locals[i], &entry))
			add_entry(g, &entry);
		outbox_entry_release(&entry);
	}
	free(locals);
	return count < 0 ? -1 : 0;
}
_Static_assert(OUTBOX_REFUSED == 4 && OUTBOX_NEEDS_YOU == 5, "as written in the statement");

/* --- who waits for me --- */

/* The same request can be answered where the person stands; the letter that came with it has nothing to ask any more then. */
static bool is_settled(struct store *s, const struct message *m)
{
	int64_t contact = 0;

	return text_equal(m->kind, "contactRequest") && relation_to(s, m->from.id, &contact, NULL) != RELATION_ASKS_YOU && contact;
}

/* True if it is about a project that is not founded before I say yes. */
static bool is_founding(struct store *s, const struct message *m)
{
	struct record record = { 0 };
	struct json *tree = NULL;
	bool is;

	if (text_equal(m->kind, "invitation") && m->project.id && replica_record(s, &record_types[TYPE_Project], m->project.id, &record))
		tree = record_tree(s, &record);
	is = text_equal(json_get_text(tree, "state"), "waitingForPartner");
	json_free(tree);
	record_free(&record);
	return is;
}

static void add_request(struct gather *g, int64_t thread, int64_t message)
{
	struct waiting_row *row;
	struct message m;

	if (message_read(g->s, message, &m) && !is_settled(g->s, &m)) {
		row = add(g, WAITING_ANSWER, thread, message_time(&m));
		set_party(row, &m.from);
		row->code = xstrdup(is_founding(g->s, &m) ? "founding" : m.kind);
		row->subject = xstrdup(m.project.name ? m.project.name : "");
		row->detail = xstrdup(m.subject ? m.subject : "");
		row->project_id = xstrdup(m.project.id);
	}
	message_release(&m);
}

static int add_requests(struct gather *g)
{
	int64_t *threads = NULL;
	int count = row_integers(prepare(g, "SELECT local FROM thread_index WHERE waiting = 1 AND view = 0 AND later <= ?1 "
	                                    "ORDER BY latest_at, local LIMIT 100"), &threads, g->e);

	for (int i = 0; i < count; i++) {
		int64_t message = waiting_message(g->s, threads[i]);

		if (message)
			add_request(g, threads[i], message);
	}
	free(threads);
	return count < 0 ? -1 : 0;
}
_Static_assert(ROWS_OF_A_KIND == 100 && THREAD_VIEW_INBOX == 0, "as written in the statements");

/* --- what is today, and due within a week --- */

/* The first moment of the person's day, days from today. */
static int64_t midnight(const struct gather *g, int days)
{
	struct civil day;

	zone_to_civil(g->zone, g->now, &day);
	clock_civil(clock_days(day.year, day.month, day.day) + days, &day.year, &day.month, &day.day);
	day.hour = day.minute = day.second = 0;
	return zone_of_civil(g->zone, &day);
}

static char *project_of_event(struct gather *g, int64_t event)
{
	struct db_stmt *stmt = prepare(g, "SELECT project_id FROM event_index WHERE local = ?2");
	char *id;

	db_bind_int(stmt, 2, event);
	id = row_step(stmt) ? row_text(stmt, 0) : NULL;
	db_reset(stmt);
	return id;
}

static void add_event(struct gather *g, enum waiting_kind kind, const struct agenda_row *event)
{
	struct waiting_row *row = add(g, kind, event->local, event->starts);

	row->subject = xstrdup(event->title);
	row->detail = xstrdup(event->project);
	row->code = xstrdup(event->kind);
	row->project_id = project_of_event(g, event->local);
	row->count = event->all_day ? 0 : (event->ends - event->starts) / 60;
	row->of = event->state;
}

static int add_events(struct gather *g)
{
	const struct agenda_query q = { .from = midnight(g, 0), .to = midnight(g, DUE_DAYS + 1), .zone = g->zone, .now = g->now,
	                                .mine_only = true, .limit = ROWS_OF_A_KIND };
	struct agenda_row *events = NULL;
	int count = agenda_list(g->s, &q, &events, g->e);
	int64_t tomorrow = midnight(g, 1);

	for (int i = 0; i < count; i++)
		if (events[i].state != AGENDA_DUE && events[i].state != AGENDA_DONE && events[i].starts < tomorrow && !events[i].draft)
			add_event(g, WAITING_TODAY, &events[i]);
	for (int i = 0; i < count; i++) {
		if (events[i].state == AGENDA_DUE)
			add_event(g, WAITING_DUE, &events[i]);
		agenda_row_release(&events[i]);
	}
	free(events);
	return count < 0 ? -1 : 0;
}

int waiting_ahead(struct store *s, int64_t now, const char *zone, int64_t *today, int64_t *ahead, struct err *e)
{
	const struct gather g = { .s = s, .now = now, .zone = zone };
	const struct agenda_query q = { .from = now, .zone = zone, .now = now, .mine_only = true };
	int64_t tomorrow = midnight(&g, 1);
	struct agenda_row *events = NULL;
	int count = agenda_list(s, &q, &events, e);

	*today = *ahead = 0;
	for (int i = 0; i < count; i++) {
		*(events[i].starts < tomorrow ? today : ahead) += 1;
		agenda_row_release(&events[i]);
	}
	free(events);
	return count < 0 ? -1 : 0;
}

/* --- what is new --- */

#define UNREAD "FROM thread_index WHERE unread > 0 AND view = 0 AND later <= ?1 "

static int add_unread(struct gather *g)
{
	struct db_stmt *stmt = prepare(g, "SELECT coalesce(sum(unread), 0), count(DISTINCT who_id) " UNREAD);
	struct waiting_row *row = NULL;
	int got = db_step(stmt, g->e);

	if (got == 1 && db_int(stmt, 0) > 0) {
		row = add(g, WAITING_UNREAD, 0, 0);
		row->count = db_int(stmt, 0);
		row->of = db_int(stmt, 1);
	}
	db_reset(stmt);
	if (!row)
		return got < 0 ? -1 : 0;
	stmt = prepare(g, "SELECT project_name, sum(unread) AS messages " UNREAD "AND project_id <> '' GROUP BY project_id "
	                  "ORDER BY messages DESC, project_name LIMIT 1");
	got = db_step(stmt, g->e);
	if (got == 1) {
		row->subject = xstrdup(db_text(stmt, 0));
		row->part = db_int(stmt, 1);
	}
	db_reset(stmt);
	return got < 0 ? -1 : 0;
}

static int add_matches(struct gather *g)
{
	struct db_stmt *stmt = prepare(g, "SELECT local, title, fresh, asked_at FROM saved_search_index WHERE fresh > 0 "
	                                  "ORDER BY asked_at DESC, local LIMIT 100");
	int got;

	while ((got = db_step(stmt, g->e)) == 1) {
		struct waiting_row *row = add(g, WAITING_MATCH, db_int(stmt, 0), db_int(stmt, 3));

		row->subject = row_text(stmt, 1);
		row->count = db_int(stmt, 2);
	}
	return got;
}

/* --- on whom I wait --- */

/* One row of a statement that gives local, since, who (id, name, country), code, subject, id of the project. */
static struct waiting_row *add_on(struct gather *g, struct db_stmt *stmt)
{
	struct waiting_row *row = add(g, WAITING_ON_OTHERS, db_int(stmt, 0), db_int(stmt, 1));

	row->who_id = row_text(stmt, 2);
	row->who = row_text(stmt, 3);
	row->country = row_text(stmt, 4);
	row->code = row_text(stmt, 5);
	row->subject = row_text(stmt, 6);
	row->project_id = row_text(stmt, 7);
	return row;
}

/* A request of mine that the portal refused is told among what could not be sent. */
static int add_asked(struct gather *g)
{
	struct db_stmt *stmt = prepare(g, "SELECT local, since, person_id, person_name, person_country, 'contactRequest', '', '' "
	                                  "FROM contact_index c WHERE state = 'asked' AND NOT EXISTS "
	                                  "(SELECT 1 FROM outbox WHERE record = c.local AND state IN (4, 5))");
	int got;

	while ((got = db_step(stmt, g->e)) == 1)
		add_on(g, stmt);
	return got;
}

/* The first code of a set " a b "; yours, NULL for none. */
static char *first_of(const char *set)
{
	return set && *set == ' ' ? xstrndup(set + 1, strcspn(set + 1, " ")) : NULL;
}

static bool set_has(const char *set, const char *code)
{
	char *spaced = xasprintf(" %s ", code);
	bool has = *code && set && strstr(set, spaced);

	free(spaced);
	return has;
}

/* A project that nobody but others can carry on: a partner's answer, or the approval of a support office. */
static int add_pending(struct gather *g)
{
	struct db_stmt *stmt = prepare(g,
		"SELECT p.local, p.state_since, p.waits_for_id, p.waits_for_name, p.waits_for_country, p.state, p.title, r.id, "
		"p.waits_for_offices FROM project_index p JOIN account a ON a.local = p.account JOIN record r ON r.local = p.local "
		"WHERE a.kind = 3 AND p.state LIKE 'waiting%'");
	int got;

	while ((got = db_step(stmt, g->e)) == 1) {
		struct waiting_row *row;

		if (set_has(db_text(stmt, 2), g->me))
			continue;
		row = add_on(g, stmt);
		free(row->who_id);
		row->who_id = first_of(db_text(stmt, 2));
		if (!row->who_id) {
			free(row->country);
			row->country = first_of(db_text(stmt, 8));
		}
	}
	return got;
}
_Static_assert(ACCOUNT_PROJECT == 3, "as written in the statements");

static int add_invited(struct gather *g)
{
	struct db_stmt *stmt = prepare(g,
		"SELECT p.local, m.since, m.person_id, m.person_name, m.person_country, 'invitation', p.title, r.id FROM member_index m "
		"JOIN project_index p ON p.account = m.account JOIN record r ON r.local = p.local JOIN account a ON a.local = m.account "
		"WHERE a.kind = 3 AND m.state = 'invited' AND p.state = 'active'");
	int got;

	while ((got = db_step(stmt, g->e)) == 1)
		if (!text_equal(db_text(stmt, 2), g->me))
			add_on(g, stmt);
	return got;
}

/* CROSS JOIN: from the few answers to their events; the other way reads the key of every record that is here. */
static int add_applications(struct gather *g)
{
	struct db_stmt *stmt = prepare(g, "SELECT e.local, t.since, '', '', '', 'application', e.title, e.project_id FROM attendance_index t "
	                                  "CROSS JOIN account a CROSS JOIN record r JOIN event_index e ON e.local = r.local "
	                                  "WHERE r.account = a.local AND r.type = 12 AND r.id = t.event_id "
	                                  "AND t.answer = 'applied' AND t.outcome = ''");
	int got;

	while ((got = db_step(stmt, g->e)) == 1)
		add_on(g, stmt);
	return got;
}
_Static_assert(TYPE_Event == 12, "as written in the statement");

/* Oldest first; what has not left yet, last. */
static int by_age(const void *a, const void *b)
{
	const struct waiting_row *one = a, *other = b;

	if ((one->at == 0) != (other->at == 0))
		return one->at == 0 ? 1 : -1;
	return one->at < other->at ? -1 : one->at > other->at ? 1 : one->local < other->local ? -1 : one->local > other->local;
}

static int add_on_others(struct gather *g)
{
	int first = g->count;

	if (add_asked(g) != 0 || add_pending(g) != 0 || add_invited(g) != 0 || add_applications(g) != 0)
		return -1;
	if (g->count > first)
		qsort(g->rows + first, (size_t)(g->count - first), sizeof *g->rows, by_age);
	return 0;
}

/* --- all together --- */

/* The rows as they are handed out, or nothing. */
static int finish(struct gather *g, bool done, struct waiting_row **rows)
{
	for (int i = 0; i < g->count; i++) {
		char **const texts[] = { &g->rows[i].subject, &g->rows[i].detail, &g->rows[i].who_id, &g->rows[i].who, &g->rows[i].country,
		                         &g->rows[i].code, &g->rows[i].project_id };

		for (size_t t = 0; t < ARRAY_SIZE(texts); t++)
			fill_up(texts[t]);
		if (!done)
			waiting_row_release(&g->rows[i]);
	}
	free(g->me);
	if (!done)
		free(g->rows);
	*rows = done ? g->rows : NULL;
	return done ? g->count : -1;
}

int waiting_list(struct store *s, int64_t now, const char *zone, struct waiting_row **rows, struct err *e)
{
	struct gather g = { .s = s, .now = now, .zone = zone, .me = replica_me(s), .e = e };
	bool done = add_entries(&g) == 0 && add_requests(&g) == 0 && add_events(&g) == 0 && add_unread(&g) == 0 && add_matches(&g) == 0 &&
	            add_on_others(&g) == 0;

	return finish(&g, done, rows);
}

/* --- of one project --- */

static int add_letters(struct gather *g, const char *project_id)
{
	struct db_stmt *stmt = prepare(g, "SELECT local, latest_at, who_id, who_name, who_country, '', subject, project_id " UNREAD
	                                  "AND project_id = ?2 AND waiting = 0 ORDER BY latest_at DESC, local LIMIT 100");
	int got;

	db_bind_text(stmt, 2, project_id);
	while ((got = db_step(stmt, g->e)) == 1)
		add_on(g, stmt)->kind = WAITING_LETTER;
	return got;
}

/* What belongs to others goes. */
static void keep_of_project(struct gather *g, const char *project_id)
{
	int kept = 0;

	for (int i = 0; i < g->count; i++) {
		if (text_equal(g->rows[i].project_id, project_id))
			g->rows[kept++] = g->rows[i];
		else
			waiting_row_release(&g->rows[i]);
	}
	g->count = kept;
}

int waiting_of_project(struct store *s, const char *project_id, int64_t now, const char *zone, struct waiting_row **rows, struct err *e)
{
	struct gather g = { .s = s, .now = now, .zone = zone, .me = replica_me(s), .e = e };
	bool done = add_requests(&g) == 0 && add_events(&g) == 0 && add_letters(&g, project_id) == 0 && add_on_others(&g) == 0;

	keep_of_project(&g, project_id);
	return finish(&g, done, rows);
}
