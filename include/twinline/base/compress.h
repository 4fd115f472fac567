/*
 * zstd (RFC 8878) for bodies on the wire, over libzstd, which base/compress.c alone knows; alone or with a shared dictionary.
 *
 * Nothing secret is ever compressed: lengths tell whoever listens how much of a body repeats itself, and one who can also put text
 * of their own into it could guess the rest letter by letter (BREACH). What answers with a token, takes a password or a code goes plain,
 * and the token itself stands in a header. What is left in one body with text of others is what its reader may read of
 * them; the same risk stands with any compression of the line, and the portal's slow-down of guests and of writing bounds the tries.
 */
#ifndef TWINLINE_BASE_COMPRESS_H
#define TWINLINE_BASE_COMPRESS_H

#include <stddef.h>

#include "twinline/base/attr.h"
#include "twinline/base/dictionary.h"
#include "twinline/base/err.h"
#include "twinline/base/str.h"

/* Adds the zstd frame of len bytes to out, without checksum and content size: short. */
void compress_bytes(struct str *out, const void *bytes, size_t len);

/*
 * The same with dictionary d, in the form of our own content coding: the frame names neither its dictionary nor itself (its
 * magic number is left out), because the coding's name has said both.
 */
void compress_shared(struct str *out, const struct dictionary *d, const void *bytes, size_t len);

/* The same as "dcz" (RFC 9842 section 5): with the dictionary's hash before it, and its bytes taken as they are. */
void compress_dcz(struct str *out, const struct dictionary *d, const void *bytes, size_t len);

/* A zstd frame; with dictionary: what compress_shared made with it. */
struct packed {
	const void *bytes;
	size_t len;
	const struct dictionary *dictionary;
};

/*
 * Adds what was compressed to out, at most max bytes of it. Returns 0, or -1 with ERR_TOO_LARGE (a frame that would grow
 * beyond max) or ERR_NOT_JSON (no zstd frame, cut, damaged, of another dictionary); out keeps what it held.
 */
int decompress(struct str *out, const struct packed *p, size_t max, struct err *e);

/*
 * One zstd frame that never ends, for one direction of a connection: each piece is flushed, so that the other side can unpack it at
 * once, and costs the less the more of it was said before. With a dictionary d (NULL: none), without the frame's magic number, as
 * compress_shared. The window is 128 KiB; a stream takes about 1 MB of memory on the way out, 0.6 MB on the way in.
 */
struct compress_stream;
struct compress_stream *compress_stream_new(const struct dictionary *d) ATTR_MUST_USE;
void compress_stream_free(struct compress_stream *s); /* takes NULL */

/* Adds to out what len bytes become. */
void compress_stream_add(struct compress_stream *s, struct str *out, const void *bytes, size_t len);

struct decompress_stream;
struct decompress_stream *decompress_stream_new(const struct dictionary *d) ATTR_MUST_USE;
void decompress_stream_free(struct decompress_stream *s); /* takes NULL */

/*
 * Adds to out what a piece becomes, at most max bytes of it. Returns 0, or -1 with ERR_TOO_LARGE or ERR_NOT_JSON, and then the stream
 * is of no more use: it does not stand where the other side's does.
 */
int decompress_stream_add(struct decompress_stream *s, struct str *out, const void *bytes, size_t len, size_t max, struct err *e);

#endif
