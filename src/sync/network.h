/* Whether this computer has a network at all, and when that changes. */
#ifndef TWINLINE_SYNC_NETWORK_H
#define TWINLINE_SYNC_NETWORK_H

#include <stdbool.h>

/* True if an interface other than the loopback is up and has an address. */
bool network_is_up(void);

/*
 * A descriptor that becomes readable when an address comes or goes (a cable, a radio, waking up), so that a line
 * that is back is used at once; -1 where the system offers none. Close it with close().
 */
int network_watch(void);

/* Reads what the watch has to say; true if an address came. */
bool network_came_back(int watch);

#endif
