/* Files: upload, download, ranges, who may read them, copies (RFC 8620 section 6). */
#include "lib/suite.h"

#include <stdarg.h>

#include "lib/portal_fixture.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"

static struct portal_fixture *f;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	return 0;
}

static void test_what_goes_up_comes_down(void **state)
{
	(void)state;
	static const size_t sizes[] = {0, 1, BLOB_CHUNK_MAX, BLOB_CHUNK_MAX + 1, 300 * 1024, 3 * 1000 * 1000};
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct http_answer a;
		char *bytes = portal_pattern(sizes[i]), *id;
		assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "image/jpeg", bytes, sizes[i], &id), 201);
		portal_download(f, &f->ada, f->ada.account, id, "river.jpg", NULL, &a);
		assert_int_equal(a.status, 200);
		assert_int_equal(a.body.len, sizes[i]);
		assert_memory_equal(a.body.text, bytes, sizes[i]);
		http_answer_release(&a);
		free(bytes);
		free(id);
	}
}

static void test_a_download_is_no_page_of_ours(void **state)
{
	(void)state;
	struct http_answer a;
	char *id;
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "text/html", "<script>", 8, &id), 201);
	portal_download(f, &f->ada, f->ada.account, id, "%CE%BD%22%0D%0Ax.html?accept=text/plain", NULL, &a);
	char *type = http_answer_header(&a, "Content-Type"), *name = http_answer_header(&a, "Content-Disposition");
	char *sniff = http_answer_header(&a, "X-Content-Type-Options"), *policy = http_answer_header(&a, "Content-Security-Policy");
	assert_int_equal(a.status, 200);
	assert_string_equal(type, "text/plain");
	assert_string_equal(name, "attachment; filename*=UTF-8''%CE%BD%22%0D%0Ax.html");
	assert_string_equal(sniff, "nosniff");
	assert_non_null(strstr(policy, "sandbox"));
	free(type);
	free(name);
	free(sniff);
	free(policy);
	http_answer_release(&a);
	portal_download(f, &f->ada, f->ada.account, id, "x?accept=text/plain%0D%0AX-Evil:%20yes", NULL, &a);
	assert_int_equal(a.status, 200);
	assert_null(strstr(a.head.text, "X-Evil"));
	http_answer_release(&a);
	free(id);
}

static void test_a_cut_download_goes_on_where_it_was(void **state)
{
	(void)state;
	static const struct { const char *range; int status; size_t from, len; } rows[] = {
		{"Range: bytes=0-9\r\n", 206, 0, 10},          {"Range: bytes=65530-65545\r\n", 206, 65530, 16},
		{"Range: bytes=99000-\r\n", 206, 99000, 1000}, {"Range: bytes=99990-200000\r\n", 206, 99990, 10},
		{"Range: bytes=-5\r\n", 206, 99995, 5},        {"Range: bytes=-200000\r\n", 206, 0, 100000},
		{"Range: bytes=100000-\r\n", 416, 0, 0},       {"Range: bytes=-0\r\n", 416, 0, 0},
		{"Range: lines=1-2\r\n", 200, 0, 100000},      {"Range: bytes=1-2,4-5\r\n", 200, 0, 100000},
		{"Range: bytes=5-2\r\n", 200, 0, 100000},      {"Range: bytes=x\r\n", 200, 0, 100000},
	};
	char *bytes = portal_pattern(100000), *id;
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "image/png", bytes, 100000, &id), 201);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct http_answer a;
		portal_download(f, &f->ada, f->ada.account, id, "x", rows[i].range, &a);
		if (a.status != rows[i].status || (a.status != 416 && a.body.len != rows[i].len))
			fail_msg("%s: %d, %zu bytes", rows[i].range, a.status, a.body.len);
		if (a.status != 416)
			assert_memory_equal(a.body.text, bytes + rows[i].from, rows[i].len);
		http_answer_release(&a);
	}
	free(bytes);
	free(id);
}

static void test_knowing_an_id_is_no_right(void **state)
{
	(void)state;
	char *id;
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "text/plain", "secret", 6, &id), 201);
	assert_int_equal(portal_download_status(f, &f->ada, f->ada.account, id), 200);
	assert_int_equal(portal_download_status(f, &f->ben, f->ada.account, id), 404);
	assert_int_equal(portal_download_status(f, &f->ben, f->ben.account, id), 404);
	assert_int_equal(portal_download_status(f, &f->ada, f->ada.account, "azzzzzzz"), 404);
	assert_int_equal(portal_download_status(f, &f->ada, "azzzzzzz", id), 404);
	assert_int_equal(portal_upload(f, &f->ben, f->ada.account, "text/plain", "x", 1, NULL), 404);
	assert_int_equal(portal_upload(f, &f->ben, "azzzzzzz", "text/plain", "x", 1, NULL), 404);
	/* For the events that teachers hold there. */
	assert_int_equal(portal_upload(f, &f->ada, f->ada.community, "text/plain", "x", 1, NULL), 201);
	free(id);
}

static void test_a_file_travels_with_its_message(void **state)
{
	(void)state;
	char *id;
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "text/plain", "plan of lessons", 15, &id), 201);
	struct json *set = portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"create\":{\"m\":{\"to\":[{\"id\":\"%s\"}],"
	                               "\"subject\":\"With a file\",\"files\":[{\"blobId\":\"%s\",\"name\":\"plan.txt\",\"type\":\"text/plain\","
	                               "\"size\":999}]}}}", f->ada.account, f->ben.person, id);
	const struct json *own = json_at(json_get(json_get(json_get(set, "created"), "m"), "files"), 0);
	assert_int_equal(json_get_integer(own, "size", 0), 15); /* what it is, not what was said of it */
	json_free(set);
	char *calls = xasprintf("[\"Message/query\",{\"accountId\":\"%s\",\"filter\":{\"subject\":\"With a file\"}},\"0\"],[\"Message/get\","
	                        "{\"accountId\":\"%s\",\"#ids\":{\"resultOf\":\"0\",\"name\":\"Message/query\",\"path\":\"/ids\"}},\"1\"]",
	                        f->ben.account, f->ben.account);
	struct json *answers = portal_calls(f, &f->ben, calls);
	const struct json *file = json_at(json_get(json_at(json_get(json_at(json_at(answers, 1), 1), "list"), 0), "files"), 0);
	const char *copy = json_get_text(file, "blobId");
	assert_string_not_equal(copy, id);
	struct http_answer a;
	portal_download(f, &f->ben, f->ben.account, copy, "plan.txt", NULL, &a);
	assert_int_equal(a.status, 200);
	assert_string_equal(a.body.text, "plan of lessons");
	http_answer_release(&a);
	assert_int_equal(portal_download_status(f, &f->eva, f->ben.account, copy), 404);
	json_free(answers);
	free(calls);
	free(id);
}

static void test_a_file_of_others_cannot_be_sent_on(void **state)
{
	(void)state;
	char *id;
	assert_int_equal(portal_upload(f, &f->ben, f->ben.account, "text/plain", "bens own", 8, &id), 201);
	struct json *set = portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"create\":{\"m\":{\"to\":[{\"id\":\"%s\"}],"
	                               "\"files\":[{\"blobId\":\"%s\",\"name\":\"a\",\"type\":\"text/plain\",\"size\":8}]}}}",
	                               f->ada.account, f->ada.person, id);
	const struct json *error = json_get(json_get(set, "notCreated"), "m");
	assert_string_equal(json_get_text(json_get(json_get(error, "errors"), "files"), "type"), "noSuchReference");
	json_free(set);
	set = portal_call(f, &f->ada, "Blob/copy", "{\"fromAccountId\":\"%s\",\"accountId\":\"%s\",\"blobIds\":[\"%s\"]}", f->ben.account,
	                  f->ada.account, id);
	assert_string_equal(json_get_text(set, "type"), "fromAccountNotFound");
	json_free(set);
	free(id);
}

static void test_blob_copy(void **state)
{
	(void)state;
	char *id;
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "text/plain", "for the card", 12, &id), 201);
	struct json *set = portal_call(f, &f->ada, "Blob/copy",
	                               "{\"fromAccountId\":\"%s\",\"accountId\":\"%s\",\"blobIds\":[\"%s\",\"azzzzzzz\"]}",
	                               f->ada.account, f->ada.directory, id);
	assert_string_equal(json_get_text(json_get(json_get(set, "notCopied"), "azzzzzzz"), "type"), "notFound");
	const char *copy = json_get_text(json_get(set, "copied"), id);
	assert_non_null(copy);
	assert_string_not_equal(copy, id);
	json_free(set);
	free(id);
}

/* Whoever copies a file has put it there, whoever it came from. */
static void test_a_copy_is_the_copiers(void **state)
{
	(void)state;
	char *id;
	assert_int_equal(portal_upload(f, &f->ada, f->ada.account, "text/plain", "for ben", 7, &id), 201);
	json_free(portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"create\":{\"m\":{\"to\":[{\"id\":\"%s\"}],"
	                      "\"files\":[{\"blobId\":\"%s\",\"name\":\"a\",\"type\":\"text/plain\",\"size\":7}]}}}",
	                      f->ada.account, f->ben.person, id));
	free(id);
	struct json *got = portal_call(f, &f->ben, "Message/query", "{\"accountId\":\"%s\",\"limit\":1}", f->ben.account);
	struct json *get = portal_call(f, &f->ben, "Message/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", f->ben.account,
	                               json_text(json_at(json_get(got, "ids"), 0)));
	const char *mine = json_get_text(json_at(json_get(json_at(json_get(get, "list"), 0), "files"), 0), "blobId");
	struct json *set = portal_call(f, &f->ben, "Blob/copy", "{\"fromAccountId\":\"%s\",\"accountId\":\"%s\",\"blobIds\":[\"%s\"]}",
	                               f->ben.account, f->ben.directory, mine);
	const char *copy = json_get_text(json_get(set, "copied"), mine);
	assert_non_null(copy);
	assert_int_equal(portal_download_status(f, &f->ben, f->ben.directory, copy), 200);
	assert_int_equal(portal_download_status(f, &f->ada, f->ada.directory, copy), 404);
	json_free(got);
	json_free(get);
	json_free(set);
}

/* --- RFC 9404 --- */


int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_goes_up_comes_down),
		cmocka_unit_test(test_a_download_is_no_page_of_ours),
		cmocka_unit_test(test_a_cut_download_goes_on_where_it_was),
		cmocka_unit_test(test_knowing_an_id_is_no_right),
		cmocka_unit_test(test_a_file_travels_with_its_message),
		cmocka_unit_test(test_a_file_of_others_cannot_be_sent_on),
		cmocka_unit_test(test_blob_copy),
		cmocka_unit_test(test_a_copy_is_the_copiers),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
