/* Content-Digest (RFC 9530): what one HTTP message carries, told so that a byte changed on its way shows at once. Both sides. */
#ifndef TWINLINE_JMAP_DIGEST_H
#define TWINLINE_JMAP_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "twinline/base/attr.h"

/* The value of the header for len bytes: "sha-256=:...:". Yours. */
char *content_digest(const void *bytes, size_t len) ATTR_MUST_USE;

/* False if the header tells a SHA-256 and it is not that of the bytes; one that is absent (NULL) or of another kind tells nothing. */
bool content_digest_fits(const char *header, const void *bytes, size_t len);

#endif
