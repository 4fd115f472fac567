/* One JMAP request in, one response out; knows no HTTP. */
#ifndef TWINLINE_PORTAL_DISPATCH_H
#define TWINLINE_PORTAL_DISPATCH_H

#include "portal.h"
#include "push.h"
#include "twinline/base/json.h"
#include "twinline/base/str.h"
#include "viewer.h"

/* Who asks, and how. */
struct dispatch {
	struct worker *worker;
	const struct viewer *viewer;
	struct push_watch *watch; /* of the connection that the request came by; NULL: nobody listens there */
	struct str *note;         /* gets the names of the methods, with the error where one failed */
};

/*
 * Does every call of the request in body (RFC 8620 section 3.3) for v and returns the response (section 3.4), yours; NULL with
 * a request-level error (section 3.6.1). note as above. The other one takes the request as a tree, which it frees.
 */
struct json *portal_dispatch(struct worker *w, const struct viewer *v, const char *body, size_t len, struct str *note,
                             struct err *e);
struct json *portal_dispatch_tree(const struct dispatch *d, struct json *request_taken, struct err *e);

#endif
