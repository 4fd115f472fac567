/*
 * Everybody who listens for changes, over an event stream (events.c) or a WebSocket (socket.c): one thread that looks after all of them,
 * woken by what is committed. It looks who may be told what, moves the bytes of sockets and keeps the times; requests that come over
 * a socket are the workers' business.
 */
#ifndef TWINLINE_PORTAL_LISTENERS_H
#define TWINLINE_PORTAL_LISTENERS_H

#include <stdbool.h>
#include <stdint.h>

#include "pool.h"
#include "push.h"
#include "twinline/jmap/jmap.h"

struct listeners;
struct listener;

enum {
	LISTENERS_EACH = JMAP_MAX_STREAMS, /* of one sign-in: with one more the oldest ends, for it may be on a line that died */
	LISTENERS_MOST = 500,              /* in all; requests need connections too */
	LISTENERS_PACKED = 200             /* beyond so many a fresh socket is not packed: the streams of one take 1.7 MB */
};

enum listener_end {
	LISTENER_SIGNED_OUT,
	LISTENER_STOPS,   /* the portal ends */
	LISTENER_REPLACED /* by a newer one of the same sign-in */
};

/* What the kinds of listener do, each with the lock held, in the thread of listeners.c. */
struct listener_kind {
	void (*news)(struct listener *l, struct json *changed_taken);
	void (*end)(struct listener *l, enum listener_end why);     /* says goodbye; sets is_gone when all is said */
	int64_t (*tick)(struct listener *l, int64_t now_ms);        /* what time asks for: milliseconds until it is called again */
	void (*ready)(struct listener *l, bool readable, bool writable); /* of a socket */
	void (*free)(struct listener *l);
};

/* The first member of each. But where it says otherwise, its own thread's. */
struct listener {
	const struct listener_kind *kind;
	struct listeners *all;
	struct listener *next;
	struct push_watch watch; /* the worker's while is_busy */
	bool is_fresh; /* is looked at though nothing was committed; under the lock */
	bool is_busy;  /* a worker has it; under the lock */
	int holds;     /* requests of the same sign-in that may tell by themselves what is new; under the lock */
	struct push_watch told; /* what they told, to be joined; under the lock */
	bool is_held;  /* the event thread of http.c has it; under the lock */
	bool is_ending;
	bool is_gone;  /* freed, as soon as nobody else has it; under the lock */
	int fd;        /* of a socket; -1: none */
	bool wants_read, wants_write;
	unsigned watched; /* what epoll was told */
};

/* What carries a listener, which is http.c's business; called with the lock held. */
struct carrier {
	void *context;
	void (*sleep)(void *context); /* of a stream: it is not asked for bytes */
	void (*wake)(void *context);  /* it is again */
	void (*close)(void *context); /* of a socket: it is given back and closed */
};

/* Starts the thread; jobs go to requests. NULL with e. */
struct listeners *listeners_new(struct portal *p, struct pool *requests, int patience, struct err *e);

/* Something was committed, or there is work; from any thread, and before any lock of a worker. */
void listeners_wake(struct listeners *all);

/* Ends everybody and takes nobody any more; returns when all have gone. */
void listeners_end(struct listeners *all);
void listeners_free(struct listeners *all); /* after listeners_end; takes NULL */

/*
 * Takes a listener in, held for the event thread; it is freed by its kind once it is gone. False if there are too many, or the end has
 * come.
 */
bool listeners_add(struct listeners *all, struct listener *l);

/*
 * A request of a sign-in begins, on another connection than its listeners': they are not looked at until it is over, and what it told
 * (push_note) is no news to them. True if there are any, and listeners_resume has to follow.
 */
bool listeners_hold(struct listeners *all, const struct push_watch *note);
void listeners_resume(struct listeners *all, const struct push_watch *told);

/* The event thread has done with it; its connection is gone, or never carried it. */
void listener_let_go(struct listener *l);

/* Its descriptor is watched no more, before it is closed; with the lock held. */
void listener_forget_socket(struct listener *l);

/* True if the end has come; with the lock held. */
bool listeners_is_ending(const struct listeners *all);

/* The lock that the members above speak of. */
void listeners_lock(struct listeners *all);
void listeners_unlock(struct listeners *all);

/* How many there are. */
int listeners_count(struct listeners *all);

/* What kinds need. */
struct portal *listeners_portal(struct listeners *all);
struct pool *listeners_pool(struct listeners *all);
int64_t listeners_patience_ms(const struct listeners *all);

#endif
