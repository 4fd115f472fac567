/* Messages: creating one sends it; a change can be an answer to what it asks. */
#include <stdlib.h>
#include <string.h>

#include "rule.h"

#include "../bin.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* Thread and project come from what is answered. */
static int join_thread(const struct write *w, struct json *body, const struct json *parent, struct refusal *why)
{
	const struct json *project = json_get(parent, "project");
	const char *sent = json_get_text(json_get(body, "project"), "id");
	if (!parent && sent && viewer_account(w->viewer, sent))
		return 0; /* a project's id is that of its account, too */
	if (sent && !text_equal(sent, json_get_text(project, "id")))
		return refuse_field(why, w->type, "project", ERR_FIELD_REFERENCE, sent);
	json_remove(body, "project");
	if (project)
		json_set(body, "project", json_copy(project));
	if (json_get_text(parent, "threadUid"))
		json_set_string(body, "threadUid", json_get_text(parent, "threadUid"));
	return 0;
}

/* --- who it is for --- */

/* True if there is a letter between the writer and somebody: then they know each other's names. */
static bool has_written(const struct write *w, const char *field, const char *person)
{
	struct record r;
	bool has = rule_find_by(w, w->viewer->user.account, TYPE_Message, field, person, &r);
	record_free(&r);
	return has;
}

/*
 * Who has left is told of by name, before the card, which nobody sees any more, is looked for; but to a correspondent only: to others
 * their id is like one that never was.
 */
static int look(const struct write *w, const struct json *object, struct refusal *why)
{
	for (const struct json *i = json_first(json_get(object, "to")); i; i = json_next(i)) {
		const char *id = json_get_text(i, "id");
		struct user u = {0};
		bool closed = id && user_by_person(w->s, id, &u) && u.state == USER_CLOSED;
		user_release(&u);
		if (!closed || (!has_written(w, "from", id) && !has_written(w, "to", id)))
			continue;
		struct json *card = rule_card(w, id);
		refuse_field(why, w->type, "to", ERR_ACCOUNT_CLOSED, json_get_text(card, "name"));
		rule_refuse(why, ERR_ACCOUNT_CLOSED, json_get_text(card, "name"));
		json_free(card);
		return -1;
	}
	return 0;
}

static bool is_empty(const struct json *body)
{
	const char *text = json_get_text(body, "text"), *subject = json_get_text(body, "subject");
	return (!text || !*text) && (!subject || !*subject) && json_size(json_get(body, "files")) == 0 &&
	       json_size(json_get(body, "phrases")) == 0;
}

/* --- proposals: a change of a project, put to its founders --- */

/* Everybody whom it goes to has to be a founder. */
static int check_founders(const struct write *w, const struct json *to, int64_t project, struct refusal *why)
{
	for (const struct json *i = json_first(to); i; i = json_next(i))
		if (member_role(w->s, project, json_get_text(i, "id")) != ROLE_FOUNDER)
			return refuse_field(why, w->type, "to", ERR_FIELD_REFERENCE, json_get_text(i, "id"));
	return 0;
}

/* What the fields that a patch is about say now: a change of them meanwhile is not written over. */
static struct json *touched(const struct json *patch, const struct json *project)
{
	struct json *was = json_new_object();
	for (const struct json *i = json_first(patch); i; i = json_next(i)) {
		char *field = xstrndup(json_key(i), strcspn(json_key(i), "/"));
		const struct json *value = json_get(project, field);
		json_set(was, field, value ? json_copy(value) : json_new_null());
		free(field);
	}
	return was;
}

/* The change has to be one that the project could take now. */
static int check_proposal(const struct write *w, struct json *body, const struct record *project, struct refusal *why)
{
	struct json *before = json_parse_own(project->body), *after = json_copy(before);
	const struct json *proposal = json_get(body, "proposal");
	struct field_errors errors = {0};
	int result = record_patch(project->type, after, proposal, &why->cause);
	if (result == 0 && record_validate(project->type, after, before, VALIDATE_UPDATE, &errors) > 0)
		result = refuse_field(why, w->type, "proposal", errors.at[0].error.code, errors.at[0].error.arg[0]);
	json_set(body, "was", touched(proposal, before));
	field_errors_release(&errors);
	json_free(before);
	json_free(after);
	return result;
}

static int propose(const struct write *w, struct json *body, struct refusal *why)
{
	const char *id = json_get_text(json_get(body, "project"), "id");
	struct record project = {0};
	int result = -1;
	/* A letter may be about a project that its reader is not in, or in no more: they propose nothing, and see nothing of it. */
	if (!id || !project_find(w->s, id, &project))
		refuse_field(why, w->type, "project", ERR_FIELD_REQUIRED, NULL);
	else if (!viewer_account(w->viewer, id))
		refuse_field(why, w->type, "project", ERR_FIELD_REFERENCE, id);
	else if (check_founders(w, json_get(body, "to"), project.account, why) == 0)
		result = check_proposal(w, body, &project, why);
	record_free(&project);
	return result;
}

/* --- the rules --- */

/* The answer to a notice is what its author has asked for; a letter to somebody else, or after its last day, is a letter like others. */
static int greet(const struct write *w, const struct json *body, struct refusal *why)
{
	struct record notice;
	if (rule_check_phrases(w, body, why) < 0)
		return -1;
	if (!partner_notice_is_answered(w, body, &notice))
		return message_check_strangers(w, body, why);
	int result = partner_notice_count(w, &notice, why);
	record_free(&notice);
	return result;
}

static int create(const struct write *w, struct json *body, struct record *own, struct refusal *why)
{
	const char *answers = json_get_text(body, "inReplyTo");
	bool proposes = json_get(body, "proposal");
	struct record parent = {0};
	if (is_empty(body) && !proposes)
		return refuse_field(why, w->type, "text", ERR_FIELD_REQUIRED, NULL);
	if (json_get(body, "answer"))
		return refuse_field(why, w->type, "answer", ERR_FIELD_SERVER_SET, NULL);
	if (json_get(body, "answerText"))
		return refuse_field(why, w->type, "answerText", ERR_FIELD_SERVER_SET, NULL);
	if (answers && !message_find(w, w->viewer->user.account, answers, &parent))
		return refuse_field(why, w->type, "inReplyTo", ERR_FIELD_REFERENCE, answers);
	struct json *parent_tree = json_parse_own(parent.body);
	int result = join_thread(w, body, parent_tree, why);
	if (result == 0 && proposes)
		result = propose(w, body, why);
	json_set_string(body, "kind", proposes ? "proposal" : "message");
	if (result == 0)
		result = greet(w, body, why);
	if (result == 0)
		result = message_deliver(w, body, &parent, own, why);
	json_free(parent_tree);
	record_free(&parent);
	return result;
}

static int update(const struct write *w, const struct record *before, struct json *body, struct refusal *why)
{
	struct json *old = json_parse_own(before->body);
	bin_keep_time(body, bin_has(old), w->now);
	json_free(old);
	return message_answered(w, before, body, why);
}

const struct rules rules_message = {.look = look, .create = create, .update = update};
