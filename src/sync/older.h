/* Older records on demand, page by page from the end of a window: standard JMAP in the same exchange as all the rest. */
#ifndef TWINLINE_SYNC_OLDER_H
#define TWINLINE_SYNC_OLDER_H

#include "engine.h"

/* True if older records are wished for and have not come. */
bool older_is_wished(struct store *s);

/* Adds the calls for the first wish that the store holds to request, if there is one; fills g->older. */
void older_ask(struct engine *g, struct json *request);

/*
 * Takes the answer in, inside the caller's transaction, which may be committed and begun anew as in incoming_take; what changed is
 * added to changed. Where the portal refuses, the wish is dropped and the faces are told. 0, or -1 with e.
 */
int older_take(struct engine *g, const struct json *response, struct json *changed, struct err *e);

#endif
