/* zstd (RFC 8878) for bodies on the wire, over libzstd, which base/compress.c alone knows. */
#ifndef TWINLINE_BASE_COMPRESS_H
#define TWINLINE_BASE_COMPRESS_H

#include <stddef.h>

#include "twinline/base/err.h"
#include "twinline/base/str.h"

/* Adds the zstd frame of len bytes to out, without checksum and content size: short. */
void compress_bytes(struct str *out, const void *bytes, size_t len);

/*
 * Adds the contents of a zstd frame to out, at most max bytes of them. Returns 0, or -1 with ERR_TOO_LARGE (a frame
 * that would grow beyond max) or ERR_NOT_JSON (no zstd frame, cut, damaged); out keeps what it held.
 */
int decompress_bytes(struct str *out, const void *bytes, size_t len, size_t max, struct err *e);

#endif
