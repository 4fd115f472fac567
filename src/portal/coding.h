/*
 * The content codings of bodies (RFC 9110 section 8.4). Both ways: the shared dictionaries, each a coding of its own ("tl" and
 * the beginning of its hash), and zstd. In answers also dcz (RFC 9842), for who has fetched a dictionary, and gzip. What comes with
 * a shared dictionary is JSON: it needs no Content-Type, and has none in answers, which is a third of their header.
 */
#ifndef TWINLINE_PORTAL_CODING_H
#define TWINLINE_PORTAL_CODING_H

#include "exchange.h"
#include "twinline/base/dictionary.h"

enum coding_kind { CODING_NONE, CODING_GZIP, CODING_ZSTD, CODING_DCZ, CODING_SHARED };

struct coding { enum coding_kind kind; const struct dictionary *dictionary; /* of the last two */ };

struct coding_limit { int64_t max; const char *name; };

/* The coding that Content-Encoding names (NULL: none). False: one that requests do not come in. */
bool coding_of_request(const char *name, struct coding *coding);

/* What requests may come in, as a 415 tells it in Accept-Encoding (RFC 9110 section 15.5.16); yours. */
char *coding_names(void);

/*
 * The coding that an answer goes in: the one that Accept-Encoding (accepted, or NULL) likes best, of several the shortest. Without
 * such a header any coding is welcome (RFC 9110 section 12.5.3), but only who speaks with a shared dictionary surely hears with it
 * too. available: Available-Dictionary, or NULL.
 */
struct coding coding_of_answer(const char *accepted, const char *available, const struct coding *request);

/*
 * Makes q's body what arrived in body, unpacked into plain where coding says so: at most max bytes, which is the limit
 * named limit (RFC 8620 section 2). Both stay the caller's, and must live as long as q. 0, or -1 with e.
 */
int coding_unpack(struct request *q, struct spool *body, const struct coding *coding, const struct coding_limit *limit,
                  struct str *plain, struct err *e);

/* Packs the body of a response that allows it, if that makes it shorter with the header that says so. */
void coding_pack(struct response *x, const struct coding *coding);

#endif
