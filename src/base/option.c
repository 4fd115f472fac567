/* Command-line options from a table. */
#include "twinline/base/option.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"

static const struct option_row *find(const struct option_row *rows, const char *name, size_t len)
{
	for (const struct option_row *row = rows; row->name; row++)
		if (strlen(row->name) == len && memcmp(row->name, name, len) == 0)
			return row;
	return NULL;
}

/* Takes what is wrong as a sentence. */
static int wrong(struct err *e, char *sentence_taken)
{
	err_set(e, ERR_USAGE, sentence_taken, NULL);
	free(sentence_taken);
	return -1;
}

int option_choice(const char *codes, const char *text)
{
	int number = 0;

	for (const char *code = codes; code; number++) {
		size_t len = strcspn(code, "|");

		if (strlen(text) == len && memcmp(code, text, len) == 0)
			return number;
		code = code[len] ? code + len + 1 : NULL;
	}
	return -1;
}

static int store_choice(const struct option_row *row, const char *value, struct err *e)
{
	int number = option_choice(row->value, value);

	if (number < 0)
		return wrong(e, xasprintf(_("--%s takes one of %s."), row->name, row->value));
	*(int64_t *)row->into = number;
	return 0;
}

static int store(const struct option_row *row, const char *value, struct err *e)
{
	char *end;
	long long integer;

	if (row->kind == OPTION_TEXT) {
		*(const char **)row->into = value;
		return 0;
	}
	if (row->kind == OPTION_CHOICE)
		return store_choice(row, value, e);
	if (row->kind == OPTION_TEXTS) {
		strings_push(row->into, value);
		return 0;
	}
	errno = 0;
	integer = strtoll(value, &end, 10);
	if (errno || end == value || *end || integer < row->min || integer > row->max)
		return wrong(e, row->max == INT64_MAX
		                        ? xasprintf(_("--%s takes a whole number, %lld or more."), row->name, (long long)row->min)
		                        : xasprintf(_("--%s takes a whole number from %lld to %lld."), row->name,
		                                    (long long)row->min, (long long)row->max));
	*(int64_t *)row->into = integer;
	return 0;
}

/* Reads the option at argv[*at]; moves *at over a value that stands apart. */
static int read_option(const struct option_row *rows, int argc, char **argv, int *at, struct err *e)
{
	const char *name = argv[*at] + 2;
	const char *equals = strchr(name, '=');
	const struct option_row *row = find(rows, name, equals ? (size_t)(equals - name) : strlen(name));

	if (!row)
		return err_set(e, ERR_OPTION_UNKNOWN, argv[*at], NULL);
	if (row->kind == OPTION_FLAG) {
		if (equals)
			return wrong(e, xasprintf(_("--%s takes no value."), row->name));
		*(bool *)row->into = true;
		return 0;
	}
	if (equals)
		return store(row, equals + 1, e);
	if (*at + 1 >= argc)
		return wrong(e, xasprintf(_("--%s needs a value."), row->name));
	return store(row, argv[++*at], e);
}

int option_parse(const struct option_row *rows, int argc, char **argv, int *words, struct err *e)
{
	bool ended = false;

	*words = 0;
	for (int i = 1; i < argc; i++) {
		if (!ended && strcmp(argv[i], "--") == 0) {
			ended = true;
		} else if (!ended && starts_with(argv[i], "--")) {
			if (read_option(rows, argc, argv, &i, e) != 0)
				return -1;
		} else if (!ended && argv[i][0] == '-' && argv[i][1]) {
			return err_set(e, ERR_OPTION_UNKNOWN, argv[i], NULL);
		} else {
			argv[++*words] = argv[i];
		}
	}
	return 0;
}

/* Bytes of UTF-8 text that begin no character: printf counts them, a reader does not. */
static int continuation_bytes(const char *text)
{
	int count = 0;

	for (; *text; text++)
		count += (*text & 0xc0) == 0x80;
	return count;
}

void option_help(const struct option_row *rows)
{
	for (const struct option_row *row = rows; row->name; row++) {
		const char *value = row->value && row->kind != OPTION_CHOICE ? _(row->value) : row->value;
		char *left = value ? xasprintf("--%s %s", row->name, value) : xasprintf("--%s", row->name);

		printf("  %-*s  %s\n", 24 + continuation_bytes(left), left, _(row->help));
		free(left);
	}
}
