/*
 * Founding a project: a teacher's draft, the yes of a partner from another school, the approval of both countries' desks. Whoever says no
 * gives it back to the first founder, who changes it and sends it again.
 */
#include "founding.h"

#include <stdlib.h>

#include "../card.h"
#include "../policy.h"
#include "../portal.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum {
	BEGUN_MOST = 20,  /* projects of one founder that do not run yet */
};

/* What has to be filled in before anybody is asked. */
static const char *const needed[] = {
	"partner", "summary", "languages", "pupilsFrom", "pupilsTo", "pupils", "subjects", "aims",
};

static const struct record_type *const project_type = &record_types[TYPE_Project];

/* --- people --- */

static bool is_plus(const struct json *card)
{
	const struct vocabulary_row *row = vocabulary_find(&vocabulary_countries, json_get_text(card, "country"));
	return row && row->flags & COUNTRY_PLUS;
}

/* A founder in a Plus country needs one in another country, whose profile says that Plus countries are welcome. */
static int check_plus(const struct json *mine, const struct json *theirs, struct refusal *why)
{
	const struct json *other = is_plus(mine) ? theirs : mine;
	if (!is_plus(mine) && !is_plus(theirs))
		return 0;
	if (is_plus(mine) && is_plus(theirs))
		return rule_refuse(why, ERR_PLUS_ONLY, NULL);
	return json_get_bool(other, "plus", false) ? 0 : rule_refuse(why, ERR_PLUS_OFF, json_get_text(other, "name"));
}

static int check_schools(const struct json *mine, const struct json *theirs, struct refusal *why)
{
	const struct json *school = json_get(mine, "school"), *other = json_get(theirs, "school");
	if (!school || !other)
		return rule_refuse(why, ERR_NO_SCHOOL, json_get_text(school ? theirs : mine, "name"));
	if (text_equal(json_get_text(school, "id"), json_get_text(other, "id")))
		return rule_refuse(why, ERR_SAME_SCHOOL, json_get_text(school, "name"));
	return 0;
}

static int check_partner(const struct write *w, const char *partner, struct refusal *why)
{
	if (rule_is_me(w, partner))
		return refuse_field(why, project_type, "partner", ERR_FIELD_REFERENCE, partner);
	struct json *mine = rule_card(w, w->viewer->user.person), *theirs = rule_card(w, partner);
	int result = rule_check_contact(w, partner, why);
	if (result == 0 && !json_get_bool(theirs, "available", false))
		result = rule_refuse(why, ERR_NOT_AVAILABLE, json_get_text(theirs, "name"));
	if (result == 0)
		result = check_schools(mine, theirs, why);
	if (result == 0)
		result = check_plus(mine, theirs, why);
	json_free(mine);
	json_free(theirs);
	return result;
}

static int check_needed(const struct json *body, struct refusal *why)
{
	for (size_t i = 0; i < ARRAY_SIZE(needed); i++)
		if (field_is_default(field_find(project_type, needed[i]), json_get(body, needed[i])))
			refuse_field(why, project_type, needed[i], ERR_FIELD_REQUIRED, NULL);
	return why->fields.count ? -1 : 0;
}

/* --- states --- */

void founding_set_state(const struct write *w, struct json *body, const char *state)
{
	json_set_string(body, "state", state);
	rule_set_now(w, body, "stateSince");
	rule_set_now(w, body, "activeAt");
	json_remove(body, "remindedAt");
}

static bool is_in(const struct json *body, const char *state)
{
	return text_equal(json_get_text(body, "state"), state);
}

bool founding_waits(const struct json *project)
{
	return is_in(project, "waitingForPartner") || is_in(project, "waitingForSupport");
}

/* It waits for nobody, and has one founder, the first. */
static void give_back(const struct write *w, struct json *body)
{
	struct json *founders = json_new_array();
	json_push(founders, json_copy(json_first(json_get(body, "founders"))));
	json_set(body, "founders", founders);
	json_remove(body, "waitsFor");
	json_remove(body, "waitsForOffices");
	founding_set_state(w, body, "draft");
}

static void forget_no(struct json *body)
{
	json_remove(body, "returnedBy");
	json_remove(body, "reason");
	json_remove(body, "word");
}

static struct json *party_of(const struct write *w, const char *person)
{
	struct json *card = rule_card(w, person), *party = rule_party(person, card);
	json_free(card);
	return party;
}

static int tell(const struct write *w, const char *kind, const char *person, const char *project, const struct json *body,
                struct refusal *why)
{
	const struct notice n = {.kind = kind, .about = TYPE_Project, .id = project, .title = json_get_text(body, "title")};
	return rule_notify(w, person, &n, why);
}

/* Everybody who founds it, but who does this. */
static int tell_founders(const struct write *w, const char *kind, const char *project, const struct json *body, struct refusal *why)
{
	int result = 0;
	for (const struct json *i = json_first(json_get(body, "founders")); i && result == 0; i = json_next(i))
		result = tell(w, kind, json_get_text(i, "id"), project, body, why);
	return result;
}

/* --- places in it --- */

static int add_place(const struct write *w, int64_t account, const char *person, bool invited, struct refusal *why)
{
	struct json *body = json_new_object(), *card = rule_card(w, person);
	struct record member = {.account = account, .type = &record_types[TYPE_Member]};
	json_set(body, "person", rule_party(person, card));
	if (json_get(card, "school"))
		json_set(body, "school", json_copy(json_get(card, "school")));
	json_set_string(body, "role", access_role_name(ROLE_FOUNDER));
	json_set_string(body, "state", invited ? "invited" : "member");
	if (invited)
		json_set(body, "invitedBy", party_of(w, w->viewer->user.person));
	rule_set_now(w, body, "since");
	int result = rule_write(w, &member, body, true, why);
	/* Whoever is asked reads the plan, and proposes changes, before they answer. */
	if (result == 0)
		result = member_set(w->s, account, person, invited ? ROLE_OBSERVER : ROLE_FOUNDER, &why->cause);
	record_free(&member);
	json_free(card);
	return result;
}

static int drop_place(const struct write *w, int64_t account, const char *person, struct refusal *why)
{
	struct record member;
	int result = 0;
	if (rule_find_by(w, account, TYPE_Member, "person", person, &member))
		result = record_destroy(w->s, &member, &why->cause);
	record_free(&member);
	return result == 0 ? member_remove(w->s, account, person, &why->cause) : -1;
}

/* --- asking the partner --- */

static int ask(const struct write *w, const struct record *project, const struct json *body, struct refusal *why)
{
	const char *partner = json_get_text(json_get(body, "partner"), "id");
	struct json *party = json_new_object();
	json_set_string(party, "id", project->id);
	json_set_string(party, "name", json_get_text(body, "title"));
	int result = message_ask(w, "invitation", partner, json_get_text(body, "summary"), party, why);
	if (result == 0)
		result = tell(w, "projectInvitation", partner, project->id, body, why);
	json_free(party);
	return result;
}

static void note_national(struct json *body)
{
	const char *mine = json_get_text(json_first(json_get(body, "founders")), "country");
	if (text_equal(mine, json_get_text(json_get(body, "partner"), "country")))
		json_set_bool(body, "national", true);
	else
		json_remove(body, "national");
}

/* Sets body to what it is while the partner is waited for, or refuses. */
static int make_ready(const struct write *w, struct json *body, struct refusal *why)
{
	if (check_needed(body, why) < 0 || check_partner(w, json_get_text(json_get(body, "partner"), "id"), why) < 0)
		return -1;
	json_push(json_set(body, "waitsFor", json_new_array()), json_copy(json_get(body, "partner")));
	forget_no(body);
	note_national(body);
	founding_set_state(w, body, "waitingForPartner");
	return 0;
}

static int ask_in(const struct write *w, const struct record *project, const struct json *body, struct refusal *why)
{
	const char *partner = json_get_text(json_get(body, "partner"), "id");
	return add_place(w, project->account, partner, true, why) < 0 ? -1 : ask(w, project, body, why);
}

int founding_send(const struct write *w, const struct record *project, struct json *body, struct refusal *why)
{
	return make_ready(w, body, why) < 0 ? -1 : ask_in(w, project, body, why);
}

/* --- founding --- */

static bool has_begun_many(const struct write *w)
{
	int begun = 0;
	for (size_t i = 0; i < w->viewer->account_count; i++) {
		const struct membership *m = &w->viewer->accounts[i];
		struct record project;
		if (m->account.kind != ACCOUNT_PROJECT || m->role != ROLE_FOUNDER || !card_project(w->s, m->account.local, &project))
			continue;
		struct json *body = json_parse_own(project.body);
		begun += is_in(body, "draft") || founding_waits(body);
		json_free(body);
		record_free(&project);
	}
	return begun >= BEGUN_MOST;
}

/* What follows from who founds it. */
static void complete(const struct write *w, struct json *body)
{
	struct json *card = rule_card(w, w->viewer->user.person);
	const char *country = json_get_text(card, "country");
	json_push(json_set(body, "founders", json_new_array()), rule_party(w->viewer->user.person, card));
	if (json_get(card, "school"))
		json_set(body, "school", json_copy(json_get(card, "school")));
	if (country)
		json_set_bool(json_set(body, "countries", json_new_object()), country, true);
	json_set_integer(body, "members", 1);
	/* Said, so that a founder who looks for it finds how it is. */
	if (!json_get_text(body, "pupilMail"))
		json_set_string(body, "pupilMail", "approve");
	if (is_in(body, "draft"))
		founding_set_state(w, body, "draft");
	json_free(card);
}

/* A project and its account have one id. */
static int make_account(const struct write *w, const struct json *body, struct record *r, struct refusal *why)
{
	struct account a;
	int64_t local = account_add(w->s, NULL, ACCOUNT_PROJECT, json_get_text(body, "title"), &why->cause);
	if (local < 0 || !account_by_local(w->s, local, &a))
		return -1;
	*r = (struct record){.account = local, .type = project_type, .id = xstrdup(a.id)};
	account_release(&a);
	return 0;
}

int founding_create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	const char *state = json_get_text(body, "state");
	bool sends = !text_equal(state, "draft");
	if (rule_check_validated(w, why) < 0)
		return -1;
	/* Pupils and officers without a school are nobody's founders. */
	if (w->account->account.kind != ACCOUNT_PERSONAL || !viewer_owns(w->account) || w->viewer->role != ROLE_TEACHER)
		return rule_refuse(why, ERR_FORBIDDEN, NULL);
	if (state && sends && !text_equal(state, "waitingForPartner"))
		return rule_refuse_state(why, json_get_text(body, "title"), state);
	if (has_begun_many(w))
		return rule_refuse(why, ERR_OVER_QUOTA, NULL);
	complete(w, body);
	if ((sends && make_ready(w, body, why) < 0) || make_account(w, body, r, why) < 0)
		return -1;
	if (rule_write(w, r, json_copy(body), true, why) < 0 || add_place(w, r->account, w->viewer->user.person, false, why) < 0)
		return -1;
	return sends ? ask_in(w, r, body, why) : 0;
}

/* --- the partner's answer --- */

/* The countries whose desk has still to look at it. */
static void wait_for_offices(const struct write *w, struct json *body)
{
	struct json *offices = json_new_object();
	bool waits = policy_get(w->s, POLICY_APPROVAL) == WAY_DESK;
	for (const struct json *i = json_first(json_get(body, "founders")); i; i = json_next(i))
		if (waits && json_get_text(i, "country"))
			json_set_bool(offices, json_get_text(i, "country"), true);
	if (json_size(offices))
		json_set(body, "waitsForOffices", offices);
	else
		json_free(offices);
}

static int begin(const struct write *w, const struct record *project, struct json *body, struct refusal *why)
{
	founding_set_state(w, body, "active");
	return tell_founders(w, "projectApproved", project->id, body, why);
}

int founding_answered(const struct write *w, struct record *project, bool accept, struct refusal *why)
{
	struct json *body = json_parse_own(project->body);
	int result = 0;
	json_remove(body, "waitsFor");
	if (accept) {
		json_push(json_get_mutable(body, "founders"), party_of(w, w->viewer->user.person));
		wait_for_offices(w, body);
		founding_set_state(w, body, "waitingForSupport");
		if (json_get(body, "waitsForOffices"))
			result = founding_open_cases(w, project->id, body, why);
		else
			result = begin(w, project, body, why);
	} else {
		give_back(w, body);
		json_set(body, "returnedBy", party_of(w, w->viewer->user.person));
		if (json_get_text(w->patch, "answerText"))
			json_set_string(body, "word", json_get_text(w->patch, "answerText"));
		result = tell_founders(w, "projectReturned", project->id, body, why);
	}
	if (result == 0)
		return rule_write(w, project, body, true, why);
	json_free(body);
	return -1;
}

/* --- taking back --- */

static int leave_second(const struct write *w, const struct record *project, const struct json *body, struct refusal *why)
{
	const char *first = json_get_text(json_first(json_get(body, "founders")), "id");
	const char *partner = json_get_text(json_get(body, "partner"), "id");
	const struct question q = {.kind = "invitation", .from = first, .to = partner, .project = project->id};
	if (!partner || message_settle(w, &q, "withdrawn", why) < 0)
		return partner ? -1 : 0;
	return drop_place(w, project->account, partner, why);
}

int founding_return(const struct write *w, const struct record *project, struct json *body, struct refusal *why)
{
	if (founding_close_cases(w, project->id, body, why) < 0 || leave_second(w, project, body, why) < 0)
		return -1;
	give_back(w, body);
	return 0;
}

int founding_take_back(const struct write *w, const struct record *project, struct json *body, struct refusal *why)
{
	if (tell_founders(w, "projectReturned", project->id, body, why) < 0)
		return -1;
	forget_no(body);
	return founding_return(w, project, body, why);
}

/* --- asked by a desk --- */

int founding_ask_again(const struct write *w, const struct record *project, struct json *body, struct refusal *why)
{
	if (!is_in(body, "waitingForSupport"))
		return 0;
	if (check_needed(body, why) < 0)
		return -1;
	json_remove(body, "waitsFor");
	forget_no(body);
	return founding_open_cases(w, project->id, body, why);
}

/* --- reminding --- */

int founding_remind(const struct write *w, const struct record *project, const struct json *before, struct json *body, struct refusal *why)
{
	int64_t last = 0;
	if (!founding_waits(before))
		return rule_refuse_state(why, json_get_text(before, "title"), json_get_text(before, "state"));
	rule_get_time(before, "stateSince", &last);
	rule_get_time(before, "remindedAt", &last);
	if (rule_check_reminder(w, last, why) < 0)
		return -1;
	rule_set_now(w, body, "remindedAt");
	int result = 0;
	for (const struct json *i = json_first(json_get(body, "waitsFor")); i && result == 0; i = json_next(i))
		result = tell(w, "projectReminder", json_get_text(i, "id"), project->id, body, why);
	return result == 0 ? founding_remind_desks(w, project->id, body, why) : -1;
}
