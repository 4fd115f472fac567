/* Answers over HTTP: statuses and problem documents (RFC 7807, RFC 8620 section 3.6.1) as causes. */
#include "answer.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"

enum { BUSY_SECONDS = 30 /* where the portal does not say */ };

static void set_number(struct err *e, enum err_code code, int64_t number)
{
	char *text = xasprintf("%lld", (long long)number);
	err_set(e, code, text, NULL);
	free(text);
}

/* The cause that a problem document carries; false if it is none. */
static bool read_problem(const struct json *problem, struct err *cause)
{
	struct err told = { 0 };
	jmap_problem_err(problem, &told);
	bool is_one = told.code != ERR_NOT_A_PORTAL;
	if (is_one)
		err_move(cause, &told);
	err_release(&told);
	return is_one;
}

static void read_status(const struct http_answer *a, const char *host, const struct json *problem, struct err *cause)
{
	int64_t wait = a->retry_after >= 0 ? a->retry_after : BUSY_SECONDS;
	if (a->status == 407)
		err_set(cause, ERR_PROXY_LOGIN, host, NULL);
	else if (a->leads_to)
		err_set(cause, ERR_LEADS_ELSEWHERE, host, a->leads_to, NULL);
	else if (a->status >= 500 && a->status != 511 && a->status != 503)
		set_number(cause, ERR_PORTAL_DOWN, a->status);
	else if (a->status >= 400 && read_problem(problem, cause))
		return;
	else if (a->status == 429 || a->status == 503)
		set_number(cause, ERR_BUSY, wait);
	else if (a->status == 401 && problem)
		err_set(cause, ERR_SIGNED_OUT, NULL);
	else if (a->status == 404)
		err_set(cause, ERR_NOT_FOUND, NULL);
	else if (a->status == 413)
		err_set(cause, ERR_LIMIT, "maxSizeRequest", NULL);
	else
		err_set(cause, ERR_NOT_A_PORTAL, host, NULL);
}

struct json *answer_read(const struct http_answer *a, const char *host, struct err *cause)
{
	if (a->cause.code != ERR_OK) {
		err_set(cause, a->cause.code, a->cause.arg[0], a->cause.arg[1], a->cause.arg[2], NULL);
		return NULL;
	}
	if (a->status == 204)
		return json_new_object();
	struct json *document = a->is_json && a->body.len > 0 ? json_parse(a->body.text, a->body.len, NULL) : NULL;
	if ((a->status == 200 || a->status == 201) && json_is_object(document))
		return document;
	read_status(a, host, document, cause);
	json_free(document);
	return NULL;
}

bool answer_is_refusal(const struct http_answer *a)
{
	static const int refusals[] = { 400, 401, 403, 404, 413, 415, 429 };
	if (a->went_before)
		return false;
	if (a->cause.code != ERR_OK || !a->is_json)
		return a->surely_not_sent;
	for (size_t i = 0; i < ARRAY_SIZE(refusals); i++)
		if (refusals[i] == a->status)
			return true;
	return false;
}
