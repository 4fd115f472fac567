/*
 * The tables that only the portal reads and writes, beside those of the records: who may sign in, the
 * devices that have, one-time codes, letters that wait to be mailed, places taken of events, how far registrations are,
 * one-time links, whom invitations by address are for, when who posted a notice of late, who was joined up with whom.
 */
#include "init.h"

#include <stdlib.h>

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"

static const struct db_migration rows[] = {
	{1,
	 "CREATE TABLE login(person TEXT PRIMARY KEY, name TEXT UNIQUE, account BIGINT NOT NULL, state INTEGER NOT NULL,"
	 " hash TEXT);"
	 "CREATE TABLE sign_in(id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, person TEXT NOT NULL, device TEXT,"
	 " created_at BIGINT NOT NULL, used_at BIGINT NOT NULL);"
	 "CREATE INDEX sign_in_of_person ON sign_in(person);"},
	{2,
	 "CREATE TABLE code(person TEXT NOT NULL, purpose INTEGER NOT NULL, hash TEXT, until BIGINT NOT NULL,"
	 " tries INTEGER NOT NULL, PRIMARY KEY(person, purpose));"
	 "CREATE TABLE letter(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, who TEXT NOT NULL, address TEXT,"
	 " created_at BIGINT NOT NULL, due_at BIGINT NOT NULL, tries INTEGER NOT NULL);"
	 "CREATE INDEX letter_due ON letter(due_at);"},
	{3, "CREATE TABLE seats(event BIGINT PRIMARY KEY, taken BIGINT NOT NULL)"},
	{4, "ALTER TABLE letter ADD COLUMN what TEXT"},
	{5,
	 "CREATE TABLE validation(person TEXT PRIMARY KEY, registered_at BIGINT NOT NULL, mail_at BIGINT, head_name TEXT, head_email TEXT,"
	 " digest TEXT UNIQUE, asked_at BIGINT, answered_at BIGINT, answer INTEGER, alike TEXT);"
	 "CREATE TABLE unused(person TEXT PRIMARY KEY, warned_at BIGINT NOT NULL);"},
	{6,
	 "CREATE TABLE link(id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, person TEXT NOT NULL, account BIGINT NOT NULL, blob TEXT,"
	 " name TEXT NOT NULL, until BIGINT NOT NULL, used_at BIGINT);"
	 "CREATE INDEX link_of_person ON link(person);"},
	{7,
	 "CREATE TABLE invited(uid TEXT PRIMARY KEY, record BIGINT NOT NULL, inviter TEXT NOT NULL, address TEXT NOT NULL,"
	 " at BIGINT NOT NULL, mailed INTEGER NOT NULL);"
	 "CREATE INDEX invited_address ON invited(address);"
	 "CREATE INDEX invited_by ON invited(inviter, at);"
	 "CREATE INDEX invited_record ON invited(record);"},
	{8, "CREATE TABLE posted(person TEXT NOT NULL, at BIGINT NOT NULL); CREATE INDEX posted_by ON posted(person, at);"},
	{9, "ALTER TABLE login ADD COLUMN joined TEXT; CREATE INDEX login_joined ON login(joined);"},
};

static const struct db_migrations migrations = {.name = "sign-in", .rows = rows, .count = ARRAY_SIZE(rows)};

char *init_database_path(const char *dir)
{
	return xasprintf("%s/portal.db", dir);
}

int init_open(struct store *s, const char *dir, unsigned flags, struct err *e)
{
	char *path = init_database_path(dir);
	int result = init_open_file(s, path, flags, e);
	free(path);
	return result;
}

int init_open_file(struct store *s, const char *path, unsigned flags, struct err *e)
{
	if (store_open(s, path, STORE_PORTAL, flags, e) < 0)
		return -1;
	if (db_migrate(s->db, &migrations, 1, e) < 0) {
		store_close(s);
		return -1;
	}
	return 0;
}
