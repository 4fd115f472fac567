/* One connection through the gate: TLS begins, both ways are open, all is said; a record of room each way. */
#include <errno.h>
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "gate_parts.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

enum {
	PLAIN_ROOM = 64 * 1024,  /* what http may write ahead of a client */
	UNSENT_ROOM = 16 * 1024, /* what the kernel may hold of it that is not on the line yet */
	HELLO_MOST = 64 * 1024,  /* bytes of a handshake, both ways: no honest one has a third of it */
	LINGER_MOST = 64 * 1024  /* bytes that a client may still send after the end, before they are not even read */
};

/* --- what is waited for --- */

void gate_wait_for(struct gate *g, struct end *end, unsigned what)
{
	struct epoll_event event = {.events = what, .data.ptr = end};
	if (what == end->waits || end->fd < 0)
		return;
	/* A hang-up is told whether or not it is asked for: who waits for nothing is not there at all. */
	int how = what == 0 ? EPOLL_CTL_DEL : end->waits == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
	if (epoll_ctl(g->epoll, how, end->fd, &event) < 0)
		bug("epoll_ctl: %s", strerror(errno));
	end->waits = what;
}

void gate_close_end(struct gate *g, struct end *end)
{
	gate_wait_for(g, end, 0);
	if (end->fd >= 0)
		close(end->fd);
	end->fd = -1;
}

int64_t gate_link_arrived(const struct link *l)
{
	int held = 0;
	ioctl(l->client.fd, SIOCOUTQ, &held);
	return tls_moved(l->tls) - held;
}

static void watch(struct gate *g, struct link *l)
{
	l->watched = connections_add(&g->watched, l->client.fd, NULL, clock_monotonic_ms());
	connections_phase(&g->watched, l->watched, PHASE_BODY, clock_monotonic_ms());
	l->moved = gate_link_arrived(l);
}

static void unwatch(struct gate *g, struct link *l)
{
	if (l->watched)
		connections_remove(&g->watched, l->watched);
	l->watched = NULL;
}

void gate_link_drop(struct gate *g, struct link *l)
{
	unwatch(g, l);
	gate_close_end(g, &l->plain);
	gate_close_end(g, &l->client);
	*l->back = l->next;
	if (l->next)
		l->next->back = l->back;
	l->next = g->gone;
	g->gone = l;
	g->count--;
}

void gate_free_gone(struct gate *g)
{
	for (struct link *l; (l = g->gone);) {
		g->gone = l->next;
		tls_free(l->tls);
		str_release(&l->up);
		str_release(&l->down);
		free(l);
	}
}

/* --- both ways --- */

/* Writes what waits to http; false if http has gone. */
static bool flush_up(struct link *l)
{
	ssize_t wrote = l->up.len ? send(l->plain.fd, l->up.text, l->up.len, MSG_NOSIGNAL) : 0;
	if (wrote < 0 && errno != EAGAIN && errno != EINTR)
		return false;
	if (wrote > 0)
		str_delete(&l->up, 0, (size_t)wrote);
	return true;
}

/* From the client to http. */
static enum tls_step move_up(struct gate *g, struct link *l)
{
	size_t got;
	if (!flush_up(l)) {
		l->up_ended = true; /* what it still says is for nobody; the answer may be on its way all the same */
		str_release(&l->up);
	}
	if (l->up_ended || l->up.len > 0)
		return TLS_DONE;
	enum tls_step step = tls_read(l->tls, g->record, sizeof g->record, &got);
	l->reads_want_write = step == TLS_WANTS_WRITE;
	if (step == TLS_DONE) {
		str_addn(&l->up, g->record, got);
		flush_up(l);
	} else if (step == TLS_ENDED) {
		l->up_ended = true;
		shutdown(l->plain.fd, SHUT_WR);
	}
	return step;
}

/* Says bytes, or what waits, to the client; what it does not take at once waits. */
static enum tls_step say(struct link *l, const char *bytes, size_t len)
{
	size_t said;
	bool waited = l->down.len > 0;
	enum tls_step step = waited ? tls_write(l->tls, l->down.text, l->down.len, &said) : tls_write(l->tls, bytes, len, &said);
	if (waited && said > 0)
		str_delete(&l->down, 0, said);
	else if (!waited && said < len)
		str_addn(&l->down, bytes + said, len - said);
	return step;
}

/* From http to the client. */
static enum tls_step move_down(struct gate *g, struct link *l)
{
	if (l->down.len > 0) {
		enum tls_step step = say(l, NULL, 0);
		if (step == TLS_BROKEN || l->down.len > 0)
			return step;
	}
	if (l->down_ended)
		return TLS_DONE;
	ssize_t got = recv(l->plain.fd, g->record, sizeof g->record, 0);
	if (got > 0)
		return say(l, g->record, (size_t)got);
	l->down_ended = got == 0 || (errno != EAGAIN && errno != EINTR);
	return TLS_DONE;
}

/* --- the life of a connection --- */

static bool says(const struct link *l)
{
	return l->down.len > 0 || l->reads_want_write || l->end_wants_write;
}

static void expect(struct gate *g, struct link *l, enum tls_step step)
{
	unsigned client = 0, plain = 0;
	if (l->stage == STAGE_GREETING)
		client = step == TLS_WANTS_WRITE ? EPOLLOUT : EPOLLIN;
	else if (l->stage == STAGE_CLOSING)
		client = EPOLLIN;
	else {
		client = (!l->up_ended && l->up.len == 0 ? EPOLLIN : 0u) | (says(l) ? EPOLLOUT : 0u);
		plain = (!l->down_ended && l->down.len == 0 ? EPOLLIN : 0u) | (l->up.len > 0 ? EPOLLOUT : 0u);
	}
	gate_wait_for(g, &l->client, client);
	gate_wait_for(g, &l->plain, plain);
}

/* All is said: the client hears so, and has time to end by itself; closed at once, it might lose what is still on the line to it. */
static void begin_end(struct gate *g, struct link *l)
{
	l->end_wants_write = tls_say_end(l->tls) == TLS_WANTS_WRITE;
	if (l->end_wants_write)
		return;
	shutdown(l->client.fd, SHUT_WR);
	gate_close_end(g, &l->plain);
	l->stage = STAGE_CLOSING;
}

static void read_to_the_end(struct gate *g, struct link *l)
{
	ssize_t got = recv(l->client.fd, g->record, sizeof g->record, 0);
	if (got > 0)
		l->discarded += got;
	if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR) || l->discarded > LINGER_MOST)
		gate_link_drop(g, l);
	else
		expect(g, l, TLS_DONE);
}

static void open_way(struct gate *g, struct link *l)
{
	int pair[2], room = PLAIN_ROOM;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) < 0) {
		gate_link_drop(g, l);
		return;
	}
	setsockopt(pair[1], SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	unwatch(g, l);
	l->plain = (struct end){.of = l, .fd = pair[0]};
	l->stage = STAGE_OPEN;
	if (g->o.take(g->o.context, pair[1], (const struct sockaddr *)&l->from, l->from_len))
		expect(g, l, TLS_DONE);
	else
		gate_link_drop(g, l);
}

static void shake_hands(struct gate *g, struct link *l)
{
	enum tls_step step = tls_shake_hands(l->tls);
	if (step == TLS_DONE)
		open_way(g, l);
	else if ((step == TLS_WANTS_READ || step == TLS_WANTS_WRITE) && tls_moved(l->tls) < HELLO_MOST)
		expect(g, l, step);
	else
		gate_link_drop(g, l);
}

static void move(struct gate *g, struct link *l)
{
	enum tls_step up = move_up(g, l), down = up == TLS_BROKEN ? TLS_BROKEN : move_down(g, l);
	if (down == TLS_BROKEN) {
		gate_link_drop(g, l);
		return;
	}
	if (l->down_ended && !l->watched)
		watch(g, l); /* http has done its part and watches it no more */
	if (l->down_ended && l->down.len == 0)
		begin_end(g, l);
	expect(g, l, TLS_DONE);
}

void gate_link_run(struct gate *g, struct link *l)
{
	if (l->client.fd < 0)
		return; /* it went with an earlier event */
	if (l->stage == STAGE_GREETING)
		shake_hands(g, l);
	else if (l->stage == STAGE_OPEN)
		move(g, l);
	else
		read_to_the_end(g, l);
}

void gate_link_add(struct gate *g, int fd, const struct sockaddr_storage *from, socklen_t len)
{
	struct link *l = xcalloc(1, sizeof *l);
	int on = 1, unsent = UNSENT_ROOM;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
	l->client = (struct end){.of = l, .fd = fd};
	l->plain = (struct end){.of = l, .fd = -1};
	l->from = *from;
	l->from_len = len;
	l->tls = tls_new(g->o.tls, fd);
	l->begun_ms = clock_monotonic_ms();
	l->next = g->links;
	l->back = &g->links;
	if (l->next)
		l->next->back = &l->next;
	g->links = l;
	g->count++;
	watch(g, l);
	expect(g, l, TLS_WANTS_READ);
}
