/* A WebSocket by hand. */
#include "lib/socket_client.h"

#include <sys/socket.h>
#include <unistd.h>

#include "lib/suite.h"
#include "twinline/base/mem.h"


void socket_client_open(struct socket_client *c, struct portal_fixture *f, const struct teacher *t, bool packs)
{
	*c = (struct socket_client){0};
	portal_open_line(f, &c->http);
	const struct dictionary *d = NULL;
	struct str offer = {0};
	str_add(&offer, "permessage-deflate, ");
	websocket_offer(&offer);
	char *request = xasprintf("GET /jmap/ws HTTP/1.1\r\nHost: p\r\n%s" SOCKET_HANDSHAKE "%s%s\r\n\r\n", t->bearer,
	                          packs ? "X: y\r\nSec-WebSocket-Extensions: " : "X: y", packs ? offer.text : "");
	assert_true(http_client_send(&c->http, request, strlen(request)));
	free(request);
	str_release(&offer);
	struct http_answer a;
	http_client_receive(&c->http, "HEAD", &a);
	assert_int_equal(a.status, 101);
	char *accept = http_answer_header(&a, "Sec-WebSocket-Accept"), *protocol = http_answer_header(&a, "Sec-WebSocket-Protocol");
	char *extensions = http_answer_header(&a, "Sec-WebSocket-Extensions");
	assert_string_equal(accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="); /* RFC 6455 section 1.3 */
	assert_string_equal(protocol, "jmap");
	assert_int_equal(packs, websocket_agree(extensions, &d));
	free(accept);
	free(protocol);
	free(extensions);
	http_answer_release(&a);
	websocket_init(&c->frames, true, packs, 20 * 1000 * 1000);
	websocket_feed(&c->frames, c->http.in.text ? c->http.in.text : "", c->http.in.len);
	if (packs) {
		c->packer = compress_stream_new(d);
		c->unpacker = decompress_stream_new(d);
	}
}

void socket_client_close(struct socket_client *c)
{
	http_client_close(&c->http);
	websocket_release(&c->frames);
	compress_stream_free(c->packer);
	decompress_stream_free(c->unpacker);
}

void socket_client_say(struct socket_client *c, const char *text)
{
	struct str packed = {0}, out = {0};
	struct websocket_message m = {.opcode = WEBSOCKET_TEXT, .bytes = text, .len = strlen(text)};
	if (c->packer) {
		compress_stream_add(c->packer, &packed, text, strlen(text));
		m = (struct websocket_message){.opcode = WEBSOCKET_TEXT, .is_packed = true, .bytes = packed.text, .len = packed.len};
	}
	c->up = m.len;
	websocket_write(&c->frames, &out, &m);
	assert_true(http_client_send(&c->http, out.text, out.len));
	str_release(&packed);
	str_release(&out);
}

bool socket_client_frame(struct socket_client *c, struct websocket_message *m)
{
	int next;
	while ((next = websocket_next(&c->frames, m)) == 0) {
		if (!http_client_more(&c->http))
			return false;
		websocket_feed(&c->frames, c->http.in.text, c->http.in.len);
		str_clear(&c->http.in);
	}
	assert_int_equal(next, 1);
	return true;
}

struct json *socket_client_hear(struct socket_client *c, int *code)
{
	struct websocket_message m;
	struct str plain = {0};
	struct err e = {0};
	int ignored;
	code = code ? code : &ignored;
	*code = 0;
	do {
		if (!socket_client_frame(c, &m))
			return NULL;
		if (m.opcode == WEBSOCKET_CLOSE) {
			*code = websocket_close_code(&m);
			return NULL;
		}
	} while (m.opcode != WEBSOCKET_TEXT);
	c->down = m.len;
	if (m.is_packed)
		assert_int_equal(decompress_stream_add(c->unpacker, &plain, m.bytes, m.len, 20 * 1000 * 1000, &e), 0);
	else
		str_addn(&plain, m.bytes, m.len);
	struct json *message = json_parse(plain.text, plain.len, NULL);
	assert_non_null(message);
	str_release(&plain);
	return message;
}
