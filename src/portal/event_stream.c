/* Event streams: what was asked for, events as text, pings; the bytes are http.c's to carry. */
#include "event_stream.h"

#include <stdlib.h>
#include <string.h>

#include "resource.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"

enum {
	SILENCE_MOST = 300,   /* seconds; without pings a comment shows whether somebody is still there, for a line that died says nothing */
	WAITING_MOST = 64 * 1024 /* bytes that a reader has not taken: who comes again is told everything */
};

struct event_stream {
	struct listener base;
	struct carrier carrier;
	struct str out;
	bool is_attached, is_asleep, has_ended;
	bool closes_after_state;
	int64_t ping;    /* seconds; 0: none */
	int64_t said_ms; /* when something was said last */
};

static struct event_stream *stream_of(struct listener *l)
{
	return (struct event_stream *)l;
}

/* --- in the thread of listeners.c --- */

static void say(struct event_stream *s)
{
	s->said_ms = clock_monotonic_ms();
	if (s->out.len > WAITING_MOST)
		s->has_ended = true;
	if (s->is_asleep)
		s->carrier.wake(s->carrier.context);
	s->is_asleep = false;
}

static void add_event(struct event_stream *s, struct json *changed_taken)
{
	char state[PUSH_STATE_SIZE];
	struct json *message = push_message(changed_taken);
	char *text = json_print(message);
	push_state(listeners_portal(s->base.all), &s->base.watch, state);
	str_addf(&s->out, "event: state\nid: %s\ndata: %s\n\n", state, text);
	free(text);
	json_free(message);
	s->has_ended = s->has_ended || s->closes_after_state;
}

static void tell_news(struct listener *l, struct json *changed)
{
	struct event_stream *s = stream_of(l);
	if (s->has_ended) {
		json_free(changed);
		return;
	}
	add_event(s, changed);
	say(s);
}

static void end(struct listener *l, enum listener_end why)
{
	struct event_stream *s = stream_of(l);
	(void)why; /* who comes again hears it: 401, 503, or all is well */
	l->is_ending = s->has_ended = true;
	say(s);
}

static int64_t tick(struct listener *l, int64_t now)
{
	struct event_stream *s = stream_of(l);
	int64_t silence = (s->ping ? s->ping : SILENCE_MOST) * 1000;
	if (s->has_ended || !s->is_attached)
		return -1;
	if (now - s->said_ms >= silence) {
		/* Without an id: Last-Event-ID stays that of the last state. */
		if (s->ping)
			str_addf(&s->out, "event: ping\ndata: {\"interval\":%lld}\n\n", (long long)s->ping);
		else
			str_add(&s->out, ":\n\n");
		say(s);
	}
	return s->said_ms + silence - now;
}

static void release(struct listener *l)
{
	str_release(&stream_of(l)->out);
	free(l);
}

static const struct listener_kind kind = {.news = tell_news, .end = end, .tick = tick, .free = release};

/* --- in the event thread --- */

void event_stream_attach(struct listener *l, const struct carrier *carrier)
{
	struct event_stream *s = stream_of(l);
	listeners_lock(l->all);
	s->carrier = *carrier;
	s->is_attached = true;
	s->said_ms = clock_monotonic_ms();
	listeners_unlock(l->all);
	listeners_wake(l->all);
}

int64_t event_stream_read(struct listener *l, char *bytes, size_t max)
{
	struct event_stream *s = stream_of(l);
	listeners_lock(l->all);
	int64_t len = (int64_t)(s->out.len < max ? s->out.len : max);
	if (len > 0) {
		memcpy(bytes, s->out.text, (size_t)len);
		str_delete(&s->out, 0, (size_t)len);
	} else if (s->has_ended) {
		len = -1;
	} else {
		s->is_asleep = true;
		s->carrier.sleep(s->carrier.context);
	}
	listeners_unlock(l->all);
	return len;
}

/* --- the resource --- */

static int read_ping(const char *text, int64_t *ping, struct err *e)
{
	char *end = NULL;
	long long seconds = text && *text ? strtoll(text, &end, 10) : -1;
	if (seconds < 0 || *end)
		return err_set(e, ERR_INVALID_ARGUMENTS, "ping", "300", NULL);
	*ping = seconds == 0 ? 0 : seconds < JMAP_PING_LEAST ? JMAP_PING_LEAST : seconds > JMAP_PING_MOST ? JMAP_PING_MOST : seconds;
	return 0;
}

static int read_wishes(struct event_stream *s, const struct request *q, uint64_t *types, struct err *e)
{
	const char *close_after = q->events.close_after;
	if (!q->events.types)
		return err_set(e, ERR_INVALID_ARGUMENTS, "types", "*", NULL);
	if (!close_after || (strcmp(close_after, "state") != 0 && strcmp(close_after, "no") != 0))
		return err_set(e, ERR_INVALID_ARGUMENTS, "closeafter", "no", NULL);
	*types = push_types(q->events.types);
	s->closes_after_state = strcmp(close_after, "state") == 0;
	return read_ping(q->events.ping, &s->ping, e);
}

/* Who was told of another state than this one hears of all of it; who says nothing is told what comes. */
static void catch_up(struct event_stream *s, struct worker *w, const struct viewer *v, const char *last)
{
	char state[PUSH_STATE_SIZE];
	push_state(w->portal, &s->base.watch, state);
	if (last && *last && strcmp(last, state) != 0)
		add_event(s, push_all(w, v, s->base.watch.types));
	else
		str_add(&s->out, ":\n\n"); /* the first bytes, so that nothing on the way waits for more */
}

void resource_events(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct err e = {0};
	uint64_t types = 0;
	/* A guest has nothing of their own to wait for, and guests are many: 204 says not to come again (HTML, section 9.2.3). */
	if (!*v->user.person || !w->portal->listeners) {
		response_status(x, 204);
		return;
	}
	struct event_stream *s = xcalloc(1, sizeof *s);
	s->base = (struct listener){.kind = &kind, .fd = -1, .all = w->portal->listeners};
	int read = read_wishes(s, q, &types, &e);
	if (read == 0) {
		push_begin(&s->base.watch, &w->reader, v, q->token, types);
		catch_up(s, w, v, q->events.last);
		read = listeners_add(w->portal->listeners, &s->base) ? 0 : err_set(&e, ERR_BUSY, "30", NULL);
	}
	if (read == 0) {
		response_listener(x, "text/event-stream", &s->base);
	} else {
		push_release(&s->base.watch);
		release(&s->base);
		response_problem(x, &e);
	}
	err_release(&e);
}
