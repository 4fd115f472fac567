/* Requests and methods over the wire: RFC 8620 sections 3 to 5, pitfall by pitfall. */
#include "lib/suite.h"

#include "lib/portal_fixture.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

static struct portal_fixture *f;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	portal_send_letters(f, &f->ben, &f->ada, 5);
	return 0;
}

/* Posts a body as ada: the status; the document into tree, yours. */
static int post(const char *type, const char *body, size_t len, struct json **tree)
{
	struct http_client c;
	struct http_answer a;
	char *headers = xasprintf("%sContent-Type: %s\r\n", f->ada.bearer, type);
	http_client_open(&c, f->socket);
	http_client_ask(&c, "POST", "/jmap/api", headers, body, len, &a);
	int status = a.status;
	*tree = json_parse(a.body.text, a.body.len, NULL);
	http_answer_release(&a);
	http_client_close(&c);
	free(headers);
	return status;
}

static struct json *state_of(const char *type)
{
	return portal_call(f, &f->ada, type, "{\"accountId\":\"%s\",\"ids\":[]}", f->ada.account);
}

/* --- the request (section 3.6.1) --- */

static void test_requests_that_are_none(void **state)
{
	(void)state;
	static const struct { const char *type, *body, *error; } rows[] = {
		{"application/json", "", "notJSON"},
		{"application/json", "{", "notJSON"},
		{"application/json", "{\"using\":[],\"methodCalls\":[]} x", "notJSON"},
		{"application/json", "{\"using\":[],\"using\":[],\"methodCalls\":[]}", "notJSON"},
		{"application/json", "{\"using\":[\"\xff\"],\"methodCalls\":[]}", "notJSON"},
		{"application/json", "{\"using\":[\"a\\u0000b\"],\"methodCalls\":[]}", "notJSON"},
		{"application/json", "{\"using\":[\"\\ud800\"],\"methodCalls\":[]}", "notJSON"},
		{"application/json", "{\"using\":[1e400],\"methodCalls\":[]}", "notJSON"},
		{"text/plain", "{" USING ",\"methodCalls\":[]}", "notJSON"},
		{"application/jsonx", "{" USING ",\"methodCalls\":[]}", "notJSON"},
		{"application/json", "[]", "notRequest"},
		{"application/json", "{}", "notRequest"},
		{"application/json", "{" USING "}", "notRequest"},
		{"application/json", "{" USING ",\"methodCalls\":{}}", "notRequest"},
		{"application/json", "{" USING ",\"methodCalls\":[[\"Core/echo\",{}]]}", "notRequest"},
		{"application/json", "{" USING ",\"methodCalls\":[[\"Core/echo\",[],\"0\"]]}", "notRequest"},
		{"application/json", "{\"using\":\"x\",\"methodCalls\":[]}", "notRequest"},
		{"application/json", "{\"using\":[\"urn:nobody:knows\"],\"methodCalls\":[]}", "unknownCapability"},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *problem = NULL;
		int status = post(rows[i].type, rows[i].body, strlen(rows[i].body), &problem);
		char *type = xasprintf("urn:ietf:params:jmap:error:%s", rows[i].error);
		if (status != 400 || !text_equal(json_get_text(problem, "type"), type))
			fail_msg("row %zu: %d, %s", i, status, json_get_text(problem, "type"));
		assert_string_equal(json_get_text(json_get(problem, "error"), "type"), rows[i].error);
		assert_int_equal(json_get_integer(problem, "status", 0), 400);
		free(type);
		json_free(problem);
	}
}

static void test_nesting_and_number_of_calls_are_bounded(void **state)
{
	(void)state;
	struct str deep = {0}, many = {0};
	struct json *problem = NULL;
	str_add(&deep, "{" USING ",\"methodCalls\":[[\"Core/echo\",{\"a\":");
	for (int i = 0; i < 200; i++)
		str_add(&deep, "[");
	for (int i = 0; i < 200; i++)
		str_add(&deep, "]");
	str_add(&deep, "},\"0\"]]}");
	assert_int_equal(post("application/json", deep.text, deep.len, &problem), 400);
	json_free(problem);
	str_add(&many, "{" USING ",\"methodCalls\":[");
	for (int i = 0; i < 65; i++)
		str_addf(&many, "%s[\"Core/echo\",{},\"%d\"]", i ? "," : "", i);
	str_add(&many, "]}");
	assert_int_equal(post("application/json", many.text, many.len, &problem), 400);
	assert_string_equal(json_get_text(problem, "type"), "urn:ietf:params:jmap:error:limit");
	assert_string_equal(json_get_text(problem, "limit"), "maxCallsInRequest");
	json_free(problem);
	str_release(&deep);
	str_release(&many);
}

static void test_content_type_may_have_parameters(void **state)
{
	(void)state;
	struct json *response = NULL;
	static const char body[] = "{" USING ",\"methodCalls\":[[\"Core/echo\",{\"a\":[1,null,\"\xce\xbb\"]},\"x\"]]}";
	assert_int_equal(post("application/json; charset=utf-8", body, strlen(body), &response), 200);
	const struct json *answer = json_at(json_get(response, "methodResponses"), 0);
	assert_string_equal(json_text(json_at(answer, 0)), "Core/echo");
	assert_string_equal(json_text(json_at(json_get(json_at(answer, 1), "a"), 2)), "\xce\xbb");
	assert_string_equal(json_text(json_at(answer, 2)), "x");
	assert_non_null(json_get_text(response, "sessionState"));
	assert_null(json_get(response, "createdIds"));
	json_free(response);
}

static void test_using_decides_what_is_seen(void **state)
{
	(void)state;
	struct json *response = NULL;
	static const char core[] = "{\"using\":[\"urn:ietf:params:jmap:core\"],\"methodCalls\":[[\"Sync/get\",{},\"0\"],"
				   "[\"Message/get\",{},\"1\"],[\"Core/echo\",{},\"2\"]]}";
	assert_int_equal(post("application/json", core, strlen(core), &response), 200);
	const struct json *answers = json_get(response, "methodResponses");
	assert_string_equal(json_get_text(json_at(json_at(answers, 0), 1), "type"), "unknownMethod");
	assert_string_equal(json_get_text(json_at(json_at(answers, 1), 1), "type"), "unknownMethod");
	assert_string_equal(json_text(json_at(json_at(answers, 2), 0)), "Core/echo");
	json_free(response);
}

static void test_created_ids_go_in_and_come_out(void **state)
{
	(void)state;
	struct json *response = NULL;
	char *body = xasprintf("{" USING ",\"createdIds\":{\"k9\":\"%s\"},\"methodCalls\":[[\"Person/get\",{\"accountId\":\"%s\","
			       "\"ids\":[\"#k9\"]},\"0\"]]}", f->ben.person, f->ada.directory);
	assert_int_equal(post("application/json", body, strlen(body), &response), 200);
	assert_string_equal(json_get_text(json_get(response, "createdIds"), "k9"), f->ben.person);
	const struct json *got = json_at(json_at(json_get(response, "methodResponses"), 0), 1);
	assert_int_equal(json_size(json_get(got, "list")), 1);
	json_free(response);
	free(body);
}

/* --- calls (section 3.6.2) --- */

static void test_calls_that_are_wrong(void **state)
{
	(void)state;
	static const struct { const char *method, *arguments, *error; } rows[] = {
		{"Message/fly", "{\"accountId\":\"$A\"}", "unknownMethod"},
		{"Nothing/get", "{\"accountId\":\"$A\"}", "unknownMethod"},
		{"message/get", "{\"accountId\":\"$A\"}", "unknownMethod"},
		{"nothing", "{}", "unknownMethod"},
		{"Thread/set", "{\"accountId\":\"$A\"}", "unknownMethod"},
		{"Message/get", "{}", "invalidArguments"},
		{"Message/get", "{\"accountId\":1}", "invalidArguments"},
		{"Message/get", "{\"accountId\":\"azzzzzzz\"}", "accountNotFound"},
		{"Message/get", "{\"accountId\":\"$B\"}", "accountNotFound"},
		{"Message/get", "{\"accountId\":\"$D\"}", "accountNotSupportedByMethod"},
		{"Message/get", "{\"accountId\":\"$A\",\"ids\":\"x\"}", "invalidArguments"},
		{"Message/get", "{\"accountId\":\"$A\",\"ids\":[1]}", "invalidArguments"},
		{"Message/get", "{\"accountId\":\"$A\",\"nonsense\":1}", "invalidArguments"},
		{"Message/get", "{\"accountId\":\"$A\",\"properties\":[\"nonsense\"]}", "invalidArguments"},
		{"Message/get", "{\"accountId\":\"$A\",\"ids\":[],\"#ids\":{}}", "invalidArguments"},
		{"Message/get", "{\"accountId\":\"$A\",\"#ids\":{\"resultOf\":\"9\",\"name\":\"a\",\"path\":\"/a\"}}",
		 "invalidResultReference"},
		{"Message/changes", "{\"accountId\":\"$A\"}", "invalidArguments"},
		{"Message/changes", "{\"accountId\":\"$A\",\"sinceState\":\"garbage\"}", "cannotCalculateChanges"},
		{"Message/changes", "{\"accountId\":\"$A\",\"sinceState\":\"\"}", "cannotCalculateChanges"},
		{"Message/changes", "{\"accountId\":\"$A\",\"sinceState\":\"x\",\"maxChanges\":0}", "invalidArguments"},
		{"Message/changes", "{\"accountId\":\"$A\",\"sinceState\":\"x\",\"maxChanges\":-1}", "invalidArguments"},
		{"Message/changes", "{\"accountId\":\"$A\",\"sinceState\":\"x\",\"maxChanges\":1.5}", "invalidArguments"},
		{"Person/changes", "{\"accountId\":\"$D\",\"sinceState\":\"x\"}", "cannotCalculateChanges"},
		{"Message/queryChanges", "{\"accountId\":\"$A\",\"sinceQueryState\":\"x\"}", "cannotCalculateChanges"},
		{"Message/query", "{\"accountId\":\"$A\",\"filter\":{\"text\":\"x\"}}", "unsupportedFilter"},
		{"Message/query", "{\"accountId\":\"$A\",\"filter\":{\"operator\":\"OR\",\"conditions\":[{},{}]}}", "unsupportedFilter"},
		{"Message/query", "{\"accountId\":\"$A\",\"filter\":{\"operator\":\"NOR\",\"conditions\":[]}}", "invalidArguments"},
		{"Message/query", "{\"accountId\":\"$A\",\"filter\":{\"operator\":\"AND\"}}", "invalidArguments"},
		{"Message/query", "{\"accountId\":\"$A\",\"sort\":[{\"property\":\"text\"}]}", "unsupportedSort"},
		{"Message/query", "{\"accountId\":\"$A\",\"sort\":[{\"property\":\"receivedAt\",\"collation\":\"i;octet\"}]}",
		 "unsupportedSort"},
		{"Message/query", "{\"accountId\":\"$A\",\"sort\":[{}]}", "invalidArguments"},
		{"Message/query", "{\"accountId\":\"$A\",\"limit\":-1}", "invalidArguments"},
		{"Message/query", "{\"accountId\":\"$A\",\"anchor\":\"azzzzzzz\"}", "anchorNotFound"},
		{"Message/set", "{\"accountId\":\"$A\",\"ifInState\":\"x\"}", "stateMismatch"},
		{"Message/set", "{\"accountId\":\"$A\",\"create\":{\"a b\":{}}}", "invalidArguments"},
		{"Message/set", "{\"accountId\":\"$A\",\"create\":[]}", "invalidArguments"},
		{"Message/set", "{\"accountId\":\"$A\",\"create\":{\"k\":{}},\"opIds\":{\"k\":\"short\"}}", "invalidArguments"},
		{"Message/set", "{\"accountId\":\"$A\",\"opIds\":{\"k\":\"00112233445566778899aabbccddeeff\"}}", "invalidArguments"},
		{"Sync/get", "{\"since\":[]}", "invalidArguments"},
		{"Sync/get", "{\"since\":{\"a\":1}}", "invalidArguments"},
		{"Sync/get", "{\"want\":{\"Message\":-2}}", "invalidArguments"},
		{"Sync/get", "{\"nonsense\":1}", "invalidArguments"},
	};
	struct json *before = state_of("Message/get");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct str arguments = {0};
		for (const char *c = rows[i].arguments; *c; c++)
			if (*c == '$') {
				c++;
				str_add(&arguments, *c == 'A' ? f->ada.account : *c == 'B' ? f->ben.account
				                    : *c == 'C' ? f->ada.community : f->ada.directory);
			} else {
				str_addc(&arguments, *c);
			}
		struct json *answer = portal_call(f, &f->ada, rows[i].method, "%s", arguments.text);
		if (!text_equal(json_get_text(answer, "type"), rows[i].error))
			fail_msg("%s %s: %s, not %s", rows[i].method, rows[i].arguments, json_print(answer), rows[i].error);
		json_free(answer);
		str_release(&arguments);
	}
	struct json *after = state_of("Message/get");
	assert_true(json_equal(before, after));
	json_free(before);
	json_free(after);
}

static void test_a_foreign_id_and_an_unknown_one_answer_alike(void **state)
{
	(void)state;
	char *foreign = portal_send(f, &f->ben, &f->eva, "Not for Ada");
	struct json *one = portal_call(f, &f->ada, "Message/get", "{\"accountId\":\"%s\"}", f->ben.account);
	struct json *other = portal_call(f, &f->ada, "Message/get", "{\"accountId\":\"azzzzzzz\"}");
	assert_true(json_equal(one, other));
	json_free(one);
	json_free(other);
	one = portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"keywords/$seen\":true}},"
	                  "\"destroy\":[\"%s\"]}", f->ada.account, foreign, foreign);
	assert_string_equal(json_get_text(json_get(json_get(one, "notDestroyed"), foreign), "type"), "notFound");
	json_free(one);
	one = portal_call(f, &f->ada, "Message/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", f->ada.account, foreign);
	assert_int_equal(json_size(json_get(one, "list")), 0);
	assert_string_equal(json_text(json_at(json_get(one, "notFound"), 0)), foreign);
	json_free(one);
	free(foreign);
}

/* --- references (section 3.7) --- */

static void test_references_chain_and_the_first_answer_counts(void **state)
{
	(void)state;
	char *calls = xasprintf(
		"[\"Message/query\",{\"accountId\":\"%s\",\"limit\":3},\"q\"],"
		"[\"Message/get\",{\"accountId\":\"%s\",\"#ids\":{\"resultOf\":\"q\",\"name\":\"Message/query\",\"path\":\"/ids\"},"
		"\"properties\":[\"from\",\"subject\"]},\"g\"],"
		"[\"Person/get\",{\"accountId\":\"%s\",\"#ids\":{\"resultOf\":\"g\",\"name\":\"Message/get\",\"path\":\"/list/*/from/id\"}},\"p\"],"
		"[\"Core/echo\",{\"ids\":[]},\"q\"],"
		"[\"Message/get\",{\"accountId\":\"%s\",\"#ids\":{\"resultOf\":\"q\",\"name\":\"Core/echo\",\"path\":\"/ids\"}},\"w\"]",
		f->ada.account, f->ada.account, f->ada.directory, f->ada.account);
	struct json *answers = portal_calls(f, &f->ada, calls);
	const struct json *messages = json_get(json_at(json_at(answers, 1), 1), "list");
	assert_int_equal(json_size(messages), 3);
	assert_int_equal(json_size(json_at(messages, 0)), 3); /* id, from, subject */
	const struct json *people = json_get(json_at(json_at(answers, 2), 1), "list");
	assert_int_equal(json_size(people), 1); /* the same sender three times: once */
	assert_string_equal(json_get_text(json_at(people, 0), "id"), f->ben.person);
	assert_string_equal(json_get_text(json_at(json_at(answers, 4), 1), "type"), "invalidResultReference");
	json_free(answers);
	free(calls);
}

/* --- get, query (sections 5.1 and 5.5) --- */

static void test_get_takes_no_more_than_it_says(void **state)
{
	(void)state;
	struct str arguments = {0};
	str_addf(&arguments, "{\"accountId\":\"%s\",\"ids\":[", f->ada.account);
	for (int i = 0; i < 501; i++)
		str_addf(&arguments, "%s\"a%07d\"", i ? "," : "", i);
	str_add(&arguments, "]}");
	portal_assert_type(portal_call(f, &f->ada, "Message/get", "%s", arguments.text), "requestTooLarge");
	str_release(&arguments);
}

static void test_query_pages_and_clamps(void **state)
{
	(void)state;
	struct json *all = portal_call(f, &f->ada, "Message/query", "{\"accountId\":\"%s\",\"calculateTotal\":true}", f->ada.account);
	const struct json *ids = json_get(all, "ids");
	int64_t total = json_get_integer(all, "total", -1);
	assert_int_equal(json_size(ids), total);
	assert_false(json_get_bool(all, "canCalculateChanges", true));
	static const struct { const char *window; int first, count, position; } rows[] = {
		{"\"position\":1,\"limit\":2", 1, 2, 1},
		{"\"position\":-2", 3, 2, 3},
		{"\"position\":-100,\"limit\":1", 0, 1, 0},
		{"\"position\":100", 0, 0, 100},
		{"\"anchor\":\"$2\",\"limit\":1", 2, 1, 2},
		{"\"anchor\":\"$2\",\"anchorOffset\":1,\"limit\":1", 3, 1, 3},
		{"\"anchor\":\"$2\",\"anchorOffset\":-1,\"limit\":2", 1, 2, 1},
		{"\"anchor\":\"$1\",\"anchorOffset\":-5,\"limit\":1", 0, 1, 0},
		{"\"limit\":0", 0, 0, 0},
	};
	assert_int_equal(total, 5);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct str window = {0};
		for (const char *c = rows[i].window; *c; c++)
			if (*c == '$')
				str_add(&window, json_text(json_at(ids, (size_t)(*++c - '0'))));
			else
				str_addc(&window, *c);
		struct json *page = portal_call(f, &f->ada, "Message/query", "{\"accountId\":\"%s\",%s}", f->ada.account, window.text);
		const struct json *got = json_get(page, "ids");
		if ((int)json_size(got) != rows[i].count || json_get(page, "total") ||
		    (rows[i].count && json_get_integer(page, "position", -1) != rows[i].position) ||
		    (rows[i].count && !text_equal(json_text(json_at(got, 0)), json_text(json_at(ids, (size_t)rows[i].first)))))
			fail_msg("%s: %s", rows[i].window, json_print(page));
		json_free(page);
		str_release(&window);
	}
	json_free(all);
}

static int count_of(const char *filter)
{
	struct json *page = portal_call(f, &f->ada, "Message/query", "{\"accountId\":\"%s\",\"filter\":%s}", f->ada.account, filter);
	int count = json_is_array(json_get(page, "ids")) ? (int)json_size(json_get(page, "ids")) : -1;
	json_free(page);
	return count;
}

static void test_filters_say_all_of_these(void **state)
{
	(void)state;
	char *from = xasprintf("{\"from\":\"%s\"}", f->ben.person), *eva = xasprintf("{\"from\":\"%s\"}", f->eva.person);
	assert_int_equal(count_of(from), 5);
	assert_int_equal(count_of(eva), 0);
	assert_int_equal(count_of("{\"keywords\":\"$seen\"}"), 0);
	assert_int_equal(count_of("{\"operator\":\"NOT\",\"conditions\":[{\"keywords\":\"$seen\"}]}"), 5);
	assert_int_equal(count_of("{\"operator\":\"AND\",\"conditions\":[{\"subject\":\"Letter 1\"},{\"kind\":\"message\"}]}"), 1);
	assert_int_equal(count_of("{\"operator\":\"NOT\",\"conditions\":[{\"operator\":\"OR\",\"conditions\":["
	                          "{\"subject\":\"Letter 1\"},{\"subject\":\"Letter 2\"}]}]}"), 3);
	free(from);
	free(eva);
}

static void test_a_filter_of_thousands_is_refused(void **state)
{
	(void)state;
	struct str filter = {0};
	str_add(&filter, "{\"operator\":\"AND\",\"conditions\":[");
	for (int i = 0; i < 3000; i++)
		str_addf(&filter, "%s{\"subject\":\"%d\"}", i ? "," : "", i);
	str_add(&filter, "]}");
	assert_int_equal(count_of(filter.text), -1);
	assert_int_equal(count_of("{\"kind\":\"message\"}"), 5);
	str_release(&filter);
}

static void test_people_sort_by_name(void **state)
{
	(void)state;
	struct json *page = portal_call(f, &f->ada, "Person/query",
	                                "{\"accountId\":\"%s\",\"sort\":[{\"property\":\"name\"}]}", f->ada.directory);
	const struct json *ids = json_get(page, "ids");
	assert_int_equal(json_size(ids), 3);
	assert_string_equal(json_text(json_at(ids, 0)), f->ben.person);
	assert_string_equal(json_text(json_at(ids, 1)), f->eva.person);
	json_free(page);
}

/* --- set and changes (sections 5.2 and 5.3) --- */

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_requests_that_are_none),
		cmocka_unit_test(test_nesting_and_number_of_calls_are_bounded),
		cmocka_unit_test(test_content_type_may_have_parameters),
		cmocka_unit_test(test_using_decides_what_is_seen),
		cmocka_unit_test(test_created_ids_go_in_and_come_out),
		cmocka_unit_test(test_calls_that_are_wrong),
		cmocka_unit_test(test_references_chain_and_the_first_answer_counts),
		cmocka_unit_test(test_get_takes_no_more_than_it_says),
		cmocka_unit_test(test_query_pages_and_clamps),
		cmocka_unit_test(test_filters_say_all_of_these),
		cmocka_unit_test(test_a_filter_of_thousands_is_refused),
		cmocka_unit_test(test_people_sort_by_name),
		cmocka_unit_test(test_a_foreign_id_and_an_unknown_one_answer_alike),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
