/*
 * The questions that went out as files and have no answer here yet: for each what opens the answer, and what its calls are
 * about. The newest PACKETS_PENDING_MAX are remembered, as the fact "packets".
 */
#ifndef TWINLINE_SYNC_PACKET_PENDING_H
#define TWINLINE_SYNC_PACKET_PENDING_H

#include "engine.h"

enum { PACKETS_PENDING_MAX = 8 };

/*
 * Remembers g->exchange, the states that request asked from, and the key, under id. 0, or -1 with e.
 */
int packet_pending_keep(struct engine *g, const char *id, const struct packet_question *q, const struct json *request, struct err *e);

/*
 * Fills g->exchange and key with what was remembered under id. False if there is nothing: it was asked elsewhere, answered
 * before, or long ago.
 */
bool packet_pending_take(struct engine *g, const char *id, unsigned char key[SEAL_KEY_SIZE]);

/* Forgets id. 0, or -1 with e. */
int packet_pending_forget(struct engine *g, const char *id, struct err *e);

#endif
