/*
 * Errors: made where the cause is known, shown where the reader is. An error is a
 * code from err.def with its arguments; it carries no layout and no language until
 * err_text() words it. A zeroed struct err is "no error"; functions that succeed
 * leave it untouched, so calls can be chained and looked at once.
 */
#ifndef TWINLINE_BASE_ERR_H
#define TWINLINE_BASE_ERR_H

#include <stdbool.h>

#include "twinline/base/attr.h"

enum err_code {
	ERR_OK,
#define ERR(enumerator, name, sentence) ERR_##enumerator,
#include "twinline/base/err.def"
#undef ERR
	ERR_CODE_COUNT
};

enum { ERR_ARGS = 3 };

struct err {
	enum err_code code;
	char *arg[ERR_ARGS]; /* owned; NULL where there is none */
};

/*
 * Sets e to code with up to ERR_ARGS string arguments, closed by NULL; copies them and
 * frees what e held. e may be NULL (the caller does not care). Always returns -1, so
 * that a function can end with `return err_set(...)`.
 */
int err_set(struct err *e, enum err_code code, ...) ATTR_SENTINEL;

/* err_set(e, code, subject, strerror(errno)); DISK_FULL by itself for ENOSPC and EDQUOT. Returns -1. */
int err_errno(struct err *e, enum err_code code, const char *subject);

/* ERR_FILE_SYNTAX: what is wrong, a sentence, at a place of a file; line and column from 1. Returns -1. */
int err_at(struct err *e, const char *file, int line, int column, const char *sentence);

/* Frees the arguments; e is "no error" afterwards. */
void err_release(struct err *e);

/* Moves from into to, freeing what to held; from is "no error" afterwards. to may be NULL. */
void err_move(struct err *to, struct err *from);

/* The name on the wire, static ("notJSON"); "" for ERR_OK. */
const char *err_name(enum err_code code);

/* The code of a name on the wire; ERR_SERVER_FAIL for an unknown one (RFC 8620 section 3.6.2). */
enum err_code err_code_of(const char *name);

/* The sentence in the user's language (base/i18n.h) with its arguments in place; the caller frees it. */
char *err_text(const struct err *e) ATTR_MUST_USE;

/* What err_text puts in the place of arguments that are codes: word returns their words, yours, or NULL for an argument that is none. */
void err_word_arguments(char *(*word)(enum err_code code, int argument, const char *text));

/* The same in English whatever the user's language: for logs and "description" on the wire. */
char *err_text_english(const struct err *e) ATTR_MUST_USE;

#endif
