/* Reports: what should not be, told to the support organisation of the country; the reporter keeps a copy. */
#include "hide.h"

#include "../case.h"
#include "../desk.h"
#include "twinline/base/str.h"

enum { A_DAY_MOST = 10 };

/* What it is about has to be there for the reporter to see, and one of the two has to be named; r is it, if it is a record. */
static int check_about(const struct write *w, const struct json *body, struct record *r, struct refusal *why)
{
	const char *type = json_get_text(body, "aboutType"), *id = json_get_text(body, "aboutId");
	const struct record_type *about = type ? record_type_find(type) : NULL;
	if (!type && !id)
		return json_get(body, "person") ? 0 : refuse_field(why, w->type, "person", ERR_FIELD_REQUIRED, NULL);
	if (about && id && references_find(w, about, id, r))
		return 0;
	return refuse_field(why, w->type, "aboutId", ERR_FIELD_REFERENCE, id);
}

/* The country of whom it is about, else of the reporter: whose desk it is for. */
static const char *country_of(const struct json *body)
{
	const char *country = json_get_text(json_get(body, "person"), "country");
	return country ? country : json_get_text(json_get(body, "reporter"), "country");
}

static int write_at(const struct write *w, int64_t account, const struct json *body, struct record *r, struct refusal *why)
{
	*r = (struct record){.account = account, .type = w->type};
	return rule_write(w, r, json_copy(body), true, why);
}

/* --- the case of it --- */

static void add_reported(struct json *dossier, const struct record *about)
{
	struct json *tree = about->body ? json_parse_own(about->body) : NULL;
	const char *title = record_title(tree), *text = json_get_text(tree, "text");
	if (!title)
		title = json_get_text(tree, "subject");
	if (title)
		dossier_fact(dossier, "reported", title);
	if (text)
		dossier_fact(dossier, "reported", text);
	json_free(tree);
}

static struct json *dossier_of(const struct write *w, const struct json *body, const struct record *about)
{
	struct json *dossier = dossier_new();
	const struct json *person = json_get(body, "person"), *reporter = json_get(body, "reporter");
	dossier_fact(dossier, "reason", json_get_text(body, "reason"));
	add_reported(dossier, about);
	if (person)
		dossier_fact(dossier, "author", json_get_text(person, "name"));
	dossier_fact(dossier, "reporter", json_get_text(reporter, "name"));
	dossier_step(dossier, "reported", w->now, json_get_text(reporter, "name"));
	if (json_get_text(body, "text"))
		json_set_string(dossier, "text", json_get_text(body, "text"));
	return dossier;
}

static int open_case(const struct write *w, const struct json *body, const struct record *copy, struct json *dossier_taken,
                     struct refusal *why)
{
	const struct json *reporter = json_get(body, "reporter"), *person = json_get(body, "person");
	struct json *profile = user_profile(w->s, &w->viewer->user);
	const struct case_new c = {
		.kind = "report",
		.country = country_of(body),
		.title = json_get_text(person ? person : reporter, "name"),
		.person = json_get_text(reporter, "id"),
		.name = json_get_text(reporter, "name"),
		.language = json_get_text(profile, "interfaceLanguage"),
		.about = TYPE_Report,
		.id = copy->id,
		.dossier = dossier_taken,
	};
	int result = case_open(w->s, &c, &why->cause);
	json_free(profile);
	return result;
}

/* Where a record lies; of what everybody reads of a project, where it was copied from. */
static void set_place(const struct write *w, const struct record *about, struct json *report)
{
	struct account place = {0};
	struct json *body = about->account ? json_parse_own(about->body) : NULL;
	const char *project = json_get_text(json_get(body, "project"), "id");
	if (about->account && account_by_local(w->s, about->account, &place))
		json_set_string(report, "aboutAccount", place.kind == ACCOUNT_DIRECTORY && project ? project : place.id);
	account_release(&place);
	json_free(body);
}

/* The desk's copy says where what was reported is; with it comes the case. */
static int write_desk(const struct write *w, const struct json *body, const struct record *about, struct refusal *why)
{
	struct record copy = {0};
	struct json *own = json_copy(body);
	int64_t desk = desk_of(w->s, country_of(body), &why->cause);
	set_place(w, about, own);
	int result = desk < 0 ? -1 : write_at(w, desk, own, &copy, why);
	if (result == 0)
		result = open_case(w, body, &copy, dossier_of(w, body, about), why);
	json_free(own);
	record_free(&copy);
	return result;
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	if (w->account->account.kind != ACCOUNT_PERSONAL)
		return rule_refuse(why, ERR_FORBIDDEN, NULL);
	/* Desks are few people. */
	const struct measure day = {.type = TYPE_Report, .most = A_DAY_MOST};
	struct record about = {0};
	int result = check_about(w, body, &about, why);
	if (result == 0)
		result = rule_check_day(w, &day, why);
	if (result == 0) {
		struct json *me = rule_card(w, w->viewer->user.person);
		json_set(body, "reporter", rule_party(w->viewer->user.person, me));
		json_free(me);
		json_set_string(body, "state", "waiting");
		rule_set_now(w, body, "since");
		result = write_at(w, w->viewer->user.account, body, r, why);
	}
	if (result == 0)
		result = write_desk(w, body, &about, why);
	record_free(&about);
	return result;
}

/* --- what comes of it --- */

/* One copy says that it is dealt with: the desk's by its id, the reporter's by what it is about and when. */
static int mark_done(const struct write *w, struct record *r, struct refusal *why)
{
	struct json *body = json_parse_own(r->body);
	json_set_string(body, "state", "done");
	rule_set_now(w, body, "since");
	return rule_write(w, r, body, true, why);
}

static bool find_own(const struct write *w, const struct json *report, struct record *r)
{
	int64_t account = rule_account(w, json_get_text(json_get(report, "reporter"), "id"));
	int64_t locals[A_DAY_MOST * 10];
	struct record_filter waits = {.field = "state", .equals = "waiting"};
	struct record_query q = {
		.account = account, .type = &record_types[TYPE_Report], .filters = &waits, .filter_count = 1, .limit = A_DAY_MOST * 10,
	};
	int count = account ? record_list(w->s, &q, locals, NULL, NULL, NULL) : 0;
	for (int i = 0; i < count; i++) {
		if (!record_by_local(w->s, locals[i], r))
			continue;
		struct json *body = json_parse_own(r->body);
		bool same = text_equal(json_get_text(body, "since"), json_get_text(report, "since")) &&
		            text_equal(json_get_text(body, "aboutId"), json_get_text(report, "aboutId")) &&
		            text_equal(json_get_text(json_get(body, "person"), "id"), json_get_text(json_get(report, "person"), "id"));
		json_free(body);
		if (same)
			return true;
		record_free(r);
	}
	return false;
}

/* What it does to what was reported, and to those who made it: they are told, but of a report that was refused. */
static int act_on(const struct write *w, const struct decision *d, const struct json *report, struct refusal *why)
{
	const char *author = json_get_text(json_get(report, "person"), "id");
	int result = 0;
	if (text_equal(d->state, "accepted"))
		result = hide_reported(w, report, why);
	else if (text_equal(d->state, "shownAgain"))
		result = show_reported(w, report, why) == 1 ? 0 : rule_refuse(why, ERR_NOT_FOUND, NULL);
	if (result < 0)
		return -1;
	return author && !text_equal(d->state, "refused") ? case_warn(w, d, author, why) : 0;
}

/* The reporter's copy says what the desk's does; shown again, both have said so before. */
static int mark_both(const struct write *w, const struct json *report, struct record *copy, struct refusal *why)
{
	struct record own = {0};
	if (!text_equal(json_get_text(report, "state"), "waiting"))
		return 0;
	bool found = find_own(w, report, &own);
	int result = mark_done(w, copy, why);
	if (result == 0 && found)
		result = mark_done(w, &own, why);
	record_free(&own);
	return result;
}

int report_decide(const struct write *w, const struct decision *d, struct refusal *why)
{
	struct record copy = {0};
	if (text_equal(d->state, "askedBack") || text_equal(d->state, "joinedUp"))
		return rule_refuse_state(why, json_get_text(d->body, "title"), json_get_text(d->body, "state"));
	if (!record_by_id(w->s, w->account->account.local, &record_types[TYPE_Report], d->id, &copy))
		return rule_refuse(why, ERR_NOT_FOUND, NULL);
	struct json *report = json_parse_own(copy.body);
	int result = act_on(w, d, report, why);
	if (result == 0)
		result = mark_both(w, report, &copy, why);
	json_free(report);
	record_free(&copy);
	return result;
}

const struct rules rules_report = {.create = create};
