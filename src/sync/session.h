/*
 * The engine's side of TLS, over OpenSSL, which session.c alone knows: tickets that outlive the engine, authorities beside the
 * computer's own, and what is wrong with a certificate. A ticket serves for one handshake, with the portal and the authorities that
 * it was given under, and lies in a file of the engine's own (0600), never in a log.
 */
#ifndef TWINLINE_SYNC_SESSION_H
#define TWINLINE_SYNC_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "twinline/base/err.h"

struct session;

/* file: where the ticket is kept; NULL: in memory alone. Free with session_free. */
struct session *session_new(const char *file);
/* For another line at the same time: the same ticket, a wish of its own. Ends with the first. */
struct session *session_beside(struct session *first);
/* After all connections of it and of those beside it. */
void session_free(struct session *first);

/* What the next connection is for. */
struct session_wish {
	const char *host;        /* "portal.example:443": as in struct address */
	const char *authorities; /* a file (PEM) of more authorities to trust; NULL: none */
	bool is_fresh;           /* with a full handshake, which shows the certificate; its ticket is not kept */
	bool any_time;           /* a certificate that is out of date passes; for who says nothing but "what time is it" */
};

/* Reads what is kept, if it fits; a file that is damaged or somebody else's is none. Copies the wish. */
void session_begin(struct session *s, const struct session_wish *wish);

/* Makes an SSL_CTX of a connection ready for the wish. 0, or -1 where the file of authorities is none: session_cause says so. */
int session_prepare(struct session *s, void *ssl_context);

/* Why the last handshake failed, as far as the certificate is the cause; ERR_OK: it is not. Borrowed until session_begin. */
const struct err *session_cause(const struct session *s);

/* Whom the certificate of the last full handshake is for ("portal.example"), NULL: not known. Borrowed as above. */
const char *session_names(const struct session *s);

#endif
