/*
 * Other character sets. iconv tells once what each byte of a set means; from then on a table does the work, and no byte
 * that a terminal would obey is in it. What a set lacks is written by text/latin.h.
 */
#include "twinline/text/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "plain.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/text/latin.h"
#include "twinline/text/utf8.h"
#include "unicode.h"

enum { BYTES = 256, FIRST_BEYOND_ASCII = 0x80, REPLACEMENT = 0xfffd, C1_END = 0xa0 };

struct entry {
	uint32_t point;
	unsigned char byte; /* where the set is of bytes */
};

struct charset {
	bool utf8;      /* it is sent as UTF-8 */
	bool is_all;    /* and all of Unicode can be shown */
	uint32_t *points;      /* by byte, 0: none; NULL where utf8 */
	struct entry *entries; /* what lies beyond ASCII, by point */
	size_t count;
};

static const iconv_t closed = (iconv_t)-1;

static int by_point(const void *a, const void *b)
{
	uint32_t left = ((const struct entry *)a)->point, right = ((const struct entry *)b)->point;

	return left < right ? -1 : left > right;
}

static bool is_shown(uint32_t point)
{
	return point >= C1_END && unicode_kind(point) != UNICODE_CONTROL && unicode_kind(point) != UNICODE_FORMAT;
}

static const struct entry *find(const struct charset *c, uint32_t point)
{
	const struct entry key = { .point = point };

	return c->count ? bsearch(&key, c->entries, c->count, sizeof(key), by_point) : NULL;
}

/*
 * Sorts the entries, and takes scripts out of which some letters lack: CP437 has an alpha for mathematics, and names half in Greek and half
 * in Latin letters can be read by nobody.
 */
static void settle(struct charset *c)
{
	static const struct { uint32_t first, last, probe_first, probe_last; } scripts[] = {
		{ 0x0370, 0x03ff, 0x03b1, 0x03c9 }, { 0x0400, 0x052f, 0x0430, 0x0438 }, { 0x0530, 0x058f, 0x0561, 0x0586 },
		{ 0x0600, 0x06ff, 0x0641, 0x064a }, { 0x10a0, 0x10ff, 0x10d0, 0x10f0 },
	};

	qsort(c->entries, c->count, sizeof(c->entries[0]), by_point);
	for (size_t i = 0; i < ARRAY_SIZE(scripts); i++) {
		bool is_whole = true;
		size_t kept = 0;

		for (uint32_t point = scripts[i].probe_first; point <= scripts[i].probe_last; point++)
			is_whole = is_whole && find(c, point);
		for (size_t j = 0; j < c->count && !is_whole; j++)
			if (c->entries[j].point < scripts[i].first || c->entries[j].point > scripts[i].last)
				c->entries[kept++] = c->entries[j];
		c->count = is_whole ? c->count : kept;
	}
}

enum { NO_CHARACTER = 0, BEGINS_ONE = 0x110000 };

/* What one byte of a set means: a code point or one of the above. */
static uint32_t meaning_of(iconv_t from, char byte)
{
	char room[16], *in = &byte, *to = room;
	size_t left = 1, free_bytes = sizeof(room);
	uint32_t point = 0;

	size_t result = iconv(from, &in, &left, &to, &free_bytes);
	if (result == (size_t)-1 && errno == EINVAL)
		return BEGINS_ONE;
	/* Sets with marks hold a letter back until they know what follows it. */
	size_t flushed = iconv(from, NULL, NULL, &to, &free_bytes);
	size_t len = sizeof(room) - free_bytes;
	iconv(from, NULL, NULL, NULL, NULL);
	if (result == (size_t)-1 || flushed == (size_t)-1 || len == 0 || utf8_next(room, len, &point) != len)
		return NO_CHARACTER;
	return point;
}

static void read_set(struct charset *c, iconv_t from)
{
	c->points = xcalloc(BYTES, sizeof(c->points[0]));
	c->entries = xcalloc(BYTES, sizeof(c->entries[0]));
	for (int byte = 0; byte < FIRST_BEYOND_ASCII; byte++)
		c->points[byte] = (uint32_t)byte;
	for (int byte = FIRST_BEYOND_ASCII; byte < BYTES; byte++) {
		uint32_t point = meaning_of(from, (char)byte);
		if (!is_shown(point))
			continue;
		c->points[byte] = point;
		c->entries[c->count++] = (struct entry){ .point = point, .byte = (unsigned char)byte };
	}
	settle(c);
}

/* True for sets whose first half is ASCII and whose bytes mean something each: those of several bytes are nothing for us. */
static bool is_of_bytes(iconv_t from)
{
	for (int byte = ' '; byte < BYTES; byte++) {
		uint32_t point = meaning_of(from, (char)byte);
		if (point == BEGINS_ONE || (byte < 0x7f && point != (uint32_t)byte))
			return false;
	}
	return true;
}

struct charset *charset_open(const char *name)
{
	struct charset *c = xcalloc(1, sizeof(*c));

	c->utf8 = c->is_all = ascii_casecmp(name, "UTF-8") == 0 || ascii_casecmp(name, "utf8") == 0;
	if (c->utf8)
		return c;
	iconv_t from = iconv_open("UTF-8", name);
	bool is_known = from != closed && is_of_bytes(from);
	if (is_known)
		read_set(c, from);
	if (from != closed)
		iconv_close(from);
	if (!is_known) {
		charset_close(c);
		return NULL;
	}
	return c;
}

struct charset *charset_open_glyphs(const uint32_t *points, size_t count)
{
	struct charset *c = xcalloc(1, sizeof(*c));

	c->utf8 = true;
	c->entries = xcalloc(count + 1, sizeof(c->entries[0]));
	for (size_t i = 0; i < count; i++)
		if (is_shown(points[i]))
			c->entries[c->count++].point = points[i];
	settle(c);
	return c;
}

void charset_close(struct charset *c)
{
	if (!c)
		return;
	free(c->points);
	free(c->entries);
	free(c);
}

bool charset_is_utf8(const struct charset *c)
{
	return c->is_all;
}

bool charset_is_sent_as_utf8(const struct charset *c)
{
	return c->utf8;
}

bool charset_is_ascii(const struct charset *c)
{
	return !c->is_all && c->count == 0;
}

/* --- out --- */

/* Adds point as the set has it; false if it has not. */
static bool add_point(const struct charset *c, struct str *out, uint32_t point)
{
	const struct entry *entry;
	char bytes[4];

	if (point < FIRST_BEYOND_ASCII) {
		if (!plain_is((char)point))
			return false;
		str_addc(out, (char)point);
		return true;
	}
	entry = find(c, point);
	if (!entry)
		return false;
	if (c->utf8)
		str_addn(out, bytes, utf8_put(point, bytes));
	else
		str_addc(out, (char)entry->byte);
	return true;
}

/* Adds letters that stand for others, without their marks where the set lacks those too. */
static void add_letters(const struct charset *c, struct str *out, const char *letters, struct latin_how how)
{
	size_t len = strlen(letters);
	uint32_t point;

	for (size_t at = 0, length; at < len; at += length) {
		length = utf8_next(letters + at, len - at, &point);
		if (!add_point(c, out, point))
			latin_next(out, letters, at, len, how);
	}
}

size_t charset_next(const struct charset *c, struct str *out, const char *text, size_t at, size_t len, struct latin_how how)
{
	struct str letters = { 0 };
	uint32_t point;
	size_t length = utf8_next(text + at, len - at, &point), took;

	if (length == 0 || add_point(c, out, point))
		return length;
	took = latin_next(&letters, text, at, len, how);
	if (took > 0)
		add_letters(c, out, letters.text ? letters.text : "", how);
	else if (!unicode_is_ignorable(point) && unicode_kind(point) != UNICODE_MARK)
		str_addc(out, '?');
	str_release(&letters);
	return took ? took : length;
}

void charset_encode(const struct charset *c, struct str *out, const char *text, const char *language)
{
	size_t len = strlen(text);

	if (c->is_all || plain_run(text, len) == len) {
		str_addn(out, text, len);
		return;
	}

	/* Sets have letters with their marks, where UTF-8 text may have marks apart. */
	size_t composed_len;
	char *composed = unicode_nfc(text, len, &composed_len);
	struct latin_how how = latin_how(language, text);
	const char *all = composed ? composed : text;
	if (composed)
		len = composed_len;
	bool was_unknown = false;
	for (size_t at = 0; at < len;) {
		size_t start = out->len;
		uint32_t point;
		utf8_next(all + at, len - at, &point);
		at += charset_next(c, out, all, at, len, how);
		/* One sign stands for all that has no form, however much it is. */
		bool is_unknown = point != '?' && out->len == start + 1 && out->text[start] == '?';
		if (is_unknown && was_unknown)
			str_cut(out, start);
		if (out->len > start)
			was_unknown = is_unknown;
	}
	free(composed);
}

/* --- in --- */

static void decode_utf8(struct str *out, const char *bytes, size_t len)
{
	for (size_t at = 0; at < len;) {
		uint32_t point;
		char put[4];
		at += utf8_next(bytes + at, len - at, &point);
		str_addn(out, put, utf8_put(point, put));
	}
}

uint32_t charset_point(const struct charset *c, unsigned char byte)
{
	return c->points[byte] || byte == 0 ? c->points[byte] : REPLACEMENT;
}

void charset_decode(const struct charset *c, struct str *out, const char *bytes, size_t len)
{
	char put[4];

	str_add(out, "");
	if (c->utf8) {
		decode_utf8(out, bytes, len);
		return;
	}
	for (size_t at = 0; at < len; at++)
		str_addn(out, put, utf8_put(charset_point(c, (unsigned char)bytes[at]), put));
}
