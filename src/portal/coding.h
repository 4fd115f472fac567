/* Bodies in zstd, both ways. */
#ifndef TWINLINE_PORTAL_CODING_H
#define TWINLINE_PORTAL_CODING_H

#include "exchange.h"

struct coding_limit { int64_t max; const char *name; };

/*
 * Makes q's body what arrived in body, unpacked into plain where packed says that it is zstd: at most max bytes, which is the limit
 * named limit (RFC 8620 section 2). Both stay the caller's, and must live as long as q. 0, or -1 with e.
 */
int coding_unpack(struct request *q, struct spool *body, bool packed, const struct coding_limit *limit, struct str *plain,
                  struct err *e);

/* Packs the body of a response that allows it, if that makes it shorter, and says so in a header. */
void coding_pack(struct response *x);

#endif
