/* The portal on libmicrohttpd: requests in, jobs to the pools, responses out, one line in the log each. */
#include "http.h"

#include <errno.h>
#include <inttypes.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "coding.h"
#include "connections.h"
#include "event_stream.h"
#include "gate.h"
#include "pool.h"
#include "route.h"
#include "socket.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"

enum {
	CONNECTIONS_MOST = 1000,
	CONNECTION_MEMORY = 32 * 1024, /* bytes of headers and reading a connection */
	IDLE_SECONDS = 300,            /* a kept connection that asks nothing */
	QUEUE_REQUESTS = 1000,
	QUEUE_HASHES = 64,
	EARLY_BODY = 64 * 1024,        /* a larger body is not even read from who is not signed in */
	STOP_SECONDS = 10,
	EVENT_BYTES = 2048             /* of a stream at once */
};

/* One request on its way. Touched by the event thread, but between push and resume by the worker alone. */
struct exchange {
	struct job job;
	struct exchange *next, **link;
	struct http *http;
	struct MHD_Connection *mhd;
	struct MHD_UpgradeResponseHandle *upgraded; /* of a WebSocket */
	struct connection *connection;
	const struct route *route; /* NULL: nothing there */
	struct request q;
	struct response x;
	struct spool body;
	char *forwarded;
	uint64_t token_key;
	int64_t started, sent;
	bool done;       /* x is the answer */
	bool ends;       /* and the connection's last */
	bool dispatched;
	struct coding in, out; /* of the bodies */
	int64_t received;
};

struct http {
	struct portal *portal;
	struct MHD_Daemon *daemon;
	struct gate *gate; /* of those that speak TLS; NULL: none does */
	struct pool *requests, *hashes;
	struct listeners *listeners;
	struct worker *workers;  /* the first one is the event thread's, for looking at tokens */
	int worker_count, patience;
	struct connections connections;
	struct exchange *exchanges; /* the event thread's own */
	pthread_mutex_t lock;
	pthread_cond_t quiet; /* dispatched has come to 0 */
	int dispatched;       /* requests whose answer is not out yet */
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

static void set_phase(struct http *h, struct connection *c, enum phase phase)
{
	connections_phase(&h->connections, c, phase, clock_monotonic_ms());
}

static struct connection *connection_of(struct MHD_Connection *mhd)
{
	return MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static void *on_request_line(void *context, const char *uri, struct MHD_Connection *mhd)
{
	(void)uri;
	set_phase(context, connection_of(mhd), PHASE_HEADER);
	return NULL;
}

void http_watch(struct http *h)
{
	int count = connections_watch(&h->connections, (int64_t)h->patience * 1000, clock_monotonic_ms());
	if (count)
		log_info("http", "%d cut off without progress", count);
}

/* --- requests --- */

static const char *header(const struct exchange *x, const char *name)
{
	return MHD_lookup_connection_value(x->mhd, MHD_HEADER_KIND, name);
}

/* All lines of one header. */
struct lines { const char *name; int count; const char *last; };

static enum MHD_Result add_line(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct lines *l = context;
	(void)kind;
	if (strcasecmp(name, l->name) == 0) {
		l->count++;
		l->last = value;
	}
	return MHD_YES;
}

static struct lines lines_of(const struct exchange *x, const char *name)
{
	struct lines l = {.name = name};
	MHD_get_connection_values(x->mhd, MHD_HEADER_KIND, add_line, &l);
	return l;
}

static void fail(struct exchange *x, enum err_code code, const char *argument)
{
	struct err e = {0};
	err_set(&e, code, argument, NULL);
	response_problem(&x->x, &e);
	err_release(&e);
	x->done = true;
}

static uint64_t hash_text(const char *text)
{
	uint64_t hash = 14695981039346656037u;
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u;
	return hash ? hash : 1;
}

/* The address that the proxy in front saw, the last one it added; a stranger's word for it does not count. */
static void find_address(struct exchange *x)
{
	const char *list = x->connection->trusted ? lines_of(x, "X-Forwarded-For").last : NULL;
	if (!list) {
		x->q.address = x->connection->address;
		return;
	}
	const char *comma = strrchr(list, ',');
	const char *last = comma ? comma + 1 + strspn(comma + 1, " ") : list;
	x->forwarded = xstrndup(last, strnlen(last, INET6_ADDRSTRLEN));
	x->q.address = x->forwarded;
}

/* What an event stream and a WebSocket are asked for with. */
static void read_stream_headers(struct exchange *x)
{
	x->q.events.types = MHD_lookup_connection_value(x->mhd, MHD_GET_ARGUMENT_KIND, "types");
	x->q.events.close_after = MHD_lookup_connection_value(x->mhd, MHD_GET_ARGUMENT_KIND, "closeafter");
	x->q.events.ping = MHD_lookup_connection_value(x->mhd, MHD_GET_ARGUMENT_KIND, "ping");
	x->q.events.last = header(x, "Last-Event-ID");
	x->q.socket.upgrade = header(x, "Upgrade");
	x->q.socket.connection = header(x, "Connection");
	x->q.socket.version = header(x, "Sec-WebSocket-Version");
	x->q.socket.key = header(x, "Sec-WebSocket-Key");
	x->q.socket.protocols = header(x, "Sec-WebSocket-Protocol");
	x->q.socket.extensions = header(x, "Sec-WebSocket-Extensions");
}

static void read_headers(struct exchange *x)
{
	const char *authorization = header(x, "Authorization");
	x->q.anonymous = !authorization;
	if (authorization && strncasecmp(authorization, "Bearer ", 7) == 0)
		x->q.token = authorization + 7;
	x->q.content_type = header(x, "Content-Type");
	x->q.range = header(x, "Range");
	x->q.digest = header(x, "Content-Digest");
	x->q.accept = MHD_lookup_connection_value(x->mhd, MHD_GET_ARGUMENT_KIND, "accept");
	x->token_key = x->q.token ? hash_text(x->q.token) : 0;
	find_address(x);
}

/*
 * The codings of the two bodies; one that is not known is refused with those that are. A file comes as it is: unpacked in
 * memory, a few small frames would fill it. Where a password goes in or a token out, nothing is packed (compress.h says why).
 */
static void read_codings(struct exchange *x)
{
	bool file = x->route->flags & ROUTE_UPLOAD;
	if (coding_of_request(header(x, "Content-Encoding"), &x->in) && !(file && x->in.kind != CODING_NONE)) {
		if (x->in.kind == CODING_SHARED && !x->q.content_type)
			x->q.content_type = "application/json";
		if (!(x->route->flags & ROUTE_HASHES))
			x->out = coding_of_answer(header(x, "Accept-Encoding"), header(x, "Available-Dictionary"), &x->in);
		return;
	}
	char *names = file ? xstrdup("identity") : coding_names();
	response_status(&x->x, 415);
	response_header(&x->x, "Accept-Encoding", names);
	x->done = true;
	free(names);
}

/* How many requests of the same sign-in and kind are on their way, x among them. */
static int concurrent(const struct exchange *x)
{
	int count = 0;
	for (const struct exchange *o = x->http->exchanges; o; o = o->next)
		count += o->route && o->token_key == x->token_key && !(o->route->flags & ROUTE_STREAM) &&
		         ((o->route->flags ^ x->route->flags) & ROUTE_UPLOAD) == 0;
	return count;
}

/* True if the body is small enough to be read whatever comes of it, which keeps the connection. */
static bool is_small(const struct exchange *x)
{
	const char *length = header(x, "Content-Length");
	return !header(x, "Transfer-Encoding") && (!length || strtoll(length, NULL, 10) <= EARLY_BODY);
}

/*
 * A request whose length can be read in two ways ends its connection (RFC 9112 section 6.3): a proxy in front that read it in
 * the other one would take a part of it for the next person's.
 */
static void check_framing(struct exchange *x)
{
	struct lines length = lines_of(x, "Content-Length"), coding = lines_of(x, "Transfer-Encoding");
	bool chunked = coding.count == 1 && strcasecmp(coding.last, "chunked") == 0;
	if (length.count + coding.count == 0 || (length.count == 1 && coding.count == 0) || (length.count == 0 && chunked))
		return;
	fail(x, ERR_NOT_REQUEST, "Content-Length");
	response_header(&x->x, "Connection", "close");
	x->ends = true;
}

/* A small body waits for a worker to look at the token; a large one is not read from who is not signed in, a guest or not. */
static void check_token(struct exchange *x)
{
	struct err e = {0};
	struct viewer v;
	if (is_small(x))
		return;
	if (x->q.anonymous && x->route->flags & ROUTE_GUEST && x->http->portal->guests) {
		fail(x, ERR_LIMIT, "maxSizeRequest");
		return;
	}
	if (viewer_of_token(&x->http->workers[0].reader, x->q.token, &v, &e) == 0)
		viewer_release(&v);
	else
		fail(x, e.code, e.arg[0]);
	err_release(&e);
}

static void check_limits(struct exchange *x)
{
	bool upload = x->route->flags & ROUTE_UPLOAD;
	const char *length = header(x, "Content-Length");
	if (length && strtoll(length, NULL, 10) > x->route->body_max)
		fail(x, ERR_LIMIT, x->route->limit ? x->route->limit : "maxSizeRequest");
	else if (x->token_key && upload && concurrent(x) > JMAP_MAX_CONCURRENT_UPLOAD)
		fail(x, ERR_LIMIT, "maxConcurrentUpload");
	else if (x->token_key && !upload && !(x->route->flags & ROUTE_STREAM) && concurrent(x) > JMAP_MAX_CONCURRENT_REQUESTS)
		fail(x, ERR_LIMIT, "maxConcurrentRequests");
	else if (!(x->route->flags & ROUTE_OPEN))
		check_token(x);
}

static void work(struct job *job, struct worker *worker);

static struct exchange *begin(struct http *h, struct MHD_Connection *mhd, const char *verb, const char *path)
{
	struct exchange *x = xcalloc(1, sizeof *x);
	x->job.run = work;
	x->http = h;
	x->mhd = mhd;
	x->connection = connection_of(mhd);
	x->started = clock_monotonic_ms();
	response_init(&x->x, h->portal->dir);
	spool_init(&x->body, h->portal->dir);
	x->next = h->exchanges;
	x->link = &h->exchanges;
	if (x->next)
		x->next->link = &x->next;
	h->exchanges = x;
	read_headers(x);
	read_stream_headers(x);
	x->q.is_head = strcmp(verb, "HEAD") == 0;
	char *allow = NULL;
	x->route = route_find(verb, path, &x->q, &allow);
	check_framing(x);
	if (x->ends) {
		/* nothing more of it is looked at */
	} else if (x->route) {
		read_codings(x);
		if (!x->done)
			check_limits(x);
	} else {
		fail(x, ERR_NOT_FOUND, NULL);
		if (allow) {
			response_status(&x->x, 405);
			response_header(&x->x, "Allow", allow);
		}
	}
	free(allow);
	set_phase(h, x->connection, PHASE_BODY);
	return x;
}

static void take_body(struct exchange *x, const char *bytes, size_t len)
{
	x->received += (int64_t)len;
	connections_progress(&x->http->connections, x->connection, len);
	if (x->done)
		return;
	struct err e = {0};
	if (x->body.len + (int64_t)len > x->route->body_max) {
		fail(x, ERR_LIMIT, x->route->limit ? x->route->limit : "maxSizeRequest");
	} else if (spool_add(&x->body, bytes, len, &e) < 0) {
		fail(x, e.code, e.arg[0]);
	}
	err_release(&e);
}

/* --- the worker's part --- */

static void work(struct job *job, struct worker *worker)
{
	struct exchange *x = (struct exchange *)job;
	struct err e = {0};
	struct str plain = {0};
	struct coding_limit limit = {x->route->body_max, x->route->limit};
	if (coding_unpack(&x->q, &x->body, &x->in, &limit, &plain, &e) == 0)
		route_run(x->route, worker, &x->q, &x->x);
	else
		response_problem(&x->x, &e);
	err_release(&e);
	str_release(&plain);
	coding_pack(&x->x, &x->out);
	x->done = true;
	MHD_resume_connection(x->mhd);
}

static void dispatch(struct exchange *x)
{
	struct http *h = x->http;
	x->dispatched = true;
	pthread_mutex_lock(&h->lock);
	h->dispatched++;
	pthread_mutex_unlock(&h->lock);
	set_phase(h, x->connection, PHASE_WORK);
	MHD_suspend_connection(x->mhd);
	if (pool_push(x->route->flags & ROUTE_HASHES ? h->hashes : h->requests, &x->job))
		return;
	fail(x, ERR_BUSY, "5");
	MHD_resume_connection(x->mhd);
}

/* --- what goes on: event streams and WebSockets --- */

static void put_to_sleep(void *context)
{
	MHD_suspend_connection(((struct exchange *)context)->mhd);
}

static void wake_up(void *context)
{
	MHD_resume_connection(((struct exchange *)context)->mhd);
}

static void close_socket(void *context)
{
	MHD_upgrade_action(((struct exchange *)context)->upgraded, MHD_UPGRADE_ACTION_CLOSE);
}

static ssize_t read_stream(void *context, uint64_t at, char *bytes, size_t max)
{
	struct exchange *x = context;
	(void)at;
	int64_t len = event_stream_read(x->x.listener, bytes, max);
	x->sent += len > 0 ? len : 0;
	return len < 0 ? MHD_CONTENT_READER_END_OF_STREAM : (ssize_t)len;
}

static void on_upgrade(void *context, struct MHD_Connection *mhd, void *own, const char *early, size_t len, MHD_socket fd,
                       struct MHD_UpgradeResponseHandle *handle)
{
	struct exchange *x = context;
	struct listener *socket = x->x.listener;
	(void)mhd;
	(void)own;
	x->upgraded = handle;
	x->x.listener = NULL;
	socket_attach(socket, &(struct carrier){.context = x, .close = close_socket}, fd, early, len);
}

static struct MHD_Response *make_stream(struct exchange *x)
{
	if (x->x.status == MHD_HTTP_SWITCHING_PROTOCOLS)
		return MHD_create_response_for_upgrade(on_upgrade, x);
	event_stream_attach(x->x.listener, &(struct carrier){.context = x, .sleep = put_to_sleep, .wake = wake_up});
	return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, EVENT_BYTES, read_stream, x, NULL);
}

/* It has been answered, or its answer goes on for ever: http_stop does not wait for it any more. */
static void stop_waiting_for(struct exchange *x)
{
	struct http *h = x->http;
	pthread_mutex_lock(&h->lock);
	if (x->dispatched && --h->dispatched == 0)
		pthread_cond_signal(&h->quiet);
	pthread_mutex_unlock(&h->lock);
	x->dispatched = false;
}

/* --- responses --- */

static struct MHD_Response *make_body(struct response *r)
{
	struct MHD_Response *m;
	if (r->body.fd >= 0) {
		m = MHD_create_response_from_fd64((uint64_t)r->body.len, r->body.fd);
		r->body.fd = -1;
	} else {
		size_t len = r->body.memory.len;
		m = MHD_create_response_from_buffer(len, str_detach(&r->body.memory), MHD_RESPMEM_MUST_FREE);
	}
	return m;
}

static void add_headers(struct MHD_Response *m, const struct response *r, bool is_post)
{
	if (r->type)
		MHD_add_response_header(m, "Content-Type", r->type);
	if (r->lasts)
		MHD_add_response_header(m, "Cache-Control", "public, max-age=31536000, immutable");
	else if (!is_post && r->status != MHD_HTTP_SWITCHING_PROTOCOLS) /* a POST's nobody keeps (RFC 9110 section 9.3.3) */
		MHD_add_response_header(m, "Cache-Control", "no-store");
	for (int i = 0; i < r->header_count; i++)
		MHD_add_response_header(m, r->headers[i].name, r->headers[i].value);
}

static enum MHD_Result answer(struct exchange *x)
{
	x->sent = x->x.body.len;
	if (x->x.listener)
		stop_waiting_for(x);
	struct MHD_Response *m = x->x.listener ? make_stream(x) : make_body(&x->x);
	if (!m)
		return MHD_NO;
	add_headers(m, &x->x, x->route && strcmp(x->route->verb, "POST") == 0);
	enum MHD_Result result = MHD_queue_response(x->mhd, (unsigned)x->x.status, m);
	MHD_destroy_response(m);
	return result;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *mhd, const char *path, const char *verb,
                                  const char *version, const char *data, size_t *len, void **own)
{
	struct exchange *x = *own;
	(void)version;
	if (!x) {
		x = *own = begin(context, mhd, verb, path);
		return x->ends || (x->done && !is_small(x)) ? answer(x) : MHD_YES;
	}
	if (*len > 0) {
		take_body(x, data, *len);
		*len = 0;
		/* Who goes on sending a body that was refused long ago is cut off. */
		return x->done && x->received > EARLY_BODY + (x->route ? x->route->body_max : 0) ? MHD_NO : MHD_YES;
	}
	if (x->done)
		return answer(x);
	if (!x->dispatched)
		dispatch(x);
	return MHD_YES;
}

static void log_exchange(const struct exchange *x, enum MHD_RequestTerminationCode how)
{
	log_info("request", "%s %s %d in=%" PRId64 " out=%" PRId64 " ms=%" PRId64 "%s%s%s", x->route ? x->route->verb : "-",
	         x->route ? x->route->path : "-", x->x.status, x->received, x->sent, clock_monotonic_ms() - x->started,
	         x->x.note.len ? " what=" : "", x->x.note.len ? x->x.note.text : "",
	         how == MHD_REQUEST_TERMINATED_COMPLETED_OK ? "" : " cut");
}

static void on_completed(void *context, struct MHD_Connection *mhd, void **own, enum MHD_RequestTerminationCode how)
{
	struct http *h = context;
	struct exchange *x = *own;
	(void)mhd;
	if (!x)
		return;
	log_exchange(x, how);
	set_phase(h, x->connection, PHASE_IDLE);
	*x->link = x->next;
	if (x->next)
		x->next->link = x->link;
	stop_waiting_for(x);
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
