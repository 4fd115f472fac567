/* A few threads that take jobs from one bounded queue, so that neither a hash nor a slow query holds the event thread. */
#ifndef TWINLINE_PORTAL_POOL_H
#define TWINLINE_PORTAL_POOL_H

#include <stdbool.h>

struct pool;
struct worker;

/* What a thread is to do, the first member of what it is to be done with. */
struct job { void (*run)(struct job *job, struct worker *worker); };

/*
 * Starts count threads; the n-th runs every job with workers[n]. queue is how many jobs may wait. NULL only where no
 * thread can be made. Free with pool_free.
 */
struct pool *pool_new(int count, struct worker *workers, int queue);

/* Finishes what waits and ends the threads; from then on pool_push refuses. */
void pool_end(struct pool *p);

/* pool_end, and the memory. Takes NULL. */
void pool_free(struct pool *p);

/* Queues a job; false if the queue is full. From any thread. */
bool pool_push(struct pool *p, struct job *job);

#endif
