/* The strict I-JSON gate: one pass, no tree. Duplicate keys are found by hash within their object. */
#include "ijson.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/json.h"
#include "twinline/base/mem.h"

struct key {
	uint64_t hash;
	size_t start, len; /* as written between the quotes */
};

struct scan {
	const char *text;
	size_t len, at;
	const char *reason;
	struct key *keys; /* of the objects that are open, innermost last */
	size_t key_count, key_capacity;
	int depth, values;
};

static bool value(struct scan *s);

static bool fail(struct scan *s, const char *reason)
{
	if (!s->reason)
		s->reason = reason;
	return false;
}

static int peek(const struct scan *s)
{
	return s->at < s->len ? (unsigned char)s->text[s->at] : -1;
}

static void blanks(struct scan *s)
{
	while (s->at < s->len && strchr(" \t\r\n", s->text[s->at]) && s->text[s->at])
		s->at++;
}

static bool literal(struct scan *s, const char *word)
{
	size_t len = strlen(word);

	if (s->len - s->at < len || memcmp(s->text + s->at, word, len) != 0)
		return fail(s, "no value");
	s->at += len;
	return true;
}

static bool digits(struct scan *s)
{
	size_t start = s->at;

	while (peek(s) >= '0' && peek(s) <= '9')
		s->at++;
	return s->at > start;
}

static bool number(struct scan *s)
{
	char copy[64];
	size_t start = s->at;

	if (peek(s) == '-')
		s->at++;
	if (peek(s) == '0')
		s->at++;
	else if (!digits(s))
		return fail(s, "no number");
	if (peek(s) == '.') {
		s->at++;
		if (!digits(s))
			return fail(s, "no digit after the point");
	}
	if (peek(s) == 'e' || peek(s) == 'E') {
		s->at++;
		if (peek(s) == '+' || peek(s) == '-')
			s->at++;
		if (!digits(s))
			return fail(s, "no digit in the exponent");
	}
	if (s->at - start >= sizeof copy)
		return fail(s, "a number that is too long");
	memcpy(copy, s->text + start, s->at - start);
	copy[s->at - start] = '\0';
	if (!isfinite(strtod(copy, NULL)))
		return fail(s, "a number that is too large");
	return true;
}

static int hex4(const char *text)
{
	static const char order[] = "0123456789abcdefABCDEF";
	int result = 0;

	for (int i = 0; i < 4; i++) {
		const char *found = text[i] ? strchr(order, text[i]) : NULL;
		int digit = found ? (int)(found - order) : -1;

		if (digit < 0)
			return -1;
		result = result * 16 + (digit < 16 ? digit : digit - 6);
	}
	return result;
}

static bool is_noncharacter(uint32_t point)
{
	return (point >= 0xfdd0 && point <= 0xfdef) || (point & 0xfffe) == 0xfffe;
}

static bool escape(struct scan *s)
{
	int unit, low;

	s->at++;
	if (peek(s) != 'u') {
		if (peek(s) <= 0 || !strchr("\"\\/bfnrt", peek(s)))
			return fail(s, "an unknown escape");
		s->at++;
		return true;
	}
	if (s->len - s->at < 5 || (unit = hex4(s->text + s->at + 1)) < 0)
		return fail(s, "no four hex digits after \\u");
	s->at += 5;
	if (unit == 0)
		return fail(s, "a NUL character");
	if (unit >= 0xdc00 && unit <= 0xdfff)
		return fail(s, "a lone surrogate");
	if (unit >= 0xd800 && unit <= 0xdbff) {
		if (s->len - s->at < 6 || s->text[s->at] != '\\' || s->text[s->at + 1] != 'u' ||
		    (low = hex4(s->text + s->at + 2)) < 0xdc00 || low > 0xdfff)
			return fail(s, "a lone surrogate");
		s->at += 6;
		unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
	}
	return is_noncharacter((uint32_t)unit) ? fail(s, "a noncharacter") : true;
}

/* One well-formed UTF-8 sequence of two bytes or more (Unicode 15, table 3-7). */
static bool sequence(struct scan *s)
{
	unsigned char lead = (unsigned char)s->text[s->at];
	int more = lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
	uint32_t point = lead & (0x3f >> more);

	if (!more || s->len - s->at <= (size_t)more)
		return fail(s, "text that is not UTF-8");
	for (int i = 1; i <= more; i++) {
		unsigned char next = (unsigned char)s->text[s->at + (size_t)i];

		if ((next & 0xc0) != 0x80)
			return fail(s, "text that is not UTF-8");
		point = point << 6 | (next & 0x3f);
	}
	if ((more == 2 && point < 0x800) || (more == 3 && (point < 0x10000 || point > 0x10ffff)) ||
	    (point >= 0xd800 && point <= 0xdfff))
		return fail(s, "text that is not UTF-8");
	if (is_noncharacter(point))
		return fail(s, "a noncharacter");
	s->at += (size_t)more + 1;
	return true;
}

static bool string(struct scan *s)
{
	if (peek(s) != '"')
		return fail(s, "no string");
	s->at++;
	for (;;) {
		int c = peek(s);

		if (c < 0)
			return fail(s, "a string without an end");
		if (c < 0x20)
			return fail(s, "a control character in a string");
		if (c == '"') {
			s->at++;
			return true;
		}
		if (c == '\\') {
			if (!escape(s))
				return false;
		} else if (c < 0x80) {
			s->at++;
		} else if (!sequence(s)) {
			return false;
		}
	}
}

/* The key with its escapes undone, so that "a" and its \u0061 form are one key; yours. The string has been scanned. */
static char *unescaped(const struct scan *s, const struct key *key)
{
	char *quoted = xasprintf("\"%.*s\"", (int)key->len, s->text + key->start);
	struct json *parsed = json_parse_own(quoted);
	char *text = xstrdup(json_text(parsed));

	json_free(parsed);
	free(quoted);
	return text;
}

static uint64_t hash_key(const struct scan *s, const struct key *key)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	char *plain = memchr(s->text + key->start, '\\', key->len) ? unescaped(s, key) : NULL;
	const char *bytes = plain ? plain : s->text + key->start;
	size_t len = plain ? strlen(plain) : key->len;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
	free(plain);
	return hash;
}

/* By hash, which spares looking at the text; keys made to share one are still told apart, so that equal ones meet. */
static int compare_keys(const void *a, const void *b, void *scan)
{
	const struct key *x = a, *y = b;
	char *one, *other;
	int order;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	one = unescaped(scan, x);
	other = unescaped(scan, y);
	order = strcmp(one, other);
	free(one);
	free(other);
	return order;
}

/* Looks at the keys of the object that closes: from first on. */
static bool keys_differ(struct scan *s, size_t first)
{
	bool differ = true;

	qsort_r(s->keys + first, s->key_count - first, sizeof *s->keys, compare_keys, s);
	for (size_t i = first + 1; i < s->key_count && differ; i++)
		differ = compare_keys(&s->keys[i - 1], &s->keys[i], s) != 0;
	s->key_count = first;
	return differ ? true : fail(s, "a key that stands twice");
}

static void remember_key(struct scan *s, size_t start)
{
	struct key *key;

	if (s->key_count == s->key_capacity) {
		s->key_capacity = s->key_capacity ? s->key_capacity * 2 : 64;
		s->keys = xrealloc(s->keys, s->key_capacity, sizeof *s->keys);
	}
	key = &s->keys[s->key_count++];
	*key = (struct key){ .start = start + 1, .len = s->at - start - 2 };
	key->hash = hash_key(s, key);
}

static bool member(struct scan *s)
{
	size_t start;

	blanks(s);
	start = s->at;
	if (!string(s))
		return false;
	remember_key(s, start);
	blanks(s);
	if (peek(s) != ':')
		return fail(s, "no colon after a key");
	s->at++;
	return value(s);
}

/* An object or an array: elements parted by commas up to close. */
static bool container(struct scan *s, char close, bool (*element)(struct scan *))
{
	size_t first_key = s->key_count;

	if (++s->depth > JSON_DEPTH_MAX)
		return fail(s, "a nesting that is too deep");
	s->at++;
	blanks(s);
	if (peek(s) == close) {
		s->at++;
		s->depth--;
		return true;
	}
	for (;;) {
		if (!element(s))
			return false;
		blanks(s);
		if (peek(s) == close)
			break;
		if (peek(s) != ',')
			return fail(s, "neither a comma nor an end");
		s->at++;
	}
	s->at++;
	s->depth--;
	return close == '}' ? keys_differ(s, first_key) : true;
}

static bool value(struct scan *s)
{
	if (++s->values > JSON_VALUES_MAX)
		return fail(s, "more values than anybody needs");
	blanks(s);
	switch (peek(s)) {
	case '{':
		return container(s, '}', member);
	case '[':
		return container(s, ']', value);
	case '"':
		return string(s);
	case 't':
		return literal(s, "true");
	case 'f':
		return literal(s, "false");
	case 'n':
		return literal(s, "null");
	default:
		return number(s);
	}
}

const char *ijson_scan(const char *text, size_t len, size_t *at)
{
	struct scan s = { .text = text, .len = len };

	if (value(&s)) {
		blanks(&s);
		if (s.at < s.len)
			fail(&s, "something after the end");
	}
	*at = s.at;
	free(s.keys);
	return s.reason;
}
