/* The portal on libmicrohttpd: connections, requests on their way, beginning and end; one line in the log each. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "gate.h"
#include "http_parts.h"
#include "listeners.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"

enum {
	CONNECTIONS_MOST = 1000,
	CONNECTION_MEMORY = 32 * 1024, /* bytes of headers and reading a connection */
	IDLE_SECONDS = 300,            /* a kept connection that asks nothing */
	QUEUE_REQUESTS = 1000,
	QUEUE_HASHES = 64,
	STOP_SECONDS = 10
};

/* --- connections --- */

static void on_connection(void *context, struct MHD_Connection *mhd, void **own, enum MHD_ConnectionNotificationCode what)
{
	struct http *h = context;
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		int fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
		const struct sockaddr *from = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
		*own = connections_add(&h->connections, fd, from, clock_monotonic_ms());
	} else if (*own) {
		connections_remove(&h->connections, *own);
		*own = NULL;
	}
}

void http_set_phase(struct http *h, struct connection *c, enum phase phase)
{
	connections_phase(&h->connections, c, phase, clock_monotonic_ms());
}

struct connection *http_connection_of(struct MHD_Connection *mhd)
{
	return MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static void *on_request_line(void *context, const char *uri, struct MHD_Connection *mhd)
{
	(void)uri;
	http_set_phase(context, http_connection_of(mhd), PHASE_HEADER);
	return NULL;
}

void http_watch(struct http *h)
{
	int count = connections_watch(&h->connections, (int64_t)h->patience * 1000, clock_monotonic_ms());
	if (count)
		log_info("http", "%d cut off without progress", count);
}

/* --- requests on their way --- */

static enum MHD_Result on_request(void *context, struct MHD_Connection *mhd, const char *path, const char *verb,
                                  const char *version, const char *data, size_t *len, void **own)
{
	struct exchange *x = *own;
	(void)version;
	if (!x) {
		x = *own = http_exchange_begin(context, mhd, verb, path);
		return x->ends || (x->done && !http_exchange_is_small(x)) ? http_exchange_answer(x) : MHD_YES;
	}
	if (*len > 0) {
		http_exchange_take(x, data, *len);
		*len = 0;
		/* Who goes on sending a body that was refused long ago is cut off. */
		return x->done && x->received > EARLY_BODY + (x->route ? x->route->body_max : 0) ? MHD_NO : MHD_YES;
	}
	if (x->done)
		return http_exchange_answer(x);
	if (!x->dispatched)
		http_exchange_dispatch(x);
	return MHD_YES;
}

static void log_exchange(const struct exchange *x, enum MHD_RequestTerminationCode how)
{
	log_info("request", "%s %s %d in=%" PRId64 " out=%" PRId64 " ms=%" PRId64 "%s%s%s", x->route ? x->route->verb : "-",
	         x->route ? x->route->path : "-", x->x.status, x->received, x->sent, clock_monotonic_ms() - x->started,
	         x->x.note.len ? " what=" : "", x->x.note.len ? x->x.note.text : "",
	         how == MHD_REQUEST_TERMINATED_COMPLETED_OK ? "" : " cut");
}

/* What an answer that did not arrive asks for: it writes, so that it is no work of the event thread. */
struct undoing { struct job job; void (*cut)(struct worker *w, int64_t what); int64_t what; };

static void undo(struct job *job, struct worker *worker)
{
	struct undoing *u = (struct undoing *)job;
	u->cut(worker, u->what);
	free(u);
}

static void undo_answer(struct http *h, const struct response *x)
{
	struct undoing *u = xcalloc(1, sizeof *u);
	*u = (struct undoing){.job.run = undo, .cut = x->cut, .what = x->cut_what};
	if (!pool_push(h->requests, &u->job)) /* the portal ends, or has too much to do */
		undo(&u->job, &h->workers[0]);
}

static void on_completed(void *context, struct MHD_Connection *mhd, void **own, enum MHD_RequestTerminationCode how)
{
	struct http *h = context;
	struct exchange *x = *own;
	(void)mhd;
	if (!x)
		return;
	log_exchange(x, how);
	http_set_phase(h, x->connection, PHASE_IDLE);
	*x->link = x->next;
	if (x->next)
		x->next->link = x->link;
	http_exchange_let_go(x);
	if (how != MHD_REQUEST_TERMINATED_COMPLETED_OK && x->x.cut)
		undo_answer(h, &x->x);
	if (x->x.listener)
		listener_let_go(x->x.listener);
	response_release(&x->x);
	request_release(&x->q);
	spool_release(&x->body);
	free(x->forwarded);
	free(x);
	*own = NULL;
}

/* --- beginning and end --- */

static void ignore_library_log(void *context, const char *format, va_list arguments) ATTR_PRINTF(2, 0);
static void ignore_library_log(void *context, const char *format, va_list arguments)
{
	/* The library's sentences hold addresses and pieces of requests. */
	(void)context;
	(void)format;
	(void)arguments;
}

/* Whoever commits wakes the listeners while holding the writer. */
static void set_listeners(struct portal *p, struct listeners *listeners)
{
	pthread_mutex_lock(&p->write_lock);
	p->listeners = listeners;
	pthread_mutex_unlock(&p->write_lock);
}

static bool start_pools(struct http *h, const struct http_options *o, struct err *e)
{
	int count = 1 + o->workers + o->hashers;
	h->workers = xcalloc((size_t)count, sizeof *h->workers);
	while (h->worker_count < count && worker_open(&h->workers[h->worker_count], h->portal, e) == 0)
		h->worker_count++;
	if (h->worker_count < count)
		return false;
	h->requests = pool_new(o->workers, h->workers + 1, QUEUE_REQUESTS);
	h->hashes = pool_new(o->hashers, h->workers + 1 + o->workers, QUEUE_HASHES);
	if (!h->requests || !h->hashes) {
		err_errno(e, ERR_FILE, "threads");
		return false;
	}
	h->listeners = listeners_new(h->portal, h->requests, o->patience, e);
	set_listeners(h->portal, h->listeners);
	return h->listeners != NULL;
}

static void release(struct http *h)
{
	set_listeners(h->portal, NULL);
	if (h->listeners)
		listeners_end(h->listeners);
	pool_free(h->requests);
	pool_free(h->hashes);
	listeners_free(h->listeners);
	for (int i = 0; i < h->worker_count; i++)
		worker_close(&h->workers[i]);
	free(h->workers);
	connections_release(&h->connections);
	pthread_mutex_destroy(&h->lock);
	pthread_cond_destroy(&h->quiet);
	free(h);
}

static bool take_plain_end(void *daemon, int fd, const struct sockaddr *from, socklen_t len)
{
	return MHD_add_connection(daemon, fd, from, len) == MHD_YES; /* which closes fd where it says no */
}

static void close_sockets(const struct http_options *o)
{
	if (o->listen_fd >= 0)
		close(o->listen_fd);
	if (o->tls)
		close(o->tls_fd);
}

static bool start_daemon(struct http *h, const struct http_options *o, struct err *e)
{
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_ALLOW_UPGRADE |
	                 MHD_USE_SUPPRESS_DATE_NO_CLOCK | MHD_USE_ERROR_LOG;
	h->daemon = MHD_start_daemon(
		flags | (o->listen_fd < 0 ? MHD_USE_NO_LISTEN_SOCKET : 0u), 0, NULL, NULL, on_request, h,
		MHD_OPTION_EXTERNAL_LOGGER, ignore_library_log, NULL,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, h,
		MHD_OPTION_URI_LOG_CALLBACK, on_request_line, h,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
		o->listen_fd < 0 ? MHD_OPTION_END : MHD_OPTION_LISTEN_SOCKET, o->listen_fd,
		MHD_OPTION_END);
	if (!h->daemon) {
		err_errno(e, ERR_FILE, "socket");
		close_sockets(o);
		return false;
	}
	if (!o->tls)
		return true;
	h->gate = gate_start(&(struct gate_options){
		.listen_fd = o->tls_fd, .most = CONNECTIONS_MOST, .patience = o->patience, .tls = o->tls,
		.take = take_plain_end, .context = h->daemon,
	}, e);
	if (!h->gate)
		MHD_stop_daemon(h->daemon);
	return h->gate != NULL;
}

struct http *http_start(struct portal *p, const struct http_options *o, struct err *e)
{
	struct http *h = xcalloc(1, sizeof *h);
	*h = (struct http){.portal = p, .patience = o->patience};
	connections_init(&h->connections);
	pthread_mutex_init(&h->lock, NULL);
	pthread_cond_init(&h->quiet, NULL);
	if (!start_pools(h, o, e))
		close_sockets(o);
	else if (start_daemon(h, o, e))
		return h;
	release(h);
	return NULL;
}

void http_stop(struct http *h)
{
	MHD_socket listening = MHD_quiesce_daemon(h->daemon);
	struct timespec until;
	if (h->gate)
		gate_close(h->gate);
	listeners_end(h->listeners);
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += STOP_SECONDS;
	pthread_mutex_lock(&h->lock);
	while (h->dispatched > 0 && pthread_cond_timedwait(&h->quiet, &h->lock, &until) != ETIMEDOUT)
		;
	pthread_mutex_unlock(&h->lock);
	pool_end(h->requests);
	pool_end(h->hashes);
	MHD_stop_daemon(h->daemon);
	if (h->gate)
		gate_stop(h->gate);
	if (listening != MHD_INVALID_SOCKET)
		close(listening);
	release(h);
}
