/* What those are told whom a decision concerns: a notification at once, and a letter, which is worded when it goes. */
#include <stdlib.h>

#include "rule.h"

#include "../case.h"
#include "../post.h"
#include "twinline/base/str.h"

/* What those are told whom a decision concerns; of other kinds and states, nothing but the letter. */
static const struct { const char *kind, *state, *notification; } notifications[] = {
	{"registration", "accepted", "registrationAccepted"}, {"registration", "askedBack", "registrationAskedBack"},
	{"registration", "refused", "registrationRefused"}, {"registration", "joinedUp", "registrationAccepted"},
	{"schoolChange", "accepted", "registrationAccepted"}, {"schoolChange", "askedBack", "registrationAskedBack"},
	{"schoolChange", "refused", "registrationRefused"},
	{"project", "accepted", "projectApproved"}, {"project", "askedBack", "projectAskedBack"},
	{"project", "refused", "projectRefused"},
	{"report", "accepted", "reportDone"}, {"report", "refused", "reportDone"}, {"report", "done", "reportDone"},
	{"report", "shownAgain", "reportDone"},
};

/* Joined up with a school that was known in other words, a person is accepted there; only another person was here before. */
static const char *told_state(const struct write *w, const struct decision *d)
{
	const struct membership *directory = viewer_account_of_kind(w->viewer, ACCOUNT_DIRECTORY);
	struct record school = {0};
	bool is_school = text_equal(d->state, "joinedUp") && d->join_with &&
	                 record_by_id(w->s, directory->account.local, &record_types[TYPE_School], d->join_with, &school);
	record_free(&school);
	return is_school ? "accepted" : d->state;
}

/* A registration that brings a new school along is one. */
static const char *notification_of(const struct decision *d, const char *state)
{
	const char *kind = json_get_text(d->body, "kind");
	if (text_equal(kind, "school"))
		kind = "registration";
	for (size_t i = 0; i < ARRAY_SIZE(notifications); i++)
		if (text_equal(notifications[i].kind, kind) && text_equal(notifications[i].state, state))
			return notifications[i].notification;
	return NULL;
}

/* Who is told what; letter: the kind of it, by which it is worded, with the state. */
struct telling { const char *person, *notification, *letter, *state; };

/* By nobody: an office has decided, not a person. */
static int notify(const struct write *w, const struct decision *d, const struct telling *t, struct refusal *why)
{
	int64_t account = rule_account(w, t->person);
	if (!account || !t->notification)
		return 0;
	struct record r = {.account = account, .type = &record_types[TYPE_Notification]};
	struct json *body = json_new_object();
	json_set_string(body, "kind", t->notification);
	json_set_string(body, "aboutType", json_get_text(d->body, "aboutType"));
	json_set_string(body, "aboutId", d->id);
	if (json_get_text(d->body, "title"))
		json_set_string(body, "title", json_get_text(d->body, "title"));
	rule_set_now(w, body, "createdAt");
	int result = rule_write(w, &r, body, true, why);
	record_free(&r);
	return result;
}

/* What the letter is written from when it goes. */
static char *what_of(const struct decision *d, const struct telling *t)
{
	const char *title = json_get_text(d->body, "title");
	struct json *what = json_new_object();
	json_set_string(what, "kind", t->letter);
	json_set_string(what, "title", title ? title : "");
	json_set_string(what, "state", t->state);
	if (d->reason)
		json_set_string(what, "reason", d->reason);
	if (d->text)
		json_set_string(what, "text", d->text);
	char *text = json_print(what);
	json_free(what);
	return text;
}

static int tell(const struct write *w, const struct decision *d, const struct telling *t, struct refusal *why)
{
	if (notify(w, d, t, why) < 0)
		return -1;
	char *what = what_of(d, t);
	int result = post_add_about(w->portal, LETTER_DECISION, t->person, what, &why->cause);
	free(what);
	return result;
}

int case_tell(const struct write *w, const struct decision *d, const char *person, struct refusal *why)
{
	const char *state = told_state(w, d);
	const struct telling t = {
		.person = person, .notification = notification_of(d, state), .letter = json_get_text(d->body, "kind"), .state = state,
	};
	return tell(w, d, &t, why);
}

int case_warn(const struct write *w, const struct decision *d, const char *person, struct refusal *why)
{
	const char *notification = text_equal(d->state, "shownAgain") ? d->state : "warned";
	const struct telling t = {.person = person, .notification = notification, .letter = "warning", .state = d->state};
	return tell(w, d, &t, why);
}
