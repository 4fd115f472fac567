/* Keys for sorting: three levels, parted by a byte that is below all weights. */
#include "twinline/text/collate.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/utf8.h"
#include "unicode.h"

enum { LEVEL_END = 1, WEIGHT_SIGN, WEIGHT_DIGIT, WEIGHT_OWN, WEIGHT_OTHER, NO_MARK = 2, SMALL = 2, CAPITAL = 3 };

static const uint32_t dotless_i = 0x131;

struct keys {
	const char *alphabet; /* letters of one or more characters, parted by spaces, small, NFC */
	bool has_dotless_i;   /* whose capital is I */
	struct str letters, marks, cases;
};

/* The place of the longest letter of the alphabet that text begins with, from 1, and its bytes; 0: none. */
static int own_letter(const struct keys *k, const char *text, size_t *len)
{
	int place = 0, best = 0;

	*len = 0;
	for (const char *at = k->alphabet; *at;) {
		size_t letter = strcspn(at, " ");

		place++;
		if (letter > *len && strncmp(at, text, letter) == 0) {
			*len = letter;
			best = place;
		}
		at += letter + (at[letter] == ' ');
	}
	return best;
}

static uint32_t lower(const struct keys *k, uint32_t point)
{
	return point == 'I' && k->has_dotless_i ? dotless_i : unicode_lower(point);
}

/* What a letter is without its marks, which go to the second level. */
static uint32_t base_of(uint32_t point, struct str *marks)
{
	uint32_t parts[UNICODE_DECOMPOSED];
	size_t count;

	while ((count = unicode_decompose(point, parts)) > 1) {
		for (size_t i = 1; i < count; i++) {
			char bytes[4];

			str_addn(marks, bytes, utf8_put(parts[i], bytes));
		}
		point = parts[0];
	}
	return count == 1 ? parts[0] : point;
}

static void add_weight(struct keys *k, int group, uint32_t weight)
{
	char bytes[4];

	str_addc(&k->letters, (char)group);
	str_addn(&k->letters, bytes, utf8_put(weight + 1, bytes)); /* in the order of the numbers, and never a NUL */
}

/* A character that is no letter of the alphabet, small. */
static void add_other(struct keys *k, uint32_t point)
{
	struct str marks = { 0 };
	uint32_t base = base_of(point, &marks);
	char bytes[5] = { 0 };
	size_t len;
	int place;

	utf8_put(base, bytes);
	place = own_letter(k, bytes, &len);
	if (unicode_kind(point) == UNICODE_MARK) {
		str_addn(&k->marks, bytes, strlen(bytes)); /* of the letter before */
	} else {
		if (place)
			add_weight(k, WEIGHT_OWN, (uint32_t)place);
		else if (unicode_digit(base) >= 0)
			add_weight(k, WEIGHT_DIGIT, (uint32_t)unicode_digit(base));
		else
			add_weight(k, unicode_kind(base) == UNICODE_LETTER ? WEIGHT_OTHER : WEIGHT_SIGN, base);
		str_addc(&k->marks, NO_MARK);
		if (marks.len)
			str_addn(&k->marks, marks.text, marks.len);
	}
	str_release(&marks);
}

/* The composed text in small letters, and in cases which of them were capitals: one a character. */
static char *small(struct keys *k, const char *text)
{
	struct str out = { 0 };
	size_t len, at = 0;
	char *composed = unicode_nfc(text, strlen(text), &len);

	str_add(&out, "");
	while (composed && at < len) {
		uint32_t point;
		char bytes[4];

		at += utf8_next(composed + at, len - at, &point);
		str_addc(&k->cases, lower(k, point) == point ? SMALL : CAPITAL);
		str_addn(&out, bytes, utf8_put(lower(k, point), bytes));
	}
	free(composed);
	return str_detach(&out);
}

char *collate_key(const char *text)
{
	/* TRANSLATORS: the letters of your language in the order of its dictionaries, small, parted by spaces; what counts as a
	 * letter of its own stands alone ("ch" after "h" in Czech, "å" last in Danish), what sorts as another with a mark does not. */
	struct keys k = { .alphabet = i18n_text_in("alphabet", "a b c d e f g h i j k l m n o p q r s t u v w x y z") };
	char *lowered;

	k.has_dotless_i = strstr(k.alphabet, "ı") != NULL;
	lowered = small(&k, text);
	for (const char *at = lowered; *at;) {
		size_t len;
		int place = own_letter(&k, at, &len);
		uint32_t point;

		if (place) {
			add_weight(&k, WEIGHT_OWN, (uint32_t)place);
			str_addc(&k.marks, NO_MARK);
		} else {
			len = utf8_next(at, strlen(at), &point);
			add_other(&k, point);
		}
		at += len;
	}
	free(lowered);
	str_addc(&k.letters, LEVEL_END);
	if (k.marks.len)
		str_addn(&k.letters, k.marks.text, k.marks.len);
	str_addc(&k.letters, LEVEL_END);
	if (k.cases.len)
		str_addn(&k.letters, k.cases.text, k.cases.len);
	str_release(&k.marks);
	str_release(&k.cases);
	return str_detach(&k.letters);
}
