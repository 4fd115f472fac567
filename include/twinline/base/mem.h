/*
 * Memory that never fails: each allocator below returns memory or ends the
 * program through die(), which first lets the terminal be given back.
 */
#ifndef TWINLINE_BASE_MEM_H
#define TWINLINE_BASE_MEM_H

#include <stddef.h>

#include "twinline/base/attr.h"

/* Returns size bytes of unset memory; the caller frees it with free(). */
void *xmalloc(size_t size) ATTR_MALLOC;

/* Returns count * size zeroed bytes; dies on overflow too. The caller frees. */
void *xcalloc(size_t count, size_t size) ATTR_MALLOC;

/* Resizes to count * size bytes, overflow checked; the caller frees the result. */
void *xrealloc(void *memory, size_t count, size_t size) ATTR_MUST_USE;

/* Returns a copy of text, or NULL for NULL; the caller frees it. */
char *xstrdup(const char *text) ATTR_MUST_USE;

/* Returns a copy of the first len bytes of text, NUL-terminated; the caller frees it. */
char *xstrndup(const char *text, size_t len) ATTR_MALLOC;

/* Returns a printf-formatted string; the caller frees it. */
char *xasprintf(const char *format, ...) ATTR_MALLOC ATTR_PRINTF(1, 2);

/* Overwrites len bytes in a way that the compiler keeps: for passwords and tokens. */
void wipe(void *memory, size_t len);

/* Registers what must happen before the program dies (the terminal is given back). NULL: nothing. */
void die_hook(void (*hook)(void));

/* Ends the program for a hopeless environment: hook, one line on stderr, exit status 1. */
void die(const char *format, ...) ATTR_NORETURN ATTR_PRINTF(1, 2);

/* Ends the program for a mistake of ours: hook, one line on stderr, abort(). */
void bug(const char *format, ...) ATTR_NORETURN ATTR_PRINTF(1, 2);

#endif
