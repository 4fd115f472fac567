/* Frames of RFC 6455, the handshake's key, and the streams that pack messages. */
#include "lib/suite.h"

#include "twinline/base/attr.h"
#include "twinline/base/compress.h"
#include "twinline/base/mem.h"
#include "twinline/base/random.h"
#include "twinline/jmap/websocket.h"

enum { MOST = 200 * 1000 };

static void test_every_length_arrives_in_any_pieces(void **state)
{
	(void)state;
	static const size_t lengths[] = { 0, 1, 125, 126, 127, 65535, 65536, 65537, MOST };
	static const size_t steps[] = { 1, 3, 1000, MOST + 100 };
	for (size_t i = 0; i < 2 * ARRAY_SIZE(lengths); i++) {
		bool to_server = i % 2;
		size_t len = lengths[i / 2];
		struct websocket from, to;
		struct str line = { 0 };
		char *bytes = xmalloc(len + 1);
		memset(bytes, 'a' + (int)i, len);
		websocket_init(&from, to_server, false, MOST);
		websocket_write(&from, &line, &(struct websocket_message){ .opcode = WEBSOCKET_TEXT, .bytes = bytes, .len = len });
		size_t head = 2 + (len > 125 ? 2 : 0) + (len > 65535 ? 6 : 0) + (to_server ? 4 : 0);
		assert_int_equal(line.len, head + len);
		for (size_t j = 0; j < ARRAY_SIZE(steps); j++) {
			struct websocket_message m;
			int next = 0;
			if (steps[j] == 1 && len > 1000)
				continue;
			websocket_init(&to, !to_server, false, MOST);
			for (size_t at = 0; at < line.len; at += steps[j]) {
				assert_int_equal(next, 0);
				websocket_feed(&to, line.text + at, line.len - at < steps[j] ? line.len - at : steps[j]);
				next = websocket_next(&to, &m);
			}
			assert_int_equal(next, 1);
			assert_int_equal(m.opcode, WEBSOCKET_TEXT);
			assert_int_equal(m.len, len);
			assert_memory_equal(m.bytes ? m.bytes : "", bytes, len);
			assert_int_equal(websocket_next(&to, &m), 0);
			websocket_release(&to);
		}
		str_release(&line);
		free(bytes);
	}
}

static void test_pieces_make_a_message_with_control_frames_between(void **state)
{
	(void)state;
	static const char line[] = "\x41\x03one" "\x89\x02hi" "\x00\x00" "\x00\x03two" "\x8a\x00" "\x80\x05three" "\x88\x02\x03\xe8";
	struct websocket w;
	struct websocket_message m;
	websocket_init(&w, true, true, MOST);
	websocket_feed(&w, line, sizeof line - 1);
	assert_int_equal(websocket_next(&w, &m), 1);
	assert_int_equal(m.opcode, WEBSOCKET_PING);
	assert_memory_equal(m.bytes, "hi", 2);
	assert_int_equal(websocket_next(&w, &m), 1);
	assert_int_equal(m.opcode, WEBSOCKET_PONG);
	assert_int_equal(websocket_next(&w, &m), 1);
	assert_int_equal(m.opcode, WEBSOCKET_TEXT);
	assert_true(m.is_packed);
	assert_int_equal(m.len, 11);
	assert_memory_equal(m.bytes, "onetwothree", 11);
	assert_int_equal(websocket_next(&w, &m), 1);
	assert_int_equal(m.opcode, WEBSOCKET_CLOSE);
	assert_int_equal(websocket_close_code(&m), WEBSOCKET_NORMAL);
	assert_int_equal(websocket_next(&w, &m), 0);
	websocket_release(&w);
}

#define ROW(text, code) { text, sizeof text - 1, code }
static void test_frames_that_break_the_rules_end_it(void **state)
{
	(void)state;
	/* As a client hears them, the extension agreed, at most 100 bytes a message. */
	static const struct { const char *line; size_t len; int code; } rows[] = {
		ROW("\x81\x81", WEBSOCKET_PROTOCOL_ERROR),             /* masked, from a server */
		ROW("\x83\x01x", WEBSOCKET_PROTOCOL_ERROR),            /* unknown kinds */
		ROW("\x8b\x00", WEBSOCKET_PROTOCOL_ERROR),
		ROW("\xa1\x01x", WEBSOCKET_PROTOCOL_ERROR),            /* RSV2, RSV3 */
		ROW("\x91\x01x", WEBSOCKET_PROTOCOL_ERROR),
		ROW("\xc9\x00", WEBSOCKET_PROTOCOL_ERROR),             /* a packed ping */
		ROW("\x09\x00", WEBSOCKET_PROTOCOL_ERROR),             /* a ping in pieces */
		ROW("\x89\x7e\x00\x80", WEBSOCKET_PROTOCOL_ERROR),     /* a long one */
		ROW("\x80\x01x", WEBSOCKET_PROTOCOL_ERROR),            /* goes on with nothing */
		ROW("\x01\x01x\x81\x01x", WEBSOCKET_PROTOCOL_ERROR),   /* begins before the end */
		ROW("\x01\x01x\xc0\x01x", WEBSOCKET_PROTOCOL_ERROR),   /* packed from the middle */
		ROW("\x81\x7e\x00\x05" "aaaaa", WEBSOCKET_PROTOCOL_ERROR), /* lengths in more bytes than they need */
		ROW("\x81\x7f\x00\x00\x00\x00\x00\x00\x00\x05", WEBSOCKET_PROTOCOL_ERROR),
		ROW("\x81\x7f\x80\x00\x00\x00\x00\x00\x00\x00", WEBSOCKET_PROTOCOL_ERROR),
		ROW("\x81\x65", WEBSOCKET_TOO_BIG),                    /* 101 bytes, refused before they come */
		ROW("\x81\x7f\x00\x00\x00\x01\x00\x00\x00\x00", WEBSOCKET_TOO_BIG),
		ROW("\x01\x02xx\x00\x63", WEBSOCKET_TOO_BIG),          /* in pieces */
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct websocket w;
		struct websocket_message m;
		websocket_init(&w, true, true, 100);
		websocket_feed(&w, rows[i].line, rows[i].len);
		int next = websocket_next(&w, &m);
		if (next != -1 || w.code != rows[i].code)
			fail_msg("row %zu: %d, %d", i, next, w.code);
		assert_int_equal(websocket_next(&w, &m), -1);
		websocket_release(&w);
	}
	/* A server takes nothing that is not masked, and nothing packed that was not agreed. */
	static const char *const bare[] = { "\x81\x01x", "\xc1\x81" "abcdx" };
	for (size_t i = 0; i < ARRAY_SIZE(bare); i++) {
		struct websocket w;
		struct websocket_message m;
		websocket_init(&w, false, false, 100);
		websocket_feed(&w, bare[i], strlen(bare[i]));
		assert_int_equal(websocket_next(&w, &m), -1);
		assert_int_equal(w.code, WEBSOCKET_PROTOCOL_ERROR);
		websocket_release(&w);
	}
}

static void test_random_bytes_never_hurt(void **state)
{
	(void)state;
	struct random r;
	random_seed(&r, 7);
	for (int i = 0; i < 20000; i++) {
		char bytes[40];
		struct websocket w;
		struct websocket_message m;
		size_t len = random_below(&r, sizeof bytes);
		for (size_t j = 0; j < len; j++)
			bytes[j] = (char)random_next(&r);
		websocket_init(&w, i % 2, i % 3, 1000);
		websocket_feed(&w, bytes, len);
		for (int j = 0; j < 20 && websocket_next(&w, &m) > 0; j++)
			assert_true(m.len <= sizeof bytes);
		websocket_release(&w);
	}
}

static void test_codes_of_goodbyes(void **state)
{
	(void)state;
	static const struct { const char *bytes; size_t len; int code; } rows[] = {
		{ "", 0, WEBSOCKET_NO_CODE }, { "\x03", 1, WEBSOCKET_PROTOCOL_ERROR }, { "\x03\xe8" "bye", 5, 1000 },
		{ "\x03\xf1", 2, 1009 }, { "\x0b\xb8", 2, 3000 }, { "\x03\xe7", 2, WEBSOCKET_PROTOCOL_ERROR },
		{ "\x03\xed", 2, WEBSOCKET_PROTOCOL_ERROR }, { "\x13\x88", 2, WEBSOCKET_PROTOCOL_ERROR },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_int_equal(websocket_close_code(&(struct websocket_message){ .bytes = rows[i].bytes, .len = rows[i].len }), rows[i].code);
}

static void test_the_handshake(void **state)
{
	(void)state;
	char accept[WEBSOCKET_ACCEPT_SIZE], key[WEBSOCKET_KEY_SIZE], other[WEBSOCKET_KEY_SIZE];
	websocket_accept("dGhlIHNhbXBsZSBub25jZQ==", accept); /* RFC 6455 section 1.3 */
	assert_string_equal(accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
	websocket_key(key);
	websocket_key(other);
	assert_true(websocket_key_is_good(key));
	assert_string_not_equal(key, other);
	assert_false(websocket_key_is_good(NULL));
	assert_false(websocket_key_is_good("dGhlIHNhbXBsZSBub25jZQ="));
	assert_false(websocket_key_is_good("dGhlIHNhbXBsZSBub25jZ==="));
	assert_false(websocket_key_is_good("dGhlIHNhbXBsZSBub25j Q=="));
	assert_true(websocket_list_has("keep-alive, Upgrade", "upgrade"));
	assert_true(websocket_list_has("a; x=1,twinline-zstd;y", WEBSOCKET_ZSTD));
	assert_false(websocket_list_has("twinline-zst, x; twinline-zstd", WEBSOCKET_ZSTD));
	assert_false(websocket_list_has(NULL, "jmap"));
}

/* --- streams --- */

static void say_things_again(const struct dictionary *d)
{
	struct compress_stream *packer = compress_stream_new(d);
	struct decompress_stream *unpacker = decompress_stream_new(d);
	struct err e = { 0 };
	struct random r;
	random_seed(&r, 3);
	static const char text[] = "{\"@type\":\"Request\",\"methodCalls\":[[\"Sync/get\",{\"since\":{\"abcdefgh\":\"q7-1234\"}},\"s\"]]}";
	for (int i = 0; i < 300; i++) {
		struct str packed = { 0 }, plain = { 0 }, said = { 0 };
		for (uint64_t more = i % 10 == 5 ? random_below(&r, 30000) : 0; more > 0; more--)
			str_addc(&said, (char)('a' + random_below(&r, 26)));
		str_add(&said, text);
		compress_stream_add(packer, &packed, said.text, said.len);
		assert_int_equal(decompress_stream_add(unpacker, &plain, packed.text, packed.len, said.len, &e), 0);
		assert_int_equal(plain.len, said.len);
		assert_memory_equal(plain.text, said.text, said.len);
		if (i > 0 && said.len == sizeof text - 1)
			assert_in_range(packed.len, 1, 20);
		str_release(&packed);
		str_release(&plain);
		str_release(&said);
	}
	compress_stream_free(packer);
	decompress_stream_free(unpacker);
}

static void test_what_was_said_before_costs_little(void **state)
{
	(void)state;
	say_things_again(NULL);
	say_things_again(dictionary_at(0));
}

static void test_the_dictionary_is_agreed(void **state)
{
	(void)state;
	struct str offer = { 0 }, answer = { 0 };
	const struct dictionary *d, *newest = dictionary_at(0);
	websocket_offer(&offer);
	assert_true(websocket_agree(offer.text, &d));
	assert_ptr_equal(d, newest);
	websocket_answer(&answer, d);
	assert_true(websocket_agree(answer.text, &d));
	assert_ptr_equal(d, newest);
	assert_true(websocket_agree("permessage-deflate, Twinline-Zstd; dictionary=tl000000,twinline-zstd", &d));
	assert_null(d);
	static const char *const none[] = { NULL, "", "permessage-deflate", "twinline-zstd; dictionary=tl000000", "twinline-zstd;window=1" };
	for (size_t i = 0; i < ARRAY_SIZE(none); i++)
		assert_false(websocket_agree(none[i], &d));
	str_release(&offer);
	str_release(&answer);
}

static void test_what_grows_too_much_or_is_none_is_refused(void **state)
{
	(void)state;
	const struct dictionary *d = NULL;
	struct compress_stream *packer = compress_stream_new(d);
	struct str packed = { 0 }, plain = { 0 };
	struct err e = { 0 };
	char *zeros = xcalloc(1, 1000 * 1000);
	compress_stream_add(packer, &packed, zeros, 1000 * 1000);
	assert_true(packed.len < 1000);
	static const struct { const char *bytes; size_t len; } bad[] = {
		{ "nonsense, no zstd", 17 }, { "\x28\xb5\x2f\xfd\x20\x00\x01\x00\x00", 9 },
	};
	for (size_t i = 0; i <= ARRAY_SIZE(bad); i++) {
		struct decompress_stream *unpacker = decompress_stream_new(d);
		bool is_bomb = i == ARRAY_SIZE(bad);
		assert_int_equal(decompress_stream_add(unpacker, &plain, is_bomb ? packed.text : bad[i].bytes,
		                                       is_bomb ? packed.len : bad[i].len, 100 * 1000, &e), -1);
		assert_int_equal(e.code, is_bomb ? ERR_TOO_LARGE : ERR_NOT_JSON);
		assert_true(plain.len <= 100 * 1000);
		str_clear(&plain);
		err_release(&e);
		decompress_stream_free(unpacker);
	}
	compress_stream_free(packer);
	str_release(&packed);
	str_release(&plain);
	free(zeros);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_length_arrives_in_any_pieces),
		cmocka_unit_test(test_pieces_make_a_message_with_control_frames_between),
		cmocka_unit_test(test_frames_that_break_the_rules_end_it),
		cmocka_unit_test(test_random_bytes_never_hurt),
		cmocka_unit_test(test_codes_of_goodbyes),
		cmocka_unit_test(test_the_handshake),
		cmocka_unit_test(test_what_was_said_before_costs_little),
		cmocka_unit_test(test_the_dictionary_is_agreed),
		cmocka_unit_test(test_what_grows_too_much_or_is_none_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
