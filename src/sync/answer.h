/* What an answer over HTTP means: a JSON document, or the cause why there is none. */
#ifndef TWINLINE_SYNC_ANSWER_H
#define TWINLINE_SYNC_ANSWER_H

#include "http.h"
#include "twinline/base/json.h"

/*
 * Reads an answer of the portal at host. Returns its document (for 204 an empty object), yours; or NULL with cause: what
 * libcurl met, what the portal said, or that no portal answers there (a redirect, a page, no JSON).
 */
struct json *answer_read(const struct http_answer *a, const char *host, struct err *cause);

/* True if the portal (or what stood before it) refused the request as a whole and certainly did nothing of it. */
bool answer_is_refusal(const struct http_answer *a);

#endif
