/* Finding, writing and telling, for the rules of all types. */
#include "rule.h"

#include <stdlib.h>
#include <string.h>

#include "../pupils.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { REMIND_DAYS = 3 };
#include "twinline/schema/phrases.h"

int rule_refuse(struct refusal *why, enum err_code code, const char *argument)
{
	return err_set(&why->cause, code, argument, NULL);
}

int rule_refuse_state(struct refusal *why, const char *name, const char *state)
{
	return err_set(&why->cause, ERR_NOT_IN_STATE, name ? name : "", state ? state : "", NULL);
}

bool rule_is_me(const struct write *w, const char *person)
{
	return text_equal(person, w->viewer->user.person);
}

int rule_check_validated(const struct write *w, struct refusal *why)
{
	if (access_mask(w->viewer->role) & AUDIENCE_SIGNED_IN)
		return 0;
	return rule_refuse(why, w->viewer->role == ROLE_NEWCOMER ? ERR_NEWCOMER : ERR_FORBIDDEN, NULL);
}

int rule_check_reminder(const struct write *w, int64_t last, struct refusal *why)
{
	char day[CLOCK_DAY_SIZE];
	if (w->now >= last + (int64_t)REMIND_DAYS * PORTAL_DAY)
		return 0;
	clock_format_day(last, day);
	return rule_refuse(why, ERR_REMINDED, day);
}

int rule_role_may(enum role role, enum right right, struct err *e)
{
	enum role may[ROLE_COUNT + 1];
	if (access_may(role, right))
		return 0;
	access_who_may(right, may);
	struct str list = {0};
	for (size_t i = 0; may[i] != ROLE_COUNT; i++)
		str_addf(&list, i ? " %s" : "%s", access_role_name(may[i]));
	err_set(e, ERR_ROLE, access_role_name(role), list.text, NULL);
	str_release(&list);
	return -1;
}

int rule_check_right(const struct write *w, enum right right, struct refusal *why)
{
	return rule_role_may(w->account->role, right, &why->cause);
}

int rule_check_phrases(const struct write *w, const struct json *body, struct refusal *why)
{
	struct err e = {0};
	if (phrases_check(json_get(body, "phrases"), &e) == 0)
		return 0;
	field_errors_add(&why->fields, field_find(w->type, "phrases"), "phrases", &e);
	return -1;
}

int64_t rule_account(const struct write *w, const char *person)
{
	struct user u = {0};
	int64_t account = person && user_by_person(w->s, person, &u) ? u.account : 0;
	user_release(&u);
	return account;
}

/* --- records --- */

bool rule_find(const struct write *w, int64_t account, enum record_type_index type, const struct record_filter *filters, size_t count,
               struct record *r)
{
	const struct record_query q = {.account = account, .type = &record_types[type], .filters = filters, .filter_count = count};
	return record_first(w->s, &q, r);
}

bool rule_find_by(const struct write *w, int64_t account, enum record_type_index type, const char *field, const char *equals,
                  struct record *r)
{
	struct record_filter is = {.field = field, .equals = equals};
	return rule_find(w, account, type, &is, 1, r);
}

int rule_check_day(const struct write *w, const struct measure *m, struct refusal *why)
{
	int64_t at = 0;
	const struct record_type *type = &record_types[m->type];
	struct record_query q = {
		.account = m->account ? m->account : w->viewer->user.account, .type = type, .filters = m->filters, .filter_count = m->count,
		.offset = m->most - 1,
	};
	struct record r;
	if (!record_first(w->s, &q, &r))
		return 0;
	struct json *body = json_parse_own(r.body);
	rule_get_time(body, type->order, &at);
	json_free(body);
	record_free(&r);
	int64_t wait = at + PORTAL_DAY - w->now;
	char *seconds = xasprintf("%lld", (long long)wait);
	int result = wait > 0 ? rule_refuse(why, ERR_RATE_LIMIT, seconds) : 0;
	free(seconds);
	return result;
}

int rule_write(const struct write *w, struct record *r, struct json *body_taken, bool content, struct refusal *why)
{
	free(r->body);
	r->body = json_print(body_taken);
	json_free(body_taken);
	if (!r->local && !r->audience)
		r->audience = r->type->audience;
	if (!r->local && !r->author)
		r->author = xstrdup(w->viewer->user.person);
	return record_write(w->s, r, content, &why->cause);
}

void rule_get_time(const struct json *object, const char *name, int64_t *seconds)
{
	const char *text = json_get_text(object, name);
	if (text)
		clock_parse(text, seconds);
}

void rule_set_now(const struct write *w, struct json *object, const char *name)
{
	char now[CLOCK_TEXT_SIZE];
	clock_format(w->now, now);
	json_set_string(object, name, now);
}

/* --- people --- */

struct json *rule_card(const struct write *w, const char *person)
{
	struct account directory = {0};
	struct record card = {0};
	struct json *tree = NULL;
	/* A pupil's rules look at people, though the pupil has no directory. */
	if (person && account_by_kind(w->s, ACCOUNT_DIRECTORY, &directory) &&
	    record_by_id(w->s, directory.local, &record_types[TYPE_Person], person, &card))
		tree = json_parse_own(card.body);
	account_release(&directory);
	record_free(&card);
	return tree ? tree : pupil_card(w->s, person);
}

struct json *rule_party(const char *id, const struct json *card)
{
	struct json *party = json_new_object();
	json_set_string(party, "id", id);
	json_set_string(party, "name", json_get_text(card, "name"));
	if (json_get_text(card, "country"))
		json_set_string(party, "country", json_get_text(card, "country"));
	return party;
}

int rule_check_contact(const struct write *w, const char *person, struct refusal *why)
{
	const struct record_filter filters[] = {
		{.field = "person", .equals = person},
		{.field = "state", .equals = "contact"},
	};
	struct record r;
	bool is_contact = rule_find(w, w->viewer->user.account, TYPE_Contact, filters, ARRAY_SIZE(filters), &r);
	record_free(&r);
	if (is_contact)
		return 0;
	struct json *card = rule_card(w, person);
	rule_refuse(why, ERR_NOT_CONTACTS, json_get_text(card, "name"));
	json_free(card);
	return -1;
}

bool rule_is_blocked(const struct write *w, int64_t account)
{
	const struct record_filter filters[] = {
		{.field = "person", .equals = w->viewer->user.person},
		{.field = "state", .equals = "blocked"},
	};
	struct record r;
	bool blocked = rule_find(w, account, TYPE_Contact, filters, ARRAY_SIZE(filters), &r);
	record_free(&r);
	return blocked;
}

bool rule_are_fellows(const struct write *w, const char *person)
{
	for (size_t i = 0; i < w->viewer->account_count; i++) {
		const struct account *a = &w->viewer->accounts[i].account;
		if (a->kind == ACCOUNT_PROJECT && member_role(w->s, a->local, person) != ROLE_COUNT)
			return true;
	}
	return false;
}

/* --- telling --- */

/* What the same person did before with the same thing, again and again perhaps: one notification stands for all of it. */
static bool find_told(const struct write *w, int64_t account, const struct notice *n, struct record *r)
{
	const struct record_filter filters[] = {
		{.field = "kind", .equals = n->kind},
		{.field = "who", .equals = w->viewer->user.person},
		{.field = "aboutId", .equals = n->id},
	};
	return rule_find(w, account, TYPE_Notification, filters, ARRAY_SIZE(filters), r);
}

int rule_notify(const struct write *w, const char *person, const struct notice *n, struct refusal *why)
{
	int64_t account = rule_account(w, person);
	if (!account || rule_is_me(w, person) || rule_is_blocked(w, account))
		return 0;
	struct record r;
	if (!find_told(w, account, n, &r))
		r = (struct record){.account = account, .type = &record_types[TYPE_Notification]};
	struct json *body = json_new_object(), *card = rule_card(w, w->viewer->user.person);
	json_set_string(body, "kind", n->kind);
	json_set(body, "who", rule_party(w->viewer->user.person, card));
	json_set_string(body, "aboutType", record_types[n->about].name);
	json_set_string(body, "aboutId", n->id);
	if (n->title)
		json_set_string(body, "title", n->title);
	rule_set_now(w, body, "createdAt");
	json_free(card);
	int result = rule_write(w, &r, body, true, why);
	record_free(&r);
	return result;
}
