/* Reading the stored conversations: a page of a view from its own index, counts, the next that waits. */
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"
#include "twinline/records/thread.h"
#include "twinline/text/fold.h"

enum { WORDS_MAX = 8 }; /* more than that nobody types to find a message */

static const char *const state_words[MESSAGE_STATE_COUNT] = {
	[MESSAGE_READ] = "", [MESSAGE_NEW] = N_("new"), [MESSAGE_ANSWER] = N_("answer"), [MESSAGE_KEPT] = N_("kept"),
	[MESSAGE_DRAFT] = N_("draft"), [MESSAGE_HELD] = N_("held"), [MESSAGE_WAITING] = N_("waiting"), [MESSAGE_SENT] = N_("sent"),
	[MESSAGE_REFUSED] = N_("refused"), [MESSAGE_NEEDS_YOU] = N_("needs you"),
};

const char *message_state_word(enum message_state state)
{
	return state_words[state];
}

/* What a row must hold to stand in a view; ?1 is today, as ISO date. Literals, so that each meets its index. */
static const char *const views[THREAD_VIEW_COUNT + 1] = {
	[THREAD_VIEW_INBOX] = "view = 0 AND later <= ?1",
	[THREAD_VIEW_SENT] = "mine = 1 AND ?1 = ?1",
	[THREAD_VIEW_DRAFTS] = "draft = 1 AND ?1 = ?1",
	[THREAD_VIEW_PUT_AWAY] = "(view = 3 OR (view = 0 AND later > ?1))",
	[THREAD_VIEW_BIN] = "view = 4 AND ?1 = ?1",
	[THREAD_VIEW_ALL] = "?1 = ?1",
};
_Static_assert(THREAD_VIEW_INBOX == 0 && THREAD_VIEW_PUT_AWAY == 3 && THREAD_VIEW_BIN == 4, "as written in the statements");

/* A view, what is looked for in it, and the place of a row that counts from there. */
struct look {
	struct store *s;
	struct strings words;
	const char *project; /* ?6 */
	struct str where;
	const struct order *order;
	int64_t at, local; /* ?2, ?3 */
	char *key;         /* ?5 */
};

enum { PARAMETER_AT = 2, PARAMETER_LOCAL, PARAMETER_LIMIT, PARAMETER_KEY, PARAMETER_PROJECT, PARAMETER_WORDS };

/* How a page is read on from a row, either way. Literals, so that each meets its index. */
struct order { const char *key, *before, *after, *up, *down; };

#define KEYED(column) { \
	column, \
	"AND " column " <= ?5 AND (" column " < ?5 OR (latest_at, local) > (?2, ?3)) ", \
	"AND " column " >= ?5 AND (" column " > ?5 OR (latest_at, local) < (?2, ?3)) ", \
	"ORDER BY " column " DESC, latest_at, local LIMIT ?4", \
	"ORDER BY " column ", latest_at DESC, local DESC LIMIT ?4" }

static const struct order orders[THREAD_ORDER_COUNT] = {
	[THREAD_BY_DATE] = { "''", "AND (latest_at, local) > (?2, ?3) ", "AND (latest_at, local) < (?2, ?3) ",
	                     "ORDER BY latest_at, local LIMIT ?4", "ORDER BY latest_at DESC, local DESC LIMIT ?4" },
	[THREAD_BY_PERSON] = KEYED("by_person"),
	[THREAD_BY_COUNTRY] = KEYED("by_country"),
	[THREAD_BY_PROJECT] = KEYED("by_project"),
};

/* words holds the folded words with a space before each, so that " w" is at the beginning of one. */
static void add_words(struct look *l, const char *filter)
{
	char *folded = filter ? fold_copy(filter) : xstrdup(""), *rest = folded;

	while (*rest && l->words.count < WORDS_MAX) {
		char *end = strchrnul(rest, ' ');
		int parameter = PARAMETER_WORDS + (int)l->words.count;

		if (end > rest) {
			strings_push_take(&l->words, xasprintf(" %.*s", (int)(end - rest), rest));
			str_addf(&l->where, " AND (replace(words, ?%d, '') <> words OR EXISTS (SELECT 1 FROM message_index m WHERE "
			                    "m.account = thread_index.account AND m.thread_uid = thread_index.thread_uid AND "
			                    "replace(m.words, ?%d, '') <> m.words))", parameter, parameter);
		}
		rest = *end ? end + 1 : end;
	}
	free(folded);
}

static void look_init(struct look *l, struct store *s, const struct thread_query *q)
{
	*l = (struct look){ .s = s, .order = &orders[q->order], .project = q->project };
	str_addf(&l->where, "WHERE %s%s", views[q->view], q->project ? " AND project_id = ?6" : "");
	add_words(l, q->filter);
}

static void look_release(struct look *l)
{
	strings_release(&l->words);
	str_release(&l->where);
	free(l->key);
}

/* Finds the place of a row by its local; false if it is gone. */
static bool look_from(struct look *l, int64_t local)
{
	char *sql = xasprintf("SELECT latest_at, %s FROM thread_index WHERE local = ?1", l->order->key);
	struct db_stmt *stmt = db_prepare(l->s->db, sql);
	bool there;

	free(sql);
	db_bind_int(stmt, 1, local);
	there = row_step(stmt);
	if (there) {
		l->at = db_int(stmt, 0);
		l->local = local;
		free(l->key);
		l->key = xstrdup(db_text(stmt, 1));
	}
	db_reset(stmt);
	return there;
}

/* Prepares "SELECT what FROM thread_index WHERE (the look) more" and gives it what more speaks of. */
static struct db_stmt *look_select(const struct look *l, const char *what, const char *more, int limit)
{
	char *sql = xasprintf("SELECT %s FROM thread_index %s %s", what, l->where.text, more);
	struct db_stmt *stmt = db_prepare(l->s->db, sql);
	char today[CLOCK_DAY_SIZE];

	free(sql);
	clock_format_day(clock_now(), today);
	db_bind_text(stmt, 1, today);
	if (strstr(more, "?2")) {
		db_bind_int(stmt, PARAMETER_AT, l->at);
		db_bind_int(stmt, PARAMETER_LOCAL, l->local);
	}
	if (strstr(more, "?5"))
		db_bind_text(stmt, PARAMETER_KEY, l->key);
	if (strstr(more, "?4"))
		db_bind_int(stmt, PARAMETER_LIMIT, limit);
	if (l->project)
		db_bind_text(stmt, PARAMETER_PROJECT, l->project);
	for (size_t i = 0; i < l->words.count; i++)
		db_bind_text(stmt, PARAMETER_WORDS + (int)i, l->words.at[i]);
	return stmt;
}

/* --- a page --- */

static void release_row(struct thread_row *row)
{
	free(row->thread_uid);
	free(row->subject);
	free(row->who);
	free(row->country);
	free(row->project);
}

void thread_page_release(struct thread_page *page)
{
	for (int i = 0; i < page->count; i++)
		release_row(&page->rows[i]);
	free(page->rows);
	*page = (struct thread_page){ 0 };
}

#define ROW "local, thread_uid, subject, who_name, who_country, project_name, count, unread, state, held_until, latest_at"

static struct thread_row row_at(struct db_stmt *stmt, int64_t now)
{
	struct thread_row row = {
		.local = db_int(stmt, 0), .thread_uid = row_text(stmt, 1), .subject = row_text(stmt, 2), .who = row_text(stmt, 3),
		.country = row_text(stmt, 4), .project = row_text(stmt, 5), .count = (int)db_int(stmt, 6), .unread = (int)db_int(stmt, 7),
		.state = (enum message_state)db_int(stmt, 8), .latest_at = db_int(stmt, 10),
	};

	/* What is held waits for the line once its time has come. */
	if (row.state == MESSAGE_HELD && db_int(stmt, 9) <= now)
		row.state = MESSAGE_WAITING;
	return row;
}

static void turn_round(struct thread_page *page)
{
	for (int i = 0, j = page->count - 1; i < j; i++, j--) {
		struct thread_row row = page->rows[i];

		page->rows[i] = page->rows[j];
		page->rows[j] = row;
	}
}

/* from: what parts the rows behind the anchor from the others; "" for all. */
static int read_page(const struct look *l, const char *from, const char *by, int limit, struct thread_page *page, struct err *e)
{
	char *more = xasprintf("%s%s", from, by);
	struct db_stmt *stmt = look_select(l, ROW, more, limit);
	int64_t now = clock_now();
	int row;

	free(more);
	while ((row = db_step(stmt, e)) == 1) {
		page->rows = xrealloc(page->rows, (size_t)page->count + 1, sizeof *page->rows);
		page->rows[page->count++] = row_at(stmt, now);
	}
	return row;
}

int thread_list(struct store *s, const struct thread_query *q, int64_t anchor, int limit, struct thread_page *page, struct err *e)
{
	struct look l;
	int result = 0;

	*page = (struct thread_page){ 0 };
	look_init(&l, s, q);
	if (anchor && !look_from(&l, anchor))
		result = err_set(e, ERR_ANCHOR_NOT_FOUND, NULL);
	else if (limit < 0)
		result = read_page(&l, anchor ? l.order->before : "", l.order->up, -limit, page, e);
	else
		result = read_page(&l, anchor ? l.order->after : "", l.order->down, limit, page, e);
	if (limit < 0)
		turn_round(page);
	if (result != 0)
		thread_page_release(page);
	look_release(&l);
	return result;
}

/* --- counts and places --- */

static int count_of(const struct look *l, const char *more, int64_t *out, struct err *e)
{
	struct db_stmt *stmt;
	int row;

	if (!out)
		return 0;
	stmt = look_select(l, "count(*)", more, 0);
	row = db_step(stmt, e);
	*out = row == 1 ? db_int(stmt, 0) : 0;
	db_reset(stmt);
	return row < 0 ? -1 : 0;
}

/* True if the row that the look starts from is itself in it. */
static bool look_holds(const struct look *l)
{
	return row_integer(look_select(l, "1", "AND latest_at = ?2 AND local = ?3", 0)) != 0;
}

int thread_counts(struct store *s, const struct thread_query *q, int64_t local, int64_t *rows, int64_t *unread, int64_t *place,
                  struct err *e)
{
	struct look l;
	int result;

	look_init(&l, s, q);
	result = count_of(&l, "", rows, e);
	if (result == 0)
		result = count_of(&l, "AND unread > 0", unread, e);
	if (result == 0 && place && look_from(&l, local) && look_holds(&l))
		result = count_of(&l, l.order->before, place, e);
	else if (place)
		*place = -1;
	look_release(&l);
	return result;
}

/* The first row that wants attention behind the anchor (from "": of all), one way or the other. */
static int64_t waiting(const struct look *l, const char *from, bool backwards)
{
	char *more = xasprintf("AND attention = 1 %s%s", from, backwards ? l->order->up : l->order->down);
	int64_t found = row_integer(look_select(l, "local", more, 1));

	free(more);
	return found;
}

int64_t thread_next_waiting(struct store *s, const struct thread_query *q, int64_t local, bool backwards)
{
	const struct thread_query all = { .view = q->view, .order = q->order };
	int64_t found = 0;
	struct look l;

	look_init(&l, s, &all);
	if (look_from(&l, local))
		found = waiting(&l, backwards ? l.order->before : l.order->after, backwards);
	if (!found)
		found = waiting(&l, "", backwards);
	look_release(&l);
	return found;
}

/* --- messages of a conversation --- */

#define IN_THREAD \
	"SELECT m.local FROM thread_index t JOIN message_index m ON m.account = t.account AND m.thread_uid = t.thread_uid " \
	"WHERE t.local = ?1 AND t.thread_uid <> '' "
#define IN_ORDER "ORDER BY (m.received_at = 0), m.received_at, m.local"

int thread_messages(struct store *s, int64_t thread_local, int64_t **locals, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, IN_THREAD "AND replace(m.keywords, ' $deleted ', '') = m.keywords " IN_ORDER);
	int count;

	db_bind_int(stmt, 1, thread_local);
	count = row_integers(stmt, locals, e);
	if (count != 0)
		return count;
	free(*locals);
	stmt = db_prepare(s->db, IN_THREAD IN_ORDER); /* in the bin: all of it */
	db_bind_int(stmt, 1, thread_local);
	return row_integers(stmt, locals, e);
}

int64_t thread_of_message(struct store *s, int64_t message_local)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT t.local FROM message_index m JOIN thread_index t ON t.account = m.account "
	                                         "AND t.thread_uid = m.thread_uid WHERE m.local = ?1");

	db_bind_int(stmt, 1, message_local);
	return row_integer(stmt);
}

/* What the portal has not heard of yet stays from now on. */
int64_t thread_gone_at(struct store *s, int64_t thread_local)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT min(CASE m.deleted_at WHEN 0 THEN ?2 ELSE m.deleted_at END) FROM thread_index t "
	                                         "JOIN message_index m ON m.account = t.account AND m.thread_uid = t.thread_uid "
	                                         "WHERE t.local = ?1");

	db_bind_int(stmt, 1, thread_local);
	db_bind_int(stmt, 2, clock_now());
	return row_integer(stmt) + (int64_t)BIN_DAYS * 24 * 60 * 60;
}
