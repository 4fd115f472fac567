/* The outbox as the writer sees it: queueing, joining, taking back, the overlay, the list. The engine's side is outbox_send.c. */
#include "twinline/records/outbox.h"

#include <stdlib.h>
#include <string.h>

#include "outbox_entry.h"
#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/journal.h"
#include "twinline/records/record.h"
#include "twinline/records/upload.h"

enum { ENVELOPE_BYTES = 120 }; /* about what a call costs around its body */

#define COLUMNS \
	"SELECT local, op_id, kind, state, account, type, record, rev, body, queued_at, hold_until, sent_at, size, cause, receipt, base, stale " \
	"FROM outbox "

void outbox_entry_release(struct outbox_entry *entry)
{
	free(entry->body);
	free(entry->base);
	free(entry->receipt);
	err_release(&entry->cause);
	*entry = (struct outbox_entry){ 0 };
}

static void fill(struct db_stmt *stmt, struct outbox_entry *entry)
{
	const char *op_id = db_text(stmt, 1);

	*entry = (struct outbox_entry){
		.local = db_int(stmt, 0), .kind = (enum outbox_kind)db_int(stmt, 2), .state = (enum outbox_state)db_int(stmt, 3),
		.account = db_int(stmt, 4), .type = row_type(db_int(stmt, 5)), .record = db_int(stmt, 6), .rev = db_int(stmt, 7),
		.body = xstrdup(db_text(stmt, 8)), .queued_at = db_int(stmt, 9), .hold_until = db_int(stmt, 10),
		.sent_at = db_int(stmt, 11), .size = db_int(stmt, 12), .receipt = row_text(stmt, 14),
		.base = row_text(stmt, 15), .is_stale = db_int(stmt, 16) != 0,
	};
	memcpy(entry->op_id, op_id, strnlen(op_id, OP_ID_LENGTH));
	row_cause(stmt, 13, &entry->cause);
	/* What is held waits for the line once its time has come. */
	int64_t left = entry->hold_until - clock_now();
	if (entry->state == OUTBOX_HELD && (left <= 0 || left > HOLD_MOST_S))
		entry->state = OUTBOX_WAITING;
}

bool outbox_get(struct store *s, int64_t local, struct outbox_entry *entry)
{
	struct db_stmt *stmt = db_prepare(s->db, COLUMNS "WHERE local = ?1");
	bool there;

	*entry = (struct outbox_entry){ 0 };
	db_bind_int(stmt, 1, local);
	there = row_step(stmt);
	if (there)
		fill(stmt, entry);
	db_reset(stmt);
	return there && entry->type;
}

int64_t outbox_record_of(struct store *s, int64_t local)
{
	struct outbox_entry entry = { 0 };
	int64_t record = outbox_get(s, local, &entry) ? entry.record : 0;

	outbox_entry_release(&entry);
	return record;
}

char *outbox_receipt(struct store *s, int64_t record)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT receipt FROM outbox WHERE record = ?1 AND kind = 0 AND state = 3");
	char *receipt;

	db_bind_int(stmt, 1, record);
	receipt = row_step(stmt) ? row_text(stmt, 0) : NULL;
	db_reset(stmt);
	return receipt;
}

int64_t outbox_of_record(struct store *s, int64_t record)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM outbox WHERE record = ?1 AND state <> 3 ORDER BY local DESC LIMIT 1");

	db_bind_int(stmt, 1, record);
	return row_integer(stmt);
}
_Static_assert(OUTBOX_HELD == 0 && OUTBOX_WAITING == 1 && OUTBOX_SENDING == 2 && OUTBOX_SENT == 3 && OUTBOX_REFUSED == 4 &&
               OUTBOX_NEEDS_YOU == 5 && OUTBOX_CREATE == 0 && OUTBOX_UPDATE == 1 && OUTBOX_DESTROY == 2, "as written in the statements");

/* --- queueing --- */

int64_t outbox_insert(struct store *s, const struct outbox_entry *entry, bool marks, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db,
		"INSERT INTO outbox(op_id, kind, state, account, type, record, rev, marks, queued_at, hold_until, size, body, base, cause) "
		"VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
	char op_id[OP_ID_LENGTH + 1];

	random_op_id(op_id);
	db_bind_text(stmt, 1, op_id);
	db_bind_int(stmt, 2, entry->kind);
	db_bind_int(stmt, 3, entry->state);
	db_bind_int(stmt, 4, entry->account);
	db_bind_int(stmt, 5, entry->type->index);
	db_bind_int(stmt, 6, entry->record);
	db_bind_int(stmt, 7, entry->rev);
	db_bind_int(stmt, 8, marks);
	db_bind_int(stmt, 9, entry->queued_at ? entry->queued_at : clock_now());
	db_bind_int(stmt, 10, entry->hold_until);
	db_bind_int(stmt, 11, outbox_size(entry->body) + entry->size);
	db_bind_text(stmt, 12, entry->body);
	db_bind_text(stmt, 13, entry->base);
	row_bind_cause(stmt, 14, &entry->cause);
	return db_run(stmt, e) == 0 ? db_last_id(s->db) : -1;
}

int outbox_remove(struct store *s, int64_t local, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM outbox WHERE local = ?1");

	db_bind_int(stmt, 1, local);
	return db_run(stmt, e);
}

int64_t outbox_size(const char *body)
{
	return (int64_t)strlen(body) + ENVELOPE_BYTES;
}

/* The first line of a text, as long as a title; NULL for none. Yours. */
static char *beginning_of(const char *text)
{
	enum { MOST = 60 };
	size_t len = text ? strcspn(text, "\r\n") : 0;

	if (len > MOST)
		for (len = MOST; len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80; len--)
			;
	return len > 0 ? xstrndup(text, len) : NULL;
}

char *outbox_title(const struct json *object)
{
	static const char *const names[] = { "subject", "title", "name", "step", "alias" }, *const about[] = { "event", "person", "project" };
	const char *name = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(names) && !name; i++)
		name = json_get_text(object, names[i]);
	for (size_t i = 0; i < ARRAY_SIZE(about) && !name; i++)
		name = json_get_text(json_get(object, about[i]), "name");
	if (!name && json_get_text(object, "role")) /* who is invited by address has no name yet */
		name = json_get_text(object, "email");
	if (!name && json_get_text(object, "place")) /* what is said in a project need not have a title */
		return beginning_of(json_get_text(object, "text"));
	return name ? xstrdup(name) : NULL;
}

/* "Lucía Ortega, Ewa Kowalska": to whom, or about whom; yours, NULL for nobody. */
static char *names_in(const struct json *object)
{
	const struct json *person = json_get(object, "person");
	struct str names = { 0 };

	for (const struct json *i = json_first(json_get(object, "to")); i; i = json_next(i))
		if (json_get_text(i, "name"))
			str_addf(&names, "%s%s", names.len ? ", " : "", json_get_text(i, "name"));
	if (!names.len && json_get_text(person, "name"))
		str_add(&names, json_get_text(person, "name"));
	return str_detach_or(&names, NULL);
}

/* What an entry makes, or the record that it changes; of one that is gone what is kept of it. Yours or NULL. */
static struct json *about(struct store *s, const struct outbox_entry *entry)
{
	struct json *tree = NULL;
	struct record r = { 0 };

	if (entry->kind == OUTBOX_CREATE)
		tree = json_parse_own(entry->body);
	else if (record_by_local(s, entry->record, &r))
		tree = record_tree(s, &r);
	else
		tree = json_parse_own(entry->base);
	record_free(&r);
	return tree;
}

int outbox_note(struct store *s, const struct outbox_entry *entry, const struct outbox_event *event, struct err *e)
{
	struct json *looked_up = event->record ? NULL : about(s, entry);
	const struct json *record = event->record ? event->record : looked_up;
	struct journal_row row = { .at = clock_now(), .kind = event->kind, .subject = outbox_title(record),
	                           .who = event->who ? xstrdup(event->who) : names_in(record), .what = xstrdup(outbox_what(entry)),
	                           .receipt = xstrdup(event->receipt) };
	int result;

	if (event->cause)
		row.cause = *event->cause;
	result = journal_put(s, &row, e);
	row.cause = (struct err){ 0 }; /* the caller's */
	journal_row_release(&row);
	json_free(looked_up);
	return result;
}

bool outbox_is_mark(const struct record_type *type)
{
	return type->index == TYPE_ReadMark || type->index == TYPE_Like;
}

/* The object as it will go out, with the time of the writer's clock. */
static struct json *object_to_send(const struct record_type *type, const struct json *object)
{
	struct json *copy = json_copy(object);
	char now[CLOCK_TEXT_SIZE];

	clock_format(clock_now(), now);
	if (field_find(type, "writtenAt") && !json_get(copy, "writtenAt"))
		json_set_string(copy, "writtenAt", now);
	return copy;
}

/* What only marks another record (a like, a line read) is not looked for in the journal. */
static int note_queued(struct store *s, const struct outbox_entry *entry, const struct json *tree, struct err *e)
{
	if (outbox_is_mark(entry->type))
		return 0;
	return outbox_note(s, entry, &(struct outbox_event){ .kind = JOURNAL_QUEUED, .record = tree }, e);
}

int64_t outbox_create(struct store *s, int64_t account, const struct record_type *type, const struct json *object, int hold, struct err *e)
{
	struct json *tree = object_to_send(type, object);
	struct record r = { .account = account, .type = type, .body = json_print(tree) };
	struct outbox_entry entry = { .kind = OUTBOX_CREATE, .state = hold > 0 ? OUTBOX_HELD : OUTBOX_WAITING, .account = account,
	                              .type = type, .hold_until = hold > 0 ? clock_now() + hold : 0, .body = r.body,
	                              .size = upload_bytes(s, account, type, tree) };
	int64_t local = -1;

	if (record_store(s, &r, false, e) == 0) {
		entry.record = r.local;
		local = outbox_insert(s, &entry, outbox_is_mark(type), e);
	}
	if (local > 0 && (listed_put(s, &r, tree, true, e) != 0 || note_queued(s, &entry, tree, e) != 0))
		local = -1;
	json_free(tree);
	record_free(&r);
	return local;
}

static int drop_waiting_patches(struct store *s, int64_t record, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM outbox WHERE record = ?1 AND kind = 1 AND state <> 2 AND state <> 3");

	db_bind_int(stmt, 1, record);
	return db_run(stmt, e);
}

/* The entry that makes a record and has not been answered; 0 if none. */
static int64_t creation_of(struct store *s, int64_t record)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM outbox WHERE record = ?1 AND kind = 0 AND state <> 3");

	db_bind_int(stmt, 1, record);
	return row_integer(stmt);
}

int64_t outbox_destroy(struct store *s, int64_t record, struct err *e)
{
	struct outbox_entry made = { 0 }, entry = { .kind = OUTBOX_DESTROY, .state = OUTBOX_WAITING };
	int64_t creation = creation_of(s, record), local;
	struct record r;
	bool sent;

	if (creation && outbox_get(s, creation, &made)) {
		sent = made.state == OUTBOX_SENDING;
		outbox_entry_release(&made);
		if (!sent)
			return outbox_take_back(s, creation, e);
	}
	if (outbox_destroys(s, record))
		return outbox_of_record(s, record);
	if (!record_by_local(s, record, &r))
		return err_set(e, ERR_NOT_FOUND, NULL);
	entry.account = r.account;
	entry.type = r.type;
	entry.record = record;
	entry.body = xstrdup("{}");
	outbox_saw_whole(s, &r, &entry);
	local = drop_waiting_patches(s, record, e) == 0 ? outbox_insert(s, &entry, outbox_is_mark(entry.type), e) : -1;
	if (local > 0 && listed_remove(s, &r, e) != 0)
		local = -1;
	outbox_entry_release(&entry);
	record_free(&r);
	return local;
}

int64_t outbox_destroy_held(struct store *s, int64_t record, int hold, struct err *e)
{
	int64_t local = outbox_destroy(s, record, e);

	return local > 0 && outbox_hold(s, local, hold, e) != 0 ? -1 : local;
}

bool outbox_destroys(struct store *s, int64_t record)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT 1 FROM outbox WHERE record = ?1 AND kind = 2 AND state < 3 LIMIT 1");

	db_bind_int(stmt, 1, record);
	return row_integer(stmt) != 0;
}

/* --- taking back --- */

/* With a creation goes the record, and every change of it. */
static int take_back_creation(struct store *s, const struct outbox_entry *entry, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM outbox WHERE record = ?1");
	struct record r;
	int result;

	db_bind_int(stmt, 1, entry->record);
	result = db_run(stmt, e);
	if (result == 0 && record_by_local(s, entry->record, &r)) {
		result = record_remove(s, &r, e);
		if (result == 0)
			result = listed_remove(s, &r, e);
		record_free(&r);
	}
	return result;
}

int outbox_take_back(struct store *s, int64_t local, struct err *e)
{
	struct outbox_entry entry;
	struct json *body;
	struct record r;
	int result;

	if (!outbox_get(s, local, &entry))
		return err_set(e, ERR_NOT_FOUND, NULL);
	if (entry.state == OUTBOX_SENDING || entry.state == OUTBOX_SENT) {
		outbox_entry_release(&entry);
		return err_set(e, ERR_HAS_LEFT, NULL);
	}
	body = json_parse_own(entry.body);
	result = entry.kind == OUTBOX_CREATE ? take_back_creation(s, &entry, e)
	                                     : outbox_remove(s, local, e);
	if (result == 0 && entry.kind != OUTBOX_CREATE && record_by_local(s, entry.record, &r)) {
		record_free(&r);
		result = record_reindex(s, entry.record, e);
	}
	if (result == 0 && !(entry.kind == OUTBOX_UPDATE && record_patch_commutes(entry.type, body)))
		result = outbox_note(s, &entry, &(struct outbox_event){ .kind = JOURNAL_TAKEN_BACK }, e);
	json_free(body);
	outbox_entry_release(&entry);
	return result;
}

/* --- the overlay --- */

int outbox_overlay(struct store *s, int64_t record, const struct record_type *type, struct json *tree)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT body FROM outbox WHERE record = ?1 AND kind = 1 AND state IN (0, 1, 2, 5) "
	                                         "ORDER BY local");
	int count = 0;

	db_bind_int(stmt, 1, record);
	while (row_step(stmt)) {
		struct json *patch = json_parse_own(db_text(stmt, 0));

		/* One that does not fit what the portal has now is for the portal to refuse. */
		count += patch && record_patch(type, tree, patch, NULL) == 0;
		json_free(patch);
	}
	return count;
}

/* --- the screen --- */

#define SHOWN "(marks = 0 OR state IN (4, 5))"

int outbox_list(struct store *s, int64_t **locals, struct err *e)
{
	return row_integers(db_prepare(s->db,
		"SELECT local FROM outbox WHERE " SHOWN " ORDER BY CASE state WHEN 5 THEN 0 WHEN 4 THEN 1 WHEN 3 THEN 3 ELSE 2 END, "
		"CASE state WHEN 3 THEN -sent_at ELSE 0 END, CASE state WHEN 3 THEN -local ELSE local END"), locals, e);
}

static void count(struct outbox_counts *counts, enum outbox_state state, bool marks, int number)
{
	int *const places[OUTBOX_STATE_COUNT] = {
		[OUTBOX_HELD] = &counts->held, [OUTBOX_WAITING] = &counts->waiting, [OUTBOX_SENDING] = &counts->sending,
		[OUTBOX_REFUSED] = &counts->refused, [OUTBOX_NEEDS_YOU] = &counts->needs_you,
	};
	int *place = marks && state < OUTBOX_SENT ? &counts->marks : places[state];

	if (place)
		*place += number;
}

int outbox_counts(struct store *s, struct outbox_counts *counts, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db,
		"SELECT CASE WHEN state = 0 AND " HOLD_IS_OVER("outbox") " THEN 1 ELSE state END AS shown, marks, count(*), sum(size), max(sent_at) "
		"FROM outbox GROUP BY shown, marks");
	int row;

	*counts = (struct outbox_counts){ 0 };
	db_bind_int(stmt, 1, clock_now());
	while ((row = db_step(stmt, e)) == 1) {
		enum outbox_state state = (enum outbox_state)db_int(stmt, 0);

		if ((unsigned)state >= OUTBOX_STATE_COUNT)
			continue;
		count(counts, state, db_int(stmt, 1) != 0, (int)db_int(stmt, 2));
		if (state < OUTBOX_SENT)
			counts->bytes += db_int(stmt, 3);
		if (db_int(stmt, 4) > counts->last_sent_at)
			counts->last_sent_at = db_int(stmt, 4);
	}
	return row;
}

int64_t outbox_newest_held(struct store *s)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM outbox WHERE state = 0 AND marks = 0 AND NOT " HOLD_IS_OVER("outbox") " "
	                                         "ORDER BY queued_at DESC, local DESC LIMIT 1");

	db_bind_int(stmt, 1, clock_now());
	return row_integer(stmt);
}

int64_t outbox_next_due(struct store *s)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT min(CASE WHEN " HOLD_IS_OVER("outbox") " THEN min(hold_until, ?1) ELSE hold_until END) "
	                                         "FROM outbox WHERE state = 0");

	db_bind_int(stmt, 1, clock_now());
	return row_integer(stmt);
}
