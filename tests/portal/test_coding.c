/* The codings of bodies: what is taken, what an answer comes in, what is refused, what is never packed. */
#include "lib/suite.h"

#include "lib/portal_fixture.h"
#include "twinline/base/compress.h"
#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"

static struct portal_fixture *f;
static const char echo[] = "{" USING ",\"methodCalls\":[[\"Core/echo\",{\"a\":1},\"0\"]]}";

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	return 0;
}

static void ask(struct http_client *c, const char *more_headers, const void *body, size_t len, struct http_answer *a)
{
	char *headers = xasprintf("%sContent-Type: application/json\r\n%s", f->ada.bearer, more_headers);
	http_client_ask(c, "POST", "/jmap/api", headers, body, len, a);
	free(headers);
}

static void test_zstd_both_ways(void **state)
{
	(void)state;
	struct http_client c;
	struct http_answer a;
	struct str packed = {0}, plain = {0};
	char *body = xasprintf("{" USING ",\"methodCalls\":[[\"Core/echo\",{\"a\":\"%0500d\"},\"0\"]]}", 7);
	compress_bytes(&packed, body, strlen(body));
	http_client_open(&c, f->socket);
	ask(&c, "Content-Encoding: zstd\r\nAccept-Encoding: gzip, zstd\r\n", packed.text, packed.len, &a);
	char *coding = http_answer_header(&a, "Content-Encoding");
	assert_int_equal(a.status, 200);
	assert_string_equal(coding, "zstd");
	assert_true(a.body.len < 200);
	assert_int_equal(decompress(&plain, &(struct packed){.bytes = a.body.text, .len = a.body.len}, 10000, NULL), 0);
	struct json *response = json_parse(plain.text, plain.len, NULL);
	assert_int_equal(strlen(json_get_text(json_at(json_at(json_get(response, "methodResponses"), 0), 1), "a")), 500);
	json_free(response);
	free(coding);
	http_answer_release(&a);
	http_client_close(&c);
	str_release(&packed);
	str_release(&plain);
	free(body);
}

/* The whole table: what is asked, and what the answer comes in ("%s": the coding of the newest dictionary). */
static void test_what_an_answer_comes_in(void **state)
{
	(void)state;
	static const struct { const char *accept, *coding; } rows[] = {
		{"", NULL},
		{"Accept-Encoding: identity\r\n", NULL},
		{"Accept-Encoding: br\r\n", NULL},
		{"Accept-Encoding: gzip\r\n", "gzip"},
		{"Accept-Encoding: *\r\n", "gzip"},
		{"Accept-Encoding: gzip, deflate, br, zstd\r\n", "zstd"},
		{"Accept-Encoding: zstd;q=0.5, gzip;q=0.8\r\n", "gzip"},
		{"Accept-Encoding: zstd;q=0, gzip ; q=0.001\r\n", "gzip"},
		{"Accept-Encoding: zstd;q=0\r\n", NULL},
		{"Accept-Encoding: identity, zstd;q=0.9\r\n", NULL},
		{"Accept-Encoding: ZSTD\r\n", "zstd"},
		{"Accept-Encoding: zstdx, xzstd\r\n", NULL},
		{"Accept-Encoding: %s, zstd\r\n", "%s"},
		{"Accept-Encoding: %s;q=0.1, zstd;q=0.2\r\n", "zstd"},
		{"Accept-Encoding: dcz, zstd\r\n", "zstd"},
		{"Accept-Encoding: dcz, zstd\r\nAvailable-Dictionary: :AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:\r\n", "zstd"},
		{"Accept-Encoding: dcz, zstd\r\nAvailable-Dictionary: nonsense\r\n", "zstd"},
		{"Accept-Encoding: ;;,, ,q=1;;=,\r\n", NULL},
	};
	char *body = xasprintf("{" USING ",\"methodCalls\":[[\"Core/echo\",{\"a\":\"%0500d\"},\"0\"]]}", 7);
	struct http_client c;
	http_client_open(&c, f->socket);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct http_answer a;
		struct str wish = {0};
		const char *slot = strstr(rows[i].accept, "%s");
		str_addn(&wish, rows[i].accept, slot ? (size_t)(slot - rows[i].accept) : strlen(rows[i].accept));
		if (slot)
			str_addf(&wish, "%s%s", dictionary_at(0)->coding, slot + 2);
		str_add(&wish, "");
		ask(&c, wish.text, body, strlen(body), &a);
		char *coding = http_answer_header(&a, "Content-Encoding");
		assert_int_equal(a.status, 200);
		if (!text_equal(coding, text_equal(rows[i].coding, "%s") ? dictionary_at(0)->coding : rows[i].coding))
			fail_msg("%s is answered in %s", rows[i].accept, coding ? coding : "nothing");
		free(coding);
		str_release(&wish);
		http_answer_release(&a);
	}
	http_client_close(&c);
	free(body);
}

/* Who asks in a coding is answered in it, however short; any letter case means it. */
static void test_shared_dictionaries_both_ways(void **state)
{
	(void)state;
	const struct dictionary *d;
	struct http_client c;
	http_client_open(&c, f->socket);
	for (size_t i = 0; (d = dictionary_at(i)) != NULL; i++) {
		struct http_answer a;
		struct str packed = {0}, plain = {0};
		char *headers = xasprintf("Content-Encoding: %s\r\n", d->coding);
		compress_shared(&packed, d, echo, strlen(echo));
		ask(&c, headers, packed.text, packed.len, &a);
		char *coding = http_answer_header(&a, "Content-Encoding");
		assert_int_equal(a.status, 200);
		assert_string_equal(coding, d->coding);
		assert_int_equal(decompress(&plain, &(struct packed){.bytes = a.body.text, .len = a.body.len, .dictionary = d}, 10000, NULL), 0);
		assert_non_null(strstr(plain.text, "\"a\":1"));
		assert_true(a.body.len + strlen("Content-Encoding") < plain.len);
		http_answer_release(&a);
		/* The same with plain zstd in it is damaged, not "zstd after all". */
		str_clear(&packed);
		compress_bytes(&packed, echo, strlen(echo));
		ask(&c, headers, packed.text, packed.len, &a);
		assert_int_equal(a.status, 400);
		http_answer_release(&a);
		free(coding);
		free(headers);
		str_release(&packed);
		str_release(&plain);
	}
	http_client_close(&c);
}

/* What takes a password or gives a token is never packed, however it is asked. */
static void test_secrets_are_not_packed(void **state)
{
	(void)state;
	char *body = xasprintf("{\"name\":\"%060d\",\"password\":\"wrong\",\"device\":\"test\"}", 7);
	struct http_client c;
	struct http_answer a;
	http_client_open(&c, f->socket);
	http_client_ask(&c, "POST", "/sign-in", "Content-Type: application/json\r\nAccept-Encoding: zstd, gzip\r\n", body, strlen(body), &a);
	char *coding = http_answer_header(&a, "Content-Encoding");
	assert_int_equal(a.status, 401);
	assert_null(coding);
	http_answer_release(&a);
	http_client_close(&c);
	free(body);
}

/* A program that knows RFC 9842 fetches a dictionary once and gets dcz from then on. */
static void test_a_dictionary_is_fetched_and_used(void **state)
{
	(void)state;
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const struct dictionary *d = dictionary_at(0);
	struct http_client c;
	struct http_answer a;
	struct str hash = {0};
	char *path = xasprintf("/twinline/dictionary/%s", d->coding), hex[DIGEST_TEXT_SIZE];
	http_client_open(&c, f->socket);
	http_client_ask(&c, "GET", path, NULL, NULL, 0, &a);
	char *use = http_answer_header(&a, "Use-As-Dictionary"), *cache = http_answer_header(&a, "Cache-Control");
	assert_int_equal(a.status, 200);
	assert_string_equal(use, "match=\"/*\"");
	assert_non_null(strstr(cache, "immutable"));
	crypto_digest(a.body.text, a.body.len, hex);
	assert_string_equal(hex, d->hash);
	http_answer_release(&a);
	/* Three bytes are four digits; the 32 bytes of the hash end with two and a padding. */
	for (size_t at = 0; at < 66; at += 3) {
		char three[4] = {hex[at] ? hex[at] : '0', at + 1 < 64 ? hex[at + 1] : '0', at + 2 < 64 ? hex[at + 2] : '0', '\0'};
		unsigned value = (unsigned)strtoul(three, NULL, 16);
		if (at < 64)
			str_addc(&hash, digits[value >> 6]);
		if (at < 63)
			str_addc(&hash, digits[value & 63]);
	}
	char *headers = xasprintf("Accept-Encoding: zstd, dcz\r\nAvailable-Dictionary: :%s=:\r\n", hash.text);
	char *body = xasprintf("{" USING ",\"methodCalls\":[[\"Core/echo\",{\"a\":\"%0500d\"},\"0\"]]}", 7);
	ask(&c, headers, body, strlen(body), &a);
	char *coding = http_answer_header(&a, "Content-Encoding");
	assert_string_equal(coding, "dcz");
	crypto_digest(d->bytes, (size_t)(d->end - d->bytes), hex);
	assert_true(a.body.len > 40 && a.body.len < 200);
	assert_memory_equal(a.body.text, "\x5e\x2a\x4d\x18\x20\0\0\0", 8);
	http_answer_release(&a);
	http_client_ask(&c, "GET", "/twinline/dictionary/tl000000", NULL, NULL, 0, &a);
	assert_int_equal(a.status, 404);
	http_answer_release(&a);
	http_client_close(&c);
	free(use);
	free(cache);
	free(coding);
	free(path);
	free(headers);
	free(body);
	str_release(&hash);
}

static void test_encodings_that_are_none(void **state)
{
	(void)state;
	struct str bomb = {0}, zeros = {0};
	struct http_client c;
	struct http_answer a;
	char million[1000] = {0};
	for (int i = 0; i < 20000; i++)
		str_addn(&zeros, million, sizeof million);
	compress_bytes(&bomb, zeros.text, zeros.len);
	str_release(&zeros);
	http_client_open(&c, f->socket);
	ask(&c, "Content-Encoding: zstd\r\n", bomb.text, bomb.len, &a);
	assert_int_equal(a.status, 400);
	assert_non_null(strstr(a.body.text, "maxSizeRequest"));
	http_answer_release(&a);
	ask(&c, "Content-Encoding: zstd\r\n", bomb.text, bomb.len / 2, &a);
	assert_int_equal(a.status, 400);
	assert_non_null(strstr(a.body.text, "notJSON"));
	http_answer_release(&a);
	ask(&c, "Content-Encoding: br\r\n", echo, strlen(echo), &a);
	char *accepted = http_answer_header(&a, "Accept-Encoding");
	assert_int_equal(a.status, 415);
	assert_true(starts_with(accepted, dictionary_at(0)->coding));
	assert_non_null(strstr(accepted, ", zstd"));
	free(accepted);
	http_answer_release(&a);
	/* A file of 100 MB may come; one that only says so may not. */
	char *path = xasprintf("/jmap/upload/%s", f->ada.account), *headers = xasprintf("%sContent-Encoding: zstd\r\n", f->ada.bearer);
	http_client_ask(&c, "POST", path, headers, bomb.text, bomb.len, &a);
	accepted = http_answer_header(&a, "Accept-Encoding");
	assert_int_equal(a.status, 415);
	assert_string_equal(accepted, "identity");
	free(accepted);
	free(path);
	free(headers);
	http_answer_release(&a);
	http_client_close(&c);
	str_release(&bomb);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zstd_both_ways),
		cmocka_unit_test(test_what_an_answer_comes_in),
		cmocka_unit_test(test_shared_dictionaries_both_ways),
		cmocka_unit_test(test_secrets_are_not_packed),
		cmocka_unit_test(test_a_dictionary_is_fetched_and_used),
		cmocka_unit_test(test_encodings_that_are_none),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
