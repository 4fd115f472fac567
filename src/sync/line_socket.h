/*
 * JMAP over a WebSocket (RFC 8887) on a line of its own: opened when something is to be sent, kept, packed as one stream each way,
 * told of what is new. One request at a time; knows neither store nor jobs.
 */
#ifndef TWINLINE_SYNC_LINE_SOCKET_H
#define TWINLINE_SYNC_LINE_SOCKET_H

#include "http.h"
#include "twinline/base/compress.h"
#include "twinline/jmap/websocket.h"

enum socket_state { SOCKET_CLOSED, SOCKET_CONNECTING, SOCKET_SHAKING, SOCKET_OPEN };

/* How a socket came to its end. */
enum socket_end {
	SOCKET_ENDED,     /* it was open: the line broke, or the portal said goodbye */
	SOCKET_REFUSED,   /* there was a line, and what answered on it let no WebSocket through */
	SOCKET_UNREACHED  /* there was no line: the cause is in the answer */
};

struct line_socket {
	struct http_client *line;
	enum socket_state state;
	struct websocket frames;
	struct compress_stream *packer; /* NULL: the extension was not agreed */
	struct decompress_stream *unpacker;
	struct str in;       /* of the handshake's answer, as far as it came */
	struct str out;      /* bytes to be sent; of them so many are */
	size_t sent;
	char key[WEBSOCKET_KEY_SIZE];
	char *head;          /* the handshake's request, with the token */
	struct str request;  /* to be answered, as text; kept until it is */
	bool waits, is_said; /* for its answer; it went into out */
	bool was_said;       /* it had, when the socket came to its end: the portal may have heard it */
	int owed;            /* answers that nobody waits for any more; they come first */
	struct http_answer answer;
	bool is_answered;
	bool wants_push, is_told; /* push is wanted; was asked for */
	bool has_news, had_news;  /* there is something new; and was, before the answer came */
	enum socket_end end;
	int status;          /* of a handshake that was refused; 0: no HTTP at all */
	int64_t up, down;    /* bytes since the last answer was taken */
	int64_t asked_ms, said_ms; /* when an answer was asked for, and when that could be said */
	int64_t heard_ms, moved_ms;
	bool is_pinged;
	int64_t ping_ms;     /* of silence, before the portal is asked whether it is there: less where something on the way cuts silent lines */
};

/* beside: the client whose way it shares. */
void line_socket_init(struct line_socket *s, struct http_client *beside);
void line_socket_release(struct line_socket *s);

/* Begins to open: to the portal at address, whose socket has this URL (https or http). It must be closed. */
void line_socket_open(struct line_socket *s, const struct address *address, const char *url, const char *token);
void line_socket_close(struct line_socket *s);

/* Asks with a JMAP request as text ("{...}"), at once or as soon as it is open. None may be waiting. */
void line_socket_ask(struct line_socket *s, const char *request, size_t len);

/* Nobody waits for the answer any more. */
void line_socket_forget(struct line_socket *s);

/* Moves what can be moved; patience: seconds without a byte in either direction. False where it has come to its end by now (see end). */
bool line_socket_move(struct line_socket *s, int patience);

/* What poll(2) is to wait for; fd -1: nothing. */
void line_socket_poll(const struct line_socket *s, struct pollfd *fd);

/* Milliseconds until it is to be moved anyhow; -1: never. */
int64_t line_socket_left(const struct line_socket *s, int patience);

#endif
