/* My projects, read from the index tables; whose answers and letters belong to them. */
#include "twinline/records/project.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/draft.h"
#include "twinline/records/message.h"
#include "twinline/records/replica.h"
#include "twinline/records/talk.h"
#include "twinline/records/waiting.h"

enum { DUE_S = 7 * 86400 };

static const char *const words[PROJECT_WORD_COUNT] = {
	[PROJECT_ANSWER] = N_("answer"), [PROJECT_ACTIVE] = N_("active"), [PROJECT_WAITING] = N_("waiting"), [PROJECT_DRAFT] = N_("draft"),
	[PROJECT_CLOSED] = N_("closed"), [PROJECT_ARCHIVED] = N_("archived"),
};

const char *project_word(enum project_word word)
{
	return words[word];
}

enum project_word project_word_of(const char *state)
{
	const struct vocabulary_row *row = vocabulary_find(&vocabulary_project_states, state);

	if (row && row->flags & PROJECT_PENDING)
		return PROJECT_WAITING;
	if (row && row->flags & PROJECT_IS_OVER)
		return text_equal(state, "archived") ? PROJECT_ARCHIVED : PROJECT_CLOSED;
	return text_equal(state, "draft") ? PROJECT_DRAFT : PROJECT_ACTIVE;
}

void project_row_release(struct project_row *row)
{
	free(row->id);
	free(row->title);
	free(row->countries);
	free(row->state);
	free(row->asks);
	free(row->who);
	free(row->who_country);
	free(row->apply_until);
}

/* --- reading --- */

struct projects {
	struct store *s;
	struct project_row *rows;
	int count;
	char *me;
};

static struct project_row *add(struct projects *p)
{
	p->rows = xrealloc(p->rows, (size_t)p->count + 1, sizeof *p->rows);
	p->rows[p->count] = (struct project_row){ 0 };
	return &p->rows[p->count++];
}

static char *text_at(struct db_stmt *stmt, int column)
{
	const char *text = db_text(stmt, column);

	return xstrdup(text ? text : "");
}

/* " GR TR " without its outer spaces; yours. */
static char *set_at(struct db_stmt *stmt, int column)
{
	char *text = text_at(stmt, column);
	size_t len = strlen(text);

	if (len < 2)
		return text;
	memmove(text, text + 1, len);
	text[len - 2] = '\0';
	return text;
}

/* The first of a set " ES PL ". */
static char *first_at(struct db_stmt *stmt, int column)
{
	char *set = set_at(stmt, column);

	set[strcspn(set, " ")] = '\0';
	return set;
}

/* Of a project's own account, or in mine while the portal has not made that yet. */
#define IS_MINE "a.kind IN (0, 3)"
_Static_assert(ACCOUNT_PERSONAL == 0, "as written in the statements");
#define OF_PROJECTS "FROM project_index p JOIN account a ON a.local = p.account "
_Static_assert(ACCOUNT_PROJECT == 3, "as written in the statements");

static int read_projects(struct projects *p, struct err *e)
{
	struct db_stmt *stmt = db_prepare(p->s->db,
		"SELECT p.local, p.account, r.id, p.title, p.countries, p.state, p.state_since, p.active_at, p.waits_for_id, p.waits_for_name, "
		"p.waits_for_country, p.waits_for_offices, p.apply_until, p.national, p.partner_name, p.partner_country " OF_PROJECTS
		"JOIN record r ON r.local = p.local WHERE " IS_MINE);
	int got;

	while ((got = db_step(stmt, e)) == 1) {
		struct project_row *row = add(p);

		*row = (struct project_row){
			.local = db_int(stmt, 0), .account = db_int(stmt, 1), .id = text_at(stmt, 2), .title = text_at(stmt, 3),
			.countries = set_at(stmt, 4), .state = text_at(stmt, 5), .word = project_word_of(db_text(stmt, 5)), .who = text_at(stmt, 9),
			.at = db_int(stmt, 7), .apply_until = text_at(stmt, 12), .national = db_int(stmt, 13) != 0, .asks = xstrdup(""),
		};
		row->who_country = *row->who ? text_at(stmt, 10) : first_at(stmt, 11);
		if (!*row->id && !*row->who) { /* not sent yet: whom it will wait for */
			free(row->who);
			free(row->who_country);
			row->who = text_at(stmt, 14);
			row->who_country = text_at(stmt, 15);
		}
		if (row->word == PROJECT_WAITING && db_int(stmt, 6))
			row->at = db_int(stmt, 6);
		if (row->word == PROJECT_WAITING && row_set_has(db_text(stmt, 8), p->me))
			row->word = PROJECT_ANSWER;
	}
	return got;
}

/* --- what waits for me in them --- */

static struct project_row *find(struct projects *p, const char *id)
{
	for (int i = 0; i < p->count; i++)
		if (strcmp(p->rows[i].id, id) == 0)
			return &p->rows[i];
	return NULL;
}

/* Somebody asks me to come into a project of theirs: it stands here before it is. */
static struct project_row *add_asked(struct projects *p, const struct message *m)
{
	struct project_row *row = add(p);

	*row = (struct project_row){
		.id = xstrdup(m->project.id), .title = xstrdup(m->project.name ? m->project.name : ""), .state = xstrdup(""),
		.countries = xstrdup(m->from.country ? m->from.country : ""), .who = xstrdup(m->from.name ? m->from.name : ""),
		.who_country = xstrdup(m->from.country ? m->from.country : ""), .asks = xstrdup(""), .apply_until = xstrdup(""),
	};
	return row;
}

static void note_request(struct projects *p, int64_t thread)
{
	int64_t local = waiting_message(p->s, thread);
	struct project_row *row;
	struct message m = { 0 };

	if (local && message_read(p->s, local, &m) && m.project.id) {
		row = find(p, m.project.id);
		if (!row)
			row = add_asked(p, &m);
		row->word = PROJECT_ANSWER;
		row->thread = thread;
		row->at = message_time(&m);
		free(row->asks);
		row->asks = xstrdup(m.kind);
	}
	message_release(&m);
}

/* --- what is being written --- */

static char *copy_of(const char *text)
{
	return xstrdup(text ? text : "");
}

/* Reads a draft; what it says of a project that is to be founded, yours; NULL: it changes one that there is. */
static struct json *read_founding(struct store *s, int64_t local, struct draft *draft)
{
	struct json *context = draft_get(s, local, draft) ? json_parse_own(draft->context) : NULL;
	struct json *body = context && !json_get_integer(context, "record", 0) ? json_parse_own(draft->body) : NULL;

	json_free(context);
	return body;
}

static void add_draft(struct projects *p, int64_t local)
{
	struct draft draft = { 0 };
	struct json *body = read_founding(p->s, local, &draft);
	const char *title = json_get_text(body, "title");
	const struct json *partner = json_get(body, "partner");

	if (body) {
		struct project_row *row = add(p);

		*row = (struct project_row){
			.draft = local, .id = xstrdup(""), .title = xstrdup(title ? title : ""), .countries = xstrdup(""), .state = xstrdup("draft"),
			.word = PROJECT_DRAFT, .who = copy_of(json_get_text(partner, "name")),
			.who_country = copy_of(json_get_text(partner, "country")),
			.at = draft.updated_at, .asks = xstrdup(""), .apply_until = xstrdup(""),
		};
	}
	json_free(body);
	draft_release(&draft);
}

static int note_drafts(struct projects *p, struct err *e)
{
	int64_t *locals = NULL;
	int count = draft_list(p->s, &record_types[TYPE_Project], &locals, e);

	for (int i = 0; i < count; i++)
		add_draft(p, locals[i]);
	free(locals);
	return count < 0 ? -1 : 0;
}

static int note_requests(struct projects *p, struct err *e)
{
	struct db_stmt *stmt = db_prepare(p->s->db, "SELECT local FROM thread_index WHERE waiting = 1 AND view = 0 AND project_id <> '' "
	                                            "ORDER BY latest_at, local");
	int64_t *threads = NULL;
	int count = row_integers(stmt, &threads, e);

	for (int i = 0; i < count; i++)
		note_request(p, threads[i]);
	free(threads);
	return count < 0 ? -1 : 0;
}

/* --- what is new and due in them --- */

static int note_unread(struct projects *p, struct err *e)
{
	struct db_stmt *stmt = db_prepare(p->s->db, "SELECT project_id, sum(unread) FROM thread_index WHERE unread > 0 AND view = 0 "
	                                            "AND project_id <> '' GROUP BY project_id");
	int got;

	while ((got = db_step(stmt, e)) == 1) {
		struct project_row *row = find(p, db_text(stmt, 0));

		if (row)
			row->unread = db_int(stmt, 1);
	}
	return got;
}

static int note_posts(struct projects *p, struct err *e)
{
	struct talk_news *news = NULL;
	int count = talk_news(p->s, 0, &news, e);

	for (int i = 0; i < count; i++) {
		for (int k = 0; k < p->count; k++)
			if (p->rows[k].account == news[i].account)
				p->rows[k].unread += news[i].count;
		talk_news_release(&news[i]);
	}
	free(news);
	return count < 0 ? -1 : 0;
}

static int note_due(struct projects *p, int64_t now, struct err *e)
{
	struct db_stmt *stmt = db_prepare(p->s->db, "SELECT account, count(*) FROM event_index WHERE kind = 'deadline' "
	                                            "AND state <> 'cancelled' AND ends_at > ?1 AND starts_at < ?2 GROUP BY account");
	int got;

	db_bind_int(stmt, 1, now);
	db_bind_int(stmt, 2, now + DUE_S);
	while ((got = db_step(stmt, e)) == 1)
		for (int i = 0; i < p->count; i++)
			if (p->rows[i].account == db_int(stmt, 0))
				p->rows[i].due = db_int(stmt, 1);
	return got;
}

/* --- all together --- */

static int by_word(const void *a, const void *b)
{
	const struct project_row *one = a, *other = b;

	if (one->word != other->word)
		return one->word < other->word ? -1 : 1;
	if (one->at != other->at) /* who has waited longest for me comes first */
		return (one->at > other->at) == (one->word != PROJECT_ANSWER) ? -1 : 1;
	return strcmp(one->id, other->id);
}

int project_list(struct store *s, int64_t now, struct project_row **rows, struct err *e)
{
	struct projects p = { .s = s, .me = replica_me(s) };
	bool done = read_projects(&p, e) == 0 && note_drafts(&p, e) == 0 && note_requests(&p, e) == 0 && note_unread(&p, e) == 0 &&
	            note_posts(&p, e) == 0 && note_due(&p, now, e) == 0;

	if (done && p.count > 0)
		qsort(p.rows, (size_t)p.count, sizeof *p.rows, by_word);
	for (int i = 0; i < p.count && !done; i++)
		project_row_release(&p.rows[i]);
	if (!done)
		free(p.rows);
	free(p.me);
	*rows = done ? p.rows : NULL;
	return done ? p.count : -1;
}

/* What is begun here and known nowhere else counts as well: the list has it. 0 or -1. */
static int count_drafts(struct store *s, int64_t counts[PROJECT_WORD_COUNT], struct err *e)
{
	int64_t *locals = NULL;
	int count = draft_list(s, &record_types[TYPE_Project], &locals, e);

	for (int i = 0; i < count; i++) {
		struct draft draft = { 0 };
		struct json *body = read_founding(s, locals[i], &draft);

		counts[PROJECT_DRAFT] += body != NULL;
		json_free(body);
		draft_release(&draft);
	}
	free(locals);
	return count < 0 ? -1 : 0;
}

int project_counts(struct store *s, int64_t counts[PROJECT_WORD_COUNT], struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT p.state, count(*) " OF_PROJECTS "WHERE " IS_MINE " GROUP BY p.state");
	int got;

	memset(counts, 0, PROJECT_WORD_COUNT * sizeof *counts);
	while ((got = db_step(stmt, e)) == 1)
		counts[project_word_of(db_text(stmt, 0))] += db_int(stmt, 1);
	return got < 0 ? -1 : count_drafts(s, counts, e);
}

int project_ahead(struct store *s, int64_t account, int64_t now, int64_t *events, int64_t *due, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT coalesce(sum(kind <> 'deadline'), 0), "
	                                         "coalesce(sum(kind = 'deadline'), 0) FROM event_index "
	                                         "WHERE account = ?1 AND ends_at > ?2 AND state <> 'cancelled'");
	int row;

	db_bind_int(stmt, 1, account);
	db_bind_int(stmt, 2, now);
	row = db_step(stmt, e);
	*events = row == 1 ? db_int(stmt, 0) : 0;
	*due = row == 1 ? db_int(stmt, 1) : 0;
	db_reset(stmt);
	return row < 0 ? -1 : 0;
}

int project_members(struct store *s, int64_t account, int64_t **locals, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM member_index WHERE account = ?1 AND state <> 'left' "
	                                         "ORDER BY CASE role WHEN 'founder' THEN 0 ELSE 1 END, "
	                                         "CASE state WHEN 'member' THEN 0 ELSE 1 END, since, local");

	db_bind_int(stmt, 1, account);
	return row_integers(stmt, locals, e);
}

bool project_is_mine(struct store *s, int64_t project)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT p.founders_id, a.kind FROM project_index p JOIN account a ON a.local = p.account "
	                                         "WHERE p.local = ?1");
	char *me = replica_me(s);
	bool is;

	db_bind_int(stmt, 1, project);
	is = row_step(stmt) && (row_set_has(db_text(stmt, 0), me) || db_int(stmt, 1) == ACCOUNT_PERSONAL);
	db_reset(stmt);
	free(me);
	return is;
}

/* --- one of them --- */

int64_t project_of_account(struct store *s, int64_t account)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM project_index WHERE account = ?1");
	int64_t local;

	db_bind_int(stmt, 1, account);
	local = row_step(stmt) ? db_int(stmt, 0) : 0;
	db_reset(stmt);
	return local;
}

char *project_id_of(struct store *s, int64_t account)
{
	struct record record = { 0 };
	char *id = xstrdup(record_by_local(s, project_of_account(s, account), &record) ? record.id : "");

	record_free(&record);
	return id;
}

enum role project_role(struct store *s, int64_t account)
{
	struct account a = { 0 };
	enum role role = account_by_local(s, account, &a) ? a.role : ROLE_COUNT;

	account_release(&a);
	return role;
}
