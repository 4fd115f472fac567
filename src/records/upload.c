/* Files on their way to the portal. */
#include "twinline/records/upload.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"

enum { DAY = 24 * 60 * 60, FORGET_DAYS = 7, AGAIN_MOST = 8 /* times that a file goes up for one entry */ };

/* What a file is, by the end of its name: for those who fetch it. */
static const struct { const char *end, *type; } types[] = {
	{ ".jpg", "image/jpeg" }, { ".jpeg", "image/jpeg" }, { ".png", "image/png" }, { ".gif", "image/gif" },
	{ ".webp", "image/webp" }, { ".svg", "image/svg+xml" }, { ".pdf", "application/pdf" }, { ".txt", "text/plain" },
	{ ".csv", "text/csv" }, { ".html", "text/html" }, { ".ics", "text/calendar" }, { ".json", "application/json" },
	{ ".odt", "application/vnd.oasis.opendocument.text" }, { ".ods", "application/vnd.oasis.opendocument.spreadsheet" },
	{ ".odp", "application/vnd.oasis.opendocument.presentation" },
	{ ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
	{ ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	{ ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
	{ ".mp3", "audio/mpeg" }, { ".ogg", "audio/ogg" }, { ".mp4", "video/mp4" }, { ".webm", "video/webm" }, { ".zip", "application/zip" },
};

static const char *type_of(const char *name)
{
	const char *end = strrchr(name, '.');

	for (size_t i = 0; end && i < ARRAY_SIZE(types); i++)
		if (ascii_casecmp(end, types[i].end) == 0)
			return types[i].type;
	return "application/octet-stream";
}

/* --- keeping and forgetting --- */

static int run(struct store *s, const char *sql, int64_t account, const char *blob, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, sql);

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, blob);
	return db_run(stmt, e);
}

static int forget(struct store *s, int64_t account, const char *blob, struct err *e)
{
	static const char *const statements[] = {
		"DELETE FROM upload WHERE account = ?1 AND blob = ?2",
		"DELETE FROM upload_part WHERE account = ?1 AND blob = ?2",
		"DELETE FROM blob WHERE account = ?1 AND id = ?2",
		"DELETE FROM chunk WHERE digest IN (SELECT digest FROM blob_chunk WHERE account = ?1 AND blob = ?2) AND NOT EXISTS "
		"(SELECT 1 FROM blob_chunk o WHERE o.digest = chunk.digest AND (o.account <> ?1 OR o.blob <> ?2))",
		"DELETE FROM blob_chunk WHERE account = ?1 AND blob = ?2",
	};
	int result = 0;

	for (size_t i = 0; i < ARRAY_SIZE(statements) && result == 0; i++)
		result = run(s, statements[i], account, blob, e);
	return result;
}

/* Files that nothing names any more; not at once, for undo brings drafts back, and files into them. */
static int forget_old(struct store *s, int64_t now, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db,
		"SELECT account, id FROM blob f WHERE created_at < ?1 AND NOT EXISTS (SELECT 1 FROM blob_use b WHERE b.account = f.account "
		"AND b.blob = f.id) AND NOT EXISTS (SELECT 1 FROM draft d WHERE instr(d.body, f.id) > 0) LIMIT 1");
	int row = 1;

	while (row == 1) {
		int64_t account = 0;
		char *blob = NULL;

		db_bind_int(stmt, 1, now - (int64_t)FORGET_DAYS * DAY);
		row = db_step(stmt, e);
		if (row == 1) {
			account = db_int(stmt, 0);
			blob = row_text(stmt, 1);
		}
		db_reset(stmt);
		if (row == 1 && forget(s, account, blob, e) != 0)
			row = -1;
		free(blob);
	}
	return row;
}

static int add(struct store *s, const struct blob *b, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO upload(account, blob, added_at) VALUES(?1, ?2, ?3)");

	db_bind_int(stmt, 1, b->account);
	db_bind_text(stmt, 2, b->id);
	db_bind_int(stmt, 3, b->created_at);
	return db_run(stmt, e);
}

struct json *upload_add(struct store *s, int64_t account, const char *name, const void *bytes, size_t len, struct err *e)
{
	const char *type = type_of(name);
	struct blob b = { 0 };
	struct json *file = NULL;
	int result = db_begin(s->db, e);

	if (result == 0)
		result = forget_old(s, clock_now(), e);
	if (result == 0)
		result = blob_write(s, account, NULL, type, bytes, len, clock_now(), &b, e);
	if (result == 0)
		result = add(s, &b, e);
	if (result == 0)
		result = db_commit(s->db, e);
	if (result == 0) {
		file = json_new_object();
		json_set_string(file, "blobId", b.id);
		json_set_string(file, "name", name);
		json_set_string(file, "type", type);
		json_set_integer(file, "size", b.size);
	} else {
		db_rollback(s->db);
	}
	blob_release(&b);
	return file;
}

/* --- the files of an object --- */

/* Calls each(file) for every file that an object of a type names; stops where that fails. */
static int walk(const struct record_type *type, const struct json *object, void *context,
                int (*each)(void *context, const char *blob, struct json *file))
{
	int result = 0;

	for (unsigned i = 0; i < type->field_count; i++) {
		const struct json *list = type->fields[i].kind == FIELD_BLOBS ? json_get(object, type->fields[i].name) : NULL;

		for (const struct json *file = json_first(list); file && result == 0; file = json_next(file))
			if (json_get_text(file, "blobId"))
				result = each(context, json_get_text(file, "blobId"), (struct json *)file);
	}
	return result;
}

struct walk { struct store *s; int64_t account, bytes; struct err *e; };

/* A file's upload row: the portal's id for it (yours, NULL: none yet). False if it is no file of ours. */
static bool find(const struct walk *w, const char *blob, char **remote)
{
	struct db_stmt *stmt = db_prepare(w->s->db, "SELECT remote FROM upload WHERE account = ?1 AND blob = ?2");
	bool there;

	db_bind_int(stmt, 1, w->account);
	db_bind_text(stmt, 2, blob);
	there = row_step(stmt);
	*remote = there ? row_text(stmt, 0) : NULL;
	db_reset(stmt);
	return there;
}

static int add_bytes(void *context, const char *blob, struct json *file)
{
	struct walk *w = context;
	char *remote;

	if (find(w, blob, &remote) && !remote)
		w->bytes += json_get_integer(file, "size", 0);
	free(remote);
	return 0;
}

int64_t upload_bytes(struct store *s, int64_t account, const struct record_type *type, const struct json *object)
{
	struct walk w = { .s = s, .account = account };

	walk(type, object, &w, add_bytes);
	return w.bytes;
}

static int name_file(void *context, const char *blob, struct json *file)
{
	char *remote;

	if (find(context, blob, &remote) && remote)
		json_set_string(file, "blobId", remote);
	free(remote);
	return 0;
}

void upload_name(struct store *s, int64_t account, const struct record_type *type, struct json *object)
{
	struct walk w = { .s = s, .account = account };

	walk(type, object, &w, name_file);
}

/* The bytes stay, as the file that the portal has: nobody needs to fetch what is here. */
static int rename_blob(struct store *s, int64_t account, const char *from, const char *to, struct err *e)
{
	static const char *const statements[] = {
		"UPDATE blob SET id = ?3 WHERE account = ?1 AND id = ?2",
		"UPDATE blob_chunk SET blob = ?3 WHERE account = ?1 AND blob = ?2",
		"DELETE FROM upload WHERE account = ?1 AND blob = ?2",
	};
	int result = 0;

	for (size_t i = 0; i < ARRAY_SIZE(statements) && result == 0; i++) {
		struct db_stmt *stmt = db_prepare(s->db, statements[i]);

		db_bind_int(stmt, 1, account);
		db_bind_text(stmt, 2, from);
		if (strstr(statements[i], "?3"))
			db_bind_text(stmt, 3, to);
		result = db_run(stmt, e);
	}
	return result;
}

static int settle_file(void *context, const char *blob, struct json *file)
{
	const struct walk *w = context;
	char *remote;
	int result = 0;

	(void)file;
	if (find(w, blob, &remote) && remote)
		result = rename_blob(w->s, w->account, blob, remote, w->e);
	free(remote);
	return result;
}

int upload_settle(struct store *s, int64_t account, const struct record_type *type, const struct json *sent, struct err *e)
{
	struct walk w = { .s = s, .account = account, .e = e };

	return walk(type, sent, &w, settle_file);
}

/* --- uploading --- */

int upload_again(struct store *s, const struct outbox_entry *entry, const char *remote, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE upload SET remote = NULL, done_at = 0 WHERE account = ?1 AND remote = ?2 AND blob IN "
	                                         "(SELECT blob FROM blob_use WHERE record = ?3)");
	char op_id[OP_ID_LENGTH + 1];

	db_bind_int(stmt, 1, entry->account);
	db_bind_text(stmt, 2, remote);
	db_bind_int(stmt, 3, entry->record);
	if (db_run(stmt, e) != 0)
		return -1;
	if (db_changes(s->db) == 0)
		return 0;
	random_op_id(op_id); /* what was refused under the old one stays refused */
	stmt = db_prepare(s->db, "UPDATE outbox SET state = 1, op_id = ?2, outrun = outrun + 1, cause = NULL WHERE local = ?1 AND outrun < ?3");
	db_bind_int(stmt, 1, entry->local);
	db_bind_text(stmt, 2, op_id);
	db_bind_int(stmt, 3, AGAIN_MOST);
	return db_run(stmt, e) == 0 ? db_changes(s->db) > 0 : -1;
}

/* Files (f) whose upload (u) something that is due (o) waits for, at ?1. */
#define UPLOADS_DUE \
	"FROM outbox o " UPLOADS_OF_ENTRY "JOIN blob f ON f.account = u.account AND f.id = u.blob " \
	"WHERE (o.state IN (1, 2) OR (o.state = 0 AND " HOLD_IS_OVER("o") ")) AND " UPLOAD_IS_WANTED

bool upload_is_due(struct store *s, const struct upload *u, int64_t now)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT 1 " UPLOADS_DUE " AND u.account = ?2 AND u.blob = ?3");

	db_bind_int(stmt, 1, now);
	db_bind_int(stmt, 2, u->account);
	db_bind_text(stmt, 3, u->blob);
	return row_integer(stmt) != 0;
}

bool upload_next(struct store *s, int64_t now, struct upload *u)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT o.local, u.account, u.blob, f.size " UPLOADS_DUE " ORDER BY o.local LIMIT 1");
	bool there;

	*u = (struct upload){ 0 };
	db_bind_int(stmt, 1, now);
	there = row_step(stmt);
	if (there) {
		*u = (struct upload){ .entry = db_int(stmt, 0), .account = db_int(stmt, 1), .size = db_int(stmt, 3) };
		memcpy(u->blob, db_text(stmt, 2), RECORD_ID_LENGTH);
	}
	db_reset(stmt);
	return there;
}

int upload_done(struct store *s, const struct upload *u, const char *remote, int64_t now, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE upload SET remote = ?3, done_at = ?4 WHERE account = ?1 AND blob = ?2");

	db_bind_int(stmt, 1, u->account);
	db_bind_text(stmt, 2, u->blob);
	db_bind_text(stmt, 3, remote);
	db_bind_int(stmt, 4, now);
	return db_run(stmt, e) == 0 ? run(s, "DELETE FROM upload_part WHERE account = ?1 AND blob = ?2", u->account, u->blob, e) : -1;
}
