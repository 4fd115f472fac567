/* zstd for bodies, where it pays. */
#include "coding.h"

#include "twinline/base/compress.h"

enum { COMPRESS_LEAST = 200 }; /* bytes; below, the frame saves nothing */

int coding_unpack(struct request *q, struct spool *body, bool packed, const struct coding_limit *limit, struct str *plain,
                  struct err *e)
{
	q->body = spool_bytes(body, e);
	q->len = (size_t)body->len;
	if (!q->body)
		return -1;
	if (!packed)
		return 0;
	if (decompress_bytes(plain, q->body, q->len, (size_t)limit->max, e) < 0)
		return e->code == ERR_TOO_LARGE ? err_set(e, ERR_LIMIT, limit->name, NULL) : -1;
	q->body = plain->text ? plain->text : "";
	q->len = plain->len;
	return 0;
}

void coding_pack(struct response *x)
{
	struct str packed = {0};
	if (!x->compressible || x->body.fd >= 0 || x->body.len < COMPRESS_LEAST)
		return;
	compress_bytes(&packed, x->body.memory.text, x->body.memory.len);
	if ((int64_t)packed.len >= x->body.len) {
		str_release(&packed);
		return;
	}
	str_release(&x->body.memory);
	x->body.memory = packed;
	x->body.len = (int64_t)packed.len;
	response_header(x, "Content-Encoding", "zstd");
}
