/* The fold of search: libunistring's case folding and NFKD, then our own rows and bigrams. */
#include "twinline/text/fold.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "plain.h"
#include "twinline/base/mem.h"
#include "twinline/text/latin.h"
#include "twinline/text/utf8.h"
#include "unicode.h"

struct folding {
	struct str *out;
	bool in_word;
	uint32_t bigram; /* the last character of a run without spaces; 0: none */
};

static void add_point(struct folding *f, uint32_t point)
{
	char bytes[4];

	str_addn(f->out, bytes, utf8_put(point, bytes));
}

static void start_word(struct folding *f)
{
	if (f->in_word)
		return;
	if (f->out->len > 0 && f->out->text[f->out->len - 1] != ' ')
		str_addc(f->out, ' ');
	f->in_word = true;
}

/* The last character of a run stands alone too, so that each of its characters begins a word. */
static void end_word(struct folding *f)
{
	f->in_word = false;
	if (f->bigram) {
		start_word(f);
		add_point(f, f->bigram);
		f->in_word = false;
	}
	f->bigram = 0;
}

static bool is_without_spaces(uint32_t point)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = {
		{ 0x0e00, 0x0e7f },   /* Thai */
		{ 0x0e80, 0x0eff },   /* Lao */
		{ 0x1000, 0x109f },   /* Burmese */
		{ 0x1780, 0x17ff },   /* Khmer */
		{ 0x3005, 0x3007 },   /* ideographic iteration and zero */
		{ 0x3041, 0x30ff },   /* Kana */
		{ 0x31f0, 0x31ff },   /* Kana of Ainu */
		{ 0x3400, 0x9fff },   /* Han */
		{ 0xa9e0, 0xa9ff },   /* Burmese */
		{ 0xaa60, 0xaa7f },   /* Burmese */
		{ 0x20000, 0x3ffff }, /* Han */
	};

	for (size_t i = 0; i < ARRAY_SIZE(ranges) && point >= ranges[i].first; i++)
		if (point <= ranges[i].last)
			return true;
	return false;
}

/* Letters that are written one way or another in the same word. */
static uint32_t arabic_form(uint32_t point)
{
	switch (point) {
	case 0x0671: /* alef wasla */
		return 0x0627;
	case 0x0649: /* alef maksura */
	case 0x06cc: /* Farsi yeh */
		return 0x064a;
	case 0x0629: /* teh marbuta */
	case 0x06c1: /* heh goal */
		return 0x0647;
	case 0x06a9: /* keheh */
		return 0x0643;
	default:
		return point;
	}
}

/* Apostrophes that Unicode counts as letters part words as the others do. */
static bool is_apostrophe(uint32_t point)
{
	return point >= 0x02b9 && point <= 0x02bf;
}

/* What neither stays nor parts: tatweel, the dot inside Catalan l·l. */
static bool is_dropped(uint32_t point, enum unicode_kind kind)
{
	return kind == UNICODE_MARK || kind == UNICODE_FORMAT || point == 0x0640 || point == 0x00b7;
}

static void add_letter(struct folding *f, uint32_t point)
{
	const char *latin = latin_of_letter(point);

	if (is_without_spaces(point)) {
		if (f->in_word)
			end_word(f);
		if (f->bigram) {
			start_word(f);
			add_point(f, f->bigram);
			add_point(f, point);
			f->in_word = false;
		}
		f->bigram = point;
		return;
	}
	if (f->bigram)
		end_word(f);
	start_word(f);
	if (latin)
		str_add(f->out, latin);
	else
		add_point(f, arabic_form(point));
}

static void add(struct folding *f, uint32_t point)
{
	enum unicode_kind kind = unicode_kind(point);

	if (is_dropped(point, kind))
		return;
	int digit = kind == UNICODE_NUMBER ? unicode_digit(point) : -1;
	if (digit >= 0)
		point = (uint32_t)('0' + digit);
	if (kind == UNICODE_NUMBER || (kind == UNICODE_LETTER && !is_apostrophe(point)) ||
	    (kind == UNICODE_SPACING_MARK && (f->in_word || f->bigram)))
		add_letter(f, point);
	else
		end_word(f);
}

static void fold_plain(struct folding *f, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char byte = text[i];
		if (byte >= 'A' && byte <= 'Z')
			byte = (char)(byte - 'A' + 'a');
		if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
			start_word(f);
			str_addc(f->out, byte);
		} else {
			f->in_word = false;
		}
	}
}

void fold(struct str *out, const char *text)
{
	struct folding f = { .out = out };
	size_t len = strlen(text);

	str_add(out, "");
	if (plain_run(text, len) == len) {
		fold_plain(&f, text, len);
		return;
	}

	uint32_t *points = xmalloc(len * sizeof(*points));
	size_t count = 0, folded_count;
	for (size_t at = 0; at < len;)
		at += utf8_next(text + at, len - at, &points[count++]);
	uint32_t *folded = unicode_casefold_nfkd(points, count, &folded_count);
	for (size_t i = 0; i < folded_count; i++)
		add(&f, folded[i]);
	end_word(&f);
	free(folded);
	free(points);
}

void fold_both(struct str *out, const char *text)
{
	struct str letters = { 0 };

	fold(out, text);
	latin_add(&letters, text);
	if (letters.text && strcmp(letters.text, text) != 0) {
		str_addc(out, ' ');
		fold(out, letters.text);
	}
	str_release(&letters);
}

char *fold_copy(const char *text)
{
	struct str out = { 0 };

	fold(&out, text);
	return str_detach(&out);
}

bool fold_is_run(const char *word)
{
	uint32_t point;

	return utf8_next(word, strlen(word), &point) > 0 && is_without_spaces(point);
}

static bool begins_a_word(const char *text, const char *word, size_t len)
{
	for (const char *at = text; at; at = strchr(at, ' ')) {
		at += *at == ' ';
		if (strncmp(at, word, len) == 0)
			return true;
	}
	return false;
}

bool fold_matches(const char *folded_text, const char *folded_query)
{
	for (const char *word = folded_query; *word;) {
		size_t len = strcspn(word, " ");
		if (len > 0 && !begins_a_word(folded_text, word, len))
			return false;
		word += len;
		word += *word == ' ';
	}
	return true;
}
