/* People who have registered at a portal that sends letters, and the officer who reads of them: for the tests of what comes of it. */
#ifndef TESTS_PORTAL_APPLICANTS_H
#define TESTS_PORTAL_APPLICANTS_H

#include "lib/suite.h"

#include <signal.h>

#include "lib/deeds.h"
#include "lib/officer.h"
#include "lib/portal_mail.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

#define REGISTER "/twinline/register"

static const char *const by_head[] = {"--register", "yes", "--validation", "head", "--base-url", "https://portal.example", NULL};
static const char *const by_desk[] = {"--register", "yes", "--validation", "desk", NULL};
static const char *const by_nobody[] = {"--register", "yes", "--validation", "automatic", NULL};
static struct smtp_sink *sink;
static struct portal_fixture *f;

/* Ada is the officer of Greece. */
static inline int start(void **state)
{
	sink = smtp_sink_start();
	*state = f = portal_mail_new(sink, by_desk);
	officer_make(f, "ada", "GR");
	return 0;
}

static inline int stop(void **state)
{
	int result = portal_fixture_stop(state);
	smtp_sink_stop(sink);
	return result;
}

static inline void serve(const char *const *options)
{
	portal_fixture_end(f, SIGTERM);
	portal_mail_serve(f, sink, options);
	smtp_sink_clear(sink);
}

static inline int with_desk(void **state)
{
	(void)state;
	serve(by_desk);
	return 0;
}

static inline int with_head(void **state)
{
	(void)state;
	serve(by_head);
	return 0;
}

static inline int with_nobody(void **state)
{
	(void)state;
	serve(by_nobody);
	return 0;
}

/* --- registering --- */

/* A registration of somebody with this name to sign in and to be called, at a school; more as JSON members, each after a comma. */
static inline int enrol(const char *name, const char *called, const char *school, const char *more, struct json **answer)
{
	char *body = xasprintf("{\"name\":\"%s\",\"email\":\"%s@mail.example\",\"password\":\"%s%s%s%s%s%s%s%s\",\"language\":\"en\","
	                       "\"person\":{\"name\":\"%s\",\"role\":\"teacher\",\"languages\":{\"el\":true}},"
	                       "\"school\":{\"name\":\"%s\",\"town\":\"Volos\",\"country\":\"GR\",\"webSite\":\"https://www.mail.example/\"}%s}",
	                       name, name, name, name, name, name, name, name, name, name, called, school, more);
	int status = portal_ask(f, "POST", REGISTER, NULL, body, answer);
	free(body);
	return status;
}

#define HEAD ",\"head\":{\"name\":\"Eleni Head\",\"email\":\"head@mail.example\"},\"text\":\"My first project.\""

static inline struct json *profile_of(const struct teacher *t)
{
	struct json *answer = portal_call(f, t, "Profile/get", "{\"accountId\":\"%s\"}", t->account);
	struct json *profile = json_copy(json_first(json_get(answer, "list")));
	json_free(answer);
	return profile;
}

static inline bool profile_says(const struct teacher *t, const char *property, const char *value)
{
	struct json *profile = profile_of(t);
	const char *text = json_get_text(profile, property);
	bool says = value ? text && strcmp(text, value) == 0 : !json_get(profile, property);
	if (!says)
		print_message("%s: %s\n", property, text ? text : "-");
	json_free(profile);
	return says;
}

static inline struct deeds own_profile(const struct teacher *t)
{
	return deeds_of(f, t, t->account, "Profile");
}

/* Changes the profile: NULL, or what is wrong. */
static inline const char *change(const struct teacher *t, const char *patch)
{
	struct deeds d = own_profile(t);
	struct json *profile = profile_of(t);
	const char *wrong = deeds_change(&d, json_get_text(profile, "id"), "%s", patch);
	json_free(profile);
	return wrong;
}

static inline const char *change_card(const struct teacher *t, const char *patch)
{
	struct deeds d = deeds_of(f, t, t->directory, "Person");
	return deeds_change(&d, t->person, "%s", patch);
}

/* The letter to an address, which may come after some to others. */
static inline const struct smtp_letter *letter_to(const char *address)
{
	const struct smtp_letter *l = NULL;
	for (size_t count = 1; !l && count < 5; count++) {
		assert_true(smtp_sink_wait(sink, count) >= count);
		l = smtp_sink_to(sink, address);
	}
	assert_non_null(l);
	return l;
}

static inline void confirm(const struct teacher *t, const char *address)
{
	char error[40];
	const struct smtp_letter *l = letter_to(address);
	char *code = letter_code(l), *body = xasprintf("{\"codes\":[\"%s\"]}", code);
	smtp_sink_clear(sink); /* what comes of it may come at once */
	assert_int_equal(portal_form(f, t, "/twinline/confirm", body, error), 200);
	free(body);
	free(code);
}

/* Registers, signs in, confirms. */
static inline void join(const char *name, const char *called, const char *school, const char *more, struct teacher *t)
{
	char *address = xasprintf("%s@mail.example", name);
	assert_int_equal(enrol(name, called, school, more, NULL), 200);
	teacher_sign_in(f, name, t);
	assert_true(profile_says(t, "step", "mail"));
	confirm(t, address);
	free(address);
}

/* --- the desk --- */

static inline char *desk_account(void)
{
	char *id = officer_desk(f, &f->ada, "GR");
	assert_non_null(id);
	return id;
}

/* The case about somebody; NULL: there is none. Yours. */
static inline struct json *case_of(const struct teacher *t)
{
	char *desk = desk_account();
	struct deeds cases = deeds_of(f, &f->ada, desk, "Case");
	struct json *found = deeds_find(&cases, "\"aboutId\":\"%s\",\"state\":\"waiting\"", t->person);
	free(desk);
	return found;
}

static inline const char *decide(const struct teacher *t, const char *patch)
{
	char *desk = desk_account();
	struct deeds cases = deeds_of(f, &f->ada, desk, "Case");
	struct json *one = case_of(t);
	assert_non_null(one);
	const char *wrong = deeds_change(&cases, json_get_text(one, "id"), "%s", patch);
	json_free(one);
	free(desk);
	return wrong;
}

static inline bool has_case(const struct teacher *t)
{
	struct json *one = case_of(t);
	bool has = one != NULL;
	json_free(one);
	return has;
}

static inline struct json *dossier_of(const struct teacher *t)
{
	char *desk = desk_account();
	struct json *one = case_of(t);
	assert_non_null(one);
	struct deeds dossiers = deeds_of(f, &f->ada, desk, "Dossier");
	struct json *dossier = deeds_get(&dossiers, json_get_text(one, "id"));
	assert_non_null(dossier);
	json_free(one);
	free(desk);
	return dossier;
}

static inline bool has_finding(const struct json *dossier, const char *fact, const char *finding)
{
	for (const struct json *i = json_first(json_get(json_get(dossier, "facts"), "list")); i; i = json_next(i))
		for (const struct json *k = json_first(json_get(i, "findings")); k; k = json_next(k))
			if (strcmp(json_get_text(i, "fact"), fact) == 0 && strcmp(json_get_text(k, "finding"), finding) == 0)
				return true;
	return false;
}

static inline bool is_notified(const struct teacher *t, const char *kind)
{
	struct deeds d = deeds_of(f, t, t->account, "Notification");
	struct json *found = deeds_find(&d, "\"kind\":\"%s\"", kind);
	bool is = found != NULL;
	json_free(found);
	return is;
}

/* The letter to an address that has come since the letterbox was emptied has these words. */
static inline void letter_says(const char *address, const char *words)
{
	char *text = smtp_letter_text(letter_to(address));
	for (char *c = text; *c; c++)
		if (*c == '\n' || *c == '\r')
			*c = ' ';
	if (!strstr(text, words))
		fail_msg("%s", text);
	free(text);
}

/* The id of a school by its words; yours. */
static inline char *school_id(const char *text)
{
	struct json *found = portal_call(f, &f->ben, "School/query", "{\"accountId\":\"%s\",\"filter\":{\"text\":\"%s\"}}", f->ben.directory,
	                                 text);
	char *id = xstrdup(json_text(json_first(json_get(found, "ids"))));
	json_free(found);
	return id;
}

static inline bool works_at(const struct teacher *t, const char *school)
{
	struct deeds people = deeds_of(f, &f->ada, f->ada.directory, "Person");
	struct json *card = deeds_get(&people, t->person);
	bool works = text_equal(json_get_text(json_get(card, "school"), "name"), school);
	json_free(card);
	return works;
}

#endif
