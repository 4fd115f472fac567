/*
 * One-time links: a paper of a desk, the export of a project or of all that is one's own, for a program or person that is not signed in
 * here. Whoever has the link has the file, once and for a short while, as long as who made it may still read it; one that was cut off has
 * not been had, and to look what it is is not to have it. What is kept of the secret is its digest.
 */
#ifndef TWINLINE_PORTAL_LINK_H
#define TWINLINE_PORTAL_LINK_H

#include "method.h"
#include "resource.h"
#include "twinline/base/random.h"

#define LINK_PATH "/link"

/* How long a link is good, seconds; how many one may have that are good; for how many days it is kept who made and used it. */
enum { LINK_PAPER_SECONDS = 60 * 60, LINK_EXPORT_SECONDS = 24 * 60 * 60, LINKS_MOST = 20, LINK_DAYS = 30 };

/* The secret of a link: 128 random bits, as an opId has them. */
enum { LINK_SECRET_SIZE = OP_ID_LENGTH + 1 /* with NUL */ };

/* Forgets links that ended before a time. In a transaction. 0 or -1. */
int links_prune(struct store *s, int64_t before, struct err *e);

/* Link/create {accountId, blobId, name}: {accountId, url, name, expires}. */
struct json *method_link_create(const struct call *c, struct err *e);

/*
 * GET of a link: a page that tells what it leads to, with a button; it uses nothing up, for mail scanners and previews follow links. POST
 * gives the file. Or both a page that says that there is nothing (404), whatever was wrong.
 */
void resource_link(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_link_take(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);

#endif
