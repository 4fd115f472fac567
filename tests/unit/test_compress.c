/* Bodies packed and unpacked: with and without the shared dictionaries, cut, damaged, too large, of another dictionary. */
#include "lib/suite.h"

#include <zstd.h>

#include "twinline/base/compress.h"
#include "twinline/base/crypto.h"
#include "twinline/base/deflate.h"
#include "twinline/base/mem.h"

static const char letter[] = "{\"methodResponses\":[[\"Sync/get\",{\"accounts\":{\"abcdefgh\":{\"records\":{\"Message\":["
	"{\"subject\":\"Hello\",\"text\":\"A letter that nobody has trained on: xylophones, quartz, jackdaws.\"}]}}}},\"s\"]]}";

static size_t length(const struct dictionary *d)
{
	return (size_t)(d->end - d->bytes);
}

static void every_dictionary_is_what_its_name_says(void **state)
{
	(void)state;
	const struct dictionary *d;
	size_t count = 0;
	for (; (d = dictionary_at(count)) != NULL; count++) {
		char hash[DIGEST_TEXT_SIZE];
		crypto_digest(d->bytes, length(d), hash);
		assert_string_equal(hash, d->hash);
		assert_int_equal(strlen(d->coding), 8);
		assert_memory_equal(d->coding, "tl", 2);
		assert_memory_equal(d->coding + 2, hash, 6);
		assert_true(length(d) >= 32 * 1024 && length(d) <= 64 * 1024 + 4096);
		assert_ptr_equal(dictionary_of_coding(d->coding), d); /* and no two share a name */
		assert_ptr_equal(dictionary_of_hash(hash), d);
	}
	assert_true(count > 0);
	assert_null(dictionary_of_coding("tl000000"));
	assert_null(dictionary_of_hash(""));
}

static void assert_comes_back(const struct str *frame, const struct dictionary *d, const char *text, size_t len)
{
	struct str back = { 0 };
	struct packed p = { .bytes = frame->text, .len = frame->len, .dictionary = d };
	assert_int_equal(decompress(&back, &p, len, NULL), 0);
	assert_int_equal(back.len, len);
	if (len > 0)
		assert_memory_equal(back.text, text, len);
	str_release(&back);
}

static void what_goes_in_comes_out(void **state)
{
	(void)state;
	static const size_t lengths[] = { 0, 1, 10, 200, 5000, 130 * 1024, 400 * 1000 };
	struct str text = { 0 };
	while (text.len < 400 * 1000)
		str_addf(&text, "Καλημέρα %zu ", text.len % 977);
	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		struct str frame = { 0 };
		compress_bytes(&frame, text.text, lengths[i]);
		assert_comes_back(&frame, NULL, text.text, lengths[i]);
		for (size_t n = 0; dictionary_at(n); n++) {
			str_clear(&frame);
			compress_shared(&frame, dictionary_at(n), text.text, lengths[i]);
			assert_comes_back(&frame, dictionary_at(n), text.text, lengths[i]);
		}
		str_release(&frame);
	}
	str_release(&text);
}

static void a_dictionary_is_worth_its_while(void **state)
{
	(void)state;
	struct str alone = { 0 }, shared = { 0 };
	compress_bytes(&alone, letter, strlen(letter));
	compress_shared(&shared, dictionary_at(0), letter, strlen(letter));
	assert_true(shared.len * 10 < alone.len * 7);
	str_release(&alone);
	str_release(&shared);
}

static void assert_refused(const struct packed *p, size_t max, enum err_code code)
{
	struct err e = { 0 };
	struct str out = { 0 };
	str_add(&out, "kept");
	assert_int_equal(decompress(&out, p, max, &e), -1);
	assert_int_equal(e.code, code);
	assert_string_equal(out.text, "kept");
	str_release(&out);
	err_release(&e);
}

static void what_is_no_frame_is_refused(void **state)
{
	(void)state;
	const struct dictionary *both[] = { NULL, dictionary_at(0) };
	for (size_t i = 0; i < ARRAY_SIZE(both); i++) {
		struct str frame = { 0 };
		if (both[i])
			compress_shared(&frame, both[i], letter, strlen(letter));
		else
			compress_bytes(&frame, letter, strlen(letter));
		for (size_t len = 0; len < frame.len; len++)
			assert_refused(&(struct packed){ frame.text, len, both[i] }, 10000, ERR_NOT_JSON);
		assert_refused(&(struct packed){ frame.text, frame.len, both[i] }, strlen(letter) - 1, ERR_TOO_LARGE);
		assert_refused(&(struct packed){ frame.text, frame.len, both[1 - i] }, 10000, ERR_NOT_JSON);
		assert_refused(&(struct packed){ letter, strlen(letter), both[i] }, 10000, ERR_NOT_JSON);
		str_addc(&frame, 'x');
		assert_refused(&(struct packed){ frame.text, frame.len, both[i] }, 10000, ERR_NOT_JSON);
		str_release(&frame);
	}
}

/* Damage shows as damage or as another text, and never as memory that is not ours (the sanitizers look). */
static void damage_does_no_harm(void **state)
{
	(void)state;
	struct str frame = { 0 };
	compress_shared(&frame, dictionary_at(0), letter, strlen(letter));
	for (size_t at = 0; at < frame.len; at++)
		for (int bit = 0; bit < 8; bit++) {
			struct str out = { 0 };
			frame.text[at] = (char)(frame.text[at] ^ 1 << bit);
			decompress(&out, &(struct packed){ frame.text, frame.len, dictionary_at(0) }, 10000, NULL);
			assert_true(out.len <= 10000);
			frame.text[at] = (char)(frame.text[at] ^ 1 << bit);
			str_release(&out);
		}
	str_release(&frame);
}

static void a_bomb_stops_at_the_bound(void **state)
{
	(void)state;
	struct str zeros = { 0 }, bomb = { 0 };
	char some[1000] = { 0 };
	for (int i = 0; i < 20000; i++)
		str_addn(&zeros, some, sizeof some);
	compress_shared(&bomb, dictionary_at(0), zeros.text, zeros.len);
	assert_true(bomb.len < 3000);
	assert_refused(&(struct packed){ bomb.text, bomb.len, dictionary_at(0) }, 100 * 1000, ERR_TOO_LARGE);
	str_release(&zeros);
	str_release(&bomb);
}

/* As a program of others reads it: the header of 40 bytes, then a frame over the dictionary's bytes as they are. */
static void dcz_is_what_the_standard_says(void **state)
{
	(void)state;
	const struct dictionary *d = dictionary_at(0);
	struct str frame = { 0 };
	char hash[DIGEST_TEXT_SIZE], plain[1000];
	compress_dcz(&frame, d, letter, strlen(letter));
	assert_memory_equal(frame.text, "\x5e\x2a\x4d\x18\x20\0\0\0", 8);
	for (int i = 0; i < 32; i++)
		snprintf(hash + 2 * i, 3, "%02x", (unsigned char)frame.text[8 + i]);
	assert_string_equal(hash, d->hash);
	ZSTD_DCtx *context = ZSTD_createDCtx();
	ZSTD_DCtx_refPrefix(context, d->bytes, length(d));
	size_t len = ZSTD_decompressDCtx(context, plain, sizeof plain, frame.text + 40, frame.len - 40);
	assert_int_equal(len, strlen(letter));
	assert_memory_equal(plain, letter, len);
	ZSTD_freeDCtx(context);
	str_release(&frame);
}

static void gzip_is_gzip(void **state)
{
	(void)state;
	struct str packed = { 0 };
	gzip_bytes(&packed, letter, strlen(letter));
	assert_memory_equal(packed.text, "\x1f\x8b\x08", 3);
	assert_true(packed.len < strlen(letter));
	str_release(&packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_dictionary_is_what_its_name_says),
		cmocka_unit_test(what_goes_in_comes_out),
		cmocka_unit_test(a_dictionary_is_worth_its_while),
		cmocka_unit_test(what_is_no_frame_is_refused),
		cmocka_unit_test(damage_does_no_harm),
		cmocka_unit_test(a_bomb_stops_at_the_bound),
		cmocka_unit_test(dcz_is_what_the_standard_says),
		cmocka_unit_test(gzip_is_gzip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
