/* Taking somebody out of all their projects, and taking away who they were. */
#include "erase.h"

#include <stdlib.h>

#include "card.h"
#include "invited.h"
#include "pupils.h"
#include "rules/pupil.h"
#include "succession.h"
#include "retention.h"
#include "upkeep.h"
#include "user.h"
#include "validation_steps.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/strings.h"
#include "twinline/records/record.h"

static bool find_about(struct store *s, int64_t account, enum record_type_index type, const char *person, struct record *r)
{
	const struct record_filter is = {.field = "person", .equals = person};
	const struct record_query q = {.account = account, .type = &record_types[type], .filters = &is, .filter_count = 1};
	return record_first(s, &q, r);
}

static int write_bare(struct store *s, struct record *r, struct json *body_taken, struct err *e)
{
	free(r->body);
	r->body = json_print(body_taken);
	json_free(body_taken);
	return record_write(s, r, true, e);
}

/* Nobody is there without somebody who answers for them. */
static int let_pupils_go(struct store *s, int64_t account, const char *person, struct err *e)
{
	const struct write w = {.s = s, .now = clock_now()};
	struct refusal why = {0};
	int result = pupils_let_go(&w, account, person, &why);
	if (result < 0)
		err_move(e, &why.cause);
	refusal_release(&why);
	return result;
}

static int leave(struct store *s, int64_t account, const char *person, struct err *e)
{
	struct record r;
	if (let_pupils_go(s, account, person, e) < 0 || succession(s, account, person, e) < 0)
		return -1;
	bool stays = succession_is_last_founder(s, account, person);
	int result = find_about(s, account, TYPE_Member, person, &r) && !stays ? record_destroy(s, &r, e) : 0;
	record_free(&r);
	if (result == 0)
		result = member_remove(s, account, person, e);
	return result == 0 ? card_refresh(s, account, e) : -1;
}

int erase_memberships(struct store *s, const char *person, struct err *e)
{
	int64_t *accounts = NULL;
	int count = member_accounts(s, person, &accounts, e), result = count < 0 ? -1 : invited_take_back(s, person, 0, e);
	for (int i = 0; i < count && result == 0; i++) {
		struct account a;
		if (!account_by_local(s, accounts[i], &a))
			continue;
		if (a.kind == ACCOUNT_PROJECT)
			result = leave(s, a.local, person, e);
		account_release(&a);
	}
	free(accounts);
	return count < 0 ? -1 : result;
}

/* --- all of an account --- */

int erase_records(struct store *s, int64_t account, enum record_type_index kept, struct err *e)
{
	/* A thread goes with its last message; a pupil is bare before. */
	char *select = xasprintf("SELECT local FROM record WHERE account = ?1 AND type NOT IN (%d, %d, %d) LIMIT ?2", (int)kept, TYPE_Thread,
	                         TYPE_Pupil);
	const struct upkeep all = {.select = select, .number = account};
	int more;
	do
		more = upkeep_each(s, &all, record_destroy, e);
	while (more == 1);
	free(select);
	return more;
}

/* What they wrote carries the id: that there was somebody is all that is left. */
static int bare_pupil(struct store *s, int64_t account, const char *person, struct err *e)
{
	struct record r;
	int result = 0;
	if (find_about(s, account, TYPE_Pupil, person, &r)) {
		struct json *before = json_parse_own(r.body), *body = json_new_object();
		json_set_string(body, "alias", PARTY_ERASED);
		json_set_string(body, "person", person);
		json_set_string(body, "state", "ended");
		json_set_string(body, "since", json_get_text(before, "since"));
		json_free(before);
		result = write_bare(s, &r, body, e);
	}
	record_free(&r);
	return result;
}

int erase_pupil(struct store *s, int64_t account, const char *person, struct err *e)
{
	struct user u = {0};
	struct record place = {0};
	if (!user_by_person(s, person, &u) || !user_is_pupil(&u)) {
		user_release(&u);
		return 0;
	}
	int result = pupil_forget(s, person, e);
	if (result == 0)
		result = retention_seen(s, person, e) < 0 || account_rename(s, u.account, PARTY_ERASED, e) < 0 ? -1
		         : erase_records(s, u.account, TYPE_Thread, e);
	if (result == 0 && find_about(s, account, TYPE_Member, person, &place))
		result = record_destroy(s, &place, e);
	record_free(&place);
	user_release(&u);
	if (result == 0)
		result = member_remove(s, account, person, e);
	return result == 0 ? bare_pupil(s, account, person, e) : -1;
}

static int erase_pupils(struct store *s, int64_t account, struct err *e)
{
	struct db_stmt *rows = db_prepare(s->db, "SELECT p.person FROM record r JOIN pupil_index p ON p.local = r.local WHERE r.account = ?1");
	struct strings people = {0};
	int step, result = 0;
	db_bind_int(rows, 1, account);
	while ((step = db_step(rows, e)) == 1)
		strings_push(&people, db_text(rows, 0));
	for (size_t i = 0; i < people.count && step == 0 && result == 0; i++)
		result = erase_pupil(s, account, people.at[i], e);
	strings_release(&people);
	return step < 0 ? -1 : result;
}

static int remove_members(struct store *s, int64_t account, struct err *e)
{
	struct db_stmt *rows = db_prepare(s->db, "DELETE FROM member WHERE account = ?1");
	db_bind_int(rows, 1, account);
	return db_run(rows, e);
}

int erase_project(struct store *s, int64_t account, const char *title, struct err *e)
{
	struct record project;
	if (erase_pupils(s, account, e) < 0 || remove_members(s, account, e) < 0 ||
	    erase_records(s, account, TYPE_Project, e) < 0 || (title && account_rename(s, account, title, e) < 0))
		return -1;
	if (!card_project(s, account, &project))
		return 0;
	struct json *before = json_parse_own(project.body), *body = json_new_object();
	json_set_string(body, "title", title ? title : json_get_text(before, "title"));
	json_set_string(body, "state", "draft");
	int result = write_bare(s, &project, body, e);
	json_free(before);
	record_free(&project);
	return result == 0 ? card_refresh(s, account, e) : -1;
}

/* --- card, profile, sign-in --- */

static int bare_card(struct store *s, const char *person, struct err *e)
{
	struct account directory;
	struct record card = {0};
	int result = 0;
	if (!account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return err_set(e, ERR_NOT_FOUND, NULL);
	if (record_by_id(s, directory.local, &record_types[TYPE_Person], person, &card)) {
		struct json *body = json_new_object();
		json_set_string(body, "name", PARTY_ERASED);
		result = write_bare(s, &card, body, e);
	}
	record_free(&card);
	account_release(&directory);
	return result;
}

static int bare_profile(struct store *s, const char *person, struct err *e)
{
	struct record profile = {0};
	struct user u = {0};
	int result = 0;
	if (user_by_person(s, person, &u) && user_profile_record(s, &u, &profile)) {
		struct json *before = json_parse_own(profile.body), *body = json_new_object();
		json_set_string(body, "state", json_get_text(before, "state"));
		json_set_string(body, "stateSince", json_get_text(before, "stateSince"));
		result = write_bare(s, &profile, body, e);
		json_free(before);
	}
	record_free(&profile);
	user_release(&u);
	return result;
}

/* It carries the name too, and is there as long as what is in it is named elsewhere. */
static int bare_account(struct store *s, const char *person, struct err *e)
{
	struct user u = {0};
	int result = user_by_person(s, person, &u) ? account_rename(s, u.account, PARTY_ERASED, e) : 0;
	user_release(&u);
	return result;
}

int erase_person(struct store *s, const char *person, struct err *e)
{
	if (user_set_state(s, person, USER_CLOSED, e) < 0 || bare_card(s, person, e) < 0 || bare_profile(s, person, e) < 0 ||
	    bare_account(s, person, e) < 0 ||
	    course_forget(s, person, e) < 0 || retention_seen(s, person, e) < 0)
		return -1;
	return user_set_sign_in(s, person, NULL, NULL, e);
}
