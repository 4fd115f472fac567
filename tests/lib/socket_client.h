/* A WebSocket to a portal by hand: the handshake, messages, and frames of the test's own choosing. */
#ifndef TESTS_LIB_SOCKET_CLIENT_H
#define TESTS_LIB_SOCKET_CLIENT_H

#include "lib/portal_fixture.h"
#include "twinline/base/compress.h"
#include "twinline/jmap/websocket.h"

struct socket_client {
	struct http_client http;
	struct websocket frames;
	struct compress_stream *packer; /* where the extension was agreed */
	struct decompress_stream *unpacker;
	size_t up, down; /* payload bytes of the last message each way, as they went */
};

/* The headers of a good handshake but for the token. */
#define SOCKET_HANDSHAKE "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" \
	"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: jmap\r\n"

/* Connects as t, with the extension if it is to be packed; fails the test if the portal does not. */
void socket_client_open(struct socket_client *c, struct portal_fixture *f, const struct teacher *t, bool packs);
void socket_client_close(struct socket_client *c);

/* Sends a message as text. */
void socket_client_say(struct socket_client *c, const char *text);

/* The next message as JSON, yours; NULL where the connection ends or a close frame comes, whose code goes to *code (0: none). */
struct json *socket_client_hear(struct socket_client *c, int *code);

/* The next frame of any kind; false at the end of the connection. Borrowed until the next one. */
bool socket_client_frame(struct socket_client *c, struct websocket_message *m);

#endif
