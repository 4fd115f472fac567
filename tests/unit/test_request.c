/* The envelope: what is a request, which error a bad one gets, problems there and back, the client's calls. */
#include "lib/suite.h"

#include "twinline/base/attr.h"
#include "twinline/base/str.h"
#include "twinline/jmap/jmap.h"

#define USING "\"using\":[\"urn:ietf:params:jmap:core\"]"
#define CALLS "\"methodCalls\":[[\"Core/echo\",{},\"0\"]]"

static void test_good(void **state)
{
	static const char text[] = "{\"using\":[\"" JMAP_CORE "\",\"" JMAP_TWINLINE "\"],"
	                           "\"methodCalls\":[[\"Core/echo\",{\"a\":1},\"c\"]],"
	                           "\"createdIds\":{\"k1\":\"abcd2345\"},\"later\":true}";
	struct jmap_request r;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(jmap_request_parse(&r, text, strlen(text), &e), 0);
	assert_true(r.core && r.twinline && r.created_sent);
	assert_int_equal(json_size(r.calls), 1);
	assert_string_equal(json_text(json_at(json_at(r.calls, 0), 2)), "c");
	assert_string_equal(jmap_creation_id(&r, "#k1"), "abcd2345");
	assert_null(jmap_creation_id(&r, "#k2"));
	assert_null(jmap_creation_id(&r, NULL));
	assert_string_equal(jmap_creation_id(&r, "k2"), "k2");
	json_set_string(r.created, "k2", "wxyz2345");
	assert_string_equal(jmap_creation_id(&r, "#k2"), "wxyz2345");
	jmap_request_release(&r);
	assert_null(r.tree);

	static const char bare[] = "{\"using\":[],\"methodCalls\":[]}";
	assert_int_equal(jmap_request_parse(&r, bare, strlen(bare), &e), 0);
	assert_false(r.core || r.twinline || r.created_sent);
	assert_non_null(r.created);
	jmap_request_release(&r);
}

static void test_bad(void **state)
{
	static const struct {
		const char *text, *error, *argument;
	} rows[] = {
		{ "", "notJSON", NULL },
		{ "{" USING "," CALLS, "notJSON", NULL },
		{ "{" USING "," CALLS "} x", "notJSON", NULL },
		{ "{" USING "," USING "," CALLS "}", "notJSON", NULL },
		{ "{" USING "," CALLS ",\"a\":\"\xff\"}", "notJSON", NULL },
		{ "null", "notRequest", "methodCalls" },
		{ "[]", "notRequest", "methodCalls" },
		{ "{" USING "}", "notRequest", "methodCalls" },
		{ "{" CALLS "}", "notRequest", "using" },
		{ "{\"using\":{}," CALLS "}", "notRequest", "using" },
		{ "{\"using\":[1]," CALLS "}", "notRequest", "using" },
		{ "{\"using\":[\"urn:x\",1]," CALLS "}", "notRequest", "using" },
		{ "{" USING ",\"methodCalls\":{}}", "notRequest", "methodCalls" },
		{ "{" USING ",\"methodCalls\":[[\"Core/echo\",{},\"0\"],7]}", "notRequest", "methodCalls/1" },
		{ "{" USING ",\"methodCalls\":[[\"Core/echo\",{}]]}", "notRequest", "methodCalls/0" },
		{ "{" USING ",\"methodCalls\":[[\"Core/echo\",{},\"0\",1]]}", "notRequest", "methodCalls/0" },
		{ "{" USING ",\"methodCalls\":[[\"Core/echo\",[],\"0\"]]}", "notRequest", "methodCalls/0" },
		{ "{" USING ",\"methodCalls\":[[\"Core/echo\",{},0]]}", "notRequest", "methodCalls/0" },
		{ "{" USING ",\"methodCalls\":[[1,{},\"0\"]]}", "notRequest", "methodCalls/0" },
		{ "{" USING "," CALLS ",\"createdIds\":[]}", "notRequest", "createdIds" },
		{ "{" USING "," CALLS ",\"createdIds\":null}", "notRequest", "createdIds" },
		{ "{" USING "," CALLS ",\"createdIds\":{\"a\":1}}", "notRequest", "createdIds" },
		{ "{\"using\":[\"" JMAP_CORE "\",\"urn:x\"]," CALLS "}", "unknownCapability", "urn:x" },
		{ "{\"using\":[\"URN:IETF:PARAMS:JMAP:CORE\"]," CALLS "}", "unknownCapability", "URN:IETF:PARAMS:JMAP:CORE" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct jmap_request r;
		struct err e = { 0 };

		assert_int_equal(jmap_request_parse(&r, rows[i].text, strlen(rows[i].text), &e), -1);
		if (!text_equal(err_name(e.code), rows[i].error))
			print_error("%s\n", rows[i].text);
		assert_string_equal(err_name(e.code), rows[i].error);
		if (rows[i].argument)
			assert_string_equal(e.arg[0], rows[i].argument);
		assert_null(r.tree);
		err_release(&e);
	}
}

/* A request whose part before the closing bracket is repeated. */
static enum err_code limit_of(const char *start, const char *item, int count, const char *end, char *limit, size_t size)
{
	struct str text = { 0 };
	struct jmap_request r;
	struct err e = { 0 };

	str_add(&text, start);
	for (int i = 0; i < count; i++)
		str_addf(&text, "%s%s%d%s", i ? "," : "", item, i, strchr(item, '{') ? "\"]" : "\":\"a\"");
	str_add(&text, end);
	if (jmap_request_parse(&r, text.text, text.len, &e) == 0)
		jmap_request_release(&r);
	enum err_code code = e.code;
	snprintf(limit, size, "%s", e.arg[0] ? e.arg[0] : "");
	err_release(&e);
	str_release(&text);
	return code;
}

static void test_limits(void **state)
{
	static const char calls[] = "{" USING ",\"methodCalls\":[", one_call[] = "[\"Core/echo\",{},\"";
	static const char ids[] = "{" USING "," CALLS ",\"createdIds\":{", one_id[] = "\"k";
	char limit[32];

	(void)state;
	assert_int_equal(limit_of(calls, one_call, JMAP_MAX_CALLS_IN_REQUEST, "]}", limit, sizeof limit), ERR_OK);
	assert_int_equal(limit_of(calls, one_call, JMAP_MAX_CALLS_IN_REQUEST + 1, "]}", limit, sizeof limit), ERR_LIMIT);
	assert_string_equal(limit, "maxCallsInRequest");
	assert_int_equal(limit_of(ids, one_id, JMAP_MAX_CREATED_IDS, "}}", limit, sizeof limit), ERR_OK);
	assert_int_equal(limit_of(ids, one_id, JMAP_MAX_CREATED_IDS + 1, "}}", limit, sizeof limit), ERR_LIMIT);

	struct jmap_request r;
	struct err e = { 0 };
	char *large = calloc(1, JMAP_MAX_SIZE_REQUEST + 1);
	assert_int_equal(jmap_request_parse(&r, large, JMAP_MAX_SIZE_REQUEST + 1, &e), -1);
	assert_int_equal(e.code, ERR_LIMIT);
	assert_string_equal(e.arg[0], "maxSizeRequest");
	err_release(&e);
	free(large);
}

static void test_problems(void **state)
{
	static const struct {
		enum err_code code;
		const char *argument, *type;
		int status;
	} rows[] = {
		{ ERR_NOT_JSON, "7", JMAP_ERROR_PREFIX "notJSON", 400 },
		{ ERR_NOT_REQUEST, "using", JMAP_ERROR_PREFIX "notRequest", 400 },
		{ ERR_UNKNOWN_CAPABILITY, "urn:x", JMAP_ERROR_PREFIX "unknownCapability", 400 },
		{ ERR_LIMIT, "maxCallsInRequest", JMAP_ERROR_PREFIX "limit", 400 },
		{ ERR_BAD_PASSWORD, NULL, JMAP_TWINLINE "#badPassword", 401 },
		{ ERR_SLOW_DOWN, "30", JMAP_TWINLINE "#slowDown", 429 },
		{ ERR_STORE_DAMAGED, "portal.db", JMAP_TWINLINE "#storeDamaged", 500 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct err e = { 0 }, back = { 0 };
		int status = 0;

		err_set(&e, rows[i].code, rows[i].argument, NULL);
		struct json *problem = jmap_problem(&e, &status);
		assert_int_equal(status, rows[i].status);
		assert_int_equal(json_get_integer(problem, "status", 0), rows[i].status);
		assert_string_equal(json_get_text(problem, "type"), rows[i].type);
		assert_non_null(json_get_text(problem, "detail"));
		assert_true(text_equal(json_get_text(problem, "limit"), rows[i].code == ERR_LIMIT ? rows[i].argument : NULL));
		assert_int_equal(jmap_problem_err(problem, &back), -1);
		assert_int_equal(back.code, rows[i].code);
		assert_true(text_equal(back.arg[0], rows[i].argument));
		err_release(&e);
		err_release(&back);
		json_free(problem);
	}
}

static void test_foreign_problems(void **state)
{
	static const struct {
		const char *text;
		enum err_code code;
	} rows[] = {
		{ "{\"type\":\"urn:ietf:params:jmap:error:limit\",\"limit\":\"maxSizeRequest\"}", ERR_LIMIT },
		{ "{\"type\":\"urn:ietf:params:jmap:error:unknownCapability\",\"detail\":\"x\"}", ERR_UNKNOWN_CAPABILITY },
		{ "{\"type\":\"urn:ietf:params:jmap:error:new\"}", ERR_SERVER_FAIL },
		{ "{\"type\":\"about:blank\"}", ERR_NOT_A_PORTAL },
		{ "[]", ERR_NOT_A_PORTAL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *problem = json_parse_own(rows[i].text);
		struct err e = { 0 };

		assert_int_equal(jmap_problem_err(problem, &e), -1);
		assert_int_equal(e.code, rows[i].code);
		err_release(&e);
		json_free(problem);
	}
}

static void test_client(void **state)
{
	static const char answers[] = "{\"methodResponses\":[[\"Core/echo\",{\"a\":1},\"0\"],[\"error\","
		"{\"type\":\"forbidden\"},\"1\"],"
	                              "[\"Core/echo\",7,\"2\"],[\"Core/echo\",{\"a\":2},\"0\"]],\"sessionState\":\"s\"}";
	struct json *request = jmap_request_new(), *arguments = json_new_object(), *response = json_parse_own(answers);
	struct jmap_request r;
	struct err e = { 0 };

	(void)state;
	json_set_integer(arguments, "a", 1);
	jmap_call(request, "Core/echo", arguments, "0");
	jmap_call(request, "Sync/get", json_new_object(), "1");
	char *text = json_print(request);
	assert_int_equal(jmap_request_parse(&r, text, strlen(text), &e), 0);
	assert_true(r.core && r.twinline);
	assert_int_equal(json_size(r.calls), 2);
	jmap_request_release(&r);
	free(text);
	json_free(request);

	assert_int_equal(json_get_integer(jmap_response(response, "0", &e), "a", 0), 1);
	assert_null(jmap_response(response, "1", &e));
	assert_int_equal(e.code, ERR_FORBIDDEN);
	assert_null(jmap_response(response, "2", &e));
	assert_int_equal(e.code, ERR_NOT_A_PORTAL);
	assert_null(jmap_response(response, "9", &e));
	assert_null(jmap_response(NULL, "0", &e));
	assert_int_equal(e.code, ERR_NOT_A_PORTAL);
	err_release(&e);
	json_free(response);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),     cmocka_unit_test(test_bad),              cmocka_unit_test(test_limits),
		cmocka_unit_test(test_problems), cmocka_unit_test(test_foreign_problems), cmocka_unit_test(test_client),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
