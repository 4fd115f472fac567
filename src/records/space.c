/* Reading a project's account into memory: records in order, the files that they name. */
#include "twinline/records/space.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "space_parts.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/download.h"
#include "twinline/records/replica.h"
#include "twinline/schema/records.h"

/* What of a pupil does not leave the project: with what they sign in, and the names of grown-ups. */
static const char *const kept_back[] = { "userName", "initialPassword", "resetAt", "consentBy" };

void space_keep_back(const struct record_type *type, struct json *tree)
{
	for (size_t i = 0; i < ARRAY_SIZE(kept_back) && type == &record_types[TYPE_Pupil]; i++)
		json_remove(tree, kept_back[i]);
}

/* --- records --- */

static int64_t time_of(const struct space_record *r)
{
	static const char *const times[] = { "createdAt", "since", "startsAt", "activeAt" };
	int64_t at = 0;

	for (size_t i = 0; i < ARRAY_SIZE(times) && !at; i++)
		clock_parse(json_get_text(r->tree, times[i]), &at);
	return at;
}

static int by_type_and_time(const void *left, const void *right)
{
	const struct space_record *a = left, *b = right;

	if (a->type->index != b->type->index)
		return a->type->index < b->type->index ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->local < b->local ? -1 : a->local > b->local;
}

/* An address is the inviter's alone, and an export goes on to others. */
static bool is_by_address(const struct record *r, const struct json *tree)
{
	return r->type->index == TYPE_Member && json_get(tree, "email");
}

static void add_record(struct space *sp, const struct record *r)
{
	struct json *tree = record_tree(sp->s, r);
	struct space_record *added;

	if (is_by_address(r, tree)) {
		json_free(tree);
		return;
	}
	if (!(sp->count & (sp->count + 1))) /* doubled at 1, 3, 7 ... */
		sp->records = xrealloc(sp->records, 2 * sp->count + 1, sizeof *sp->records);
	added = &sp->records[sp->count++];
	*added = (struct space_record){ .type = r->type, .tree = tree, .local = r->local };
	if (!r->id) { /* written here and not sent yet */
		char *unsent = xasprintf("unsent-%lld", (long long)r->local);

		json_set_string(added->tree, "id", unsent);
		free(unsent);
	}
	space_keep_back(r->type, added->tree);
	added->id = json_get_text(added->tree, "id");
	added->at = time_of(added);
}

static void add_records(struct space *sp, const int64_t *locals, int count, const struct onlooker *who)
{
	for (int i = 0; i < count; i++) {
		struct record r;

		if (record_by_local(sp->s, locals[i], &r) && (!who || onlooker_sees(who, r.audience, r.author)))
			add_record(sp, &r);
		record_free(&r);
	}
}

static int read_records(struct space *sp, const struct onlooker *who, struct err *e)
{
	struct db_stmt *stmt = db_prepare(sp->s->db, "SELECT local FROM record WHERE account = ?1");
	int64_t *locals = NULL;
	int count;

	db_bind_int(stmt, 1, sp->account);
	count = row_integers(stmt, &locals, e);
	add_records(sp, locals, count, who);
	free(locals);
	if (sp->count)
		qsort(sp->records, sp->count, sizeof *sp->records, by_type_and_time);
	return count < 0 ? -1 : 0;
}

const struct space_record *space_of_type(const struct space *sp, enum record_type_index type, size_t *count)
{
	const struct space_record *first = NULL;

	*count = 0;
	for (size_t i = 0; i < sp->count; i++)
		if (sp->records[i].type->index == (int)type) {
			first = first ? first : &sp->records[i];
			++*count;
		}
	return first;
}

const struct space_record *space_find(const struct space *sp, enum record_type_index type, const char *id)
{
	for (size_t i = 0; id && i < sp->count; i++)
		if (sp->records[i].type->index == (int)type && strcmp(sp->records[i].id, id) == 0)
			return &sp->records[i];
	return NULL;
}

/* --- files --- */

static bool has_file(const struct space *sp, const char *blob)
{
	for (size_t i = 0; i < sp->file_count; i++)
		if (strcmp(sp->files[i].blob, blob) == 0)
			return true;
	return false;
}

static void add_file(struct space *sp, const struct blob_ref *file, const char *folder)
{
	struct space_file *added;

	if (!file->id || has_file(sp, file->id))
		return;
	sp->files = xrealloc(sp->files, sp->file_count + 1, sizeof *sp->files);
	added = &sp->files[sp->file_count++];
	*added = (struct space_file){
		.blob = xstrdup(file->id), .name = xstrdup(file->name ? file->name : ""), .folder = xstrdup(folder), .size = file->size,
		.type = xstrdup(file->type ? file->type : "application/octet-stream"), .is_here = blob_has(sp->s, sp->account, file->id),
	};
}

static void add_files_of(struct space *sp, const struct space_record *r, const struct field *field)
{
	void *record = xcalloc(1, r->type->size);
	bool is_material = r->type == &record_types[TYPE_Material];
	const char *folder = json_get_text(r->tree, "folder");
	const struct blobs *blobs;

	record_decode(r->type, r->tree, record);
	blobs = (const struct blobs *)((const char *)record + field->offset);
	for (size_t i = 0; i < blobs->count; i++)
		add_file(sp, &blobs->at[i], is_material ? folder ? folder : "" : NULL);
	record_release(r->type, record);
	free(record);
}

/* Materials first: what is in a folder keeps its place there, whoever else names it. */
static void find_files(struct space *sp, bool materials)
{
	for (size_t i = 0; i < sp->count; i++) {
		const struct space_record *r = &sp->records[i];

		for (unsigned f = 0; f < r->type->field_count; f++)
			if (r->type->fields[f].kind == FIELD_BLOBS && (r->type == &record_types[TYPE_Material]) == materials)
				add_files_of(sp, r, &r->type->fields[f]);
	}
}

/* --- all of it --- */

int64_t space_older(struct store *s, int64_t account)
{
	struct holding beyond = { 0 };
	int64_t older = 0;

	if (s->side == STORE_REPLICA)
		replica_beyond(s, account, &beyond);
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		older += i != TYPE_Thread ? beyond.records[i] : 0;
	return older;
}

int space_read(struct store *s, int64_t account, const struct onlooker *who, struct space *sp, struct err *e)
{
	const struct space_record *project;
	size_t count;

	*sp = (struct space){ .s = s, .account = account, .older = space_older(s, account) };
	if (read_records(sp, who, e) != 0) {
		space_release(sp);
		return -1;
	}
	project = space_of_type(sp, TYPE_Project, &count);
	if (!project) {
		space_release(sp);
		return err_set(e, ERR_NOT_FOUND, NULL);
	}
	sp->project = project->tree;
	find_files(sp, true);
	find_files(sp, false);
	space_sort_answers(sp);
	return 0;
}

void space_release(struct space *sp)
{
	for (size_t i = 0; i < sp->count; i++)
		json_free(sp->records[i].tree);
	for (size_t i = 0; i < sp->file_count; i++) {
		free(sp->files[i].blob);
		free(sp->files[i].name);
		free(sp->files[i].type);
		free(sp->files[i].folder);
		free(sp->files[i].path);
	}
	free(sp->records);
	free(sp->files);
	free(sp->answers);
	*sp = (struct space){ 0 };
}

/* --- its weight --- */

enum { WRITTEN_TIMES = 3 /* as JSON, Markdown and HTML */ };

static int64_t body_bytes(struct store *s, int64_t account)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT coalesce(sum(length(body)), 0) FROM record WHERE account = ?1");

	db_bind_int(stmt, 1, account);
	return row_integer(stmt);
}

/* The few records that name files, and no others. */
static int read_naming(struct space *sp, struct err *e)
{
	struct db_stmt *stmt = db_prepare(sp->s->db, "SELECT local FROM record WHERE account = ?1 AND local IN (SELECT record FROM blob_use)");
	int64_t *locals = NULL;
	int count;

	db_bind_int(stmt, 1, sp->account);
	count = row_integers(stmt, &locals, e);
	add_records(sp, locals, count, NULL);
	free(locals);
	return count < 0 ? -1 : 0;
}

int space_weigh(struct store *s, int64_t account, struct space_weight *weight, struct err *e)
{
	struct space sp = { .s = s, .account = account };
	int result = read_naming(&sp, e);

	*weight = (struct space_weight){ .bytes = WRITTEN_TIMES * body_bytes(s, account), .older = space_older(s, account) };
	find_files(&sp, true);
	find_files(&sp, false);
	for (size_t i = 0; i < sp.file_count; i++) {
		struct download d = { 0 };

		weight->bytes += sp.files[i].size;
		if (sp.files[i].is_here)
			continue;
		weight->files++;
		download_get(s, account, sp.files[i].blob, &d);
		weight->fetch += sp.files[i].size - d.done;
		download_release(&d);
	}
	space_release(&sp);
	return result;
}
