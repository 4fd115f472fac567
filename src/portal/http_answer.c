/* What goes out: responses, event streams, and connections that become WebSockets. */
#include <string.h>

#include "event_stream.h"
#include "http_parts.h"
#include "socket.h"

enum { EVENT_BYTES = 2048 /* of a stream at once */ };

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

void http_exchange_let_go(struct exchange *x)
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

enum MHD_Result http_exchange_answer(struct exchange *x)
{
	x->sent = x->x.body.len;
	if (x->x.listener)
		http_exchange_let_go(x);
	struct MHD_Response *m = x->x.listener ? make_stream(x) : make_body(&x->x);
	if (!m)
		return MHD_NO;
	add_headers(m, &x->x, x->route && strcmp(x->route->verb, "POST") == 0);
	enum MHD_Result result = MHD_queue_response(x->mhd, (unsigned)x->x.status, m);
	MHD_destroy_response(m);
	return result;
}
