/* The relay's own process: connections in, connections out, and between them a line as it was ordered. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "lib/relay_link.h"
#include "lib/relay_parts.h"
#include "lib/relay_requests.h"
#include "twinline/base/mem.h"

enum { LINES = 64, CHUNK = 16 * 1024, BUFFER = 64 * 1024, POLLED = 2 + 2 * LINES };

enum direction { UP, DOWN, DIRECTIONS, NEITHER = DIRECTIONS };

/* One direction of a connection. */
struct way {
	struct relay_queue queue;
	bool is_over;    /* nothing more comes: the connection ends when what is under way has arrived */
	bool is_blocked; /* the reader has no room */
};

struct line {
	bool is_used;
	int fd[DIRECTIONS];     /* whom each direction is read from: the client, the portal */
	struct way way[DIRECTIONS];
	enum direction last;    /* of the last byte */
	int64_t opened_us;      /* TCP's handshake is over */
	struct str said;        /* by the client, of a request that is not whole yet */
	bool is_opaque;         /* where requests end is not to be told */
	bool is_withheld;       /* the request is passed on when it is whole, if at all */
};

/* A cut to come, after so many bytes more. */
struct cut {
	bool is_set;
	int64_t left;
};

struct state {
	struct relay_ends ends;
	bool is_shut, is_cut, holds_down, swallows, doubles;
	struct relay_requests heard, late;
	struct cut cut[DIRECTIONS];
	struct relay_link link[DIRECTIONS];
	struct relay_weather weather;
	int64_t stall_left[DIRECTIONS], cut_left[DIRECTIONS]; /* bytes; the weather's next ones */
	struct random random;
	char answer[RELAY_TEXT_MAX + 1]; /* in the portal's place; "": none */
	struct line lines[LINES];
	struct relay_counts counts;
};

/* A path is a Unix socket, figures are a port of 127.0.0.1. */
static int open_socket(const char *where, struct sockaddr_storage *at, socklen_t *len)
{
	if (*where == '/') {
		struct sockaddr_un *address = (struct sockaddr_un *)at;
		*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
		if (strlen(where) >= sizeof address->sun_path)
			die("%s is too long for a socket", where);
		memcpy(address->sun_path, where, strlen(where));
		*len = sizeof *address;
	} else {
		struct sockaddr_in *address = (struct sockaddr_in *)at;
		*address = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)strtol(where, NULL, 10)) };
		address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		*len = sizeof *address;
	}
	int fd = socket(at->ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
	if (fd < 0)
		die("%s: %s", where, strerror(errno));
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); /* what a program writes at once arrives at once */
	return fd;
}

int relay_listen(const char *where)
{
	struct sockaddr_storage at;
	socklen_t len;
	int fd = open_socket(where, &at, &len);
	if (*where == '/')
		unlink(where);
	if (bind(fd, (struct sockaddr *)&at, len) < 0 || listen(fd, 16) < 0)
		die("%s: %s", where, strerror(errno));
	return fd;
}

/* --- connections --- */

static void line_close(struct line *line)
{
	for (int d = 0; d < DIRECTIONS; d++) {
		close(line->fd[d]);
		relay_queue_clear(&line->way[d].queue);
	}
	str_release(&line->said);
	*line = (struct line){ .fd = { -1, -1 } };
}

/* A connection to the portal for who speaks at client (-1: nobody, the relay itself); NULL if there is none to be had. */
static struct line *line_open(struct state *s, int client)
{
	struct sockaddr_storage at;
	socklen_t len;
	int portal = open_socket(s->ends.target, &at, &len);
	struct line *line = s->lines;
	while (line < s->lines + LINES && line->is_used)
		line++;
	if (line == s->lines + LINES || connect(portal, (struct sockaddr *)&at, len) < 0) {
		close(portal);
		return NULL;
	}
	*line = (struct line){ .is_used = true, .fd = { client, portal }, .last = NEITHER,
	                       .opened_us = relay_now_us() + s->link[UP].delay_us + s->link[DOWN].delay_us };
	return line;
}

static void line_accept(struct state *s)
{
	int client = accept(s->ends.listener, NULL, NULL), on = 1;
	setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	if (line_open(s, client))
		s->counts.connections++;
	else
		close(client); /* a portal that is down: that is how a proxy before it would look */
}

/* --- what passes --- */

static void count(struct state *s, struct line *line, enum direction d, size_t len)
{
	*(d == UP ? &s->counts.up : &s->counts.down) += (int64_t)len;
	if (line->last == d)
		return;
	s->counts.turnarounds += line->last != NEITHER;
	s->counts.requests += d == UP;
	line->last = d;
}

/* Gives on what has arrived; false if the connection has come to its end. */
static bool deliver(struct state *s, struct line *line, enum direction d, int64_t now)
{
	struct way *way = &line->way[d];
	size_t len;
	for (const char *bytes; (bytes = relay_queue_arrived(&way->queue, now, &len)) != NULL;) {
		ssize_t sent = send(line->fd[d == UP ? DOWN : UP], bytes, len, MSG_NOSIGNAL | MSG_DONTWAIT);
		way->is_blocked = sent < 0 && errno == EAGAIN;
		if (way->is_blocked)
			return true;
		if (sent <= 0)
			return false;
		if (d == DOWN)
			count(s, line, d, (size_t)sent);
		relay_queue_take(&way->queue, (size_t)sent);
	}
	return !way->is_over || way->queue.bytes > 0;
}

/* Bytes until the weather's next blow, so many in the mean. */
static int64_t draw(struct state *s, int64_t mean)
{
	return mean > 0 ? 1 + (int64_t)random_below(&s->random, 2 * (uint64_t)mean) : INT64_MAX;
}

/* How many of len bytes pass before the connection is cut; *is_cut if it is. */
static size_t until_cut(struct state *s, enum direction d, size_t len, bool *is_cut)
{
	struct cut *cut = &s->cut[d];
	*is_cut = cut->is_set && (int64_t)len >= cut->left;
	if (*is_cut) {
		len = (size_t)cut->left;
		cut->is_set = false;
	} else {
		cut->left -= (int64_t)len;
	}
	if (s->cut_left[d] <= (int64_t)len) {
		len = (size_t)s->cut_left[d];
		*is_cut = true;
		s->cut_left[d] = draw(s, s->weather.cut_every);
	} else if (s->weather.cut_every > 0) {
		s->cut_left[d] -= (int64_t)len;
	}
	s->counts.cuts += *is_cut;
	return len;
}

static void stall(struct state *s, enum direction d, size_t len)
{
	if (s->weather.stall_every == 0)
		return;
	s->stall_left[d] -= (int64_t)len;
	if (s->stall_left[d] > 0)
		return;
	int64_t now = relay_now_us(), *free_us = &s->link[d].free_us;
	*free_us = (*free_us > now ? *free_us : now) + s->weather.stall_ms * 1000;
	s->stall_left[d] = draw(s, s->weather.stall_every);
}

static void send_off(struct state *s, struct line *line, enum direction d, const char *bytes, size_t len)
{
	stall(s, d, len);
	relay_queue_send(&line->way[d].queue, &s->link[d], &s->random, bytes, len, line->opened_us);
}

/* The answer comes from the relay, and the connection ends. */
static void answer_here(struct state *s, struct line *line, const char *text, size_t len)
{
	send_off(s, line, DOWN, text, len);
	line->way[DOWN].is_over = true;
}

/* --- whole requests --- */

/* On a connection of its own, which ends with the first byte of the answer, for nobody is there to hear it. */
static void send_again(struct state *s, const struct str *request)
{
	struct line *line = line_open(s, -1);
	if (line)
		send_off(s, line, UP, request->text, request->len);
}

static void withheld(struct state *s, struct line *line, struct str *request)
{
	struct str answer = { 0 };
	if (s->swallows) {
		s->swallows = false;
		relay_requests_keep(&s->late, request->text, request->len);
		line->way[DOWN].is_over = true;
		return;
	}
	s->ends.meddler->meddle(s->ends.meddler->data, request, &answer);
	if (answer.len > 0)
		answer_here(s, line, answer.text, answer.len);
	else
		send_off(s, line, UP, request->text, request->len);
	str_release(&answer);
}

static void take_request(struct state *s, struct line *line, size_t len)
{
	struct str request = { 0 };
	str_addn(&request, line->said.text, len);
	str_delete(&line->said, 0, len);
	/* An upgrade can be answered in the portal's place; it is no request to be sent again. */
	if (!line->is_opaque)
		relay_requests_keep(&s->heard, request.text, request.len);
	if (line->is_withheld && line->is_opaque && s->swallows)
		send_off(s, line, UP, request.text, request.len);
	else if (line->is_withheld)
		withheld(s, line, &request);
	else if (s->doubles && !line->is_opaque)
		send_again(s, &request);
	str_release(&request);
}

/* What the client says goes on at once, unless somebody has to look at the whole of it first. */
static void pass_up(struct state *s, struct line *line, const char *bytes, size_t len)
{
	if (line->said.len == 0)
		line->is_withheld = !line->is_opaque && (s->swallows || s->ends.meddler);
	if (!line->is_withheld)
		send_off(s, line, UP, bytes, len);
	if (line->is_opaque)
		return;
	str_addn(&line->said, bytes, len);
	for (size_t whole; !line->is_opaque && (whole = relay_request_whole(&line->said, &line->is_opaque)) > 0;)
		take_request(s, line, whole);
	if (line->is_opaque && line->is_withheld)
		send_off(s, line, UP, line->said.text, line->said.len);
	if (line->is_opaque)
		str_clear(&line->said);
}

/* Reads what is there and sends it off, to its end or to where the line is to be cut. */
static void line_read(struct state *s, struct line *line, enum direction d)
{
	char bytes[CHUNK];
	ssize_t got = read(line->fd[d], bytes, sizeof bytes);
	bool is_cut = false;
	size_t len = got > 0 ? until_cut(s, d, (size_t)got, &is_cut) : 0;
	line->way[d].is_over = line->way[d].is_over || got <= 0 || is_cut;
	if (d == UP && len > 0)
		count(s, line, d, len);
	if (d == DOWN)
		send_off(s, line, d, bytes, len);
	else if (len > 0 && *s->answer)
		answer_here(s, line, s->answer, strlen(s->answer));
	else
		pass_up(s, line, bytes, len);
}

/* --- orders --- */

static void begin_weather(struct state *s, const struct relay_weather *weather)
{
	s->weather = *weather;
	random_seed(&s->random, weather->seed);
	for (int d = 0; d < DIRECTIONS; d++) {
		s->link[d].bits_per_second = weather->bits_per_second;
		s->link[d].delay_us = weather->delay_ms * 1000;
		s->link[d].jitter_us = weather->jitter_ms * 1000;
		s->stall_left[d] = draw(s, weather->stall_every);
		s->cut_left[d] = draw(s, weather->cut_every);
	}
}

static void cut_all(struct state *s)
{
	if (s->is_cut)
		return;
	close(s->ends.listener);
	s->ends.listener = -1;
	for (size_t i = 0; i < LINES; i++)
		if (s->lines[i].is_used)
			line_close(&s->lines[i]);
	s->is_cut = true;
}

static void open_again(struct state *s)
{
	if (s->is_cut)
		s->ends.listener = relay_listen(s->ends.listen);
	s->is_shut = s->is_cut = s->holds_down = s->swallows = s->doubles = false;
	s->answer[0] = '\0';
}

static void obey(struct state *s, const struct relay_order *order)
{
	switch (order->command) {
	case RELAY_COUNT:
		break;
	case RELAY_RESET:
		s->counts = (struct relay_counts){ 0 };
		break;
	case RELAY_SHUT:
		s->is_shut = true;
		break;
	case RELAY_HOLD_DOWN:
		s->holds_down = true;
		break;
	case RELAY_CUT:
		cut_all(s);
		break;
	case RELAY_CUT_UP_AT:
		s->cut[UP] = (struct cut){ .is_set = true, .left = order->number };
		break;
	case RELAY_CUT_DOWN_AT:
		s->cut[DOWN] = (struct cut){ .is_set = true, .left = order->number };
		break;
	case RELAY_ANSWER:
		memcpy(s->answer, order->text, sizeof s->answer);
		break;
	case RELAY_OPEN:
		open_again(s);
		break;
	case RELAY_WEATHER:
		begin_weather(s, &order->weather);
		break;
	case RELAY_CALM:
		begin_weather(s, &(struct relay_weather){ 0 });
		s->cut[UP].is_set = s->cut[DOWN].is_set = false;
		break;
	case RELAY_REPEAT:
		if (order->number < s->heard.count)
			send_again(s, &s->heard.at[order->number]);
		break;
	case RELAY_DOUBLE:
		s->doubles = true;
		break;
	case RELAY_SWALLOW:
		s->swallows = true;
		break;
	case RELAY_LATE:
		for (int i = 0; i < s->late.count; i++)
			send_again(s, &s->late.at[i]);
		relay_requests_clear(&s->late);
		break;
	}
}

static void hear(struct state *s)
{
	struct relay_order order;
	if (recv(s->ends.control, &order, sizeof order, MSG_WAITALL) != (ssize_t)sizeof order)
		_exit(0); /* the test is done with us, or dead */
	obey(s, &order);
	if (send(s->ends.control, &s->counts, sizeof s->counts, MSG_NOSIGNAL) < 0)
		_exit(0);
}

/* --- the loop --- */

static bool passes(const struct state *s, enum direction d)
{
	return !s->is_shut && (d == UP || !s->holds_down);
}

/* What to poll a line for, and in *due when something of it arrives (INT64_MAX: unknown). */
static void watch(const struct state *s, const struct line *line, struct pollfd *polled, int64_t *due)
{
	for (int d = 0; d < DIRECTIONS; d++)
		polled[d] = (struct pollfd){ .fd = -1 };
	for (enum direction d = UP; d < DIRECTIONS && line->is_used; d++) {
		const struct way *way = &line->way[d];
		enum direction other = d == UP ? DOWN : UP;
		int64_t arrives = relay_queue_due(&way->queue);
		if (!passes(s, d))
			continue;
		if (!way->is_over && way->queue.bytes < BUFFER) {
			polled[d].fd = line->fd[d];
			polled[d].events |= POLLIN;
		}
		if (way->is_blocked) {
			polled[other].fd = line->fd[other];
			polled[other].events |= POLLOUT;
		} else if (arrives >= 0 && arrives < *due) {
			*due = arrives;
		}
	}
}

static void work(struct state *s, struct line *line, const struct pollfd *polled)
{
	for (enum direction d = UP; d < DIRECTIONS && line->is_used; d++) {
		const struct way *way = &line->way[d];
		if ((polled[d].events & POLLIN) && (polled[d].revents & ~POLLOUT) && !way->is_over)
			line_read(s, line, d);
	}
	for (enum direction d = UP; d < DIRECTIONS && line->is_used; d++)
		if (passes(s, d) && !deliver(s, line, d, relay_now_us()))
			line_close(line);
}

void relay_serve(const struct relay_ends *ends)
{
	struct state *s = xcalloc(1, sizeof *s);
	s->ends = *ends;
	begin_weather(s, &(struct relay_weather){ 0 });
	for (size_t i = 0; i < LINES; i++)
		s->lines[i].fd[UP] = s->lines[i].fd[DOWN] = -1;
	for (;;) {
		struct pollfd polled[POLLED];
		int64_t due = INT64_MAX;
		polled[0] = (struct pollfd){ .fd = s->ends.control, .events = POLLIN };
		polled[1] = (struct pollfd){ .fd = s->ends.listener, .events = POLLIN };
		for (size_t i = 0; i < LINES; i++)
			watch(s, &s->lines[i], &polled[2 + 2 * i], &due);
		int64_t left = due == INT64_MAX ? 0 : due - relay_now_us();
		left = left > 0 ? left : 0;
		struct timespec wait = { .tv_sec = left / 1000000, .tv_nsec = left % 1000000 * 1000 };
		if (ppoll(polled, POLLED, due == INT64_MAX ? NULL : &wait, NULL) < 0)
			continue;
		for (size_t i = 0; i < LINES; i++)
			work(s, &s->lines[i], &polled[2 + 2 * i]);
		if (polled[1].revents & POLLIN)
			line_accept(s);
		if (polled[0].revents)
			hear(s);
	}
}
