/* Sets of bits, 64 at a time. */
#include "search_bits.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"

enum { WORD = 64 };

static size_t words_for(size_t size)
{
	return (size + WORD - 1) / WORD;
}

void bits_init(struct bits *b, size_t size)
{
	*b = (struct bits){.count = words_for(size)};
	b->words = xcalloc(b->count ? b->count : 1, sizeof *b->words);
}

void bits_release(struct bits *b)
{
	free(b->words);
	*b = (struct bits){0};
}

void bits_add(struct bits *b, size_t number)
{
	size_t at = number / WORD;
	if (at >= b->count) {
		size_t count = at + 1 + at / 2;
		b->words = xrealloc(b->words, count, sizeof *b->words);
		memset(b->words + b->count, 0, (count - b->count) * sizeof *b->words);
		b->count = count;
	}
	b->words[at] |= UINT64_C(1) << number % WORD;
}

void bits_remove(struct bits *b, size_t number)
{
	if (number / WORD < b->count)
		b->words[number / WORD] &= ~(UINT64_C(1) << number % WORD);
}

bool bits_has(const struct bits *b, size_t number)
{
	return number / WORD < b->count && b->words[number / WORD] >> number % WORD & 1;
}

int64_t bits_count(const struct bits *b)
{
	int64_t count = 0;
	for (size_t i = 0; i < b->count; i++)
		count += __builtin_popcountll(b->words[i]);
	return count;
}

void bits_and(struct bits *b, const struct bits *other)
{
	size_t both = b->count < other->count ? b->count : other->count;
	for (size_t i = 0; i < both; i++)
		b->words[i] &= other->words[i];
	memset(b->words + both, 0, (b->count - both) * sizeof *b->words);
}

void bits_or(struct bits *b, const struct bits *other)
{
	size_t both = b->count < other->count ? b->count : other->count;
	for (size_t i = 0; i < both; i++)
		b->words[i] |= other->words[i];
}

void bits_and_not(struct bits *b, const struct bits *other)
{
	size_t both = b->count < other->count ? b->count : other->count;
	for (size_t i = 0; i < both; i++)
		b->words[i] &= ~other->words[i];
}

uint32_t *bits_places(const struct bits *b, size_t *count)
{
	uint32_t *places = xmalloc((b->count + 1) * sizeof *places);
	*count = 0;
	for (size_t i = 0; i < b->count; i++)
		if (b->words[i])
			places[(*count)++] = (uint32_t)i;
	return places;
}

int64_t bits_count_at(const struct bits *b, const struct bits *other, const uint32_t *places, size_t count)
{
	int64_t sum = 0;
	for (size_t i = 0; i < count && places[i] < other->count; i++)
		sum += __builtin_popcountll(b->words[places[i]] & other->words[places[i]]);
	return sum;
}
