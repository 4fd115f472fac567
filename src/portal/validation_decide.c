/* What follows from a decision of the desk: for the profile, the card, the school, and for who was here before. */
#include <stdlib.h>

#include "erase.h"
#include "invited.h"
#include "password.h"
#include "rules/rule.h"
#include "school_copy.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "validation_steps.h"

/* What the letter says stands in the profile, too. */
static void note(struct applicant *a, const struct decision *d)
{
	const struct { const char *name, *text; } notes[] = {{"word", d->text}, {"reason", d->reason}};
	for (size_t i = 0; i < ARRAY_SIZE(notes); i++)
		if (notes[i].text)
			json_set_string(a->profile, notes[i].name, notes[i].text);
		else
			json_remove(a->profile, notes[i].name);
}

static int ask_back(struct applicant *a, const struct decision *d, struct err *e)
{
	note(a, d);
	applicant_wait(a, STEP_YOU, NULL);
	return applicant_write(a, e);
}

static int settle(struct applicant *a, const struct decision *d, enum user_state state, struct err *e)
{
	note(a, d);
	applicant_wait(a, STEP_NONE, NULL);
	if (applicant_write(a, e) < 0 || course_forget(a->s, a->person, e) < 0)
		return -1;
	return user_set_state(a->s, a->person, state, e);
}

/* --- joining up --- */

/*
 * What the new registration says of a person is what holds; what it does not say, stays. school: where they are, as before; NULL: as it
 * says.
 */
static int renew_card(const struct write *w, const char *kept, const struct json *fresh, const struct record *school, struct refusal *why)
{
	const struct membership *directory = viewer_account_of_kind(w->viewer, ACCOUNT_DIRECTORY);
	struct record card = {0};
	if (!record_by_id(w->s, directory->account.local, &record_types[TYPE_Person], kept, &card))
		return rule_refuse(why, ERR_NOT_FOUND, NULL);
	struct json *body = json_parse_own(card.body);
	for (const struct json *i = json_first(fresh); i; i = json_next(i))
		json_set(body, json_key(i), json_copy(i));
	if (school) {
		struct json *page = json_parse_own(school->body);
		school_copy(body, school->id, page);
		json_free(page);
	}
	int result = rule_write(w, &card, body, false, why);
	record_free(&card);
	return result;
}

static int renew_profile(struct applicant *kept, const struct applicant *fresh, const char *user_name, struct err *e)
{
	static const char *const copied[] = {"email", "interfaceLanguage", "timeZone"};
	for (size_t i = 0; i < ARRAY_SIZE(copied); i++)
		if (json_get_text(fresh->profile, copied[i]))
			json_set_string(kept->profile, copied[i], json_get_text(fresh->profile, copied[i]));
	json_set_string(kept->profile, "userName", user_name);
	if (applicant_write(kept, e) < 0)
		return -1;
	return kept->portal ? invited_arrive(kept->portal, kept->person, json_get_text(fresh->profile, "email"), e) : 0;
}

/* The one who stays signs in as the one who came. */
static int hand_over(const struct write *w, struct applicant *kept, struct applicant *fresh, struct err *e)
{
	struct user u = {0};
	if (!user_by_person(w->s, fresh->person, &u))
		return err_set(e, ERR_NOT_FOUND, NULL);
	int result = erase_person(w->s, fresh->person, e);
	if (result == 0)
		result = user_join_up(w->s, fresh->person, kept->person, e);
	if (result == 0)
		result = user_set_sign_in(w->s, kept->person, u.name, u.password_hash, e);
	if (result == 0)
		result = renew_profile(kept, fresh, u.name, e);
	user_release(&u);
	return result;
}

/* True if the portal found a person or a school by this id alike when somebody registered. */
static bool was_found_alike(const struct applicant *fresh, const char *id)
{
	struct course c;
	bool was = false;
	if (!id || !course_read(fresh->s, fresh->person, &c))
		return false;
	struct json *alike = c.alike && *c.alike ? json_parse_own(c.alike) : NULL;
	for (const struct json *i = json_first(alike); i && !was; i = json_next(i))
		was = text_equal(json_get_text(i, "id"), id);
	json_free(alike);
	course_release(&c);
	return was;
}

/* An officer gives nobody the account of somebody whom another desk is for, unless the portal itself found the two alike. */
static bool may_join(const struct applicant *fresh, const struct applicant *kept, const struct decision *d)
{
	bool may = !d->country || text_equal(d->country, json_get_text(kept->card, "country")) || was_found_alike(fresh, kept->person);
	return may && !text_equal(kept->person, fresh->person);
}

/* The school of who was here before, where the one that was entered anew is the same in other words. Free with record_free. */
static bool find_same_school(const struct applicant *fresh, const struct applicant *kept, struct record *school)
{
	const char *id = json_get_text(json_get(kept->card, "school"), "id");
	*school = (struct record){0};
	return was_found_alike(fresh, id) && record_by_id(fresh->s, fresh->directory, &record_types[TYPE_School], id, school);
}

static int join_persons(const struct write *w, struct applicant *fresh, const struct decision *d, struct refusal *why)
{
	struct applicant kept;
	if (!d->join_with || !applicant_find(w->portal, w->s, d->join_with, &kept))
		return refuse_field(why, w->type, "joinWith", ERR_FIELD_REFERENCE, d->join_with);
	struct record school;
	bool is_same_school = find_same_school(fresh, &kept, &school);
	int result = -1;
	if (!may_join(fresh, &kept, d))
		refuse_field(why, w->type, "joinWith", ERR_FIELD_REFERENCE, d->join_with);
	else if (hand_over(w, &kept, fresh, &why->cause) == 0 &&
	         renew_card(w, kept.person, fresh->card, is_same_school ? &school : NULL, why) == 0 &&
	    course_forget(w->s, fresh->person, &why->cause) == 0 && user_set_state(w->s, kept.person, USER_ACCEPTED, &why->cause) == 0)
		result = case_tell(w, d, kept.person, why);
	record_free(&school);
	applicant_release(&kept);
	return result;
}

/* A school that is there in other words: the person works at that one. The page that came with them stays unseen: the case names it. */
static int join_schools(const struct write *w, struct applicant *a, const struct decision *d, const char *known, struct refusal *why)
{
	if (school_change_make(w, a->person, known, why) < 0)
		return -1;
	return settle(a, d, USER_ACCEPTED, &why->cause);
}

static int join(const struct write *w, struct applicant *a, const struct decision *d, struct refusal *why)
{
	struct record school = {0};
	bool is_school = d->join_with && record_by_id(w->s, a->directory, &record_types[TYPE_School], d->join_with, &school) &&
	                 school.audience != AUDIENCE_AUTHOR;
	int result = is_school ? join_schools(w, a, d, school.id, why) : join_persons(w, a, d, why);
	record_free(&school);
	return result;
}

/* --- the decisions --- */

/* Somebody who is there no more, or was accepted on the command line: there is nothing to decide. */
static int refuse_settled(const struct applicant *a, struct refusal *why)
{
	return rule_refuse_state(why, json_get_text(a->card, "name"), json_get_text(a->profile, "state"));
}

static int decide(const struct write *w, struct applicant *a, const struct decision *d, struct refusal *why)
{
	if (text_equal(json_get_text(a->profile, "state"), user_state_code(USER_ACCEPTED)))
		return refuse_settled(a, why);
	if (text_equal(d->state, "accepted"))
		return settle(a, d, USER_ACCEPTED, &why->cause);
	if (text_equal(d->state, "refused"))
		return settle(a, d, USER_REFUSED, &why->cause);
	if (text_equal(d->state, "joinedUp"))
		return join(w, a, d, why);
	if (!text_equal(d->state, "askedBack"))
		return refuse_field(why, w->type, "state", ERR_FIELD_CODE, d->state);
	json_set_string(a->profile, "state", "askedBack");
	rule_set_now(w, a->profile, "stateSince");
	return ask_back(a, d, &why->cause);
}

int registration_decide(const struct write *w, const struct decision *d, struct refusal *why)
{
	struct applicant a;
	if (!applicant_find(w->portal, w->s, d->id, &a))
		return rule_refuse(why, ERR_NOT_FOUND, NULL);
	int result = decide(w, &a, d, why);
	applicant_release(&a);
	return result;
}

/* --- another school --- */

int school_change_make(const struct write *w, const char *person, const char *school, struct refusal *why)
{
	const struct membership *directory = viewer_account_of_kind(w->viewer, ACCOUNT_DIRECTORY);
	struct record page = {0}, card = {0};
	int result = -1;
	if (!school || !record_by_id(w->s, directory->account.local, &record_types[TYPE_School], school, &page) ||
	    !record_by_id(w->s, directory->account.local, &record_types[TYPE_Person], person, &card)) {
		rule_refuse(why, ERR_NOT_FOUND, NULL);
	} else {
		struct json *tree = json_parse_own(page.body), *body = json_parse_own(card.body);
		school_copy(body, school, tree);
		json_free(tree);
		result = rule_write(w, &card, body, false, why);
		/* One that was entered with the wish is there for everybody now. */
		if (result == 0 && page.audience == AUDIENCE_AUTHOR) {
			page.audience = page.type->audience;
			result = record_write(w->s, &page, false, &why->cause);
		}
	}
	record_free(&page);
	record_free(&card);
	return result;
}

static int decide_change(const struct write *w, struct applicant *a, const struct decision *d, struct refusal *why)
{
	char *school = xstrdup(json_get_text(json_get(a->profile, "wantsSchool"), "id"));
	int result = school ? 0 : refuse_settled(a, why);
	if (result == 0 && text_equal(d->state, "accepted"))
		result = school_change_make(w, a->person, school, why);
	else if (result == 0 && text_equal(d->state, "joinedUp"))
		result = school_change_make(w, a->person, d->join_with, why);
	free(school);
	if (result < 0)
		return -1;
	if (text_equal(d->state, "askedBack"))
		return ask_back(a, d, &why->cause);
	json_remove(a->profile, "wantsSchool");
	note(a, d);
	applicant_wait(a, STEP_NONE, NULL);
	return applicant_write(a, &why->cause);
}

int school_change_decide(const struct write *w, const struct decision *d, struct refusal *why)
{
	struct applicant a;
	if (!applicant_find(w->portal, w->s, d->id, &a))
		return rule_refuse(why, ERR_NOT_FOUND, NULL);
	int result = decide_change(w, &a, d, why);
	applicant_release(&a);
	return result;
}
