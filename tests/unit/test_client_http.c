/* The engine's HTTP client against sockets of the test's own. */
#include "lib/suite.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../../src/sync/http.h"
#include "twinline/base/attr.h"
#include "twinline/base/compress.h"
#include "twinline/base/mem.h"

static int listener(int *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
	assert_int_equal(listen(fd, 4), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &len), 0);
	*port = ntohs(at.sin_port);
	return fd;
}

/* Which of two listeners hears of a request to url: 0, 1, or -1 for neither. */
static int heard_by(const int fds[2], const char *portal)
{
	struct address a;
	assert_int_equal(address_parse(&a, portal, NULL), 0);
	struct http_client *h = http_client_new(&(struct http_client_options){ .patience = 5 });
	char *url = address_url(&a, "/sign-in");
	http_client_start(h, &(struct http_request){ .address = &a, .method = "POST", .url = url, .body = "{}", .body_len = 2 });
	int heard = -1;
	for (int i = 0; i < 100 && heard < 0; i++) {
		struct pollfd both[2] = { { .fd = fds[0], .events = POLLIN }, { .fd = fds[1], .events = POLLIN } };
		http_client_wait(h, both, 2, 50);
		heard = both[0].revents ? 0 : both[1].revents ? 1 : -1;
	}
	if (heard >= 0)
		close(accept(fds[heard], NULL, NULL));
	http_client_free(h);
	free(url);
	address_release(&a);
	return heard;
}

/* A password said to this computer is for this computer, whatever proxy the environment names for the rest. */
static void no_proxy_hears_what_is_said_without_tls(void **state)
{
	(void)state;
	static const char *const names[] = { "http_proxy", "all_proxy", "ALL_PROXY" };
	static const char *const schemes[] = { "http", "socks5h" };
	int portal_port, proxy_port;
	const int fds[2] = { listener(&portal_port), listener(&proxy_port) };
	char *portal = xasprintf("http://localhost:%d", portal_port);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		for (size_t j = 0; j < ARRAY_SIZE(schemes); j++) {
			char *proxy = xasprintf("%s://127.0.0.1:%d", schemes[j], proxy_port);
			setenv(names[i], proxy, 1);
			assert_int_equal(heard_by(fds, portal), 0);
			unsetenv(names[i]);
			free(proxy);
		}
	/* Over TLS the proxy may be asked for the way. */
	char *proxy = xasprintf("http://127.0.0.1:%d", proxy_port);
	setenv("https_proxy", proxy, 1);
	assert_int_equal(heard_by(fds, "portal.example"), 1);
	unsetenv("https_proxy");
	free(proxy);
	free(portal);
	close(fds[0]);
	close(fds[1]);
}

/* http_answer_release, whose name the tests' own HTTP client has too. */
static void let_go(struct http_answer *a)
{
	err_release(&a->cause);
	str_release(&a->body);
	free(a->coding);
	free(a->accepts);
	free(a->leads_to);
}

/* Fills a with what the client makes of an answer to a GET: this head, then len bytes of body. */
static void ask_for(const char *head, const struct str *body, size_t most, struct http_answer *a)
{
	struct address at;
	int port, fd = listener(&port);
	char *portal = xasprintf("http://127.0.0.1:%d", port), bytes[2000];
	assert_int_equal(address_parse(&at, portal, NULL), 0);
	struct http_client *h = http_client_new(&(struct http_client_options){ .patience = 5 });
	char *url = address_url(&at, "/jmap/api"), *lines = xasprintf("%s\r\nContent-Length: %zu\r\n\r\n", head, body->len);
	http_client_start(h, &(struct http_request){ .address = &at, .method = "GET", .url = url, .answer_max = most });
	int line = accept(fd, NULL, NULL);
	bool has_answered = false;
	for (int i = 0; i < 1000 && !http_client_is_done(h, a); i++) {
		http_client_wait(h, NULL, 0, 10);
		if (!has_answered && recv(line, bytes, sizeof bytes, MSG_DONTWAIT) > 0)
			has_answered = send(line, lines, strlen(lines), MSG_NOSIGNAL) > 0 && send(line, body->text, body->len, MSG_NOSIGNAL) >= 0;
	}
	assert_true(has_answered);
	close(line);
	close(fd);
	http_client_free(h);
	free(lines);
	free(url);
	free(portal);
	address_release(&at);
}

static void what_comes_packed_is_unpacked_within_its_bound(void **state)
{
	(void)state;
	struct str zeros = { 0 }, packed = { 0 };
	struct http_answer a;
	for (int i = 0; i < 5000; i++)
		str_addc(&zeros, '0');
	char *head = xasprintf("HTTP/1.1 200 OK\r\nContent-Encoding: %s", dictionary_at(0)->coding);
	compress_shared(&packed, dictionary_at(0), zeros.text, zeros.len);
	ask_for(head, &packed, 5000, &a);
	assert_int_equal(a.cause.code, ERR_OK);
	assert_true(a.is_json); /* what our coding says without a word */
	assert_int_equal(a.body.len, 5000);
	let_go(&a);
	ask_for(head, &packed, 4999, &a);
	assert_int_equal(a.cause.code, ERR_NOT_A_PORTAL);
	let_go(&a);
	str_cut(&packed, packed.len - 1);
	ask_for(head, &packed, 5000, &a);
	assert_int_equal(a.cause.code, ERR_NOT_A_PORTAL);
	let_go(&a);
	free(head);
	str_release(&zeros);
	str_release(&packed);
}

/* The page of a network's own gate may be packed in a way that no portal packs: its status still says what it is. */
static void the_coding_of_a_gate_hides_nothing(void **state)
{
	(void)state;
	struct str page = { 0 };
	struct http_answer a;
	str_add(&page, "this would be gzip");
	ask_for("HTTP/1.1 302 Found\r\nLocation: http://gate.example/\r\nContent-Encoding: gzip\r\nContent-Type: text/html", &page, 0, &a);
	assert_int_equal(a.cause.code, ERR_OK);
	assert_int_equal(a.status, 302);
	assert_false(a.is_json);
	let_go(&a);
	str_release(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_proxy_hears_what_is_said_without_tls),
		cmocka_unit_test(what_comes_packed_is_unpacked_within_its_bound),
		cmocka_unit_test(the_coding_of_a_gate_hides_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
