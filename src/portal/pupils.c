/* Users who are pupils: made, let in, their first password. */
#include "pupils.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "card.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/fold.h"
#include "twinline/text/latin.h"
#include "viewer.h"

/* --- the name to sign in --- */

enum {
	WORD_MOST = 12,      /* letters of a part of the name */
	NUMBER_OF_TWO = 90,  /* 10 to 99 */
	TRIES_OF_TWO = 20,   /* then three digits, and so on */
};

/* The first word in small ASCII letters; what a child finds on any keyboard that can write Latin letters at all. */
static void add_word(struct str *out, const char *text, const char *otherwise)
{
	struct str latin = {0}, small = {0};
	size_t begun = out->len;
	latin_add(&latin, text ? text : "");
	fold(&small, latin.text ? latin.text : "");
	for (const char *c = small.text; c && *c && out->len - begun < WORD_MOST; c++) {
		if (*c >= 'a' && *c <= 'z')
			str_addc(out, *c);
		else if (*c == ' ' && out->len > begun)
			break;
	}
	if (out->len == begun)
		str_add(out, otherwise);
	str_release(&latin);
	str_release(&small);
}

static bool is_taken(struct store *s, const char *name)
{
	struct user there = {0};
	bool taken = user_by_name(s, name, &there);
	user_release(&there);
	return taken;
}

static char *draw_name(struct store *s, const struct pupil_new *fresh)
{
	struct str stem = {0};
	add_word(&stem, fresh->project, "project");
	str_addc(&stem, '-');
	add_word(&stem, fresh->alias, "pupil");
	char *name = NULL;
	unsigned first = NUMBER_OF_TWO / 9, count = NUMBER_OF_TWO;
	for (int tries = 0; !name; tries++) {
		unsigned number;
		if (s->random)
			number = (unsigned)random_below(s->random, count);
		else
			random_secret(&number, sizeof number);
		name = xasprintf("%s-%u", stem.text, first + number % count);
		if (is_taken(s, name)) {
			free(name);
			name = NULL;
		}
		if (tries && tries % TRIES_OF_TWO == 0 && first < 1000000) {
			first *= 10;
			count *= 10;
		}
	}
	str_release(&stem);
	return name;
}

/* --- making --- */

int pupil_user_add(struct store *s, const struct pupil_new *fresh, struct user *made, struct err *e)
{
	struct json *card = json_new_object();
	char *name = draw_name(s, fresh);
	struct json *profile = json_new_object();
	const struct user_new user = {.name = name, .card = card, .profile = profile, .state = USER_PUPIL_OUT, .state_since = fresh->now};
	json_set_string(card, "name", fresh->alias);
	if (fresh->country)
		json_set_string(card, "country", fresh->country);
	json_set_bool(profile, "firstPassword", true);
	int result = user_add(s, &user, made, e);
	json_free(profile);
	json_free(card);
	free(name);
	return result;
}

int pupil_let_in(struct store *s, const char *person, bool in, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "UPDATE login SET state = ?2 WHERE person = ?1");
	db_bind_text(row, 1, person);
	db_bind_int(row, 2, in ? USER_PUPIL : USER_PUPIL_OUT);
	if (db_run(row, e) < 0)
		return -1;
	return in ? 0 : sign_in_end_others(s, person, 0, e);
}

/* Changes something of a pupil's own profile, which the portal alone writes. */
static int change_profile(struct store *s, const char *person, void (*change)(struct json *profile, const char *text), const char *text,
                          struct err *e)
{
	struct user u = {0};
	struct record profile = {0};
	int result = 0;
	if (user_by_person(s, person, &u) && user_profile_record(s, &u, &profile)) {
		struct json *body = json_parse_own(profile.body);
		change(body, text);
		free(profile.body);
		profile.body = json_print(body);
		json_free(body);
		result = record_write(s, &profile, false, e);
	}
	record_free(&profile);
	user_release(&u);
	return result;
}

static void set_first(struct json *profile, const char *text)
{
	if (text)
		json_set_bool(profile, "firstPassword", true);
	else
		json_remove(profile, "firstPassword");
}

static void set_alias(struct json *profile, const char *text)
{
	json_set_string(json_get_mutable(profile, "person"), "name", text);
}

int pupil_forget_password(struct store *s, const char *person, struct err *e)
{
	return user_set_password(s, person, NULL, e) < 0 ? -1 : change_profile(s, person, set_first, "first", e);
}

int pupil_forget(struct store *s, const char *person, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "UPDATE login SET name = NULL, hash = NULL, state = ?2 WHERE person = ?1");
	struct user u = {0};
	struct record profile = {0};
	db_bind_text(row, 1, person);
	db_bind_int(row, 2, USER_PUPIL_OUT);
	int result = db_run(row, e) < 0 ? -1 : sign_in_end_others(s, person, 0, e);
	if (result == 0 && user_by_person(s, person, &u) && user_profile_record(s, &u, &profile))
		result = record_destroy(s, &profile, e);
	record_free(&profile);
	user_release(&u);
	return result;
}

int pupil_rename(struct store *s, const char *person, const char *alias, struct err *e)
{
	return change_profile(s, person, set_alias, alias, e);
}

/* --- finding --- */

static int64_t project_account(struct store *s, const char *person)
{
	int64_t *accounts = NULL, found = 0;
	int count = member_accounts(s, person, &accounts, NULL);
	for (int i = 0; i < count && !found; i++) {
		struct account a;
		if (!account_by_local(s, accounts[i], &a))
			continue;
		found = a.kind == ACCOUNT_PROJECT ? a.local : 0;
		account_release(&a);
	}
	free(accounts);
	return found;
}

bool pupil_record(struct store *s, const char *person, struct record *r)
{
	const struct record_filter is = {.field = "person", .equals = person};
	const struct record_query q = {
		.account = project_account(s, person), .type = &record_types[TYPE_Pupil], .filters = &is, .filter_count = 1,
	};
	*r = (struct record){0};
	return q.account && record_first(s, &q, r);
}

bool pupil_is_kept(struct store *s, const char *person)
{
	struct record project = {0}, pupil = {0};
	if (!pupil_record(s, person, &pupil))
		return false;
	struct json *tree = json_parse_own(pupil.body);
	const char *teacher = json_get_text(json_get(tree, "teacher"), "id");
	bool there = teacher && member_role(s, pupil.account, teacher) != ROLE_COUNT && card_project(s, pupil.account, &project);
	json_free(tree);
	record_free(&pupil);
	if (!there)
		return false;
	struct json *body = json_parse_own(project.body);
	bool runs = text_equal(json_get_text(body, "state"), "active");
	json_free(body);
	record_free(&project);
	return runs;
}

struct json *pupil_card(struct store *s, const char *person)
{
	struct user u = {0};
	struct json *card = NULL;
	if (person && user_by_person(s, person, &u) && user_is_pupil(&u)) {
		struct json *profile = user_profile(s, &u);
		card = json_detach(profile, "person");
		json_free(profile);
	}
	user_release(&u);
	return card;
}

/* --- the first password --- */

/*
 * Eight syllables that can be read out, typed on any keyboard and mistaken for no other: 50 bits, against who guesses at a door that
 * counts the tries.
 */
static char *spell(const char *hex)
{
	static const char consonants[] = "bdfgklmnprstv", vowels[] = "aeiou";
	enum { SYLLABLES = 8 };
	struct str out = {0};
	for (int i = 0; i < SYLLABLES; i++) {
		char part[5];
		memcpy(part, hex + (size_t)i * 4, 4);
		part[4] = '\0';
		unsigned long number = strtoul(part, NULL, 16);
		if (i && i % 2 == 0)
			str_addc(&out, '-');
		str_addc(&out, consonants[number % (sizeof consonants - 1)]);
		str_addc(&out, vowels[number / (sizeof consonants - 1) % (sizeof vowels - 1)]);
	}
	return str_detach(&out);
}

/* What it is reckoned from lies with the portal's key, apart from all that is copied to anybody; a reset makes another one. */
static char *reckon(struct store *s, const char *person, const char *reset_at)
{
	unsigned char key[SEAL_KEY_SIZE];
	char *kept = store_fact(s, "packetKey"), hex[DIGEST_TEXT_SIZE], *password = NULL;
	if (crypto_key_of(kept, key) == 0) {
		char *text = xasprintf("first password\n%s\n%s", person, reset_at ? reset_at : "");
		crypto_keyed_digest(key, text, hex);
		password = spell(hex);
		free(text);
	}
	wipe(key, sizeof key);
	wipe(hex, sizeof hex);
	free(kept);
	return password;
}

char *pupil_first_password(struct store *s, const char *person, const struct json *pupil)
{
	struct user u = {0};
	bool counts = person && user_by_person(s, person, &u) && user_is_pupil(&u) && u.name && !u.password_hash;
	user_release(&u);
	return counts ? reckon(s, person, json_get_text(pupil, "resetAt")) : NULL;
}

bool pupil_check_first(struct store *s, const struct user *u, const char *password)
{
	struct record r = {0};
	struct json *body = pupil_record(s, u->person, &r) ? json_parse_own(r.body) : NULL;
	char *first = body ? pupil_first_password(s, u->person, body) : NULL, typed[DIGEST_TEXT_SIZE], right[DIGEST_TEXT_SIZE];
	crypto_digest(password, strlen(password), typed);
	crypto_digest(first ? first : "", first ? strlen(first) : 0, right);
	bool same = first && strcmp(typed, right) == 0;
	if (first)
		wipe(first, strlen(first));
	free(first);
	json_free(body);
	record_free(&r);
	return same;
}

int pupil_note(struct store *s, const char *person, int64_t now, bool chose, struct err *e)
{
	struct record r = {0};
	int result = 0;
	if (pupil_record(s, person, &r)) {
		struct json *body = json_parse_own(r.body);
		char day[CLOCK_DAY_SIZE];
		clock_format_day(now, day);
		bool differs = chose || !text_equal(json_get_text(body, "activeAt"), day);
		json_set_string(body, "activeAt", day);
		free(r.body);
		r.body = json_print(body);
		json_free(body);
		/* It is nothing that a teacher wrote: rev stays; but what staff see of the first password moves with it. */
		result = differs ? record_write(s, &r, false, e) : 0;
	}
	record_free(&r);
	return result == 0 && chose ? change_profile(s, person, set_first, NULL, e) : result;
}
