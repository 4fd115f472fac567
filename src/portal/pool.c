/* Threads over a bounded ring of jobs. */
#include "pool.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "portal.h"
#include "twinline/base/mem.h"

struct thread { pthread_t id; struct pool *pool; struct worker *worker; };

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t filled;
	struct job **jobs; /* a ring */
	int first, count, size;
	bool ending;
	struct thread *threads;
	int thread_count;
};

static void *work(void *argument)
{
	struct thread *t = argument;
	struct pool *p = t->pool;
	pthread_mutex_lock(&p->lock);
	for (;;) {
		while (p->count == 0 && !p->ending)
			pthread_cond_wait(&p->filled, &p->lock);
		if (p->count == 0)
			break;
		struct job *job = p->jobs[p->first];
		p->first = (p->first + 1) % p->size;
		p->count--;
		pthread_mutex_unlock(&p->lock);
		job->run(job, t->worker);
		pthread_mutex_lock(&p->lock);
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

struct pool *pool_new(int count, struct worker *workers, int queue)
{
	struct pool *p = xcalloc(1, sizeof *p);
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->filled, NULL);
	p->size = queue;
	p->jobs = xcalloc((size_t)queue, sizeof *p->jobs);
	p->threads = xcalloc((size_t)count, sizeof *p->threads);
	/* Signals are the main thread's. */
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	for (; p->thread_count < count; p->thread_count++) {
		struct thread *t = &p->threads[p->thread_count];
		*t = (struct thread){.pool = p, .worker = &workers[p->thread_count]};
		if (pthread_create(&t->id, NULL, work, t) != 0)
			break;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (p->thread_count == count)
		return p;
	pool_free(p);
	return NULL;
}

void pool_end(struct pool *p)
{
	pthread_mutex_lock(&p->lock);
	p->ending = true;
	pthread_cond_broadcast(&p->filled);
	pthread_mutex_unlock(&p->lock);
	for (int i = 0; i < p->thread_count; i++)
		pthread_join(p->threads[i].id, NULL);
	p->thread_count = 0;
}

void pool_free(struct pool *p)
{
	if (!p)
		return;
	pool_end(p);
	pthread_cond_destroy(&p->filled);
	pthread_mutex_destroy(&p->lock);
	free(p->threads);
	free(p->jobs);
	free(p);
}

bool pool_push(struct pool *p, struct job *job)
{
	pthread_mutex_lock(&p->lock);
	bool room = p->count < p->size && !p->ending;
	if (room) {
		p->jobs[(p->first + p->count) % p->size] = job;
		p->count++;
		pthread_cond_signal(&p->filled);
	}
	pthread_mutex_unlock(&p->lock);
	return room;
}
