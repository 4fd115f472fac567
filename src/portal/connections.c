/* Connections, their phases, and the end of those that stand still. */
#include "connections.h"

#include <arpa/inet.h>
#include <stdlib.h>

#include "twinline/base/mem.h"

void connections_init(struct connections *all)
{
	pthread_mutex_init(&all->lock, NULL);
	all->first = NULL;
}

void connections_release(struct connections *all)
{
	pthread_mutex_destroy(&all->lock);
}

static void note_address(struct connection *c, const struct sockaddr *from)
{
	if (from && from->sa_family == AF_INET) {
		const struct in_addr *in = &((const struct sockaddr_in *)from)->sin_addr;
		inet_ntop(AF_INET, in, c->address, sizeof c->address);
		c->trusted = ntohl(in->s_addr) >> 24 == 127;
	} else if (from && from->sa_family == AF_INET6) {
		const struct in6_addr *in = &((const struct sockaddr_in6 *)from)->sin6_addr;
		inet_ntop(AF_INET6, in, c->address, sizeof c->address);
		c->trusted = IN6_IS_ADDR_LOOPBACK(in);
	} else {
		c->trusted = true;
	}
	if (c->trusted)
		c->address[0] = '\0';
}

struct connection *connections_add(struct connections *all, int fd, const struct sockaddr *from, int64_t now_ms)
{
	struct connection *c = xcalloc(1, sizeof *c);
	c->fd = fd;
	c->since = now_ms;
	note_address(c, from);
	pthread_mutex_lock(&all->lock);
	c->next = all->first;
	c->link = &all->first;
	if (c->next)
		c->next->link = &c->next;
	all->first = c;
	pthread_mutex_unlock(&all->lock);
	return c;
}

void connections_remove(struct connections *all, struct connection *c)
{
	pthread_mutex_lock(&all->lock);
	*c->link = c->next;
	if (c->next)
		c->next->link = c->link;
	pthread_mutex_unlock(&all->lock);
	free(c);
}

void connections_phase(struct connections *all, struct connection *c, enum phase phase, int64_t now_ms)
{
	pthread_mutex_lock(&all->lock);
	c->phase = phase;
	c->since = now_ms;
	c->bytes = 0;
	pthread_mutex_unlock(&all->lock);
}

void connections_progress(struct connections *all, struct connection *c, size_t bytes)
{
	pthread_mutex_lock(&all->lock);
	c->bytes += (int64_t)bytes;
	pthread_mutex_unlock(&all->lock);
}

/* Headers have to be there in time; of a body, enough bytes in each stretch of it. */
static bool is_stuck(struct connection *c, int64_t patience_ms, int64_t now_ms)
{
	if (c->phase == PHASE_WORK || c->phase == PHASE_IDLE || now_ms - c->since < patience_ms)
		return false;
	if (c->phase != PHASE_BODY || c->bytes < CONNECTIONS_LEAST_RATE * patience_ms / 1000)
		return true;
	c->since = now_ms;
	c->bytes = 0;
	return false;
}

int connections_watch(struct connections *all, int64_t patience_ms, int64_t now_ms)
{
	int count = 0;
	pthread_mutex_lock(&all->lock);
	for (struct connection *c = all->first; c; c = c->next)
		if (is_stuck(c, patience_ms, now_ms)) {
			shutdown(c->fd, SHUT_RDWR);
			c->phase = PHASE_IDLE;
			count++;
		}
	pthread_mutex_unlock(&all->lock);
	return count;
}
