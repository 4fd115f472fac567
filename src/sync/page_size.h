/* How large the next page may be, and how much may go up with it: small where nothing is known or the line breaks, more as it proves itself. */
#ifndef TWINLINE_SYNC_PAGE_SIZE_H
#define TWINLINE_SYNC_PAGE_SIZE_H

#include "engine.h"

/* Before an exchange: on a line of which little is known its first page is a screenful, or all at once, by what signing in took. */
void page_size_begin(struct engine *g);

/* After one. */
void page_size_learn(struct engine *g, const struct http_answer *a);

#endif
