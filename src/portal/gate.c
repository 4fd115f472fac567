/* The gate: one epoll thread, two descriptors a connection. */
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "gate_parts.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"

enum {
	EVENTS = 64,
	STOP_MS = 2000,
	GREETING_PATIENCES = 3, /* that a handshake may take in all, however steadily it creeps on */
	RETRY_MS = 1000 /* until connections are taken in again where there was no room for a descriptor */
};

/* --- taking in --- */

static void take_in(struct gate *g)
{
	while (g->count < g->o.most) {
		struct sockaddr_storage from;
		socklen_t len = sizeof from;
		int fd = accept4(g->door.fd, (struct sockaddr *)&from, &len, SOCK_CLOEXEC | SOCK_NONBLOCK);
		if (fd >= 0) {
			gate_link_add(g, fd, &from, len);
			continue;
		}
		if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
			g->full_ms = clock_monotonic_ms();
		if (errno != ECONNABORTED && errno != EINTR)
			return;
	}
}

/* A handshake is short on the slowest line: one that only creeps on is there to keep others out. How many. */
static int drop_creeping(struct gate *g)
{
	int64_t oldest = clock_monotonic_ms() - (int64_t)g->o.patience * 1000 * GREETING_PATIENCES;
	int count = 0;
	for (struct link *l = g->links, *next; l; l = next) {
		next = l->next;
		if (l->stage != STAGE_GREETING || l->begun_ms > oldest)
			continue;
		gate_link_drop(g, l);
		count++;
	}
	return count;
}

/* Cuts off who has made no progress; what it takes to see it is done once a tick, for nothing wakes us while a line stands still. */
static void look_for_progress(struct gate *g)
{
	for (struct link *l = g->links; l; l = l->next)
		if (l->watched) {
			int64_t now = gate_link_arrived(l);
			connections_progress(&g->watched, l->watched, (size_t)(now > l->moved ? now - l->moved : 0));
			l->moved = now;
		}
	int count = drop_creeping(g) + connections_watch(&g->watched, (int64_t)g->o.patience * 1000, clock_monotonic_ms());
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
			gate_link_drop(g, l);
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
		gate_wait_for(g, &g->door, !closes && !g->full_ms && g->count < g->o.most ? EPOLLIN : 0);
		int count = epoll_wait(g->epoll, events, EVENTS, ends ? STOP_MS / 20 : g->watched.first || g->full_ms ? tick_ms : -1);
		for (int i = 0; i < count; i++) {
			struct end *end = events[i].data.ptr;
			if (end->of)
				gate_link_run(g, end->of);
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
			gate_close_end(g, &g->door);
		if (ends && until == INT64_MAX)
			until = clock_monotonic_ms() + STOP_MS;
		if (ends)
			drop_unheard(g);
		gate_free_gone(g);
	}
	return NULL;
}

/* --- beginning and end --- */

static void release(struct gate *g)
{
	while (g->links)
		gate_link_drop(g, g->links);
	gate_free_gone(g);
	gate_close_end(g, &g->door);
	gate_close_end(g, &g->orders);
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
		gate_wait_for(g, &g->orders, EPOLLIN);
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
