/* Records that the portal has newer copies of than entries of the outbox saw: fetched by themselves, for no page may bring them. */
#ifndef TWINLINE_SYNC_THEIRS_H
#define TWINLINE_SYNC_THEIRS_H

#include "engine.h"

/* Adds a Type/get to request for each, a few at once. */
void theirs_ask(struct engine *g, struct json *request);

/* Takes in what was answered; the entries are merged with it. As incoming_take. 0, or -1 with e. */
int theirs_take(struct engine *g, const struct json *response, struct json *changed, struct err *e);

#endif
