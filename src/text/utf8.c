/* UTF-8 by the table of well-formed sequences (Unicode 15, table 3-7). */
#include "twinline/text/utf8.h"

#include "plain.h"

enum { REPLACEMENT = 0xfffd };

/* Length of the sequence that lead begins, and the range its second byte must lie in; 0 for no lead. */
static size_t sequence_length(unsigned char lead, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xbf;
	if (lead >= 0xc2 && lead <= 0xdf)
		return 2;
	if (lead >= 0xe0 && lead <= 0xef) {
		if (lead == 0xe0)
			*low = 0xa0;
		if (lead == 0xed)
			*high = 0x9f;
		return 3;
	}
	if (lead >= 0xf0 && lead <= 0xf4) {
		if (lead == 0xf0)
			*low = 0x90;
		if (lead == 0xf4)
			*high = 0x8f;
		return 4;
	}
	return 0;
}

size_t utf8_next(const char *text, size_t len, uint32_t *point)
{
	*point = REPLACEMENT;
	if (len == 0)
		return 0;

	unsigned char lead = (unsigned char)text[0];
	if (lead < 0x80) {
		*point = lead;
		return 1;
	}

	unsigned char low, high;
	size_t length = sequence_length(lead, &low, &high);
	if (length == 0)
		return 1;
	uint32_t value = lead & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		unsigned char byte = i < len ? (unsigned char)text[i] : 0;
		if (byte < low || byte > high)
			return i;
		value = value << 6 | (byte & 0x3f);
		low = 0x80;
		high = 0xbf;
	}
	*point = value;
	return length;
}

size_t utf8_put(uint32_t point, char bytes[4])
{
	if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
		point = REPLACEMENT;
	if (point < 0x80) {
		bytes[0] = (char)point;
		return 1;
	}
	size_t length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	static const unsigned char leads[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	for (size_t i = length - 1; i > 0; i--, point >>= 6)
		bytes[i] = (char)(0x80 | (point & 0x3f));
	bytes[0] = (char)(leads[length] | point);
	return length;
}

bool utf8_valid(const char *text, size_t len)
{
	static const char replacement[] = "\xef\xbf\xbd";

	for (size_t at = 0; at < len;) {
		at += plain_run(text + at, len - at);
		uint32_t point;
		size_t length = utf8_next(text + at, len - at, &point);
		if (point == REPLACEMENT && length > 0 &&
		    (length != sizeof(replacement) - 1 || memcmp(text + at, replacement, length) != 0))
			return false;
		at += length;
	}
	return true;
}

size_t utf8_length(const char *text)
{
	size_t count = 0;
	size_t len = strlen(text);
	uint32_t point;

	for (size_t at = 0; at < len; at += utf8_next(text + at, len - at, &point))
		count++;
	return count;
}

size_t utf8_first(const char *text, size_t most)
{
	size_t len = strlen(text), at = 0;
	uint32_t point;

	while (most-- > 0 && at < len)
		at += utf8_next(text + at, len - at, &point);
	return at;
}
