/*
 * One direction of a line that the relay plays: a rate that all connections share, a way that takes its time, and what is
 * on that way. 40 bytes of TCP and IP headers a segment are timed and not counted; acknowledgements and lost segments are not played.
 */
#ifndef TESTS_LIB_RELAY_LINK_H
#define TESTS_LIB_RELAY_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "twinline/base/random.h"

struct relay_link {
	int64_t bits_per_second; /* 0: no limit */
	int64_t delay_us, jitter_us;
	int64_t free_us;         /* when the next segment can be sent */
	int64_t last_us;         /* when the last one arrives: none overtakes another */
};

struct relay_segment;

/* What is on its way over the link for one connection. */
struct relay_queue {
	struct relay_segment *first, *last;
	size_t bytes;
};

/* Microseconds of a clock that only goes forward. */
int64_t relay_now_us(void);

/* Sends bytes off, no sooner than at not_before_us. */
void relay_queue_send(struct relay_queue *q, struct relay_link *link, struct random *random, const char *bytes, size_t len,
                      int64_t not_before_us);

/* The bytes that have arrived first and not been taken, borrowed; NULL if there are none by now_us. */
const char *relay_queue_arrived(const struct relay_queue *q, int64_t now_us, size_t *len);
void relay_queue_take(struct relay_queue *q, size_t len);

/* When the first bytes arrive; -1: there are none. */
int64_t relay_queue_due(const struct relay_queue *q);
void relay_queue_clear(struct relay_queue *q);

#endif
