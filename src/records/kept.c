/* Cards fetched from the directory and kept here: records with a row beside each that says when, and what it is found by. */
#include "twinline/records/kept.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/replica.h"
#include "twinline/schema/filter.h"

enum { FIRST_WORD = 2, WORDS_MOST = 4 /* that the database looks for; filter_passes looks for all */ };

/* The only account on a replica that cards of the type, or public events, come from. */
static int64_t account_of(struct store *s, const struct record_type *type)
{
	return account_of_kind(s, record_type_in(type, ACCOUNT_DIRECTORY) ? ACCOUNT_DIRECTORY : ACCOUNT_COMMUNITY);
}

/* When it was last active, as a number that orders like it. */
static int64_t activity_of(const struct record_type *type, const struct json *object)
{
	const char *text = type->order ? json_get_text(object, type->order) : NULL;
	int64_t seconds = 0;

	return text && clock_parse(text, &seconds) ? seconds : filter_day(text);
}

/* The fields that filters ask for, and nothing else: lists are narrowed with every key, and reading whole cards takes long. Yours. */
static char *facts_of(const struct record_type *type, const struct json *object)
{
	struct json *facts = json_new_object();
	char *text;

	for (const struct filter_row *row = filter_rows(type); row->name; row++)
		if (row->field && json_get(object, row->field))
			json_set(facts, row->field, json_copy(json_get(object, row->field)));
	text = json_print(facts);
	json_free(facts);
	return text;
}

static int note(struct store *s, const struct record_type *type, int64_t local, const struct json *object, int64_t now, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO kept(record, type, fetched, looked, active, words, facts) "
		"VALUES(?1, ?2, ?3, ?3, ?4, ?5, ?6) ON CONFLICT(record) DO UPDATE SET fetched = excluded.fetched, active = excluded.active, "
		"words = excluded.words, facts = excluded.facts");
	char *words = filter_words(type, object), *facts = facts_of(type, object);
	int result;

	db_bind_int(stmt, 1, local);
	db_bind_int(stmt, 2, type->index);
	db_bind_int(stmt, 3, now);
	db_bind_int(stmt, 4, activity_of(type, object));
	db_bind_text(stmt, 5, words);
	db_bind_text(stmt, 6, facts);
	result = db_run(stmt, e);
	free(words);
	free(facts);
	return result;
}

int64_t kept_put(struct store *s, const struct record_type *type, const struct json *object, int64_t now, struct err *e)
{
	int64_t account = account_of(s, type), local;

	if (!account)
		return err_set(e, ERR_ACCOUNT_NOT_FOUND, NULL);
	local = record_receive(s, account, type, object, e);
	/* What is synced into a window is no card, and not this file's to take away. */
	if (local > 0 && record_type_in(type, ACCOUNT_DIRECTORY) && note(s, type, local, object, now, e) != 0)
		return -1;
	if (local > 0 && type->index == TYPE_Person && people_note_card(s, object, e) != 0)
		return -1;
	return local;
}

int64_t kept_find(struct store *s, const struct record_type *type, const char *id, int64_t *fetched_at)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT r.local, coalesce(k.fetched, 0) FROM record r LEFT JOIN kept k ON k.record = r.local "
		"WHERE r.account = ?1 AND r.type = ?2 AND r.id = ?3");
	int64_t local = 0;

	db_bind_int(stmt, 1, account_of(s, type));
	db_bind_int(stmt, 2, type->index);
	db_bind_text(stmt, 3, id);
	if (row_step(stmt)) {
		local = db_int(stmt, 0);
		if (fetched_at)
			*fetched_at = db_int(stmt, 1);
	}
	db_reset(stmt);
	return local;
}

int kept_touch(struct store *s, int64_t local, int64_t now, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE kept SET looked = ?2 WHERE record = ?1");

	db_bind_int(stmt, 1, local);
	db_bind_int(stmt, 2, now);
	return db_run(stmt, e);
}

int kept_forget(struct store *s, int64_t local, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM kept WHERE record = ?1");

	db_bind_int(stmt, 1, local);
	return db_run(stmt, e);
}

/* --- lists --- */

struct listing {
	const struct kept_query *q;
	int64_t *locals;
	int64_t active, total; /* of the anchor; of all that pass */
	int count;
	bool reads_facts;      /* more than words are asked for */
};

/* The first words of the filter, each with the space before it: what has not all of them need not be looked at. */
static int words_of(const struct json *filter, char *words[WORDS_MOST])
{
	const char *text = json_get_text(filter, "text");
	char *folded = filter_fold(text ? text : "");
	const char *at = folded;
	struct filter_word word;
	int count = 0;

	while (count < WORDS_MOST && filter_next_word(&at, &word))
		words[count++] = xasprintf(" %.*s", (int)word.len, word.text);
	free(folded);
	return count;
}

static char *sql_of(int words)
{
	struct str sql = { 0 };

	str_add(&sql, "SELECT k.record, k.active, k.words, k.facts FROM kept k WHERE k.type = ?1");
	for (int i = 0; i < words; i++)
		str_addf(&sql, " AND replace(k.words, ?%d, '') <> k.words", FIRST_WORD + i);
	str_add(&sql, " ORDER BY k.active DESC, k.record DESC");
	return str_detach(&sql);
}

static bool is_after_anchor(const struct listing *l, int64_t local, int64_t active)
{
	int64_t anchor = l->q->anchor;

	return !anchor || active < l->active || (active == l->active && local < anchor);
}

static void look_at(struct listing *l, struct db_stmt *row)
{
	const struct kept_query *q = l->q;
	struct json *tree = l->reads_facts ? json_parse_own(db_text(row, 3)) : NULL;
	bool passes = filter_passes(q->type, q->filter, tree, db_text(row, 2), q->today);

	json_free(tree);
	if (!passes)
		return;
	l->total++;
	if (l->count < q->limit && is_after_anchor(l, db_int(row, 0), db_int(row, 1)))
		l->locals[l->count++] = db_int(row, 0);
}

static int64_t active_of(struct store *s, int64_t local)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT active FROM kept WHERE record = ?1");

	db_bind_int(stmt, 1, local);
	return row_integer(stmt);
}

int kept_list(struct store *s, const struct kept_query *q, int64_t *locals, int64_t *total, struct err *e)
{
	struct listing l = { .q = q, .locals = locals, .active = q->anchor ? active_of(s, q->anchor) : 0,
	                     .reads_facts = json_size(q->filter) > (json_get(q->filter, "text") ? 1 : 0) };
	char *words[WORDS_MOST];
	int count = words_of(q->filter, words), row;
	char *sql = sql_of(count);
	struct db_stmt *stmt = db_prepare(s->db, sql);

	db_bind_int(stmt, 1, q->type->index);
	for (int i = 0; i < count; i++) {
		db_bind_text(stmt, FIRST_WORD + i, words[i]);
		free(words[i]);
	}
	while ((row = db_step(stmt, e)) == 1 && (total || l.count < q->limit))
		look_at(&l, stmt);
	db_reset(stmt);
	free(sql);
	if (total)
		*total = l.total;
	return row < 0 ? -1 : l.count;
}

/* --- the bound --- */

static int64_t beyond(struct store *s)
{
	return row_integer(db_prepare(s->db, "SELECT count(*) FROM kept")) - KEPT_MOST;
}

/* Those that nobody here has to do with, not looked at for longest first. */
static int oldest(struct store *s, int64_t most, int64_t **locals, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT k.record FROM kept k JOIN record r ON r.local = k.record "
		"WHERE NOT EXISTS (SELECT 1 FROM contact_index c WHERE c.person_id = r.id) "
		"AND NOT EXISTS (SELECT 1 FROM follow_index f WHERE f.person_id = r.id OR f.project_id = r.id) "
		"AND NOT EXISTS (SELECT 1 FROM member_index m WHERE m.person_id = r.id) AND r.id <> ?2 "
		"ORDER BY k.looked, k.record LIMIT ?1");
	char *me = replica_me(s);

	db_bind_int(stmt, 1, most);
	db_bind_text(stmt, 2, me);
	free(me);
	return row_integers(stmt, locals, e);
}

static bool has_id(const struct json *list, const char *id)
{
	for (const struct json *i = json_first(list); i; i = json_next(i))
		if (text_equal(json_get_text(i, "id"), id))
			return true;
	return false;
}

int kept_only(struct store *s, const struct record_type *type, const struct json *list, bool is_all, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT record FROM kept WHERE type = ?1 AND (?2 OR active > ?3)");
	const struct json *last = json_at(list, json_size(list) > 0 ? json_size(list) - 1 : 0);
	int64_t *locals = NULL;
	int count, result;

	db_bind_int(stmt, 1, type->index);
	db_bind_int(stmt, 2, is_all);
	db_bind_int(stmt, 3, is_all ? 0 : activity_of(type, last));
	count = row_integers(stmt, &locals, e);
	result = count < 0 ? -1 : 0;
	for (int i = 0; i < count && result == 0; i++) {
		struct record r = { 0 };

		if (record_by_local(s, locals[i], &r) && !has_id(list, r.id))
			result = record_forget(s, r.account, r.type, r.id, e);
		record_free(&r);
	}
	free(locals);
	return result;
}

int kept_prune(struct store *s, struct err *e)
{
	int64_t most = beyond(s), *locals = NULL;
	int count = most > 0 ? oldest(s, most, &locals, e) : 0, result = count < 0 ? -1 : 0;

	for (int i = 0; i < count && result == 0; i++) {
		struct record r;

		if (!record_by_local(s, locals[i], &r))
			continue;
		result = people_forget_card(s, r.id, e);
		if (result == 0)
			result = record_forget(s, r.account, r.type, r.id, e);
		record_free(&r);
	}
	free(locals);
	return result;
}
