/* A forgotten password: asking for a code, and setting a new one with it. Nothing tells whether there is such a person. */
#include <stdlib.h>
#include <string.h>

#include "code.h"
#include "form.h"
#include "password.h"
#include "post.h"
#include "resource.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

enum { NAME_MOST = 254, CODE_MOST = 64 }; /* bytes, as written */

/* --- asking --- */

static int check_share(struct worker *w, const char *name, const char *address, struct err *e)
{
	int64_t now = clock_monotonic_ms();
	int seconds = guard_take(&w->portal->guard, GUARD_FORM, address, now);
	if (seconds == 0)
		seconds = guard_take(&w->portal->guard, GUARD_LETTER, name, now);
	return seconds ? guard_refuse(seconds, ERR_RATE_LIMIT, e) : 0;
}

/* Whether the name is known is looked up where nobody waits for it: the post does. */
static int ask(struct worker *w, const char *name, const char *address, struct err *e)
{
	if (check_share(w, name, address, e) < 0)
		return -1;
	if (!w->portal->post)
		return 0;
	struct store *s = worker_write(w);
	int result = -1;
	if (db_begin(s->db, e) == 0 && post_add(w->portal, LETTER_ASKED, name, NULL, e) == 0)
		result = db_commit(s->db, e);
	db_rollback(s->db);
	worker_write_end(w);
	return result;
}

/* --- setting --- */

struct attempt {
	const char *name, *code, *password; /* name: in small letters */
	char persons[USERS_BY_TEXT][RECORD_ID_LENGTH + 1];
	char hashes[USERS_BY_TEXT][PASSWORD_HASH_SIZE]; /* "": no code there */
	int count;
};

/*
 * Finds whom the name fits, and counts a try of each one's code. What is written for nobody makes the disk take its time for an
 * unknown name too.
 */
static int begin_attempt(struct worker *w, struct attempt *a, struct err *e)
{
	struct store *s = worker_write(w);
	int result = db_begin(s->db, e);
	if (result == 0)
		result = code_keep(s, "", CODE_RESET, "", clock_now(), e);
	if (result == 0)
		a->count = users_by_text(s, a->name, a->persons, e);
	for (int i = 0; i < a->count && result == 0; i++)
		result = code_try(s, a->persons[i], CODE_RESET, clock_now(), a->hashes[i], e);
	if (result == 0)
		result = a->count < 0 ? -1 : db_commit(s->db, e);
	db_rollback(s->db);
	worker_write_end(w);
	return result;
}

/* The one whose code it is, or NULL. As long for a name that is nobody's: an address may be several people's, a name is one's. */
static const char *find_person(struct worker *w, const struct attempt *a)
{
	int checks = strchr(a->name, '@') ? USERS_BY_TEXT : 1;
	const char *person = NULL;
	for (int i = 0; i < checks; i++)
		if (code_matches(a->code, a->hashes[i], w->portal->no_hash))
			person = a->persons[i];
	return person;
}

static int set_password(struct worker *w, const char *person, const char *password, struct err *e)
{
	char hash[PASSWORD_HASH_SIZE];
	if (password_hash(password, hash, e) < 0)
		return -1;
	struct store *s = worker_write(w);
	int result = db_begin(s->db, e), had = 0;
	if (result == 0)
		had = code_forget(s, person, CODE_RESET, e);
	if (had == 0 && result == 0)
		result = err_set(e, ERR_BAD_CODE, NULL);
	if (result == 0)
		result = had < 0 || user_set_password(s, person, hash, e) < 0 ? -1 : db_commit(s->db, e);
	db_rollback(s->db);
	worker_write_end(w);
	return result;
}

static int reset(struct worker *w, struct attempt *a, const char *address, struct err *e)
{
	struct guard *g = &w->portal->guard;
	int64_t now = clock_monotonic_ms();
	int by_name = guard_wait(g, GUARD_NAME, a->name, now), by_address = guard_wait(g, GUARD_ADDRESS, address, now);
	if (by_name || by_address)
		return guard_refuse(by_name > by_address ? by_name : by_address, ERR_SLOW_DOWN, e);
	if (begin_attempt(w, a, e) < 0)
		return -1;
	const char *person = find_person(w, a);
	if (person) {
		guard_passed(g, GUARD_NAME, a->name);
		return set_password(w, person, a->password, e);
	}
	guard_failed(g, GUARD_NAME, a->name, now);
	guard_failed(g, GUARD_ADDRESS, address, now);
	return err_set(e, ERR_BAD_CODE, NULL);
}

/* --- the resource --- */

void resource_reset(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct refusal why = {0};
	struct attempt a = {0};
	struct json *form = form_read(q, &why.cause);
	(void)v;
	bool sets = json_get(form, "code") || json_get(form, "password");
	char *name = user_sign_in_name(form ? form_text(form, "name", 1, NAME_MOST, &why) : NULL);
	if (name && sets) {
		a.code = form_text(form, "code", 1, CODE_MOST, &why);
		a.password = form_text(form, "password", PASSWORD_LEAST, PASSWORD_MOST, &why);
		a.name = name;
	}
	if (form_is_right(&why) && sets) {
		if (reset(w, &a, q->address, &why.cause) == 0)
			response_status(x, 204);
	} else if (form_is_right(&why) && ask(w, name, q->address, &why.cause) == 0) {
		form_answer_by(w, x);
	}
	if (!form_is_right(&why))
		form_refuse(x, &why);
	free(name);
	form_free(form);
	refusal_release(&why);
}
