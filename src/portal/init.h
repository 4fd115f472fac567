/* A fresh portal's database: the accounts that there is one of, and what the vocabularies know. */
#ifndef TWINLINE_PORTAL_INIT_H
#define TWINLINE_PORTAL_INIT_H

#include "twinline/records/store.h"

/*
 * Makes the community and directory accounts and the Country records of an empty store. In a transaction.
 * 0, or -1 with ERR_EXISTS where they are there already.
 */
int init_store(struct store *s, struct err *e);

/*
 * Opens the portal's database in dir with the tables of records and portal; flags as db_open takes them (DB_CREATE for a
 * fresh one). Close with store_close. 0, or -1 with e.
 */
int init_open(struct store *s, const char *dir, unsigned flags, struct err *e);

/* The same for a database under another name. */
int init_open_file(struct store *s, const char *path, unsigned flags, struct err *e);

/* DIR/portal.db, yours to free. */
char *init_database_path(const char *dir);

#endif
