/* Changes that wait, when the record that they change comes with another rev: merged with it, or left to their writer. */
#include <stdlib.h>

#include "outbox_entry.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/conflict.h"
#include "twinline/records/record.h"
#include "twinline/records/replica.h"

enum { OUTRUN_MOST = 8 /* times that an entry is merged after the portal's refusal, before its writer is asked */ };

const char *outbox_other_writer(struct store *s, const struct json *record)
{
	char *me = replica_me(s);
	const struct json *last = json_get(record, "changedBy");
	const char *other = NULL;

	if (last && !text_equal(json_get_text(last, "id"), me))
		other = json_get_text(last, "name");
	for (const struct json *i = last ? NULL : json_first(json_get(record, "founders")); i && !other; i = json_next(i))
		if (!text_equal(json_get_text(i, "id"), me))
			other = json_get_text(i, "name");
	free(me);
	return other;
}

static void set_cause(struct store *s, struct outbox_entry *entry, const struct json *record)
{
	const char *other = outbox_other_writer(s, record);

	err_release(&entry->cause);
	if (other)
		err_set(&entry->cause, ERR_CONFLICT_WITH, other, NULL);
	else
		err_set(&entry->cause, ERR_CONFLICT, NULL);
}

/* The journal says whose words mine were merged with. */
static int note_merged(struct store *s, const struct outbox_entry *entry, const struct json *theirs, const struct json *merged,
                       struct err *e)
{
	const struct outbox_event event = { .kind = JOURNAL_MERGED, .record = merged, .who = outbox_other_writer(s, theirs) };

	return outbox_note(s, entry, &event, e);
}

/* --- one change --- */

/* What is left to change of theirs, to make of it what was merged; yours. */
static struct json *difference(const struct json *theirs, const struct json *merged)
{
	struct json *patch = json_new_object();

	for (const struct json *i = json_first(merged); i; i = json_next(i))
		if (!json_equal(i, json_get(theirs, json_key(i))))
			json_set(patch, json_key(i), json_copy(i));
	for (const struct json *i = json_first(theirs); i; i = json_next(i))
		if (!json_get(merged, json_key(i)))
			json_set(patch, json_key(i), json_new_null());
	return patch;
}

int outbox_replace(struct store *s, struct outbox_entry *entry, const struct json *theirs, const struct json *merged, struct err *e)
{
	struct json *patch = difference(theirs, merged), *base = outbox_seen(theirs, patch);
	bool is_empty = json_size(patch) == 0;

	free(entry->body);
	free(entry->base);
	entry->body = json_print(patch);
	entry->base = outbox_base_text(base);
	err_release(&entry->cause);
	json_free(base);
	json_free(patch);
	return is_empty ? 1 : entry->local ? outbox_rewrite(s, entry, e) : 0;
}

void outbox_versions(const struct outbox_entry *entry, const struct json *theirs, struct json **base, struct json **mine)
{
	struct json *patch = json_parse_own(entry->body);

	*base = json_parse_own(entry->base);
	*mine = json_copy(*base ? *base : theirs); /* without a base, all that differs is to be chosen */
	if (patch)
		record_patch(entry->type, *mine, patch, NULL);
	if (!*base) {
		struct json *whole = *mine;

		*mine = patch ? outbox_seen(whole, patch) : json_new_object();
		json_free(whole);
	}
	json_free(patch);
}

/* The changes of the same record that were queued later and have not left come to it: there is one choice a record. */
static int fold_later(struct store *s, struct outbox_entry *entry, const int64_t *later, int count, struct err *e)
{
	int result = 0;

	for (int i = 0; i < count && result == 0; i++) {
		struct outbox_entry next = { 0 };

		if (outbox_get(s, later[i], &next) && next.kind == OUTBOX_UPDATE) {
			struct json *patch = json_parse_own(next.body), *seen = json_parse_own(next.base);

			result = outbox_join(s, entry, patch, seen, e);
			if (result == 0)
				result = outbox_remove(s, next.local, e);
			json_free(patch);
			json_free(seen);
		}
		outbox_entry_release(&next);
	}
	return result;
}

/* Merges one patch with *theirs, which then stands as it would be after it. *open: it is left to its writer. */
static int merge_patch(struct store *s, struct outbox_entry *entry, int64_t rev, struct json **theirs, bool *open, struct err *e)
{
	bool was_open = outbox_is_conflict(entry);
	struct strings names = { 0 };
	struct json *base, *mine, *merged;
	int result;

	outbox_versions(entry, *theirs, &base, &mine);
	merged = merge_record(&(struct merge){ entry->type, base, mine, *theirs }, NULL, &names);
	*open = names.count > 0;
	if (*open && was_open && entry->rev == rev) { /* what has been chosen so far was chosen of these versions */
		result = 0;
	} else if (*open) {
		entry->rev = rev;
		entry->state = OUTBOX_NEEDS_YOU;
		set_cause(s, entry, *theirs);
		result = outbox_rewrite(s, entry, e);
		if (result == 0 && !was_open)
			result = outbox_note(s, entry, &(struct outbox_event){ .kind = JOURNAL_CONFLICT, .record = *theirs, .cause = &entry->cause }, e);
	} else {
		entry->rev = rev;
		if (entry->state == OUTBOX_NEEDS_YOU)
			entry->state = OUTBOX_WAITING;
		result = outbox_replace(s, entry, *theirs, merged, e);
		if (result == 1) /* both did the same: nothing is left to send */
			result = outbox_remove(s, entry->local, e);
		if (result == 0)
			result = note_merged(s, entry, *theirs, merged, e);
		json_free(*theirs);
		*theirs = json_copy(merged);
	}
	strings_release(&names);
	json_free(merged);
	json_free(base);
	json_free(mine);
	return result;
}

/* --- what is deleted here --- */

void outbox_changed_fields(const struct record_type *type, const struct json *before, const struct json *after, struct strings *names)
{
	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		const struct json *was = json_get(before, field->name), *is = json_get(after, field->name);

		if (field->flags & (F_SERVER_SET | F_IMMUTABLE | F_COMMUTES) || (field_is_default(field, was) && field_is_default(field, is)))
			continue;
		if (!was || !is || !json_equal(was, is))
			strings_push(names, field->name);
	}
}

/* A deletion goes again where nothing that somebody wrote has changed; else its writer is asked. */
static int look_at_deletion(struct store *s, struct outbox_entry *entry, int64_t rev, const struct json *theirs, struct err *e)
{
	struct json *seen = json_parse_own(entry->base);
	bool was_open = outbox_is_conflict(entry);
	struct strings names = { 0 };
	int result;

	outbox_changed_fields(entry->type, seen, theirs, &names);
	err_release(&entry->cause);
	if (seen && names.count == 0) {
		entry->rev = rev;
		entry->state = entry->state == OUTBOX_NEEDS_YOU ? OUTBOX_WAITING : entry->state;
	} else {
		entry->state = OUTBOX_NEEDS_YOU;
		err_set(&entry->cause, ERR_CHANGED_THERE, NULL);
	}
	result = outbox_rewrite(s, entry, e);
	if (result == 0 && entry->cause.code && !was_open)
		result = outbox_note(s, entry, &(struct outbox_event){ .kind = JOURNAL_CONFLICT, .record = theirs, .cause = &entry->cause }, e);
	strings_release(&names);
	json_free(seen);
	return result;
}

/* --- all changes of a record --- */

/* *theirs as the entry leaves it; *open as of merge_patch. */
static int look_at(struct store *s, struct outbox_entry *entry, const struct record *r, struct json **theirs, bool *open, struct err *e)
{
	bool is_behind = !(r->type->flags & T_FIRST) && (entry->is_stale || entry->rev < r->rev || outbox_is_conflict(entry));
	struct json *patch;

	*open = false;
	if (entry->kind == OUTBOX_DESTROY)
		return is_behind && entry->rev ? look_at_deletion(s, entry, r->rev, *theirs, e) : 0;
	if (is_behind && (entry->state != OUTBOX_NEEDS_YOU || outbox_is_conflict(entry)))
		return merge_patch(s, entry, r->rev, theirs, open, e);
	patch = json_parse_own(entry->body);
	if (patch)
		record_patch(entry->type, *theirs, patch, NULL);
	json_free(patch);
	return 0;
}

/* True while one of the entries may have left: what was written over it is looked at once its answer has come. */
static bool are_in_doubt(struct store *s, int64_t record)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT 1 FROM outbox WHERE record = ?1 AND state = 2 AND marks = 0");

	db_bind_int(stmt, 1, record);
	return row_integer(stmt) != 0;
}

int outbox_rebase(struct store *s, int64_t record, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM outbox WHERE record = ?1 AND kind IN (1, 2) AND marks = 0 AND "
	                                         "state IN (0, 1, 5) ORDER BY local");
	int64_t *locals = NULL;
	struct json *theirs;
	struct record r;
	int count, result = 0;

	db_bind_int(stmt, 1, record);
	count = row_integers(stmt, &locals, e);
	if (count <= 0 || are_in_doubt(s, record) || !record_by_local(s, record, &r)) {
		free(locals);
		return count < 0 ? -1 : 0;
	}
	theirs = json_parse_own(r.body);
	for (int i = 0; i < count && result == 0 && theirs; i++) {
		struct outbox_entry entry = { 0 };
		bool is_open = false;

		if (outbox_get(s, locals[i], &entry))
			result = look_at(s, &entry, &r, &theirs, &is_open, e);
		if (result == 0 && is_open) {
			result = fold_later(s, &entry, locals + i + 1, count - i - 1, e);
			count = i;
		}
		outbox_entry_release(&entry);
	}
	free(locals);
	json_free(theirs);
	record_free(&r);
	return result;
}

/* --- the portal's word --- */

int outbox_outrun(struct store *s, int64_t local, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE outbox SET state = CASE WHEN outrun < ?3 THEN 1 ELSE 5 END, stale = outrun < ?3, "
	                                         "outrun = outrun + 1, op_id = ?2, cause = ?4 WHERE local = ?1 RETURNING record");
	char op_id[OP_ID_LENGTH + 1];
	struct outbox_entry entry;
	struct record r;
	bool is_here = false;
	int result;

	random_op_id(op_id); /* what was refused under the old one stays refused */
	db_bind_int(stmt, 1, local);
	db_bind_text(stmt, 2, op_id);
	db_bind_int(stmt, 3, OUTRUN_MOST);
	row_bind_cause(stmt, 4, &(struct err){ .code = ERR_CONFLICT });
	result = db_step(stmt, e) < 0 ? -1 : 0;
	db_reset(stmt);
	if (result != 0 || !outbox_get(s, local, &entry))
		return result;
	if (record_by_local(s, entry.record, &r)) {
		is_here = r.rev > entry.rev;
		record_free(&r);
	}
	if (is_here)
		result = outbox_rebase(s, entry.record, e);
	outbox_entry_release(&entry);
	return result;
}

int outbox_outrun_records(struct store *s, int64_t *records, int max)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT DISTINCT record FROM outbox WHERE stale = 1 AND state IN (0, 1) ORDER BY local LIMIT ?1");
	int count = 0;

	db_bind_int(stmt, 1, max);
	while (count < max && row_step(stmt))
		records[count++] = db_int(stmt, 0);
	db_reset(stmt);
	return count;
}
