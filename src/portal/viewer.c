/* From a token to a person with their accounts; sign-in rows. */
#include "viewer.h"

#include "pupils.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* A token that nobody used for so long is worth nothing any more. */
static const int64_t unused_most = (int64_t)PORTAL_KEEP_DAYS * PORTAL_DAY;

/* What a user is in accounts that everybody has: the community and the directory. */
static const enum role roles_by_state[USER_STATE_COUNT] = {
	[USER_WAITING] = ROLE_NEWCOMER,
	[USER_ACCEPTED] = ROLE_TEACHER,
	[USER_CLOSED] = ROLE_GUEST,
	[USER_PUPIL] = ROLE_PUPIL,
	[USER_PUPIL_OUT] = ROLE_PUPIL,
	[USER_REFUSED] = ROLE_NEWCOMER,
	[USER_HIDDEN] = ROLE_TEACHER,
};

/* Whoever is validated or takes part may write something everywhere; what, the rules of each type say. */
static bool is_read_only(enum role role)
{
	return role <= ROLE_NEWCOMER;
}

static void add_membership(struct viewer *v, const struct account *a, enum role role)
{
	v->accounts = xrealloc(v->accounts, v->account_count + 1, sizeof *v->accounts);
	struct membership *m = &v->accounts[v->account_count++];
	*m = (struct membership){.account = *a, .role = role, .read_only = is_read_only(role)};
	memcpy(m->person, v->user.person, sizeof m->person);
}

static void add_shared(struct store *s, struct viewer *v, enum account_kind kind)
{
	struct account a;
	if (account_by_kind(s, kind, &a))
		add_membership(v, &a, v->role);
}

/* A role that only a newer portal knows gives no rights here. */
static void add_one(void *viewer, const struct account *a)
{
	struct account own = *a;
	if (a->role != ROLE_COUNT)
		add_membership(viewer, a, a->role);
	else
		account_release(&own);
}

static int add_own(struct store *s, struct viewer *v, struct err *e)
{
	return member_each(s, v->user.person, add_one, v, e);
}

static int by_importance(const void *left, const void *right)
{
	const struct membership *a = left, *b = right;
	bool own_a = a->account.kind == ACCOUNT_PERSONAL, own_b = b->account.kind == ACCOUNT_PERSONAL;
	if (own_a != own_b)
		return own_a ? -1 : 1;
	return a->account.local < b->account.local ? -1 : a->account.local > b->account.local;
}

/* Changes when an account comes, goes or is renamed, when a role changes, and with the program's version. */
static void find_session_state(struct viewer *v)
{
	struct str text = {0};
	str_add(&text, TWINLINE_VERSION);
	for (size_t i = 0; i < v->account_count; i++)
		str_addf(&text, "\n%s %d %s", v->accounts[i].account.id, v->accounts[i].role,
		         v->accounts[i].account.name ? v->accounts[i].account.name : "");
	char hex[DIGEST_TEXT_SIZE];
	crypto_digest(text.text, text.len, hex);
	snprintf(v->session_state, sizeof v->session_state, "%.8s", hex);
	str_release(&text);
}

static void add_everybodys(struct store *s, struct viewer *v)
{
	/* For pupils there is their project, and nothing outside it. */
	if (!user_is_pupil(&v->user)) {
		add_shared(s, v, ACCOUNT_COMMUNITY);
		add_shared(s, v, ACCOUNT_DIRECTORY);
	}
	qsort(v->accounts, v->account_count, sizeof *v->accounts, by_importance);
	find_session_state(v);
}

void viewer_of_guest(struct store *s, struct viewer *v)
{
	*v = (struct viewer){.role = ROLE_GUEST};
	add_everybodys(s, v);
}

int viewer_of_user(struct store *s, const struct user *u, struct viewer *v, struct err *e)
{
	*v = (struct viewer){
		.user = {.account = u->account, .name = xstrdup(u->name), .state = u->state},
		.role = roles_by_state[u->state],
		.has_first = u->state == USER_PUPIL && !u->password_hash,
	};
	memcpy(v->user.person, u->person, sizeof v->user.person);
	if (add_own(s, v, e) < 0) {
		viewer_release(v);
		return -1;
	}
	add_everybodys(s, v);
	return 0;
}

bool user_may_sign_in(struct store *s, const struct user *u)
{
	if (u->state == USER_CLOSED || u->state == USER_PUPIL_OUT)
		return false;
	return u->state != USER_PUPIL || pupil_is_kept(s, u->person);
}

int viewer_of_digest(struct store *s, const char *digest, struct viewer *v, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT id, person, used_at FROM sign_in WHERE digest = ?1");
	db_bind_text(row, 1, digest);
	int step = db_step(row, e);
	if (step != 1)
		return step < 0 ? -1 : err_set(e, ERR_SIGNED_OUT, NULL);
	int64_t id = db_int(row, 0), used_at = db_int(row, 2);
	struct user u;
	bool known = user_by_person(s, db_text(row, 1), &u);
	db_reset(row);
	if (!known)
		return err_set(e, ERR_SIGNED_OUT, NULL);
	int result = -1;
	if (!user_may_sign_in(s, &u) || used_at + unused_most < clock_now())
		err_set(e, ERR_SIGNED_OUT, NULL);
	else
		result = viewer_of_user(s, &u, v, e);
	user_release(&u);
	if (result < 0)
		return -1;
	v->sign_in = id;
	v->used_at = used_at;
	return 0;
}

int viewer_of_token(struct store *s, const char *token, struct viewer *v, struct err *e)
{
	if (!token)
		return err_set(e, ERR_SIGNED_OUT, NULL);
	char digest[DIGEST_TEXT_SIZE];
	crypto_digest(token, strlen(token), digest);
	return viewer_of_digest(s, digest, v, e);
}

void viewer_release(struct viewer *v)
{
	for (size_t i = 0; i < v->account_count; i++)
		account_release(&v->accounts[i].account);
	free(v->accounts);
	user_release(&v->user);
	*v = (struct viewer){0};
}

const struct membership *viewer_account(const struct viewer *v, const char *id)
{
	for (size_t i = 0; id && i < v->account_count; i++)
		if (strcmp(v->accounts[i].account.id, id) == 0)
			return &v->accounts[i];
	return NULL;
}

const struct membership *viewer_account_of_kind(const struct viewer *v, enum account_kind kind)
{
	for (size_t i = 0; i < v->account_count; i++)
		if (v->accounts[i].account.kind == kind)
			return &v->accounts[i];
	return NULL;
}

struct json *viewer_me(struct store *s, const struct viewer *v)
{
	const struct membership *directory = viewer_account_of_kind(v, ACCOUNT_DIRECTORY);
	struct json *me = json_new_object();
	struct record card = {0};
	json_set_string(me, "person", v->user.person);
	if (directory && record_by_id(s, directory->account.local, &record_types[TYPE_Person], v->user.person, &card)) {
		struct json *tree = json_parse_own(card.body);
		json_set_string(me, "name", json_get_text(tree, "name"));
		if (json_get_text(tree, "country"))
			json_set_string(me, "country", json_get_text(tree, "country"));
		json_free(tree);
	}
	record_free(&card);
	return me;
}

bool viewer_is_stranger(const struct membership *m)
{
	return !(access_mask(m->role) & AUDIENCE_SIGNED_IN);
}

bool viewer_owns(const struct membership *m)
{
	return m->role == ROLE_OWNER;
}

const char *viewer_author(const struct membership *m)
{
	return *m->person ? m->person : NULL;
}

struct onlooker viewer_onlooker(const struct membership *m)
{
	return (struct onlooker){.role = m->role, .owns = viewer_owns(m), .person = viewer_author(m)};
}

/* A card has no author: what an officer has hidden is still its person's to see. */
static bool is_own_card(const struct membership *m, const struct record *r)
{
	return r->type->index == TYPE_Person && r->audience & AUDIENCE_HIDDEN && text_equal(r->id, viewer_author(m));
}

bool viewer_may_read(const struct membership *m, const struct record *r)
{
	const struct onlooker who = viewer_onlooker(m);
	return onlooker_sees(&who, r->audience, r->author) || is_own_card(m, r);
}

static bool works_at(struct store *s, const struct membership *m, const struct record *school)
{
	struct record card = {0};
	bool works = false;
	if (viewer_author(m) && record_by_id(s, school->account, &record_types[TYPE_Person], m->person, &card)) {
		struct json *body = json_parse_own(card.body);
		works = text_equal(json_get_text(json_get(body, "school"), "id"), school->id);
		json_free(body);
	}
	record_free(&card);
	return works;
}

bool viewer_may_find(struct store *s, const struct membership *m, const struct record *r)
{
	return viewer_may_read(m, r) || (r->type->index == TYPE_School && r->audience & AUDIENCE_HIDDEN && works_at(s, m, r));
}

unsigned viewer_sees(const struct membership *m)
{
	return access_mask(m->role);
}

/* --- signing in and out --- */

int sign_in_add(struct store *s, const char *person, const char *device, int64_t now, char token[TOKEN_TEXT_SIZE],
                struct err *e)
{
	crypto_token(token);
	char digest[DIGEST_TEXT_SIZE];
	crypto_digest(token, strlen(token), digest);
	struct db_stmt *row = db_prepare(s->db, "INSERT INTO sign_in(digest, person, device, created_at, used_at)"
	                                        " VALUES (?1, ?2, ?3, ?4, ?4)");
	db_bind_text(row, 1, digest);
	db_bind_text(row, 2, person);
	db_bind_text(row, 3, device);
	db_bind_int(row, 4, now);
	return db_run(row, e);
}

int sign_in_end(struct store *s, int64_t sign_in, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "DELETE FROM sign_in WHERE id = ?1");
	db_bind_int(row, 1, sign_in);
	return db_run(row, e);
}

int sign_in_end_others(struct store *s, const char *person, int64_t kept, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "DELETE FROM sign_in WHERE person = ?1 AND id <> ?2");
	db_bind_text(row, 1, person);
	db_bind_int(row, 2, kept);
	return db_run(row, e);
}

int sign_ins_prune(struct store *s, int64_t before, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "DELETE FROM sign_in WHERE used_at < ?1");
	db_bind_int(row, 1, before);
	return db_run(row, e);
}

bool sign_in_is_stale(const struct viewer *v, int64_t now)
{
	return v->used_at + PORTAL_DAY <= now;
}

int sign_in_touch(struct store *s, int64_t sign_in, int64_t now, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "UPDATE sign_in SET used_at = ?2 WHERE id = ?1");
	db_bind_int(row, 1, sign_in);
	db_bind_int(row, 2, now);
	return db_run(row, e);
}
