/* Texts in Latin letters, and in both: the words of other scripts are found, latin.c writes them. */
#include <string.h>

#include "latin_rules.h"
#include "plain.h"
#include "twinline/text/latin.h"
#include "twinline/text/utf8.h"
#include "unicode.h"

static bool is_apostrophe(uint32_t point)
{
	return point == LATIN_APOSTROPHES[0] || point == LATIN_APOSTROPHES[1] || point == LATIN_APOSTROPHES[2];
}

/* True if what stands at text is a letter or sign of a script that we know, or an apostrophe before one. */
static bool is_foreign(const char *text, size_t len)
{
	uint32_t point;
	size_t length = utf8_next(text, len, &point);

	if (is_apostrophe(point))
		utf8_next(text + length, len - length, &point);
	return latin_script_at(point) != 0;
}

/* Bytes of the words at text that are written in other letters, with the signs between them; a line at most. 0: none. */
static size_t foreign_run(const char *text, size_t len, unsigned kept)
{
	size_t end = 0;

	for (size_t at = 0; at < len && text[at] != '\n';) {
		uint32_t point;
		size_t length = utf8_next(text + at, len - at, &point);

		if (latin_script_at(point) & ~kept)
			end = at + length;
		else if (end == 0 || point == '(' || unicode_kind(point) == UNICODE_LETTER)
			break;
		else if (unicode_kind(point) == UNICODE_MARK && end == at)
			end = at + length;
		at += length;
	}
	return end;
}

static void add_run(struct str *out, const char *text, size_t len, struct latin_how how)
{
	for (size_t at = 0; at < len;) {
		size_t took = is_foreign(text + at, len - at) ? latin_next(out, text, at, len, how) : 0;
		if (took == 0) {
			uint32_t point;
			took = utf8_next(text + at, len - at, &point);
			str_addn(out, text + at, took);
		}
		at += took;
	}
}

void latin_add(struct str *out, const char *text)
{
	latin_add_but(out, text, NULL, 0);
}

void latin_add_but(struct str *out, const char *text, const char *language, unsigned kept)
{
	size_t len = strlen(text), at = plain_run(text, len);

	str_add(out, "");
	str_addn(out, text, at);
	if (at == len)
		return;
	struct latin_how how = latin_how(language, text);
	while (at < len) {
		size_t run = foreign_run(text + at, len - at, kept);
		uint32_t point;
		if (run > 0)
			add_run(out, text + at, run, how);
		else
			str_addn(out, text + at, run = utf8_next(text + at, len - at, &point));
		at += run;
	}
}

void latin_add_both(struct str *out, const char *text, const char *language, unsigned kept)
{
	size_t len = strlen(text), at = plain_run(text, len);

	str_add(out, "");
	str_addn(out, text, at);
	if (at == len)
		return;
	struct latin_how how = latin_how(language, text);
	struct str also = { 0 };
	while (at < len) {
		size_t run = foreign_run(text + at, len - at, kept);
		uint32_t point;
		if (run > 0) {
			str_clear(&also);
			str_add(&also, " (");
			add_run(&also, text + at, run, how);
			str_addc(&also, ')');
		}
		bool is_new = run > 0 && !starts_with(text + at + run, also.text);
		if (run == 0)
			run = utf8_next(text + at, len - at, &point);
		str_addn(out, text + at, run);
		if (is_new)
			str_addn(out, also.text, also.len);
		at += run;
	}
	str_release(&also);
}
