/*
 * HTTP over libcurl, which the three files that share http_parts.h alone know: one kept connection to one portal, one transfer at a
 * time, moved by the engine's loop. Redirects are not followed: a token goes to the host it came from, and a redirect in place of an
 * answer is a sign-in page of the network.
 */
#ifndef TWINLINE_SYNC_HTTP_H
#define TWINLINE_SYNC_HTTP_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "address.h"
#include "twinline/base/err.h"
#include "twinline/base/str.h"

enum { HTTP_ANSWER_MAX = 8 * 1000 * 1000 };

struct http_client;

struct http_request {
	const struct address *address;
	const char *method;            /* "GET", "POST", "DELETE" */
	const char *url;
	const char *token;             /* NULL: without Authorization */
	const char *body;              /* JSON; NULL: none */
	size_t body_len;
	struct str *bytes;             /* in place of body, and taken: of a media type */
	const char *type;
	const char *digest;            /* of bytes: Content-Digest; NULL: none */
	int64_t from, to;              /* the bytes wanted of what is there, the last one too; to 0: all */
	const char *coding;            /* of body, where it pays, and of the answer; NULL: nothing is packed, either way */
	size_t answer_max;             /* bytes; 0: HTTP_ANSWER_MAX */
	bool certificate;              /* over a new connection, and tell whose certificate it stands on */
	bool any_time;                 /* over a connection of its own, where a certificate out of date passes; never with a token */
	int patience;                  /* seconds; 0: that of the client */
	const char *last_event;        /* Last-Event-ID; NULL: none */
	/* Of a body that comes for hours: what is there of it goes here, and silence is the caller's to judge. NULL: it is gathered. */
	void (*take)(void *context, const char *bytes, size_t len);
	void *context;
	bool is_line;                  /* connects and asks nothing: what goes over it then is the caller's */
}; /* all but bytes is copied by http_client_start */

struct http_answer {
	struct err cause;     /* no error: an HTTP answer came, with any status */
	int status;
	bool is_json, is_bytes; /* by its Content-Type: application/json, application/octet-stream */
	int64_t retry_after;  /* seconds; -1: not said */
	struct str body;      /* unpacked */
	char *coding;         /* that it came in; NULL: none */
	char *accepts;        /* Accept-Encoding, of a 415 */
	char *digest;         /* Content-Digest, or NULL */
	int64_t from;         /* of a part (206): its place in the whole; -1: not said */
	char *issuer;         /* where the certificate was asked for and there is one: who vouches for it, and until when */
	int64_t valid_until;
	int64_t date;         /* by the clock of who answers, in seconds since 1970; 0: not said */
	char *leads_to;       /* where a redirect leads, fit to be shown; NULL: it is none */
	bool surely_not_sent; /* no byte of the request left */
	bool went_before;     /* the same request went another way before: whatever is answered now, it may have been done then */
	int64_t up, down;     /* bytes with headers; not those of TLS and below */
	int64_t took_ms, connect_ms; /* from beginning to end, and what of it went by until the request could be sent */
};
void http_answer_release(struct http_answer *a);

struct http_client_options {
	int patience;            /* seconds without a byte after which a portal counts as not answering */
	const char *ticket;      /* the file of session.h; NULL: in memory alone */
	const char *proxy_login; /* the file of way.h; NULL: none */
};

/* Free with http_client_free. */
struct http_client *http_client_new(const struct http_client_options *options);
void http_client_free(struct http_client *h);

/*
 * A client beside another one, for a transfer at the same time: they share what is known of the way and are waited for together, by
 * the first. Freed before it.
 */
struct http_client *http_client_beside(struct http_client *first);

/* Another patience, for the transfers to come and the one that runs. */
void http_client_patience(struct http_client *h, int patience);

/* Starts a transfer; none may be running. */
void http_client_start(struct http_client *h, const struct http_request *r);

/* Bytes of the answer so far, for progress; and what the running transfer has cost, with headers. */
int64_t http_client_received(const struct http_client *h);
void http_client_cost(const struct http_client *h, int64_t *up, int64_t *down);

/*
 * Of a line that has been opened (is_line, and an answer without a cause): its descriptor, and bytes sent and received without
 * waiting. How many; 0: none just now; -1: the line has ended. http_client_cancel closes it.
 */
int http_client_fd(const struct http_client *h);
ssize_t http_client_send(struct http_client *h, const void *bytes, size_t len);
ssize_t http_client_receive(struct http_client *h, void *bytes, size_t max);

/* Ends the running transfer without an answer; its connection is closed. */
void http_client_cancel(struct http_client *h);

/* Waits at most timeout_ms (-1: for ever) for fds (POLLIN, POLLOUT) or a transfer and moves it. Sets revents. */
void http_client_wait(struct http_client *h, struct pollfd *fds, unsigned count, int timeout_ms);

/* True once when the transfer is over: fills a, which the caller releases. */
bool http_client_is_done(struct http_client *h, struct http_answer *a);

#endif
