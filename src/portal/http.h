/*
 * HTTP/1.1 over libmicrohttpd, which the files that share http_parts.h alone know: one event thread that reads and writes, a pool of workers for
 * requests and another for passwords. TLS is the gate's business (gate.h), or that of a proxy in front.
 */
#ifndef TWINLINE_PORTAL_HTTP_H
#define TWINLINE_PORTAL_HTTP_H

#include "portal.h"
#include "tls.h"

struct http;

struct http_options {
	int listen_fd;     /* bound and listening, in the open; http keeps it; -1: none */
	int tls_fd;        /* the same for the gate; only with tls */
	int patience;      /* seconds in which a sender must make progress */
	int hashers;       /* threads for passwords: as many as cores */
	int workers;       /* threads for everything else */
	struct tls_server *tls; /* NULL: none */
};

/* Serves p until http_stop. NULL with e. */
struct http *http_start(struct portal *p, const struct http_options *options, struct err *e);

/* Cuts off who sends too slowly; to be called every second or so. */
void http_watch(struct http *h);

/* Takes no new connection, finishes what was asked, answers it, closes. */
void http_stop(struct http *h);

/* --- where to listen (listen.c) --- */

/*
 * Listens on a Unix socket that only its owner can open; a stale one is taken away, one that answers is ERR_LOCKED. Or on
 * ADDRESS:PORT ("127.0.0.1:8080", "[::1]:0"; port 0: any free one). Returns the descriptor or -1; *shown says where, with the scheme ("http://127.0.0.1:43211"), yours.
 */
int listen_unix(const char *path, char **shown, struct err *e);
int listen_tcp(const char *address, const char *scheme, char **shown, struct err *e);

#endif
