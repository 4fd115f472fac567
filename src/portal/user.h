/*
 * People who may use the portal: a sign-in name and password, the person's card in the directory, the profile
 * and the personal account that belong together. What a person may see follows from these rows.
 */
#ifndef TWINLINE_PORTAL_USER_H
#define TWINLINE_PORTAL_USER_H

#include "twinline/base/json.h"
#include "twinline/records/record.h"

/* Stored: append only. */
enum user_state {
	USER_WAITING,  /* registered, not validated yet: a newcomer, reads only what newcomers may, and is not seen */
	USER_ACCEPTED, /* a validated teacher */
	USER_CLOSED,   /* has left: cannot sign in, takes no messages */
	USER_PUPIL,    /* made by a teacher, a member of one project, see pupils.h */
	USER_PUPIL_OUT, /* the same without consent, or ended: cannot sign in */
	USER_REFUSED,  /* was not validated: as a newcomer, and reads why */
	USER_HIDDEN,   /* a validated teacher who has not signed in for a year: not seen until they do */
	USER_STATE_COUNT
};

struct user {
	int64_t account;                     /* local key of the personal account */
	char person[RECORD_ID_LENGTH + 1];   /* id of the card */
	char *name;                          /* to sign in; NULL: nobody signs in as this person */
	char *password_hash;                 /* NULL: none */
	enum user_state state;
};
void user_release(struct user *u);

/* True of a user who is a pupil, whether or not they may sign in. */
bool user_is_pupil(const struct user *u);

/* What a new user starts with; all borrowed. */
struct user_new {
	const char *name;             /* to sign in, may be NULL */
	const char *password_hash;    /* of crypto_password_hash; may be NULL */
	const char *person;           /* id of the card; NULL draws one */
	const struct json *card;      /* Person, without id; server-set fields count */
	const struct json *profile;   /* Profile without person, userName, state and stateSince; may be NULL */
	enum user_state state;
	int64_t state_since;          /* seconds since 1970 */
};

/* Writes card (a pupil has none), personal account, profile and sign-in row. In a transaction. Fills made (may be NULL). 0, or -1 with e (ERR_EXISTS). */
int user_add(struct store *s, const struct user_new *fresh, struct user *made, struct err *e);

/* A name to sign in as it is kept, in small ASCII letters: nobody should fail at a capital. Yours; NULL for NULL. */
char *user_sign_in_name(const char *name);

/* Fills u; false if there is none. Capital ASCII letters of a name count as small ones. Release with user_release. */
bool user_by_name(struct store *s, const char *name, struct user *u);
bool user_by_person(struct store *s, const char *person, struct user *u);

/* In a transaction; every sign-in of the user ends. NULL: none counts any more. 0 or -1. */
int user_set_password(struct store *s, const char *person, const char *password_hash, struct err *e);
/* The same, but for one sign-in, which stays. */
int user_change_password(struct store *s, const char *person, const char *password_hash, int64_t sign_in, struct err *e);
/* The same for name and password; NULL for both: nobody signs in as this person any more. */
int user_set_sign_in(struct store *s, const char *person, const char *name, const char *password_hash, struct err *e);

/*
 * Who has registered once more, and is erased, is from now on the one who was here before; whoever was joined up with them is, too. In a
 * transaction. 0 or -1.
 */
int user_join_up(struct store *s, const char *fresh, const char *kept, struct err *e);

/* The ids of those who were joined up with a person; NULL if there are none. Yours. */
struct json *user_joined_up(struct store *s, const char *person);

/*
 * As user_set_sign_in for a state (user_state.c): who is accepted is seen in the directory, with the school that they registered, nobody else;
 * who is closed is signed out.
 */
int user_set_state(struct store *s, const char *person, enum user_state state, struct err *e);

/* Hides an accepted person from others, or shows them again. In a transaction. 0 or -1. */
int user_hide(struct store *s, const char *person, bool hidden, struct err *e);

/* Nothing is waited for any more: takes the step of the validation out of a profile. */
void user_end_step(struct json *profile);

/* The profile, as record_tree gives it; NULL if there is none. Yours. The other one fills r. */
struct json *user_profile(struct store *s, const struct user *u);
bool user_profile_record(struct store *s, const struct user *u, struct record *r);

/* The address that a profile would have, and until when that can be confirmed (may be NULL); NULL if there is none now. Borrowed. */
const char *user_pending_email(const struct json *profile, int64_t now, int64_t *until);

/*
 * Who can sign in with a name, or has an e-mail address: ids of cards. How many, or -1 with e. Several people of one school may share an
 * address; of a great many, some.
 */
enum { USERS_BY_TEXT = 3 };
int users_by_text(struct store *s, const char *text, char persons[USERS_BY_TEXT][RECORD_ID_LENGTH + 1], struct err *e);
/* The same of those only who have the e-mail address, confirmed. */
int users_by_address(struct store *s, const char *address, char persons[USERS_BY_TEXT][RECORD_ID_LENGTH + 1], struct err *e);

/* Calls visit for every user who can sign in, by name. 0 or -1. */
int user_list(struct store *s, void (*visit)(void *context, const struct user *u), void *context, struct err *e);

/*
 * Calls found for every user whose card or personal account is not there. How many, or -1 with e.
 */
int64_t user_check(struct store *s, void (*found)(void *context, const struct err *finding), void *context, struct err *e);

/* Who may see the card of somebody in a state: the community those who belong to it, nobody who waits or has left. */
unsigned user_card_audience(enum user_state state);

/* Name of a state, a code of vocabulary_person_states. */
const char *user_state_code(enum user_state state);

#endif
