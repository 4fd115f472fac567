/* Users: the sign-in row, the card, the personal account and the profile, written together. */
#include "user.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "code.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "viewer.h"

static const char *const state_codes[USER_STATE_COUNT] = {
	[USER_WAITING] = "waiting",
	[USER_ACCEPTED] = "accepted",
	[USER_CLOSED] = "closed",
	[USER_PUPIL] = "pupil",
	[USER_PUPIL_OUT] = "pupil",
	[USER_REFUSED] = "refused",
	[USER_HIDDEN] = "accepted",
};

const char *user_state_code(enum user_state state)
{
	return state_codes[state];
}

void user_release(struct user *u)
{
	free(u->name);
	free(u->password_hash);
	*u = (struct user){0};
}

static bool is_pupil(enum user_state state)
{
	return state == USER_PUPIL || state == USER_PUPIL_OUT;
}

bool user_is_pupil(const struct user *u)
{
	return is_pupil(u->state);
}

/* --- reading --- */

#define COLUMNS "person, name, account, state, hash"

static void take_row(struct db_stmt *row, struct user *u)
{
	*u = (struct user){
		.name = xstrdup(db_text(row, 1)),
		.account = db_int(row, 2),
		.state = (enum user_state)db_int(row, 3),
		.password_hash = xstrdup(db_text(row, 4)),
	};
	const char *person = db_text(row, 0);
	memcpy(u->person, person, strnlen(person, RECORD_ID_LENGTH));
}

static bool find(struct store *s, const char *sql, const char *text, struct user *u)
{
	struct db_stmt *row = db_prepare(s->db, sql);
	db_bind_text(row, 1, text);
	if (db_step(row, NULL) != 1)
		return false;
	take_row(row, u);
	db_reset(row);
	return true;
}

char *user_sign_in_name(const char *name)
{
	char *small = xstrdup(name);
	for (char *c = small; c && *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return small;
}

bool user_by_name(struct store *s, const char *name, struct user *u)
{
	char *small = user_sign_in_name(name);
	bool found = find(s, "SELECT " COLUMNS " FROM login WHERE name = ?1", small, u);
	free(small);
	return found;
}

bool user_by_person(struct store *s, const char *person, struct user *u)
{
	return find(s, "SELECT " COLUMNS " FROM login WHERE person = ?1", person, u);
}

bool user_profile_record(struct store *s, const struct user *u, struct record *r)
{
	const struct record_query q = {.account = u->account, .type = &record_types[TYPE_Profile]};
	return record_first(s, &q, r);
}

struct json *user_profile(struct store *s, const struct user *u)
{
	struct record r = {0};
	struct json *tree = user_profile_record(s, u, &r) ? record_tree(s, &r) : NULL;
	record_free(&r);
	return tree;
}

const char *user_pending_email(const struct json *profile, int64_t now, int64_t *until)
{
	const char *end = json_get_text(profile, "pendingEmailUntil");
	int64_t seconds;
	if (!end || !clock_parse(end, &seconds) || seconds < now)
		return NULL;
	if (until)
		*until = seconds;
	return json_get_text(profile, "pendingEmail");
}

/* profile_index is what the flags of Profile's rows made; see records/index.c, which keeps an index of small letters. */
#define HAVE_ADDRESS " SELECT l.person FROM profile_index p JOIN login l ON l.account = p.account" \
	" WHERE lower(p.email) = ?1 AND l.state <> ?2 AND l.name IS NOT NULL LIMIT ?3"

static int take_persons(struct store *s, const char *select, const char *text, char persons[USERS_BY_TEXT][RECORD_ID_LENGTH + 1],
                        struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, select);
	char *small = user_sign_in_name(text);
	int count = 0, step = 0;
	db_bind_text(row, 1, small);
	db_bind_int(row, 2, USER_CLOSED);
	db_bind_int(row, 3, USERS_BY_TEXT);
	while (*small && count < USERS_BY_TEXT && (step = db_step(row, e)) == 1)
		snprintf(persons[count++], RECORD_ID_LENGTH + 1, "%s", db_text(row, 0));
	db_reset(row);
	free(small);
	return step < 0 ? -1 : count;
}

int users_by_text(struct store *s, const char *text, char persons[USERS_BY_TEXT][RECORD_ID_LENGTH + 1], struct err *e)
{
	return take_persons(s, "SELECT person FROM login WHERE name = ?1 AND state <> ?2 UNION" HAVE_ADDRESS, text, persons, e);
}

int users_by_address(struct store *s, const char *address, char persons[USERS_BY_TEXT][RECORD_ID_LENGTH + 1], struct err *e)
{
	return take_persons(s, HAVE_ADDRESS, address, persons, e);
}

int user_list(struct store *s, void (*visit)(void *context, const struct user *u), void *context, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT " COLUMNS " FROM login WHERE name IS NOT NULL ORDER BY name");
	int step;
	while ((step = db_step(row, e)) == 1) {
		struct user u;
		take_row(row, &u);
		visit(context, &u);
		user_release(&u);
	}
	return step;
}

/* True if the personal account and the card of the directory are there. */
static bool is_whole(struct store *s, int64_t directory, const char *person, int64_t account)
{
	struct user u = {0};
	bool pupil = user_by_person(s, person, &u) && user_is_pupil(&u);
	user_release(&u);
	struct account own;
	struct record card;
	if (!account_by_local(s, account, &own))
		return false;
	account_release(&own);
	if (!pupil && !record_by_id(s, directory, &record_types[TYPE_Person], person, &card))
		return false;
	record_free(&card);
	return true;
}

int64_t user_check(struct store *s, void (*found)(void *context, const struct err *finding), void *context, struct err *e)
{
	struct account directory;
	struct db_stmt *row = db_prepare(s->db, "SELECT person, account FROM login ORDER BY person");
	int64_t count = 0;
	int step;
	if (!account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return err_set(e, ERR_NOT_FOUND, NULL);
	while ((step = db_step(row, e)) == 1) {
		const char *person = db_text(row, 0);
		if (is_whole(s, directory.local, person, db_int(row, 1)))
			continue;
		struct err finding = {0};
		err_set(&finding, ERR_CHECK_REFERENCE, "login", person, "Person", NULL);
		found(context, &finding);
		err_release(&finding);
		count++;
	}
	account_release(&directory);
	return step < 0 ? -1 : count;
}

/* --- writing --- */

/* The card in the directory; fills its id. */
static int write_card(struct store *s, const struct user_new *fresh, char person[], struct err *e)
{
	struct account directory;
	if (!account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return err_set(e, ERR_NOT_FOUND, NULL);
	struct record card = {
		.account = directory.local,
		.type = &record_types[TYPE_Person],
		.id = xstrdup(fresh->person),
		.audience = user_card_audience(fresh->state),
		.body = json_print(fresh->card),
	};
	int result = record_write(s, &card, true, e);
	if (result == 0)
		memcpy(person, card.id, strnlen(card.id, RECORD_ID_LENGTH));
	record_free(&card);
	account_release(&directory);
	return result;
}

/* A pupil's id is like those of cards, and none of them: nobody is called by what another one is. */
static void draw_person(struct store *s, char person[])
{
	struct user there = {0};
	do {
		user_release(&there);
		random_id(s->random, person);
	} while (user_by_person(s, person, &there));
}

static struct json *profile_of(const struct user_new *fresh, const char *person, const char *user_name)
{
	struct json *profile = fresh->profile ? json_copy(fresh->profile) : json_new_object();
	struct json *party = json_set(profile, "person", json_new_object());
	json_set_string(party, "id", person);
	json_set_string(party, "name", json_get_text(fresh->card, "name"));
	if (json_get_text(fresh->card, "country"))
		json_set_string(party, "country", json_get_text(fresh->card, "country"));
	if (user_name)
		json_set_string(profile, "userName", user_name);
	char since[CLOCK_TEXT_SIZE];
	clock_format(fresh->state_since, since);
	json_set_string(profile, "state", user_state_code(fresh->state));
	json_set_string(profile, "stateSince", since);
	return profile;
}

/* The personal account with its owner and profile; fills its local key. */
static int write_account(struct store *s, const struct user_new *fresh, struct user *u, struct err *e)
{
	u->account = account_add(s, NULL, ACCOUNT_PERSONAL, json_get_text(fresh->card, "name"), e);
	if (u->account < 0 || member_set(s, u->account, u->person, ROLE_OWNER, e) < 0)
		return -1;
	struct json *body = profile_of(fresh, u->person, u->name);
	struct record profile = {
		.account = u->account,
		.type = &record_types[TYPE_Profile],
		.audience = record_types[TYPE_Profile].audience,
		.body = json_print(body),
	};
	json_free(body);
	int result = record_write(s, &profile, true, e);
	record_free(&profile);
	return result;
}

static int write_login(struct store *s, const struct user *u, struct err *e)
{
	struct db_stmt *row =
		db_prepare(s->db, "INSERT INTO login(person, name, account, state, hash) VALUES (?1, ?2, ?3, ?4, ?5)");
	db_bind_text(row, 1, u->person);
	db_bind_text(row, 2, u->name);
	db_bind_int(row, 3, u->account);
	db_bind_int(row, 4, u->state);
	db_bind_text(row, 5, u->password_hash);
	return db_run(row, e);
}

int user_add(struct store *s, const struct user_new *fresh, struct user *made, struct err *e)
{
	struct user there;
	if (fresh->name && user_by_name(s, fresh->name, &there)) {
		user_release(&there);
		return err_set(e, ERR_EXISTS, fresh->name, NULL);
	}
	struct user u = {
		.name = user_sign_in_name(fresh->name),
		.password_hash = xstrdup(fresh->password_hash),
		.state = fresh->state,
	};
	int result = -1;
	bool pupil = is_pupil(fresh->state);
	if (pupil)
		draw_person(s, u.person);
	if ((pupil || write_card(s, fresh, u.person, e) == 0) && write_account(s, fresh, &u, e) == 0)
		result = write_login(s, &u, e);
	if (result == 0 && made)
		*made = u;
	else
		user_release(&u);
	return result;
}

int user_set_password(struct store *s, const char *person, const char *password_hash, struct err *e)
{
	return user_change_password(s, person, password_hash, 0, e);
}

int user_change_password(struct store *s, const char *person, const char *password_hash, int64_t sign_in, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "UPDATE login SET hash = ?2 WHERE person = ?1");
	db_bind_text(row, 1, person);
	db_bind_text(row, 2, password_hash);
	/* A code for a new password that is still about was asked for in the time of the old one. */
	if (db_run(row, e) < 0 || code_forget(s, person, CODE_RESET, e) < 0)
		return -1;
	return sign_in_end_others(s, person, sign_in, e);
}

int user_set_sign_in(struct store *s, const char *person, const char *name, const char *password_hash, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "UPDATE login SET name = ?2, hash = ?3 WHERE person = ?1");
	db_bind_text(row, 1, person);
	db_bind_text(row, 2, name);
	db_bind_text(row, 3, password_hash);
	return db_run(row, e) < 0 ? -1 : sign_in_end_others(s, person, 0, e);
}

/* --- who was here before --- */

int user_join_up(struct store *s, const char *fresh, const char *kept, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "UPDATE login SET joined = ?2 WHERE person = ?1 OR joined = ?1");
	db_bind_text(row, 1, fresh);
	db_bind_text(row, 2, kept);
	return db_run(row, e);
}

struct json *user_joined_up(struct store *s, const char *person)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT person FROM login WHERE joined = ?1 ORDER BY person");
	struct json *persons = NULL;
	db_bind_text(row, 1, person);
	while (db_step(row, NULL) == 1) {
		persons = persons ? persons : json_new_array();
		json_push(persons, json_new_string(db_text(row, 0)));
	}
	db_reset(row);
	return persons;
}
