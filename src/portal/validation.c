/* Going from step to step; what the applicant and the head of the school do about it. What the desk decides: validation_decide.c. */
#include "validation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "policy.h"
#include "post.h"
#include "rules/rule.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "validation_steps.h"

enum { STEPS_MOST = 3, HEADS_AT_ONCE = 50 };

/* The steps of each policy, in their order; STEP_NONE ends them, and whoever has passed them all is accepted. */
static const enum validation_step workflows[][STEPS_MOST + 1] = {
	[WAY_AUTOMATIC] = {STEP_MAIL, STEP_NONE},
	[WAY_DESK] = {STEP_MAIL, STEP_DESK, STEP_NONE},
	[WAY_HEAD] = {STEP_MAIL, STEP_HEAD, STEP_DESK, STEP_NONE},
};

/* --- the steps --- */

static bool needs_mail(const struct applicant *a)
{
	return json_get(a->profile, "pendingEmail");
}

static int begin_mail(struct applicant *a, struct err *e)
{
	(void)e;
	applicant_wait(a, STEP_MAIL, json_get_text(a->profile, "pendingEmail"));
	return 0;
}

/* Sent again, to the same address: a letter gets lost, and its code ends after a day. */
static int remind_mail(struct applicant *a, struct err *e)
{
	char *address = xstrdup(json_get_text(a->profile, "pendingEmail"));
	int result = address ? address_want(a->portal, a->person, a->profile, address, e) : 0;
	free(address);
	return result;
}

static int write_to_head(struct applicant *a, const struct course *c, struct err *e)
{
	return post_add(a->portal, LETTER_HEAD, a->person, c->head_email, e);
}

static bool needs_head(const struct applicant *a)
{
	struct course c;
	bool needs = a->portal && a->portal->post && course_read(a->s, a->person, &c) && c.head_email && *c.head_email;
	course_release(&c);
	return needs;
}

static int begin_head(struct applicant *a, struct err *e)
{
	struct course c;
	if (!course_read(a->s, a->person, &c))
		return err_set(e, ERR_NOT_FOUND, NULL);
	c.asked_at = a->now;
	applicant_wait(a, STEP_HEAD, c.head_name);
	int result = course_write(a->s, a->person, &c, e) < 0 ? -1 : write_to_head(a, &c, e);
	course_release(&c);
	return result;
}

static int remind_head(struct applicant *a, struct err *e)
{
	struct course c;
	int result = course_read(a->s, a->person, &c) && a->portal->post ? write_to_head(a, &c, e) : 0;
	course_release(&c);
	return result;
}

static int remind_desk(struct applicant *a, struct err *e)
{
	const struct case_key key = applicant_case(a);
	return case_remind(a->s, &key, e);
}

static const struct {
	bool (*needed)(const struct applicant *a); /* NULL: always */
	int (*begin)(struct applicant *a, struct err *e);
	int (*remind)(struct applicant *a, struct err *e); /* NULL: nobody is to be reminded */
	bool takes_days; /* nobody is reminded before three have gone by */
} steps[STEP_COUNT] = {
	[STEP_MAIL] = {needs_mail, begin_mail, remind_mail, false},
	[STEP_HEAD] = {needs_head, begin_head, remind_head, true},
	[STEP_DESK] = {NULL, applicant_to_desk, remind_desk, true},
};

/* --- from one to the next --- */

static int tell_accepted(const struct applicant *a, struct err *e)
{
	struct json *body = json_new_object();
	char now[CLOCK_TEXT_SIZE];
	clock_format(a->now, now);
	json_set_string(body, "kind", "registrationAccepted");
	json_set_string(body, "aboutType", record_types[TYPE_Person].name);
	json_set_string(body, "aboutId", a->person);
	json_set_string(body, "createdAt", now);
	struct record r = {
		.account = a->account,
		.type = &record_types[TYPE_Notification],
		.audience = record_types[TYPE_Notification].audience,
		.body = json_print(body),
	};
	json_free(body);
	int result = record_write(a->s, &r, true, e);
	record_free(&r);
	return result;
}

static int accept(struct applicant *a, struct err *e)
{
	if (course_forget(a->s, a->person, e) < 0 || user_set_state(a->s, a->person, USER_ACCEPTED, e) < 0)
		return -1;
	return tell_accepted(a, e);
}

/* The step after one, which was passed; writes the profile. */
static int go_on(struct applicant *a, enum validation_step passed, struct err *e)
{
	for (const enum validation_step *next = workflows[policy_get(a->s, POLICY_VALIDATION)]; *next != STEP_NONE; next++)
		if (*next > passed && (!steps[*next].needed || steps[*next].needed(a)))
			return steps[*next].begin(a, e) < 0 ? -1 : applicant_write(a, e);
	return accept(a, e);
}

static enum validation_step step_now(const struct applicant *a)
{
	return step_of(json_get_text(a->profile, "step"));
}

/* Goes on if it is this step that is waited for. */
static int pass(struct portal *p, const char *person, enum validation_step step, struct err *e)
{
	struct applicant a;
	if (!applicant_find(p, &p->writer, person, &a))
		return 0;
	int result = step_now(&a) == step ? go_on(&a, step, e) : 0;
	applicant_release(&a);
	return result;
}

static void add_alike(struct json *list, const struct resembling *found, int count, bool is_school)
{
	for (int i = 0; i < count; i++) {
		struct json *row = json_push(list, json_new_object());
		json_set_string(row, "id", found[i].id);
		json_set_integer(row, "agree", likeness_count(found[i].agree));
		if (is_school)
			json_set_bool(row, "school", true);
	}
}

static char *alike_text(const struct validation_new *v)
{
	struct json *list = json_new_array();
	add_alike(list, v->alike, v->alike_count, false);
	add_alike(list, v->schools, v->school_count, true);
	char *text = json_size(list) ? json_print(list) : NULL;
	json_free(list);
	return text;
}

int validation_begin(struct portal *p, struct store *s, const char *person, const struct validation_new *v, struct err *e)
{
	struct applicant a;
	struct course c = {.registered_at = clock_now()};
	if (v) {
		c.head_name = xstrdup(v->head_name);
		c.head_email = xstrdup(v->head_email);
		c.alike = alike_text(v);
	}
	int result = course_write(s, person, &c, e);
	if (result == 0 && applicant_find(p, s, person, &a)) {
		result = go_on(&a, STEP_NONE, e);
		applicant_release(&a);
	}
	course_release(&c);
	return result;
}

int validation_mail_confirmed(struct portal *p, const char *person, struct err *e)
{
	struct course c;
	int result = 0;
	if (course_read(&p->writer, person, &c) && !c.mail_at) {
		c.mail_at = clock_now();
		result = course_write(&p->writer, person, &c, e);
	}
	course_release(&c);
	return result == 0 ? pass(p, person, STEP_MAIL, e) : -1;
}

int validation_head_answered(struct portal *p, const char *person, enum head_answer answer, struct err *e)
{
	struct course c;
	int result = 0;
	if (course_read(&p->writer, person, &c) && answer != HEAD_NONE) {
		c.answer = answer;
		c.answered_at = clock_now();
		result = course_write(&p->writer, person, &c, e);
	}
	course_release(&c);
	return result == 0 ? pass(p, person, STEP_HEAD, e) : -1;
}

int validation_wait_no_longer(struct portal *p, int64_t asked_before, struct err *e)
{
	char persons[HEADS_AT_ONCE][RECORD_ID_LENGTH + 1];
	int count = 0, step = 0, result = 0;
	struct db_stmt *rows = db_prepare(p->writer.db, "SELECT person FROM validation WHERE asked_at > 0 AND asked_at < ?1"
	                                                " AND answered_at = 0 AND digest IS NOT NULL LIMIT ?2");
	db_bind_int(rows, 1, asked_before);
	db_bind_int(rows, 2, HEADS_AT_ONCE);
	while (count < HEADS_AT_ONCE && (step = db_step(rows, e)) == 1)
		snprintf(persons[count++], sizeof persons[0], "%s", db_text(rows, 0));
	db_reset(rows);
	for (int i = 0; i < count && step >= 0 && result == 0; i++)
		result = head_forget(&p->writer, persons[i], e) < 0 ? -1 : validation_head_answered(p, persons[i], HEAD_NONE, e);
	return step < 0 || result < 0 ? -1 : count == HEADS_AT_ONCE;
}

int validation_settled(struct store *s, const char *person, const char *state, struct err *e)
{
	struct applicant a;
	if (!applicant_find(NULL, s, person, &a))
		return 0;
	const struct case_key key = applicant_case(&a);
	int result = step_now(&a) == STEP_NONE ? 0 : case_close(s, &key, state, e);
	if (result == 0)
		result = course_forget(s, person, e);
	applicant_release(&a);
	return result;
}

/* --- what the applicant does --- */

static bool differs(const struct json *before, const struct json *body, const char *name)
{
	const struct json *was = json_get(before, name), *is = json_get(body, name);
	return was && is ? !json_equal(was, is) : was != is;
}

/* A reminder is a time that the portal writes; one that comes too soon is none. */
static int remind(const struct write *w, struct applicant *a, const struct json *before, struct refusal *why)
{
	enum validation_step step = step_now(a);
	int64_t last = 0;
	if (steps[step].takes_days)
		rule_get_time(before, "stepSince", &last);
	rule_get_time(before, "remindedAt", &last);
	if (!steps[step].remind)
		return rule_refuse_state(why, json_get_text(a->card, "name"), json_get_text(before, "state"));
	if (rule_check_reminder(w, last, why) < 0)
		return -1;
	rule_set_now(w, a->profile, "remindedAt");
	return steps[step].remind(a, &why->cause);
}

/* An answer brings the case back to the desk. */
static int answer(struct applicant *a, struct refusal *why)
{
	if (step_now(a) != STEP_YOU)
		return 0;
	if (text_equal(json_get_text(a->profile, "state"), "askedBack"))
		json_set_string(a->profile, "state", user_state_code(USER_WAITING));
	return applicant_to_desk(a, &why->cause);
}

/* The new school's card is theirs at once where nobody is asked. */
static int take_school(const struct write *w, struct applicant *a, struct refusal *why)
{
	struct json *school = json_copy(json_get(a->profile, "wantsSchool"));
	json_remove(a->profile, "wantsSchool");
	int result = school_change_make(w, a->person, json_get_text(school, "id"), why);
	json_free(school);
	return result;
}

static int want_school(const struct write *w, struct applicant *a, const struct json *before, struct refusal *why)
{
	const char *id = json_get_text(json_get(a->profile, "wantsSchool"), "id");
	if (rule_check_validated(w, why) < 0)
		return -1;
	if (json_get(before, "wantsSchool")) {
		struct applicant was = *a;
		was.profile = json_copy(before);
		const struct case_key key = applicant_case(&was);
		int closed = case_close(w->s, &key, "done", &why->cause);
		json_free(was.profile);
		applicant_wait(a, STEP_NONE, NULL);
		if (closed < 0)
			return -1;
	}
	if (!id)
		return 0;
	if (text_equal(id, json_get_text(json_get(a->card, "school"), "id")))
		return refuse_field(why, w->type, "wantsSchool", ERR_FIELD_TWICE, json_get_text(json_get(a->card, "school"), "name"));
	if (policy_get(w->s, POLICY_VALIDATION) == WAY_AUTOMATIC)
		return take_school(w, a, why);
	return applicant_to_desk(a, &why->cause);
}

int validation_update(const struct write *w, const struct json *before, struct json *body, struct refusal *why)
{
	struct applicant a;
	int result = 0;
	if (!applicant_find(w->portal, w->s, w->viewer->user.person, &a))
		return 0;
	json_free(a.profile);
	a.profile = body;
	if (differs(before, body, "wantsSchool"))
		result = want_school(w, &a, before, why);
	if (result == 0 && differs(before, body, "remindedAt"))
		result = remind(w, &a, before, why);
	if (result == 0 && (differs(before, body, "answer") || differs(before, body, "papers")))
		result = answer(&a, why);
	a.profile = NULL;
	applicant_release(&a);
	return result;
}
