/* The journal: rows are added, found, read from the newest, and forgotten by their age. */
#include "twinline/records/journal.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/datetime.h"
#include "twinline/text/fold.h"

enum { DAY = 24 * 60 * 60, ROWS_MAX = 20000, FORGET_EVERY = 64 /* rows: a look at all of them now and then is enough */ };

static const char *const words[JOURNAL_KIND_COUNT] = {
	[JOURNAL_QUEUED] = N_("written"), [JOURNAL_SENT] = N_("sent"), [JOURNAL_REFUSED] = N_("refused"),
	[JOURNAL_TAKEN_BACK] = N_("taken back"), [JOURNAL_RECEIVED] = N_("came"), [JOURNAL_LINE_LOST] = N_("line lost"),
	[JOURNAL_LINE_BACK] = N_("line back"), [JOURNAL_SAID] = N_("said"), [JOURNAL_MERGED] = N_("merged"), [JOURNAL_CONFLICT] = N_("needs you"),
};

const char *journal_kind_word(enum journal_kind kind)
{
	return words[kind];
}

/* --- adding --- */

static int forget_old(struct store *s, int64_t newest, struct err *e)
{
	struct db_stmt *stmt;

	if (newest % FORGET_EVERY != 0)
		return 0;
	stmt = db_prepare(s->db, "DELETE FROM journal WHERE local <= ?1 OR at < ?2 OR (at < ?3 AND kind IN (4, 5, 6, 7))");
	db_bind_int(stmt, 1, newest - ROWS_MAX);
	db_bind_int(stmt, 2, clock_now() - (int64_t)JOURNAL_DAYS * DAY);
	db_bind_int(stmt, 3, clock_now() - (int64_t)JOURNAL_NEWS_DAYS * DAY);
	return db_run(stmt, e);
}
_Static_assert(JOURNAL_RECEIVED == 4 && JOURNAL_LINE_LOST == 5 && JOURNAL_LINE_BACK == 6 && JOURNAL_SAID == 7,
               "as written in the statement");

int journal_put(struct store *s, const struct journal_row *row, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO journal(at, kind, subject, receipt, cause, who, what) "
	                                         "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");

	db_bind_int(stmt, 1, row->at);
	db_bind_int(stmt, 2, row->kind);
	db_bind_text(stmt, 3, row->subject);
	db_bind_text(stmt, 4, row->receipt);
	row_bind_cause(stmt, 5, &row->cause);
	db_bind_text(stmt, 6, row->who);
	db_bind_text(stmt, 7, row->what);
	return db_run(stmt, e) == 0 ? forget_old(s, db_last_id(s->db), e) : -1;
}

int journal_add(struct store *s, enum journal_kind kind, int64_t at, const char *subject, const struct err *cause, struct err *e)
{
	struct journal_row row = { .at = at, .kind = kind, .subject = (char *)subject };

	if (cause)
		row.cause = *cause;
	return journal_put(s, &row, e);
}

/* --- reading --- */

static void fill(struct db_stmt *stmt, struct journal_row *row)
{
	*row = (struct journal_row){ .local = db_int(stmt, 0), .at = db_int(stmt, 1), .kind = (enum journal_kind)db_int(stmt, 2),
	                             .subject = row_text(stmt, 3), .receipt = row_text(stmt, 4), .who = row_text(stmt, 6),
	                             .what = row_text(stmt, 7) };
	row_cause(stmt, 5, &row->cause);
}

/* What a row is found by: title, names, receipt; its day as "2026-11-17" and as people write it. */
static bool has_words(const struct journal_row *row, const char *folded)
{
	struct str text = { 0 };
	char day[CLOCK_DAY_SIZE], *own = journal_words(row), *all;
	bool has;

	clock_format_day(row->at, day);
	str_addf(&text, "%s %s %s %s ", own, row->who ? row->who : "", row->receipt ? row->receipt : "", day);
	datetime_add_date(&text, row->at);
	all = fold_copy(text.text);
	has = fold_matches(all, folded);
	free(all);
	free(own);
	str_release(&text);
	return has;
}

static bool is_wanted(const struct journal_row *row, const struct journal_query *q, const char *folded)
{
	return (unsigned)row->kind < JOURNAL_KIND_COUNT && (!q->receipts || row->receipt) && (!folded || has_words(row, folded));
}

static void turn_round(struct journal_row *rows, int count)
{
	for (int i = 0; i < count / 2; i++) {
		struct journal_row row = rows[i];

		rows[i] = rows[count - 1 - i];
		rows[count - 1 - i] = row;
	}
}

int journal_list(struct store *s, const struct journal_query *q, int limit, struct journal_row *rows, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, q->before ? "SELECT local, at, kind, subject, receipt, cause, who, what FROM journal "
	                                                     "WHERE local > ?1 ORDER BY local"
	                                                   : "SELECT local, at, kind, subject, receipt, cause, who, what FROM journal "
	                                                     "WHERE ?1 = 0 OR local < ?1 ORDER BY local DESC");
	char *folded = q->words && *q->words ? fold_copy(q->words) : NULL;
	int count = 0, row = 1;

	db_bind_int(stmt, 1, q->before ? q->before : q->after);
	while (count < limit && (row = db_step(stmt, e)) == 1) {
		fill(stmt, &rows[count]);
		if (is_wanted(&rows[count], q, folded))
			count++;
		else
			journal_row_release(&rows[count]);
	}
	db_reset(stmt);
	free(folded);
	if (row >= 0) {
		if (q->before)
			turn_round(rows, count);
		return count;
	}
	while (count > 0)
		journal_row_release(&rows[--count]);
	return -1;
}

char *journal_words(const struct journal_row *row)
{
	const char *subject = row->subject ? row->subject : "";

	return row->what ? str_with(i18n_text(row->what), subject) : xstrdup(subject);
}

struct json *journal_receipt(const struct journal_row *row)
{
	struct json *object = json_new_object();
	char at[CLOCK_TEXT_SIZE], *what = str_with(row->what ? row->what : "%s", row->subject ? row->subject : "");

	clock_format(row->at, at);
	json_set_string(object, "receipt", row->receipt);
	json_set_string(object, "at", at);
	json_set_string(object, "what", what);
	if (row->subject)
		json_set_string(object, "title", row->subject);
	if (row->who)
		json_set_string(object, "who", row->who);
	free(what);
	return object;
}

void journal_row_release(struct journal_row *row)
{
	free(row->subject);
	free(row->who);
	free(row->what);
	free(row->receipt);
	err_release(&row->cause);
	*row = (struct journal_row){ 0 };
}
