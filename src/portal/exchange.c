/* Requests and responses without a transport; every failure as problem JSON. */
#include "exchange.h"

#include <stdlib.h>

#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"

void request_release(struct request *r)
{
	for (int i = 0; i < REQUEST_SEGMENTS; i++)
		free(r->segments[i]);
	*r = (struct request){.address = ""};
}

void response_init(struct response *r, const char *spool_dir)
{
	*r = (struct response){.status = 500};
	spool_init(&r->body, spool_dir);
	str_init(&r->note, 400);
}

void response_release(struct response *r)
{
	for (int i = 0; i < r->header_count; i++)
		free(r->headers[i].value);
	free(r->type);
	spool_release(&r->body);
	str_release(&r->note);
	*r = (struct response){.body.fd = -1};
}

void response_header(struct response *r, const char *name, const char *value)
{
	if (r->header_count == RESPONSE_HEADERS)
		bug("more than %d headers", RESPONSE_HEADERS);
	r->headers[r->header_count++] = (struct response_header){name, xstrdup(value)};
}

static void set_type(struct response *r, const char *type)
{
	free(r->type);
	r->type = xstrdup(type);
}

void response_json(struct response *r, int status, struct json *document)
{
	r->status = status;
	set_type(r, "application/json");
	r->compressible = true;
	spool_take_text(&r->body, json_print(document));
	json_free(document);
}

/* Failures that are no JMAP request-level error (RFC 8620 section 3.6.1), each with its status. */
static const struct { enum err_code code; int status; } statuses[] = {
	{ERR_SIGNED_OUT, 401},
	{ERR_BAD_PASSWORD, 401},
	{ERR_FORBIDDEN, 403},
	{ERR_ACCOUNT_READ_ONLY, 403},
	{ERR_NOT_FOUND, 404},
	{ERR_ACCOUNT_NOT_FOUND, 404},
	{ERR_TOO_LARGE, 413},
	{ERR_SLOW_DOWN, 429},
	{ERR_RATE_LIMIT, 429},
	{ERR_BUSY, 503},
	{ERR_SERVER_UNAVAILABLE, 503},
	{ERR_DISK_FULL, 507},
	{ERR_INVALID_ARGUMENTS, 400},
};

static int status_of(enum err_code code)
{
	for (size_t i = 0; i < ARRAY_SIZE(statuses); i++)
		if (statuses[i].code == code)
			return statuses[i].status;
	return 500;
}

static bool is_request_level(enum err_code code)
{
	return code == ERR_UNKNOWN_CAPABILITY || code == ERR_NOT_JSON || code == ERR_NOT_REQUEST || code == ERR_LIMIT;
}

void response_problem(struct response *r, const struct err *e)
{
	int status = status_of(e->code);
	struct json *problem;
	if (is_request_level(e->code)) {
		problem = jmap_problem(e, &status);
	} else {
		problem = json_new_object();
		json_set_string(problem, "type", "about:blank");
		json_set_integer(problem, "status", status);
	}
	json_set(problem, "error", json_from_err(e));
	response_json(r, status, problem);
	set_type(r, "application/problem+json");
	str_addf(&r->note, "%s%s", r->note.len ? " " : "", err_name(e->code));
	if (status == 401)
		response_header(r, "WWW-Authenticate", "Bearer");
	if (e->arg[0] && (e->code == ERR_SLOW_DOWN || e->code == ERR_BUSY || e->code == ERR_RATE_LIMIT))
		response_header(r, "Retry-After", e->arg[0]);
}

void response_status(struct response *r, int status)
{
	spool_release(&r->body);
	free(r->type);
	r->type = NULL;
	r->status = status;
}
