/* HTTP/1.1 over a socket, no more than a test needs. */
#include "lib/http_client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/tls_client.h"
#include "twinline/base/mem.h"

enum { PATIENCE_MS = 60000 };

static void open_to(struct http_client *c, int family, const void *address, size_t len)
{
	*c = (struct http_client){.fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)};
	if (c->fd < 0 || connect(c->fd, address, (socklen_t)len) < 0)
		die("connect: %s", strerror(errno));
}

void http_client_open(struct http_client *c, const char *socket_path)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	memcpy(at.sun_path, socket_path, strnlen(socket_path, sizeof at.sun_path - 1));
	open_to(c, AF_UNIX, &at, sizeof at);
}

void http_client_open_port(struct http_client *c, int port)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	open_to(c, AF_INET, &at, sizeof at);
}

static void need_tls(const struct http_client *c)
{
	if (!c->tls)
		die("the portal does not shake hands");
}

void http_client_open_tls(struct http_client *c, int port, const char *authorities)
{
	http_client_open_port(c, port);
	c->tls = tls_client_new(c->fd, authorities, "localhost");
	need_tls(c);
}

void http_client_open_tls_again(struct http_client *c, int port, const struct http_client *before)
{
	http_client_open_port(c, port);
	c->tls = tls_client_again(c->fd, "localhost", before->tls);
	need_tls(c);
}

void http_client_close(struct http_client *c)
{
	tls_client_free(c->tls);
	c->tls = NULL;
	if (c->fd >= 0)
		close(c->fd);
	str_release(&c->in);
	c->fd = -1;
}

bool http_client_send(struct http_client *c, const void *bytes, size_t len)
{
	const char *at = bytes;
	while (len > 0) {
		ssize_t sent = c->tls ? tls_client_send(c->tls, at, len) : send(c->fd, at, len, MSG_NOSIGNAL);
		if (sent < 0)
			return false;
		at += sent;
		len -= (size_t)sent;
	}
	return true;
}

bool http_client_more(struct http_client *c)
{
	char bytes[16384];
	struct pollfd input = {.fd = c->fd, .events = POLLIN};
	if (!(c->tls && tls_client_has_more(c->tls)) && poll(&input, 1, PATIENCE_MS) <= 0)
		return false;
	ssize_t got = c->tls ? tls_client_receive(c->tls, bytes, sizeof bytes) : recv(c->fd, bytes, sizeof bytes, 0);
	if (got <= 0)
		return false;
	str_addn(&c->in, bytes, (size_t)got);
	return true;
}

static void read_body(struct http_client *c, struct http_answer *a)
{
	char *length = http_answer_header(a, "Content-Length");
	size_t len = length ? (size_t)strtoull(length, NULL, 10) : 0;
	free(length);
	while (c->in.len < len && http_client_more(c))
		;
	size_t have = c->in.len < len ? c->in.len : len;
	if (have)
		str_addn(&a->body, c->in.text, have);
	str_delete(&c->in, 0, have);
}

void http_client_receive(struct http_client *c, const char *verb, struct http_answer *a)
{
	*a = (struct http_answer){0};
	str_add(&a->body, "");
	str_add(&a->head, "");
	str_add(&c->in, "");
	char *end;
	while (!(end = strstr(c->in.text, "\r\n\r\n")))
		if (!http_client_more(c))
			return;
	size_t len = (size_t)(end - c->in.text) + 4;
	str_addn(&a->head, c->in.text, len);
	str_delete(&c->in, 0, len);
	if (len > 12 && starts_with(a->head.text, "HTTP/1.1 "))
		a->status = (int)strtol(a->head.text + 9, NULL, 10);
	if (a->status == 100)
		http_answer_release(a), http_client_receive(c, verb, a);
	else if (strcmp(verb, "HEAD") != 0)
		read_body(c, a);
}

void http_client_ask(struct http_client *c, const char *verb, const char *path, const char *headers, const void *body,
                     size_t len, struct http_answer *a)
{
	struct str request = {0};
	str_addf(&request, "%s %s HTTP/1.1\r\nHost: portal\r\n%s", verb, path, headers ? headers : "");
	if (body)
		str_addf(&request, "Content-Length: %zu\r\n", len);
	str_add(&request, "\r\n");
	if (body)
		str_addn(&request, body, len);
	/* Where the other side has gone, its last words may still be there to read. */
	http_client_send(c, request.text, request.len);
	str_release(&request);
	http_client_receive(c, verb, a);
}

bool http_client_ended(struct http_client *c)
{
	while (http_client_more(c))
		;
	char byte;
	if (c->tls)
		return tls_client_ended(c->tls);
	return recv(c->fd, &byte, 1, MSG_DONTWAIT) == 0 || errno == ECONNRESET;
}

char *http_answer_header(const struct http_answer *a, const char *name)
{
	char *line = xasprintf("\r\n%s: ", name);
	const char *found = strcasestr(a->head.text, line);
	const char *value = found ? found + strlen(line) : NULL;
	free(line);
	return value ? xstrndup(value, strcspn(value, "\r")) : NULL;
}

void http_answer_release(struct http_answer *a)
{
	str_release(&a->head);
	str_release(&a->body);
	a->status = 0;
}
