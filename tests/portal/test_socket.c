/* JMAP over a WebSocket (RFC 8887): the handshake, requests, the packed stream, what is pushed, limits and ends. */
#include "lib/suite.h"

#include <signal.h>

#include "lib/portal_fixture.h"
#include "lib/socket_client.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/jmap/jmap.h"

static struct portal_fixture *f;
static const char *const impatient[] = {"--patience", "1", NULL};

static int start(void **state)
{
	*state = f = portal_fixture_new(impatient);
	return 0;
}

static const char echo[] = "{\"@type\":\"Request\"," USING ",\"methodCalls\":[[\"Core/echo\",{\"a\":1},\"0\"]]}";

static void test_a_handshake_that_is_none_is_refused(void **state)
{
	(void)state;
	static const struct { const char *verb, *headers; bool signed_in; int status; } rows[] = {
		{"GET", SOCKET_HANDSHAKE, false, 401},
		{"GET", "Authorization: Bearer nonsense\r\n" SOCKET_HANDSHAKE, false, 401},
		{"GET", "", true, 426},
		{"HEAD", SOCKET_HANDSHAKE, true, 426},
		{"POST", SOCKET_HANDSHAKE "Content-Length: 0\r\n", true, 405},
		{"GET", "Connection: Upgrade\r\nUpgrade: h2c\r\nSec-WebSocket-Version: 13\r\n", true, 426},
		{"GET", "Connection: close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n", true, 426},
		{"GET", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8\r\n", true, 426},
		{"GET", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: jmap\r\n", true, 400},
		{"GET", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: jmap\r\n"
			"Sec-WebSocket-Key: short\r\n", true, 400},
		{"GET", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: chat, mqtt\r\n"
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", true, 400},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct http_client c;
		struct http_answer a;
		char *request = xasprintf("%s /jmap/ws HTTP/1.1\r\nHost: p\r\n%s%s\r\n", rows[i].verb, rows[i].signed_in ? f->ada.bearer : "",
		                          rows[i].headers);
		http_client_open(&c, f->socket);
		assert_true(http_client_send(&c, request, strlen(request)));
		http_client_receive(&c, rows[i].verb, &a);
		if (a.status != rows[i].status)
			fail_msg("row %zu: %d", i, a.status);
		char *version = http_answer_header(&a, "Sec-WebSocket-Version");
		assert_int_equal(version != NULL, a.status == 426);
		free(version);
		http_answer_release(&a);
		http_client_close(&c);
		free(request);
	}
}

static void test_the_session_names_it(void **state)
{
	(void)state;
	struct json *session;
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->ada.bearer, NULL, &session), 200);
	const struct json *socket = json_get(json_get(session, "capabilities"), WEBSOCKET_CAPABILITY);
	assert_string_equal(json_get_text(socket, "url"), "/jmap/ws");
	assert_true(json_get_bool(socket, "supportsPush", false));
	json_free(session);
}

/* Hears a message of a type and a request id (NULL: without one). */
static struct json *hear(struct socket_client *c, const char *type, const char *id)
{
	int code;
	struct json *message = socket_client_hear(c, &code);
	if (!message)
		fail_msg("ended with %d", code);
	if (!text_equal(json_get_text(message, "@type"), type) || !text_equal(json_get_text(message, "requestId"), id)) {
		char *text = json_print(message);
		fail_msg("not a %s: %s", type, text);
	}
	return message;
}

static void test_requests_are_answered_and_errors_told(void **state)
{
	(void)state;
	static const struct { const char *text, *type, *id, *problem; } rows[] = {
		{echo, "Response", NULL, NULL},
		{"{\"@type\":\"Request\",\"id\":\"r 1\"," USING ",\"methodCalls\":[[\"Core/echo\",{},\"0\"]]}", "Response", "r 1", NULL},
		{"{\"@type\":\"Request\",\"id\":\"r2\",\"using\":[\"urn:ietf:params:jmap:websocket\"],\"methodCalls\":[]}", "Response", "r2", NULL},
		{"{\"@type\":\"Request\",\"id\":\"r3\",\"using\":[\"urn:none\"],\"methodCalls\":[]}", "RequestError", "r3",
		 "urn:ietf:params:jmap:error:unknownCapability"},
		{"{\"@type\":\"Request\",\"id\":\"r4\"}", "RequestError", "r4", "urn:ietf:params:jmap:error:notRequest"},
		{"{\"@type\":\"Nonsense\",\"id\":\"r5\"}", "RequestError", "r5", "urn:ietf:params:jmap:error:notRequest"},
		{"{\"a\":1,\"a\":2}", "RequestError", NULL, "urn:ietf:params:jmap:error:notJSON"},
		{"[]", "RequestError", NULL, "urn:ietf:params:jmap:error:notRequest"},
		{"", "RequestError", NULL, "urn:ietf:params:jmap:error:notJSON"},
		{echo, "Response", NULL, NULL},
	};
	for (int packs = 0; packs < 2; packs++) {
		struct socket_client c;
		socket_client_open(&c, f, &f->ada, packs);
		/* All at once: they are answered in order. */
		for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
			socket_client_say(&c, rows[i].text);
		for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
			struct json *answer = hear(&c, rows[i].type, rows[i].id);
			if (rows[i].problem)
				assert_string_equal(json_get_text(answer, "type"), rows[i].problem);
			else
				assert_true(json_is_array(json_get(answer, "methodResponses")));
			json_free(answer);
		}
		socket_client_close(&c);
	}
}

static char *sync_request(const struct json *page)
{
	struct str since = {0};
	str_add(&since, "");
	for (const struct json *i = json_first(json_get(page, "accounts")); i; i = json_next(i))
		str_addf(&since, "%s\"%s\":\"%s\"", since.len ? "," : "", json_key(i), json_get_text(i, "state"));
	char *text = xasprintf("{\"@type\":\"Request\"," USING ",\"methodCalls\":[[\"Sync/get\",{\"since\":{%s}},\"s\"]]}", since.text);
	str_release(&since);
	return text;
}

static const struct json *page_of(const struct json *response)
{
	return json_at(json_at(json_get(response, "methodResponses"), 0), 1);
}

static void test_nothing_new_costs_twenty_bytes_each_way(void **state)
{
	(void)state;
	struct socket_client c;
	socket_client_open(&c, f, &f->ada, true);
	socket_client_say(&c, "{\"@type\":\"Request\"," USING ",\"methodCalls\":[[\"Sync/get\",{},\"s\"]]}");
	struct json *first = hear(&c, "Response", NULL);
	char *poll = sync_request(page_of(first));
	for (int i = 0; i < 5; i++) {
		socket_client_say(&c, poll);
		struct json *answer = hear(&c, "Response", NULL);
		assert_int_equal(json_size(json_get(page_of(answer), "accounts")), 0);
		json_free(answer);
		if (i > 0) {
			assert_in_range(c.up, 1, 20);
			assert_in_range(c.down, 1, 20);
		}
	}
	free(poll);
	json_free(first);
	socket_client_close(&c);
}

/* --- what is pushed --- */

static struct json *await_change(struct socket_client *c, const char *account, const char *type)
{
	struct json *message = hear(c, "StateChange", NULL);
	assert_non_null(json_get_text(message, "pushState"));
	if (!json_get_text(json_get(json_get(message, "changed"), account), type)) {
		char *text = json_print(message);
		fail_msg("no %s in %s", type, text);
	}
	return message;
}

static void test_a_message_is_pushed_to_who_may_see_it(void **state)
{
	(void)state;
	struct socket_client ben, eva;
	socket_client_open(&ben, f, &f->ben, true);
	socket_client_open(&eva, f, &f->eva, false);
	socket_client_say(&ben, "{\"@type\":\"WebSocketPushEnable\",\"dataTypes\":null}");
	socket_client_say(&eva, "{\"@type\":\"WebSocketPushEnable\",\"dataTypes\":null}");
	socket_client_say(&ben, echo);
	socket_client_say(&eva, echo);
	json_free(hear(&ben, "Response", NULL)); /* so that both are on */
	json_free(hear(&eva, "Response", NULL));
	free(portal_send(f, &f->ada, &f->ben, "for ben alone"));
	struct json *change = await_change(&ben, f->ben.account, "Message");
	assert_non_null(json_get_text(json_get(json_get(change, "changed"), f->ben.account), "Thread"));
	assert_null(json_get(json_get(change, "changed"), f->ada.account));
	char *state_told = xstrdup(json_get_text(json_get(json_get(change, "changed"), f->ben.account), "Message"));
	struct json *got = portal_call(f, &f->ben, "Message/get", "{\"accountId\":\"%s\",\"ids\":[]}", f->ben.account);
	assert_string_equal(json_get_text(got, "state"), state_told);
	/* Of what is not hers eva hears nothing: her next answer comes first. */
	socket_client_say(&eva, echo);
	json_free(hear(&eva, "Response", NULL));
	json_free(got);
	json_free(change);
	free(state_told);
	socket_client_close(&ben);
	socket_client_close(&eva);
}

/* Who missed something says what was told last, and hears all of it at once; who missed nothing hears nothing. */
static void test_push_goes_on_where_it_was(void **state)
{
	(void)state;
	struct socket_client c;
	socket_client_open(&c, f, &f->ben, false);
	socket_client_say(&c, "{\"@type\":\"WebSocketPushEnable\",\"dataTypes\":[\"Message\"],\"pushState\":\"long ago\"}");
	struct json *all = await_change(&c, f->ben.account, "Message");
	assert_int_equal(json_size(json_get(json_get(all, "changed"), f->ben.account)), 1);
	char *enable = xasprintf("{\"@type\":\"WebSocketPushEnable\",\"dataTypes\":[\"Message\"],\"pushState\":\"%s\"}",
	                         json_get_text(all, "pushState"));
	socket_client_close(&c);
	socket_client_open(&c, f, &f->ben, false);
	socket_client_say(&c, enable);
	socket_client_say(&c, echo);
	json_free(hear(&c, "Response", NULL));
	socket_client_close(&c);
	free(portal_send(f, &f->ada, &f->ben, "while nobody listened"));
	socket_client_open(&c, f, &f->ben, false);
	socket_client_say(&c, enable);
	json_free(await_change(&c, f->ben.account, "Message"));
	/* And no more after it is switched off. */
	socket_client_say(&c, "{\"@type\":\"WebSocketPushDisable\"}");
	socket_client_say(&c, echo);
	json_free(hear(&c, "Response", NULL));
	free(portal_send(f, &f->ada, &f->ben, "unheard"));
	socket_client_say(&c, echo);
	json_free(hear(&c, "Response", NULL));
	socket_client_close(&c);
	json_free(all);
	free(enable);
}

/* What somebody wrote and had back in the same exchange is no news to them. */
static void test_ones_own_exchange_is_no_news(void **state)
{
	(void)state;
	struct socket_client c;
	socket_client_open(&c, f, &f->eva, true);
	socket_client_say(&c, "{\"@type\":\"WebSocketPushEnable\",\"dataTypes\":null}");
	char *write = xasprintf("{\"@type\":\"Request\"," USING ",\"methodCalls\":[[\"Message/set\",{\"accountId\":\"%s\",\"create\":{\"m\":"
	                        "{\"to\":[{\"id\":\"%s\"}],\"text\":\"mine\"}}},\"m\"],[\"Sync/get\",{\"maxBytes\":1000000},\"s\"]]}",
	                        f->eva.account, f->ada.person);
	socket_client_say(&c, write);
	struct json *answer = hear(&c, "Response", NULL);
	assert_non_null(json_get(json_get(json_at(json_at(json_get(answer, "methodResponses"), 0), 1), "created"), "m"));
	json_free(answer);
	free(portal_send(f, &f->ada, &f->eva, "theirs"));
	json_free(await_change(&c, f->eva.account, "Message"));
	socket_client_say(&c, echo);
	json_free(hear(&c, "Response", NULL)); /* and one change was all */
	free(write);
	socket_client_close(&c);
}

/* --- ends --- */

static int end_of(struct socket_client *c)
{
	int code;
	struct json *message = socket_client_hear(c, &code);
	if (message) {
		char *text = json_print(message);
		fail_msg("still there: %s", text);
	}
	return code;
}

static void test_a_revoked_token_ends_it(void **state)
{
	(void)state;
	struct teacher again;
	struct socket_client c;
	teacher_sign_in(f, "ada", &again);
	socket_client_open(&c, f, &again, false);
	assert_int_equal(portal_ask(f, "DELETE", "/sign-in", again.bearer, NULL, NULL), 204);
	assert_int_equal(end_of(&c), WEBSOCKET_POLICY);
	socket_client_close(&c);
	teacher_release(&again);
}

static void test_wrong_frames_end_it_with_their_code(void **state)
{
	(void)state;
	/* Masked with zeros. */
	static const struct { const char *bytes; size_t len; bool packs; int code; } rows[] = {
		{"\x82\x81\0\0\0\0x", 7, false, WEBSOCKET_UNSUPPORTED},
		{"\x81\x01x", 3, false, WEBSOCKET_PROTOCOL_ERROR},
		{"\xc1\x81\0\0\0\0x", 7, false, WEBSOCKET_PROTOCOL_ERROR},
		{"\x81\x82\0\0\0\0\xc3\x28", 8, false, WEBSOCKET_BAD_DATA},
		{"\x81\xff\0\0\0\0\0\x98\x96\x81\0\0\0\0", 14, false, WEBSOCKET_TOO_BIG},
		{"\xc1\x90\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 22, true, WEBSOCKET_BAD_DATA},
		{"\x88\x82\0\0\0\0\x03\xe8", 8, false, WEBSOCKET_NORMAL},
		{"\x88\x80\0\0\0\0", 6, true, WEBSOCKET_NORMAL},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct socket_client c;
		socket_client_open(&c, f, &f->ada, rows[i].packs);
		assert_true(http_client_send(&c.http, rows[i].bytes, rows[i].len));
		int code = end_of(&c);
		if (code != rows[i].code)
			fail_msg("row %zu: %d", i, code);
		socket_client_close(&c);
	}
}

static void test_a_bomb_ends_it(void **state)
{
	(void)state;
	struct socket_client c;
	struct str zeros = {0};
	socket_client_open(&c, f, &f->ada, true);
	char *many = xcalloc(1, JMAP_MAX_SIZE_REQUEST + 2);
	memset(many, ' ', JMAP_MAX_SIZE_REQUEST + 1);
	socket_client_say(&c, many);
	assert_true(c.up < 10000);
	assert_int_equal(end_of(&c), WEBSOCKET_TOO_BIG);
	free(many);
	str_release(&zeros);
	socket_client_close(&c);
}

static void test_a_ping_is_answered(void **state)
{
	(void)state;
	struct socket_client c;
	struct websocket_message m;
	socket_client_open(&c, f, &f->ada, false);
	assert_true(http_client_send(&c.http, "\x89\x85\0\0\0\0there", 11));
	assert_true(socket_client_frame(&c, &m));
	assert_int_equal(m.opcode, WEBSOCKET_PONG);
	assert_int_equal(m.len, 5);
	socket_client_close(&c);
}

/* Of one sign-in the newest four stay: the older ones may be on lines that died. */
static void test_one_too_many_ends_the_oldest(void **state)
{
	(void)state;
	struct teacher again;
	struct socket_client c[5];
	teacher_sign_in(f, "ben", &again);
	for (size_t i = 0; i < ARRAY_SIZE(c); i++)
		socket_client_open(&c[i], f, &again, false);
	assert_int_equal(end_of(&c[0]), WEBSOCKET_GOING_AWAY);
	for (size_t i = 1; i < ARRAY_SIZE(c); i++) {
		socket_client_say(&c[i], echo);
		json_free(hear(&c[i], "Response", NULL));
	}
	for (size_t i = 0; i < ARRAY_SIZE(c); i++)
		socket_client_close(&c[i]);
	teacher_release(&again);
}

/* Half a message and then nothing, or answers that nobody takes: within the patience of a second it is cut off. */
static void test_who_stands_still_is_cut_off(void **state)
{
	(void)state;
	struct socket_client c;
	socket_client_open(&c, f, &f->ada, false);
	assert_true(http_client_send(&c.http, "\x81\x85\0\0\0\0ab", 8));
	assert_true(http_client_ended(&c.http));
	socket_client_close(&c);
}

static void test_the_portal_says_goodbye_when_it_ends(void **state)
{
	(void)state;
	struct socket_client idle, quick;
	socket_client_open(&idle, f, &f->ada, false);
	socket_client_open(&quick, f, &f->ben, true);
	socket_client_say(&quick, echo);
	json_free(hear(&quick, "Response", NULL));
	assert_int_equal(portal_fixture_end(f, SIGTERM), 0);
	assert_int_equal(end_of(&idle), WEBSOCKET_GOING_AWAY);
	assert_int_equal(end_of(&quick), WEBSOCKET_GOING_AWAY);
	socket_client_close(&idle);
	socket_client_close(&quick);
	portal_fixture_serve(f, impatient);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_handshake_that_is_none_is_refused),
		cmocka_unit_test(test_the_session_names_it),
		cmocka_unit_test(test_requests_are_answered_and_errors_told),
		cmocka_unit_test(test_nothing_new_costs_twenty_bytes_each_way),
		cmocka_unit_test(test_a_message_is_pushed_to_who_may_see_it),
		cmocka_unit_test(test_push_goes_on_where_it_was),
		cmocka_unit_test(test_ones_own_exchange_is_no_news),
		cmocka_unit_test(test_a_revoked_token_ends_it),
		cmocka_unit_test(test_wrong_frames_end_it_with_their_code),
		cmocka_unit_test(test_a_bomb_ends_it),
		cmocka_unit_test(test_a_ping_is_answered),
		cmocka_unit_test(test_one_too_many_ends_the_oldest),
		cmocka_unit_test(test_who_stands_still_is_cut_off),
		cmocka_unit_test(test_the_portal_says_goodbye_when_it_ends),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
