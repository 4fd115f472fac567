/* What came of a transfer: causes told apart, what the headers say, the body unpacked. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "certificate.h"
#include "http_parts.h"
#include "network.h"
#include "twinline/base/compress.h"
#include "twinline/base/dictionary.h"
#include "twinline/base/log.h"
#include "twinline/text/sanitise.h"

enum { SHOWN_MOST = 200 /* bytes of an address of others in a sentence */ };

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
		{ CURLE_SSL_CACERT_BADFILE, ERR_NO_AUTHORITIES },
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

/* What a person is shown of libcurl's words: of a handshake that was cut it knows nothing but names of functions. */
static const char *words_of(const struct http_client *h, CURLcode code)
{
	bool is_closed = strstr(h->error, "SSL_ERROR_SYSCALL") || strstr(h->error, "Recv failure");
	return code == CURLE_SSL_CONNECT_ERROR && is_closed ? strerror(ECONNRESET) : h->error;
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
		err_set(e, cause_of(code), h->host, words_of(h, code), NULL);
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

static void read_date(struct http_client *h)
{
	char *date = header(h, "Date");
	int64_t at = date ? (int64_t)curl_getdate(date, NULL) : -1;
	h->answer.date = at > 0 ? at : 0;
	free(date);
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

/*
 * Unpacks what came, within the same bound as what comes as it is; what is in a coding of others is no portal's, and its status tells
 * more about it. Returns 0, or -1 with e.
 */
static int unpack(struct http_client *h, struct err *e)
{
	struct http_answer *a = &h->answer;
	struct packed packed = { .bytes = a->body.text, .len = a->body.len };
	struct str plain = { 0 };
	if (!a->coding || ascii_casecmp(a->coding, "identity") == 0 || a->body.len == 0)
		return 0;
	packed.dictionary = dictionary_of_coding(a->coding);
	if (!packed.dictionary && ascii_casecmp(a->coding, "zstd") != 0)
		return 0;
	if (decompress(&plain, &packed, a->body.max, e) != 0) {
		str_release(&plain);
		return err_set(e, ERR_NOT_A_PORTAL, h->host, a->coding, NULL);
	}
	str_release(&a->body);
	a->body = plain;
	return 0;
}

void http_answer_read(struct http_client *h, CURLcode code)
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
	else if (!h->is_headed && !h->is_line) /* libcurl takes an end within the headers for their end */
		err_set(&a->cause, ERR_LINE_CUT, h->host, NULL);
	else
		unpack(h, &a->cause);
	read_certificate(h);
	read_part(h);
	read_date(h);
	read_redirect(h);
	a->status = (int)status;
	a->is_json = type_is_json(type, a->coding);
	a->is_bytes = type && starts_with(type, "application/octet-stream");
	a->retry_after = retry_after > 0 ? retry_after : -1;
	http_client_cost(h, &a->up, &a->down);
	a->surely_not_sent = a->up == 0;
	a->connect_ms = connected_us / 1000;
}
