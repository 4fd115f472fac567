/* Sets of small numbers, one bit each; what lies beyond a set's end is not in it. */
#ifndef TWINLINE_PORTAL_SEARCH_BITS_H
#define TWINLINE_PORTAL_SEARCH_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bits { uint64_t *words; size_t count; };

/* An empty set with room for numbers below size, yours; a zeroed struct is an empty set too. */
void bits_init(struct bits *b, size_t size);
void bits_release(struct bits *b);

void bits_add(struct bits *b, size_t number);
void bits_remove(struct bits *b, size_t number);
bool bits_has(const struct bits *b, size_t number);
int64_t bits_count(const struct bits *b);

/* Changes b to what is in both, in either, or in b alone. In either: b must have the room. */
void bits_and(struct bits *b, const struct bits *other);
void bits_or(struct bits *b, const struct bits *other);
void bits_and_not(struct bits *b, const struct bits *other);

/* The places in b of words that are not 0, and how many there are: yours, for bits_count_at. */
uint32_t *bits_places(const struct bits *b, size_t *count);

/* How many are in both, looked for at those places of b only. */
int64_t bits_count_at(const struct bits *b, const struct bits *other, const uint32_t *places, size_t count);

#endif
