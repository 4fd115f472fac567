/*
 * What is asked of a portal beside JMAP: before anybody is signed in who it is, a new password, a registration; then the devices,
 * another password, a new address, leaving, a one-time link. One row a question.
 */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "engine.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/sync.h"

enum ask_kind {
	ASK_NOTHING, ASK_PROBE, ASK_SCHOOLS, ASK_RESET, ASK_REGISTER,
	/* of who is signed in, at the portal where they are */
	ASK_DEVICES, ASK_DEVICE_END, ASK_PASSWORD, ASK_CONFIRM, ASK_SCHOOL, ASK_LEAVE, ASK_LEAVING, ASK_LINK,
	ASK_COUNT
};

/* path NULL: a call of JMAP, with the packet's account and body for arguments. */
static const struct { const char *name, *did, *method, *path, *call; } rows[] = {
	[ASK_PROBE] = { "probe", "probed", "GET", SYNC_SESSION_PATH },
	[ASK_SCHOOLS] = { "schools", "schools", "POST", SYNC_SCHOOLS_PATH },
	[ASK_RESET] = { "reset", "reset", "POST", SYNC_RESET_PATH },
	[ASK_REGISTER] = { "register", "registered", "POST", SYNC_REGISTER_PATH },
	[ASK_DEVICES] = { "devices", "devices", "GET", SYNC_DEVICES_PATH },
	[ASK_DEVICE_END] = { "device-end", "device-ended", "DELETE", SYNC_DEVICES_PATH },
	[ASK_PASSWORD] = { "password", "password-set", "POST", SYNC_PASSWORD_PATH },
	[ASK_CONFIRM] = { "confirm", "confirmed", "POST", SYNC_CONFIRM_PATH },
	[ASK_SCHOOL] = { "school", "school", "POST", SYNC_SCHOOL_PATH },
	[ASK_LEAVE] = { "leave-portal", "left-portal", "POST", SYNC_LEAVE_PATH },
	[ASK_LEAVING] = { "leaving", "leaving", "GET", SYNC_LEAVE_PATH },
	[ASK_LINK] = { "link", "linked", "POST", NULL, "Link/create" },
};

static const char call_id[] = "c";

static void release(struct ask_wish *w)
{
	if (w->body)
		wipe(w->body, strlen(w->body)); /* it may hold a password */
	free(w->body);
	free(w->id);
	address_release(&w->portal);
	*w = (struct ask_wish){ 0 };
}

void ask_give_up(struct engine *g)
{
	release(&g->ask);
	while (g->asks_next_count > 0)
		release(&g->asks_next[--g->asks_next_count]);
}

static void go_on(struct engine *g)
{
	release(&g->ask);
	if (g->asks_next_count == 0)
		return;
	g->ask = g->asks_next[0];
	memmove(g->asks_next, g->asks_next + 1, (size_t)--g->asks_next_count * sizeof g->asks_next[0]);
}

static int kind_of(const char *name)
{
	int kind = ASK_COUNT - 1;
	while (kind > ASK_NOTHING && !text_equal(name, rows[kind].name))
		kind--;
	return kind;
}

/* What somebody only looks for gives way to the next question. */
static bool gives_way(int kind)
{
	return kind == ASK_NOTHING || kind == ASK_PROBE || kind == ASK_SCHOOLS || kind == ASK_LEAVING;
}

static bool is_of_who_is_signed_in(int kind)
{
	return kind >= ASK_DEVICES;
}

/* The request that a call is, as text, yours; NULL with e. */
static char *call_body(struct engine *g, const char *name, const struct json *packet, struct err *e)
{
	const struct json *body = json_get(packet, "body");
	struct account a = { 0 };
	if (!g->login.api || !account_by_local(&g->store, json_get_integer(packet, "account", 0), &a)) {
		err_set(e, g->login.api ? ERR_NOT_FOUND : ERR_SERVER_UNAVAILABLE, NULL);
		return NULL;
	}
	struct json *request = jmap_request_new(), *arguments = body ? json_copy(body) : json_new_object();
	json_set_string(arguments, "accountId", a.id);
	jmap_call(request, name, arguments, call_id);
	char *text = json_print(request);
	json_free(request);
	account_release(&a);
	return text;
}

static char *body_of(struct engine *g, int kind, const struct json *packet, struct err *e)
{
	const struct json *body = json_get(packet, "body");
	if (rows[kind].call)
		return call_body(g, rows[kind].call, packet, e);
	return body ? json_print(body) : NULL;
}

static bool is_same(const struct ask_wish *a, const struct ask_wish *b)
{
	return a->kind == b->kind && a->face == b->face && text_equal(a->portal.typed, b->portal.typed) && text_equal(a->id, b->id) &&
	       text_equal(a->body, b->body);
}

void ask_handle(struct engine *g, struct face *face, const struct json *packet)
{
	struct ask_wish w = { .face = face->serial, .kind = kind_of(json_get_text(packet, "do")) };
	const char *id = json_get_text(packet, "id"), *name = rows[w.kind].name;
	struct err cause = { 0 };
	struct ask_wish *last = g->asks_next_count > 0 ? &g->asks_next[g->asks_next_count - 1] : &g->ask;
	if (!gives_way(last->kind) && g->asks_next_count == ASKS_NEXT_MOST)
		err_set(&cause, ERR_BUSY, "1", NULL);
	else if (is_of_who_is_signed_in(w.kind) && !g->login.token)
		err_set(&cause, ERR_SIGNED_OUT, NULL);
	else if (address_parse(&w.portal, is_of_who_is_signed_in(w.kind) ? g->login.portal.typed : json_get_text(packet, "url"), &cause) == 0)
		w.body = body_of(g, w.kind, packet, &cause);
	if (cause.code != ERR_OK) {
		release(&w);
		engine_tell_failed(g, face->serial, name, 0, &cause);
		err_release(&cause);
		return;
	}
	w.id = id ? xstrdup(id) : NULL;
	if (is_same(last, &w)) { /* a key pressed twice: its answer comes */
		release(&w);
		return;
	}
	if (!gives_way(last->kind))
		last = &g->asks_next[g->asks_next_count++];
	else if (last == &g->ask)
		engine_cancel(g, &job_ask);
	release(last);
	*last = w;
}

static char *url_of(struct engine *g, const struct ask_wish *w)
{
	if (rows[w->kind].call)
		return address_resolve(&w->portal, g->login.api);
	char *path = w->id ? xasprintf("%s/%s", rows[w->kind].path, w->id) : xstrdup(rows[w->kind].path);
	char *url = address_url(&w->portal, path);
	free(path);
	return url;
}

static bool begin(struct engine *g)
{
	const struct ask_wish *w = &g->ask;
	if (w->kind == ASK_NOTHING)
		return false;
	char *url = url_of(g, w);
	http_client_start(g->http, &(struct http_request){ .address = &w->portal, .method = rows[w->kind].method, .url = url,
	                                                   .body = w->body, .body_len = w->body ? strlen(w->body) : 0,
	                                                   .token = is_of_who_is_signed_in(w->kind) ? g->login.token : NULL,
	                                                   .certificate = w->kind == ASK_PROBE });
	free(url);
	return true;
}

static void tell(struct engine *g, struct json *packet_taken)
{
	struct face *face = faces_find(&g->faces, g->ask.face);
	if (face)
		faces_tell(face, packet_taken);
	json_free(packet_taken);
}

/* Who does not let guests in says so in the manner of a portal: then there is one. */
static bool is_portal(const struct json *session, const struct err *cause)
{
	return jmap_capability(session, JMAP_TWINLINE) || cause->code == ERR_SIGNED_OUT;
}

static void tell_probed(struct engine *g, const struct http_answer *a, const struct json *session)
{
	const struct json *ours = jmap_capability(session, JMAP_TWINLINE);
	struct json *packet = json_new_object();
	json_set_string(packet, "did", rows[ASK_PROBE].did);
	json_set_string(packet, "host", g->ask.portal.host);
	json_set_bool(packet, "here", address_is_here(&g->ask.portal));
	json_set_bool(packet, "guests", json_get_bool(ours, "guests", false));
	if (json_get_text(ours, "validation"))
		json_set_string(packet, "validation", json_get_text(ours, "validation"));
	if (a->issuer)
		json_set_string(packet, "issuer", a->issuer);
	if (a->valid_until)
		json_set_integer(packet, "until", a->valid_until);
	tell(g, packet);
}

static void tell_answered(struct engine *g, struct json *answer)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "did", rows[g->ask.kind].did);
	json_set(packet, "answer", json_copy(answer));
	tell(g, packet);
}

/* What failed, and which fields are wrong, where the portal says it. */
static void tell_failed(struct engine *g, const struct http_answer *a, const struct err *cause)
{
	struct json *document = a->is_json ? json_parse(a->body.text, a->body.len, NULL) : NULL;
	struct json *packet = json_new_object();
	const struct json *wrong = json_get(json_get(document, "error"), "errors");
	json_set_string(packet, "did", "failed");
	json_set_string(packet, "do", rows[g->ask.kind].name);
	json_set(packet, "cause", json_from_err(cause));
	if (wrong)
		json_set(packet, "errors", json_copy(wrong));
	json_free(document);
	tell(g, packet);
}

/* What a shared computer keeps is sealed with the password that counts. */
static void seal_with_new(struct engine *g)
{
	struct json *body = json_parse_own(g->ask.body);
	const char *password = json_get_text(body, "new");
	struct err e = { 0 };
	if (password && seal_again_with(&g->seal, password, &e) != 0)
		engine_tell_failed(g, g->ask.face, "seal", 0, &e);
	if (password)
		wipe((char *)password, strlen(password));
	json_free(body);
	err_release(&e);
}

/* Who has left the portal is signed in nowhere; what is kept here is the person's own. */
static void take_answer(struct engine *g, struct json *answer)
{
	struct err e = { 0 };
	if (g->ask.kind == ASK_PASSWORD && g->seal.is_set)
		seal_with_new(g);
	if (g->ask.kind == ASK_LEAVE) {
		login_end(&g->login);
		if (login_save(&g->login, g->paths->token, &e) != 0)
			log_warn("leave", "the sign-in could not be forgotten: %s", err_name(e.code));
	}
	err_release(&e);
	tell_answered(g, answer);
}

/* The answer to a call, out of the response; a link is where this computer has the portal, which often does not know its own name. */
static struct json *answer_of_call(struct engine *g, struct json *response_taken, struct err *cause)
{
	const struct json *arguments = response_taken ? jmap_response(response_taken, call_id, cause) : NULL;
	struct json *answer = arguments ? json_copy(arguments) : NULL;
	const char *link = json_get_text(answer, "url");
	if (link) {
		char *url = address_resolve(&g->ask.portal, link);
		json_set_string(answer, "url", url);
		if (g->ask.portal.unix_socket)
			json_set_string(answer, "socket", g->ask.portal.unix_socket);
		free(url);
	}
	json_free(response_taken);
	return answer;
}

static void finish(struct engine *g, struct http_answer *a)
{
	struct err cause = { 0 };
	struct json *answer = answer_read(a, g->ask.portal.host, &cause);
	if (rows[g->ask.kind].call)
		answer = answer_of_call(g, answer, &cause);
	policy_count(g, COUNT_ASKED, a);
	if (g->ask.kind == ASK_PROBE && answer && !is_portal(answer, &cause))
		err_set(&cause, ERR_NOT_A_PORTAL, g->ask.portal.host, NULL);
	if (g->ask.kind == ASK_PROBE && is_portal(answer, &cause))
		tell_probed(g, a, answer);
	else if (answer && cause.code == ERR_OK)
		take_answer(g, answer);
	else
		tell_failed(g, a, &cause);
	json_free(answer);
	err_release(&cause);
	go_on(g);
}

const struct job job_ask = { "ask", begin, finish, ask_give_up };
