/* A letter as it travels by mail: RFC 5322 with MIME, plain text in UTF-8. What people wrote gets into no header. */
#ifndef TWINLINE_PORTAL_MIME_H
#define TWINLINE_PORTAL_MIME_H

#include <stdbool.h>
#include <stdint.h>

struct mime {
	const char *from, *to; /* bare addresses, that mime_is_address says yes to */
	const char *subject, *text;
	int64_t at;            /* seconds since 1970 */
};

/* The whole message, with lines that end in CRLF. Yours. */
char *mime_message(const struct mime *m);

/* True if text can stand in a header and in an envelope: one "@", no blank, no control character, nothing that ends it. */
bool mime_is_address(const char *text);

#endif
