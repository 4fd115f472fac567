/* JMAP over a WebSocket (RFC 8887): requests one after the other, and what is pushed between them. */
#ifndef TWINLINE_PORTAL_SOCKET_H
#define TWINLINE_PORTAL_SOCKET_H

#include "listeners.h"

/*
 * The upgraded connection: its descriptor, which stays open until carrier.close, and what has come over it already. The event thread
 * lets go of it with that. Where the portal ends, carrier.close is called at once.
 */
void socket_attach(struct listener *socket, const struct carrier *carrier, int fd, const void *bytes, size_t len);

#endif
