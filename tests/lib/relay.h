/*
 * A counting relay between the engine and the portal, over Unix sockets, in a process of its own. A test holds the
 * line shut (accepted, never answered) or cuts it, and asks what went over it.
 */
#ifndef TESTS_LIB_RELAY_H
#define TESTS_LIB_RELAY_H

#include <stdint.h>

struct relay;

/* Payload at the client's end, since the start or relay_reset. */
struct relay_counts {
	int64_t up, down;    /* bytes */
	int64_t connections;
	int64_t turnarounds; /* changes of direction within a connection */
	int64_t requests;    /* bursts from the client */
};

/* Listens on listen_path and passes on to target_path. Dies if it cannot. Free with relay_free, which ends it. */
struct relay *relay_start(const char *listen_path, const char *target_path);
void relay_free(struct relay *relay);

struct relay_counts relay_counts(struct relay *relay);
void relay_reset(struct relay *relay);

/* From now on: connections are taken and nothing passes, either way. */
void relay_shut(struct relay *relay);
/* Ends every connection and refuses new ones. */
void relay_cut(struct relay *relay);
/* All passes again. */
void relay_open(struct relay *relay);

#endif
