/* The Unicode character database, through libunistring. */
#include "unicode.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <uninorm.h>
#include <uniwidth.h>

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/text/utf8.h"

enum unicode_cluster unicode_cluster(uint32_t point)
{
	static const unsigned char clusters[] = {
		[GBP_OTHER] = CLUSTER_OTHER,
		[GBP_CR] = CLUSTER_CR,
		[GBP_LF] = CLUSTER_LF,
		[GBP_CONTROL] = CLUSTER_CONTROL,
		[GBP_EXTEND] = CLUSTER_EXTEND,
		[GBP_PREPEND] = CLUSTER_PREPEND,
		[GBP_SPACINGMARK] = CLUSTER_SPACING_MARK,
		[GBP_L] = CLUSTER_L,
		[GBP_V] = CLUSTER_V,
		[GBP_T] = CLUSTER_T,
		[GBP_LV] = CLUSTER_LV,
		[GBP_LVT] = CLUSTER_LVT,
		[GBP_RI] = CLUSTER_REGIONAL_INDICATOR,
		[GBP_ZWJ] = CLUSTER_ZWJ,
	};
	int property = uc_graphemeclusterbreak_property(point);

	return property >= 0 && (size_t)property < ARRAY_SIZE(clusters) ? clusters[property] : CLUSTER_OTHER;
}

enum unicode_kind unicode_kind(uint32_t point)
{
	uc_general_category_t category = uc_general_category(point);

	if (category.bitmask & (UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_Co))
		return UNICODE_LETTER;
	if (category.bitmask & UC_CATEGORY_MASK_N)
		return UNICODE_NUMBER;
	if (category.bitmask & (UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me))
		return UNICODE_MARK;
	if (category.bitmask & UC_CATEGORY_MASK_Mc)
		return UNICODE_SPACING_MARK;
	if (category.bitmask & UC_CATEGORY_MASK_Cc)
		return UNICODE_CONTROL;
	if (category.bitmask & UC_CATEGORY_MASK_Cf)
		return UNICODE_FORMAT;
	return UNICODE_OTHER;
}

bool unicode_is_pictographic(uint32_t point)
{
	return uc_is_property_extended_pictographic(point);
}

bool unicode_is_emoji(uint32_t point)
{
	return uc_is_property_emoji(point);
}

bool unicode_is_ignorable(uint32_t point)
{
	return uc_is_property_default_ignorable_code_point(point);
}

bool unicode_is_variation_selector(uint32_t point)
{
	return uc_is_property_variation_selector(point);
}

bool unicode_is_noncharacter(uint32_t point)
{
	return uc_is_property_not_a_character(point);
}

int unicode_digit(uint32_t point)
{
	return uc_decimal_value(point);
}

int unicode_width(uint32_t point)
{
	/* libunistring gives these what the standard says; terminals and the C library draw them so. */
	if ((point >= 0x3248 && point <= 0x324f) || (point >= 0x4dc0 && point <= 0x4dff))
		return 2; /* circled numbers on squares, hexagrams */
	int width = uc_width(point, "UTF-8");
	switch (unicode_kind(point)) {
	case UNICODE_MARK:
		return 0;
	case UNICODE_FORMAT:
		return unicode_cluster(point) == CLUSTER_PREPEND ? 1 : 0; /* Arabic number signs are seen */
	default:
		return width < 0 ? 0 : width;
	}
}

uint32_t unicode_lower(uint32_t point)
{
	return uc_tolower(point);
}

uint32_t unicode_upper(uint32_t point)
{
	return uc_toupper(point);
}

size_t unicode_decompose(uint32_t point, uint32_t out[UNICODE_DECOMPOSED])
{
	_Static_assert(UNICODE_DECOMPOSED >= UC_DECOMPOSITION_MAX_LENGTH, "room for every decomposition");
	int tag;
	int count = uc_decomposition(point, &tag, out);

	return count < 0 ? 0 : (size_t)count;
}

uint32_t *unicode_casefold_nfkd(const uint32_t *points, size_t count, size_t *folded)
{
	size_t plain_count;
	uint32_t *plain = u32_normalize(UNINORM_NFKD, points, count, NULL, &plain_count);
	uint32_t *result = plain ? u32_casefold(plain, plain_count, NULL, UNINORM_NFKD, NULL, folded) : NULL;

	free(plain);
	if (!result)
		die("out of memory");
	return result;
}

char *unicode_nfc(const char *text, size_t len, size_t *composed)
{
	return (char *)u8_normalize(UNINORM_NFC, (const uint8_t *)text, len, NULL, composed);
}

/* Line_Break=IS: the marks that stay with a letter after them ("e.g.", "example.org"). */
static bool is_infix_separator(uint32_t point)
{
	static const uint32_t separators[] = { ',', '.', ':', ';', 0x37e, 0x589, 0x60c, 0x60d, 0x7f8, 0x2044 };

	for (size_t i = 0; i < ARRAY_SIZE(separators); i++)
		if (point == separators[i])
			return true;
	return false;
}

/* Line_Break=BK, CR, LF, NL: behind these a line ends. */
static bool ends_line(uint32_t point)
{
	return (point >= '\n' && point <= '\r') || point == 0x85 || point == 0x2028 || point == 0x2029;
}

/* Line_Break=OP, but for the two signs that turn a question or a call around in Spanish. */
static bool is_opening(uint32_t point)
{
	return uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Ps);
}

/* Line_Break=AL, as far as LB29 meets it. Ideographs are letters too, but break. */
static bool is_alphabetic(uint32_t point)
{
	static const uint32_t signs[] = { '#', '&', '*', '<', '=', '>', '@', '^', '_', '`', '~', 0xa7 };

	for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
		if (point == signs[i])
			return true;
	return unicode_kind(point) == UNICODE_LETTER && unicode_width(point) == 1;
}

/*
 * What libunistring says of each byte. It allows no break behind spaces that begin a line (LB18), so it is shown a letter before them.
 * breaks has room for len bytes.
 */
static void library_breaks(const char *text, size_t len, char *breaks)
{
	char *shown = xmalloc(2 * len + 1), *found = xmalloc(2 * len + 1);
	size_t shown_len = 0;
	bool starts = true;
	uint32_t point;

	for (size_t at = 0, length; at < len; at += length) {
		length = utf8_next(text + at, len - at, &point);
		if (starts && point == ' ')
			shown[shown_len++] = 'a';
		memcpy(shown + shown_len, text + at, length);
		shown_len += length;
		starts = ends_line(point);
	}
	u8_possible_linebreaks((const uint8_t *)shown, shown_len, "UTF-8", found);
	for (size_t at = 0, i = 0; at < len; at++, i++) {
		i += shown[i] != text[at];
		breaks[at] = found[i];
	}
	free(found);
	free(shown);
}

void unicode_line_breaks(const char *text, size_t len, bool *may)
{
	char *breaks = xmalloc(len + 1);
	uint32_t point = 0;
	bool after_separator = false, after_end = false, after_opening = false;

	library_breaks(text, len, breaks);
	for (size_t at = 0; at < len;) {
		size_t length = utf8_next(text + at, len - at, &point);
		/* LB4 and LB5: the library marks what ends a line, we the place behind it. */
		may[at] = breaks[at] == UC_BREAK_POSSIBLE || (after_end && !(point == '\n' && text[at - 1] == '\r'));
		/* LB14 before a mark that has no letter, and LB29: libunistring 1.0 lacks them. */
		if (after_opening || (after_separator && is_alphabetic(point)))
			may[at] = false;
		after_end = ends_line(point);
		after_opening = is_opening(point) || (after_opening && (point == ' ' || unicode_kind(point) == UNICODE_MARK));
		after_separator = is_infix_separator(point) || (after_separator && unicode_kind(point) == UNICODE_MARK);
		for (size_t i = at + 1; i < at + length; i++)
			may[i] = false;
		at += length;
	}
	free(breaks);
}

const char *unicode_version(void)
{
	/* The headers do not say it, so each version is known by a character that it brought. */
	static const struct {
		uint32_t point;
		const char *version;
	} news[] = {
		{ 0x1c89, "16.0" }, { 0x2ffc, "15.1" }, { 0x0cf3, "15.0" }, { 0x0870, "14.0" }, { 0x08be, "13.0" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(news); i++)
		if (!uc_is_general_category_withtable(news[i].point, UC_CATEGORY_MASK_Cn))
			return news[i].version;
	return "12.0";
}
