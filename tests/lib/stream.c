/* Looks through a program's terminal output for what may never be in it. */
#include "lib/stream.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "twinline/base/mem.h"

struct cursor {
	const unsigned char *bytes;
	size_t len, at;
};

static int peek(const struct cursor *c, size_t ahead)
{
	return c->at + ahead < c->len ? c->bytes[c->at + ahead] : -1;
}

static char *offence(const struct cursor *c, const char *what)
{
	size_t from = c->at > 24 ? c->at - 24 : 0, to = c->at + 24 < c->len ? c->at + 24 : c->len;
	char around[4 * 48 + 1];
	size_t out = 0;
	for (size_t i = from; i < to; i++) {
		static const char hex[] = "0123456789abcdef";
		unsigned char byte = c->bytes[i];
		if (byte >= 0x20 && byte < 0x7f && byte != '\\') {
			around[out++] = (char)byte;
		} else {
			memcpy(around + out, "\\x", 2);
			around[out + 2] = hex[byte >> 4];
			around[out + 3] = hex[byte & 15];
			out += 4;
		}
	}
	around[out] = '\0';
	return xasprintf("%s at byte %zu: %s", what, c->at, around);
}

/* After ESC [: skips the sequence, or tells what is wrong with it. */
static char *control_sequence(struct cursor *c)
{
	size_t at = 2;
	long parameter = 0, first = -1;
	int leader = 0;
	if (peek(c, at) >= '<' && peek(c, at) <= '?')
		leader = peek(c, at++);
	for (;; at++) {
		int byte = peek(c, at);
		if (byte >= '0' && byte <= '9') {
			parameter = parameter < STREAM_MARK ? parameter * 10 + (byte - '0') : parameter;
			if (parameter >= STREAM_MARK)
				return offence(c, "a marked sequence");
		} else if (byte == ';' || byte == ':') {
			first = first < 0 ? parameter : first;
			parameter = 0;
		} else if (byte < 0x20 || byte > 0x2f) {
			break;
		}
	}
	int final = peek(c, at);
	if (final < 0)
		return NULL; /* cut off by the end of the output */
	if (final < 0x40 || final > 0x7e)
		return offence(c, "a broken control sequence");
	first = first < 0 ? parameter : first;
	/* DA, DSR, DECREQTPARM, pointer reports, window reports; 22 t and 23 t only keep the title */
	if (strchr("cnx|", final) || (final == 't' && !leader && first >= 11 && first <= 21))
		return offence(c, "a query");
	c->at += at + 1;
	return NULL;
}

/* At an ESC. */
static char *escape(struct cursor *c)
{
	int next = peek(c, 1);
	if (next == '[')
		return control_sequence(c);
	if (next == ']' || next == 'P' || next == '_' || next == '^' || next == 'X')
		return offence(c, "a control string");
	if (next == 'Z' || next == 'n' || next == 'o' || next == 'c')
		return offence(c, "a query, shift or reset");
	if (next == '(' || next == ')' || next == '*' || next == '+' || next == '#' || next == ' ' || next == '%') {
		c->at += 3;
		return NULL;
	}
	if (next >= 0 && !strchr("78=>DEMH", next))
		return offence(c, "an unknown escape");
	c->at += 2;
	return NULL;
}

/* Code points that remote text may not bring to a terminal. */
static bool may_not_be_shown(uint32_t code)
{
	return (code >= 0x80 && code < 0xa0) || code == 0x2028 || code == 0x2029 || (code >= 0x202a && code <= 0x202e) ||
	       (code >= 0xe0000 && code <= 0xe007f) || code == 0xfeff || (code >= 0xfff9 && code <= 0xfffb) ||
	       (code & 0xfffe) == 0xfffe || (code >= 0xfdd0 && code <= 0xfdef);
}

/* At a byte >= 0x80. */
static char *character(struct cursor *c)
{
	int first = peek(c, 0), more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
	if (!more)
		return offence(c, "a raw C1 byte");
	uint32_t code = (uint32_t)first & (0x3fu >> more);
	for (int i = 1; i <= more; i++) {
		int byte = peek(c, (size_t)i);
		if (byte < 0) {
			c->at = c->len;
			return NULL;
		}
		if ((byte & 0xc0) != 0x80)
			return offence(c, "broken UTF-8");
		code = code << 6 | ((uint32_t)byte & 0x3f);
	}
	if (may_not_be_shown(code))
		return offence(c, "a control character in UTF-8");
	c->at += (size_t)more + 1;
	return NULL;
}

/* NUL is padding; SI and SO lead to the drawing characters of terminals that have no other way: ncurses' own. */
static const char control_bytes[] = { 0, '\a', '\b', '\t', '\n', '\r', 0x0e, 0x0f };

char *stream_offence(const char *bytes, size_t len)
{
	struct cursor c = { .bytes = (const unsigned char *)bytes, .len = len };
	char *found = NULL;
	while (c.at < c.len && !found) {
		int byte = peek(&c, 0);
		if (byte == 0x1b)
			found = escape(&c);
		else if (byte >= 0x80)
			found = character(&c);
		else if (byte == 0x7f || (byte < 0x20 && !memchr(control_bytes, byte, sizeof control_bytes)))
			found = offence(&c, "a control byte");
		else
			c.at++;
	}
	return found;
}
