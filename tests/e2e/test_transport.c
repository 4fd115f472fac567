/* The ways of requests: WebSocket and event stream, word of news, lines that break and networks that let none of it pass. */
#include "lib/suite.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/proxy.h"
#include "lib/two.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static pid_t engine;

/* The engine anew, by one way; each test has its own world. */
static void start(struct two *t, const char *transport)
{
	const char *const words[] = { "--transport", transport, "--interval", "3600", "--patience", "2", NULL };
	engine_close(&t->engine);
	world_engine_end(t->pair.world, SIGTERM);
	relay_reset(t->pair.world->relay);
	engine = world_engine_with(t->pair.world, words, &t->engine);
	assert_int_equal(two_sync(t), ERR_OK);
}

static int end(void **state)
{
	if (engine > 0) {
		kill(engine, SIGTERM);
		waitpid(engine, NULL, 0);
	}
	engine = 0;
	return two_tear_down(state);
}

static bool is_here(struct two *t, const char *subject)
{
	int64_t found[300];
	struct record_query all = { .account = t->account, .type = &record_types[TYPE_Message], .limit = 300 };
	int count = record_list(&t->s, &all, found, NULL, NULL, NULL);
	bool here = false;
	for (int i = 0; i < count && !here; i++) {
		struct record r;
		assert_true(record_by_local(&t->s, found[i], &r));
		here = strstr(r.body, subject) != NULL;
		record_free(&r);
	}
	return here;
}

/* Nobody asks; the packet "changed" tells. */
static void await_message(struct two *t, const char *subject)
{
	while (!is_here(t, subject))
		json_free(two_hear(t, "changed"));
}

static void nothing_new_costs_forty_bytes(void **state)
{
	struct two *t = *state;
	start(t, "websocket");
	assert_int_equal(two_sync(t), ERR_OK);
	for (int i = 0; i < 5; i++) {
		relay_reset(t->pair.world->relay);
		assert_int_equal(two_sync(t), ERR_OK);
		struct relay_counts counts = relay_counts(t->pair.world->relay);
		assert_int_equal(counts.connections, 0);
		assert_int_equal(counts.requests, 1);
		/* With the frames' heads: 6 bytes up, 2 down. */
		assert_in_range(counts.up, 1, 6 + 20);
		assert_in_range(counts.down, 1, 2 + 20);
	}
}

static void what_is_counted_is_what_went(void **state)
{
	struct two *t = *state;
	start(t, "websocket");
	assert_int_equal(two_sync(t), ERR_OK);
	two_tell(t, "status");
	struct json *before = two_hear(t, "status");
	relay_reset(t->pair.world->relay);
	two_write(t, "counted");
	assert_int_equal(two_sync(t), ERR_OK);
	struct relay_counts counts = relay_counts(t->pair.world->relay);
	two_tell(t, "status");
	struct json *after = two_hear(t, "status");
	const struct json *old = json_get(json_get(before, "counted"), "today"), *new = json_get(json_get(after, "counted"), "today");
	assert_int_equal(json_get_integer(new, "up", 0) - json_get_integer(old, "up", 0), counts.up);
	assert_int_equal(json_get_integer(new, "down", 0) - json_get_integer(old, "down", 0), counts.down);
	json_free(before);
	json_free(after);
}

static void news_come_unasked(void **state)
{
	struct two *t = *state;
	static const char *const ways[] = { "websocket", "events" };
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		char *subject = xasprintf("unasked by %s", ways[i]);
		start(t, ways[i]);
		two_friend_writes(t, subject);
		await_message(t, subject);
		free(subject);
	}
}

/* What one wrote oneself is no news: one exchange and no more. */
static void ones_own_letter_is_no_news(void **state)
{
	struct two *t = *state;
	start(t, "websocket");
	two_write(t, "mine");
	assert_int_equal(two_sync(t), ERR_OK);
	relay_reset(t->pair.world->relay);
	two_friend_writes(t, "theirs");
	await_message(t, "theirs");
	struct relay_counts counts = relay_counts(t->pair.world->relay);
	assert_int_equal(counts.requests, 1);
}

/* A line that breaks anywhere in a frame: what it carried goes again over HTTP at once, is there once, and nobody hears of it. */
static void a_cut_frame_loses_and_doubles_nothing(void **state)
{
	struct two *t = *state;
	static const int64_t places[] = { 0, 1, 5, 30, 80 };
	for (size_t i = 0; i < 2 * ARRAY_SIZE(places); i++) {
		char *subject = xasprintf("through cut %zu", i);
		start(t, "websocket"); /* one engine would give sockets up that break again and again */
		int64_t entry = two_write(t, subject);
		if (i % 2)
			relay_cut_down_at(t->pair.world->relay, places[i / 2]);
		else
			relay_cut_up_at(t->pair.world->relay, places[i / 2]);
		assert_int_equal(two_sync(t), ERR_OK);
		relay_calm(t->pair.world->relay);
		assert_int_equal(two_state(t, entry), OUTBOX_SENT);
		assert_int_equal(two_arrived(t, subject, NULL), 1);
		free(subject);
	}
}

/* A portal that is busy for whoever comes over HTTP. */
static void refuse_posts(void *data, struct str *request, struct str *answer)
{
	(void)data;
	if (starts_with(request->text, "POST "))
		str_add(answer, "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}");
}

/* The portal took the letter over the socket, and the line broke before it could say so: no refusal over HTTP makes that undone. */
static void what_went_over_a_socket_stays_in_doubt(void **state)
{
	struct two *t = *state;
	struct world *w = t->pair.world;
	relay_free(w->relay);
	w->relay = relay_start_meddling(w->relay_socket, w->portal_socket, &(struct relay_meddler){ .meddle = refuse_posts });
	start(t, "websocket");
	int64_t entry = two_write(t, "in doubt");
	relay_cut_down_at(w->relay, 0);
	assert_int_equal(two_sync(t), ERR_BUSY);
	assert_int_equal(two_arrived(t, "in doubt", NULL), 1);
	assert_int_equal(two_state(t, entry), OUTBOX_SENDING);
}

/* What stands between answers in the portal's place, or with half an answer and no more. */
static void filter(void *data, struct str *request, struct str *answer)
{
	if (strstr(request->text, "Upgrade: websocket"))
		str_add(answer, data);
}

static void a_network_that_lets_none_pass_is_fallen_back_from(void **state)
{
	struct two *t = *state;
	struct world *w = t->pair.world;
	static const char *const answers[] = {
		"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<h1>Hello</h1",
		"HTTP/1.1 302 Found\r\nLocation: http://wifi.example/\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
		"HTTP/1.1 101 Swit",
	};
	for (size_t i = 0; i < ARRAY_SIZE(answers); i++) {
		char text[200];
		struct err e = { 0 };
		snprintf(text, sizeof text, "%s", answers[i]);
		assert_int_equal(store_set_fact(&t->s, "blocked", NULL, &e), 0);
		relay_free(w->relay);
		w->relay = relay_start_meddling(w->relay_socket, w->portal_socket, &(struct relay_meddler){ .meddle = filter, .data = text });
		start(t, "websocket");
		struct json *line = two_fact(t, "line"), *blocked = two_fact(t, "blocked");
		assert_string_equal(json_get_text(line, "state"), "online");
		assert_true(json_get_integer(json_get(blocked, "socket"), "until", 0) > 0);
		json_free(line);
		json_free(blocked);
		/* It is not tried again, by a new engine neither; what goes over HTTP goes as ever. */
		start(t, "websocket");
		int64_t entry = two_write(t, "over HTTP");
		assert_int_equal(two_sync(t), ERR_OK);
		assert_int_equal(two_state(t, entry), OUTBOX_SENT);
		blocked = two_fact(t, "blocked");
		assert_int_equal(json_get_integer(json_get(blocked, "socket"), "wait", 0), 30 * 60); /* a second try would make it an hour */
		json_free(blocked);
		/* And news come over an event stream. */
		two_friend_writes(t, "second best");
		await_message(t, "second best");
	}
}

/* After signing in the first page goes over the line that is there; the socket opens at rest, and then news come over it. */
static void a_socket_opens_at_rest_after_signing_in(void **state)
{
	struct two *t = *state;
	struct json *packet = json_new_object();
	start(t, "websocket");
	json_set_string(packet, "do", "sign-in");
	json_set_string(packet, "url", t->pair.world->url);
	json_set_string(packet, "name", t->pair.world->name);
	json_set_string(packet, "password", t->pair.world->password);
	assert_true(engine_send(&t->engine, packet));
	json_free(two_hear(t, "signed-in"));
	assert_int_equal(two_sync(t), ERR_OK);
	two_friend_writes(t, "after signing in");
	await_message(t, "after signing in");
	struct json *blocked = two_fact(t, "blocked");
	assert_null(blocked);
}

static void a_portal_that_starts_anew_is_found_again(void **state)
{
	struct two *t = *state;
	start(t, "websocket");
	world_portal_end(t->pair.world, SIGKILL);
	world_portal_start(t->pair.world);
	portal_client_reopen(&t->pair.reading, t->pair.world->portal_socket);
	assert_true(two_sync_through(t, 20));
	two_friend_writes(t, "after the restart");
	await_message(t, "after the restart");
}

/* The portal ends the sign-in: the engine learns it and asks nobody in vain. */
static void a_revoked_sign_in_is_heard_of(void **state)
{
	struct two *t = *state;
	struct world *w = t->pair.world;
	const char *words[] = { "user", "passwd", w->portal_dir, w->name, NULL };
	char *input = xasprintf("%s\n", "quite another password");
	start(t, "websocket");
	assert_int_equal(world_run("twinline-portal", words, input, NULL), 0);
	for (struct json *packet = two_hear(t, "line");; packet = two_hear(t, "line")) {
		bool is_out = text_equal(json_get_text(packet, "state"), "signedOut");
		json_free(packet);
		if (is_out)
			break;
	}
	free(input);
}

/* --- over TLS, as it is everywhere but in a room --- */

static void exchange(struct world *w)
{
	struct json *done = world_sync(w);
	assert_non_null(done);
	json_free(done);
}

/* TLS 1.3 puts 22 bytes around a frame, each way. */
static void assert_polls_are_short(struct world *w)
{
	const char *const words[] = { "--transport", "websocket", "--interval", "3600", "--patience", "5", NULL };
	struct engine_link link;
	world_engine_end(w, SIGTERM);
	pid_t pid = world_engine_with(w, words, &link);
	exchange(w);
	exchange(w);
	for (int i = 0; i < 3; i++) {
		relay_reset(w->relay);
		exchange(w);
		struct relay_counts counts = relay_counts(w->relay);
		assert_int_equal(counts.connections, 0);
		assert_in_range(counts.up, 1, 22 + 6 + 20);
		assert_in_range(counts.down, 1, 22 + 2 + 20);
	}
	kill(pid, SIGTERM);
	waitpid(pid, NULL, 0);
	engine_close(&link);
}

static void it_goes_over_tls_and_through_a_proxy(void **state)
{
	struct world *w = world_start(&(struct world_options){ .bare = true, .tls = true });
	struct proxy *proxy = proxy_start(NULL);
	(void)state;
	assert_polls_are_short(w);
	world_set(SETTING_PROXY, proxy_url(proxy));
	assert_polls_are_short(w);
	proxy_stop(proxy);
	world_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_new_costs_forty_bytes, two_set_up, end),
		cmocka_unit_test_setup_teardown(what_is_counted_is_what_went, two_set_up, end),
		cmocka_unit_test_setup_teardown(news_come_unasked, two_set_up, end),
		cmocka_unit_test_setup_teardown(ones_own_letter_is_no_news, two_set_up, end),
		cmocka_unit_test_setup_teardown(a_cut_frame_loses_and_doubles_nothing, two_set_up, end),
		cmocka_unit_test_setup_teardown(what_went_over_a_socket_stays_in_doubt, two_set_up, end),
		cmocka_unit_test_setup_teardown(a_network_that_lets_none_pass_is_fallen_back_from, two_set_up, end),
		cmocka_unit_test_setup_teardown(a_socket_opens_at_rest_after_signing_in, two_set_up, end),
		cmocka_unit_test_setup_teardown(a_portal_that_starts_anew_is_found_again, two_set_up, end),
		cmocka_unit_test(it_goes_over_tls_and_through_a_proxy),
		cmocka_unit_test_setup_teardown(a_revoked_sign_in_is_heard_of, two_set_up, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
