/* A WebSocket of the engine: the line, the handshake, frames, and the times after which it counts as dead. */
#include "line_socket.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "twinline/base/clock.h"
#include "twinline/base/json.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"

enum {
	CHUNK = 16 * 1024,
	HEAD_MOST = 8 * 1024,   /* of the handshake's answer */
	SHAKE_MS = 10 * 1000,   /* for it to come, at most: a filter that swallows it is not waited for longer */
	PING_MS = 240 * 1000,
	PING_LEAST_MS = 15 * 1000
};

/* After one and a half intervals a line that says nothing is dead. */
static int64_t dead_ms(const struct line_socket *s)
{
	return s->ping_ms + s->ping_ms / 2;
}

void line_socket_init(struct line_socket *s, struct http_client *beside)
{
	*s = (struct line_socket){ .line = http_client_beside(beside), .ping_ms = PING_MS };
}

static void wipe_head(struct line_socket *s)
{
	if (s->head)
		wipe(s->head, strlen(s->head));
	free(s->head);
	s->head = NULL;
}

void line_socket_close(struct line_socket *s)
{
	http_client_cancel(s->line);
	websocket_release(&s->frames);
	compress_stream_free(s->packer);
	decompress_stream_free(s->unpacker);
	s->packer = NULL;
	s->unpacker = NULL;
	str_release(&s->in);
	if (s->out.text)
		wipe(s->out.text, s->out.len); /* the handshake holds the token */
	str_release(&s->out);
	s->sent = 0;
	wipe_head(s);
	s->state = SOCKET_CLOSED;
	s->owed = 0;
	s->is_said = s->is_told = s->is_pinged = false;
}

void line_socket_release(struct line_socket *s)
{
	if (!s->line)
		return;
	line_socket_close(s);
	http_client_free(s->line);
	str_release(&s->request);
	http_answer_release(&s->answer);
	*s = (struct line_socket){ 0 };
}

/* --- opening --- */

/* "https://portal.example/jmap/ws" as Host and path. */
static void write_head(struct line_socket *s, const char *url, const char *token)
{
	const char *host = strstr(url, "://") + 3;
	size_t len = strcspn(host, "/");
	struct str head = { 0 };
	websocket_key(s->key);
	str_addf(&head, "GET %s HTTP/1.1\r\nHost: %.*s\r\nAuthorization: Bearer %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n",
	         host[len] ? host + len : "/", (int)len, host, token);
	str_addf(&head, "Sec-WebSocket-Version: " WEBSOCKET_VERSION "\r\nSec-WebSocket-Key: %s\r\n", s->key);
	str_add(&head, "Sec-WebSocket-Protocol: " WEBSOCKET_PROTOCOL "\r\nSec-WebSocket-Extensions: ");
	websocket_offer(&head);
	str_add(&head, "\r\n\r\n");
	s->head = str_detach(&head);
}

void line_socket_open(struct line_socket *s, const struct address *address, const char *url, const char *token)
{
	write_head(s, url, token);
	s->state = SOCKET_CONNECTING;
	s->heard_ms = s->moved_ms = clock_monotonic_ms();
	s->end = SOCKET_ENDED;
	s->status = 0;
	http_client_start(s->line, &(struct http_request){ .address = address, .method = "GET", .url = url, .is_line = true });
}

/* Many a proxy cuts a line that was silent for a minute: the next one is not silent for so long. */
static void learn_silence(struct line_socket *s)
{
	int64_t silence = clock_monotonic_ms() - (s->heard_ms > s->moved_ms ? s->heard_ms : s->moved_ms);
	if (s->waits || s->is_pinged || silence < PING_LEAST_MS || silence >= s->ping_ms)
		return;
	s->ping_ms = silence * 3 / 4 > PING_LEAST_MS ? silence * 3 / 4 : PING_LEAST_MS;
	log_info("socket", "cut after %lld s of silence", (long long)(silence / 1000));
}

static void fail(struct line_socket *s, enum socket_end end)
{
	s->end = end;
	if (end == SOCKET_ENDED)
		learn_silence(s);
	s->was_said = s->waits && s->is_said;
	log_info("socket", "%s", end == SOCKET_REFUSED ? "not let through" : end == SOCKET_UNREACHED ? "not reached" : "ended");
	line_socket_close(s);
}

static void connected(struct line_socket *s)
{
	struct http_answer a;
	if (!http_client_is_done(s->line, &a))
		return;
	if (a.cause.code != ERR_OK) {
		http_answer_release(&s->answer);
		s->answer = a;
		fail(s, SOCKET_UNREACHED);
		return;
	}
	http_answer_release(&a);
	str_add(&s->out, s->head);
	wipe_head(s);
	s->state = SOCKET_SHAKING;
	s->moved_ms = clock_monotonic_ms();
}

/* A header of the handshake's answer, up to the end of its line; NULL: not there. */
static char *header_of(const char *head, const char *name)
{
	for (const char *line = strstr(head, "\r\n"); line && line[2]; line = strstr(line + 2, "\r\n")) {
		const char *at = line + 2;
		size_t len = strlen(name);
		if (strncasecmp(at, name, len) != 0 || at[len] != ':')
			continue;
		at += len + 1;
		at += strspn(at, " \t");
		return xstrndup(at, strcspn(at, "\r"));
	}
	return NULL;
}

/* True if what answered is a portal that takes a WebSocket (RFC 6455 section 4.1). */
static bool is_agreed(struct line_socket *s, const char *head)
{
	char accept[WEBSOCKET_ACCEPT_SIZE];
	const struct dictionary *d = NULL;
	char *told = header_of(head, "Sec-WebSocket-Accept"), *protocol = header_of(head, "Sec-WebSocket-Protocol");
	char *extensions = header_of(head, "Sec-WebSocket-Extensions");
	websocket_accept(s->key, accept);
	bool packs = websocket_agree(extensions, &d);
	bool agreed = s->status == 101 && text_equal(told, accept) && text_equal(protocol, WEBSOCKET_PROTOCOL) && packs == (extensions != NULL);
	if (agreed) {
		websocket_init(&s->frames, true, packs, HTTP_ANSWER_MAX);
		s->packer = packs ? compress_stream_new(d) : NULL;
		s->unpacker = packs ? decompress_stream_new(d) : NULL;
	}
	free(told);
	free(protocol);
	free(extensions);
	return agreed;
}

static void read_handshake(struct line_socket *s)
{
	char *end = s->in.text ? strstr(s->in.text, "\r\n\r\n") : NULL;
	if (!end && s->in.len < HEAD_MOST)
		return;
	s->status = starts_with(s->in.text, "HTTP/1.1 ") ? (int)strtol(s->in.text + strlen("HTTP/1.1 "), NULL, 10) : 0;
	size_t head = end ? (size_t)(end - s->in.text) + 4 : 0;
	if (end)
		end[2] = '\0';
	if (!end || !is_agreed(s, s->in.text)) {
		fail(s, SOCKET_REFUSED);
		return;
	}
	log_info("socket", "open%s", s->packer ? ", packed" : "");
	s->state = SOCKET_OPEN;
	websocket_feed(&s->frames, s->in.text + head, s->in.len - head);
	str_release(&s->in);
}

/* --- saying --- */

static void add_text(struct line_socket *s, const char *text, size_t len)
{
	struct str packed = { 0 };
	struct websocket_message m = { .opcode = WEBSOCKET_TEXT, .bytes = text, .len = len };
	if (s->packer) {
		compress_stream_add(s->packer, &packed, text, len);
		m = (struct websocket_message){ .opcode = WEBSOCKET_TEXT, .is_packed = true, .bytes = packed.text, .len = packed.len };
	}
	websocket_write(&s->frames, &s->out, &m);
	str_release(&packed);
}

/* Push before the first request: what comes to be between the two is told. */
static void say_what_is_due(struct line_socket *s)
{
	static const char on[] = "{\"@type\":\"WebSocketPushEnable\",\"dataTypes\":null}", off[] = "{\"@type\":\"WebSocketPushDisable\"}";
	if (s->state != SOCKET_OPEN)
		return;
	if (s->wants_push != s->is_told)
		add_text(s, s->wants_push ? on : off, strlen(s->wants_push ? on : off));
	s->is_told = s->wants_push;
	if (!s->waits || s->is_said)
		return;
	add_text(s, s->request.text, s->request.len);
	s->is_said = true;
	s->said_ms = s->moved_ms = clock_monotonic_ms();
}

void line_socket_ask(struct line_socket *s, const char *request, size_t len)
{
	str_release(&s->request);
	/* The same text each time is what makes it short in the stream: the type stands first, and there is no id. */
	str_add(&s->request, "{\"@type\":\"Request\",");
	str_addn(&s->request, request + 1, len - 1);
	http_answer_release(&s->answer);
	s->waits = true;
	s->is_said = s->is_answered = false;
	s->asked_ms = s->moved_ms = clock_monotonic_ms();
}

void line_socket_forget(struct line_socket *s)
{
	s->owed += s->waits && s->is_said;
	s->waits = s->is_said = s->is_answered = false;
	str_release(&s->request);
}

/* --- hearing --- */

/* An answer in the form of one over HTTP, which is what jobs read. */
static void take_answer(struct line_socket *s, struct str *text, bool is_error, int status)
{
	if (s->owed > 0 || !s->waits) {
		s->owed -= s->owed > 0;
		return;
	}
	int64_t now = clock_monotonic_ms();
	s->answer = (struct http_answer){ .status = is_error ? status : 200, .is_json = true, .retry_after = -1, .from = -1 };
	s->answer.body = *text;
	*text = (struct str){ 0 };
	s->had_news = s->has_news;
	s->has_news = false;
	s->answer.up = s->up;
	s->answer.down = s->down;
	s->answer.took_ms = now - s->asked_ms;
	s->answer.connect_ms = s->said_ms - s->asked_ms;
	s->up = s->down = 0;
	s->waits = s->is_said = false;
	s->is_answered = true;
	str_release(&s->request);
}

static void take_text(struct line_socket *s, struct str *text)
{
	struct json *message = json_parse(text->text, text->len, NULL);
	const char *type = json_get_text(message, "@type");
	if (text_equal(type, "StateChange"))
		s->has_news = true;
	else if (text_equal(type, "Response"))
		take_answer(s, text, false, 200);
	else if (text_equal(type, "RequestError"))
		take_answer(s, text, true, (int)json_get_integer(message, "status", 500));
	json_free(message);
}

/* False where the stream is out of step, or too much came. */
static bool take_message(struct line_socket *s, const struct websocket_message *m)
{
	struct str text = { 0 };
	struct err e = { 0 };
	str_add(&text, "");
	bool taken = m->is_packed ? decompress_stream_add(s->unpacker, &text, m->bytes, m->len, HTTP_ANSWER_MAX, &e) == 0 : true;
	if (!m->is_packed)
		str_addn(&text, m->bytes, m->len);
	if (taken)
		take_text(s, &text);
	str_release(&text);
	err_release(&e);
	return taken;
}

/* False where the connection is over. */
static bool take_frames(struct line_socket *s)
{
	struct websocket_message m;
	int next;
	while ((next = websocket_next(&s->frames, &m)) > 0) {
		if (m.opcode == WEBSOCKET_CLOSE) {
			log_info("socket", "the portal says goodbye (%d)", websocket_close_code(&m));
			return false;
		}
		if (m.opcode == WEBSOCKET_PING)
			websocket_write(&s->frames, &s->out, &(struct websocket_message){ .opcode = WEBSOCKET_PONG, .bytes = m.bytes, .len = m.len });
		else if (m.opcode == WEBSOCKET_TEXT && !take_message(s, &m))
			return false;
	}
	return next == 0;
}

/* --- moving --- */

static bool receive(struct line_socket *s)
{
	char bytes[CHUNK];
	ssize_t got;
	while ((got = http_client_receive(s->line, bytes, sizeof bytes)) > 0) {
		s->down += got;
		s->heard_ms = s->moved_ms = clock_monotonic_ms();
		s->is_pinged = false;
		if (s->state == SOCKET_OPEN)
			websocket_feed(&s->frames, bytes, (size_t)got);
		else
			str_addn(&s->in, bytes, (size_t)got);
	}
	return got == 0;
}

static bool flush(struct line_socket *s)
{
	while (s->sent < s->out.len) {
		ssize_t sent = http_client_send(s->line, s->out.text + s->sent, s->out.len - s->sent);
		if (sent <= 0)
			return sent == 0;
		s->sent += (size_t)sent;
		s->up += sent;
		s->moved_ms = clock_monotonic_ms();
	}
	if (s->out.text)
		wipe(s->out.text, s->out.len);
	str_release(&s->out);
	s->sent = 0;
	return true;
}

static int64_t shake_ms(int patience)
{
	return (int64_t)patience * 1000 < SHAKE_MS ? (int64_t)patience * 1000 : SHAKE_MS;
}

/* Nothing for so long, where something was due. */
static bool is_dead(const struct line_socket *s, int patience, int64_t now)
{
	if (s->state == SOCKET_SHAKING)
		return now - s->moved_ms >= shake_ms(patience);
	if (s->state != SOCKET_OPEN)
		return false;
	bool is_due = s->waits || s->owed > 0 || s->sent < s->out.len;
	return (is_due && now - s->moved_ms >= (int64_t)patience * 1000) || now - s->heard_ms >= dead_ms(s);
}

static void ping(struct line_socket *s, int64_t now)
{
	if (s->is_pinged || now - s->heard_ms < s->ping_ms)
		return;
	websocket_write(&s->frames, &s->out, &(struct websocket_message){ .opcode = WEBSOCKET_PING });
	s->is_pinged = true;
}

bool line_socket_move(struct line_socket *s, int patience)
{
	int64_t now = clock_monotonic_ms();
	if (s->state == SOCKET_CONNECTING)
		connected(s);
	if (s->state == SOCKET_CLOSED)
		return false;
	if (s->state == SOCKET_CONNECTING)
		return true;
	bool is_there = receive(s);
	if (s->state == SOCKET_SHAKING)
		read_handshake(s);
	if (s->state == SOCKET_CLOSED)
		return false;
	if (s->state == SOCKET_OPEN) {
		is_there = take_frames(s) && is_there;
		ping(s, now);
		say_what_is_due(s);
	}
	is_there = is_there && flush(s) && !is_dead(s, patience, now);
	if (!is_there)
		fail(s, s->state == SOCKET_OPEN ? SOCKET_ENDED : SOCKET_REFUSED);
	return is_there;
}

void line_socket_poll(const struct line_socket *s, struct pollfd *fd)
{
	*fd = (struct pollfd){ .fd = -1 };
	if (s->state < SOCKET_SHAKING)
		return;
	fd->fd = http_client_fd(s->line);
	fd->events = (short)(POLLIN | (s->sent < s->out.len ? POLLOUT : 0));
}

int64_t line_socket_left(const struct line_socket *s, int patience)
{
	int64_t now = clock_monotonic_ms(), at;
	if (s->state < SOCKET_SHAKING)
		return -1;
	if (s->is_answered || (s->state == SOCKET_OPEN && s->waits && !s->is_said))
		return 0;
	if (s->state == SOCKET_SHAKING)
		at = s->moved_ms + shake_ms(patience);
	else if (s->waits || s->owed > 0)
		at = s->moved_ms + (int64_t)patience * 1000;
	else
		at = s->heard_ms + (s->is_pinged ? dead_ms(s) : s->ping_ms);
	return at > now ? at - now : 0;
}
