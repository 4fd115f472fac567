/* What goes out of a file that somebody uploaded: its bytes, and the headers that keep a browser from making a page of them. */
#ifndef TWINLINE_PORTAL_FILES_H
#define TWINLINE_PORTAL_FILES_H

#include "exchange.h"
#include "twinline/records/blob.h"

/* Bytes from one place up to another. */
struct span { int64_t from, end; bool part; };

/* Adds that much of a blob to a body. 0, or -1 with e. */
int files_read(struct store *s, const struct blob *b, const struct span *span, struct spool *out, struct err *e);

/* To be kept under a name, of any characters, and never shown in the portal's name. */
void files_keep_away(struct response *x, const char *name);

#endif
