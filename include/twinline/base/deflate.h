/* gzip (RFC 1952) for programs that know no zstd, over zlib, which base/deflate.c alone knows. */
#ifndef TWINLINE_BASE_DEFLATE_H
#define TWINLINE_BASE_DEFLATE_H

#include <stddef.h>

#include "twinline/base/str.h"

/* Adds len bytes as one gzip member to out. */
void gzip_bytes(struct str *out, const void *bytes, size_t len);

#endif
