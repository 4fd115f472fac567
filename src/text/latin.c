/* Latin letters for others: finds the rule of a standard (latin_rules.h) for what stands in a text. */
#include "twinline/text/latin.h"

#include <stdlib.h>
#include <string.h>

#include "latin_rules.h"
#include "twinline/base/attr.h"
#include "twinline/text/utf8.h"
#include "unicode.h"

enum {
	LATIN_END = 0x250,
	SCHWA = 0x259,
	DIAERESIS = 0x308,
	LETTERS_MAX = 3 /* of a rule's from, and one to look ahead */
};

static const struct { unsigned script; uint32_t first, last; const struct latin_scheme *scheme; } blocks[] = {
	{ LATIN_FROM_GREEK, 0x0370, 0x03ff, &latin_greek },       { LATIN_FROM_CYRILLIC, 0x0400, 0x052f, &latin_russian },
	{ LATIN_FROM_ARMENIAN, 0x0530, 0x058f, &latin_armenian }, { LATIN_FROM_ARABIC, 0x0600, 0x06ff, &latin_arabic },
	{ LATIN_FROM_ARABIC, 0x0750, 0x077f, &latin_arabic },     { LATIN_FROM_ARABIC, 0x08a0, 0x08ff, &latin_arabic },
	{ LATIN_FROM_GEORGIAN, 0x10a0, 0x10ff, &latin_georgian }, { LATIN_FROM_GEORGIAN, 0x1c90, 0x1cbf, &latin_georgian },
	{ LATIN_FROM_GREEK, 0x1f00, 0x1fff, &latin_greek },       { LATIN_FROM_ARABIC, 0xfb50, 0xfdff, &latin_arabic },
	{ LATIN_FROM_ARABIC, 0xfe70, 0xfefc, &latin_arabic },
};

static const struct { const char *language; unsigned script; const struct latin_scheme *scheme; } languages[] = {
	{ "ar", LATIN_FROM_ARABIC, NULL },              { "bg", LATIN_FROM_CYRILLIC, &latin_bulgarian },
	{ "el", LATIN_FROM_GREEK, NULL },               { "hy", LATIN_FROM_ARMENIAN, NULL },
	{ "ka", LATIN_FROM_GEORGIAN, NULL },            { "mk", LATIN_FROM_CYRILLIC, &latin_macedonian },
	{ "ru", LATIN_FROM_CYRILLIC, &latin_russian },  { "sr", LATIN_FROM_CYRILLIC, &latin_serbian },
	{ "uk", LATIN_FROM_CYRILLIC, &latin_ukrainian },
};

static size_t block_of(uint32_t point)
{
	size_t i = 0;

	while (i < ARRAY_SIZE(blocks) && (point < blocks[i].first || point > blocks[i].last))
		i++;
	return i;
}

unsigned latin_script_at(uint32_t point)
{
	size_t block = block_of(point);

	return block < ARRAY_SIZE(blocks) ? blocks[block].script : 0;
}

unsigned latin_script_of(const char *language)
{
	for (size_t i = 0; i < ARRAY_SIZE(languages); i++)
		if (strcmp(languages[i].language, language) == 0)
			return languages[i].script;
	return 0;
}

static bool is_german(const char *language)
{
	return strcmp(language, "de") == 0;
}

const char *latin_language(const char *language, const char *country)
{
	static const char *const countries[][2] = {
		{ "BA", "sr" }, { "BG", "bg" }, { "ME", "sr" }, { "MK", "mk" }, { "RS", "sr" }, { "RU", "ru" }, { "UA", "uk" }, { "XK", "sr" },
	};

	if (language && (latin_script_of(language) || is_german(language)))
		return language;
	for (size_t i = 0; country && i < ARRAY_SIZE(countries); i++)
		if (strcmp(countries[i][0], country) == 0)
			return countries[i][1];
	return NULL;
}

/* --- which language a text in Cyrillic letters is in --- */

static const struct latin_scheme *guess(const char *text)
{
	static const struct { const char *letters; const struct latin_scheme *scheme; } signs[] = {
		{ "ѓќѕЃЌЅ", &latin_macedonian }, { "ђћЂЋљњџјЉЊЏЈ", &latin_serbian }, { "іїєґІЇЄҐ", &latin_ukrainian },
		{ "ыэёЫЭЁ", &latin_russian },    { "ъЪ", &latin_bulgarian },
	};

	for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
		for (const char *letter = signs[i].letters; *letter; letter += 2) {
			const char found[] = { letter[0], letter[1], '\0' };
			if (strstr(text, found))
				return signs[i].scheme;
		}
	return &latin_russian;
}

struct latin_how latin_how(const char *language, const char *text)
{
	struct latin_how how = { 0 };

	for (size_t i = 0; language && i < ARRAY_SIZE(languages); i++)
		if (strcmp(languages[i].language, language) == 0)
			how.cyrillic = languages[i].scheme;
	if (!how.cyrillic)
		how.cyrillic = guess(text);
	how.is_german = language && is_german(language);
	return how;
}

/* --- letters and rules --- */

/* A letter without case, and what rules ask of it. */
struct letter {
	uint32_t point; /* 0: there is none */
	size_t length;  /* bytes */
	bool capital, diaeresis, accent;
};

/* Marks are taken off in Greek, whose rules are about bare letters. */
static struct letter letter_at(const char *text, size_t at, size_t len)
{
	uint32_t point, parts[UNICODE_DECOMPOSED];
	struct letter letter = { .length = at < len ? utf8_next(text + at, len - at, &point) : 0 };

	if (letter.length == 0)
		return letter;
	letter.point = unicode_lower(point);
	letter.capital = letter.point != point;
	if (latin_script_at(point) != LATIN_FROM_GREEK)
		return letter;
	for (size_t n; (n = unicode_decompose(letter.point, parts)) == 2 && unicode_kind(parts[1]) == UNICODE_MARK;) {
		letter.point = parts[0];
		letter.diaeresis |= parts[1] == DIAERESIS;
		letter.accent |= parts[1] != DIAERESIS;
	}
	return letter;
}

static size_t before(const char *text, size_t at)
{
	do
		at--;
	while (at > 0 && (text[at] & 0xc0) == 0x80);
	return at;
}

/* The letter before at; its point is 0 where at begins a word. */
static struct letter letter_before(const char *text, size_t at, size_t len)
{
	while (at > 0) {
		at = before(text, at);
		struct letter letter = letter_at(text, at, len);
		enum unicode_kind kind = unicode_kind(letter.point);
		if (kind == UNICODE_LETTER)
			return letter;
		if (kind != UNICODE_MARK)
			break;
	}
	return (struct letter){ 0 };
}

static bool is_one_of(uint32_t point, const char32_t *points)
{
	for (; points && *points; points++)
		if (*points == point)
			return true;
	return false;
}

static bool is_letter(uint32_t point)
{
	return point != 0 && unicode_kind(point) == UNICODE_LETTER;
}

/* What stands at a place: the letters from there on, and the one before. */
struct place {
	const char *text;
	size_t at, len;
	struct letter letters[LETTERS_MAX + 1];
};

static bool holds(const struct latin_scheme *scheme, enum latin_when when, const struct place *p, uint32_t next)
{
	uint32_t last;

	switch (when) {
	case LATIN_ALWAYS:
		return true;
	case LATIN_AT_END:
		return !is_letter(next);
	case LATIN_BEFORE_VOICELESS:
		return !is_letter(next) || is_one_of(next, scheme->voiceless);
	default:
		last = letter_before(p->text, p->at, p->len).point;
		return last == 0 || (when == LATIN_AT_EDGE && !is_letter(next)) || (when == LATIN_AFTER_VOWEL && is_one_of(last, scheme->vowels));
	}
}

/* How many letters the rule takes at this place; 0: it does not fit. */
static int fits(const struct latin_scheme *scheme, const struct latin_rule *rule, const struct place *p)
{
	int count = 0;

	for (; rule->from[count]; count++)
		if (p->letters[count].point != rule->from[count] || (count > 0 && p->letters[count].diaeresis) ||
		    (count > 0 && p->letters[count - 1].accent))
			return 0;
	return holds(scheme, rule->when, p, p->letters[count].point) ? count : 0;
}

static int compare(const void *key, const void *element)
{
	char32_t point = *(const char32_t *)key;
	const struct latin_rule *rule = element;

	return point < rule->from[0] ? -1 : point > rule->from[0];
}

/* The rule for this place and how many letters it takes; NULL if the scheme has none. */
static const struct latin_rule *find(const struct latin_scheme *scheme, const struct place *p, int *count)
{
	for (; scheme; scheme = scheme->otherwise) {
		char32_t point = p->letters[0].point;
		const struct latin_rule *end = scheme->rules + scheme->count;
		const struct latin_rule *rule =
			scheme->count ? bsearch(&point, scheme->rules, scheme->count, sizeof(*rule), compare) : NULL;
		while (rule && rule > scheme->rules && rule[-1].from[0] == point)
			rule--;
		for (; rule && rule < end && rule->from[0] == point; rule++)
			if ((*count = fits(scheme, rule, p)) > 0)
				return rule;
	}
	return NULL;
}

const char *latin_of_letter(uint32_t small)
{
	struct place p = { .letters = { { .point = small } } };
	int count;
	const struct latin_rule *rule = small < LATIN_END || small == SCHWA ? find(&latin_signs, &p, &count) : NULL;

	return rule ? rule->to : NULL;
}

static const struct latin_scheme *scheme_at(const struct place *p, struct latin_how how)
{
	uint32_t point = is_one_of(p->letters[0].point, LATIN_APOSTROPHES) ? p->letters[1].point : p->letters[0].point;
	size_t i = block_of(point);

	if (i == ARRAY_SIZE(blocks))
		return how.is_german ? &latin_german : &latin_signs;
	return blocks[i].script == LATIN_FROM_CYRILLIC ? how.cyrillic : blocks[i].scheme;
}

/* --- writing --- */

/* A capital keeps its shape: "Th" in a word, "TH" among capitals. */
static void add_cased(struct str *out, const char *latin, bool capital, bool all)
{
	size_t len = strlen(latin);
	bool is_first = true;

	for (size_t at = 0; at < len; is_first = false) {
		uint32_t point;
		char bytes[4];
		at += utf8_next(latin + at, len - at, &point);
		str_addn(out, bytes, utf8_put(capital && (is_first || all) ? unicode_upper(point) : point, bytes));
	}
}

static void add_rule(struct str *out, const struct latin_rule *rule, int count, const struct place *p)
{
	const struct letter *next = &p->letters[1];
	bool all = count > 1 || is_letter(next->point) ? next->capital : letter_before(p->text, p->at, p->len).capital;

	add_cased(out, rule->to, p->letters[0].capital, all);
}

static bool add_point(struct str *out, uint32_t point, struct latin_how how);

/* What a decomposition has to say, marks left out. True if every part had a form. */
static bool add_decomposed(struct str *out, uint32_t point, struct latin_how how)
{
	uint32_t parts[UNICODE_DECOMPOSED];
	size_t count = unicode_decompose(point, parts);
	size_t start = out->len;
	bool known = count > 0;

	for (size_t i = 0; i < count && known; i++)
		if (unicode_kind(parts[i]) != UNICODE_MARK)
			known = add_point(out, parts[i], how);
	if (!known)
		str_cut(out, start);
	return known;
}

/* One code point by itself. */
static bool add_point(struct str *out, uint32_t point, struct latin_how how)
{
	uint32_t small = unicode_lower(point);
	struct place p = { .text = "", .letters = { { .point = small, .capital = small != point } } };
	int count;
	const struct latin_rule *rule = find(scheme_at(&p, how), &p, &count);

	if (point >= ' ' && point < 0x7f)
		str_addc(out, (char)point);
	else if (rule)
		add_cased(out, rule->to, small != point, false);
	else
		return add_decomposed(out, point, how);
	return true;
}

size_t latin_next(struct str *out, const char *text, size_t at, size_t len, struct latin_how how)
{
	struct place p = { .text = text, .at = at, .len = len };
	size_t end = at;
	uint32_t point;
	int count;

	for (int i = 0; i <= LETTERS_MAX; i++) {
		p.letters[i] = letter_at(text, end, len);
		end += p.letters[i].length;
	}
	if (p.letters[0].length == 0)
		return 0;
	const struct latin_rule *rule = find(scheme_at(&p, how), &p, &count);
	if (rule) {
		size_t took = 0;
		add_rule(out, rule, count, &p);
		for (int i = 0; i < count; i++)
			took += p.letters[i].length;
		return took;
	}
	utf8_next(text + at, len - at, &point);
	if (point >= ' ' && point < 0x7f)
		str_addc(out, (char)point);
	else if (unicode_kind(point) != UNICODE_MARK && !add_decomposed(out, point, how))
		return 0;
	return p.letters[0].length;
}
