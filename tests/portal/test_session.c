/* Who one is: the session, signing in and out, guessing, tokens that are worth nothing. */
#include "lib/suite.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/portal_fixture.h"
#include "lib/process.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

static struct portal_fixture *f;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	return 0;
}

static void test_session_has_all_that_the_standard_wants(void **state)
{
	(void)state;
	static const char *const members[] = {"capabilities", "accounts", "primaryAccounts", "username", "apiUrl",
	                                      "downloadUrl", "uploadUrl", "eventSourceUrl", "state"};
	static const char *const limits[] = {"maxSizeUpload", "maxConcurrentUpload", "maxSizeRequest", "maxConcurrentRequests",
	                                     "maxCallsInRequest", "maxObjectsInGet", "maxObjectsInSet", "collationAlgorithms"};
	struct json *session = NULL;
	assert_int_equal(portal_ask(f, "GET", "/.well-known/jmap", f->ada.bearer, NULL, &session), 200);
	for (size_t i = 0; i < ARRAY_SIZE(members); i++)
		if (!json_get(session, members[i]))
			fail_msg("%s", members[i]);
	const struct json *core = json_get(json_get(session, "capabilities"), "urn:ietf:params:jmap:core");
	for (size_t i = 0; i < ARRAY_SIZE(limits); i++)
		if (!json_get(core, limits[i]))
			fail_msg("%s", limits[i]);
	assert_int_equal(json_size(json_get(session, "accounts")), 3);
	for (const struct json *i = json_first(json_get(session, "primaryAccounts")); i; i = json_next(i)) {
		assert_string_equal(json_text(i), f->ada.account);
		const struct json *account = json_get(json_get(session, "accounts"), json_text(i));
		assert_non_null(json_get(json_get(account, "accountCapabilities"), json_key(i)));
	}
	json_free(session);
}

/* What a newer portal calls a role is none that this one knows: it opens nothing. */
static void test_an_unknown_role_opens_no_account(void **state)
{
	(void)state;
	struct store s;
	struct json *session = NULL;
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, NULL), 0);
	int64_t local = account_add(&s, NULL, ACCOUNT_PROJECT, "Rivers", NULL);
	char *sql = xasprintf("INSERT INTO member(account, person, role) VALUES(%lld, '%s', 'janitor')", (long long)local, f->eva.person);
	assert_int_equal(db_exec(s.db, sql, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	store_close(&s);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->eva.bearer, NULL, &session), 200);
	assert_int_equal(json_size(json_get(session, "accounts")), 3);
	json_free(session);
	free(sql);
}

static void test_session_is_never_cached(void **state)
{
	(void)state;
	struct http_client c;
	struct http_answer a;
	http_client_open(&c, f->socket);
	http_client_ask(&c, "GET", "/jmap/session", f->ada.bearer, NULL, 0, &a);
	char *cache = http_answer_header(&a, "Cache-Control"), *date = http_answer_header(&a, "Date");
	assert_string_equal(cache, "no-store");
	assert_null(date);
	free(cache);
	http_answer_release(&a);
	http_client_close(&c);
}

static void test_everything_asks_who_one_is(void **state)
{
	(void)state;
	static const struct { const char *verb, *path; bool guests; } resources[] = {
		{"GET", "/.well-known/jmap", true}, {"GET", "/jmap/session", true}, {"POST", "/jmap/api", true},
		{"POST", "/jmap/upload/a/", false}, {"GET", "/jmap/download/a/b/c", true}, {"GET", "/jmap/eventsource", true},
		{"DELETE", "/sign-in", false},
	};
	static const char *const headers[] = {"Authorization: Bearer wrong\r\n", "Authorization: Basic YTpi\r\n", "Authorization:\r\n", NULL};
	for (size_t i = 0; i < ARRAY_SIZE(resources); i++)
		for (size_t j = 0; j < ARRAY_SIZE(headers) - resources[i].guests; j++) {
			struct http_client c;
			struct http_answer a;
			const char *body = strcmp(resources[i].verb, "POST") == 0 ? "{}" : NULL;
			http_client_open(&c, f->socket);
			http_client_ask(&c, resources[i].verb, resources[i].path, headers[j], body, body ? 2 : 0, &a);
			char *how = http_answer_header(&a, "WWW-Authenticate");
			if (a.status != 401 || !how || strcmp(how, "Bearer") != 0)
				fail_msg("%s %s: %d", resources[i].verb, resources[i].path, a.status);
			free(how);
			http_answer_release(&a);
			http_client_close(&c);
		}
}

static void test_wrong_password_and_unknown_name_answer_alike(void **state)
{
	(void)state;
	struct json *wrong = NULL, *unknown = NULL;
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, "{\"name\":\"ada\",\"password\":\"no\"}", &wrong), 401);
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, "{\"name\":\"nobody\",\"password\":\"no\"}", &unknown), 401);
	assert_true(json_equal(wrong, unknown));
	assert_string_equal(json_get_text(json_get(wrong, "error"), "type"), "badPassword");
	json_free(wrong);
	json_free(unknown);
}

static void test_malformed_sign_ins_are_refused(void **state)
{
	(void)state;
	static const char *const bodies[] = {"", "{", "[]", "{\"name\":\"ada\"}", "{\"name\":1,\"password\":\"x\"}",
	                                     "{\"name\":\"ada\",\"password\":\"x\",\"password\":\"y\"}"};
	for (size_t i = 0; i < ARRAY_SIZE(bodies); i++)
		assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, bodies[i], NULL), 400);
	char *long_name = xasprintf("{\"name\":\"%0500d\",\"password\":\"x\"}", 1);
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, long_name, NULL), 400);
	free(long_name);
}

static void test_guessing_is_slowed_down_for_the_name_alone(void **state)
{
	(void)state;
	int status = 401;
	for (int i = 0; i < 10 && status == 401; i++)
		status = portal_ask(f, "POST", "/sign-in", NULL, "{\"name\":\"eva\",\"password\":\"guess\"}", NULL);
	struct http_client c;
	struct http_answer a;
	static const char right[] = "{\"name\":\"eva\",\"password\":\"evaevaevaevaevaevaevaeva\"}";
	http_client_open(&c, f->socket);
	http_client_ask(&c, "POST", "/sign-in", NULL, right, strlen(right), &a);
	char *after = http_answer_header(&a, "Retry-After");
	assert_int_equal(a.status, 429);
	assert_non_null(after);
	assert_non_null(strstr(a.body.text, "slowDown"));
	free(after);
	http_answer_release(&a);
	http_client_close(&c);
	struct teacher ben;
	teacher_sign_in(f, "ben", &ben);
	teacher_release(&ben);
}

static void test_a_name_may_be_written_in_capitals(void **state)
{
	(void)state;
	struct json *answer = NULL;
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, "{\"name\":\"Ada\",\"password\":\"adaadaadaadaadaadaadaada\"}", &answer), 200);
	assert_string_equal(json_get_text(answer, "person"), f->ada.person);
	json_free(answer);
}

/* Behind a proxy, the address that the proxy saw counts; what a client puts before it does not. */
static void test_guessing_is_slowed_down_for_an_address(void **state)
{
	(void)state;
	int status = 401, tries = 0;
	for (; tries < 60 && status == 401; tries++) {
		/* Some proxies add to the line, others add a line. */
		char *headers = xasprintf("X-Forwarded-For: 10.0.0.%d%s203.0.113.9\r\n", tries, tries % 2 ? ", " : "\r\nX-Forwarded-For: ");
		char *body = xasprintf("{\"name\":\"guess%d\",\"password\":\"x\"}", tries);
		status = portal_ask(f, "POST", "/sign-in", headers, body, NULL);
		free(headers);
		free(body);
	}
	assert_int_equal(status, 429);
	assert_true(tries > 40 && tries < 60); /* one a minute is forgotten again */
	static const char right[] = "{\"name\":\"ada\",\"password\":\"adaadaadaadaadaadaadaada\"}";
	assert_int_equal(portal_ask(f, "POST", "/sign-in", "X-Forwarded-For: 203.0.113.9\r\n", right, NULL), 429);
	assert_int_equal(portal_ask(f, "POST", "/sign-in", "X-Forwarded-For: 203.0.113.10\r\n", right, NULL), 200);
	char *log = portal_log(f);
	assert_null(strstr(log, "203.0.113"));
	free(log);
}

static void test_a_token_that_nobody_used_for_long_is_worth_nothing(void **state)
{
	(void)state;
	struct teacher again;
	struct store s;
	teacher_sign_in(f, "ada", &again);
	portal_store(f, &s);
	static const struct { int64_t days; int status; } rows[] = {{399, 200}, {401, 401}};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_int_equal(db_begin(s.db, NULL), 0);
		struct db_stmt *row = db_prepare(s.db, "UPDATE sign_in SET used_at = ?1 WHERE id = (SELECT max(id) FROM sign_in)");
		db_bind_int(row, 1, clock_now() - rows[i].days * 86400);
		assert_int_equal(db_run(row, NULL), 0);
		assert_int_equal(db_commit(s.db, NULL), 0);
		assert_int_equal(portal_ask(f, "GET", "/jmap/session", again.bearer, NULL, NULL), rows[i].status);
	}
	store_close(&s);
	teacher_release(&again);
}

static void test_who_is_not_validated_yet_sees_and_is_seen_by_nobody(void **state)
{
	(void)state;
	struct teacher ida;
	const char *words[] = {"user", "add", f->database, "ida", "--waiting", NULL};
	assert_int_equal(portal_fixture_run(words, "idaidaidaidaidaidaidaida\n", NULL), 0);
	teacher_sign_in(f, "ida", &ida);
	struct json *people = portal_call(f, &ida, "Person/query", "{\"accountId\":\"%s\"}", ida.directory);
	assert_int_equal(json_size(json_get(people, "ids")), 0);
	json_free(people);
	people = portal_call(f, &f->ada, "Person/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", f->ada.directory, ida.person);
	assert_int_equal(json_size(json_get(people, "list")), 0);
	json_free(people);
	const struct teacher *pairs[][2] = {{&ida, &f->ada}, {&f->ada, &ida}};
	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++) {
		struct json *set = portal_call(f, pairs[i][0], "Message/set", "{\"accountId\":\"%s\",\"create\":{\"m\":{\"to\":[{\"id\":\"%s\"}],"
		                               "\"text\":\"x\"}}}", pairs[i][0]->account, pairs[i][1]->person);
		const struct json *errors = json_get(json_get(json_get(set, "notCreated"), "m"), "errors");
		assert_string_equal(json_get_text(json_get(errors, "to"), "type"), "noSuchReference");
		json_free(set);
	}
	struct json *set = portal_call(f, &ida, "Person/set", "{\"accountId\":\"%s\",\"update\":{}}", ida.directory);
	assert_string_equal(json_get_text(set, "type"), "accountReadOnly");
	json_free(set);
	teacher_release(&ida);
}

static void test_signing_out_ends_this_device_alone(void **state)
{
	(void)state;
	struct teacher again;
	teacher_sign_in(f, "ada", &again);
	assert_int_equal(portal_ask(f, "DELETE", "/sign-in", again.bearer, NULL, NULL), 204);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", again.bearer, NULL, NULL), 401);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->ada.bearer, NULL, NULL), 200);
	teacher_release(&again);
}

static void test_a_new_password_ends_all_sign_ins(void **state)
{
	(void)state;
	struct teacher ben;
	teacher_sign_in(f, "ben", &ben);
	const char *words[] = {"user", "passwd", f->database, "ben", NULL};
	assert_int_equal(portal_fixture_run(words, "benbenbenbenbenbenbenben\n", NULL), 0);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", ben.bearer, NULL, NULL), 401);
	teacher_release(&ben);
	teacher_sign_in(f, "ben", &ben);
	teacher_release(&ben);
}

/* `twinline-portal user passwd` for ben, its input at *input: the process. */
static pid_t ask_for_password(int *input)
{
	const char *programs = getenv("TWINLINE_PROGRAMS");
	int in[2];
	assert_int_equal(pipe2(in, O_CLOEXEC), 0);
	pid_t pid = fork();
	if (pid == 0) {
		char *program = xasprintf("%s/twinline-portal", programs ? programs : "build");
		dup2(in[0], 0);
		execl(program, program, "user", "passwd", f->database, "ben", (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	*input = in[1];
	return pid;
}

static void test_nobody_waits_while_a_password_is_typed(void **state)
{
	(void)state;
	static const char password[] = "benbenbenbenbenbenbenben\n";
	int input, status;
	pid_t pid = ask_for_password(&input);
	while (!process_waits_for_input(pid) && process_lives(pid))
		poll(NULL, 0, 5);
	free(portal_send(f, &f->ada, &f->eva, "Meanwhile"));
	assert_int_equal(write(input, password, strlen(password)), strlen(password));
	close(input);
	waitpid(pid, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void test_a_restart_keeps_sign_ins(void **state)
{
	(void)state;
	assert_int_equal(portal_fixture_end(f, SIGTERM), 0);
	portal_fixture_serve(f, NULL);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->ada.bearer, NULL, NULL), 200);
}

static void test_nothing_secret_stands_in_log_or_database(void **state)
{
	(void)state;
	char *log = portal_log(f);
	assert_null(strstr(log, f->ada.token));
	assert_null(strstr(log, "adaada"));
	assert_null(strstr(log, "nobody"));
	free(log);
	assert_int_equal(portal_number(f, "SELECT count(*) FROM sign_in WHERE digest = ?1", f->ada.token), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_session_has_all_that_the_standard_wants),
		cmocka_unit_test(test_an_unknown_role_opens_no_account),
		cmocka_unit_test(test_session_is_never_cached),
		cmocka_unit_test(test_everything_asks_who_one_is),
		cmocka_unit_test(test_wrong_password_and_unknown_name_answer_alike),
		cmocka_unit_test(test_malformed_sign_ins_are_refused),
		cmocka_unit_test(test_a_name_may_be_written_in_capitals),
		cmocka_unit_test(test_a_token_that_nobody_used_for_long_is_worth_nothing),
		cmocka_unit_test(test_who_is_not_validated_yet_sees_and_is_seen_by_nobody),
		cmocka_unit_test(test_signing_out_ends_this_device_alone),
		cmocka_unit_test(test_a_new_password_ends_all_sign_ins),
		cmocka_unit_test(test_nobody_waits_while_a_password_is_typed),
		cmocka_unit_test(test_a_restart_keeps_sign_ins),
		cmocka_unit_test(test_nothing_secret_stands_in_log_or_database),
		cmocka_unit_test(test_guessing_is_slowed_down_for_the_name_alone),
		cmocka_unit_test(test_guessing_is_slowed_down_for_an_address),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
