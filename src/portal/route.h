/*
 * The portal's resources, one row each: how it is asked for, who may, how much may be sent, which threads do it, what does it.
 */
#ifndef TWINLINE_PORTAL_ROUTE_H
#define TWINLINE_PORTAL_ROUTE_H

#include <stdint.h>

#include "exchange.h"
#include "portal.h"
#include "viewer.h"

enum route_flags {
	ROUTE_OPEN = 1,  /* nobody need be signed in; the resource itself looks at who asks */
	ROUTE_HASHES = 2, /* hashes a password, or takes long otherwise: not among the other requests */
	ROUTE_UPLOAD = 4, /* counts against maxConcurrentUpload, the others against maxConcurrentRequests */
	ROUTE_GUEST = 8,  /* also for guests, where the portal has them */
	ROUTE_STREAM = 16, /* goes on for hours: counts against no limit of requests (listeners.h has its own) */
	ROUTE_FIRST = 64, /* also for a pupil who has still to choose a password */
	ROUTE_TELLS_TIME = 32 /* the answer has a Date, for who doubts a clock; the others do without */
};

struct route {
	const char *verb;
	const char *path;  /* "{}" stands for one segment of any text */
	unsigned flags;
	int64_t body_max;  /* bytes */
	const char *limit; /* the limit of RFC 8620 section 2 that body_max is */
	/* v is NULL for ROUTE_OPEN. Fills x; never fails in any other way. */
	void (*run)(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
};

extern const struct route routes[];
extern const size_t route_count;

/*
 * The row of verb and path, filling q's segments; NULL with *allow NULL where nothing is at path, else with the verbs that it takes
 * ("GET, HEAD", yours).
 */
const struct route *route_find(const char *verb, const char *path, struct request *q, char **allow);

/* Runs a request from who it comes from to the response. */
void route_run(const struct route *route, struct worker *w, const struct request *q, struct response *x);

#endif
