/*
 * The tables that only the portal's own code reads and writes (src/portal): who may sign in, the devices that have, and
 * what came of each opId. They stand in the one database and are made by the store's first migration.
 */
#ifndef TWINLINE_RECORDS_PORTAL_TABLES_H
#define TWINLINE_RECORDS_PORTAL_TABLES_H

#define PORTAL_TABLES_1 \
	"CREATE TABLE login(person TEXT PRIMARY KEY, name TEXT UNIQUE, account BIGINT NOT NULL, state INTEGER NOT NULL," \
	" hash TEXT);" \
	"CREATE TABLE sign_in(id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, person TEXT NOT NULL, device TEXT," \
	" created_at BIGINT NOT NULL, used_at BIGINT NOT NULL);" \
	"CREATE INDEX sign_in_of_person ON sign_in(person);" \
	"CREATE TABLE outcome(account BIGINT NOT NULL, author TEXT NOT NULL, op_id TEXT NOT NULL, at BIGINT NOT NULL," \
	" result TEXT NOT NULL, PRIMARY KEY(account, author, op_id));" \
	"CREATE INDEX outcome_at ON outcome(at);"

#endif
