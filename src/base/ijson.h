/* The strict I-JSON gate (RFC 7493, RFC 8259) that untrusted text passes before cJSON sees it. */
#ifndef TWINLINE_BASE_IJSON_H
#define TWINLINE_BASE_IJSON_H

#include <stddef.h>

/*
 * Scans len bytes. Returns NULL if they are one I-JSON value and nothing else, or the reason in
 * English (static), with the byte offset in *at.
 */
const char *ijson_scan(const char *text, size_t len, size_t *at);

#endif
