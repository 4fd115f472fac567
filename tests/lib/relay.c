/* The relay as a test has it: its process, and the orders to it. */
#include "lib/relay.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/relay_parts.h"
#include "twinline/base/mem.h"

struct relay {
	int control;
	pid_t pid;
	int port; /* 0: it listens on a path */
};

static int port_of(int listener)
{
	struct sockaddr_in at = { 0 };
	socklen_t len = sizeof at;
	if (getsockname(listener, (struct sockaddr *)&at, &len) < 0)
		die("getsockname: %s", strerror(errno));
	return ntohs(at.sin_port);
}

int relay_port(const struct relay *relay)
{
	return relay->port;
}

struct relay *relay_start(const char *listen, const char *target)
{
	return relay_start_meddling(listen, target, NULL);
}

struct relay *relay_start_meddling(const char *listen, const char *target, const struct relay_meddler *meddler)
{
	struct relay *relay = xcalloc(1, sizeof *relay);
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		die("socketpair: %s", strerror(errno));
	int listener = relay_listen(listen);
	char port[8];
	relay->port = *listen == '/' ? 0 : port_of(listener);
	snprintf(port, sizeof port, "%d", relay->port);
	relay->pid = fork();
	if (relay->pid < 0)
		die("fork: %s", strerror(errno));
	if (relay->pid == 0) {
		/* No copy of a test's pty may live on here: hanging up would not be one. */
		for (int fd = 3; fd < 256; fd++)
			if (fd != pair[1] && fd != listener)
				close(fd);
		relay_serve(&(struct relay_ends){ .control = pair[1], .listener = listener, .listen = relay->port ? port : listen,
		                                  .target = target, .meddler = meddler });
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

/* Every order is answered, so that what follows it is sure to meet its effect. */
static struct relay_counts give(struct relay *relay, const struct relay_order *order)
{
	struct relay_counts counts = { 0 };
	if (send(relay->control, order, sizeof *order, MSG_NOSIGNAL) != (ssize_t)sizeof *order ||
	    recv(relay->control, &counts, sizeof counts, MSG_WAITALL) != (ssize_t)sizeof counts)
		die("the relay has ended");
	return counts;
}

static struct relay_counts tell(struct relay *relay, enum relay_command command, int64_t number)
{
	return give(relay, &(struct relay_order){ .command = command, .number = number });
}

struct relay_counts relay_counts(struct relay *relay)
{
	return tell(relay, RELAY_COUNT, 0);
}

void relay_reset(struct relay *relay)
{
	tell(relay, RELAY_RESET, 0);
}

void relay_line(struct relay *relay, int64_t bits_per_second, int64_t delay_ms)
{
	relay_weather(relay, &(struct relay_weather){ .bits_per_second = bits_per_second, .delay_ms = delay_ms });
}

void relay_weather(struct relay *relay, const struct relay_weather *weather)
{
	give(relay, &(struct relay_order){ .command = RELAY_WEATHER, .weather = *weather });
}

void relay_calm(struct relay *relay)
{
	tell(relay, RELAY_CALM, 0);
}

void relay_shut(struct relay *relay)
{
	tell(relay, RELAY_SHUT, 0);
}

void relay_hold_down(struct relay *relay)
{
	tell(relay, RELAY_HOLD_DOWN, 0);
}

void relay_cut(struct relay *relay)
{
	tell(relay, RELAY_CUT, 0);
}

void relay_cut_up_at(struct relay *relay, int64_t n)
{
	tell(relay, RELAY_CUT_UP_AT, n);
}

void relay_cut_down_at(struct relay *relay, int64_t n)
{
	tell(relay, RELAY_CUT_DOWN_AT, n);
}

void relay_answer(struct relay *relay, const char *text)
{
	struct relay_order order = { .command = RELAY_ANSWER };
	if (strlen(text) > RELAY_TEXT_MAX)
		die("an answer of more than %d bytes", RELAY_TEXT_MAX);
	memcpy(order.text, text, strlen(text));
	give(relay, &order);
}

void relay_open(struct relay *relay)
{
	tell(relay, RELAY_OPEN, 0);
}

void relay_repeat(struct relay *relay, int back)
{
	tell(relay, RELAY_REPEAT, back);
}

void relay_double(struct relay *relay)
{
	tell(relay, RELAY_DOUBLE, 0);
}

void relay_swallow(struct relay *relay)
{
	tell(relay, RELAY_SWALLOW, 0);
}

void relay_late(struct relay *relay)
{
	tell(relay, RELAY_LATE, 0);
}
