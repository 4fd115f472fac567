/* Whole HTTP/1.1 requests in what a client says, and the last ones, kept to be sent again. */
#ifndef TESTS_LIB_RELAY_REQUESTS_H
#define TESTS_LIB_RELAY_REQUESTS_H

#include <stdbool.h>

#include "twinline/base/str.h"

/* Some requests; the newest first. */
enum { RELAY_REQUESTS_KEPT = 8 };
struct relay_requests {
	struct str at[RELAY_REQUESTS_KEPT];
	int count;
};

/*
 * How many of the bytes are the first request, whole (RFC 9112: a head, and as many bytes as Content-Length says); 0: not yet.
 * *is_opaque: it is not to be told where requests end, as after an upgrade, in TLS, or in chunks.
 */
size_t relay_request_whole(const struct str *bytes, bool *is_opaque);

/* Takes a copy; the oldest one gives way. */
void relay_requests_keep(struct relay_requests *kept, const char *bytes, size_t len);
void relay_requests_clear(struct relay_requests *kept);

#endif
