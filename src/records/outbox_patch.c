/* Patches on their way into the outbox: joined to one that waits, or queued with what their writer saw. */
#include <stdlib.h>
#include <string.h>

#include "outbox_entry.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

enum {
	BASE_BYTES_MAX = 64 * 1024,
	SMALL_BASE_MAX = 2000 /* of what nobody writes, and is kept only to be made again: a follow, a contact */
};

/* --- what the writer saw --- */

/* The member that a path of a PatchObject changes, or a part of it; yours. */
static char *member_of(const char *path)
{
	return xstrndup(path, strcspn(path, "/"));
}

struct json *outbox_seen(const struct json *tree, const struct json *patch)
{
	struct json *seen = json_new_object();

	for (const struct json *change = json_first(patch); change; change = json_next(change)) {
		char *member = member_of(json_key(change));
		const struct json *value = json_get(tree, member);

		if (value && !json_get(seen, member))
			json_set(seen, member, json_copy(value));
		free(member);
	}
	return seen;
}

struct json *outbox_writable(const struct record_type *type, const struct json *tree)
{
	struct json *object = json_new_object();

	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		const struct json *value = json_get(tree, field->name);

		if (value && !(field->flags & F_SERVER_SET))
			json_set(object, field->name, json_copy(value));
	}
	return object;
}

char *outbox_base_text(const struct json *seen)
{
	char *text = json_print(seen);

	if (strlen(text) <= BASE_BYTES_MAX)
		return text;
	free(text);
	return NULL;
}

/* Somebody writes such a record, and may have written it anew: it is not ended unseen. */
static bool is_written(const struct record_type *type)
{
	for (unsigned i = 0; i < type->field_count && type->flags & T_UPDATE; i++) {
		const struct field *field = &type->fields[i];
		bool is_words = field->kind == FIELD_TEXT || field->kind == FIELD_LONG_TEXT || field->kind == FIELD_OBJECT;

		if (is_words && !(field->flags & (F_SERVER_SET | F_IMMUTABLE | F_COMMUTES)))
			return true;
	}
	return false;
}

void outbox_saw_whole(struct store *s, const struct record *r, struct outbox_entry *entry)
{
	bool written = is_written(r->type);
	struct json *tree = record_tree(s, r);

	entry->rev = written ? r->rev : 0;
	entry->base = outbox_base_text(tree);
	if (entry->base && !written && strlen(entry->base) > SMALL_BASE_MAX) {
		free(entry->base);
		entry->base = NULL;
	}
	json_free(tree);
}

/* --- queueing --- */

int outbox_rewrite(struct store *s, const struct outbox_entry *entry, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE outbox SET body = ?2, base = ?3, rev = ?4, marks = ?5, size = ?6, cause = ?7, "
	                                         "state = ?8, stale = 0, context = NULL WHERE local = ?1");
	struct json *patch = json_parse_own(entry->body);

	db_bind_int(stmt, 1, entry->local);
	db_bind_text(stmt, 2, entry->body);
	db_bind_text(stmt, 3, entry->base);
	db_bind_int(stmt, 4, entry->rev);
	db_bind_int(stmt, 5, entry->kind == OUTBOX_UPDATE && record_patch_commutes(entry->type, patch));
	db_bind_int(stmt, 6, outbox_size(entry->body));
	row_bind_cause(stmt, 7, &entry->cause);
	db_bind_int(stmt, 8, entry->state);
	json_free(patch);
	return db_run(stmt, e);
}

static bool changes(const struct json *patch, const char *name)
{
	bool is_changed = false;

	for (const struct json *change = json_first(patch); change && !is_changed; change = json_next(change)) {
		char *member = member_of(json_key(change));

		is_changed = strcmp(member, name) == 0;
		free(member);
	}
	return is_changed;
}

int outbox_join(struct store *s, struct outbox_entry *entry, const struct json *later, const struct json *seen, struct err *e)
{
	struct json *body = json_parse_own(entry->body), *base = json_parse_own(entry->base);

	for (const struct json *i = json_first(seen); i && base; i = json_next(i))
		if (!changes(body, json_key(i)))
			json_set(base, json_key(i), json_copy(i));
	record_patch_join(body, later);
	free(entry->body);
	free(entry->base);
	entry->body = json_print(body);
	entry->base = base ? outbox_base_text(base) : NULL;
	json_free(body);
	json_free(base);
	return outbox_rewrite(s, entry, e);
}

/* The last entry of a record, if a new patch can be joined to it: one that still waits, or for its writer's choice. */
static bool joinable(struct store *s, int64_t record, bool conflicts_only, struct outbox_entry *entry)
{
	int64_t local = outbox_of_record(s, record);
	bool is_conflict;

	if (!local || !outbox_get(s, local, entry))
		return false;
	is_conflict = outbox_is_conflict(entry);
	if (entry->kind == OUTBOX_UPDATE && (is_conflict || (entry->state == OUTBOX_WAITING && !conflicts_only)))
		return true;
	outbox_entry_release(entry);
	return false;
}

struct queueing {
	const struct record *r;
	const struct json *patch, *seen; /* of the members that the patch changes */
	int64_t rev;                     /* that the writer saw */
	bool is_alone;                   /* joined to nothing */
	int hold;
};

static int64_t join(struct store *s, const struct queueing *q, struct outbox_entry *entry, struct err *e)
{
	if (!entry->rev)
		entry->rev = q->rev; /* the rev that the first change of content saw */
	if (!outbox_is_conflict(entry))
		err_release(&entry->cause);
	return outbox_join(s, entry, q->patch, q->seen, e) == 0 ? entry->local : -1;
}

static int64_t add(struct store *s, const struct queueing *q, bool marks, struct err *e)
{
	struct outbox_entry entry = { .kind = OUTBOX_UPDATE, .state = q->hold > 0 ? OUTBOX_HELD : OUTBOX_WAITING, .account = q->r->account,
	                              .type = q->r->type, .record = q->r->local, .rev = q->rev,
	                              .hold_until = q->hold > 0 ? clock_now() + q->hold : 0, .body = json_print(q->patch),
	                              .base = outbox_base_text(q->seen) };
	int64_t local = outbox_insert(s, &entry, marks, e);

	outbox_entry_release(&entry);
	return local;
}

static int64_t queue_patch(struct store *s, const struct queueing *q, bool marks, struct err *e)
{
	struct outbox_entry entry = { 0 };
	int64_t local;

	if (joinable(s, q->r->local, q->is_alone || q->hold > 0, &entry) && !(marks && outbox_is_conflict(&entry)))
		local = join(s, q, &entry, e);
	else
		local = add(s, q, marks, e);
	outbox_entry_release(&entry);
	if (local > 0 && !marks && outbox_rebase(s, q->r->local, e) != 0)
		return -1;
	return local;
}

static int note(struct store *s, const struct record_type *type, const struct json *patch, const struct json *tree, struct err *e)
{
	struct outbox_entry entry = { .kind = OUTBOX_UPDATE, .type = type, .body = json_print(patch) };
	int result = outbox_note(s, &entry, &(struct outbox_event){ .kind = JOURNAL_QUEUED, .record = tree }, e);

	outbox_entry_release(&entry);
	return result;
}

int64_t outbox_update_seen(struct store *s, int64_t record, const struct json *patch, const struct outbox_saw *saw, int hold, struct err *e)
{
	struct record r;
	struct json *tree, *seen;
	int64_t local = -1, rev;
	bool marks;

	if (outbox_destroys(s, record) || !record_by_local(s, record, &r))
		return err_set(e, ERR_NOT_FOUND, NULL);
	marks = record_patch_commutes(r.type, patch);
	rev = marks || r.type->flags & T_FIRST ? 0 : saw ? saw->rev : r.rev;
	tree = record_tree(s, &r);
	seen = outbox_seen(saw ? saw->fields : tree, patch);
	if (record_patch(r.type, tree, patch, e) == 0)
		local = queue_patch(s, &(struct queueing){ .r = &r, .patch = patch, .seen = seen, .rev = rev, .is_alone = saw != NULL,
		                                           .hold = hold }, marks, e);
	json_free(tree);
	tree = record_tree(s, &r);
	if (local > 0 && (listed_put(s, &r, tree, !marks, e) != 0 || (!marks && note(s, r.type, patch, tree, e) != 0)))
		local = -1;
	json_free(seen);
	json_free(tree);
	record_free(&r);
	return local;
}

int64_t outbox_update_held(struct store *s, int64_t record, const struct json *patch, int hold, struct err *e)
{
	return outbox_update_seen(s, record, patch, NULL, hold, e);
}

int64_t outbox_update(struct store *s, int64_t record, const struct json *patch, struct err *e)
{
	return outbox_update_seen(s, record, patch, NULL, 0, e);
}
