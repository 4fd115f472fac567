/* The line itself: what is cut, giant, slow, unknown or encoded; the end and the beginning of the portal. */
#include "lib/suite.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/portal_fixture.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

static struct portal_fixture *f;
static const char echo[] = "{" USING ",\"methodCalls\":[[\"Core/echo\",{\"a\":1},\"0\"]]}";
static const char *const impatient[] = {"--patience", "1", NULL};

static int start(void **state)
{
	*state = f = portal_fixture_new(impatient);
	return 0;
}

static void ask(struct http_client *c, const char *more_headers, const void *body, size_t len, struct http_answer *a)
{
	char *headers = xasprintf("%sContent-Type: application/json\r\n%s", f->ada.bearer, more_headers);
	http_client_ask(c, "POST", "/jmap/api", headers, body, len, a);
	free(headers);
}

static void assert_serves(void)
{
	struct http_client c;
	struct http_answer a;
	http_client_open(&c, f->socket);
	ask(&c, "", echo, strlen(echo), &a);
	assert_int_equal(a.status, 200);
	http_answer_release(&a);
	http_client_close(&c);
}

static void test_a_connection_is_kept_through_errors(void **state)
{
	(void)state;
	static const struct { const char *verb, *path; int status; } rows[] = {
		{"GET", "/nothing", 404},    {"GET", "/", 404},           {"PUT", "/jmap/api", 405}, {"GET", "/jmap/api", 405},
		{"POST", "/jmap/session", 405}, {"HEAD", "/jmap/session", 200}, {"GET", "/jmap/session", 200}, {"GET", "/jmap/upload", 404},
		{"GET", "/jmap/download/a/b", 404}, {"GET", "/jmap/download//b/c", 404}, {"GET", "/../../etc/passwd", 404},
	};
	struct http_client c;
	http_client_open(&c, f->socket);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct http_answer a;
		http_client_ask(&c, rows[i].verb, rows[i].path, f->ada.bearer, NULL, 0, &a);
		if (a.status != rows[i].status)
			fail_msg("%s %s: %d", rows[i].verb, rows[i].path, a.status);
		char *allow = http_answer_header(&a, "Allow");
		assert_int_equal(allow != NULL, a.status == 405);
		free(allow);
		http_answer_release(&a);
	}
	http_client_close(&c);
}

static void test_requests_one_after_the_other_without_waiting(void **state)
{
	(void)state;
	struct http_client c;
	struct str all = {0};
	for (int i = 0; i < 5; i++)
		str_addf(&all, "POST /jmap/api HTTP/1.1\r\nHost: p\r\n%sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
		         f->ada.bearer, strlen(echo), echo);
	http_client_open(&c, f->socket);
	assert_true(http_client_send(&c, all.text, all.len));
	for (int i = 0; i < 5; i++) {
		struct http_answer a;
		http_client_receive(&c, "POST", &a);
		assert_int_equal(a.status, 200);
		http_answer_release(&a);
	}
	http_client_close(&c);
	str_release(&all);
}

static void test_chunked_bodies_are_taken(void **state)
{
	(void)state;
	struct http_client c;
	struct http_answer a;
	char *request = xasprintf("POST /jmap/api HTTP/1.1\r\nHost: p\r\n%sContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
	                          "5\r\n%.5s\r\n%zx\r\n%s\r\n0\r\n\r\n", f->ada.bearer, echo, strlen(echo) - 5, echo + 5);
	http_client_open(&c, f->socket);
	assert_true(http_client_send(&c, request, strlen(request)));
	http_client_receive(&c, "POST", &a);
	assert_int_equal(a.status, 200);
	http_answer_release(&a);
	http_client_close(&c);
	free(request);
}

/* What a proxy in front could read in another way is not read at all, and nothing after it. */
static void test_a_length_that_can_be_read_in_two_ways_ends_the_connection(void **state)
{
	(void)state;
	static const char *const framings[] = {
		"Content-Length: 4\r\nContent-Length: 5\r\n",        "Content-Length: 4\r\nContent-Length: 4\r\n",
		"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip\r\n",
		"Transfer-Encoding: gzip, chunked\r\n",              "Transfer-Encoding: identity\r\nContent-Length: 4\r\n",
		"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
	};
	for (size_t i = 0; i < ARRAY_SIZE(framings); i++) {
		char *request = xasprintf("POST /jmap/api HTTP/1.1\r\nHost: p\r\n%sContent-Type: application/json\r\n%s\r\n%s"
		                          "GET /nothing HTTP/1.1\r\nHost: p\r\n\r\n", f->ada.bearer, framings[i],
		                          strstr(framings[i], "chunked") ? "4\r\nnull\r\n0\r\n\r\n" : "null");
		struct http_client c;
		struct http_answer a;
		http_client_open(&c, f->socket);
		assert_true(http_client_send(&c, request, strlen(request)));
		http_client_receive(&c, "POST", &a);
		if (a.status != 400)
			fail_msg("%s: %d", framings[i], a.status);
		assert_true(http_client_ended(&c));
		assert_int_equal(c.in.len, 0);
		http_answer_release(&a);
		http_client_close(&c);
		free(request);
	}
	assert_serves();
}

/* A message cut anywhere is no message. */
static void test_what_is_cut_changes_nothing(void **state)
{
	(void)state;
	char *body = xasprintf("{" USING ",\"methodCalls\":[[\"Message/set\",{\"accountId\":\"%s\",\"create\":{\"m\":{\"to\":[{\"id\":\"%s\"}],"
	                       "\"text\":\"cut\"}}},\"0\"]]}", f->ada.account, f->ben.person);
	char *request = xasprintf("POST /jmap/api HTTP/1.1\r\nHost: p\r\n%sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
	                          f->ada.bearer, strlen(body), body);
	struct json *before = portal_call(f, &f->ben, "Message/get", "{\"accountId\":\"%s\",\"ids\":[]}", f->ben.account);
	for (size_t len = 1; len < strlen(request); len += 17) {
		struct http_client c;
		http_client_open(&c, f->socket);
		assert_true(http_client_send(&c, request, len));
		http_client_close(&c);
	}
	struct json *after = portal_call(f, &f->ben, "Message/get", "{\"accountId\":\"%s\",\"ids\":[]}", f->ben.account);
	assert_true(json_equal(before, after));
	json_free(before);
	json_free(after);
	free(body);
	free(request);
}

static void test_giant_bodies_are_refused_before_they_come(void **state)
{
	(void)state;
	struct http_client c;
	struct http_answer a;
	char *head = xasprintf("POST /jmap/api HTTP/1.1\r\nHost: p\r\n%sContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{",
	                       f->ada.bearer);
	http_client_open(&c, f->socket);
	assert_true(http_client_send(&c, head, strlen(head)));
	http_client_receive(&c, "POST", &a);
	assert_int_equal(a.status, 400);
	assert_non_null(strstr(a.body.text, "maxSizeRequest"));
	http_answer_release(&a);
	http_client_close(&c);
	free(head);
}

static void test_a_large_body_is_not_read_from_a_stranger(void **state)
{
	(void)state;
	struct http_client c;
	struct http_answer a;
	static const char head[] = "POST /jmap/upload/a/ HTTP/1.1\r\nHost: p\r\nAuthorization: Bearer wrong\r\nContent-Length: 90000000\r\n\r\nx";
	http_client_open(&c, f->socket);
	assert_true(http_client_send(&c, head, strlen(head)));
	http_client_receive(&c, "POST", &a);
	assert_int_equal(a.status, 401);
	http_answer_release(&a);
	http_client_close(&c);
}

static void test_an_endless_body_comes_to_an_end(void **state)
{
	(void)state;
	struct http_client c;
	struct http_answer a;
	enum { PIECE = 1 << 20 };
	char *head = xasprintf("POST /jmap/api HTTP/1.1\r\nHost: p\r\n%sContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
	                       f->ada.bearer);
	char *piece = xmalloc(PIECE);
	memset(piece, ' ', PIECE);
	http_client_open(&c, f->socket);
	assert_true(http_client_send(&c, head, strlen(head)));
	bool taken = true;
	for (int i = 0; taken && i < 64; i++)
		taken = http_client_send(&c, "100000\r\n", 8) && http_client_send(&c, piece, PIECE) && http_client_send(&c, "\r\n", 2);
	http_client_receive(&c, "POST", &a);
	assert_true(!taken || a.status == 400);
	http_answer_release(&a);
	http_client_close(&c);
	free(head);
	free(piece);
	assert_serves();
}

static void test_headers_without_end_are_refused(void **state)
{
	(void)state;
	struct http_client c;
	struct http_answer a;
	struct str head = {0};
	str_add(&head, "GET /jmap/session HTTP/1.1\r\nHost: p\r\n");
	for (int i = 0; i < 2000; i++)
		str_addf(&head, "X-%d: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", i);
	http_client_open(&c, f->socket);
	http_client_send(&c, head.text, head.len);
	http_client_receive(&c, "GET", &a);
	assert_true(a.status == 0 || a.status == 431);
	http_answer_release(&a);
	http_client_close(&c);
	str_release(&head);
	assert_serves();
}

static void test_what_is_no_http_is_refused(void **state)
{
	(void)state;
	static const char *const lines[] = {"\r\n\r\n\r\n\r\n", "HELLO\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
	                                    "POST /jmap/api HTTP/1.1\r\nHost: p\r\nContent-Length: -5\r\n\r\n",
	                                    "POST /jmap/api HTTP/1.1\r\nHost: p\r\nContent-Length: x\r\n\r\n"};
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct http_client c;
		http_client_open(&c, f->socket);
		http_client_send(&c, lines[i], strlen(lines[i]));
		shutdown(c.fd, SHUT_WR);
		assert_true(http_client_ended(&c));
		http_client_close(&c);
	}
	assert_serves();
}

/* --- slow senders: cut for lack of progress, not for slowness --- */

static void test_who_makes_no_progress_is_cut_off(void **state)
{
	(void)state;
	char *body = xasprintf("POST /jmap/api HTTP/1.1\r\nHost: p\r\n%sContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{",
	                       f->ada.bearer);
	const char *const begun[] = {"", "GET /jmap/ses", "GET /jmap/session HTTP/1.1\r\nHost: p\r\nX-Slow: ", body};
	struct http_client c[ARRAY_SIZE(begun)];
	for (size_t i = 0; i < ARRAY_SIZE(begun); i++) {
		http_client_open(&c[i], f->socket);
		assert_true(http_client_send(&c[i], begun[i], strlen(begun[i])));
	}
	for (size_t i = 0; i < ARRAY_SIZE(begun); i++) {
		assert_true(http_client_ended(&c[i]));
		http_client_close(&c[i]);
	}
	free(body);
	assert_serves();
}

/* Far longer than the patience in all, but always some bytes further. */
static void test_who_is_only_slow_is_served(void **state)
{
	(void)state;
	struct http_client c;
	struct http_answer a;
	struct str body = {0};
	str_add(&body, echo);
	char *head = xasprintf("POST /jmap/api HTTP/1.1\r\nHost: p\r\n%sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
	                       f->ada.bearer, body.len);
	http_client_open(&c, f->socket);
	assert_true(http_client_send(&c, head, strlen(head)));
	int64_t until = clock_monotonic_ms() + 1500;
	for (size_t at = 0; at < body.len; at++) {
		assert_true(http_client_send(&c, body.text + at, 1));
		int64_t rest = until - clock_monotonic_ms();
		if (rest > 0)
			usleep((useconds_t)(rest * 1000 / (int64_t)(body.len - at)));
	}
	http_client_receive(&c, "POST", &a);
	assert_int_equal(a.status, 200);
	http_answer_release(&a);
	http_client_close(&c);
	free(head);
	str_release(&body);
}

/* Four requests of one sign-in may be under way; a fifth is told so, and another person is not concerned. */
static void test_too_many_at_once_are_refused(void **state)
{
	(void)state;
	struct http_client slow[4], c;
	struct http_answer a;
	char *head = xasprintf("POST /jmap/api HTTP/1.1\r\nHost: p\r\n%sContent-Type: application/json\r\nContent-Length: %zu\r\n"
	                       "Expect: 100-continue\r\n\r\n", f->ada.bearer, strlen(echo));
	for (size_t i = 0; i < ARRAY_SIZE(slow); i++) {
		char byte;
		http_client_open(&slow[i], f->socket);
		assert_true(http_client_send(&slow[i], head, strlen(head)));
		/* "100 Continue" says that it has begun. */
		assert_int_equal(recv(slow[i].fd, &byte, 1, MSG_PEEK), 1);
	}
	http_client_open(&c, f->socket);
	ask(&c, "", echo, strlen(echo), &a);
	assert_int_equal(a.status, 400);
	assert_non_null(strstr(a.body.text, "maxConcurrentRequests"));
	http_answer_release(&a);
	http_client_ask(&c, "GET", "/jmap/session", f->ben.bearer, NULL, 0, &a);
	assert_int_equal(a.status, 200);
	http_answer_release(&a);
	for (size_t i = 0; i < ARRAY_SIZE(slow); i++) {
		assert_true(http_client_send(&slow[i], echo, strlen(echo)));
		http_client_receive(&slow[i], "POST", &a);
		assert_int_equal(a.status, 200);
		http_answer_release(&a);
		http_client_close(&slow[i]);
	}
	ask(&c, "", echo, strlen(echo), &a);
	assert_int_equal(a.status, 200);
	http_answer_release(&a);
	http_client_close(&c);
	free(head);
}

/* A packet is asked by nobody in particular: many large ones at once are not taken from one place. */
static void test_large_packets_of_strangers_come_few_at_a_time(void **state)
{
	(void)state;
	static const char head[] = "POST /twinline/packet HTTP/1.1\r\nHost: p\r\nContent-Type: application/octet-stream\r\n"
	                           "Content-Length: 9000000\r\nExpect: 100-continue\r\n\r\n";
	struct http_client slow[4], c;
	struct http_answer a;
	char byte;
	for (size_t i = 0; i < ARRAY_SIZE(slow); i++) {
		http_client_open(&slow[i], f->socket);
		assert_true(http_client_send(&slow[i], head, strlen(head)));
		assert_int_equal(recv(slow[i].fd, &byte, 1, MSG_PEEK), 1);
	}
	http_client_open(&c, f->socket);
	assert_true(http_client_send(&c, head, strlen(head)));
	http_client_receive(&c, "POST", &a);
	assert_int_equal(a.status, 400);
	assert_non_null(strstr(a.body.text, "maxConcurrentRequests"));
	http_answer_release(&a);
	http_client_close(&c);
	assert_serves();
	for (size_t i = 0; i < ARRAY_SIZE(slow); i++)
		http_client_close(&slow[i]);
}

/* --- limits, log --- */

static void test_the_log_says_what_and_never_what_was_said(void **state)
{
	(void)state;
	free(portal_send(f, &f->ada, &f->ben, "Sub-rosa"));
	json_free(portal_call(f, &f->ada, "Forget\\u001b[31m/me", "{\"accountId\":\"%s\"}", f->ada.account));
	/* A line is written when its answer is out: before the next request is looked at. */
	assert_serves();
	char *log = portal_log(f);
	assert_non_null(strstr(log, "POST /jmap/api 200"));
	assert_non_null(strstr(log, "what=Message/set"));
	assert_non_null(strstr(log, "unknownMethod"));
	assert_null(strstr(log, "Sub-rosa"));
	assert_null(strstr(log, "colleague"));
	assert_null(strstr(log, "Forget"));
	assert_null(strchr(log, '\x1b'));
	assert_null(strstr(log, f->ada.person));
	free(log);
}

/* --- beginning and end --- */

static void test_sigterm_finishes_what_was_asked(void **state)
{
	(void)state;
	struct http_client c[3];
	char *body = xasprintf("{" USING ",\"methodCalls\":[[\"Message/set\",{\"accountId\":\"%s\",\"create\":{\"m\":{\"to\":[{\"id\":\"%s\"}],"
	                       "\"text\":\"just before\"}}},\"0\"]]}", f->ada.account, f->ben.person);
	char *request = xasprintf("POST /jmap/api HTTP/1.1\r\nHost: p\r\n%sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
	                          f->ada.bearer, strlen(body), body);
	for (size_t i = 0; i < ARRAY_SIZE(c); i++) {
		http_client_open(&c[i], f->socket);
		assert_true(http_client_send(&c[i], request, strlen(request)));
	}
	struct http_answer first;
	http_client_receive(&c[0], "POST", &first);
	assert_int_equal(first.status, 200);
	http_answer_release(&first);
	assert_int_equal(portal_fixture_end(f, SIGTERM), 0);
	/* Each is answered whole or not at all; what is kept and idle is closed. */
	for (size_t i = 1; i < ARRAY_SIZE(c); i++) {
		struct http_answer a;
		http_client_receive(&c[i], "POST", &a);
		assert_true(a.status == 200 || a.status == 0);
		if (a.status == 200)
			assert_non_null(strstr(a.body.text, "sessionState"));
		http_answer_release(&a);
	}
	for (size_t i = 0; i < ARRAY_SIZE(c); i++) {
		assert_true(http_client_ended(&c[i]));
		http_client_close(&c[i]);
	}
	assert_int_not_equal(access(f->socket, F_OK), 0);
	portal_fixture_serve(f, impatient);
	assert_serves();
	free(body);
	free(request);
}

static void test_a_stale_socket_is_taken_over_and_a_live_one_is_not(void **state)
{
	(void)state;
	portal_fixture_end(f, SIGKILL);
	assert_int_equal(access(f->socket, F_OK), 0);
	portal_fixture_serve(f, impatient);
	assert_serves();
	struct stat socket_stat, dir_stat;
	char *dir = xstrndup(f->socket, (size_t)(strrchr(f->socket, '/') - f->socket));
	assert_int_equal(stat(f->socket, &socket_stat), 0);
	assert_int_equal(stat(dir, &dir_stat), 0);
	assert_int_equal(socket_stat.st_mode & 0777, 0600);
	assert_int_equal(dir_stat.st_mode & 0777, 0700);
	const char *words[] = {"serve", f->database, "--unix", f->socket, NULL};
	assert_int_equal(portal_fixture_run(words, NULL, NULL), 1);
	assert_serves();
	free(dir);
}

static void test_tcp_takes_a_free_port_and_says_which(void **state)
{
	(void)state;
	int out[2], status;
	char line[100] = "";
	assert_int_equal(pipe(out), 0);
	const char *programs = getenv("TWINLINE_PROGRAMS");
	char *program = xasprintf("%s/twinline-portal", programs ? programs : "build");
	pid_t pid = fork();
	if (pid == 0) {
		dup2(out[1], 1);
		execl(program, program, "serve", f->database, "--listen", "127.0.0.1:0", "--quiet", (char *)NULL);
		_exit(127);
	}
	close(out[1]);
	assert_true(read(out[0], line, sizeof line - 1) > 0);
	assert_true(starts_with(line, "http://127.0.0.1:"));
	struct http_client c;
	struct http_answer a;
	http_client_open_port(&c, (int)strtol(strrchr(line, ':') + 1, NULL, 10));
	http_client_ask(&c, "GET", "/.well-known/jmap", f->ada.bearer, NULL, 0, &a);
	line[strcspn(line, "\n")] = '\0';
	char *url = xasprintf("\"apiUrl\":\"%s/jmap/api\"", line);
	assert_int_equal(a.status, 200);
	assert_non_null(strstr(a.body.text, url));
	http_answer_release(&a);
	http_client_close(&c);
	kill(pid, SIGINT);
	waitpid(pid, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	close(out[0]);
	free(url);
	free(program);
}

static void test_commands_that_are_wrong(void **state)
{
	(void)state;
	static const struct { const char *words[6]; int status; } rows[] = {
		{{NULL}, 2},
		{{"fly", NULL}, 2},
		{{"serve", NULL}, 2},
		{{"serve", "/nowhere", NULL}, 2},
		{{"serve", "/nowhere", "--unix", "/tmp/x", "--listen", NULL}, 2},
		{{"serve", "/nowhere", "--nonsense", NULL}, 2},
		{{"serve", "/nowhere/at/all", "--listen", "127.0.0.1:0", NULL}, 1},
		{{"serve", "/nowhere", "--listen", "127.0.0.1:70000", NULL}, 1},
		{{"user", "fly", "/nowhere", NULL}, 2},
		{{"user", "list", "/nowhere/at/all", NULL}, 1},
		{{"check", "/nowhere/at/all", NULL}, 1},
		{{"schema", NULL}, 2},
		{{"schema", "--json", NULL}, 0},
		{{"schema", "--markdown", NULL}, 0},
		{{"--help", NULL}, 0},
		{{"serve", "--help", NULL}, 0},
		{{"--version", NULL}, 0},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *said;
		int status = portal_fixture_run(rows[i].words, NULL, &said);
		if (status != rows[i].status || !*said)
			fail_msg("row %zu: %d %s", i, status, said);
		free(said);
	}
	const char *twice[] = {"init", f->database, NULL};
	assert_int_equal(portal_fixture_run(twice, NULL, NULL), 1);
	const char *again[] = {"user", "add", f->database, "ada", NULL};
	assert_int_equal(portal_fixture_run(again, "long enough\n", NULL), 1);
	const char *shorter[] = {"user", "add", f->database, "ida", NULL};
	assert_int_equal(portal_fixture_run(shorter, "short\n", NULL), 1);
	assert_int_equal(portal_fixture_run(shorter, "", NULL), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_connection_is_kept_through_errors),
		cmocka_unit_test(test_requests_one_after_the_other_without_waiting),
		cmocka_unit_test(test_chunked_bodies_are_taken),
		cmocka_unit_test(test_a_length_that_can_be_read_in_two_ways_ends_the_connection),
		cmocka_unit_test(test_what_is_cut_changes_nothing),
		cmocka_unit_test(test_giant_bodies_are_refused_before_they_come),
		cmocka_unit_test(test_a_large_body_is_not_read_from_a_stranger),
		cmocka_unit_test(test_an_endless_body_comes_to_an_end),
		cmocka_unit_test(test_headers_without_end_are_refused),
		cmocka_unit_test(test_what_is_no_http_is_refused),
		cmocka_unit_test(test_who_makes_no_progress_is_cut_off),
		cmocka_unit_test(test_who_is_only_slow_is_served),
		cmocka_unit_test(test_too_many_at_once_are_refused),
		cmocka_unit_test(test_large_packets_of_strangers_come_few_at_a_time),
		cmocka_unit_test(test_the_log_says_what_and_never_what_was_said),
		cmocka_unit_test(test_sigterm_finishes_what_was_asked),
		cmocka_unit_test(test_a_stale_socket_is_taken_over_and_a_live_one_is_not),
		cmocka_unit_test(test_tcp_takes_a_free_port_and_says_which),
		cmocka_unit_test(test_commands_that_are_wrong),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
