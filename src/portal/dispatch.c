/* The calls of a request, one after the other (RFC 8620 sections 3.3 to 3.7). */
#include "dispatch.h"

#include <stdlib.h>
#include <string.h>

#include "listeners.h"
#include "method.h"
#include "resource.h"
#include "twinline/jmap/jmap.h"

/* What a pupil may ask who has still to choose a password: what is new for them, and what they are called. */
static bool is_for_first(const struct call *c, const struct method *m)
{
	return m->flags & METHOD_ANY || (m->run == method_get && c->type->index == TYPE_Profile);
}

/* Lets the viewer into the account that the call names, if there is one to be let into. */
static int enter(struct call *c, const struct method *m, struct err *e)
{
	const struct json *id = json_get(c->arguments, "accountId");
	if (c->batch->viewer->has_first && !is_for_first(c, m))
		return err_set(e, ERR_FIRST_PASSWORD, NULL);
	if (m->flags & METHOD_ANY)
		return method_check_arguments(m, c->arguments, e);
	if (!json_is_string(id))
		return err_set(e, ERR_INVALID_ARGUMENTS, "accountId", "\"id\"", NULL);
	c->account = viewer_account(c->batch->viewer, json_text(id));
	if (!c->account)
		return err_set(e, ERR_ACCOUNT_NOT_FOUND, NULL);
	if (c->type && !record_type_in(c->type, c->account->account.kind))
		return err_set(e, ERR_ACCOUNT_NOT_SUPPORTED, c->type->name, NULL);
	if (m->flags & METHOD_WRITES && c->account->read_only)
		return err_set(e, ERR_ACCOUNT_READ_ONLY, NULL);
	return method_check_arguments(m, c->arguments, e);
}

/* The method of a name, if the request's capabilities let it be seen (section 3.3, "using"). */
static const struct method *find_visible(const struct jmap_request *r, const char *name, const struct record_type **type)
{
	const struct method *m = method_find(name, type);
	if (!m)
		return NULL;
	bool shown = m->flags & METHOD_CORE ? r->core : m->flags & METHOD_BLOB ? r->blob : r->twinline;
	return shown ? m : NULL;
}

/* Somebody who joins a project or leaves one with a call sees the accounts of it in the next one, Sync/get of the same request too. */
static void look_again(struct batch *b)
{
	struct viewer now;
	if (!*b->viewer->user.person || viewer_of_user(&b->worker->reader, &b->viewer->user, &now, NULL) < 0)
		return;
	if (strcmp(now.session_state, b->viewer->session_state) == 0) {
		viewer_release(&now);
		return;
	}
	now.sign_in = b->viewer->sign_in;
	now.used_at = b->viewer->used_at;
	struct viewer before = b->joined;
	b->joined = now;
	b->viewer = &b->joined;
	viewer_release(&before);
}

static struct json *run(struct batch *b, const struct method *m, const struct record_type *type,
                        const struct json *arguments, struct err *e)
{
	struct json *resolved = jmap_resolve(arguments, b->responses, e);
	if (!resolved)
		return NULL;
	struct call c = {.batch = b, .type = type, .arguments = resolved};
	struct json *response = NULL;
	/* A call that wrote has ended the moment that the worker reads. */
	if (enter(&c, m, e) == 0 && worker_read(b->worker, e) == 0)
		response = m->run(&c, e);
	if (response && m->flags & METHOD_WRITES)
		look_again(b);
	json_free(resolved);
	return response;
}

static void do_call(struct batch *b, const struct json *call, struct str *note)
{
	const char *name = json_text(json_at(call, 0));
	const struct record_type *type;
	struct err e = {0};
	struct json *response = NULL;
	const struct method *m = find_visible(&b->request, name, &type);
	if (m)
		response = run(b, m, type, json_at(call, 1), &e);
	else
		err_set(&e, ERR_UNKNOWN_METHOD, name, NULL);
	struct json *invocation = json_push(b->responses, json_new_array());
	/* What a client made up does not go into the log. */
	str_addf(note, "%s%s", note->len ? "," : "", m ? name : "-");
	if (response) {
		json_push(invocation, json_new_string(name));
		json_push(invocation, response);
	} else {
		method_hide(&e);
		str_addf(note, ":%s", err_name(e.code));
		json_push(invocation, json_new_string("error"));
		json_push(invocation, json_from_err(&e));
	}
	json_push(invocation, json_copy(json_at(call, 2)));
	err_release(&e);
}

static struct json *run_batch(struct batch *b, struct str *note)
{
	struct json *response = json_new_object();
	b->responses = json_set(response, "methodResponses", json_new_array());
	for (const struct json *call = json_first(b->request.calls); call; call = json_next(call))
		do_call(b, call, note);
	if (b->request.created_sent)
		json_set(response, "createdIds", json_copy(b->request.created));
	json_set_string(response, "sessionState", b->viewer->session_state);
	viewer_release(&b->joined);
	jmap_request_release(&b->request);
	free(b->made);
	free(b->gone);
	return response;
}

struct json *portal_dispatch(struct worker *w, const struct viewer *v, const char *body, size_t len, struct str *note,
                             struct err *e)
{
	struct batch b = {.worker = w, .viewer = v, .room = BATCH_ROOM};
	return jmap_request_parse(&b.request, body, len, e) < 0 ? NULL : run_batch(&b, note);
}

struct json *portal_dispatch_tree(const struct dispatch *d, struct json *request, struct err *e)
{
	struct batch b = {.worker = d->worker, .viewer = d->viewer, .room = BATCH_ROOM, .watch = d->watch};
	return jmap_request_read(&b.request, request, e) < 0 ? NULL : run_batch(&b, d->note);
}

/* Section 3.1: "application/json", with whatever parameters. */
static bool is_json(const char *type)
{
	static const char json[] = "application/json";
	return type && strncasecmp(type, json, sizeof json - 1) == 0 && strchr("; \t", type[sizeof json - 1]);
}

/* What the request tells of changes is no news to the event stream of the same sign-in. */
static struct json *dispatch_for_listeners(struct worker *w, const struct viewer *v, const struct request *q, struct str *note,
                                           struct err *e)
{
	struct push_watch told;
	struct dispatch d = {.worker = w, .viewer = v, .note = note};
	struct json *request = json_parse(q->body, q->len, e);
	push_note(&told, v, q->token);
	if (w->portal->listeners && listeners_hold(w->portal->listeners, &told))
		d.watch = &told;
	struct json *response = request ? portal_dispatch_tree(&d, request, e) : NULL;
	if (d.watch)
		listeners_resume(w->portal->listeners, &told);
	push_release(&told);
	return response;
}

void resource_api(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct err e = {0};
	struct json *response = NULL;
	if (is_json(q->content_type) && q->token && q->len <= JMAP_MAX_SIZE_REQUEST)
		response = dispatch_for_listeners(w, v, q, &x->note, &e);
	else if (is_json(q->content_type))
		response = portal_dispatch(w, v, q->body, q->len, &x->note, &e);
	else
		err_set(&e, ERR_NOT_JSON, "0", "not application/json", NULL);
	if (response)
		response_json(x, 200, response);
	else
		response_problem(x, &e);
	err_release(&e);
}
