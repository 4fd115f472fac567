/* The messages of a WebSocket: the handshake, requests and their answers, what is pushed (RFC 8887 section 4). */
#include "socket_work.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "dispatch.h"
#include "resource.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/text/utf8.h"

enum { REQUEST_ID_MOST = 255, PACK_MOST = 2 * 1000 * 1000 /* bytes; longer ones would push all else out of the window */ };

/* Adds a message as a frame, packed where that was agreed. */
static void add_text(struct socket *s, struct str *out, const char *text)
{
	struct str packed = {0};
	struct websocket_message m = {.opcode = WEBSOCKET_TEXT, .bytes = text, .len = strlen(text)};
	if (s->packer && m.len <= PACK_MOST) {
		compress_stream_add(s->packer, &packed, text, m.len);
		m = (struct websocket_message){.opcode = WEBSOCKET_TEXT, .is_packed = true, .bytes = packed.text, .len = packed.len};
	}
	websocket_write(&s->frames, out, &m);
	str_release(&packed);
}

static void add_json(struct socket *s, struct str *out, struct json *message_taken)
{
	char *text = json_print(message_taken);
	add_text(s, out, text);
	free(text);
	json_free(message_taken);
}

/* --- what is pushed --- */

void socket_add_news(struct socket *s, struct json *changed)
{
	if (!s->news) {
		s->news = changed;
		return;
	}
	for (const struct json *states = json_first(changed); states; states = json_next(states)) {
		struct json *known = json_get_mutable(s->news, json_key(states));
		if (!known)
			known = json_set(s->news, json_key(states), json_new_object());
		for (const struct json *state = json_first(states); state; state = json_next(state))
			json_set_string(known, json_key(state), json_text(state));
	}
	json_free(changed);
}

static void add_change(struct socket *s, struct str *out, struct json *changed_taken)
{
	char state[PUSH_STATE_SIZE];
	struct json *message = push_message(changed_taken);
	push_state(listeners_portal(s->base.all), &s->base.watch, state);
	json_set_string(message, "pushState", state);
	add_json(s, out, message);
}

void socket_tell_news(struct socket *s)
{
	struct json *changed = s->news;
	s->news = NULL;
	if (changed && s->base.watch.types)
		add_change(s, &s->out, changed);
	else
		json_free(changed);
}

/* --- a message, in a worker --- */

/* What one message comes to. */
struct turn {
	struct socket *socket;
	struct worker *worker;
	struct viewer viewer;
	struct str note, out;
	enum websocket_code ends_with;
};

static void add_problem(struct turn *t, const char *id, const struct err *e)
{
	int status;
	struct json *problem = response_problem_json(e, &status);
	json_set_string(problem, "@type", "RequestError");
	if (id)
		json_set_string(problem, "requestId", id);
	str_addf(&t->note, "%s%s", t->note.len ? " " : "", err_name(e->code));
	add_json(t->socket, &t->out, problem);
}

static void answer_request(struct turn *t, struct json *request_taken, struct err *e)
{
	char *id = xstrdup(json_get_text(request_taken, "id"));
	struct dispatch d = {.worker = t->worker, .viewer = &t->viewer, .watch = &t->socket->base.watch, .note = &t->note};
	struct json *response = NULL;
	if (id && strlen(id) > REQUEST_ID_MOST) {
		err_set(e, ERR_LIMIT, "id", NULL);
		json_free(request_taken);
	} else {
		response = portal_dispatch_tree(&d, request_taken, e);
	}
	if (response) {
		json_set_string(response, "@type", "Response");
		if (id)
			json_set_string(response, "requestId", id);
		add_json(t->socket, &t->out, response);
	} else {
		add_problem(t, id, e);
	}
	free(id);
}

static uint64_t types_of(const struct json *names)
{
	struct str list = {0};
	if (!json_is_array(names))
		return push_types("*");
	str_add(&list, "");
	for (const struct json *i = json_first(names); i; i = json_next(i))
		str_addf(&list, "%s,", json_text(i) ? json_text(i) : "");
	uint64_t types = push_types(list.text);
	str_release(&list);
	return types;
}

/* Section 4.3.5.2: what has changed since the client's pushState is told at once. */
static void enable_push(struct turn *t, const struct json *message)
{
	char state[PUSH_STATE_SIZE];
	struct push_watch *watch = &t->socket->base.watch;
	const char *last = json_get_text(message, "pushState");
	push_again(watch, &t->worker->reader, &t->viewer, types_of(json_get(message, "dataTypes")));
	push_state(t->worker->portal, watch, state);
	if (last && strcmp(last, state) != 0)
		add_change(t->socket, &t->out, push_all(t->worker, &t->viewer, watch->types));
}

static void obey(struct turn *t, struct json *message_taken)
{
	struct err e = {0};
	const char *type = json_get_text(message_taken, "@type");
	if (text_equal(type, "Request")) {
		answer_request(t, message_taken, &e);
		err_release(&e);
		return;
	}
	if (text_equal(type, "WebSocketPushEnable")) {
		str_add(&t->note, "push");
		enable_push(t, message_taken);
	} else if (text_equal(type, "WebSocketPushDisable")) {
		str_add(&t->note, "no-push");
		t->socket->base.watch.types = 0;
	} else {
		str_add(&t->note, "-");
		err_set(&e, ERR_NOT_REQUEST, "@type", NULL);
		add_problem(t, json_get_text(message_taken, "id"), &e);
	}
	json_free(message_taken);
	err_release(&e);
}

/* The message as text: 0, or -1 with the code that ends the connection, for a stream that is out of step can carry nothing more. */
static int unpack(struct turn *t, struct str *plain)
{
	struct socket *s = t->socket;
	struct err e = {0};
	if (!s->text_is_packed) {
		str_addn(plain, s->text.text, s->text.len);
	} else if (decompress_stream_add(s->unpacker, plain, s->text.text, s->text.len, JMAP_MAX_SIZE_REQUEST, &e) < 0) {
		t->ends_with = e.code == ERR_TOO_LARGE ? WEBSOCKET_TOO_BIG : WEBSOCKET_BAD_DATA;
		err_release(&e);
		return -1;
	}
	if (utf8_valid(plain->text, plain->len))
		return 0;
	t->ends_with = WEBSOCKET_BAD_DATA;
	return -1;
}

static void take_turn(struct turn *t)
{
	struct str plain = {0};
	struct err e = {0};
	struct json *message = NULL;
	str_add(&plain, "");
	if (unpack(t, &plain) < 0) {
		str_add(&t->note, "bad");
	} else if (push_viewer(t->worker, &t->socket->base.watch, &t->viewer, &e) < 0) {
		add_problem(t, NULL, &e);
		t->ends_with = e.code == ERR_SIGNED_OUT ? WEBSOCKET_POLICY : 0;
	} else {
		message = json_parse(plain.text, plain.len, &e);
		if (message)
			obey(t, message);
		else
			add_problem(t, NULL, &e);
		viewer_release(&t->viewer);
	}
	worker_rest(t->worker);
	str_release(&plain);
	err_release(&e);
}

static void work(struct job *job, struct worker *worker)
{
	struct socket *s = ((struct socket_job *)job)->socket;
	int64_t begun = clock_monotonic_ms();
	struct turn t = {.socket = s, .worker = worker};
	take_turn(&t);
	log_info("request", "WS %s in=%zu out=%zu ms=%" PRId64 " what=%s", RESOURCE_SOCKET, s->text.len, t.out.len,
	         clock_monotonic_ms() - begun, t.note.len ? t.note.text : "-");
	struct listeners *all = s->base.all;
	listeners_lock(all);
	str_addn(&s->out, t.out.text ? t.out.text : "", t.out.len);
	str_release(&s->text);
	if (t.ends_with)
		s->ends_with = t.ends_with;
	s->base.is_busy = false;
	s->base.is_fresh = true;
	listeners_unlock(all);
	listeners_wake(all); /* the socket itself may be gone by now */
	str_release(&t.out);
	str_release(&t.note);
}

/* --- the handshake --- */

void socket_free(struct socket *s)
{
	websocket_release(&s->frames);
	compress_stream_free(s->packer);
	decompress_stream_free(s->unpacker);
	str_release(&s->extension);
	str_release(&s->out);
	str_release(&s->text);
	json_free(s->news);
	free(s);
}

static struct socket *make_socket(struct worker *w, const struct viewer *v, const struct request *q)
{
	struct socket *s = xcalloc(1, sizeof *s);
	const struct dictionary *d;
	bool packs = websocket_agree(q->socket.extensions, &d) && listeners_count(w->portal->listeners) < LISTENERS_PACKED;
	socket_init(s, w->portal->listeners, packs);
	s->work = (struct socket_job){.job.run = work, .socket = s};
	push_begin(&s->base.watch, &w->reader, v, q->token, 0);
	if (packs) {
		websocket_answer(&s->extension, d);
		s->packer = compress_stream_new(d);
		s->unpacker = decompress_stream_new(d);
	}
	return s;
}

/* RFC 6455 section 4.2.1, and RFC 8887 section 4.1: 0, or the status that says what is wrong. */
static int check_handshake(const struct request *q)
{
	if (q->is_head || !websocket_list_has(q->socket.upgrade, "websocket") || !websocket_list_has(q->socket.connection, "upgrade") ||
	    !text_equal(q->socket.version, WEBSOCKET_VERSION))
		return 426;
	return websocket_key_is_good(q->socket.key) && websocket_list_has(q->socket.protocols, WEBSOCKET_PROTOCOL) ? 0 : 400;
}

static void refuse(struct response *x, int status)
{
	struct err e = {0};
	if (status == 426) {
		response_status(x, status);
		response_header(x, "Sec-WebSocket-Version", WEBSOCKET_VERSION);
		response_header(x, "Upgrade", "websocket");
		return;
	}
	err_set(&e, ERR_NOT_REQUEST, "Sec-WebSocket", NULL);
	response_problem(x, &e);
	err_release(&e);
}

void resource_socket(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct err e = {0};
	char accept[WEBSOCKET_ACCEPT_SIZE];
	int fault = w->portal->listeners ? check_handshake(q) : 426;
	if (fault) {
		refuse(x, fault);
		return;
	}
	struct socket *s = make_socket(w, v, q);
	if (!listeners_add(w->portal->listeners, &s->base)) {
		push_release(&s->base.watch);
		socket_free(s);
		err_set(&e, ERR_BUSY, "30", NULL);
		response_problem(x, &e);
		err_release(&e);
		return;
	}
	websocket_accept(q->socket.key, accept);
	response_listener(x, NULL, &s->base);
	response_header(x, "Upgrade", "websocket");
	response_header(x, "Sec-WebSocket-Accept", accept);
	response_header(x, "Sec-WebSocket-Protocol", WEBSOCKET_PROTOCOL);
	if (s->extension.len)
		response_header(x, "Sec-WebSocket-Extensions", s->extension.text);
}
