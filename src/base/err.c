/* Errors as codes with arguments, and their words. */
#include "twinline/base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static const struct {
	const char *name;
	const char *sentence;
} rows[ERR_CODE_COUNT] = {
	[ERR_OK] = { "", "" },
#define ERR(enumerator, wire_name, words) [ERR_##enumerator] = { wire_name, words },
#include "twinline/base/err.def"
#undef ERR
};

int err_set(struct err *e, enum err_code code, ...)
{
	va_list arguments;
	struct err fresh = { .code = code };

	if (!e)
		return -1;
	va_start(arguments, code);
	for (int i = 0; i < ERR_ARGS; i++) {
		const char *argument = va_arg(arguments, const char *);

		if (!argument)
			break;
		fresh.arg[i] = xstrdup(argument);
	}
	va_end(arguments);
	err_release(e); /* last: an argument may be one that e held */
	*e = fresh;
	return -1;
}

int err_errno(struct err *e, enum err_code code, const char *subject)
{
	if (errno == ENOSPC || errno == EDQUOT)
		return err_set(e, ERR_DISK_FULL, NULL);
	return err_set(e, code, subject, strerror(errno), NULL);
}

int err_at(struct err *e, const char *file, int line, int column, const char *sentence)
{
	char *place = xasprintf("%s:%d:%d", file, line, column);

	err_set(e, ERR_FILE_SYNTAX, place, sentence, NULL);
	free(place);
	return -1;
}

void err_release(struct err *e)
{
	if (!e)
		return;
	for (int i = 0; i < ERR_ARGS; i++)
		free(e->arg[i]);
	*e = (struct err){ 0 };
}

void err_move(struct err *to, struct err *from)
{
	if (to) {
		err_release(to);
		*to = *from;
		*from = (struct err){ 0 };
	} else {
		err_release(from);
	}
}

const char *err_name(enum err_code code)
{
	return rows[code].name;
}

enum err_code err_code_of(const char *name)
{
	for (int i = 1; i < ERR_CODE_COUNT; i++)
		if (strcmp(rows[i].name, name) == 0)
			return (enum err_code)i;
	return ERR_SERVER_FAIL;
}

static char *worded(const char *sentence, const struct err *e)
{
	struct str out = { 0 };

	str_add_worded(&out, sentence, (const char *const *)e->arg, ERR_ARGS);
	return str_detach(&out);
}

static char *(*word_of)(enum err_code code, int argument, const char *text);

void err_word_arguments(char *(*word)(enum err_code code, int argument, const char *text))
{
	word_of = word;
}

char *err_text(const struct err *e)
{
	struct err said = { .code = e->code };
	char *text;

	for (int i = 0; i < ERR_ARGS; i++) {
		said.arg[i] = word_of && e->arg[i] ? word_of(e->code, i, e->arg[i]) : NULL;
		if (!said.arg[i])
			said.arg[i] = xstrdup(e->arg[i]);
	}
	text = worded(e->code == ERR_OK ? "" : _(rows[e->code].sentence), &said);
	err_release(&said);
	return text;
}

char *err_text_english(const struct err *e)
{
	return worded(i18n_english(rows[e->code].sentence), e);
}
