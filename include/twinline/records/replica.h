/*
 * What a replica does with its accounts as a whole: their list, where the copying stands, what lies beyond their windows,
 * starting over, forgetting.
 */
#ifndef TWINLINE_RECORDS_REPLICA_H
#define TWINLINE_RECORDS_REPLICA_H

#include "twinline/records/record.h"

/* Locals of all accounts, in ascending order; yours to free. Count or -1. */
int replica_accounts(struct store *s, int64_t **locals, struct err *e);

/*
 * Whose replica this is, as far as it is known here: {person, name, country, portal ...}, the fact "me". Yours; NULL before the first
 * sign-in. Setting it is a write by itself, or in a transaction. 0 or -1.
 */
struct json *replica_owner(struct store *s) ATTR_MUST_USE;
int replica_set_owner(struct store *s, const struct json *owner, struct err *e);

/* My person id; yours, "" before the first sync. */
char *replica_me(struct store *s) ATTR_MUST_USE;

/* A record by its id, in whichever account here holds it, tried in ascending order: for ids that a record of another account names. False if none. */
bool replica_record(struct store *s, const struct record_type *type, const char *id, struct record *r);

/* Keeps what a page said: the state to go on from, and whether more is to come. In a transaction. 0 or -1. */
int replica_set_state(struct store *s, int64_t account, const char *state, bool more, struct err *e);

/* Keeps the name and my role of an account. In a transaction. 0 or -1. */
int replica_set_role(struct store *s, int64_t account, const char *name, enum role role, struct err *e);

/* --- windows (design.md section 4): what of an account is here, and what only the portal has (records/window.c) --- */

/* Numbers of records, by the type's index; of TYPE_Thread the conversations of the inbox, and how many of those have unread. */
struct holding { int64_t records[RECORD_TYPE_COUNT], unread; };

/* Counts what is here, without drafts, what has not been sent yet and what a start over has not confirmed. Types without a window count as 0. 0 or -1. */
int replica_here(struct store *s, int64_t account, struct holding *here, struct err *e);

/* What lies beyond, as last told: all 0 where the replica is the whole, and then its own lists count exactly. */
void replica_beyond(struct store *s, int64_t account, struct holding *beyond);
int replica_set_beyond(struct store *s, int64_t account, const struct holding *beyond, struct err *e);

/* A window that is being filled: how many messages it will have (0: none is), and how many of them are here. Setting it is in a transaction. */
struct filling { int64_t expected, here; };
struct filling replica_filling(struct store *s, int64_t account);
int replica_set_filling(struct store *s, int64_t account, struct filling filling, struct err *e);

/*
 * The end of a window: the last record that came with it, newest first; from there on the older ones are asked for. Where that record is
 * gone meanwhile, replica_end is the one that stood before it. at: the value of the type's order, in seconds. id gets "" where there is none.
 */
int replica_set_end(struct store *s, int64_t account, const struct record_type *type, const char *id, int64_t at, struct err *e);
void replica_end(struct store *s, int64_t account, const struct record_type *type, char id[RECORD_ID_LENGTH + 1]);

/* How many older records of a type were asked for and have not come yet; 0: none. Setting it is in a transaction. */
int64_t replica_older(struct store *s, int64_t account, const struct record_type *type);
int replica_ask_older(struct store *s, int64_t account, const struct record_type *type, int64_t count, struct err *e);

/* Bytes of a record of a type as it comes, on average of some that are here; 0 where there is none. */
int64_t replica_mean_bytes(struct store *s, int64_t account, const struct record_type *type);

/*
 * Starting over when the portal cannot say any more what changed: the state goes, so that the newest windows are asked for
 * again, and all that came from the portal is marked old. What arrives is fresh again; when the window is full,
 * replica_drop_old forgets what is still old and has nothing waiting in the outbox. Drafts and the outbox stay. In a transaction.
 */
int replica_start_over(struct store *s, int64_t account, struct err *e);
int replica_drop_old(struct store *s, int64_t account, struct err *e);

/*
 * My personal account goes on as another one of the portal, by its id: what came from the portal starts over, drafts and the outbox stay. In a
 * transaction. 0 or -1.
 */
int replica_pass_on(struct store *s, const char *id, struct err *e);

/*
 * An account that is no longer mine: its records go, and what waited for it becomes "needs you" with
 * ERR_ACCOUNT_NOT_FOUND, keeping what was written. In a transaction. 0 or -1.
 */
int replica_forget(struct store *s, int64_t account, struct err *e);

#endif
