/*
 * Texts that attack a terminal: a corpus for every field that somebody else may have written. Each begins with a visible
 * mark (h0 h1 h2 …), so that a test sees it was drawn, and its sequences carry STREAM_MARK (lib/stream.h) where a program's own could
 * look the same. All are valid I-JSON.
 */
#ifndef TESTS_LIB_HOSTILE_H
#define TESTS_LIB_HOSTILE_H

#include <stddef.h>

#include "twinline/schema/schema.h"

extern const char *const hostile_texts[];
extern const size_t hostile_count;

/* Text number index (any, it goes round), cut to at most max bytes at a character's end. Yours. */
char *hostile_text(size_t index, size_t max);

/*
 * A record of the type with something in every field: texts that attack, and, taking turns by index, codes, days and times that are
 * right (so that screens go their usual way) or are not; numbers at their ends. Its times are at now + index hours. Yours.
 */
struct json *hostile_record(const struct record_type *type, size_t index, int64_t now);

#endif
