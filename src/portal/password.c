/* Checking and hashing of passwords. */
#include "password.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "pupils.h"
#include "twinline/base/clock.h"

/* name: as it is kept, so that the guard counts one name once, however it is written. */
static int check(struct worker *w, const char *name, const char *password, const char *address, struct user *u, struct err *e)
{
	struct guard *g = &w->portal->guard;
	int64_t now = clock_monotonic_ms();
	int by_name = guard_wait(g, GUARD_NAME, name, now), by_address = guard_wait(g, GUARD_ADDRESS, address, now);
	if (by_name || by_address)
		return guard_refuse(by_name > by_address ? by_name : by_address, ERR_SLOW_DOWN, e);
	bool known = user_by_name(&w->reader, name, u);
	bool may = known && user_may_sign_in(&w->reader, u);
	bool chosen = may && u->password_hash, first = may && u->state == USER_PUPIL && !u->password_hash;
	bool matches = crypto_password_check(chosen ? u->password_hash : w->portal->no_hash, password) && chosen;
	if (matches || (first && pupil_check_first(&w->reader, u, password))) {
		guard_passed(g, GUARD_NAME, name);
		return 0;
	}
	user_release(u);
	guard_failed(g, GUARD_NAME, name, now);
	guard_failed(g, GUARD_ADDRESS, address, now);
	return err_set(e, ERR_BAD_PASSWORD, NULL);
}

int password_check(struct worker *w, const char *name, const char *password, const char *address, struct user *u, struct err *e)
{
	char *kept = user_sign_in_name(name);
	int result = check(w, kept, password, address, u, e);
	free(kept);
	return result;
}

int password_hash(const char *password, char hash[PASSWORD_HASH_SIZE], struct err *e)
{
	return crypto_password_hash(password, hash) == 0 ? 0 : err_set(e, ERR_FILE, "argon2id", strerror(ENOMEM), NULL);
}

int password_check_own(struct worker *w, const struct viewer *v, const char *password, const char *address, struct err *e)
{
	struct user u = {0};
	if (!v->user.name)
		return err_set(e, ERR_OLD_PASSWORD, NULL);
	int result = password_check(w, v->user.name, password, address, &u, e);
	user_release(&u);
	return result < 0 && e->code == ERR_BAD_PASSWORD ? err_set(e, ERR_OLD_PASSWORD, NULL) : result;
}
