/* gzip for bodies on the wire. */
#include "twinline/base/deflate.h"

#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#include "twinline/base/mem.h"

enum {
	LEVEL = 6,
	WINDOW_GZIP = 15 + 16, /* the largest window, in gzip's form (zlib.h) */
	MEMORY = 8
};

void gzip_bytes(struct str *out, const void *bytes, size_t len)
{
	z_stream stream = { 0 };
	if (deflateInit2(&stream, LEVEL, Z_DEFLATED, WINDOW_GZIP, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
		die("out of memory for compression");
	size_t bound = deflateBound(&stream, len);
	unsigned char *packed = xmalloc(bound);
	stream.next_in = (unsigned char *)(uintptr_t)bytes;
	stream.avail_in = (unsigned)len;
	stream.next_out = packed;
	stream.avail_out = (unsigned)bound;
	if (len > UINT32_MAX / 2 || deflate(&stream, Z_FINISH) != Z_STREAM_END)
		bug("gzip does not end");
	str_addn(out, packed, stream.total_out);
	deflateEnd(&stream);
	free(packed);
}
