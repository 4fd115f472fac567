/* Requests that ask for more than anybody needs: refused before they cost much, while the portal serves on. */
#include "lib/suite.h"

#include "lib/portal_fixture.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

static struct portal_fixture *f;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	return 0;
}

/* text count times, with a comma between; yours. */
static char *many(const char *text, int count)
{
	struct str list = {0};
	for (int i = 0; i < count; i++)
		str_addf(&list, "%s%s", i ? "," : "", text);
	return str_detach(&list);
}

static void assert_error(const struct json *answer, const char *type)
{
	const char *is = json_get_text(answer, "type");
	if (!is || strcmp(is, type) != 0)
		fail_msg("not %s: %s", type, json_print(answer));
}

/* --- queries --- */

static void test_a_filter_has_few_conditions(void **state)
{
	(void)state;
	static const int counts[] = {21, 1100, 40000};
	for (size_t i = 0; i < ARRAY_SIZE(counts); i++) {
		char *conditions = many("{\"subject\":\"x\"}", counts[i]);
		struct json *answer = portal_call(f, &f->ada, "Message/query",
		                                  "{\"accountId\":\"%s\",\"filter\":{\"operator\":\"AND\",\"conditions\":[%s]}}",
		                                  f->ada.account, conditions);
		assert_error(answer, "unsupportedFilter");
		json_free(answer);
		free(conditions);
	}
}

/* --- reads --- */

/* The same long letters in each of the calls of a request. */
static void test_responses_have_a_bound(void **state)
{
	(void)state;
	char *text = many("€€€", 15 * 1000), *calls;
	for (int i = 0; i < 15; i++)
		free(portal_send_text(f, &f->ada, &f->ada, "Long", text));
	char *get = xasprintf("[\"Message/get\",{\"accountId\":\"%s\",\"ids\":null},\"0\"]", f->ada.account);
	calls = many(get, 60);
	struct json *all = portal_calls(f, &f->ada, calls);
	assert_string_equal(json_text(json_at(json_at(all, 0), 0)), "Message/get");
	assert_error(json_at(json_at(all, 59), 1), "requestTooLarge");
	json_free(all);
	free(text);
	free(get);
	free(calls);
}

static void test_properties_are_not_asked_for_endlessly(void **state)
{
	(void)state;
	char *names = many("\"subject\"", 100 * 1000);
	struct json *answer = portal_call(f, &f->ada, "Message/get", "{\"accountId\":\"%s\",\"ids\":null,\"properties\":[%s]}",
	                                  f->ada.account, names);
	assert_error(answer, "invalidArguments");
	json_free(answer);
	free(names);
}

/* --- writes --- */

/* What refers to what, looked for in everything a request holds, again for each that it makes. */
static void test_references_in_creates_cost_little(void **state)
{
	(void)state;
	struct str creates = {0};
	char *texts = many("\"#none\"", 200 * 1000);
	for (int i = 1; i < 500; i++)
		str_addf(&creates, ",\"k%d\":{\"inReplyTo\":\"#k%d\"}", i, i + 1);
	struct json *set = portal_call(f, &f->ada, "Message/set",
	                               "{\"accountId\":\"%s\",\"create\":{\"k0\":{\"to\":[%s],\"inReplyTo\":\"#k1\"}%s}}", f->ada.account,
	                               texts, creates.text);
	assert_int_equal(json_size(json_get(set, "notCreated")), 500);
	json_free(set);
	free(texts);
	str_release(&creates);
}

/* The threadUid of the last of count answers to the message with this uid, all in one call; yours. */
static char *answer(const char *uid, int count)
{
	struct str creates = {0};
	for (int i = 0; i < count; i++)
		str_addf(&creates, "%s\"k%d\":{\"to\":[{\"id\":\"%s\"}],\"text\":\"x\",\"inReplyTo\":\"%s\"}", i ? "," : "", i, f->ada.person, uid);
	struct json *set = portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"create\":{%s}}", f->ada.account, creates.text);
	const struct json *created = json_get(set, "created");
	assert_int_equal(json_size(created), count);
	char *thread = xstrdup(json_get_text(json_at(created, (size_t)count - 1), "threadUid"));
	json_free(set);
	str_release(&creates);
	return thread;
}

/* Each message in a conversation costs as much as it is long. */
static void test_conversations_do_not_grow_for_ever(void **state)
{
	(void)state;
	char *id = portal_send(f, &f->ada, &f->ada, "First");
	struct json *get = portal_call(f, &f->ada, "Message/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", f->ada.account, id);
	const struct json *first = json_at(json_get(get, "list"), 0);
	const char *uid = json_get_text(first, "messageUid"), *thread = json_get_text(first, "threadUid");
	char *same = answer(uid, 499), *next = answer(uid, 1);
	assert_string_equal(same, thread);
	assert_string_not_equal(next, thread);
	json_free(get);
	free(id);
	free(same);
	free(next);
}

/* Each wrong field is told; a few hundred thousand of them tell no more than the first few. */
static void test_unknown_fields_cost_little(void **state)
{
	(void)state;
	struct str fields = {0};
	for (int i = 0; i < 300 * 1000; i++)
		str_addf(&fields, "%s\"f%d\":0", i ? "," : "", i);
	struct json *set = portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"create\":{\"k\":{%s}}}", f->ada.account,
	                               fields.text);
	const struct json *refused = json_get(json_get(set, "notCreated"), "k");
	assert_error(refused, "invalidProperties");
	assert_true(json_size(json_get(refused, "properties")) < 200);
	json_free(set);
	str_release(&fields);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_filter_has_few_conditions),
		cmocka_unit_test(test_responses_have_a_bound),
		cmocka_unit_test(test_properties_are_not_asked_for_endlessly),
		cmocka_unit_test(test_references_in_creates_cost_little),
		cmocka_unit_test(test_conversations_do_not_grow_for_ever),
		cmocka_unit_test(test_unknown_fields_cost_little),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
