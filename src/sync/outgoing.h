/* The way up: entries of the outbox as /set calls, and the portal's answers as their outcomes. */
#ifndef TWINLINE_SYNC_OUTGOING_H
#define TWINLINE_SYNC_OUTGOING_H

#include "engine.h"
#include "twinline/records/outbox.h"

/*
 * Marks what is due as SENDING, durably, before a byte of it leaves, and adds its calls to request. Fills g->exchange.
 * Returns 0, or -1 with e (the store cannot be written: nothing is sent).
 */
int outgoing_take(struct engine *g, struct json *request, struct err *e);

/* Writes the outcomes of an answered exchange; those not answered stay in doubt. In a transaction. Returns 0, or -1 with e. */
int outgoing_answered(struct engine *g, const struct json *response, struct err *e);

/* The exchange brought no answer: its entries wait (surely) or are in doubt. A transaction of its own. */
void outgoing_not_answered(struct engine *g, bool surely, const struct err *cause);

/* The portal refuses the request as a whole, and it holds one entry only: that one is refused. A transaction of its own. */
void outgoing_refused(struct engine *g, const struct err *cause);

/* What an entry is called in its call: a creation id of ours, or its record's id. Yours; NULL if the record is gone. */
char *outgoing_key(struct store *s, const struct outbox_entry *entry);

void outgoing_release(struct exchange *x);

/* True of causes that pass by themselves: what met one is sent again, as it was. */
bool outgoing_will_pass(enum err_code code);

#endif
