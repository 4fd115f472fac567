/* Members of a project: invited from among one's contacts, members once they say yes; founders are founders for ever. */
#include <stdlib.h>

#include "event.h"
#include "pupil.h"

#include "../card.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* Roles that can be given; founders come with the project, pupils with their teachers. */
static const enum role given[] = {ROLE_TEACHER, ROLE_EXPERT, ROLE_OBSERVER};

static int check_role(const struct write *w, const char *role, struct refusal *why)
{
	for (size_t i = 0; i < ARRAY_SIZE(given); i++)
		if (text_equal(role, access_role_name(given[i])))
			return 0;
	return refuse_field(why, w->type, "role", ERR_FIELD_CODE, role);
}

static int check_contact(const struct write *w, const char *person, struct refusal *why)
{
	const struct record_filter filters[] = {
		{.field = "person", .equals = person},
		{.field = "state", .equals = "contact"},
	};
	struct record r;
	bool is_contact = rule_find(w, w->viewer->user.account, TYPE_Contact, filters, ARRAY_SIZE(filters), &r);
	record_free(&r);
	if (is_contact)
		return 0;
	struct json *card = rule_card(w, person);
	rule_refuse(why, ERR_NOT_CONTACTS, json_get_text(card, "name"));
	json_free(card);
	return -1;
}

/* --- inviting --- */

static void complete(const struct write *w, struct json *body, const char *person)
{
	struct json *card = rule_card(w, person), *me = rule_card(w, w->viewer->user.person);
	if (json_get(card, "school"))
		json_set(body, "school", json_copy(json_get(card, "school")));
	json_set_string(body, "state", "invited");
	json_set(body, "invitedBy", rule_party(w->viewer->user.person, me));
	rule_set_now(w, body, "since");
	json_free(card);
	json_free(me);
}

static int tell(const struct write *w, const char *person, const char *text, struct refusal *why)
{
	struct record project;
	if (!card_project(w->s, w->account->account.local, &project))
		return rule_refuse(why, ERR_NOT_FOUND, NULL);
	struct json *tree = json_parse_own(project.body), *party = json_new_object();
	json_set_string(party, "id", project.id);
	json_set_string(party, "name", json_get_text(tree, "title"));
	const struct notice n = {
		.kind = "projectInvitation", .about = TYPE_Project, .id = project.id, .title = json_get_text(tree, "title"),
	};
	int result = message_ask(w, "invitation", person, text, party, why);
	if (result == 0)
		result = rule_notify(w, person, &n, why);
	json_free(party);
	json_free(tree);
	record_free(&project);
	return result;
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	char *person = xstrdup(json_get_text(json_get(body, "person"), "id"));
	int result = -1;
	if (!json_get_text(body, "role"))
		json_set_string(body, "role", access_role_name(ROLE_TEACHER));
	if (w->account->role != ROLE_FOUNDER && w->account->role != ROLE_TEACHER)
		rule_refuse(why, ERR_FORBIDDEN, NULL);
	else if (project_check_open(w, true, why) == 0 && check_role(w, json_get_text(body, "role"), why) == 0)
		result = 0;
	/* Whoever is in, or invited, stays as they are. */
	if (result == 0 && !rule_find_by(w, w->account->account.local, TYPE_Member, "person", person, r)) {
		result = check_contact(w, person, why);
		if (result == 0) {
			*r = (struct record){.account = w->account->account.local, .type = w->type};
			complete(w, body, person);
			result = rule_write(w, r, json_copy(body), true, why);
		}
		if (result == 0)
			result = tell(w, person, json_get_text(body, "text"), why);
	}
	free(person);
	return result;
}

/* --- answering --- */

/* The second founder's yes sends the project on its way; a no gives it back to the first. */
static int move_project(const struct write *w, struct record *project, bool accept, struct refusal *why)
{
	struct json *body = json_parse_own(project->body);
	const char *next = json_size(json_get(body, "waitsForOffices")) ? "waitingForSupport" : "active";
	json_remove(body, "waitsFor");
	json_set_string(body, "state", accept ? next : "draft");
	rule_set_now(w, body, "stateSince");
	rule_set_now(w, body, "activeAt");
	return rule_write(w, project, body, true, why);
}

static int join(const struct write *w, struct record *member, const struct record *project, struct refusal *why)
{
	struct json *body = json_parse_own(member->body), *tree = json_parse_own(project->body);
	char *inviter = xstrdup(json_get_text(json_get(body, "invitedBy"), "id"));
	enum role role = access_role_of(json_get_text(body, "role"));
	const struct notice n = {
		.kind = "partnerAccepted", .about = TYPE_Project, .id = project->id, .title = json_get_text(tree, "title"),
	};
	json_set_string(body, "state", "member");
	rule_set_now(w, body, "since");
	int result = rule_write(w, member, body, true, why);
	if (result == 0)
		result = member_set(w->s, project->account, w->viewer->user.person, role, &why->cause);
	if (result == 0 && inviter)
		result = rule_notify(w, inviter, &n, why);
	json_free(tree);
	free(inviter);
	return result;
}

static int recount(const struct write *w, int64_t account, const char *person, struct refusal *why)
{
	return card_refresh(w->s, account, &why->cause) < 0 ? -1 : card_count_projects(w->s, person, &why->cause);
}

/* Whoever is asked to found a project may have seen it before they answer. */
static int turn_down(const struct write *w, struct record *member, struct refusal *why)
{
	if (member_remove(w->s, member->account, w->viewer->user.person, &why->cause) < 0)
		return -1;
	return record_destroy(w->s, member, &why->cause);
}

static int answer(const struct write *w, struct record *member, struct record *project, bool accept, struct refusal *why)
{
	struct json *body = json_parse_own(project->body);
	bool waits = text_equal(json_get_text(body, "state"), "waitingForPartner");
	bool runs = text_equal(json_get_text(body, "state"), "active");
	int result = 0;
	if (accept && !runs && !waits)
		result = rule_refuse_state(why, json_get_text(body, "title"), json_get_text(body, "state"));
	else if (waits)
		result = move_project(w, project, accept, why);
	json_free(body);
	if (result == 0)
		result = accept ? join(w, member, project, why) : turn_down(w, member, why);
	return result == 0 ? recount(w, project->account, w->viewer->user.person, why) : -1;
}

int member_answer(const struct write *w, const struct json *message, bool accept, struct refusal *why)
{
	const char *id = json_get_text(json_get(message, "project"), "id");
	struct record project = {0}, member = {0};
	int result = -1;
	bool there = id && project_find(w->s, id, &project);
	const struct record_filter filters[] = {
		{.field = "person", .equals = w->viewer->user.person},
		{.field = "state", .equals = "invited"},
	};
	if (there && rule_find(w, project.account, TYPE_Member, filters, ARRAY_SIZE(filters), &member))
		result = answer(w, &member, &project, accept, why);
	else
		rule_refuse(why, ERR_NOT_FOUND, NULL);
	record_free(&member);
	record_free(&project);
	return result;
}

/* --- changing and leaving --- */

static int update(const struct write *w, const struct record *before, struct json *body, struct refusal *why)
{
	if (pupil_is_place(before))
		return rule_refuse(why, ERR_FORBIDDEN, NULL);
	struct json *tree = json_parse_own(before->body);
	char *was = xstrdup(json_get_text(tree, "role"));
	const char *is = json_get_text(body, "role"), *person = json_get_text(json_get(body, "person"), "id");
	bool in = text_equal(json_get_text(tree, "state"), "member");
	json_free(tree);
	int result = 0;
	if (!text_equal(was, is)) {
		if (w->account->role != ROLE_FOUNDER || text_equal(was, access_role_name(ROLE_FOUNDER)))
			result = rule_refuse(why, ERR_FORBIDDEN, NULL);
		else
			result = check_role(w, is, why);
		if (result == 0 && in)
			result = member_set(w->s, before->account, person, access_role_of(is), &why->cause);
	}
	free(was);
	return result;
}

/* Somebody's place in the project, as far as leaving goes. */
struct place { const char *person, *inviter; bool founder, in; };

static int count_founders(const struct write *w)
{
	const struct record_filter filters[] = {
		{.field = "role", .equals = access_role_name(ROLE_FOUNDER)},
		{.field = "state", .equals = "member"},
	};
	int64_t total = 0;
	struct record_query q = {
		.account = w->account->account.local, .type = w->type, .filters = filters, .filter_count = ARRAY_SIZE(filters), .total = true,
	};
	return record_list(w->s, &q, NULL, NULL, &total, NULL) < 0 ? 0 : (int)total;
}

/* Everybody may go, but the last founder; founders may send others away, and who has invited somebody may take that back. */
static bool may_end(const struct write *w, const struct place *p)
{
	if (rule_is_me(w, p->person))
		return !p->founder || count_founders(w) > 1;
	if (p->founder && p->in)
		return false;
	return w->account->role == ROLE_FOUNDER || (!p->in && rule_is_me(w, p->inviter));
}

static int end(const struct write *w, struct record *r, const struct place *p, struct refusal *why)
{
	const struct question q = {
		.kind = "invitation", .from = p->inviter, .to = p->person, .project = w->account->account.id,
	};
	if (record_destroy(w->s, r, &why->cause) < 0)
		return -1;
	if (!p->in)
		return message_settle(w, &q, "withdrawn", why);
	if (pupils_let_go(w, r->account, p->person, why) < 0 || attendance_drop_all(w, p->person, w->account->account.local, why) < 0 ||
	    member_remove(w->s, w->account->account.local, p->person, &why->cause) < 0)
		return -1;
	return recount(w, w->account->account.local, p->person, why);
}

static int destroy(const struct write *w, struct record *r, struct refusal *why)
{
	if (pupil_is_place(r))
		return rule_refuse(why, ERR_FORBIDDEN, NULL);
	struct json *body = json_parse_own(r->body);
	const struct place p = {
		.person = json_get_text(json_get(body, "person"), "id"),
		.inviter = json_get_text(json_get(body, "invitedBy"), "id"),
		.founder = text_equal(json_get_text(body, "role"), access_role_name(ROLE_FOUNDER)),
		.in = text_equal(json_get_text(body, "state"), "member"),
	};
	int result = may_end(w, &p) ? end(w, r, &p, why) : rule_refuse(why, ERR_FORBIDDEN, NULL);
	json_free(body);
	return result;
}

const struct rules rules_member = {.create = create, .update = update, .destroy = destroy};
