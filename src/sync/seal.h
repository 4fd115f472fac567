/*
 * A shared computer: what somebody has (store and sign-in) is open in memory while they are signed in, and sealed with their
 * password into a file of their own. A directory and a file are called by a keyed digest of portal and name, so that not even
 * names can be read. One may sign in again without a line: the password is right if it opens the file.
 */
#ifndef TWINLINE_SYNC_SEAL_H
#define TWINLINE_SYNC_SEAL_H

#include <stdbool.h>
#include <stdint.h>

#include "twinline/base/crypto.h"
#include "twinline/base/err.h"
#include "twinline/base/paths.h"
#include "twinline/db/db.h"

/* What is open now; is_set false: this computer is no shared one, or nobody is signed in. */
struct seal {
	bool is_set;
	const struct paths *paths;
	char *file; /* where it is sealed */
	unsigned char salt[SEAL_SALT_SIZE], key[SEAL_KEY_SIZE];
	struct db *watch;    /* a connection that sees every commit of the others */
	int64_t version;     /* of the store as it was sealed last */
	int64_t next_ms;     /* before which it is not sealed again */
};

/* The name of somebody's directory and file. Returns 0, or -1 with e. */
int seal_name(const struct paths *p, const char *portal, const char *name, char who[DIGEST_TEXT_SIZE], struct err *e);

/* The directory of somebody, open or not; yours. */
char *seal_dir(const struct paths *p, const char *who);

/*
 * Lays what is sealed out in the person's directory. Returns 0, or -1 with e: ERR_NOT_FOUND where nothing is, ERR_SEAL_PASSWORD,
 * ERR_SEAL_DAMAGED, ERR_FILE.
 */
int seal_lay_out(const struct paths *p, const char *who, const char *password, struct err *e);

/* Makes an empty directory for somebody who was never here, with the key of the password. Returns 0, or -1 with e. */
int seal_begin(const struct paths *p, const char *who, const char *password, struct err *e);

/* From now on this person's directory is the open one, for every program that makes its paths anew. Returns 0, or -1 with e. */
int seal_enter(const struct paths *p, const char *who, struct err *e);

/* Takes the open directory up, if somebody's is open, and clears up what a program that died left. Returns 0, or -1 with e. */
int seal_open(struct seal *s, const struct paths *p, struct err *e);
void seal_release(struct seal *s);

/* Another password seals it from now on. Returns 0, or -1 with e. */
int seal_again_with(struct seal *s, const char *password, struct err *e);

/* Seals what has changed, if it is time; now_ms 0: at once. Returns 0, or -1 with e. */
int seal_keep(struct seal *s, int64_t now_ms, struct err *e);
/* Milliseconds until it has to be looked at again; -1: never. */
int64_t seal_left(const struct seal *s, int64_t now_ms);

/* Seals the last of it, takes the open directory away. No transaction of another program is lost: store is locked meanwhile. */
int seal_leave(struct seal *s, struct db *store, struct err *e);

#endif
