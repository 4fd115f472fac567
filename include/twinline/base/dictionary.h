/*
 * The dictionaries that the engine and the portal share, compiled into both: what bodies on the wire have in common (names of
 * properties, envelopes, phrases of letters in many languages), so that a short body costs little more than what is new in it. Each is known by
 * the hash of its bytes and never changes; `make dictionary` adds a newer one and keeps the others, for old engines and old portals
 * live for years.
 */
#ifndef TWINLINE_BASE_DICTIONARY_H
#define TWINLINE_BASE_DICTIONARY_H

#include <stddef.h>

struct dictionary {
	const char *coding; /* the content coding that means it: "tl" and the first six digits of hash */
	const char *hash;   /* SHA-256 in hex */
	const unsigned char *bytes, *end;
};

/* The newest is the first one; NULL past the last. */
const struct dictionary *dictionary_at(size_t index);

/* The one that a content coding (in any case) stands for, or that has this hash; NULL: not here. */
const struct dictionary *dictionary_of_coding(const char *coding);
const struct dictionary *dictionary_of_hash(const char *hash);

#endif
