/* The portal speaks TLS itself: handshakes, tickets, records, clients that stand still, files that are wrong. */
#include "lib/suite.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/portal_fixture.h"
#include "lib/socket_client.h"
#include "lib/tls_client.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

static struct portal_fixture *f;
static const char *const impatient[] = {"--patience", "1", NULL};

static int start(void **state)
{
	*state = f = portal_fixture_new_tls(impatient);
	return 0;
}

static void ask(struct http_client *c, const char *verb, const char *path, const char *body, int status)
{
	struct http_answer a;
	char *headers = xasprintf("%s%s", f->ada.bearer, body ? "Content-Type: application/json\r\n" : "");
	http_client_ask(c, verb, path, headers, body, body ? strlen(body) : 0, &a);
	assert_int_equal(a.status, status);
	free(headers);
	http_answer_release(&a);
}

/* A call whose answer says `a` as long as the word is. */
static char *echo(size_t len)
{
	struct str body = {0};
	str_add(&body, "{" USING ",\"methodCalls\":[[\"Core/echo\",{\"a\":\"");
	for (size_t i = 0; i < len; i++)
		str_addc(&body, 'a');
	str_add(&body, "\"},\"0\"]]}");
	return str_detach(&body);
}

static void test_what_a_client_says_is_answered_and_urls_are_https(void **state)
{
	(void)state;
	struct json *session = NULL;
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->ada.bearer, NULL, &session), 200);
	assert_true(starts_with(json_get_text(session, "apiUrl"), "https://127.0.0.1:"));
	json_free(session);
}

/* The measurements of the first handshake, of one with a ticket, and of an exchange: they bound what the line carries. */
static void test_a_ticket_makes_the_handshake_short(void **state)
{
	(void)state;
	struct http_client first, second;
	http_client_open_tls(&first, f->port, authority_file(f->authority));
	struct tls_facts full = tls_client_facts(first.tls);
	assert_false(full.resumed);
	ask(&first, "GET", "/jmap/session", NULL, 200); /* the ticket comes before the answer */
	int64_t ticket = tls_client_facts(first.tls).down;
	http_client_open_tls_again(&second, f->port, &first);
	struct tls_facts again = tls_client_facts(second.tls);
	assert_true(again.resumed);
	ask(&second, "GET", "/jmap/session", NULL, 200);
	int64_t answer = tls_client_facts(second.tls).down - again.down;
	print_message("full %lld up %lld down, resumed %lld up %lld down; a ticket and an answer %lld, %lld\n", (long long)full.up,
	              (long long)full.down, (long long)again.up, (long long)again.down, (long long)(ticket - full.down),
	              (long long)answer);
	assert_true(again.down < 300 && again.up < 520);
	assert_true(full.down > 900 && full.down < 1400 && full.up < 450);
	http_client_close(&second);
	http_client_close(&first);
}

static void test_a_ticket_outlives_the_portal_and_a_new_certificate(void **state)
{
	(void)state;
	struct http_client before, after;
	http_client_open_tls(&before, f->port, authority_file(f->authority));
	ask(&before, "GET", "/jmap/session", NULL, 200);
	assert_int_equal(portal_fixture_end(f, SIGTERM), 0);
	assert_true(http_client_ended(&before)); /* with a word, not by a cut */
	authority_certify(f->authority, f->dir, "portal", &(struct authority_wish){0});
	portal_fixture_serve(f, impatient);
	http_client_open_tls_again(&after, f->port, &before);
	assert_true(tls_client_facts(after.tls).resumed);
	ask(&after, "GET", "/jmap/session", NULL, 200);
	http_client_close(&after);
	http_client_close(&before);
	char *kept = xasprintf("%s/tickets", f->database);
	struct stat there;
	assert_int_equal(stat(kept, &there), 0);
	assert_int_equal(there.st_mode & 0777, 0600);
	free(kept);
}

/* Who offers a ticket twice shakes hands in full: nobody can follow a person by it. */
static void test_a_ticket_serves_once(void **state)
{
	(void)state;
	struct http_client first, second, third;
	http_client_open_tls(&first, f->port, authority_file(f->authority));
	ask(&first, "GET", "/jmap/session", NULL, 200);
	http_client_open_tls_again(&second, f->port, &first);
	http_client_open_tls_again(&third, f->port, &first);
	assert_true(tls_client_facts(second.tls).resumed);
	assert_false(tls_client_facts(third.tls).resumed);
	ask(&third, "GET", "/jmap/session", NULL, 200);
	http_client_close(&third);
	http_client_close(&second);
	http_client_close(&first);
}

/* A file of tickets that is damaged counts as none: a full handshake, and no more. */
static void test_damaged_tickets_cost_a_handshake_only(void **state)
{
	(void)state;
	struct http_client before, after;
	char *kept = xasprintf("%s/tickets", f->database);
	http_client_open_tls(&before, f->port, authority_file(f->authority));
	ask(&before, "GET", "/jmap/session", NULL, 200);
	assert_int_equal(portal_fixture_end(f, SIGTERM), 0);
	assert_int_equal(file_write(kept, "damaged", 7, 0600, NULL), 0);
	portal_fixture_serve(f, impatient);
	http_client_open_tls_again(&after, f->port, &before);
	assert_false(tls_client_facts(after.tls).resumed);
	ask(&after, "GET", "/jmap/session", NULL, 200);
	http_client_close(&after);
	http_client_close(&before);
	free(kept);
}

static void test_an_answer_is_one_record(void **state)
{
	(void)state;
	static const struct { size_t len; int64_t records; } rows[] = {{10, 1}, {8000, 1}, {15500, 1}, {100000, 8}};
	struct http_client c;
	http_client_open_tls(&c, f->port, authority_file(f->authority));
	ask(&c, "GET", "/jmap/session", NULL, 200);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *body = echo(rows[i].len);
		int64_t before = tls_client_facts(c.tls).records;
		ask(&c, "POST", "/jmap/api", body, 200);
		int64_t records = tls_client_facts(c.tls).records - before;
		if (records > rows[i].records)
			fail_msg("%zu bytes: %lld records", rows[i].len, (long long)records);
		free(body);
	}
	http_client_close(&c);
}

/* Many at once, who all ask before one reads, the last one first: what waits is bounded, and everybody gets all of it. */
static void test_who_reads_late_gets_everything_and_holds_up_nobody(void **state)
{
	(void)state;
	enum { CLIENTS = 12, SIZE = 300000 };
	struct http_client c[CLIENTS];
	char *body = echo(SIZE);
	const struct teacher *const teachers[] = {&f->ada, &f->ben, &f->eva}; /* nobody asks more than may be asked at once */
	for (int i = 0; i < CLIENTS; i++) {
		char *request = xasprintf("POST /jmap/api HTTP/1.1\r\nHost: p\r\n%sContent-Type: application/json\r\n"
		                          "Content-Length: %zu\r\n\r\n%s", teachers[i % 3]->bearer, strlen(body), body);
		http_client_open_tls(&c[i], f->port, authority_file(f->authority));
		assert_true(http_client_send(&c[i], request, strlen(request)));
		free(request);
	}
	for (int i = CLIENTS; i-- > 0;) {
		struct http_answer a;
		http_client_receive(&c[i], "POST", &a);
		assert_int_equal(a.status, 200);
		assert_true(a.body.len > SIZE);
		http_answer_release(&a);
		http_client_close(&c[i]);
	}
	free(body);
}

/* A connection that became a WebSocket passes through like any other, a frame in one record. */
static void test_a_socket_goes_through_tls(void **state)
{
	(void)state;
	static const char request[] = "{\"@type\":\"Request\",\"id\":\"a\"," USING ",\"methodCalls\":[[\"Core/echo\",{},\"0\"]]}";
	struct socket_client c;
	socket_client_open(&c, f, &f->ada, true);
	for (int i = 0; i < 3; i++) {
		struct tls_facts before = tls_client_facts(c.http.tls);
		socket_client_say(&c, request);
		struct json *answer = socket_client_hear(&c, NULL);
		assert_string_equal(json_get_text(answer, "requestId"), "a");
		struct tls_facts after = tls_client_facts(c.http.tls);
		assert_int_equal(after.records - before.records, 1);
		/* 5 bytes of TLS before a record and 17 after, and 2 of the frame. */
		assert_int_equal(after.down - before.down, (int64_t)c.down + 24);
		json_free(answer);
	}
	socket_client_close(&c);
}

static void test_who_never_ends_a_handshake_is_cut_off(void **state)
{
	(void)state;
	struct http_client silent, half, loud;
	http_client_open_port(&silent, f->port);
	http_client_open_port(&half, f->port);
	http_client_open_port(&loud, f->port);
	assert_true(http_client_send(&half, "\x16\x03\x01\x02\x00\x01\x00", 7)); /* the beginning of a ClientHello */
	assert_true(http_client_send(&loud, "GET / HTTP/1.1\r\n\r\n", 18));
	assert_true(http_client_ended(&loud));
	assert_true(http_client_ended(&silent));
	assert_true(http_client_ended(&half));
	http_client_close(&silent);
	http_client_close(&half);
	http_client_close(&loud);
}

/* Always some bytes further, for as long as it is let: a ClientHello of 8,000 bytes whose end nobody waits for. */
static void test_a_handshake_that_creeps_on_is_cut_off(void **state)
{
	(void)state;
	struct http_client slow;
	int64_t until = clock_monotonic_ms() + 8000;
	http_client_open_port(&slow, f->port);
	assert_true(http_client_send(&slow, "\x16\x03\x01\x1f\x40\x01\x00\x1f\x3c", 9));
	while (send(slow.fd, "\x03\x03\x03\x03", 4, MSG_NOSIGNAL) == 4 && clock_monotonic_ms() < until)
		usleep(50 * 1000);
	assert_true(clock_monotonic_ms() < until);
	http_client_close(&slow);
}

/* The limits on a request hold behind TLS as before it: a body that stands still loses the line, an idle one does not. */
static void test_a_body_that_stands_still_is_cut_off_and_an_idle_line_is_kept(void **state)
{
	(void)state;
	struct http_client idle, stuck;
	http_client_open_tls(&idle, f->port, authority_file(f->authority));
	ask(&idle, "GET", "/jmap/session", NULL, 200);
	http_client_open_tls(&stuck, f->port, authority_file(f->authority));
	char *begun = xasprintf("POST /jmap/api HTTP/1.1\r\nHost: p\r\n%sContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{",
	                        f->ada.bearer);
	assert_true(http_client_send(&stuck, begun, strlen(begun)));
	assert_true(http_client_ended(&stuck));
	ask(&idle, "GET", "/jmap/session", NULL, 200);
	http_client_close(&stuck);
	http_client_close(&idle);
	free(begun);
}

/* Who says "no more" after the request hears the answer all the same. */
static void test_a_client_that_ends_first_is_still_answered(void **state)
{
	(void)state;
	struct http_client c;
	struct http_answer a;
	http_client_open_tls(&c, f->port, authority_file(f->authority));
	char *request = xasprintf("GET /jmap/session HTTP/1.1\r\nHost: p\r\nConnection: close\r\n%s\r\n", f->ada.bearer);
	assert_true(http_client_send(&c, request, strlen(request)));
	http_client_receive(&c, "GET", &a);
	assert_int_equal(a.status, 200);
	assert_true(http_client_ended(&c));
	http_answer_release(&a);
	http_client_close(&c);
	free(request);
}

/* The word "serve" with these files: what it says when it does not begin. */
static char *refusal(const char *certificate, const char *key)
{
	char *dir = xasprintf("%s/other", f->dir), *said;
	const char *init[] = {"init", dir, NULL};
	const char *serve[] = {"serve", dir, "--listen", "127.0.0.1:0", "--certificate", certificate, "--key", key, NULL};
	portal_fixture_run(init, NULL, NULL);
	assert_int_equal(portal_fixture_run(serve, NULL, &said), 1);
	assert_int_equal(file_remove_tree(dir, NULL), 0);
	free(dir);
	return said;
}

static void test_a_file_that_is_wrong_is_named_with_what_is_wrong(void **state)
{
	(void)state;
	char *good = xasprintf("%s/portal.pem", f->dir), *key = xasprintf("%s/portal.key", f->dir), *other = xasprintf("%s/other.key", f->dir);
	authority_certify(f->authority, f->dir, "other", &(struct authority_wish){0});
	char *open_key = xasprintf("%s/open.key", f->dir), *text = xasprintf("%s/text.pem", f->dir);
	struct str bytes = {0};
	assert_int_equal(file_read(key, 10000, &bytes, NULL), 0);
	assert_int_equal(file_write(open_key, bytes.text, bytes.len, 0644, NULL), 0);
	assert_int_equal(file_write(text, "hello\n", 6, 0600, NULL), 0);
	const struct { const char *certificate, *key, *named, *why; } rows[] = {
		{"/nowhere.pem", key, "/nowhere.pem", "No such file"},
		{good, "/nowhere.key", "/nowhere.key", "No such file"},
		{text, key, text, "holds no certificate"},
		{good, text, text, "holds no key"},
		{good, other, other, "is not the key of this certificate"},
		{good, open_key, open_key, "chmod 600"},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *said = refusal(rows[i].certificate, rows[i].key);
		if (!strstr(said, rows[i].named) || !strstr(said, rows[i].why))
			fail_msg("row %zu: %s", i, said);
		free(said);
	}
	str_release(&bytes);
	free(good);
	free(key);
	free(other);
	free(open_key);
	free(text);
}

/* The log says when the files were read anew, and that is waited for. */
static void wait_for_log(const char *words)
{
	for (int i = 0; i < 10000; i++) {
		char *log = portal_log(f);
		bool there = strstr(log, words) != NULL;
		free(log);
		if (there)
			return;
		usleep(1000);
	}
	fail_msg("never logged: %s", words);
}

static void test_a_signal_reads_the_certificate_anew_and_keeps_a_good_one(void **state)
{
	(void)state;
	struct http_client c;
	struct authority *fresh = authority_new(f->dir, "Second Authority");
	char *path = xasprintf("%s/portal.pem", f->dir);
	authority_certify(fresh, f->dir, "portal", &(struct authority_wish){0});
	kill(f->pid, SIGHUP);
	wait_for_log("was read anew");
	http_client_open_tls(&c, f->port, authority_file(fresh));
	ask(&c, "GET", "/jmap/session", NULL, 200);
	http_client_close(&c);
	assert_int_equal(file_write(path, "hello\n", 6, 0600, NULL), 0);
	kill(f->pid, SIGHUP);
	wait_for_log("the certificate before stays");
	http_client_open_tls(&c, f->port, authority_file(fresh));
	ask(&c, "GET", "/jmap/session", NULL, 200);
	http_client_close(&c);
	authority_certify(f->authority, f->dir, "portal", &(struct authority_wish){0});
	kill(f->pid, SIGHUP);
	authority_free(fresh);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_a_client_says_is_answered_and_urls_are_https),
		cmocka_unit_test(test_a_ticket_makes_the_handshake_short),
		cmocka_unit_test(test_an_answer_is_one_record),
		cmocka_unit_test(test_who_reads_late_gets_everything_and_holds_up_nobody),
		cmocka_unit_test(test_a_socket_goes_through_tls),
		cmocka_unit_test(test_who_never_ends_a_handshake_is_cut_off),
		cmocka_unit_test(test_a_handshake_that_creeps_on_is_cut_off),
		cmocka_unit_test(test_a_body_that_stands_still_is_cut_off_and_an_idle_line_is_kept),
		cmocka_unit_test(test_a_client_that_ends_first_is_still_answered),
		cmocka_unit_test(test_a_ticket_serves_once),
		cmocka_unit_test(test_a_ticket_outlives_the_portal_and_a_new_certificate),
		cmocka_unit_test(test_damaged_tickets_cost_a_handshake_only),
		cmocka_unit_test(test_a_file_that_is_wrong_is_named_with_what_is_wrong),
		cmocka_unit_test(test_a_signal_reads_the_certificate_anew_and_keeps_a_good_one),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
