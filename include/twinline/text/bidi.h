/*
 * Text of both directions, by UAX #9 over FriBidi. Everything is kept, measured, edited and searched in logical order, the order of
 * reading; only what is drawn is put into the order of the cells, a line at a time, at the very end.
 */
#ifndef TWINLINE_TEXT_BIDI_H
#define TWINLINE_TEXT_BIDI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "twinline/base/str.h"

enum bidi_direction {
	BIDI_LEFT_TO_RIGHT,
	BIDI_RIGHT_TO_LEFT,
	BIDI_BY_LETTER /* that of the first letter that has one, left to right where none has (rules P2, P3) */
};

/* True if a left-to-right line shows text as it stands: nothing in it goes, or makes others go, from right to left. */
bool bidi_is_plain(const char *text, size_t len);

/* The direction of the first letter of text that has one (rules P2, P3); otherwise where none has. */
enum bidi_direction bidi_direction_of(const char *text, size_t len, enum bidi_direction otherwise);

/* The embedding level of each of count code points of one paragraph that is one line (rules P2 to L1). */
void bidi_levels(const uint32_t *points, size_t count, enum bidi_direction base, unsigned char *levels);

/* order[i] is which of the count things with these levels stands at place i from the left (rule L2). */
void bidi_order(const unsigned char *levels, size_t count, size_t *order);

/* --- a line as it is drawn --- */

struct bidi_how {
	enum bidi_direction base;
	bool shapes; /* Arabic letters in the forms that they have side by side, lam and alef as one: for terminals that do not do it */
	bool mirrors; /* brackets and their like face the other way from right to left (rule L4) */
};

/* A grapheme cluster, never torn, as it is drawn; a lam and the alef that it is joined with are one. */
struct bidi_glyph {
	size_t at;         /* where it begins in the text: bytes */
	int column, width; /* cells before it in the text, in logical order, and its own */
	size_t shown, len; /* what is drawn: bytes in line->shown */
	int cells;         /* that it takes when drawn: less than width where letters were joined */
	bool is_right;     /* it stands in a run from right to left */
};

/* The glyphs from left to right. What is not drawn (isolates, marks of direction, joiners) has none. */
struct bidi_line {
	struct str shown;
	struct bidi_glyph *glyphs;
	size_t count;
	int cells;   /* of all glyphs */
	enum bidi_direction base; /* one of the first two */
};

/* Lays out len bytes of text, one line. Release with bidi_line_release; a zeroed line is an empty one. */
void bidi_lay(struct bidi_line *line, const char *text, size_t len, const struct bidi_how *how);
void bidi_line_release(struct bidi_line *line);

/* --- isolates: text in which the order of its parts is told by characters of no width --- */

/*
 * Adds text so that it keeps its own order and leaves that of the text around it alone (a first strong isolate): a name in a sentence. What has
 * isolates in it is a line of several parts and takes the direction around it; so does what has a letter from right to left among lines of that
 * direction, though it begins with a foreign word ("Re:"). Where text cannot disturb anything nothing is put in.
 */
void bidi_add_isolated(struct str *out, const char *text, enum bidi_direction around);
/* The same for text_taken, which is freed or returned; yours. */
char *bidi_isolated(char *text_taken, enum bidi_direction around);
/* Adds what closes the isolates that text opens and, cut somewhere, does not close. */
void bidi_close(struct str *out, const char *text);

/* A paragraph, and a part of it that stands on a line: bytes. */
struct bidi_part {
	const char *paragraph;
	size_t paragraph_len, start, len;
	bool stands_alone; /* a text of one line, which is no paragraph: its direction is that of bidi_add_isolated */
};

/*
 * Adds a line of a paragraph, resolved in the whole of it as UAX #9 wants: isolated, with marks of direction for the letters before and after
 * the line. bidi_line_direction reads the direction back. Plain text stays as it is in a left-to-right layout. Returns the
 * direction of the paragraph: around where it has none of its own.
 */
enum bidi_direction bidi_add_line(struct str *out, const struct bidi_part *part, enum bidi_direction around);
/* The direction of a line that bidi_add_line made; false if text is none. */
bool bidi_line_direction(const char *text, size_t len, enum bidi_direction *direction);
/* The bytes that it has put before the text. */
size_t bidi_line_prefix(const char *text, size_t len);
/* Puts more at the end of such a line, or of plain text. */
void bidi_extend_line(struct str *line, const char *more);

/* Takes isolates and marks of direction out of text: for files and other programs, which have their own. */
void bidi_strip(char *text);

/* True for the characters that the functions above put in. */
bool bidi_is_control(uint32_t point);

#endif
