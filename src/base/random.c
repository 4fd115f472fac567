/* Seeded sequences (xoshiro256**, Blackman and Vigna, seeded by splitmix64) and secrets of the kernel. */
#include "twinline/base/random.h"

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>

#include "twinline/base/mem.h"

void random_seed(struct random *r, uint64_t seed)
{
	for (int i = 0; i < 4; i++) {
		uint64_t z = seed += UINT64_C(0x9e3779b97f4a7c15);

		z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
		z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
		r->state[i] = z ^ (z >> 31);
	}
}

static uint64_t rotate(uint64_t x, int bits)
{
	return (x << bits) | (x >> (64 - bits));
}

uint64_t random_next(struct random *r)
{
	uint64_t *s = r->state;
	uint64_t result = rotate(s[1] * 5, 7) * 9;
	uint64_t shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = rotate(s[3], 45);
	return result;
}

uint64_t random_below(struct random *r, uint64_t below)
{
	uint64_t limit, drawn;

	if (below == 0)
		return 0;
	limit = UINT64_MAX - UINT64_MAX % below; /* what lies above would favour the small results */
	do
		drawn = random_next(r);
	while (drawn >= limit);
	return drawn % below;
}

void random_secret(void *bytes, size_t len)
{
	unsigned char *at = bytes;

	while (len > 0) {
		ssize_t got = getrandom(at, len, 0);

		if (got < 0 && errno != EINTR)
			die("the kernel gives no random numbers");
		if (got > 0) {
			at += got;
			len -= (size_t)got;
		}
	}
}

void random_id(struct random *r, char id[RECORD_ID_LENGTH + 1])
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	uint64_t bits;

	if (r)
		bits = random_next(r);
	else
		random_secret(&bits, sizeof bits);
	id[0] = alphabet[(bits >> 40) % 26]; /* a letter first: never only digits (RFC 8620 section 1.2) */
	for (int i = 1; i < RECORD_ID_LENGTH; i++, bits >>= 5)
		id[i] = alphabet[bits & 31];
	id[RECORD_ID_LENGTH] = '\0';
}

void random_op_id(char id[OP_ID_LENGTH + 1])
{
	unsigned char bytes[OP_ID_LENGTH / 2];

	random_secret(bytes, sizeof bytes);
	for (size_t i = 0; i < sizeof bytes; i++)
		snprintf(id + 2 * i, 3, "%02x", bytes[i]);
}
