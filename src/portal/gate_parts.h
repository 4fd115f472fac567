/* What the two files of the gate share: gate.c (the thread, and who is let in) and gate_link.c (one connection). */
#ifndef TWINLINE_PORTAL_GATE_PARTS_H
#define TWINLINE_PORTAL_GATE_PARTS_H

#include <pthread.h>
#include <sys/socket.h>

#include "connections.h"
#include "gate.h"
#include "twinline/base/str.h"

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
	int64_t begun_ms;           /* when it was taken in */
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

/* Waits for other events of an end, 0: for none; closes it. */
void gate_wait_for(struct gate *g, struct end *end, unsigned what);
void gate_close_end(struct gate *g, struct end *end);

/* A connection that has come; what its events ask for; its end. It stays in memory until gate_free_gone, for events that are still told. */
void gate_link_add(struct gate *g, int fd, const struct sockaddr_storage *from, socklen_t len);
void gate_link_run(struct gate *g, struct link *l);
void gate_link_drop(struct gate *g, struct link *l);
void gate_free_gone(struct gate *g);

/* Bytes that have come, and bytes that have arrived at the client: what the kernel still holds is no progress. */
int64_t gate_link_arrived(const struct link *l);

#endif
