/* Finding a partner with the real portal: the search, the page, the request, the answer of the other, who is a contact then. */
#include "lib/suite.h"

#include "lib/pair.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* What the friend's contact with the teacher says, as it lies at the portal; yours, NULL if there is none. */
static char *friends_contact(struct pair *p, const char *property)
{
	struct json *arguments = json_new_object(), *got;
	const struct json *contact;
	char *text = NULL;

	json_set_string(arguments, "accountId", p->reading.account);
	json_set(arguments, "ids", json_new_null());
	got = portal_client_call(&p->reading, "Contact/get", arguments);
	contact = json_first(json_get(got, "list"));
	if (contact && json_get_text(contact, property))
		text = xstrdup(json_get_text(contact, property));
	json_free(got);
	return text;
}

static void expect_friends_contact(struct pair *p, const char *property, const char *value)
{
	char *text = friends_contact(p, property);

	if (!text_equal(text, value))
		fail_msg("%s is %s instead of %s", property, text ? text : "nothing", value ? value : "nothing");
	free(text);
}

static void friend_says(struct pair *p, const char *state)
{
	char *id = friends_contact(p, "id");
	struct json *arguments = json_new_object(), *patch = json_new_object(), *answer;

	json_set_string(patch, "state", state);
	json_set(json_set(arguments, "update", json_new_object()), id, patch);
	json_set_string(arguments, "accountId", p->reading.account);
	answer = portal_client_call(&p->reading, "Contact/set", arguments);
	assert_int_equal(json_size(json_get(answer, "updated")), 1);
	json_free(answer);
	free(id);
}

/* The client with the friend's page open, found at the portal. */
static struct terminal *find_friend(struct pair *p)
{
	struct terminal *t = pair_face(p, 24, 80);

	assert_true(terminal_wait_text(t, "keys"));
	terminal_send(t, "3");
	assert_true(terminal_wait_at(t, 0, "Partners"));
	terminal_send(t, "fcolleague<Enter>");
	assert_true(terminal_wait_text(t, "1 found, 1 of them here"));
	assert_true(terminal_wait_at(t, 4, ">         Colleague"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_at(t, 0, "Colleague"));
	assert_true(terminal_wait_at(t, 1, "> Contact    no; write first"));
	return t;
}

static void a_partner_is_found_asked_and_becomes_a_contact(void **state)
{
	struct pair *p = *state;
	struct terminal *t = find_friend(p);

	terminal_send(t, "aWe have a river too.<Enter>");
	assert_true(terminal_wait_at(t, 1, "> Contact    asked"));
	expect_friends_contact(p, "state", NULL); /* it is held */
	terminal_send(t, "s");
	assert_true(terminal_wait_at(t, 1, "> Contact    asked on"));
	expect_friends_contact(p, "state", "asksYou");
	expect_friends_contact(p, "text", "We have a river too.");
	friend_says(p, "contact");
	terminal_send(t, "s");
	assert_true(terminal_wait_at(t, 1, "> Contact    yes, since"));
	terminal_send(t, "q");
	assert_true(terminal_wait_at(t, 4, "> contact Colleague"));
	terminal_free(t);
}

static void a_request_is_taken_back(void **state)
{
	struct pair *p = *state;
	struct terminal *t = find_friend(p);

	terminal_send(t, "a<Enter>");
	assert_true(terminal_wait_at(t, 1, "> Contact    asked"));
	terminal_send(t, "u");
	assert_true(terminal_wait_at(t, 1, "> Contact    no; write first"));
	terminal_send(t, "z");
	assert_true(terminal_wait_at(t, 1, "> Contact    no, followed"));
	terminal_send(t, "s");
	assert_true(terminal_wait_at(t, -1, "KB.")); /* whom one follows may have gone by itself before */
	expect_friends_contact(p, "state", NULL);
	terminal_free(t);
}

static void blocking_and_reporting_reach_the_portal(void **state)
{
	struct pair *p = *state;
	struct terminal *t = find_friend(p);

	terminal_send(t, ":report<Enter>");
	assert_true(terminal_wait_at(t, -1, "Report it?"));
	terminal_send(t, "3They shout.<Enter>");
	assert_true(terminal_wait_at(t, -1, "Goes out at"));
	terminal_send(t, ":block<Enter>");
	assert_true(terminal_wait_at(t, -1, "No more letters"));
	terminal_send(t, "2");
	assert_true(terminal_wait_at(t, 1, "> Contact    blocked"));
	terminal_send(t, "s0");
	assert_true(terminal_wait_text(t, "sent       Report: Colleague"));
	assert_true(terminal_wait_text(t, "sent       Block: Colleague"));
	expect_friends_contact(p, "state", NULL); /* who is blocked is not told */
	terminal_free(t);
}

static void a_search_without_a_line_is_answered_when_it_is_back(void **state)
{
	struct pair *p = *state;
	struct terminal *t = pair_face(p, 24, 80);

	relay_cut(p->world->relay);
	terminal_send(t, "s");
	assert_true(terminal_wait_text(t, "no line since"));
	terminal_send(t, "3fcolleague<Enter>");
	assert_true(terminal_wait_text(t, "Asked at the next exchange."));
	relay_open(p->world->relay);
	terminal_send(t, "s");
	assert_true(terminal_wait_gone(t, "no line since"));
	terminal_send(t, "v");
	assert_true(terminal_wait_at(t, 1, "colleague"));
	assert_true(terminal_wait_gone(t, "waiting colleague"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_at(t, 4, "Colleague"));
	terminal_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_partner_is_found_asked_and_becomes_a_contact, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_request_is_taken_back, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(blocking_and_reporting_reach_the_portal, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_search_without_a_line_is_answered_when_it_is_back, pair_set_up, pair_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
