/* Who asks: the person behind a token and the accounts that they may enter. The one place where rights to accounts begin. */
#ifndef TWINLINE_PORTAL_VIEWER_H
#define TWINLINE_PORTAL_VIEWER_H

#include "portal.h"
#include "twinline/base/crypto.h"
#include "user.h"

struct membership {
	struct account account;
	enum role role;
	bool read_only; /* the viewer writes nothing there */
	char person[RECORD_ID_LENGTH + 1]; /* the viewer */
};

struct viewer {
	int64_t sign_in; /* row of the device; 0: none */
	int64_t used_at; /* of that row, seconds */
	struct user user;   /* a guest is none: no name, and "" is nobody's card */
	enum role role;  /* in the community at large */
	bool has_first;  /* a pupil with the password of the slip: another one has to be chosen before anything else */
	struct membership *accounts; /* the personal one first, then by local key */
	size_t account_count;
	char session_state[16];
};

/* Fills v from a bearer token (NULL: none was sent). 0, or -1 with ERR_SIGNED_OUT. Release with viewer_release. */
int viewer_of_token(struct store *s, const char *token, struct viewer *v, struct err *e);

/* The same from the token's digest (crypto_digest), for who came with it once and listens since: a row's number is given out again. */
int viewer_of_digest(struct store *s, const char *digest, struct viewer *v, struct err *e);

/* Fills v for somebody who is not signed in: no card, no account of one's own, nothing to write. */
void viewer_of_guest(struct store *s, struct viewer *v);

/* Fills v for a user, as if signed in. 0 or -1. */
int viewer_of_user(struct store *s, const struct user *u, struct viewer *v, struct err *e);
void viewer_release(struct viewer *v);

/* The viewer's membership of the account with this id; NULL alike for a foreign and an unknown one. */
const struct membership *viewer_account(const struct viewer *v, const char *id);
const struct membership *viewer_account_of_kind(const struct viewer *v, enum account_kind kind);

/* True if the viewer may see a record in an account of theirs. */
bool viewer_may_read(const struct membership *m, const struct record *r);

/* The same of one that is asked for by its id: whoever works at a school that an officer has hidden still sees it, and reads why. */
bool viewer_may_find(struct store *s, const struct membership *m, const struct record *r);

/* The viewer as who looks into that account; borrows m. */
struct onlooker viewer_onlooker(const struct membership *m);

/* The audiences that the viewer meets there, for record_list, and who they are (NULL: a guest). */
unsigned viewer_sees(const struct membership *m);
const char *viewer_author(const struct membership *m);

/* True if the viewer is no validated member of the community there: a guest, a newcomer, a pupil. */
bool viewer_is_stranger(const struct membership *m);

/* True if records of the account are the viewer's own. */
bool viewer_owns(const struct membership *m);

/* Who the viewer is, as a replica of theirs keeps it: {person, name, country} of their card, as far as they see the directory. Yours. */
struct json *viewer_me(struct store *s, const struct viewer *v) ATTR_MUST_USE;

/* --- signing in and out --- */

/* True if a token of this user is worth something: who has left is out, and a pupil whose project does not run. */
bool user_may_sign_in(struct store *s, const struct user *u);

/* Makes a sign-in row for a device and its token. In a transaction. 0 or -1. */
int sign_in_add(struct store *s, const char *person, const char *device, int64_t now, char token[TOKEN_TEXT_SIZE], struct err *e);

/* Ends one sign-in, or all of a person but for one (0: all). In a transaction. 0 or -1. */
int sign_in_end(struct store *s, int64_t sign_in, struct err *e);
int sign_in_end_others(struct store *s, const char *person, int64_t kept, struct err *e);

/* Forgets sign-ins that were last used before a time. In a transaction. 0 or -1. */
int sign_ins_prune(struct store *s, int64_t before, struct err *e);

/* Notes the day a token was used. In a transaction. 0 or -1; true from sign_in_is_stale if it is due. */
bool sign_in_is_stale(const struct viewer *v, int64_t now);
int sign_in_touch(struct store *s, int64_t sign_in, int64_t now, struct err *e);

#endif
