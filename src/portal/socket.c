/* A WebSocket: frames in and out, a request at a time to the workers, goodbyes, and the times that end one which stands still. */
#include "socket.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "connections.h"
#include "socket_work.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"

enum {
	CHUNK = 16 * 1024,
	READ_MOST = 4 * CHUNK, /* bytes from one socket before the others have their turn */
	WAITING_MOST = 64 * 1024, /* bytes that a reader has not taken, before the next request is looked at */
	QUIET_MS = 480 * 1000, /* after which it is asked whether somebody is still there; our own client asks sooner */
	DEAD_MS = 720 * 1000,
	GOODBYE_MS = 5 * 1000  /* for the other side to say its own */
};

static struct socket *socket_of(struct listener *l)
{
	return (struct socket *)l;
}

static size_t waiting(const struct socket *s)
{
	return s->out.len - s->sent;
}

/* The connection is over; a worker that still has the socket frees nobody. */
static void drop(struct socket *s)
{
	if (s->base.is_gone)
		return;
	listener_forget_socket(&s->base);
	if (s->carrier.close)
		s->carrier.close(s->carrier.context);
	s->base.is_ending = s->base.is_gone = true;
}

static void say_goodbye(struct socket *s, enum websocket_code code)
{
	if (s->goodbye_ms)
		return;
	websocket_write_close(&s->frames, &s->out, code);
	s->goodbye_ms = clock_monotonic_ms();
	s->base.is_ending = true;
}

/* --- out --- */

static void flush(struct socket *s)
{
	while (waiting(s) > 0) {
		ssize_t wrote = send(s->base.fd, s->out.text + s->sent, waiting(s), MSG_NOSIGNAL | MSG_DONTWAIT);
		if (wrote < 0 && (errno == EAGAIN || errno == EINTR))
			break;
		if (wrote <= 0) {
			drop(s);
			return;
		}
		s->sent += (size_t)wrote;
		s->moved_ms = clock_monotonic_ms();
	}
	if (waiting(s) == 0) {
		str_release(&s->out);
		s->sent = 0;
		s->moved_ms = 0;
	}
}

/* --- in --- */

static void start_work(struct socket *s, const struct websocket_message *m)
{
	str_clear(&s->text);
	str_addn(&s->text, m->bytes ? m->bytes : "", m->len);
	s->text_is_packed = m->is_packed;
	s->base.is_busy = true;
	if (!pool_push(listeners_pool(s->base.all), &s->work.job)) {
		s->base.is_busy = false;
		say_goodbye(s, WEBSOCKET_GOING_AWAY); /* too much to do: the client tries again, or asks by itself */
	}
}

static void take(struct socket *s, const struct websocket_message *m)
{
	switch (m->opcode) {
	case WEBSOCKET_TEXT:
		start_work(s, m);
		break;
	case WEBSOCKET_PING:
		websocket_write(&s->frames, &s->out, &(struct websocket_message){.opcode = WEBSOCKET_PONG, .bytes = m->bytes, .len = m->len});
		break;
	case WEBSOCKET_CLOSE: {
		int code = websocket_close_code(m);
		s->heard_goodbye = true;
		say_goodbye(s, code == WEBSOCKET_PROTOCOL_ERROR ? WEBSOCKET_PROTOCOL_ERROR : WEBSOCKET_NORMAL);
		break;
	}
	case WEBSOCKET_BINARY: /* RFC 8887 section 4.2 */
		say_goodbye(s, WEBSOCKET_UNSUPPORTED);
		break;
	default: /* a pong: that something came is all it says */
		break;
	}
}

/* Messages as they came, while nobody works on one and the answers are taken. After our goodbye only theirs counts. */
static void take_all(struct socket *s)
{
	struct websocket_message m;
	while (!s->base.is_busy && waiting(s) < WAITING_MOST && !s->heard_goodbye) {
		int next = websocket_next(&s->frames, &m);
		if (next == 0)
			return;
		if (next < 0 && s->goodbye_ms)
			s->heard_goodbye = true; /* nothing more can be understood */
		else if (next < 0)
			say_goodbye(s, (enum websocket_code)s->frames.code);
		else if (!s->goodbye_ms || m.opcode == WEBSOCKET_CLOSE)
			take(s, &m);
	}
}

static void receive(struct socket *s)
{
	char bytes[CHUNK];
	for (size_t all = 0; all < READ_MOST && s->base.wants_read;) {
		ssize_t got = recv(s->base.fd, bytes, sizeof bytes, MSG_DONTWAIT);
		if (got < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (got <= 0) {
			drop(s);
			return;
		}
		websocket_feed(&s->frames, bytes, (size_t)got);
		all += (size_t)got;
		s->stretch += got;
		s->heard_ms = clock_monotonic_ms();
		s->is_asked = false;
	}
}

static void ready(struct listener *l, bool readable, bool writable)
{
	struct socket *s = socket_of(l);
	(void)writable; /* tick writes */
	if (readable && l->wants_read)
		receive(s);
	else if (readable)
		drop(s); /* nothing is awaited: that is the end of the line */
}

/* --- what time asks for --- */

/* True if a part of a message has come, and not yet all of it. */
static bool is_coming(const struct socket *s)
{
	return s->frames.opcode != 0 || s->frames.at < s->frames.in.len;
}

/* True if a message is under way that comes too slowly, or an answer that is not taken. */
static bool is_stuck(struct socket *s, int64_t now)
{
	int64_t patience = listeners_patience_ms(s->base.all);
	if (waiting(s) > 0 && s->moved_ms && now - s->moved_ms > patience)
		return true;
	if (!is_coming(s) || s->base.is_busy || waiting(s) > 0) {
		s->stretch_ms = now;
		s->stretch = 0;
	}
	if (now - s->stretch_ms < patience)
		return false;
	bool is_slow = s->stretch < CONNECTIONS_LEAST_RATE * patience / 1000;
	s->stretch_ms = now;
	s->stretch = 0;
	return is_slow;
}

static void ask_whether_there(struct socket *s, int64_t now)
{
	if (s->is_asked || now - s->heard_ms < QUIET_MS)
		return;
	websocket_write(&s->frames, &s->out, &(struct websocket_message){.opcode = WEBSOCKET_PING});
	s->is_asked = true;
}

static bool is_over(struct socket *s, int64_t now)
{
	bool has_said = s->goodbye_ms && waiting(s) == 0;
	return (has_said && (s->heard_goodbye || s->is_stopping)) || (s->goodbye_ms && now - s->goodbye_ms >= GOODBYE_MS) ||
	       now - s->heard_ms >= DEAD_MS || is_stuck(s, now);
}

/* How long nothing need be looked at. */
static int64_t time_left(const struct socket *s, int64_t now)
{
	if (s->goodbye_ms)
		return s->goodbye_ms + GOODBYE_MS - now;
	bool is_under_way = waiting(s) > 0 || is_coming(s);
	int64_t quiet = s->heard_ms + (s->is_asked ? DEAD_MS : QUIET_MS) - now;
	int64_t patience = listeners_patience_ms(s->base.all);
	return is_under_way && patience < quiet ? patience : quiet;
}

static int64_t tick(struct listener *l, int64_t now)
{
	struct socket *s = socket_of(l);
	if (l->fd < 0)
		return -1;
	if (s->ends_with && !l->is_busy)
		say_goodbye(s, s->ends_with);
	take_all(s);
	if (!l->is_busy && waiting(s) == 0 && !s->goodbye_ms)
		socket_tell_news(s);
	ask_whether_there(s, now);
	if (waiting(s) > 0 && s->moved_ms == 0)
		s->moved_ms = now;
	flush(s);
	if (!l->is_gone && is_over(s, now))
		drop(s);
	l->wants_read = !l->is_busy && waiting(s) < WAITING_MOST;
	l->wants_write = waiting(s) > 0;
	return l->is_gone ? 0 : time_left(s, now);
}

/* --- what the loop tells --- */

static void take_news(struct listener *l, struct json *changed)
{
	socket_add_news(socket_of(l), changed);
}

static void end(struct listener *l, enum listener_end why)
{
	struct socket *s = socket_of(l);
	l->is_ending = true;
	s->is_stopping = why != LISTENER_SIGNED_OUT;
	s->ends_with = why == LISTENER_SIGNED_OUT ? WEBSOCKET_POLICY : WEBSOCKET_GOING_AWAY;
}

static void release(struct listener *l)
{
	socket_free(socket_of(l));
}

static const struct listener_kind kind = {.news = take_news, .end = end, .tick = tick, .ready = ready, .free = release};

void socket_init(struct socket *s, struct listeners *all, bool packs)
{
	s->base = (struct listener){.kind = &kind, .all = all, .fd = -1};
	websocket_init(&s->frames, false, packs, JMAP_MAX_SIZE_REQUEST);
}

void socket_attach(struct listener *l, const struct carrier *carrier, int fd, const void *bytes, size_t len)
{
	struct socket *s = socket_of(l);
	listeners_lock(l->all);
	s->carrier = *carrier;
	l->is_held = false;
	if (listeners_is_ending(l->all) || l->is_ending) {
		drop(s);
	} else {
		l->fd = fd;
		s->heard_ms = s->stretch_ms = clock_monotonic_ms();
		websocket_feed(&s->frames, bytes, len);
		l->wants_read = true;
	}
	listeners_unlock(l->all);
	listeners_wake(l->all);
}
