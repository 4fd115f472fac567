/* Other character sets, through iconv; what a set lacks is written by text/latin.h. */
#include "twinline/text/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "plain.h"
#include "twinline/base/mem.h"
#include "twinline/text/latin.h"
#include "twinline/text/utf8.h"
#include "unicode.h"

struct charset {
	bool utf8;
	iconv_t to, from; /* from and to UTF-8; unused where the set is that */
};

static const iconv_t closed = (iconv_t)-1;
static const char replacement[] = "\xef\xbf\xbd";

struct charset *charset_open(const char *name)
{
	struct charset *c = xcalloc(1, sizeof(*c));

	c->to = c->from = closed;
	c->utf8 = ascii_casecmp(name, "UTF-8") == 0 || ascii_casecmp(name, "utf8") == 0;
	if (c->utf8)
		return c;
	c->to = iconv_open(name, "UTF-8");
	c->from = iconv_open("UTF-8", name);
	if (c->to == closed || c->from == closed) {
		charset_close(c);
		return NULL;
	}
	return c;
}

void charset_close(struct charset *c)
{
	if (!c)
		return;
	if (c->to != closed)
		iconv_close(c->to);
	if (c->from != closed)
		iconv_close(c->from);
	free(c);
}

bool charset_is_utf8(const struct charset *c)
{
	return c->utf8;
}

/* Converts as much as goes; returns how many bytes of the len were taken, the next of which does not fit the set. */
static size_t convert(iconv_t with, struct str *out, const char *bytes, size_t len)
{
	char *in = (char *)bytes; /* iconv does not write there */
	size_t left = len;

	while (left > 0) {
		char room[256], *to = room;
		size_t free_bytes = sizeof(room);
		errno = 0;
		size_t result = iconv(with, &in, &left, &to, &free_bytes);
		int why = errno;
		str_addn(out, room, sizeof(room) - free_bytes);
		if (result == (size_t)-1 && why != E2BIG)
			break;
	}
	iconv(with, NULL, NULL, NULL, NULL);
	return len - left;
}

/* Writes the code point at text[at], which the set does not have; returns its bytes. */
static size_t encode_missing(struct str *out, const char *text, size_t at, size_t len, bool *unknown_before)
{
	size_t length = latin_next(out, text, at, len);

	if (length > 0) {
		*unknown_before = false;
		return length;
	}
	uint32_t point;
	length = utf8_next(text + at, len - at, &point);
	if (unicode_is_ignorable(point))
		return length;
	if (!*unknown_before)
		str_addc(out, '?');
	*unknown_before = true;
	return length;
}

void charset_encode(struct charset *c, struct str *out, const char *text)
{
	size_t len = strlen(text);

	if (c->utf8 || plain_run(text, len) == len) {
		str_addn(out, text, len);
		return;
	}

	/* Sets have letters with their marks, where UTF-8 text may have marks apart. */
	char *composed = unicode_nfc(text, len, &len);
	bool unknown = false;
	if (!composed) {
		len = strlen(text);
		composed = xstrdup(text);
	}
	for (size_t at = 0; at < len;) {
		size_t taken = convert(c->to, out, composed + at, len - at);
		at += taken;
		if (taken > 0)
			unknown = false;
		if (at < len)
			at += encode_missing(out, composed, at, len, &unknown);
	}
	free(composed);
}

static void decode_utf8(struct str *out, const char *bytes, size_t len)
{
	for (size_t at = 0; at < len;) {
		uint32_t point;
		char put[4];
		at += utf8_next(bytes + at, len - at, &point);
		str_addn(out, put, utf8_put(point, put));
	}
}

void charset_decode(struct charset *c, struct str *out, const char *bytes, size_t len)
{
	str_add(out, "");
	if (c->utf8) {
		decode_utf8(out, bytes, len);
		return;
	}
	for (size_t at = 0; at < len;) {
		at += convert(c->from, out, bytes + at, len - at);
		if (at < len) {
			str_add(out, replacement);
			at++;
		}
	}
}
