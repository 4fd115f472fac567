/* Lines of a text at a width, broken where UAX #14 allows, cut at clusters where nothing else fits. */
#ifndef TWINLINE_TEXT_WRAP_H
#define TWINLINE_TEXT_WRAP_H

#include <stddef.h>

struct wrap_line {
	size_t start; /* byte offset in the text */
	size_t len;   /* bytes, without the newline or the spaces at the break */
};

struct wrap {
	struct wrap_line *lines;
	size_t count;    /* at least 1, also for an empty text */
	size_t capacity;
};

/* Breaks text (len bytes; '\n' ends a paragraph) into lines of at most cells. Release with wrap_release. */
void wrap_text(struct wrap *w, const char *text, size_t len, int cells);
void wrap_release(struct wrap *w);

/* The line that holds byte offset at (an offset at a break belongs to the later line; the end to the last). */
size_t wrap_line_of(const struct wrap *w, size_t at);

#endif
