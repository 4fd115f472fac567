/* What a replica does with its accounts as a whole: their list, where the copying stands, starting over, forgetting. */
#ifndef TWINLINE_RECORDS_REPLICA_H
#define TWINLINE_RECORDS_REPLICA_H

#include "twinline/records/store.h"

/* Locals of all accounts, in ascending order; yours to free. Count or -1. */
int replica_accounts(struct store *s, int64_t **locals, struct err *e);

/* Keeps what a page said: the state to go on from, and whether more is to come. In a transaction. 0 or -1. */
int replica_set_state(struct store *s, int64_t account, const char *state, bool more, struct err *e);

/* Keeps the name and my role of an account. In a transaction. 0 or -1. */
int replica_set_role(struct store *s, int64_t account, const char *name, enum role role, struct err *e);

/*
 * Starting over when the portal cannot say any more what changed: the state goes, so that the newest windows are asked for
 * again, and all that came from the portal is marked old. What arrives is fresh again; when the window is full,
 * replica_drop_old forgets what is still old and has nothing waiting in the outbox. Drafts and the outbox stay. In a transaction.
 */
int replica_start_over(struct store *s, int64_t account, struct err *e);
int replica_drop_old(struct store *s, int64_t account, struct err *e);

/*
 * An account that is no longer mine: its records go, and what waited for it becomes "needs you" with
 * ERR_ACCOUNT_NOT_FOUND, keeping what was written. In a transaction. 0 or -1.
 */
int replica_forget(struct store *s, int64_t account, struct err *e);

#endif
