/* Wrapping: break opportunities of UAX #14, widths of text/cells.h. */
#include "twinline/text/wrap.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "unicode.h"

static void add_line(struct wrap *w, size_t start, size_t len)
{
	if (w->count == w->capacity) {
		w->capacity = w->capacity ? w->capacity * 2 : 16;
		w->lines = xrealloc(w->lines, w->capacity, sizeof(w->lines[0]));
	}
	w->lines[w->count++] = (struct wrap_line){ .start = start, .len = len };
}

static size_t without_spaces(const char *text, size_t start, size_t end)
{
	while (end > start && text[end - 1] == ' ')
		end--;
	return end - start;
}

/* Where the next line begins, if the paragraph from start to end does not fit into cells; end if it does. */
static size_t line_end(const char *text, const bool *may, size_t start, size_t end, int cells)
{
	size_t last_break = start;
	int used = 0;
	bool indents = true; /* so far only spaces: a line of nothing else helps nobody */

	for (size_t at = start; at < end;) {
		int width;
		size_t length = cells_cluster(text + at, end - at, &width);
		if (at > start && may[at] && !indents)
			last_break = at;
		indents = indents && text[at] == ' ';
		/* Spaces hang over the edge; a line holds at least one cluster. */
		if (used + width > cells && text[at] != ' ' && at > start)
			return last_break > start ? last_break : at;
		used += width;
		at += length;
	}
	return end;
}

static void wrap_paragraph(struct wrap *w, const char *text, const bool *may, struct wrap_line paragraph, int cells)
{
	size_t end = paragraph.start + paragraph.len;
	size_t start = paragraph.start;

	for (;;) {
		size_t next = line_end(text, may, start, end, cells);
		if (next == end)
			break;
		add_line(w, start, without_spaces(text, start, next));
		start = next;
	}
	int used;
	size_t fits = cells_fit(text + start, end - start, cells, &used);
	size_t len = without_spaces(text, start, end);
	add_line(w, start, fits > len ? fits : len);
}

void wrap_text(struct wrap *w, const char *text, size_t len, int cells)
{
	bool *may = xmalloc((len + 1) * sizeof(*may));

	w->count = 0;
	if (cells < 1)
		cells = 1;
	unicode_line_breaks(text, len, may);
	for (size_t start = 0;;) {
		const char *newline = memchr(text + start, '\n', len - start);
		size_t end = newline ? (size_t)(newline - text) : len;
		wrap_paragraph(w, text, may, (struct wrap_line){ .start = start, .len = end - start }, cells);
		if (!newline)
			break;
		start = end + 1;
	}
	free(may);
}

void wrap_release(struct wrap *w)
{
	free(w->lines);
	*w = (struct wrap){ 0 };
}

size_t wrap_line_of(const struct wrap *w, size_t at)
{
	size_t low = 0, high = w->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (w->lines[middle].start <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}
