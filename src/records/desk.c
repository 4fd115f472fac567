/* Cases on the desks of an officer: read with what waits in the outbox, put in order, decided. */
#include "twinline/records/desk.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"
#include "twinline/records/replica.h"

enum {
	DAY_S = 24 * 60 * 60,
	CASES_MAX = 20000,
	HOLD_LEAST_S = 5 * 60 /* a hold that ends sooner is taken anew */
};

/* --- reading --- */

void desk_row_release(struct desk_row *row)
{
	record_release(&record_types[TYPE_Case], &row->c);
	err_release(&row->refusal);
	*row = (struct desk_row){ 0 };
}

/* A decision of mine on the case: under way, or refused. */
static void read_entry(struct store *s, struct desk_row *row)
{
	struct outbox_entry entry = { 0 };
	int64_t local = outbox_of_record(s, row->local);
	struct json *patch;

	if (!local || !outbox_get(s, local, &entry))
		return;
	patch = json_parse_own(entry.body);
	if (json_get_text(patch, "state")) {
		row->entry = local;
		row->is_superseded = entry.state == OUTBOX_REFUSED || entry.state == OUTBOX_NEEDS_YOU;
		if (row->is_superseded)
			err_move(&row->refusal, &entry.cause);
	}
	json_free(patch);
	outbox_entry_release(&entry);
}

bool desk_read(struct store *s, int64_t local, struct desk_row *row)
{
	struct record r = { 0 };
	bool there = record_by_local(s, local, &r) && r.type->index == TYPE_Case;

	*row = (struct desk_row){ 0 };
	if (there) {
		struct json *tree = record_tree(s, &r);

		row->local = local;
		row->account = r.account;
		record_decode(r.type, tree, &row->c);
		read_entry(s, row);
		json_free(tree);
	}
	record_free(&r);
	return there;
}

bool desk_is_held(struct store *s, const struct desk_row *row, int64_t now)
{
	bool held = row->c.held && row->c.held_until > now && row->c.holder.id;
	char *me = held ? replica_me(s) : NULL;

	held = held && !text_equal(row->c.holder.id, me);
	free(me);
	return held;
}

/* --- lists --- */

/* Of a case that nothing of mine is on its way for, as most are, all is in the row. */
static void take_row(struct store *s, struct db_stmt *stmt, struct desk_row *row)
{
	struct json *tree;

	*row = (struct desk_row){ 0 };
	if (db_int(stmt, 5)) {
		desk_read(s, db_int(stmt, 0), row);
		return;
	}
	row->local = db_int(stmt, 0);
	row->account = db_int(stmt, 1);
	tree = json_parse_own(db_text(stmt, 4));
	record_decode(&record_types[TYPE_Case], tree, &row->c);
	json_free(tree);
	free(row->c.head.id);
	row->c.head.id = row_text(stmt, 2);
	row->c.head.rev = db_int(stmt, 3);
}

/* All cases of my desks; *rows yours. */
static int read_all(struct store *s, struct desk_row **rows, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT r.local, r.account, r.id, r.rev, r.body, "
	                                         "EXISTS(SELECT 1 FROM outbox o WHERE o.record = r.local) FROM account a "
	                                         "JOIN record r ON r.account = a.local AND r.type = ?2 WHERE a.kind = ?1 LIMIT ?3");
	int total = 0, room = 0, step;

	*rows = NULL;
	db_bind_int(stmt, 1, ACCOUNT_DESK);
	db_bind_int(stmt, 2, TYPE_Case);
	db_bind_int(stmt, 3, CASES_MAX);
	while ((step = db_step(stmt, e)) == 1) {
		if (total == room) {
			room = room ? room * 2 : 64;
			*rows = xrealloc(*rows, (size_t)room, sizeof **rows);
		}
		take_row(s, stmt, *rows + total++);
	}
	db_reset(stmt);
	return step < 0 ? -1 : total;
}

static enum desk_view view_of(const struct desk_row *row)
{
	if (row->is_superseded || !row->c.state || text_equal(row->c.state, "waiting"))
		return DESK_WAITING;
	return text_equal(row->c.state, "askedBack") ? DESK_ASKED_BACK : DESK_DECIDED;
}

static int compare(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

/* Of what waits: what was refused to me, then by age, then what was put back, by when. */
static int by_age(const void *a, const void *b)
{
	const struct desk_row *one = a, *other = b;

	if (one->is_superseded != other->is_superseded)
		return one->is_superseded ? -1 : 1;
	if (one->c.later_at != other->c.later_at)
		return compare(one->c.later_at, other->c.later_at);
	if (one->c.since != other->c.since)
		return compare(one->c.since, other->c.since);
	return compare(one->local, other->local);
}

/* What I decide now has no time of the portal's yet: it is the newest. */
static int by_decision(const void *a, const void *b)
{
	const struct desk_row *one = a, *other = b;
	int64_t first = one->entry ? INT64_MAX : one->c.decided_at, second = other->entry ? INT64_MAX : other->c.decided_at;

	return first == second ? compare(other->local, one->local) : compare(second, first);
}

static int by_country(const struct desk_row *one, const struct desk_row *other)
{
	return strcmp(one->c.country ? one->c.country : "", other->c.country ? other->c.country : "");
}

static int by_country_and_age(const void *a, const void *b)
{
	int country = by_country(a, b);

	return country ? country : by_age(a, b);
}

static int by_country_and_decision(const void *a, const void *b)
{
	int country = by_country(a, b);

	return country ? country : by_decision(a, b);
}

int desk_list(struct store *s, enum desk_view view, enum desk_order order, struct desk_row **rows, struct err *e)
{
	static int (*const orders[][DESK_ORDER_COUNT])(const void *a, const void *b) = {
		{ by_age, by_country_and_age }, { by_decision, by_country_and_decision },
	};
	int count = read_all(s, rows, e), kept = 0;

	for (int i = 0; i < count; i++)
		if (view_of(&(*rows)[i]) == view)
			(*rows)[kept++] = (*rows)[i];
		else
			desk_row_release(&(*rows)[i]);
	if (kept > 1)
		qsort(*rows, (size_t)kept, sizeof **rows, orders[view == DESK_DECIDED][order]);
	return count < 0 ? -1 : kept;
}

/* --- the dossier --- */

struct json *desk_dossier(struct store *s, const struct desk_row *row)
{
	struct record r = { 0 };
	struct json *tree = NULL;

	if (row->c.head.id && record_by_id(s, row->account, &record_types[TYPE_Dossier], row->c.head.id, &r))
		tree = record_tree(s, &r);
	record_free(&r);
	return tree;
}

static bool is_over(struct store *s, const struct record *dossier, int64_t now)
{
	struct record r = { 0 };
	int64_t decided = 0;
	bool there = dossier->id && record_by_id(s, dossier->account, &record_types[TYPE_Case], dossier->id, &r);

	if (there) {
		struct json *tree = json_parse_own(r.body);
		const char *at = json_get_text(tree, "decidedAt");

		if (at && !text_equal(json_get_text(tree, "state"), "askedBack"))
			clock_parse(at, &decided);
		json_free(tree);
	}
	record_free(&r);
	return !there || (decided && decided + DAY_S <= now);
}

/* Locals of Dossiers that are over; *locals yours. How many, or -1. */
static int find_over(struct store *s, int64_t now, int64_t **locals, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT r.local FROM account a JOIN record r ON r.account = a.local AND r.type = ?2 "
	                                         "WHERE a.kind = ?1");
	int count, kept = 0;

	db_bind_int(stmt, 1, ACCOUNT_DESK);
	db_bind_int(stmt, 2, TYPE_Dossier);
	count = row_integers(stmt, locals, e);
	for (int i = 0; i < count; i++) {
		struct record r = { 0 };

		if (record_by_local(s, (*locals)[i], &r) && is_over(s, &r, now))
			(*locals)[kept++] = (*locals)[i];
		record_free(&r);
	}
	return count < 0 ? -1 : kept;
}

static int forget(struct store *s, int64_t local, struct err *e)
{
	struct record r = { 0 };
	int result = record_by_local(s, local, &r) ? record_forget(s, r.account, r.type, r.id, e) : 0;

	record_free(&r);
	return result;
}

int desk_prune(struct store *s, int64_t now, struct err *e)
{
	int64_t *locals = NULL;
	int count = find_over(s, now, &locals, e), result = count < 0 ? -1 : 0;

	if (count > 0) {
		result = db_begin(s->db, e);
		for (int i = 0; i < count && result == 0; i++)
			result = forget(s, locals[i], e);
		if (result == 0)
			result = db_commit(s->db, e);
		if (result != 0)
			db_rollback(s->db);
	}
	free(locals);
	return result;
}

/* --- deciding --- */

static void set_if(struct json *patch, const char *name, const char *value)
{
	if (value && *value)
		json_set_string(patch, name, value);
}

/* A decision of mine that was refused has said what it had to, once there is another one. */
static int drop_refused(struct store *s, const struct desk_row *row, struct err *e)
{
	return row->entry && row->is_superseded ? outbox_take_back(s, row->entry, e) : 0;
}

/* What a report took away can be shown again, once that has gone out. */
static bool may_become(const struct desk_row *row, const char *state)
{
	const char *is = row->c.state ? row->c.state : "waiting";

	if (text_equal(state, "shownAgain"))
		return text_equal(is, "accepted") && text_equal(row->c.kind, "report") && !row->entry;
	return text_equal(is, "waiting") || (text_equal(is, "askedBack") && !text_equal(state, is));
}

static int check(struct store *s, const struct desk_row *row, const char *state, int64_t now, struct err *e)
{
	if (desk_is_held(s, row, now))
		return err_set(e, ERR_HELD, row->c.holder.name ? row->c.holder.name : "", NULL);
	if (!may_become(row, state))
		return err_set(e, ERR_NOT_IN_STATE, row->c.title ? row->c.title : "", row->c.state ? row->c.state : "waiting", NULL);
	return 0;
}

int64_t desk_decide(struct store *s, int64_t local, const struct desk_decision *d, int64_t now, struct err *e)
{
	struct desk_row row;
	struct json *patch = json_new_object();
	int64_t entry = -1;

	if (!desk_read(s, local, &row)) {
		err_set(e, ERR_NOT_FOUND, NULL);
	} else if (check(s, &row, d->state, now, e) == 0 && drop_refused(s, &row, e) == 0) {
		json_set_string(patch, "state", d->state);
		set_if(patch, "reason", d->reason);
		set_if(patch, "text", d->text);
		set_if(patch, "joinWith", d->join_with);
		entry = outbox_update_held(s, local, patch, s->hold, e);
	}
	desk_row_release(&row);
	json_free(patch);
	return entry;
}

int desk_hold(struct store *s, int64_t local, bool held, int64_t now, struct err *e)
{
	struct desk_row row;
	struct json *patch = json_new_object();
	bool there = desk_read(s, local, &row), waits = there && view_of(&row) == DESK_WAITING && !row.entry;
	bool is_mine = there && row.c.held && !desk_is_held(s, &row, now), lasts = is_mine && row.c.held_until >= now + HOLD_LEAST_S;
	int result = 0;

	json_set_bool(patch, "held", held);
	if (waits && !desk_is_held(s, &row, now) && (held ? !lasts : is_mine))
		result = outbox_update(s, local, patch, e) < 0 ? -1 : 0;
	desk_row_release(&row);
	json_free(patch);
	return result;
}

int64_t desk_put_back(struct store *s, int64_t local, const char *note, int64_t now, struct err *e)
{
	struct json *patch = json_new_object();
	char at[CLOCK_TEXT_SIZE];
	int64_t entry;

	clock_format(now, at);
	json_set_string(patch, "laterAt", at);
	if (note && *note)
		json_set_string(patch, "note", note);
	entry = outbox_update_held(s, local, patch, s->hold, e);
	json_free(patch);
	return entry;
}
