/*
 * One request and its answer as the portal's resources see them: no HTTP library, no socket. http.c carries them,
 * and whatever comes beside it (WebSocket, a packet on a stick, a test) can drive the same door.
 */
#ifndef TWINLINE_PORTAL_EXCHANGE_H
#define TWINLINE_PORTAL_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "spool.h"
#include "twinline/base/json.h"
#include "twinline/base/str.h"

enum { REQUEST_SEGMENTS = 3, RESPONSE_HEADERS = 6 };

struct listener;
struct worker;

struct request {
	const char *token;        /* of "Authorization: Bearer", or NULL; borrowed */
	bool anonymous;           /* no "Authorization" at all: a guest, where there may be guests */
	const char *content_type; /* or NULL; borrowed */
	const char *accept;       /* ?accept= of a download, or NULL; borrowed */
	const char *languages;    /* Accept-Language, or NULL; borrowed */
	const char *range;        /* Range, or NULL; borrowed */
	const char *digest;       /* Content-Digest (RFC 9530), or NULL; borrowed */
	struct { const char *types, *close_after, *ping, *last; } events; /* of an event stream: its arguments, Last-Event-ID; borrowed */
	struct { const char *upgrade, *connection, *version, *key, *protocols, *extensions; } socket; /* of a WebSocket: headers; borrowed */
	bool is_head;             /* HEAD: the response is not looked at */
	const char *address;      /* who asks, for the slow-down alone; "" where nothing is known; borrowed */
	char *segments[REQUEST_SEGMENTS]; /* what stood for the path's {}; NULL where there is none; owned */
	const void *body;         /* borrowed */
	size_t len;               /* bytes of it */
};

struct response_header { const char *name; char *value; }; /* value owned */

struct response {
	int status;
	char *type;        /* media type; NULL: no body */
	struct spool body;
	struct response_header headers[RESPONSE_HEADERS];
	int header_count;
	bool compressible;
	bool lasts;        /* the same for everybody and for ever: caches may keep it */
	struct listener *listener; /* goes on with the connection, as event stream or WebSocket; NULL: none does */
	struct str note;   /* what the log line says of it: method names, never content */
	/* Runs where the connection ended before all of the answer was handed over; NULL: then nothing is to be done. */
	void (*cut)(struct worker *w, int64_t what);
	int64_t cut_what;  /* for it */
};

void request_release(struct request *r);
void response_init(struct response *r, const char *spool_dir);
void response_release(struct response *r);

/* Adds a header; value is copied. */
void response_header(struct response *r, const char *name, const char *value);

/* Answers with a JSON document, which it frees. */
void response_json(struct response *r, int status, struct json *document_taken);

/* Answers 200 with bytes of a media type. */
void response_bytes(struct response *r, const char *type, const void *bytes, size_t len);

/* Answers with e as problem JSON (RFC 7807), with the headers that belong to it (WWW-Authenticate, Retry-After). */
void response_problem(struct response *r, const struct err *e);

/* The same with "error" in another form than json_from_err's: that of a SetError. */
void response_problem_as(struct response *r, const struct err *e, struct json *error_taken);

/* Leaves out what the body is, for who knows. */
void response_untyped(struct response *r);

/* Such a problem document, yours, and its status. */
struct json *response_problem_json(const struct err *e, int *status);

/* Answers with what goes on: an event stream of a media type, or (NULL) another protocol on the same connection. */
void response_listener(struct response *r, const char *type, struct listener *listener);

/* Answers with a bare status. */
void response_status(struct response *r, int status);

#endif
