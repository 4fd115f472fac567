/* What the rules for the parts of a TwinSpace share. */
#include "space.h"

#include "twinline/base/str.h"

int space_check(const struct write *w, enum right right, struct refusal *why)
{
	if (w->account->account.kind != ACCOUNT_PROJECT)
		return rule_refuse(why, ERR_FORBIDDEN, NULL);
	return rule_check_right(w, right, why) < 0 ? -1 : project_check_open(w, true, why);
}

int space_check_mine(const struct write *w, const struct json *body, struct refusal *why)
{
	return rule_is_me(w, json_get_text(json_get(body, "author"), "id")) ? 0 : rule_check_right(w, RIGHT_OTHERS, why);
}

int space_check_readers(const struct write *w, const struct json *before, const struct json *body, struct refusal *why)
{
	const char *readers = json_get_text(body, "readers");
	if (before && text_equal(readers, json_get_text(before, "readers")))
		return 0;
	if (text_equal(readers, "staff"))
		return rule_check_right(w, RIGHT_BULLETIN, why);
	return text_equal(readers, "public") ? rule_check_right(w, RIGHT_JOURNAL, why) : 0;
}

unsigned space_audience(const struct json *body)
{
	if (text_equal(json_get_text(body, "readers"), "staff"))
		return AUDIENCE_STAFF;
	return text_equal(json_get_text(body, "state"), "draft") ? AUDIENCE_EDITORS : AUDIENCE_MEMBERS;
}

struct json *space_me(const struct write *w)
{
	const char *person = w->viewer->user.person;
	struct json *party = NULL, *body, *card;
	struct record member;
	if (rule_find_by(w, w->account->account.local, TYPE_Member, "person", person, &member)) {
		body = json_parse_own(member.body);
		party = json_copy(json_get(body, "person"));
		json_free(body);
	}
	record_free(&member);
	if (party)
		return party;
	card = rule_card(w, person);
	party = rule_party(person, card);
	json_free(card);
	return party;
}

void space_default(struct json *body, const char *name, const char *code)
{
	if (!json_get_text(body, name))
		json_set_string(body, name, code);
}

int space_add(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	const struct record_filter mine = {.field = "author", .equals = w->viewer->user.person};
	const struct measure day = {
		.type = (enum record_type_index)w->type->index, .account = w->account->account.local, .filters = &mine, .count = 1,
		.most = SPACE_DAY_MOST,
	};
	if (rule_check_day(w, &day, why) < 0)
		return -1;
	struct json *me = space_me(w);
	json_set(body, "author", json_copy(me));
	json_set(body, "changedBy", me);
	rule_set_now(w, body, "createdAt");
	rule_set_now(w, body, "changedAt");
	*r = (struct record){.account = w->account->account.local, .type = w->type, .audience = space_audience(body)};
	return rule_write(w, r, json_copy(body), true, why);
}

/* What stays of a record when its place in a list does not count. Yours. */
static struct json *without_place(const struct json *body)
{
	struct json *copy = json_copy(body);
	json_remove(copy, "position");
	return copy;
}

void space_sign_change(const struct write *w, const struct json *before, struct json *body)
{
	struct json *was = without_place(before), *is = without_place(body);
	if (!json_equal(was, is)) {
		json_set(body, "changedBy", space_me(w));
		rule_set_now(w, body, "changedAt");
	}
	json_free(was);
	json_free(is);
}

int space_update(const struct write *w, const struct record *r, struct json *body,
                 int (*check)(const struct write *w, const struct json *before, struct json *body, struct refusal *why),
                 struct refusal *why)
{
	struct json *before = json_parse_own(r->body);
	int result = check(w, before, body, why);
	if (result == 0)
		space_sign_change(w, before, body);
	json_free(before);
	return result;
}

bool space_differs(const struct json *before, const struct json *body, const char *const *names)
{
	for (; *names; names++)
		if (!json_equal(json_get(before, *names), json_get(body, *names)))
			return true;
	return false;
}
