/* Lists over the index tables: filters, order, a place from the start or from an anchor. */
#include <stdlib.h>

#include "index.h"
#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { FIRST_PARAMETER = 4 }; /* ?1 the account, ?2 what the viewer sees, ?3 who they are; then the filters */

struct list {
	struct store *s;
	const struct record_query *q;
	const struct index_table *table;
	const struct index_column *order; /* NULL: by local */
	struct str where;
};

static int add_filter(struct list *l, size_t number, struct err *e)
{
	const struct record_filter *filter = &l->q->filters[number];
	const struct index_column *c = index_column(l->s, l->q->type, filter->field);
	size_t parameter = FIRST_PARAMETER + number;

	if (!c)
		return err_set(e, ERR_UNSUPPORTED_FILTER, filter->field, NULL);
	if (c->part == INDEX_SET)
		str_addf(&l->where, " AND replace(\"%s\", ?%zu, '') %s \"%s\"", c->name, parameter, filter->negate ? "=" : "<>", c->name);
	else
		str_addf(&l->where, " AND \"%s\" %s ?%zu", c->name, filter->negate ? "<>" : "=", parameter);
	return 0;
}

static int64_t number_of(const struct field *field, const char *text)
{
	int64_t seconds = 0;

	if (field->kind == FIELD_BOOLEAN)
		return text_equal(text, "true");
	if (field->kind == FIELD_UTC)
		return clock_parse(text, &seconds) ? seconds : 0;
	return strtoll(text, NULL, 10);
}

static void bind(const struct list *l, struct db_stmt *stmt)
{
	db_bind_int(stmt, 1, l->q->account);
	db_bind_int(stmt, 2, l->q->sees);
	if (l->q->author && l->q->sees)
		db_bind_text(stmt, 3, l->q->author);
	for (size_t i = 0; i < l->q->filter_count; i++) {
		const struct record_filter *filter = &l->q->filters[i];
		const struct index_column *c = index_column(l->s, l->q->type, filter->field);
		int parameter = FIRST_PARAMETER + (int)i;

		if (c->part == INDEX_INTEGER) {
			db_bind_int(stmt, parameter, number_of(c->field, filter->equals));
		} else if (c->part == INDEX_SET) {
			char *member = xasprintf(" %s ", filter->equals);

			db_bind_text(stmt, parameter, member);
			free(member);
		} else {
			db_bind_text(stmt, parameter, filter->equals);
		}
	}
}

static int set_up(struct list *l, struct err *e)
{
	const char *order = l->q->order ? l->q->order : l->q->type->order;

	l->table = index_table(l->s, l->q->type);
	/* Drafts that stand in an index have negative locals; no list is of them. */
	str_add(&l->where, "WHERE account = ?1 AND local > 0 AND (?2 = 0 OR (audience & ?2) <> 0");
	/* Few records are their author's alone, and the index tells which: only of those the row is looked into. */
	if (l->q->author && l->q->sees)
		str_addf(&l->where, " OR ((audience & %d) <> 0 AND ?3 = (SELECT r.author FROM record r WHERE r.local = %s.local))",
		         AUDIENCE_AUTHOR, l->table->name);
	str_add(&l->where, ")");
	for (size_t i = 0; i < l->q->filter_count; i++)
		if (add_filter(l, i, e) != 0)
			return -1;
	l->order = order ? index_column(l->s, l->q->type, order) : NULL;
	if (order && (!l->order || !(l->order->field->flags & F_SORTABLE)))
		return err_set(e, ERR_UNSUPPORTED_SORT, order, NULL);
	if (l->q->to && l->order)
		str_addf(&l->where, " AND \"%s\" BETWEEN %lld AND %lld", l->order->name, (long long)l->q->from, (long long)l->q->to);
	return 0;
}

/* What is asked for by one field at most, at any time, is few statements, worth keeping. */
static struct db_stmt *prepare(const struct list *l, const char *sql)
{
	return l->q->filter_count > 1 || l->q->to ? db_prepare_once(l->s->db, sql) : db_prepare(l->s->db, sql);
}

/* The one number that sql selects of the rows; sql ends before the condition, and more follows it. */
static int64_t select_number(const struct list *l, const char *what, const char *more, int64_t local, struct err *e)
{
	char *sql = xasprintf("SELECT %s FROM %s %s%s", what, l->table->name, l->where.text, more);
	struct db_stmt *stmt = prepare(l, sql);
	int64_t number;
	int row;

	bind(l, stmt);
	if (local)
		db_bind_int(stmt, FIRST_PARAMETER + (int)l->q->filter_count, local);
	row = db_step(stmt, e);
	number = row == 1 ? db_int(stmt, 0) : -1;
	db_finish(stmt);
	free(sql);
	return number;
}

/* What holds for rows that stand before (after) the anchor, which is the parameter of that number; yours. */
static char *beside_anchor(const struct list *l, bool before, size_t parameter)
{
	char than = before == l->q->ascending ? '<' : '>';

	if (!l->order)
		return xasprintf(" AND local %c ?%zu", than, parameter);
	return xasprintf(" AND (\"%s\", local) %c (SELECT a.\"%s\", a.local FROM %s a WHERE a.local = ?%zu)", l->order->name, than,
	                 l->order->name, l->table->name, parameter);
}

/* 0 if the anchor is among the rows, else -1 with e. */
static int find_anchor(const struct list *l, struct err *e)
{
	char *is_it = xasprintf(" AND local = ?%zu", FIRST_PARAMETER + l->q->filter_count);
	int64_t there = select_number(l, "count(*)", is_it, l->q->anchor, e);

	free(is_it);
	return there > 0 ? 0 : there < 0 ? -1 : err_set(e, ERR_ANCHOR_NOT_FOUND, NULL);
}

/* How many rows stand before the anchor; -1 with e. */
static int64_t place_of_anchor(const struct list *l, struct err *e)
{
	char *is_before = beside_anchor(l, true, FIRST_PARAMETER + l->q->filter_count);
	int64_t place = select_number(l, "count(*)", is_before, l->q->anchor, e);

	free(is_before);
	return place;
}

/* The rows from start on; after: not counted from the first row, but from the one after the anchor. */
static int read_page(const struct list *l, int64_t start, bool after, int64_t *locals, struct err *e)
{
	const char *direction = l->q->ascending ? "ASC" : "DESC";
	size_t parameter = FIRST_PARAMETER + l->q->filter_count;
	char *is_after = after ? beside_anchor(l, false, parameter + 2) : NULL;
	struct str sql = { 0 };
	struct db_stmt *stmt;
	int count = 0, row;

	str_addf(&sql, "SELECT local FROM %s %s%s ORDER BY ", l->table->name, l->where.text, is_after ? is_after : "");
	if (l->order)
		str_addf(&sql, "\"%s\" %s, ", l->order->name, direction);
	str_addf(&sql, "local %s LIMIT ?%zu OFFSET ?%zu", direction, parameter, parameter + 1);
	stmt = prepare(l, sql.text);
	bind(l, stmt);
	db_bind_int(stmt, (int)parameter, l->q->limit);
	db_bind_int(stmt, (int)parameter + 1, start);
	if (after)
		db_bind_int(stmt, (int)parameter + 2, l->q->anchor);
	while ((row = db_step(stmt, e)) == 1)
		locals[count++] = db_int(stmt, 0);
	db_finish(stmt);
	str_release(&sql);
	free(is_after);
	return row < 0 ? -1 : count;
}

int record_list(struct store *s, const struct record_query *q, int64_t *locals, int64_t *position, int64_t *total, struct err *e)
{
	struct list l = { .s = s, .q = q };
	int64_t start = q->offset, all = -1;
	bool after = q->anchor && q->offset >= 0 && !position; /* nobody asks how many stand before: they are not counted */
	int count = -1;

	if (set_up(&l, e) != 0 || (q->anchor && find_anchor(&l, e) != 0))
		goto out;
	if (q->anchor && !after) {
		int64_t place = place_of_anchor(&l, e);

		if (place < 0)
			goto out;
		start += place + 1;
	}
	if (start < 0)
		start = 0;
	if (q->total && (all = select_number(&l, "count(*)", "", 0, e)) < 0)
		goto out;
	count = q->limit > 0 ? read_page(&l, start, after, locals, e) : 0;
out:
	if (position)
		*position = start;
	if (total)
		*total = all;
	str_release(&l.where);
	return count;
}

bool record_first(struct store *s, const struct record_query *q, struct record *r)
{
	struct record_query one = *q;
	int64_t local = 0;
	one.limit = 1;
	one.total = false;
	*r = (struct record){0};
	return record_list(s, &one, &local, NULL, NULL, NULL) == 1 && record_by_local(s, local, r);
}
