/* HTTP over libcurl: the header set that the portal needs and no more, causes told apart, bytes counted. */
#include "http.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "certificate.h"
#include "network.h"
#include "session.h"
#include "twinline/base/clock.h"
#include "twinline/base/compress.h"
#include "twinline/base/dictionary.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/text/sanitise.h"
#include "way.h"

enum {
	FDS_MAX = 64,
	IDLE_MAX = 300,       /* seconds that a kept connection may lie unused */
	BUSY_WAIT_MS = 500,   /* how often a running transfer is looked at for lack of progress */
	SHOWN_MOST = 200,     /* bytes of an address of others in a sentence */
	DAY_MS = 24 * 60 * 60 * 1000
};

static const char content_encoding[] = "Content-Encoding: ";

struct http_client {
	struct http_client *first; /* whose multi and session these are; itself, mostly */
	CURLM *multi;
	CURL *easy;
	struct session *session;
	char *proxy_login;
	char *proxy;     /* "proxy.example:3128"; NULL: none, or none is asked for this portal */
	struct curl_slist *headers;
	char error[CURL_ERROR_SIZE];
	char *host;
	struct str body; /* of the request, as sent */
	struct http_answer answer;
	int64_t started_ms;
	int64_t moved, moved_ms; /* bytes both ways, and when they grew last */
	int patience, limit; /* seconds: the usual, and of this transfer */
	bool busy, done;
	void (*take)(void *context, const char *bytes, size_t len); /* of a body that comes for hours */
	void *context;
	bool is_line, is_open;
};

static void need(bool done)
{
	if (!done)
		die("libcurl does not start");
}

/* For options that libcurl refuses by a mistake of ours only. */
#define SET(h, option, value) need(curl_easy_setopt((h)->easy, option, value) == CURLE_OK)

struct http_client *http_client_new(const struct http_client_options *options)
{
	need(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
	struct http_client *h = xcalloc(1, sizeof *h);
	h->first = h;
	h->patience = options->patience;
	h->session = session_new(options->ticket);
	h->proxy_login = options->proxy_login ? xstrdup(options->proxy_login) : NULL;
	h->multi = curl_multi_init();
	h->easy = curl_easy_init();
	need(h->multi && h->easy);
	return h;
}

struct http_client *http_client_beside(struct http_client *first)
{
	struct http_client *h = xcalloc(1, sizeof *h);
	*h = (struct http_client){ .first = first, .multi = first->multi, .session = first->session };
	h->patience = first->patience;
	h->proxy_login = first->proxy_login ? xstrdup(first->proxy_login) : NULL;
	h->easy = curl_easy_init();
	need(h->easy);
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

void http_answer_release(struct http_answer *a)
{
	err_release(&a->cause);
	str_release(&a->body);
	free(a->coding);
	free(a->accepts);
	free(a->issuer);
	free(a->digest);
	free(a->leads_to);
	*a = (struct http_answer){ 0 };
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
	struct http_client *h = context;
	if (h->take) {
		h->take(h->context, bytes, size * count);
		return size * count;
	}
	str_addn(&h->answer.body, bytes, size * count);
	return h->answer.body.overflow ? 0 : size * count;
}

/* Gives up a transfer in which no byte moves: a modem's byte a second is progress, and silence is none. */
static int watch(void *context, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up)
{
	struct http_client *h = context;
	int64_t now = clock_monotonic_ms();
	(void)down_total;
	(void)up_total;
	if (h->moved != down + up) {
		h->moved = down + up;
		h->moved_ms = now;
	}
	return !h->take && now - h->moved_ms > (int64_t)h->limit * 1000;
}

static void add_header(struct http_client *h, const char *line)
{
	h->headers = curl_slist_append(h->headers, line);
	need(h->headers);
}

/*
 * Who sends a request in the best coding gets the answer in it without a word. Otherwise all that we know are welcome; libcurl
 * is not told, for it knows neither ours nor a bound of what it unpacks.
 */
static void add_accepted(struct http_client *h)
{
	struct str line = { 0 };
	const struct dictionary *d;
	str_add(&line, "Accept-Encoding: ");
	for (size_t i = 0; (d = dictionary_at(i)) != NULL; i++)
		str_addf(&line, "%s, ", d->coding);
	str_add(&line, "zstd");
	add_header(h, line.text);
	str_release(&line);
}

static void set_headers(struct http_client *h, const struct http_request *r, const char *coding)
{
	curl_slist_free_all(h->headers);
	h->headers = NULL;
	add_header(h, "Accept:");
	add_header(h, "Expect:");
	/* A body with a shared dictionary is JSON without a word; libcurl would call it a form. */
	if (r->body)
		add_header(h, coding && dictionary_of_coding(coding) ? "Content-Type:" : "Content-Type: application/json");
	if (r->bytes) {
		char *line = xasprintf("Content-Type: %s", r->type);
		add_header(h, line);
		free(line);
	}
	if (r->digest) {
		char *line = xasprintf("Content-Digest: %s", r->digest);
		add_header(h, line);
		free(line);
	}
	if (coding) {
		char *line = xasprintf("%s%s", content_encoding, coding);
		add_header(h, line);
		free(line);
	}
	if (r->last_event) {
		char *line = xasprintf("Last-Event-ID: %s", r->last_event);
		add_header(h, line);
		free(line);
	}
	if (r->coding && (!coding || dictionary_of_coding(coding) != dictionary_at(0)))
		add_accepted(h);
	if (r->token) {
		char *line = xasprintf("Authorization: Bearer %s", r->token);
		add_header(h, line);
		wipe(line, strlen(line));
		free(line);
	}
	SET(h, CURLOPT_HTTPHEADER, h->headers);
}

/* Packs the body, if that and the header which says so are shorter. */
static bool pack(struct http_client *h, const struct http_request *r)
{
	const struct dictionary *d = dictionary_of_coding(r->coding);
	if (d)
		compress_shared(&h->body, d, r->body, r->body_len);
	else if (strcmp(r->coding, "zstd") == 0)
		compress_bytes(&h->body, r->body, r->body_len);
	if (h->body.len > 0 && h->body.len + strlen(content_encoding) + strlen(r->coding) + strlen("\r\n") < r->body_len)
		return true;
	str_clear(&h->body);
	return false;
}

/* Keeps the body as it will be sent: the coding that it is in, or NULL. */
static const char *set_body(struct http_client *h, const struct http_request *r)
{
	bool packed = r->body && r->coding && pack(h, r);
	if (r->bytes) {
		str_release(&h->body);
		h->body = *r->bytes;
		*r->bytes = (struct str){ 0 };
	} else if (!packed) {
		str_addn(&h->body, r->body ? r->body : "", r->body_len);
	}
	if (r->body || r->bytes) {
		SET(h, CURLOPT_POSTFIELDS, h->body.text ? h->body.text : "");
		SET(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)h->body.len);
	}
	return packed ? r->coding : NULL;
}

static void set_manners(struct http_client *h)
{
	SET(h, CURLOPT_PROTOCOLS_STR, "http,https");
	SET(h, CURLOPT_FOLLOWLOCATION, 0L);
	SET(h, CURLOPT_NOSIGNAL, 1L);
	SET(h, CURLOPT_ERRORBUFFER, h->error);
	SET(h, CURLOPT_WRITEFUNCTION, take_body);
	SET(h, CURLOPT_WRITEDATA, h);
	SET(h, CURLOPT_PRIVATE, h);
	SET(h, CURLOPT_CONNECTTIMEOUT, (long)h->limit);
	SET(h, CURLOPT_NOPROGRESS, 0L);
	SET(h, CURLOPT_XFERINFOFUNCTION, watch);
	SET(h, CURLOPT_XFERINFODATA, h);
	SET(h, CURLOPT_MAXAGE_CONN, (long)IDLE_MAX);
	const char *authorities = getenv("SSL_CERT_FILE"); /* a school that inspects TLS has one of its own */
	if (authorities && *authorities)
		SET(h, CURLOPT_CAINFO, authorities);
}

static CURLcode prepare_tls(CURL *easy, void *context, void *session)
{
	(void)easy;
	return session_prepare(session, context) == 0 ? CURLE_OK : CURLE_SSL_CACERT_BADFILE;
}

/* What the settings say of the way, as it is for this transfer: they may have been changed because of the one before. */
static void set_way(struct http_client *h, const struct http_request *r)
{
	struct way way;
	way_read(&way, h->proxy_login);
	session_begin(h->session, &(struct session_wish){ .host = h->host, .authorities = way.authorities, .is_fresh = r->certificate,
	                                                  .any_time = r->any_time });
	free(h->proxy);
	h->proxy = way_proxy(&way);
	SET(h, CURLOPT_SSL_CTX_FUNCTION, prepare_tls);
	SET(h, CURLOPT_SSL_CTX_DATA, h->session);
	SET(h, CURLOPT_SSL_ENABLE_ALPN, 0L); /* HTTP/1.1 is what is spoken anyway */
	if (way.proxy)
		SET(h, CURLOPT_PROXY, way.proxy);
	if (way.name) {
		SET(h, CURLOPT_PROXYAUTH, CURLAUTH_ANY);
		SET(h, CURLOPT_PROXYUSERNAME, way.name);
		SET(h, CURLOPT_PROXYPASSWORD, way.password);
	}
	way_release(&way);
}

/* Of a part nothing is packed: its digest and its place are those of the bytes as they are. */
static void set_range(struct http_client *h, const struct http_request *r)
{
	if (r->to == 0)
		return;
	char *range = xasprintf("%lld-%lld", (long long)r->from, (long long)r->to);
	SET(h, CURLOPT_RANGE, range);
	free(range);
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

/* libcurl says in words alone with whom it was speaking. */
static bool is_of_proxy(const struct http_client *h)
{
	size_t len = h->proxy ? strcspn(h->proxy, ":") : 0;
	char *host = len ? xasprintf(" %.*s ", (int)len, h->proxy) : NULL;
	bool is_its = host && strstr(h->error, host);
	free(host);
	return is_its;
}

static void set_connect_cause(struct http_client *h, struct err *e)
{
	long cause = 0;
	curl_easy_getinfo(h->easy, CURLINFO_OS_ERRNO, &cause);
	bool far = cause == ENETUNREACH || cause == ENETDOWN || cause == EHOSTUNREACH;
	if (far && !network_is_up())
		err_set(e, ERR_OFFLINE, NULL);
	else if (is_of_proxy(h))
		err_set(e, ERR_PROXY_UNREACHABLE, h->proxy, cause ? strerror((int)cause) : h->error, NULL);
	else
		err_set(e, ERR_UNREACHABLE, h->host, cause ? strerror((int)cause) : h->error, NULL);
}

/* libcurl's codes as causes that a person can do something about; the default is a line that was cut. */
static enum err_code cause_of(CURLcode code)
{
	static const struct { CURLcode code; enum err_code cause; } rows[] = {
		{ CURLE_OPERATION_TIMEDOUT, ERR_TIMEOUT },
		{ CURLE_ABORTED_BY_CALLBACK, ERR_TIMEOUT },
		{ CURLE_PEER_FAILED_VERIFICATION, ERR_CERTIFICATE },
		{ CURLE_SSL_CACERT_BADFILE, ERR_CERTIFICATE },
		{ CURLE_SSL_ISSUER_ERROR, ERR_CERTIFICATE },
		{ CURLE_SSL_CERTPROBLEM, ERR_CERTIFICATE },
		{ CURLE_SSL_CONNECT_ERROR, ERR_NO_TLS },
		{ CURLE_BAD_CONTENT_ENCODING, ERR_NOT_A_PORTAL },
		{ CURLE_WEIRD_SERVER_REPLY, ERR_NOT_A_PORTAL },
		{ CURLE_UNSUPPORTED_PROTOCOL, ERR_NOT_A_PORTAL },
		{ CURLE_WRITE_ERROR, ERR_NOT_A_PORTAL },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].code == code)
			return rows[i].cause;
	return ERR_LINE_CUT;
}

static void set_proxy_refusal(const struct http_client *h, long status, struct err *e)
{
	char *text = xasprintf("%ld", status);
	err_set(e, ERR_PROXY, h->proxy, h->host, text, NULL);
	free(text);
}

static void set_cause(struct http_client *h, CURLcode code, struct err *e)
{
	const struct err *told = session_cause(h->session);
	long proxy_status = 0;
	curl_easy_getinfo(h->easy, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
	if (told->code != ERR_OK)
		err_set(e, told->code, told->arg[0], told->arg[1], told->arg[2], NULL);
	else if (code == CURLE_PEER_FAILED_VERIFICATION && session_names(h->session))
		err_set(e, ERR_CERTIFICATE_NAME, h->host, session_names(h->session), NULL);
	else if (h->proxy && (proxy_status == 407 || code == CURLE_LOGIN_DENIED))
		err_set(e, ERR_PROXY_LOGIN, h->proxy, NULL);
	else if (h->proxy && proxy_status >= 300)
		set_proxy_refusal(h, proxy_status, e);
	else if (code == CURLE_COULDNT_CONNECT)
		set_connect_cause(h, e);
	else if (code == CURLE_COULDNT_RESOLVE_HOST)
		err_set(e, network_is_up() ? ERR_DNS : ERR_OFFLINE, h->host, NULL);
	else if (h->proxy && (code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_PROXY || code == CURLE_UNSUPPORTED_PROTOCOL))
		err_set(e, ERR_PROXY_UNREACHABLE, h->proxy, h->error, NULL);
	else
		err_set(e, cause_of(code), h->host, h->error, NULL);
	log_info("http", "libcurl %d: %s", (int)code, h->error[0] ? h->error : curl_easy_strerror(code));
}

/* The certificate of the portal itself, the first of the chain, as libcurl writes it. */
static void read_certificate(struct http_client *h)
{
	struct curl_certinfo *chain = NULL;
	if (curl_easy_getinfo(h->easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || !chain || chain->num_of_certs < 1)
		return;
	for (const struct curl_slist *line = chain->certinfo[0]; line; line = line->next) {
		if (starts_with(line->data, "Issuer:")) {
			free(h->answer.issuer);
			h->answer.issuer = certificate_issuer(strchr(line->data, ':') + 1);
		} else if (starts_with(line->data, "Expire date:")) {
			h->answer.valid_until = certificate_time(strchr(line->data, ':') + 1);
		}
	}
}

static bool type_is_json(const char *type, const char *coding)
{
	if (!type)
		return coding && dictionary_of_coding(coding);
	return starts_with(type, "application/json") || starts_with(type, "application/problem+json");
}

static char *header(struct http_client *h, const char *name)
{
	struct curl_header *found = NULL;
	return curl_easy_header(h->easy, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK ? xstrdup(found->value) : NULL;
}

/* What a part says of itself. */
static void read_part(struct http_client *h)
{
	char *range = header(h, "Content-Range");
	h->answer.from = range && starts_with(range, "bytes ") ? strtoll(range + strlen("bytes "), NULL, 10) : -1;
	h->answer.digest = header(h, "Content-Digest");
	free(range);
}

/* Where a redirect leads, without what comes after the path: that is for the one that it was made for. */
static void read_redirect(struct http_client *h)
{
	const char *url = NULL;
	if (curl_easy_getinfo(h->easy, CURLINFO_REDIRECT_URL, &url) != CURLE_OK || !url)
		return;
	size_t len = strcspn(url, "?#");
	char *text = xstrndup(url, len < SHOWN_MOST ? len : SHOWN_MOST);
	h->answer.leads_to = sanitise_copy(text, SANITISE_LINE);
	free(text);
}

/* Unpacks what came, within the same bound as what comes as it is. Returns 0, or -1 with e. */
static int unpack(struct http_client *h, struct err *e)
{
	struct http_answer *a = &h->answer;
	struct packed packed = { .bytes = a->body.text, .len = a->body.len };
	struct str plain = { 0 };
	if (!a->coding || ascii_casecmp(a->coding, "identity") == 0 || a->body.len == 0)
		return 0;
	packed.dictionary = dictionary_of_coding(a->coding);
	bool is_known = packed.dictionary || ascii_casecmp(a->coding, "zstd") == 0;
	if (!is_known || decompress(&plain, &packed, a->body.max, e) != 0)
		return err_set(e, ERR_NOT_A_PORTAL, h->host, a->coding, NULL);
	str_release(&a->body);
	a->body = plain;
	return 0;
}

static void finish(struct http_client *h, CURLcode code)
{
	struct http_answer *a = &h->answer;
	long status = 0;
	curl_off_t retry_after = 0, connected_us = 0;
	const char *type = NULL;
	curl_easy_getinfo(h->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(h->easy, CURLINFO_RETRY_AFTER, &retry_after);
	curl_easy_getinfo(h->easy, CURLINFO_CONTENT_TYPE, &type);
	curl_easy_getinfo(h->easy, CURLINFO_PRETRANSFER_TIME_T, &connected_us);
	a->coding = header(h, "Content-Encoding");
	a->accepts = header(h, "Accept-Encoding");
	if (code != CURLE_OK)
		set_cause(h, code, &a->cause);
	else
		unpack(h, &a->cause);
	read_certificate(h);
	read_part(h);
	char *date = header(h, "Date");
	a->date = date ? (int64_t)curl_getdate(date, NULL) : 0;
	a->date = a->date > 0 ? a->date : 0;
	free(date);
	read_redirect(h);
	a->status = (int)status;
	a->is_json = type_is_json(type, a->coding);
	a->is_bytes = type && starts_with(type, "application/octet-stream");
	a->retry_after = retry_after > 0 ? retry_after : -1;
	http_client_cost(h, &a->up, &a->down);
	a->surely_not_sent = a->up == 0;
	a->took_ms = clock_monotonic_ms() - h->started_ms;
	a->connect_ms = connected_us / 1000;
	/* An open line belongs to its handle: it stays among those that are moved. */
	h->is_open = h->is_line && a->cause.code == ERR_OK;
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
	set_manners(h);
	set_way(h, r);
	set_headers(h, r, set_body(h, r));
	set_range(h, r);
	h->take = r->take;
	h->context = r->context;
	h->is_line = r->is_line;
	SET(h, CURLOPT_URL, r->url);
	if (r->is_line)
		SET(h, CURLOPT_CONNECT_ONLY, 1L);
	else
		SET(h, CURLOPT_CUSTOMREQUEST, r->method);
	SET(h, CURLOPT_CERTINFO, r->certificate ? 1L : 0L);
	SET(h, CURLOPT_FRESH_CONNECT, r->certificate || r->any_time ? 1L : 0L);
	SET(h, CURLOPT_FORBID_REUSE, r->any_time ? 1L : 0L);
	if (r->address->unix_socket)
		SET(h, CURLOPT_UNIX_SOCKET_PATH, r->address->unix_socket);
	/* Without TLS only this computer is spoken to (address.c): no proxy of the environment hears what is said. */
	if (!starts_with(r->url, "https://"))
		SET(h, CURLOPT_NOPROXY, "*");
	h->started_ms = h->moved_ms = clock_monotonic_ms();
	h->moved = 0;
	h->busy = true;
	h->done = false;
	need(curl_multi_add_handle(h->multi, h->easy) == CURLM_OK);
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
