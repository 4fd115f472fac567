/* A proxy that knows CONNECT alone, one process a connection. */
#include "lib/proxy.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { HEAD_MAX = 8000, CHUNK = 16 * 1024 };

struct proxy {
	char *url;
	pid_t pid;
};

/* Up to the empty line; false if it does not come. */
static bool read_head(int fd, char head[HEAD_MAX + 1])
{
	size_t len = 0;
	head[0] = '\0';
	while (!strstr(head, "\r\n\r\n")) {
		ssize_t got = len < HEAD_MAX ? recv(fd, head + len, HEAD_MAX - len, 0) : 0;
		if (got <= 0)
			return false;
		len += (size_t)got;
		head[len] = '\0';
	}
	return true;
}

static void say(int fd, const char *text)
{
	send(fd, text, strlen(text), MSG_NOSIGNAL);
}

static char *base64(const char *text)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	struct str out = { 0 };
	size_t len = strlen(text);
	for (size_t i = 0; i < len; i += 3) {
		unsigned long three = (unsigned long)(unsigned char)text[i] << 16;
		three |= i + 1 < len ? (unsigned long)(unsigned char)text[i + 1] << 8 : 0;
		three |= i + 2 < len ? (unsigned long)(unsigned char)text[i + 2] : 0;
		for (size_t j = 0; j < 4; j++)
			str_addc(&out, i + j > len ? '=' : digits[three >> (18 - 6 * j) & 63]);
	}
	return str_detach(&out);
}

static bool may_pass(const char *head, const char *wants)
{
	char *code = base64(wants), *line = xasprintf("Proxy-Authorization: Basic %s\r\n", code);
	bool may = strstr(head, line) != NULL;
	free(code);
	free(line);
	return may;
}

static void pass_on(int client, int portal)
{
	char bytes[CHUNK];
	struct pollfd both[2] = { { .fd = client, .events = POLLIN }, { .fd = portal, .events = POLLIN } };
	while (poll(both, 2, -1) > 0)
		for (int i = 0; i < 2; i++) {
			ssize_t got = both[i].revents ? recv(both[i].fd, bytes, sizeof bytes, 0) : 1;
			if (got <= 0)
				return;
			if (both[i].revents && send(both[!i].fd, bytes, (size_t)got, MSG_NOSIGNAL) != got)
				return;
		}
}

/* Only this computer is connected to, whatever name is asked for. */
static void serve(int client, const char *wants)
{
	char head[HEAD_MAX + 1];
	if (!read_head(client, head))
		return;
	const char *port = strchr(head, ':');
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	at.sin_port = htons((uint16_t)(port ? strtol(port + 1, NULL, 10) : 0));
	int portal = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (wants && !strchr(wants, ':'))
		say(client, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
	else if (wants && !may_pass(head, wants))
		say(client, "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"school\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
	else if (strncmp(head, "CONNECT ", 8) != 0 || connect(portal, (struct sockaddr *)&at, sizeof at) < 0)
		say(client, "HTTP/1.1 502 Nothing there\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
	else {
		say(client, "HTTP/1.1 200 Go on\r\n\r\n");
		pass_on(client, portal);
	}
}

static void run(int listener, const char *wants)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int client = accept(listener, NULL, NULL);
		if (client >= 0 && fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			serve(client, wants);
			_exit(0);
		}
		close(client);
	}
}

struct proxy *proxy_start(const char *wants)
{
	struct proxy *p = xcalloc(1, sizeof *p);
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof at;
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (listener < 0 || bind(listener, (struct sockaddr *)&at, len) < 0 || listen(listener, 16) < 0 ||
	    getsockname(listener, (struct sockaddr *)&at, &len) < 0)
		die("the proxy: %s", strerror(errno));
	p->url = xasprintf("http://127.0.0.1:%d", ntohs(at.sin_port));
	p->pid = fork();
	if (p->pid == 0)
		run(listener, wants);
	close(listener);
	return p;
}

void proxy_stop(struct proxy *p)
{
	kill(p->pid, SIGKILL);
	waitpid(p->pid, NULL, 0);
	free(p->url);
	free(p);
}

const char *proxy_url(const struct proxy *p)
{
	return p->url;
}
