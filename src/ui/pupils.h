/* What the screens of pupils and of their letters share. */
#ifndef TWINLINE_UI_PUPILS_H
#define TWINLINE_UI_PUPILS_H

#include "face.h"
#include "twinline/schema/records.h"

/* True if the one who is signed in is a pupil. */
bool pupils_am_one(struct face *face);

/*
 * From a home that has nothing for pupils to that of their project, as soon as it is here; and to another password, while the first one
 * still counts. Does nothing for anybody else, and while something is open.
 */
void pupils_go_home(struct face *face);

/* The portal has taken another password from whoever is signed in: of a pupil, the project can be fetched now. */
void pupils_password_set(struct face *face);

/* What of the program's actions is not for pupils is done otherwise or refused: true if it was. */
bool pupils_act(struct face *face, enum action action);

/* The project of the pupil who is signed in: its local, 0 before the first sync. */
int64_t pupils_own_project(struct face *face);

/* A pupil as seen here, what waits in the outbox included, and its account (NULL: not asked for); false if it is not there. Release with record_release. */
bool pupil_read(struct store *s, int64_t local, struct pupil *p, int64_t *account);

/* Makes a pupil of each name (with commas between, or one a line) in an account, of one class, and says so. How many. */
int pupils_make(struct face *face, int64_t account, const char *aliases, const char *group);

/* Asks for the language and prints, or saves, the slips of pupils: one each with the portal, the name, the first password, how to begin. */
void pupil_slips(struct face *face, int64_t account, const int64_t *records, int count);

/* --- letters --- */

/*
 * Begins a letter of the project: to these members, as an answer (messageUid) or not, with a subject or none. NULL to: it is asked who it
 * is for.
 */
struct pupil_letter { int64_t account; const struct parties *to; const char *answers, *subject; };
void pupil_mail_begin(struct face *face, const struct pupil_letter *letter);

/*
 * True if a letter between me and this person goes through the project's pupils' mail, because one of us is a pupil there: then it was
 * begun, in the project where we both are.
 */
bool pupil_mail_write_to(struct face *face, const struct party *person);

/* The same for the answer to a message of that kind. */
bool pupil_mail_answer(struct face *face, const struct message *message);

#endif
