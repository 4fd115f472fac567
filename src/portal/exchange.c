/* Requests and responses without a transport; every failure as problem JSON. */
#include "exchange.h"

#include <stdlib.h>

#include "twinline/base/log.h"
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

void response_bytes(struct response *r, const char *type, const void *bytes, size_t len)
{
	r->status = 200;
	set_type(r, type);
	str_addn(&r->body.memory, bytes, len);
	r->body.len = (int64_t)len;
}

/* A failure of our own, as a client may see it: no path, no name of a file. */
static struct json *hidden_problem(const struct err *e, int *status)
{
	struct err shown = {0};
	log_error("portal", "%s", err_name(e->code));
	err_set(&shown, ERR_SERVER_FAIL, err_name(e->code), NULL);
	struct json *problem = jmap_problem(&shown, status);
	err_release(&shown);
	return problem;
}

void response_problem(struct response *r, const struct err *e)
{
	response_problem_as(r, e, NULL);
}

struct json *response_problem_json(const struct err *e, int *status)
{
	struct json *problem = jmap_problem(e, status);
	if (*status != 500)
		return problem;
	json_free(problem);
	return hidden_problem(e, status);
}

void response_problem_as(struct response *r, const struct err *e, struct json *error)
{
	int status;
	struct json *problem = response_problem_json(e, &status);
	if (error)
		json_set(problem, "error", error);
	response_json(r, status, problem);
	set_type(r, "application/problem+json");
	str_addf(&r->note, "%s%s", r->note.len ? " " : "", err_name(e->code));
	if (status == 401)
		response_header(r, "WWW-Authenticate", "Bearer");
	if (e->arg[0] && (e->code == ERR_SLOW_DOWN || e->code == ERR_BUSY || e->code == ERR_RATE_LIMIT))
		response_header(r, "Retry-After", e->arg[0]);
}

void response_untyped(struct response *r)
{
	free(r->type);
	r->type = NULL;
}

void response_listener(struct response *r, const char *type, struct listener *listener)
{
	response_status(r, type ? 200 : 101);
	if (type)
		set_type(r, type);
	r->listener = listener;
}

void response_status(struct response *r, int status)
{
	spool_release(&r->body);
	response_untyped(r);
	r->status = status;
}
