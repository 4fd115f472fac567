/* Applicants: reading, writing, waiting, the desk. */
#include "validation_steps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static const char *const codes[STEP_COUNT] = {
	[STEP_MAIL] = "mail",
	[STEP_HEAD] = "head",
	[STEP_DESK] = "desk",
	[STEP_YOU] = "you",
};

const char *step_code(enum validation_step step)
{
	return codes[step];
}

enum validation_step step_of(const char *code)
{
	for (int i = STEP_MAIL; i < STEP_COUNT; i++)
		if (text_equal(code, codes[i]))
			return (enum validation_step)i;
	return STEP_NONE;
}

/* --- what the portal keeps for itself --- */

bool course_read(struct store *s, const char *person, struct course *c)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT registered_at, mail_at, asked_at, answered_at, answer, head_name, head_email, alike"
	                                        " FROM validation WHERE person = ?1");
	*c = (struct course){0};
	db_bind_text(row, 1, person);
	if (db_step(row, NULL) != 1)
		return false;
	*c = (struct course){
		.registered_at = db_int(row, 0),
		.mail_at = db_int(row, 1),
		.asked_at = db_int(row, 2),
		.answered_at = db_int(row, 3),
		.answer = (enum head_answer)db_int(row, 4),
		.head_name = xstrdup(db_text(row, 5)),
		.head_email = xstrdup(db_text(row, 6)),
		.alike = xstrdup(db_text(row, 7)),
	};
	db_reset(row);
	return true;
}

void course_release(struct course *c)
{
	free(c->head_name);
	free(c->head_email);
	free(c->alike);
	*c = (struct course){0};
}

int course_write(struct store *s, const char *person, const struct course *c, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "INSERT INTO validation(person, registered_at, mail_at, asked_at, answered_at, answer,"
	                                        " head_name, head_email, alike) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
	                                        " ON CONFLICT(person) DO UPDATE SET mail_at = excluded.mail_at, asked_at = excluded.asked_at,"
	                                        " answered_at = excluded.answered_at, answer = excluded.answer");
	const int64_t times[] = {c->registered_at, c->mail_at, c->asked_at, c->answered_at, c->answer};
	db_bind_text(row, 1, person);
	for (int i = 0; i < (int)ARRAY_SIZE(times); i++)
		db_bind_int(row, i + 2, times[i]);
	db_bind_text(row, 7, c->head_name);
	db_bind_text(row, 8, c->head_email);
	db_bind_text(row, 9, c->alike);
	return db_run(row, e);
}

int course_forget(struct store *s, const char *person, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "DELETE FROM validation WHERE person = ?1");
	db_bind_text(row, 1, person);
	return db_run(row, e);
}

/* --- applicants --- */

static struct json *find_card(struct applicant *a)
{
	struct account directory;
	struct record card = {0};
	struct json *tree = NULL;
	if (!account_by_kind(a->s, ACCOUNT_DIRECTORY, &directory))
		return NULL;
	a->directory = directory.local;
	if (record_by_id(a->s, directory.local, &record_types[TYPE_Person], a->person, &card))
		tree = json_parse_own(card.body);
	record_free(&card);
	account_release(&directory);
	return tree;
}

bool applicant_find(struct portal *p, struct store *s, const char *person, struct applicant *a)
{
	struct user u = {0};
	struct record r = {0};
	*a = (struct applicant){.portal = p, .s = s, .now = clock_now()};
	snprintf(a->person, sizeof a->person, "%s", person);
	if (user_by_person(s, person, &u) && u.state != USER_CLOSED && user_profile_record(s, &u, &r)) {
		a->account = u.account;
		a->profile = json_parse_own(r.body);
		a->card = find_card(a);
	}
	record_free(&r);
	user_release(&u);
	if (a->card)
		return true;
	applicant_release(a);
	return false;
}

void applicant_release(struct applicant *a)
{
	json_free(a->profile);
	json_free(a->card);
	*a = (struct applicant){0};
}

int applicant_write(struct applicant *a, struct err *e)
{
	struct user u = {.account = a->account};
	struct record r = {0};
	if (!user_profile_record(a->s, &u, &r))
		return err_set(e, ERR_NOT_FOUND, NULL);
	free(r.body);
	r.body = json_print(a->profile);
	int result = record_write(a->s, &r, false, e);
	record_free(&r);
	return result;
}

void applicant_wait(struct applicant *a, enum validation_step step, const char *who)
{
	char since[CLOCK_TEXT_SIZE];
	user_end_step(a->profile);
	if (step == STEP_NONE)
		return;
	clock_format(a->now, since);
	json_set_string(a->profile, "step", step_code(step));
	json_set_string(a->profile, "stepSince", since);
	if (who && *who)
		json_set_string(a->profile, "stepWho", who);
}

/* --- the desk --- */

bool applicant_school(const struct applicant *a, struct record *r)
{
	const struct json *wanted = json_get(a->profile, "wantsSchool");
	const char *id = json_get_text(wanted ? wanted : json_get(a->card, "school"), "id");
	*r = (struct record){0};
	return id && record_by_id(a->s, a->directory, &record_types[TYPE_School], id, r);
}

static const char *case_kind(const struct applicant *a)
{
	struct record school;
	if (json_get(a->profile, "wantsSchool"))
		return "schoolChange";
	bool is_new = applicant_school(a, &school) && school.audience == AUDIENCE_AUTHOR;
	record_free(&school);
	return is_new ? "school" : "registration";
}

/* What the support organisation of a country is called; yours, NULL where there is none. */
static char *office_name(struct store *s, const char *country)
{
	struct account community;
	struct record_filter is = {.field = "country", .equals = country};
	struct record r = {0};
	char *name = NULL;
	if (!country || !account_by_kind(s, ACCOUNT_COMMUNITY, &community))
		return NULL;
	struct record_query q = {
		.account = community.local, .type = &record_types[TYPE_SupportOffice], .filters = &is, .filter_count = 1,
	};
	if (record_first(s, &q, &r)) {
		struct json *tree = json_parse_own(r.body);
		name = xstrdup(json_get_text(tree, "name"));
		json_free(tree);
	}
	record_free(&r);
	account_release(&community);
	return name;
}

struct case_key applicant_case(const struct applicant *a)
{
	const char *wanted = json_get_text(json_get(a->profile, "wantsSchool"), "country");
	return (struct case_key){
		.kind = case_kind(a), .country = wanted ? wanted : json_get_text(a->card, "country"), .about = TYPE_Person, .id = a->person,
	};
}

int applicant_to_desk(struct applicant *a, struct err *e)
{
	const struct json *wanted = json_get(a->profile, "wantsSchool");
	const struct case_key key = applicant_case(a);
	struct json *dossier = applicant_dossier(a);
	int64_t desk = desk_of(a->s, key.country, e);
	if (desk < 0 || applicant_papers(a, desk, dossier, e) < 0) {
		json_free(dossier);
		return -1;
	}
	const struct case_new c = {
		.kind = key.kind,
		.country = key.country,
		.title = json_get_text(a->card, "name"),
		.person = a->person,
		.name = json_get_text(a->card, "name"),
		.school = wanted ? wanted : json_get(a->card, "school"),
		.language = json_get_text(a->profile, "interfaceLanguage"),
		.about = TYPE_Person,
		.id = a->person,
		.dossier = dossier,
	};
	char *office = office_name(a->s, key.country);
	applicant_wait(a, STEP_DESK, office);
	free(office);
	return case_open(a->s, &c, e);
}
