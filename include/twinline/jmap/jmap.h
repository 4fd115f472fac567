/*
 * The envelope of RFC 8620 section 3: requests with method calls, back-references, creation ids, errors.
 * Used by both sides; knows no database, no HTTP and no record type.
 */
#ifndef TWINLINE_JMAP_JMAP_H
#define TWINLINE_JMAP_JMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "twinline/base/err.h"
#include "twinline/base/json.h"
#include "twinline/schema/schema.h"

#define JMAP_CORE "urn:ietf:params:jmap:core"
#define JMAP_BLOB "urn:ietf:params:jmap:blob" /* RFC 9404 */
#define JMAP_TWINLINE "urn:uuid:98e9e9fc-f812-4901-b883-223d43e41af1" /* "Twinline community 1" */
#define JMAP_ERROR_PREFIX "urn:ietf:params:jmap:error:"

/* Limits that the portal announces (RFC 8620 section 2) and keeps. */
enum {
	JMAP_MAX_SIZE_UPLOAD = FILE_BYTES_MAX,
	JMAP_MAX_CONCURRENT_UPLOAD = 4,
	JMAP_MAX_SIZE_REQUEST = 10 * 1000 * 1000,
	JMAP_MAX_CONCURRENT_REQUESTS = 4,
	JMAP_MAX_CALLS_IN_REQUEST = 64,
	JMAP_MAX_OBJECTS_IN_GET = 500,
	JMAP_MAX_OBJECTS_IN_SET = 500,
	JMAP_MAX_DATA_SOURCES = 32 * 1024, /* of a Blob/upload: the largest file in parts of 4 KB */
	/* Ours: what one request may bring along and what the back-references of one call may grow to. */
	JMAP_MAX_STREAMS = 4,             /* event streams and WebSockets of one sign-in */
	JMAP_PING_LEAST = 30,             /* seconds between the pings of an event stream (RFC 8620 section 7.3) */
	JMAP_PING_MOST = 3600,
	JMAP_MAX_CREATED_IDS = 1000,
	JMAP_MAX_EXPANSION = 1000 * 1000, /* bytes, about */
	JMAP_MAX_ARGUMENTS = 64           /* of a call with back-references */
};

/* The limits of the capability object by their names in RFC 8620 section 2, for the session and the API page. */
struct jmap_limit { const char *name; int64_t value; };
enum { JMAP_LIMITS = 7 };
extern const struct jmap_limit jmap_limits[JMAP_LIMITS];

/* --- the portal's side --- */

struct jmap_request {
	const struct json *calls; /* of the tree below */
	bool core, twinline, blob; /* capabilities in "using" */
	struct json *created;     /* creation id -> id, over the whole request; from "createdIds" if sent */
	bool created_sent;
	struct json *tree;
};

/*
 * Parses and checks a request body: gate, shape, capabilities, limits. Returns 0, or -1 with a request-level error
 * (ERR_NOT_JSON, ERR_NOT_REQUEST, ERR_UNKNOWN_CAPABILITY, ERR_LIMIT). Release with jmap_request_release.
 */
int jmap_request_parse(struct jmap_request *r, const char *body, size_t len, struct err *e);
/* The same of a tree that went through the gate, which is the request's from then on. */
int jmap_request_read(struct jmap_request *r, struct json *tree_taken, struct err *e);
void jmap_request_release(struct jmap_request *r);

/*
 * An error of a whole request as problem JSON (RFC 7807; yours) and its HTTP status: RFC 8620's own types (section 3.6.1,
 * with "limit") or ours; member "error" is the code with its arguments, as json_from_err writes it.
 */
struct json *jmap_problem(const struct err *e, int *http_status);

/*
 * The arguments of a call with every "#name" resolved against responses (an array of [name, arguments, callId], the first
 * with the id counts, its name must be the one asked for): RFC 8620 section 3.7, with '*' flattening one level. A reference
 * to null is refused but for "#properties", because a null list of ids would mean all of them. Yours, or NULL with
 * ERR_INVALID_RESULT_REFERENCE, ERR_INVALID_ARGUMENTS or, beyond our limits, ERR_REQUEST_TOO_LARGE.
 */
struct json *jmap_resolve(const struct json *arguments, const struct json *responses, struct err *e);

/* Evaluates a JSON Pointer (RFC 6901) with '*' in tree: a fresh value; NULL if there is none or it is over JMAP_MAX_EXPANSION. */
struct json *jmap_pointer(const struct json *tree, const char *path);

/* "#k1" -> the id made for k1; any other id -> itself; NULL if k1 was not made. Borrowed. */
const char *jmap_creation_id(const struct jmap_request *r, const char *id);

/* --- the client's side --- */

/* What a session says of a capability, borrowed; NULL where the portal has it not, or it is no session (NULL). */
const struct json *jmap_capability(const struct json *session, const char *capability);

/* An empty request with core and our own capability; jmap_use adds another. jmap_call adds [name, arguments, id] and keeps arguments. */
struct json *jmap_request_new(void);
void jmap_use(struct json *request, const char *capability);
void jmap_call(struct json *request, const char *name, struct json *arguments, const char *call_id);

/*
 * Arguments of the first response to call_id, borrowed; NULL with e from its "error" response, or ERR_NOT_A_PORTAL (the
 * caller knows whose answer it was and adds the host) if there is none.
 */
const struct json *jmap_response(const struct json *response, const char *call_id, struct err *e);

/* The error that a problem JSON stands for, of any JMAP server. Returns -1; ERR_NOT_A_PORTAL without arguments if it is none. */
int jmap_problem_err(const struct json *problem, struct err *e);

#endif
