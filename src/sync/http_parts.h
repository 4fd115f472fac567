/*
 * What the three files of the engine's HTTP client share: http.c (its life), http_request.c (what goes out), http_answer.c (what came
 * of it). libcurl is theirs alone.
 */
#ifndef TWINLINE_SYNC_HTTP_PARTS_H
#define TWINLINE_SYNC_HTTP_PARTS_H

#include <curl/curl.h>

#include "http.h"
#include "session.h"
#include "twinline/base/mem.h"

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
	bool is_headed; /* the headers of the answer came to their end */
};

static inline void http_need(bool done)
{
	if (!done)
		die("libcurl does not start");
}

/* For options that libcurl refuses by a mistake of ours only. */
#define SET(h, option, value) http_need(curl_easy_setopt((h)->easy, option, value) == CURLE_OK)

/* Sets all options of the transfer. */
void http_request_set(struct http_client *h, const struct http_request *r);

/* Fills h->answer but for the time that it took. */
void http_answer_read(struct http_client *h, CURLcode code);

#endif
