/* The desks of the demo: an officer who sees all of them, and what waits there: registrations, a project, a report. */
#include <stdlib.h>
#include <string.h>

#include "../case.h"
#include "../desk.h"
#include "../rules/founding.h"
#include "../school_copy.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "world.h"

enum { HOUR = 3600 };

/* What was found; each a bit of an applicant's row. */
enum { MAIL_OWN = 1, HEAD_SAYS_YES = 2, HEAD_ASKED = 4, HAS_PAPER = 8, IS_ALIKE = 16 };

static const struct applicant {
	const char *name, *country, *role, *subjects, *languages, *email, *head;
	int hours;      /* ago */
	unsigned found;
	const char *wrote;
} applicants[] = {
	{"Nurcan Aydın", "TR", "teacher", "mathematics", "tr en", "nurcan.aydin@okul.example", "Hasan Çetin", 150,
	 MAIL_OWN | HEAD_SAYS_YES | HAS_PAPER | IS_ALIKE, "Öğrencilerim için bir ortak arıyorum, ilk projem olacak."},
	{"Dimitra Vlachou", "GR", "teacher", "biology environment", "el en", "vlachou@school.example", "Νίκος Ράπτης", 122,
	 MAIL_OWN | HEAD_SAYS_YES, "Θα ήθελα να μετρήσουμε το ίδιο ποτάμι με άλλους."},
	{"Tomasz Lis", "PL", "librarian", "literature", "pl en", "t.lis@poczta.example", "Anna Mazur", 98, HEAD_ASKED,
	 "Szukam szkół, które czytają na głos."},
	{"Giulia Ferri", "IT", "teacher", "music", "it fr", "giulia.ferri@posta.example", "Paolo Riva", 75, HAS_PAPER, NULL},
	{"Ahmet Koç", "TR", "headTeacher", "history", "tr", "mudur@okul.example", NULL, 61, MAIL_OWN, NULL},
	{"Carmen Ruiz", "ES", "teacher", "geography", "es en", "cruiz@colegio.example", "Luis Gil", 52, MAIL_OWN | HEAD_SAYS_YES,
	 "Queremos comparar nuestros barrios."},
	{"Ioana Pop", "RO", "teacher", "foreignLanguages", "ro en fr", "ioana.pop@scoala.example", "Mihai Stan", 40, MAIL_OWN | HEAD_ASKED, NULL},
	{"Émile Roche", "FR", "teacher", "physics", "fr", "e.roche@courriel.example", "Claire Petit", 26, HEAD_SAYS_YES, NULL},
	{"Zuzana Kováčová", "SK", "teacher", "art", "sk en", "kovacova@skola.example", "Peter Hudák", 9, MAIL_OWN | HEAD_SAYS_YES,
	 "Maľujeme a radi by sme maľovali s niekým."},
};

static const char paper[] = "Görev yeri belgesi\n\nNurcan Aydın okulumuzda matematik öğretmenidir.\n";

/* --- people --- */

/* A school of a country, by its place among them; r to be freed. */
static bool find_school(const struct demo_world *w, const char *country, int64_t nth, struct record *r)
{
	const struct record_filter is = {.field = "country", .equals = country};
	const struct record_query q = {
		.account = w->directory, .type = &record_types[TYPE_School], .filters = &is, .filter_count = 1, .offset = nth, .limit = 1,
		.ascending = true,
	};
	int64_t local = 0;
	*r = (struct record){0};
	return record_list(w->s, &q, &local, NULL, NULL, NULL) == 1 && record_by_local(w->s, local, r);
}

static int add_officer(struct demo_world *w, struct err *e)
{
	struct json *card = json_new_object();
	json_set_string(card, "name", "Ilse Vermeer");
	json_set_string(card, "role", "supportOfficer");
	json_set_string(card, "country", "BE");
	demo_set_codes(card, "languages", "nl en fr");
	const struct user_new fresh = {.name = "officer", .card = card, .state = USER_ACCEPTED, .state_since = w->now - (int64_t)400 * 24 * HOUR};
	struct user made = {0};
	int result = user_add(w->s, &fresh, &made, e);
	if (result == 0)
		result = desk_add_officer(w->s, NULL, made.person, e);
	user_release(&made);
	json_free(card);
	return result;
}

static int add_applicant(struct demo_world *w, const struct applicant *a, const struct record *school, struct user *made, struct err *e)
{
	struct json *card = json_new_object(), *profile = json_new_object(), *page = json_parse_own(school->body);
	char *first = xstrndup(a->languages, strcspn(a->languages, " "));
	int64_t since = w->now - (int64_t)a->hours * HOUR;
	json_set_string(card, "name", a->name);
	json_set_string(card, "role", a->role);
	demo_set_codes(card, "subjects", a->subjects);
	demo_set_codes(card, "languages", a->languages);
	school_copy(card, school->id, page);
	json_set_string(profile, "email", a->email);
	json_set_string(profile, "interfaceLanguage", first);
	json_set_string(profile, "step", "desk");
	demo_set_time(profile, "stepSince", since);
	const struct user_new fresh = {
		.name = a->email, .card = card, .profile = profile, .state = USER_WAITING, .state_since = since,
	};
	int result = user_add(w->s, &fresh, made, e);
	free(first);
	json_free(page);
	json_free(profile);
	json_free(card);
	return result;
}

/* --- what is known of them --- */

static void add_head(struct json *dossier, const struct applicant *a, int64_t since)
{
	if (!a->head)
		return;
	struct json *fact = dossier_fact(dossier, "head", a->head);
	if (a->found & (HEAD_SAYS_YES | HEAD_ASKED))
		dossier_finding(fact, "asked", since + 12 * HOUR);
	if (a->found & HEAD_SAYS_YES)
		dossier_finding(fact, "employed", since + (int64_t)a->hours * HOUR / 2);
	else if (a->found & HEAD_ASKED)
		dossier_finding(fact, "noAnswer", 0);
}

static void add_alike(const struct demo_world *w, struct json *dossier, const struct applicant *a, const char *school)
{
	const struct demo_person *known = &w->people[w->count - 1];
	const struct alike alike = {.id = known->id, .name = "Nurcan Aydin", .agree = 3, .of = 4};
	struct json *row = dossier_alike(dossier, &alike);
	dossier_fact(row, "role", a->role);
	dossier_fact(row, "school", school);
	dossier_fact(row, "subjects", a->subjects);
	dossier_fact(row, "email", "n.aydin@posta.example");
}

static int add_paper(const struct demo_world *w, const char *person, const char *country, struct json *dossier, struct err *e)
{
	int64_t desk = desk_of(w->s, country, e);
	struct blob blob = {.account = desk, .created_at = w->now};
	if (desk < 0 || blob_write(w->s, desk, person, "text/plain", paper, sizeof paper - 1, w->now, &blob, e) < 0)
		return -1;
	struct json *file = json_push(json_set(dossier, "files", json_new_array()), json_new_object());
	json_set_string(file, "blobId", blob.id);
	json_set_string(file, "name", "gorev-yeri.txt");
	json_set_string(file, "type", "text/plain");
	json_set_integer(file, "size", sizeof paper - 1);
	blob_release(&blob);
	return 0;
}

static struct json *dossier_of(const struct demo_world *w, const struct applicant *a, const struct json *page, int64_t since)
{
	struct json *dossier = dossier_new(), *fact;
	char *school = xasprintf("%s, %s", json_get_text(page, "name"), json_get_text(page, "town"));
	dossier_fact(dossier, "role", a->role);
	dossier_fact(dossier, "subjects", a->subjects);
	dossier_finding(dossier_fact(dossier, "school", school), "found", 0);
	fact = dossier_fact(dossier, "email", a->email);
	dossier_finding(fact, "confirmed", since);
	dossier_finding(fact, a->found & MAIL_OWN ? "schoolAddress" : "otherAddress", 0);
	add_head(dossier, a, since);
	dossier_fact(dossier, "languages", a->languages);
	if (a->found & IS_ALIKE)
		add_alike(w, dossier, a, school);
	dossier_step(dossier, "registered", since - HOUR, NULL);
	dossier_step(dossier, "mailConfirmed", since, NULL);
	if (a->found & (HEAD_SAYS_YES | HEAD_ASKED))
		dossier_step(dossier, "headAsked", since + 12 * HOUR, a->head);
	if (a->wrote)
		json_set_string(dossier, "text", a->wrote);
	free(school);
	return dossier;
}

static int add_registration(struct demo_world *w, const struct applicant *a, int64_t nth, struct err *e)
{
	struct record school;
	struct user made = {0};
	if (!find_school(w, a->country, nth, &school))
		return 0; /* of a small community some countries have none */
	struct json *page = json_parse_own(school.body), *party = json_new_object();
	int64_t since = w->now - (int64_t)a->hours * HOUR;
	struct json *dossier = dossier_of(w, a, page, since);
	int result = add_applicant(w, a, &school, &made, e);
	if (result == 0 && a->found & HAS_PAPER)
		result = add_paper(w, made.person, a->country, dossier, e);
	char *language = xstrndup(a->languages, strcspn(a->languages, " "));
	json_set_string(party, "id", school.id);
	json_set_string(party, "name", json_get_text(page, "name"));
	json_set_string(party, "country", a->country);
	const struct case_new c = {
		.kind = "registration", .country = a->country, .title = a->name, .person = made.person, .name = a->name, .school = party,
		.language = language, .about = TYPE_Person, .id = made.person, .dossier = dossier, .since = since,
	};
	if (result == 0)
		result = case_open(w->s, &c, e);
	else
		json_free(dossier);
	free(language);
	json_free(party);
	json_free(page);
	record_free(&school);
	user_release(&made);
	return result;
}

/* --- a project and a report --- */

static int add_project(struct demo_world *w, struct err *e)
{
	const struct demo_made_project *project = demo_find_project(w, "Ekmek");
	const struct demo_person *me = &w->people[0];
	const struct write write = {.s = w->s};
	struct record r = {0};
	if (!record_by_id(w->s, project->account, &record_types[TYPE_Project], project->id, &r))
		return err_set(e, ERR_NOT_FOUND, NULL);
	struct json *body = json_parse_own(r.body);
	const struct case_new c = {
		.kind = "project", .country = "ES", .title = project->title, .person = me->id, .name = me->name, .language = "tr",
		.about = TYPE_Project, .id = project->id, .dossier = founding_dossier(&write, body), .since = w->now - (int64_t)8 * 24 * HOUR,
	};
	int result = case_open(w->s, &c, e);
	json_free(body);
	record_free(&r);
	return result;
}

static int add_report(struct demo_world *w, struct err *e)
{
	const struct demo_person *me = &w->people[0], *about = &w->people[w->count - 1];
	char id[RECORD_ID_LENGTH + 1];
	struct json *body = json_new_object(), *dossier;
	int64_t desk = desk_of(w->s, about->country, e);
	json_set_string(body, "reason", "spam");
	json_set_string(body, "text", "Three letters in a week, all of them about the same shop.");
	demo_set_party(body, "reporter", me->id, me->name, me->country);
	demo_set_party(body, "person", about->id, about->name, about->country);
	json_set_string(body, "state", "waiting");
	demo_set_time(body, "since", w->now - (int64_t)30 * HOUR);
	if (desk < 0 || demo_write(w, me->account, TYPE_Report, json_copy(body), NULL, e) < 0) {
		json_free(body);
		return -1;
	}
	if (demo_write(w, desk, TYPE_Report, body, id, e) < 0)
		return -1;
	dossier = dossier_new();
	dossier_fact(dossier, "reason", "spam");
	dossier_fact(dossier, "author", about->name);
	dossier_fact(dossier, "reporter", me->name);
	dossier_step(dossier, "reported", w->now - (int64_t)30 * HOUR, me->name);
	json_set_string(dossier, "text", "Three letters in a week, all of them about the same shop.");
	const struct case_new c = {
		.kind = "report", .country = about->country, .title = about->name, .person = me->id, .name = me->name, .language = "tr",
		.about = TYPE_Report, .id = id, .dossier = dossier, .since = w->now - (int64_t)30 * HOUR,
	};
	return case_open(w->s, &c, e);
}

int demo_add_desk(struct demo_world *w, struct err *e)
{
	if (add_officer(w, e) < 0 || add_project(w, e) < 0 || add_report(w, e) < 0)
		return -1;
	for (size_t i = 0; i < ARRAY_SIZE(applicants); i++)
		if (add_registration(w, &applicants[i], (int64_t)i % 3, e) < 0)
			return -1;
	return 0;
}
