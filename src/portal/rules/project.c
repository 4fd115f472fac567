/*
 * Projects: their founders change them, by the states that they go through; what the rest of the world reads of them follows
 * (card.h). A change that a member proposes is one that a founder makes by saying yes.
 */
#include "founding.h"

#include "../card.h"
#include "../erase.h"
#include "twinline/base/str.h"

/* What founders may make of a project by themselves, and what that does beside. */
static const struct {
	const char *from, *to;
	int (*does)(const struct write *w, const struct record *project, struct json *body, struct refusal *why);
} moves[] = {
	{"draft", "waitingForPartner", founding_send},
	{"waitingForPartner", "draft", founding_take_back},
	{"waitingForSupport", "draft", founding_take_back},
	{"active", "closed", NULL},
	{"closed", "active", NULL},
	{"closed", "archived", NULL},
};

bool project_find(struct store *s, const char *id, struct record *r)
{
	struct account a;
	*r = (struct record){0};
	if (!account_by_id(s, id, &a))
		return false;
	bool found = a.kind == ACCOUNT_PROJECT && card_project(s, a.local, r);
	account_release(&a);
	return found;
}

struct json *project_party(const struct write *w, int64_t account)
{
	struct record project;
	if (!card_project(w->s, account, &project))
		return NULL;
	struct json *tree = json_parse_own(project.body), *party = json_new_object();
	json_set_string(party, "id", project.id);
	json_set_string(party, "name", json_get_text(tree, "title"));
	json_free(tree);
	record_free(&project);
	return party;
}

int project_check_open(const struct write *w, bool strict, struct refusal *why)
{
	struct record project;
	if (!card_project(w->s, w->account->account.local, &project))
		return rule_refuse(why, ERR_NOT_FOUND, NULL);
	struct json *body = json_parse_own(project.body);
	const char *state = json_get_text(body, "state");
	bool open = strict ? text_equal(state, "active") : !text_equal(state, "archived");
	int result = open ? 0 : rule_refuse_state(why, json_get_text(body, "title"), state);
	json_free(body);
	record_free(&project);
	return result;
}

/* --- changing --- */

static int move(const struct write *w, const struct record *r, const struct json *before, struct json *body, struct refusal *why)
{
	const char *was = json_get_text(before, "state"), *is = json_get_text(body, "state");
	for (size_t i = 0; i < ARRAY_SIZE(moves); i++) {
		if (!text_equal(was, moves[i].from) || !text_equal(is, moves[i].to))
			continue;
		rule_set_now(w, body, "stateSince");
		return moves[i].does ? moves[i].does(w, r, body, why) : 0;
	}
	return rule_refuse_state(why, json_get_text(before, "title"), was);
}

static bool differs(const struct json *before, const struct json *body, const char *field)
{
	return !json_equal(json_get(before, field), json_get(body, field));
}

static int check(const struct write *w, const struct record *r, const struct json *before, struct json *body, struct refusal *why)
{
	const char *was = json_get_text(before, "state");
	bool is_draft = text_equal(was, "draft");
	if (text_equal(was, "archived") || (!is_draft && differs(before, body, "partner")))
		return rule_refuse_state(why, json_get_text(before, "title"), was);
	rule_set_now(w, body, "activeAt");
	if (differs(before, body, "state"))
		return move(w, r, before, body, why);
	if (differs(before, body, "remindedAt"))
		return founding_remind(w, r, before, body, why);
	return founding_ask_again(w, r, body, why);
}

static int update(const struct write *w, const struct record *before, struct json *body, struct refusal *why)
{
	/* A card in the directory is the portal's copy. */
	if (w->account->account.kind != ACCOUNT_PROJECT)
		return rule_refuse(why, ERR_FORBIDDEN, NULL);
	if (rule_check_right(w, RIGHT_PROJECT, why) < 0)
		return -1;
	struct json *tree = json_parse_own(before->body);
	int result = json_equal(tree, body) ? 0 : check(w, before, tree, body, why);
	json_free(tree);
	return result;
}

/* A draft goes with its account: nobody else has a place in it. */
static int destroy(const struct write *w, struct record *r, struct refusal *why)
{
	struct json *body = json_parse_own(r->body);
	int result = 0;
	if (w->account->account.kind != ACCOUNT_PROJECT)
		result = rule_refuse(why, ERR_FORBIDDEN, NULL);
	else
		result = rule_check_right(w, RIGHT_PROJECT, why);
	if (result == 0 && !text_equal(json_get_text(body, "state"), "draft"))
		result = rule_refuse_state(why, json_get_text(body, "title"), json_get_text(body, "state"));
	json_free(body);
	return result == 0 ? erase_project(w->s, r->account, NULL, &why->cause) : -1;
}

static int updated(const struct write *w, const struct record *r, struct refusal *why)
{
	return card_refresh(w->s, r->account, &why->cause) < 0 ? -1 : card_count_members(w->s, r->account, &why->cause);
}

/* --- a proposal that is taken --- */

/* True if the fields still say what they did when the change was thought of. */
static bool is_as_it_was(const struct json *project, const struct json *was)
{
	for (const struct json *i = json_first(was); i; i = json_next(i)) {
		const struct json *now = json_get(project, json_key(i));
		if (now ? !json_equal(now, i) : !json_is_null(i))
			return false;
	}
	return true;
}

static int apply(const struct write *w, struct record *project, const struct json *message, struct refusal *why)
{
	struct json *before = json_parse_own(project->body), *body = json_copy(before);
	struct field_errors errors = {0};
	int result = -1;
	if (!is_as_it_was(before, json_get(message, "was")))
		rule_refuse(why, ERR_CONFLICT, NULL);
	else if (record_patch(project->type, body, json_get(message, "proposal"), &why->cause) == 0)
		result = 0;
	if (result == 0 && record_validate(project->type, body, before, VALIDATE_UPDATE, &errors) > 0)
		result = refuse_field(why, w->type, "proposal", errors.at[0].error.code, errors.at[0].error.arg[0]);
	if (result == 0)
		result = check(w, project, before, body, why);
	if (result == 0)
		result = rule_write(w, project, json_copy(body), true, why);
	if (result == 0)
		result = updated(w, project, why);
	field_errors_release(&errors);
	json_free(before);
	json_free(body);
	return result;
}

int project_answer(const struct write *w, const struct json *message, bool accept, struct refusal *why)
{
	const char *id = json_get_text(json_get(message, "project"), "id");
	struct record project;
	if (!id || !project_find(w->s, id, &project))
		return rule_refuse(why, ERR_NOT_FOUND, NULL);
	int result = 0;
	if (!access_may(member_role(w->s, project.account, w->viewer->user.person), RIGHT_PROJECT))
		result = rule_refuse(why, ERR_FORBIDDEN, NULL);
	else if (accept)
		result = apply(w, &project, message, why);
	record_free(&project);
	return result;
}

const struct rules rules_project = {.create = founding_create, .update = update, .updated = updated, .destroy = destroy};
