/*
 * The content coding in which this engine and its portal talk: the newest shared dictionary that both have, else zstd, else nothing. It
 * is tried, not asked for: a portal that does not know it refuses with 415 and says what it knows, once, for the sign-in's file
 * remembers; and while it is not the newest, every answer may come in a newer one, which is then used.
 */
#ifndef TWINLINE_SYNC_CODING_H
#define TWINLINE_SYNC_CODING_H

#include "engine.h"

/* Its name, for http_request.coding. */
const char *coding_name(const struct login *l);

/* After an answer: takes what it tells. True if it refused the coding and there is another one to try at once. */
bool coding_learn(struct engine *g, const struct http_answer *a);

#endif
