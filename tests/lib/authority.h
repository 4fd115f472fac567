/*
 * A certificate authority of the test's own: a root, one below it that signs, and certificates for portals, all P-256. Files are PEM;
 * keys 0600.
 */
#ifndef TESTS_LIB_AUTHORITY_H
#define TESTS_LIB_AUTHORITY_H

#include <stdint.h>

struct authority;

/* What is certified. */
struct authority_wish {
	const char *host;      /* a DNS name; NULL: localhost and 127.0.0.1 */
	int64_t from, until;   /* seconds from now; both 0: from yesterday for a month */
};

/* Called organisation; its root goes into dir/ORGANISATION.pem. Dies if it cannot. Free with authority_free. */
struct authority *authority_new(const char *dir, const char *organisation);
void authority_free(struct authority *a);

/* The file of the root; borrowed. */
const char *authority_file(const struct authority *a);

/* Writes a chain and its key, into dir/NAME.pem and dir/NAME.key. */
void authority_certify(struct authority *a, const char *dir, const char *name, const struct authority_wish *wish);

#endif
