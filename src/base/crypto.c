/* Digests, tokens and passwords, over libsodium. */
#include "twinline/base/crypto.h"

#include <sodium.h>
#include <string.h>

#include "twinline/base/mem.h"

/* OWASP's recommendation for argon2id: 19 MiB and two passes. */
static const size_t password_memory = (size_t)19 << 20;
static const unsigned long long password_passes = 2;

static void start(void)
{
	if (sodium_init() < 0)
		die("libsodium does not start");
}

void crypto_digest(const void *bytes, size_t len, char hex[DIGEST_TEXT_SIZE])
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	start();
	crypto_hash_sha256(digest, bytes, len);
	sodium_bin2hex(hex, DIGEST_TEXT_SIZE, digest, sizeof digest);
}

void crypto_token(char token[TOKEN_TEXT_SIZE])
{
	unsigned char secret[24];

	start();
	randombytes_buf(secret, sizeof secret);
	sodium_bin2base64(token, TOKEN_TEXT_SIZE, secret, sizeof secret, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	wipe(secret, sizeof secret);
}

int crypto_password_hash(const char *password, char hash[PASSWORD_HASH_SIZE])
{
	_Static_assert(PASSWORD_HASH_SIZE >= crypto_pwhash_argon2id_STRBYTES, "room for libsodium's text form");
	start();
	memset(hash, 0, PASSWORD_HASH_SIZE);
	return crypto_pwhash_argon2id_str(hash, password, strlen(password), password_passes, password_memory);
}

bool crypto_password_check(const char *hash, const char *password)
{
	char padded[crypto_pwhash_argon2id_STRBYTES] = { 0 };

	start();
	if (strlen(hash) >= sizeof padded)
		return false;
	memcpy(padded, hash, strlen(hash));
	return crypto_pwhash_argon2id_str_verify(padded, password, strlen(password)) == 0;
}
