/* The rows of Home, read from indexes alone; what they are about is opened by local. */
#include <stdlib.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/message.h"
#include "twinline/records/outbox.h"
#include "twinline/records/relation.h"
#include "twinline/records/replica.h"
#include "waiting_rows.h"

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

struct waiting_row *waiting_add(struct gather *g, enum waiting_kind kind, int64_t local, int64_t at)
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

struct db_stmt *waiting_select(struct gather *g, const char *sql)
{
	char today[CLOCK_DAY_SIZE];
	struct db_stmt *stmt = db_prepare(g->s->db, sql);

	if (strstr(sql, "?1")) {
		clock_format_day(g->now, today);
		db_bind_text(stmt, 1, today);
	}
	return stmt;
}

struct waiting_row *waiting_add_row(struct gather *g, struct db_stmt *stmt)
{
	struct waiting_row *row = waiting_add(g, WAITING_ON_OTHERS, db_int(stmt, 0), db_int(stmt, 1));

	row->who_id = row_text(stmt, 2);
	row->who = row_text(stmt, 3);
	row->country = row_text(stmt, 4);
	row->code = row_text(stmt, 5);
	row->subject = row_text(stmt, 6);
	row->project_id = row_text(stmt, 7);
	return row;
}

/* --- what could not be sent --- */

static void add_entry(struct gather *g, const struct outbox_entry *entry)
{
	struct waiting_row *row = waiting_add(g, WAITING_NEEDS_YOU, entry->local, entry->queued_at);
	struct json *body = json_parse_own(entry->body);
	struct record record = { 0 };
	const struct json *person;
	struct party party;

	if (entry->kind != OUTBOX_CREATE && record_by_local(g->s, entry->record, &record)) {
		json_free(body);
		body = record_tree(g->s, &record);
	} else if (entry->base) { /* of a record that is gone */
		json_free(body);
		body = json_parse_own(entry->base);
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
	int count = row_integers(waiting_select(g, "SELECT local FROM outbox WHERE state IN (4, 5) ORDER BY local"), &locals, g->e);

	for (int i = 0; i < count && i < WAITING_ROWS_OF_A_KIND; i++) {
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

bool waiting_is_founding(struct store *s, int64_t message)
{
	struct message m;
	bool is = message_read(s, message, &m) && is_founding(s, &m);

	message_release(&m);
	return is;
}

static void add_request(struct gather *g, int64_t thread, int64_t message)
{
	struct waiting_row *row;
	struct message m;

	if (message_read(g->s, message, &m) && !is_settled(g->s, &m)) {
		row = waiting_add(g, WAITING_ANSWER, thread, message_time(&m));
		set_party(row, &m.from);
		row->code = xstrdup(is_founding(g->s, &m) ? "founding" : m.kind);
		row->subject = xstrdup(m.project.name ? m.project.name : "");
		row->detail = xstrdup(m.subject ? m.subject : "");
		row->project_id = xstrdup(m.project.id);
	}
	message_release(&m);
}

/* Projects of mine that have come back: a desk asks something, or the partner or a desk has said no. */
static int add_come_back(struct gather *g)
{
	struct db_stmt *stmt = waiting_select(g,
		"SELECT p.local, p.active_at, CASE p.state WHEN 'draft' THEN p.returned_by_id ELSE '' END, p.returned_by_name, "
		"p.returned_by_country, CASE p.state WHEN 'draft' THEN 'returned' ELSE 'askedBack' END, p.title, r.id, p.state, p.waits_for_id "
		"FROM project_index p "
		"JOIN account a ON a.local = p.account JOIN record r ON r.local = p.local "
		"WHERE a.kind = 3 AND p.returned_by_id <> '' AND p.state IN ('draft', 'waitingForSupport') ORDER BY p.active_at, p.local LIMIT 100");
	int got;

	while ((got = db_step(stmt, g->e)) == 1)
		if (text_equal(db_text(stmt, 8), "draft") || row_set_has(db_text(stmt, 9), g->me))
			waiting_add_row(g, stmt)->kind = WAITING_ANSWER;
	return got;
}
_Static_assert(ACCOUNT_PROJECT == 3, "as written in the statement");

static int add_requests(struct gather *g)
{
	int64_t *threads = NULL;
	int count = row_integers(waiting_select(g, "SELECT local FROM thread_index WHERE waiting = 1 AND view = 0 AND later <= ?1 "
	                                    "ORDER BY latest_at, local LIMIT 100"), &threads, g->e);

	for (int i = 0; i < count; i++) {
		int64_t message = waiting_message(g->s, threads[i]);

		if (message)
			add_request(g, threads[i], message);
	}
	free(threads);
	return count < 0 ? -1 : 0;
}
_Static_assert(WAITING_ROWS_OF_A_KIND == 100 && THREAD_VIEW_INBOX == 0, "as written in the statements");

/* Of pupils: who sees that they wait is a teacher, or the one who wrote them. */
static int add_pupils_letters(struct gather *g)
{
	struct db_stmt *stmt = waiting_select(g, "SELECT p.local, p.since, p.sender_id, p.sender_name, p.sender_country, '', p.subject, a.id "
	                                         "FROM pupil_mail_index p JOIN account a ON a.local = p.account "
	                                         "WHERE p.state = 'waiting' AND p.sender_id <> ?2 ORDER BY p.since, p.local LIMIT 100");
	int got;

	db_bind_text(stmt, 2, g->me ? g->me : "");
	while ((got = db_step(stmt, g->e)) == 1)
		waiting_add_row(g, stmt)->kind = WAITING_PUPIL;
	return got;
}

/* --- what is new --- */

#define UNREAD "FROM thread_index WHERE unread > 0 AND view = 0 AND later <= ?1 "

static int add_unread(struct gather *g)
{
	struct db_stmt *stmt = waiting_select(g, "SELECT coalesce(sum(unread), 0), count(DISTINCT who_id) " UNREAD);
	struct waiting_row *row = NULL;
	int got = db_step(stmt, g->e);

	if (got == 1 && db_int(stmt, 0) > 0) {
		row = waiting_add(g, WAITING_UNREAD, 0, 0);
		row->count = db_int(stmt, 0);
		row->of = db_int(stmt, 1);
	}
	db_reset(stmt);
	if (!row)
		return got < 0 ? -1 : 0;
	stmt = waiting_select(g, "SELECT project_name, sum(unread) AS messages " UNREAD "AND project_id <> '' GROUP BY project_id "
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
	struct db_stmt *stmt = waiting_select(g, "SELECT local, title, fresh, asked_at FROM saved_search_index WHERE fresh > 0 "
	                                  "ORDER BY asked_at DESC, local LIMIT 100");
	int got;

	while ((got = db_step(stmt, g->e)) == 1) {
		struct waiting_row *row = waiting_add(g, WAITING_MATCH, db_int(stmt, 0), db_int(stmt, 3));

		row->subject = row_text(stmt, 1);
		row->count = db_int(stmt, 2);
	}
	return got;
}

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
	bool done = add_entries(&g) == 0 && waiting_add_registration(&g) == 0 && add_requests(&g) == 0 && add_come_back(&g) == 0 &&
	            add_pupils_letters(&g) == 0 && waiting_add_events(&g) == 0 && add_unread(&g) == 0 &&
	            waiting_add_posts(&g) == 0 && add_matches(&g) == 0 &&
	            waiting_add_on_others(&g) == 0;

	return finish(&g, done, rows);
}

/* --- of one project --- */

static int add_letters(struct gather *g, const char *project_id)
{
	struct db_stmt *stmt = waiting_select(g, "SELECT local, latest_at, who_id, who_name, who_country, '', subject, project_id " UNREAD
	                                  "AND project_id = ?2 AND waiting = 0 ORDER BY latest_at DESC, local LIMIT 100");
	int got;

	db_bind_text(stmt, 2, project_id);
	while ((got = db_step(stmt, g->e)) == 1)
		waiting_add_row(g, stmt)->kind = WAITING_LETTER;
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
	bool done = add_requests(&g) == 0 && add_come_back(&g) == 0 && add_pupils_letters(&g) == 0 && waiting_add_events(&g) == 0 &&
	            waiting_add_talk(&g, project_id) == 0 &&
	            add_letters(&g, project_id) == 0 && waiting_add_on_others(&g) == 0;

	keep_of_project(&g, project_id);
	return finish(&g, done, rows);
}
