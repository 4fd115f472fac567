/* Reports: what should not be, told to the support organisation of the country; the reporter keeps a copy. */
#include "rule.h"

#include "../desk.h"

enum { A_DAY_MOST = 10 };

/* What it is about has to be there for the reporter to see, and one of the two has to be named. */
static int check_about(const struct write *w, const struct json *body, struct refusal *why)
{
	const char *type = json_get_text(body, "aboutType"), *id = json_get_text(body, "aboutId");
	const struct record_type *about = type ? record_type_find(type) : NULL;
	struct record r = {0};
	if (!type && !id)
		return json_get(body, "person") ? 0 : refuse_field(why, w->type, "person", ERR_FIELD_REQUIRED, NULL);
	bool there = about && id && references_find(w, about, id, &r);
	record_free(&r);
	return there ? 0 : refuse_field(why, w->type, "aboutId", ERR_FIELD_REFERENCE, id);
}

/* The desk of the country of whom it is about, else of the reporter. */
static int64_t desk_for(const struct write *w, const struct json *body, struct refusal *why)
{
	const char *country = json_get_text(json_get(body, "person"), "country");
	if (!country)
		country = json_get_text(json_get(body, "reporter"), "country");
	return desk_of(w->s, country, &why->cause);
}

static int write_at(const struct write *w, int64_t account, const struct json *body, struct record *r, struct refusal *why)
{
	*r = (struct record){.account = account, .type = w->type};
	return rule_write(w, r, json_copy(body), true, why);
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	if (w->account->account.kind != ACCOUNT_PERSONAL)
		return rule_refuse(why, ERR_FORBIDDEN, NULL);
	/* Desks are few people. */
	const struct measure day = {.type = TYPE_Report, .most = A_DAY_MOST};
	if (check_about(w, body, why) < 0 || rule_check_day(w, &day, why) < 0)
		return -1;
	struct json *me = rule_card(w, w->viewer->user.person);
	json_set(body, "reporter", rule_party(w->viewer->user.person, me));
	json_free(me);
	json_set_string(body, "state", "waiting");
	rule_set_now(w, body, "since");
	struct record copy = {0};
	int64_t desk = desk_for(w, body, why);
	int result = desk < 0 ? -1 : write_at(w, desk, body, &copy, why);
	record_free(&copy);
	return result == 0 ? write_at(w, w->viewer->user.account, body, r, why) : -1;
}

const struct rules rules_report = {.create = create};
