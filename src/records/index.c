/* Index tables: their SQL grown from the schema's rows, their values taken from a record's tree. */
#include "index.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

struct index {
	struct index_table tables[RECORD_TYPE_COUNT];
};

/* What a table has beside the schema's columns: how conversations are looked up, and what only the reader's own lists need. */
struct extra {
	enum record_type_index type;
	unsigned sides;
	const char *columns; /* with a comma before each */
	const char *indexes; /* statements, each ended */
};

enum { REPLICA = 1 << STORE_REPLICA, PORTAL = 1 << STORE_PORTAL, BOTH = REPLICA | PORTAL };

#define WORD_COLUMNS \
	", word1 TEXT NOT NULL DEFAULT '', word2 TEXT NOT NULL DEFAULT '', word3 TEXT NOT NULL DEFAULT ''"
#define WORD_INDEX(type, n) \
	"CREATE INDEX " type "_index_word" n " ON " type "_index(country, word" n ") WHERE word" n " <> '';"

static const struct extra extras[] = {
	{ TYPE_Message, BOTH, "",
	  "CREATE INDEX message_index_thread ON message_index(account, thread_uid);"
	  "CREATE INDEX message_index_uid ON message_index(account, message_uid);"
	  "CREATE INDEX message_index_deleted ON message_index(deleted_at) WHERE deleted_at > 0;" },
	/* Who has an address, however it is written: a forgotten password begins with it. */
	{ TYPE_Profile, BOTH, "", "CREATE INDEX profile_index_email ON profile_index(lower(email));" },
	/* Where it stands in its reader's views, and until when it is hidden; see records/thread.c. */
	{ TYPE_Thread, BOTH, ", view INTEGER NOT NULL DEFAULT 0, later TEXT NOT NULL DEFAULT ''",
	  "CREATE INDEX thread_index_uid ON thread_index(account, thread_uid);"
	  "CREATE INDEX thread_index_total ON thread_index(account, view, later, unread);" },
	/* How two people stand to each other is asked for with every letter, who comes to an event with every answer. */
	{ TYPE_Contact, BOTH, "", "CREATE INDEX contact_index_person ON contact_index(account, person_id);" },
	{ TYPE_Attendance, BOTH, "", "CREATE INDEX attendance_index_place ON attendance_index(account, event_id);" },
	/* Who signs in as a pupil, and whether somebody without a card is one. */
	{ TYPE_Pupil, BOTH, "", "CREATE INDEX pupil_index_person ON pupil_index(person);" },
	/* A calendar is read across all accounts by time, each event with my answer; see records/agenda.c. */
	{ TYPE_Event, REPLICA, "", "CREATE INDEX event_index_time ON event_index(starts_at, ends_at);" },
	{ TYPE_Attendance, REPLICA, "", "CREATE INDEX attendance_index_event ON attendance_index(event_id, person_id);" },
	/* words: the folded text to find a message by. */
	{ TYPE_Message, REPLICA, ", words TEXT NOT NULL DEFAULT ''", "" },
	/* A page of a view is read from its own index, counts too; see records/thread_list.c. */
	{ TYPE_Thread, REPLICA,
	  ", state INTEGER NOT NULL DEFAULT 0, mine INTEGER NOT NULL DEFAULT 0, draft INTEGER NOT NULL DEFAULT 0,"
	  " attention INTEGER NOT NULL DEFAULT 0, held_until BIGINT NOT NULL DEFAULT 0, words TEXT NOT NULL DEFAULT '',"
	  " by_person TEXT NOT NULL DEFAULT '', by_country TEXT NOT NULL DEFAULT '', by_project TEXT NOT NULL DEFAULT ''",
	  "CREATE INDEX thread_index_view ON thread_index(view, latest_at, local, later, unread);"
	  "CREATE INDEX thread_index_person ON thread_index(view, by_person, latest_at DESC, local DESC, later);"
	  "CREATE INDEX thread_index_country ON thread_index(view, by_country, latest_at DESC, local DESC, later);"
	  "CREATE INDEX thread_index_project ON thread_index(view, by_project, latest_at DESC, local DESC, later);"
	  "CREATE INDEX thread_index_mine ON thread_index(latest_at, local) WHERE mine = 1;"
	  "CREATE INDEX thread_index_draft ON thread_index(latest_at, local) WHERE draft = 1;"
	  "CREATE INDEX thread_index_attention ON thread_index(view, latest_at, local) WHERE attention = 1;"
	  /* What Home says of all messages, from these rows alone. */
	  "CREATE INDEX thread_index_waiting ON thread_index(view, latest_at, local, later) WHERE waiting = 1;"
	  "CREATE INDEX thread_index_unread ON thread_index(view, later, who_id, project_id, project_name, unread) WHERE unread > 0;" },
	/* Who and what may be the same, whatever was typed wrong; see records/alike.c. */
	{ TYPE_Person, PORTAL, WORD_COLUMNS, WORD_INDEX("person", "1") WORD_INDEX("person", "2") WORD_INDEX("person", "3") },
	{ TYPE_School, PORTAL, WORD_COLUMNS, WORD_INDEX("school", "1") WORD_INDEX("school", "2") WORD_INDEX("school", "3") },
};

/* --- growing the SQL --- */

/* "receivedAt" becomes received_at: names that no database folds into others. */
static void add_snake(struct str *out, const char *name)
{
	for (const char *c = name; *c; c++) {
		bool upper = *c >= 'A' && *c <= 'Z';

		if (upper && c != name)
			str_addc(out, '_');
		str_addc(out, upper ? (char)(*c - 'A' + 'a') : *c);
	}
}

static void add_column(struct index_table *t, const struct field *field, enum index_part part, const char *suffix)
{
	struct str name = { 0 };

	add_snake(&name, field->name);
	str_add(&name, suffix);
	t->columns = xrealloc(t->columns, t->count + 1, sizeof *t->columns);
	t->columns[t->count++] = (struct index_column){ .name = str_detach(&name), .field = field, .part = part };
}

static void add_columns(struct index_table *t, const struct field *field)
{
	switch (field->kind) {
	case FIELD_INTEGER:
	case FIELD_BOOLEAN:
	case FIELD_UTC:
		add_column(t, field, INDEX_INTEGER, "");
		break;
	case FIELD_CODES:
	case FIELD_KEYWORDS:
	case FIELD_REFERENCES:
		add_column(t, field, INDEX_SET, "");
		break;
	case FIELD_PARTY:
	case FIELD_PARTIES:
		add_column(t, field, field->kind == FIELD_PARTY ? INDEX_ID : INDEX_SET, "_id");
		add_column(t, field, INDEX_NAME, "_name");
		add_column(t, field, INDEX_COUNTRY, "_country");
		break;
	case FIELD_BLOBS:
	case FIELD_POINT:
	case FIELD_OBJECT:
	case FIELD_LOCAL:
		bug("%s.%s cannot be listed", t->type->name, field->name);
	default:
		add_column(t, field, INDEX_TEXT, "");
	}
}

static bool holds_integer(const struct index_column *c)
{
	return c->part == INDEX_INTEGER;
}

static void add_extras(struct str *out, const struct record_type *type, enum store_side side, bool columns)
{
	for (size_t i = 0; i < ARRAY_SIZE(extras); i++)
		if (extras[i].type == (enum record_type_index)type->index && extras[i].sides >> side & 1)
			str_add(out, columns ? extras[i].columns : extras[i].indexes);
}

static char *sql_making(const struct index_table *t, enum store_side side)
{
	struct str sql = { 0 };

	str_addf(&sql, "CREATE TABLE %s(local INTEGER PRIMARY KEY, account BIGINT NOT NULL, audience INTEGER NOT NULL", t->name);
	for (size_t i = 0; i < t->count; i++)
		str_addf(&sql, ", \"%s\" %s", t->columns[i].name,
		         holds_integer(&t->columns[i]) ? "BIGINT NOT NULL DEFAULT 0" : "TEXT NOT NULL DEFAULT ''");
	add_extras(&sql, t->type, side, true);
	str_add(&sql, ");");
	/* With the audience, so that counts and places are told from the index alone. */
	for (size_t i = 0; i < t->count; i++)
		if (t->columns[i].field->flags & F_SORTABLE)
			str_addf(&sql, "CREATE INDEX %s_%s ON %s(account, \"%s\", local, audience);", t->name, t->columns[i].name, t->name,
			         t->columns[i].name);
	/* Lists without an order of their own go by the order of making, within their account. */
	if (!t->type->order)
		str_addf(&sql, "CREATE INDEX %s_account ON %s(account, local, audience);", t->name, t->name);
	add_extras(&sql, t->type, side, false);
	return str_detach(&sql);
}

static char *sql_putting(const struct index_table *t)
{
	struct str sql = { 0 };

	str_addf(&sql, "INSERT INTO %s(local, account, audience", t->name);
	for (size_t i = 0; i < t->count; i++)
		str_addf(&sql, ", \"%s\"", t->columns[i].name);
	str_add(&sql, ") VALUES(?1, ?2, ?3");
	for (size_t i = 0; i < t->count; i++)
		str_addf(&sql, ", ?%zu", i + 4);
	str_add(&sql, ") ON CONFLICT(local) DO UPDATE SET account = excluded.account, audience = excluded.audience");
	for (size_t i = 0; i < t->count; i++)
		str_addf(&sql, ", \"%s\" = excluded.\"%s\"", t->columns[i].name, t->columns[i].name);
	return str_detach(&sql);
}

static char *sql_reading(const struct index_table *t)
{
	struct str sql = { 0 };

	str_add(&sql, "SELECT account, audience");
	for (size_t i = 0; i < t->count; i++)
		str_addf(&sql, ", \"%s\"", t->columns[i].name);
	str_addf(&sql, " FROM %s WHERE local = ?1", t->name);
	return str_detach(&sql);
}

struct index *index_new(enum store_side side)
{
	struct index *index = xcalloc(1, sizeof *index);

	for (int i = 0; i < RECORD_TYPE_COUNT; i++) {
		struct index_table *t = &index->tables[i];
		struct str name = { 0 };

		t->type = &record_types[i];
		add_snake(&name, t->type->name);
		str_add(&name, "_index");
		t->name = str_detach(&name);
		for (unsigned f = 0; f < t->type->field_count; f++)
			if (t->type->fields[f].flags & (F_LISTED | F_SORTABLE))
				add_columns(t, &t->type->fields[f]);
		t->made_by = sql_making(t, side);
		t->put = sql_putting(t);
		t->drop = xasprintf("DELETE FROM %s WHERE local = ?1", t->name);
		t->read = sql_reading(t);
	}
	return index;
}

void index_free(struct index *index)
{
	for (int i = 0; index && i < RECORD_TYPE_COUNT; i++) {
		struct index_table *t = &index->tables[i];

		for (size_t c = 0; c < t->count; c++)
			free(t->columns[c].name);
		free(t->columns);
		free(t->name);
		free(t->made_by);
		free(t->put);
		free(t->drop);
		free(t->read);
	}
	free(index);
}

const struct index_table *index_table(const struct store *s, const struct record_type *type)
{
	return &s->index->tables[type->index];
}

const struct index_column *index_column(const struct store *s, const struct record_type *type, const char *field)
{
	const struct index_table *t = index_table(s, type);

	for (size_t i = 0; i < t->count; i++)
		if (text_equal(t->columns[i].field->name, field) && t->columns[i].part != INDEX_NAME && t->columns[i].part != INDEX_COUNTRY)
			return &t->columns[i];
	return NULL;
}

/* --- values --- */

/* One value of a row: text is borrowed from the tree, or stands in set. */
struct value {
	bool is_text;
	int64_t integer;
	const char *text;
	struct str set;
};

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void push(struct str *out, const char *text)
{
	if (text)
		str_addf(out, out->len ? "%s " : " %s ", text);
}

/* A set {code: true} has no order of its own, so that equal sets read alike; a list of ids, or of objects with one, has. */
static void set_of(struct str *out, const struct json *container)
{
	const char **codes = NULL;
	size_t count = 0;

	if (json_is_object(container))
		codes = xcalloc(json_size(container) + 1, sizeof *codes);
	for (const struct json *item = json_first(container); item; item = json_next(item))
		if (!codes)
			push(out, json_is_object(item) ? json_get_text(item, "id") : json_text(item));
		else if (json_bool(item, false))
			codes[count++] = json_key(item);
	if (count)
		qsort(codes, count, sizeof *codes, by_text);
	for (size_t i = 0; i < count; i++)
		push(out, codes[i]);
	free(codes);
}

static int64_t integer_of(const struct json *value)
{
	int64_t seconds = 0;

	if (json_is_bool(value))
		return json_bool(value, false);
	if (json_is_string(value))
		return clock_parse(json_text(value), &seconds) ? seconds : 0;
	return json_integer(value, 0);
}

static void value_of(const struct index_column *c, const struct json *tree, struct value *v)
{
	const struct json *value = json_get(tree, c->field->name);
	const struct json *party = c->field->kind == FIELD_PARTIES ? json_first(value) : value;

	*v = (struct value){ .is_text = !holds_integer(c) };
	if (c->part == INDEX_INTEGER) {
		v->integer = integer_of(value);
	} else if (c->part == INDEX_SET) {
		set_of(&v->set, value);
		v->text = v->set.text;
	} else if (c->part == INDEX_TEXT) {
		v->text = json_text(value);
	} else {
		v->text = json_get_text(party, c->part == INDEX_ID ? "id" : c->part == INDEX_NAME ? "name" : "country");
	}
	if (!v->text)
		v->text = "";
}

int index_put(struct store *s, const struct record *r, const struct json *tree, struct err *e)
{
	const struct index_table *t = index_table(s, r->type);
	struct db_stmt *stmt = db_prepare(s->db, t->put);

	db_bind_int(stmt, 1, r->local);
	db_bind_int(stmt, 2, r->account);
	db_bind_int(stmt, 3, r->audience);
	for (size_t i = 0; i < t->count; i++) {
		struct value v;

		value_of(&t->columns[i], tree, &v);
		if (v.is_text)
			db_bind_text(stmt, (int)i + 4, v.text);
		else
			db_bind_int(stmt, (int)i + 4, v.integer);
		str_release(&v.set);
	}
	return db_run(stmt, e);
}

int index_drop(struct store *s, const struct record_type *type, int64_t local, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, index_table(s, type)->drop);

	db_bind_int(stmt, 1, local);
	return db_run(stmt, e);
}

bool index_agrees(struct store *s, const struct record *r, const struct json *tree)
{
	const struct index_table *t = index_table(s, r->type);
	struct db_stmt *stmt = db_prepare(s->db, t->read);
	bool agrees;

	db_bind_int(stmt, 1, r->local);
	agrees = row_step(stmt) && db_int(stmt, 0) == r->account && db_int(stmt, 1) == (int64_t)r->audience;
	for (size_t i = 0; agrees && i < t->count; i++) {
		struct value v;

		value_of(&t->columns[i], tree, &v);
		agrees = v.is_text ? text_equal(db_text(stmt, (int)i + 2), v.text) : db_int(stmt, (int)i + 2) == v.integer;
		str_release(&v.set);
	}
	db_reset(stmt);
	return agrees;
}
