/*
 * HTTP/1.1 by hand, so that it can be wrong: whole requests, and bytes of the test's own choosing, cut, trickled or too many.
 */
#ifndef TESTS_LIB_HTTP_CLIENT_H
#define TESTS_LIB_HTTP_CLIENT_H

#include <stdbool.h>
#include <stddef.h>

#include "twinline/base/str.h"

struct tls_client;

struct http_client {
	int fd;
	struct tls_client *tls; /* NULL: in the open */
	struct str in; /* read and not used yet */
};

struct http_answer {
	int status;      /* 0: the line ended before there was one */
	struct str head; /* the status line and the headers */
	struct str body;
};

/* Connects to a Unix socket, or to a port of 127.0.0.1; dies if it cannot. */
void http_client_open(struct http_client *c, const char *socket_path);
void http_client_open_port(struct http_client *c, int port);
/* The same over TLS, with a portal that an authority of the file vouches for; or with the ticket that another connection got. */
void http_client_open_tls(struct http_client *c, int port, const char *authorities);
void http_client_open_tls_again(struct http_client *c, int port, const struct http_client *before);
void http_client_close(struct http_client *c);

/* Sends bytes as they are; false where the other side has gone. */
bool http_client_send(struct http_client *c, const void *bytes, size_t len);

/* Waits for what comes next and adds it to c->in; false at the end of the line or of patience. */
bool http_client_more(struct http_client *c);

/* Reads one answer, at most 20 s; release it. verb HEAD has no body whatever the headers say. */
void http_client_receive(struct http_client *c, const char *verb, struct http_answer *a);

/* Sends a request (headers: lines that end with "\r\n", or NULL; body NULL: none) and reads its answer. */
void http_client_ask(struct http_client *c, const char *verb, const char *path, const char *headers, const void *body,
                     size_t len, struct http_answer *a);

/* True if the other side ends the connection within 20 s; what comes before the end is passed over. */
bool http_client_ended(struct http_client *c);

/* The value of a header, yours, or NULL. */
char *http_answer_header(const struct http_answer *a, const char *name);
void http_answer_release(struct http_answer *a);

#endif
