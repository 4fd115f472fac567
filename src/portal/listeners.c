/* The thread of those who listen: wakes, looks, sockets, times. */
#include "listeners.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"

enum {
	EVENTS = 64,
	GAP_MS = 50,     /* between looks: many commits in a row are one; */
	GAP_TIMES = 4,   /* longer where looking takes long, so that it never takes more than a fifth of the time */
	OTHERS_MS = 2000 /* how often it is looked for commits of another process; costs no query */
};

struct listeners {
	struct portal *portal;
	struct pool *requests;
	struct worker worker;
	pthread_t thread;
	pthread_mutex_t lock;
	struct listener *first;
	int wakes, epoll;      /* descriptors */
	int64_t patience_ms;
	int64_t version;       /* of the database, as it was looked at last */
	int64_t looked_ms, gap_ms;
	bool ends;             /* under the lock */
	bool is_started;
};

void listeners_lock(struct listeners *all)
{
	pthread_mutex_lock(&all->lock);
}

void listeners_unlock(struct listeners *all)
{
	pthread_mutex_unlock(&all->lock);
}

struct portal *listeners_portal(struct listeners *all)
{
	return all->portal;
}

struct pool *listeners_pool(struct listeners *all)
{
	return all->requests;
}

int64_t listeners_patience_ms(const struct listeners *all)
{
	return all->patience_ms;
}

void listeners_wake(struct listeners *all)
{
	static const uint64_t one = 1;
	/* A counter that is full has woken already. */
	ssize_t wrote = write(all->wakes, &one, sizeof one);
	(void)wrote;
}

/* --- who is there --- */

/* Ends the oldest one of the same sign-in where there are too many; the list has the newest first. */
static void make_room(struct listeners *all, const struct listener *fresh)
{
	struct listener *oldest = NULL;
	int count = 0;
	for (struct listener *l = all->first; l; l = l->next)
		if (!l->is_gone && !l->is_ending && strcmp(l->watch.digest, fresh->watch.digest) == 0) {
			oldest = l;
			count++;
		}
	if (count >= LISTENERS_EACH)
		oldest->kind->end(oldest, LISTENER_REPLACED);
}

static int count_all(const struct listeners *all)
{
	int count = 0;
	for (const struct listener *l = all->first; l; l = l->next)
		count += !l->is_gone;
	return count;
}

int listeners_count(struct listeners *all)
{
	listeners_lock(all);
	int count = count_all(all);
	listeners_unlock(all);
	return count;
}

bool listeners_add(struct listeners *all, struct listener *l)
{
	l->all = all;
	l->is_fresh = l->is_held = true;
	listeners_lock(all);
	bool taken = !all->ends && count_all(all) < LISTENERS_MOST;
	if (taken) {
		make_room(all, l);
		l->next = all->first;
		all->first = l;
	}
	listeners_unlock(all);
	if (taken)
		listeners_wake(all);
	return taken;
}

bool listeners_hold(struct listeners *all, const struct push_watch *note)
{
	bool any = false;
	listeners_lock(all);
	for (struct listener *l = all->first; l; l = l->next)
		if (!l->is_gone && strcmp(l->watch.digest, note->digest) == 0) {
			l->holds++;
			any = true;
		}
	listeners_unlock(all);
	return any;
}

void listeners_resume(struct listeners *all, const struct push_watch *told)
{
	listeners_lock(all);
	for (struct listener *l = all->first; l; l = l->next) {
		if (l->holds == 0 || strcmp(l->watch.digest, told->digest) != 0)
			continue;
		l->holds--;
		l->is_fresh = true;
		push_join(&l->told, told);
	}
	listeners_unlock(all);
	listeners_wake(all);
}

void listener_let_go(struct listener *l)
{
	struct listeners *all = l->all;
	listeners_lock(all);
	l->is_held = false;
	l->is_gone = true;
	listeners_unlock(all);
	listeners_wake(all);
}

bool listeners_is_ending(const struct listeners *all)
{
	return all->ends;
}

/* --- looking --- */

static void look_at(struct listeners *all, struct listener *l)
{
	struct err e = {0};
	struct json *changed;
	int result = push_look(&all->worker, &l->watch, &changed, &e);
	listeners_lock(all);
	if (changed)
		l->kind->news(l, changed);
	if (result < 0 && e.code == ERR_SIGNED_OUT) {
		l->kind->end(l, LISTENER_SIGNED_OUT);
	} else if (result < 0) {
		log_warn("push", "not looked: %s", err_name(e.code));
		l->is_fresh = true;
	}
	listeners_unlock(all);
	err_release(&e);
}

/* True if the listener is to be looked at now: nobody else has it, and there may be something. */
static bool claim(struct listeners *all, struct listener *l, bool moved)
{
	listeners_lock(all);
	bool mine = !l->is_gone && !l->is_ending;
	if (mine && moved)
		l->is_fresh = true;
	mine = mine && l->is_fresh && !l->is_busy && l->holds == 0;
	if (mine) {
		l->is_fresh = false;
		push_join(&l->watch, &l->told);
		push_release(&l->told);
	}
	listeners_unlock(all);
	return mine;
}

/* The list is changed by this thread alone but at its head, so that it can be walked without the lock. */
static void look(struct listeners *all, struct listener *first, int64_t now)
{
	worker_rest(&all->worker);
	int64_t version = db_data_version(all->worker.reader.db);
	bool moved = version != all->version;
	all->version = version;
	all->looked_ms = now;
	for (struct listener *l = first; l; l = l->next)
		if (claim(all, l, moved))
			look_at(all, l);
	worker_rest(&all->worker);
}

/* --- sockets --- */

static void watch_socket(struct listeners *all, struct listener *l)
{
	/* One bit more than asked for tells what is watched for nothing from what is not watched. */
	unsigned wanted = (l->wants_read ? EPOLLIN | EPOLLRDHUP : 0) | (l->wants_write ? EPOLLOUT : 0) | EPOLLERR;
	struct epoll_event event = {.events = wanted, .data.ptr = l};
	if (l->fd < 0 || wanted == l->watched)
		return;
	if (epoll_ctl(all->epoll, l->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, l->fd, &event) < 0)
		log_error("push", "epoll");
	l->watched = wanted;
}

void listener_forget_socket(struct listener *l)
{
	if (l->watched)
		epoll_ctl(l->all->epoll, EPOLL_CTL_DEL, l->fd, NULL);
	l->watched = 0;
	l->fd = -1;
}

static void hear(struct listeners *all, const struct epoll_event *event)
{
	struct listener *l = event->data.ptr;
	uint64_t count;
	if (!l) {
		ssize_t got = read(all->wakes, &count, sizeof count);
		(void)got;
		return;
	}
	listeners_lock(all);
	if (!l->is_gone)
		l->kind->ready(l, event->events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR), event->events & EPOLLOUT);
	listeners_unlock(all);
}

/* --- the loop --- */

static struct listener *free_gone(struct listener **first)
{
	for (struct listener **link = first; *link;) {
		struct listener *l = *link;
		if (l->is_gone && !l->is_busy && !l->is_held) {
			*link = l->next;
			push_release(&l->watch);
			push_release(&l->told);
			l->kind->free(l);
		} else {
			link = &l->next;
		}
	}
	return *first;
}

static int64_t sooner(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* Times, goodbyes, descriptors and those who have gone; the first of those who are there, NULL: nobody. Milliseconds of sleep in *left. */
static struct listener *tend(struct listeners *all, int64_t *left)
{
	int64_t now = clock_monotonic_ms();
	*left = -1;
	listeners_lock(all);
	for (struct listener *l = all->first; l; l = l->next) {
		if (all->ends && !l->is_gone && !l->is_ending)
			l->kind->end(l, LISTENER_STOPS);
		if (!l->is_gone)
			*left = sooner(*left, l->kind->tick(l, now));
		watch_socket(all, l);
	}
	struct listener *first = free_gone(&all->first);
	listeners_unlock(all);
	return first;
}

/* Who only waits for the event thread is freed when that has ended too. */
static bool has_ended(struct listeners *all)
{
	listeners_lock(all);
	bool ended = all->ends;
	for (const struct listener *l = all->first; l; l = l->next)
		ended = ended && l->is_held && l->is_ending;
	listeners_unlock(all);
	return ended;
}

static void *run(void *argument)
{
	struct listeners *all = argument;
	struct epoll_event events[EVENTS];
	bool woken = true;
	for (;;) {
		int64_t left, now = clock_monotonic_ms();
		struct listener *first = tend(all, &left);
		if (has_ended(all))
			return NULL;
		if (first && now - all->looked_ms >= (woken ? all->gap_ms : OTHERS_MS)) {
			look(all, first, now);
			all->gap_ms = GAP_MS + GAP_TIMES * (clock_monotonic_ms() - now);
			woken = false;
			first = tend(all, &left);
		}
		if (first)
			left = sooner(left, all->looked_ms + (woken ? all->gap_ms : OTHERS_MS) - now);
		int count = epoll_wait(all->epoll, events, EVENTS, left < 0 ? -1 : (int)left);
		for (int i = 0; i < count; i++) {
			woken = woken || !events[i].data.ptr;
			hear(all, &events[i]);
		}
	}
}

/* --- beginning and end --- */

static bool open_parts(struct listeners *all, struct err *e)
{
	struct epoll_event wakes = {.events = EPOLLIN};
	all->wakes = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	all->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (all->wakes < 0 || all->epoll < 0 || epoll_ctl(all->epoll, EPOLL_CTL_ADD, all->wakes, &wakes) < 0) {
		err_errno(e, ERR_FILE, "epoll");
		return false;
	}
	return worker_open(&all->worker, all->portal, e) == 0;
}

static bool start_thread(struct listeners *all)
{
	sigset_t every, before;
	sigfillset(&every); /* signals are the main thread's */
	pthread_sigmask(SIG_SETMASK, &every, &before);
	all->is_started = pthread_create(&all->thread, NULL, run, all) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return all->is_started;
}

struct listeners *listeners_new(struct portal *p, struct pool *requests, int patience, struct err *e)
{
	struct listeners *all = xcalloc(1, sizeof *all);
	*all = (struct listeners){.portal = p, .requests = requests, .patience_ms = (int64_t)patience * 1000, .wakes = -1, .epoll = -1};
	pthread_mutex_init(&all->lock, NULL);
	if (open_parts(all, e) && start_thread(all))
		return all;
	err_errno(e, ERR_FILE, "threads");
	listeners_free(all);
	return NULL;
}

void listeners_end(struct listeners *all)
{
	listeners_lock(all);
	all->ends = true;
	listeners_unlock(all);
	listeners_wake(all);
	if (all->is_started)
		pthread_join(all->thread, NULL);
	all->is_started = false;
}

void listeners_free(struct listeners *all)
{
	if (!all)
		return;
	for (struct listener *l = all->first; l; l = l->next)
		l->is_gone = true;
	free_gone(&all->first);
	worker_close(&all->worker);
	if (all->wakes >= 0)
		close(all->wakes);
	if (all->epoll >= 0)
		close(all->epoll);
	pthread_mutex_destroy(&all->lock);
	free(all);
}
