/*
 * UAX #9 and Arabic shaping, through FriBidi, which this file alone knows. Levels are those of code points; a cluster has that of its
 * first one, so that marks stay behind their letter (rule L3).
 */
#include "twinline/text/bidi.h"

#include <fribidi/fribidi.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/utf8.h"

enum {
	FIRST_OF_RIGHT = 0x590, /* Hebrew: no letter before it goes from right to left */
	FILL = FRIBIDI_CHAR_FILL, /* what a ligature leaves of its first letter */
	ISOLATE_FIRST = 0x2066, ISOLATE_FS = 0x2068, ISOLATE_END = 0x2069,
	ARABIC_MARK = 0x061c, LEFT_MARK = 0x200e, RIGHT_MARK = 0x200f,
	ZWNJ = 0x200c, ZWJ = 0x200d
};

bool bidi_is_control(uint32_t point)
{
	return (point >= ISOLATE_FIRST && point <= ISOLATE_END) || point == LEFT_MARK || point == RIGHT_MARK || point == ARABIC_MARK;
}

static bool is_of_right(FriBidiCharType type)
{
	return FRIBIDI_IS_RTL(type) || type == FRIBIDI_TYPE_AN || FRIBIDI_IS_EXPLICIT(type) || FRIBIDI_IS_ISOLATE(type);
}

bool bidi_is_plain(const char *text, size_t len)
{
	for (size_t at = 0; at < len;) {
		uint32_t point;

		if ((unsigned char)text[at] < 0xd6) { /* U+0590 is D6 90 */
			at++;
			continue;
		}
		at += utf8_next(text + at, len - at, &point);
		if (point >= FIRST_OF_RIGHT && (point == LEFT_MARK || is_of_right(fribidi_get_bidi_type(point))))
			return false;
	}
	return true;
}

/* Isolates count as the letters that they hold do not (rule P2). */
enum bidi_direction bidi_direction_of(const char *text, size_t len, enum bidi_direction otherwise)
{
	int depth = 0;

	for (size_t at = 0; at < len;) {
		uint32_t point;
		FriBidiCharType type;

		at += utf8_next(text + at, len - at, &point);
		type = fribidi_get_bidi_type(point);
		if (FRIBIDI_IS_ISOLATE(type))
			depth += type == FRIBIDI_TYPE_PDI ? depth > 0 ? -1 : 0 : 1;
		else if (depth == 0 && FRIBIDI_IS_LETTER(type))
			return FRIBIDI_IS_RTL(type) ? BIDI_RIGHT_TO_LEFT : BIDI_LEFT_TO_RIGHT;
	}
	return otherwise;
}

/* --- levels and order --- */

static FriBidiParType par_type(enum bidi_direction base)
{
	return base == BIDI_BY_LETTER ? FRIBIDI_PAR_ON : base == BIDI_RIGHT_TO_LEFT ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
}

/* What FriBidi keeps of a line. */
struct resolved {
	FriBidiCharType *types;
	FriBidiLevel *levels;
	FriBidiParType base;
};

static void resolve(struct resolved *r, const uint32_t *points, size_t count, enum bidi_direction base)
{
	FriBidiStrIndex n = (FriBidiStrIndex)count;
	FriBidiBracketType *brackets = xcalloc(count + 1, sizeof *brackets);

	r->types = xcalloc(count + 1, sizeof *r->types);
	r->levels = xcalloc(count + 1, sizeof *r->levels);
	r->base = par_type(base);
	fribidi_get_bidi_types(points, n, r->types);
	fribidi_get_bracket_types(points, n, r->types, brackets);
	if (count > 0 && fribidi_get_par_embedding_levels_ex(r->types, brackets, n, &r->base, r->levels) == 0)
		bug("no memory for the levels of a line"); /* it fails for nothing else */
	free(brackets);
}

static void resolved_release(struct resolved *r)
{
	free(r->types);
	free(r->levels);
}

void bidi_levels(const uint32_t *points, size_t count, enum bidi_direction base, unsigned char *levels)
{
	struct resolved r;

	resolve(&r, points, count, base);
	for (size_t i = 0; i < count; i++)
		levels[i] = (unsigned char)r.levels[i];
	resolved_release(&r);
}

static void reverse(size_t *order, size_t from, size_t to)
{
	while (from + 1 < to) {
		size_t first = order[from];

		order[from++] = order[--to];
		order[to] = first;
	}
}

void bidi_order(const unsigned char *levels, size_t count, size_t *order)
{
	unsigned char highest = 0;

	for (size_t i = 0; i < count; i++) {
		order[i] = i;
		highest = levels[i] > highest ? levels[i] : highest;
	}
	for (unsigned char level = highest; level > 0; level--)
		for (size_t i = 0, end; i < count; i = end) {
			for (end = i; end < count && levels[end] >= level; end++)
				;
			reverse(order, i, end);
			end += end == i;
		}
}

/* --- a line as it is drawn --- */

/* A line on its way: its clusters in logical order, and its points as they become what is drawn. */
struct laying {
	size_t point_count, count;
	uint32_t *points;
	size_t *first_point;       /* of each cluster, and one behind the last */
	struct bidi_glyph *glyphs; /* of each cluster */
	unsigned char *levels;
};

static void decode(struct laying *l, const char *text, size_t len)
{
	int column = 0, cells;

	l->points = xcalloc(len + 1, sizeof *l->points);
	l->first_point = xcalloc(len + 1, sizeof *l->first_point);
	l->glyphs = xcalloc(len + 1, sizeof *l->glyphs);
	l->levels = xcalloc(len + 1, sizeof *l->levels);
	for (size_t at = 0; at < len; l->count++) {
		size_t step = cells_cluster(text + at, len - at, &cells);

		l->first_point[l->count] = l->point_count;
		l->glyphs[l->count] = (struct bidi_glyph){ .at = at, .column = column, .width = cells, .cells = cells };
		for (size_t end = at + step; at < end;)
			at += utf8_next(text + at, end - at, &l->points[l->point_count++]);
		column += cells;
	}
	l->first_point[l->count] = l->point_count;
}

/* Letters in the forms that they have beside each other (joining is a matter of logical order), brackets that face the other way. */
static void shape(struct laying *l, const struct resolved *r, const struct bidi_how *how)
{
	FriBidiStrIndex n = (FriBidiStrIndex)l->point_count;
	FriBidiArabicProp *joins = xcalloc(l->point_count + 1, sizeof *joins);

	if (how->shapes) {
		fribidi_get_joining_types(l->points, n, joins);
		fribidi_join_arabic(r->types, n, r->levels, joins);
		fribidi_shape_arabic(FRIBIDI_FLAGS_ARABIC, r->levels, n, joins, l->points);
	}
	if (how->mirrors)
		fribidi_shape_mirroring(r->levels, n, l->points);
	free(joins);
}

/* A lam that has become a part of the alef behind it is drawn there: one glyph stands for both, and the cell that is left is given back. */
static int join_ligature(struct laying *l, size_t cluster)
{
	struct bidi_glyph *lam = &l->glyphs[cluster], *alef = &l->glyphs[cluster + 1];

	alef->at = lam->at;
	alef->column = lam->column;
	alef->width += lam->width;
	lam->cells = lam->width = 0;
	return alef->cells;
}

/* Writes what is drawn of a cluster. */
static void show(struct bidi_line *line, const struct laying *l, size_t cluster, bool shapes)
{
	struct bidi_glyph *glyph = &l->glyphs[cluster];

	glyph->shown = line->shown.len;
	for (size_t i = l->first_point[cluster]; i < l->first_point[cluster + 1]; i++) {
		char bytes[4];
		uint32_t point = l->points[i];

		if (!(shapes && glyph->is_right && (point == ZWJ || point == ZWNJ))) /* their work is done */
			str_addn(&line->shown, bytes, utf8_put(point, bytes));
	}
	glyph->len = line->shown.len - glyph->shown;
}

/*
 * The cells that joined letters do without stand as spaces where their isolate ends, so that what follows it keeps its column; outside any
 * isolate they are missing at the end.
 */
static void show_all(struct bidi_line *line, struct laying *l, bool shapes)
{
	enum { DEPTH_MAX = 125 };
	int spare[DEPTH_MAX + 1] = { 0 }, depth = 0;

	for (size_t i = 0; i < l->count; i++) {
		struct bidi_glyph *glyph = &l->glyphs[i];
		uint32_t point = l->points[l->first_point[i]];

		glyph->is_right = l->levels[i] & 1;
		if (point == FILL && i + 1 < l->count && l->first_point[i + 1] - l->first_point[i] == 1) {
			spare[depth] += join_ligature(l, i);
		} else if (point >= ISOLATE_FIRST && point <= ISOLATE_FS && depth < DEPTH_MAX) {
			spare[++depth] = 0;
		} else if (point == ISOLATE_END && depth > 0 && spare[depth--] > 0) {
			glyph->shown = line->shown.len;
			for (glyph->cells = 0; glyph->cells < spare[depth + 1]; glyph->cells++)
				str_addc(&line->shown, ' ');
			glyph->len = line->shown.len - glyph->shown;
		} else if (glyph->cells > 0) {
			show(line, l, i, shapes);
		}
	}
}

static void place_all(struct bidi_line *line, const struct laying *l)
{
	size_t *order = xcalloc(l->count + 1, sizeof *order);

	bidi_order(l->levels, l->count, order);
	line->glyphs = xcalloc(l->count + 1, sizeof *line->glyphs);
	for (size_t i = 0; i < l->count; i++)
		if (l->glyphs[order[i]].cells > 0) {
			line->glyphs[line->count++] = l->glyphs[order[i]];
			line->cells += l->glyphs[order[i]].cells;
		}
	free(order);
}

void bidi_lay(struct bidi_line *line, const char *text, size_t len, const struct bidi_how *how)
{
	struct laying l = { 0 };
	struct resolved r;

	*line = (struct bidi_line){ 0 };
	decode(&l, text, len);
	resolve(&r, l.points, l.point_count, how->base);
	line->base = FRIBIDI_IS_RTL(r.base) ? BIDI_RIGHT_TO_LEFT : BIDI_LEFT_TO_RIGHT;
	for (size_t i = 0; i < l.count; i++)
		l.levels[i] = (unsigned char)r.levels[l.first_point[i]];
	shape(&l, &r, how);
	show_all(line, &l, how->shapes);
	place_all(line, &l);
	resolved_release(&r);
	free(l.points);
	free(l.first_point);
	free(l.glyphs);
	free(l.levels);
}

void bidi_line_release(struct bidi_line *line)
{
	str_release(&line->shown);
	free(line->glyphs);
	*line = (struct bidi_line){ 0 };
}
