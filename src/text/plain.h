/* The fast path of every frame: printable US-ASCII, which needs no table of Unicode. */
#ifndef TEXT_PLAIN_H
#define TEXT_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline bool plain_is(char byte)
{
	return byte >= 0x20 && byte < 0x7f;
}

/* Bytes of text (len bytes) before the first that is not printable ASCII, eight at a time. */
static inline size_t plain_run(const char *text, size_t len)
{
	const uint64_t ones = 0x0101010101010101, tops = ones * 0x80;
	size_t at = 0;

	for (uint64_t eight; len - at >= sizeof(eight); at += sizeof(eight)) {
		memcpy(&eight, text + at, sizeof(eight));
		/* A top bit is left by a byte >= 0x80, by one < 0x20 (the borrow) and by 0x7f (the carry). */
		if ((eight | (eight - ones * 0x20) | (eight + ones)) & tops)
			break;
	}
	while (at < len && plain_is(text[at]))
		at++;
	return at;
}

#endif
