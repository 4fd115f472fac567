/*
 * JMAP over WebSocket (RFC 8887): the framing of RFC 6455 for both sides, bytes in and messages out. Knows no socket and no JSON.
 *
 * Beside the standard there is one extension of ours, WEBSOCKET_ZSTD, agreed in Sec-WebSocket-Extensions: a message
 * with RSV1 is the next flushed piece of one zstd stream that lasts as long as the connection, one stream a direction
 * (twinline/base/compress.h), with a shared dictionary where both have the one that its parameter names. What was said once costs a few
 * bytes the second time: a repeated "nothing new" some 11 each way. Any message may go without. permessage-deflate (RFC 7692) is not offered: it would bring in a second compression library for clients that
 * we have not met; they speak plain frames, as RFC 8887 lets them.
 *
 * One context for a connection means that a listener on the line could guess at what stands in it by what others make him read,
 * as with any compression before encryption. So no secret is ever in it: the token travels in the handshake's headers alone, what
 * one side sends and what it receives are streams of their own, and forms with passwords or tokens never take this way.
 */
#ifndef TWINLINE_JMAP_WEBSOCKET_H
#define TWINLINE_JMAP_WEBSOCKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "twinline/base/dictionary.h"
#include "twinline/base/str.h"

#define WEBSOCKET_CAPABILITY "urn:ietf:params:jmap:websocket"
#define WEBSOCKET_PROTOCOL "jmap"
#define WEBSOCKET_ZSTD "twinline-zstd"
#define WEBSOCKET_VERSION "13"

enum websocket_opcode {
	WEBSOCKET_CONTINUATION = 0,
	WEBSOCKET_TEXT = 1,
	WEBSOCKET_BINARY = 2,
	WEBSOCKET_CLOSE = 8,
	WEBSOCKET_PING = 9,
	WEBSOCKET_PONG = 10
};

/* Section 7.4.1. */
enum websocket_code {
	WEBSOCKET_NORMAL = 1000,
	WEBSOCKET_GOING_AWAY = 1001,
	WEBSOCKET_PROTOCOL_ERROR = 1002,
	WEBSOCKET_UNSUPPORTED = 1003,
	WEBSOCKET_NO_CODE = 1005, /* a close frame without one; never sent */
	WEBSOCKET_BAD_DATA = 1007,
	WEBSOCKET_POLICY = 1008,
	WEBSOCKET_TOO_BIG = 1009
};

enum { WEBSOCKET_CONTROL_MOST = 125, WEBSOCKET_ACCEPT_SIZE = 28 + 1, WEBSOCKET_KEY_SIZE = 24 + 1 };

/* One end of a connection. */
struct websocket {
	bool is_client;  /* masks what it sends, and takes nothing masked; a server the other way round */
	bool packs;      /* the extension was agreed */
	size_t most;     /* bytes of a message as it comes */
	struct str in;   /* came and is not looked at yet, from byte at on */
	size_t at;
	struct str message; /* the data frames of one message so far */
	int opcode;      /* of the message that they make; 0: none is under way */
	bool is_packed;
	int code;        /* after -1 of websocket_next: why, as enum websocket_code */
};

/* A whole message or control frame; bytes are borrowed until the next call. */
struct websocket_message {
	enum websocket_opcode opcode;
	bool is_packed;
	const char *bytes;
	size_t len;
};

void websocket_init(struct websocket *w, bool is_client, bool packs, size_t most);
void websocket_release(struct websocket *w);

/* Takes bytes as they come. */
void websocket_feed(struct websocket *w, const void *bytes, size_t len);

/* 1 with the next message or control frame in m, 0 until more comes, -1 where the other side broke the rules (code says which). */
int websocket_next(struct websocket *w, struct websocket_message *m);

/* Adds a message as one frame; is_packed only where the extension was agreed. */
void websocket_write(const struct websocket *w, struct str *out, const struct websocket_message *m);

/* Adds a close frame. */
void websocket_write_close(const struct websocket *w, struct str *out, enum websocket_code code);

/* The code of a close frame; WEBSOCKET_NO_CODE where it has none, WEBSOCKET_PROTOCOL_ERROR where it is wrong. */
int websocket_close_code(const struct websocket_message *m);

/* --- the handshake (websocket_key.c) --- */

/* A fresh Sec-WebSocket-Key; what answers one, as Sec-WebSocket-Accept (section 4.2.2). */
void websocket_key(char key[WEBSOCKET_KEY_SIZE]);
void websocket_accept(const char *key, char accept[WEBSOCKET_ACCEPT_SIZE]);

/* True if key is 16 bytes in base64. */
bool websocket_key_is_good(const char *key);

/* True if a header's list ("a, b; x=1") has the name, in any case; parameters do not count. list may be NULL. */
bool websocket_list_has(const char *list, const char *name);

/*
 * Our extension: what a client offers in Sec-WebSocket-Extensions ("twinline-zstd; dictionary=tl1a2b3c, twinline-zstd"), what a portal answers
 * (d NULL: without a dictionary), and the first of a list, of offers or of that answer, that can be met here: false if there is none.
 */
void websocket_offer(struct str *out);
void websocket_answer(struct str *out, const struct dictionary *d);
bool websocket_agree(const char *list, const struct dictionary **d);

#endif
