/* A counting relay between the engine and the portal, over Unix sockets, in a process of its own. */
#include "lib/relay.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "twinline/base/mem.h"

enum { RELAY_LINES = 64, RELAY_CHUNK = 16 * 1024 };

enum { LINE_NONE, LINE_UP, LINE_DOWN };

struct line {
	int client, portal; /* descriptors; client -1: free */
	int direction;
};

/* What a test tells the relay. */
struct order {
	char command;
	int64_t bytes;
	char text[RELAY_TEXT_MAX + 1];
};

/* A cut to come, after so many bytes more. */
struct cut {
	bool set;
	int64_t left;
};

/* The relay's own process. */
struct state {
	int control, listener;
	const char *listen_path, *target_path;
	bool shut, cut, holds_down;
	struct cut cut_up, cut_down;
	char answer[RELAY_TEXT_MAX + 1]; /* in the portal's place; "": none */
	struct line lines[RELAY_LINES];
	struct relay_counts counts;
};

struct relay {
	int control;
	pid_t pid;
};

static struct sockaddr_un address_of(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	if (strlen(path) >= sizeof address.sun_path)
		die("%s is too long for a socket", path);
	memcpy(address.sun_path, path, strlen(path));
	return address;
}

static int listen_at(const char *path)
{
	struct sockaddr_un address = address_of(path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	unlink(path);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 16) < 0)
		die("%s: %s", path, strerror(errno));
	return fd;
}

static void line_close(struct line *line)
{
	close(line->client);
	close(line->portal);
	line->client = line->portal = -1;
}

static void line_accept(struct state *s)
{
	int client = accept(s->listener, NULL, NULL), portal = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_un address = address_of(s->target_path);
	struct line *line = s->lines;
	while (line < s->lines + RELAY_LINES && line->client >= 0)
		line++;
	/* A portal that is down closes the connection; that is how a proxy before it would look. */
	if (line == s->lines + RELAY_LINES || connect(portal, (struct sockaddr *)&address, sizeof address) < 0) {
		close(client);
		close(portal);
		return;
	}
	*line = (struct line){ .client = client, .portal = portal, .direction = LINE_NONE };
	s->counts.connections++;
}

static bool send_all(int to, const char *bytes, ssize_t len)
{
	for (ssize_t done = 0, wrote; done < len; done += wrote) {
		wrote = send(to, bytes + done, (size_t)(len - done), MSG_NOSIGNAL);
		if (wrote <= 0)
			return false;
	}
	return true;
}

/* Passes what is there to the other side; closes the line at an end, or where it is to be cut. */
static void line_pass(struct state *s, struct line *line, int direction)
{
	char bytes[RELAY_CHUNK];
	int from = direction == LINE_UP ? line->client : line->portal, to = direction == LINE_UP ? line->portal : line->client;
	struct cut *cut = direction == LINE_UP ? &s->cut_up : &s->cut_down;
	ssize_t len = read(from, bytes, sizeof bytes);
	bool ends = len > 0 && cut->set && len >= cut->left;
	if (ends) {
		len = (ssize_t)cut->left;
		cut->set = false;
		s->counts.cuts++;
	} else if (len > 0) {
		cut->left -= len;
	}
	if (len > 0 && direction == LINE_UP && *s->answer) {
		send_all(line->client, s->answer, (ssize_t)strlen(s->answer));
		ends = true;
	} else if (len > 0 && !send_all(to, bytes, len)) {
		len = -1;
	}
	if (len <= 0 || ends)
		line_close(line);
	if (len <= 0)
		return;
	*(direction == LINE_UP ? &s->counts.up : &s->counts.down) += len;
	if (line->direction != direction) {
		s->counts.turnarounds += line->direction != LINE_NONE;
		s->counts.requests += direction == LINE_UP;
		line->direction = direction;
	}
}

static void obey(struct state *s, const struct order *order)
{
	char command = order->command;
	if (command == 'u')
		s->cut_up = (struct cut){ .set = true, .left = order->bytes };
	if (command == 'd')
		s->cut_down = (struct cut){ .set = true, .left = order->bytes };
	if (command == 'a')
		memcpy(s->answer, order->text, sizeof s->answer);
	if (command == 'r')
		s->counts = (struct relay_counts){ 0 };
	if (command == 's')
		s->shut = true;
	if (command == 'h')
		s->holds_down = true;
	if (command == 'o') {
		if (s->cut)
			s->listener = listen_at(s->listen_path);
		s->shut = s->cut = s->holds_down = false;
		s->answer[0] = '\0';
	}
	if (command == 'x' && !s->cut) {
		close(s->listener);
		s->listener = -1;
		for (size_t i = 0; i < RELAY_LINES; i++)
			if (s->lines[i].client >= 0)
				line_close(&s->lines[i]);
		s->cut = true;
	}
}

static void relay_loop(struct state *s)
{
	for (;;) {
		struct pollfd polled[2 + 2 * RELAY_LINES];
		polled[0] = (struct pollfd){ .fd = s->control, .events = POLLIN };
		polled[1] = (struct pollfd){ .fd = s->listener, .events = POLLIN };
		for (size_t i = 0; i < RELAY_LINES; i++) {
			bool open = s->lines[i].client >= 0 && !s->shut;
			polled[2 + 2 * i] = (struct pollfd){ .fd = open ? s->lines[i].client : -1, .events = POLLIN };
			polled[3 + 2 * i] = (struct pollfd){ .fd = open && !s->holds_down ? s->lines[i].portal : -1, .events = POLLIN };
		}
		if (poll(polled, 2 + 2 * RELAY_LINES, -1) < 0)
			continue;
		for (size_t i = 0; i < RELAY_LINES; i++)
			for (int side = 0; side < 2; side++)
				if (polled[2 + 2 * i + (size_t)side].revents && s->lines[i].client >= 0)
					line_pass(s, &s->lines[i], side == 0 ? LINE_UP : LINE_DOWN);
		if (polled[1].revents & POLLIN)
			line_accept(s);
		struct order order;
		if (polled[0].revents) {
			if (recv(s->control, &order, sizeof order, MSG_WAITALL) != (ssize_t)sizeof order)
				_exit(0); /* the test is done with us, or dead */
			obey(s, &order);
			if (send(s->control, &s->counts, sizeof s->counts, MSG_NOSIGNAL) < 0)
				_exit(0);
		}
	}
}

struct relay *relay_start(const char *listen_path, const char *target_path)
{
	struct relay *relay = xcalloc(1, sizeof *relay);
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		die("socketpair: %s", strerror(errno));
	int listener = listen_at(listen_path);
	relay->pid = fork();
	if (relay->pid < 0)
		die("fork: %s", strerror(errno));
	if (relay->pid == 0) {
		/* No copy of a test's pty may live on here: hanging up would not be one. */
		for (int fd = 3; fd < 256; fd++)
			if (fd != pair[1] && fd != listener)
				close(fd);
		struct state s = { .control = pair[1], .listener = listener, .listen_path = listen_path, .target_path = target_path };
		for (size_t i = 0; i < RELAY_LINES; i++)
			s.lines[i].client = s.lines[i].portal = -1;
		relay_loop(&s);
	}
	close(pair[1]);
	close(listener);
	relay->control = pair[0];
	return relay;
}

void relay_free(struct relay *relay)
{
	if (!relay)
		return;
	close(relay->control);
	waitpid(relay->pid, NULL, 0);
	free(relay);
}

/* Every command is answered, so that what follows it is sure to meet its effect. */
static struct relay_counts give(struct relay *relay, const struct order *order)
{
	struct relay_counts counts = { 0 };
	if (send(relay->control, order, sizeof *order, MSG_NOSIGNAL) != (ssize_t)sizeof *order ||
	    recv(relay->control, &counts, sizeof counts, MSG_WAITALL) != (ssize_t)sizeof counts)
		die("the relay has ended");
	return counts;
}

static struct relay_counts tell(struct relay *relay, char command)
{
	return give(relay, &(struct order){ .command = command });
}

struct relay_counts relay_counts(struct relay *relay)
{
	return tell(relay, 'c');
}

void relay_reset(struct relay *relay)
{
	tell(relay, 'r');
}

void relay_shut(struct relay *relay)
{
	tell(relay, 's');
}

void relay_hold_down(struct relay *relay)
{
	tell(relay, 'h');
}

void relay_cut(struct relay *relay)
{
	tell(relay, 'x');
}

void relay_cut_up_at(struct relay *relay, int64_t n)
{
	give(relay, &(struct order){ .command = 'u', .bytes = n });
}

void relay_cut_down_at(struct relay *relay, int64_t n)
{
	give(relay, &(struct order){ .command = 'd', .bytes = n });
}

void relay_answer(struct relay *relay, const char *text)
{
	struct order order = { .command = 'a' };
	if (strlen(text) > RELAY_TEXT_MAX)
		die("an answer of more than %d bytes", RELAY_TEXT_MAX);
	memcpy(order.text, text, strlen(text));
	give(relay, &order);
}

void relay_open(struct relay *relay)
{
	tell(relay, 'o');
}
