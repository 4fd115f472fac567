/* Wanting, confirming and withdrawing an e-mail address. */
#include "address.h"

#include <stdlib.h>
#include <string.h>

#include "code.h"
#include "invited.h"
#include "post.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "validation.h"

static const enum code_purpose purposes[2] = {CODE_OLD, CODE_NEW};

static int forget_codes(struct store *s, const char *person, struct err *e)
{
	return code_forget(s, person, CODE_OLD, e) < 0 || code_forget(s, person, CODE_NEW, e) < 0 ? -1 : 0;
}

static void forget_pending(struct json *profile)
{
	json_remove(profile, "pendingEmail");
	json_remove(profile, "pendingEmailUntil");
}

static bool has_address(const struct json *profile)
{
	const char *email = json_get_text(profile, "email");
	return email && *email;
}

/* --- wanting --- */

/* The hash takes its time in the transaction: a demo has the time. */
static int show_code(struct portal *p, const char *person, struct json *profile, struct err *e)
{
	char code[CODE_LENGTH + 1], hash[PASSWORD_HASH_SIZE];
	if (code_draw(code, hash, e) < 0 || code_keep(&p->writer, person, CODE_NEW, hash, clock_now() + CODE_ADDRESS_SECONDS, e) < 0)
		return -1;
	char *text = letter_shown(p, profile, code);
	json_set_string(profile, "word", text);
	free(text);
	return 0;
}

int address_want(struct portal *p, const char *person, struct json *profile, const char *fresh, struct err *e)
{
	char until[CLOCK_TEXT_SIZE];
	bool shows = p->shows_codes && !has_address(profile);
	if (!p->post && !shows) {
		forget_pending(profile);
		json_set_string(profile, "email", fresh);
		return 0;
	}
	int seconds = guard_take(&p->guard, GUARD_LETTER, person, clock_monotonic_ms());
	if (seconds)
		return guard_refuse(seconds, ERR_RATE_LIMIT, e);
	clock_format(clock_now() + CODE_ADDRESS_SECONDS, until);
	json_set_string(profile, "pendingEmail", fresh);
	json_set_string(profile, "pendingEmailUntil", until);
	if (shows)
		return show_code(p, person, profile, e);
	if (forget_codes(&p->writer, person, e) < 0 || post_add(p, LETTER_NEW, person, NULL, e) < 0)
		return -1;
	return has_address(profile) ? post_add(p, LETTER_OLD, person, NULL, e) : 0;
}

int address_withdraw(struct portal *p, const char *person, struct json *profile, struct err *e)
{
	forget_pending(profile);
	return forget_codes(&p->writer, person, e);
}

/* --- confirming --- */

struct attempt {
	const struct user *user;
	const char *const *codes;
	char hashes[2][PASSWORD_HASH_SIZE]; /* by purposes; "": none to try */
	bool right[2], wrong;
};

static int begin_attempt(struct worker *w, struct attempt *a, struct err *e)
{
	struct store *s = worker_write(w);
	int result = db_begin(s->db, e);
	for (int i = 0; i < 2 && result == 0; i++)
		result = code_try(s, a->user->person, purposes[i], clock_now(), a->hashes[i], e);
	if (result == 0)
		result = db_commit(s->db, e);
	db_rollback(s->db);
	worker_write_end(w);
	return result;
}

static void try_codes(struct worker *w, struct attempt *a)
{
	for (int c = 0; c < 2 && a->codes[c]; c++) {
		bool fits = false;
		for (int i = 0; i < 2; i++)
			if (code_matches(a->codes[c], a->hashes[i], w->portal->no_hash))
				a->right[i] = fits = true;
		a->wrong = a->wrong || !fits;
	}
}

/* The new address counts: the profile's record r as tree. */
static int make_it_so(struct portal *p, const struct user *u, struct record *r, struct json *tree, struct err *e)
{
	char *old = xstrdup(json_get_text(tree, "email")), *fresh = xstrdup(json_get_text(tree, "pendingEmail"));
	json_set_string(tree, "email", fresh);
	forget_pending(tree);
	if (p->shows_codes)
		json_remove(tree, "word");
	free(r->body);
	r->body = json_print(tree);
	int result = record_write(&p->writer, r, true, e);
	if (result == 0)
		result = forget_codes(&p->writer, u->person, e);
	if (result == 0)
		result = validation_mail_confirmed(p, u->person, e);
	if (result == 0)
		result = invited_arrive(p, u->person, fresh, e);
	if (result == 0 && old && *old)
		result = post_add(p, LETTER_CHANGED, u->person, old, e);
	free(old);
	free(fresh);
	return result;
}

static int note_right(struct portal *p, const struct attempt *a, struct address_waiting *waiting, struct err *e)
{
	struct store *s = &p->writer;
	struct record r = {0};
	struct json *tree = user_profile_record(s, a->user, &r) ? json_parse_own(r.body) : NULL;
	int result = user_pending_email(tree, clock_now(), NULL) ? 0 : err_set(e, ERR_BAD_CODE, NULL);
	for (int i = 0; i < 2 && result == 0; i++)
		if (a->right[i])
			result = code_confirm(s, a->user->person, purposes[i], e);
	if (result == 0) {
		waiting->old_one = has_address(tree) && !code_is_confirmed(s, a->user->person, CODE_OLD);
		waiting->new_one = !code_is_confirmed(s, a->user->person, CODE_NEW);
		if (!waiting->old_one && !waiting->new_one)
			result = make_it_so(p, a->user, &r, tree, e);
	}
	json_free(tree);
	record_free(&r);
	return result;
}

static int end_attempt(struct worker *w, const struct attempt *a, struct address_waiting *waiting, struct err *e)
{
	struct store *s = worker_write(w);
	int result = -1;
	if (db_begin(s->db, e) == 0 && note_right(w->portal, a, waiting, e) == 0)
		result = db_commit(s->db, e);
	db_rollback(s->db);
	worker_write_end(w);
	return result;
}

int address_confirm(struct worker *w, const struct user *u, const char *const codes[2], struct address_waiting *waiting, struct err *e)
{
	struct attempt a = {.user = u, .codes = codes};
	if (begin_attempt(w, &a, e) < 0)
		return -1;
	try_codes(w, &a);
	if (end_attempt(w, &a, waiting, e) < 0)
		return -1;
	return a.wrong ? err_set(e, ERR_BAD_CODE, NULL) : 0;
}
