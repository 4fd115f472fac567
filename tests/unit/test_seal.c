/* What is sealed opens with its key alone, and any change of it shows. */
#include "lib/suite.h"

#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"

enum { LARGE = 150 * 1000 };

static void make_key(const char *password, unsigned char key[SEAL_KEY_SIZE])
{
	static const unsigned char salt[SEAL_SALT_SIZE] = "0123456789abcde";

	assert_int_equal(crypto_seal_key(password, salt, key), 0);
}

static void it_opens_with_its_key_alone(void **state)
{
	static const size_t lengths[] = { 0, 1, 64 * 1024 - 1, 64 * 1024, LARGE };
	unsigned char key[SEAL_KEY_SIZE], other[SEAL_KEY_SIZE];
	char *bytes = xcalloc(1, LARGE);

	(void)state;
	make_key("geheim", key);
	make_key("geheim ", other);
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct str sealed = { 0 }, plain = { 0 };

		crypto_seal(key, bytes, lengths[i], &sealed);
		assert_int_equal(crypto_unseal(other, sealed.text, sealed.len, &plain), -1);
		assert_int_equal(crypto_unseal(key, sealed.text, sealed.len, &plain), 0);
		assert_int_equal(plain.len, lengths[i]);
		assert_true(lengths[i] == 0 || memcmp(plain.text, bytes, lengths[i]) == 0);
		str_release(&sealed);
		str_release(&plain);
	}
	free(bytes);
}

static void every_change_shows(void **state)
{
	unsigned char key[SEAL_KEY_SIZE];
	char *bytes = xcalloc(1, LARGE);
	struct str sealed = { 0 }, plain = { 0 };

	(void)state;
	make_key("geheim", key);
	crypto_seal(key, bytes, LARGE, &sealed);
	str_add(&plain, "before");
	for (size_t at = 0; at < sealed.len; at += 7919) {
		sealed.text[at] ^= 1;
		assert_int_equal(crypto_unseal(key, sealed.text, sealed.len, &plain), -1);
		sealed.text[at] ^= 1;
	}
	for (size_t len = 0; len < sealed.len; len += 9973) /* cut off, at the end of a piece too */
		assert_int_equal(crypto_unseal(key, sealed.text, len, &plain), -1);
	assert_int_equal(crypto_unseal(key, sealed.text, 24 + 64 * 1024 + 17, &plain), -1);
	str_addc(&sealed, 'x');
	assert_int_equal(crypto_unseal(key, sealed.text, sealed.len, &plain), -1);
	assert_string_equal(plain.text, "before");
	str_release(&sealed);
	str_release(&plain);
	free(bytes);
}

static void a_digest_needs_its_key(void **state)
{
	unsigned char key[SEAL_KEY_SIZE] = { 1 }, other[SEAL_KEY_SIZE] = { 2 };
	char a[DIGEST_TEXT_SIZE], b[DIGEST_TEXT_SIZE];

	(void)state;
	crypto_keyed_digest(key, "ayse", a);
	crypto_keyed_digest(key, "ayse", b);
	assert_string_equal(a, b);
	crypto_keyed_digest(other, "ayse", b);
	assert_string_not_equal(a, b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_opens_with_its_key_alone),
		cmocka_unit_test(every_change_shows),
		cmocka_unit_test(a_digest_needs_its_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
