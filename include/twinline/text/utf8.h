/* UTF-8 at the level of code points (Unicode 15, section 3.9). */
#ifndef TWINLINE_TEXT_UTF8_H
#define TWINLINE_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Reads one code point at text (len bytes left) into *point and returns its length in bytes; an
 * ill-formed sequence gives U+FFFD and the length of its maximal subpart (at least 1). 0 only for len 0.
 */
size_t utf8_next(const char *text, size_t len, uint32_t *point);

/* Writes point as UTF-8 and returns its length, 1 to 4; a surrogate or too large a value gives U+FFFD. */
size_t utf8_put(uint32_t point, char bytes[4]);

/* True if len bytes are well-formed UTF-8. */
bool utf8_valid(const char *text, size_t len);

/* Code points in text. */
size_t utf8_length(const char *text);

/* Bytes of its first `most` code points, of all if it has no more. */
size_t utf8_first(const char *text, size_t most);

#endif
