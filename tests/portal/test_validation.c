/* From a registration to an accepted teacher: each policy's steps, who waits for whom, what a newcomer may do, and who is like whom. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>

#include "../../src/portal/likeness.h"
#include "lib/deeds.h"
#include "lib/portal_mail.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

#define REGISTER "/twinline/register"

static const char *const by_head[] = {"--register", "yes", "--validation", "head", "--base-url", "https://portal.example", NULL};
static const char *const by_desk[] = {"--register", "yes", "--validation", "desk", NULL};
static const char *const by_nobody[] = {"--register", "yes", "--validation", "automatic", NULL};
static struct smtp_sink *sink;
static struct portal_fixture *f;

/* Ada is the officer of Greece and Italy. */
static int start(void **state)
{
	const char *greece[] = {"user", "officer", NULL, "ada", "--country", "GR", NULL};
	sink = smtp_sink_start();
	*state = f = portal_mail_new(sink, by_desk);
	greece[2] = f->database;
	return portal_fixture_run(greece, NULL, NULL);
}

static int stop(void **state)
{
	int result = portal_fixture_stop(state);
	smtp_sink_stop(sink);
	return result;
}

static void serve(const char *const *options)
{
	portal_fixture_end(f, SIGTERM);
	portal_mail_serve(f, sink, options);
	smtp_sink_clear(sink);
}

static int with_desk(void **state)
{
	(void)state;
	serve(by_desk);
	return 0;
}

static int with_head(void **state)
{
	(void)state;
	serve(by_head);
	return 0;
}

static int with_nobody(void **state)
{
	(void)state;
	serve(by_nobody);
	return 0;
}

/* --- registering --- */

/* A registration of somebody with this name to sign in and to be called, at a school; more as JSON members, each after a comma. */
static int enrol(const char *name, const char *called, const char *school, const char *more, struct json **answer)
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

static struct json *profile_of(const struct teacher *t)
{
	struct json *answer = portal_call(f, t, "Profile/get", "{\"accountId\":\"%s\"}", t->account);
	struct json *profile = json_copy(json_first(json_get(answer, "list")));
	json_free(answer);
	return profile;
}

static bool profile_says(const struct teacher *t, const char *property, const char *value)
{
	struct json *profile = profile_of(t);
	const char *text = json_get_text(profile, property);
	bool says = value ? text && strcmp(text, value) == 0 : !json_get(profile, property);
	if (!says)
		print_message("%s: %s\n", property, text ? text : "-");
	json_free(profile);
	return says;
}

static struct deeds own_profile(const struct teacher *t)
{
	return deeds_of(f, t, t->account, "Profile");
}

/* Changes the profile: NULL, or what is wrong. */
static const char *change(const struct teacher *t, const char *patch)
{
	struct deeds d = own_profile(t);
	struct json *profile = profile_of(t);
	const char *wrong = deeds_change(&d, json_get_text(profile, "id"), "%s", patch);
	json_free(profile);
	return wrong;
}

static const char *change_card(const struct teacher *t, const char *patch)
{
	struct deeds d = deeds_of(f, t, t->directory, "Person");
	return deeds_change(&d, t->person, "%s", patch);
}

/* The letter to an address, which may come after some to others. */
static const struct smtp_letter *letter_to(const char *address)
{
	const struct smtp_letter *l = NULL;
	for (size_t count = 1; !l && count < 5; count++) {
		assert_true(smtp_sink_wait(sink, count) >= count);
		l = smtp_sink_to(sink, address);
	}
	assert_non_null(l);
	return l;
}

static void confirm(const struct teacher *t, const char *address)
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
static void join(const char *name, const char *called, const char *school, const char *more, struct teacher *t)
{
	char *address = xasprintf("%s@mail.example", name);
	assert_int_equal(enrol(name, called, school, more, NULL), 200);
	teacher_sign_in(f, name, t);
	assert_true(profile_says(t, "step", "mail"));
	confirm(t, address);
	free(address);
}

/* --- the desk --- */

static char *desk_account(void)
{
	struct store s;
	portal_store(f, &s);
	struct db_stmt *row = db_prepare(s.db, "SELECT id FROM account WHERE kind = ?1 AND name = 'GR'");
	db_bind_int(row, 1, ACCOUNT_DESK);
	assert_int_equal(db_step(row, NULL), 1);
	char *id = xstrdup(db_text(row, 0));
	db_reset(row);
	store_close(&s);
	return id;
}

/* The case about somebody; NULL: there is none. Yours. */
static struct json *case_of(const struct teacher *t)
{
	char *desk = desk_account();
	struct deeds cases = deeds_of(f, &f->ada, desk, "Case");
	struct json *found = deeds_find(&cases, "\"aboutId\":\"%s\",\"state\":\"waiting\"", t->person);
	free(desk);
	return found;
}

static const char *decide(const struct teacher *t, const char *patch)
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

static bool has_case(const struct teacher *t)
{
	struct json *one = case_of(t);
	bool has = one != NULL;
	json_free(one);
	return has;
}

static struct json *dossier_of(const struct teacher *t)
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

static bool has_finding(const struct json *dossier, const char *fact, const char *finding)
{
	for (const struct json *i = json_first(json_get(json_get(dossier, "facts"), "list")); i; i = json_next(i))
		for (const struct json *k = json_first(json_get(i, "findings")); k; k = json_next(k))
			if (strcmp(json_get_text(i, "fact"), fact) == 0 && strcmp(json_get_text(k, "finding"), finding) == 0)
				return true;
	return false;
}

/* --- the policies --- */

static void test_nobody_is_asked(void **state)
{
	(void)state;
	struct teacher t;
	join("auto1", "Anna Auto", "First school", "", &t);
	assert_true(profile_says(&t, "state", "accepted"));
	assert_true(profile_says(&t, "step", NULL));
	assert_false(has_case(&t));
	teacher_release(&t);
}

static void test_the_desk_decides(void **state)
{
	(void)state;
	struct teacher t;
	join("desk1", "Dora Desk", "Second school", ",\"text\":\"My first project.\"", &t);
	assert_true(profile_says(&t, "step", "desk"));
	assert_true(profile_says(&t, "state", "waiting"));
	struct json *one = case_of(&t), *dossier = dossier_of(&t);
	assert_string_equal(json_get_text(one, "kind"), "school");
	assert_string_equal(json_get_text(one, "title"), "Dora Desk");
	assert_true(has_finding(dossier, "email", "confirmed"));
	assert_true(has_finding(dossier, "email", "schoolAddress"));
	assert_true(has_finding(dossier, "school", "entered"));
	assert_string_equal(json_get_text(dossier, "text"), "My first project.");
	assert_null(decide(&t, "\"state\":\"accepted\",\"text\":\"Welcome to us.\""));
	assert_true(profile_says(&t, "state", "accepted"));
	assert_true(profile_says(&t, "step", NULL));
	assert_true(profile_says(&t, "word", "Welcome to us."));
	/* The school came with its first person. */
	struct deeds schools = deeds_of(f, &f->ben, f->ben.directory, "School");
	assert_int_equal(deeds_count(&schools, "\"text\":\"Second school\""), 1);
	json_free(one);
	json_free(dossier);
	teacher_release(&t);
}

static void test_the_desk_asks_back_and_is_answered(void **state)
{
	(void)state;
	struct teacher t;
	join("back1", "Bella Back", "Third school", "", &t);
	assert_null(decide(&t, "\"state\":\"askedBack\",\"reason\":\"paperMissing\",\"text\":\"A paper, please.\""));
	assert_true(profile_says(&t, "state", "askedBack"));
	assert_true(profile_says(&t, "step", "you"));
	assert_true(profile_says(&t, "word", "A paper, please."));
	assert_true(profile_says(&t, "reason", "paperMissing"));
	assert_string_equal(change(&t, "\"remindedAt\":\"2026-01-01T00:00:00Z\""), "notInState");
	assert_false(has_case(&t));
	assert_null(change(&t, "\"answer\":\"Here I am.\""));
	assert_true(profile_says(&t, "state", "waiting"));
	assert_true(profile_says(&t, "step", "desk"));
	struct json *dossier = dossier_of(&t);
	assert_string_equal(json_get_text(dossier, "text"), "Here I am.");
	json_free(dossier);
	assert_null(decide(&t, "\"state\":\"refused\",\"reason\":\"notASchool\",\"text\":\"A shop is none.\""));
	assert_true(profile_says(&t, "state", "refused"));
	assert_true(profile_says(&t, "step", NULL));
	assert_true(profile_says(&t, "reason", "notASchool"));
	struct deeds people = deeds_of(f, &t, t.directory, "Person");
	assert_int_equal(deeds_count(&people, "%s", ""), 0);
	teacher_release(&t);
}

static void test_the_command_line_settles_it(void **state)
{
	(void)state;
	struct teacher t;
	join("line1", "Lina Line", "Fourth school", "", &t);
	const char *words[] = {"user", "accept", f->database, "line1", NULL};
	assert_true(has_case(&t));
	assert_int_equal(portal_fixture_run(words, NULL, NULL), 0);
	assert_false(has_case(&t));
	assert_true(profile_says(&t, "step", NULL));
	assert_true(profile_says(&t, "state", "accepted"));
	teacher_release(&t);
}

/* What the portal does by itself comes soon after it serves. */
static void wait_step(const struct teacher *t, const char *step)
{
	bool is = false;
	for (int64_t until = clock_monotonic_ms() + 20000; !is && clock_monotonic_ms() < until; poll(NULL, 0, 10)) {
		struct json *profile = profile_of(t);
		is = text_equal(json_get_text(profile, "step"), step);
		json_free(profile);
	}
	assert_true(is);
}

/* The path of the link in the head's letter; yours. */
static char *head_link(void)
{
	const struct smtp_letter *l = letter_to("head@mail.example");
	char *text = smtp_letter_text(l);
	const char *at = strstr(text, "/twinline/head/");
	assert_non_null(at);
	char *link = xstrndup(at, strcspn(at, "\r\n "));
	free(text);
	return link;
}

static int ask_page(const char *verb, const char *path, const char *body)
{
	return portal_ask(f, verb, path, NULL, body, NULL);
}

static void test_the_head_is_asked_first(void **state)
{
	(void)state;
	struct teacher t;
	assert_int_equal(enrol("head0", "Nobody Here", "No school", "", NULL), 400);
	join("head1", "Hera Head", "Fifth school", HEAD, &t);
	assert_true(profile_says(&t, "step", "head"));
	assert_true(profile_says(&t, "stepWho", "Eleni Head"));
	assert_false(has_case(&t));
	char *link = head_link(), *wrong = xasprintf("%.*sAAAA", (int)strlen(link) - 4, link);
	assert_int_equal(strlen(strrchr(link, '/') + 1), 32);
	assert_int_equal(ask_page("GET", link, NULL), 200);
	assert_int_equal(ask_page("GET", wrong, NULL), 404);
	assert_int_equal(ask_page("POST", link, "answer=perhaps"), 400);
	assert_true(profile_says(&t, "step", "head"));
	/* A reminder writes again, and the link before is worth nothing. */
	smtp_sink_clear(sink);
	portal_set_profile(f, &t, "{\"stepSince\":\"2020-01-01T00:00:00Z\"}");
	assert_null(change(&t, "\"remindedAt\":\"2026-01-01T00:00:00Z\""));
	char *fresh = head_link();
	assert_string_not_equal(link, fresh);
	assert_int_equal(ask_page("POST", link, "answer=no"), 404);
	assert_int_equal(ask_page("POST", fresh, "answer=yes"), 200);
	assert_int_equal(ask_page("POST", fresh, "answer=no"), 404);
	assert_true(profile_says(&t, "step", "desk"));
	struct json *dossier = dossier_of(&t);
	assert_true(has_finding(dossier, "head", "employed"));
	assert_true(has_finding(dossier, "head", "asked"));
	json_free(dossier);
	free(link);
	free(fresh);
	free(wrong);
	teacher_release(&t);
}

/* A head who does not answer keeps nobody: after two weeks the desk has it, and is told. */
static void test_a_head_who_is_silent_is_waited_for_two_weeks(void **state)
{
	(void)state;
	static const char *const patient[] = {"--register", "yes", "--patience", "4", NULL};
	struct teacher t;
	char now[CLOCK_TEXT_SIZE];
	join("silent", "Silja Silent", "A silent school", HEAD, &t);
	free(head_link());
	clock_format(clock_now() + (int64_t)15 * 24 * 60 * 60, now);
	setenv("TWINLINE_NOW", now, 1);
	serve(patient);
	wait_step(&t, "desk");
	struct json *dossier = dossier_of(&t);
	assert_true(has_finding(dossier, "head", "noAnswer"));
	json_free(dossier);
	unsetenv("TWINLINE_NOW");
	teacher_release(&t);
}

/* --- reminding --- */

static void test_a_reminder_is_three_days_from_the_last(void **state)
{
	(void)state;
	struct teacher t;
	join("remi1", "Remi Reminder", "Sixth school", "", &t);
	assert_string_equal(change(&t, "\"remindedAt\":\"2026-01-01T00:00:00Z\""), "reminded");
	portal_set_profile(f, &t, "{\"stepSince\":\"2020-01-01T00:00:00Z\"}");
	assert_null(change(&t, "\"remindedAt\":\"2026-01-01T00:00:00Z\""));
	struct json *one = case_of(&t);
	assert_non_null(json_get(one, "remindedAt"));
	json_free(one);
	assert_string_equal(change(&t, "\"remindedAt\":\"2026-01-02T00:00:00Z\""), "reminded");
	portal_set_profile(f, &t, "{\"remindedAt\":\"2020-01-01T00:00:00Z\"}");
	assert_null(change(&t, "\"remindedAt\":\"2026-01-03T00:00:00Z\""));
	teacher_release(&t);
	/* Before the address is confirmed it is the letter that comes again. */
	assert_int_equal(enrol("remi2", "Rosa Reminder", "Seventh school", "", NULL), 200);
	teacher_sign_in(f, "remi2", &t);
	assert_int_equal(smtp_sink_wait(sink, 1), 1);
	assert_null(change(&t, "\"remindedAt\":\"2026-01-03T00:00:00Z\""));
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	assert_true(profile_says(&t, "step", "mail"));
	confirm(&t, "remi2@mail.example");
	assert_true(profile_says(&t, "step", "desk"));
	/* Somebody who waits for nothing reminds nobody. */
	assert_string_equal(change(&f->ben, "\"remindedAt\":\"2026-01-03T00:00:00Z\""), "notInState");
	teacher_release(&t);
}

/* --- another school --- */

/* The id of a school by its words; yours. */
static char *school_id(const char *text)
{
	struct json *found = portal_call(f, &f->ben, "School/query", "{\"accountId\":\"%s\",\"filter\":{\"text\":\"%s\"}}", f->ben.directory,
	                                 text);
	char *id = xstrdup(json_text(json_first(json_get(found, "ids"))));
	json_free(found);
	return id;
}

static bool works_at(const struct teacher *t, const char *school)
{
	struct deeds people = deeds_of(f, &f->ada, f->ada.directory, "Person");
	struct json *card = deeds_get(&people, t->person);
	bool works = text_equal(json_get_text(json_get(card, "school"), "name"), school);
	json_free(card);
	return works;
}

static void test_another_school_counts_once_it_is_validated(void **state)
{
	(void)state;
	struct teacher t;
	char *second = school_id("Second school"), *patch = xasprintf("\"wantsSchool\":{\"id\":\"%s\"}", second);
	join("move1", "Mona Move", "Eighth school", "", &t);
	assert_string_equal(change(&t, patch), "newcomer");
	assert_null(decide(&t, "\"state\":\"accepted\""));
	assert_string_equal(change(&t, "\"wantsSchool\":{\"id\":\"azzzzzzz\"}"), "wantsSchool: noSuchReference");
	assert_null(change(&t, patch));
	assert_true(profile_says(&t, "step", "desk"));
	assert_true(profile_says(&t, "state", "accepted"));
	assert_true(works_at(&t, "Eighth school"));
	struct json *one = case_of(&t);
	assert_string_equal(json_get_text(one, "kind"), "schoolChange");
	json_free(one);
	/* Taken back, and wanted again. */
	assert_null(change(&t, "\"wantsSchool\":null"));
	assert_false(has_case(&t));
	assert_true(profile_says(&t, "step", NULL));
	assert_null(change(&t, patch));
	assert_null(decide(&t, "\"state\":\"accepted\""));
	assert_true(works_at(&t, "Second school"));
	assert_true(profile_says(&t, "step", NULL));
	assert_true(profile_says(&t, "wantsSchool", NULL));
	free(patch);
	free(second);
	teacher_release(&t);
}

static void test_a_school_that_nobody_knows_can_be_wanted(void **state)
{
	(void)state;
	struct teacher t;
	char error[40];
	join("want1", "Wanda Wants", "Wanted school", "", &t);
	assert_int_equal(portal_form(f, &t, "/twinline/school", "{\"name\":\"Brand new\",\"town\":\"Larisa\",\"country\":\"GR\"}", error), 403);
	assert_string_equal(error, "newcomer");
	assert_null(decide(&t, "\"state\":\"accepted\""));
	assert_int_equal(portal_form(f, &t, "/twinline/school", "{\"name\":\"Brand new\",\"country\":\"GR\"}", error), 400);
	assert_int_equal(portal_form(f, &t, "/twinline/school", "{\"name\":\"Brand new\",\"town\":\"Larisa\",\"country\":\"GR\"}", error), 204);
	assert_null(school_id("Brand new"));
	struct json *dossier = dossier_of(&t);
	assert_true(has_finding(dossier, "school", "entered"));
	json_free(dossier);
	assert_null(decide(&t, "\"state\":\"accepted\""));
	assert_true(works_at(&t, "Brand new"));
	char *id = school_id("Brand new");
	assert_non_null(id);
	free(id);
	teacher_release(&t);
}

/* --- newcomers --- */

static int count_of(const struct teacher *t, const char *account, const char *type)
{
	struct deeds d = deeds_of(f, t, account, type);
	return deeds_count(&d, "%s", "");
}

static void test_a_newcomer_looks_and_is_not_found_and_writes_to_nobody(void **state)
{
	(void)state;
	struct teacher t;
	join("newc1", "Nina New", "Ninth school", "", &t);
	struct deeds letters = deeds_of(f, &t, t.account, "Message"), contacts = deeds_of(f, &t, t.account, "Contact");
	struct deeds follows = deeds_of(f, &t, t.account, "Follow"), events = deeds_of(f, &t, t.community, "Event");
	struct deeds to_her = deeds_of(f, &f->ben, f->ben.account, "Contact"), mail = deeds_of(f, &f->ben, f->ben.account, "Message");
	assert_true(count_of(&t, t.directory, "School") > 0);
	assert_int_equal(count_of(&t, t.directory, "Person"), 0);
	assert_string_equal(deeds_make(&letters, NULL, "\"to\":[{\"id\":\"%s\"}],\"text\":\"Hello\"", f->ben.person), "to: noSuchReference");
	assert_string_equal(deeds_make(&contacts, NULL, "\"person\":{\"id\":\"%s\"}", f->ben.person), "person: noSuchReference");
	assert_string_equal(deeds_make(&follows, NULL, "\"person\":{\"id\":\"%s\"}", f->ben.person), "person: noSuchReference");
	assert_string_equal(deeds_make(&events, NULL, "\"title\":\"Mine\""), "accountReadOnly");
	assert_string_equal(deeds_make(&to_her, NULL, "\"person\":{\"id\":\"%s\"}", t.person), "person: noSuchReference");
	assert_string_equal(deeds_make(&mail, NULL, "\"to\":[{\"id\":\"%s\"}],\"text\":\"Hello\"", t.person), "to: noSuchReference");
	struct deeds people = deeds_of(f, &f->ben, f->ben.directory, "Person");
	struct deeds notices = deeds_of(f, &t, t.community, "PartnerNotice"), projects = deeds_of(f, &t, t.account, "Project");
	assert_null(deeds_get(&people, t.person));
	assert_string_equal(deeds_make(&notices, NULL, "\"title\":\"Mine\",\"purpose\":\"project\""), "accountReadOnly");
	assert_string_equal(deeds_make(&projects, NULL, "\"title\":\"Mine\""), "newcomer");
	/* Who leaves leaves no case behind. */
	static const char password[] = "{\"password\":\"newc1newc1newc1newc1newc1newc1newc1newc1\"}";
	assert_int_equal(portal_ask(f, "POST", "/twinline/leave", t.bearer, password, NULL), 204);
	assert_false(has_case(&t));
	teacher_release(&t);
}

/* As the portal has somebody whose registration waits again. */
static void make_newcomer(const struct teacher *t)
{
	struct store s;
	portal_store(f, &s);
	struct db_stmt *row = db_prepare(s.db, "UPDATE login SET state = 0 WHERE person = ?1");
	db_bind_text(row, 1, t->person);
	assert_int_equal(db_run(row, NULL), 0);
	store_close(&s);
}

/* An invitation that has come waits until they are accepted: then their yes counts. */
static void test_an_invitation_waits_for_a_newcomer(void **state)
{
	(void)state;
	struct teacher t;
	join("invi1", "Ida Invited", "Tenth school", "", &t);
	const char *accept[] = {"user", "accept", f->database, "invi1", NULL};
	char *project = deeds_project(f, "Rivers", &f->ben, &f->eva, NULL);
	struct deeds members = deeds_of(f, &f->ben, project, "Member");
	assert_null(decide(&t, "\"state\":\"accepted\""));
	assert_null(change_card(&t, "\"available\":true"));
	deeds_befriend(f, &f->ben, &t);
	make_newcomer(&t);
	assert_null(deeds_make(&members, NULL, "\"person\":{\"id\":\"%s\"},\"text\":\"Come\"", t.person));
	struct deeds letters = deeds_of(f, &t, t.account, "Message");
	struct json *letter = deeds_find(&letters, "\"kind\":\"invitation\"");
	assert_non_null(letter);
	const char *id = json_get_text(letter, "id");
	assert_string_equal(deeds_change(&letters, id, "\"answer\":\"accepted\""), "newcomer");
	assert_int_equal(portal_fixture_run(accept, NULL, NULL), 0);
	assert_null(deeds_change(&letters, id, "\"answer\":\"accepted\""));
	json_free(letter);
	free(project);
	teacher_release(&t);
}

/* --- likeness --- */

static void test_names_are_near(void **state)
{
	(void)state;
	static const struct { const char *a, *b; bool near; } rows[] = {
		{"Nurcan Aydın", "AYDIN, Nurcan", true},
		{"Nurcan Aydın", "Nurcan Aidin", true},
		{"Nurcan Aydın", "Nurcna Aydin", true},
		{"Nurcan Aydın", "Nurhan Kaya", false},
		{"Ιώ Ρήγα", "Ιω Ρηγα", true},
		{"2ο Γυμνάσιο Βόλου", "3ο Γυμνάσιο Βόλου", false},
		{"2ο Γυμνάσιο Βόλου", "2ο Γυμνασιο Βολου", true},
		{"Li", "Lu", false},
		{"", "", false},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (likeness_is_near(rows[i].a, rows[i].b) != rows[i].near)
			fail_msg("%s, %s", rows[i].a, rows[i].b);
}

static void test_who_was_here_before_is_told(void **state)
{
	(void)state;
	struct json *answer = NULL;
	struct teacher t, again;
	join("like1", "Lika Likeness", "Alike school", "", &t);
	assert_null(decide(&t, "\"state\":\"accepted\""));
	assert_int_equal(enrol("like2", "Likenes Lika", "Alike schol", "", &answer), 200);
	const struct json *alike = json_get(answer, "alike");
	assert_true(json_get_bool(alike, "person", false));
	assert_int_equal(json_size(json_get(alike, "schools")), 1);
	assert_string_equal(json_get_text(json_first(json_get(alike, "schools")), "name"), "Alike school");
	assert_null(json_get(answer, "by"));
	json_free(answer);
	/* Nothing was registered; the name to sign in is still free. */
	join("like2", "Likenes Lika", "Alike schol", ",\"sure\":true", &again);
	struct json *dossier = dossier_of(&again);
	const struct json *list = json_get(json_get(dossier, "alike"), "list"), *row = json_first(list);
	assert_string_equal(json_get_text(row, "id"), t.person);
	assert_int_equal(json_get_integer(row, "agree", 0), 3);
	assert_int_equal(json_size(list), 2);
	assert_string_equal(json_get_text(json_next(row), "name"), "Alike school");
	json_free(dossier);
	/* Joined up: the one who was here signs in as the one who came. */
	/* An officer of Greece has no say in who is somebody in Italy. */
	char *stranger = xasprintf("\"state\":\"joinedUp\",\"joinWith\":\"%s\"", f->ben.person);
	assert_string_equal(decide(&again, stranger), "joinWith: noSuchReference");
	free(stranger);
	char *patch = xasprintf("\"state\":\"joinedUp\",\"joinWith\":\"%s\"", t.person);
	assert_null(decide(&again, patch));
	struct teacher joined;
	teacher_sign_in(f, "like2", &joined);
	assert_string_equal(joined.person, t.person);
	assert_true(profile_says(&joined, "userName", "like2"));
	assert_true(profile_says(&joined, "state", "accepted"));
	assert_true(profile_says(&joined, "email", "like2@mail.example"));
	assert_true(works_at(&joined, "Alike schol"));
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, "{\"name\":\"like1\",\"password\":\"like1like1like1like1like1like1like1like1\"}",
	                            NULL), 401);
	free(patch);
	teacher_release(&joined);
	teacher_release(&again);
	teacher_release(&t);
}

static void test_a_new_school_is_joined_up_with_the_known_one(void **state)
{
	(void)state;
	struct teacher t;
	char *known = school_id("Second school"), *patch = xasprintf("\"state\":\"joinedUp\",\"joinWith\":\"%s\"", known);
	join("scho1", "Sina School", "The 2nd school, really", "", &t);
	assert_null(decide(&t, patch));
	assert_true(works_at(&t, "Second school"));
	assert_true(profile_says(&t, "state", "accepted"));
	free(patch);
	free(known);
	teacher_release(&t);
}

static void test_schools_are_found_before_one_is_anybody(void **state)
{
	(void)state;
	struct json *answer = NULL;
	assert_int_equal(portal_ask(f, "POST", "/twinline/schools", NULL, "{\"text\":\"volo secon\",\"country\":\"GR\"}", &answer), 200);
	const struct json *first = json_first(json_get(answer, "schools"));
	assert_string_equal(json_get_text(first, "name"), "Second school");
	assert_string_equal(json_get_text(first, "town"), "Volos");
	json_free(answer);
	assert_int_equal(portal_ask(f, "POST", "/twinline/schools", NULL, "{\"text\":\"v\",\"country\":\"GR\"}", &answer), 200);
	assert_int_equal(json_size(json_get(answer, "schools")), 0);
	json_free(answer);
	assert_int_equal(portal_ask(f, "POST", "/twinline/schools", NULL, "{\"country\":\"GR\"}", NULL), 400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_desk_decides),
		cmocka_unit_test(test_the_desk_asks_back_and_is_answered),
		cmocka_unit_test(test_the_command_line_settles_it),
		cmocka_unit_test_setup(test_a_reminder_is_three_days_from_the_last, with_desk),
		cmocka_unit_test_setup(test_another_school_counts_once_it_is_validated, with_desk),
		cmocka_unit_test(test_a_school_that_nobody_knows_can_be_wanted),
		cmocka_unit_test(test_a_newcomer_looks_and_is_not_found_and_writes_to_nobody),
		cmocka_unit_test(test_an_invitation_waits_for_a_newcomer),
		cmocka_unit_test(test_names_are_near),
		cmocka_unit_test_setup(test_who_was_here_before_is_told, with_desk),
		cmocka_unit_test(test_a_new_school_is_joined_up_with_the_known_one),
		cmocka_unit_test(test_schools_are_found_before_one_is_anybody),
		cmocka_unit_test_setup(test_the_head_is_asked_first, with_head),
		cmocka_unit_test_setup(test_a_head_who_is_silent_is_waited_for_two_weeks, with_head),
		cmocka_unit_test_setup(test_nobody_is_asked, with_nobody),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
