/*
 * One-time codes: eight letters and digits that one can read over a telephone, kept as a hash, good for a while and for a few
 * tries. A person has at most one for each purpose; a fresh one takes the place of the last.
 */
#ifndef TWINLINE_PORTAL_CODE_H
#define TWINLINE_PORTAL_CODE_H

#include "twinline/base/crypto.h"
#include "twinline/records/store.h"

/* Stored: append only. */
enum code_purpose {
	CODE_RESET, /* a new password */
	CODE_OLD,   /* a new e-mail address: sent to the old one */
	CODE_NEW    /* and to the new one */
};

enum { CODE_LENGTH = 8, CODE_TRIES = 5 };

/* How long codes are good, seconds: one that was mailed to set a password, one handed over for that, those of a new address. */
enum { CODE_MAIL_SECONDS = 30 * 60, CODE_DESK_SECONDS = 24 * 60 * 60, CODE_ADDRESS_SECONDS = 24 * 60 * 60 };

/* Draws a code and its hash; no transaction is under way, for the hash takes its time. 0, or -1 with e. */
int code_draw(char code[CODE_LENGTH + 1], char hash[PASSWORD_HASH_SIZE], struct err *e);

/* True if typed, however written, is the code of hash ("": there is none; it takes as long). other is a hash of nothing. */
bool code_matches(const char *typed, const char *hash, const char *other);

/* --- in a transaction; 0, or -1 with e where nothing else is said --- */

/* Keeps a code until a time, in seconds. */
int code_keep(struct store *s, const char *person, enum code_purpose purpose, const char *hash, int64_t until, struct err *e);

/* Counts a try before it is made, so that many at once are no more than so many. Fills hash; "" if there is none to try. */
int code_try(struct store *s, const char *person, enum code_purpose purpose, int64_t now, char hash[PASSWORD_HASH_SIZE],
             struct err *e);

/* Takes a code away. 1 if there was one, 0 if not (another was faster). */
int code_forget(struct store *s, const char *person, enum code_purpose purpose, struct err *e);

/* Notes that the person has had the code and typed it: it cannot be tried again. */
int code_confirm(struct store *s, const char *person, enum code_purpose purpose, struct err *e);
bool code_is_confirmed(struct store *s, const char *person, enum code_purpose purpose);

/* Forgets codes that ended before a time. */
int codes_prune(struct store *s, int64_t before, struct err *e);

#endif
