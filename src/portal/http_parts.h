/*
 * What the three files of the portal's HTTP share: http.c (connections, beginning and end), http_request.c (what comes in, up to the
 * worker), http_answer.c (what goes out, once or on and on). libmicrohttpd is theirs alone.
 */
#ifndef TWINLINE_PORTAL_HTTP_PARTS_H
#define TWINLINE_PORTAL_HTTP_PARTS_H

#include <microhttpd.h>

#include "coding.h"
#include "connections.h"
#include "http.h"
#include "pool.h"
#include "route.h"

enum { EARLY_BODY = 64 * 1024 /* a larger body is not even read from who is not signed in */ };

/* One request on its way. Touched by the event thread, but between push and resume by the worker alone. */
struct exchange {
	struct job job;
	struct exchange *next, **link;
	struct http *http;
	struct MHD_Connection *mhd;
	struct MHD_UpgradeResponseHandle *upgraded; /* of a WebSocket */
	struct connection *connection;
	const struct route *route; /* NULL: nothing there */
	struct request q;
	struct response x;
	struct spool body;
	char *forwarded;
	uint64_t share; /* whose requests count together: a hash of the token, of the address; 0: nobody counts them */
	int64_t started, sent;
	bool done;       /* x is the answer */
	bool ends;       /* and the connection's last */
	bool dispatched;
	struct coding in, out; /* of the bodies */
	int64_t received;
};

struct http {
	struct portal *portal;
	struct MHD_Daemon *daemon;
	struct gate *gate; /* of those that speak TLS; NULL: none does */
	struct pool *requests, *hashes;
	struct listeners *listeners;
	struct worker *workers;  /* the first one is the event thread's, for looking at tokens */
	int worker_count, patience;
	struct connections connections;
	struct exchange *exchanges; /* the event thread's own */
	pthread_mutex_t lock;
	pthread_cond_t quiet; /* dispatched has come to 0 */
	int dispatched;       /* requests whose answer is not out yet */
};

/* --- http.c --- */
void http_set_phase(struct http *h, struct connection *c, enum phase phase);
struct connection *http_connection_of(struct MHD_Connection *mhd);

/* --- http_request.c --- */
/* A request whose headers are there: looked at, and refused at once where it can be. */
struct exchange *http_exchange_begin(struct http *h, struct MHD_Connection *mhd, const char *verb, const char *path);
/* True if the body is small enough to be read whatever comes of it, which keeps the connection. */
bool http_exchange_is_small(const struct exchange *x);
void http_exchange_take(struct exchange *x, const char *bytes, size_t len);
/* Hands it to a worker; the connection sleeps until x is done. */
void http_exchange_dispatch(struct exchange *x);

/* --- http_answer.c --- */
enum MHD_Result http_exchange_answer(struct exchange *x);
/* It has been answered, or its answer goes on for ever: http_stop does not wait for it any more. */
void http_exchange_let_go(struct exchange *x);

#endif
