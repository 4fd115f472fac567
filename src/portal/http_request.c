/* What comes in: headers, limits, bodies, and the worker's part. */
#include <stdlib.h>
#include <string.h>

#include "http_parts.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"

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
	x->q.languages = header(x, "Accept-Language");
	x->q.range = header(x, "Range");
	x->q.digest = header(x, "Content-Digest");
	x->q.accept = MHD_lookup_connection_value(x->mhd, MHD_GET_ARGUMENT_KIND, "accept");
	x->share = x->q.token ? hash_text(x->q.token) : 0;
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

/* How many requests of the same share and kind are on their way, x among them. */
static int concurrent(const struct exchange *x)
{
	int count = 0;
	for (const struct exchange *o = x->http->exchanges; o; o = o->next)
		count += o->route && o->share == x->share && !(o->route->flags & ROUTE_STREAM) &&
		         ((o->route->flags ^ x->route->flags) & ROUTE_UPLOAD) == 0;
	return count;
}

bool http_exchange_is_small(const struct exchange *x)
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
	if (http_exchange_is_small(x))
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
	else if (x->share && upload && concurrent(x) > JMAP_MAX_CONCURRENT_UPLOAD)
		fail(x, ERR_LIMIT, "maxConcurrentUpload");
	else if (x->share && !upload && !(x->route->flags & ROUTE_STREAM) && concurrent(x) > JMAP_MAX_CONCURRENT_REQUESTS)
		fail(x, ERR_LIMIT, "maxConcurrentRequests");
	else if (!(x->route->flags & ROUTE_OPEN))
		check_token(x);
}

static void work(struct job *job, struct worker *worker);

struct exchange *http_exchange_begin(struct http *h, struct MHD_Connection *mhd, const char *verb, const char *path)
{
	struct exchange *x = xcalloc(1, sizeof *x);
	x->job.run = work;
	x->http = h;
	x->mhd = mhd;
	x->connection = http_connection_of(mhd);
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
	/* Where a large body may come from who is not signed in, an address has the share of a sign-in. */
	if (x->route && x->route->flags & ROUTE_OPEN && x->route->body_max > EARLY_BODY)
		x->share = hash_text(x->q.address);
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
	http_set_phase(h, x->connection, PHASE_BODY);
	return x;
}

void http_exchange_take(struct exchange *x, const char *bytes, size_t len)
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

void http_exchange_dispatch(struct exchange *x)
{
	struct http *h = x->http;
	x->dispatched = true;
	pthread_mutex_lock(&h->lock);
	h->dispatched++;
	pthread_mutex_unlock(&h->lock);
	http_set_phase(h, x->connection, PHASE_WORK);
	MHD_suspend_connection(x->mhd);
	if (pool_push(x->route->flags & ROUTE_HASHES ? h->hashes : h->requests, &x->job))
		return;
	fail(x, ERR_BUSY, "5");
	MHD_resume_connection(x->mhd);
}
