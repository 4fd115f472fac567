/* One direction of a line that the relay plays. */
#include "lib/relay_link.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "twinline/base/mem.h"

enum { SEGMENT_BYTES = 1460, HEADER_BYTES = 40 };

struct relay_segment {
	struct relay_segment *next;
	int64_t due_us;
	size_t len, taken;
	char bytes[];
};

int64_t relay_now_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t arrival(struct relay_link *link, struct random *random, int64_t now_us, size_t len)
{
	int64_t start = now_us > link->free_us ? now_us : link->free_us;
	int64_t bits = 8 * ((int64_t)len + HEADER_BYTES);
	link->free_us = start + (link->bits_per_second > 0 ? bits * 1000000 / link->bits_per_second : 0);
	int64_t due = link->free_us + link->delay_us + (int64_t)random_below(random, (uint64_t)link->jitter_us + 1);
	return link->last_us = due > link->last_us ? due : link->last_us;
}

void relay_queue_send(struct relay_queue *q, struct relay_link *link, struct random *random, const char *bytes, size_t len,
                      int64_t not_before_us)
{
	int64_t now = relay_now_us();
	now = now > not_before_us ? now : not_before_us;
	for (size_t done = 0; done < len;) {
		size_t part = len - done < SEGMENT_BYTES ? len - done : SEGMENT_BYTES;
		struct relay_segment *segment = xmalloc(sizeof *segment + part);
		*segment = (struct relay_segment){ .due_us = arrival(link, random, now, part), .len = part };
		memcpy(segment->bytes, bytes + done, part);
		if (q->last)
			q->last->next = segment;
		else
			q->first = segment;
		q->last = segment;
		q->bytes += part;
		done += part;
	}
}

const char *relay_queue_arrived(const struct relay_queue *q, int64_t now_us, size_t *len)
{
	if (!q->first || q->first->due_us > now_us)
		return NULL;
	*len = q->first->len - q->first->taken;
	return q->first->bytes + q->first->taken;
}

void relay_queue_take(struct relay_queue *q, size_t len)
{
	struct relay_segment *first = q->first;
	q->bytes -= len;
	first->taken += len;
	if (first->taken < first->len)
		return;
	q->first = first->next;
	if (!q->first)
		q->last = NULL;
	free(first);
}

int64_t relay_queue_due(const struct relay_queue *q)
{
	return q->first ? q->first->due_us : -1;
}

void relay_queue_clear(struct relay_queue *q)
{
	while (q->first)
		relay_queue_take(q, q->first->len - q->first->taken);
}
