/* Widths and cuts of text by grapheme cluster. */
#include "twinline/text/cells.h"

#include <string.h>

#include "cluster.h"
#include "plain.h"
#include "twinline/text/utf8.h"

enum { VARIATION_EMOJI = 0xfe0f, WIDEST = 2 };

static bool ambiguous_wide;

void cells_ambiguous_wide(bool wide)
{
	ambiguous_wide = wide;
}

const char *cells_unicode_version(void)
{
	return unicode_version();
}

bool cells_is_widened(uint32_t point)
{
	return ambiguous_wide && unicode_is_ambiguous(point);
}

static int point_width(uint32_t point)
{
	if (cells_is_widened(point))
		return WIDEST;
	return unicode_width(point);
}

size_t cells_cluster(const char *text, size_t len, int *cells)
{
	*cells = 0;
	if (len == 0)
		return 0;
	if (plain_is(text[0]) && (len == 1 || (unsigned char)text[1] < 0x80)) {
		*cells = 1;
		return 1;
	}

	struct cluster cluster = { 0 };
	uint32_t point;
	size_t at = utf8_next(text, len, &point);
	bool emoji = unicode_is_emoji(point);
	int width = point_width(point);

	cluster_joins(&cluster, point);
	while (at < len) {
		size_t length = utf8_next(text + at, len - at, &point);
		if (!cluster_joins(&cluster, point))
			break;
		if (point == VARIATION_EMOJI && emoji)
			width = WIDEST;
		else if (width < WIDEST)
			width += point_width(point);
		at += length;
	}
	*cells = width < WIDEST ? width : WIDEST;
	return at;
}

size_t cells_cluster_before(const char *text, size_t at)
{
	size_t start = at, length = 0;
	int cells;

	/* Between two ASCII bytes is always a boundary, but in CR LF. */
	while (start > 0) {
		start--;
		if (start > 0 && (unsigned char)text[start] < 0x80 && (unsigned char)text[start - 1] < 0x80 &&
		    text[start] != '\n')
			break;
	}
	for (; start < at; start += length)
		length = cells_cluster(text + start, at - start, &cells);
	return length;
}

int cells_width(const char *text)
{
	return cells_width_n(text, strlen(text));
}

int cells_width_n(const char *text, size_t len)
{
	int used;

	cells_fit(text, len, INT32_MAX, &used);
	return used;
}

size_t cells_fit(const char *text, size_t len, int cells, int *used)
{
	size_t at = 0;

	*used = 0;
	while (at < len) {
		/* The last plain byte of a run may be the base of a cluster. */
		size_t room = cells - *used > 0 ? (size_t)(cells - *used) : 0;
		size_t plain = plain_run(text + at, len - at);
		if (plain > 0 && at + plain < len)
			plain--;
		if (plain > room)
			plain = room;
		at += plain;
		*used += (int)plain;

		int width;
		size_t length = cells_cluster(text + at, len - at, &width);
		if (length == 0 || width > cells - *used)
			break;
		at += length;
		*used += width;
	}
	return at;
}

int cells_add_cut(struct str *out, const char *text, int cells, bool ascii)
{
	size_t len = strlen(text);
	int used;

	if (cells <= 0)
		return 0;
	size_t fits = cells_fit(text, len, cells, &used);
	if (fits == len) {
		str_addn(out, text, len);
		return used;
	}

	const char *mark = ascii ? "..." : "…";
	int mark_cells = cells_width(mark);
	if (mark_cells > cells) {
		str_addn(out, text, fits);
		return used;
	}
	fits = cells_fit(text, len, cells - mark_cells, &used);
	for (; fits > 0 && text[fits - 1] == ' '; fits--)
		used--;
	str_addn(out, text, fits);
	str_add(out, mark);
	return used + mark_cells;
}

void cells_add_padded(struct str *out, const char *text, int cells, bool ascii)
{
	for (int used = cells_add_cut(out, text, cells, ascii); used < cells; used++)
		str_addc(out, ' ');
}
