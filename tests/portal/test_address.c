/* A new e-mail address: it counts once the codes sent to both have come back, and not before. */
#include "lib/suite.h"

#include <signal.h>

#include "lib/portal_mail.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

#define CONFIRM "/twinline/confirm"

static struct smtp_sink *sink;
static struct portal_fixture *f;

static int start(void **state)
{
	sink = smtp_sink_start();
	*state = f = portal_mail_new(sink, NULL);
	return 0;
}

static int stop(void **state)
{
	int result = portal_fixture_stop(state);
	smtp_sink_stop(sink);
	return result;
}

/* Each test with a portal that has counted nothing yet, and ada at her old address. */
static int fresh(void **state)
{
	(void)state;
	portal_fixture_end(f, SIGTERM);
	smtp_sink_clear(sink);
	portal_set_profile(f, &f->ada, "{\"email\":\"ada@old.example\",\"pendingEmail\":null,\"pendingEmailUntil\":null}");
	portal_mail_serve(f, sink, NULL);
	return 0;
}

static struct json *profile_of(const struct teacher *t)
{
	struct json *answer = portal_call(f, t, "Profile/get", "{\"accountId\":\"%s\"}", t->account);
	struct json *profile = json_copy(json_first(json_get(answer, "list")));
	json_free(answer);
	assert_non_null(profile);
	return profile;
}

/* What the profile says under name equals text (NULL: it is not there). */
static void assert_profile(const struct teacher *t, const char *name, const char *text)
{
	struct json *profile = profile_of(t);
	const char *there = json_get_text(profile, name);
	if (!text_equal(there, text))
		fail_msg("%s: %s", name, there ? there : "nothing");
	json_free(profile);
}

/* Patches the address: the response of /set, yours. */
static struct json *patch(const struct teacher *t, const char *address)
{
	struct json *profile = profile_of(t);
	struct json *set = portal_call(f, t, "Profile/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"email\":%s}}}", t->account,
	                               json_get_text(profile, "id"), address);
	json_free(profile);
	return set;
}

static void want(const struct teacher *t, const char *address)
{
	struct json *set = patch(t, address);
	if (json_size(json_get(set, "updated")) != 1)
		fail_msg("%s", json_print(set));
	json_free(set);
}

/* Posts codes (second NULL: one): the status; what is awaited still, as text, or the error into said. */
static int confirm(const struct teacher *t, const char *first, const char *second, char said[40])
{
	struct json *answer = NULL;
	char *body = second ? xasprintf("{\"codes\":[\"%s\",\"%s\"]}", first, second) : xasprintf("{\"codes\":[\"%s\"]}", first);
	int status = portal_ask(f, "POST", CONFIRM, t->bearer, body, &answer);
	const char *error = json_get_text(json_get(answer, "error"), "type");
	char *waiting = json_print(json_get(answer, "waiting"));
	snprintf(said, 40, "%s", error ? error : waiting);
	free(waiting);
	free(body);
	json_free(answer);
	return status;
}

static char *code_to(const char *address)
{
	const struct smtp_letter *l = smtp_sink_to(sink, address);
	assert_non_null(l);
	return letter_code(l);
}

static void test_nothing_changes_before_both_have_confirmed(void **state)
{
	(void)state;
	char said[40];
	want(&f->ada, "\"ada@new.example\"");
	assert_profile(&f->ada, "email", "ada@old.example");
	assert_profile(&f->ada, "pendingEmail", "ada@new.example");
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	char *old = code_to("ada@old.example"), *new_one = code_to("ada@new.example");
	assert_int_equal(confirm(&f->ada, new_one, NULL, said), 200);
	assert_string_equal(said, "[\"old\"]");
	assert_profile(&f->ada, "email", "ada@old.example");
	assert_int_equal(confirm(&f->ada, old, NULL, said), 200);
	assert_string_equal(said, "[]");
	assert_profile(&f->ada, "email", "ada@new.example");
	assert_profile(&f->ada, "pendingEmail", NULL);
	assert_profile(&f->ada, "pendingEmailUntil", NULL);
	assert_int_equal(smtp_sink_wait(sink, 3), 3);
	char *notice = smtp_letter_header(smtp_sink_to(sink, "ada@old.example"), "Subject");
	assert_string_equal(notice, "Your letters go to another address now");
	free(notice);
	free(old);
	free(new_one);
}

static void test_both_codes_at_once_in_any_order(void **state)
{
	(void)state;
	char said[40];
	want(&f->ada, "\"ada@new.example\"");
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	char *old = code_to("ada@old.example"), *new_one = code_to("ada@new.example");
	assert_int_equal(confirm(&f->ada, new_one, old, said), 200);
	assert_string_equal(said, "[]");
	assert_profile(&f->ada, "email", "ada@new.example");
	assert_int_equal(confirm(&f->ada, new_one, old, said), 403);
	assert_string_equal(said, "badCode");
	free(old);
	free(new_one);
}

static void test_one_code_twice_is_one_address(void **state)
{
	(void)state;
	char said[40];
	want(&f->ada, "\"ada@new.example\"");
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	char *new_one = code_to("ada@new.example");
	assert_int_equal(confirm(&f->ada, new_one, new_one, said), 200);
	assert_string_equal(said, "[\"old\"]");
	assert_int_equal(confirm(&f->ada, new_one, NULL, said), 403);
	assert_profile(&f->ada, "email", "ada@old.example");
	free(new_one);
}

static void test_who_has_no_address_confirms_the_new_one_alone(void **state)
{
	(void)state;
	char said[40];
	want(&f->ben, "\"ben@new.example\"");
	assert_profile(&f->ben, "email", NULL);
	assert_int_equal(smtp_sink_wait(sink, 1), 1);
	char *code = code_to("ben@new.example");
	assert_int_equal(confirm(&f->eva, code, NULL, said), 403);
	assert_int_equal(confirm(&f->ben, code, NULL, said), 200);
	assert_string_equal(said, "[]");
	assert_profile(&f->ben, "email", "ben@new.example");
	free(code);
}

static void test_the_codes_of_an_earlier_wish_are_worth_nothing(void **state)
{
	(void)state;
	char said[40];
	want(&f->ada, "\"mallory@evil.example\"");
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	char *old = code_to("ada@old.example"), *evil = code_to("mallory@evil.example");
	want(&f->ada, "\"ada@new.example\"");
	assert_int_equal(confirm(&f->ada, old, evil, said), 403);
	assert_int_equal(smtp_sink_wait(sink, 4), 4);
	assert_profile(&f->ada, "email", "ada@old.example");
	free(old);
	free(evil);
}

static void test_a_wish_is_withdrawn(void **state)
{
	(void)state;
	char said[40];
	want(&f->ada, "\"ada@new.example\"");
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	char *old = code_to("ada@old.example"), *new_one = code_to("ada@new.example");
	want(&f->ada, "\"ada@old.example\"");
	assert_profile(&f->ada, "pendingEmail", NULL);
	assert_int_equal(confirm(&f->ada, old, new_one, said), 403);
	assert_profile(&f->ada, "email", "ada@old.example");
	free(old);
	free(new_one);
}

static void test_a_wish_ends_after_a_day(void **state)
{
	(void)state;
	char said[40], past[CLOCK_TEXT_SIZE];
	want(&f->ada, "\"ada@new.example\"");
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	char *old = code_to("ada@old.example"), *new_one = code_to("ada@new.example");
	clock_format(clock_now() - 1, past);
	char *members = xasprintf("{\"pendingEmailUntil\":\"%s\"}", past);
	portal_set_profile(f, &f->ada, members);
	assert_int_equal(confirm(&f->ada, old, new_one, said), 403);
	assert_profile(&f->ada, "email", "ada@old.example");
	free(members);
	free(old);
	free(new_one);
}

static void test_wrong_codes_are_few(void **state)
{
	(void)state;
	char said[40];
	int status = 403, tries = 0;
	want(&f->ada, "\"ada@new.example\"");
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	char *old = code_to("ada@old.example"), *new_one = code_to("ada@new.example");
	for (; tries < 10 && status == 403; tries++)
		status = confirm(&f->ada, "2222-2222", "3333-3333", said);
	assert_int_equal(status, 429);
	assert_true(tries > 5 && tries < 10); /* one a minute is forgotten again */
	assert_int_equal(confirm(&f->ada, old, new_one, said), 429);
	portal_fixture_end(f, SIGTERM);
	portal_mail_serve(f, sink, NULL);
	assert_int_equal(confirm(&f->ada, old, new_one, said), 403);
	assert_profile(&f->ada, "email", "ada@old.example");
	free(old);
	free(new_one);
}

/* The refusal of a patch: the name of the error. */
static void assert_refused(struct json *set_taken, const char *error)
{
	const struct json *refused = json_first(json_get(set_taken, "notUpdated"));
	assert_string_equal(json_get_text(refused, "type"), error);
	json_free(set_taken);
}

static void test_what_may_not_be_wanted(void **state)
{
	(void)state;
	assert_refused(patch(&f->ada, "\"\""), "invalidProperties");
	assert_refused(patch(&f->ada, "null"), "invalidProperties");
	assert_refused(patch(&f->ada, "\"no address\""), "invalidProperties");
	assert_refused(patch(&f->ada, "\"a@b.example\\r\\nBcc: x@y.example\""), "invalidProperties");
	assert_refused(patch(&f->ada, "\"a@b.example\",\"pendingEmail\":\"x@y.example\""), "invalidProperties");
	assert_profile(&f->ada, "email", "ada@old.example");
	for (int i = 0; i < 3; i++) {
		char *address = xasprintf("\"victim%d@x.example\"", i);
		want(&f->ada, address);
		free(address);
	}
	assert_refused(patch(&f->ada, "\"victim3@x.example\""), "rateLimit");
}

static void test_confirming_needs_a_token_and_codes(void **state)
{
	(void)state;
	static const char *const bodies[] = {"{}", "{\"codes\":[]}", "{\"codes\":\"x\"}", "{\"codes\":[1]}", "{\"codes\":[\"a\",\"b\",\"c\"]}"};
	char error[40];
	assert_int_equal(portal_form(f, NULL, CONFIRM, "{\"codes\":[\"2222-2222\"]}", error), 401);
	for (size_t i = 0; i < ARRAY_SIZE(bodies); i++) {
		assert_int_equal(portal_form(f, &f->ada, CONFIRM, bodies[i], error), 400);
		assert_string_equal(error, "invalidProperties");
	}
}

/* Nobody can be asked, so everybody is believed. */
static void test_without_mail_an_address_counts_at_once(void **state)
{
	(void)state;
	portal_fixture_end(f, SIGTERM);
	portal_fixture_serve(f, NULL);
	want(&f->ada, "\"ada@new.example\"");
	assert_profile(&f->ada, "email", "ada@new.example");
	assert_profile(&f->ada, "pendingEmail", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_nothing_changes_before_both_have_confirmed, fresh),
		cmocka_unit_test_setup(test_both_codes_at_once_in_any_order, fresh),
		cmocka_unit_test_setup(test_one_code_twice_is_one_address, fresh),
		cmocka_unit_test_setup(test_who_has_no_address_confirms_the_new_one_alone, fresh),
		cmocka_unit_test_setup(test_the_codes_of_an_earlier_wish_are_worth_nothing, fresh),
		cmocka_unit_test_setup(test_a_wish_is_withdrawn, fresh),
		cmocka_unit_test_setup(test_a_wish_ends_after_a_day, fresh),
		cmocka_unit_test_setup(test_wrong_codes_are_few, fresh),
		cmocka_unit_test_setup(test_what_may_not_be_wanted, fresh),
		cmocka_unit_test_setup(test_confirming_needs_a_token_and_codes, fresh),
		cmocka_unit_test_setup(test_without_mail_an_address_counts_at_once, fresh),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
