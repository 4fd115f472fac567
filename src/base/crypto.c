/* Digests, tokens, passwords and seals, over libsodium. */
#include "twinline/base/crypto.h"

#include <sodium.h>
#include <stdlib.h>
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

struct digest { crypto_hash_sha256_state state; };

struct digest *digest_new(void)
{
	struct digest *d = xmalloc(sizeof *d);

	start();
	crypto_hash_sha256_init(&d->state);
	return d;
}

void digest_add(struct digest *d, const void *bytes, size_t len)
{
	crypto_hash_sha256_update(&d->state, bytes, len);
}

void digest_end(struct digest *d_taken, char base64[DIGEST_BASE64_SIZE])
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256_final(&d_taken->state, digest);
	sodium_bin2base64(base64, DIGEST_BASE64_SIZE, digest, sizeof digest, sodium_base64_VARIANT_ORIGINAL);
	free(d_taken);
}

void crypto_base64(const void *bytes, size_t len, struct str *out)
{
	size_t size = sodium_base64_ENCODED_LEN(len, sodium_base64_VARIANT_ORIGINAL);
	char *text = xmalloc(size);

	start();
	sodium_bin2base64(text, size, bytes, len, sodium_base64_VARIANT_ORIGINAL);
	str_addn(out, text, size - 1);
	free(text);
}

int crypto_unbase64(const char *text, struct str *out)
{
	size_t len = strlen(text), got = 0;
	unsigned char *bytes = xmalloc(len + 1);
	int result;

	start();
	result = sodium_base642bin(bytes, len + 1, text, len, NULL, &got, NULL, sodium_base64_VARIANT_ORIGINAL);
	if (result == 0)
		str_addn(out, (const char *)bytes, got);
	free(bytes);
	return result;
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

/* --- sealing --- */

enum { SEAL_PIECE = 64 * 1024 };

/* More than a sign-in costs, for whoever has the file can try passwords at leisure: 64 MiB and three passes. */
static const size_t seal_memory = (size_t)64 << 20;
static const unsigned long long seal_passes = 3;

int crypto_seal_key(const char *password, const unsigned char salt[SEAL_SALT_SIZE], unsigned char key[SEAL_KEY_SIZE])
{
	_Static_assert(SEAL_SALT_SIZE == crypto_pwhash_SALTBYTES, "libsodium's salt");
	_Static_assert(SEAL_KEY_SIZE == crypto_secretstream_xchacha20poly1305_KEYBYTES, "libsodium's key");
	start();
	return crypto_pwhash(key, SEAL_KEY_SIZE, password, strlen(password), salt, seal_passes, seal_memory, crypto_pwhash_ALG_ARGON2ID13);
}

void crypto_seal(const unsigned char key[SEAL_KEY_SIZE], const void *bytes, size_t len, struct str *out)
{
	crypto_secretstream_xchacha20poly1305_state state;
	unsigned char head[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
	unsigned char piece[SEAL_PIECE + crypto_secretstream_xchacha20poly1305_ABYTES];
	const unsigned char *at = bytes;

	start();
	crypto_secretstream_xchacha20poly1305_init_push(&state, head, key);
	str_addn(out, head, sizeof head);
	for (bool is_last = false; !is_last;) {
		size_t part = len > SEAL_PIECE ? SEAL_PIECE : len;
		unsigned long long sealed;

		is_last = part == len;
		crypto_secretstream_xchacha20poly1305_push(&state, piece, &sealed, at, part, NULL, 0,
		                                           is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
		str_addn(out, piece, (size_t)sealed);
		at += part;
		len -= part;
	}
}

int crypto_unseal(const unsigned char key[SEAL_KEY_SIZE], const void *bytes, size_t len, struct str *out)
{
	crypto_secretstream_xchacha20poly1305_state state;
	enum { HEAD = crypto_secretstream_xchacha20poly1305_HEADERBYTES, MORE = crypto_secretstream_xchacha20poly1305_ABYTES };
	unsigned char piece[SEAL_PIECE], tag = 0;
	const unsigned char *at = bytes;
	size_t before = out->len;
	bool opens;

	start();
	opens = len >= HEAD && crypto_secretstream_xchacha20poly1305_init_pull(&state, at, key) == 0;
	for (at += HEAD, len -= HEAD; opens && tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL;) {
		size_t part = len > SEAL_PIECE + MORE ? SEAL_PIECE + MORE : len;
		unsigned long long opened = 0;

		opens = part >= MORE &&
		        crypto_secretstream_xchacha20poly1305_pull(&state, piece, &opened, &tag, at, part, NULL, 0) == 0;
		if (opens)
			str_addn(out, piece, (size_t)opened);
		at += part;
		len -= part;
	}
	wipe(piece, sizeof piece);
	if (opens && len == 0)
		return 0;
	if (out->text)
		wipe(out->text + before, out->len - before);
	str_cut(out, before);
	return -1;
}

/* --- to the key of somebody --- */

void crypto_pair(struct key_pair *pair)
{
	_Static_assert(SEAL_KEY_SIZE == crypto_box_PUBLICKEYBYTES && SEAL_KEY_SIZE == crypto_box_SECRETKEYBYTES, "libsodium's keys");
	start();
	crypto_box_keypair(pair->open, pair->secret);
}

void crypto_pair_of(const unsigned char secret[SEAL_KEY_SIZE], struct key_pair *pair)
{
	start();
	memcpy(pair->secret, secret, SEAL_KEY_SIZE);
	if (crypto_scalarmult_base(pair->open, secret) != 0)
		die("libsodium makes no public key");
}

void crypto_pair_seal(const unsigned char open[SEAL_KEY_SIZE], const void *bytes, size_t len, struct str *out)
{
	unsigned char *sealed = xmalloc(len + crypto_box_SEALBYTES);

	start();
	if (crypto_box_seal(sealed, bytes, len, open) != 0)
		die("libsodium seals nothing");
	str_addn(out, sealed, len + crypto_box_SEALBYTES);
	free(sealed);
}

int crypto_pair_unseal(const struct key_pair *pair, const void *bytes, size_t len, struct str *out)
{
	size_t opened = len < crypto_box_SEALBYTES ? 0 : len - crypto_box_SEALBYTES;
	unsigned char *plain = xmalloc(opened + 1);
	int result = -1;

	start();
	if (len >= crypto_box_SEALBYTES)
		result = crypto_box_seal_open(plain, bytes, len, pair->open, pair->secret);
	if (result == 0)
		str_addn(out, plain, opened);
	wipe(plain, opened);
	free(plain);
	return result;
}

void crypto_key(unsigned char key[SEAL_KEY_SIZE])
{
	start();
	randombytes_buf(key, SEAL_KEY_SIZE);
}

void crypto_key_text(const unsigned char key[SEAL_KEY_SIZE], char text[SEAL_KEY_TEXT_SIZE])
{
	start();
	sodium_bin2base64(text, SEAL_KEY_TEXT_SIZE, key, SEAL_KEY_SIZE, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

int crypto_key_of(const char *text, unsigned char key[SEAL_KEY_SIZE])
{
	size_t len = 0;
	const char *end = NULL;

	start();
	if (!text || sodium_base642bin(key, SEAL_KEY_SIZE, text, strlen(text), NULL, &len, &end,
	                               sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
		return -1;
	return len == SEAL_KEY_SIZE && *end == '\0' ? 0 : -1;
}

void crypto_keyed_digest(const unsigned char key[SEAL_KEY_SIZE], const char *text, char hex[DIGEST_TEXT_SIZE])
{
	unsigned char digest[crypto_generichash_BYTES];

	_Static_assert(2 * crypto_generichash_BYTES + 1 == DIGEST_TEXT_SIZE, "as long as SHA-256");
	start();
	crypto_generichash(digest, sizeof digest, (const unsigned char *)text, strlen(text), key, SEAL_KEY_SIZE);
	sodium_bin2hex(hex, DIGEST_TEXT_SIZE, digest, sizeof digest);
}
