/* The gate: one epoll thread, two descriptors a connection, a record of room each way. */
#include "gate.h"

#include <errno.h>
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "connections.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum {
	EVENTS = 64,
	PLAIN_ROOM = 64 * 1024,   /* what http may write ahead of a client */
	UNSENT_ROOM = 16 * 1024,  /* what the kernel may hold of it that is not on the line yet */
	HELLO_MOST = 64 * 1024,   /* bytes of a handshake, both ways: no honest one has a third of it */
	STOP_MS = 2000,
	RETRY_MS = 1000,          /* until connections are taken in again where there was no room for a descriptor */
	BACKLOG_LINGER = 64 * 1024 /* bytes that a client may still send after the end, before they are not even read */
};

/* One end that epoll knows; `of` is NULL for the gate's own. */
struct end {
	struct link *of;
	int fd;
	unsigned waits; /* for what epoll wakes us: 0: it does not know the descriptor */
};

/* Greeting: TLS begins. Open: both ways. Closing: all is said, and what the client still sends is thrown away until it ends. */
enum stage { STAGE_GREETING, STAGE_OPEN, STAGE_CLOSING };

struct link {
	struct link *next, **back;
	struct end client, plain; /* plain.fd -1 until TLS stands */
	struct tls *tls;
	struct connection *watched; /* while the client is waited for: until TLS stands, and from the end of http's on */
	enum stage stage;
	int64_t moved;              /* what had arrived, both ways, when that was looked at last */
	struct str up, down;        /* what the other side has not taken yet, a record at most */
	bool up_ended, down_ended;  /* nothing more comes from there */
	bool reads_want_write, end_wants_write;
	int64_t discarded;
	struct sockaddr_storage from;
	socklen_t from_len;
};

struct gate {
	struct gate_options o;
	pthread_t thread;
	int epoll;
	struct end door, orders; /* orders: an eventfd that tells the thread of the two below */
	pthread_mutex_t lock;
	bool closes, ends;
	struct link *links, *gone; /* gone: freed when no event of theirs can be left */
	int count;
	int64_t full_ms;           /* since when there is no descriptor for more; 0: there is */
	struct connections watched;
	char record[TLS_RECORD];
};

/* --- what is waited for --- */

static void wait_for(struct gate *g, struct end *end, unsigned what)
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

static void close_end(struct gate *g, struct end *end)
{
	wait_for(g, end, 0);
	if (end->fd >= 0)
		close(end->fd);
	end->fd = -1;
}

/* Bytes that have come, and bytes that have arrived at the client: what the kernel still holds is no progress. */
static int64_t arrived(const struct link *l)
{
	int held = 0;
	ioctl(l->client.fd, SIOCOUTQ, &held);
	return tls_moved(l->tls) - held;
}

static void watch(struct gate *g, struct link *l)
{
	l->watched = connections_add(&g->watched, l->client.fd, NULL, clock_monotonic_ms());
	connections_phase(&g->watched, l->watched, PHASE_BODY, clock_monotonic_ms());
	l->moved = arrived(l);
}

static void unwatch(struct gate *g, struct link *l)
{
	if (l->watched)
		connections_remove(&g->watched, l->watched);
	l->watched = NULL;
}

static void drop(struct gate *g, struct link *l)
{
	unwatch(g, l);
	close_end(g, &l->plain);
	close_end(g, &l->client);
	*l->back = l->next;
	if (l->next)
		l->next->back = l->back;
	l->next = g->gone;
	g->gone = l;
	g->count--;
}

static void free_gone(struct gate *g)
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
	wait_for(g, &l->client, client);
	wait_for(g, &l->plain, plain);
}

/* All is said: the client hears so, and has time to end by itself; closed at once, it might lose what is still on the line to it. */
static void begin_end(struct gate *g, struct link *l)
{
	l->end_wants_write = tls_say_end(l->tls) == TLS_WANTS_WRITE;
	if (l->end_wants_write)
		return;
	shutdown(l->client.fd, SHUT_WR);
	close_end(g, &l->plain);
	l->stage = STAGE_CLOSING;
}

static void read_to_the_end(struct gate *g, struct link *l)
{
	ssize_t got = recv(l->client.fd, g->record, sizeof g->record, 0);
	if (got > 0)
		l->discarded += got;
	if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR) || l->discarded > BACKLOG_LINGER)
		drop(g, l);
	else
		expect(g, l, TLS_DONE);
}

static void open_way(struct gate *g, struct link *l)
{
	int pair[2], room = PLAIN_ROOM;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) < 0) {
		drop(g, l);
		return;
	}
	setsockopt(pair[1], SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	unwatch(g, l);
	l->plain = (struct end){.of = l, .fd = pair[0]};
	l->stage = STAGE_OPEN;
	if (g->o.take(g->o.context, pair[1], (const struct sockaddr *)&l->from, l->from_len))
		expect(g, l, TLS_DONE);
	else
		drop(g, l);
}

static void shake_hands(struct gate *g, struct link *l)
{
	enum tls_step step = tls_shake_hands(l->tls);
	if (step == TLS_DONE)
		open_way(g, l);
	else if ((step == TLS_WANTS_READ || step == TLS_WANTS_WRITE) && tls_moved(l->tls) < HELLO_MOST)
		expect(g, l, step);
	else
		drop(g, l);
}

static void move(struct gate *g, struct link *l)
{
	enum tls_step up = move_up(g, l), down = up == TLS_BROKEN ? TLS_BROKEN : move_down(g, l);
	if (down == TLS_BROKEN) {
		drop(g, l);
		return;
	}
	if (l->down_ended && !l->watched)
		watch(g, l); /* http has done its part and watches it no more */
	if (l->down_ended && l->down.len == 0)
		begin_end(g, l);
	expect(g, l, TLS_DONE);
}

static void run_link(struct gate *g, struct link *l)
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

/* --- taking in --- */

static void add(struct gate *g, int fd, const struct sockaddr_storage *from, socklen_t len)
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
	l->next = g->links;
	l->back = &g->links;
	if (l->next)
		l->next->back = &l->next;
	g->links = l;
	g->count++;
	watch(g, l);
	expect(g, l, TLS_WANTS_READ);
}

static void take_in(struct gate *g)
{
	while (g->count < g->o.most) {
		struct sockaddr_storage from;
		socklen_t len = sizeof from;
		int fd = accept4(g->door.fd, (struct sockaddr *)&from, &len, SOCK_CLOEXEC | SOCK_NONBLOCK);
		if (fd >= 0) {
			add(g, fd, &from, len);
			continue;
		}
		if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
			g->full_ms = clock_monotonic_ms();
		if (errno != ECONNABORTED && errno != EINTR)
			return;
	}
}

/* Cuts off who has made no progress; what it takes to see it is done once a tick, for nothing wakes us while a line stands still. */
static void look_for_progress(struct gate *g)
{
	for (struct link *l = g->links; l; l = l->next)
		if (l->watched) {
			int64_t now = arrived(l);
			connections_progress(&g->watched, l->watched, (size_t)(now > l->moved ? now - l->moved : 0));
			l->moved = now;
		}
	int count = connections_watch(&g->watched, (int64_t)g->o.patience * 1000, clock_monotonic_ms());
	if (count)
		log_info("tls", "%d cut off without progress", count);
	if (g->full_ms && clock_monotonic_ms() - g->full_ms > RETRY_MS)
		g->full_ms = 0;
}

static void obey(struct gate *g, bool *closes, bool *ends)
{
	eventfd_t orders;
	eventfd_read(g->orders.fd, &orders);
	pthread_mutex_lock(&g->lock);
	*closes = g->closes;
	*ends = g->ends;
	pthread_mutex_unlock(&g->lock);
}

/* Who never got as far as http has nothing to be told. */
static void drop_unheard(struct gate *g)
{
	for (struct link *l = g->links, *next; l; l = next) {
		next = l->next;
		if (l->stage != STAGE_OPEN)
			drop(g, l);
	}
}

static void *run(void *context)
{
	struct gate *g = context;
	struct epoll_event events[EVENTS];
	bool closes = false, ends = false;
	int64_t until = INT64_MAX, looked = 0;
	int tick_ms = g->o.patience > 4 ? 2000 : 250;
	while (!ends || (g->links && clock_monotonic_ms() < until)) {
		wait_for(g, &g->door, !closes && !g->full_ms && g->count < g->o.most ? EPOLLIN : 0);
		int count = epoll_wait(g->epoll, events, EVENTS, ends ? STOP_MS / 20 : g->watched.first || g->full_ms ? tick_ms : -1);
		for (int i = 0; i < count; i++) {
			struct end *end = events[i].data.ptr;
			if (end->of)
				run_link(g, end->of);
			else if (end == &g->door)
				take_in(g);
			else
				obey(g, &closes, &ends);
		}
		if (clock_monotonic_ms() - looked >= tick_ms) {
			looked = clock_monotonic_ms();
			look_for_progress(g);
		}
		if (closes && g->door.fd >= 0)
			close_end(g, &g->door);
		if (ends && until == INT64_MAX)
			until = clock_monotonic_ms() + STOP_MS;
		if (ends)
			drop_unheard(g);
		free_gone(g);
	}
	return NULL;
}

/* --- beginning and end --- */

static void release(struct gate *g)
{
	while (g->links)
		drop(g, g->links);
	free_gone(g);
	close_end(g, &g->door);
	close_end(g, &g->orders);
	close(g->epoll);
	connections_release(&g->watched);
	pthread_mutex_destroy(&g->lock);
	free(g);
}

struct gate *gate_start(const struct gate_options *options, struct err *e)
{
	struct gate *g = xcalloc(1, sizeof *g);
	g->o = *options;
	g->door = (struct end){.fd = options->listen_fd};
	g->orders = (struct end){.fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
	g->epoll = epoll_create1(EPOLL_CLOEXEC);
	connections_init(&g->watched);
	pthread_mutex_init(&g->lock, NULL);
	if (g->epoll >= 0 && g->orders.fd >= 0) {
		wait_for(g, &g->orders, EPOLLIN);
		errno = pthread_create(&g->thread, NULL, run, g);
		if (errno == 0)
			return g;
	}
	err_errno(e, ERR_FILE, "socket");
	release(g);
	return NULL;
}

static void order(struct gate *g, bool ends)
{
	pthread_mutex_lock(&g->lock);
	g->closes = true;
	g->ends = ends;
	pthread_mutex_unlock(&g->lock);
	eventfd_write(g->orders.fd, 1);
}

void gate_close(struct gate *g)
{
	order(g, false);
}

void gate_stop(struct gate *g)
{
	order(g, true);
	pthread_join(g->thread, NULL);
	release(g);
}
