/* A project on the desks of its founders' countries: what they read of it, and what their decision does. */
#include <stdlib.h>
#include <string.h>

#include "founding.h"

#include "../case.h"
#include "../card.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { SHORT_BYTES = 40 }; /* a text of fewer says little */

/* --- what is known of it --- */

static int64_t time_of(const struct json *body, const char *name)
{
	int64_t at = 0;
	rule_get_time(body, name, &at);
	return at;
}

/* "Ewa Kowalska, PL; SP 22" */
static char *founder_words(const struct json *card)
{
	const char *name = json_get_text(card, "name"), *country = json_get_text(card, "country");
	const char *school = json_get_text(json_get(card, "school"), "name");
	struct str text = {0};
	str_addf(&text, "%s, %s; %s", name ? name : "", country ? country : "", school ? school : "");
	return str_detach(&text);
}

static void add_founders(const struct write *w, const struct json *body, struct json *dossier)
{
	for (const struct json *i = json_first(json_get(body, "founders")); i; i = json_next(i)) {
		struct json *card = rule_card(w, json_get_text(i, "id"));
		char *words = founder_words(card);
		struct json *fact = dossier_fact(dossier, "founders", words);
		dossier_finding(fact, "validated", 0);
		free(words);
		json_free(card);
	}
}

static void add_text(const struct json *body, const char *field, const char *fact, struct json *dossier)
{
	const char *text = json_get_text(body, field);
	struct json *made = dossier_fact(dossier, fact, text);
	if (!text || !*text)
		dossier_finding(made, "missing", 0);
	else if (strlen(text) < SHORT_BYTES)
		dossier_finding(made, "short", 0);
}

static void add_pupils(const struct json *body, struct json *dossier)
{
	int64_t from = json_get_integer(body, "pupilsFrom", 0), to = json_get_integer(body, "pupilsTo", 0);
	int64_t count = json_get_integer(body, "pupils", 0);
	char *ages = from || to ? xasprintf("%lld %lld", (long long)(from ? from : to), (long long)(to ? to : from)) : NULL;
	char *number = count ? xasprintf("%lld", (long long)count) : NULL;
	dossier_fact(dossier, "pupils", number);
	dossier_fact(dossier, "ages", ages);
	free(number);
	free(ages);
}

static void add_dates(const struct json *body, struct json *dossier)
{
	const char *begins = json_get_text(body, "begins"), *ends = json_get_text(body, "ends");
	char *words = begins || ends ? xasprintf("%s %s", begins ? begins : "", ends ? ends : "") : NULL;
	dossier_fact(dossier, "dates", words);
	free(words);
}

/* That they are contacts and work at two schools was asked for when it was sent. */
struct json *founding_dossier(const struct write *w, const struct json *body)
{
	struct json *dossier = dossier_new();
	add_founders(w, body, dossier);
	struct json *countries = dossier_codes(dossier, "countries", json_get(body, "countries"));
	dossier_finding(countries, "contacts", 0);
	dossier_finding(countries, "twoSchools", 0);
	if (json_get_bool(body, "national", false))
		dossier_finding(countries, "oneCountry", 0);
	dossier_codes(dossier, "languages", json_get(body, "languages"));
	dossier_codes(dossier, "topics", json_get(body, "subjects"));
	add_pupils(body, dossier);
	add_text(body, "summary", "summary", dossier);
	add_text(body, "aims", "aims", dossier);
	add_text(body, "process", "work", dossier);
	add_text(body, "results", "results", dossier);
	add_dates(body, dossier);
	dossier_step(dossier, "founded", 0, json_get_text(json_first(json_get(body, "founders")), "name"));
	dossier_step(dossier, "partnerAgreed", time_of(body, "stateSince"), json_get_text(json_get(body, "partner"), "name"));
	return dossier;
}

/* --- on the desks --- */

/* The founder who works in a country. */
static const struct json *founder_in(const struct json *body, const char *country)
{
	const struct json *founders = json_get(body, "founders");
	for (const struct json *i = json_first(founders); i; i = json_next(i))
		if (text_equal(json_get_text(i, "country"), country))
			return i;
	return json_first(founders);
}

static int open_case(const struct write *w, const char *id, const struct json *body, const char *country, struct refusal *why)
{
	const struct json *founder = founder_in(body, country);
	struct json *card = rule_card(w, json_get_text(founder, "id"));
	const struct case_new c = {
		.kind = "project", .country = country, .title = json_get_text(body, "title"), .person = json_get_text(founder, "id"),
		.name = json_get_text(founder, "name"), .school = json_get(card, "school"), .language = json_get_text(body, "language"),
		.about = TYPE_Project, .id = id, .dossier = founding_dossier(w, body),
	};
	int result = case_open(w->s, &c, &why->cause);
	json_free(card);
	return result;
}

int founding_open_cases(const struct write *w, const char *id, const struct json *body, struct refusal *why)
{
	int result = 0;
	for (const struct json *i = json_first(json_get(body, "waitsForOffices")); i && result == 0; i = json_next(i))
		result = open_case(w, id, body, json_key(i), why);
	return result;
}

static struct case_key key_of(const char *country, const char *id)
{
	return (struct case_key){.kind = "project", .country = country, .about = TYPE_Project, .id = id};
}

int founding_close_cases(const struct write *w, const char *id, const struct json *body, struct refusal *why)
{
	int result = 0;
	for (const struct json *i = json_first(json_get(body, "waitsForOffices")); i && result == 0; i = json_next(i)) {
		const struct case_key key = key_of(json_key(i), id);
		result = case_close(w->s, &key, "done", &why->cause);
	}
	return result;
}

int founding_remind_desks(const struct write *w, const char *id, const struct json *body, struct refusal *why)
{
	int result = 0;
	for (const struct json *i = json_first(json_get(body, "waitsForOffices")); i && result == 0; i = json_next(i)) {
		const struct case_key key = key_of(json_key(i), id);
		result = case_remind(w->s, &key, &why->cause);
	}
	return result;
}

/* --- deciding --- */

/* Both are told; of a yes when it is the last one. */
static int tell(const struct write *w, const struct decision *d, const struct json *founders, struct refusal *why)
{
	int result = 0;
	for (const struct json *i = json_first(founders); i && result == 0; i = json_next(i))
		result = case_tell(w, d, json_get_text(i, "id"), why);
	return result;
}

static int approve(const struct write *w, struct record *project, struct json *body, const struct decision *d, struct refusal *why)
{
	struct json *offices = json_get_mutable(body, "waitsForOffices");
	json_remove(offices, d->country);
	if (json_size(offices))
		return 0;
	static const char *const over[] = {"waitsForOffices", "waitsFor", "returnedBy", "reason", "word"};
	for (size_t i = 0; i < ARRAY_SIZE(over); i++)
		json_remove(body, over[i]);
	founding_set_state(w, body, "active");
	(void)project;
	return tell(w, d, json_get(body, "founders"), why);
}

/* The desk's words go with it. */
static void note_words(const struct write *w, const struct decision *d, struct json *body)
{
	struct json *me = rule_card(w, w->viewer->user.person);
	json_set(body, "returnedBy", rule_party(w->viewer->user.person, me));
	json_set_string(body, "reason", d->reason);
	if (d->text)
		json_set_string(body, "word", d->text);
	else
		json_remove(body, "word");
	json_free(me);
}

/* It waits for its founders now, who change what is asked about; that goes back to the desk (founding_ask_again). */
static int ask_back(const struct write *w, struct record *project, struct json *body, const struct decision *d, struct refusal *why)
{
	(void)project;
	note_words(w, d, body);
	json_set(body, "waitsFor", json_copy(json_get(body, "founders")));
	return tell(w, d, json_get(body, "founders"), why);
}

static int refuse(const struct write *w, struct record *project, struct json *body, const struct decision *d, struct refusal *why)
{
	/* This desk's own is decided by now. */
	json_remove(json_get_mutable(body, "waitsForOffices"), d->country);
	if (tell(w, d, json_get(body, "founders"), why) < 0 || founding_return(w, project, body, why) < 0)
		return -1;
	note_words(w, d, body);
	return 0;
}

static const struct {
	const char *state;
	int (*does)(const struct write *w, struct record *project, struct json *body, const struct decision *d, struct refusal *why);
} decisions[] = {{"accepted", approve}, {"askedBack", ask_back}, {"refused", refuse}};

static int decide(const struct write *w, struct record *project, const struct decision *d, struct refusal *why)
{
	struct json *body = json_parse_own(project->body);
	bool waits = json_get_bool(json_get(body, "waitsForOffices"), d->country, false);
	int result = waits ? refuse_field(why, w->type, "state", ERR_FIELD_CODE, d->state)
	                   : rule_refuse_state(why, json_get_text(body, "title"), json_get_text(body, "state"));
	for (size_t i = 0; i < ARRAY_SIZE(decisions) && waits; i++) {
		if (!text_equal(decisions[i].state, d->state))
			continue;
		refusal_release(why);
		rule_set_now(w, body, "activeAt");
		result = decisions[i].does(w, project, body, d, why);
	}
	if (result < 0) {
		json_free(body);
		return -1;
	}
	if (rule_write(w, project, body, true, why) < 0 || card_refresh(w->s, project->account, &why->cause) < 0)
		return -1;
	return card_count_members(w->s, project->account, &why->cause);
}

int project_decide(const struct write *w, const struct decision *d, struct refusal *why)
{
	struct record project;
	if (!d->id || !project_find(w->s, d->id, &project))
		return rule_refuse(why, ERR_NOT_FOUND, NULL);
	int result = decide(w, &project, d, why);
	record_free(&project);
	return result;
}
