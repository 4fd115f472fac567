/* HTTP over libcurl: the life of a client, and a transfer from its start to its end. */
#include <stdlib.h>
#include <string.h>

#include "http_parts.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

enum {
	FDS_MAX = 64,
	BUSY_WAIT_MS = 500, /* how often a running transfer is looked at for lack of progress */
	DAY_MS = 24 * 60 * 60 * 1000
};

struct http_client *http_client_new(const struct http_client_options *options)
{
	http_need(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
	struct http_client *h = xcalloc(1, sizeof *h);
	h->first = h;
	h->patience = options->patience;
	h->session = session_new(options->ticket);
	h->proxy_login = options->proxy_login ? xstrdup(options->proxy_login) : NULL;
	h->multi = curl_multi_init();
	h->easy = curl_easy_init();
	http_need(h->multi && h->easy);
	return h;
}

struct http_client *http_client_beside(struct http_client *first)
{
	struct http_client *h = xcalloc(1, sizeof *h);
	*h = (struct http_client){ .first = first, .multi = first->multi, .session = session_beside(first->session) };
	h->patience = first->patience;
	h->proxy_login = first->proxy_login ? xstrdup(first->proxy_login) : NULL;
	h->easy = curl_easy_init();
	http_need(h->easy);
	return h;
}

void http_client_patience(struct http_client *h, int patience)
{
	h->patience = patience;
}

void http_client_free(struct http_client *h)
{
	if (!h)
		return;
	http_client_cancel(h);
	http_answer_release(&h->answer);
	curl_easy_cleanup(h->easy);
	curl_slist_free_all(h->headers);
	free(h->proxy_login);
	free(h->proxy);
	free(h->host);
	if (h->first == h) {
		curl_multi_cleanup(h->multi);
		session_free(h->session); /* after the connections, whose tickets it takes */
		curl_global_cleanup();
	}
	free(h);
}

int64_t http_client_received(const struct http_client *h)
{
	curl_off_t received = 0;
	if (h->busy)
		curl_easy_getinfo(h->easy, CURLINFO_SIZE_DOWNLOAD_T, &received);
	return received;
}

void http_client_cost(const struct http_client *h, int64_t *up, int64_t *down)
{
	long sent = 0, head = 0;
	curl_off_t received = 0;
	curl_easy_getinfo(h->easy, CURLINFO_REQUEST_SIZE, &sent);
	curl_easy_getinfo(h->easy, CURLINFO_HEADER_SIZE, &head);
	curl_easy_getinfo(h->easy, CURLINFO_SIZE_DOWNLOAD_T, &received);
	/* libcurl counts a body in when it goes out with the headers, and not when it follows them. */
	*up = sent + (sent > 0 && (size_t)sent < h->body.len ? (int64_t)h->body.len : 0);
	*down = head + received;
}

void http_client_cancel(struct http_client *h)
{
	if (h->busy || h->is_open)
		curl_multi_remove_handle(h->multi, h->easy);
	h->busy = h->done = h->is_open = false;
	if (h->body.text)
		wipe(h->body.text, h->body.len); /* a sign-in holds a password */
	str_release(&h->body);
}

static void finish(struct http_client *h, CURLcode code)
{
	http_answer_read(h, code);
	h->answer.took_ms = clock_monotonic_ms() - h->started_ms;
	/* An open line belongs to its handle: it stays among those that are moved. */
	h->is_open = h->is_line && h->answer.cause.code == ERR_OK;
	if (h->is_open)
		h->busy = false;
	else
		http_client_cancel(h);
	h->done = true;
}

static void move_on(struct http_client *h)
{
	int running, left;
	const CURLMsg *message;
	curl_multi_perform(h->multi, &running);
	while ((message = curl_multi_info_read(h->multi, &left))) {
		char *whose = NULL;
		if (message->msg == CURLMSG_DONE && curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &whose) == CURLE_OK)
			finish((struct http_client *)(void *)whose, message->data.result);
	}
}

/* --- a line of one's own --- */

int http_client_fd(const struct http_client *h)
{
	curl_socket_t fd = CURL_SOCKET_BAD;
	curl_easy_getinfo(h->easy, CURLINFO_ACTIVESOCKET, &fd);
	return (int)fd;
}

ssize_t http_client_send(struct http_client *h, const void *bytes, size_t len)
{
	size_t sent = 0;
	CURLcode code = h->is_open ? curl_easy_send(h->easy, bytes, len, &sent) : CURLE_SEND_ERROR;
	return code == CURLE_OK ? (ssize_t)sent : code == CURLE_AGAIN ? 0 : -1;
}

ssize_t http_client_receive(struct http_client *h, void *bytes, size_t max)
{
	size_t got = 0;
	CURLcode code = h->is_open ? curl_easy_recv(h->easy, bytes, max, &got) : CURLE_RECV_ERROR;
	return code == CURLE_OK && got > 0 ? (ssize_t)got : code == CURLE_AGAIN ? 0 : -1;
}

void http_client_start(struct http_client *h, const struct http_request *r)
{
	if (h->busy || h->is_open)
		bug("a transfer is running already");
	curl_easy_reset(h->easy); /* keeps the connection */
	h->error[0] = '\0';
	free(h->host);
	h->host = xstrdup(r->address->host);
	http_answer_release(&h->answer);
	str_init(&h->answer.body, r->answer_max ? r->answer_max : HTTP_ANSWER_MAX);
	h->limit = r->patience ? r->patience : h->first->patience;
	h->take = r->take;
	h->context = r->context;
	h->is_line = r->is_line;
	h->is_headed = false;
	http_request_set(h, r);
	h->started_ms = h->moved_ms = clock_monotonic_ms();
	h->moved = 0;
	h->busy = true;
	h->done = false;
	http_need(curl_multi_add_handle(h->multi, h->easy) == CURLM_OK);
	move_on(h); /* what fails at once is over at once */
}

void http_client_wait(struct http_client *h, struct pollfd *fds, unsigned count, int timeout_ms)
{
	struct curl_waitfd extra[FDS_MAX];
	if (count > FDS_MAX)
		bug("more than %d descriptors to wait for", FDS_MAX);
	for (unsigned i = 0; i < count; i++)
		extra[i] = (struct curl_waitfd){ .fd = fds[i].fd, .events = (short)((fds[i].events & POLLIN ? CURL_WAIT_POLLIN : 0) |
		                                                                    (fds[i].events & POLLOUT ? CURL_WAIT_POLLOUT : 0)) };
	int most = h->busy ? BUSY_WAIT_MS : DAY_MS; /* libcurl knows no "for ever" */
	if (h->done)
		most = 0;
	int ready;
	curl_multi_poll(h->multi, extra, count, timeout_ms < 0 || timeout_ms > most ? most : timeout_ms, &ready);
	for (unsigned i = 0; i < count; i++)
		fds[i].revents = (short)((extra[i].revents & CURL_WAIT_POLLIN ? POLLIN : 0) |
		                         (extra[i].revents & CURL_WAIT_POLLOUT ? POLLOUT : 0));
	move_on(h);
}

bool http_client_is_done(struct http_client *h, struct http_answer *a)
{
	if (!h->done)
		return false;
	*a = h->answer;
	h->answer = (struct http_answer){ 0 };
	h->done = false;
	return true;
}
