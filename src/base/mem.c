/* Memory that never fails, and the two ways in which the program ends when it must. */
#include "twinline/base/mem.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void (*last_act)(void);

void die_hook(void (*hook)(void))
{
	last_act = hook;
}

static void last_words(const char *format, va_list arguments)
{
	void (*hook)(void) = last_act;

	last_act = NULL; /* a hook that dies itself must not come back here */
	if (hook)
		hook();
	fputs("twinline: ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
}

void die(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	last_words(format, arguments);
	va_end(arguments);
	exit(1);
}

void bug(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	last_words(format, arguments);
	va_end(arguments);
	abort();
}

static void *or_die(void *memory, size_t size)
{
	if (!memory && size)
		die("out of memory for %zu bytes", size);
	return memory;
}

void *xmalloc(size_t size)
{
	return or_die(malloc(size ? size : 1), size ? size : 1);
}

void *xcalloc(size_t count, size_t size)
{
	bool empty = !count || !size;

	return or_die(calloc(empty ? 1 : count, empty ? 1 : size), 1);
}

void *xrealloc(void *memory, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		die("out of memory for %zu times %zu bytes", count, size);
	size *= count;
	return or_die(realloc(memory, size ? size : 1), size ? size : 1);
}

char *xstrdup(const char *text)
{
	return text ? xstrndup(text, strlen(text)) : NULL;
}

char *xstrndup(const char *text, size_t len)
{
	char *copy = xmalloc(len + 1);

	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *xasprintf(const char *format, ...)
{
	va_list arguments;
	char *text = NULL;
	int len;

	va_start(arguments, format);
	len = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (len < 0)
		die("out of memory for a formatted text");
	return text;
}

void wipe(void *memory, size_t len)
{
	if (memory)
		explicit_bzero(memory, len);
}
