/* What needs cryptography, over libsodium, which base/crypto.c alone knows. */
#ifndef TWINLINE_BASE_CRYPTO_H
#define TWINLINE_BASE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>

enum {
	DIGEST_TEXT_SIZE = 64 + 1, /* SHA-256 in hex, with NUL */
	TOKEN_TEXT_SIZE = 32 + 1,  /* 192 bit in base64url, with NUL */
	PASSWORD_HASH_SIZE = 128   /* argon2id in its own text form, with NUL */
};

/* SHA-256 of len bytes as lower-case hex. */
void crypto_digest(const void *bytes, size_t len, char hex[DIGEST_TEXT_SIZE]);

/* A fresh bearer token: 192 random bits, base64url. */
void crypto_token(char token[TOKEN_TEXT_SIZE]);

/* argon2id, m = 19 MiB, t = 2 (OWASP). Takes tens of milliseconds. Returns 0, or -1 if memory ran out. */
int crypto_password_hash(const char *password, char hash[PASSWORD_HASH_SIZE]);

/* True if password made hash; the same time whether or not. */
bool crypto_password_check(const char *hash, const char *password);

#endif
