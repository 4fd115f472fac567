/* What needs cryptography, over libsodium, which base/crypto.c alone knows. */
#ifndef TWINLINE_BASE_CRYPTO_H
#define TWINLINE_BASE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>

#include "twinline/base/str.h"

enum {
	DIGEST_TEXT_SIZE = 64 + 1, /* SHA-256 in hex, with NUL */
	TOKEN_TEXT_SIZE = 32 + 1,  /* 192 bit in base64url, with NUL */
	DIGEST_BASE64_SIZE = 44 + 1, /* SHA-256 in base64, with NUL */
	PASSWORD_HASH_SIZE = 128   /* argon2id in its own text form, with NUL */
};

/* SHA-256 of len bytes as lower-case hex. */
void crypto_digest(const void *bytes, size_t len, char hex[DIGEST_TEXT_SIZE]);

/* SHA-256 of bytes that come piece by piece, as base64 (RFC 4648 section 4): digest_end frees d. */
struct digest;
struct digest *digest_new(void);
void digest_add(struct digest *d, const void *bytes, size_t len);
void digest_end(struct digest *d_taken, char base64[DIGEST_BASE64_SIZE]);

/* Bytes as base64 with padding, added to out; and back: 0, or -1 for what is none, with out as it was. */
void crypto_base64(const void *bytes, size_t len, struct str *out);
int crypto_unbase64(const char *text, struct str *out);

/* A fresh bearer token: 192 random bits, base64url. */
void crypto_token(char token[TOKEN_TEXT_SIZE]);

/* argon2id, m = 19 MiB, t = 2 (OWASP). Takes tens of milliseconds. Returns 0, or -1 if memory ran out. */
int crypto_password_hash(const char *password, char hash[PASSWORD_HASH_SIZE]);

/*
 * What is sealed with a password can be read with that password alone, and any change of it shows. The key is argon2id of the
 * password and a random salt that is no secret; it takes a tenth of a second or more. -1 if memory ran out.
 */
enum { SEAL_KEY_SIZE = 32, SEAL_SALT_SIZE = 16 };
int crypto_seal_key(const char *password, const unsigned char salt[SEAL_SALT_SIZE], unsigned char key[SEAL_KEY_SIZE]);
/* Adds len bytes sealed to out (XChaCha20-Poly1305 in pieces, whose order and end are sealed too). */
void crypto_seal(const unsigned char key[SEAL_KEY_SIZE], const void *bytes, size_t len, struct str *out);
/* Adds what was sealed to out. Returns 0, or -1 for another key or damage, with out as it was. */
int crypto_unseal(const unsigned char key[SEAL_KEY_SIZE], const void *bytes, size_t len, struct str *out);

/*
 * A pair of keys (X25519): what is sealed to the public one opens with the secret one alone, and tells nothing of who sealed it.
 */
struct key_pair { unsigned char open[SEAL_KEY_SIZE], secret[SEAL_KEY_SIZE]; };
void crypto_pair(struct key_pair *pair);
/* The pair that a secret key belongs to. */
void crypto_pair_of(const unsigned char secret[SEAL_KEY_SIZE], struct key_pair *pair);
/* Adds len bytes sealed to the public key to out. */
void crypto_pair_seal(const unsigned char open[SEAL_KEY_SIZE], const void *bytes, size_t len, struct str *out);
/* Adds what was sealed to pair to out. Returns 0, or -1 for another key or damage, with out as it was. */
int crypto_pair_unseal(const struct key_pair *pair, const void *bytes, size_t len, struct str *out);

/* A random key to seal with; keys as text (base64url) and back: crypto_key_of returns 0, or -1 where text (NULL too) is none. */
enum { SEAL_KEY_TEXT_SIZE = 43 + 1 };
void crypto_key(unsigned char key[SEAL_KEY_SIZE]);
void crypto_key_text(const unsigned char key[SEAL_KEY_SIZE], char text[SEAL_KEY_TEXT_SIZE]);
int crypto_key_of(const char *text, unsigned char key[SEAL_KEY_SIZE]);

/* A digest of text that nobody can tell without the key, as hex. */
void crypto_keyed_digest(const unsigned char key[SEAL_KEY_SIZE], const char *text, char hex[DIGEST_TEXT_SIZE]);

/* True if password made hash; the same time whether or not. */
bool crypto_password_check(const char *hash, const char *password);

#endif
