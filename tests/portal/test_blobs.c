/* Blobs by methods (RFC 9404): made of parts, read in parts with their digests, looked for by what names them. */
#include "lib/suite.h"

#include <stdarg.h>

#include "lib/portal_fixture.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"

static struct portal_fixture *f;

#define BLOB_USING "\"using\":[\"urn:ietf:params:jmap:core\",\"urn:ietf:params:jmap:blob\"]"

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	return 0;
}

/* One call of the blob capability as t, arguments as JSON with $ for t's account: the response's arguments, yours. */
static struct json *blob_call(const struct teacher *t, const char *method, const char *arguments)
{
	struct str body = {0};
	struct json *answer = NULL;
	str_addf(&body, "{" BLOB_USING ",\"methodCalls\":[[\"%s\",{", method);
	for (const char *c = arguments; *c; c++)
		str_addn(&body, *c == '$' ? t->account : c, *c == '$' ? strlen(t->account) : 1);
	str_add(&body, "},\"0\"]]}");
	char *headers = xasprintf("%sContent-Type: application/json\r\n", t->bearer);
	assert_int_equal(portal_ask(f, "POST", "/jmap/api", headers, body.text, &answer), 200);
	struct json *arguments_of = json_copy(json_at(json_at(json_get(answer, "methodResponses"), 0), 1));
	json_free(answer);
	free(headers);
	str_release(&body);
	return arguments_of;
}

static struct json *blob_callf(const struct teacher *t, const char *method, const char *format, ...) ATTR_PRINTF(3, 4);
static struct json *blob_callf(const struct teacher *t, const char *method, const char *format, ...)
{
	struct str arguments = {0};
	va_list rest;
	va_start(rest, format);
	str_vaddf(&arguments, format, rest);
	va_end(rest);
	struct json *answer = blob_call(t, method, arguments.text);
	str_release(&arguments);
	return answer;
}

static void test_parts_are_joined(void **state)
{
	(void)state;
	enum { PART = 40 * 1024 };
	char *bytes = portal_pattern(3 * PART), *ids[3];
	struct http_answer a;
	for (int i = 0; i < 3; i++)
		assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "application/octet-stream", bytes + i * PART, PART, &ids[i]), 201);
	struct json *made = blob_callf(&f->ada, "Blob/upload", "\"accountId\":\"$\",\"create\":{\"f\":{\"type\":\"image/png\",\"data\":["
	                               "{\"blobId\":\"%s\"},{\"blobId\":\"%s\",\"offset\":0,\"length\":%d},{\"blobId\":\"%s\",\"offset\":1},"
	                               "{\"data:asText\":\"end\"},{\"data:asBase64\":\"AAE=\"}]}}", ids[0], ids[1], PART, ids[2]);
	const struct json *file = json_get(json_get(made, "created"), "f");
	assert_string_equal(json_get_text(file, "type"), "image/png");
	assert_int_equal(json_get_integer(file, "size", 0), 3 * PART - 1 + 5);
	portal_download(f, &f->ada, f->ada.account, json_get_text(file, "id"), "x", NULL, &a);
	assert_int_equal(a.status, 200);
	assert_int_equal(a.body.len, 3 * PART - 1 + 5);
	assert_memory_equal(a.body.text, bytes, 2 * PART);
	assert_memory_equal(a.body.text + 2 * PART, bytes + 2 * PART + 1, PART - 1);
	assert_memory_equal(a.body.text + 3 * PART - 1, "end\0\1", 5);
	http_answer_release(&a);
	/* Ben has no more of it than before. */
	assert_int_equal(portal_download_status(f, &f->ben, f->ada.account, json_get_text(file, "id")), 404);
	json_free(made);
	for (int i = 0; i < 3; i++)
		free(ids[i]);
	free(bytes);
}

/* SetErrors of what cannot be made; the id of ben's own file, where it says so. */
static void test_what_cannot_be_joined(void **state)
{
	(void)state;
	static const struct { const char *data, *error; } rows[] = {
		{"[{\"blobId\":\"%s\",\"offset\":7}]", "blobNotFound"}, /* ben's */
		{"[{\"blobId\":\"azzzzzzz\"}]", "blobNotFound"},
		{"[{\"data:asBase64\":\"A*\"}]", "invalidProperties"},
		{"[{\"data:asText\":7}]", "invalidProperties"},
		{"[{\"data:asText\":\"a\",\"blobId\":\"azzzzzzz\"}]", "invalidProperties"},
		{"[{}]", "invalidProperties"},
		{"[7]", "invalidProperties"},
		{"{}", "invalidProperties"},
		{"null", "invalidProperties"},
	};
	char *bens;
	assert_int_equal(portal_upload(f, &f->ben, f->ben.account, "text/plain", "bens own", 8, &bens), 201);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct str data = {0};
		const char *place = strstr(rows[i].data, "%s");
		str_addn(&data, rows[i].data, place ? (size_t)(place - rows[i].data) : strlen(rows[i].data));
		str_addf(&data, "%s%s", place ? bens : "", place ? place + 2 : "");
		struct json *made = blob_callf(&f->ada, "Blob/upload", "\"accountId\":\"$\",\"create\":{\"f\":{\"data\":%s}}", data.text);
		const struct json *error = json_get(json_get(made, "notCreated"), "f");
		if (!text_equal(json_get_text(error, "type"), rows[i].error) || json_get(made, "created"))
			fail_msg("%s: %s", data.text, json_get_text(error, "type"));
		if (text_equal(rows[i].error, "blobNotFound"))
			assert_int_equal(json_size(json_get(error, "notFound")), 1);
		json_free(made);
		str_release(&data);
	}
	free(bens);
}

static void test_ranges_of_parts(void **state)
{
	(void)state;
	static const struct { const char *range; bool fits; } rows[] = {
		{"\"offset\":0,\"length\":6", true}, {"\"offset\":6", true}, {"\"offset\":6,\"length\":0", true}, {"\"length\":7", false},
		{"\"offset\":7", false}, {"\"offset\":3,\"length\":4", false}, {"\"offset\":-1", false}, {"\"length\":-1", false},
		{"\"offset\":9007199254740991,\"length\":9007199254740991", false},
	};
	char *id;
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "text/plain", "secret", 6, &id), 201);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *made = blob_callf(&f->ada, "Blob/upload", "\"accountId\":\"$\",\"create\":{\"f\":{\"data\":[{\"blobId\":\"%s\",%s}]}}",
		                               id, rows[i].range);
		if ((json_get(made, "created") != NULL) != rows[i].fits)
			fail_msg("%s", rows[i].range);
		json_free(made);
	}
	free(id);
}

/* What is joined may not be larger than what may be uploaded, though no byte of it went. */
static void test_the_limit_holds_for_what_is_joined(void **state)
{
	(void)state;
	enum { PART = 8 * 1000 * 1000, TIMES = 13 };
	char *bytes = portal_pattern(PART), *id;
	struct str sources = {0};
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "text/plain", bytes, PART, &id), 201);
	for (int i = 0; i < TIMES; i++)
		str_addf(&sources, "%s{\"blobId\":\"%s\"}", i ? "," : "", id);
	struct json *made = blob_callf(&f->ada, "Blob/upload", "\"accountId\":\"$\",\"create\":{\"f\":{\"data\":[%s]}}", sources.text);
	assert_string_equal(json_get_text(json_get(json_get(made, "notCreated"), "f"), "type"), "tooLarge");
	json_free(made);
	str_release(&sources);
	free(bytes);
	free(id);
}

/* Cut out of what is there, files cost their sender nothing and the disk all of them: a request makes so much of that and no more. */
static void test_a_request_cuts_so_much_and_no_more(void **state)
{
	(void)state;
	enum { WHOLE = 6 * 1000 * 1000, TIMES = 8 };
	char *bytes = portal_pattern(WHOLE), *id;
	struct str cut = {0}, whole = {0};
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "text/plain", bytes, WHOLE, &id), 201);
	for (int i = 0; i < TIMES; i++) {
		str_addf(&cut, "%s\"f%d\":{\"data\":[{\"blobId\":\"%s\",\"offset\":%d}]}", i ? "," : "", i, id, i + 1);
		str_addf(&whole, "%s\"f%d\":{\"data\":[{\"blobId\":\"%s\"}]}", i ? "," : "", i, id);
	}
	struct json *made = blob_callf(&f->ada, "Blob/upload", "\"accountId\":\"$\",\"create\":{%s}", cut.text);
	assert_int_equal(json_size(json_get(made, "created")), 3);
	assert_string_equal(json_get_text(json_get(json_get(made, "notCreated"), "f7"), "type"), "rateLimit");
	json_free(made);
	made = blob_callf(&f->ada, "Blob/upload", "\"accountId\":\"$\",\"create\":{%s}", whole.text);
	assert_int_equal(json_size(json_get(made, "created")), TIMES);
	json_free(made);
	str_release(&cut);
	str_release(&whole);
	free(bytes);
	free(id);
}

static void test_blob_get(void **state)
{
	(void)state;
	char *id, *bens;
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "text/plain", "abc\xff", 4, &id), 201);
	assert_int_equal(portal_upload(f, &f->ben, f->ben.account, "text/plain", "bens own", 8, &bens), 201);
	struct json *got = blob_callf(&f->ada, "Blob/get", "\"accountId\":\"$\",\"ids\":[\"%s\",\"%s\",\"azzzzzzz\"],\"length\":3,"
	                              "\"properties\":[\"data:asText\",\"data:asBase64\",\"size\",\"digest:sha-256\"]", id, bens);
	const struct json *one = json_at(json_get(got, "list"), 0);
	assert_int_equal(json_size(json_get(got, "list")), 1);
	assert_int_equal(json_size(json_get(got, "notFound")), 2);
	assert_string_equal(json_get_text(one, "id"), id);
	assert_string_equal(json_get_text(one, "data:asText"), "abc");
	assert_string_equal(json_get_text(one, "data:asBase64"), "YWJj");
	assert_int_equal(json_get_integer(one, "size", 0), 4);
	assert_string_equal(json_get_text(one, "digest:sha-256"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
	json_free(got);
	/* All of it is no text, and more than there is cannot be read. */
	got = blob_callf(&f->ada, "Blob/get", "\"accountId\":\"$\",\"ids\":[\"%s\"],\"length\":9", id);
	one = json_at(json_get(got, "list"), 0);
	assert_true(json_get_bool(one, "isEncodingProblem", false));
	assert_true(json_get_bool(one, "isTruncated", false));
	assert_string_equal(json_get_text(one, "data:asBase64"), "YWJj/w==");
	assert_null(json_get(one, "data:asText"));
	json_free(got);
	got = blob_callf(&f->ada, "Blob/get", "\"accountId\":\"$\",\"ids\":[\"%s\"],\"properties\":[\"digest:md5\"]", id);
	assert_string_equal(json_get_text(got, "type"), "invalidArguments");
	json_free(got);
	free(bens);
	free(id);
}

/* Which letters name a file, each copy in its own account. */
static void test_blob_lookup(void **state)
{
	(void)state;
	char *id, *spare;
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "text/plain", "the plan", 8, &id), 201);
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "text/plain", "no letter's", 11, &spare), 201);
	struct json *set = portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"create\":{\"m\":{\"to\":[{\"id\":\"%s\"}],"
	                               "\"subject\":\"Plan\",\"files\":[{\"blobId\":\"%s\",\"name\":\"a\"}]}}}",
	                               f->ada.account, f->ben.person, id);
	const char *letter = json_get_text(json_get(json_get(set, "created"), "m"), "id");
	struct json *found = blob_callf(&f->ada, "Blob/lookup", "\"accountId\":\"$\",\"typeNames\":[\"Message\",\"Event\"],"
	                                "\"ids\":[\"%s\",\"%s\"]", id, spare);
	const struct json *first = json_get(json_at(json_get(found, "list"), 0), "matchedIds");
	const struct json *second = json_get(json_at(json_get(found, "list"), 1), "matchedIds");
	assert_int_equal(json_size(json_get(first, "Message")), 1);
	assert_string_equal(json_text(json_at(json_get(first, "Message"), 0)), letter);
	assert_int_equal(json_size(json_get(first, "Event")), 0);
	assert_int_equal(json_size(json_get(second, "Message")), 0);
	json_free(found);
	found = blob_callf(&f->ben, "Blob/lookup", "\"accountId\":\"$\",\"typeNames\":[\"Message\"],\"ids\":[\"%s\"]", id); /* ada's */
	assert_int_equal(json_size(json_get(found, "list")), 0);
	assert_int_equal(json_size(json_get(found, "notFound")), 1);
	json_free(found);
	found = blob_callf(&f->ada, "Blob/lookup", "\"accountId\":\"$\",\"typeNames\":[\"Person\"],\"ids\":[]%s", "");
	assert_string_equal(json_get_text(found, "type"), "unknownDataType");
	json_free(found);
	json_free(set);
	free(spare);
	free(id);
}

/* Each would be gone through for each of 500 blobs. */
static void test_types_are_not_asked_for_endlessly(void **state)
{
	(void)state;
	struct str names = {0};
	for (int i = 0; i < 100; i++)
		str_addf(&names, "%s\"Message\"", i ? "," : "");
	struct json *found = blob_callf(&f->ada, "Blob/lookup", "\"accountId\":\"$\",\"ids\":[],\"typeNames\":[%s]", names.text);
	assert_string_equal(json_get_text(found, "type"), "invalidArguments");
	json_free(found);
	str_release(&names);
}

/* In one request: joined, and digested as it is now. Without the capability there are no such methods. */
static void test_joined_and_digested_at_once(void **state)
{
	(void)state;
	struct json *answer = NULL;
	char *headers = xasprintf("%sContent-Type: application/json\r\n", f->ada.bearer);
	char *calls = xasprintf("\"methodCalls\":[[\"Blob/upload\",{\"accountId\":\"%s\",\"create\":{\"f\":{\"data\":[{\"data:asText\":\"a\"},"
	                        "{\"data:asText\":\"bc\"}]}}},\"0\"],[\"Blob/get\",{\"accountId\":\"%s\",\"ids\":[\"#f\"],\"properties\":"
	                        "[\"digest:sha-256\"]},\"1\"]]", f->ada.account, f->ada.account);
	char *with = xasprintf("{" BLOB_USING ",%s}", calls), *without = xasprintf("{" USING ",%s}", calls);
	assert_int_equal(portal_ask(f, "POST", "/jmap/api", headers, with, &answer), 200);
	const struct json *get = json_at(json_at(json_get(answer, "methodResponses"), 1), 1);
	assert_string_equal(json_get_text(json_at(json_get(get, "list"), 0), "digest:sha-256"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
	json_free(answer);
	assert_int_equal(portal_ask(f, "POST", "/jmap/api", headers, without, &answer), 200);
	for (size_t i = 0; i < 2; i++)
		assert_string_equal(json_get_text(json_at(json_at(json_get(answer, "methodResponses"), i), 1), "type"), "unknownMethod");
	json_free(answer);
	free(headers);
	free(calls);
	free(with);
	free(without);
}

/* A part tells its digest (RFC 9530), and one that was changed on its way is not taken. */
static void test_content_digest(void **state)
{
	(void)state;
	static const struct { const char *digest; int status; } rows[] = {
		{"sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:", 201},
		{"sha-512=:AAAA:, sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:", 201},
		{"sha-512=:AAAA:", 201},
		{"sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa1=:", 400},
		{"sha-256=:", 400},
	};
	char *id, *told, *path = xasprintf("/jmap/upload/%s/", f->ada.account);
	struct http_answer a;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *answer = NULL;
		char *headers = xasprintf("%sContent-Type: text/plain\r\nContent-Digest: %s\r\n", f->ada.bearer, rows[i].digest);
		assert_int_equal(portal_ask(f, "POST", path, headers, "abc", &answer), rows[i].status);
		if (rows[i].status == 400)
			assert_string_equal(json_get_text(json_get(answer, "error"), "type"), "digest");
		json_free(answer);
		free(headers);
	}
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "text/plain", "xabcx", 5, &id), 201);
	portal_download(f, &f->ada, f->ada.account, id, "x", "Range: bytes=1-3\r\n", &a);
	told = http_answer_header(&a, "Content-Digest");
	assert_string_equal(told, rows[0].digest);
	http_answer_release(&a);
	free(told);
	free(id);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts_are_joined),
		cmocka_unit_test(test_what_cannot_be_joined),
		cmocka_unit_test(test_ranges_of_parts),
		cmocka_unit_test(test_the_limit_holds_for_what_is_joined),
		cmocka_unit_test(test_a_request_cuts_so_much_and_no_more),
		cmocka_unit_test(test_blob_get),
		cmocka_unit_test(test_blob_lookup),
		cmocka_unit_test(test_types_are_not_asked_for_endlessly),
		cmocka_unit_test(test_joined_and_digested_at_once),
		cmocka_unit_test(test_content_digest),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
