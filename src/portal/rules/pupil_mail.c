/*
 * Letters of pupils to members of their project, and of teachers to pupils. By the setting of the project a teacher lets each of a
 * pupil's through or stops it with a reason; what is sent lies with its readers like any message, and stays under the teachers' eyes.
 */
#include <stdlib.h>

#include "rule.h"

#include "../card.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { DAY_MOST = 30 }; /* letters of one pupil within a day */

static bool is_pupil(const struct write *w)
{
	return w->account->role == ROLE_PUPIL || w->account->role == ROLE_PUPIL_ADMINISTRATOR;
}

/* --- writing --- */

/* Yours; NULL with a refusal: pupils write no mail here, or the project does not run. */
static char *way_of(const struct write *w, struct refusal *why)
{
	struct record project;
	if (project_check_open(w, true, why) < 0)
		return NULL;
	if (!card_project(w->s, w->account->account.local, &project)) {
		rule_refuse(why, ERR_NOT_FOUND, NULL);
		return NULL;
	}
	struct json *body = json_parse_own(project.body);
	const char *way = json_get_text(body, "pupilMail");
	char *result = xstrdup(way ? way : "approve");
	json_free(body);
	record_free(&project);
	return result;
}

static int check_writer(const struct write *w, const char *way, struct refusal *why)
{
	const struct record_filter mine = {.field = "sender", .equals = w->viewer->user.person};
	const struct measure m = {.type = TYPE_PupilMail, .account = w->account->account.local, .filters = &mine, .count = 1, .most = DAY_MOST};
	if (!is_pupil(w))
		return rule_check_right(w, RIGHT_PUPILS, why);
	if (text_equal(way, "off"))
		return rule_refuse(why, ERR_PUPIL_MAIL_OFF, NULL);
	return rule_check_day(w, &m, why);
}

/* To members of the project and nobody else, and from teachers to pupils: among themselves teachers have letters. */
static int check_readers(const struct write *w, const struct json *to, struct refusal *why)
{
	for (const struct json *i = json_first(to); i; i = json_next(i)) {
		const char *id = json_get_text(i, "id");
		enum role role = member_role(w->s, w->account->account.local, id);
		if (role == ROLE_COUNT || (!is_pupil(w) && role != ROLE_PUPIL && role != ROLE_PUPIL_ADMINISTRATOR))
			return refuse_field(why, w->type, "to", ERR_FIELD_REFERENCE, id);
	}
	return 0;
}

/* --- sending --- */

/* The message that everybody finds in their own account; yours. */
static struct json *message_of(const struct write *w, const struct json *mail)
{
	static const char *const same[] = {"to", "subject", "text", "language", "inReplyTo"};
	struct json *body = json_new_object();
	for (size_t i = 0; i < ARRAY_SIZE(same); i++)
		if (json_get(mail, same[i]))
			json_set(body, same[i], json_copy(json_get(mail, same[i])));
	json_set_string(body, "kind", "pupilMail");
	json_set(body, "from", json_copy(json_get(mail, "sender")));
	json_set(body, "project", references_party(w, &record_types[TYPE_Project], w->account->account.id));
	return body;
}

static int send(const struct write *w, const struct json *mail, struct refusal *why)
{
	struct json *body = message_of(w, mail);
	int result = message_pass(w, body, why);
	json_free(body);
	return result;
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	char *way = way_of(w, why);
	int result = way ? check_writer(w, way, why) : -1;
	bool waits = is_pupil(w) && text_equal(way, "approve");
	free(way);
	if (result < 0 || check_readers(w, json_get(body, "to"), why) < 0)
		return -1;
	struct json *card = rule_card(w, w->viewer->user.person);
	json_set(body, "sender", rule_party(w->viewer->user.person, card));
	json_set_string(body, "state", waits ? "waiting" : "sent");
	json_remove(body, "reason");
	rule_set_now(w, body, "since");
	json_free(card);
	*r = (struct record){.account = w->account->account.local, .type = w->type};
	result = rule_write(w, r, json_copy(body), true, why);
	return result == 0 && !waits ? send(w, body, why) : result;
}

/* --- deciding --- */

static int update(const struct write *w, const struct record *r, struct json *body, struct refusal *why)
{
	struct json *before = json_parse_own(r->body), *card;
	char *was = xstrdup(json_get_text(before, "state"));
	const char *is = json_get_text(body, "state");
	bool sends = text_equal(is, "sent");
	json_free(before);
	int result = rule_check_right(w, RIGHT_PUPILS, why);
	if (result == 0)
		result = project_check_open(w, true, why);
	if (result == 0 && (!text_equal(was, "waiting") || (!sends && !text_equal(is, "stopped"))))
		result = rule_refuse_state(why, json_get_text(body, "subject"), was);
	if (result == 0) {
		card = rule_card(w, w->viewer->user.person);
		json_set(body, "decidedBy", rule_party(w->viewer->user.person, card));
		rule_set_now(w, body, "since");
		json_free(card);
		if (sends)
			json_remove(body, "reason");
		result = sends ? send(w, body, why) : 0;
	}
	free(was);
	return result;
}

const struct rules rules_pupil_mail = {.create = create, .update = update};
