/* One JMAP request in, one response out; knows no HTTP. */
#ifndef TWINLINE_PORTAL_DISPATCH_H
#define TWINLINE_PORTAL_DISPATCH_H

#include "portal.h"
#include "twinline/base/json.h"
#include "twinline/base/str.h"
#include "viewer.h"

/*
 * Does every call of the request in body (RFC 8620 section 3.3) for v and returns the response (section 3.4), yours; NULL with
 * a request-level error (section 3.6.1). note gets the names of the methods, with the error where one failed.
 */
struct json *portal_dispatch(struct worker *w, const struct viewer *v, const char *body, size_t len, struct str *note,
                             struct err *e);

#endif
