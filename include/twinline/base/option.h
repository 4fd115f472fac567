/*
 * Command-line options from a table: the rows drive parsing, --help and completion.
 * Long options with "--name value" or "--name=value", "--" ends them, what is left are words.
 */
#ifndef TWINLINE_BASE_OPTION_H
#define TWINLINE_BASE_OPTION_H

#include <stdbool.h>
#include <stdint.h>

#include "twinline/base/err.h"

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_INTEGER, OPTION_CHOICE, OPTION_TEXTS };

struct option_row {
	const char *name;      /* without the dashes; NULL closes the table */
	enum option_kind kind;
	const char *value;     /* N_("DIR"), shown in --help; NULL for a flag; of a choice its codes: "bash|zsh" */
	int64_t min, max;      /* of an OPTION_INTEGER */
	/* By kind: bool *, const char ** (borrowed from argv), int64_t *, int64_t * (which of the codes, from 0), struct strings * (one an option) */
	void *into;
	const char *help;      /* N_("one sentence") */
};

/*
 * Reads argv[1..] by rows; words (not options) are moved to the front of argv from
 * index 1 on, and *words says how many. Returns 0, or -1 with e naming the option.
 */
int option_parse(const struct option_row *rows, int argc, char **argv, int *words, struct err *e);

/* Which of codes ("bash|zsh") text is, from 0; -1 if none. */
int option_choice(const char *codes, const char *text);

/* Writes the rows as lines of --help to stdout, in the user's language. */
void option_help(const struct option_row *rows);

#endif
