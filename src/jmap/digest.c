/* Content-Digest, written and compared. */
#include "twinline/jmap/digest.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"

static const char algorithm[] = "sha-256=:";

static void digest_of(const void *bytes, size_t len, char base64[DIGEST_BASE64_SIZE])
{
	struct digest *d = digest_new();

	digest_add(d, bytes, len);
	digest_end(d, base64);
}

char *content_digest(const void *bytes, size_t len)
{
	char base64[DIGEST_BASE64_SIZE];

	digest_of(bytes, len, base64);
	return xasprintf("%s%s:", algorithm, base64);
}

bool content_digest_fits(const char *header, const void *bytes, size_t len)
{
	const char *told = header ? strstr(header, algorithm) : NULL;
	char base64[DIGEST_BASE64_SIZE];

	if (!told)
		return true;
	digest_of(bytes, len, base64);
	told += strlen(algorithm);
	return strncmp(told, base64, strlen(base64)) == 0 && told[strlen(base64)] == ':';
}
