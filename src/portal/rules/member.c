/* Members of a project: invited from among one's contacts, members once they say yes; founders are founders for ever. */
#include <stdlib.h>

#include "event.h"
#include "founding.h"
#include "invite.h"
#include "pupil.h"

#include "../card.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* Roles that can be given, and the right that it takes; founders come with the project, pupils with their teachers. */
static const struct { enum role role; enum right right; } given[] = {
	{ROLE_TEACHER, RIGHT_MEMBERS}, {ROLE_EXPERT, RIGHT_MEMBERS}, {ROLE_OBSERVER, RIGHT_MEMBERS}, {ROLE_ADMINISTRATOR, RIGHT_PROJECT},
};

/* The right that giving a role takes, or taking it; false for a role that nobody gives. */
static bool right_of(const char *role, enum right *right)
{
	for (size_t i = 0; i < ARRAY_SIZE(given); i++) {
		if (!text_equal(role, access_role_name(given[i].role)))
			continue;
		*right = given[i].right;
		return true;
	}
	return false;
}

static int check_role(const struct write *w, const char *role, struct refusal *why)
{
	enum right right;
	if (!right_of(role, &right))
		return refuse_field(why, w->type, "role", ERR_FIELD_CODE, role);
	return rule_check_right(w, right, why);
}

/* Whoever may invite asks people in as these; only founders, as administrators. */
static int check_invited_role(const struct write *w, const char *role, struct refusal *why)
{
	enum right right;
	if (right_of(role, &right) && right == RIGHT_MEMBERS)
		return 0;
	return check_role(w, role, why);
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
	struct json *party = project_party(w, w->account->account.local);
	if (!party)
		return rule_refuse(why, ERR_NOT_FOUND, NULL);
	const struct notice n = {
		.kind = "projectInvitation", .about = TYPE_Project, .id = json_get_text(party, "id"), .title = json_get_text(party, "name"),
	};
	int result = message_ask(w, "invitation", person, text, party, why);
	if (result == 0)
		result = rule_notify(w, person, &n, why);
	json_free(party);
	return result;
}

/* Whoever is in, or invited, stays as they are. */
static int invite_person(const struct write *w, struct json *body, const char *person, struct record *r, struct refusal *why)
{
	if (!person)
		return refuse_field(why, w->type, "person", ERR_FIELD_REQUIRED, NULL);
	if (rule_find_by(w, w->account->account.local, TYPE_Member, "person", person, r))
		return 0;
	*r = (struct record){.account = w->account->account.local, .type = w->type};
	if (rule_check_contact(w, person, why) < 0)
		return -1;
	complete(w, body, person);
	if (rule_write(w, r, json_copy(body), true, why) < 0)
		return -1;
	return tell(w, person, json_get_text(body, "text"), why);
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	char *person = xstrdup(json_get_text(json_get(body, "person"), "id"));
	int result = -1;
	if (!json_get_text(body, "role"))
		json_set_string(body, "role", access_role_name(ROLE_TEACHER));
	if (rule_check_right(w, RIGHT_INVITE, why) == 0 && project_check_open(w, true, why) == 0 &&
	    check_invited_role(w, json_get_text(body, "role"), why) == 0)
		result = 0;
	if (result == 0)
		result = json_get(body, "email") ? invite_create(w, body, r, why) : invite_person(w, body, person, r, why);
	free(person);
	return result;
}

/* --- answering --- */

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
		result = founding_answered(w, project, accept, why);
	json_free(body);
	if (result == 0)
		result = accept ? join(w, member, project, why) : turn_down(w, member, why);
	return result == 0 ? recount(w, project->account, w->viewer->user.person, why) : -1;
}

/* By a place that waits already, or by a fresh one. */
static int come_in(const struct write *w, const struct record *asked, const struct record *project, struct refusal *why)
{
	const struct record_filter mine = {.field = "person", .equals = w->viewer->user.person};
	struct record member = {0};
	if (!rule_find(w, project->account, TYPE_Member, &mine, 1, &member)) {
		struct json *place = invite_place(w, asked);
		member = (struct record){.account = project->account, .type = asked->type, .body = json_print(place)};
		json_free(place);
	}
	int result = join(w, &member, project, why);
	record_free(&member);
	return result == 0 ? recount(w, project->account, w->viewer->user.person, why) : -1;
}

/* To an invitation by address: who is in already has nothing left to say. */
static int answer_by_address(const struct write *w, const struct invited *i, const struct record *asked, const struct record *project,
                             struct refusal *why)
{
	struct json *body = json_parse_own(project->body);
	bool is_in = member_role(w->s, project->account, w->viewer->user.person) != ROLE_COUNT;
	int result = 0;
	if (!text_equal(json_get_text(body, "state"), "active"))
		result = rule_refuse_state(why, json_get_text(body, "title"), json_get_text(body, "state"));
	json_free(body);
	if (result == 0 && !is_in)
		result = come_in(w, asked, project, why);
	if (result == 0)
		result = invite_end_alike(w, i, project->account, why);
	return result == 0 ? invite_end(w, i, w->viewer->user.person, why) : -1;
}

int member_answer(const struct write *w, const struct json *message, bool accept, struct refusal *why)
{
	const char *id = json_get_text(json_get(message, "project"), "id");
	struct record project = {0}, member = {0};
	int result = -1;
	struct invited by = {0};
	bool there = id && project_find(w->s, id, &project);
	const struct record_filter filters[] = {
		{.field = "person", .equals = w->viewer->user.person},
		{.field = "state", .equals = "invited"},
	};
	/* A no to an invitation by address is nobody's to learn: it waits on, as where nobody has the address. */
	if (there && invite_find(w, message, &by, &member))
		result = accept ? answer_by_address(w, &by, &member, &project, why) : 0;
	else if (there && rule_find(w, project.account, TYPE_Member, filters, ARRAY_SIZE(filters), &member))
		result = answer(w, &member, &project, accept, why);
	else
		rule_refuse(why, ERR_NOT_FOUND, NULL);
	invited_release(&by);
	record_free(&member);
	record_free(&project);
	return result;
}

/* --- handing over --- */

static int write_role(const struct write *w, struct record *member, enum role role, struct refusal *why)
{
	struct json *body = json_parse_own(member->body);
	const char *person = json_get_text(json_get(body, "person"), "id");
	int result = member_set(w->s, member->account, person, role, &why->cause);
	json_set_string(body, "role", access_role_name(role));
	if (result == 0)
		return rule_write(w, member, body, true, why);
	json_free(body);
	return -1;
}

/* In the list of founders one person stands where another stood. */
static int replace_founder(const struct write *w, const struct json *successor, struct refusal *why)
{
	struct record project;
	if (!card_project(w->s, w->account->account.local, &project))
		return rule_refuse(why, ERR_NOT_FOUND, NULL);
	struct json *body = json_parse_own(project.body), *founders = json_new_array();
	for (const struct json *i = json_first(json_get(body, "founders")); i; i = json_next(i))
		json_push(founders, json_copy(rule_is_me(w, json_get_text(i, "id")) ? successor : i));
	json_set(body, "founders", founders);
	const struct notice n = {
		.kind = "projectJoined", .about = TYPE_Project, .id = project.id, .title = json_get_text(body, "title"),
	};
	int result = rule_notify(w, json_get_text(successor, "id"), &n, why);
	if (result == 0)
		result = rule_write(w, &project, body, true, why);
	else
		json_free(body);
	record_free(&project);
	return result == 0 ? card_refresh(w->s, w->account->account.local, &why->cause) : -1;
}

/* A founder's place is the founder's own to give: to a teacher of the project, whose place the founder takes. */
static int hand_over(const struct write *w, const struct json *was, struct refusal *why)
{
	const struct json *successor = json_get(was, "person");
	enum role role = access_role_of(json_get_text(was, "role"));
	struct record own;
	int result = 0;
	if (w->account->role != ROLE_FOUNDER)
		return rule_check_right(w, RIGHT_PROJECT, why);
	if ((role != ROLE_TEACHER && role != ROLE_ADMINISTRATOR) || !text_equal(json_get_text(was, "state"), "member"))
		return refuse_field(why, w->type, "role", ERR_FIELD_CODE, access_role_name(ROLE_FOUNDER));
	if (rule_find_by(w, w->account->account.local, TYPE_Member, "person", w->viewer->user.person, &own))
		result = write_role(w, &own, ROLE_ADMINISTRATOR, why);
	record_free(&own);
	if (result == 0)
		result = member_set(w->s, w->account->account.local, json_get_text(successor, "id"), ROLE_FOUNDER, &why->cause);
	return result == 0 ? replace_founder(w, successor, why) : -1;
}

/* --- changing and leaving --- */

static int refuse_founder(const struct json *member, struct refusal *why)
{
	return rule_refuse(why, ERR_FOUNDER, json_get_text(json_get(member, "person"), "name"));
}

/* What somebody was takes the same right as what they become. */
static int change_role(const struct write *w, const struct record *before, const struct json *was, const char *is, struct refusal *why)
{
	const char *role = json_get_text(was, "role"), *person = json_get_text(json_get(was, "person"), "id");
	if (text_equal(role, access_role_name(ROLE_FOUNDER)))
		return refuse_founder(was, why);
	if (text_equal(is, access_role_name(ROLE_FOUNDER)))
		return hand_over(w, was, why);
	if (check_role(w, role, why) < 0 || check_role(w, is, why) < 0)
		return -1;
	if (!text_equal(json_get_text(was, "state"), "member"))
		return 0;
	return member_set(w->s, before->account, person, access_role_of(is), &why->cause);
}

static int update(const struct write *w, const struct record *before, struct json *body, struct refusal *why)
{
	if (pupil_is_place(before))
		return rule_refuse(why, ERR_FORBIDDEN, NULL);
	struct json *was = json_parse_own(before->body);
	const char *is = json_get_text(body, "role");
	int result = 0;
	if (!text_equal(json_get_text(was, "role"), is))
		result = project_check_open(w, false, why) < 0 ? -1 : change_role(w, before, was, is, why);
	json_free(was);
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

/* While the project waits, its founders stay: the project itself is taken back. Nor does the last one leave what is not over. */
static int check_founder_end(const struct write *w, const struct place *p, const struct json *project, struct refusal *why)
{
	const char *state = json_get_text(project, "state");
	bool is_over = text_equal(state, "closed") || text_equal(state, "archived");
	if (founding_waits(project))
		return rule_refuse_state(why, json_get_text(project, "title"), state);
	if (rule_is_me(w, p->person) && p->in && !is_over && count_founders(w) < 2)
		return rule_refuse(why, ERR_LAST_FOUNDER, NULL);
	return 0;
}

static int check_founder(const struct write *w, const struct place *p, struct refusal *why)
{
	struct record project;
	if (!card_project(w->s, w->account->account.local, &project))
		return rule_refuse(why, ERR_NOT_FOUND, NULL);
	struct json *body = json_parse_own(project.body);
	int result = check_founder_end(w, p, body, why);
	json_free(body);
	record_free(&project);
	return result;
}

/*
 * Everybody may go, but the last founder of what is not over; who has invited somebody may take that back; those with the right send
 * others away, but no founder.
 */
static int check_end(const struct write *w, const struct place *p, const struct json *member, struct refusal *why)
{
	if (p->founder && check_founder(w, p, why) < 0)
		return -1;
	if (rule_is_me(w, p->person))
		return 0;
	if (p->founder)
		return refuse_founder(member, why);
	return !p->in && rule_is_me(w, p->inviter) ? 0 : check_role(w, json_get_text(member, "role"), why);
}

/* A closed project that nobody is left to reopen stays as it is. */
static int archive_alone(const struct write *w, struct refusal *why)
{
	struct record project;
	int result = 0;
	if (!card_project(w->s, w->account->account.local, &project))
		return rule_refuse(why, ERR_NOT_FOUND, NULL);
	struct json *body = json_parse_own(project.body);
	bool is_closed = text_equal(json_get_text(body, "state"), "closed");
	if (is_closed) {
		json_set_string(body, "state", "archived");
		rule_set_now(w, body, "stateSince");
		result = rule_write(w, &project, body, true, why);
	} else {
		json_free(body);
	}
	record_free(&project);
	return result;
}

static int end(const struct write *w, struct record *r, const struct place *p, struct refusal *why)
{
	const struct question q = {
		.kind = "invitation", .from = p->inviter, .to = p->person, .project = w->account->account.id,
	};
	struct invited by;
	if (!p->person && invited_by_record(w->s, r->local, &by)) {
		int result = invite_end(w, &by, NULL, why);
		invited_release(&by);
		return result;
	}
	if (record_destroy(w->s, r, &why->cause) < 0)
		return -1;
	if (!p->in)
		return message_settle(w, &q, "withdrawn", why);
	if (invited_take_back(w->s, p->person, r->account, &why->cause) < 0 || pupils_let_go(w, r->account, p->person, why) < 0 ||
	    attendance_drop_all(w, p->person, w->account->account.local, why) < 0 ||
	    member_remove(w->s, w->account->account.local, p->person, &why->cause) < 0)
		return -1;
	if (p->founder && count_founders(w) == 0 && archive_alone(w, why) < 0)
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
	int result = check_end(w, &p, body, why) < 0 ? -1 : end(w, r, &p, why);
	json_free(body);
	return result;
}

const struct rules rules_member = {.create = create, .update = update, .destroy = destroy};
