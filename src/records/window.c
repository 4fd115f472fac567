/* The windows of a replica: what of an account is here, what lies beyond, where the older part begins. Kept as facts. */
#include <stdlib.h>
#include <string.h>

#include "index.h"
#include "rows.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/replica.h"
#include "twinline/records/thread.h"

enum { MEAN_OF = 50 };

/* --- the facts: "window ACCOUNT" {beyond {type: n}, unread, expected, here, ends {type: {id, at}}}, "older ACCOUNT" {type: n} --- */

static struct json *read_fact(struct store *s, const char *name, int64_t account)
{
	char *key = xasprintf("%s %lld", name, (long long)account), *text = store_fact(s, key);
	struct json *fact = text ? json_parse_own(text) : NULL;

	free(key);
	free(text);
	return fact ? fact : json_new_object();
}

/* An empty fact is none. */
static int write_fact(struct store *s, const char *name, int64_t account, struct json *fact_taken, struct err *e)
{
	char *key = xasprintf("%s %lld", name, (long long)account), *text = json_size(fact_taken) ? json_print(fact_taken) : NULL;
	int result = store_set_fact(s, key, text, e);

	free(key);
	free(text);
	json_free(fact_taken);
	return result;
}

static struct json *member(struct json *object, const char *name)
{
	struct json *there = json_get_mutable(object, name);

	return there ? there : json_set(object, name, json_new_object());
}

int replica_forget_window(struct store *s, int64_t account, struct err *e)
{
	return write_fact(s, "window", account, NULL, e) == 0 ? write_fact(s, "older", account, NULL, e) : -1;
}

/* --- numbers --- */

static int count_type(struct store *s, int64_t account, const struct record_type *type, int64_t *count, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT count(*) FROM record WHERE account = ?1 AND type = ?2 AND id IS NOT NULL "
	                                         "AND old = 0");
	int row;

	db_bind_int(stmt, 1, account);
	db_bind_int(stmt, 2, type->index);
	row = db_step(stmt, e);
	*count = row == 1 ? db_int(stmt, 0) : 0;
	db_reset(stmt);
	return row < 0 ? -1 : 0;
}

int replica_here(struct store *s, int64_t account, struct holding *here, struct err *e)
{
	*here = (struct holding){ 0 };
	for (int i = 0; i < RECORD_TYPE_COUNT; i++)
		if (record_types[i].window > 0 && count_type(s, account, &record_types[i], &here->records[i], e) != 0)
			return -1;
	return thread_totals(s, account, &here->records[TYPE_Thread], &here->unread, e);
}

void replica_beyond(struct store *s, int64_t account, struct holding *beyond)
{
	struct json *fact = read_fact(s, "window", account);

	*beyond = (struct holding){ .unread = json_get_integer(fact, "unread", 0) };
	for (int i = 0; i < RECORD_TYPE_COUNT; i++)
		beyond->records[i] = json_get_integer(json_get(fact, "beyond"), record_types[i].name, 0);
	json_free(fact);
}

static void put_number(struct json *object, const char *name, int64_t number)
{
	if (number > 0)
		json_set_integer(object, name, number);
	else
		json_remove(object, name);
}

int replica_set_beyond(struct store *s, int64_t account, const struct holding *beyond, struct err *e)
{
	struct json *fact = read_fact(s, "window", account), *numbers = member(fact, "beyond");

	for (int i = 0; i < RECORD_TYPE_COUNT; i++) {
		put_number(numbers, record_types[i].name, beyond->records[i]);
		if (record_types[i].window > 0 && beyond->records[i] <= 0)
			json_remove(json_get_mutable(fact, "ends"), record_types[i].name);
	}
	put_number(fact, "unread", beyond->unread);
	if (json_size(numbers) == 0)
		json_remove(fact, "beyond");
	if (json_size(json_get(fact, "ends")) == 0)
		json_remove(fact, "ends");
	return write_fact(s, "window", account, fact, e);
}

struct filling replica_filling(struct store *s, int64_t account)
{
	struct json *fact = read_fact(s, "window", account);
	struct filling filling = { .expected = json_get_integer(fact, "expected", 0), .here = json_get_integer(fact, "here", 0) };

	json_free(fact);
	return filling;
}

int replica_set_filling(struct store *s, int64_t account, struct filling filling, struct err *e)
{
	struct json *fact = read_fact(s, "window", account);

	put_number(fact, "expected", filling.expected);
	put_number(fact, "here", filling.expected > 0 ? filling.here : 0);
	return write_fact(s, "window", account, fact, e);
}

/* Ids are random: those that come first in the index are as good a sample as any, and 10,000 need not be sorted. */
int64_t replica_mean_bytes(struct store *s, int64_t account, const struct record_type *type)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT avg(size) FROM (SELECT length(CAST(body AS BLOB)) AS size FROM record "
	                                         "WHERE account = ?1 AND type = ?2 AND id IS NOT NULL LIMIT ?3)");

	db_bind_int(stmt, 1, account);
	db_bind_int(stmt, 2, type->index);
	db_bind_int(stmt, 3, MEAN_OF);
	return row_integer(stmt);
}

/* --- the end --- */

int replica_set_end(struct store *s, int64_t account, const struct record_type *type, const char *id, int64_t at, struct err *e)
{
	struct json *fact = read_fact(s, "window", account), *end = json_set(member(fact, "ends"), type->name, json_new_object());

	json_set_string(end, "id", id);
	json_set_integer(end, "at", at);
	return write_fact(s, "window", account, fact, e);
}

static bool is_here(struct store *s, int64_t account, const struct record_type *type, const char *id)
{
	struct record r = { 0 };
	bool here = id && record_by_id(s, account, type, id, &r);

	record_free(&r);
	return here;
}

/*
 * Of those that are as new as at or newer, the oldest; of the same second the one that came first, so that none is passed over. Of
 * times to come, which go the other way, the last one up to at.
 */
static char *nearest_end(struct store *s, int64_t account, const struct record_type *type, int64_t at)
{
	const struct index_column *order = index_column(s, type, type->order);
	bool ahead = type->flags & T_AHEAD;
	char *sql = xasprintf("SELECT r.id FROM %s i JOIN record r ON r.local = i.local WHERE i.account = ?1 AND i.\"%s\" %s ?2 AND "
	                      "i.\"%s\" > 0 AND r.id IS NOT NULL ORDER BY i.\"%s\" %s, i.local LIMIT 1",
	                      index_table(s, type)->name, order->name, ahead ? "<=" : ">=", order->name, order->name, ahead ? "DESC" : "ASC");
	struct db_stmt *stmt = db_prepare(s->db, sql);
	char *id;

	db_bind_int(stmt, 1, account);
	db_bind_int(stmt, 2, at);
	id = row_step(stmt) ? row_text(stmt, 0) : NULL;
	db_reset(stmt);
	free(sql);
	return id;
}

void replica_end(struct store *s, int64_t account, const struct record_type *type, char id[RECORD_ID_LENGTH + 1])
{
	struct json *fact = read_fact(s, "window", account);
	const struct json *end = json_get(json_get(fact, "ends"), type->name);
	const char *kept = json_get_text(end, "id");
	char *found = is_here(s, account, type, kept) ? xstrdup(kept)
	              : type->order ? nearest_end(s, account, type, json_get_integer(end, "at", 0)) : NULL;

	id[0] = '\0';
	if (found && strlen(found) <= RECORD_ID_LENGTH)
		memcpy(id, found, strlen(found) + 1);
	free(found);
	json_free(fact);
}

/* --- wishes --- */

int64_t replica_older(struct store *s, int64_t account, const struct record_type *type)
{
	struct json *fact = read_fact(s, "older", account);
	int64_t count = json_get_integer(fact, type->name, 0);

	json_free(fact);
	return count;
}

int replica_ask_older(struct store *s, int64_t account, const struct record_type *type, int64_t count, struct err *e)
{
	struct json *fact = read_fact(s, "older", account);

	put_number(fact, type->name, count);
	return write_fact(s, "older", account, fact, e);
}
