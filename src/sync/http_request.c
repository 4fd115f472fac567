/* What goes out: the header set that the portal needs and no more, the body packed, the way that the settings say. */
#include <stdlib.h>
#include <string.h>

#include "http_parts.h"
#include "twinline/base/clock.h"
#include "twinline/base/compress.h"
#include "twinline/base/dictionary.h"
#include "way.h"

enum { IDLE_MAX = 300 /* seconds that a kept connection may lie unused */ };

static const char content_encoding[] = "Content-Encoding: ";

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
	http_need(h->headers);
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

/* Of the answer itself; libcurl gives each line whole, and the empty one after the last. */
static size_t watch_headers(char *line, size_t size, size_t count, void *context)
{
	struct http_client *h = context;
	h->is_headed = line[0] == '\r' || line[0] == '\n';
	return size * count;
}

static void set_manners(struct http_client *h)
{
	SET(h, CURLOPT_PROTOCOLS_STR, "http,https");
	SET(h, CURLOPT_FOLLOWLOCATION, 0L);
	SET(h, CURLOPT_NOSIGNAL, 1L);
	SET(h, CURLOPT_ERRORBUFFER, h->error);
	SET(h, CURLOPT_WRITEFUNCTION, take_body);
	SET(h, CURLOPT_WRITEDATA, h);
	SET(h, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	SET(h, CURLOPT_HEADERFUNCTION, watch_headers);
	SET(h, CURLOPT_HEADERDATA, h);
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

void http_request_set(struct http_client *h, const struct http_request *r)
{
	set_manners(h);
	set_way(h, r);
	set_headers(h, r, set_body(h, r));
	set_range(h, r);
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
}
