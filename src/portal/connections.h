/*
 * Connections and how far each has come: who is only slow keeps the line, who makes no progress loses it. Knows no HTTP
 * library; from any thread.
 */
#ifndef TWINLINE_PORTAL_CONNECTIONS_H
#define TWINLINE_PORTAL_CONNECTIONS_H

#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/* Fresh and header: until the headers are there. Body: bytes must keep coming. Work and idle: nobody is waited for. */
enum phase { PHASE_FRESH, PHASE_HEADER, PHASE_BODY, PHASE_WORK, PHASE_IDLE };

enum { CONNECTIONS_LEAST_RATE = 10 }; /* bytes a second of a body: an honest 300-baud line has 30 */

struct connection {
	struct connection *next, **link;
	int fd;
	enum phase phase;
	int64_t since; /* milliseconds: of the phase, or of the last progress */
	int64_t bytes; /* of the body since then */
	char address[INET6_ADDRSTRLEN]; /* "" for a trusted one */
	bool trusted;  /* a Unix socket or this computer: what it says of X-Forwarded-For counts */
};

struct connections {
	pthread_mutex_t lock;
	struct connection *first;
};

void connections_init(struct connections *all);
void connections_release(struct connections *all); /* when none is left */

/* A fresh connection on fd from an address; NULL address: unknown. Ends with connections_remove, which frees it and leaves fd alone. */
struct connection *connections_add(struct connections *all, int fd, const struct sockaddr *from, int64_t now_ms);
void connections_remove(struct connections *all, struct connection *c);

/* Begins a phase; notes bytes of a body. */
void connections_phase(struct connections *all, struct connection *c, enum phase phase, int64_t now_ms);
void connections_progress(struct connections *all, struct connection *c, size_t bytes);

/* Shuts down every connection that made too little progress within patience_ms. How many. */
int connections_watch(struct connections *all, int64_t patience_ms, int64_t now_ms);

#endif
