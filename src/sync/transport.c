/* The choice between WebSocket and HTTP, the fall back, and word of news. */
#include "transport.h"

#include <stdlib.h>
#include <string.h>

#include "coding.h"
#include "engine.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"

enum {
	WAIT_FIRST = 30 * 60,     /* seconds before a way that did not come about is tried again; */
	WAIT_MOST = 24 * 60 * 60, /* twice as long each time */
	BUSY_WAIT = 5 * 60,       /* where the portal has too many of them */
	DOUBTFUL_PATIENCE = 10,   /* seconds for the first byte over a socket that is older than the network */
	WARM_MS = 30 * 1000,      /* for which a connection of HTTP is there after an answer */
	AGAIN_MS = 60 * 1000,     /* between sockets that are opened at rest */
	LASTING_MS = 60 * 1000,   /* a socket that lived so long was let through */
	BREAKS_MOST = 3           /* of those that did not, before it is given up for a while */
};

static const char fact[] = "blocked";

/* --- what did not come about --- */

static void load_block(const struct json *kept, const char *name, struct transport_block *b)
{
	const struct json *block = json_get(kept, name);
	b->until = json_get_integer(block, "until", 0);
	b->wait = json_get_integer(block, "wait", 0);
	if (b->until > clock_now() + WAIT_MOST) /* a clock that was set back */
		*b = (struct transport_block){ 0 };
}

static void add_block(struct json *kept, const char *name, const struct transport_block *b)
{
	struct json *block = json_set(kept, name, json_new_object());
	json_set_integer(block, "until", b->until);
	json_set_integer(block, "wait", b->wait);
}

static void keep_blocks(struct engine *g)
{
	struct err e = { 0 };
	struct json *kept = json_new_object();
	add_block(kept, "socket", &g->transport.socket_block);
	add_block(kept, "events", &g->transport.events_block);
	char *text = json_print(kept);
	if (store_set_fact(&g->store, fact, text, &e) != 0)
		log_warn("transport", "not kept: %s", err_name(e.code));
	err_release(&e);
	free(text);
	json_free(kept);
}

/* wait -1: twice as long as last time. */
static void block(struct engine *g, struct transport_block *b, int64_t wait)
{
	if (wait < 0)
		wait = b->wait = b->wait == 0 ? WAIT_FIRST : 2 * b->wait < WAIT_MOST ? 2 * b->wait : WAIT_MOST;
	b->until = clock_now() + wait;
	keep_blocks(g);
}

static void unblock(struct engine *g, struct transport_block *b)
{
	if (b->until == 0 && b->wait == 0)
		return;
	*b = (struct transport_block){ 0 };
	keep_blocks(g);
}

static bool is_blocked(const struct transport_block *b)
{
	return clock_now() < b->until;
}

/* --- what is wanted --- */

enum line_push transport_wanted(struct engine *g)
{
	if (!g->login.token || g->ends || !policy_lets(g, ERRAND_MAIL))
		return LINE_PUSH_NONE;
	switch (g->options.transport) {
	case TRANSPORT_HTTP:
		return LINE_PUSH_NONE;
	case TRANSPORT_EVENTS:
		return LINE_PUSH_EVENTS;
	case TRANSPORT_SOCKET:
		return LINE_PUSH_SOCKET;
	default:
		return address_is_here(&g->login.portal) ? LINE_PUSH_NONE : policy_row(g)->push;
	}
}

static bool wants_socket(struct engine *g)
{
	const char *url = g->login.websocket;
	return transport_wanted(g) == LINE_PUSH_SOCKET && url && *url && !is_blocked(&g->transport.socket_block);
}

/* As second best too, where a WebSocket is wanted and does not pass. */
static bool wants_events(struct engine *g)
{
	const char *url = g->login.events;
	return transport_wanted(g) != LINE_PUSH_NONE && !wants_socket(g) && url && *url && !is_blocked(&g->transport.events_block);
}

bool transport_lacks_where(struct engine *g)
{
	enum line_push wanted = transport_wanted(g);
	bool is_socket = wanted == LINE_PUSH_SOCKET && !is_blocked(&g->transport.socket_block);
	bool lacks = is_socket ? !g->login.websocket : wanted != LINE_PUSH_NONE && !g->login.events;
	/* Not before what is due, and once: a portal that has neither says so by leaving them out. */
	if (!lacks || g->transport.has_asked_where || g->line.state != LINE_ONLINE || g->line.next_ms <= clock_monotonic_ms())
		return false;
	return g->transport.has_asked_where = true;
}

bool transport_is_told(const struct engine *g)
{
	const struct transport *t = &g->transport;
	return (t->socket.state == SOCKET_OPEN && t->socket.is_told) || (t->events.is_running && t->events.is_heard);
}

/* --- the request under way --- */

static void post_over_http(struct engine *g)
{
	struct transport *t = &g->transport;
	t->is_over_socket = false;
	http_client_start(g->http, &(struct http_request){ .address = &g->login.portal, .method = "POST",
	                                                   .url = g->login.api, .token = g->login.token, .body = t->body,
	                                                   .body_len = strlen(t->body), .coding = coding_name(&g->login) });
}

static void drop_token(struct transport *t)
{
	if (t->token)
		wipe(t->token, strlen(t->token));
	free(t->token);
	t->token = NULL;
}

static void open_socket(struct engine *g)
{
	struct transport *t = &g->transport;
	drop_token(t);
	t->token = xstrdup(g->login.token);
	t->opened_ms = clock_monotonic_ms();
	line_socket_open(&t->socket, &g->login.portal, g->login.websocket, t->token);
}

static void close_socket(struct transport *t)
{
	line_socket_close(&t->socket);
	drop_token(t);
	t->opened_ms = 0;
}

void transport_post(struct engine *g, const char *text)
{
	struct transport *t = &g->transport;
	free(t->body);
	t->body = xstrdup(text);
	bool is_warm = t->http_ms && clock_monotonic_ms() - t->http_ms < WARM_MS;
	t->is_over_socket = wants_socket(g) && (t->socket.state == SOCKET_OPEN || !is_warm);
	t->went_before = false;
	if (!t->is_over_socket) {
		post_over_http(g);
		return;
	}
	if (t->socket.state != SOCKET_CLOSED && !text_equal(t->token, g->login.token))
		close_socket(t); /* of another sign-in */
	t->socket.wants_push = true;
	line_socket_ask(&t->socket, text, strlen(text));
	if (t->socket.state == SOCKET_CLOSED)
		open_socket(g);
	transport_move(g);
}

/*
 * The socket has come to its end. What it was asked goes again over HTTP, at once and as it was: the portal answers what it
 * has done already with its first outcome. Where there was no line at all, HTTP would find none either.
 */
static void fall_back(struct engine *g)
{
	struct transport *t = &g->transport;
	const struct line_socket *s = &t->socket;
	bool is_asked = t->is_over_socket && t->body && !s->is_answered;
	bool lasted = clock_monotonic_ms() - t->opened_ms >= LASTING_MS;
	drop_token(t);
	t->breaks = s->end == SOCKET_ENDED && !lasted ? t->breaks + 1 : 0;
	if (s->end == SOCKET_REFUSED && s->status != 401)
		t->suspect = s->status == 503 ? BUSY_WAIT : -1;
	else if (t->breaks >= BREAKS_MOST)
		t->suspect = -1;
	t->is_late = false;
	if (is_asked && s->end != SOCKET_UNREACHED) {
		t->went_before = s->was_said;
		line_socket_forget(&t->socket);
		post_over_http(g);
	} else if (!is_asked && s->end == SOCKET_ENDED) {
		line_hurry(&g->line); /* what was told while nobody heard it is asked for, and a new one opened by that */
	}
}

void transport_network_changed(struct engine *g)
{
	g->transport.network_ms = clock_monotonic_ms();
}

/* Seconds. */
static int patience_with_socket(struct engine *g)
{
	const struct transport *t = &g->transport;
	int patience = policy_patience(g);
	bool is_doubtful = t->network_ms > t->opened_ms && t->network_ms > t->socket.heard_ms;
	return is_doubtful && patience > DOUBTFUL_PATIENCE ? DOUBTFUL_PATIENCE : patience;
}

/* True while nothing goes over the line and nothing is about to. */
static bool is_at_rest(struct engine *g)
{
	return !g->job && g->line.state == LINE_ONLINE && g->line.next_ms > clock_monotonic_ms();
}

static void open_at_rest(struct engine *g)
{
	struct transport *t = &g->transport;
	bool is_soon = t->opened_ms && clock_monotonic_ms() - t->opened_ms < AGAIN_MS;
	if (is_soon || t->suspect || g->faces.count == 0 || !is_at_rest(g) || !wants_socket(g))
		return;
	t->socket.wants_push = t->is_late = true;
	open_socket(g);
}

static void move_socket(struct engine *g)
{
	struct transport *t = &g->transport;
	if (t->socket.state == SOCKET_CLOSED)
		open_at_rest(g);
	if (t->socket.state == SOCKET_CLOSED)
		return;
	/* In the middle of a request it may still answer. */
	if (!t->is_over_socket && (!wants_socket(g) || !text_equal(t->token, g->login.token))) {
		close_socket(t);
		return;
	}
	if (!line_socket_move(&t->socket, patience_with_socket(g)))
		fall_back(g);
	else if (t->socket.state == SOCKET_OPEN && clock_monotonic_ms() - t->opened_ms >= LASTING_MS)
		t->breaks = 0;
	if (t->socket.state != SOCKET_OPEN)
		return;
	unblock(g, &t->socket_block);
	if (t->is_late)
		line_hurry(&g->line); /* for what came before it was open */
	t->is_late = false;
}

/* Over a line that was not there, an answer with its cause; as over HTTP. */
static bool socket_is_done(struct transport *t, struct http_answer *a)
{
	struct line_socket *s = &t->socket;
	bool is_unreached = s->state == SOCKET_CLOSED && s->waits && s->end == SOCKET_UNREACHED;
	if (!s->is_answered && !is_unreached)
		return false;
	*a = s->answer;
	s->answer = (struct http_answer){ 0 };
	s->waits = s->is_answered = false;
	return true;
}

/* What was told before an exchange was answered is in its answer; what was told before any other answer is not. */
static void look_at_news(struct engine *g)
{
	struct line_socket *s = &g->transport.socket;
	s->has_news = s->has_news || (s->had_news && g->job != &job_exchange);
	s->had_news = false;
}

bool transport_is_done(struct engine *g, struct http_answer *a)
{
	struct transport *t = &g->transport;
	bool is_done = t->is_over_socket ? socket_is_done(t, a) : http_client_is_done(g->http, a);
	if (!is_done)
		return false;
	look_at_news(g);
	if (!t->is_over_socket && a->cause.code == ERR_OK)
		t->http_ms = clock_monotonic_ms();
	if (!t->is_over_socket && t->body) { /* what the socket cost before it was fallen back from */
		if (t->suspect && a->cause.code == ERR_OK && (a->is_json || a->status == 200))
			block(g, &t->socket_block, t->suspect);
		t->suspect = 0;
		a->went_before = t->went_before;
		a->up += t->socket.up;
		a->down += t->socket.down;
		t->socket.up = t->socket.down = 0;
	}
	t->is_over_socket = false;
	free(t->body);
	t->body = NULL;
	return true;
}

void transport_cancel(struct engine *g)
{
	struct transport *t = &g->transport;
	if (t->is_over_socket)
		line_socket_forget(&t->socket);
	else
		http_client_cancel(g->http);
	t->is_over_socket = false;
	free(t->body);
	t->body = NULL;
}

int64_t transport_received(const struct engine *g)
{
	return g->transport.is_over_socket ? g->transport.socket.down : http_client_received(g->http);
}

/* --- the event stream --- */

static void count_events(struct engine *g)
{
	struct transport *t = &g->transport;
	struct http_answer cost = { .up = t->events.up - t->events_up, .down = t->events.down - t->events_down };
	t->events_up = t->events.up;
	t->events_down = t->events.down;
	if (cost.up + cost.down > 0)
		policy_count(g, COUNT_MAIL, &cost);
}

static void open_events(struct engine *g)
{
	struct transport *t = &g->transport;
	char *url = address_resolve(&g->login.portal, g->login.events);
	t->events_up = t->events_down = 0;
	t->events_open = false;
	line_events_open(&t->events, &g->login.portal, url, g->login.token);
	free(url);
}

static void move_events(struct engine *g)
{
	struct transport *t = &g->transport;
	struct line_events *s = &t->events;
	bool was_running = s->is_running;
	bool runs = line_events_move(s);
	count_events(g);
	if (was_running && !runs && s->is_refused)
		block(g, &t->events_block, s->status == 503 ? BUSY_WAIT : -1);
	if (was_running && !runs && t->events_open)
		line_hurry(&g->line);
	if (runs && s->is_heard && !t->events_open) {
		log_info("events", "open");
		t->events_open = true;
		unblock(g, &t->events_block);
		if (!s->id)
			line_hurry(&g->line); /* between the last exchange and the beginning there may have been something */
	}
	if (runs && !wants_events(g))
		line_events_close(s);
	else if (!runs && is_at_rest(g) && wants_events(g))
		open_events(g);
}

/* --- both --- */

void transport_open(struct engine *g)
{
	struct transport *t = &g->transport;
	*t = (struct transport){ 0 };
	line_socket_init(&t->socket, g->http);
	line_events_init(&t->events, g->http);
	char *text = store_fact(&g->store, fact);
	struct json *kept = text ? json_parse_own(text) : NULL;
	load_block(kept, "socket", &t->socket_block);
	load_block(kept, "events", &t->events_block);
	json_free(kept);
	free(text);
}

void transport_release(struct engine *g)
{
	struct transport *t = &g->transport;
	close_socket(t);
	line_socket_release(&t->socket);
	line_events_release(&t->events);
	free(t->body);
	t->body = NULL;
}

void transport_move(struct engine *g)
{
	struct transport *t = &g->transport;
	move_socket(g);
	move_events(g);
	if (!t->socket.has_news && !t->events.has_news)
		return;
	if (g->job == &job_exchange)
		return; /* one after it, if it does not bring the news itself */
	t->socket.has_news = t->events.has_news = false;
	line_hurry(&g->line);
}

void transport_poll(struct engine *g, struct pollfd *fd)
{
	line_socket_poll(&g->transport.socket, fd);
}

int64_t transport_left(struct engine *g)
{
	int64_t socket = line_socket_left(&g->transport.socket, patience_with_socket(g)), events = line_events_left(&g->transport.events);
	return socket < 0 || (events >= 0 && events < socket) ? events : socket;
}
