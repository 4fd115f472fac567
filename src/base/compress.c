/* zstd for bodies on the wire. */
#include "twinline/base/compress.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"

enum {
	/* 0.2 ms for a letter and 15 ms for the largest first page, which it makes 7 % shorter than level 6 does. */
	LEVEL_SMALL = 19, SMALL_MOST = 80 * 1024,
	LEVEL_LARGE = 9,
	MAGIC_BYTES = 4,
	DCZ_HASH_BYTES = 32,
	WINDOW_LOG_MOST = 23 /* 8 MiB: a small frame must not ask for more memory */
};

static const unsigned char magic[MAGIC_BYTES] = { 0x28, 0xb5, 0x2f, 0xfd };                            /* RFC 8878 section 3.1.1 */
static const unsigned char dcz_magic[] = { 0x5e, 0x2a, 0x4d, 0x18, DCZ_HASH_BYTES, 0, 0, 0 };          /* RFC 9842 section 5 */

/* What libzstd makes of a dictionary before it is of use: once a process, kept to its end. */
struct digested {
	const struct dictionary *of;
	ZSTD_CDict *compress[2]; /* LEVEL_SMALL, LEVEL_LARGE */
	ZSTD_DDict *decompress;
	struct digested *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct digested *digested;

/* The lock is held. */
static struct digested *digested_of(const struct dictionary *d)
{
	struct digested *at = digested;
	while (at && at->of != d)
		at = at->next;
	if (!at) {
		at = xcalloc(1, sizeof *at);
		*at = (struct digested){ .of = d, .next = digested };
		digested = at;
	}
	return at;
}

static size_t length(const struct dictionary *d)
{
	return (size_t)(d->end - d->bytes);
}

static int level_of(size_t len)
{
	return len <= SMALL_MOST ? LEVEL_SMALL : LEVEL_LARGE;
}

static ZSTD_CDict *for_compressing(const struct dictionary *d, int level)
{
	pthread_mutex_lock(&lock);
	ZSTD_CDict **made = &digested_of(d)->compress[level == LEVEL_LARGE];
	if (!*made)
		*made = ZSTD_createCDict(d->bytes, length(d), level);
	pthread_mutex_unlock(&lock);
	if (!*made)
		die("out of memory for compression");
	return *made;
}

static ZSTD_DDict *for_decompressing(const struct dictionary *d)
{
	pthread_mutex_lock(&lock);
	ZSTD_DDict **made = &digested_of(d)->decompress;
	if (!*made)
		*made = ZSTD_createDDict(d->bytes, length(d));
	pthread_mutex_unlock(&lock);
	if (!*made)
		die("out of memory for decompression");
	return *made;
}

static ZSTD_CCtx *new_context(int level)
{
	ZSTD_CCtx *context = ZSTD_createCCtx();
	if (!context)
		die("out of memory for compression");
	ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level);
	ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
	ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 0);
	ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0);
	return context;
}

/* Adds the frame without its first skip bytes, and ends the context. */
static void add_frame(ZSTD_CCtx *context, struct str *out, const void *bytes, size_t len, size_t skip)
{
	size_t bound = ZSTD_compressBound(len);
	char *frame = xmalloc(bound);
	size_t size = ZSTD_compress2(context, frame, bound, bytes, len);
	if (ZSTD_isError(size))
		bug("compression: %s", ZSTD_getErrorName(size));
	str_addn(out, frame + skip, size - skip);
	ZSTD_freeCCtx(context);
	free(frame);
}

void compress_bytes(struct str *out, const void *bytes, size_t len)
{
	add_frame(new_context(level_of(len)), out, bytes, len, 0);
}

void compress_shared(struct str *out, const struct dictionary *d, const void *bytes, size_t len)
{
	int level = level_of(len);
	ZSTD_CCtx *context = new_context(level);
	if (ZSTD_isError(ZSTD_CCtx_refCDict(context, for_compressing(d, level))))
		bug("no dictionary %s", d->coding);
	add_frame(context, out, bytes, len, MAGIC_BYTES);
}

void compress_dcz(struct str *out, const struct dictionary *d, const void *bytes, size_t len)
{
	ZSTD_CCtx *context = new_context(level_of(len));
	str_addn(out, dcz_magic, sizeof dcz_magic);
	for (int i = 0; i < DCZ_HASH_BYTES; i++) {
		char digits[3] = { d->hash[2 * i], d->hash[2 * i + 1], '\0' };
		str_addc(out, (char)strtoul(digits, NULL, 16));
	}
	if (ZSTD_isError(ZSTD_CCtx_refPrefix(context, d->bytes, length(d)))) /* takes it as it is */
		bug("no dictionary %s", d->coding);
	add_frame(context, out, bytes, len, 0);
}

/* Runs the bytes of in through stream into out. Returns 1 at the end of the frame, 0 before, -1 with e. */
static int run(ZSTD_DStream *stream, struct str *out, ZSTD_inBuffer *in, size_t most, struct err *e)
{
	char buffer[16384];
	for (;;) {
		ZSTD_outBuffer piece = { buffer, sizeof buffer, 0 };
		size_t rest = ZSTD_decompressStream(stream, &piece, in);
		if (ZSTD_isError(rest))
			return err_set(e, ERR_NOT_JSON, "0", ZSTD_getErrorName(rest), NULL);
		if (out->len + piece.pos > most)
			return err_set(e, ERR_TOO_LARGE, NULL);
		str_addn(out, buffer, piece.pos);
		if (rest == 0)
			return 1;
		if (piece.pos < piece.size && in->pos == in->size)
			return 0;
	}
}

static int unpack(ZSTD_DStream *stream, struct str *out, const struct packed *p, size_t most, struct err *e)
{
	ZSTD_inBuffer start = { magic, p->dictionary ? MAGIC_BYTES : 0, 0 }, rest = { p->bytes, p->len, 0 };
	if (p->dictionary && ZSTD_isError(ZSTD_DCtx_refDDict(stream, for_decompressing(p->dictionary))))
		bug("no dictionary %s", p->dictionary->coding);
	int ended = run(stream, out, &start, most, e);
	if (ended == 0)
		ended = run(stream, out, &rest, most, e);
	if (ended == 0)
		return err_set(e, ERR_NOT_JSON, "0", "a cut zstd frame", NULL);
	if (ended > 0 && rest.pos < rest.size)
		return err_set(e, ERR_NOT_JSON, "0", "something after the zstd frame", NULL);
	return ended > 0 ? 0 : -1;
}

int decompress(struct str *out, const struct packed *p, size_t max, struct err *e)
{
	ZSTD_DStream *stream = ZSTD_createDStream();
	size_t before = out->len;
	if (!stream)
		die("out of memory for decompression");
	ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, WINDOW_LOG_MOST);
	int result = unpack(stream, out, p, before + max, e);
	if (result != 0) {
		char limit[24];
		str_cut(out, before);
		snprintf(limit, sizeof limit, "%zu", max);
		if (e && e->code == ERR_TOO_LARGE)
			err_set(e, ERR_TOO_LARGE, limit, NULL);
	}
	ZSTD_freeDStream(stream);
	return result;
}

/* --- a connection's streams --- */

enum {
	/* log2 of bytes: what is looked back at, and the tables that find it. Larger ones cost every open connection memory. */
	STREAM_WINDOW = 17,
	STREAM_HASH = 15,
	STREAM_CHAIN = 15,
	STREAM_PIECE = 16 * 1024
};

struct compress_stream { ZSTD_CCtx *context; size_t skip; /* bytes of the magic number that are still to come */ };
struct decompress_stream { ZSTD_DCtx *context; };

struct compress_stream *compress_stream_new(const struct dictionary *d)
{
	static const struct { ZSTD_cParameter parameter; int value; } settings[] = {
		{ ZSTD_c_windowLog, STREAM_WINDOW }, { ZSTD_c_hashLog, STREAM_HASH }, { ZSTD_c_chainLog, STREAM_CHAIN },
	};
	struct compress_stream *s = xcalloc(1, sizeof *s);
	s->context = new_context(LEVEL_LARGE);
	for (size_t i = 0; i < ARRAY_SIZE(settings); i++)
		if (ZSTD_isError(ZSTD_CCtx_setParameter(s->context, settings[i].parameter, settings[i].value)))
			bug("compression: setting %zu", i);
	if (d && ZSTD_isError(ZSTD_CCtx_refCDict(s->context, for_compressing(d, LEVEL_LARGE))))
		bug("no dictionary %s", d->coding);
	s->skip = d ? MAGIC_BYTES : 0;
	return s;
}

void compress_stream_free(struct compress_stream *s)
{
	if (!s)
		return;
	ZSTD_freeCCtx(s->context);
	free(s);
}

void compress_stream_add(struct compress_stream *s, struct str *out, const void *bytes, size_t len)
{
	ZSTD_inBuffer in = { bytes, len, 0 };
	char buffer[STREAM_PIECE];
	size_t left;
	do {
		ZSTD_outBuffer piece = { buffer, sizeof buffer, 0 };
		left = ZSTD_compressStream2(s->context, &piece, &in, ZSTD_e_flush);
		if (ZSTD_isError(left))
			bug("compression: %s", ZSTD_getErrorName(left));
		size_t skipped = s->skip < piece.pos ? s->skip : piece.pos;
		str_addn(out, buffer + skipped, piece.pos - skipped);
		s->skip -= skipped;
	} while (left > 0 || in.pos < in.size);
}

struct decompress_stream *decompress_stream_new(const struct dictionary *d)
{
	struct decompress_stream *s = xcalloc(1, sizeof *s);
	struct str nothing = { 0 };
	s->context = ZSTD_createDCtx();
	if (!s->context)
		die("out of memory for decompression");
	ZSTD_DCtx_setParameter(s->context, ZSTD_d_windowLogMax, STREAM_WINDOW);
	if (d && (ZSTD_isError(ZSTD_DCtx_refDDict(s->context, for_decompressing(d))) ||
	          decompress_stream_add(s, &nothing, magic, sizeof magic, 0, NULL) < 0))
		bug("no dictionary %s", d->coding);
	str_release(&nothing);
	return s;
}

void decompress_stream_free(struct decompress_stream *s)
{
	if (!s)
		return;
	ZSTD_freeDCtx(s->context);
	free(s);
}

int decompress_stream_add(struct decompress_stream *s, struct str *out, const void *bytes, size_t len, size_t max, struct err *e)
{
	ZSTD_inBuffer in = { bytes, len, 0 };
	size_t begun = out->len;
	char buffer[STREAM_PIECE];
	bool is_full;
	do {
		ZSTD_outBuffer piece = { buffer, sizeof buffer, 0 };
		size_t left = ZSTD_decompressStream(s->context, &piece, &in);
		/* 0: the frame has ended, which a connection's never does. */
		if (ZSTD_isError(left) || left == 0)
			return err_set(e, ERR_NOT_JSON, "0", left ? ZSTD_getErrorName(left) : "the stream has ended", NULL);
		if (out->len - begun + piece.pos > max) {
			char limit[24];
			snprintf(limit, sizeof limit, "%zu", max);
			return err_set(e, ERR_TOO_LARGE, limit, NULL);
		}
		str_addn(out, buffer, piece.pos);
		is_full = piece.pos == piece.size;
	} while (is_full || in.pos < in.size);
	return 0;
}
