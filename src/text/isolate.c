/* Isolates and marks of direction in text of ours, which tell the order of its parts to whoever draws it. */
#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/text/bidi.h"
#include "twinline/text/utf8.h"

static const char left_isolate[] = "\xe2\x81\xa6", right_isolate[] = "\xe2\x81\xa7", first_isolate[] = "\xe2\x81\xa8";
static const char isolate_end[] = "\xe2\x81\xa9";
static const char left_mark[] = "\xe2\x80\x8e", right_mark[] = "\xd8\x9c"; /* LRM; ALM, which stands for Hebrew letters too */

enum { ISOLATE_BYTES = 3 };

/* In a line from right to left all but letters of that direction can be pulled to a wrong place: numbers, commas at an end. */
static bool disturbs(const char *text, enum bidi_direction around)
{
	return *text && (around == BIDI_RIGHT_TO_LEFT || !bidi_is_plain(text, strlen(text)));
}

static bool is_isolate(const char *text)
{
	return starts_with(text, first_isolate) || starts_with(text, left_isolate) || starts_with(text, right_isolate);
}

static bool has_isolate(const char *text)
{
	while ((text = strchr(text, *first_isolate)) && !is_isolate(text))
		text++;
	return text;
}

/* Among lines from right to left any letter of theirs makes a text of one line one of them, though it begins with a foreign name. */
static enum bidi_direction direction_alone(const char *text, size_t len, enum bidi_direction around)
{
	if (around == BIDI_RIGHT_TO_LEFT && !bidi_is_plain(text, len))
		return BIDI_RIGHT_TO_LEFT;
	return bidi_direction_of(text, len, BIDI_BY_LETTER);
}

static const char *isolate_for(const char *text, enum bidi_direction around)
{
	if (around == BIDI_LEFT_TO_RIGHT)
		return has_isolate(text) ? left_isolate : first_isolate;
	return has_isolate(text) || direction_alone(text, strlen(text), around) == around ? right_isolate : first_isolate;
}

void bidi_add_isolated(struct str *out, const char *text, enum bidi_direction around)
{
	if (disturbs(text, around))
		str_add(out, isolate_for(text, around));
	str_add(out, text);
	if (disturbs(text, around))
		str_add(out, isolate_end);
}

char *bidi_isolated(char *text_taken, enum bidi_direction around)
{
	struct str out = { 0 };

	if (!disturbs(text_taken, around))
		return text_taken;
	bidi_add_isolated(&out, text_taken, around);
	free(text_taken);
	return str_detach(&out);
}

void bidi_close(struct str *out, const char *text)
{
	int open = 0;

	for (; (text = strstr(text, "\xe2\x81")); text += ISOLATE_BYTES)
		if (starts_with(text, isolate_end))
			open -= open > 0;
		else
			open += is_isolate(text);
	for (; open > 0; open--)
		str_add(out, isolate_end);
}

/* The mark that stands for the last letter of text, none if it has none. */
static const char *mark_before(const char *text, size_t len)
{
	while (len > 0) {
		size_t start = len - 1;

		while (start > 0 && ((unsigned char)text[start] & 0xc0) == 0x80)
			start--;
		switch (bidi_direction_of(text + start, len - start, BIDI_BY_LETTER)) {
		case BIDI_LEFT_TO_RIGHT:
			return left_mark;
		case BIDI_RIGHT_TO_LEFT:
			return right_mark;
		default:
			len = start;
		}
	}
	return "";
}

static const char *mark_after(const char *text, size_t len)
{
	switch (bidi_direction_of(text, len, BIDI_BY_LETTER)) {
	case BIDI_LEFT_TO_RIGHT:
		return left_mark;
	case BIDI_RIGHT_TO_LEFT:
		return right_mark;
	default:
		return "";
	}
}

/* Opens again what the paragraph before a line has opened and not closed, with the direction that it has there. */
static void add_open(struct str *out, const char *text, size_t len, size_t start)
{
	enum { DEPTH_MAX = 8 };
	size_t open[DEPTH_MAX];
	int depth = 0;

	for (size_t at = 0; at + ISOLATE_BYTES <= start; at++) {
		if (starts_with(text + at, isolate_end))
			depth -= depth > 0;
		else if (is_isolate(text + at) && depth < DEPTH_MAX)
			open[depth++] = at;
	}
	for (int i = 0; i < depth; i++) {
		const char *inside = text + open[i] + ISOLATE_BYTES, *own = text + open[i];

		if (starts_with(own, first_isolate))
			own = bidi_direction_of(inside, len - (size_t)(inside - text), BIDI_LEFT_TO_RIGHT) == BIDI_RIGHT_TO_LEFT ? right_isolate : left_isolate;
		str_addn(out, own, ISOLATE_BYTES);
	}
}

enum bidi_direction bidi_add_line(struct str *out, const struct bidi_part *part, enum bidi_direction around)
{
	const char *text = part->paragraph;
	size_t end = part->start + part->len, start;
	enum bidi_direction own = part->stands_alone ? direction_alone(text, part->paragraph_len, around) : BIDI_BY_LETTER;

	if (own == BIDI_BY_LETTER)
		own = bidi_direction_of(text, part->paragraph_len, around);
	if (part->len == 0 || (around == BIDI_LEFT_TO_RIGHT && own == around && bidi_is_plain(text, part->paragraph_len))) {
		str_addn(out, text + part->start, part->len);
		return own;
	}
	str_add(out, own == BIDI_RIGHT_TO_LEFT ? right_isolate : left_isolate);
	str_add(out, mark_before(text, part->start));
	start = out->len;
	add_open(out, text, part->paragraph_len, part->start);
	str_addn(out, text + part->start, part->len);
	bidi_close(out, out->text + start);
	str_add(out, mark_after(text + end, part->paragraph_len - end));
	str_add(out, isolate_end);
	return own;
}

bool bidi_line_direction(const char *text, size_t len, enum bidi_direction *direction)
{
	size_t step = len > ISOLATE_BYTES ? ISOLATE_BYTES : 0;

	if (step && memcmp(text, right_isolate, step) == 0)
		*direction = BIDI_RIGHT_TO_LEFT;
	else if (step && memcmp(text, left_isolate, step) == 0)
		*direction = BIDI_LEFT_TO_RIGHT;
	else
		return false;
	return true;
}

size_t bidi_line_prefix(const char *text, size_t len)
{
	enum bidi_direction direction;
	const char *inside = text + ISOLATE_BYTES;

	if (!bidi_line_direction(text, len, &direction))
		return 0;
	return ISOLATE_BYTES + (starts_with(inside, left_mark) ? strlen(left_mark) : starts_with(inside, right_mark) ? strlen(right_mark) : 0);
}

void bidi_extend_line(struct str *line, const char *more)
{
	enum bidi_direction direction;
	bool is_isolated = line->text && bidi_line_direction(line->text, line->len, &direction);

	str_insert(line, line->len - (is_isolated ? strlen(isolate_end) : 0), more, strlen(more));
}

void bidi_strip(char *text)
{
	const char *end = text + strlen(text);
	char *to = text;

	for (const char *from = text; from < end;) {
		uint32_t point;
		size_t step = utf8_next(from, (size_t)(end - from), &point);

		if (!bidi_is_control(point)) {
			memmove(to, from, step);
			to += step;
		}
		from += step;
	}
	*to = '\0';
}
