/* The check of a store: every record, then sequences, conversations and files. */
#include "twinline/records/check.h"

#include <stdlib.h>
#include <string.h>

#include "index.h"
#include "rows.h"
#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* Where records of a type are looked for. */
struct shelves { bool known; int64_t *accounts; int count; };

struct check {
	struct store *s;
	void (*found)(void *context, const struct err *finding);
	void *context;
	int64_t count;
	struct shelves shelves[RECORD_TYPE_COUNT];
};

static void tell(struct check *c, struct err *finding)
{
	c->count++;
	c->found(c->context, finding);
	err_release(finding);
}

/* What a record is called in a finding: its id, or its place here while it has none; yours. */
static char *name_of(const struct record *r)
{
	return r->id ? xstrdup(r->id) : xasprintf("#%lld", (long long)r->local);
}

static void tell_record(struct check *c, enum err_code code, const struct record *r, const char *more)
{
	struct err finding = { 0 };
	char *name = name_of(r);

	err_set(&finding, code, r->type->name, name, more, NULL);
	free(name);
	tell(c, &finding);
}

/* --- references --- */

/* The accounts, other than personal ones, that hold a type's records; looked up once a type. */
static const struct shelves *shelves_of(struct check *c, const struct record_type *type)
{
	struct shelves *shelves = &c->shelves[type->index];

	if (shelves->known)
		return shelves;
	struct db_stmt *stmt = db_prepare(c->s->db, "SELECT local FROM account WHERE (?1 >> kind) & 1 ORDER BY kind DESC");

	db_bind_int(stmt, 1, type->holders & ~HOLDS(PERSONAL));
	shelves->count = row_integers(stmt, &shelves->accounts, NULL);
	shelves->known = true;
	return shelves;
}

static bool is_there(struct check *c, int64_t account, const struct record_type *type, const char *id)
{
	struct db_stmt *stmt = db_prepare(c->s->db, "SELECT 1 FROM record WHERE account = ?1 AND type = ?2 AND id = ?3");

	db_bind_int(stmt, 1, account);
	db_bind_int(stmt, 2, type->index);
	db_bind_text(stmt, 3, id);
	return row_integer(stmt) != 0;
}

/* A pupil is somebody without a card: what says that there is one is the project's own record. */
static bool is_pupil(struct check *c, const char *person)
{
	struct db_stmt *stmt = db_prepare(c->s->db, "SELECT 1 FROM pupil_index WHERE person = ?1");

	db_bind_text(stmt, 1, person);
	return row_integer(stmt) != 0;
}

static void check_reference(struct check *c, const struct record *r, const struct record_type *target, const char *id)
{
	if (!id || !*id || is_there(c, r->account, target, id))
		return;
	const struct shelves *shelves = shelves_of(c, target);

	for (int i = 0; i < shelves->count; i++)
		if (is_there(c, shelves->accounts[i], target, id))
			return;
	if (target->index == TYPE_Person && is_pupil(c, id))
		return;
	tell_record(c, ERR_CHECK_REFERENCE, r, id);
}

static void check_references(struct check *c, const struct record *r, const struct json *tree)
{
	for (unsigned i = 0; i < r->type->field_count; i++) {
		const struct field *field = &r->type->fields[i];
		const struct record_type *target = field->target ? record_type_find(field->target) : NULL;
		const struct json *value = json_get(tree, field->name);

		if (!target || !value)
			continue;
		if (field->kind == FIELD_REFERENCE)
			check_reference(c, r, target, json_text(value));
		else if (field->kind == FIELD_PARTY)
			check_reference(c, r, target, json_get_text(value, "id"));
		else if (field->kind == FIELD_REFERENCES || field->kind == FIELD_PARTIES)
			for (const struct json *item = json_first(value); item; item = json_next(item))
				check_reference(c, r, target, json_is_object(item) ? json_get_text(item, "id") : json_text(item));
	}
}

/* --- records --- */

static void check_record(struct check *c, const struct record *r)
{
	struct json *body = json_parse_own(r->body), *tree;

	if (!json_is_object(body)) {
		tell_record(c, ERR_CHECK_BODY, r, NULL);
		json_free(body);
		return;
	}
	json_free(body);
	tree = record_tree(c->s, r);
	if (c->s->side == STORE_PORTAL || !outbox_destroys(c->s, r->local))
		if (!index_agrees(c->s, r, tree))
			tell_record(c, ERR_CHECK_INDEX, r, NULL);
	if (c->s->side == STORE_PORTAL)
		check_references(c, r, tree);
	json_free(tree);
}

static int check_records(struct check *c, struct err *e)
{
	struct db_stmt *stmt = db_prepare(c->s->db, "SELECT local FROM record ORDER BY local");
	int64_t *locals = NULL;
	int count = row_integers(stmt, &locals, e);

	for (int i = 0; i < count; i++) {
		struct record r;

		if (!record_by_local(c->s, locals[i], &r))
			continue;
		check_record(c, &r);
		record_free(&r);
	}
	free(locals);
	return count < 0 ? -1 : 0;
}

/* --- what statements can find; each gives a type, a name and a number --- */

static int check_statement(struct check *c, enum err_code code, const char *sql, struct err *e)
{
	struct db_stmt *stmt = db_prepare(c->s->db, sql);
	int row;

	while ((row = db_step(stmt, e)) == 1) {
		const struct record_type *type = row_type(db_int(stmt, 0));
		struct err finding = { 0 };

		err_set(&finding, code, type ? type->name : "?", db_text(stmt, 1) ? db_text(stmt, 1) : "?", db_text(stmt, 2), NULL);
		tell(c, &finding);
	}
	return row;
}

static int check_index_rows(struct check *c, struct err *e)
{
	for (int i = 0; i < RECORD_TYPE_COUNT; i++) {
		char *sql = xasprintf("SELECT %d, local, 0 FROM %s i WHERE local > 0 AND NOT EXISTS (SELECT 1 FROM record r "
		                      "WHERE r.local = i.local AND r.type = %d)", i, index_table(c->s, &record_types[i])->name, i);
		int result = check_statement(c, ERR_CHECK_INDEX, sql, e);

		free(sql);
		if (result != 0)
			return -1;
	}
	return 0;
}

static int check_sequences(struct check *c, struct err *e)
{
	static const char *const statements[] = {
		"SELECT r.type, r.id, r.seq FROM record r JOIN account a ON a.local = r.account "
		"WHERE r.seq > a.seq OR r.created > r.seq OR r.created < 1",
		"SELECT t.type, t.id, t.seq FROM tombstone t JOIN account a ON a.local = t.account WHERE t.seq > a.seq OR t.created >= t.seq",
		"SELECT t.type, t.id, t.seq FROM tombstone t JOIN record r ON r.account = t.account AND r.seq = t.seq",
		"SELECT r.type, r.id, r.seq FROM record r LEFT JOIN type_state t ON t.account = r.account AND t.type = r.type "
		"WHERE t.seq IS NULL OR t.seq < r.seq",
		"SELECT r.type, r.id, r.seq FROM record r LEFT JOIN account a ON a.local = r.account WHERE a.local IS NULL OR r.id IS NULL",
	};

	for (size_t i = 0; i < ARRAY_SIZE(statements); i++)
		if (check_statement(c, ERR_CHECK_SEQUENCE, statements[i], e) != 0)
			return -1;
	return 0;
}

/* --- conversations --- */

/* Each uid with messages has its row and each row messages; how many they are is counted in thread.c's way. */
static int check_threads(struct check *c, struct err *e)
{
	struct db_stmt *stmt = db_prepare(c->s->db,
		"SELECT coalesce(m.thread_uid, t.thread_uid) FROM "
		"(SELECT account, thread_uid, count(*) AS every, sum(CASE WHEN replace(keywords, ' $deleted ', '') = keywords THEN 1 ELSE 0 END) AS kept "
		"FROM message_index WHERE thread_uid <> '' GROUP BY account, thread_uid) m "
		"LEFT JOIN thread_index t ON t.account = m.account AND t.thread_uid = m.thread_uid "
		"WHERE t.local IS NULL OR t.count <> CASE WHEN m.kept > 0 THEN m.kept ELSE m.every END "
		"UNION ALL SELECT t.thread_uid FROM thread_index t WHERE t.local > 0 AND NOT EXISTS "
		"(SELECT 1 FROM message_index m WHERE m.account = t.account AND m.thread_uid = t.thread_uid)");
	int row;

	while ((row = db_step(stmt, e)) == 1) {
		struct err finding = { 0 };

		err_set(&finding, ERR_CHECK_THREAD, db_text(stmt, 0), NULL);
		tell(c, &finding);
	}
	return row;
}

/* --- files --- */

static int check_chunks(struct check *c, struct err *e)
{
	struct db_stmt *stmt = db_prepare(c->s->db, "SELECT digest, bytes FROM chunk");
	char digest[DIGEST_TEXT_SIZE];
	int row;

	while ((row = db_step(stmt, e)) == 1) {
		struct err finding = { 0 };
		size_t len;
		const void *bytes = db_blob(stmt, 1, &len);

		crypto_digest(bytes ? bytes : "", len, digest);
		if (strcmp(digest, db_text(stmt, 0)) == 0)
			continue;
		err_set(&finding, ERR_CHECK_BLOB, db_text(stmt, 0), NULL);
		tell(c, &finding);
	}
	return row;
}

/* Parts that do not add up to the size, a part whose bytes are gone, parts of no file, a record that names no file. */
static int check_blobs(struct check *c, struct err *e)
{
	static const char whole[] = "";
	static const char under_way[] = "AND NOT EXISTS (SELECT 1 FROM download d WHERE d.account = p.account AND d.blob = p.blob) ";
	char *sql = xasprintf(
		"SELECT b.id FROM blob b WHERE b.size <> coalesce((SELECT sum(length(c.bytes)) FROM blob_chunk p JOIN chunk c ON c.digest = p.digest "
		"AND length(c.bytes) = p.size WHERE p.account = b.account AND p.blob = b.id), 0) "
		"UNION ALL SELECT p.blob FROM blob_chunk p WHERE NOT EXISTS (SELECT 1 FROM blob b WHERE b.account = p.account "
		"AND b.id = p.blob) %s"
		"UNION ALL SELECT u.blob FROM blob_use u WHERE NOT EXISTS (SELECT 1 FROM record r WHERE r.local = u.record)",
		c->s->side == STORE_REPLICA ? under_way : whole);
	struct db_stmt *stmt = db_prepare(c->s->db, sql);
	int row;

	free(sql);

	while ((row = db_step(stmt, e)) == 1) {
		struct err finding = { 0 };

		err_set(&finding, ERR_CHECK_BLOB, db_text(stmt, 0), NULL);
		tell(c, &finding);
	}
	return row;
}

static int check_all(struct check *c, struct err *e)
{
	struct err damage = { 0 };

	if (db_check(c->s->db, &damage) != 0)
		tell(c, &damage);
	if (check_records(c, e) != 0 || check_index_rows(c, e) != 0)
		return -1;
	if (c->s->side == STORE_PORTAL && check_sequences(c, e) != 0)
		return -1;
	return check_threads(c, e) != 0 || check_blobs(c, e) != 0 || check_chunks(c, e) != 0 ? -1 : 0;
}

int64_t store_check(struct store *s, void (*found)(void *context, const struct err *finding), void *context, struct err *e)
{
	struct check c = { .s = s, .found = found, .context = context };
	int result;

	if (db_begin_read(s->db, e) != 0)
		return -1;
	result = check_all(&c, e);
	db_rollback(s->db);
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		free(c.shelves[i].accounts);
	return result == 0 ? c.count : -1;
}
