/* Answers to messages that wait for one: what a yes or no does, and how all copies of the message come to say it. */
#include <string.h>

#include "rule.h"
#include "twinline/base/str.h"

static int answer_contact(const struct write *w, const struct json *message, bool accept, struct refusal *why)
{
	return contact_answer(w, json_get_text(json_get(message, "from"), "id"), accept, why);
}

static const struct {
	const char *kind;
	int (*answer)(const struct write *w, const struct json *message, bool accept, struct refusal *why);
} effects[] = {
	{"contactRequest", answer_contact},
	{"invitation", member_answer},
	{"proposal", project_answer},
};

bool message_find(const struct write *w, int64_t account, const char *uid, struct record *r)
{
	return rule_find_by(w, account, TYPE_Message, "messageUid", uid, r);
}

/* --- the copies --- */

static void set_answer(struct json *body, const char *answer)
{
	struct json *keywords = json_get_mutable(body, "keywords");
	if (!keywords)
		keywords = json_set(body, "keywords", json_new_object());
	json_set_string(body, "answer", answer);
	json_set_bool(keywords, "$answered", true);
}

static int mark(const struct write *w, struct record *copy, const char *answer, struct refusal *why)
{
	struct json *body = json_parse_own(copy->body);
	set_answer(body, answer);
	return rule_write(w, copy, body, true, why);
}

/* The copy that a person has, if they still have it. */
static int mark_copy(const struct write *w, const struct json *party, const char *uid, const char *answer, struct refusal *why)
{
	int64_t account = rule_account(w, json_get_text(party, "id"));
	struct record copy = {0};
	int result = account && message_find(w, account, uid, &copy) ? mark(w, &copy, answer, why) : 0;
	record_free(&copy);
	return result;
}

int message_close(const struct write *w, const char *person, const char *uid, const char *answer, struct refusal *why)
{
	int64_t account = rule_account(w, person);
	struct record copy = {0};
	int result = 0;
	if (account && message_find(w, account, uid, &copy)) {
		struct json *body = json_parse_own(copy.body);
		if (!json_get_text(body, "answer"))
			result = mark(w, &copy, answer, why);
		json_free(body);
	}
	record_free(&copy);
	return result;
}

/* Everybody's copy, or everybody's but that of the one who writes. */
static int mark_all(const struct write *w, const struct json *message, const char *answer, bool others, struct refusal *why)
{
	const struct json *from = json_get(message, "from");
	const char *uid = json_get_text(message, "messageUid");
	int result = others && rule_is_me(w, json_get_text(from, "id")) ? 0 : mark_copy(w, from, uid, answer, why);
	for (const struct json *i = json_first(json_get(message, "to")); i && result == 0; i = json_next(i))
		if (!others || !rule_is_me(w, json_get_text(i, "id")))
			result = mark_copy(w, i, uid, answer, why);
	return result;
}

/* --- answering --- */

static int take_effect(const struct write *w, const struct json *message, bool accept, struct refusal *why)
{
	const char *kind = json_get_text(message, "kind");
	for (size_t i = 0; i < ARRAY_SIZE(effects); i++)
		if (text_equal(kind, effects[i].kind) && !rule_is_me(w, json_get_text(json_get(message, "from"), "id")))
			return effects[i].answer(w, message, accept, why);
	return refuse_field(why, w->type, "answer", ERR_FIELD_SERVER_SET, NULL);
}

static int answer(const struct write *w, const struct json *message, struct json *body, struct refusal *why)
{
	const char *said = json_get_text(body, "answer");
	bool accept = text_equal(said, "accepted");
	if (text_equal(said, json_get_text(message, "answer")))
		return 0;
	if (json_get_text(message, "answer"))
		return rule_refuse(why, ERR_ANSWERED, NULL);
	if (!accept && !text_equal(said, "declined"))
		return refuse_field(why, w->type, "answer", ERR_FIELD_CODE, said);
	/* What comes to somebody who is not validated waits with them. */
	if (accept && rule_check_validated(w, why) < 0)
		return -1;
	if (take_effect(w, message, accept, why) < 0)
		return -1;
	set_answer(body, accept ? "accepted" : "declined");
	return mark_all(w, message, accept ? "accepted" : "declined", true, why);
}

/* Words go with a no to an invitation, and stay what they were. */
static int check_words(const struct write *w, const struct json *message, const struct json *body, struct refusal *why)
{
	const char *was = json_get_text(message, "answerText"), *is = json_get_text(body, "answerText");
	bool may = text_equal(json_get_text(message, "kind"), "invitation") && !json_get_text(message, "answer") &&
	           text_equal(json_get_text(body, "answer"), "declined");
	if ((!was && !is) || text_equal(was, is) || may)
		return 0;
	return refuse_field(why, w->type, "answerText", ERR_FIELD_SERVER_SET, NULL);
}

int message_answered(const struct write *w, const struct record *before, struct json *body, struct refusal *why)
{
	struct json *message = json_parse_own(before->body);
	int result = check_words(w, message, body, why) < 0 ? -1 : answer(w, message, body, why);
	json_free(message);
	return result;
}

/* --- closing --- */

static bool find_in(const struct write *w, const struct question *q, const char *person, struct record *r)
{
	const struct record_filter filters[] = {
		{.field = "kind", .equals = q->kind},
		{.field = "answer", .equals = ""},
		{.field = "from", .equals = q->from},
		{.field = "to", .equals = q->to},
		{.field = "project", .equals = q->project},
	};
	int64_t account = rule_account(w, person);
	return account && rule_find(w, account, TYPE_Message, filters, ARRAY_SIZE(filters) - !q->project, r);
}

/* In whose copy it still is: either may have thrown theirs away. */
static bool find_open(const struct write *w, const struct question *q, struct record *r)
{
	if (q->mine_only)
		return find_in(w, q, w->viewer->user.person, r);
	return find_in(w, q, q->to, r) || find_in(w, q, q->from, r);
}

int message_settle(const struct write *w, const struct question *q, const char *answer, struct refusal *why)
{
	struct record copy;
	if (!find_open(w, q, &copy))
		return 0;
	struct json *message = json_parse_own(copy.body);
	int result = q->mine_only ? mark(w, &copy, answer, why) : mark_all(w, message, answer, false, why);
	json_free(message);
	record_free(&copy);
	return result;
}
