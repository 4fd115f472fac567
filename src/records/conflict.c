/* Conflicts: read for their writer, settled as the writer chose, and taken back. How they come about is in rebase.c. */
#include "twinline/records/conflict.h"

#include <stdlib.h>

#include "outbox_entry.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

enum conflict_kind conflict_kind(const struct outbox_entry *entry)
{
	if (entry->state != OUTBOX_NEEDS_YOU)
		return CONFLICT_NONE;
	switch (entry->cause.code) {
	case ERR_CONFLICT:
	case ERR_CONFLICT_WITH:
		return CONFLICT_FIELDS;
	case ERR_DELETED_THERE:
		return CONFLICT_DELETED_THERE;
	case ERR_ACCOUNT_NOT_FOUND:
		return entry->kind == OUTBOX_UPDATE && entry->base ? CONFLICT_DELETED_THERE : CONFLICT_NONE;
	case ERR_CHANGED_THERE:
		return CONFLICT_CHANGED_THERE;
	default:
		return CONFLICT_NONE;
	}
}

bool outbox_is_conflict(const struct outbox_entry *entry)
{
	return conflict_kind(entry) != CONFLICT_NONE;
}

/* --- what was deleted at the other end --- */

/* Keeps the whole of a record, where it is here, as the changes that wait would have it. */
static void keep_whole(struct store *s, struct outbox_entry *entry)
{
	struct record r;
	struct json *tree;

	if (!record_by_local(s, entry->record, &r))
		return;
	tree = record_tree(s, &r);
	free(entry->base);
	entry->base = outbox_base_text(tree);
	json_free(tree);
	record_free(&r);
}

int outbox_orphan(struct store *s, struct outbox_entry *entry, struct err *e)
{
	struct json *tree;
	int result;

	if (conflict_kind(entry) == CONFLICT_DELETED_THERE)
		return 0;
	keep_whole(s, entry);
	entry->state = OUTBOX_NEEDS_YOU;
	err_release(&entry->cause);
	err_set(&entry->cause, ERR_DELETED_THERE, NULL);
	tree = json_parse_own(entry->base);
	result = outbox_rewrite(s, entry, e);
	if (result == 0)
		result = outbox_note(s, entry, &(struct outbox_event){ .kind = JOURNAL_CONFLICT, .record = tree, .cause = &entry->cause }, e);
	json_free(tree);
	return result;
}

int outbox_account_left(struct store *s, int64_t account, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM outbox WHERE account = ?1 AND kind = 1 AND marks = 0 "
	                                         "AND state IN (0, 1, 2, 5)");
	int64_t *locals = NULL;
	int count, result = 0;

	db_bind_int(stmt, 1, account);
	count = row_integers(stmt, &locals, e);
	for (int i = 0; i < count && result == 0; i++) {
		struct outbox_entry entry;

		if (outbox_get(s, locals[i], &entry)) {
			keep_whole(s, &entry);
			result = outbox_rewrite(s, &entry, e);
		}
		outbox_entry_release(&entry);
	}
	free(locals);
	return count < 0 ? -1 : result;
}

/* The first change keeps what all would have made of the record; one that may have left waits for its answer with it. */
static int orphan_one(struct store *s, int64_t local, bool is_first, struct err *e)
{
	struct outbox_entry entry;
	int result = 0;

	if (!outbox_get(s, local, &entry))
		return 0;
	if (entry.state == OUTBOX_SENDING) {
		keep_whole(s, &entry);
		result = outbox_rewrite(s, &entry, e);
	} else if (entry.kind == OUTBOX_DESTROY || !is_first) {
		result = outbox_remove(s, local, e);
	} else {
		result = outbox_orphan(s, &entry, e);
	}
	outbox_entry_release(&entry);
	return result;
}

int outbox_record_gone(struct store *s, int64_t record, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM outbox WHERE record = ?1 AND state IN (0, 1) AND (marks = 1 OR kind = 2)");
	int64_t *locals = NULL;
	int count, result = 0;

	db_bind_int(stmt, 1, record);
	if (db_run(stmt, e) != 0)
		return -1;
	stmt = db_prepare(s->db, "SELECT local FROM outbox WHERE record = ?1 AND state IN (0, 1, 2, 5) AND kind IN (1, 2) AND marks = 0 "
	                         "ORDER BY local");
	db_bind_int(stmt, 1, record);
	count = row_integers(stmt, &locals, e);
	for (int i = 0; i < count && result == 0; i++)
		result = orphan_one(s, locals[i], i == 0, e);
	free(locals);
	return count < 0 ? -1 : result;
}

/* --- reading --- */

static struct json *body_of(struct store *s, int64_t record, int64_t *rev)
{
	struct json *tree = NULL;
	struct record r;

	if (record_by_local(s, record, &r)) {
		tree = json_parse_own(r.body);
		*rev = r.rev;
		record_free(&r);
	}
	return tree;
}

static void add_changed_members(const struct outbox_entry *entry, struct strings *names)
{
	struct json *patch = json_parse_own(entry->body), *members = outbox_seen(patch, patch);

	for (const struct json *i = json_first(patch); i; i = json_next(i))
		if (!json_get(members, json_key(i)))
			json_set(members, json_key(i), json_new_null());
	for (const struct json *i = json_first(members); i; i = json_next(i))
		if (field_find(entry->type, json_key(i)))
			strings_push(names, json_key(i));
	json_free(members);
	json_free(patch);
}

static struct json *choices_of(struct store *s, int64_t entry)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT context FROM outbox WHERE local = ?1");
	struct json *choices = NULL;

	db_bind_int(stmt, 1, entry);
	if (row_step(stmt))
		choices = json_parse_own(db_text(stmt, 0));
	db_reset(stmt);
	return choices ? choices : json_new_object();
}

int conflict_choose(struct store *s, int64_t entry, const char *field, enum merge_choice choice, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE outbox SET context = ?2 WHERE local = ?1");
	struct json *choices = choices_of(s, entry);
	char *text;
	int result;

	json_set_string(choices, field, merge_choice_name(choice));
	text = json_print(choices);
	db_bind_int(stmt, 1, entry);
	db_bind_text(stmt, 2, text);
	result = db_run(stmt, e);
	free(text);
	json_free(choices);
	return result;
}

bool conflict_paragraphs(const struct conflict *c, const char *name, struct str *mine, struct str *theirs)
{
	const struct field *field = field_find(c->versions.type, name);
	const char *versions[] = { json_get_text(c->base, name), json_get_text(c->mine, name), json_get_text(c->theirs, name) };
	bool conflict = false;

	if (!field || field->kind != FIELD_LONG_TEXT)
		return false;
	free(merge_text(versions, MERGE_THEIRS, &conflict, mine, theirs));
	return conflict;
}

static void read_fields(const struct outbox_entry *entry, struct conflict *c)
{
	struct json *merged;

	outbox_versions(entry, c->theirs, &c->base, &c->mine);
	merged = merge_record(&(struct merge){ entry->type, c->base, c->mine, c->theirs }, NULL, &c->fields);
	json_free(merged);
}

static void read_deleted(struct store *s, const struct outbox_entry *entry, struct conflict *c)
{
	c->mine = json_parse_own(entry->base);
	c->can_make_again = c->mine && account_makes(s, entry->account, entry->type);
	add_changed_members(entry, &c->fields);
}

/* As forms have them: in the order of the type's rows. */
static void sort_fields(const struct record_type *type, struct strings *names)
{
	struct strings sorted = { 0 };

	for (unsigned i = 0; i < type->field_count; i++)
		if (strings_has(names, type->fields[i].name))
			strings_push(&sorted, type->fields[i].name);
	for (size_t i = 0; i < names->count; i++)
		if (!field_find(type, names->at[i]))
			strings_push(&sorted, names->at[i]);
	strings_release(names);
	*names = sorted;
}

static void read_other(struct store *s, struct conflict *c)
{
	const char *other = outbox_other_writer(s, c->theirs), *changed = json_get_text(c->theirs, "changedAt");

	c->other = xstrdup(other);
	if (!other || !changed || !clock_parse(changed, &c->other_at))
		c->other_at = 0;
}

bool conflict_read(struct store *s, int64_t local, struct conflict *c)
{
	struct outbox_entry entry;
	bool is_there = outbox_get(s, local, &entry);

	*c = (struct conflict){ .entry = local };
	if (!is_there)
		return false;
	c->kind = conflict_kind(&entry);
	c->record = entry.record;
	c->theirs = c->kind == CONFLICT_DELETED_THERE ? NULL : body_of(s, entry.record, &c->rev);
	if (c->kind == CONFLICT_DELETED_THERE) {
		read_deleted(s, &entry, c);
	} else if (c->kind == CONFLICT_CHANGED_THERE && c->theirs) {
		c->base = json_parse_own(entry.base);
		outbox_changed_fields(entry.type, c->base, c->theirs, &c->fields);
	} else if (c->kind == CONFLICT_FIELDS && c->theirs) {
		read_fields(&entry, c);
	} else {
		is_there = false;
	}
	sort_fields(entry.type, &c->fields);
	c->versions = (struct merge){ entry.type, c->base, c->mine, c->theirs };
	c->title = outbox_title(c->theirs ? c->theirs : c->mine);
	c->choices = choices_of(s, local);
	read_other(s, c);
	outbox_entry_release(&entry);
	if (!is_there)
		conflict_release(c);
	return is_there;
}

void conflict_release(struct conflict *c)
{
	json_free(c->base);
	json_free(c->mine);
	json_free(c->theirs);
	json_free(c->choices);
	strings_release(&c->fields);
	free(c->title);
	free(c->other);
	*c = (struct conflict){ 0 };
}

int64_t conflict_of_record(struct store *s, int64_t record)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM outbox WHERE record = ?1 AND state = 5 ORDER BY local LIMIT 1");
	struct outbox_entry entry;
	int64_t local;

	db_bind_int(stmt, 1, record);
	local = row_integer(stmt);
	if (local && outbox_get(s, local, &entry)) {
		local = outbox_is_conflict(&entry) ? local : 0;
		outbox_entry_release(&entry);
	}
	return local;
}

/* --- settling --- */

void conflict_undo_release(struct conflict_undo *undo)
{
	outbox_entry_release(&undo->before);
	*undo = (struct conflict_undo){ 0 };
}

/* An entry of the same record, to be sent after hold seconds. */
static struct outbox_entry successor(const struct outbox_entry *before, const struct conflict *c, int hold)
{
	return (struct outbox_entry){ .kind = before->kind, .state = hold > 0 ? OUTBOX_HELD : OUTBOX_WAITING, .account = before->account,
	                              .type = before->type, .record = before->record, .rev = c->rev,
	                              .hold_until = hold > 0 ? clock_now() + hold : 0, .body = xstrdup("{}") };
}

static int64_t queue_fields(struct store *s, const struct outbox_entry *before, const struct conflict *c, const struct conflict_answer *a,
                            struct err *e)
{
	struct json *merged = merge_record(&c->versions, a->choices, NULL);
	struct outbox_entry next = successor(before, c, a->hold);
	int64_t queued = outbox_replace(s, &next, c->theirs, merged, e) == 0 ? outbox_insert(s, &next, false, e) : 0;

	if (queued >= 0 && outbox_note(s, before, &(struct outbox_event){ .kind = JOURNAL_MERGED, .record = merged, .who = c->other }, e) != 0)
		queued = -1;
	outbox_entry_release(&next);
	json_free(merged);
	return queued;
}

static int64_t queue_deletion(struct store *s, const struct outbox_entry *before, const struct conflict *c, const struct conflict_answer *a,
                              struct err *e)
{
	struct outbox_entry next = successor(before, c, a->hold);
	int64_t queued;

	next.base = outbox_base_text(c->theirs);
	queued = outbox_insert(s, &next, false, e);
	outbox_entry_release(&next);
	return queued;
}

static int64_t make_again(struct store *s, const struct outbox_entry *before, const struct conflict *c, const struct conflict_answer *a,
                          struct err *e)
{
	struct json *object = outbox_writable(before->type, c->mine);
	int64_t queued = -1;

	if (c->can_make_again)
		queued = outbox_create(s, before->account, before->type, object, a->hold, e);
	else
		err_set(e, ERR_NOT_FOUND, NULL);
	json_free(object);
	return queued;
}

static int64_t queue_choice(struct store *s, const struct outbox_entry *before, const struct conflict *c, const struct conflict_answer *a,
                            struct err *e)
{
	if (c->kind == CONFLICT_FIELDS)
		return queue_fields(s, before, c, a, e);
	if (!a->mine)
		return 0;
	return c->kind == CONFLICT_CHANGED_THERE ? queue_deletion(s, before, c, a, e) : make_again(s, before, c, a, e);
}

/* The record, where it is here, stands in the lists as its changes make it. */
static int relist(struct store *s, int64_t record, struct err *e)
{
	struct record r;
	int result = 0;

	if (!record_by_local(s, record, &r))
		return 0;
	if (outbox_destroys(s, record))
		result = listed_remove(s, &r, e);
	else
		result = record_reindex(s, record, e);
	record_free(&r);
	return result;
}

int conflict_settle(struct store *s, const struct conflict *c, const struct conflict_answer *answer, struct conflict_undo *undo,
                    struct err *e)
{
	struct conflict now;
	bool is_as_seen = conflict_read(s, c->entry, &now);

	*undo = (struct conflict_undo){ 0 };
	if (is_as_seen) {
		is_as_seen = now.rev == c->rev && now.kind == c->kind;
		conflict_release(&now);
	}
	if (!is_as_seen || !outbox_get(s, c->entry, &undo->before))
		return err_set(e, ERR_STATE_MISMATCH, NULL);
	undo->queued = outbox_remove(s, c->entry, e) == 0 ? queue_choice(s, &undo->before, c, answer, e) : -1;
	if (undo->queued >= 0 && relist(s, c->record, e) == 0)
		return 0;
	conflict_undo_release(undo);
	return -1;
}

int64_t conflict_unsettle(struct store *s, const struct conflict_undo *undo, struct err *e)
{
	int64_t entry;

	if (undo->queued && outbox_take_back(s, undo->queued, e) != 0)
		return -1;
	entry = outbox_insert(s, &undo->before, false, e);
	if (entry < 0 || outbox_rebase(s, undo->before.record, e) != 0 || relist(s, undo->before.record, e) != 0)
		return -1;
	return entry;
}
