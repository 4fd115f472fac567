/* Growing strings and the few text comparisons that need no Unicode. */
#include "twinline/base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"

static const size_t unbounded = (size_t)1 << 30;

void str_init(struct str *s, size_t max)
{
	*s = (struct str){ .max = max };
	str_addn(s, "", 0);
}

void str_release(struct str *s)
{
	free(s->text);
	*s = (struct str){ .max = s->max };
}

void str_clear(struct str *s)
{
	s->len = 0;
	s->overflow = false;
	if (s->text)
		s->text[0] = '\0';
}

/* Makes room for len more bytes and the NUL; returns how many of them fit under the bound. */
static size_t reserve(struct str *s, size_t len)
{
	size_t max = s->max ? s->max : unbounded;

	if (len > max - s->len) {
		len = max - s->len;
		s->overflow = true;
	}
	if (s->len + len + 1 > s->capacity) {
		size_t capacity = s->capacity ? s->capacity * 2 : 32;

		if (capacity < s->len + len + 1)
			capacity = s->len + len + 1;
		s->text = xrealloc(s->text, capacity, 1);
		s->capacity = capacity;
	}
	return len;
}

void str_addn(struct str *s, const void *bytes, size_t len)
{
	len = reserve(s, len);
	if (len)
		memcpy(s->text + s->len, bytes, len);
	s->len += len;
	s->text[s->len] = '\0';
}

void str_add(struct str *s, const char *text)
{
	str_addn(s, text, strlen(text));
}

void str_addc(struct str *s, char byte)
{
	str_addn(s, &byte, 1);
}

void str_vaddf(struct str *s, const char *format, va_list arguments)
{
	va_list again;
	char small[256];
	int len;

	va_copy(again, arguments);
	len = vsnprintf(small, sizeof small, format, arguments);
	if (len < 0)
		bug("a format that cannot be printed: %s", format);
	if ((size_t)len < sizeof small) {
		str_addn(s, small, (size_t)len);
	} else {
		char *large = xmalloc((size_t)len + 1);

		vsnprintf(large, (size_t)len + 1, format, again);
		str_addn(s, large, (size_t)len);
		free(large);
	}
	va_end(again);
}

void str_addf(struct str *s, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	str_vaddf(s, format, arguments);
	va_end(arguments);
}

char *str_with(const char *sentence, const char *what)
{
	const char *place = strstr(sentence, "%s");
	struct str text = { 0 };

	str_addn(&text, sentence, place ? (size_t)(place - sentence) : strlen(sentence));
	if (place) {
		str_add(&text, what);
		str_add(&text, place + strlen("%s"));
	}
	return str_detach(&text);
}

void str_add_worded(struct str *s, const char *sentence, const char *const *arguments, size_t count)
{
	for (const char *c = sentence; *c; c++) {
		bool is_numbered = c[0] == '%' && c[1] >= '1' && c[1] <= '9' && c[2] == '$' && c[3] == 's';

		if (is_numbered || (c[0] == '%' && c[1] == 's')) {
			size_t at = is_numbered ? (size_t)(c[1] - '1') : 0;

			str_add(s, at < count && arguments[at] ? arguments[at] : "?");
			c += is_numbered ? 3 : 1;
		} else {
			c += c[0] == '%' && c[1] == '%';
			str_addc(s, *c);
		}
	}
}

void str_cut(struct str *s, size_t len)
{
	if (len < s->len) {
		s->len = len;
		s->text[len] = '\0';
	}
}

void str_insert(struct str *s, size_t at, const void *bytes, size_t len)
{
	if (at > s->len)
		bug("insertion at %zu of %zu bytes", at, s->len);
	len = reserve(s, len);
	memmove(s->text + at + len, s->text + at, s->len - at);
	if (len)
		memcpy(s->text + at, bytes, len);
	s->len += len;
	s->text[s->len] = '\0';
}

void str_delete(struct str *s, size_t at, size_t len)
{
	if (at >= s->len)
		return;
	if (len > s->len - at)
		len = s->len - at;
	memmove(s->text + at, s->text + at + len, s->len - at - len);
	str_cut(s, s->len - len);
}

char *str_detach(struct str *s)
{
	char *text = s->text ? s->text : xstrdup("");

	*s = (struct str){ .max = s->max };
	return text;
}

char *str_detach_or(struct str *s, const char *otherwise)
{
	if (s->len)
		return str_detach(s);
	str_release(s);
	return otherwise ? xstrdup(otherwise) : NULL;
}

bool starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_equal(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static int ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

int ascii_casecmp(const char *a, const char *b)
{
	for (; *a && ascii_lower(*a) == ascii_lower(*b); a++)
		b++;
	return ascii_lower(*a) - ascii_lower(*b);
}
