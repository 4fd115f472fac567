/* An event stream of the engine: lines of text/event-stream (HTML, section 9.2.6) as they come, and the silence after which it is dead. */
#include "line_events.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"

enum {
	PING_S = 240,
	PING_LEAST_S = 30,       /* less than that a portal need not do (RFC 8620 section 7.3) */
	FIRST_MS = 30 * 1000,    /* for the first byte: who holds it back for so long holds back all */
	LINE_MOST = 64 * 1024,   /* bytes; more of a line is passed over, for that something is new is all that counts */
	ID_MOST = 200
};

/* After one and a half intervals a stream that says nothing is dead. */
static int64_t dead_ms(const struct line_events *s)
{
	return s->ping * 1500;
}

void line_events_init(struct line_events *s, struct http_client *beside)
{
	*s = (struct line_events){ .line = http_client_beside(beside), .ping = PING_S };
	str_init(&s->text, LINE_MOST);
}

void line_events_close(struct line_events *s)
{
	http_client_cancel(s->line);
	str_clear(&s->text);
	s->is_running = s->is_heard = false;
}

void line_events_release(struct line_events *s)
{
	if (!s->line)
		return;
	line_events_close(s);
	http_client_free(s->line);
	str_release(&s->text);
	free(s->id);
	*s = (struct line_events){ 0 };
}

static void take_line(struct line_events *s)
{
	const char *line = s->text.text;
	s->is_heard = s->is_heard || line[0] == ':' || starts_with(line, "event: ");
	if (text_equal(line, "event: state")) {
		s->has_news = true;
	} else if (starts_with(line, "id: ") && s->text.len < ID_MOST) {
		free(s->id);
		s->id = xstrdup(line + strlen("id: "));
	}
	str_clear(&s->text);
}

static void take(void *context, const char *bytes, size_t len)
{
	struct line_events *s = context;
	s->heard_ms = clock_monotonic_ms();
	for (size_t i = 0; i < len; i++)
		if (bytes[i] == '\n')
			take_line(s);
		else if (bytes[i] != '\r')
			str_addc(&s->text, bytes[i]);
}

/* The template (RFC 6570 level 1) with what we ask for in it. */
static char *fill(const char *template, int64_t ping)
{
	static const struct { const char *name, *value; } rows[] = { { "{types}", "*" }, { "{closeafter}", "no" } };
	struct str url = { 0 };
	while (*template) {
		size_t row = 0;
		while (row < ARRAY_SIZE(rows) && !starts_with(template, rows[row].name))
			row++;
		if (row < ARRAY_SIZE(rows)) {
			str_add(&url, rows[row].value);
			template += strlen(rows[row].name);
		} else if (starts_with(template, "{ping}")) {
			str_addf(&url, "%lld", (long long)ping);
			template += strlen("{ping}");
		} else {
			str_addc(&url, *template++);
		}
	}
	return str_detach(&url);
}

void line_events_open(struct line_events *s, const struct address *address, const char *template, const char *token)
{
	char *url = fill(template, s->ping);
	s->is_running = true;
	s->is_heard = s->is_refused = false;
	s->up = s->down = 0;
	s->heard_ms = clock_monotonic_ms();
	str_clear(&s->text);
	http_client_start(s->line, &(struct http_request){ .address = address, .method = "GET", .url = url, .token = token,
	                                                   .last_event = s->id, .take = take, .context = s });
	free(url);
}

static bool is_dead(const struct line_events *s, int64_t now)
{
	return now - s->heard_ms >= (s->is_heard ? dead_ms(s) : FIRST_MS);
}

/* Many a proxy cuts a line that was silent for a minute: the next one is not silent for so long. */
static void learn_silence(struct line_events *s)
{
	int64_t silence = (clock_monotonic_ms() - s->heard_ms) / 1000;
	if (s->is_heard && silence >= PING_LEAST_S && silence < s->ping)
		s->ping = silence * 3 / 4 > PING_LEAST_S ? silence * 3 / 4 : PING_LEAST_S;
}

bool line_events_move(struct line_events *s)
{
	struct http_answer a;
	if (http_client_is_done(s->line, &a)) {
		s->status = a.cause.code == ERR_OK ? a.status : 0;
		/* Without any answer there was no line; with another one, something on it that lets no stream through, or no push here. */
		s->is_refused = s->status != 0 && (s->status != 200 || !s->is_heard);
		s->up = a.up;
		s->down = a.down;
		http_answer_release(&a);
		learn_silence(s);
	} else if (s->is_running && is_dead(s, clock_monotonic_ms())) {
		s->status = 0;
		s->is_refused = !s->is_heard;
	} else {
		if (s->is_running)
			http_client_cost(s->line, &s->up, &s->down);
		return s->is_running;
	}
	log_info("events", "ended (%d)", s->status);
	line_events_close(s);
	return false;
}

int64_t line_events_left(const struct line_events *s)
{
	int64_t now = clock_monotonic_ms(), at = s->heard_ms + (s->is_heard ? dead_ms(s) : FIRST_MS);
	if (!s->is_running)
		return -1;
	return at > now ? at - now : 0;
}
