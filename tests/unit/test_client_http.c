/* The engine's HTTP client against sockets of the test's own. */
#include "lib/suite.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../../src/sync/http.h"
#include "twinline/base/attr.h"
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_proxy_hears_what_is_said_without_tls),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
