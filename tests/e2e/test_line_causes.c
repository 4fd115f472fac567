/* What is wrong with the line is told by its name, pauses the queue and never fails it; and how little an exchange costs. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/process.h"
#include "lib/two.h"
#include "twinline/base/attr.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/replica.h"

static void assert_line(struct two *t, enum line_state state, enum err_code code)
{
	struct json *line = two_fact(t, "line");
	struct err cause = { 0 };
	assert_int_equal(line_state_of(json_get_text(line, "state")), state);
	if (json_get(line, "cause"))
		json_to_err(json_get(line, "cause"), &cause);
	assert_int_equal(cause.code, code);
	err_release(&cause);
	json_free(line);
}

static void assert_goes_out(struct two *t, int64_t entry, const char *subject)
{
	relay_open(t->pair.world->relay);
	assert_true(two_sync_through(t, 3));
	assert_int_equal(two_arrived(t, subject, NULL), 1);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	assert_line(t, LINE_ONLINE, ERR_OK);
}

/* Whatever stands in the portal's place: the queue waits, nothing is refused, and the cause has a name. */
static void what_answers_in_the_portals_place_is_named(void **state)
{
	static const struct { const char *answer; enum err_code code; } rows[] = {
		{ "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Accept our terms</html>", ERR_NOT_A_PORTAL },
		{ "HTTP/1.1 302 Found\r\nLocation: http://hotspot.example/\r\nContent-Length: 0\r\n\r\n", ERR_LEADS_ELSEWHERE },
		{ "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"methodResponses\":[[", ERR_NOT_A_PORTAL },
		{ "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"methodResponses\":[]}", ERR_NOT_A_PORTAL },
		{ "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n", ERR_PORTAL_DOWN },
		{ "HTTP/1.1 407 Proxy\r\nContent-Length: 0\r\n\r\n", ERR_PROXY_LOGIN },
		{ "220 mail.example ESMTP\r\n", ERR_NOT_A_PORTAL },
		{ "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{", ERR_LINE_CUT },
		{ "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Len", ERR_LINE_CUT },
		{ "HTTP/1.1 200 OK\r\n", ERR_LINE_CUT },
		{ "HTTP/1.1 20", ERR_LINE_CUT },
		{ "HTTP/1.1 401 No\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n", ERR_NOT_A_PORTAL },
	};
	struct two *t = *state;
	int64_t entry = two_write(t, "behind a filter");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		relay_answer(t->pair.world->relay, rows[i].answer);
		enum err_code code = two_sync(t);
		if (code != rows[i].code)
			fail_msg("row %zu: %s", i, err_name(code));
		assert_line(t, LINE_OFFLINE, rows[i].code);
		assert_true(two_state(t, entry) == OUTBOX_SENDING || two_state(t, entry) == OUTBOX_WAITING);
	}
	assert_goes_out(t, entry, "behind a filter");
}

static void a_portal_that_is_gone_is_unreachable_and_what_did_not_leave_can_be_taken_back(void **state)
{
	struct two *t = *state;
	int64_t entry = two_write(t, "not left");
	relay_cut(t->pair.world->relay);
	assert_int_equal(two_sync(t), ERR_UNREACHABLE);
	assert_line(t, LINE_OFFLINE, ERR_UNREACHABLE);
	assert_int_equal(two_state(t, entry), OUTBOX_WAITING);
	assert_int_equal(two_cause(t, entry), ERR_UNREACHABLE);
	assert_goes_out(t, entry, "not left");
}

static void a_busy_portal_is_asked_when_it_says(void **state)
{
	struct two *t = *state;
	relay_answer(t->pair.world->relay, "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n");
	assert_int_equal(two_sync(t), ERR_BUSY);
	assert_line(t, LINE_BUSY, ERR_BUSY);
	relay_open(t->pair.world->relay);
	assert_int_equal(two_sync(t), ERR_OK); /* by itself, after the second that it asked for */
	assert_line(t, LINE_ONLINE, ERR_OK);
}

/* An engine with little patience, started by hand, for a portal that takes the request and never answers. */
static void a_portal_that_never_answers_is_given_up(void **state)
{
	struct two *t = *state;
	engine_close(&t->engine);
	world_engine_end(t->pair.world, SIGTERM);
	pid_t engine = world_engine_with(t->pair.world, (const char *const[]){ "--patience", "1", NULL }, &t->engine);
	assert_int_equal(two_sync(t), ERR_OK);
	int64_t entry = two_write(t, "silence");
	relay_shut(t->pair.world->relay);
	assert_int_equal(two_sync(t), ERR_TIMEOUT);
	assert_line(t, LINE_OFFLINE, ERR_TIMEOUT);
	assert_int_equal(two_state(t, entry), OUTBOX_SENDING);
	assert_goes_out(t, entry, "silence");
	engine_close(&t->engine);
	assert_int_equal(waitpid(engine, NULL, 0), engine);
}

static void new_password(struct two *t)
{
	const char *words[] = { "user", "passwd", t->pair.world->portal_dir, t->pair.world->name, NULL };
	char *input = xasprintf("%s\n", t->pair.world->password);
	assert_int_equal(world_run("twinline-portal", words, input, NULL), 0);
	free(input);
}

/* The sign-in ends at the portal: the queue stays, nobody else can send it, and the same person can. */
static void a_sign_in_that_has_ended_keeps_the_queue_for_its_owner(void **state)
{
	struct two *t = *state;
	int64_t entry = two_write(t, "for later");
	new_password(t);
	assert_int_equal(two_sync(t), ERR_SIGNED_OUT);
	assert_line(t, LINE_SIGNED_OUT, ERR_SIGNED_OUT);
	assert_int_equal(two_state(t, entry), OUTBOX_WAITING);
	assert_int_equal(two_sync(t), ERR_SIGNED_OUT);

	char *mine = t->pair.world->name;
	t->pair.world->name = xstrdup("Colleague");
	assert_false(world_sign_in(t->pair.world));
	free(t->pair.world->name);
	t->pair.world->name = mine;
	assert_int_equal(two_state(t, entry), OUTBOX_WAITING);
	assert_int_equal(two_sync(t), ERR_SIGNED_OUT);

	assert_true(world_sign_in(t->pair.world));
	assert_goes_out(t, entry, "for later");
}

static void the_token_is_private_and_stands_nowhere_else(void **state)
{
	struct two *t = *state;
	struct str text = { 0 }, store = { 0 };
	struct stat status;
	struct err e = { 0 };
	assert_int_equal(stat(t->pair.world->paths.token, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(file_read(t->pair.world->paths.token, 10000, &text, &e), 0);
	struct json *login = json_parse(text.text, text.len, &e);
	const char *token = json_get_text(login, "token");
	assert_non_null(token);
	assert_int_equal(file_read(t->pair.world->paths.store, 100000000, &store, &e), 0);
	assert_null(memmem(store.text, store.len, token, strlen(token)));
	json_free(login);
	str_release(&text);
	str_release(&store);
}

static void signing_out_revokes_the_token_and_keeps_the_store(void **state)
{
	struct two *t = *state;
	int64_t entry = two_write(t, "kept");
	two_tell(t, "sign-out");
	json_free(two_hear(t, "line"));
	assert_int_not_equal(access(t->pair.world->paths.token, F_OK), 0);
	assert_int_equal(two_sync(t), ERR_SIGNED_OUT);
	assert_int_equal(two_state(t, entry), OUTBOX_WAITING);
	assert_true(world_sign_in(t->pair.world));
	assert_goes_out(t, entry, "kept");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_answers_in_the_portals_place_is_named, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_portal_that_is_gone_is_unreachable_and_what_did_not_leave_can_be_taken_back,
		                                two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_busy_portal_is_asked_when_it_says, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_portal_that_never_answers_is_given_up, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_sign_in_that_has_ended_keeps_the_queue_for_its_owner, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(the_token_is_private_and_stands_nowhere_else, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(signing_out_revokes_the_token_and_keeps_the_store, two_set_up, two_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
