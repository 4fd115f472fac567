/*
 * The gate before http where the portal speaks TLS itself: a thread that takes connections in, runs TLS, and passes what was
 * said on in the open through a socket pair, one end of which http serves like any connection; so one that is upgraded passes as well.
 * What waits in between is bounded: a side that does not take what it gets stops the other.
 */
#ifndef TWINLINE_PORTAL_GATE_H
#define TWINLINE_PORTAL_GATE_H

#include <stdbool.h>
#include <sys/socket.h>

#include "tls.h"

struct gate;

struct gate_options {
	int listen_fd; /* bound and listening; the gate keeps it */
	int most;      /* connections at once; beyond, they wait to be taken in */
	int patience;  /* seconds in which a client must make progress while TLS begins and ends */
	struct tls_server *tls;
	/* Takes the open end of a connection that comes from an address; false closes it. From the gate's thread. */
	bool (*take)(void *context, int fd, const struct sockaddr *from, socklen_t len);
	void *context;
};

/* NULL with e. */
struct gate *gate_start(const struct gate_options *options, struct err *e);

/* Takes no new connection. Those that there are go on. */
void gate_close(struct gate *g);

/* After http has ended: says the rest that it left, waits for that at most a moment, frees g. */
void gate_stop(struct gate *g);

#endif
