/*
 * Invitations into a project by e-mail address, whether or not somebody is registered with it: what the portal keeps of them beside the
 * Member, which nobody but the inviter sees, and which says the same in both cases. What they do is in rules/invite.c.
 */
#ifndef TWINLINE_PORTAL_INVITED_H
#define TWINLINE_PORTAL_INVITED_H

#include "portal.h"

enum { INVITED_DAYS = 30 /* it waits so long for somebody who confirms the address, and says yes */ };

struct invited {
	char *uid;       /* messageUid of the letters that it brings */
	int64_t record;  /* the Member; 0: it has ended, and is only counted */
	char *inviter;   /* id of a card */
	char *address;   /* in small letters */
	int64_t at;      /* seconds */
	bool is_mailed;  /* a letter has gone to the address */
};
void invited_release(struct invited *i);

/* Of the functions that fill i: false, and nothing to release, if there is none. */
bool invited_by_uid(struct store *s, const char *uid, struct invited *i);
bool invited_by_record(struct store *s, int64_t record, struct invited *i);

/* Which: those that wait for an address, or that somebody has sent and wait, or older than a time (all of them); text NULL there. */
enum invited_list { INVITED_FOR, INVITED_BY, INVITED_BEFORE };

/*
 * All of them, but of those from before a time 100 at most; the array is yours (NULL for none), release each. How many, or -1 with e and
 * nothing to free.
 */
int invited_list(struct store *s, enum invited_list which, const char *text, int64_t before, struct invited **rows, struct err *e);

/* How many somebody has sent since a time, those that have ended too. */
int invited_count(struct store *s, const char *inviter, int64_t since);

/* True if somebody has invited the address, and it waits. */
bool invited_waits(struct store *s, const char *inviter, const char *address);

/* True if a letter has gone to the address, whoever has asked for it. */
bool invited_is_mailed(struct store *s, const char *address);

/* In a transaction; 0, or -1 with e. */
int invited_add(struct store *s, const struct invited *i, struct err *e);
int invited_end(struct store *s, const char *uid, struct err *e);
int invited_forget(struct store *s, const char *uid, struct err *e);

/* --- rules/invite.c; in a transaction of the writer, 0 or -1 --- */

/* Somebody has confirmed an address (NULL: nothing happens): what waits for it comes to them. */
int invited_arrive(struct portal *p, const char *person, const char *address, struct err *e);

/* What somebody has sent from a project, or from everywhere (account 0), is taken back. */
int invited_take_back(struct store *s, const char *inviter, int64_t account, struct err *e);

/* Ends and forgets those from before a time, some of them: 1 if there may be more. */
int invited_prune(struct store *s, int64_t before, struct err *e);

#endif
