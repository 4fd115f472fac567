/*
 * A growing string. Invariants: text is never NULL after str_init or any str_add,
 * always NUL-terminated at text[len]; a zeroed struct str is a valid empty one
 * whose text is NULL until something is added. max bounds len in bytes (0: 1 GiB);
 * growing past it sets overflow and drops what did not fit, so a loop may add and
 * look once at the end.
 */
#ifndef TWINLINE_BASE_STR_H
#define TWINLINE_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "twinline/base/attr.h"

struct str {
	char *text;
	size_t len;      /* bytes in use, without the NUL */
	size_t capacity; /* bytes allocated */
	size_t max;      /* bound of len; 0 is 1 GiB */
	bool overflow;   /* something was dropped at max */
};

/* Makes s empty with a bound of max bytes (0: 1 GiB). */
void str_init(struct str *s, size_t max);

/* Frees the contents; s is a valid empty string afterwards. */
void str_release(struct str *s);

/* Empties s and keeps its memory. */
void str_clear(struct str *s);

/* Adds text, its first len bytes, one byte, or formatted text. */
void str_add(struct str *s, const char *text);
void str_addn(struct str *s, const void *bytes, size_t len);
void str_addc(struct str *s, char byte);
void str_addf(struct str *s, const char *format, ...) ATTR_PRINTF(2, 3);
void str_vaddf(struct str *s, const char *format, va_list arguments) ATTR_PRINTF(2, 0);

/*
 * Adds sentence with %1$s to %9$s replaced by arguments, which no printf can do with a sentence that translators wrote; where there
 * is but one, "%s" is it. A missing one reads as "?", "%%" as "%".
 */
void str_add_worded(struct str *s, const char *sentence, const char *const *arguments, size_t count);

/* A sentence of a table with what stands for its one %s, yours: no printf takes a format that is no literal. */
char *str_with(const char *sentence, const char *what) ATTR_MUST_USE;

/* Cuts s to len bytes; longer than it is: nothing happens. */
void str_cut(struct str *s, size_t len);

/* Puts len bytes in at byte offset at, moving the rest. */
void str_insert(struct str *s, size_t at, const void *bytes, size_t len);

/* Takes len bytes out at byte offset at; what lies past the end is left out of account. */
void str_delete(struct str *s, size_t at, size_t len);

/* Returns the text ("" if empty), yours to free; s is empty afterwards. */
char *str_detach(struct str *s) ATTR_MUST_USE;

/* The same; if it is empty, a copy of otherwise (NULL: NULL), which may be translated. */
char *str_detach_or(struct str *s, const char *otherwise) ATTR_MUST_USE;

/* True if text begins with prefix. */
bool starts_with(const char *text, const char *prefix);

/* strcmp() == 0 that takes NULL: NULL equals only NULL. */
bool text_equal(const char *a, const char *b);

/* Compares ASCII letters without case, in no locale: for keys, options and protocol (Turkish-safe). */
int ascii_casecmp(const char *a, const char *b);

#endif
