/*
 * Pupils as those who sign in: a user without a card, a member of one project and of nothing else. They sign in while a teacher keeps
 * them active and the project runs; the first password is reckoned from a key of the portal and stored nowhere.
 */
#ifndef TWINLINE_PORTAL_PUPILS_H
#define TWINLINE_PORTAL_PUPILS_H

#include "twinline/base/json.h"
#include "user.h"

/* Who a pupil is to be, and when that is; all borrowed. */
struct pupil_new { const char *project, *alias, *country; int64_t now; };

/* Makes the user, who cannot sign in yet; fills made. In a transaction. 0 or -1. */
int pupil_user_add(struct store *s, const struct pupil_new *fresh, struct user *made, struct err *e);

/* Lets a pupil sign in, or ends that with all devices. In a transaction. 0 or -1. */
int pupil_let_in(struct store *s, const char *person, bool in, struct err *e);

/* Forgets the password that a pupil chose: the first one counts, and all devices are signed out. In a transaction. 0 or -1. */
int pupil_forget_password(struct store *s, const char *person, struct err *e);

/* Takes the name to sign in away for good. In a transaction. 0 or -1. */
int pupil_forget(struct store *s, const char *person, struct err *e);

/* Calls a pupil by another name in what the portal says of them. In a transaction. 0 or -1. */
int pupil_rename(struct store *s, const char *person, const char *alias, struct err *e);

/* The record of a pupil who has a place in a project; false if there is none. Free with record_free. */
bool pupil_record(struct store *s, const char *person, struct record *r);

/* True if the pupil's project runs, and the teacher who answers for them is in it. */
bool pupil_is_kept(struct store *s, const char *person);

/* The first password of a pupil, while it counts (no other one was chosen since the last reset); NULL otherwise. Yours; wipe it. */
char *pupil_first_password(struct store *s, const char *person, const struct json *pupil);

/* True if password is that one; the same time whether or not. */
bool pupil_check_first(struct store *s, const struct user *u, const char *password);

/* Writes the day on which a pupil was here into the record. chose: another password counts, too. In a transaction. 0 or -1. */
int pupil_note(struct store *s, const char *person, int64_t now, bool chose, struct err *e);

/* The members' names for who has no card: {"name", "country"}, as a card has them; NULL if nobody is called by this id. Yours. */
struct json *pupil_card(struct store *s, const char *person);

#endif
