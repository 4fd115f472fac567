/* Latin letters for others: a table of small letters and signs, and the rules of Greek that no single letter tells. */
#include "twinline/text/latin.h"

#include <stdlib.h>
#include <string.h>

#include "plain.h"
#include "twinline/text/utf8.h"
#include "unicode.h"

struct row {
	uint32_t point;
	const char *latin;
};

/* By code point: Latin letters and signs, Greek, Cyrillic, Armenian, Georgian, punctuation. */
static const struct row rows[] = {
	{ 0x00a1, "!" }, { 0x00a7, "par." }, { 0x00a9, "(c)" }, { 0x00ab, "\"" }, { 0x00ae, "(R)" },
	{ 0x00b0, " deg" }, { 0x00b6, "par." }, { 0x00b7, "." }, { 0x00bb, "\"" }, { 0x00bf, "?" },
	{ 0x00d7, "x" }, { 0x00df, "ss" }, { 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f7, ":" }, { 0x00f8, "o" },
	{ 0x00fe, "th" }, { 0x0111, "d" }, { 0x0127, "h" }, { 0x0131, "i" }, { 0x0138, "k" }, { 0x0142, "l" },
	{ 0x014b, "n" }, { 0x0153, "oe" }, { 0x0167, "t" }, { 0x0259, "e" }, { 0x02bb, "'" }, { 0x02bc, "'" },
	{ 0x02be, "'" }, { 0x02bf, "'" }, { 0x03b1, "a" }, { 0x03b2, "v" }, { 0x03b3, "g" }, { 0x03b4, "d" },
	{ 0x03b5, "e" }, { 0x03b6, "z" }, { 0x03b7, "i" }, { 0x03b8, "th" }, { 0x03b9, "i" }, { 0x03ba, "k" },
	{ 0x03bb, "l" }, { 0x03bc, "m" }, { 0x03bd, "n" }, { 0x03be, "x" }, { 0x03bf, "o" }, { 0x03c0, "p" },
	{ 0x03c1, "r" }, { 0x03c2, "s" }, { 0x03c3, "s" }, { 0x03c4, "t" }, { 0x03c5, "y" }, { 0x03c6, "f" },
	{ 0x03c7, "ch" }, { 0x03c8, "ps" }, { 0x03c9, "o" }, { 0x0430, "a" }, { 0x0431, "b" }, { 0x0432, "v" },
	{ 0x0433, "g" }, { 0x0434, "d" }, { 0x0435, "e" }, { 0x0436, "zh" }, { 0x0437, "z" }, { 0x0438, "i" },
	{ 0x0439, "y" }, { 0x043a, "k" }, { 0x043b, "l" }, { 0x043c, "m" }, { 0x043d, "n" }, { 0x043e, "o" },
	{ 0x043f, "p" }, { 0x0440, "r" }, { 0x0441, "s" }, { 0x0442, "t" }, { 0x0443, "u" }, { 0x0444, "f" },
	{ 0x0445, "kh" }, { 0x0446, "ts" }, { 0x0447, "ch" }, { 0x0448, "sh" }, { 0x0449, "shch" }, { 0x044a, "" },
	{ 0x044b, "y" }, { 0x044c, "" }, { 0x044d, "e" }, { 0x044e, "yu" }, { 0x044f, "ya" }, { 0x0451, "yo" },
	{ 0x0452, "dj" }, { 0x0453, "gj" }, { 0x0454, "ie" }, { 0x0455, "dz" }, { 0x0456, "i" }, { 0x0457, "i" },
	{ 0x0458, "j" }, { 0x0459, "lj" }, { 0x045a, "nj" }, { 0x045b, "c" }, { 0x045c, "kj" }, { 0x045e, "u" },
	{ 0x045f, "dz" }, { 0x0491, "g" }, { 0x0493, "g" }, { 0x049b, "q" }, { 0x04a3, "n" }, { 0x04af, "u" },
	{ 0x04b1, "u" }, { 0x04bb, "h" }, { 0x04d9, "a" }, { 0x04e9, "o" }, { 0x055b, "!" }, { 0x055c, "!" },
	{ 0x055d, "," }, { 0x055e, "?" }, { 0x0561, "a" }, { 0x0562, "b" }, { 0x0563, "g" }, { 0x0564, "d" },
	{ 0x0565, "e" }, { 0x0566, "z" }, { 0x0567, "e" }, { 0x0568, "e" }, { 0x0569, "t" }, { 0x056a, "zh" },
	{ 0x056b, "i" }, { 0x056c, "l" }, { 0x056d, "kh" }, { 0x056e, "ts" }, { 0x056f, "k" }, { 0x0570, "h" },
	{ 0x0571, "dz" }, { 0x0572, "gh" }, { 0x0573, "ch" }, { 0x0574, "m" }, { 0x0575, "y" }, { 0x0576, "n" },
	{ 0x0577, "sh" }, { 0x0578, "o" }, { 0x0579, "ch" }, { 0x057a, "p" }, { 0x057b, "j" }, { 0x057c, "r" },
	{ 0x057d, "s" }, { 0x057e, "v" }, { 0x057f, "t" }, { 0x0580, "r" }, { 0x0581, "ts" }, { 0x0582, "w" },
	{ 0x0583, "p" }, { 0x0584, "k" }, { 0x0585, "o" }, { 0x0586, "f" }, { 0x0587, "ev" }, { 0x0589, ":" },
	{ 0x10d0, "a" }, { 0x10d1, "b" }, { 0x10d2, "g" }, { 0x10d3, "d" }, { 0x10d4, "e" }, { 0x10d5, "v" },
	{ 0x10d6, "z" }, { 0x10d7, "t" }, { 0x10d8, "i" }, { 0x10d9, "k" }, { 0x10da, "l" }, { 0x10db, "m" },
	{ 0x10dc, "n" }, { 0x10dd, "o" }, { 0x10de, "p" }, { 0x10df, "zh" }, { 0x10e0, "r" }, { 0x10e1, "s" },
	{ 0x10e2, "t" }, { 0x10e3, "u" }, { 0x10e4, "p" }, { 0x10e5, "k" }, { 0x10e6, "gh" }, { 0x10e7, "q" },
	{ 0x10e8, "sh" }, { 0x10e9, "ch" }, { 0x10ea, "ts" }, { 0x10eb, "dz" }, { 0x10ec, "ts" }, { 0x10ed, "ch" },
	{ 0x10ee, "kh" }, { 0x10ef, "j" }, { 0x10f0, "h" }, { 0x2010, "-" }, { 0x2011, "-" }, { 0x2012, "-" },
	{ 0x2013, "-" }, { 0x2014, "-" }, { 0x2015, "-" }, { 0x2018, "'" }, { 0x2019, "'" }, { 0x201a, "'" },
	{ 0x201c, "\"" }, { 0x201d, "\"" }, { 0x201e, "\"" }, { 0x2022, "*" }, { 0x2039, "'" }, { 0x203a, "'" },
	{ 0x2044, "/" }, { 0x20ac, "EUR" }, { 0x2212, "-" },
};

enum {
	LATIN_END = 0x250,
	SCHWA = 0x259,
	DIAERESIS = 0x308,
	LATIN_EXTRA = 0x1e00,
	LATIN_EXTRA_END = 0x1f00
};

static int compare(const void *key, const void *element)
{
	uint32_t point = *(const uint32_t *)key;
	const struct row *row = element;

	return point < row->point ? -1 : point > row->point;
}

static const char *find(uint32_t point)
{
	const struct row *row = bsearch(&point, rows, ARRAY_SIZE(rows), sizeof(rows[0]), compare);

	return row ? row->latin : NULL;
}

const char *latin_of_letter(uint32_t small)
{
	return small < LATIN_END || small == SCHWA ? find(small) : NULL;
}

/* A letter without case and marks, and what the Greek rules ask of it. */
struct letter {
	uint32_t base;
	size_t length; /* bytes; 0: there is none */
	bool capital, diaeresis;
};

static struct letter letter_at(const char *text, size_t at, size_t len)
{
	uint32_t point, parts[UNICODE_DECOMPOSED];
	struct letter letter = { .length = at < len ? utf8_next(text + at, len - at, &point) : 0 };

	if (letter.length == 0)
		return letter;
	letter.base = unicode_lower(point);
	letter.capital = letter.base != point;
	for (size_t n; (n = unicode_decompose(letter.base, parts)) == 2 && unicode_kind(parts[1]) == UNICODE_MARK;) {
		letter.base = parts[0];
		letter.diaeresis |= parts[1] == DIAERESIS;
	}
	return letter;
}

static bool is_greek(uint32_t point)
{
	return point >= 0x370 && point < 0x400 && unicode_kind(point) == UNICODE_LETTER;
}

/* αυ, ευ and ηυ before these, or at the end of a word, end in f, else in v. */
static bool is_voiceless(uint32_t small)
{
	static const uint32_t voiceless[] = { 0x3b8, 0x3ba, 0x3be, 0x3c0, 0x3c2, 0x3c3, 0x3c4, 0x3c6, 0x3c7, 0x3c8 };

	for (size_t i = 0; i < ARRAY_SIZE(voiceless); i++)
		if (small == voiceless[i])
			return true;
	return !is_greek(small);
}

/* The sound of two Greek letters together, or NULL if each keeps its own. */
static const char *greek_pair(struct letter first, struct letter second, struct letter third, bool starts_word)
{
	enum {
		ALPHA = 0x3b1,
		GAMMA = 0x3b3,
		EPSILON = 0x3b5,
		ETA = 0x3b7,
		MU = 0x3bc,
		XI = 0x3be,
		OMICRON = 0x3bf,
		PI = 0x3c0,
		UPSILON = 0x3c5,
		CHI = 0x3c7
	};

	if (second.length == 0)
		return NULL;
	if (second.base == UPSILON && !second.diaeresis) {
		bool voiceless = third.length == 0 || is_voiceless(third.base);
		switch (first.base) {
		case OMICRON:
			return "ou";
		case ALPHA:
			return voiceless ? "af" : "av";
		case EPSILON:
			return voiceless ? "ef" : "ev";
		case ETA:
			return voiceless ? "if" : "iv";
		default:
			return NULL;
		}
	}
	if (first.base == GAMMA)
		return second.base == GAMMA ? "ng" : second.base == XI ? "nx" : second.base == CHI ? "nch" : NULL;
	if (first.base == MU && second.base == PI)
		return starts_word || !is_greek(third.base) ? "b" : "mp";
	return NULL;
}

/* A capital keeps its shape: "Th" in a word, "TH" among capitals. */
static void add_cased(struct str *out, const char *latin, bool capital, bool all)
{
	for (size_t i = 0; latin[i]; i++) {
		bool raise = capital && (i == 0 || all) && latin[i] >= 'a' && latin[i] <= 'z';
		str_addc(out, raise ? (char)(latin[i] - 'a' + 'A') : latin[i]);
	}
}

/* What a decomposition has to say: ASCII parts, marks left out. True if every part had a form. */
static bool add_decomposed(struct str *out, uint32_t point)
{
	uint32_t parts[UNICODE_DECOMPOSED];
	size_t count = unicode_decompose(point, parts);
	size_t before = out->len;
	bool known = count > 0;

	for (size_t i = 0; i < count && known; i++) {
		uint32_t small = unicode_lower(parts[i]);
		const char *latin = find(small);
		if (parts[i] < 0x80)
			str_addc(out, (char)parts[i]);
		else if (latin)
			add_cased(out, latin, small != parts[i], false);
		else if (unicode_kind(parts[i]) != UNICODE_MARK)
			known = add_decomposed(out, parts[i]);
	}
	if (!known)
		str_cut(out, before);
	return known;
}

static bool starts_word(const char *text, size_t at)
{
	size_t start = at;

	if (at == 0)
		return true;
	do
		start--;
	while (start > 0 && (text[start] & 0xc0) == 0x80);
	uint32_t point;
	utf8_next(text + start, at - start, &point);
	return unicode_kind(point) != UNICODE_LETTER && unicode_kind(point) != UNICODE_MARK;
}

size_t latin_next(struct str *out, const char *text, size_t at, size_t len)
{
	struct letter first = letter_at(text, at, len);
	struct letter second = letter_at(text, at + first.length, len);

	if (first.length == 0)
		return 0;
	if (is_greek(first.base)) {
		struct letter third = letter_at(text, at + first.length + second.length, len);
		const char *pair = first.diaeresis ? NULL : greek_pair(first, second, third, starts_word(text, at));
		if (pair) {
			add_cased(out, pair, first.capital, second.capital);
			return first.length + second.length;
		}
	}
	const char *latin = find(first.base);
	if (latin) {
		add_cased(out, latin, first.capital, second.capital);
		return first.length;
	}

	uint32_t point;
	utf8_next(text + at, len - at, &point);
	if (point < 0x80)
		str_addc(out, (char)point);
	else if (unicode_kind(point) != UNICODE_MARK && !add_decomposed(out, point))
		return 0;
	return first.length;
}

static const struct { unsigned script; uint32_t first, last; } blocks[] = {
	{ LATIN_FROM_GREEK, 0x0370, 0x03ff }, { LATIN_FROM_GREEK, 0x1f00, 0x1fff }, { LATIN_FROM_CYRILLIC, 0x0400, 0x052f },
	{ LATIN_FROM_ARMENIAN, 0x0530, 0x058f }, { LATIN_FROM_GEORGIAN, 0x10a0, 0x10ff }, { LATIN_FROM_GEORGIAN, 0x1c90, 0x1cbf },
};

unsigned latin_script_of(const char *language)
{
	static const struct { const char *language; unsigned script; } languages[] = {
		{ "el", LATIN_FROM_GREEK },    { "bg", LATIN_FROM_CYRILLIC }, { "mk", LATIN_FROM_CYRILLIC }, { "ru", LATIN_FROM_CYRILLIC },
		{ "sr", LATIN_FROM_CYRILLIC }, { "uk", LATIN_FROM_CYRILLIC }, { "hy", LATIN_FROM_ARMENIAN }, { "ka", LATIN_FROM_GEORGIAN },
	};

	for (size_t i = 0; i < ARRAY_SIZE(languages); i++)
		if (strcmp(languages[i].language, language) == 0)
			return languages[i].script;
	return 0;
}

static bool is_kept(uint32_t point, unsigned kept)
{
	for (size_t i = 0; i < ARRAY_SIZE(blocks); i++)
		if (blocks[i].script & kept && point >= blocks[i].first && point <= blocks[i].last)
			return true;
	return false;
}

void latin_add(struct str *out, const char *text)
{
	latin_add_but(out, text, 0);
}

void latin_add_but(struct str *out, const char *text, unsigned kept)
{
	size_t len = strlen(text);

	str_add(out, "");
	for (size_t at = 0; at < len;) {
		uint32_t point;
		size_t length = utf8_next(text + at, len - at, &point);
		bool is_latin = point < LATIN_END || (point >= LATIN_EXTRA && point < LATIN_EXTRA_END) || point == SCHWA || is_kept(point, kept);
		size_t took = is_latin || unicode_kind(point) != UNICODE_LETTER ? 0 : latin_next(out, text, at, len);
		if (took == 0)
			str_addn(out, text + at, length);
		at += took ? took : length;
	}
}
