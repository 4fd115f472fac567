/* What an officer is shown of an applicant: what was said, what was found of it, what has happened, whom it may be. */
#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "validation_steps.h"

static const char *text_of(const struct json *object, const char *name)
{
	const char *text = json_get_text(object, name);
	return text ? text : "";
}

/* --- school --- */

static void add_school(const struct applicant *a, struct json *dossier, const struct record *school, const struct json *page)
{
	char *words = xasprintf("%s, %s", text_of(page, "name"), text_of(page, "town"));
	bool is_new = school->audience == AUDIENCE_AUTHOR;
	if (json_get(a->profile, "wantsSchool"))
		dossier_fact(dossier, "oldSchool", text_of(json_get(a->card, "school"), "name"));
	dossier_finding(dossier_fact(dossier, "school", words), is_new ? "entered" : "found", 0);
	if (*text_of(page, "number"))
		dossier_fact(dossier, "number", text_of(page, "number"));
	if (is_new && *text_of(page, "address"))
		dossier_fact(dossier, "address", text_of(page, "address"));
	free(words);
}

/* --- e-mail --- */

/* "okul.example" of "https://www.okul.example/page"; yours. */
static char *host_of(const char *site)
{
	const char *host = strstr(site, "://");
	host = host ? host + 3 : site;
	if (strncmp(host, "www.", 4) == 0)
		host += 4;
	return xstrndup(host, strcspn(host, "/:?#"));
}

/* Whether an address is one of the school's own, as far as its page tells. */
static void find_address(struct json *fact, const char *email, const char *site)
{
	const char *at = strrchr(email, '@');
	char *host = host_of(site);
	if (*host && at)
		dossier_finding(fact, strcmp(at + 1, host) == 0 ? "schoolAddress" : "otherAddress", 0);
	free(host);
}

static void add_email(const struct applicant *a, struct json *dossier, const struct course *c, const struct json *page)
{
	const char *email = text_of(a->profile, "email");
	struct json *fact = dossier_fact(dossier, "email", email);
	/* Whoever has been here for long has an address that a code confirmed, where codes are sent. */
	bool was = json_get(a->profile, "wantsSchool") && a->portal && a->portal->post;
	dossier_finding(fact, *email && (c->mail_at || was) ? "confirmed" : "notConfirmed", c->mail_at);
	if (*email)
		find_address(fact, email, text_of(page, "webSite"));
}

/* --- head --- */

static void add_head(struct json *dossier, const struct course *c)
{
	static const char *const answers[] = {[HEAD_NONE] = "noAnswer", [HEAD_YES] = "employed", [HEAD_NO] = "notEmployed"};
	if (!c->head_name || !*c->head_name)
		return;
	char *words = xasprintf("%s, %s", c->head_name, c->head_email ? c->head_email : "");
	struct json *fact = dossier_fact(dossier, "head", words);
	if (c->asked_at) {
		dossier_finding(fact, "asked", c->asked_at);
		dossier_finding(fact, answers[c->answer], c->answered_at);
	}
	free(words);
}

/* --- who it may be --- */

static void add_person(struct json *dossier, const char *id, const struct json *card, int agree)
{
	const struct alike alike = {.id = id, .name = text_of(card, "name"), .agree = agree, .of = LIKENESS_OF_PEOPLE};
	struct json *row = dossier_alike(dossier, &alike);
	char *school = xasprintf("%s, %s", text_of(json_get(card, "school"), "name"), text_of(card, "town"));
	dossier_fact(row, "school", school);
	dossier_codes(row, "subjects", json_get(card, "subjects"));
	dossier_codes(row, "languages", json_get(card, "languages"));
	dossier_fact(row, "dates", text_of(card, "activeAt"));
	free(school);
}

static void add_page(struct json *dossier, const char *id, const struct json *page, int agree)
{
	const struct alike alike = {.id = id, .name = text_of(page, "name"), .agree = agree, .of = LIKENESS_OF_SCHOOLS};
	struct json *row = dossier_alike(dossier, &alike);
	char *school = xasprintf("%s, %s", text_of(page, "name"), text_of(page, "town"));
	dossier_fact(row, "school", school);
	dossier_fact(row, "number", text_of(page, "number"));
	dossier_fact(row, "address", text_of(page, "address"));
	free(school);
}

static void add_one(const struct applicant *a, struct json *dossier, const struct json *found)
{
	struct record r = {0};
	bool is_school = json_get_bool(found, "school", false);
	const char *id = json_get_text(found, "id");
	if (!id || !record_by_id(a->s, a->directory, &record_types[is_school ? TYPE_School : TYPE_Person], id, &r))
		return;
	struct json *body = json_parse_own(r.body);
	(is_school ? add_page : add_person)(dossier, id, body, (int)json_get_integer(found, "agree", 0));
	json_free(body);
	record_free(&r);
}

static void add_alike(const struct applicant *a, struct json *dossier, const struct course *c)
{
	struct json *list = c->alike && *c->alike ? json_parse_own(c->alike) : NULL;
	for (const struct json *i = json_first(list); i; i = json_next(i))
		add_one(a, dossier, i);
	json_free(list);
}

/* --- all of it --- */

static void add_steps(struct json *dossier, const struct course *c)
{
	const struct { const char *step; int64_t at; const char *who; } steps[] = {
		{"registered", c->registered_at, NULL},
		{"mailConfirmed", c->mail_at, NULL},
		{"headAsked", c->asked_at, c->head_name},
		{"headAnswered", c->answered_at, c->head_name},
	};
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++)
		if (steps[i].at)
			dossier_step(dossier, steps[i].step, steps[i].at, steps[i].who);
}

int applicant_papers(const struct applicant *a, int64_t desk, struct json *dossier, struct err *e)
{
	struct json *files = json_new_array();
	int result = 0;
	for (const struct json *i = json_first(json_get(a->profile, "papers")); i && result == 0; i = json_next(i)) {
		struct blob copy = {.account = desk, .created_at = a->now};
		result = blob_copy(a->s, a->account, json_get_text(i, "blobId"), &copy, e);
		if (result == 0)
			json_set_string(json_push(files, json_copy(i)), "blobId", copy.id);
	}
	json_set(dossier, "files", files);
	return result;
}

struct json *applicant_dossier(const struct applicant *a)
{
	struct json *dossier = dossier_new();
	struct record school;
	struct course c;
	course_read(a->s, a->person, &c);
	bool there = applicant_school(a, &school);
	struct json *page = there ? json_parse_own(school.body) : NULL;
	dossier_fact(dossier, "role", text_of(a->card, "role"));
	dossier_codes(dossier, "subjects", json_get(a->card, "subjects"));
	if (there)
		add_school(a, dossier, &school, page);
	add_email(a, dossier, &c, page);
	if (!json_get(a->profile, "wantsSchool")) {
		add_head(dossier, &c);
		add_alike(a, dossier, &c);
		add_steps(dossier, &c);
	}
	dossier_codes(dossier, "languages", json_get(a->card, "languages"));
	if (*text_of(a->profile, "answer"))
		json_set_string(dossier, "text", text_of(a->profile, "answer"));
	json_free(page);
	record_free(&school);
	course_release(&c);
	return dossier;
}
