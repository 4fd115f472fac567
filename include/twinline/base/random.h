/*
 * Random numbers. `struct random` is a seeded generator (xoshiro256**) for demo data, jitter and
 * tests, the same sequence for the same seed; random_secret() comes from the kernel.
 */
#ifndef TWINLINE_BASE_RANDOM_H
#define TWINLINE_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state[4];
};

/* Starts the sequence of seed. */
void random_seed(struct random *r, uint64_t seed);

uint64_t random_next(struct random *r);

/* A whole number from 0 to below - 1, without bias; 0 for below 0. */
uint64_t random_below(struct random *r, uint64_t below);

/* Fills bytes from getrandom(2); dies if the kernel has none. */
void random_secret(void *bytes, size_t len);

enum { RECORD_ID_LENGTH = 8, OP_ID_LENGTH = 32 };

/* Writes a record id, [a-z][a-z2-7]{7} (RFC 8620 section 1.2 safe), from r or, where r is NULL, the kernel. */
void random_id(struct random *r, char id[RECORD_ID_LENGTH + 1]);

/* Writes the 128 bit of an opId as 32 lower-case hex digits, from the kernel. */
void random_op_id(char id[OP_ID_LENGTH + 1]);

#endif
