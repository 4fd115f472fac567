/*
 * The store: accounts full of records over one database, the same on both sides. A
 * replica (the client's) also holds the overlay: outbox, drafts and journal; the portal's also
 * tombstones, outcomes and sign-ins. Every function that changes something runs inside the caller's
 * db_begin/db_commit and says so with "in a transaction".
 */
#ifndef TWINLINE_RECORDS_STORE_H
#define TWINLINE_RECORDS_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "twinline/base/attr.h"
#include "twinline/base/err.h"
#include "twinline/base/random.h"
#include "twinline/db/db.h"
#include "twinline/schema/access.h"
#include "twinline/schema/schema.h"

enum store_side { STORE_REPLICA, STORE_PORTAL };

/* For so many seconds a person can take back what they did before it may leave; longer where screens are read by braille or speech. */
enum { STORE_HOLD_S = 30, STORE_HOLD_ACCESSIBLE_S = 120 };

struct store {
	struct db *db;
	enum store_side side;
	int hold;              /* one of the two; STORE_HOLD_S unless it is set */
	struct random *random; /* ids come from it; NULL: from the kernel. Borrowed. */
	struct index *index;   /* the statements of the index tables: records/index.c's own */
	struct store *files;   /* where the bytes of its files are read, in the account of the same id; NULL: here. Borrowed. */
};

/*
 * Opens (flags of db_open) and migrates; index tables that are not as the schema's flags say are rebuilt. 0, or -1 with e
 * and nothing to close. A room that keeps tables of its own (the portal's sign-ins) brings them
 * afterwards with db_migrate(s->db, its own list): each list has a version of its own.
 */
int store_open(struct store *s, const char *path, enum store_side side, unsigned flags, struct err *e);
void store_close(struct store *s);

/* What was saved of a damaged store: where it lies now, as it was; and what of one's own could be read. */
struct salvage { char *aside; int64_t drafts, entries, records; };
/*
 * Puts a damaged replica aside, as it is, and makes a new one of all that can be read in it: drafts, outbox, journal, files, and the rest
 * until the next sync has fetched it anew. Nobody may have it open. Returns 0, or -1 with e and the old one in its place if that could be.
 * Free aside. (salvage.c)
 */
int store_salvage(const char *path, struct salvage *saved, struct err *e);

/* --- accounts --- */
struct account {
	int64_t local; /* primary key here; 0: not there */
	char id[RECORD_ID_LENGTH + 1];
	enum account_kind kind;
	char *name;
	int64_t seq;   /* last sequence number given out (portal) */
	char *epoch;   /* changes when the portal is restored from a backup */
	char *state;   /* replica: the state token of the last committed page; NULL before the first */
	bool more;     /* replica: the window is not filled yet */
	enum role role; /* replica: mine in it */
};

/* Makes an account; id NULL draws one. In a transaction. Returns its local key, or -1 with e. */
int64_t account_add(struct store *s, const char *id, enum account_kind kind, const char *name, struct err *e);

/* Calls it otherwise. In a transaction. 0, or -1 with e. */
int account_rename(struct store *s, int64_t local, const char *name, struct err *e);

/* Fills a; false if there is none. Release with account_release. */
bool account_by_id(struct store *s, const char *id, struct account *a);
bool account_by_local(struct store *s, int64_t local, struct account *a);
/* The only account of a kind (community, directory; on a replica also personal). */
bool account_by_kind(struct store *s, enum account_kind kind, struct account *a);
/* Its local alone; 0: there is none here. */
int64_t account_of_kind(struct store *s, enum account_kind kind);
/* Replica: the local of my own; 0 before the first sync. */
int64_t account_personal(struct store *s);
void account_release(struct account *a);

/* True if the account is here and clients make records of the type in it. */
bool account_makes(struct store *s, int64_t local, const struct record_type *type);

/* The next sequence number of an account; in a transaction, accounts in ascending order. -1 with e. */
int64_t account_next_seq(struct store *s, int64_t account, struct err *e);

/* --- membership (portal) --- */
int member_set(struct store *s, int64_t account, const char *person, enum role role, struct err *e);
int member_remove(struct store *s, int64_t account, const char *person, struct err *e);
/* The role of person in account, ROLE_COUNT if none. */
enum role member_role(struct store *s, int64_t account, const char *person);
/*
 * Calls visit for each account that person is a member of, ascending, with role being theirs in it; what a owns is then visit's. One
 * statement: every request begins with it. 0 or -1.
 */
int member_each(struct store *s, const char *person, void (*visit)(void *context, const struct account *a), void *context, struct err *e);
/* Local keys of the accounts that person is a member of, ascending; yours to free. Count or -1. */
int member_accounts(struct store *s, const char *person, int64_t **accounts, struct err *e);

/*
 * Draws a new epoch for all accounts: states that were given out are no longer good, and whoever has one fetches anew. After
 * a restore, for what was written since the backup is gone. In a transaction. 0 or -1.
 */
int accounts_renew(struct store *s, struct err *e);

/* --- small facts kept by name (line state, counters, positions) --- */
/*
 * The value, yours to free, or NULL. On a replica the fact "me" (JSON {person, name, country ...}) must be there before the first
 * message is: conversations are counted from that person's side.
 */
char *store_fact(struct store *s, const char *name) ATTR_MUST_USE;
/* Writes a fact (NULL takes it away). In a transaction, or by itself. 0 or -1. */
int store_set_fact(struct store *s, const char *name, const char *value, struct err *e);

#endif
