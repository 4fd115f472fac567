/* The key that packets are sealed to (jmap/packet.h). */
#ifndef TWINLINE_PORTAL_PACKET_H
#define TWINLINE_PORTAL_PACKET_H

#include "twinline/base/crypto.h"
#include "twinline/records/store.h"

/* The portal's pair, made at the first time and kept in its database, so that a backup opens what was sealed before. 0, or -1 with e. */
int packet_key_load(struct store *s, struct key_pair *pair, struct err *e);

#endif
