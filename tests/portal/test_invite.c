/*
 * Invitations by e-mail address: who may, what comes to whom, what waits for somebody who registers later, and what nobody learns of
 * an address by inviting it.
 */
#include "lib/suite.h"

#include <string.h>

#include "lib/deeds.h"
#include "lib/portal_mail.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

#define PERSON "\"person\":{\"name\":\"Ιώ Ρήγα\",\"role\":\"teacher\",\"subjects\":{\"biology\":true},\"languages\":{\"el\":true}}"
#define SCHOOL "\"school\":{\"name\":\"2ο Γυμνάσιο\",\"town\":\"Βόλος\",\"country\":\"GR\"}"

static const char *const options[] = {"--register", "yes", NULL};
static struct smtp_sink *sink;
static struct portal_fixture *f;
static struct teacher ivo; /* a newcomer, nobody's contact; ada and ben found projects, eva is a member */
static int named;

static int start(void **state)
{
	sink = smtp_sink_start();
	*state = f = portal_mail_new(sink, options);
	deeds_join(f, "ivo", "BG", true, &ivo);
	portal_set_profile(f, &ivo, "{\"email\":\"Ivo@School.example\"}");
	portal_set_profile(f, &f->eva, "{\"email\":\"eva@school.example\"}");
	return 0;
}

static int stop(void **state)
{
	teacher_release(&ivo);
	int result = portal_fixture_stop(state);
	smtp_sink_stop(sink);
	return result;
}

static int is_sound(void **state)
{
	(void)state;
	smtp_sink_clear(sink);
	return portal_is_sound(f) ? 0 : -1;
}

static struct deeds members_of(const struct teacher *t, const char *project)
{
	return deeds_of(f, t, project, "Member");
}

static char *fresh(const char *title)
{
	return deeds_project(f, title, &f->ada, &f->ben, &f->eva, NULL);
}

static const char *invite(const struct teacher *by, const char *project, const char *address, char **made)
{
	struct deeds d = members_of(by, project);
	return deeds_make(&d, made, "\"email\":\"%s\",\"role\":\"expert\",\"text\":\"Come!\"", address);
}

/* The open invitation into a project in somebody's mail: its id, yours; NULL for none. */
static char *letter_to(const struct teacher *t, const char *project)
{
	struct deeds mail = deeds_of(f, t, t->account, "Message");
	struct json *letter = deeds_find(&mail, "\"kind\":\"invitation\",\"project\":\"%s\",\"answer\":\"\"", project);
	char *id = letter ? xstrdup(json_get_text(letter, "id")) : NULL;
	json_free(letter);
	return id;
}

static const char *say(const struct teacher *t, const char *letter, const char *answer)
{
	struct deeds mail = deeds_of(f, t, t->account, "Message");
	return deeds_change(&mail, letter, "\"answer\":\"%s\",\"keywords/$answered\":true", answer);
}

static void accept_all(void)
{
	struct store s;
	struct err e = {0};
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, &e), 0);
	assert_int_equal(db_run(db_prepare(s.db, "UPDATE login SET state = 1 WHERE state = 0"), &e), 0);
	assert_int_equal(db_commit(s.db, &e), 0);
	store_close(&s);
}

/* Registers with an address and confirms it. */
static void enrol(const char *address, struct teacher *t)
{
	char *name = xasprintf("neu%d", named++), error[40];
	char *body = xasprintf("{\"name\":\"%s\",\"email\":\"%s\",\"password\":\"%s%s%s%s%s%s%s%s\",\"language\":\"el\",\"sure\":true," PERSON
	                       "," SCHOOL "}", name, address, name, name, name, name, name, name, name, name);
	smtp_sink_clear(sink);
	assert_int_equal(portal_form(f, NULL, "/twinline/register", body, error), 200);
	teacher_sign_in(f, name, t);
	assert_int_equal(smtp_sink_wait(sink, 1), 1);
	char *code = letter_code(smtp_sink_letter(sink, 0)), *form = xasprintf("{\"codes\":[\"%s\"]}", code);
	assert_int_equal(portal_form(f, t, "/twinline/confirm", form, error), 200);
	free(form);
	free(code);
	free(body);
	free(name);
}

/* So many others have invited an address before, into projects of theirs. */
static void invite_by_others(const char *address, int count)
{
	struct store s;
	struct err e = {0};
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, &e), 0);
	for (int i = 0; i < count; i++) {
		struct db_stmt *row = db_prepare(s.db, "INSERT INTO invited(uid, record, inviter, address, at, mailed) VALUES ('other-' || ?1, -?1,"
		                                       " 'somebody', ?2, 1, 1)");
		db_bind_int(row, 1, i + 1);
		db_bind_text(row, 2, address);
		assert_int_equal(db_run(row, &e), 0);
	}
	assert_int_equal(db_commit(s.db, &e), 0);
	store_close(&s);
}

/* However many there are, one's own is found: inviting again is the same invitation. */
static void test_of_an_address_that_many_invite_ones_own_is_found(void **state)
{
	(void)state;
	char *project = fresh("Crowd"), *first = NULL, *second = NULL;
	invite_by_others("wanted@school.example", 250);
	assert_null(invite(&f->ada, project, "wanted@school.example", &first));
	assert_null(invite(&f->ada, project, "wanted@school.example", &second));
	assert_string_equal(first, second);
	free(first);
	free(second);
	free(project);
}

static void test_a_newcomer_is_invited_and_comes_once_they_are_accepted(void **state)
{
	(void)state;
	char *project = fresh("Bread"), *id = NULL;
	struct deeds ada = members_of(&f->ada, project), hers = deeds_of(f, &ivo, project, "Project");
	assert_null(invite(&f->ada, project, "ivo@school.example", &id));
	assert_null(deeds_get(&hers, project));
	char *letter = letter_to(&ivo, project);
	assert_non_null(letter);
	assert_string_equal(say(&ivo, letter, "accepted"), "newcomer");
	accept_all();
	assert_null(say(&ivo, letter, "accepted"));
	struct json *member = deeds_find(&ada, "\"person\":\"%s\"", ivo.person);
	assert_string_equal(json_get_text(member, "role"), "expert");
	assert_string_equal(json_get_text(member, "state"), "member");
	assert_null(json_get(member, "email"));
	assert_null(deeds_get(&ada, id));
	struct json *tree = deeds_get(&hers, project);
	assert_int_equal(json_get_integer(tree, "members", 0), 4);
	assert_int_equal(smtp_sink_wait(sink, 0), 0);
	json_free(tree);
	json_free(member);
	free(letter);
	free(id);
	free(project);
}

/* What the inviter has says nothing, and nobody else has anything. */
static void test_nobody_learns_whether_an_address_is_known(void **state)
{
	(void)state;
	char *project = fresh("Secret"), *known = NULL, *unknown = NULL;
	struct deeds ada = members_of(&f->ada, project), ben = members_of(&f->ben, project);
	struct deeds mail = deeds_of(f, &f->ada, f->ada.account, "Message");
	int letters = deeds_count(&mail, "%s", ""), of_ben = deeds_count(&ben, "%s", "");
	assert_null(invite(&f->ada, project, "eva@school.example", NULL)); /* is in already */
	assert_null(invite(&f->ada, project, "ivo@school.example", &known));
	assert_null(invite(&f->ada, project, "nobody@school.example", &unknown));
	struct json *one = deeds_get(&ada, known), *other = deeds_get(&ada, unknown);
	static const char *const own[] = {"id", "email", "since", "rev"};
	for (size_t i = 0; i < ARRAY_SIZE(own); i++) {
		json_remove(one, own[i]);
		json_remove(other, own[i]);
	}
	assert_true(json_equal(one, other));
	assert_int_equal(deeds_count(&mail, "%s", ""), letters);
	/* The other founder sees neither, nor counts them, nor guesses them. */
	assert_int_equal(deeds_count(&ben, "%s", ""), of_ben);
	assert_null(deeds_get(&ben, known));
	assert_string_equal(deeds_end(&ben, known), "notFound");
	assert_int_equal(deeds_count(&ben, "\"email\":\"ivo@school.example\""), 0);
	struct json *all = portal_call(f, &f->ben, "Sync/get", "{}");
	struct json *changes = portal_call(f, &f->ben, "Member/changes", "{\"accountId\":\"%s\",\"sinceState\":\"0\"}", project);
	char *text = json_print(all), *changed = json_print(changes);
	assert_non_null(strstr(text, project));
	assert_null(strstr(text, "ivo@school.example"));
	assert_null(strstr(text, known));
	assert_null(strstr(changed, known));
	free(changed);
	free(text);
	json_free(changes);
	json_free(all);
	char *hers = letter_to(&f->eva, project);
	assert_null(hers);
	assert_int_equal(smtp_sink_wait(sink, 1), 1);
	json_free(one);
	json_free(other);
	free(known);
	free(unknown);
	free(project);
}

static void test_an_unknown_address_has_one_letter_and_waits(void **state)
{
	(void)state;
	char *project = fresh("Later"), *again = NULL, *first = NULL;
	struct deeds ada = members_of(&f->ada, project);
	struct teacher io;
	assert_null(invite(&f->ada, project, "Io@school.example", &first));
	assert_null(invite(&f->ada, project, "io@school.example", &again));
	assert_string_equal(first, again);
	assert_null(invite(&f->ben, project, "io@school.example", NULL));
	assert_int_equal(smtp_sink_wait(sink, 1), 1);
	char *text = smtp_letter_text(smtp_sink_letter(sink, 0));
	assert_non_null(strstr(text, "within 30 days"));
	assert_null(strstr(text, "Come!"));
	free(text);
	enrol("io@school.example", &io);
	char *letter = letter_to(&io, project);
	assert_non_null(letter);
	assert_string_equal(say(&io, letter, "accepted"), "newcomer");
	accept_all();
	assert_null(say(&io, letter, "accepted"));
	assert_int_equal(deeds_count(&ada, "\"person\":\"%s\",\"state\":\"member\"", io.person), 1);
	assert_null(deeds_get(&ada, first));
	/* The other founder has asked the same: that is answered, too. */
	free(letter);
	letter = letter_to(&io, project);
	assert_null(letter);
	teacher_release(&io);
	free(letter);
	free(first);
	free(again);
	free(project);
}

static void test_who_may_and_what_ends(void **state)
{
	(void)state;
	char *project = fresh("Ends"), *id = NULL;
	struct deeds ada = members_of(&f->ada, project);
	assert_string_equal(deeds_make(&ada, NULL, "\"role\":\"expert\""), "person: required");
	assert_string_equal(invite(&f->ada, project, "no address", NULL), "email: wrongFormat");
	assert_string_equal(deeds_make(&ada, NULL, "\"email\":\"ivo@school.example\",\"role\":\"founder\""), "role: unknownCode");
	struct deeds eva = members_of(&f->eva, project);
	assert_string_equal(deeds_make(&eva, NULL, "\"email\":\"ivo@school.example\",\"role\":\"administrator\""), "role");
	struct deeds none = members_of(&ivo, project);
	assert_string_equal(deeds_make(&none, NULL, "\"email\":\"eva@school.example\",\"role\":\"expert\""), "accountNotFound");
	/* Taken back, it cannot be accepted. */
	assert_null(invite(&f->ada, project, "ivo@school.example", &id));
	char *letter = letter_to(&ivo, project);
	assert_null(deeds_end(&ada, id));
	assert_string_equal(say(&ivo, letter, "accepted"), "answered");
	free(letter);
	/* A no is not told: who invites sees what they see of an address that nobody has, and asks nobody a second time. */
	char *again = NULL;
	free(id);
	assert_null(invite(&f->ada, project, "ivo@school.example", &id));
	letter = letter_to(&ivo, project);
	assert_null(say(&ivo, letter, "declined"));
	struct json *waits = deeds_get(&ada, id);
	assert_string_equal(json_get_text(waits, "state"), "invited");
	assert_null(invite(&f->ada, project, "ivo@school.example", &again));
	assert_string_equal(again, id);
	free(letter);
	letter = letter_to(&ivo, project);
	assert_null(letter);
	assert_null(deeds_end(&ada, id));
	json_free(waits);
	free(again);
	/* Whoever leaves takes theirs along. */
	assert_null(invite(&f->eva, project, "ivo@school.example", NULL));
	letter = letter_to(&ivo, project);
	struct json *own = deeds_find(&eva, "\"person\":\"%s\"", f->eva.person);
	assert_null(deeds_end(&eva, json_get_text(own, "id")));
	assert_string_equal(say(&ivo, letter, "accepted"), "answered");
	json_free(own);
	free(letter);
	free(id);
	free(project);
}

static void test_after_a_month_it_has_ended(void **state)
{
	(void)state;
	char *project = fresh("Month"), *id = NULL;
	struct deeds ada = members_of(&f->ada, project);
	struct store s;
	struct err e = {0};
	assert_null(invite(&f->ada, project, "ivo@school.example", &id));
	char *letter = letter_to(&ivo, project);
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, &e), 0);
	assert_int_equal(db_run(db_prepare(s.db, "UPDATE invited SET at = at - 31 * 86400"), &e), 0);
	assert_int_equal(db_commit(s.db, &e), 0);
	store_close(&s);
	portal_fixture_end(f, 15);
	portal_mail_serve(f, sink, options);
	struct json *member = NULL;
	for (int i = 0; i < 100 && (member = deeds_get(&ada, id)); i++)
		json_free(member);
	assert_null(member);
	assert_string_equal(say(&ivo, letter, "accepted"), "answered");
	free(letter);
	free(id);
	free(project);
}

static void test_twenty_a_day(void **state)
{
	(void)state;
	char *project = deeds_project(f, "Many", &f->eva, &f->ben, NULL), *last = NULL;
	const char *why = NULL;
	int sent = 0;
	while (sent < 30 && !why) {
		char *address = xasprintf("n%d@school.example", sent);
		free(last);
		last = NULL;
		why = invite(&f->eva, project, address, &last);
		sent += !why;
		free(address);
	}
	assert_string_equal(why, "manyInvited");
	assert_true(sent <= 20 && sent >= 15);
	free(last);
	free(project);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_of_an_address_that_many_invite_ones_own_is_found, is_sound),
		cmocka_unit_test_teardown(test_a_newcomer_is_invited_and_comes_once_they_are_accepted, is_sound),
		cmocka_unit_test_teardown(test_nobody_learns_whether_an_address_is_known, is_sound),
		cmocka_unit_test_teardown(test_an_unknown_address_has_one_letter_and_waits, is_sound),
		cmocka_unit_test_teardown(test_who_may_and_what_ends, is_sound),
		cmocka_unit_test_teardown(test_after_a_month_it_has_ended, is_sound),
		cmocka_unit_test_teardown(test_twenty_a_day, is_sound),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
