/*
 * The tables that are not generated from the schema. Rows are only ever added at the end of a list. What lists need
 * (sorting, marks, conversations) stands in the index tables of records/index.c and needs no migration.
 */
#include "migrations.h"

#include "twinline/base/attr.h"

/*
 * created is the account's seq when the record came to be, seq that of its last change; both 0 on a replica, where old
 * marks what came before a start over. AUTOINCREMENT: a local is never used twice, because screens hold on to it.
 */
static const struct db_migration records[] = {
	{ 1,
	  "CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT NOT NULL);"
	  "CREATE TABLE account(local INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, name TEXT NOT NULL,"
	  " seq BIGINT NOT NULL DEFAULT 0, epoch TEXT NOT NULL, state TEXT, more INTEGER NOT NULL DEFAULT 0,"
	  " role TEXT NOT NULL DEFAULT '');"
	  "CREATE TABLE record(local INTEGER PRIMARY KEY AUTOINCREMENT, account BIGINT NOT NULL, type INTEGER NOT NULL, id TEXT,"
	  " created BIGINT NOT NULL DEFAULT 0, seq BIGINT NOT NULL DEFAULT 0, rev BIGINT NOT NULL DEFAULT 0,"
	  " audience INTEGER NOT NULL DEFAULT 0, old INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL,"
	  " UNIQUE(account, type, id));"
	  "CREATE TABLE index_table(name TEXT PRIMARY KEY, made_by TEXT NOT NULL);"
	  "CREATE TABLE blob(account BIGINT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, size BIGINT NOT NULL,"
	  " created_at BIGINT NOT NULL, uploader TEXT NOT NULL, PRIMARY KEY(account, id));"
	  "CREATE TABLE blob_chunk(account BIGINT NOT NULL, blob TEXT NOT NULL, start BIGINT NOT NULL, size BIGINT NOT NULL,"
	  " digest TEXT NOT NULL, PRIMARY KEY(account, blob, start));"
	  "CREATE INDEX blob_chunk_digest ON blob_chunk(digest);"
	  "CREATE TABLE chunk(digest TEXT PRIMARY KEY, bytes BLOB NOT NULL);"
	  "CREATE TABLE blob_use(record BIGINT NOT NULL, account BIGINT NOT NULL, blob TEXT NOT NULL, PRIMARY KEY(record, blob));"
	  "CREATE INDEX blob_use_blob ON blob_use(account, blob);" },
	/* Who made it, where its author sees what others do not. */
	{ 2, "ALTER TABLE record ADD COLUMN author TEXT" },
};

/* seen_by: what the audience was before the change at seq, so that a viewer's past sight can be told. */
static const struct db_migration portal[] = {
	{ 1,
	  "CREATE TABLE member(account BIGINT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY(account, person));"
	  "CREATE INDEX member_person ON member(person);"
	  "CREATE INDEX record_seq ON record(account, seq, created);"
	  "CREATE UNIQUE INDEX record_created ON record(account, created);"
	  "CREATE TABLE type_state(account BIGINT NOT NULL, type INTEGER NOT NULL, seq BIGINT NOT NULL,"
	  " forgotten BIGINT NOT NULL DEFAULT 0, PRIMARY KEY(account, type));"
	  "CREATE TABLE tombstone(account BIGINT NOT NULL, type INTEGER NOT NULL, id TEXT NOT NULL, created BIGINT NOT NULL,"
	  " seq BIGINT NOT NULL, audience INTEGER NOT NULL, at BIGINT NOT NULL, PRIMARY KEY(account, seq));"
	  "CREATE INDEX tombstone_at ON tombstone(at);"
	  "CREATE TABLE seen_by(account BIGINT NOT NULL, type INTEGER NOT NULL, id TEXT NOT NULL, seq BIGINT NOT NULL,"
	  " audience INTEGER NOT NULL, at BIGINT NOT NULL, PRIMARY KEY(account, type, id, seq));"
	  "CREATE INDEX seen_by_seq ON seen_by(account, seq);"
	  "CREATE TABLE outcome(account BIGINT NOT NULL, author TEXT NOT NULL, op_id TEXT NOT NULL, outcome TEXT NOT NULL,"
	  " at BIGINT NOT NULL, PRIMARY KEY(account, author, op_id));"
	  "CREATE INDEX outcome_at ON outcome(at);" },
	{ 2, "ALTER TABLE tombstone ADD COLUMN author TEXT" },
};

/*
 * answers: the threadUid of the conversation that a draft answers, '' for none. marks: nothing but marks is changed.
 * doubt: it may have left in an exchange before the present one. upload: a blob that the portal did not have when it was made;
 * remote: the portal's id for it, since done_at.
 */
static const struct db_migration replica[] = {
	{ 1,
	  "CREATE TABLE outbox(local INTEGER PRIMARY KEY AUTOINCREMENT, op_id TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL,"
	  " state INTEGER NOT NULL, account BIGINT NOT NULL, type INTEGER NOT NULL, record BIGINT NOT NULL, rev BIGINT NOT NULL,"
	  " marks INTEGER NOT NULL, queued_at BIGINT NOT NULL, hold_until BIGINT NOT NULL, sent_at BIGINT NOT NULL DEFAULT 0,"
	  " size BIGINT NOT NULL, receipt TEXT, cause TEXT, context TEXT, body TEXT NOT NULL);"
	  "CREATE INDEX outbox_record ON outbox(record);"
	  "CREATE INDEX outbox_state ON outbox(state, local);"
	  "CREATE TABLE draft(local INTEGER PRIMARY KEY AUTOINCREMENT, type INTEGER NOT NULL, answers TEXT NOT NULL,"
	  " updated_at BIGINT NOT NULL, open INTEGER NOT NULL, context TEXT, body TEXT NOT NULL);"
	  "CREATE INDEX draft_answers ON draft(answers);"
	  "CREATE TABLE journal(local INTEGER PRIMARY KEY, at BIGINT NOT NULL, kind INTEGER NOT NULL, subject TEXT, receipt TEXT,"
	  " cause TEXT);"
	  "CREATE TABLE known_person(id TEXT PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, words TEXT NOT NULL,"
	  " at BIGINT NOT NULL);"
	  "CREATE INDEX known_person_at ON known_person(at);" },
	{ 2, "ALTER TABLE outbox ADD COLUMN doubt INTEGER NOT NULL DEFAULT 0" },
	{ 3,
	  "CREATE TABLE upload(account BIGINT NOT NULL, blob TEXT NOT NULL, remote TEXT, added_at BIGINT NOT NULL,"
	  " done_at BIGINT NOT NULL DEFAULT 0, PRIMARY KEY(account, blob))" },
	{ 4,
	  "CREATE TABLE kept(record INTEGER PRIMARY KEY, type INTEGER NOT NULL, fetched BIGINT NOT NULL, looked BIGINT NOT NULL,"
	  " active BIGINT NOT NULL, words TEXT NOT NULL);"
	  "CREATE INDEX kept_active ON kept(type, active, record);"
	  "CREATE INDEX kept_looked ON kept(looked, record)" },
	/* A whole body tells what the fields that filters ask for do, only slower. */
	{ 5,
	  "ALTER TABLE kept ADD COLUMN facts TEXT NOT NULL DEFAULT '{}';"
	  "UPDATE kept SET facts = (SELECT r.body FROM record r WHERE r.local = kept.record)" },
	/* base: what the writer saw of what is changed; stale: not to be sent before a newer copy has come; outrun: how often that was so. */
	{ 6,
	  "ALTER TABLE outbox ADD COLUMN base TEXT;"
	  "ALTER TABLE outbox ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;"
	  "ALTER TABLE outbox ADD COLUMN outrun INTEGER NOT NULL DEFAULT 0;"
	  "ALTER TABLE draft ADD COLUMN rev BIGINT NOT NULL DEFAULT 0;"
	  "ALTER TABLE draft ADD COLUMN base TEXT" },
	/* The face that writes a draft: of two, the other one reads. */
	{ 7, "ALTER TABLE draft ADD COLUMN holder BIGINT NOT NULL DEFAULT 0" },
	/* Parts of a file of ours that the portal has, each a blob there; and files that somebody wants here, state as in download.h. */
	{ 8,
	  "CREATE TABLE upload_part(account BIGINT NOT NULL, blob TEXT NOT NULL, start BIGINT NOT NULL, size BIGINT NOT NULL,"
	  " remote TEXT NOT NULL, done_at BIGINT NOT NULL, PRIMARY KEY(account, blob, start));"
	  "CREATE TABLE download(account BIGINT NOT NULL, blob TEXT NOT NULL, type TEXT NOT NULL, size BIGINT NOT NULL,"
	  " state INTEGER NOT NULL, asked_at BIGINT NOT NULL, cause TEXT, PRIMARY KEY(account, blob))" },
	{ 9, "ALTER TABLE journal ADD COLUMN who TEXT; ALTER TABLE journal ADD COLUMN what TEXT" },
	/* Without made and cause, a wish: then it has its text, and source, the language of it. What was kept before went by records. */
	{ 10,
	  "CREATE TABLE translation(digest TEXT NOT NULL, language TEXT NOT NULL, source TEXT, text TEXT, made TEXT, cause TEXT,"
	  " at BIGINT NOT NULL, PRIMARY KEY(digest, language))" },
};

static const struct db_migrations lists[][MIGRATION_LISTS] = {
	[STORE_REPLICA] = { { "records", records, ARRAY_SIZE(records) }, { "replica", replica, ARRAY_SIZE(replica) } },
	[STORE_PORTAL] = { { "records", records, ARRAY_SIZE(records) }, { "portal", portal, ARRAY_SIZE(portal) } },
};

const struct db_migrations *migrations_of(enum store_side side)
{
	return lists[side];
}

const char *migrations_foreign(enum store_side side)
{
	return lists[side == STORE_PORTAL ? STORE_REPLICA : STORE_PORTAL][1].name;
}
