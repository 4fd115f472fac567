/* Addresses of portals, what an answer over HTTP means, and when the next try is. */
#include "lib/suite.h"

#include "../../src/sync/answer.h"
#include "../../src/sync/line.h"
#include "twinline/base/attr.h"

static void addresses_are_read_and_never_leave_their_host(void **state)
{
	(void)state;
	static const struct { const char *typed, *url, *reference, *resolved; } rows[] = {
		{ "portal.example", "https://portal.example/sign-in", "/jmap/api", "https://portal.example/jmap/api" },
		{ "https://portal.example/school/", "https://portal.example/school/sign-in", "/jmap", "https://portal.example/jmap" },
		{ "https://portal.example", "https://portal.example/sign-in", "http://inside:8080/api/", "https://portal.example/api/" },
		{ "https://portal.example", "https://portal.example/sign-in", "https://elsewhere.example", "https://portal.example/" },
		{ "https://portal.example/a", "https://portal.example/a/sign-in", "api", "https://portal.example/a/api" },
		{ "http://127.0.0.1:8080", "http://127.0.0.1:8080/sign-in", "/api?next=http://x/y",
		  "http://127.0.0.1:8080/api?next=http://x/y" },
		{ "http://[::1]:80", "http://[::1]:80/sign-in", "/api", "http://[::1]:80/api" },
		{ "unix:///run/a b", NULL, NULL, NULL },
		{ "unix:///run/portal.socket", "http://localhost/sign-in", "/api", "http://localhost/api" },
		{ "unix:/run/portal.socket", "http://localhost/sign-in", "/api", "http://localhost/api" }, /* as a portal says where it serves */
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct address a;
		struct err e = { 0 };
		int parsed = address_parse(&a, rows[i].typed, &e);
		assert_int_equal(parsed, rows[i].url ? 0 : -1);
		err_release(&e);
		if (parsed != 0)
			continue;
		char *url = address_url(&a, "/sign-in"), *resolved = address_resolve(&a, rows[i].reference);
		assert_string_equal(url, rows[i].url);
		assert_string_equal(resolved, rows[i].resolved);
		free(url);
		free(resolved);
		address_release(&a);
	}
}

static void addresses_that_are_none_or_not_private_are_refused(void **state)
{
	(void)state;
	static const struct { const char *typed; enum err_code code; } rows[] = {
		{ "", ERR_USAGE }, { NULL, ERR_USAGE }, { "ftp://portal.example", ERR_USAGE }, { "https://", ERR_USAGE },
		{ "https:///path", ERR_USAGE }, { "unix://relative", ERR_USAGE }, { "https://me:secret@portal.example", ERR_USAGE },
		{ "https://portal.example\r\nHost: x", ERR_USAGE }, { "http://portal.example", ERR_NOT_PRIVATE },
		{ "http://127.0.0.1.example", ERR_NOT_PRIVATE }, { "http://localhost.example:80", ERR_NOT_PRIVATE },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct address a;
		struct err e = { 0 };
		assert_int_equal(address_parse(&a, rows[i].typed, &e), -1);
		assert_int_equal(e.code, rows[i].code);
		err_release(&e);
	}
}

static void this_computer_is_known(void **state)
{
	(void)state;
	static const struct { const char *typed; bool here; } rows[] = {
		{ "unix:///run/portal.socket", true }, { "unix:/run/portal.socket", true }, { "http://127.0.0.1:8080", true }, { "http://[::1]:80/school", true },
		{ "http://localhost", true }, { "https://localhost:8443/a", true }, { "portal.example", false },
		{ "https://127.0.0.1.example", false }, { "https://localhost.example:80", false }, { "https://[::2]:80", false },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct address a;
		assert_int_equal(address_parse(&a, rows[i].typed, NULL), 0);
		assert_int_equal(address_is_here(&a), rows[i].here);
		address_release(&a);
	}
}

static void answers_are_told_apart(void **state)
{
	(void)state;
	static const struct { int status; bool is_json; const char *body; enum err_code code; bool refusal; } rows[] = {
		{ 200, true, "{\"methodResponses\":[]}", ERR_OK, false },
		{ 204, false, "", ERR_OK, false },
		{ 200, true, "[]", ERR_NOT_A_PORTAL, false },
		{ 200, true, "{\"a\":1,\"a\":2}", ERR_NOT_A_PORTAL, false },
		{ 200, false, "<html>Sign in to this network</html>", ERR_NOT_A_PORTAL, false },
		{ 302, false, "", ERR_NOT_A_PORTAL, false },
		{ 401, false, "<html>Sign in</html>", ERR_NOT_A_PORTAL, false },
		{ 401, true, "{\"type\":\"about:blank\",\"status\":401}", ERR_SIGNED_OUT, true },
		{ 401, true, "{\"error\":{\"type\":\"badPassword\"}}", ERR_BAD_PASSWORD, true },
		{ 400, true, "{\"type\":\"urn:ietf:params:jmap:error:notRequest\",\"detail\":\"using\"}", ERR_NOT_REQUEST, true },
		{ 400, true, "{\"type\":\"urn:ietf:params:jmap:error:limit\",\"limit\":\"maxSizeRequest\"}", ERR_LIMIT, true },
		{ 407, false, "", ERR_PROXY_LOGIN, false },
		{ 404, true, "{}", ERR_NOT_FOUND, true },
		{ 413, false, "", ERR_LIMIT, false },
		{ 429, true, "{}", ERR_BUSY, true },
		{ 503, false, "", ERR_BUSY, false },
		{ 502, false, "<html>", ERR_PORTAL_DOWN, false },
		{ 500, true, "{\"error\":{\"type\":\"serverFail\"}}", ERR_PORTAL_DOWN, false },
		{ 511, false, "<html>", ERR_NOT_A_PORTAL, false },
		{ 418, false, "", ERR_NOT_A_PORTAL, false },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct http_answer a = { .status = rows[i].status, .is_json = rows[i].is_json, .retry_after = -1 };
		struct err cause = { 0 };
		str_add(&a.body, rows[i].body);
		struct json *document = answer_read(&a, "portal.example", &cause);
		if (cause.code != rows[i].code)
			fail_msg("status %d: %s", rows[i].status, err_name(cause.code));
		assert_int_equal(document != NULL, rows[i].code == ERR_OK);
		assert_int_equal(answer_is_refusal(&a), rows[i].refusal);
		json_free(document);
		err_release(&cause);
		http_answer_release(&a);
	}
}

static void tries_come_later_each_time_within_bounds_and_not_together(void **state)
{
	(void)state;
	struct random r;
	struct line l = { 0 }, other = { 0 };
	random_seed(&r, 1);
	int64_t expected = 2000;
	bool apart = false;
	for (int i = 0; i < 20; i++) {
		line_back_off(&l, &r, 1000, -1);
		line_back_off(&other, &r, 1000, -1);
		int64_t wait = l.next_ms - 1000;
		assert_in_range(wait, expected - expected / 4, expected + expected / 4);
		apart = apart || l.next_ms != other.next_ms;
		expected = expected * 2 < 120000 ? expected * 2 : 120000;
	}
	assert_true(apart);
	line_hurry(&l);
	assert_int_equal(l.next_ms, 0);
	line_went_well(&l, 5000, 20);
	assert_int_equal(l.next_ms, 25000);
	assert_int_equal(l.failures, 0);
}

static void a_portal_that_names_a_time_is_not_asked_before(void **state)
{
	(void)state;
	struct random r;
	struct line l = { 0 };
	random_seed(&r, 1);
	line_back_off(&l, &r, 1000, 60);
	assert_in_range(l.next_ms, 61000, 61000 + 15000);
	line_hurry(&l);
	assert_in_range(l.next_ms, 61000, 61000 + 15000);
	line_back_off(&l, &r, 0, 1000000);
	assert_true(l.next_ms < 1200 * 1000); /* nobody can send us away for days */
	line_went_well(&l, 0, 20);
	line_hurry(&l);
	assert_int_equal(l.next_ms, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_read_and_never_leave_their_host),
		cmocka_unit_test(addresses_that_are_none_or_not_private_are_refused),
		cmocka_unit_test(this_computer_is_known),
		cmocka_unit_test(answers_are_told_apart),
		cmocka_unit_test(tries_come_later_each_time_within_bounds_and_not_together),
		cmocka_unit_test(a_portal_that_names_a_time_is_not_asked_before),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
