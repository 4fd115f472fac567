/* The handshake's key and its answer (RFC 6455 section 4.2.2), which want SHA-1 (RFC 3174): a check value, and no secret. */
#include "twinline/jmap/websocket.h"

#include <string.h>
#include <strings.h>

#include "twinline/base/crypto.h"
#include "twinline/base/random.h"

enum { KEY_BYTES = 16, SHA1_BYTES = 20, BLOCK = 64 };

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void base64(const unsigned char *bytes, size_t len, char *text)
{
	struct str out = { 0 };
	crypto_base64(bytes, len, &out);
	memcpy(text, out.text, out.len + 1);
	str_release(&out);
}

static uint32_t turn(uint32_t word, int bits)
{
	return word << bits | word >> (32 - bits);
}

static void sha1_block(uint32_t state[5], const unsigned char block[BLOCK])
{
	uint32_t w[80], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (int i = 16; i < 80; i++)
		w[i] = turn(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	for (int i = 0; i < 80; i++) {
		uint32_t f = i < 20 ? (b & c) | (~b & d) : i < 40 || i >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
		uint32_t k = i < 20 ? 0x5a827999u : i < 40 ? 0x6ed9eba1u : i < 60 ? 0x8f1bbcdcu : 0xca62c1d6u;
		uint32_t next = turn(a, 5) + f + e + k + w[i];
		e = d;
		d = c;
		c = turn(b, 30);
		b = a;
		a = next;
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
}

/* Of a text that leaves room for the end in its last block or needs one more. */
static void sha1(const char *text, size_t len, unsigned char digest[SHA1_BYTES])
{
	uint32_t state[5] = { 0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u, 0xc3d2e1f0u };
	unsigned char block[BLOCK];
	size_t at = 0;
	for (; len - at >= BLOCK; at += BLOCK)
		sha1_block(state, (const unsigned char *)text + at);
	memset(block, 0, sizeof block);
	memcpy(block, text + at, len - at);
	block[len - at] = 0x80;
	if (len - at >= BLOCK - 8) {
		sha1_block(state, block);
		memset(block, 0, sizeof block);
	}
	for (int i = 0; i < 8; i++)
		block[BLOCK - 1 - i] = (unsigned char)((uint64_t)len * 8 >> (8 * i));
	sha1_block(state, block);
	for (int i = 0; i < SHA1_BYTES; i++)
		digest[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)));
}

void websocket_key(char key[WEBSOCKET_KEY_SIZE])
{
	unsigned char bytes[KEY_BYTES];
	random_secret(bytes, sizeof bytes);
	base64(bytes, sizeof bytes, key);
}

void websocket_accept(const char *key, char accept[WEBSOCKET_ACCEPT_SIZE])
{
	static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
	struct str text = { 0 };
	unsigned char digest[SHA1_BYTES];
	str_add(&text, key);
	str_add(&text, guid);
	sha1(text.text, text.len, digest);
	base64(digest, sizeof digest, accept);
	str_release(&text);
}

bool websocket_key_is_good(const char *key)
{
	enum { DIGITS = WEBSOCKET_KEY_SIZE - 1 - 2 };
	return key && strlen(key) == WEBSOCKET_KEY_SIZE - 1 && strspn(key, alphabet) == DIGITS && strcmp(key + DIGITS, "==") == 0;
}

bool websocket_list_has(const char *list, const char *name)
{
	for (const char *at = list ? list : ""; *at;) {
		at += strspn(at, " \t,");
		size_t len = strcspn(at, " \t,;");
		if (len == strlen(name) && strncasecmp(at, name, len) == 0)
			return true;
		at += strcspn(at, ",");
	}
	return false;
}
