/* The paragraphs of the API page that no table holds, for jmap/describe.c. */
#ifndef TWINLINE_JMAP_PROSE_H
#define TWINLINE_JMAP_PROSE_H

#include "twinline/schema/schema.h"

/* Before the tables and between them; each list is closed by NULL. $NAME$ stands for a value that a row or constant has. */
extern const char *const prose_start[];   /* sign-in, session, requests */
extern const char *const prose_methods[]; /* methods, blobs, Sync/get, writing safely */
extern const char *const prose_values[];  /* defaults, accounts and audiences */
extern const char *const prose_flags[];   /* what the words in the tables of properties mean */

/* What the portal's rules add to a type's rows, a paragraph; NULL where they add nothing. */
const char *prose_rules(const struct record_type *type);

#endif
