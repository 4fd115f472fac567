/*
 * Pupils of a project: made by its teachers under an alias, let in once the parents' consent is on record, ended by a teacher. A pupil is
 * a member of that one project and of nothing else, and a user who signs in by a name and password of their own.
 */
#include "pupil.h"

#include <stdlib.h>

#include "../card.h"
#include "../pupils.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { PUPILS_MOST = 500 }; /* of a project */

static const char *role_of(const struct json *body)
{
	return access_role_name(json_get_bool(body, "administrator", false) ? ROLE_PUPIL_ADMINISTRATOR : ROLE_PUPIL);
}

static bool is_in(const struct json *body)
{
	return text_equal(json_get_text(body, "state"), "active");
}

/* What a teacher says is that somebody is ended; between the other two states the consent tells. */
static const char *state_of(const struct json *body)
{
	bool consent = json_get_text(body, "consentBy") && json_get_text(body, "consentAt");
	if (text_equal(json_get_text(body, "state"), "ended"))
		return "ended";
	return consent ? "active" : "waiting";
}

/* --- the place in the project --- */

static bool find_member(const struct write *w, int64_t account, const char *person, struct record *r)
{
	return rule_find_by(w, account, TYPE_Member, "person", person, r);
}

/* The member's row says what the pupil's says: alias, role, whether they are in. */
static int set_place(const struct write *w, int64_t account, const struct json *pupil, struct refusal *why)
{
	const char *person = json_get_text(pupil, "person"), *role = role_of(pupil);
	struct record member;
	bool in = is_in(pupil), there = find_member(w, account, person, &member);
	if (!there && !in)
		return 0;
	struct json *body = there ? json_parse_own(member.body) : json_new_object(), *party = pupil_card(w->s, person);
	if (!there)
		member = (struct record){.account = account, .type = &record_types[TYPE_Member]};
	json_set(body, "person", party ? party : json_new_object());
	json_set_string(json_get_mutable(body, "person"), "name", json_get_text(pupil, "alias"));
	if (json_get(pupil, "school"))
		json_set(body, "school", json_copy(json_get(pupil, "school")));
	json_set_string(body, "role", role);
	if (!text_equal(json_get_text(body, "state"), in ? "member" : "left"))
		rule_set_now(w, body, "since");
	json_set_string(body, "state", in ? "member" : "left");
	int result = rule_write(w, &member, body, true, why);
	record_free(&member);
	if (result == 0 && in)
		result = member_set(w->s, account, person, access_role_of(role), &why->cause);
	else if (result == 0)
		result = member_remove(w->s, account, person, &why->cause);
	return result;
}

/* --- making --- */

static int check_count(const struct write *w, struct refusal *why)
{
	int64_t total = 0;
	struct record_query q = {.account = w->account->account.local, .type = w->type, .total = true};
	if (record_list(w->s, &q, NULL, NULL, &total, &why->cause) < 0)
		return -1;
	return total < PUPILS_MOST ? 0 : rule_refuse(why, ERR_OVER_QUOTA, NULL);
}

static int add_user(const struct write *w, struct json *body, struct refusal *why)
{
	struct record project;
	struct user made = {0};
	if (!card_project(w->s, w->account->account.local, &project))
		return rule_refuse(why, ERR_NOT_FOUND, NULL);
	struct json *tree = json_parse_own(project.body);
	const struct pupil_new fresh = {
		.project = json_get_text(tree, "title"), .alias = json_get_text(body, "alias"),
		.country = json_get_text(json_get(body, "teacher"), "country"), .now = w->now,
	};
	int result = pupil_user_add(w->s, &fresh, &made, &why->cause);
	if (result == 0) {
		json_set_string(body, "person", made.person);
		json_set_string(body, "userName", made.name);
	}
	user_release(&made);
	json_free(tree);
	record_free(&project);
	return result;
}

static int enter(const struct write *w, int64_t account, const struct json *body, struct refusal *why)
{
	if (pupil_let_in(w->s, json_get_text(body, "person"), is_in(body), &why->cause) < 0)
		return -1;
	return set_place(w, account, body, why);
}

/* Who makes a pupil, or takes one up again, answers for them. */
static void set_teacher(const struct write *w, struct json *body)
{
	struct json *card = rule_card(w, w->viewer->user.person);
	json_set(body, "teacher", rule_party(w->viewer->user.person, card));
	if (json_get(card, "school"))
		json_set(body, "school", json_copy(json_get(card, "school")));
	json_free(card);
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	if (rule_check_right(w, RIGHT_PUPILS, why) < 0 || project_check_open(w, true, why) < 0 || check_count(w, why) < 0)
		return -1;
	set_teacher(w, body);
	json_remove(body, "state");
	json_remove(body, "resetAt");
	json_set_string(body, "state", state_of(body));
	rule_set_now(w, body, "since");
	*r = (struct record){.account = w->account->account.local, .type = w->type};
	if (add_user(w, body, why) < 0 || enter(w, r->account, body, why) < 0)
		return -1;
	return rule_write(w, r, json_copy(body), true, why);
}

/* --- changing --- */

/* Whose pupil it is, and who may change what others made. */
static int check_whose(const struct write *w, const struct json *pupil, struct refusal *why)
{
	if (rule_check_right(w, RIGHT_PUPILS, why) < 0)
		return -1;
	return rule_is_me(w, json_get_text(json_get(pupil, "teacher"), "id")) ? 0 : rule_check_right(w, RIGHT_OTHERS, why);
}

static int follow(const struct write *w, const struct record *r, const struct json *before, struct json *body, struct refusal *why)
{
	const char *person = json_get_text(body, "person"), *alias = json_get_text(body, "alias");
	json_set_string(body, "state", state_of(body));
	if (!text_equal(json_get_text(before, "state"), json_get_text(body, "state")))
		rule_set_now(w, body, "since");
	if (text_equal(json_get_text(before, "state"), "ended") && is_in(body))
		set_teacher(w, body);
	if (!text_equal(json_get_text(before, "resetAt"), json_get_text(body, "resetAt"))) {
		rule_set_now(w, body, "resetAt");
		if (pupil_forget_password(w->s, person, &why->cause) < 0)
			return -1;
	}
	if (!text_equal(json_get_text(before, "alias"), alias) && pupil_rename(w->s, person, alias, &why->cause) < 0)
		return -1;
	return enter(w, r->account, body, why);
}

static int update(const struct write *w, const struct record *r, struct json *body, struct refusal *why)
{
	struct json *before = json_parse_own(r->body);
	int result = check_whose(w, before, why);
	/* Consent may be taken back, and a place ended, as long as there is anything of the project. */
	if (result == 0 && !text_equal(json_get_text(body, "state"), "ended"))
		result = project_check_open(w, true, why);
	if (result == 0)
		result = follow(w, r, before, body, why);
	json_free(before);
	return result;
}

/* --- taking one away --- */

/* Who was never in has written nothing; of anybody else there is what they wrote, and the name to it. */
static int destroy(const struct write *w, struct record *r, struct refusal *why)
{
	struct json *body = json_parse_own(r->body);
	const char *person = json_get_text(body, "person");
	struct record member = {0};
	bool was_in = find_member(w, r->account, person, &member);
	record_free(&member);
	int result = check_whose(w, body, why);
	if (result == 0 && was_in)
		result = rule_refuse_state(why, json_get_text(body, "alias"), json_get_text(body, "state"));
	if (result == 0)
		result = pupil_forget(w->s, person, &why->cause);
	json_free(body);
	return result == 0 ? record_destroy(w->s, r, &why->cause) : -1;
}

const struct rules rules_pupil = {.create = create, .update = update, .destroy = destroy};

/* --- for the rules of members --- */

bool pupil_is_place(const struct record *member)
{
	struct json *body = json_parse_own(member->body);
	enum role role = access_role_of(json_get_text(body, "role"));
	json_free(body);
	return role == ROLE_PUPIL || role == ROLE_PUPIL_ADMINISTRATOR;
}

int pupils_let_go(const struct write *w, int64_t account, const char *teacher, struct refusal *why)
{
	const struct record_filter theirs[] = {
		{.field = "teacher", .equals = teacher},
		{.field = "state", .equals = "ended", .negate = true},
	};
	struct record r;
	int result = 0;
	while (result == 0 && rule_find(w, account, TYPE_Pupil, theirs, ARRAY_SIZE(theirs), &r)) {
		struct json *body = json_parse_own(r.body);
		json_set_string(body, "state", "ended");
		rule_set_now(w, body, "since");
		result = enter(w, account, body, why);
		if (result == 0)
			result = rule_write(w, &r, json_copy(body), true, why);
		json_free(body);
		record_free(&r);
	}
	return result;
}
